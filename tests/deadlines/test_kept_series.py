"""A series of talks while a citizen comes under its rule, leaves it and comes back; what is not known meanwhile."""

from __future__ import annotations

from typing import Any

import pytest

from tests.deadlines.make import ask, day, facts, one, talk

ABSENT = {"id": "a", "type": "first_absence_day", "on": "2010-02-01"}


def sick(*categories: tuple[int | None, str], **more: Any) -> Any:
    groups = [{"code": "lab09-5", "from": on} | ({"category": c} if c else {}) for c, on in categories]
    return facts(groups=groups, events=[ABSENT], **more)


def series(known: Any, on: str, rule: str = "G10-16") -> list[tuple[str, str]]:
    return [(a.status, f"{a.due_on}") for a in ask(known, on) if a.rule == rule]


BACK = ((1, "2010-02-01"), (2, "2010-03-08"), (1, "2010-04-12"), (2, "2010-05-17"), (3, "2010-08-02"))


@pytest.mark.parametrize(
    ("on", "found"),
    [
        ("2010-03-07", ("open", "2010-03-28")),
        ("2010-03-08", ("moot", "2010-03-28")),  # in category 2, before and after the return is announced
        ("2010-04-11", ("moot", "2010-03-28")),
        ("2010-04-12", ("due_soon", "2010-04-12")),  # back: at the earliest that day
        ("2010-05-16", ("missed", "2010-04-12")),
        ("2010-05-17", ("missed", "2010-04-12")),
        ("2010-08-02", ("missed", "2010-04-12")),  # missed before, and nothing held since
    ],
)
def test_a_series_belongs_to_the_stretch_of_today(on: str, found: tuple[str, str]) -> None:
    assert series(sick(*BACK), on) == [found]


def test_before_the_first_stretch_the_first_is_shown() -> None:
    known = sick((2, "2010-02-01"), (1, "2010-03-08"), (2, "2010-04-12"), (3, "2010-05-17"))
    assert series(known, "2010-02-15") == [("open", "2010-03-28")]


@pytest.mark.parametrize(
    ("on", "found"), [("2010-02-28", [("unknown", "None")]), ("2010-03-01", []), ("2010-03-02", [])]
)
def test_once_the_category_is_known_nothing_is_asked_of_the_time_before(
    on: str, found: list[tuple[str, str]]
) -> None:
    assert series(sick((None, "2010-02-01"), (2, "2010-03-01")), on) == found


@pytest.mark.parametrize(
    ("known_from", "there"), [("2025-12-27", False), ("2025-12-28", False), ("2025-12-29", True)]
)
def test_a_date_in_the_time_that_is_not_known_is_asked_about(known_from: str, there: bool) -> None:
    known = facts(
        groups=[{"code": "lab-6", "from": "2025-11-03"}, {"code": "lab-6", "category": 1, "from": known_from}],
        events=[ABSENT | {"on": "2025-11-03"}],
    )  # fmt: skip
    assert ([a.status for a in ask(known, "2026-01-05") if a.rule == "G20-40"] == ["unknown"]) is there


@pytest.mark.parametrize(
    ("start", "found"),
    [("2023-06-30", "2027-06-30"), ("2023-07-01", "2025-07-01"), ("2023-07-02", "2025-07-02")],
)
def test_a_rule_that_goes_by_the_date_takes_dates_from_its_first_day(start: str, found: str) -> None:
    known = facts(
        citizen={"birth_date": "1980-01-01"},
        groups=[{"code": "lab-3", "from": start}],
        benefits=[{"type": "cash_benefit", "from": start}],
    )
    assert one(known, "2025-07-10", "G20-21").due_on == day(found)


@pytest.mark.parametrize(("start", "pack"), [("2024-01-31", "lab-2020"), ("2024-02-01", "lab-2026-02"),
                                             ("2024-06-30", "lab-2026-02"), ("2024-07-01", "lab-2026-07")])  # fmt: skip
def test_a_rule_that_goes_by_the_date_is_taken_from_the_pack_of_that_day(start: str, pack: str) -> None:
    known = facts(
        citizen={"birth_date": "1980-01-01"},
        groups=[{"code": "lab-3", "from": start}],
        benefits=[{"type": "cash_benefit", "from": start}],
    )
    assert one(known, "2025-11-24", "G20-21").pack == pack


def test_the_plan_after_the_second_follow_up_is_made_after_it() -> None:
    talks = [talk("2010-03-22"), talk("2010-04-26")]
    early = sick((1, "2010-02-01"), contacts=talks, acts=[{"type": "follow_up_plan", "on": "2010-04-01"}])
    assert series(early, "2010-05-03", "G10-18") == [("missed", "2010-04-26")]
    right = sick((1, "2010-02-01"), contacts=talks, acts=[{"type": "follow_up_plan", "on": "2010-04-26"}])
    assert series(right, "2010-05-03", "G10-18") == [("met", "2010-04-26")]


def flex(group_from: str, benefit_from: str) -> Any:
    return facts(
        groups=[{"code": "lab-2", "from": "2023-01-02"}, {"code": "lab-9", "from": group_from}],
        benefits=[{"type": "flex_unemployment", "from": benefit_from}],
    )


def test_who_comes_under_the_rule_with_the_time_full_is_due_that_day_in_a_series_only() -> None:
    known = flex("2025-01-31", "2023-01-31")
    # 18 months were full on 31 July 2024, the 12 months of another rule on 31 January.
    assert series(known, "2025-02-10", "G20-38") == [("missed", "2025-01-31")]
    assert series(known, "2025-02-10", "G20-34b") == []


def test_a_talk_in_a_month_that_has_begun_cannot_be_late() -> None:
    held = ("2025-03-10", "2025-04-10", "2025-05-01")
    known = facts(
        citizen={"birth_date": "1985-05-01"},
        groups=[{"code": "lab-1", "from": "2025-03-03"}],
        benefits=[{"type": "unemployment_benefit", "from": "2025-03-03"}],
        contacts=[talk(on, by="fund", kind="fund_conversation") for on in held],
    )
    assert series(known, "2025-05-01", "G20-06a") == [("met", "None")]


@pytest.mark.parametrize(
    ("third", "status"),
    # 410 hours take three months of 160,33 hours at least: until their end the talks are in time.
    [("2025-03-31", "met"), ("2025-04-01", "unknown")],
)
def test_no_hours_are_known_but_a_month_has_only_so_many(third: str, status: str) -> None:
    fund = {"by": "fund", "kind": "fund_conversation"}
    known = facts(
        citizen={"birth_date": "1985-05-01"},
        groups=[{"code": "lab-1", "from": "2025-01-01"}],
        benefits=[{"type": "unemployment_benefit", "from": "2025-01-01"}],
        contacts=[talk(on, **fund) for on in ("2025-01-10", "2025-02-10", third)],
    )
    assert [state for state, _ in series(known, "2025-09-10", "G20-06a")] == [status]


@pytest.mark.parametrize(
    ("first", "third", "status"),
    [
        # The fund's 333 hours are full in March. 780 hours take six months of 130 hours.
        ("2025-04-01", "2025-06-30", "met"),
        ("2025-04-01", "2025-07-01", "unknown"),
        ("2025-03-31", "2025-06-30", "unknown"),  # one of them while the fund had its time
    ],
)
def test_after_the_hand_over_a_month_of_a_part_time_insured_has_only_so_many_hours(
    first: str, third: str, status: str
) -> None:
    paid = {f"2025-{month:02}": 130.0 for month in (1, 2, 3)}
    known = facts(
        citizen={"birth_date": "1985-05-01"},
        groups=[{"code": "lab-1", "from": "2025-01-01", "insured": "part"}],
        benefits=[{"type": "unemployment_benefit", "from": "2025-01-01", "hours": paid}],
        contacts=[talk(on) for on in (first, "2025-05-12", third)],
    )
    assert [state for state, _ in series(known, "2025-09-10", "G20-06b")] == [status]
