"""Finishing a screening, what it leaves behind, and the next one beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from caseworker.base.clock import FixedClock
from caseworker.base.errors import UserError
from caseworker.base.place import Place
from caseworker.base.text import from_data, render
from caseworker.people.model import (
    CaseEvent,
    CaseFile,
    Citizen,
    GroupPeriod,
    StatusChange,
    Trait,
)
from caseworker.plan import queries as plans
from caseworker.plan import service as plan_service
from caseworker.plan.content import GoalData
from caseworker.screening import queries, service
from caseworker.screening.records import (
    BarrierLine,
    FoundGoal,
    OtherPlanLine,
    Records,
    ResourceLine,
)
from caseworker.store.work import Work
from tests.screening_service.conftest import (
    FOUND,
    GOALS,
    OWN,
    TODAY,
    Desk,
    catalogue,
    instrument,
    instruments,
)


def test_what_is_missing_keeps_it_open_and_says_what(desk: Desk) -> None:
    screening = desk.start()
    with pytest.raises(UserError) as caught:
        desk.finish(screening)
    sentence = render(caught.value.text, "en")
    assert "At least one resource" in sentence
    assert "follow-up date" in sentence
    desk.save(screening, {}, FOUND)
    desk.save(screening, {}, Records(goals=(FoundGoal(words="Møder op"),)))
    with pytest.raises(UserError) as caught:
        desk.finish(screening)
    assert "resource" not in render(caught.value.text, "en")
    assert desk.view(screening).status == "open"
    assert "outcome" not in desk.view(screening).answers
    desk.save(screening, {}, GOALS)
    with pytest.raises(UserError, match="cannot be finished"):
        desk.finish(screening, outcome="")
    desk.finish(screening)


def test_finishing_writes_goals_own_words_and_facts(desk: Desk) -> None:
    screening = desk.full()
    desk.save(screening, {"own_now": "Jeg sover ikke.  Om natten."})
    done = desk.finish(screening)
    assert done.plan_is_new
    with desk.office.read() as session:
        plan = plans.plan_view(session, desk.case_id, TODAY)
        assert plan.plan_id == done.plan_id
        assert [(g.id, g.words, g.sign, g.follow_up_on) for g in plan.goals] == [
            (done.goal_ids[0], "Møder 3 dage om ugen", "Tre uger", date(2027, 1, 5))
        ]
        # Both questions say that the words stand in the plan.
        assert plan.own_words == "Jeg sover ikke.  Om natten.\nVære mekaniker"
        assert session.scalars(select(CaseEvent.on).where(CaseEvent.kind == "visited")).all() == [TODAY]
        groups = session.scalars(select(GroupPeriod).order_by(GroupPeriod.from_on)).all()
        assert [(g.code, g.visited_as, g.to_on, g.set_by) for g in groups] == [
            ("lab-3", "activity_ready", date(2026, 11, 23), "Karen Holm"), ("lab-2", "job_ready", None, "Karen Holm"),
        ]  # fmt: skip
        (status,) = session.scalars(select(StatusChange)).all()
        assert (status.kind, status.value, status.reason) == (
            "suitability",
            "not_yet_suited",
            "Sover dårligt",
        )
        citizen = session.get_one(Citizen, desk.citizen_id)
        assert (citizen.education_level, citizen.unemployed_since) == ("primary", date(2026, 2, 1))
        (trait,) = session.scalars(select(Trait)).all()
        # It holds from when the clock of the case began, or the deadline that asks for it never hears of it.
        opened = session.get_one(CaseFile, desk.case_id).opened_on
        assert (trait.trait, trait.value, trait.from_on) == ("qualified", "false", opened)
        assert opened < TODAY
    view = desk.view(screening)
    assert (view.status, view.outcome, view.decided_by, view.finished_on) == (
        "finished", "company_directed", "Karen Holm", TODAY,
    )  # fmt: skip
    assert view.goals[0].goal_id == done.goal_ids[0]
    assert view.missing == ()


def test_the_decision_is_frozen_with_what_it_rests_on_and_no_diagnosis(desk: Desk) -> None:
    screening = desk.full()
    desk.finish(screening)
    snapshot = desk.view(screening).snapshot
    assert snapshot["own_words"]["first_five_hours"] == OWN
    assert snapshot["answers"]["energy"] == 2
    assert snapshot["answers"]["barriers"][0]["type_code"] == "low_self_esteem"
    assert [r["words"] for r in snapshot["answers"]["strengths"]] == ["Skiller knallerter ad"]
    assert [r["words"] for r in snapshot["answers"]["competences"]] == ["Truckkort"]
    assert snapshot["as_advised"] is True
    assert snapshot["advice"][0]["id"] == "outcome.company_directed"
    assert (snapshot["instrument"], snapshot["rules"], snapshot["by"]) == (
        "visitation-1",
        "LAB 2026-07",
        "Karen Holm",
    )
    assert "hemmelig" not in str(snapshot)


def test_a_finished_screening_stays_as_it_is(desk: Desk) -> None:
    screening = desk.full()
    session = desk.view(screening).last_session.id
    desk.finish(screening)
    for act in (
        lambda w: service.answer(w, screening, session, instrument(), "energy", 5),
        lambda w: service.add_session(w, screening, "group"),
        lambda w: service.save_record(w, screening, ResourceLine(words="Mere")),
        lambda w: service.finish(w, screening, instrument(), catalogue()),
    ):
        with pytest.raises(UserError, match="finished and stays"):
            desk.run(act)


def test_departing_from_the_advice_is_seen(desk: Desk) -> None:
    screening = desk.full()
    desk.finish(screening, outcome="pre_programme", reason="Har brug for tid")
    view = desk.view(screening)
    assert view.snapshot["as_advised"] is False
    assert view.review_on is None


def test_what_is_decided_as_advised_without_own_words_has_the_reason_of_the_advice(desk: Desk) -> None:
    screening = desk.full()
    desk.finish(screening, reason="")
    view = desk.view(screening)
    assert view.snapshot["as_advised"]
    assert view.outcome_reason == render(from_data(view.snapshot["advice"][0]["reason"]), "da")
    assert "har selv nævnt Vestervang" in view.outcome_reason
    desk.office.undo()
    assert "outcome_reason" not in desk.view(screening).answers


def test_departing_without_a_reason_leaves_none(desk: Desk) -> None:
    screening = desk.full()
    desk.finish(screening, outcome="individual_course", reason="")
    assert desk.view(screening).outcome_reason == ""


def test_a_pre_programme_has_its_review_date(desk: Desk) -> None:
    screening = desk.full()
    desk.save(screening, {"outcome": "pre_programme"})
    desk.save(screening, {"pre_from": "2026-12-01", "pre_to": "2027-02-01", "review_on": "2027-01-20"})
    desk.finish(screening, outcome="", reason="Har brug for tid")
    assert desk.view(screening).review_on == date(2027, 1, 20)


def test_a_goal_the_plan_has_already_is_not_doubled(desk: Desk) -> None:
    plan = desk.run(lambda work: plan_service.ensure_plan(work, desk.case_id))
    goal = desk.run(lambda work: plan_service.add_goal(work, plan, GoalData(words="møder 3 dage om ugen")))
    desk.run(lambda work: plan_service.set_words(work, plan, "own_words", "Mine ord"))
    done = desk.finish(desk.full())
    assert (done.plan_id, done.plan_is_new, done.goal_ids) == (plan, False, (goal,))
    with desk.office.read() as session:
        view = plans.plan_view(session, desk.case_id, TODAY)
    assert [g.follow_up_on for g in view.goals] == [date(2027, 1, 5)]
    assert view.own_words == "Mine ord"


def test_the_next_screening_begins_with_the_last_and_shows_what_changed(desk: Desk) -> None:
    first = desk.full()
    desk.finish(first)
    second = desk.start()
    assert second != first
    view = desk.view(second)
    assert view.answers["own_wishes"] == "Være mekaniker"
    assert "outcome" not in view.answers
    assert "own_wishes" in view.carried
    assert view.findings == ()
    assert [b.type_code for b in view.barriers] == ["low_self_esteem", "money_housing"]
    assert [b.link_id for b in view.barriers] == [b.id for b in desk.view(first).barriers]
    assert len(view.resources) == 2
    assert view.goals == ()
    with desk.office.read() as session:
        last, changes = queries.compare_with_last(session, second, TODAY, instruments(), catalogue())
        assert (last.id, last.outcome) == (first, "company_directed")
        decided = {"first_steps", "outcome", "outcome_reason", "suitability_reason"}
        assert {change.question_id for change in changes} == decided
    desk.save(
        second, {"energy": 4}, Records(barriers=tuple(replace(b, severity=1) for b in view.barriers[:1]))
    )
    with desk.office.read() as session:
        _last, changes = queries.compare_with_last(session, second, TODAY, instruments(), catalogue())
        found = [(c.kind, c.question_id) for c in changes if c.question_id in ("energy", "barriers")]
        assert sorted(found) == [("changed", "barriers"), ("changed", "energy"), ("gone", "barriers")]
        assert queries.compare_with_last(session, first, TODAY, instruments(), catalogue()) is None
        assert [row.status for row in queries.screenings_of(session, desk.case_id)] == ["open", "finished"]
    desk.save(second, {}, GOALS)
    done = desk.finish(second)
    assert not done.plan_is_new


def own_words(desk: Desk) -> str:
    with desk.office.read() as session:
        return plans.plan_view(session, desk.case_id, TODAY).own_words


def test_the_words_of_the_next_screening_take_the_place_of_the_last_ones(desk: Desk) -> None:
    assert desk.finish(desk.full()).own_words == ""
    assert own_words(desk) == "Være mekaniker"
    second = desk.start()
    desk.save(second, {"own_now": "Min ryg", "own_wishes": "Være lærer"}, GOALS)
    assert desk.finish(second).own_words == "new"
    assert own_words(desk) == "Min ryg\nVære lærer"
    desk.office.undo()
    assert own_words(desk) == "Være mekaniker"


def test_words_written_in_the_plan_itself_stay_after_the_next_screening(desk: Desk) -> None:
    plan = desk.finish(desk.full()).plan_id
    desk.run(lambda work: plan_service.set_words(work, plan, "own_words", "Skrevet i planen"))
    second = desk.start()
    desk.save(second, {"own_wishes": "Være lærer"}, GOALS)
    assert desk.finish(second).own_words == "kept"
    assert own_words(desk) == "Skrevet i planen"


@pytest.mark.parametrize("day", [date(2020, 1, 1), date(2026, 11, 23), date(2036, 11, 25), date(2099, 1, 1)])
def test_a_follow_up_that_cannot_be_is_refused_at_its_day(desk: Desk, day: date) -> None:
    screening = desk.start()
    goal = FoundGoal(id="g1", words="Møder op", follow_up_on=day)
    with pytest.raises(UserError) as caught:
        desk.save(screening, {}, Records(goals=(goal,)))
    assert caught.value.place == Place("planned_goal", "g1", "follow_up_on")
    assert desk.view(screening).goals == ()


def test_a_follow_up_may_be_as_far_ahead_as_a_plan_looks(desk: Desk) -> None:
    screening = desk.start()
    goal = FoundGoal(id="g1", words="Svend", follow_up_on=date(2036, 11, 24))
    desk.save(screening, {}, Records(goals=(goal,)))
    assert desk.view(screening).goals == (goal,)
    plan = desk.finish(desk.full()).plan_id
    data = GoalData(words="Svend igen", follow_up_on=date(2036, 11, 24))
    desk.run(lambda work: plan_service.add_goal(work, plan, data))
    with pytest.raises(UserError):
        desk.run(
            lambda work: plan_service.add_goal(work, plan, replace(data, follow_up_on=date(2036, 11, 25)))
        )


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(2026, 11, 25), date(2099, 1, 1)])
def test_a_conversation_was_held_in_the_citizens_life_until_today(desk: Desk, day: date) -> None:
    screening = desk.start()
    session = desk.view(screening).last_session
    for act in (
        lambda work: service.add_session(work, screening, "group", day),
        lambda work: service.change_session(work, session.id, "group", day),
    ):
        with pytest.raises(UserError) as caught:
            desk.run(act)
        assert caught.value.place == Place("screening", screening, "sessions")
    with pytest.raises(UserError, match="longer than"):
        desk.run(lambda work: service.change_session(work, session.id, "group", TODAY, "K" * 201))
    assert desk.view(screening).sessions == (session,)


@pytest.mark.parametrize("day", ["1900-01-01", "2099-01-01"])
def test_every_day_of_a_screening_is_one_of_the_citizens(desk: Desk, day: str) -> None:
    screening = desk.start()
    for name in ("unemployed_since", "pre_from", "pre_to"):
        with pytest.raises(UserError) as caught:
            desk.save(screening, {name: day})
        assert caught.value.place == Place("screening", screening, name)
    since = date.fromisoformat(day)
    for records, kind in (
        (Records(barriers=(BarrierLine(id="b", category="social", words="Bus", since_on=since),)), "barrier"),
        (Records(other_plans=(OtherPlanLine(id="p", kind="other", since_on=since),)), "other_plan"),
    ):
        with pytest.raises(UserError) as caught:
            desk.save(screening, {}, records)
        assert caught.value.place is not None
        assert (caught.value.place.kind, caught.value.place.field) == (kind, "since_on")


def test_what_runs_now_has_begun_by_today(desk: Desk) -> None:
    screening, tomorrow = desk.start(), date(2026, 11, 25)
    plan = OtherPlanLine(id="p", kind="other", since_on=tomorrow)
    barrier = BarrierLine(id="b", category="social", words="Bus", since_on=tomorrow)
    for values, records in (
        ({"unemployed_since": "2026-11-25"}, Records()),
        ({}, Records(other_plans=(plan,))),
        ({}, Records(barriers=(barrier,))),
    ):
        with pytest.raises(UserError, match="lies ahead"):
            desk.save(screening, values, records)
    desk.save(
        screening, {"unemployed_since": "2026-11-24"}, Records(other_plans=(replace(plan, since_on=TODAY),))
    )


def test_a_pre_programme_ends_after_it_starts(desk: Desk) -> None:
    screening = desk.start()
    desk.save(screening, {"outcome": "pre_programme", "pre_from": "2026-12-01"})
    with pytest.raises(UserError) as caught:
        desk.save(screening, {"pre_to": "2026-11-30"})
    assert caught.value.place == Place("screening", screening, "pre_to")


def test_a_pre_programme_is_looked_at_again_after_it_starts(desk: Desk) -> None:
    screening = desk.start()
    desk.save(screening, {"pre_from": "2027-01-01"})
    with pytest.raises(UserError, match="before it has begun") as caught:
        desk.save(screening, {"review_on": "2026-12-31"})
    assert caught.value.place == Place("screening", screening, "review_on")
    desk.save(screening, {"review_on": "2027-01-01"})


def test_a_follow_up_that_stood_there_when_its_day_came_stays(desk: Desk, clock: FixedClock) -> None:
    screening = desk.start()
    goal = FoundGoal(id="g1", words="Møder op", follow_up_on=date(2026, 12, 1))
    desk.save(screening, {}, Records(goals=(goal,)))
    clock.advance(days=14)
    desk.save(screening, {}, Records(goals=(replace(goal, sign="Tre uger"),)))
    assert desk.view(screening).goals[0].sign == "Tre uger"


def test_a_day_to_look_at_the_decision_again_is_a_day_to_come(desk: Desk) -> None:
    screening = desk.start()
    with pytest.raises(UserError) as caught:
        desk.save(screening, {"next_contact": "2062-11-24"})
    assert caught.value.place is not None
    assert caught.value.place.field == "next_contact"


def test_a_text_longer_than_anybody_reads_is_refused_at_its_field(desk: Desk) -> None:
    screening = desk.start()
    with pytest.raises(UserError, match="too long") as caught:
        desk.save(screening, {"own_wishes": "a" * 50_003})
    assert caught.value.place is not None
    assert caught.value.place.field == "own_wishes"
    with pytest.raises(UserError, match="too long"):
        desk.save(screening, {}, Records(resources=(ResourceLine(id="r", words="a" * 50_003),)))


def test_another_answer_than_the_one_known_holds_from_today(desk: Desk) -> None:
    def known(work: Work) -> None:
        work.add(Trait(citizen_id=desk.citizen_id, trait="qualified", value="true", from_on=date(2026, 1, 5)))

    desk.run(known)
    desk.finish(desk.full())
    with desk.office.read() as session:
        found = session.scalars(select(Trait).order_by(Trait.from_on)).all()
        assert [(one.value, one.from_on, one.to_on) for one in found] == [
            ("true", date(2026, 1, 5), date(2026, 11, 23)), ("false", TODAY, None),
        ]  # fmt: skip
