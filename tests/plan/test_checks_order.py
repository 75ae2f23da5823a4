"""Plan checks on plans made at random: what they say does not depend on the order of what they are given."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from typing import TypeVar

from hypothesis import given
from hypothesis import strategies as st

from caseworker.base.text import render
from caseworker.plan.checks import check
from caseworker.plan.facts import TRACKS, Activity, Agreement, InterimGoal, PlanFacts
from tests.plan.build import LIMITS, TODAY, slot

T = TypeVar("T")

days = st.none() | st.dates(date(2026, 1, 1), date(2028, 1, 1))
slots = st.builds(
    lambda weekday, hour, length: slot(weekday, f"{hour:02}:00", f"{min(hour + length, 23):02}:30"),
    st.integers(0, 6),
    st.integers(7, 20),
    st.integers(0, 4),
)
activities = st.builds(
    Activity,
    id=st.uuids().map(str),
    title=st.sampled_from(["Praktik", "FVU", ""]),
    type_code=st.sampled_from(["placement", "talks", ""]),
    track=st.sampled_from(TRACKS),
    status=st.sampled_from(["planned", "running", "suspended", "ended", "stopped"]),
    from_on=days,
    to_on=days,
    slots=st.lists(slots, max_size=2).map(tuple),
    hours_per_week=st.none() | st.floats(0, 40),
    contribution=st.sampled_from(["", "Så du kan"]),
    suspended_from=days,
    suspended_until=days,
    goal_ids=st.frozensets(st.sampled_from(["g1", "g2"])),
    visible_to=st.frozensets(st.sampled_from(["p", "q"])),
    offer_type=st.sampled_from(["", "placement"]),
)
goals = st.builds(
    InterimGoal,
    id=st.sampled_from(["g1", "g2", "g3"]),
    words=st.sampled_from(["Møder", ""]),
    due_on=days,
    sign=st.sampled_from(["", "Ses"]),
    status=st.sampled_from(["open", "reached", "adjusted", "given_up"]),
)
plans = st.builds(
    PlanFacts,
    plan_id=st.just("plan"),
    today=st.just(TODAY),
    birth_date=days | st.just(date(2004, 5, 5)),
    qualified=st.sampled_from([None, True, False]),
    interim_goals=st.lists(goals, max_size=3, unique_by=lambda g: g.id).map(tuple),
    activities=st.lists(activities, max_size=5).map(tuple),
    agreements=st.lists(
        st.builds(
            Agreement,
            id=st.uuids().map(str),
            side=st.sampled_from(["citizen", "municipality"]),
            words=st.just("Ringer"),
            due_on=days,
        ),
        max_size=3,
    ).map(tuple),
    first_offer_due_on=days,
)


@given(plans, st.randoms(use_true_random=False))
def test_order_does_not_matter(facts: PlanFacts, chance: random.Random) -> None:
    def shuffled(items: tuple[T, ...]) -> tuple[T, ...]:
        mixed = list(items)
        chance.shuffle(mixed)
        return tuple(mixed)

    mixed = replace(
        facts,
        interim_goals=shuffled(facts.interim_goals),
        activities=tuple(replace(a, slots=shuffled(a.slots)) for a in shuffled(facts.activities)),
        agreements=shuffled(facts.agreements),
    )
    findings = check(facts, LIMITS)
    assert check(mixed, LIMITS) == findings
    assert all(render(f.text, "en") and render(f.detail, "en") for f in findings)
