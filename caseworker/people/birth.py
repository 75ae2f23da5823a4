"""Whether a birth date can be, given what is written down of the citizen."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import func, select

from caseworker.base.clock import day_of
from caseworker.base.errors import UserError
from caseworker.base.place import Place
from caseworker.base.text import t
from caseworker.people.model import Citizen
from caseworker.store.record import OfCitizen, kinds
from caseworker.store.work import Work

# Where a record of any room keeps the day it is about: a case, an event, a period, a talk, a plan ...
_DAYS = ("opened_on", "on", "from_on", "started_on", "at")


def refuse_birth(work: Work, citizen: Citizen, birth_date: date | None) -> None:
    """Raise UserError when the citizen would be born after something that is written down of the citizen.

    A date that is not moved on is not asked about: what is here already does not stand in the way.
    """
    if birth_date is None or birth_date <= citizen.birth_date:
        return
    first = first_day_of(work, citizen.id)
    if first is not None and first < birth_date:
        raise UserError(
            t("The citizen would be born after {day:numeric}, and something is written down of that day. "
              "Check the birth date.", day=first), Place("citizen", citizen.id, "birth_date"),
        )  # fmt: skip


def first_day_of(work: Work, citizen_id: str) -> date | None:
    """Return the first day that anything is written down of a citizen, whatever room it belongs to."""
    found: list[date] = []
    for kind in kinds().values():
        if not issubclass(kind, OfCitizen):
            continue
        for name in _DAYS:
            if (column := getattr(kind, name, None)) is not None:
                wanted = select(func.min(column)).where(kind.citizen_id == citizen_id)
                if (day := work.session.scalar(wanted)) is not None:
                    found.append(day_of(day) if isinstance(day, datetime) else day)
    return min(found, default=None)
