"""What is said on running help about help to come: the running clocks go on, whatever is known of it later."""

from __future__ import annotations

import pytest

from tests.deadlines.make import ask, talk
from tests.deadlines.test_kept_coming_back import CASH, DAGPENGE, SICK, Rows, life, told

HELD = {"contacts": [talk("2025-03-06", kind="first")]}


def moved_on(
    group: str, benefit: str, last: str, first: str, *events: tuple[str, str], start: str = "2025-03-03"
) -> object:
    """Return somebody on cash benefit, who held the first talk, and comes into another group."""
    rows: Rows = [("lab-2", start, last), (group, first, None)]
    return life(
        rows, [(CASH, start, last), (benefit, first, None)], ("first_contact", start), *events, **HELD
    )


@pytest.mark.parametrize("on", ["2025-03-27", "2025-03-28", "2025-05-05"])
def test_a_registration_on_cash_benefit_opens_nothing_when_illness_comes(on: str) -> None:
    known = moved_on("lab-6", SICK, "2025-03-27", "2025-03-28", ("registered", "2025-03-19"))
    status = "open" if on < "2025-03-28" else "moot"
    assert told(known, on, "G20-01", "G20-02") == [
        "G20-01 2025-03-03 2025-03-10 met",
        f"G20-02 2025-03-03 2025-09-03 {status}",
    ]


def test_so_it_does_when_the_clarification_comes_which_has_talks_of_its_own() -> None:
    known = moved_on("lab-7", "job_clarification", "2025-04-27", "2025-04-28", ("registered", "2025-04-10"))
    assert told(known, "2025-04-28", "G20-01", "G20-02") == [
        "G20-01 2025-03-03 2025-03-10 met",
        "G20-02 2025-03-03 2025-09-03 moot",
        "G20-02 2025-04-28 2025-10-28 open",
    ]


def test_a_talk_that_was_missed_stays_missed() -> None:
    rows: Rows = [("lab-2", "2025-03-03", "2025-03-06"), ("lab-2", "2025-03-24", "2025-03-26")]
    paid: Rows = [(CASH, first, last) for _, first, last in rows]
    said = ("first_contact", "2025-03-03"), ("first_contact", "2025-03-22")
    before = told(life(rows, paid, *said), "2025-03-26", "G20-01")
    ill = life([*rows, ("lab-6", "2025-03-27", None)], [*paid, (SICK, "2025-03-27", None)], *said)
    assert before == told(ill, "2025-03-28", "G20-01") == ["G20-01 2025-03-03 2025-03-24 missed"]


@pytest.mark.parametrize(("on", "status"), [("2025-09-28", "due_soon"), ("2025-09-30", "missed")])
def test_a_registration_on_cash_benefit_is_not_late_for_the_dagpenge_to_come(on: str, status: str) -> None:
    known = moved_on("lab-1", DAGPENGE, "2025-09-28", "2025-09-29", ("registered", "2025-09-10"))
    for rule in ("G20-04a", "G20-04b"):
        assert told(known, on, rule) == [f"{rule} 2025-09-10 2025-09-29 {status}"]
    assert told(known, on, "G20-01") == ["G20-01 2025-03-03 2025-03-10 met"]


def test_and_the_trace_says_why() -> None:
    known = moved_on("lab-1", DAGPENGE, "2025-09-28", "2025-09-29", ("registered", "2025-09-10"))
    (answer,) = [a for a in ask(known, "2025-09-28", trace=True) if a.rule == "G20-04a"]
    assert "It is about help that begins on that day, so it is not due before." in [
        s.en for s in answer.trace
    ]


def test_in_groups_with_the_same_clock_it_opens_the_period_with_the_help_to_come() -> None:
    known = moved_on("lab-10", "rehabilitation", "2025-03-27", "2025-03-28", ("registered", "2025-03-19"))
    assert told(known, "2025-03-27", "G20-02") == ["G20-02 2025-03-03 2025-09-03 open"]
    assert told(known, "2025-03-28", "G20-02") == [
        "G20-02 2025-03-03 2025-09-03 moot",
        "G20-02 2025-03-19 2025-09-19 open",
    ]


@pytest.mark.parametrize(("year", "rule"), [("2025", "G20-01"), ("2027", "G26-04")])
@pytest.mark.parametrize(("day", "status"), [("03-17", "due_soon"), ("03-18", "missed"), ("04-02", "missed")])
def test_a_first_contact_counts_from_the_asking_whatever_help_runs(
    year: str, rule: str, day: str, status: str
) -> None:
    start, asked, last, first = (f"{year}-{one}" for one in ("01-05", "03-10", "03-31", "04-01"))
    rows: Rows = [("lab-1", start, last), ("lab-2", first, None)]
    paid: Rows = [(DAGPENGE, start, last), (CASH, first, None)]
    known = life(rows, paid, ("registered", start), ("first_contact", asked))
    assert f"{rule} {asked} {year}-03-17 {status}" in told(known, f"{year}-{day}", rule)
