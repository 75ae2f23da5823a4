"""Lengths of time: weeks land on the weekday, months clip, offices and banks have their days."""

from __future__ import annotations

import pytest

from caseworker.base.text import render
from caseworker.deadlines.case import is_break
from caseworker.deadlines.rules import Convention
from caseworker.deadlines.spans import Span, add_months, is_bank_day, month_end
from tests.deadlines.make import day


@pytest.mark.parametrize(
    ("span", "start", "end", "words"),
    [
        (Span(days=8), "2025-11-17", "2025-11-25", "8 dage"),
        (Span(days=1), "2024-02-28", "2024-02-29", "en dag"),
        (Span(weeks=1), "2025-03-03", "2025-03-10", "en uge"),
        (Span(months=1), "2024-01-31", "2024-02-29", "en måned"),
        (Span(months=6), "2025-08-31", "2026-02-28", "6 måneder"),
        (Span(months=12), "2024-02-29", "2025-02-28", "12 måneder"),
        (Span(years=2), "2024-02-29", "2026-02-28", "2 år"),
        (Span(workdays=7), "2026-12-22", "2027-01-06", "7 arbejdsdage"),
        (Span(bank_days=2), "2026-05-13", "2026-05-19", "2 bankdage"),
        (Span(workdays=2), "2026-05-13", "2026-05-18", "2 arbejdsdage"),
        (Span(days=0), "2026-05-13", "2026-05-13", "0 dage"),
        (Span(bank_days=0), "2026-05-13", "2026-05-13", "0 bankdage"),
    ],
)
def test_after(span: Span, start: str, end: str, words: str) -> None:
    assert span.after(day(start)) == day(end)
    assert render(span.words(), "da") == words


@pytest.mark.parametrize(
    ("span", "end", "start"),
    [
        (Span(weeks=2), "2026-12-18", "2026-12-04"),
        (Span(days=1), "2026-03-01", "2026-02-28"),
        (Span(months=3), "2026-05-31", "2026-02-28"),
        (Span(years=1), "2024-02-29", "2023-02-28"),
        (Span(workdays=2), "2026-04-07", "2026-03-31"),
        (Span(bank_days=1), "2026-05-18", "2026-05-13"),
        (Span(days=0), "2026-05-13", "2026-05-13"),
        (Span(months=0), "2026-05-13", "2026-05-13"),
        (Span(years=0), "2026-05-13", "2026-05-13"),
        (Span(workdays=0), "2026-05-13", "2026-05-13"),
        (Span(bank_days=0), "2026-05-13", "2026-05-13"),
    ],
)
def test_before(span: Span, end: str, start: str) -> None:
    assert span.before(day(end)) == day(start)


def test_a_span_has_exactly_one_unit() -> None:
    for wrong in ({}, {"days": 1, "weeks": 1}, {"months": -1}):
        with pytest.raises(ValueError, match="one unit"):
            Span(**wrong)


@pytest.mark.parametrize(
    ("unit", "most"),
    [
        ("days", 36_525),
        ("workdays", 36_525),
        ("bank_days", 36_525),
        ("weeks", 5_218),
        ("months", 1_200),
        ("years", 100),
    ],
)
def test_a_span_is_at_most_a_century(unit: str, most: int) -> None:
    assert Span(**{unit: most}).words()
    with pytest.raises(ValueError, match="100 years"):
        Span(**{unit: most + 1})


def test_months_and_their_ends() -> None:
    assert add_months(day("2025-12-31"), 2) == day("2026-02-28")
    assert add_months(day("2025-01-15"), -1) == day("2024-12-15")
    assert month_end(day("2024-02-01")) == day("2024-02-29")


def test_the_friday_after_ascension_is_a_working_day_but_no_bank_day() -> None:
    assert not is_bank_day(day("2026-05-15"))
    assert is_bank_day(day("2026-05-18"))
    assert is_bank_day(day("2026-05-13"))


@pytest.mark.parametrize(
    ("last", "again", "named", "thirty"),
    [
        ("2025-03-31", "2025-05-01", True, True),
        ("2025-03-31", "2025-04-30", False, False),
        ("2025-03-14", "2025-04-30", False, True),
        ("2025-01-31", "2025-03-01", True, False),
        ("2024-12-15", "2025-02-01", True, True),
        ("2025-03-14", "2025-03-15", False, False),
    ],
)
def test_one_calendar_month_off(last: str, again: str, named: bool, thirty: bool) -> None:
    assert is_break(day(last), day(again), Convention()) is named
    assert is_break(day(last), day(again), Convention(calendar_month="thirty_days")) is thirty
