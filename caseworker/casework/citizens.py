"""The list of citizens: one line each with all that the list shows, read in a few queries."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session, aliased

from caseworker.base.clock import day_of
from caseworker.base.danish import composed, masked_cpr
from caseworker.base.dates import age_on
from caseworker.contacts.model import Talk
from caseworker.deadlines.model import DeadlineRow
from caseworker.deadlines.queries import known_condition, last_day, to_do_condition
from caseworker.people.model import CaseFile, Citizen, GroupPeriod, Staff
from caseworker.plan.model import Plan

# What a "next deadline" can be: missed, due soon or open; anything else asks for nothing now.
LIVE = ("missed", "due_soon", "open")
_CPR_HYPHEN = re.compile(r"(?<=\d{6})-(?=\d)")


@dataclass(frozen=True, slots=True)
class NextDeadline:
    """The deadline that comes first. `cohort` marks a rule that binds the municipality for a share of all."""

    rule: str
    key: str
    status: str
    due_on: date | None
    work_date: date | None
    cohort: bool
    standing: str = "statute"
    duty_of: str = "authority"

    @property
    def limit(self) -> date | None:
        """The last day in time."""
        return last_day(self.due_on, self.work_date)

    @property
    def overdue(self) -> bool:
        """Whether it is overdue for the citizen: our duty to this person is missed, not a share or a target."""
        ours = self.duty_of == "authority" and self.standing == "statute"
        return ours and self.status == "missed" and not self.cohort


@dataclass(frozen=True, slots=True)
class CitizenRow:
    """One citizen with an open (or the newest) case."""

    citizen_id: str
    case_id: str
    case_no: int
    name: str
    sort_key: str
    cpr: str
    birth_date: date
    age: int
    group: str
    visited_as: str
    contact: str
    coordinator: str
    plan_status: str
    last_contact: date | None
    protected_address: bool
    interpreter: str
    opened_on: date
    closed_on: date | None
    next_deadline: NextDeadline | None

    @property
    def cpr_masked(self) -> str:
        """The CPR number as it may be shown."""
        return masked_cpr(self.cpr)

    def next_deadline_json(self) -> dict[str, Any] | None:
        """Return the next deadline as plain data, or None."""
        next_one = self.next_deadline
        if next_one is None:
            return None
        return {
            "rule": next_one.rule,
            "key": next_one.key,
            "status": next_one.status,
            "due_on": next_one.due_on,
            "work_date": next_one.work_date,
        }


def citizen_list(
    session: Session,
    today: date,
    *,
    search: str = "",
    closed: bool = False,
    limit: int | None = None,
    for_work: bool = False,
) -> list[CitizenRow]:
    """Return the citizens sorted in Danish. `search` keeps those whose name, CPR or case number begins so.

    `limit`: only the first so many. `for_work`: the next deadline as the window puts it forward.
    """
    cases = _found(session, search, closed=closed)[:limit] if search.strip() else None
    group, last, coordinator = _newest_group(today, cases), _last_contact(cases), aliased(Staff)
    wanted = (
        select(
            Citizen.id, CaseFile.id.label("case_id"), CaseFile.case_no, CaseFile.opened_on, CaseFile.closed_on,
            Citizen.name, Citizen.sort_key, Citizen.cpr, Citizen.birth_date, Citizen.protected_address,
            Citizen.interpreter, group.c.code, group.c.visited_as, Staff.name.label("contact"),
            Plan.status.label("plan_status"), coordinator.name.label("coordinator"), last.c.at,
        )
        .join(CaseFile, CaseFile.citizen_id == Citizen.id)
        .join(Staff, Staff.id == CaseFile.primary_contact_id)
        .outerjoin(group, group.c.case_id == CaseFile.id)
        .outerjoin(Plan, and_(Plan.case_id == CaseFile.id, Plan.status != "closed"))
        .outerjoin(coordinator, coordinator.id == Plan.coordinator_id)
        .outerjoin(last, last.c.case_id == CaseFile.id)
        .order_by(Citizen.sort_key, Citizen.id)
    )  # fmt: skip
    wanted = wanted.where(CaseFile.closed_on.is_not(None) if closed else CaseFile.closed_on.is_(None))
    if cases is not None:
        wanted = wanted.where(CaseFile.id.in_(cases))
    rows = session.execute(wanted.limit(limit)).all()
    few = cases is not None or limit is not None
    deadlines = next_deadlines(session, [row.case_id for row in rows] if few else None, for_work=for_work)
    return [
        CitizenRow(
            citizen_id=row.id, case_id=row.case_id, case_no=row.case_no, name=row.name, sort_key=row.sort_key,
            cpr=row.cpr, birth_date=row.birth_date, age=age_on(row.birth_date, today), group=row.code or "",
            visited_as=row.visited_as or "", contact=row.contact, coordinator=row.coordinator or "",
            plan_status=row.plan_status or "", last_contact=_day(row.at),
            protected_address=row.protected_address, interpreter=row.interpreter,
            opened_on=row.opened_on, closed_on=row.closed_on, next_deadline=deadlines.get(row.case_id),
        )
        for row in rows
    ]  # fmt: skip


def citizen_names(session: Session, citizen_ids: list[str]) -> dict[str, str]:
    """Return the names of these citizens by id."""
    rows = session.execute(select(Citizen.id, Citizen.name).where(Citizen.id.in_(citizen_ids)))
    return {row.id: row.name for row in rows}


def next_deadlines(
    session: Session, case_ids: list[str] | None, *, for_work: bool = False
) -> dict[str, NextDeadline]:
    """Return the earliest live deadline of each open case (of all open cases where None), the citizen's own too.

    With `for_work` only our own duties, and none that fell due before the case was imported: what the window
    puts forward. What is overdue for the citizen then comes before what a target or a share has passed.
    """
    order = (DeadlineRow.due_on, DeadlineRow.key)
    place = func.row_number().over(
        partition_by=DeadlineRow.case_id, order_by=(_overdue_first(), *order) if for_work else order
    )
    live = select(
        DeadlineRow.case_id, DeadlineRow.rule, DeadlineRow.key, DeadlineRow.status, DeadlineRow.due_on,
        DeadlineRow.work_date, DeadlineRow.standing, DeadlineRow.answer, place.label("place"),
    ).where(DeadlineRow.status.in_(LIVE), DeadlineRow.due_on.is_not(None))  # fmt: skip
    live = live.join(CaseFile, CaseFile.id == DeadlineRow.case_id).where(to_do_condition())
    if for_work:
        live = live.where(
            known_condition(), func.json_extract(DeadlineRow.answer, "$.duty_of") == "authority"
        )
    if case_ids is not None:
        live = live.where(DeadlineRow.case_id.in_(case_ids))
    first = live.subquery()
    # Of the stored answer two fields are asked for: decoding thousands of them would be felt in the window.
    cohort = func.json_extract(first.c.answer, "$.cohort").is_not(None)
    duty_of = func.json_extract(first.c.answer, "$.duty_of")
    rows = session.execute(
        select(
            first.c.case_id, first.c.rule, first.c.key, first.c.status, first.c.due_on, first.c.work_date,
            cohort, first.c.standing, duty_of,
        ).where(first.c.place == 1)
    )  # fmt: skip
    return {case_id: NextDeadline(*values) for case_id, *values in rows}


def _overdue_first() -> ColumnElement[int]:
    """Return 0 for what is overdue for the citizen, as `NextDeadline.overdue` says it, else 1."""
    of_person = func.json_extract(DeadlineRow.answer, "$.cohort").is_(None)
    return case(
        (and_(DeadlineRow.status == "missed", DeadlineRow.standing == "statute", of_person), 0), else_=1
    )


def _found(session: Session, search: str, *, closed: bool) -> list[str]:
    """Return, in Danish order, the cases in whose name, CPR or case number every word begins a word.

    Those `named_so` come first, so that a list of the first few does not leave them out. Names are few beside
    notes: looking through them is quicker than the full-text index of both.
    """
    words = _words(search)
    if not words:
        return []
    rows = session.execute(
        select(CaseFile.id, Citizen.name, Citizen.cpr, CaseFile.case_no)
        .join(CaseFile, CaseFile.citizen_id == Citizen.id)
        .where(CaseFile.closed_on.is_not(None) if closed else CaseFile.closed_on.is_(None))
        .order_by(Citizen.sort_key, Citizen.id)
    )
    found = [
        (named_so(name, search), case_id)
        for case_id, name, cpr, case_no in rows
        if all(any(part.startswith(word) for part in (*_words(name), cpr, str(case_no))) for word in words)
    ]
    return [case_id for _near, case_id in sorted(found, key=lambda one: one[0])]


def named_so(name: str, search: str) -> int:
    """Return how near a name is to what was typed: 0 the whole name, 1 it begins so, 2 anything else."""
    words, typed = _words(name), _words(search)
    if words == typed:
        return 0
    *whole, last = typed or [""]
    begins = words[: len(whole)] == whole and "".join(words[len(whole) :][:1]).startswith(last)
    return 1 if typed and begins else 2


def _words(text: str) -> list[str]:
    """Return the words to compare, a CPR number written with a hyphen as one."""
    return re.findall(r"\w+", _CPR_HYPHEN.sub("", composed(text)).casefold())


def _last_contact(cases: list[str] | None) -> Any:
    last = select(Talk.case_id, func.max(Talk.at).label("at")).where(
        Talk.status == "held", Talk.deleted_at.is_(None)
    )
    if cases is not None:
        last = last.where(Talk.case_id.in_(cases))
    return last.group_by(Talk.case_id).subquery()


def _newest_group(today: date, cases: list[str] | None) -> Any:
    wanted = (
        select(
            GroupPeriod.case_id, GroupPeriod.code, GroupPeriod.visited_as,
            func.row_number()
            .over(partition_by=GroupPeriod.case_id, order_by=(GroupPeriod.from_on.desc(), GroupPeriod.id.desc()))
            .label("place"),
        )
        .where(GroupPeriod.deleted_at.is_(None), GroupPeriod.from_on <= today)
    )  # fmt: skip
    if cases is not None:
        wanted = wanted.where(GroupPeriod.case_id.in_(cases))
    numbered = wanted.subquery()
    return (
        select(numbered.c.case_id, numbered.c.code, numbered.c.visited_as)
        .where(numbered.c.place == 1)
        .subquery()
    )


def _day(moment: datetime | str | None) -> date | None:
    if moment is None:
        return None
    return day_of(datetime.fromisoformat(moment) if isinstance(moment, str) else moment)
