"""What can be done with citizens and cases."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select

from caseworker.base.danish import sort_key
from caseworker.base.errors import UserError
from caseworker.base.ids import new_id
from caseworker.base.place import Place
from caseworker.base.text import Text, t
from caseworker.people import groups, staff
from caseworker.people.birth import refuse_birth
from caseworker.people.citizen_checks import Checked as Checked
from caseworker.people.citizen_checks import CitizenData as CitizenData
from caseworker.people.citizen_checks import check_citizen as check_citizen
from caseworker.people.closed import refuse_closed
from caseworker.people.groups import GroupChoice
from caseworker.people.model import (
    BenefitPeriod,
    CaseAct,
    CaseEvent,
    CaseFile,
    Citizen,
    GroupPeriod,
    PrimaryContact,
    Staff,
)
from caseworker.people.names import first_name, refuse_long, too_long
from caseworker.people.words import CASELOAD_COLUMNS
from caseworker.store.work import Work

END_STATES = (
    "job_ordinary", "job_special", "rehabilitation", "education", "stu", "early_retirement",
    "moved", "lost_right", "prison", "deceased", "self_supporting",
)  # fmt: skip  # R-094
LONGEST_REMARK = 2_000  # characters of a remark; what is longer is a note in the journal
_LONGEST_CASE_NO = 9  # digits


@dataclass(frozen=True, slots=True)
class Intake:
    """What opens a case: day, target group, benefit, and the first contact that starts the clocks."""

    opened_on: date
    group: str = ""
    visited_as: str = ""
    insured: str = ""
    category: int | None = None
    benefit: str = ""
    benefit_from: date | None = None
    first_contact_on: date | None = None
    referred_on: date | None = None
    referred_by: str = ""
    owner: str = ""


def add_citizen(work: Work, data: CitizenData, record_id: str = "") -> Citizen:
    """Add a citizen. Raises UserError for wrong data, or when the CPR number is here already (anchors A1).

    `record_id` is the id that its draft was kept under.
    """
    data = check_citizen(data, work.today()).data
    _refuse_double(work, data.cpr, None)
    return new_citizen(work, data, record_id)


def new_citizen(work: Work, data: CitizenData, record_id: str = "") -> Citizen:
    """Add a citizen whose data `check_citizen` has passed and who is known to be new: for imports."""
    assert data.birth_date is not None
    return work.add(
        Citizen(
            id=record_id or new_id(), name=data.name, call_name=data.call_name, sort_key=sort_key(data.name),
            birth_date=data.birth_date, cpr=data.cpr, sex=data.sex, phone=data.phone, email=data.email,
            address=data.address, postal_code=data.postal_code, city=data.city,
            municipality=data.municipality, protected_address=data.protected_address,
            interpreter=data.interpreter, unemployed_since=data.unemployed_since,
            external_id=data.external_id,
        )
    )  # fmt: skip


def change_citizen(work: Work, citizen_id: str, data: CitizenData) -> bool:
    """Write new data over a citizen's; empty fields leave what is there. Returns whether it changed."""
    citizen = work.get(Citizen, citizen_id)
    checked = check_citizen(data, work.today()).data
    _refuse_double(work, checked.cpr, citizen_id)
    refuse_birth(work, citizen, checked.birth_date)
    return write_over(citizen, replace(checked, call_name=data.call_name.strip()))


def write_over(citizen: Citizen, data: CitizenData) -> bool:
    """Write what `check_citizen` has passed; empty fields leave what is there. Returns whether it changed."""
    found = changes_of(citizen, data)
    for name, value in found.items():
        setattr(citizen, name, value)
    if found:
        citizen.sort_key = sort_key(citizen.name)
    return bool(found)


def changes_of(citizen: Citizen, data: CitizenData) -> dict[str, Any]:
    """Return what `write_over` writes, by field.

    A first name that was used in speech goes with the name; what the caseworker wrote for it stays.
    """
    spoken = (first_name(citizen.name), citizen.name.split()[0])  # the latter of a name kept as “Ågård, Bo”
    other = data.name != citizen.name or citizen.call_name.endswith(",")
    if not data.call_name and data.name and other and citizen.call_name in spoken:
        data = replace(data, call_name=first_name(data.name))
    given = {name: getattr(data, name) for name in CitizenData.__dataclass_fields__}
    return {
        name: value
        for name, value in given.items()
        if value not in ("", None, False) and value != getattr(citizen, name)
    }


def edit_citizen(work: Work, citizen_id: str, data: CitizenData) -> list[Text]:
    """Write exactly this data over a citizen's: an empty field is emptied. Returns what is unusual about it."""
    citizen = work.get(Citizen, citizen_id)
    before = CitizenData(**{name: getattr(citizen, name) for name in CitizenData.__dataclass_fields__})
    checked = check_citizen(data, work.today(), before)
    _refuse_double(work, checked.data.cpr, citizen_id)
    refuse_birth(work, citizen, checked.data.birth_date)
    for name in CitizenData.__dataclass_fields__:
        if getattr(citizen, name) != getattr(checked.data, name):
            setattr(citizen, name, getattr(checked.data, name))
    citizen.sort_key = sort_key(citizen.name)
    return checked.warnings


def open_case(work: Work, citizen_id: str, intake: Intake) -> CaseFile:
    """Open a case. Raises UserError when one is open, or a date cannot be."""
    citizen = work.get(Citizen, citizen_id)
    check_intake(intake, citizen.birth_date, work.today())
    if (
        existing := work.first(CaseFile, CaseFile.citizen_id == citizen_id, CaseFile.closed_on.is_(None))
    ) is not None:
        raise UserError(
            t("{name} has an open case already: number {number}. Open that one.",
              name=citizen.name, number=existing.case_no)
        )  # fmt: skip
    if intake.benefit and _runs_on(work, citizen_id, intake.benefit, _benefit_start(intake)):
        intake = replace(intake, benefit="")
    owner = staff.find_or_add(work, intake.owner) if intake.owner.strip() else _me(work)
    return new_case(work, citizen_id, intake, owner_id=owner.id, case_no=next_case_no(work))


def new_case(
    work: Work,
    citizen_id: str,
    intake: Intake,
    *,
    owner_id: str,
    case_no: int,
    known_from: date | None = None,
) -> CaseFile:
    """Open a case that is known to be allowed, under a number that is known to be free: for imports."""
    case = work.add(
        CaseFile(
            citizen_id=citizen_id, case_no=case_no, opened_on=intake.opened_on, owner_id=owner_id,
            primary_contact_id=owner_id, referred_on=intake.referred_on, referred_by=intake.referred_by,
            known_from=known_from,
        )
    )  # fmt: skip
    whose: dict[str, Any] = {"citizen_id": citizen_id, "case_id": case.id}
    work.add(PrimaryContact(staff_id=owner_id, from_on=intake.opened_on, **whose))
    if intake.group:
        work.add(
            GroupPeriod(
                code=intake.group, visited_as=intake.visited_as, insured=intake.insured, category=intake.category,
                from_on=intake.first_contact_on or intake.opened_on, set_by=work.author.actor, **whose,
            )
        )  # fmt: skip
    if intake.benefit:
        start = _benefit_start(intake)
        work.add(BenefitPeriod(benefit_type=intake.benefit, from_on=start, citizen_id=citizen_id))
    if intake.first_contact_on:
        work.add(CaseEvent(kind="first_contact", on=intake.first_contact_on, **whose))
    return case


def _benefit_start(intake: Intake) -> date:
    return intake.benefit_from or intake.first_contact_on or intake.opened_on


def _runs_on(work: Work, citizen_id: str, benefit: str, start: date) -> bool:
    """End the benefit of an earlier case where it stands open, and return whether it is this very one and runs on.

    Nobody wrote down that it ended: it is known until that case was closed, and only one is paid at a time.
    """
    ends = [one.closed_on for one in work.find(CaseFile, CaseFile.citizen_id == citizen_id) if one.closed_on]
    if not ends:
        return False
    for period in work.find(
        BenefitPeriod, BenefitPeriod.citizen_id == citizen_id, BenefitPeriod.to_on.is_(None)
    ):
        if (period.benefit_type, period.from_on) == (benefit, start):
            return True
        if period.from_on < start:
            period.to_on = max(period.from_on, min(max(ends), start - timedelta(days=1)))
    return False


def check_intake(intake: Intake, birth_date: date, today: date) -> None:
    """Raise UserError for a date that cannot be: before birth, or a first contact after today."""
    refuse_long(intake, "case")
    for name, day in (
        # First what the others are taken from: the day of the case is often that of the first contact.
        ("first_contact_on", intake.first_contact_on),
        ("opened_on", intake.opened_on),
        ("benefit_from", intake.benefit_from),
        ("referred_on", intake.referred_on),
    ):
        if day is None:
            continue
        place = Place("case", field=name)
        if day < birth_date:
            raise UserError(
                t("“{column}”, {day:numeric}, lies before the citizen was born. Check it.",
                  column=CASELOAD_COLUMNS[name], day=day), place,
            )  # fmt: skip
        if name == "first_contact_on" and day > today:
            raise UserError(
                t("The first contact, {day:numeric}, lies after today ({today:numeric}). Write the day it was.",
                  day=day, today=today), place,
            )  # fmt: skip
        if name == "referred_on" and day > today:
            raise UserError(
                t("The referral, {day:numeric}, lies after today ({today:numeric}). Write the day it was.",
                  day=day, today=today), place,
            )  # fmt: skip
        if day > today + timedelta(days=366):
            raise UserError(
                t("“{column}”, {day:numeric}, lies more than a year ahead. Check the year.",
                  column=CASELOAD_COLUMNS[name], day=day), place,
            )  # fmt: skip


def change_group(
    work: Work,
    case_id: str,
    code: str,
    from_on: date,
    *,
    visited_as: str = "",
    insured: str = "",
    category: int | None = None,
    match: int | None = None,
    reason: str = "",
) -> GroupPeriod:
    """Move a case to another target group, or to another place in it, from a day on (see `groups`)."""
    return groups.change(
        work, case_id, GroupChoice(code, visited_as, insured, category, match), from_on, reason
    )


def note_act(work: Work, case_id: str, kind: str, on: date, for_key: str = "") -> str:
    """Write down that something was done that meets a duty (domain.md 4.2 acts). Returns its id."""
    case = work.get(CaseFile, case_id)
    if on > work.today() or on < case.opened_on:
        raise UserError(
            t("It can have been done between {first} and today.", first=case.opened_on),
            Place("case", case_id, "acts"),
        )
    return work.add(
        CaseAct(citizen_id=case.citizen_id, case_id=case_id, kind=kind, on=on, for_key=for_key)
    ).id


def change_primary_contact(work: Work, case_id: str, staff_id: str, reason: str, handover_note: str) -> None:
    """Give a case another primary contact person. A handover note is required (R-062)."""
    if not handover_note.strip():
        raise UserError(
            t("Write what the new contact person must know."), Place("case", case_id, "handover_note")
        )
    refuse_closed(work, case_id)
    case = work.get(CaseFile, case_id)
    if work.get(Staff, staff_id).id == case.primary_contact_id:
        raise UserError(
            t("That is the contact person already. Choose another one."), Place("case", case_id, "staff")
        )
    case.primary_contact_id = case.owner_id = staff_id
    work.add(
        PrimaryContact(
            citizen_id=case.citizen_id, case_id=case_id, staff_id=staff_id, from_on=work.today(),
            reason=reason, handover_note=handover_note.strip(),
        )
    )  # fmt: skip


def close_case(work: Work, case_id: str, end_state: str, closed_on: date, note: str = "") -> None:
    """Close a case with one of the fixed end states (R-094). Only a person closes a case (R-058)."""
    case = work.get(CaseFile, case_id)
    if case.closed_on is not None:
        raise UserError(t("The case was closed {day} already. Nothing is changed.", day=case.closed_on))
    if end_state not in END_STATES:
        raise UserError(t("Choose how the case ended."), Place("case", case_id, "end_state"))
    if closed_on < case.opened_on or closed_on > work.today():
        raise UserError(
            t("The case can end between {first} and today.", first=case.opened_on),
            Place("case", case_id, "closed_on"),
        )
    if len(note) > LONGEST_REMARK:
        raise UserError(too_long(t("The remark"), LONGEST_REMARK), Place("case", case_id, "note"))
    case.end_state, case.closed_on, case.end_note = end_state, closed_on, note
    # The time line tells of it by the event.
    whose: dict[str, Any] = {"citizen_id": case.citizen_id, "case_id": case_id}
    work.add(CaseEvent(kind="case_closed", on=closed_on, words=note, **whose))


def case_condition(reference: str) -> ColumnElement[bool]:
    """Return the condition that finds a case by id or short number."""
    tidy = plain_reference(reference)
    if tidy.isascii() and tidy.isdigit() and len(tidy) <= _LONGEST_CASE_NO:
        return CaseFile.case_no == int(tidy)
    return CaseFile.id == tidy


def plain_reference(reference: str) -> str:
    """Return a reference as it can be looked up: what cannot be written as UTF-8 is nobody's id."""
    return reference.strip().encode(errors="replace").decode()


def no_case(reference: str) -> UserError:
    """Return the error for a case that is not there."""
    if not reference.strip():
        return UserError(t("Give the number of a case. It stands in the list of citizens."))
    return UserError(
        t("There is no case {reference}. Look the number up in the list of citizens.", reference=reference)
    )


def _refuse_double(work: Work, cpr: str, own_id: str | None) -> None:
    if not cpr:
        return
    other = work.first(Citizen, Citizen.cpr == cpr, Citizen.id != (own_id or ""))
    if other is not None:
        raise UserError(
            t("{name} is here already with this CPR number. Open the citizen instead.", name=other.name),
            Place("citizen", other.id, "cpr"),
        )


def _me(work: Work) -> Staff:
    me = work.first(Staff, Staff.is_me)
    assert me is not None
    return me


def next_case_no(work: Work) -> int:
    """Return the next free short number. Deleted cases keep theirs."""
    highest = work.session.execute(
        select(func.max(CaseFile.case_no)).execution_options(include_deleted=True)
    ).scalar_one_or_none()
    return (highest or 1000) + 1
