"""Weeks, months and hours on benefit: periods that share a week, adjoin, lie apart or end before the clock begins."""

from __future__ import annotations

from typing import Any

import pytest

from tests.deadlines.make import ask, day, facts, one
from tests.deadlines.test_explain import told

Periods = list[tuple[str, str | None]]


def on_benefit(code: str, kind: str, born: str, start: str, periods: Periods) -> Any:
    """Return facts of a citizen who registered on `start` and had these periods on the benefit."""
    return facts(
        citizen={"birth_date": born},
        groups=[{"code": code, "from": start, "category": 2 if code == "lab-6" else None}],
        events=[{"id": "r", "type": "registered", "on": start}],
        benefits=[{"type": kind, "from": first, "to": last} for first, last in periods],
    )


@pytest.mark.parametrize(
    ("start", "periods", "due"),
    [
        ("2010-03-01", [("2010-03-01", "2010-03-03"), ("2010-03-04", None)], "2010-05-30"),  # share a week
        ("2010-03-01", [("2010-03-01", "2010-04-14"), ("2010-04-15", None)], "2010-05-30"),
        ("2010-03-01", [("2010-03-01", "2010-04-18"), ("2010-04-19", None)], "2010-05-30"),  # week upon week
        (  # two in one week are one week; then a week without
            "2010-03-01",
            [("2010-03-01", "2010-03-02"), ("2010-03-03", "2010-03-05"), ("2010-03-15", None)],
            "2010-06-06",
        ),
        ("2010-03-03", [("2010-01-04", None)], "2010-05-30"),  # begun before the registration
        ("2010-03-03", [("2010-02-01", "2010-03-03"), ("2010-03-15", None)], "2010-06-06"),  # one day of it
        ("2010-03-08", [("2010-02-01", "2010-03-05"), ("2010-03-15", None)], "2010-06-13"),  # over before
        (
            "2010-03-01",
            [("2010-03-01", "2010-05-24")],
            "2010-05-30",
        ),  # a day of the thirteenth week is enough
        ("2010-03-01", [("2010-03-01", "2010-05-23")], None),
    ],
)
def test_a_week_with_a_day_on_benefit_counts_once(start: str, periods: Periods, due: str | None) -> None:
    known = on_benefit("lab09-1", "unemployment_benefit", "1985-01-01", start, periods)
    assert one(known, "2010-04-01", "G10-09").due_on == (day(due) if due else None)


@pytest.mark.parametrize(
    ("first", "due"),
    [
        ("2025-02-01", "2025-10-31"),  # the 154th day is the last of nine months from the first on
        ("2025-01-31", "2025-11-30"),  # a day too early: it does not count any more
    ],
)
def test_days_count_within_nine_months_also_over_a_break(first: str, due: str) -> None:
    # One day, then 86 of which Easter takes three, then 70 to the last day of October.
    periods: Periods = [(first, first), ("2025-02-10", "2025-05-06"), ("2025-08-23", None)]
    known = on_benefit("lab-6", "sickness_benefit", "1980-01-01", "2025-01-06", periods)
    answer = next(a for a in ask(known, "2025-09-01") if a.key == "G20-46:sickness_benefit@2025-08-23:1")
    assert (answer.due_on, answer.status) == (day(due), "open")


@pytest.mark.parametrize(
    ("first", "due"),
    [
        ("2026-07-01", "2026-12-31"),  # day 154 is 1 December
        ("2026-07-30", "2026-12-31"),  # Christmas Day is not counted
        ("2026-07-31", "2027-01-31"),  # nor New Year's Day
        ("2026-08-30", "2027-02-28"),
        ("2026-11-05", "2027-04-30"),  # Easter too
    ],
)
def test_public_holidays_from_monday_to_friday_are_no_days_on_sickness_benefit(first: str, due: str) -> None:
    known = on_benefit("lab-6", "sickness_benefit", "1980-01-01", first, [(first, None)])
    assert one(known, "2027-01-01", "G20-46").due_on == day(due)


@pytest.mark.parametrize(
    ("periods", "due"),
    [
        ([("2010-01-01", "2010-03-05"), ("2010-03-20", None)], "2010-06-20"),  # over before the registration
        ([("2010-01-01", "2010-03-10"), ("2010-03-20", None)], "2010-06-19"),  # one day of it
        ([("2010-01-01", "2010-03-05")], None),
        ([("2010-03-10", "2010-06-09"), ("2010-07-01", None)], "2010-07-01"),  # on the first day off
        ([("2010-03-10", "2010-06-20"), ("2010-07-05", None)], "2010-06-10"),
        ([("2010-03-10", "2010-06-08"), ("2010-07-01", None)], "2010-07-02"),  # a day is missing
    ],
)
def test_months_count_from_the_registration_and_stand_still_without_benefit(
    periods: Periods, due: str | None
) -> None:
    known = on_benefit("lab09-1", "unemployment_benefit", "1970-01-01", "2010-03-10", periods)
    assert one(known, "2010-05-01", "G10-04").due_on == (day(due) if due else None)


@pytest.mark.parametrize(("again", "due"), [("2025-07-01", "2025-10-01"), ("2025-07-02", "2026-01-02")])
def test_six_months_within_nine_to_the_day(again: str, due: str) -> None:
    periods: Periods = [("2025-01-01", "2025-03-31"), (again, None)]
    known = on_benefit("lab-9", "flex_unemployment", "1980-01-01", "2025-01-01", periods)
    assert one(known, "2025-07-10", "G20-34a").due_on == day(due)


def test_hours_are_missing_of_the_months_that_had_a_day_on_benefit() -> None:
    def missing(*periods: dict[str, Any]) -> tuple[str, ...]:
        known = facts(
            citizen={"birth_date": "1985-05-01"},
            groups=[{"code": "lab-1", "from": periods[0]["from"]}],
            benefits=[{"type": "unemployment_benefit"} | one_ for one_ in periods],
        )
        return one(known, "2025-04-10", "G20-06b").missing

    early = {"from": "2024-12-02", "to": "2024-12-31", "hours": {"2024-12": 160.0}}
    assert missing(early, {"from": "2025-03-03"}) == ("hours 2025-03",)
    assert missing({"from": "2025-03-31"}) == ("hours 2025-03",)
    assert missing({"from": "2025-04-01"}) == ()


@pytest.mark.parametrize("acts", [("2025-08-29",), ("2025-08-29", "2025-09-01")])
def test_a_reassessment_in_the_days_off_brings_the_next_one_no_nearer(acts: tuple[str, ...]) -> None:
    # 18 months from 29 August end on 28 February, and 11 days off move that. From 10 September they end a day before.
    known = facts(
        groups=[{"code": "lab-9", "from": "2024-02-01"}],
        benefits=[
            {"type": "flex_unemployment", "from": "2024-02-01", "to": "2025-08-29"},
            {"type": "flex_unemployment", "from": "2025-09-10"},
        ],
        acts=[{"type": "reassessment", "on": on} for on in acts],
    )
    assert one(known, "2025-09-15", "G20-38").due_on == day("2027-03-11")


def test_a_reassessment_says_from_which_day_its_months_are_counted() -> None:
    def steps(*periods: dict[str, str]) -> list[str]:
        known = facts(groups=[{"code": "lab-9", "from": "2025-05-15"}], benefits=list(periods))
        return told(one(known, "2026-11-24", "G20-38", trace=True))

    back = steps(
        {"type": "flex_unemployment", "from": "2025-05-15", "to": "2025-12-31"},
        {"type": "flex_job", "from": "2026-01-01", "to": "2026-08-31"},
        {"type": "flex_unemployment", "from": "2026-09-01"},
    )
    before = "Før tirsdag 1. september 2026 var der ikke 12 måneder med ydelse inden for 18 måneder."
    assert back[1] == "Borgeren kom igen ind under reglen tirsdag 1. september 2026: på ydelsen fra den dag."
    assert back[2:6] == [
        f"{before} Tiden tælles fra den dag.",
        "Fristen kommer, når borgeren har fået ydelse i 18 måneder i alt.",
        "Det kan ske, når borgeren har fået ydelse i 12 måneder inden for 18 måneder.",
        "Det kan ske fra onsdag 1. september 2027.",
    ]
    whole = steps({"type": "flex_unemployment", "from": "2025-05-15"})
    assert "Før" not in " ".join(whole)
