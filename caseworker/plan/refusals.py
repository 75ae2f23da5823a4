"""What cannot be written in a plan: days before birth or far ahead, an end before its start, names without end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta

from caseworker.base.errors import UserError
from caseworker.base.place import Place
from caseworker.base.text import Text, t
from caseworker.people.model import Citizen
from caseworker.store.record import Record
from caseworker.store.work import Work

LONGEST_NAME = 200  # characters: as for the citizen's own name
_YEARS_AHEAD = 10  # no plan looks further, as for the last day of a fact about the citizen


@dataclass(frozen=True, slots=True)
class Earliest:
    """The first day on which a plan's next version can have been made: of the version `number`, or the case (0)."""

    day: date
    number: int = 0


def refuse_day(day: date | None, born: date, today: date, place: Place) -> None:
    """Raise UserError at the place for a day before the citizen was born or more than ten years ahead."""
    if day is None:
        return
    if day < born:
        raise UserError(
            t("The date {day:numeric} lies before the citizen was born. Check it.", day=day), place
        )
    if day > today + relativedelta(years=_YEARS_AHEAD):
        raise UserError(
            t("The date {day:numeric} lies more than ten years ahead. Check the year.", day=day), place
        )


def refuse_days(
    work: Work, citizen_id: str, data: Any, names: Iterable[str], place: Place, kept: Record | None = None
) -> None:
    """Raise UserError for the first of these days that cannot be, at its field.

    Days that stand in the record already (`kept`) are passed over: an old slip stops no other change.
    """
    born = work.get(Citizen, citizen_id).birth_date
    for name in names:
        day = getattr(data, name)
        if kept is None or getattr(kept, name) != day:
            refuse_day(day, born, work.today(), replace(place, field=name))


def made_too_early(day: date, earliest: Earliest) -> Text | None:
    """Return why no version can have been made with the citizen on a day, or None where it can."""
    if day >= earliest.day:
        return None
    if earliest.number:
        return t(
            "Version {number} was made on {day:numeric}, so the one after it cannot be made before that. "
            "Check the date.",
            number=earliest.number,
            day=earliest.day,
        )
    return t(
        "The case began on {day:numeric}, so its plan cannot be made before that. Check the date. If there was "
        "contact before that day, write it down on the overview first.",
        day=earliest.day,
    )


def refuse_order(start: date | None, end: date | None, place: Place, sentence: Text | None = None) -> None:
    """Raise UserError at the place where something ends before it starts."""
    if start is not None and end is not None and end < start:
        raise UserError(
            sentence or t("It cannot end before it starts on {day}. Choose a later last day.", day=start),
            place,
        )


def refuse_long(data: Any, names: Iterable[str], place: Place, kept: Record | None = None) -> None:
    """Raise UserError for the first of these names that is longer than a name can be."""
    for name in names:
        words = getattr(data, name)
        if len(words) > LONGEST_NAME and (kept is None or getattr(kept, name) != words):
            raise UserError(
                t("This is longer than {count} characters. Make it shorter.", count=LONGEST_NAME),
                replace(place, field=name),
            )
