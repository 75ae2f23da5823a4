"""Ressourceforløbsydelse is one benefit in nr. 7 and nr. 8: the talks go on, each programme has its own clock."""

from __future__ import annotations

from typing import Any

import pytest

from tests.deadlines.make import ask, facts, moving, talk

TOLD = [
    {"type": "transferred", "on": "2025-03-03", "benefit": "job_clarification"},
    {"type": "transferred", "on": "2025-06-02", "benefit": "resource_programme"},
]

GROUPS, BENEFITS = ("lab-7", "lab-8"), ("job_clarification", "resource_programme")


def programmes(moved: str = "2025-06-02", last: str = "", **more: Any) -> Any:
    """Return facts of somebody who goes from job clarification to the resource programme."""
    went = moving(moved, GROUPS, BENEFITS, last=last)
    went["benefits"] += more.pop("between", [])
    return facts(**went, contacts=[talk("2025-03-20"), talk("2025-04-20")], **more)


def found(case: Any, rule: str, on: str = "2025-06-10") -> list[tuple[str, float]]:
    return [(str(a.due_on), a.counted) for a in ask(case, on) if a.rule == rule and a.status == "open"]


@pytest.mark.parametrize("events", [[], TOLD, TOLD[1:]])
def test_the_talks_go_on(events: list[Any]) -> None:
    assert found(programmes(events=events), "G20-02") == [("2025-09-03", 2)]


def test_the_talks_go_on_where_the_move_was_told_soon_after_the_beginning() -> None:
    events = [TOLD[0], TOLD[1] | {"on": "2025-03-24"}]
    case = programmes("2025-03-24", events=events)
    assert found(case, "G20-02") == [("2025-09-03", 2)]


@pytest.mark.parametrize("events", [[], TOLD])
def test_each_programme_has_its_own_clock(events: list[Any]) -> None:
    assert found(programmes(events=events), "G20-33") == [("2025-12-02", 0)]


@pytest.mark.parametrize("events", [[], TOLD])
def test_another_benefit_between_begins_them_anew(events: list[Any]) -> None:
    between = [{"type": "sickness_benefit", "from": "2025-05-27", "to": "2025-06-01"}]
    case = programmes(last="2025-05-26", between=between, events=events)
    assert found(case, "G20-02") == [("2025-12-02", 0)]


def test_by_the_rules_of_2026_too() -> None:
    case = facts(**moving("2026-10-01", GROUPS, BENEFITS, start="2026-07-01"))
    assert found(case, "G26-07", "2026-10-10") == [("2027-01-01", 0)]
