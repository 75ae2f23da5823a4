"""Every act on a plan and its undo leave the content as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from caseworker.base.clock import FixedClock
from caseworker.people.model import CaseEvent, OtherPlan, Staff
from caseworker.plan import queries, service
from caseworker.plan.content import ActivityData, AgreementData, GoalData, PersonData
from caseworker.plan.view import PlanView
from caseworker.store.work import Work
from tests.content_hash import content_hash
from tests.plan_service.conftest import TODAY, WITH_JONAS, Desk


def acts(
    desk: Desk, view: PlanView, agreement: str, person: str, staff: str, other: str
) -> Iterator[tuple[str, Callable[[Work], Any]]]:
    plan, goal, activity = view.plan_id, view.goals[0], view.activities[0]
    case, other_words = desk.case_id, AgreementData(side="citizen", words="Går")
    data = ActivityData(track="health", title="Egen læge")
    yield from {
        "end goal": lambda w: service.set_end_goal(w, plan, "job", "Lager"),
        "words": lambda w: service.set_words(w, plan, "own_words", " Som det blev sagt "),
        "capacity": lambda w: service.set_weekly_capacity(w, plan, 20),
        "coordinator": lambda w: service.set_coordinator(w, plan, staff),
        "add goal": lambda w: service.add_goal(w, plan, GoalData(words="Nyt", follow_up_on=TODAY)),
        "change goal": lambda w: service.change_goal(w, goal.id, replace(goal, words="Andet", due_on=None)),
        "reach": lambda w: service.reach_goal(w, goal.id),
        "give up": lambda w: service.set_goal_status(w, goal.id, "given_up"),
        "order": lambda w: service.order_goals(w, plan, [view.goals[1].id, goal.id]),
        "remove goal": lambda w: service.remove_goal(w, goal.id),
        "add activity": lambda w: service.add_activity(w, plan, data),
        "change activity": lambda w: service.change_activity(
            w, activity.id, replace(activity, slots=(), place="Her")
        ),
        "move": lambda w: service.move_activity(w, activity.id, -14),
        "place": lambda w: service.place_activity(w, activity.id, TODAY, None),
        "suspend": lambda w: service.suspend_activity(w, activity.id, TODAY, date(2026, 12, 1)),
        "stop": lambda w: service.stop_activity(w, activity.id, "Flyttet"),
        "end": lambda w: service.end_activity(w, activity.id),
        "remove activity": lambda w: service.remove_activity(w, activity.id),
        "agree": lambda w: service.add_agreement(w, case, AgreementData(side="municipality", words="Ringer")),
        "change agreement": lambda w: service.change_agreement(w, agreement, other_words),
        "tick": lambda w: service.tick_agreement(w, agreement),
        "remove agreement": lambda w: service.remove_agreement(w, agreement),
        "add person": lambda w: service.add_person(w, plan, PersonData(name="Hans Vester", role="mester")),
        "change person": lambda w: service.change_person(w, person, PersonData(name="Lone", phone="1")),
        "end person": lambda w: service.end_person(w, person),
        "remove person": lambda w: service.remove_person(w, person),
        "take over": lambda w: service.replace_other_plan(w, plan, other),
        "close": lambda w: service.close_plan(w, plan),
    }.items()


def test_each_act_and_its_undo(desk: Desk, clock: FixedClock) -> None:
    plan_id = desk.active_plan()

    def prepare(work: Work) -> tuple[str, str, str, str]:
        staff = work.add(Staff(name="Mette Lund")).id
        other = work.add(OtherPlan(citizen_id=desk.citizen_id, kind="job_plan")).id
        agreement = service.add_agreement(
            work, desk.case_id, AgreementData(side="citizen", words="Ringer før kl. 8")
        )
        return agreement, service.add_person(work, plan_id, PersonData(name="Per Sand")), staff, other

    made = desk.run(prepare)
    before = content_hash(desk.office)
    for name, act in acts(desk, desk.view(), *made):
        clock.advance(minutes=1)
        desk.run(act, name)
        assert content_hash(desk.office) != before, name
        desk.office.undo()
        assert content_hash(desk.office) == before, name


def test_undoing_a_new_plan_leaves_none(desk: Desk) -> None:
    before = content_hash(desk.office)
    desk.plan_id()
    desk.office.undo()
    assert content_hash(desk.office) == before
    with desk.office.read() as session:
        assert queries.plan_view(session, desk.case_id, TODAY) is None
    assert desk.plan_id()


def test_undoing_the_activation_makes_it_a_draft_again_and_keeps_the_version(desk: Desk) -> None:
    plan_id = desk.full_plan()
    before = content_hash(desk.office)
    first = desk.run(lambda work: service.activate(work, plan_id, WITH_JONAS))
    desk.office.undo()
    assert content_hash(desk.office) == before
    view = desk.view()
    assert (view.status, view.started_on, view.version, view.is_draft) == ("draft", None, None, True)
    with desk.office.read() as session:
        assert session.scalars(select(CaseEvent).where(CaseEvent.kind == "plan_activated")).all() == []
        (row,) = queries.versions_of(session, desk.case_id)
        assert (row.id, row.withdrawn, row.in_force) == (first, True, False)
        printed = queries.printed_view(session, desk.case_id, TODAY)
    assert printed is not None
    assert printed.is_draft

    desk.run(lambda work: service.activate(work, plan_id, WITH_JONAS))
    with desk.office.read() as session:
        rows = queries.versions_of(session, desk.case_id)
        assert [(row.number, row.in_force, row.withdrawn) for row in rows] == [
            (2, True, False),
            (1, False, True),
        ]
        assert len(session.scalars(select(CaseEvent).where(CaseEvent.kind == "plan_activated")).all()) == 1


def test_undoing_a_new_version_puts_the_one_before_in_force(desk: Desk) -> None:
    plan_id = desk.active_plan()
    for rules in ("Ring før kl. 8", "Ring før kl. 9"):
        desk.run(lambda work, rules=rules: service.set_words(work, plan_id, "rules", rules))
        before = content_hash(desk.office)
        desk.run(lambda work: service.new_version(work, plan_id, "Nye regler", WITH_JONAS))
        desk.office.undo()
        assert content_hash(desk.office) == before
        assert desk.view().version.number == 1
        assert desk.view().change_count == 1
    desk.run(lambda work: service.new_version(work, plan_id, "Nye regler", WITH_JONAS))
    with desk.office.read() as session:
        rows = queries.versions_of(session, desk.case_id)
    assert [(r.number, r.in_force, r.withdrawn) for r in rows] == [
        (4, True, False), (3, False, True), (2, False, True), (1, False, False),
    ]  # fmt: skip


@pytest.mark.parametrize("status", ["draft", "active"])
def test_an_undone_version_leaves_the_log_whole(desk: Desk, status: str) -> None:
    from caseworker.store.log import broken_links

    if status == "active":
        desk.active_plan()
    else:
        desk.full_plan()
    desk.office.undo()
    with desk.office.read() as session:
        assert broken_links(session) == []
