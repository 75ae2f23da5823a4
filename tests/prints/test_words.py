"""Times and lists read as people say them."""

from __future__ import annotations

from datetime import date, time

import pytest

from caseworker.base.text import render
from caseworker.prints import words
from caseworker.prints.records import WeekSlot

TODAY = date(2026, 11, 24)


def slots(*spans: tuple[int, str, str]) -> list[WeekSlot]:
    return [
        WeekSlot(day, time.fromisoformat(start), time.fromisoformat(end) if end else None)
        for day, start, end in spans
    ]


@pytest.mark.parametrize(
    ("given", "danish", "english"),
    [
        ([], "", ""),
        ([(0, "09:00", "12:00")], "mandag kl. 9-12", "Monday 9:00 to 12:00"),
        (
            [(2, "09:00", ""), (0, "09:00", "")],
            "mandag og onsdag fra kl. 9",
            "Monday and Wednesday from 9:00",
        ),
        (
            [(0, "09:00", ""), (2, "09:00", ""), (4, "09:00", "")],
            "mandag, onsdag og fredag fra kl. 9",
            "Monday, Wednesday and Friday from 9:00",
        ),
        (
            [(day, "08:30", "14:00") for day in range(4)] + [(4, "08:30", "12:15")],
            "mandag til torsdag kl. 8.30-14 og fredag kl. 8.30-12.15",
            "Monday to Thursday 8:30 to 14:00 and Friday 8:30 to 12:15",
        ),
        ([(1, "13:00", "16:00"), (1, "13:00", "16:00")], "tirsdag kl. 13-16", "Tuesday 13:00 to 16:00"),
        (
            [(1, "09:00", "10:00"), (1, "13:00", "16:00")],
            "tirsdag kl. 9-10 og tirsdag kl. 13-16",
            "Tuesday 9:00 to 10:00 and Tuesday 13:00 to 16:00",
        ),
    ],
)
def test_week_slots(given: list[tuple[int, str, str]], danish: str, english: str) -> None:
    assert words.week_slots(slots(*given), "da") == danish
    assert words.week_slots(slots(*given), "en") == english


@pytest.mark.parametrize(
    ("starts", "ends", "danish"),
    [
        (None, None, ""),
        (date(2026, 10, 1), None, ""),
        (date(2025, 10, 1), date(2026, 11, 3), "til 3. november 2026"),
        (date(2026, 12, 1), None, "fra 1. december"),
        (date(2026, 10, 1), date(2027, 1, 15), "til 15. januar 2027"),
        (date(2026, 12, 1), date(2027, 1, 15), "1. dec. til 15. jan. 2027"),
    ],
)
def test_period_says_only_what_is_ahead(starts: date | None, ends: date | None, danish: str) -> None:
    assert words.period(starts, ends, TODAY, "da") == danish


@pytest.mark.parametrize(
    ("reached", "danish"),
    [
        (date(2026, 11, 10), "2 uger før tid"),
        (date(2026, 11, 17), "1 uge før tid"),
        (date(2026, 11, 18), "6 dage før tid"),
        (date(2026, 11, 23), "1 dag før tid"),
    ],
)
def test_days_early(reached: date, danish: str) -> None:
    early = words.days_early(TODAY, reached)
    assert early is not None
    assert render(early, "da") == danish


def test_on_time_or_late_is_not_early() -> None:
    assert words.days_early(TODAY, TODAY) is None
    assert words.days_early(TODAY, date(2026, 12, 1)) is None


def test_names_and_days() -> None:
    assert words.owner("Jonas", "da") == "Jonas’"
    assert words.owner("Karen", "da") == "Karens"
    assert (words.owner("Jonas", "en"), words.owner("Karen", "en")) == ("Jonas’", "Karen’s")
    assert words.first_name("Anna Sofie Holm") == "Anna"
    assert words.first_name("Anna Sofie Holm", "Anna Sofie") == "Anna Sofie"
    assert words.first_name("  ") == ""
    assert words.short_day(date(2026, 12, 1), TODAY, "da") == "1. dec."
    assert words.short_day(date(2027, 1, 15), TODAY, "da") == "15. jan. 2027"
    assert words.short_day(TODAY, TODAY, "da") == "24. nov."
    assert words.short_day(date(2026, 11, 23), TODAY, "da") == "23. nov. 2026"
    assert words.listed(["a"], "da") == "a"
    assert words.listed(["a", "b", "c"], "da") == "a, b og c"
