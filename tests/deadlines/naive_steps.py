"""Lengths of time for the naive engine's rules, and the days on which one set of rules follows another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from dateutil.relativedelta import relativedelta

from tests.deadlines.naive import ONE, in_months
from tests.deadlines.naive_kinds import Duty, Series

T = TypeVar("T", Duty, Series)
SICK_REST = ("incurable", "maternity", "grief")
EXCUSE = ("maternity", "grief", "sick", "less_intensive", "incurable", "other")
OLD, NEW = date(2026, 6, 30), date(2026, 7, 1)


def weeks(n: int) -> Callable[[date], date]:
    return lambda day: day + n * 7 * ONE


def months(n: int) -> Callable[[date], date]:
    return lambda day: in_months(day, n)


def two_years(day: date) -> date:
    """Return the first full number of two years after the day since there is a rule of them."""
    return next(in_months(day, n) for n in range(24, 2400, 24) if in_months(day, n) >= date(2025, 7, 1))


def three_months(day: date) -> date:
    """Return the last day of three months whose first is the day."""
    after = day + relativedelta(months=3)
    return after - ONE if after.day == day.day else after


def numbered(n: int) -> Callable[[date], date]:
    """Return how to find the n-th day, the first being the trigger day."""
    return lambda day: day + (n - 1) * ONE


def of_contact(duties: list[T]) -> list[T]:
    """Say of duties that a contact sets them going, which may be about a benefit to come."""
    return [replace(duty, contact=True) for duty in duties]
