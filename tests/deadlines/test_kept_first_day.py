"""A talk on the day on which a new period begins is one of the new period alone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.deadlines.make import ask, facts, moving, talk

EARLY = ("2025-03-05", "2025-04-05", "2025-05-05")


def found(case: Any, rule: str = "G20-02", on: str = "2025-06-10") -> dict[str, tuple[str, float]]:
    return {str(a.trigger_on): (a.status, a.counted) for a in ask(case, on) if a.rule == rule}


def programme(*talks: str) -> Any:
    """Return facts of somebody who goes from the resource programme to ledighedsydelse on 2 June."""
    return facts(
        **moving("2025-06-02", ("lab-8", "lab-9"), ("resource_programme", "flex_unemployment")),
        events=[
            {"id": "a", "type": "transferred", "on": "2025-03-03", "benefit": "resource_programme"},
            {"id": "b", "type": "transferred", "on": "2025-06-02", "benefit": "flex_unemployment"},
        ],
        contacts=[talk(on) for on in talks],
    )


def moved(*talks: str) -> Any:
    """Return facts of somebody who is moved from group 5 to group 3, where a new period begins, on 2 June."""
    return facts(
        **moving("2025-06-02", ("lab-5", "lab-3")),
        events=[{"id": "a", "type": "first_contact", "on": "2025-03-03"}],
        contacts=[talk(on) for on in talks],
    )


@pytest.mark.parametrize("case", [programme, moved])
def test_the_fourth_talk_on_the_first_day_is_the_first_of_the_new_period(case: Any) -> None:
    assert found(case(*EARLY, "2025-06-02")) == {"2025-03-03": ("moot", 3), "2025-06-02": ("open", 1)}


@pytest.mark.parametrize("case", [programme, moved])
def test_on_the_day_before_it_is_the_last_of_the_old_one(case: Any) -> None:
    assert found(case(*EARLY, "2025-06-01")) == {"2025-03-03": ("met", 4), "2025-06-02": ("open", 0)}


def test_on_the_day_of_the_closing_it_counts() -> None:
    case = facts(
        groups=[{"code": "lab-5", "from": "2025-03-03"}],
        events=[
            {"id": "a", "type": "first_contact", "on": "2025-03-03"},
            {"id": "b", "type": "case_closed", "on": "2025-06-02"},
        ],
        contacts=[talk(on) for on in (*EARLY, "2025-06-02")],
    )
    assert found(case) == {"2025-03-03": ("met", 4)}
