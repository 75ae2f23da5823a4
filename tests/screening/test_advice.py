"""Advice: what it proposes, on what it rests, and what it must never do."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseworker.base.text import render
from caseworker.plan.facts import JOB_DIRECTED, EarlierEffort
from caseworker.screening.advice import Advice, advise
from caseworker.screening.facts import BarrierFact, ScreeningFacts
from tests.screening.build import ANSWERS, CATALOGUE, INSTRUMENT, TODAY, answering, screening


def outcome(facts: ScreeningFacts) -> str:
    return next((a.proposes for a in advise(facts, CATALOGUE) if a.kind == "outcome"), "")


def proposed(facts: ScreeningFacts, kind: str) -> list[str]:
    return [a.proposes for a in advise(facts, CATALOGUE) if a.kind == kind]


def get(facts: ScreeningFacts, kind: str, language: str = "en") -> Advice:
    return next(a for a in advise(facts, CATALOGUE, language) if a.kind == kind)


def test_placement_with_mentor_and_the_hours_asked_for() -> None:
    advice = get(screening(), "activity")
    assert advice.id == "activity.placement"
    assert render(advice.title, "en") == "A clarification placement with a mentor, 3 hours a week"
    assert dict(advice.details) == {"purpose": "clarification", "hours": 3.0, "mentor": True}
    reason = render(advice.reason, "en")
    assert "Job wish: “Mekaniker”" in reason
    assert "Somebody coming along the first day" in reason
    assert "At jeg ikke skal møde alene" in reason
    assert {b.place.field for b in advice.findings} >= {"placement", "job_wish", "first_five_hours"}


def test_hours_nobody_named_start_small() -> None:
    facts = answering(hours_from_start=None, support_at_start=None)
    assert render(get(facts, "activity").title, "en") == "A clarification placement, 3 hours a week"
    assert dict(get(answering(hours_from_start=0), "activity").details)["hours"] == 3.0


OUTCOMES: list[tuple[str, dict[str, Any]]] = [
    ("company_directed", {}),
    ("ordinary_job", {"ordinary_job": {"answer": "yes"}}),
    ("company_directed", {"ordinary_job": {"answer": "yes"}, "can_start": "later"}),
    ("education_directed", {"education_wish": {"answer": "yes"}}),
    ("individual_course", {"placement": {"answer": "later"}}),
    ("pre_programme", {"placement": None, "wage_subsidy": None, "ordinary_job": None, "can_start": "unsure"}),
    ("company_directed", {"self_help": "myself"}),
]


@pytest.mark.parametrize(("expected", "answers"), OUTCOMES)
def test_outcome_follows_from_the_answers(expected: str, answers: dict[str, Any]) -> None:
    assert outcome(answering(**answers)) == expected


def test_who_can_alone_is_left_to_it() -> None:
    facts = replace(answering(self_help="myself"), barriers=())
    assert outcome(facts) == "self_managing"
    small = replace(facts, barriers=(BarrierFact(type_code="mental", severity=1),))
    assert outcome(small) == "self_managing"


def test_barriers_never_stand_against_work() -> None:
    heavy = tuple(BarrierFact(type_code=p.code, severity=3) for p in INSTRUMENT.problems.youth)
    assert outcome(screening(barriers=heavy)) == "company_directed"
    assert proposed(screening(barriers=heavy), "activity")[0] == "placement"


def test_nothing_known_gives_no_advice() -> None:
    assert advise(ScreeningFacts(screening_id="s", instrument=INSTRUMENT, today=TODAY), CATALOGUE) == []


def test_no_is_respected() -> None:
    assert "placement" not in proposed(answering(placement={"answer": "no"}), "activity")


def test_what_failed_before_is_not_proposed_again() -> None:
    tried = EarlierEffort(id="x", type_code="daily_life_money", worked=False)
    assert "daily_life_money" in proposed(screening(), "activity")
    again = proposed(screening(earlier_efforts=(tried,)), "activity")
    assert "daily_life_money" not in again
    assert "housing_support" in again


def test_help_never_stands_alone() -> None:
    facts = answering(placement=None, wage_subsidy=None, ordinary_job=None)
    codes = proposed(facts, "activity")
    assert codes[0] == "workshop"
    assert "substance_treatment" in codes


def test_suitability_for_the_young_without_qualification() -> None:
    assert proposed(answering(education_wish={"answer": "yes"}), "suitability") == ["not_yet_suited"]
    free = replace(answering(education_wish={"answer": "yes"}), barriers=())
    assert proposed(free, "suitability") == ["suited"]
    assert proposed(replace(free, age=30), "suitability") == []
    assert proposed(answering(qualified="yes"), "suitability") == []


def test_coordinator_where_several_things_go_together() -> None:
    assert proposed(screening(), "coordinator") == ["coordinating_caseworker"]
    single = screening(barriers=(BarrierFact(type_code="mental"),))
    assert proposed(single, "coordinator") == []
    assert proposed(replace(single, other_plans=("Social handleplan",)), "coordinator") != []
    ready = replace(answering(visited_as="activity_ready"), barriers=())
    assert get(ready, "coordinator").source == "LAB § 36"


def test_clarification_for_short_educated_over_30_from_a_threatened_industry() -> None:
    facts = replace(answering(education_level="primary", industry="manufacturing"), age=41)
    advice = get(facts, "clarification")
    assert advice.source == "R-019"
    assert "41 years old" in render(advice.reason, "en")
    assert proposed(replace(facts, age=29), "clarification") == []
    assert (
        proposed(replace(answering(education_level="primary", industry="retail"), age=41), "clarification")
        == []
    )
    assert (
        proposed(
            replace(answering(education_level="higher", industry="manufacturing"), age=41), "clarification"
        )
        == []
    )


def test_theory_goes_with_the_outcome() -> None:
    assert proposed(screening(), "theory") == ["youth_company"]
    assert proposed(screening(age=44), "theory") == ["over_30_company"]
    assert proposed(answering(placement={"answer": "later"}), "theory") == ["youth_whole_person"]


def test_advice_can_be_frozen_as_json() -> None:
    for advice in advise(screening(), CATALOGUE):
        data = advice.as_data()
        assert json.loads(json.dumps(data)) == data


def test_facts_have_no_room_for_diagnosis_origin_or_match() -> None:
    names = {f.name for kind in (ScreeningFacts, BarrierFact) for f in fields(kind)}
    assert not any(word in name for name in names for word in ("diagnos", "origin", "match", "risk", "score"))


def question_answers() -> st.SearchStrategy[dict[str, Any]]:
    """Return random answers to every question, each of its own kind, or none."""
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "text": st.text(max_size=20),
        "long_text": st.text(max_size=120),
        "number": st.integers(0, 37) | st.floats(0, 37),
        "scale": st.integers(1, 5),
        "date": st.dates().map(lambda day: day.isoformat()),
        "yes_later_no": st.builds(
            lambda a, r: {"answer": a, "reason": r},
            st.sampled_from(["yes", "later", "no"]),
            st.text(max_size=9),
        ),
    }
    asked: dict[str, st.SearchStrategy[Any]] = {}
    for question in INSTRUMENT.questions():
        codes = [o.code for o in question.options] or [i.code for i in CATALOGUE.industries]
        if question.type == "choice":
            asked[question.id] = st.sampled_from(codes)
        elif question.type == "multi_choice":
            asked[question.id] = st.lists(st.sampled_from(codes), unique=True)
        elif question.type in kinds:
            asked[question.id] = kinds[question.type]
    return st.fixed_dictionaries({}, optional=asked)


problem_codes = [p.code for p in (*INSTRUMENT.problems.youth, *INSTRUMENT.problems.over_30)]
random_facts = st.builds(
    ScreeningFacts,
    screening_id=st.just("s"),
    instrument=st.just(INSTRUMENT),
    today=st.just(TODAY),
    answers=question_answers(),
    age=st.none() | st.integers(15, 70),
    barriers=st.lists(
        st.builds(
            BarrierFact,
            type_code=st.sampled_from([*problem_codes, "unknown"]),
            category=st.sampled_from(["mental", "physical", "socio_medical", "social", ""]),
            severity=st.none() | st.integers(1, 3),
            effect=st.text(max_size=10),
            status=st.sampled_from(["open", "solved"]),
        ),
        max_size=6,
    ).map(tuple),
    earlier_efforts=st.lists(
        st.builds(
            EarlierEffort,
            id=st.just("e"),
            type_code=st.sampled_from([e.code for e in CATALOGUE.entries]),
            worked=st.sampled_from([None, True, False]),
        ),
        max_size=3,
    ).map(tuple),
    other_plans=st.lists(st.just("Jobplan"), max_size=2).map(tuple),
)
ALLOWED = {
    "outcome": {
        "self_managing", "pre_programme", "individual_course", "company_directed", "education_directed", "ordinary_job",
    },
    "suitability": {"suited", "not_yet_suited"},
    "coordinator": {"coordinating_caseworker"},
    "clarification": {"competence_clarification"},
    "theory": {t.code for t in CATALOGUE.theories},
    "activity": {e.code for e in CATALOGUE.entries},
}  # fmt: skip


@given(random_facts)
def test_advice_keeps_its_bounds(facts: ScreeningFacts) -> None:
    found = advise(facts, CATALOGUE)
    activities = [CATALOGUE.entry(a.proposes) for a in found if a.kind == "activity"]
    for advice in found:
        # Only these kinds and values exist: no match group, no score, no category of visitation.
        assert advice.proposes in ALLOWED[advice.kind]
        assert advice.findings
        assert advice.source
        assert render(advice.title, "en")
        assert render(advice.reason, "en").startswith("Because: ")
    assert sum(a.kind == "outcome" for a in found) <= 1
    assert len(activities) <= CATALOGUE.advice.most_activities
    assert len({e.code for e in activities if e}) == len(activities)
    failed = {e.type_code for e in facts.earlier_efforts if e.worked is False}
    assert not failed & {e.code for e in activities if e}
    if facts.age is not None:
        assert all(e.fits_age(facts.age, 30) for e in activities if e)
    first_steps_left = set(CATALOGUE.advice.first_steps) - failed
    if activities and len(first_steps_left) == 2:
        assert any(e.track in JOB_DIRECTED for e in activities if e)


@given(random_facts, st.text(max_size=20), st.sampled_from(["dansk", "ikke-vestlig"]), st.randoms())
def test_diagnosis_origin_and_order_change_nothing(
    facts: ScreeningFacts, diagnosis: str, origin: str, chance: Any
) -> None:
    # Whatever a case system or a local instrument may have put among the answers.
    beside = {"diagnosis": diagnosis, "origin": origin, "match": 3, "match_group": "3"}
    mixed = list(facts.barriers)
    chance.shuffle(mixed)
    other = replace(facts, answers={**facts.answers, **beside}, barriers=tuple(mixed))
    assert [a.id for a in advise(other, CATALOGUE)] == [a.id for a in advise(facts, CATALOGUE)]


def test_answers_of_the_build_are_questions() -> None:
    assert set(ANSWERS) <= {q.id for q in INSTRUMENT.questions()}
