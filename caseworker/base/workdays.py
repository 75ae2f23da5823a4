"""Working days in Danish public offices. Holidays come from the `holidays` package."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

# Days on which public offices are closed though they are no public holidays: Constitution Day,
# Christmas Eve and New Year's Eve (contact-rules.md section 5, convention 5).
_CLOSED = {(6, 5), (12, 24), (12, 31)}


@cache
def _holidays(year: int) -> frozenset[date]:
    from holidays.countries.denmark import Denmark

    return frozenset(Denmark(years=year))  # type: ignore[no-untyped-call]


def is_holiday(day: date) -> bool:
    """Return whether the day is a public holiday (weekends are not counted as such)."""
    return day in _holidays(day.year)


def is_workday(day: date) -> bool:
    """Return whether public offices work on the day."""
    return day.weekday() < 5 and (day.month, day.day) not in _CLOSED and day not in _holidays(day.year)


def on_or_before(day: date) -> date:
    """Return the last working day on or before the day."""
    while not is_workday(day):
        day -= timedelta(days=1)
    return day


def on_or_after(day: date) -> date:
    """Return the first working day on or after the day."""
    while not is_workday(day):
        day += timedelta(days=1)
    return day


def next_workday(day: date) -> date:
    """Return the first working day after the day."""
    return on_or_after(day + timedelta(days=1))


def add_workdays(day: date, amount: int) -> date:
    """Return the day that lies `amount` working days after the day (the day itself not counted)."""
    for _ in range(amount):
        day = next_workday(day)
    return day
