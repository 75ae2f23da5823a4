"""What lists and headers show of people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from caseworker.base.danish import masked_cpr
from caseworker.base.dates import age_on
from caseworker.base.text import render
from caseworker.people import service
from caseworker.people.fact_checks import Fact, FactData, first_day
from caseworker.people.fact_kinds import KINDS
from caseworker.people.model import (
    BenefitPeriod,
    CaseEvent,
    CaseFile,
    Citizen,
    Exemption,
    GroupPeriod,
    PrimaryContact,
    Staff,
    Trait,
    WorkPeriod,
)
from caseworker.people.namesakes import Namesake, apart
from caseworker.store.log import ActRow


@dataclass(frozen=True, slots=True)
class CaseHead:
    """The header of a citizen's page. `cpr` is whole: show `cpr_masked`, copy `cpr`."""

    citizen_id: str
    case_id: str
    case_no: int
    name: str
    call_name: str
    birth_date: date
    age: int
    cpr: str
    sex: str
    phone: str
    email: str
    address: str
    postal_code: str
    city: str
    protected_address: bool
    interpreter: str
    group: str
    visited_as: str
    opened_on: date
    closed_on: date | None
    end_state: str
    end_note: str
    referred_on: date | None
    referred_by: str
    contact_id: str
    contact_name: str
    contact_phone: str

    @property
    def cpr_masked(self) -> str:
        """The CPR number as it may be shown."""
        return masked_cpr(self.cpr)


def case_head(session: Session, reference: str, today: date) -> CaseHead:
    """Return the header of a case by its id, its short number, or the citizen's id (the newest case).

    Raises UserError when there is none.
    """
    row = session.execute(
        select(CaseFile, Citizen, Staff)
        .join(Citizen, Citizen.id == CaseFile.citizen_id)
        .join(Staff, Staff.id == CaseFile.primary_contact_id)
        .where(
            service.case_condition(reference) | (CaseFile.citizen_id == service.plain_reference(reference))
        )
        .order_by(CaseFile.opened_on.desc(), CaseFile.case_no.desc())
        .limit(1)
    ).first()
    if row is None:
        raise service.no_case(reference)
    case, citizen, contact = row
    group = current_group(session, case.id, today)
    return CaseHead(
        citizen_id=citizen.id, case_id=case.id, case_no=case.case_no, name=citizen.name,
        call_name=citizen.call_name, birth_date=citizen.birth_date, age=age_on(citizen.birth_date, today),
        cpr=citizen.cpr, sex=citizen.sex, phone=citizen.phone, email=citizen.email, address=citizen.address,
        postal_code=citizen.postal_code, city=citizen.city, protected_address=citizen.protected_address,
        interpreter=citizen.interpreter, group=group[0], visited_as=group[1], opened_on=case.opened_on,
        closed_on=case.closed_on, end_state=case.end_state, end_note=case.end_note, referred_on=case.referred_on,
        referred_by=case.referred_by, contact_id=contact.id, contact_name=contact.name,
        contact_phone=contact.phone,
    )  # fmt: skip


def current_group(session: Session, case_id: str, today: date) -> tuple[str, str]:
    """Return the target group's code and the visitation of a day; empty where there is none."""
    row = session.execute(
        select(GroupPeriod.code, GroupPeriod.visited_as)
        .where(GroupPeriod.case_id == case_id, GroupPeriod.from_on <= today)
        .order_by(GroupPeriod.from_on.desc())
        .limit(1)
    ).first()
    return (row[0], row[1]) if row else ("", "")


def group_then(session: Session, case_id: str, day: date) -> tuple[str, str]:
    """Return the target group's code and the visitation on the day that something happened.

    Of a day before the first group that is written down, that first one; empty where there is none at all.
    """
    known = current_group(session, case_id, day)
    if known != ("", ""):
        return known
    row = session.execute(
        select(GroupPeriod.code, GroupPeriod.visited_as)
        .where(GroupPeriod.case_id == case_id)
        .order_by(GroupPeriod.from_on)
        .limit(1)
    ).first()
    return (row[0], row[1]) if row else ("", "")


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One stretch in a target group; open while `to_on` is None."""

    code: str
    visited_as: str
    from_on: date
    to_on: date | None
    reason: str
    insured: str = ""
    category: int | None = None
    match: int | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class ContactRow:
    """Who was the primary contact person from a day on, and what was handed over (R-062)."""

    name: str
    from_on: date
    reason: str
    handover_note: str


@dataclass(frozen=True, slots=True)
class KnownCitizen:
    """A citizen found by CPR number, with the newest case; the case is open while `closed_on` is None."""

    citizen_id: str
    name: str
    case_id: str | None
    closed_on: date | None


def groups_of(session: Session, case_id: str) -> list[GroupRow]:
    """Return the target groups of a case, the newest first."""
    rows = session.scalars(
        select(GroupPeriod)
        .where(GroupPeriod.case_id == case_id)
        .order_by(GroupPeriod.from_on.desc(), GroupPeriod.id.desc())
    )
    return [
        GroupRow(
            row.code, row.visited_as, row.from_on, row.to_on, row.reason, row.insured, row.category, row.match,
            row.id,
        )
        for row in rows
    ]  # fmt: skip


def facts_of(session: Session, citizen_id: str, case_id: str) -> list[Fact]:
    """Return what the deadlines of a case are counted from besides group and talks, the newest first."""
    found = [
        Fact(row.id, FactData(what=row.kind, day=row.on, last_day=row.until, benefit=row.benefit,
                              expected_on=row.expected_on))
        for row in session.scalars(select(CaseEvent).where(CaseEvent.case_id == case_id))
    ]  # fmt: skip
    found += [
        Fact(row.id, FactData(what=row.kind, day=row.from_on, last_day=row.to_on, words=row.reason))
        for row in session.scalars(select(Exemption).where(Exemption.case_id == case_id))
    ]
    found += [
        Fact(row.id, FactData(what="benefit", benefit=row.benefit_type, day=row.from_on, last_day=row.to_on,
                              paid_to=row.paid_to, hours=row.hours))
        for row in session.scalars(select(BenefitPeriod).where(BenefitPeriod.citizen_id == citizen_id))
    ]  # fmt: skip
    found += [
        Fact(row.id, FactData(what="work", day=row.from_on, last_day=row.to_on, words=row.employer,
                              hours_per_week=row.hours_per_week))
        for row in session.scalars(select(WorkPeriod).where(WorkPeriod.citizen_id == citizen_id))
    ]  # fmt: skip
    found += [_trait(row) for row in session.scalars(select(Trait).where(Trait.citizen_id == citizen_id))]
    known = [fact for fact in found if fact.data.what in KINDS]
    return sorted(known, key=lambda fact: (fact.data.day or date.min, fact.id), reverse=True)


def first_day_of(session: Session, case_id: str) -> date:
    """Return the first day of anything that is written down of a case (see `first_day`)."""
    case = session.scalars(select(CaseFile).where(CaseFile.id == case_id)).one()
    days = (group.from_on for group in groups_of(session, case_id))
    return first_day(case.opened_on, days, facts_of(session, case.citizen_id, case_id))


def _trait(row: Trait) -> Fact:
    said = row.value in ("true", "false")
    return Fact(
        row.id,
        FactData(
            what=row.trait, day=row.from_on, last_day=row.to_on, value=row.value if said else "",
            expected_on=None if said else date.fromisoformat(row.value),
        ),
    )  # fmt: skip


def contacts_of(session: Session, case_id: str) -> list[ContactRow]:
    """Return the primary contact persons of a case, the newest first."""
    rows = session.execute(
        select(Staff.name, PrimaryContact.from_on, PrimaryContact.reason, PrimaryContact.handover_note)
        .join(PrimaryContact, PrimaryContact.staff_id == Staff.id)
        .where(PrimaryContact.case_id == case_id)
        .order_by(PrimaryContact.from_on.desc(), PrimaryContact.id.desc())
    )
    return [ContactRow(*row) for row in rows]


def citizen_data(session: Session, citizen_id: str) -> service.CitizenData | None:
    """Return what is written about a citizen, to be edited; None when there is none any longer."""
    row = session.scalars(select(Citizen).where(Citizen.id == citizen_id)).first()
    if row is None:
        return None
    return service.CitizenData(
        **{name: getattr(row, name) for name in service.CitizenData.__dataclass_fields__}
    )


def citizen_with_cpr(session: Session, cpr: str) -> KnownCitizen | None:
    """Return the citizen with this CPR number (ten digits), or None."""
    row = session.execute(select(Citizen.id, Citizen.name).where(Citizen.cpr == cpr)).first() if cpr else None
    if row is None:
        return None
    case_id = newest_case(session, row.id)
    closed = session.scalars(select(CaseFile.closed_on).where(CaseFile.id == case_id)).first()
    return KnownCitizen(row.id, row.name, case_id, closed)


def newest_case(session: Session, citizen_id: str) -> str | None:
    """Return the id of a citizen's newest case, open ones first."""
    return session.scalars(
        select(CaseFile.id)
        .where(CaseFile.citizen_id == citizen_id)
        .order_by(CaseFile.closed_on.is_not(None), CaseFile.opened_on.desc())
        .limit(1)
    ).first()


def open_cases(session: Session) -> int:
    """Return the number of open cases."""
    return session.execute(
        select(func.count()).select_from(CaseFile).where(CaseFile.closed_on.is_(None))
    ).scalar_one()


def name_of(session: Session, citizen_id: str) -> str:
    """Return a citizen's name, or "" where there is none with this id."""
    return session.scalar(select(Citizen.name).where(Citizen.id == citizen_id)) or ""


def closed_cases() -> Select[str]:
    """Return the closed cases, for a list in which they stand beside the open ones."""
    return select(CaseFile.id).where(CaseFile.closed_on.is_not(None))


def told_apart(
    session: Session, today: date, language: str, *, also: Select[str] | None = None
) -> dict[str, str]:
    """Return by case what tells a citizen from others of the same name in these cases: "44 years old".

    The cases are the open ones and, of the closed, those in `also`: what still runs in them stands in the same lists.
    Citizens whose name nobody shares are not in it. What stands in lists goes through `namesakes.with_mark`.
    """
    is_open = CaseFile.closed_on.is_(None)
    listed = is_open if also is None else or_(is_open, CaseFile.id.in_(also))
    shared = (
        select(Citizen.sort_key)
        .join(CaseFile, CaseFile.citizen_id == Citizen.id)
        .where(listed)
        .group_by(Citizen.sort_key)
        .having(func.count(Citizen.id.distinct()) > 1)
    )
    rows = session.execute(
        select(CaseFile.id, CaseFile.case_no, Citizen.sort_key, Citizen.birth_date, Citizen.id)
        .join(Citizen, Citizen.id == CaseFile.citizen_id)
        .where(listed, Citizen.sort_key.in_(shared))
        .order_by(Citizen.sort_key, CaseFile.case_no)
    )
    marks = apart((Namesake(*row) for row in rows), today)
    return {case_id: render(mark, language) for case_id, mark in marks.items()}


def is_undone(session: Session, act_id: str) -> bool:
    """Return whether an act was taken back."""
    return session.scalar(select(ActRow.undone_by).where(ActRow.id == act_id)) is not None
