"""What the plan page's presenter reads and does, without a window."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from caseworker.base.errors import UserError
from caseworker.base.place import Place
from caseworker.base.text import render
from caseworker.people import service as people
from caseworker.plan import service
from caseworker.plan.content import ActivityData, AgreementData, PersonData
from tests.ui.plan.conftest import TODAY, Room, save, undo
from ui.plan.presenter import PlanPresenter
from ui.plan.saving import activity_data
from ui.plan.state import version_text

GOAL = {"kind": "job", "words": "Arbejde på et lager", "due_on": None, "own_words": "Noget med lager"}
EFFORT: dict[str, Any] = {
    "type_code": "", "track": "social", "title": "Bostøtte", "contribution": "Så breve bliver åbnet",
    "goal_ids": [], "from_on": date(2026, 12, 1), "to_on": None, "slots": "tor 13-15", "hours_per_week": None,
    "with_whom": "Mette Lund", "carries_out": "Mette Lund", "decides": "Karen Holm", "follows_up": "Karen Holm",
    "step_up": "", "place": "", "phone": "", "travel_minutes": None, "legal_basis": None, "payer": "",
    "offer_type": "", "granted_on": None, "asked_on": None, "education_aim": False, "internal": False,
}  # fmt: skip


def test_without_a_plan_the_page_is_empty(presenter: PlanPresenter) -> None:
    state = presenter.state
    assert state is not None
    assert (state.view, state.findings, state.read_only) == (None, (), None)
    assert state.head.call_name == "Jonas"


def test_the_end_goal_begins_the_plan(presenter: PlanPresenter, room: Room) -> None:
    save(presenter, "end_goal", GOAL)
    view = room.view()
    assert (view.end_goal.kind, view.end_goal.words, view.own_words) == (  # type: ignore[union-attr]
        "job", "Arbejde på et lager", "Noget med lager",
    )  # fmt: skip
    assert view.coordinator is not None
    assert room.recorder.said == ["The end goal is saved."]
    assert room.recorder.undoable[-1]
    assert undo(room) == "End goal"
    presenter.reload()
    assert presenter.view() is None


def test_a_missing_kind_is_told_at_its_place(presenter: PlanPresenter) -> None:
    with pytest.raises(UserError) as caught:
        save(presenter, "end_goal", GOAL | {"kind": None})
    assert "job or an education" in render(caught.value.text, "en")


def test_an_effort_is_added_with_its_times(presenter: PlanPresenter, room: Room) -> None:
    save(presenter, "end_goal", GOAL)
    made = save(presenter, "activity", EFFORT)
    effort = room.activity("Bostøtte")
    assert effort.id == made
    assert [(s.weekday, s.start, s.end) for s in effort.slots] == [(3, time(13), time(15))]
    assert effort.legal_basis == ""


def test_changing_an_effort_keeps_what_the_form_does_not_show(room: Room) -> None:
    room.plan()
    line = replace(room.activity("Praktik"), visible_to=("p",), barrier_ids=("b",), stop_reason="x")
    data = activity_data(line, EFFORT | {"title": "Ny", "hours_per_week": 7})
    assert (data.visible_to, data.barrier_ids, data.title, data.hours_per_week) == (("p",), ("b",), "Ny", 7.0)
    without_goals = {name: value for name, value in EFFORT.items() if name != "goal_ids"}
    assert activity_data(line, without_goals).goal_ids == line.goal_ids


def test_an_interim_goal_is_linked_to_the_efforts_chosen(presenter: PlanPresenter, room: Room) -> None:
    room.plan()
    goal = room.goal("Gæld kortlagt")
    values = {name: getattr(goal, name) for name in ("words", "sign", "due_on", "follow_up_on")}
    chosen = [room.activity("Praktik").id, room.activity("Bostøtte").id]
    save(presenter, "interim_goal", values | {"activities": chosen}, goal.id)
    linked = {a.title for a in room.view().activities if goal.id in a.goal_ids}
    assert linked == {"Praktik", "Bostøtte"}
    assert undo(room) == "Change an interim goal"
    linked = {a.title for a in room.view().activities if goal.id in a.goal_ids}
    assert linked == {"Bostøtte", "Rusmiddelcenter"}


def test_efforts_that_are_over_or_hidden_stay_linked(presenter: PlanPresenter, room: Room) -> None:
    room.plan()
    goal, effort = room.goal("Gæld kortlagt"), room.activity("Rusmiddelcenter")
    room.run(lambda work: service.end_activity(work, effort.id, date(2026, 11, 20)))
    hidden = room.activity("Bostøtte")
    room.run(lambda work: service.change_activity(work, hidden.id, replace(hidden, internal=True)))
    room.desk.citizen_view = True
    presenter.reload()
    assert {a.title for a in presenter.linkable()} == {"Praktik", "FVU dansk"}
    values = {"words": "Gæld kortlagt", "sign": "", "due_on": None, "follow_up_on": None, "activities": []}
    save(presenter, "interim_goal", values, goal.id)
    assert {a.title for a in room.view().activities if goal.id in a.goal_ids} == {
        "Rusmiddelcenter",
        "Bostøtte",
    }


def test_a_draft_is_kept_until_the_act_is_through(presenter: PlanPresenter, room: Room) -> None:
    save(presenter, "end_goal", GOAL)
    room.recorder.said.clear()
    presenter.keep_draft("activity", "new-id", {"title": "Bos"}, is_new=True, about="")
    with pytest.raises(UserError):
        save(presenter, "activity", EFFORT | {"title": " "})
    presenter.reload()
    drafts = presenter.state.drafts  # type: ignore[union-attr]
    assert [(d.record_id, d.kind, d.form, dict(d.values)) for d in drafts] == [
        ("new-id", "activity", "activity", {"title": "Bos"})
    ]
    presenter.save(
        "activity", "new-id", EFFORT, is_new=True, about="", then=lambda _id: None, failed=lambda e: pytest.fail(str(e))
    )  # fmt: skip
    assert presenter.state.drafts == ()  # type: ignore[union-attr]


def test_a_draft_thrown_away_can_be_fetched_back(presenter: PlanPresenter) -> None:
    presenter.keep_draft("agreement", "d1", {"words": "Ringer"}, is_new=True, about="")
    presenter.throw_draft("agreement", "d1", {"words": "Ringer"}, is_new=True, about="")
    state = presenter.state
    assert state is not None
    assert (state.drafts, state.thrown.record_id) == ((), "d1")  # type: ignore[union-attr]
    fetched = presenter.fetch_thrown()
    assert fetched is not None
    presenter.reload()
    assert [d.record_id for d in presenter.state.drafts] == ["d1"]  # type: ignore[union-attr]
    assert presenter.state.thrown is None  # type: ignore[union-attr]


def test_drafts_of_other_citizens_stay_out_of_sight(presenter: PlanPresenter, room: Room) -> None:
    room.office.store.drafts.save("x", "activity", "somebody", "another-case", {"form": "activity"})
    room.office.store.drafts.save("y", "talk", room.citizen_id, room.case_id, {"facts": "…"})
    presenter.reload()
    assert presenter.state.drafts == ()  # type: ignore[union-attr]


def test_versions_are_agreed_counted_and_compared(presenter: PlanPresenter, room: Room) -> None:
    room.plan(active=False)
    values = {"reason": "", "made_on": TODAY, "made_where": "Nordby", "made_how": "Aftalt i samtalen"}
    assert render(version_text(presenter.state), "en") == "Draft, never agreed"  # type: ignore[arg-type]
    first = save(presenter, "plan_version", values)
    assert room.recorder.said[-1] == "The plan is in force."
    assert room.recorder.undoable[-1]
    effort = room.activity("Praktik")
    presenter.move_activity(effort.id, date(2026, 11, 16), date(2027, 2, 19))
    presenter.reload()
    assert render(version_text(presenter.state), "en") == "Version 1 + 1 change"  # type: ignore[arg-type]
    with pytest.raises(UserError) as caught:
        save(presenter, "plan_version", values)
    assert caught.value.place == Place("plan", room.view().plan_id, "reason")
    second = save(presenter, "plan_version", values | {"reason": "Starter senere"})
    assert room.recorder.said[-1] == "Version 2 of the plan is agreed."
    assert room.recorder.undoable[-1]
    assert [c.field for c in presenter.differences(first, second)] == ["from_on", "to_on"]
    assert presenter.differences(second, "") == []


def test_a_plan_with_errors_is_refused_in_sentences(presenter: PlanPresenter, room: Room) -> None:
    room.plan(active=False)
    effort = room.activity("Praktik")
    room.run(lambda work: service.change_activity(work, effort.id, replace(effort, contribution="")))
    values = {"reason": "", "made_on": TODAY, "made_where": "", "made_how": ""}
    with pytest.raises(UserError) as caught:
        save(presenter, "plan_version", values)
    assert "“Praktik” does not say what it does for the goal" in render(caught.value.text, "en")
    assert caught.value.place == Place("activity", effort.id, "contribution")
    assert [f.id for f in presenter.state.errors] == ["activity.no_contribution"]  # type: ignore[union-attr]


def test_person_and_coordinator(presenter: PlanPresenter, room: Room) -> None:
    room.plan()
    values = {
        "name": "Mette Lund",
        "role": "housing_support",
        "does": "",
        "phone": "1",
        "from_on": None,
        "to_on": None,
    }
    made = save(presenter, "plan_person", values)
    save(presenter, "plan_person", values | {"phone": "2"}, made)
    assert [(p.name, p.phone) for p in room.view().people[1:]] == [("Mette Lund", "2")]
    other = room.run(lambda work: people_staff(work, "Ole Bo"))
    save(presenter, "coordinator", {"coordinator_id": other}, room.view().plan_id, room.view().plan_id)
    assert room.view().coordinator.name == "Ole Bo"  # type: ignore[union-attr]


def people_staff(work: Any, name: str) -> str:
    from caseworker.people import staff

    return staff.find_or_add(work, name).id


def test_pause_and_stop(presenter: PlanPresenter, room: Room) -> None:
    room.plan()
    effort = room.activity("Praktik")
    save(presenter, "activity_pause", {"suspended_from": TODAY, "suspended_until": None}, "p", effort.id)
    assert room.activity("Praktik").status_on(TODAY) == "suspended"
    save(presenter, "activity_stop", {"stop_reason": "Fik job", "to_on": TODAY}, "s", effort.id)
    assert (room.activity("Praktik").status, room.activity("Praktik").stop_reason) == ("stopped", "Fik job")
    assert [track for track, _ in presenter.state.by_track(live=False)] == ["employment"]  # type: ignore[union-attr]


def test_the_citizen_sees_neither_internal_lines_nor_checks(presenter: PlanPresenter, room: Room) -> None:
    plan_id = room.plan()
    secret = ActivityData(track="health", title="Kun internt", internal=True, from_on=TODAY)
    room.run(lambda work: service.add_activity(work, plan_id, secret))
    assert presenter.state.findings  # type: ignore[union-attr]
    room.desk.citizen_view = True
    presenter.reload()
    state = presenter.state
    assert state is not None
    assert "Kun internt" not in {a.title for a in state.activities}
    assert state.findings == ()


def test_a_closed_case_can_only_be_read(presenter: PlanPresenter, room: Room) -> None:
    room.plan()
    room.run(lambda work: people.close_case(work, room.case_id, "moved", TODAY))
    state = presenter.state
    assert state is not None
    assert state.read_only is not None
    assert "24 November 2026" in render(state.read_only, "en")
    assert state.findings == ()


def test_the_catalogue_fits_the_age(presenter: PlanPresenter) -> None:
    young = {e.code for e in presenter.search("")}
    everybody = {e.code for e in presenter.search("", all_ages=True)}
    assert young < everybody
    assert {e.list for e in presenter.search("")} >= {"youth"}
    assert "over_30" not in {e.list for e in presenter.search("") if not e.all_ages}


def test_where_nothing_fits_the_age_the_others_are_found(presenter: PlanPresenter) -> None:
    assert [e.code for e in presenter.search("rundvisning")] == [
        "company_visit"
    ]  # Jonas is 22, it is for 30+
    assert presenter.search("praktik")[0].code in ("placement", "taster")
    assert presenter.search("månefærd") == []


def test_it_listens_to_its_own_case_only(presenter: PlanPresenter, room: Room) -> None:
    from tests.making import make_citizen

    _citizen, other = make_citizen(room.office, "Ida Juhl")
    drawn: list[bool] = []
    presenter.on_changed = lambda: drawn.append(True)
    room.run(lambda work: service.add_agreement(work, other, AgreementData(side="citizen", words="Ringer")))
    assert drawn == []
    room.agree("citizen", "Ringer")
    assert drawn


def test_findings_lead_only_where_there_is_a_form(presenter: PlanPresenter, room: Room) -> None:
    room.plan()
    state = presenter.state
    assert state is not None
    assert state.leads_somewhere(Place("activity", "a", "slots"))
    assert not state.leads_somewhere(Place("plan", "p", "measurement"))
    assert not state.leads_somewhere(Place("stay", "s", "restart_on"))
    presenter.print_plan()
    assert room.recorder.places == [Place("print", room.case_id, "plan")]


def test_a_person_who_left_is_no_contact(presenter: PlanPresenter, room: Room) -> None:
    plan_id = room.plan()
    data = PersonData(name="Per Sand", role="drug_centre", to_on=date(2026, 11, 1))
    room.run(lambda work: service.add_person(work, plan_id, data))
    assert "1 contact person" in render(presenter.state.week.load, "en")  # type: ignore[union-attr]


def test_what_was_not_saved_before_the_case_was_closed_is_read_and_thrown_away(
    presenter: PlanPresenter, room: Room
) -> None:
    room.plan()
    presenter.keep_draft("interim_goal", "g9", {"words": "Møder til tiden"}, is_new=True, about="")
    presenter.keep_quick("citizen", "Ringer til banken")
    room.run(lambda work: people.close_case(work, room.case_id, "moved", TODAY))
    presenter.reload()
    state = presenter.state
    assert state is not None
    assert state.quick == {}
    kept = {draft.form: dict(draft.values) for draft in state.drafts}
    assert kept["interim_goal"] == {"words": "Møder til tiden"}
    assert kept["agreement"] == {"words": "Ringer til banken", "side": "citizen"}
    for draft in state.drafts:
        assert presenter.draft_of(draft.record_id) == draft
        presenter.throw_row(draft)
    presenter.reload()
    assert presenter.state is not None
    assert presenter.state.drafts == ()
