"""What a caseload file says otherwise than the open case it is about: told by line, and never written over the case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from caseworker.base.danish import composed
from caseworker.base.text import Text, raw, t
from caseworker.people.model import BenefitPeriod, CaseEvent, CaseFile, GroupPeriod, Staff
from caseworker.people.service import Intake
from caseworker.people.words import BENEFITS, CASELOAD_COLUMNS, VISITED
from caseworker.store.work import Work


@dataclass(frozen=True, slots=True)
class CaseNow:
    """What an open case knows of what a file may say. Lists are in the order of their days, the newest last."""

    owner: str
    referred_on: date | None
    group: str = ""
    visited_as: str = ""
    benefits: tuple[tuple[str, date], ...] = ()
    first_contacts: tuple[date, ...] = ()


def open_cases(work: Work) -> dict[str, CaseNow]:
    """Return the open cases by citizen."""
    benefits: dict[str, list[tuple[str, date]]] = defaultdict(list)
    contacts: dict[str, list[date]] = defaultdict(list)
    for paid in work.session.execute(
        select(BenefitPeriod.citizen_id, BenefitPeriod.benefit_type, BenefitPeriod.from_on)
        .where(BenefitPeriod.deleted_at.is_(None))
        .order_by(BenefitPeriod.from_on)
    ):
        benefits[paid.citizen_id].append((paid.benefit_type, paid.from_on))
    for event in work.session.execute(
        select(CaseEvent.case_id, CaseEvent.on)
        .where(CaseEvent.kind == "first_contact", CaseEvent.deleted_at.is_(None))
        .order_by(CaseEvent.on)
    ):
        contacts[event.case_id].append(event.on)
    groups = {
        row.case_id: (row.code, row.visited_as)
        for row in work.session.execute(
            select(GroupPeriod.case_id, GroupPeriod.code, GroupPeriod.visited_as)
            .where(GroupPeriod.deleted_at.is_(None), GroupPeriod.from_on <= work.today())
            .order_by(GroupPeriod.from_on)
        )
    }
    cases = work.session.execute(
        select(CaseFile.id, CaseFile.citizen_id, CaseFile.referred_on, Staff.name)
        .join(Staff, Staff.id == CaseFile.primary_contact_id)
        .where(CaseFile.closed_on.is_(None), CaseFile.deleted_at.is_(None))
    )
    return {
        row.citizen_id: CaseNow(
            row.name,
            row.referred_on,
            *groups.get(row.id, ("", "")),
            tuple(benefits[row.citizen_id]),
            tuple(contacts[row.id]),
        )
        for row in cases
    }


def differences(intake: Intake, case: CaseNow) -> Iterator[Text]:
    """Say what the file has otherwise. What it leaves empty, or what the case knows of an earlier time, is none."""
    if intake.visited_as and intake.group == case.group and case.visited_as not in ("", intake.visited_as):
        yield _unlike("visited_as", VISITED[intake.visited_as], VISITED[case.visited_as])
    kinds = [kind for kind, _start in case.benefits]
    starts = [start for kind, start in case.benefits if kind == intake.benefit]
    if intake.benefit and intake.benefit not in kinds:
        yield _unlike("benefit", BENEFITS[intake.benefit], BENEFITS[kinds[-1]] if kinds else None)
    elif starts and intake.benefit_from is not None and intake.benefit_from not in starts:
        yield _unlike("benefit_from", _day(intake.benefit_from), _day(starts[-1]))
    contact = intake.first_contact_on
    if contact is not None and contact not in case.first_contacts:
        known = _day(case.first_contacts[-1]) if case.first_contacts else None
        yield _unlike("first_contact_on", _day(contact), known)
    if intake.referred_on is not None and intake.referred_on != case.referred_on:
        known = _day(case.referred_on) if case.referred_on is not None else None
        yield _unlike("referred_on", _day(intake.referred_on), known)
    owner = intake.owner.strip()
    if owner and owner != composed(case.owner):
        yield _unlike("owner", raw(owner), raw(case.owner))


def _unlike(column: str, new: Text, old: Text | None) -> Text:
    name = CASELOAD_COLUMNS[column]
    if old is None:
        return t(
            "{column}: the file says “{new}”, the case says nothing. The case is left as it is.",
            column=name, new=new,
        )  # fmt: skip
    return t(
        "{column}: the file says “{new}”, the case says “{old}”. The case is left as it is.",
        column=name, new=new, old=old,
    )  # fmt: skip


def _day(day: date) -> Text:
    return t("{day:numeric}", day=day)
