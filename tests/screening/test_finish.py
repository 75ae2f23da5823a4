"""What is missing before a screening is finished."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from caseworker.base.place import Place
from caseworker.base.text import render
from caseworker.screening.facts import GoalFact, ScreeningFacts
from caseworker.screening.finish import can_finish, missing
from tests.screening.build import answering, screening


def ids(facts: ScreeningFacts) -> list[str]:
    return [m.id for m in missing(facts)]


def test_a_whole_screening_misses_nothing() -> None:
    assert missing(screening()) == []


def test_resources_goal_and_decision_block() -> None:
    facts = screening(resources=(" ",), goals=(), answers={})
    found = missing(facts)
    blocking = [m for m in found if m.blocks]
    assert [m.source for m in blocking] == ["R-003", "R-006", "domain 2"]
    assert found[:3] == blocking
    assert [render(m.text, "en") for m in blocking] == [
        "At least one resource",
        "An interim goal with a follow-up date",
        "Decision",
    ]
    assert blocking[0].place == Place("screening", "s1", "strengths")
    assert not can_finish(found)


def test_a_goal_needs_words_and_a_follow_up_date() -> None:
    assert "interim_goals" in ids(screening(goals=(GoalFact(words="Møder"),)))
    assert "interim_goals" in ids(screening(goals=(GoalFact(words="  ", follow_up_on=date(2026, 12, 1)),)))
    second = screening(goals=(GoalFact(words="A", follow_up_on=date(2026, 12, 1)), GoalFact(words="B")))
    (reminder,) = missing(second)
    assert not reminder.blocks
    assert render(reminder.text, "en") == "A follow-up date for “B”"


def test_pre_programme_asks_for_its_dates_without_blocking() -> None:
    found = missing(answering(outcome="pre_programme"))
    assert [m.id for m in found] == ["pre_from", "pre_to", "review_on"]
    assert can_finish(found)
    dated = answering(
        outcome="pre_programme", pre_from="2026-12-01", pre_to="2027-01-31", review_on="2027-01-15"
    )
    assert missing(dated) == []


def test_light_plan_asks_when_to_talk_again() -> None:
    assert ids(answering(outcome="self_managing")) == ["next_contact"]


def test_suitability_needs_its_reason() -> None:
    assert ids(answering(suitability="suited")) == ["suitability_reason"]
    assert ids(answering(suitability="suited", suitability_reason="Består 9. klasse")) == []


def test_the_three_views_need_a_reason() -> None:
    assert ids(answering(placement=None)) == ["placement"]
    assert ids(answering(ordinary_job={"answer": "yes", "reason": " "})) == ["ordinary_job"]


def test_decision_reason_is_only_a_reminder() -> None:
    found = missing(answering(outcome_reason=None))
    assert [m.id for m in found] == ["outcome_reason"]
    assert can_finish(found)


def test_a_follow_up_that_is_over_or_too_far_ahead_is_none() -> None:
    for day in (date(2020, 1, 1), date(2099, 1, 1)):
        found = missing(replace(screening(), goals=(GoalFact(words="Møder op", follow_up_on=day),)))
        assert [one.id for one in found if one.blocks] == ["interim_goals"]
