"""What can be done with a plan, on a real store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from caseworker.base.errors import UserError
from caseworker.base.text import render, t
from caseworker.people import service as people
from caseworker.people.model import OtherPlan, Party, Staff
from caseworker.plan import queries, service
from caseworker.plan.catalogue import load_catalogue
from caseworker.plan.compare import compare
from caseworker.plan.content import (
    ActivityData,
    AgreementData,
    GoalData,
    PersonData,
    StepUp,
    facts_of,
    to_json,
)
from caseworker.plan.facts import Slot
from caseworker.plan.model import Plan
from caseworker.plan.timetable import layout, make_scale
from caseworker.store.work import Work
from tests.making import make_citizen
from tests.plan_service.conftest import TODAY, Desk

SOMETHING = AgreementData(side="citizen", words="Ringer")
PRACTICE = ActivityData(track="employment", title="Afklaringspraktik", from_on=date(2026, 12, 7))


def test_a_second_plan_opens_the_first(desk: Desk) -> None:
    assert desk.plan_id() == desk.plan_id()
    view = desk.view()
    assert (view.status, view.is_draft, view.version) == ("draft", True, None)
    assert view.coordinator is not None
    assert view.coordinator.name == "Karen Holm"
    assert view.people[0].is_coordinator


def test_no_plan_is_no_view(desk: Desk) -> None:
    with desk.office.read() as session:
        assert queries.plan_view(session, desk.case_id, TODAY) is None
        assert queries.printed_view(session, desk.case_id, TODAY) is None
        assert queries.versions_of(session, desk.case_id) == []


def test_a_plan_goes_on_under_the_citizens_next_case(desk: Desk) -> None:
    plan_id = desk.active_plan()
    desk.run(
        lambda work: service.add_agreement(work, desk.case_id, AgreementData(side="citizen", words="Ringer"))
    )
    desk.run(lambda work: people.close_case(work, desk.case_id, "moved", TODAY))
    intake = people.Intake(opened_on=TODAY, group="lab-3")
    new_case = desk.run(lambda work: people.open_case(work, desk.citizen_id, intake).id)
    assert desk.run(lambda work: service.ensure_plan(work, new_case)) == plan_id
    desk.case_id = new_case
    view = desk.view()
    assert len(view.activities) == 3
    assert [a.words for a in view.agreements] == ["Ringer"]
    assert view.version is not None
    assert view.change_count == 0


def test_a_closed_case_gets_no_plan(desk: Desk) -> None:
    desk.run(lambda work: people.close_case(work, desk.case_id, "moved", TODAY))
    with pytest.raises(UserError, match="closed"):
        desk.plan_id()


def test_the_end_goal_is_one(desk: Desk) -> None:
    plan_id = desk.plan_id()
    first = desk.run(lambda work: service.set_end_goal(work, plan_id, "job", "Arbejde på et lager"))
    second = desk.run(lambda work: service.set_end_goal(work, plan_id, "education", "Blive mekaniker"))
    assert first == second
    assert [goal.words for goal in desk.view().content.end_goals] == ["Blive mekaniker"]


@pytest.mark.parametrize(
    ("act", "field"),
    [
        (lambda w, p: service.set_end_goal(w, p, "dream", "x"), "end_goal"),
        (lambda w, p: service.set_end_goal(w, p, "job", "  "), "end_goal"),
        (lambda w, p: service.add_goal(w, p, GoalData(words=" ")), "words"),
        (lambda w, p: service.add_activity(w, p, replace(PRACTICE, title="")), "title"),
        (lambda w, p: service.add_activity(w, p, replace(PRACTICE, track="fun")), "track"),
        (lambda w, p: service.set_coordinator(w, p, None), "coordinator"),
        (lambda w, p: service.set_coordinator(w, p, ""), "coordinator"),
        (lambda w, p: service.set_weekly_capacity(w, p, 200), "weekly_capacity"),
        (lambda w, p: service.add_person(w, p, PersonData(name=" ")), "people"),
    ],
)
def test_what_cannot_be_says_where(desk: Desk, act: Any, field: str) -> None:
    plan_id = desk.plan_id()
    with pytest.raises(UserError) as caught:
        desk.run(lambda work: act(work, plan_id))
    assert caught.value.place is not None
    assert caught.value.place.field == field


def test_an_activity_keeps_everything_written(desk: Desk) -> None:
    plan_id = desk.plan_id()
    goal = desk.run(lambda work: service.add_goal(work, plan_id, GoalData(words="Møder op")))
    whole = replace(
        PRACTICE, goal_ids=(goal,), slots=(Slot(weekday=1, start=time(9, 30), end=time(12)),),
        step_up=(StepUp(from_week=1, hours=3), StepUp(from_week=4, hours=15.5)), visible_to=("p1",),
        barrier_ids=("b1",), travel_minutes=20, granted_on=date(2026, 11, 20), offer_type="placement",
        to_on=date(2027, 2, 1), hours_per_week=3, internal=True, payer="Kommunen",
    )  # fmt: skip
    activity = desk.run(lambda work: service.add_activity(work, plan_id, whole))
    (line,) = desk.view().activities
    assert line.id == activity
    for field in ActivityData.__dataclass_fields__:
        assert getattr(line, field) == getattr(whole, field), field
    desk.run(lambda work: service.change_activity(work, activity, replace(line, title="Praktik", slots=())))
    (line,) = desk.view().activities
    assert (line.title, line.slots, line.step_up) == ("Praktik", (), whole.step_up)


def test_the_same_words_again_change_nothing(desk: Desk) -> None:
    plan_id = desk.full_plan()
    line = desk.view().activities[0]
    _none, changes = desk.office.run_noting(
        t("Save"), lambda work: service.change_activity(work, line.id, line)
    )
    assert changes.changes == ()
    assert desk.plan_id() == plan_id


def test_a_catalogue_type_comes_with_its_purpose(desk: Desk) -> None:
    plan_id = desk.plan_id()
    data = service.from_catalogue(load_catalogue(), "coping_course")
    desk.run(lambda work: service.add_activity(work, plan_id, data))
    (line,) = desk.view().activities
    assert (line.track, line.type_code) == ("treatment", "coping_course")
    assert line.contribution
    with pytest.raises(UserError):
        service.from_catalogue(load_catalogue(), "no such thing")


def test_moving_takes_the_pause_along(desk: Desk) -> None:
    plan_id = desk.plan_id()
    data = replace(PRACTICE, from_on=date(2026, 12, 7), to_on=date(2027, 1, 31))
    activity = desk.run(lambda work: service.add_activity(work, plan_id, data))
    desk.run(lambda work: service.suspend_activity(work, activity, date(2026, 12, 21), date(2027, 1, 4)))
    desk.run(lambda work: service.move_activity(work, activity, 7))
    (line,) = desk.view().activities
    assert (line.from_on, line.to_on) == (date(2026, 12, 14), date(2027, 2, 7))
    assert (line.suspended_from, line.suspended_until) == (date(2026, 12, 28), date(2027, 1, 11))
    assert line.status_on(date(2026, 12, 28)) == "suspended"
    assert line.status_on(date(2027, 1, 11)) == "running"
    with pytest.raises(UserError, match="more than ten years ahead"):
        desk.run(lambda work: service.move_activity(work, activity, 10**9))
    with pytest.raises(UserError, match="before the citizen was born"):
        desk.run(lambda work: service.move_activity(work, activity, -(10**6)))


def test_an_undated_activity_cannot_be_moved(desk: Desk) -> None:
    plan_id = desk.plan_id()
    activity = desk.run(lambda work: service.add_activity(work, plan_id, replace(PRACTICE, from_on=None)))
    with pytest.raises(UserError, match="no dates"):
        desk.run(lambda work: service.move_activity(work, activity, 7))
    desk.run(lambda work: service.place_activity(work, activity, TODAY, None))
    assert desk.view().activities[0].status_on(TODAY) == "running"
    with pytest.raises(UserError, match="before it starts"):
        desk.run(lambda work: service.place_activity(work, activity, TODAY, date(2026, 11, 1)))


def test_pause_and_going_on(desk: Desk) -> None:
    desk.full_plan()
    line = desk.view().activities[0]
    desk.run(lambda work: service.suspend_activity(work, line.id))
    assert desk.view().activities[0].status_on(TODAY) == "suspended"
    with pytest.raises(UserError, match="must lie after"):
        desk.run(lambda work: service.suspend_activity(work, line.id, TODAY, TODAY))
    desk.run(lambda work: service.resume_activity(work, line.id))
    now = desk.view().activities[0]
    assert (now.suspended_from, now.suspended_until, now.status_on(TODAY)) == (None, None, "running")
    desk.run(lambda work: service.suspend_activity(work, line.id, date(2026, 11, 16)))
    desk.run(lambda work: service.resume_activity(work, line.id))
    now = desk.view().activities[0]
    assert (now.suspended_from, now.suspended_until) == (date(2026, 11, 16), TODAY)


def test_stopping_and_ending(desk: Desk) -> None:
    plan_id = desk.full_plan()
    running, other, third = desk.view().activities
    coming = desk.run(lambda work: service.add_activity(work, plan_id, PRACTICE))
    with pytest.raises(UserError, match="why it stops"):
        desk.run(lambda work: service.stop_activity(work, running.id, " "))
    desk.run(lambda work: service.stop_activity(work, running.id, "Flyttet"))
    desk.run(lambda work: service.stop_activity(work, coming, "Virksomheden sagde nej"))
    desk.run(lambda work: service.end_activity(work, other.id))
    by_id = {line.id: line for line in desk.view().activities}
    assert (by_id[running.id].status, by_id[running.id].to_on) == ("stopped", TODAY)
    assert (by_id[coming].status, by_id[coming].to_on) == ("stopped", None)
    assert (by_id[other.id].status, by_id[other.id].to_on) == ("ended", TODAY)
    # What stops today runs on its last day; what is ended has done its work.
    assert {line.id for line in desk.view().live_activities} == {running.id, third.id}
    assert by_id[running.id].status_on(TODAY + timedelta(days=1)) == "stopped"


def test_what_is_stopped_with_a_last_day_to_come_goes_on_until_then(desk: Desk) -> None:
    plan_id = desk.full_plan()
    running, last = desk.view().activities[0], TODAY + timedelta(days=14)
    desk.run(lambda work: service.stop_activity(work, running.id, "Får job", last))
    line = next(a for a in desk.view().activities if a.id == running.id)
    assert [line.status_on(day) for day in (TODAY, last, last + timedelta(days=1))] == [
        "running",
        "running",
        "stopped",
    ]
    assert line in desk.view().live_activities
    days = (last, last + timedelta(days=1))
    on_last, after = (facts_of(desk.view().content, plan_id, day).live_activities for day in days)
    assert running.id in {a.id for a in on_last}
    assert running.id not in {a.id for a in after}


def test_what_is_stopped_before_its_first_day_keeps_the_day_of_the_stop(desk: Desk) -> None:
    plan_id = desk.full_plan()
    coming = desk.run(lambda work: service.add_activity(work, plan_id, PRACTICE))
    undated = desk.run(lambda work: service.add_activity(work, plan_id, replace(PRACTICE, from_on=None)))
    day = date(2026, 11, 20)
    for activity_id in (coming, undated):
        desk.run(lambda work, key=activity_id: service.stop_activity(work, key, "Aflyst", day))
    by_id = {line.id: line for line in desk.view().activities}
    assert by_id[coming].never_began
    assert (by_id[coming].to_on, by_id[coming].suspended_from) == (None, day)
    assert not by_id[undated].never_began  # nobody knows whether it had begun: the day is its last
    assert (by_id[undated].to_on, by_id[undated].suspended_from) == (day, None)
    content = desk.view().content
    facts = facts_of(content, plan_id, TODAY)
    shown = layout(facts.activities, (), make_scale("year", TODAY), TODAY, len)
    assert coming not in {bar.activity_id for row in shown.rows for bar in row.bars}
    planned = replace(by_id[coming], status="planned", suspended_from=None)
    before, after = (to_json(replace(content, activities=(line,))) for line in (planned, by_id[coming]))
    told = [render(change.text, "en") for change in compare(before, after)]
    assert "“Afklaringspraktik”, the day it was stopped: now “20 November 2026”" in told


def test_a_goal_taken_out_leaves_its_activities(desk: Desk) -> None:
    desk.full_plan()
    goal = desk.view().goals[0]
    desk.run(lambda work: service.remove_goal(work, goal.id))
    view = desk.view()
    assert len(view.activities) == 3
    assert all(goal.id not in line.goal_ids for line in view.activities)


def test_goals_are_reached_reopened_and_put_in_order(desk: Desk) -> None:
    plan_id = desk.full_plan()
    first, second = desk.view().goals
    desk.run(lambda work: service.order_goals(work, plan_id, [second.id, first.id]))
    assert [goal.id for goal in desk.view().goals] == [second.id, first.id]
    desk.run(lambda work: service.reach_goal(work, first.id, date(2026, 11, 20)))
    assert [goal.id for goal in desk.view().reached_goals] == [first.id]
    assert [goal.id for goal in desk.view().open_goals] == [second.id]
    with pytest.raises(UserError, match="today or earlier"):
        desk.run(lambda work: service.reach_goal(work, second.id, date(2026, 12, 1)))
    desk.run(lambda work: service.set_goal_status(work, first.id, "open"))
    assert desk.view().goals[1].reached_on is None
    desk.run(
        lambda work: service.change_goal(work, first.id, replace(desk.view().goals[1], sign="Fire uger"))
    )
    assert desk.view().goals[1].sign == "Fire uger"


def test_people_around_the_citizen(desk: Desk) -> None:
    plan_id = desk.plan_id()

    def act(work: Work) -> tuple[str, str]:
        per = Party(kind="drug_centre", name="Per Sand", organisation="rusmiddelcenter", phone="00 00 00 02")
        party = work.add(per)
        staff = work.add(Staff(name="Mette Lund", phone="00 00 00 03"))
        work.flush()
        person = service.add_person(work, plan_id, PersonData(name="", does="Samtaler", party_id=party.id))
        return person, staff.id

    person, staff = desk.run(act)
    assert [(p.name, p.role, p.phone) for p in desk.view().people] == [
        ("Karen Holm", "coordinator", "00 00 00 01"),
        ("Per Sand", "rusmiddelcenter", "00 00 00 02"),
    ]
    desk.run(lambda work: service.set_coordinator(work, plan_id, staff))
    assert desk.view().coordinator.name == "Mette Lund"
    line = desk.view().people[1]
    desk.run(lambda work: service.change_person(work, person, replace(line, does="Opfølgning")))
    assert desk.view().people[1].does == "Opfølgning"
    desk.run(lambda work: service.end_person(work, person))
    assert len(desk.view(date(2026, 11, 25)).people) == 1
    desk.run(lambda work: service.remove_person(work, person))
    assert len(desk.view().content.people) == 1


def test_other_plans_are_taken_over_once(desk: Desk) -> None:
    plan_id = desk.plan_id()
    social_plan = OtherPlan(citizen_id=desk.citizen_id, kind="social_plan", authority="Familie")
    other = desk.run(lambda work: work.add(social_plan).id)
    for _ in range(2):
        desk.run(lambda work: service.replace_other_plan(work, plan_id, other))
    (taken,) = desk.view().replaces
    assert (taken.name, taken.kind, taken.on) == ("Familie", "social_plan", TODAY)
    with desk.office.read() as session:
        assert session.get_one(OtherPlan, other).superseded_on == TODAY


def test_agreements_get_owner_and_day(desk: Desk) -> None:
    def act(work: Work) -> None:
        for data in (
            AgreementData(side="municipality", words="Spørger Vestervang om flere timer"),
            AgreementData(side="citizen", words="Finder breve fra banken", due_on=date(2026, 11, 27)),
            AgreementData(side="company", words="Viser værkstedet frem"),
            AgreementData(
                side="municipality", words="Går med i banken", owner="Mette Lund", due_on=date(2026, 11, 23)
            ),
        ):
            service.add_agreement(work, desk.case_id, data)

    desk.plan_id()
    desk.run(act)
    view = desk.view()
    ours = view.agreed("municipality")
    assert [(a.owner, a.due_on) for a in ours] == [
        ("Mette Lund", date(2026, 11, 23)),
        ("Karen Holm", date(2026, 11, 25)),
    ]
    assert [(a.owner, a.due_on) for a in view.agreed("citizen")] == [("Jonas", date(2026, 11, 27))]
    assert [(a.owner, a.due_on) for a in view.agreed("company")] == [("", None)]
    assert [a.words for a in view.overdue_promises] == ["Går med i banken"]

    desk.run(lambda work: service.tick_agreement(work, ours[0].id))
    assert desk.view().overdue_promises == ()
    assert [a.done_on for a in desk.view().agreed("municipality", settled=True) if a.status == "kept"] == [
        TODAY
    ]
    desk.run(lambda work: service.reopen_agreement(work, ours[0].id))
    later = replace(ours[0], due_on=date(2026, 12, 1))
    desk.run(lambda work: service.change_agreement(work, ours[0].id, later))
    assert desk.view().overdue_promises == ()
    desk.run(lambda work: service.settle_agreement(work, ours[1].id, "cancelled"))
    desk.run(lambda work: service.remove_agreement(work, ours[1].id))
    assert len(desk.view().agreed("municipality", settled=True)) == 1
    for wrong in (
        lambda w: service.add_agreement(w, desk.case_id, replace(SOMETHING, side="nobody")),
        lambda w: service.add_agreement(w, desk.case_id, AgreementData(side="citizen", words=" ")),
        lambda w: service.add_agreement(w, desk.case_id, replace(SOMETHING, made_on=date(2027, 1, 1))),
        lambda w: service.settle_agreement(w, ours[0].id, "forgotten"),
        lambda w: service.tick_agreement(w, ours[0].id, date(2027, 1, 1)),
    ):
        with pytest.raises(UserError):
            desk.run(wrong)


def test_promises_and_gaps_over_all_cases(desk: Desk) -> None:
    desk.full_plan()
    _other, other_case = make_citizen(desk.office, "Ane Åkjær", date(1990, 5, 1))
    late = date(2026, 11, 20)

    def act(work: Work) -> None:
        for case, words, due in (
            (desk.case_id, "senere", date(2026, 12, 3)), (other_case, "i dag", TODAY), (desk.case_id, "for sent", late),
        ):  # fmt: skip
            service.add_agreement(work, case, AgreementData(side="municipality", words=words, due_on=due))
        service.add_agreement(work, other_case, AgreementData(side="citizen", words="borgeren", due_on=late))
        service.add_activity(work, service.ensure_plan(work, other_case), PRACTICE)

    desk.run(act)
    with desk.office.read() as session:
        promises = queries.open_promises(session, TODAY)
        assert [(p.words, p.name, p.overdue) for p in promises] == [
            ("for sent", "Jonas Bruun", True), ("i dag", "Ane Åkjær", False), ("senere", "Jonas Bruun", False),
        ]  # fmt: skip
        assert [p.words for p in queries.open_promises(session, TODAY, until=TODAY)] == ["for sent", "i dag"]
        assert [p.words for p in queries.open_promises(session, TODAY, side="citizen")] == ["borgeren"]
        # Ane: no end goal; one activity without goal, contribution and three names. Jonas: one goal without a sign.
        assert [(row.name, row.gaps) for row in queries.plan_gaps(session, TODAY)] == [
            ("Ane Åkjær", 6), ("Jonas Bruun", 1),
        ]  # fmt: skip
        both = queries.plan_status_of(session, [desk.case_id, other_case])
        assert both == {desk.case_id: "draft", other_case: "draft"}
    desk.run(lambda work: people.close_case(work, other_case, "moved", TODAY))
    with desk.office.read() as session:
        assert len(queries.open_promises(session, TODAY)) == 2
        assert len(queries.plan_gaps(session, TODAY)) == 1


def test_there_is_one_open_plan_in_the_store_itself(desk: Desk) -> None:
    desk.plan_id()
    with desk.office.read() as session:
        assert len(session.scalars(select(Plan)).all()) == 1
