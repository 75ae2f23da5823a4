"""Lengths of time as rules give them, and how they are added to a day."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import easter
from msgspec import Struct

from caseworker.base import workdays
from caseworker.base.text import Text, tn

# No rule counts for longer than a century; a longer length is a slip of the keyboard.
MOST_YEARS = 100
NEAR_DAYS = 31  # what speaks of a benefit or group and its first day are written within a month of each other
MOST_MONTHS, MOST_WEEKS, MOST_DAYS = 12 * MOST_YEARS, 5_218, 36_525


class Span(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One length of time. Exactly one unit is given. `workdays` skip all days offices are closed.

    `weekdays` skip weekends and public holidays only: 24/12, 31/12 and 5/6 count. `bank_days` skip what `workdays`
    do and the Friday after Ascension (contact-rules.md CNT-7).
    """

    days: int | None = None
    workdays: int | None = None
    weekdays: int | None = None
    bank_days: int | None = None
    weeks: int | None = None
    months: int | None = None
    years: int | None = None

    def __post_init__(self) -> None:
        days = self.days, self.workdays, self.weekdays, self.bank_days
        given = [n for n in (*days, self.weeks, self.months, self.years) if n is not None]
        if len(given) != 1 or given[0] < 0:
            raise ValueError("one unit with a number of 0 or more")
        years = (
            self.days or self.workdays or self.weekdays or self.bank_days or 0,
            self.weeks or 0,
            self.months or 0,
            self.years or 0,
        )
        if any(
            n > most for n, most in zip(years, (MOST_DAYS, MOST_WEEKS, MOST_MONTHS, MOST_YEARS), strict=True)
        ):
            raise ValueError("at most 100 years")

    def after(self, day: date) -> date:
        """Return the last day of the length that runs from `day`, `day` itself not counted.

        Weeks land on the same weekday; months on the same day number, or the last day of the month.
        """
        if self.weeks is not None:
            return day + timedelta(days=7 * self.weeks)
        if self.months is not None:
            return add_months(day, self.months)
        if self.days is not None:
            return day + timedelta(days=self.days)
        if self.years is not None:
            return add_months(day, 12 * self.years)
        if self.workdays is not None:
            return workdays.add_workdays(day, self.workdays)
        if self.weekdays is not None:
            return _step(day, self.weekdays, is_weekday, timedelta(days=1))
        return _step(day, self.bank_days or 0, is_bank_day, timedelta(days=1))

    def before(self, day: date) -> date:
        """Return the day that lies the length before `day`."""
        if self.months is not None or self.years is not None:
            return add_months(day, -(self.months or 12 * (self.years or 0)))
        if self.workdays is not None:
            return _step(day, self.workdays, workdays.is_workday, -timedelta(days=1))
        if self.weekdays is not None:
            return _step(day, self.weekdays, is_weekday, -timedelta(days=1))
        if self.bank_days is not None:
            return _step(day, self.bank_days, is_bank_day, -timedelta(days=1))
        return day - timedelta(days=7 * self.weeks if self.weeks is not None else (self.days or 0))

    def words(self) -> Text:
        """Return the length in words: "one week", "6 months"."""
        if self.weeks is not None:
            return tn("one week", "{count} weeks", self.weeks)
        if self.months is not None:
            return tn("one month", "{count} months", self.months)
        if self.years is not None:
            return tn("one year", "{count} years", self.years)
        if self.workdays is not None:
            return tn("one working day", "{count} working days", self.workdays)
        if self.weekdays is not None:
            return tn("one weekday", "{count} weekdays", self.weekdays)
        if self.bank_days is not None:
            return tn("one bank day", "{count} bank days", self.bank_days)
        return tn("one day", "{count} days", self.days or 0)


def add_months(day: date, months: int) -> date:
    """Return the same day number `months` later, or the last day of that month if it has no such day."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    if day.day <= 28:
        return date(years, month, day.day)
    return date(years, month, min(day.day, monthrange(years, month)[1]))


def month_end(day: date) -> date:
    """Return the last day of the day's month."""
    return date(day.year, day.month, monthrange(day.year, day.month)[1])


@lru_cache(maxsize=64)
def _closed_friday(year: int) -> date:
    return easter(year) + timedelta(days=40)


def is_bank_day(day: date) -> bool:
    """Return whether banks are open: working days but the Friday after Ascension."""
    return workdays.is_workday(day) and day != _closed_friday(day.year)


def is_weekday(day: date) -> bool:
    """Return whether the day is one from Monday to Friday and no public holiday."""
    return day.weekday() < 5 and not workdays.is_holiday(day)


def _step(day: date, amount: int, counts: Callable[[date], bool], step: timedelta) -> date:
    """Return the day that lies so many days that count from the day."""
    while amount:
        day += step
        amount -= counts(day)
    return day


@lru_cache(maxsize=20_000)
def workday_on_or_before(day: date) -> date:
    """Return the last working day on or before the day (remembered: many cases share their days)."""
    return workdays.on_or_before(day)


@lru_cache(maxsize=20_000)
def workday_on_or_after(day: date) -> date:
    """Return the first working day on or after the day (remembered)."""
    return workdays.on_or_after(day)
