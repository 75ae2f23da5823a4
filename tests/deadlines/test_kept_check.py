"""The check whether the sick are well again (G20-44) is asked for only while its condition holds."""

from __future__ import annotations

from typing import Any

import pytest

from tests.deadlines.make import ask, facts, talk

WORK: list[dict[str, Any]] = [{"trait": "employed", "value": True}]
LOST = [
    {"trait": "employed", "value": True, "to": "2025-05-31"},
    {"trait": "employed", "value": False, "from": "2025-06-01"},
]
WELL: list[dict[str, Any]] = [{"trait": "expected_well", "value": "2025-06-15"}]
LATER = [*WELL, {"trait": "expected_well", "value": "2025-12-01", "from": "2025-06-01"}]


def status(on: str, traits: list[dict[str, Any]]) -> list[tuple[str, str]]:
    case = facts(
        citizen={"birth_date": "1980-01-01"},
        groups=[{"code": "lab-6", "category": 2, "from": "2025-03-03"}],
        benefits=[{"type": "sickness_benefit", "from": "2025-04-02"}],
        traits=traits,
        events=[{"id": "f", "type": "first_absence_day", "on": "2025-03-03"}],
        contacts=[talk("2025-04-10")],
    )
    return [(str(a.due_on), a.status) for a in ask(case, on) if a.rule == "G20-44"]


@pytest.mark.parametrize("traits", [[*LOST, *WELL], [*WORK, *LATER]])
@pytest.mark.parametrize("on", ["2025-06-01", "2025-07-10", "2025-07-20"])
def test_it_falls_away_with_the_job_or_a_later_day_of_recovery(traits: list[dict[str, Any]], on: str) -> None:
    assert status(on, traits) == [("2025-07-10", "moot")]


@pytest.mark.parametrize(("on", "found"), [("2025-06-20", "open"), ("2025-07-20", "missed")])
def test_else_it_stands(on: str, found: str) -> None:
    assert status(on, [*WORK, *WELL]) == [("2025-07-10", found)]


def test_what_was_missed_before_stays_missed() -> None:
    lost = [
        {"trait": "employed", "value": True, "to": "2025-07-14"},
        {"trait": "employed", "value": False, "from": "2025-07-15"},
    ]
    assert status("2025-07-20", [*lost, *WELL]) == [("2025-07-10", "missed")]
