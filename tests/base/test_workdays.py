"""Working days of Danish public offices."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseworker.base import workdays

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 4, 2),  # Maundy Thursday
        date(2026, 4, 3),  # Good Friday
        date(2026, 4, 6),  # Easter Monday
        date(2026, 5, 14),  # Ascension Day
        date(2026, 5, 25),  # Whit Monday
        date(2023, 5, 5),  # the Great Prayer Day, for the last time
        date(2026, 12, 25),
        date(2026, 1, 1),
    ],
)
def test_public_holidays(day: date) -> None:
    assert workdays.is_holiday(day)
    assert not workdays.is_workday(day)


@pytest.mark.parametrize("day", [date(2026, 6, 5), date(2026, 12, 24), date(2026, 12, 31)])
def test_offices_close_on_three_days_that_are_no_holidays(day: date) -> None:
    assert not workdays.is_holiday(day)
    assert not workdays.is_workday(day)


def test_the_great_prayer_day_is_a_working_day_since_2024() -> None:
    assert workdays.is_workday(date(2024, 4, 26))


def test_weekends_are_not_worked() -> None:
    assert not workdays.is_workday(date(2026, 11, 21))
    assert not workdays.is_holiday(date(2026, 11, 21))
    assert workdays.is_workday(date(2026, 11, 24))


def test_over_easter() -> None:
    wednesday, tuesday = date(2026, 4, 1), date(2026, 4, 7)
    assert workdays.next_workday(wednesday) == tuesday
    assert workdays.on_or_before(date(2026, 4, 6)) == wednesday
    assert workdays.on_or_after(date(2026, 4, 2)) == tuesday
    assert workdays.add_workdays(wednesday, 3) == date(2026, 4, 9)
    assert workdays.add_workdays(wednesday, 0) == wednesday


def test_over_christmas_and_new_year() -> None:
    assert workdays.next_workday(date(2026, 12, 23)) == date(2026, 12, 28)
    assert workdays.next_workday(date(2026, 12, 30)) == date(2027, 1, 4)


@given(DAYS)
def test_nearest_working_days_enclose_the_day(day: date) -> None:
    before, after = workdays.on_or_before(day), workdays.on_or_after(day)
    assert before <= day <= after
    assert workdays.is_workday(before)
    assert workdays.is_workday(after)
    assert (before == after) == workdays.is_workday(day)
    # Christmas with a weekend is the longest pause there is.
    assert after - before <= timedelta(days=6)


@given(DAYS, st.integers(0, 30))
def test_added_working_days_are_counted_one_by_one(day: date, amount: int) -> None:
    end = workdays.add_workdays(day, amount)
    between = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert sum(map(workdays.is_workday, between)) == amount
