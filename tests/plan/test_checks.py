"""Each plan check: a plan that makes it speak, and one in which it is silent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

import pytest

from caseworker.base.place import Place
from caseworker.base.text import render
from caseworker.plan.check_course import education_share
from caseworker.plan.checks import blocks_activation, check
from caseworker.plan.facts import (
    Consent,
    EarlierEffort,
    EndGoal,
    Person,
    PlanFacts,
    Stay,
    Transition,
)
from tests.plan.build import (
    CLEAN,
    GOAL,
    LIMITS,
    PRACTICE,
    PROMISE,
    TODAY,
    TREATMENT,
    found,
    one,
    slot,
    with_activity,
    with_goal,
)

T = TypeVar("T")
PEOPLE = tuple(Person(id=str(n), name=f"P{n}") for n in range(5))
ONLY_TREATMENT = replace(CLEAN, activities=(TREATMENT,))
YOUNG = replace(CLEAN, birth_date=date(2004, 3, 12))
STAY = Stay(id="s1", kind="prison", from_on=date(2026, 11, 1))
LATER = replace(PRACTICE, id="a3", from_on=date(2027, 4, 1), to_on=date(2027, 6, 1), slots=())

FIRES: list[tuple[str, PlanFacts, PlanFacts]] = [
    ("plan.no_end_goal", replace(CLEAN, end_goals=()), CLEAN),
    (
        "plan.two_end_goals",
        replace(CLEAN, end_goals=(*CLEAN.end_goals, EndGoal(id="e2", words="Kok", kind="job"))),
        CLEAN,
    ),
    ("end_goal.unclear", replace(CLEAN, end_goals=(EndGoal(id="e1", words="Noget", kind=""),)), CLEAN),
    ("end_goal.unclear", replace(CLEAN, end_goals=(EndGoal(id="e1", words=" ", kind="job"),)), CLEAN),
    ("activity.no_goal", with_activity(goal_ids=frozenset()), CLEAN),
    ("activity.no_goal", with_activity(goal_ids=frozenset({"gone"})), CLEAN),
    (
        "activity.no_contribution",
        with_activity(contribution="  "),
        with_activity(status="ended", contribution=""),
    ),
    ("activity.ends_before_start", with_activity(to_on=date(2026, 11, 30), from_on=date(2026, 12, 1)), CLEAN),
    ("goal.no_activity", replace(CLEAN, activities=()), with_goal(status="reached")),
    ("goal.no_date", with_goal(due_on=None), with_goal(due_on=None, status="given_up")),
    ("goal.no_date", with_goal(due_on=None), with_goal(due_on=None, follow_up_on=TODAY)),
    ("goal.past_date", with_goal(due_on=date(2026, 11, 23)), with_goal(due_on=TODAY)),
    ("goal.no_sign", with_goal(sign=""), CLEAN),
    (
        "plan.too_many_goals",
        replace(CLEAN, interim_goals=tuple(replace(GOAL, id=f"g{n}") for n in range(5))),
        replace(CLEAN, interim_goals=tuple(replace(GOAL, id=f"g{n}") for n in range(4))),
    ),
    ("plan.no_coordinator", replace(CLEAN, coordinators=()), CLEAN),
    (
        "plan.two_coordinators",
        replace(CLEAN, coordinators=PEOPLE[:2]),
        replace(CLEAN, coordinators=(PEOPLE[0], PEOPLE[0])),
    ),
    ("activity.no_decides", with_activity(decides=""), CLEAN),
    ("activity.no_carries_out", with_activity(carries_out=""), CLEAN),
    ("activity.no_follows_up", with_activity(follows_up=""), CLEAN),
    (
        "activity.no_consent",
        with_activity(visible_to=frozenset({"party"})),
        replace(
            with_activity(visible_to=frozenset({"party"})),
            consents=(Consent(party_id="party", from_on=date(2026, 1, 1)),),
        ),
    ),
    (
        "activity.no_consent",
        replace(
            with_activity(visible_to=frozenset({"party"})),
            consents=(
                Consent(party_id="party", from_on=date(2026, 1, 1), activity_ids=frozenset({"a2"})),
                Consent(party_id="party", from_on=date(2026, 1, 1), to_on=date(2026, 11, 23)),
            ),
        ),
        CLEAN,
    ),
    ("promise.no_owner", replace(CLEAN, agreements=(replace(PROMISE, owner=""),)), CLEAN),
    ("promise.no_date", replace(CLEAN, agreements=(replace(PROMISE, due_on=None),)), CLEAN),
    (
        "promise.overdue",
        replace(CLEAN, agreements=(replace(PROMISE, due_on=date(2026, 11, 23)),)),
        replace(CLEAN, agreements=(replace(PROMISE, due_on=date(2026, 11, 23), status="kept"),)),
    ),
    (
        "week.clash",
        with_activity(slots=(slot(1, "10:30", "12:00"),)),
        with_activity(slots=(slot(1, "11:30", "12:00"),)),
    ),
    (
        "week.travel",
        with_activity(slots=(slot(1, "11:10", "12:00"),)),
        with_activity(slots=(slot(1, "11:15", "12:00"),)),
    ),
    (
        "week.hours",
        with_activity(slots=(slot(1, "12:00", "14:00"), slot(3, "12:00", "14:00")), hours_per_week=3.5),
        with_activity(slots=(slot(1, "12:00", "14:00"), slot(3, "12:00", "14:00")), hours_per_week=4),
    ),
    (
        "load.efforts",
        replace(CLEAN, activities=tuple(replace(TREATMENT, id=f"a{n}", slots=()) for n in range(6))),
        replace(CLEAN, activities=tuple(replace(TREATMENT, id=f"a{n}", slots=()) for n in range(5))),
    ),
    ("load.hours", replace(CLEAN, capacity_hours=3.5), replace(CLEAN, capacity_hours=4)),
    (
        "load.hours",
        replace(with_activity(hours_per_week=37), capacity_hours=None),
        with_activity(hours_per_week=19),
    ),
    (
        "load.contact_persons",
        replace(CLEAN, contact_persons=PEOPLE),
        replace(CLEAN, contact_persons=PEOPLE[:4]),
    ),
    (
        "course.gap",
        replace(CLEAN, activities=(PRACTICE, LATER)),
        replace(CLEAN, activities=(PRACTICE, replace(LATER, from_on=date(2027, 2, 27)))),
    ),
    (
        "course.gap",
        replace(CLEAN, activities=(PRACTICE, LATER)),
        replace(
            CLEAN,
            activities=(PRACTICE, LATER),
            stays=(Stay(id="s", kind="hospital", from_on=date(2027, 2, 20), restart_on=date(2027, 4, 1)),),
        ),
    ),
    ("course.no_parallel", ONLY_TREATMENT, CLEAN),
    (
        "course.no_parallel",
        replace(CLEAN, activities=(TREATMENT, replace(PRACTICE, from_on=TODAY + timedelta(days=29)))),
        replace(CLEAN, activities=(TREATMENT, replace(PRACTICE, from_on=TODAY + timedelta(days=28)))),
    ),
    (
        "course.no_parallel",
        ONLY_TREATMENT,
        replace(ONLY_TREATMENT, stays=(replace(STAY, restart_on=date(2027, 1, 4)),)),
    ),
    (
        "stay.no_restart",
        replace(CLEAN, stays=(STAY,)),
        replace(CLEAN, stays=(replace(STAY, to_on=TODAY - timedelta(1)),)),
    ),
    (
        "activity.no_restart",
        with_activity(status="suspended"),
        with_activity(suspended_until=date(2027, 1, 4)),
    ),
    (
        "offer.first_soon",
        replace(ONLY_TREATMENT, first_offer_due_on=TODAY + timedelta(30)),
        replace(ONLY_TREATMENT, first_offer_due_on=TODAY + timedelta(31)),
    ),
    (
        "offer.first_late",
        replace(ONLY_TREATMENT, first_offer_due_on=date(2026, 11, 23)),
        replace(CLEAN, first_offer_due_on=date(2026, 11, 23)),
    ),
    ("course.education_share", YOUNG, replace(YOUNG, education_exception=True)),
    ("course.education_share", YOUNG, replace(YOUNG, birth_date=date(2001, 11, 24))),
    ("course.education_share", YOUNG, replace(YOUNG, qualified=None)),
    (
        "course.education_share",
        YOUNG,
        with_activity(YOUNG, education_aim=True, to_on=date(2027, 6, 1)),
    ),
    ("course.no_measurement", replace(CLEAN, measurement_planned_on=None), CLEAN),
    (
        "transition.age",
        replace(CLEAN, birth_date=date(1996, 12, 1)),
        replace(CLEAN, birth_date=date(1996, 11, 23)),
    ),
    (
        "transition.age",
        replace(CLEAN, birth_date=date(1996, 12, 1)),
        replace(
            CLEAN,
            birth_date=date(1996, 12, 1),
            transitions=(Transition(id="t", kind="age_30", on=date(2026, 12, 1), handed_over=True),),
        ),
    ),
    (
        "transition.change",
        replace(CLEAN, transitions=(Transition(id="t", kind="move", on=date(2027, 1, 1)),)),
        replace(CLEAN, transitions=(Transition(id="t", kind="move", on=date(2027, 6, 1)),)),
    ),
    (
        "activity.tried_before",
        replace(CLEAN, earlier_efforts=(EarlierEffort(id="x", type_code="placement", worked=False),)),
        replace(CLEAN, earlier_efforts=(EarlierEffort(id="x", type_code="placement", worked=None),)),
    ),
]


def test_a_whole_plan_has_no_findings() -> None:
    assert found(CLEAN) == []


@pytest.mark.parametrize(
    ("finding_id", "spoiled", "sound"), FIRES, ids=[f"{n}-{row[0]}" for n, row in enumerate(FIRES)]
)
def test_check_speaks_and_is_silent(finding_id: str, spoiled: PlanFacts, sound: PlanFacts) -> None:
    assert finding_id in found(spoiled)
    assert finding_id not in found(sound)


@pytest.mark.parametrize(
    ("finding_id", "spoiled", "sound"), FIRES, ids=[f"{n}-{row[0]}" for n, row in enumerate(FIRES)]
)
def test_finding_says_what_where_and_why(finding_id: str, spoiled: PlanFacts, sound: PlanFacts) -> None:
    findings = check(spoiled, LIMITS)
    assert any(f.id == finding_id for f in findings)
    for finding in [*findings, *check(sound, LIMITS)]:
        assert render(finding.text, "en")
        assert render(finding.detail, "en")
        assert finding.source
        assert finding.place.kind
        assert finding.place.field


def test_only_the_hard_rules_block() -> None:
    blocking = {f.id for _, spoiled, _ in FIRES for f in check(spoiled, LIMITS) if f.severity == "error"}
    assert blocking == {
        "plan.no_end_goal",
        "plan.two_end_goals",
        "end_goal.unclear",
        "activity.no_contribution",
        "plan.no_coordinator",
        "plan.two_coordinators",
    }
    assert blocks_activation(check(replace(CLEAN, coordinators=()), LIMITS))
    assert not blocks_activation(check(with_goal(due_on=None), LIMITS))


def test_clash_names_both_and_the_time() -> None:
    finding = one(with_activity(slots=(slot(1, "10:30", "12:00"),)), "week.clash")
    assert render(finding.text, "en") == "“Rusmiddelcenter” and “Praktik” are both on Tuesday at 10:30"
    assert render(finding.detail, "en") == "The citizen cannot be in two places. First time: 24 November."
    assert finding.place == Place("activity", "a1", "slots")


def test_clash_only_on_days_both_take_place() -> None:
    facts = with_activity(slots=(slot(1, "10:30", "12:00"),), to_on=date(2026, 11, 23))
    assert "week.clash" not in found(facts)
    paused = with_activity(
        slots=(slot(1, "10:30", "12:00"),), suspended_from=TODAY, suspended_until=date(2027, 2, 15)
    )
    assert "week.clash" not in found(paused)
    soon = with_activity(slots=(slot(1, "10:30", "12:00"),), suspended_until=date(2026, 12, 9))
    assert "15 December" in render(one(soon, "week.clash").detail, "en")


def test_load_counts_the_busiest_day_to_come() -> None:
    facts = replace(
        CLEAN,
        capacity_hours=10,
        activities=(PRACTICE, replace(TREATMENT, hours_per_week=8, from_on=date(2027, 1, 4))),
    )
    finding = one(facts, "load.hours")
    assert render(finding.text, "en") == "11 hours a week from 4 January 2027"
    assert render(finding.detail, "en") == "The citizen has said that 10 hours are possible."


def test_hours_come_from_the_fixed_times_where_no_number_is_given() -> None:
    activity = replace(
        PRACTICE, hours_per_week=None, slots=(slot(0, "09:00", "12:00"), slot(2, "09:00", "11:30"))
    )
    assert activity.weekly_hours == 5.5


def test_education_share_counts_days_once() -> None:
    study = replace(PRACTICE, track="education", from_on=date(2026, 11, 1), to_on=date(2026, 11, 30))
    twice = replace(CLEAN, activities=(study, replace(study, id="a9")))
    answer = education_share(twice)
    assert answer is not None
    year, share = answer
    assert (year.start, year.end) == (date(2026, 11, 1), date(2027, 10, 31))
    assert share == 30 / 365


def test_education_share_takes_the_running_year() -> None:
    study = replace(PRACTICE, track="education", from_on=date(2024, 2, 29), to_on=date(2026, 11, 30))
    answer = education_share(replace(CLEAN, activities=(study,)))
    assert answer is not None
    assert answer[0].start == date(2026, 2, 28)


def test_one_missing_restart_is_said_once() -> None:
    facts = replace(with_activity(status="suspended"), stays=(STAY,))
    assert "stay.no_restart" in found(facts)
    assert "activity.no_restart" not in found(facts)


def test_born_on_leap_day_turns_eighteen_on_the_first_of_march() -> None:
    facts = replace(CLEAN, today=date(2026, 2, 1), birth_date=date(2008, 2, 29))
    assert "1 March" in render(one(facts, "transition.age").text, "en")


def test_earlier_effort_tells_when_and_why() -> None:
    effort = EarlierEffort(
        id="x", type_code="placement", to_on=date(2025, 4, 1), worked=False, reason="For mange timer."
    )
    finding = one(replace(CLEAN, earlier_efforts=(effort,)), "activity.tried_before")
    assert render(finding.detail, "en") == (
        "Ended 1 April 2025: For mange timer. Talk about what should be different this time."
    )


def test_findings_survive_odd_words() -> None:
    facts = with_activity(title="{0} 🙂 {name} עברית", contribution="", decides="")
    assert "{0} 🙂 {name} עברית" in render(one(facts, "activity.no_contribution").text, "en")
