"""What a closed case tells of deadlines: nothing in lists of work; on its own pages what was missed when it closed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import select

from caseworker.deadlines.queries import OPEN_STATES, DeadlineLine, last_day, stored_lines
from caseworker.people.model import CaseFile
from caseworker.store.reading import Reading


def case_lines(
    session: Reading, case_id: str, today: date, *, statuses: tuple[str, ...] = OPEN_STATES
) -> list[DeadlineLine]:
    """Return `stored_lines` of a case for its own pages: of a closed one only what was missed when it was closed.

    What fell due before a closed case came here is left out too: nobody here knows whether it was missed.
    """
    lines = stored_lines(session, today, statuses=statuses, case_id=case_id)
    closed_on = closed_day(session, case_id)
    if closed_on is None:
        return lines
    return [line for line in lines if _stands(line.status, line.limit, closed_on) and not line.before_import]


def of_closed(answers: Iterable[dict[str, Any]], closed_on: date) -> list[dict[str, Any]]:
    """Return the answers of a case closed on a day that still stand, each with that day as "case_closed_on".

    They are in the JSON form of `answer_json`: what is met or has fallen away, what was missed by then, and what the
    law lets run on.
    """
    return [
        answer | {"case_closed_on": closed_on.isoformat()}
        for answer in answers
        if _runs_on(_day(answer["due_on"]), closed_on)
        or _stands(answer["status"], last_day(_day(answer["due_on"]), _day(answer["work_date"])), closed_on)
    ]


def as_closed(session: Reading, answers: list[dict[str, Any]], today: date) -> list[dict[str, Any]]:
    """Return the answers of one case, as `of_closed` does where it is closed on the day asked for."""
    closed_on = closed_day(session, answers[0]["case_id"]) if answers else None
    return answers if closed_on is None or today < closed_on else of_closed(answers, closed_on)


def closed_day(session: Reading, case_id: str) -> date | None:
    """Return the day on which a case was closed, None while it is open."""
    return session.scalars(select(CaseFile.closed_on).where(CaseFile.id == case_id)).first()


def _stands(status: str, limit: date | None, closed_on: date) -> bool:
    """Whether an answer still says something after the closing: time ran until the end of the day it was closed."""
    if status == "missed":
        return limit is not None and limit < closed_on
    return status not in OPEN_STATES


def _runs_on(due_on: date | None, closed_on: date) -> bool:
    """Whether the law lets an answer run on: all others that fall due from the closing on fall away (`moot`)."""
    return due_on is not None and due_on >= closed_on


def _day(words: str | date | None) -> date | None:
    return date.fromisoformat(words) if isinstance(words, str) else words
