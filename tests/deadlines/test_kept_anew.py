"""What begins anew after a closing, taken alone: from which day on, what it counts from, and what is known already."""

from __future__ import annotations

from typing import Any

import pytest

from caseworker.deadlines.case import Case
from caseworker.deadlines.closings import begun_anew, closed_between
from caseworker.deadlines.periods import Run, Start
from caseworker.deadlines.rules import Convention
from caseworker.deadlines.transfers import transfers_to
from tests.deadlines.make import ask, day, facts

FLEX = "flex_unemployment"
RUNNING: list[tuple[str, str | None]] = [("2025-01-06", None)]


def case(
    on: str,
    closings: list[str],
    times: list[tuple[str, str | None]],
    back: str | None = None,
    **more: Any,
) -> Case:
    """Return a case on a benefit, closed on some days, in which help was asked for again."""
    events = [{"type": "case_closed", "on": closed} for closed in closings]
    events += [{"type": "visited", "on": back}] if back else []
    benefits = [{"type": FLEX, "from": first, "to": last} for first, last in times]
    events += more.pop("events", [])
    return Case(facts(events=events, benefits=benefits + more.pop("benefits", []), **more), day(on))


def start(on: str, why: Any = "benefit", *missing: str) -> Start:
    return Start(day(on), f"{why}@{on}", why, FLEX, None, missing)


def anew(known: Case, *found: Start, counts_on: bool = False) -> list[tuple[str, str | None]]:
    """Return from which day on it counts and the day on which it goes on, of one stretch."""
    records = tuple(known.benefits)
    stretch = Run(records, records[0].from_)
    begun = begun_anew(known, [stretch], found, counts_on=counts_on)
    return [(str(one.on), str(one.anew) if one.anew else None) for one in begun]


@pytest.mark.parametrize(
    ("first", "later", "between"),
    [
        ("2025-03-03", "2025-03-04", True),
        ("2025-03-04", "2025-03-31", False),
        ("2025-02-03", "2025-03-04", True),
        ("2025-02-03", "2025-03-03", False),
    ],
)
def test_a_closing_lies_between_from_the_first_day_on_and_before_the_later(
    first: str, later: str, between: bool
) -> None:
    assert closed_between(case("2025-06-02", ["2025-03-03"], RUNNING), day(first), day(later)) is between


@pytest.mark.parametrize(
    ("on", "back", "begun"),
    [
        ("2025-06-02", "2025-05-05", ["2025-05-05"]),
        ("2025-05-05", "2025-05-05", ["2025-05-05"]),  # today
        ("2025-05-04", "2025-05-05", []),  # to come
        ("2025-06-02", "2025-03-04", ["2025-03-04"]),
        ("2025-06-02", "2025-03-03", []),  # on the day of the closing
    ],
)
def test_it_begins_anew_when_the_case_goes_on(on: str, back: str, begun: list[str]) -> None:
    assert anew(case(on, ["2025-03-03"], RUNNING, back)) == [(one, None) for one in begun]


def test_after_two_closings_it_begins_anew_once() -> None:
    assert anew(case("2025-06-02", ["2025-03-03", "2025-04-07"], RUNNING, "2025-05-05")) == [
        ("2025-05-05", None)
    ]


@pytest.mark.parametrize(
    ("times", "begun"),
    [
        ([("2025-01-06", "2025-05-05")], ["2025-05-05"]),  # paid on that day alone
        ([("2025-01-06", "2025-05-04")], []),
        ([("2025-01-06", "2025-05-04"), ("2025-05-12", None)], ["2025-05-12"]),
        ([("2025-01-06", "2025-05-04"), ("2025-06-02", None)], ["2025-06-02"]),  # with today
        ([("2025-01-06", "2025-05-04"), ("2025-06-03", None)], []),  # not yet
        ([("2025-03-03", None)], ["2025-05-05"]),  # begun on the day of the closing
        ([("2025-03-04", None)], []),  # it has a beginning of its own
        ([("2025-03-24", None)], []),
    ],
)
def test_it_begins_on_the_first_day_on_the_benefit(
    times: list[tuple[str, str | None]], begun: list[str]
) -> None:
    assert anew(case("2025-06-02", ["2025-03-03"], times, "2025-05-05")) == [(one, None) for one in begun]


@pytest.mark.parametrize(
    ("known", "there"),
    [
        (start("2025-03-03"), False),  # on the day of the closing, so it ended with it
        (start("2025-03-04"), True),
        (start("2025-05-04"), True),
        (start("2025-05-05"), True),
        (start("2025-05-06"), False),
        (start("2025-06-05"), False),
        (start("2025-05-06", "transfer"), True),
        (start("2025-06-05", "transfer"), True),  # 31 days after it
        (start("2025-06-06", "transfer"), False),
        (start("2025-03-03", "transfer"), False),
    ],
)
def test_what_is_known_to_begin_there_does_not_begin_twice(known: Start, there: bool) -> None:
    found = anew(case("2025-08-04", ["2025-03-03"], RUNNING, "2025-05-05"), known)
    assert found == ([] if there else [("2025-05-05", None)])


@pytest.mark.parametrize(
    ("found", "counted"),
    [
        (["2025-01-06"], "2025-01-06"),
        (["2025-01-06", "2025-02-10"], "2025-02-10"),  # the last that began before the closing
        (["2025-02-10", "2025-01-06"], "2025-02-10"),
        (["2025-02-10"], "2025-02-10"),
        (["2025-01-06", "2025-03-03"], "2025-03-03"),
        (["2025-01-06", "2025-06-06"], "2025-01-06"),
    ],
)
def test_time_on_the_benefit_counts_on_from_where_it_began(found: list[str], counted: str) -> None:
    known = case("2025-08-04", ["2025-03-03"], RUNNING, "2025-05-05")
    assert anew(known, *map(start, found), counts_on=True) == [(counted, "2025-05-05")]


def test_what_is_not_known_of_the_beginning_is_not_known_after_the_closing() -> None:
    known = case("2025-08-04", ["2025-03-03"], RUNNING, "2025-05-05")
    stretch = Run(tuple(known.benefits), day("2025-01-06"))
    doubted = start("2025-01-06", "benefit", "new_benefit_period")
    (found,) = begun_anew(known, [stretch], [doubted], counts_on=True)
    assert found.missing == ("new_benefit_period",)


@pytest.mark.parametrize(
    ("closed", "begins"),
    [("2025-03-19", False), ("2025-03-20", True), ("2025-04-06", True), ("2025-04-07", False)],
)
def test_a_transfer_back_after_days_off_and_a_closing_begins_a_period(closed: str, begins: bool) -> None:
    told = [{"id": "t", "type": "transferred", "on": "2025-04-07", "benefit": FLEX}]
    times: list[tuple[str, str | None]] = [("2025-01-06", "2025-03-20"), ("2025-04-07", None)]
    known = case("2025-06-02", [closed], times, events=told)
    assert bool(transfers_to(known, frozenset({FLEX}), Convention())) is begins


@pytest.mark.parametrize(
    ("other", "begins"),
    [
        (("2025-03-24", "2025-04-04"), True),
        (("2025-03-21", "2025-04-06"), True),
        (("2024-06-03", "2025-01-05"), False),  # before both
        (("2025-06-09", "2025-07-06"), False),  # after both
        (("2025-06-09", None), False),
    ],
)
def test_so_does_one_after_another_benefit_between(other: tuple[str, str | None], begins: bool) -> None:
    told = [{"id": "t", "type": "transferred", "on": "2025-04-07", "benefit": FLEX}]
    times: list[tuple[str, str | None]] = [("2025-01-06", "2025-03-20"), ("2025-04-07", "2025-06-08")]
    paid = [{"type": "flex_job", "from": other[0], "to": other[1]}]
    known = case("2025-06-02", [], times, events=told, benefits=paid)
    assert bool(transfers_to(known, frozenset({FLEX}), Convention())) is begins


@pytest.mark.parametrize(("on", "begins"), [("2025-03-20", False), ("2025-03-21", True)])
def test_a_transfer_far_from_every_first_day_is_about_what_comes_after_the_last(
    on: str, begins: bool
) -> None:
    told = [{"id": "t", "type": "transferred", "on": on, "benefit": FLEX}]
    known = case("2025-06-02", [], [("2025-01-06", "2025-03-20")], events=told)
    assert bool(transfers_to(known, frozenset({FLEX}), Convention())) is begins


def test_what_goes_on_after_a_closing_is_not_over_with_a_time_away_before_it() -> None:
    """Twelve months on ledighedsydelse but for 14 days of leave; those are full 14 days after coming back."""
    known = facts(
        groups=[{"code": "lab-9", "from": "2026-08-01"}],
        benefits=[
            {"type": "flex_unemployment", "from": "2026-08-01", "to": "2027-07-31"},
            {"type": "flex_unemployment", "from": "2027-11-10"},
        ],
        events=[{"type": "case_closed", "on": "2027-01-07"}],
        exemptions=[{"kind": "maternity", "from": "2026-11-13", "to": "2026-11-26"}],
    )
    found = [a for a in ask(known, "2027-12-01") if a.rule == "G20-34b"]
    assert [(str(a.due_on), a.status) for a in found] == [("2027-11-24", "moot"), ("2027-11-24", "missed")]


def test_but_a_date_in_the_days_off_from_which_it_came_back_is_due_then() -> None:
    """962 hours are full with August; off from the 22nd, closed on the 31st, and back on 28 September."""
    paid = [("2021-03-02", "2021-08-21"), ("2021-09-28", None)]
    hours = {f"2021-{month:02}": 160.33 for month in range(3, 9)}
    known = facts(
        citizen={"birth_date": "1996-02-29"},
        groups=[{"code": "lab-1", "from": first, "to": last, "insured": "full"} for first, last in paid],
        benefits=[
            {"type": "unemployment_benefit", "from": first, "to": last, "hours": hours if last else {}}
            for first, last in paid
        ],
        events=[
            {"type": "registered", "on": "2021-03-01"},
            {"type": "case_closed", "on": "2021-08-31"},
        ],
    )
    found = [a for a in ask(known, "2021-12-19") if a.rule == "G20-22"]
    assert [(str(a.due_on), a.status) for a in found] == [("2021-09-28", "moot"), ("2021-09-28", "missed")]
