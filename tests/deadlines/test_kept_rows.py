"""Single rows of the law's table as they read: the team, the assessment, the right, the offer of a talk."""

from __future__ import annotations

from typing import Any

from tests.deadlines.make import ask, facts, one

CLARIFY = {
    "groups": [{"code": "lab-7", "from": "2025-03-03"}],
    "benefits": [{"type": "job_clarification", "from": "2025-03-03"}],
}
HOPE = {"trait": "expected_well", "value": "2025-04-27"}


def team(on: str, *traits: Any, acts: Any = ()) -> list[tuple[str, str]]:
    known = facts(**CLARIFY, traits=traits, acts=acts)
    return [(a.status, str(a.due_on)) for a in ask(known, on) if a.rule == "G20-31"]


def test_the_team_is_asked_for_when_the_hope_of_being_well_fails() -> None:
    failed = {"trait": "expected_well", "value": "2025-08-01", "from": "2025-04-20"}
    assert team("2025-04-19", HOPE) == []
    assert team("2025-04-22", HOPE, failed) == [("open", "2025-05-18")]
    assert team("2025-06-01", HOPE, failed) == [("missed", "2025-05-18")]


def test_the_team_is_asked_for_when_the_8_weeks_have_passed() -> None:
    assert team("2025-04-27", HOPE) == []
    assert team("2025-04-28", HOPE) == [("open", "2025-05-26")]


def test_a_team_held_while_there_was_hope_is_enough() -> None:
    assert team("2025-05-02", HOPE, acts=[{"type": "rehab_team", "on": "2025-03-20"}]) == [
        ("met", "2025-05-26")
    ]


def test_whoever_is_only_in_the_group_later_is_still_counted_from_the_benefit() -> None:
    groups = [{"code": "lab-6", "from": "2024-01-01"}, {"code": "lab-7", "from": "2025-03-10"}]
    answer = one(facts(groups=groups, benefits=CLARIFY["benefits"]), "2025-03-20", "G20-31")
    assert str(answer.due_on) == "2025-03-31"
