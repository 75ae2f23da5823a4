"""An act that is undone gives back the words it was made of: a draft again, that is saved again just once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from caseworker.base.place import Place
from caseworker.plan import service
from tests.ui.interactions import Interactions
from tests.ui.plan.conftest import Room, undo
from tests.ui.plan.window import Opening, Slowly, button
from ui.kit import Label
from ui.plan.page import PlanPage


def forms(room: Room) -> list[str]:
    """Return the forms that have a draft."""
    return [draft.values["form"] for draft in room.office.store.drafts.all()]


def write(page: PlanPage, user: Interactions, values: dict[str, str]) -> None:
    """Type into the open form; nothing waits for the draft to be kept by itself."""
    assert page.panel is not None
    for name, words in values.items():
        user.write(page.panel.form.field(name), words)


def press(page: PlanPage, user: Interactions) -> None:
    """Save the open form."""
    assert page.panel is not None
    user.click(page.panel.save)


def go_on(page: PlanPage, room: Room, kind: str) -> None:
    """Go on with the one draft there is, as "My day" does."""
    (draft,) = room.office.store.drafts.all()
    page.show_place(Place(kind, room.case_id, f"draft:{draft.record_id}"))


def stands(page: PlanPage, values: dict[str, str]) -> None:
    """See that the words stand in the open form."""
    assert page.panel is not None
    found = page.panel.form.values()
    assert {name: found[name] for name in values} == values


NEW = [
    ("interim_goal", {"words": "Et pas", "sign": "Det ligger i skuffen"}, "interim_goals", "words"),
    ("activity", {"title": "Morgenløb", "contribution": "Så du vågner"}, "activities", "title"),
    ("plan_person", {"name": "Bo Lind", "does": "Holder øje"}, "people", "name"),
]


@pytest.mark.parametrize(("form", "values", "part", "named"), NEW)
def test_a_new_line_that_is_undone_is_a_draft_and_then_one_line(
    open_page: Opening,
    room: Room,
    user: Interactions,
    form: str,
    values: dict[str, str],
    part: str,
    named: str,
) -> None:
    room.plan()

    def made() -> list[Any]:
        lines = getattr(room.view().content, part)
        return [line for line in lines if getattr(line, named) == values[named]]

    page = open_page()
    page.open_form(form)
    write(page, user, values)
    if form == "activity":
        user.choose(page.panel.form.field("track"), "Health")  # type: ignore[union-attr]
    press(page, user)
    assert len(made()) == 1
    assert forms(room) == []
    for _turn in range(2):
        undo(room)
        assert made() == []
        assert forms(room) == [form]
        assert page.drafts.isVisible()
        go_on(page, room, form)
        stands(page, values)
        press(page, user)
        assert len(made()) == 1
        assert forms(room) == []


def test_an_agreement_written_in_its_form_comes_back(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    room.plan()
    page = open_page()
    page.open_form("agreement")
    write(page, user, {"words": "Ringer til banken", "owner": "Bo"})
    press(page, user)
    undo(room)
    go_on(page, room, "agreement")
    stands(page, {"words": "Ringer til banken", "owner": "Bo"})
    press(page, user)
    assert [a.words for a in page.presenter.state.agreements] == ["Ringer til banken"]  # type: ignore[union-attr]
    assert forms(room) == []


def test_the_first_end_goal_comes_back(open_page: Opening, room: Room, user: Interactions) -> None:
    page = open_page()
    page.open_form("end_goal")
    user.choose(page.panel.form.field("kind"), "A job")  # type: ignore[union-attr]
    write(page, user, {"words": "Et arbejde med heste"})
    press(page, user)
    page.close_side()
    undo(room)
    assert page.presenter.view() is None
    go_on(page, room, "end_goal")
    stands(page, {"words": "Et arbejde med heste", "kind": "job"})
    press(page, user)
    assert room.view().content.end_goals[0].words == "Et arbejde med heste"
    assert forms(room) == []


CHANGED = [
    ("end_goal", "words", "Mekaniker i Aarhus"),
    ("interim_goal", "sign", "Et brev fra banken"),
    ("activity", "contribution", "Så du møder andre"),
]


@pytest.mark.parametrize(("form", "field", "words"), CHANGED)
def test_a_change_that_is_undone_stands_in_its_form(
    open_page: Opening, room: Room, user: Interactions, form: str, field: str, words: str
) -> None:
    room.plan()
    content = room.view().content
    line = {"end_goal": content.end_goals, "interim_goal": content.interim_goals}.get(
        form, content.activities
    )
    page = open_page()
    page.open_form(form, line[0].id)
    write(page, user, {field: words})
    press(page, user)
    undo(room)
    go_on(page, room, form)
    stands(page, {field: words})
    press(page, user)
    again = {"end_goal": "end_goals", "interim_goal": "interim_goals"}.get(form, "activities")
    assert [getattr(one, field) for one in getattr(room.view().content, again)].count(words) == 1
    assert forms(room) == []


def test_a_form_open_on_what_is_undone_shows_the_words_at_once(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    room.plan()
    goal = room.goal("Gæld kortlagt")
    page = open_page(Place("interim_goal", goal.id))
    write(page, user, {"sign": "Et brev fra banken"})
    press(page, user)
    page.open_form("interim_goal", goal.id)
    undo(room)
    stands(page, {"sign": "Et brev fra banken"})


def test_another_coordinator_is_chosen_again(open_page: Opening, room: Room, user: Interactions) -> None:
    room.plan()
    other = room.run(_colleague)
    page = open_page()
    page.open_form("coordinator")
    user.choose(page.panel.form.field("coordinator_id"), "Mette Lund")  # type: ignore[union-attr]
    press(page, user)
    assert room.view().coordinator.id == other  # type: ignore[union-attr]
    undo(room)
    assert room.view().coordinator.id != other  # type: ignore[union-attr]
    go_on(page, room, "plan_person")
    assert page.panel.form.values()["coordinator_id"] == other  # type: ignore[union-attr]
    press(page, user)
    assert room.view().coordinator.id == other  # type: ignore[union-attr]


def test_a_version_agreed_on_and_undone_keeps_its_reason(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    room.plan()
    page = open_page(Place("interim_goal", room.goal("Gæld kortlagt").id))
    write(page, user, {"sign": "Et brev fra banken"})
    press(page, user)
    page.open_form("plan_version")
    write(page, user, {"reason": "Banken har svaret"})
    press(page, user)
    undo(room)
    go_on(page, room, "plan_version")
    stands(page, {"reason": "Banken har svaret"})
    press(page, user)
    assert forms(room) == []
    assert page.presenter.state.changed_lines == 0  # type: ignore[union-attr]


def test_a_version_with_nothing_left_to_agree_on_waits_for_a_change(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    room.plan()
    goal = room.goal("Gæld kortlagt").id

    def change() -> None:
        data = replace(room.goal("Gæld kortlagt"), sign="Et brev fra banken")
        room.run(lambda work: service.change_goal(work, goal, data))

    change()
    page = open_page()
    page.open_form("plan_version")
    write(page, user, {"reason": "Banken har svaret"})
    page.close_side()
    undo(room)
    go_on(page, room, "plan_version")
    assert page.panel is not None
    assert not page.panel.save.isEnabled()
    assert "Nothing in the plan has changed since version 1." in [
        label.text() for label in page.panel.findChildren(Label)
    ]
    change()
    assert page.panel.save.isEnabled()
    undo(room)
    assert not page.panel.save.isEnabled()
    user.write(page.panel.form.field("reason"), "")
    page.close_side()
    assert forms(room) == []  # nothing is written in it, and there is nothing to agree on


def test_a_version_holds_what_its_form_listed_when_it_was_sent_or_is_not_made(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    room.plan()
    goal = room.goal("Gæld kortlagt").id
    for sign in ("Et brev fra banken", "To breve fra banken"):
        data = replace(room.goal("Gæld kortlagt"), sign=sign)
        room.run(lambda work, data=data: service.change_goal(work, goal, data))
    page = open_page()
    page.open_form("plan_version")
    write(page, user, {"reason": "Banken har svaret"})
    room.desk.tasks = slowly = Slowly()
    press(page, user)
    undo(room)  # it was on its way already
    slowly.go_on()
    version = room.view().version
    assert version is not None
    assert version.number == 1
    assert page.panel is not None
    assert "has just been changed" in page.panel.banner.text()
    assert page.panel.form.values()["reason"] == "Banken har svaret"
    press(page, user)
    made = room.view().version
    assert made is not None
    assert made.number == 2


def test_a_pause_brings_back_its_day_and_what_was_typed_of_the_effort(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    room.plan()
    page = open_page(Place("activity", room.activity("Praktik").id))
    write(page, user, {"contribution": "Så du møder andre"})
    user.click(button(page.panel, "Stop it …"))  # type: ignore[arg-type]
    write(page, user, {"stop_reason": "Lukket for vinteren"})
    press(page, user)
    found = room.activity("Praktik")
    assert (found.stop_reason, found.contribution) == ("Lukket for vinteren", "Så du møder andre")
    assert forms(room) == []
    undo(room)
    assert room.activity("Praktik").contribution == "Så du kan komme op og afsted"
    go_on(page, room, "activity")
    stands(page, {"stop_reason": "Lukket for vinteren"})
    press(page, user)
    found = room.activity("Praktik")
    assert (found.stop_reason, found.contribution) == ("Lukket for vinteren", "Så du møder andre")
    assert forms(room) == []


def test_what_was_undone_does_not_stand_open_by_itself_later(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    room.plan()
    page = open_page(Place("activity", room.activity("Praktik").id))
    user.click(button(page.panel, "Stop it …"))  # type: ignore[arg-type]
    write(page, user, {"stop_reason": "Lukket for vinteren"})
    press(page, user)
    undo(room)
    later = open_page()
    assert later.panel is None
    assert later.drafts.isVisible()
    go_on(later, room, "activity")
    write(later, user, {"stop_reason": "Lukket for vinteren og foråret"})
    later.save_draft()
    assert open_page().panel is not None  # it is being written on again


def test_words_saved_along_with_an_act_come_back_too(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    room.plan()
    page = open_page(Place("interim_goal", room.goal("Gæld kortlagt").id))
    write(page, user, {"sign": "Et brev fra banken"})
    user.click(button(page.panel, "It is reached"))  # type: ignore[arg-type]
    undo(room)
    go_on(page, room, "interim_goal")
    stands(page, {"sign": "Et brev fra banken"})


@pytest.mark.parametrize("side", ["citizen", "municipality"])
def test_a_quick_line_has_its_words_again(
    open_page: Opening, room: Room, user: Interactions, side: str
) -> None:
    room.plan()
    page = open_page()
    line = page.agreements.quick[side]
    user.write_and_enter(line, "Ringer til banken, 30/11")
    for _turn in range(2):
        assert line.value() == ""
        undo(room)
        assert page.presenter.state.agreements == ()  # type: ignore[union-attr]
        assert line.value() == "Ringer til banken, 30/11"
        assert forms(room) == ["quick_agreement"]
        user.write_and_enter(line, "Ringer til banken, 30/11")
        (agreement,) = page.presenter.state.agreements  # type: ignore[union-attr]
        assert (agreement.words, agreement.due_on) == ("Ringer til banken", date(2026, 11, 30))
        assert forms(room) == []


def test_what_is_written_on_the_line_meanwhile_stays_and_the_other_waits_behind_it(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    room.plan()
    page = open_page()
    line = page.agreements.quick["citizen"]
    user.write_and_enter(line, "Ringer til banken")
    user.write(line, "Skriver til skatten")
    undo(room)
    assert line.value() == "Skriver til skatten"
    user.write_and_enter(line, "Skriver til skatten")
    assert line.value() == "Ringer til banken"
    user.write_and_enter(line, "Ringer til banken")
    assert line.value() == ""
    assert {a.words for a in page.presenter.state.agreements} == {  # type: ignore[union-attr]
        "Ringer til banken", "Skriver til skatten",
    }  # fmt: skip
    assert forms(room) == []


def test_two_clicks_save_once(open_page: Opening, room: Room, user: Interactions) -> None:
    room.plan()
    page = open_page()
    page.open_form("interim_goal")
    write(page, user, {"words": "Et pas"})
    save: QPushButton = page.panel.save  # type: ignore[union-attr]
    save.click()
    save.click()
    assert [goal.words for goal in room.view().goals].count("Et pas") == 1


def _colleague(work: Any) -> str:
    from caseworker.people import staff

    return staff.find_or_add(work, "Mette Lund").id


def test_what_is_typed_while_it_is_saved_is_a_draft_of_what_was_saved(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    room.plan()
    page = open_page()
    page.open_form("interim_goal")
    write(page, user, {"words": "Et pas"})
    tasks = room.desk.tasks = Slowly()
    press(page, user)
    press(page, user)  # impatient
    write(page, user, {"sign": "Det ligger i skuffen"})
    tasks.go_on()
    assert [(goal.words, goal.sign) for goal in room.view().goals if goal.words == "Et pas"] == [
        ("Et pas", "")
    ]
    go_on(page, room, "interim_goal")
    stands(page, {"words": "Et pas", "sign": "Det ligger i skuffen"})
    press(page, user)
    assert room.goal("Et pas").sign == "Det ligger i skuffen"
    assert [goal.words for goal in room.view().goals].count("Et pas") == 1
    assert forms(room) == []
