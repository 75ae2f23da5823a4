"""Back on the same help after days off, and soon after that on another one: what is said on coming back is about it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.deadlines.test_kept_coming_back import CASH, DAGPENGE, Rows, life, told

WORDS = "registered", "re_registered"


def back(
    word: str, *said: tuple[str, str], on: str = "10-19", last: str = "10-04", group: str = "lab-2",
    year: int = 2026, left_open: bool = False,
) -> Any:  # fmt: skip
    """Return somebody on dagpenge from June on, off it for some days in autumn, and on cash benefit from 28 October."""
    off = int(last[-2:]) + 1
    paid: Rows = [
        (DAGPENGE, f"{year}-06-01", f"{year}-{last}"),
        (DAGPENGE, f"{year}-{on}", f"{year}-10-27"),
        (CASH, f"{year}-10-28", None),
    ]
    rows: Rows = [("lab-1", *paid[0][1:]), ("lab-1", *paid[1][1:]), (group, f"{year}-10-28", None)]
    if left_open:
        rows[:2] = [("lab-1", f"{year}-06-01", f"{year}-10-27")]
    events = [("registered", "06-01"), (word, on), *said]
    if not left_open:
        events.append(("deregistered", f"{last[:3]}{off:02}"))
    return life(rows, paid, *((kind, f"{year}-{when}") for kind, when in events))


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("left_open", [True, False])
@pytest.mark.parametrize(("last", "on"), [("10-04", "10-19"), ("10-11", "10-15"), ("10-04", "10-06")])
def test_the_dates_count_from_the_contact_of_the_help_that_came_next(
    word: str, left_open: bool, last: str, on: str
) -> None:
    """One week, three months and half a year from 28 October, not from the registration for dagpenge."""
    known = back(word, ("first_contact", "10-28"), last=last, on=on, left_open=left_open)
    found = told(known, "2026-10-29", "G26-03", "G20-36")
    assert found == [
        "G20-36 2026-10-28 2027-01-28 open",
        "G26-03 2026-10-28 2027-04-28 open",
    ]
    assert "G26-04 2026-10-28 2026-11-04 open" in told(known, "2026-10-29", "G26-04")


@pytest.mark.parametrize("word", WORDS)
def test_for_who_is_far_from_work_too(word: str) -> None:
    known = back(word, ("first_contact", "10-28"), group="lab-3")
    assert told(known, "2026-10-29", "G26-07", "G26-08") == [
        "G26-08 2026-10-28 2026-11-04 open",
        "G26-07 2026-10-28 2027-04-28 open",
    ]


@pytest.mark.parametrize("word", WORDS)
def test_in_the_old_law_too(word: str) -> None:
    known = back(word, ("first_contact", "10-28"), year=2025)
    assert told(known, "2025-10-29", "G20-01", "G20-02", "G20-22")[:2] == [
        "G20-01 2025-10-28 2025-11-04 open",
        "G20-02 2025-10-28 2026-04-28 open",
    ]


@pytest.mark.parametrize("word", WORDS)
def test_with_no_contact_for_it_that_is_asked_for(word: str) -> None:
    assert "G26-04 first_contact None unknown" in told(back(word), "2026-10-29", "G26-04")


@pytest.mark.parametrize("word", WORDS)
def test_what_is_said_some_days_before_coming_back_is_about_it_too(word: str) -> None:
    """On 16 October: three days before dagpenge, twelve before cash benefit."""
    known = back("deregistered", (word, "10-16"), ("first_contact", "10-28"), on="10-19")
    assert told(known, "2026-10-29", "G26-03") == ["G26-03 2026-10-28 2027-04-28 open"]


@pytest.mark.parametrize(
    ("word", "line"),
    [
        *((word, "{} 2026-10-28 2026-11-11 open") for word in WORDS),
        (None, "{} registered None unknown"),
    ],
)
@pytest.mark.parametrize("again", WORDS)
def test_and_the_other_way_round(word: str | None, line: str, again: str) -> None:
    """Back on cash benefit on 19 October with a contact and a registration, and on dagpenge from the 28th on."""
    paid: Rows = [
        (CASH, "2026-08-03", "2026-10-04"), (CASH, "2026-10-19", "2026-10-27"), (DAGPENGE, "2026-10-28", None),
    ]  # fmt: skip
    rows: Rows = [("lab-1" if kind == DAGPENGE else "lab-2", first, last) for kind, first, last in paid]
    said = [("first_contact", "2026-08-03"), ("registered", "2026-08-03")]
    said += [("first_contact", "2026-10-19"), (again, "2026-10-19")]
    known = life(rows, paid, *said, *([(word, "2026-10-28")] if word else []))
    assert told(known, "2026-10-30", "G20-04b") == [line.format("G20-04b")]
    assert told(known, "2026-10-30", "G26-04") == [
        "G26-04 2026-08-03 2026-08-10 missed", line.format("G26-04"),
    ]  # fmt: skip
