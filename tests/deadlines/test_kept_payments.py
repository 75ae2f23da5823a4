"""Of several first payments of one time on ledighedsydelse the first counts (G20-37)."""

from __future__ import annotations

import pytest

from tests.deadlines.make import ask, day, facts

Times = list[tuple[str, str, str | None]]


def due(times: Times, *payments: str) -> list[tuple[str, str]]:
    case = facts(
        groups=[{"code": "lab-9", "from": "2025-01-01"}],
        benefits=[{"type": kind, "from": a, "to": b} for kind, a, b in times],
        events=[{"id": f"p{n}", "type": "first_payment", "on": on} for n, on in enumerate(payments)],
    )
    found = (a for a in ask(case, "2025-06-20") if a.rule == "G20-37" and a.status != "moot")
    return [(str(a.trigger_on), str(a.due_on)) for a in found]


FLEX = "flex_unemployment"


@pytest.mark.parametrize(
    "times",
    [
        [(FLEX, "2025-01-01", None)],
        [(FLEX, "2025-01-01", "2025-02-05"), (FLEX, "2025-02-16", None)],
        [
            (FLEX, "2025-01-01", "2025-02-05"),
            ("flex_job", "2025-02-06", "2025-02-15"),
            (FLEX, "2025-02-16", None),
        ],
        [],
    ],
)
def test_a_second_one_on_the_same_time_moves_nothing(times: Times) -> None:
    assert due(times, "2025-01-31", "2025-02-28") == [("2025-01-31", "2025-07-31")]


@pytest.mark.parametrize(
    "times",
    [
        [(FLEX, "2025-01-01", "2025-02-05"), (FLEX, "2025-04-02", None)],
        [
            (FLEX, "2025-01-01", "2025-03-25"),
            ("cash_benefit", "2025-03-26", "2025-04-01"),
            (FLEX, "2025-04-02", None),
        ],
    ],
)
def test_one_of_another_time_is_its_own(times: Times) -> None:
    assert due(times, "2025-01-31", "2025-04-30") == [("2025-04-30", "2025-10-30")]


def test_one_of_the_days_before_the_time_is_asked_for_anew() -> None:
    """A payment while on sickness benefit is the last of the time before, not the first of the one to come."""
    times = [
        (FLEX, "2024-09-02", "2025-01-05"),
        ("sickness_benefit", "2025-01-06", "2025-04-01"),
        (FLEX, "2025-04-02", None),
    ]
    assert due(times, "2024-09-30", "2025-01-15") == [("None", "None")]
    assert due(times, "2024-09-30", "2025-04-02") == [("2025-04-02", "2025-10-02")]


def test_after_a_free_month_the_follow_up_of_before_keeps_its_date_and_has_fallen_away() -> None:
    times = [{"from": "2026-03-02", "to": "2026-05-03"}, {"from": "2026-08-20"}]
    known = facts(
        groups=[{"code": "lab-2", **time} for time in times],
        benefits=[{"type": "cash_benefit", **time} for time in times],
        events=[
            {"id": "e1", "type": "first_contact", "on": "2026-03-02"},
            {"id": "e2", "type": "first_contact", "on": "2026-08-20"},
        ],
    )
    before, now = (a for a in ask(known, "2026-09-15", trace=True) if a.rule == "G20-36")
    assert (before.due_on, before.status) == (day("2026-06-02"), "moot")
    assert not any("falde" in step.da for step in before.trace)
    assert (now.due_on, now.status) == (day("2026-11-20"), "open")


def test_after_a_flex_job_of_months_the_follow_up_of_before_keeps_its_date_too() -> None:
    known = facts(
        groups=[{"code": "lab-9", "from": "2026-03-02"}],
        benefits=[
            {"type": "flex_unemployment", "from": "2026-03-02", "to": "2026-08-02"},
            {"type": "flex_job", "from": "2026-08-03", "to": "2026-11-01"},
            {"type": "flex_unemployment", "from": "2026-11-02"},
        ],
        events=[
            {"type": "transferred", "on": "2026-03-02", "benefit": "flex_unemployment"},
            {"type": "first_payment", "on": "2026-03-31", "benefit": "flex_unemployment"},
        ],
    )
    before = next(a for a in ask(known, "2026-11-10") if a.rule == "G20-37" and a.due_on is not None)
    assert (before.due_on, before.status) == (day("2026-09-30"), "moot")
