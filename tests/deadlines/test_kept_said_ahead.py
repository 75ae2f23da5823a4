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


def ending(rows: Rows, paid: Rows, *events: tuple[str, str], held: str = "2026-08-14", **more: str) -> object:
    """Return somebody whose help has been asked for by the first of September, and a talk held before that."""
    return life(rows, paid, *events, contacts=[talk(held) | more])


def out_of_dagpenge(group: str = "lab-2", year: str = "2026", *, paid: bool = True, **more: str) -> object:
    """Return somebody on dagpenge to the end of August, who asks for kontanthjælp on the tenth."""
    rows: Rows = [("lab-1", f"{year}-03-02", f"{year}-08-31"), (group, f"{year}-09-01", None)]
    benefits: Rows = [(DAGPENGE, *rows[0][1:]), (CASH, *rows[1][1:])] if paid else []
    said = ("registered", f"{year}-03-02"), ("first_contact", f"{year}-08-10")
    return ending(rows, benefits, *said, **{"held": f"{year}-08-14"} | more)


@pytest.mark.parametrize("paid", [True, False])
@pytest.mark.parametrize("on", ["2026-08-28", "2026-09-05"])
def test_a_talk_on_the_help_of_then_counts_for_what_was_asked_for(on: str, paid: bool) -> None:
    known = out_of_dagpenge(paid=paid)
    assert told(known, on, "G26-04")[-1:] == ["G26-04 2026-08-10 2026-08-17 met"]
    counted = [a.counted for a in ask(known, on) if a.rule == "G26-03" and str(a.trigger_on) == "2026-08-10"]
    assert counted == [1]


def test_so_it_does_in_every_group_and_under_the_law_of_before() -> None:
    assert told(out_of_dagpenge("lab-3"), "2026-08-28", "G26-08") == ["G26-08 2026-08-10 2026-08-17 met"]
    old = out_of_dagpenge(year="2025")
    assert told(old, "2025-08-28", "G20-01") == ["G20-01 2025-08-10 2025-08-17 met"]


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"held": "2026-08-09"}, "missed"),  # before it was asked for
        ({"held": "2026-08-10"}, "met"),
        ({"held": "2026-08-31"}, "met_late"),
        ({"channel": "phone"}, "missed"),
    ],
)
def test_but_only_one_as_the_rule_asks_for_from_the_asking_on(more: dict[str, str], status: str) -> None:
    assert told(out_of_dagpenge(**more), "2026-08-31", "G26-04") == [f"G26-04 2026-08-10 2026-08-17 {status}"]


def test_and_not_one_in_another_group_after_that_help_has_begun() -> None:
    rows: Rows = [
        ("lab-1", "2026-03-02", "2026-08-31"), ("lab-2", "2026-09-01", "2026-09-06"),
        ("lab-6", "2026-09-07", "2026-09-20"), ("lab-2", "2026-09-21", None),
    ]  # fmt: skip
    paid: Rows = [(DAGPENGE, *rows[0][1:]), (CASH, "2026-09-01", None)]
    known = ending(rows, paid, ("first_contact", "2026-08-28"), held="2026-09-10")
    assert told(known, "2026-09-25", "G26-04") == ["G26-04 2026-08-28 2026-09-04 missed"]


def test_the_trace_names_the_talk_and_why_it_counts() -> None:
    (answer,) = [a for a in ask(out_of_dagpenge(), "2026-08-28", trace=True) if a.rule == "G26-04"]
    said = "The contact on Friday 14 August 2026 counts though the citizen was in another target group then: "
    assert said + "it was about the help to come, which had been asked for." in [s.en for s in answer.trace]


def test_a_talk_about_help_to_come_in_the_same_group_is_one_of_its_clock() -> None:
    rows: Rows = [("lab-2", "2026-07-06", None)]
    paid: Rows = [(CASH, "2026-07-06", "2026-08-31"), (SICK, "2026-09-01", None)]
    said = ("first_contact", "2026-07-06"), ("first_contact", "2026-08-24")
    known = ending(rows, paid, *said, held="2026-08-27")
    assert told(known, "2026-09-02", "G26-04")[1:] == ["G26-04 2026-08-24 2026-09-01 met"]
    before = ending(rows, paid, *said, held="2026-08-21")
    assert told(before, "2026-09-02", "G26-04")[1:] == ["G26-04 2026-08-24 2026-09-01 missed"]


def test_what_is_said_ahead_takes_over_from_a_period_that_begins_before_that_help() -> None:
    rows: Rows = [("lab-5", "2023-08-05", "2023-09-30"), ("lab-3", "2023-10-01", None)]
    paid: Rows = [(CASH, "2023-08-05", "2023-10-11"), (SICK, "2023-10-12", None)]
    known = life(rows, paid, ("first_contact", "2023-08-05"), ("registered", "2023-09-26"))
    assert told(known, "2023-10-11", "G20-02")[-1:] == ["G20-02 2023-10-01 2024-04-01 open"]
    assert told(known, "2023-10-12", "G20-02")[-2:] == [
        "G20-02 2023-10-01 2024-04-01 moot",
        "G20-02 2023-09-26 2024-03-26 open",
    ]


@pytest.mark.parametrize(
    ("closed", "due"),
    [("2022-08-14", "2022-08-22 missed"), ("2022-08-15", ""), ("2022-08-28", ""), ("2022-08-30", "2022-08-29 missed")],
)  # fmt: skip
def test_a_closing_before_the_help_to_come_ends_what_was_said_ahead_of_it(closed: str, due: str) -> None:
    """Registered while ill for cash benefit from 29 August: closed before that it comes to nothing (CNT-1)."""
    known = life(
        [("lab-4", "2022-04-20", "2022-05-23"), ("lab-12", "2022-05-24", "2022-08-08"), ("lab-4", "2022-08-09", None)],
        [("cash_benefit", "2022-04-20", "2022-05-23"), ("sickness_benefit", "2022-05-24", "2022-08-28"),
         ("cash_benefit", "2022-08-29", None)],
        ("first_contact", "2022-04-20"), ("registered", "2022-08-15"), ("case_closed", closed), born="1993-02-05",
    )  # fmt: skip
    found = [line for line in told(known, "2023-01-27", "G20-01") if "2022-08-15" in line]
    assert found == ([f"G20-01 2022-08-15 {due}"] if due else [])


def test_who_may_have_registered_for_dagpenge_to_come_is_judged_on_its_first_day() -> None:
    """In the group three weeks before dagpenge, under 25, with no schooling or child as of its first day (G20-05a)."""
    known = life(
        [("lab-1", "2025-10-15", None)], [("unemployment_benefit", "2025-11-07", None)], born="2001-03-27",
        traits=[{"trait": name, "value": False, "from": "2025-11-07"} for name in ("qualified", "child_at_home")],
    )  # fmt: skip
    assert told(known, "2025-11-30", "G20-04b", "G20-05a") == ["G20-05a registered None unknown"]
