"""What fits into a screening: which days can be, and how long a text may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from datetime import date
from typing import Any

from caseworker.base.errors import UserError
from caseworker.base.place import Place
from caseworker.base.text import Text, t, tn
from caseworker.plan.refusals import refuse_day
from caseworker.screening.instrument import Role

LONGEST_TEXT = 50_000  # characters of one answer: far more than anybody reads, and what a page still shows
# Answers that are days on which the citizen is met or the decision is looked at again.
FOLLOW_UPS: frozenset[Role] = frozenset({"review_on", "next_contact"})
# Answers that are days on which something began that runs still.
BEGUN: frozenset[Role] = frozenset({"unemployed_since"})


def day_problem(day: date, today: date, born: date = date.min) -> Text | None:
    """Return why a day cannot be one of this citizen's: before the birth, or further ahead than any plan looks."""
    try:
        refuse_day(day, born, today, Place("screening"))
    except UserError as error:
        return error.text
    return None


def session_problem(day: date, today: date, born: date) -> Text | None:
    """Return why no conversation can have been held on that day, or None."""
    if day > today:
        return t("A session was held today or earlier. Check the date.")
    return day_problem(day, today, born)


def since_problem(day: date, today: date, born: date) -> Text | None:
    """Return why nothing that runs now can have begun on that day, or None."""
    if day > today:
        return t("{day:numeric} lies ahead. Write the day it began, today at the latest.", day=day)
    return day_problem(day, today, born)


def follow_up_problem(day: date, today: date) -> Text | None:
    """Return why something cannot be followed up on that day, or None."""
    if day < today:
        return t("{day} is over. Choose a day from today on.", day=day)
    return day_problem(day, today)


def too_long(over: int) -> Text:
    """Return the sentence for a text that is over its limit by so many characters."""
    return tn(
        "The text is {count} character too long. Nothing is cut off: make it shorter or split it.",
        "The text is {count} characters too long. Nothing is cut off: make it shorter or split it.",
        over,
    )


def over_limit(value: Any) -> int:
    """Return by how many characters the longest text in an answer or a record is too long; 0 where all fit."""
    if isinstance(value, str):
        return max(0, len(value) - LONGEST_TEXT)
    if is_dataclass(value) and not isinstance(value, type):
        value = asdict(value)
    parts = value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else ()
    return max((over_limit(part) for part in parts), default=0)
