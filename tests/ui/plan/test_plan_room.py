"""Long words, names and stretches of time on the plan page: nothing is pushed out of sight or left unsaid."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from caseworker.base.place import Place
from caseworker.plan import service
from caseworker.plan.content import GoalData
from tests.ui.interactions import Interactions
from tests.ui.plan.conftest import Room
from tests.ui.plan.window import Opening, button
from ui.kit import Label
from ui.kit.timeline.items import BarItem
from ui.plan.page import PlanPage

LINK = "https://www.jobnet.dk/find-job/1234567890abcdef"


def sideways(page: PlanPage) -> list[str]:
    """Return the scroll areas that would have to be scrolled sideways, and an aside wider than its place."""
    QApplication.processEvents()
    return [
        type(area.widget()).__name__
        for area in page.findChildren(QScrollArea)
        if area.isVisible() and area.widget().minimumSizeHint().width() > area.viewport().width()
    ]


@pytest.mark.parametrize("width", range(1120, 1200, 4))
def test_beside_a_form_the_course_is_as_wide_as_its_place(open_page: Opening, room: Room, width: int) -> None:
    room.plan()
    page = open_page(width=width)
    page.show_versions()
    assert sideways(page) == []


@pytest.mark.parametrize("name", [LINK * 4, "Ø" * 200, "Meget lang " * 18])
def test_a_long_name_pushes_nothing_out_of_the_window(open_page: Opening, room: Room, name: str) -> None:
    plan_id = room.plan()
    name = name[:200]
    effort, goal = room.activity("Praktik"), room.goal("Gæld kortlagt")
    room.run(
        lambda w: service.change_goal(w, goal.id, replace(goal, words=name, due_on=None, follow_up_on=None))
    )
    room.run(
        lambda w: service.change_activity(w, effort.id, replace(effort, title=name, from_on=None, to_on=None))
    )
    room.run(lambda w: service.set_end_goal(w, plan_id, "job", name))
    room.agree("citizen", name)
    room.agree("municipality", "Vi ringer")
    page = open_page()
    assert sideways(page) == []
    columns = [page.agreements.lines[side].width() for side in ("citizen", "municipality")]
    assert abs(columns[0] - columns[1]) < 40
    page.course.show_list()
    assert sideways(page) == []
    for key, record in (
        ("plan_version", ""), ("interim_goal", goal.id), ("activity", effort.id), ("activity_pause", effort.id),
        ("activity_stop", effort.id),
    ):  # fmt: skip
        page.open_form(key, record)
        assert sideways(page) == [], key


def test_a_long_word_is_drawn_with_breaks_and_told_without(qtbot: QtBot, dressed: None) -> None:  # noqa: ARG001
    label = Label(f"Se {LINK}", wrap=True)
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() < 60
    assert label.text() == f"Se {LINK}"
    spoken = QAccessible.queryAccessibleInterface(label).text(QAccessible.Text.Name)
    assert spoken == f"Se {LINK}"
    label.set_text("Kort")
    assert QAccessible.queryAccessibleInterface(label).text(QAccessible.Text.Name) == "Kort"
    words = "Sygedagpengeopfølgningssamtale"  # an ordinary word is never broken
    plain = Label(words, wrap=True)
    qtbot.addWidget(plain)
    assert plain.minimumSizeHint().width() >= plain.fontMetrics().horizontalAdvance(words)


def test_a_name_too_long_is_said_at_the_field(open_page: Opening, room: Room, user: Interactions) -> None:
    room.plan()
    page = open_page(Place("activity", room.activity("Praktik").id))
    assert page.panel is not None
    user.write(page.panel.form.field("title"), "x" * 201)
    user.click(page.panel.save)
    assert "1 character too long" in page.panel.form.errors()["title"]
    assert room.activity("Praktik")


def test_the_count_of_efforts_says_what_it_counts(open_page: Opening, room: Room) -> None:
    room.plan()
    page = open_page()
    chip = page.course.tabs.chips()[1]
    assert chip.text() == "Efforts (4)"
    room.run(lambda w: service.end_activity(w, room.activity("Praktik").id))
    assert chip.text() == "Efforts (3 + 1 over)"
    assert chip.accessibleName() == "Efforts (3 + 1 over)"


def test_solid_and_dashed_bars_are_told_apart_under_the_line(open_page: Opening, room: Room) -> None:
    room.plan()
    page = open_page()
    kinds = {item.bar.planned for item in page.course.timeline.findChildren(BarItem)}
    assert page.course.legend.isVisible() == (kinds == {True, False})
    page.course.show_list()
    assert not page.course.legend.isVisible()


def test_interim_goals_out_of_sight_have_an_arrow(open_page: Opening, room: Room) -> None:
    plan_id = room.plan()
    page = open_page()
    line = page.course.timeline
    assert line.hidden_goals() == (False, False)
    before = line.grab().toImage()
    room.run(lambda w: service.add_goal(w, plan_id, GoalData(words="Fast job", due_on=date(2028, 5, 1))))
    room.run(lambda w: service.add_goal(w, plan_id, GoalData(words="Gammelt", due_on=date(2025, 5, 1))))
    assert line.hidden_goals() == (True, True)
    assert line.grab().toImage() != before


def test_a_bar_speaks_of_another_year(open_page: Opening, room: Room) -> None:
    room.plan()
    page = open_page()
    spoken = page.course.timeline.bar(room.activity("Praktik").id).accessibleName()
    assert spoken == "Employment: Praktik, Mon 9 Nov to Fri 12 Feb 2027"
    spoken = page.course.timeline.bar(room.activity("FVU dansk").id).accessibleName()
    assert spoken == "Education: FVU dansk, Tue 20 Oct to Fri 18 Dec"


def test_a_draft_says_once_what_it_is_and_goes_with_the_change_it_was_about(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    room.plan()
    effort = room.activity("Praktik")
    room.run(lambda w: service.change_activity(w, effort.id, replace(effort, to_on=date(2027, 2, 19))))
    page = open_page()
    user.click(page.goal.agree)
    assert page.panel is not None
    user.write(page.panel.form.field("made_where"), "Nordby")
    page.close_side()
    assert drafts_card(page) == ["Agreeing on a version", "from 24 Nov"]
    room.office.undo()
    assert room.office.store.drafts.all() == []
    assert drafts_card(page) == ["“Agreeing on a version” is thrown away."]
    user.click(button(page.drafts, "fetch it back"))
    assert page.panel is not None
    assert page.panel.form.field("made_where").value() == "Nordby"
    user.write(page.panel.form.field("reason"), "Starter senere " * 30)
    page.close_side()
    first, second = drafts_card(page)
    assert first.startswith("Starter senere")
    assert len(first) < 90
    assert second == "Agreeing on a version, from 24 Nov"
    page.show_place(Place("plan", room.case_id))
    assert drafts_card(page) == [first, second], "a reason that was typed is never thrown away by itself"


def drafts_card(page: PlanPage) -> list[str]:
    """Return the words of the drafts shown."""
    QApplication.processEvents()
    assert page.drafts.isVisible()
    words = [label.text() for label in page.drafts.findChildren(Label) if label.isVisible() and label.text()]
    return [line for line in words if line != "Drafts"]


def test_a_draft_that_is_internal_is_hidden_from_the_citizen(open_page: Opening, room: Room) -> None:
    room.plan()
    kept = {
        "form": "activity",
        "about": "",
        "is_new": True,
        "values": {"title": "Mistanke", "internal": True},
    }
    room.office.store.drafts.save("a", "activity", room.citizen_id, room.case_id, kept)
    assert drafts_card(at_plan(open_page, room))[0] == "Mistanke"
    room.desk.citizen_view = True
    assert not at_plan(open_page, room).drafts.isVisible()


def at_plan(open_page: Opening, room: Room) -> PlanPage:
    """Open the page without going on with what was begun."""
    page = open_page(Place("plan", room.case_id, "people"))
    page.close_side()
    return page
