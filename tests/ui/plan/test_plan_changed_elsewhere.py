"""A form of the plan goes on after its record was changed elsewhere: only what was typed is laid over it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from caseworker.base.place import Place
from caseworker.plan import service
from caseworker.plan.content import PersonData
from caseworker.plan.facts import Slot
from tests.ui.interactions import Interactions
from tests.ui.plan.conftest import Room
from tests.ui.plan.window import Opening, button
from ui.plan.page import PlanPage

MOVED = (date(2026, 11, 16), date(2027, 2, 19))


def typed(page: PlanPage, user: Interactions, field: str, words: str) -> None:
    """Type into a field of the open form."""
    assert page.panel is not None
    user.write(page.panel.form.field(field), words)


def put_away(page: PlanPage, user: Interactions, field: str) -> None:
    assert page.panel is not None
    user.key(page.panel.form.field(field).focus_target(), Qt.Key.Key_Escape)
    assert page.panel is None


def go_on(page: PlanPage, room: Room) -> None:
    """Go on with the one draft that waits."""
    (draft,) = room.office.store.drafts.all()
    page.show_place(Place(draft.kind, room.case_id, f"draft:{draft.record_id}"))
    assert page.panel is not None


def values(page: PlanPage) -> dict[str, Any]:
    assert page.panel is not None
    return page.panel.form.values()


def save(page: PlanPage, user: Interactions) -> None:
    assert page.panel is not None
    user.click(page.panel.save)
    assert page.panel is None


def test_a_bar_moved_while_a_draft_waited_stays_moved(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    room.plan()
    effort = room.activity("Praktik")
    page = open_page(Place("activity", effort.id))
    typed(page, user, "contribution", "Nyt formål")
    put_away(page, user, "contribution")
    page.presenter.move_activity(effort.id, *MOVED)
    go_on(page, room)
    assert page.panel is not None
    assert values(page)["contribution"] == "Nyt formål"
    assert (values(page)["from_on"], values(page)["to_on"]) == MOVED
    assert page.panel.banner.text() == (
        "“First day”, “Last day” were changed elsewhere meanwhile, and are shown as they stand now."
    )
    save(page, user)
    found = room.activity("Praktik")
    assert (found.from_on, found.to_on, found.contribution) == (*MOVED, "Nyt formål")
    room.office.undo()
    found = room.activity("Praktik")
    assert (found.from_on, found.to_on, found.contribution) == (*MOVED, effort.contribution)
    go_on(page, room)
    assert values(page)["contribution"] == "Nyt formål"
    assert (values(page)["from_on"], values(page)["to_on"]) == MOVED


def test_a_day_changed_here_and_by_the_bar_is_named(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    room.plan()
    effort = room.activity("Praktik")
    page = open_page(Place("activity", effort.id))
    typed(page, user, "to_on", "1/3-2027")
    put_away(page, user, "to_on")
    page.presenter.move_activity(effort.id, *MOVED)
    go_on(page, room)
    assert page.panel is not None
    assert (values(page)["from_on"], values(page)["to_on"]) == (MOVED[0], date(2027, 3, 1))
    assert (
        "“Last day” was changed elsewhere to “19-02-2027”. Your words stand here" in page.panel.banner.text()
    )
    save(page, user)
    assert (room.activity("Praktik").from_on, room.activity("Praktik").to_on) == (MOVED[0], date(2027, 3, 1))


def test_an_interim_goal_moved_while_a_draft_waited_stays_moved(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    room.plan()
    goal, day = room.goal("Gæld kortlagt"), date(2026, 12, 21)
    page = open_page(Place("interim_goal", goal.id))
    typed(page, user, "sign", "Et brev fra banken")
    put_away(page, user, "sign")
    page.presenter.move_goal(goal.id, day)
    go_on(page, room)
    save(page, user)
    found = room.goal("Gæld kortlagt")
    assert (found.due_on, found.follow_up_on, found.sign) == (day, day, "Et brev fra banken")


def test_an_effort_linked_while_the_goal_was_open_stays_linked(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    room.plan()
    goal, effort = room.goal("Gæld kortlagt"), room.activity("Praktik")
    page = open_page(Place("interim_goal", goal.id))
    typed(page, user, "sign", "Et brev fra banken")
    linked = replace(effort, goal_ids=(*effort.goal_ids, goal.id))
    room.run(lambda work: service.change_activity(work, effort.id, linked))
    assert effort.id in values(page)["activities"]
    save(page, user)
    assert goal.id in room.activity("Praktik").goal_ids
    assert room.goal("Gæld kortlagt").sign == "Et brev fra banken"


def test_an_open_effort_takes_over_what_is_changed_under_it(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    room.plan()
    effort = room.activity("Praktik")
    page = open_page(Place("activity", effort.id))
    typed(page, user, "contribution", "Nyt formål")
    page.presenter.move_activity(effort.id, *MOVED)
    changed = replace(
        room.activity("Praktik"), contribution="Et andet formål",
        slots=(Slot(weekday=4, start=time(8), end=time(10)),),
    )  # fmt: skip
    room.run(lambda work: service.change_activity(work, effort.id, changed))
    assert page.panel is not None
    assert (values(page)["from_on"], values(page)["to_on"]) == MOVED
    assert values(page)["contribution"] == "Nyt formål"
    assert page.panel.banner.text().startswith(
        "“What does it do for the goal?” was changed elsewhere to “Et andet formål”. "
        "Your words stand here: look before you save. "
    )
    save(page, user)
    found = room.activity("Praktik")
    assert (found.from_on, found.to_on, found.contribution) == (*MOVED, "Nyt formål")
    assert found.slots == changed.slots


def test_the_words_of_the_plan_stay_when_its_end_goal_is_saved_from_a_draft(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    plan_id = room.plan()
    page = open_page(Place("end_goal", room.case_id))
    typed(page, user, "words", "Mekaniker")
    put_away(page, user, "words")
    room.run(lambda work: service.set_words(work, plan_id, "own_words", "Jeg vil have svendebrev."))
    go_on(page, room)
    save(page, user)
    assert room.view().own_words == "Jeg vil have svendebrev."
    assert room.view().end_goal is not None
    assert room.view().end_goal.words == "Mekaniker"  # type: ignore[union-attr]


def test_a_form_nobody_has_typed_in_shows_what_another_record_brings(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    plan_id = room.plan()
    page = open_page(Place("end_goal", room.case_id))
    room.run(lambda work: service.set_words(work, plan_id, "own_words", "Jeg vil have svendebrev."))
    save(page, user)
    assert room.view().own_words == "Jeg vil have svendebrev."


def test_an_agreement_and_a_person_keep_what_was_changed_elsewhere(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    plan_id = room.plan()
    agreed = room.agree("citizen", "Ring til banken", date(2026, 12, 1))
    page = open_page(Place("agreement", agreed))
    typed(page, user, "owner", "Karen")
    put_away(page, user, "owner")
    line = next(one for one in page.presenter.state.agreements if one.id == agreed)  # type: ignore[union-attr]
    room.run(lambda work: service.change_agreement(work, agreed, replace(line, due_on=date(2026, 12, 8))))
    go_on(page, room)
    save(page, user)
    line = next(one for one in page.presenter.state.agreements if one.id == agreed)  # type: ignore[union-attr]
    assert (line.owner, line.due_on) == ("Karen", date(2026, 12, 8))
    mentor = PersonData(
        name="Ida Ro", role="Mentor", does="", phone="1", party_id=None, from_on=None, to_on=None
    )
    person = room.run(lambda work: service.add_person(work, plan_id, mentor))
    page = open_page(Place("plan_person", person))
    typed(page, user, "does", "Ringer mandag")
    put_away(page, user, "does")
    room.run(lambda work: service.change_person(work, person, replace(mentor, phone="77 77 77 77")))
    go_on(page, room)
    save(page, user)
    found = next(one for one in room.view().content.people if one.id == person)
    assert (found.does, found.phone) == ("Ringer mandag", "77 77 77 77")


def test_what_a_pause_carries_of_its_effort_does_not_move_the_bar_back(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    room.plan()
    effort = room.activity("Praktik")
    page = open_page(Place("activity", effort.id))
    typed(page, user, "contribution", "Nyt formål")
    user.click(button(page.panel, "Pause it …"))  # type: ignore[arg-type]
    page.presenter.move_activity(effort.id, *MOVED)
    typed(page, user, "suspended_until", "1/12-2026")
    save(page, user)
    found = room.activity("Praktik")
    assert (found.from_on, found.to_on, found.contribution) == (*MOVED, "Nyt formål")
    assert found.suspended_until == date(2026, 12, 1)


def test_the_last_day_of_a_stop_begun_before_is_still_the_one_typed(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    room.plan()
    effort = room.activity("Praktik")
    page = open_page(Place("activity", effort.id))
    user.click(button(page.panel, "Stop it …"))  # type: ignore[arg-type]
    typed(page, user, "stop_reason", "Flyttet")
    assert page.panel is not None
    edit = page.panel.form.field("to_on").focus_target()
    assert isinstance(edit, QLineEdit)
    put_away(page, user, "stop_reason")
    page.presenter.move_activity(effort.id, *MOVED)
    go_on(page, room)
    assert (values(page)["stop_reason"], values(page)["to_on"]) == ("Flyttet", date(2026, 11, 24))
