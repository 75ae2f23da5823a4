"""The first day that anything is written down of a citizen."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from caseworker.base.clock import day_of
from caseworker.store.record import OfCitizen, kinds

# Where a record of any room keeps the day it is about: a case, an event, a period, a talk, a plan ...
_DAYS = ("opened_on", "on", "from_on", "started_on", "at")


def first_day_of(session: Session, citizen_id: str) -> date | None:
    """Return the first day that anything is written down of a citizen, whatever room it belongs to."""
    found: list[date] = []
    for kind in kinds().values():
        if not issubclass(kind, OfCitizen):
            continue
        for name in _DAYS:
            if (column := getattr(kind, name, None)) is not None:
                wanted = select(func.min(column)).where(kind.citizen_id == citizen_id)
                if (day := session.scalar(wanted)) is not None:
                    found.append(day_of(day) if isinstance(day, datetime) else day)
    return min(found, default=None)
