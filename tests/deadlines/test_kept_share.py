"""A share of each year in offers: which days count, when the share is reached, and how long it can still be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from caseworker.deadlines.packs import load_packs
from tests.deadlines.make import ask, day, facts, one
from tests.deadlines.test_packs import write

# The year runs from 3 March 2025 to 2 March 2026; the proposal asks for 28 days of it in offers.
FIRST = {"id": "e1", "type": "first_contact", "on": "2025-03-03"}
NAMED = """
[[rule]]
id = "L-1"
title = { da = "Regel", en = "Rule" }
kind = "share_of_period"
trigger = { event = ["first_contact"] }
share = { weeks = 4, offers = ["placement"] }
met_by = {}
unit = "days"
duty_of = "authority"
standing = "local"
legal_basis = "here"
source_url = "here"
confirmed = "C"
"""


def offer(start: str, end: str | None, kind: str = "placement", **more: Any) -> dict[str, Any]:
    return {"id": start, "type": kind, "from": start, "to": end} | more


def active(*offers: dict[str, Any], **more: Any) -> Any:
    return facts(events=[FIRST, *more.pop("events", [])], offers=list(offers), **more)


def test_announced_days_leave_more_time_for_the_rest_but_are_not_done() -> None:
    answer = one(active(offer("2025-06-02", "2025-06-15")), "2025-04-01", "KL10-04")
    assert (answer.counted, answer.remaining) == (0, 28)
    assert answer.due_on == day("2026-02-17")  # the 14 days that are left end on 2 March


@pytest.mark.parametrize("end", ["2025-06-29", "2025-07-31"])
def test_with_enough_days_announced_the_year_is_the_limit(end: str) -> None:
    assert one(active(offer("2025-06-02", end)), "2025-04-01", "KL10-04").due_on == day("2026-03-02")


def test_an_offer_without_an_end_counts_to_today_and_one_ahead_for_its_first_day() -> None:
    running = one(active(offer("2025-06-02", None)), "2025-06-11", "KL10-04")
    assert (running.counted, running.valid_until) == (10, day("2025-06-12"))
    ahead = one(active(offer("2025-06-02", None)), "2025-04-01", "KL10-04")
    assert (ahead.counted, ahead.due_on) == (0, day("2026-02-04"))  # 27 days are left


def test_days_in_several_offers_count_once() -> None:
    stretches = (
        offer("2025-03-10", "2025-03-14"),  # 5 days
        offer("2025-04-01", "2025-04-10"),  # 10 days
        offer("2025-04-05", "2025-04-06"),  # lies within the one before
        offer("2025-04-10", "2025-04-12"),  # shares its first day with it: 2 more
        offer("2025-05-05", "2025-05-05"),  # a day of its own
    )
    answer = one(active(*stretches), "2025-06-02", "KL10-04")
    assert (answer.counted, answer.remaining) == (18, 10)


@pytest.mark.parametrize(
    ("second", "on", "met_on"),
    [
        ("2025-06-08", "2025-09-01", "2025-06-08"),  # 20 days and 8
        ("2025-06-20", "2025-09-01", "2025-06-08"),
        ("2025-06-20", "2025-06-08", "2025-06-08"),
        ("2025-06-20", "2025-06-07", None),  # tomorrow
        ("2025-06-07", "2025-09-01", None),  # 27 in all
    ],
)
def test_the_share_is_reached_on_its_last_day(second: str, on: str, met_on: str | None) -> None:
    known = active(offer("2025-04-01", "2025-04-20"), offer("2025-06-01", second))
    assert one(known, on, "KL10-04").met_on == (day(met_on) if met_on else None)


def test_days_beyond_the_share_are_not_the_rules_business() -> None:
    answer = one(active(offer("2025-04-01", None)), "2025-05-31", "KL10-04")
    assert (answer.counted, answer.remaining, answer.status) == (28, 0, "met")
    assert answer.valid_until == day("2026-03-03")  # nothing changes before the next year


def test_an_answer_changes_with_each_day_in_an_offer_and_else_with_the_warning() -> None:
    begun = active(offer("2025-04-01", "2025-04-20"))
    assert one(begun, "2025-04-01", "KL10-04").valid_until == day("2025-04-02")
    # Due on 3 February 2026, told 30 days before.
    assert one(active(), "2025-04-01", "KL10-04").valid_until == day("2026-01-04")


def test_only_the_offers_that_the_rule_names_count(tmp_path: Path) -> None:
    write(tmp_path, "a", rules=NAMED)
    packs = load_packs(tmp_path)
    known = active(offer("2025-04-01", "2025-04-10", "education"), offer("2025-05-01", "2025-05-05"))
    assert one(known, "2025-06-02", "L-1", packs).counted == 5
    assert one(known, "2025-06-02", "KL10-04").counted == 15


def test_only_offers_that_aim_at_education_count_for_the_young() -> None:
    known = active(
        offer("2025-04-01", "2025-04-10"),
        offer("2025-05-01", "2025-05-05", "education", education_aim=True),
        citizen={"birth_date": "2005-05-05"},
        traits=[{"trait": "qualified", "value": False}],
    )
    assert one(known, "2025-06-02", "KL10-05").counted == 5


@pytest.mark.parametrize(
    ("first", "years"),
    [("2024-02-27", 2), ("2024-02-28", 2), ("2024-03-01", 1), ("2024-03-02", 1)],
)
def test_born_on_a_leap_day_the_share_ends_on_the_first_of_march(first: str, years: int) -> None:
    known = facts(
        citizen={"birth_date": "2000-02-29"},  # 25 on 1 March 2025
        traits=[{"trait": "qualified", "value": False}],
        events=[{"id": "e1", "type": "first_contact", "on": first}],
    )
    assert len([a for a in ask(known, "2025-03-10") if a.rule == "KL10-05"]) == years


@pytest.mark.parametrize("rule", ["KL10-04", "KL10-05"])
def test_no_year_begins_after_the_case_is_closed(rule: str) -> None:
    known = active(
        events=[{"id": "c", "type": "case_closed", "on": "2025-06-02"}],
        citizen={"birth_date": "2005-05-05"},
        traits=[{"trait": "qualified", "value": False}],
    )
    found = [a for a in ask(known, "2026-06-01") if a.rule == rule]
    assert [(a.key, a.status) for a in found] == [(f"{rule}:e1:1", "moot")]
