"""For help one registers once: ahead of it, or on it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from caseworker.deadlines.earlier_cases import Earlier, with_earlier
from tests.deadlines.make import day
from tests.deadlines.test_kept_coming_back import CASH, DAGPENGE, Rows, life, told


def ahead_and_on_it(*said: tuple[str, str], paid: Rows | None = None) -> list[str]:
    """Return the first steps of who registers on cash benefit for dagpenge from 5 October, and says something more."""
    paid = paid or [(CASH, "2026-05-04", "2026-10-04"), (DAGPENGE, "2026-10-05", None)]
    rows: Rows = [("lab-1" if kind == DAGPENGE else "lab-2", first, last) for kind, first, last in paid]
    first = [("first_contact", "2026-05-04"), ("registered", "2026-05-04"), ("registered", "2026-09-28")]
    found = told(life(rows, paid, *first, *said), "2026-11-02", "G20-04b", "G20-12a", "G20-12b", "G26-04")
    return sorted(line for line in found if "2026-05-04" not in line)


@pytest.mark.parametrize("word", ["registered", "re_registered"])
@pytest.mark.parametrize("on", ["2026-10-05", "2026-10-06", "2026-10-28"])
def test_for_help_one_registers_once(word: str, on: str) -> None:
    """Two weeks from 28 September, when that was about the dagpenge to come; what is written on it asks for no more."""
    found = ahead_and_on_it((word, on))
    assert found == ahead_and_on_it()
    assert found == [
        f"{rule} 2026-09-28 2026-10-12 missed" for rule in ("G20-04b", "G20-12a", "G20-12b", "G26-04")
    ]


@pytest.mark.parametrize("off", ["deregistered", "case_closed"])
def test_after_being_taken_off_one_registers_anew(off: str) -> None:
    found = ahead_and_on_it((off, "2026-10-01"), ("registered", "2026-10-05"))
    assert "G20-04b 2026-10-05 2026-10-19 missed" in found


def test_so_one_does_after_leaving_that_help() -> None:
    paid: Rows = [
        (CASH, "2026-05-04", "2026-10-04"), (DAGPENGE, "2026-10-05", "2026-10-11"), (DAGPENGE, "2026-10-19", None),
    ]  # fmt: skip
    found = ahead_and_on_it(("registered", "2026-10-19"), paid=paid)
    assert "G20-04b 2026-10-19 2026-11-02 due_soon" in found


def test_a_closing_that_the_next_case_goes_on_from_undoes_no_registration() -> None:
    """With no free month between, the closing ended nothing: the first registration was about the dagpenge to come."""
    said = [("registered", "2024-03-07"), ("registered", "2024-04-11"), ("case_closed", "2024-04-11")]
    old = life([("lab-1", "2024-03-12", None)], [], *said)
    paid: Rows = [(DAGPENGE, "2024-03-12", "2024-04-11"), (DAGPENGE, "2024-04-13", None)]
    new = life([("lab-1", "2024-04-13", None)], paid)
    whole = with_earlier(new, day("2024-04-13"), [Earlier(day("2024-03-12"), day("2024-04-11"), old)])
    found = told(whole, "2024-07-01", "G20-04b", "G20-12b")
    assert found == [f"{rule} 2024-03-07 2024-03-21 missed" for rule in ("G20-04b", "G20-12b")]


@pytest.mark.parametrize("paid", [[], [(DAGPENGE, "2026-10-05", None)]])
def test_what_is_written_twice_on_a_day_was_made_once(paid: Rows) -> None:
    known = life([("lab-1", "2026-10-05", None)], paid, ("registered", "2026-10-05"))
    twice = replace(known, events=(*known.events, replace(known.events[0], id="again")))
    found = told(twice, "2026-10-06", "G20-12a", "G20-12b")
    assert found == ["G20-12a 2026-10-05 2026-10-19 open", "G20-12b 2026-10-05 2026-10-19 open"]


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ([], ["2026-10-05"]),
        ([("deregistered", "2026-10-20")], ["2026-10-05", "2026-10-26"]),
        ([("case_closed", "2026-10-23")], ["2026-10-05", "2026-10-26"]),
    ],
)
def test_on_one_unbroken_benefit_the_first_registration_counts(
    said: list[tuple[str, str]], days: list[str]
) -> None:
    known = life([("lab-1", "2026-10-05", None)], [(DAGPENGE, "2026-10-05", None)],
                 ("registered", "2026-10-05"), *said, ("registered", "2026-10-26"))  # fmt: skip
    assert [line.split()[1] for line in told(known, "2026-10-27", "G20-04b")] == days


def test_so_it_does_where_the_first_came_late() -> None:
    """Three weeks after the first day of dagpenge; another one in December is none, but after days off it is one."""
    paid: Rows = [(DAGPENGE, "2026-10-05", "2026-12-13"), (DAGPENGE, "2026-12-17", None)]
    said = [("registered", on) for on in ("2026-10-26", "2026-12-07", "2026-12-17")]
    for times, days in (
        (paid, ["2026-10-26", "2026-12-17"]),
        ([(DAGPENGE, "2026-10-05", None)], ["2026-10-26"]),
    ):
        known = life([("lab-1", first, last) for _, first, last in times], times, *said)
        assert [line.split()[1] for line in told(known, "2026-12-18", "G20-12b")] == days
