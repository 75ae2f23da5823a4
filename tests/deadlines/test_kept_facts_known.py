"""What the facts alone say: when something changes next, when a period is broken, who is in work, what comes first."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import Any

import pytest

from caseworker.base.text import render
from caseworker.deadlines.case import Case, broken_from
from caseworker.deadlines.engine import next_change
from caseworker.deadlines.facts import remarks
from caseworker.deadlines.rules import Convention
from tests.deadlines.make import PACKS, ask, day, facts, talk

TODAY = "2025-05-01"


@pytest.mark.parametrize(
    ("on", "employed"),
    [
        ("2024-12-31", None),  # nothing is recorded of the time before
        ("2025-01-01", True),
        ("2025-03-31", True),
        ("2025-04-01", False),
        ("2025-06-01", True),
    ],
)
def test_work_that_has_ended_makes_unemployed_though_other_work_is_announced(
    on: str, employed: bool | None
) -> None:
    work = [{"from": "2025-01-01", "to": "2025-03-31"}, {"from": "2025-06-01"}]
    assert Case(facts(work=work), day(TODAY)).trait("employed", day(on)) is employed


@pytest.mark.parametrize(
    ("last", "broken"),
    [
        ("2025-03-30", "2025-05-01"),  # the 31st is off, and all of April
        ("2025-03-31", "2025-05-01"),
        ("2025-04-01", "2025-06-01"),
        ("2025-01-30", "2025-03-01"),
        ("2024-01-31", "2024-03-01"),  # a leap year
        ("2025-11-30", "2026-01-01"),
        ("2025-12-01", "2026-02-01"),
    ],
)
def test_a_period_is_broken_when_a_named_month_is_over_without_benefit(last: str, broken: str) -> None:
    assert broken_from(day(last), Convention()) == day(broken)


def test_a_period_may_be_broken_after_thirty_days() -> None:
    assert broken_from(day("2025-01-31"), Convention(calendar_month="thirty_days")) == day("2025-03-03")


@pytest.mark.parametrize(
    ("known", "change"),
    [
        ({}, None),
        ({"events": [{"type": "registered", "on": TODAY}]}, None),  # that is today
        ({"events": [{"type": "registered", "on": "2025-05-02"}]}, "2025-05-02"),
        ({"contacts": [talk("2025-05-20")]}, "2025-05-20"),
        ({"contacts": [talk("2025-05-20", status="planned")]}, None),  # a plan alone changes nothing
        ({"acts": [{"type": "my_plan", "on": "2025-05-20"}]}, "2025-05-20"),
        (
            {"offers": [{"type": "wage_subsidy", "granted_on": "2025-05-20", "from": "2025-06-02"}]},
            "2025-05-20",
        ),
        (
            {
                "exemptions": [
                    {"kind": "cohort_assessed", "from": "2025-04-01", "assessed": {"by": "MS", "on": "2025-05-20"}}
                ]
            },
            "2025-05-20",
        ),
        (
            {"events": [{"type": "first_absence_day", "on": "2025-04-01", "expected_on": "2025-05-20"}]},
            "2025-05-20",
        ),
        ({"events": [{"type": "booking_order", "on": "2025-04-01", "until": "2025-05-20"}]}, "2025-05-21"),
        ({"benefits": [{"type": "cash_benefit", "from": "2025-01-01", "to": "2025-05-20"}]}, "2025-05-21"),
        ({"benefits": [{"type": "cash_benefit", "from": "2025-01-01", "to": TODAY}]}, "2025-05-02"),
        ({"benefits": [{"type": "cash_benefit", "from": "2025-01-01", "to": "2025-04-30"}]}, None),
        ({"offers": [{"type": "guidance", "from": "2025-04-01"}]}, None),
        # An offer has ended on its last day.
        ({"offers": [{"type": "guidance", "from": "2025-04-01", "to": "2025-05-20"}]}, "2025-05-20"),
        ({"offers": [{"type": "guidance", "from": "2025-04-01", "to": TODAY}]}, "2025-05-02"),
        ({"citizen": {"birth_date": "1990-05-01"}}, "2026-05-01"),
        ({"citizen": {"birth_date": "1990-05-02"}}, "2025-05-02"),
        ({"citizen": {"birth_date": TODAY}}, "2026-05-01"),
        ({"citizen": {"birth_date": "2025-05-02"}}, None),  # not born yet: no age to reach
    ],
)  # fmt: skip
def test_the_next_day_on_which_something_begins_happens_or_has_ended(
    known: dict[str, Any], change: str | None
) -> None:
    assert next_change(facts(**known), day(TODAY)) == (day(change) if change else None)


@pytest.mark.parametrize(
    ("first", "until", "begin", "end"),
    [
        ("2025-01-01", "2025-02-01", "2025-01-01", "2025-06-01"),  # today and 31 days
        ("2025-01-01", "2025-07-01", "2025-01-01", "2025-08-01"),
        ("2025-07-01", "2025-07-02", TODAY, "2025-08-02"),
    ],
)
def test_a_case_reaches_from_its_first_day_to_a_month_after_its_last(
    first: str, until: str, begin: str, end: str
) -> None:
    case = Case(facts(benefits=[{"type": "cash_benefit", "from": first, "to": until}]), day(TODAY))
    assert (case.begin, case.end) == (day(begin), day(end))
    acts = [{"type": "my_plan", "on": on} for on in ("2025-09-01", "2025-02-01")]
    assert Case(facts(acts=acts), day(TODAY)).end == date(2025, 10, 2)
    ended = [{"type": "guidance", "from": "2025-01-01", "to": on} for on in ("2025-09-01", "2025-02-01")]
    assert Case(facts(offers=ended), day(TODAY)).end == date(2025, 10, 2)


def test_requests_of_one_day_may_stand_in_any_order() -> None:
    asked = {"type": "early_follow_up_requested", "on": "2025-12-22"}
    passed = {"type": "transferred", "on": "2025-12-22"}
    events = [asked, asked | {"by": "employer"}, passed, passed | {"benefit": "flex_unemployment"}]
    more = {
        "groups": [{"code": "lab-6", "category": 2, "from": "2025-12-01"}],
        "benefits": [{"type": "sickness_benefit", "from": "2025-12-01"}],
    }
    absent = {"type": "first_absence_day", "on": "2025-12-01"}
    found = [ask(facts(events=[absent, *order], **more), "2025-12-24") for order in permutations(events)]
    assert all(answers == found[0] for answers in found)
    assert [a.rule for a in found[0]].count("G20-42") == 2


@pytest.mark.parametrize(("start", "odd"), [("2026-06-30", 1), ("2026-07-01", 1)])
def test_a_category_that_its_day_does_not_know_is_told(start: str, odd: int) -> None:
    known = facts(groups=[{"code": "lab-6", "category": 3, "from": start}])
    told = [render(text, "en") for text in remarks(known, PACKS, day("2026-07-10"))]
    assert len([text for text in told if "category 3" in text]) == odd
