"""Days in words and words into days."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseworker.base.dates import age_on, format_day, format_moment, month_name, parse_day, weekday_name

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    "words",
    [
        "2025-03-03",
        "2025-03-03T10:15:00",
        "03-03-2025",
        "3/3-25",
        "3.3.2025",
        "3. 3. 2025",
        "3/3 2025",
        "030325",
        "03032025",
        "3. marts 2025",
        "3 mar. 25",
        "den 3. marts 2025",
        "mandag den 3. marts 2025",
        "d. 3/3-2025",
        "3 March 2025",
        "Monday 3 March 2025",
        "  3.  MARTS   2025 ",
    ],
)
def test_a_whole_day_is_read_without_knowing_today(words: str) -> None:
    assert parse_day(words) == date(2025, 3, 3)
    assert parse_day(words, TODAY) == date(2025, 3, 3)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("12/3", date(2027, 3, 12)),  # nearer than the one last March
        ("12/9", date(2026, 9, 12)),
        ("1/1", date(2027, 1, 1)),
        ("3. december", date(2026, 12, 3)),
        ("i dag", TODAY),
        ("i morgen", date(2026, 11, 25)),
        ("I Morgen", date(2026, 11, 25)),
        ("i overmorgen", date(2026, 11, 26)),
        (unicodedata.normalize("NFD", "i går"), date(2026, 11, 23)),
        ("tomorrow", date(2026, 11, 25)),
        ("+14", date(2026, 12, 8)),
        ("+ 2 uger", date(2026, 12, 8)),
        ("+3 mdr", date(2027, 2, 24)),
        ("om 3 uger", date(2026, 12, 15)),
        ("om en uge", date(2026, 12, 1)),
        ("om 1 måned", date(2026, 12, 24)),
        ("in 10 days", date(2026, 12, 4)),
        ("fredag", date(2026, 11, 27)),
        ("tirsdag", date(2026, 12, 1)),  # never today itself
        ("man.", date(2026, 11, 30)),
        ("sunday", date(2026, 11, 29)),
    ],
)
def test_a_day_seen_from_today(words: str, expected: date) -> None:
    assert parse_day(words, TODAY) == expected


@pytest.mark.parametrize("words", ["12/3", "i morgen", "+14", "om 3 uger", "fredag", "3. marts"])
def test_a_day_seen_from_today_needs_today(words: str) -> None:
    assert parse_day(words) is None


@pytest.mark.parametrize(
    "words",
    [
        "",
        "  ",
        "31-02-2025",
        "29/2-25",
        "2025-13-01",
        "32/1-25",
        "310625",
        "snart",
        "ma",
        "3. martsen 2025",
        "3/3/202",
        "12:30",
        "+",
        "+99999",
        "om uger",
        "1234567890",
        "3-3-25 kl. 10",
        "🙂",
    ],
)
def test_what_is_no_day_is_not_guessed(words: str) -> None:
    assert parse_day(words, TODAY) is None


@pytest.mark.parametrize(
    ("words", "year"),
    [("1/6-25", 2025), ("1/6-70", 2070), ("1/6-76", 1976), ("1/6-77", 1977), ("1/6-99", 1999)],
)
def test_two_digits_mean_the_nearest_year(words: str, year: int) -> None:
    assert parse_day(words, TODAY) == date(year, 6, 1)


def test_the_month_end_holds_when_months_are_added() -> None:
    assert parse_day("+3 mdr", date(2025, 11, 30)) == date(2026, 2, 28)


def test_a_leap_day_without_a_year_is_unknown_where_none_is_near() -> None:
    assert parse_day("29/2", date(2026, 11, 24)) is None
    assert parse_day("29/2", date(2027, 11, 24)) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("style", "danish", "english"),
    [
        ("long", "3. september 2026", "3 September 2026"),
        ("short", "3. sep.", "3 Sep"),
        ("short_year", "3. sep. 2026", "3 Sep 2026"),
        ("day_month", "3. september", "3 September"),
        ("numeric", "03-09-2026", "03-09-2026"),
        ("weekday", "torsdag 3. september", "Thursday 3 September"),
        ("weekday_short", "tor. 3. sep.", "Thu 3 Sep"),
        ("iso", "2026-09-03", "2026-09-03"),
    ],
)
def test_a_day_in_words(style: str, danish: str, english: str) -> None:
    day = date(2026, 9, 3)
    assert format_day(day, style) == danish
    assert format_day(day, style, "en") == english


@given(
    st.dates(date(1930, 1, 1), date(2090, 12, 31)),
    st.sampled_from(["long", "short_year", "numeric", "iso"]),
    st.sampled_from(["da", "en"]),
)
def test_a_day_with_its_year_is_read_back(day: date, style: str, language: str) -> None:
    assert parse_day(format_day(day, style, language), TODAY) == day


@given(
    st.dates(date(2026, 6, 1), date(2027, 5, 1)),
    st.sampled_from(["short", "day_month", "weekday", "weekday_short"]),
    st.sampled_from(["da", "en"]),
)
def test_a_day_without_its_year_is_read_back_when_near(day: date, style: str, language: str) -> None:
    assert parse_day(format_day(day, style, language), TODAY) == day


@given(st.text(max_size=40))
def test_no_words_break_the_reader(words: str) -> None:
    found = parse_day(words, TODAY)
    assert found is None or isinstance(found, date)


def test_a_moment_is_told_in_danish_time() -> None:
    summer, winter = datetime(2026, 7, 1, 7, 5, tzinfo=UTC), datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert format_moment(summer) == "1. juli 2026 kl. 09.05"
    assert format_moment(winter) == "1. januar 2027 kl. 00.30"
    assert format_moment(summer, "en") == "1 July 2026 at 09:05"


def test_names_of_months_and_days() -> None:
    assert (month_name(3), month_name(3, "en", short=True)) == ("marts", "Mar")
    assert (weekday_name(5), weekday_name(5, short=True), weekday_name(0, "en")) == (
        "lørdag",
        "lør.",
        "Monday",
    )


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2000, 11, 24), TODAY, 26),
        (date(2000, 11, 25), TODAY, 25),
        (date(2000, 2, 29), date(2027, 2, 28), 26),
        (date(2000, 2, 29), date(2027, 3, 1), 27),
        (TODAY, TODAY, 0),
    ],
)
def test_age(born: date, day: date, age: int) -> None:
    assert age_on(born, day) == age
