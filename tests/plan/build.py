"""A plan in which nothing is to be found, and small ways to spoil it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

from caseworker.plan.checks import check
from caseworker.plan.facts import (
    Activity,
    Agreement,
    EndGoal,
    InterimGoal,
    Person,
    PlanFacts,
    Slot,
)
from caseworker.plan.finding import Finding
from caseworker.plan.limits import load_limits

TODAY = date(2026, 11, 24)
LIMITS = load_limits()


def slot(weekday: int, start: str, end: str) -> Slot:
    """Make a slot from "09:00" and "12:00"."""
    return Slot(weekday=weekday, start=time.fromisoformat(start), end=time.fromisoformat(end))


PRACTICE = Activity(
    id="a1",
    title="Praktik",
    type_code="placement",
    track="employment",
    status="running",
    from_on=date(2026, 11, 9),
    to_on=date(2027, 2, 12),
    slots=(slot(0, "09:00", "12:00"),),
    hours_per_week=3,
    travel_minutes=15,
    contribution="Så du prøver, om faget passer.",
    decides="Karen",
    carries_out="Hans",
    follows_up="Karen",
    offer_type="placement",
    granted_on=date(2026, 11, 6),
    goal_ids=frozenset({"g1"}),
)
TREATMENT = replace(
    PRACTICE,
    id="a2",
    title="Rusmiddelcenter",
    type_code="substance_treatment",
    track="treatment",
    slots=(slot(1, "10:00", "11:00"),),
    hours_per_week=1,
    offer_type="",
    granted_on=None,
)
GOAL = InterimGoal(id="g1", words="Møder 3 dage", due_on=date(2027, 1, 15), sign="Er der kl. 9")
PROMISE = Agreement(
    id="p1", side="municipality", words="Ringer til Hans", owner="Karen", due_on=date(2026, 11, 25)
)
CLEAN = PlanFacts(
    plan_id="plan",
    today=TODAY,
    birth_date=date(1990, 5, 1),
    qualified=False,
    end_goals=(EndGoal(id="e1", words="Mekaniker", kind="education"),),
    interim_goals=(GOAL,),
    activities=(PRACTICE, TREATMENT),
    agreements=(PROMISE,),
    coordinators=(Person(id="k", name="Karen"),),
    contact_persons=(Person(id="k", name="Karen"), Person(id="h", name="Hans")),
    capacity_hours=20,
    measurement_planned_on=date(2026, 12, 7),
)


def found(facts: PlanFacts) -> list[str]:
    """Return the ids of what is found."""
    return [finding.id for finding in check(facts, LIMITS)]


def one(facts: PlanFacts, finding_id: str) -> Finding:
    """Return the only finding of an id."""
    (finding,) = [f for f in check(facts, LIMITS) if f.id == finding_id]
    return finding


def with_activity(facts: PlanFacts = CLEAN, activity_id: str = "a1", **changes: Any) -> PlanFacts:
    """Return the facts with one activity changed."""
    return replace(
        facts,
        activities=tuple(replace(a, **changes) if a.id == activity_id else a for a in facts.activities),
    )


def with_goal(**changes: Any) -> PlanFacts:
    """Return the clean plan with its interim goal changed."""
    return replace(CLEAN, interim_goals=(replace(GOAL, **changes),))
