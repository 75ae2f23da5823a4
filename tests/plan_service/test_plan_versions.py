"""Putting a plan in force, agreeing on new versions, and what is then printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from caseworker.base.errors import UserError
from caseworker.base.text import render
from caseworker.people.model import CaseEvent
from caseworker.plan import queries, service
from caseworker.plan.content import ActivityData, AgreementData, GoalData, MadeWith
from caseworker.plan.model import PlanVersion
from caseworker.plan.versions import is_whole
from tests.plan_service.conftest import TODAY, WITH_JONAS, Desk

SOMETHING = AgreementData(side="citizen", words="Ringer")
PRACTICE = ActivityData(track="employment", title="Afklaringspraktik", from_on=date(2026, 12, 7))


def events(desk: Desk, kind: str) -> list[date]:
    with desk.office.read() as session:
        return list(session.scalars(select(CaseEvent.on).where(CaseEvent.kind == kind)))


def test_a_draft_without_what_it_needs_is_not_put_in_force(desk: Desk) -> None:
    plan_id = desk.plan_id()
    desk.run(lambda work: service.add_activity(work, plan_id, PRACTICE))
    with pytest.raises(UserError) as caught:
        desk.run(lambda work: service.activate(work, plan_id, WITH_JONAS))
    sentence = render(caught.value.text, "en")
    assert "no end goal" in sentence
    assert "Afklaringspraktik" in sentence
    assert desk.view().status == "draft"
    assert events(desk, "plan_activated") == []


def test_putting_in_force_freezes_a_version_and_starts_the_clock(desk: Desk) -> None:
    plan_id = desk.active_plan()
    view = desk.view()
    assert (view.status, view.started_on, view.change_count, view.is_draft) == ("active", TODAY, 0, False)
    assert view.version is not None
    assert (view.version.number, view.version.author, view.version.made_with) == (1, "Karen Holm", WITH_JONAS)
    assert events(desk, "plan_activated") == [TODAY]
    with desk.office.read() as session:
        stored = session.get_one(PlanVersion, view.version.id)
        assert is_whole(stored)
        stored.content = stored.content | {"rules": "noget andet"}
        assert not is_whole(stored)
        session.expunge_all()
    with pytest.raises(UserError, match="in force already"):
        desk.run(lambda work: service.activate(work, plan_id, WITH_JONAS))
    later = MadeWith(on=date(2026, 12, 24))
    desk.run(lambda work: service.set_words(work, plan_id, "rules", "Ring før kl. 8"))
    with pytest.raises(UserError, match="today or earlier"):
        desk.run(lambda work: service.new_version(work, plan_id, "Nye tider", later))


def test_the_print_says_what_was_agreed_and_the_page_what_is_written(desk: Desk) -> None:
    plan_id = desk.active_plan()
    line = desk.view().activities[0]
    moved = replace(line, title="Træningspraktik", to_on=date(2027, 3, 31))
    desk.run(lambda work: service.change_activity(work, line.id, moved))
    desk.run(
        lambda work: service.add_agreement(work, desk.case_id, AgreementData(side="citizen", words="Ringer"))
    )
    view = desk.view()
    assert view.change_count == 1
    assert len(view.changes) == 2
    with desk.office.read() as session:
        printed = queries.printed_view(session, desk.case_id, TODAY)
    assert printed is not None
    assert not printed.is_draft
    assert printed.activities[0] == line
    assert [a.words for a in printed.agreements] == ["Ringer"]

    first = view.version
    second = desk.run(lambda work: service.new_version(work, plan_id, "Flere timer", WITH_JONAS))
    view = desk.view()
    assert (view.version.id, view.version.number, view.version.reason) == (second, 2, "Flere timer")
    with desk.office.read() as session:
        changes = queries.compare_versions(session, first.id, second)
        assert {change.section for change in changes} == {"activities", "agreements"}
        old = queries.printed_view(session, desk.case_id, TODAY, first.id)
        assert old.activities[0] == line
        with pytest.raises(UserError):
            queries.printed_view(session, desk.case_id, TODAY, "no such version")
        with pytest.raises(UserError):
            queries.compare_versions(session, first.id, "no such version")
    assert events(desk, "plan_activated") == [TODAY]


def test_a_new_version_needs_a_change_and_a_reason(desk: Desk) -> None:
    plan_id = desk.full_plan()
    with pytest.raises(UserError, match="still a draft"):
        desk.run(lambda work: service.new_version(work, plan_id, "x", WITH_JONAS))
    desk.run(lambda work: service.activate(work, plan_id, WITH_JONAS))
    desk.run(
        lambda work: service.add_agreement(work, desk.case_id, AgreementData(side="citizen", words="Ringer"))
    )
    with pytest.raises(UserError, match="Nothing in the plan"):
        desk.run(lambda work: service.new_version(work, plan_id, "x", WITH_JONAS))
    desk.run(lambda work: service.set_words(work, plan_id, "rules", "Ring før kl. 8"))
    with pytest.raises(UserError, match="why the plan changes"):
        desk.run(lambda work: service.new_version(work, plan_id, " ", WITH_JONAS))


def test_a_closed_plan_stays_as_it_is_and_the_next_is_new(desk: Desk) -> None:
    plan_id = desk.active_plan()
    desk.run(lambda work: service.close_plan(work, plan_id))
    assert desk.view().status == "closed"
    with pytest.raises(UserError, match="closed"):
        desk.run(lambda work: service.add_goal(work, plan_id, GoalData(words="Mere")))
    assert desk.plan_id() != plan_id
    assert desk.view().status == "draft"
