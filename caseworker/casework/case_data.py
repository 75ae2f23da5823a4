"""One case as plain data, for `caseworker case`: a stable shape others rely on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from caseworker.casework.closed_case import of_closed
from caseworker.contacts import queries as contacts
from caseworker.deadlines.model import DeadlineRow
from caseworker.journal import queries as journal
from caseworker.people.queries import case_head
from caseworker.plan import queries as plans
from caseworker.screening.model import Screening


def case_data(session: Session, reference: str, today: date) -> dict[str, Any]:
    """Return citizen, case, screenings, plan, contacts, deadlines and journal of a case by id or number."""
    head = case_head(session, reference, today)
    plan = plans.plan_view(session, head.case_id, today)
    deadlines = session.scalars(
        select(DeadlineRow.answer)
        .where(DeadlineRow.case_id == head.case_id)
        .order_by(DeadlineRow.due_on, DeadlineRow.key)
    )
    return {
        "citizen": {
            "id": head.citizen_id,
            "name": head.name,
            "call_name": head.call_name,
            "cpr_masked": head.cpr_masked,
            "birth_date": head.birth_date.isoformat(),
            "age": head.age,
            "phone": head.phone,
            "email": head.email,
            "protected_address": head.protected_address,
            "interpreter": head.interpreter,
        },
        "case": {
            "id": head.case_id,
            "case_no": head.case_no,
            "group": head.group,
            "visited_as": head.visited_as,
            "opened_on": head.opened_on.isoformat(),
            "closed_on": _plain(head.closed_on),
            "end_state": head.end_state,
            "contact": head.contact_name,
        },
        "screenings": [_screening(row) for row in _screenings(session, head.case_id)],
        "plan": None if plan is None else _plain(plan),
        "contacts": _all(contacts.talks_of(session, head.case_id)),
        "deadlines": (list(deadlines) if head.closed_on is None else of_closed(deadlines, head.closed_on)),
        "journal": _all(journal.notes_of(session, head.case_id)),
    }


def _screenings(session: Session, case_id: str) -> Iterable[Screening]:
    return session.scalars(
        select(Screening).where(Screening.case_id == case_id).order_by(Screening.started_on, Screening.id)
    )


def _screening(row: Screening) -> dict[str, Any]:
    return {
        "id": row.id,
        "status": row.status,
        "started_on": row.started_on.isoformat(),
        "finished_on": _plain(row.finished_on),
        "outcome": row.outcome,
        "outcome_reason": row.outcome_reason,
        "answers": row.answers,
    }


def _all(rows: Iterable[Any]) -> list[Any]:
    return [_plain(row) for row in rows]


def _plain(value: Any) -> Any:
    """Turn frozen records and dates into JSON data."""
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return msgspec.to_builtins(value)
