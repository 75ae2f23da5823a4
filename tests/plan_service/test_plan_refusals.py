"""Days and names that cannot be are refused at their field, and nothing is saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from caseworker.base.errors import UserError
from caseworker.base.text import render
from caseworker.people.fact_checks import FactData
from caseworker.people.facts import write_fact
from caseworker.people.model import Citizen
from caseworker.plan import service
from caseworker.plan.content import ActivityData, AgreementData, GoalData, MadeWith, PersonData
from caseworker.plan.model import Activity
from caseworker.store.work import Work
from tests.content_hash import content_hash
from tests.plan_service.conftest import TODAY, Desk

EARLY, LATE = date(1900, 1, 1), date(2999, 1, 1)
CASE_BEGAN = date(2026, 10, 5)
Act = Callable[[Work], Any]


def refused(desk: Desk, act: Act) -> tuple[str, str]:
    """Run an act that must fail and leave everything as it was; return its field and sentence."""
    before = content_hash(desk.office)
    with pytest.raises(UserError) as caught:
        desk.run(act)
    assert content_hash(desk.office) == before
    assert caught.value.place is not None
    return caught.value.place.field, render(caught.value.text, "en")


@pytest.mark.parametrize(
    ("day", "words"), [(EARLY, "lies before the citizen was born"), (LATE, "lies more than ten years ahead")]
)
def test_a_day_before_birth_or_far_ahead_is_refused_at_its_field(desk: Desk, day: date, words: str) -> None:
    plan = desk.full_plan()
    view, case = desk.view(), desk.case_id
    goal, effort = view.goals[0], view.activities[0]
    person = desk.run(lambda w: service.add_person(w, plan, PersonData(name="Lone")))
    agreed = AgreementData(side="citizen", words="Ringer")
    agreement = desk.run(lambda w: service.add_agreement(w, case, agreed))
    made = MadeWith(on=EARLY, where="", how="")
    acts: list[tuple[str, Act]] = [
        ("due_on", lambda w: service.set_end_goal(w, plan, "job", "Lager", day)),
        ("due_on", lambda w: service.add_goal(w, plan, GoalData(words="Nyt", due_on=day))),
        ("follow_up_on", lambda w: service.change_goal(w, goal.id, replace(goal, follow_up_on=day))),
        ("from_on", lambda w: service.add_activity(w, plan, ActivityData(track="health", title="x", from_on=day))),
        ("to_on", lambda w: service.change_activity(w, effort.id, replace(effort, from_on=None, to_on=day))),
        ("granted_on", lambda w: service.change_activity(w, effort.id, replace(effort, granted_on=day))),
        ("asked_on", lambda w: service.change_activity(w, effort.id, replace(effort, asked_on=day))),
        ("from_on", lambda w: service.place_activity(w, effort.id, day, None)),
        ("to_on", lambda w: service.place_activity(w, effort.id, None, day)),
        ("suspended_from", lambda w: service.suspend_activity(w, effort.id, day)),
        ("to_on", lambda w: service.stop_activity(w, effort.id, "Slut", day)),
        ("due_on", lambda w: service.add_agreement(w, case, replace(agreed, due_on=day))),
        ("due_on", lambda w: service.change_agreement(w, agreement, replace(agreed, due_on=day))),
        ("from_on", lambda w: service.add_person(w, plan, PersonData(name="Per", from_on=day))),
        ("to_on", lambda w: service.change_person(w, person, PersonData(name="Per", to_on=day))),
    ]  # fmt: skip
    if day == EARLY:
        acts += [
            ("made_on", lambda w: service.add_agreement(w, case, replace(agreed, made_on=day))),
            ("made_on", lambda w: service.activate(w, plan, made)),
            ("from_on", lambda w: service.move_activity(w, effort.id, -40_000)),
        ]
    else:
        acts += [
            ("suspended_until", lambda w: service.suspend_activity(w, effort.id, TODAY, day)),
            ("from_on", lambda w: service.move_activity(w, effort.id, 40_000)),
        ]
    for field, act in acts:
        found, sentence = refused(desk, act)
        assert (found, words in sentence) == (field, True), sentence


def test_nothing_ends_before_it_begins(desk: Desk) -> None:
    plan = desk.full_plan()
    effort = desk.view().activities[0]
    backwards = ActivityData(track="health", title="x", from_on=TODAY, to_on=date(2026, 11, 23))
    for act in (
        lambda w: service.add_activity(w, plan, backwards),
        lambda w: service.change_activity(w, effort.id, replace(effort, to_on=date(2026, 11, 8))),
        lambda w: service.stop_activity(w, effort.id, "Slut", date(2026, 11, 8)),
        lambda w: service.add_person(w, plan, PersonData(name="Per", from_on=TODAY, to_on=date(2026, 11, 1))),
    ):
        field, sentence = refused(desk, act)
        assert field == "to_on"
        assert "before it start" in sentence or "before the first" in sentence


def test_a_name_has_at_most_200_characters(desk: Desk) -> None:
    plan = desk.full_plan()
    goal, effort = desk.view().goals[0], desk.view().activities[0]
    just, over = "x" * 200, "x" * 201
    desk.run(lambda w: service.change_activity(w, effort.id, replace(effort, title=just)))
    desk.run(lambda w: service.change_goal(w, goal.id, replace(goal, words=just)))
    for field, act in (
        ("title", lambda w: service.change_activity(w, effort.id, replace(effort, title=over))),
        ("with_whom", lambda w: service.change_activity(w, effort.id, replace(effort, with_whom=over))),
        ("words", lambda w: service.change_goal(w, goal.id, replace(goal, words=over))),
        ("name", lambda w: service.add_person(w, plan, PersonData(name=over))),
    ):
        found, sentence = refused(desk, act)
        assert (found, "200 characters" in sentence) == (field, True)


def test_what_stood_there_before_stops_no_other_change(desk: Desk) -> None:
    desk.full_plan()
    effort = desk.view().activities[0]

    def spoil(work: Work) -> None:
        record = work.get(Activity, effort.id)
        record.from_on, record.to_on, record.title = date(1900, 1, 1), date(1899, 1, 1), "x" * 300

    desk.run(spoil)
    spoilt = next(a for a in desk.view().activities if a.id == effort.id)
    desk.run(lambda w: service.change_activity(w, effort.id, replace(spoilt, place="Nordby")))
    assert next(a for a in desk.view().activities if a.id == effort.id).place == "Nordby"


def test_the_day_of_birth_itself_will_do(desk: Desk) -> None:
    plan = desk.full_plan()
    with desk.office.read() as session:
        born = session.get_one(Citizen, desk.citizen_id).birth_date
    desk.run(lambda w: service.add_person(w, plan, PersonData(name="Mor", from_on=born)))


@pytest.mark.parametrize("active", [False, True])
def test_no_version_is_made_before_the_case_began_or_before_the_version_before_it(
    desk: Desk, active: bool
) -> None:
    plan = desk.active_plan() if active else desk.full_plan()
    if active:
        desk.run(lambda w: service.set_words(w, plan, "strategy", "Et nyt tempo"))

    def agree(work: Work, day: date) -> str:
        made = MadeWith(on=day)
        return service.new_version(work, plan, "Nyt", made) if active else service.activate(work, plan, made)

    earliest = TODAY if active else CASE_BEGAN
    field, sentence = refused(desk, lambda w: agree(w, earliest - timedelta(days=1)))
    assert field == "made_on"
    assert sentence == (
        "Version 1 was made on 24-11-2026, so the one after it cannot be made before that. Check the date."
        if active
        else "The case began on 05-10-2026, so its plan cannot be made before that. Check the date. If there was "
        "contact before that day, write it down on the overview first."
    )
    desk.run(lambda w: agree(w, earliest))
    assert desk.view().version.made_with.on == earliest


def test_a_contact_before_the_case_was_taken_over_lets_its_plan_be_as_old(desk: Desk) -> None:
    plan, older = desk.full_plan(), CASE_BEGAN - timedelta(days=40)
    with pytest.raises(UserError):
        desk.run(lambda w: service.activate(w, plan, MadeWith(on=older)))
    contact = FactData(what="first_contact", day=older)
    desk.run(lambda w: write_fact(w, desk.case_id, contact))
    desk.run(lambda w: service.activate(w, plan, MadeWith(on=older)))
    assert desk.view().version.made_with.on == older


def test_a_version_that_was_taken_back_bounds_no_other(desk: Desk) -> None:
    plan = desk.full_plan()
    desk.run(lambda w: service.activate(w, plan, MadeWith(on=TODAY)))
    desk.office.undo()
    desk.run(lambda w: service.activate(w, plan, MadeWith(on=CASE_BEGAN)))
    assert desk.view().version.made_with.on == CASE_BEGAN


def test_what_has_not_begun_is_not_ended_but_stopped(desk: Desk) -> None:
    plan = desk.full_plan()
    coming = ActivityData(track="health", title="Løb", from_on=TODAY + timedelta(days=7))
    effort = desk.run(lambda w: service.add_activity(w, plan, coming))
    desk.run(lambda w: service.suspend_activity(w, effort))
    field, words = refused(desk, lambda w: service.end_activity(w, effort))
    assert (field, words) == (
        "to_on", "“Løb” has not begun yet. Stop it instead, or take it out of the plan.",
    )  # fmt: skip
