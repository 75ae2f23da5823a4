"""Keeping the stored deadlines in step with the facts: in the same transaction as the act that changed them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, cast

import msgspec
from sqlalchemy import ColumnElement, Table, delete, func, insert, or_, select
from sqlalchemy.orm import Session

from caseworker.deadlines.answer import Answer, answer_json
from caseworker.deadlines.case_facts import facts_of
from caseworker.deadlines.engine import deadlines, next_change
from caseworker.deadlines.model import DeadlineCase, DeadlineRow
from caseworker.deadlines.packs import Packs
from caseworker.deadlines.switches import DEFAULT_AREAS, SETTING, unit_rules
from caseworker.people.model import CaseFile

__all__ = ["DEFAULT_AREAS", "SETTING", "Behind", "behind", "recompute", "stale_cases", "unit_rules"]

_ROWS = cast(Table, DeadlineRow.__table__)
_CASES = cast(Table, DeadlineCase.__table__)

# The worklist's order: first what is missed, then what comes due, then what only runs.
_BY_STATUS = {
    "missed": 0,
    "due_soon": 1,
    "open": 2,
    "unknown": 3,
    "suspended": 4,
    "met_late": 5,
    "met": 6,
    "moot": 7,
}
# Asked for when somebody asks why; the days a missed deadline is late grow by themselves.
_NOT_STORED = ("reason", "trace", "late_days")
_BITE = 500  # cases read and written at once
_COHORT_WEIGHT = 5
_PER_STATUS = 10


@dataclass(frozen=True, slots=True)
class Behind:
    """How many cases (`left`) have stored answers that no longer hold, out of how many with any (`of`)."""

    left: int = 0
    of: int = 0


def recompute(session: Session, packs: Packs, today: date, case_ids: Sequence[str] | None) -> int:
    """Compute the deadlines of these cases anew (of all open cases where None). Returns how many were computed."""
    if case_ids is None:
        case_ids = list(session.scalars(select(CaseFile.id).where(CaseFile.closed_on.is_(None))))
    if not case_ids:
        return 0
    areas, off_rules = unit_rules(session, today)
    label, law = _label(packs, areas, off_rules), packs.next_floor(today)
    unlisted = off_rules | promise_rules(packs)
    connection = session.connection()
    for start in range(0, len(case_ids), _BITE):
        bite = case_ids[start : start + _BITE]
        connection.execute(delete(_ROWS).where(_ROWS.c.case_id.in_(bite)))
        connection.execute(delete(_CASES).where(_CASES.c.case_id.in_(bite)))
        rows: list[dict[str, Any]] = []
        cases: list[dict[str, Any]] = []
        for one in facts_of(session, bite):
            answers = deadlines(one.facts, packs, today, areas=areas, off_rules=unlisted)
            rows += [_row(one.case_id, one.citizen_id, answer) for answer in answers]
            ends = [answer.valid_until for answer in answers if answer.valid_until is not None]
            ends += [law] if law is not None else []
            # A case without answers may get one by itself, as when a planned group begins.
            if (turn := next_change(one.facts, today)) is not None:
                ends.append(turn)
            cases.append(
                {
                    "case_id": one.case_id,
                    "computed_on": today,
                    "valid_until": min(ends, default=None),
                    "rules": label,
                }
            )
        if rows:
            connection.execute(insert(_ROWS), rows)
        if cases:
            connection.execute(insert(_CASES), cases)
    return len(case_ids)


@lru_cache(maxsize=4)
def promise_rules(packs: Packs) -> frozenset[str]:
    """Return the rules about promises. Lists show promises by their own words, so these are not stored too."""
    return frozenset(
        rule.id for pack in packs.packs for rule in pack.rules if rule.met_by.acts == {"promise_kept"}
    )


def stale_cases(session: Session, packs: Packs, today: date) -> list[str]:
    """Return the cases whose stored answers no longer hold: the day has come, or the rules have changed.

    Closed cases only where something runs on after the closing: an answer to a request for access to documents.
    """
    return list(
        session.scalars(
            select(CaseFile.id)
            .outerjoin(DeadlineCase, DeadlineCase.case_id == CaseFile.id)
            .where(_runs(), _is_stale(session, packs, today))
        )
    )


def behind(session: Session, packs: Packs, today: date) -> Behind:
    """Count what `stale_cases` returns, and the cases whose answers are kept in step at all."""
    stale = _is_stale(session, packs, today)
    left, of = session.execute(
        select(func.count().filter(stale), func.count())
        .select_from(CaseFile)
        .outerjoin(DeadlineCase, DeadlineCase.case_id == CaseFile.id)
        .where(_runs())
    ).one()
    return Behind(left, of)


def _runs() -> ColumnElement[bool]:
    """Return the condition that a case is open, or that something of it runs on after the closing."""
    running_on = (
        select(DeadlineRow.key)
        .where(DeadlineRow.case_id == CaseFile.id, DeadlineRow.due_on >= CaseFile.closed_on)
        .where(DeadlineRow.status.in_(("open", "due_soon")))
        .exists()
    )
    return or_(CaseFile.closed_on.is_(None), running_on)


def _is_stale(session: Session, packs: Packs, today: date) -> ColumnElement[bool]:
    """Return the condition that a case was never computed, or not by the rules and the day that hold."""
    return or_(
        DeadlineCase.case_id.is_(None),
        DeadlineCase.valid_until <= today,
        DeadlineCase.computed_on > today,
        DeadlineCase.rules != _label(packs, *unit_rules(session, today)),
    )


def _label(packs: Packs, areas: frozenset[str], off_rules: frozenset[str]) -> str:
    return f"{_fingerprint(packs)} {'+'.join(sorted(areas))} -{'-'.join(sorted(off_rules))}"


@lru_cache(maxsize=4)
def _fingerprint(packs: Packs) -> str:
    """Tell one set of packs from another by its content, so that a new pack file makes stored answers stale."""
    content = msgspec.json.encode([(pack.head, pack.rules) for pack in packs.packs], order="sorted")
    return hashlib.sha256(content).hexdigest()[:16]


def _row(case_id: str, citizen_id: str, answer: Answer) -> dict[str, Any]:
    data = answer_json(answer)
    weight = _BY_STATUS[answer.status] * _PER_STATUS
    if answer.status == "missed" and answer.cohort is not None:
        weight += _COHORT_WEIGHT
    return {
        "case_id": case_id,
        "key": answer.key,
        "citizen_id": citizen_id,
        "rule": answer.rule,
        "status": answer.status,
        "standing": answer.standing,
        "weight": weight,
        "due_on": answer.due_on,
        "work_date": answer.work_date,
        "answer": {name: value for name, value in data.items() if name not in _NOT_STORED},
    }
