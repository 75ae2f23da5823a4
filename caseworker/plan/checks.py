"""All plan checks at once. Each group of checks has its own file."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from caseworker.plan import check_course, check_goals, check_people, check_week
from caseworker.plan.facts import PlanFacts
from caseworker.plan.finding import Finding, ordered
from caseworker.plan.limits import Limits

# What is a gap (hul) in a plan: something that is to be filled in. The rest is worth a talk.
GAPS = frozenset({
    "plan.no_end_goal", "goal.no_activity", "goal.no_date", "goal.no_sign", "activity.no_goal",
    "activity.no_contribution", "activity.no_decides", "activity.no_carries_out", "activity.no_follows_up",
})  # fmt: skip


def check(facts: PlanFacts, limits: Limits) -> list[Finding]:
    """Return everything worth looking at in a plan, the serious things first.

    The answer does not depend on the order of anything in the facts.
    """
    return ordered(
        chain(
            check_goals.check(facts, limits),
            check_people.check(facts),
            check_week.check(facts, limits),
            check_course.check(facts, limits),
        )
    )


def blocks_activation(findings: Iterable[Finding]) -> bool:
    """Return whether the plan cannot be activated yet (R-023, R-026, R-027, R-102)."""
    return any(finding.severity == "error" for finding in findings)
