"""Reading deadlines: stored ones for lists, worked out anew where somebody asks why or about another day."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from caseworker.deadlines import engine
from caseworker.deadlines.answer import Answer, answer_json
from caseworker.deadlines.case_facts import facts_of
from caseworker.deadlines.model import DeadlineCase, DeadlineRow
from caseworker.deadlines.overrides import OwnDate, own_dates
from caseworker.deadlines.packs import Packs
from caseworker.deadlines.projection import unit_rules
from caseworker.people import service
from caseworker.people.model import CaseFile, Citizen

# What a line tells of the stored answer. Whole answers of thousands of lines would fill the memory.
_TOLD = (
    "pack", "earliest_on", "last_safe_date", "suspended_until", "required", "counted", "remaining", "unit",
    "duty_of", "confirmed", "legal_basis", "missing", "cohort", "reimbursement_at_stake",
)  # fmt: skip
_COLUMNS = (
    DeadlineRow.case_id, DeadlineRow.citizen_id, DeadlineRow.key, DeadlineRow.rule, DeadlineRow.status,
    DeadlineRow.standing, DeadlineRow.due_on, DeadlineRow.work_date,
    func.json_extract(DeadlineRow.answer, *(f"$.{name}" for name in _TOLD)).label("told"),
)  # fmt: skip
_AT_ONCE = 500  # rows fetched in one go
OPEN_STATES = ("missed", "due_soon", "open", "unknown", "suspended")


@dataclass(frozen=True, slots=True)
class DeadlineLine:
    """One stored deadline with whose it is. `overdue_days` counts from the last day in time, 0 when not overdue.

    `cohort` marks a rule that binds the municipality for a share of all: its miss is not called overdue.
    `before_import`: it fell due before the case was imported, so whether it was met is not known here.
    `own` is the caseworker's own date beside the legal one; states and counts go by the legal date.
    """

    case_id: str
    citizen_id: str
    name: str
    sort_key: str
    key: str
    rule: str
    pack: str
    status: str
    standing: str
    due_on: date | None
    work_date: date | None
    earliest_on: date | None
    last_safe_date: date | None
    suspended_until: date | None
    required: float
    counted: float
    remaining: float
    unit: str
    duty_of: str
    confirmed: str
    legal_basis: str
    missing: tuple[str, ...]
    cohort: bool
    reimbursement_at_stake: bool
    overdue_days: int
    before_import: bool = False
    own: OwnDate | None = None

    @property
    def limit(self) -> date | None:
        """The last day in time."""
        return last_day(self.due_on, self.work_date)


def stored_lines(
    session: Session,
    today: date,
    *,
    statuses: tuple[str, ...] = OPEN_STATES,
    case_id: str | None = None,
    until: date | None = None,
    limit: int | None = None,
    known_only: bool = False,
    to_do: bool = False,
    rules: Collection[str] | None = None,
    cases: Select[str] | None = None,
) -> list[DeadlineLine]:
    """Return stored deadlines, those that matter most for the citizen first, then by date.

    `known_only` leaves out what fell due before a case was imported: whether it was met is not known here.
    `to_do` leaves out what a closed case has no more to do with: what lists of work are made from.
    `rules` asks for these alone, `cases` for those whose ids a query gives.
    """
    wanted = (
        # Columns, not records: thousands of them would be felt in the window.
        select(*_COLUMNS, Citizen.name, Citizen.sort_key, CaseFile.known_from)
        .join(Citizen, Citizen.id == DeadlineRow.citizen_id)
        .join(CaseFile, CaseFile.id == DeadlineRow.case_id)
        .where(DeadlineRow.status.in_(statuses))
        .order_by(DeadlineRow.weight, DeadlineRow.work_date, Citizen.sort_key, DeadlineRow.key)
    )
    if case_id is not None:
        wanted = wanted.where(DeadlineRow.case_id == case_id)
    if cases is not None:
        wanted = wanted.where(DeadlineRow.case_id.in_(cases))
    if known_only:
        wanted = wanted.where(known_condition())
    if to_do:
        wanted = wanted.where(to_do_condition())
    if until is not None:
        wanted = wanted.where(DeadlineRow.work_date <= until)
    if rules is not None:
        wanted = wanted.where(DeadlineRow.rule.in_(rules))
    if limit is not None:
        wanted = wanted.limit(limit)
    own = own_dates(session, case_id)
    rows = session.execute(wanted.execution_options(yield_per=_AT_ONCE))
    same = _Same()
    return [_line(row, today, own.get((row.case_id, row.key)), same) for row in rows]


def to_do_condition() -> ColumnElement[bool]:
    """Return the condition that leaves out closed cases, but for what the law lets run on after the closing.

    Only such an answer can fall due on the day of the closing or later: the others fall away on that day.
    """
    return or_(CaseFile.closed_on.is_(None), DeadlineRow.due_on >= CaseFile.closed_on)


def running_on() -> Select[str]:
    """Return the closed cases in which a deadline still runs: they stand in the lists beside the open ones."""
    return (
        select(DeadlineRow.case_id)
        .join(CaseFile, CaseFile.id == DeadlineRow.case_id)
        .where(CaseFile.closed_on.is_not(None), to_do_condition(), DeadlineRow.status.in_(OPEN_STATES))
    )


def known_condition() -> ColumnElement[bool]:
    """Return the condition that leaves out what fell due before the case was imported."""
    return or_(
        CaseFile.known_from.is_(None), DeadlineRow.due_on.is_(None), DeadlineRow.due_on >= CaseFile.known_from
    )


def has_date(answer: Mapping[str, Any]) -> bool:
    """Return whether the date of a stored answer stands: one that falls due after its rest is as sure as any other."""
    until = answer["suspended_until"]
    return answer["status"] != "suspended" or (until is not None and until < answer["due_on"])


def computed_on(session: Session, case_ids: Collection[str]) -> dict[str, date]:
    """Return, by case, the day as of which the stored deadlines stand."""
    wanted, found = list(case_ids), {}
    for start in range(0, len(wanted), _AT_ONCE):
        bite = DeadlineCase.case_id.in_(wanted[start : start + _AT_ONCE])
        for case_id, day in session.execute(
            select(DeadlineCase.case_id, DeadlineCase.computed_on).where(bite)
        ):
            found[case_id] = day
    return found


def count_by_status(session: Session) -> dict[str, int]:
    """Return how many stored deadlines stand in each status."""
    rows = session.execute(select(DeadlineRow.status, func.count()).group_by(DeadlineRow.status))
    return {status: count for status, count in rows}  # noqa: C416 - rows are not pairs for the type checker


def answers_on(
    session: Session, packs: Packs, today: date, reference: str | None = None
) -> list[dict[str, Any]]:
    """Work the deadlines out anew for a day: of one case, or of all open ones. Each with reason and trace."""
    if reference is None:
        case_ids = list(session.scalars(select(CaseFile.id).where(CaseFile.closed_on.is_(None))))
    else:
        case_ids = list(session.scalars(select(CaseFile.id).where(service.case_condition(reference))))
        if not case_ids:
            raise service.no_case(reference)
    areas, off_rules = unit_rules(session, today)
    return [
        answer_json(answer) | {"case_id": one.case_id}
        for one in facts_of(session, case_ids)
        for answer in engine.deadlines(one.facts, packs, today, areas=areas, off_rules=off_rules, trace=True)
    ]


def explain(session: Session, packs: Packs, case_id: str, key: str, today: date) -> Answer | None:
    """Work one deadline out anew with its steps, for "why this date?"; None when it is no longer there."""
    areas, off_rules = unit_rules(session, today)
    for one in facts_of(session, [case_id]):
        for answer in engine.deadlines(one.facts, packs, today, areas=areas, off_rules=off_rules, trace=True):
            if answer.key == key:
                return answer
    return None


def last_day(due_on: date | None, work_date: date | None) -> date | None:
    """Return the last day in time: the date of the law, or a work date that lies after it."""
    return due_on if due_on is None or work_date is None else max(due_on, work_date)


class _Same(dict[str, str]):
    """Gives equal words back as one: rules, bases and names come again and again."""

    def __missing__(self, words: str) -> str:
        self[words] = words
        return words


def _line(row: Any, today: date, own: OwnDate | None, same: _Same) -> DeadlineLine:
    data = dict(zip(_TOLD, json.loads(row.told), strict=True))
    known_from = row.known_from
    limit = last_day(row.due_on, row.work_date)
    overdue = (today - limit).days if row.status == "missed" and limit else 0
    return DeadlineLine(
        case_id=same[row.case_id], citizen_id=same[row.citizen_id], name=same[row.name],
        sort_key=same[row.sort_key], key=row.key, rule=same[row.rule], pack=same[data["pack"]],
        status=same[row.status], standing=same[row.standing], due_on=row.due_on,
        work_date=row.work_date, earliest_on=_day(data["earliest_on"]), last_safe_date=_day(data["last_safe_date"]),
        suspended_until=_day(data["suspended_until"]), required=data["required"], counted=data["counted"],
        remaining=data["remaining"], unit=same[data["unit"]], duty_of=same[data["duty_of"]],
        confirmed=same[data["confirmed"]],
        legal_basis=same[data["legal_basis"]], missing=tuple(data["missing"]), cohort=data["cohort"] is not None,
        reimbursement_at_stake=data["reimbursement_at_stake"], overdue_days=overdue, own=own,
        before_import=known_from is not None and row.due_on is not None and row.due_on < known_from,
    )  # fmt: skip


def _day(words: str | None) -> date | None:
    return date.fromisoformat(words) if words else None
