"""What is moved, ticked, agreed and read on the plan page, on a real store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from caseworker.base.place import Place
from caseworker.people import service as people
from caseworker.plan import service
from tests.ui.interactions import Interactions
from tests.ui.plan.conftest import TODAY, Room
from tests.ui.plan.window import Opening, button, filled_buttons, focus_is_in
from ui.kit import Label


def test_arrow_keys_move_an_effort_and_undo_takes_each_back(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    room.plan()
    effort = room.activity("Praktik")
    page = open_page()
    bar = page.course.timeline.bar(effort.id)
    user.key(bar, Qt.Key.Key_Right)
    user.key(bar, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    moved = room.activity("Praktik")
    assert (moved.from_on, moved.to_on) == (date(2026, 11, 16), date(2027, 2, 26))
    assert bar.hasFocus()
    room.office.undo()
    assert room.activity("Praktik").to_on == date(2027, 2, 19)
    room.office.undo()
    assert room.activity("Praktik").from_on == date(2026, 11, 9)


def test_a_bar_and_a_slot_are_dragged(open_page: Opening, room: Room, qtbot: QtBot) -> None:
    room.plan()
    page = open_page()
    effort = room.activity("Praktik")
    slot = page.week.grid.item(f"{effort.id}|0")
    qtbot.keyClick(slot, Qt.Key.Key_Down)
    qtbot.keyClick(slot, Qt.Key.Key_Right)
    (moved,) = room.activity("Praktik").slots
    assert (moved.weekday, f"{moved.start:%H:%M}", f"{moved.end:%H:%M}") == (1, "09:15", "12:15")
    bar = page.course.timeline.bar(effort.id)
    start = bar.rect().center()
    qtbot.mousePress(bar, Qt.MouseButton.LeftButton, pos=start)
    for step in (20, 60):
        qtbot.mouseMove(bar, start + type(start)(step, 0))
    qtbot.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=start + type(start)(60, 0))
    by = (room.activity("Praktik").from_on - date(2026, 11, 9)).days
    assert by > 7
    assert (room.activity("Praktik").to_on - date(2027, 2, 12)).days == by


def test_typed_dates_move_an_effort_too(open_page: Opening, room: Room, user: Interactions) -> None:
    room.plan()
    page = open_page(Place("activity", room.activity("Praktik").id, "from_on"))
    assert page.panel is not None
    user.write(page.panel.form.field("from_on"), "30/11-26")
    user.key(page.panel.form.field("from_on").focus_target(), Qt.Key.Key_Return,
             Qt.KeyboardModifier.ControlModifier)  # fmt: skip
    assert room.activity("Praktik").from_on == date(2026, 11, 30)


def test_agreements_are_added_and_ticked_where_they_stand(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    room.plan()
    page = open_page()
    user.write_and_enter(page.agreements.quick["municipality"], "Ringer til banken, fredag")
    assert page.agreements.quick["municipality"].value() == ""
    (agreement,) = page.presenter.state.agreements  # type: ignore[union-attr]
    assert (agreement.side, agreement.owner, agreement.due_on) == (
        "municipality", "Karen Holm", date(2026, 11, 27),
    )  # fmt: skip
    box = page.agreements.findChild(QWidget, f"tick:{agreement.id}")
    user.click(box)
    assert page.presenter.agreement(agreement.id).status == "kept"  # type: ignore[union-attr]
    assert focus_is_in(page.agreements.findChildren(QWidget, f"tick:{agreement.id}")[-1])
    user.click(page.agreements.findChildren(QPushButton, f"agreement:{agreement.id}")[-1])
    assert page.panel is not None
    user.click(button(page.panel, "Open it again"))
    assert page.presenter.agreement(agreement.id).status == "open"  # type: ignore[union-attr]
    assert page.panel is None


def test_a_refused_version_says_why_and_shows_the_way(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    room.plan(active=False)
    effort = room.activity("Praktik")
    room.run(lambda work: service.change_activity(work, effort.id, replace(effort, contribution="")))
    page = open_page()
    user.click(page.goal.agree)
    assert page.panel is not None
    user.click(page.panel.save)
    assert "“Praktik” does not say what it does for the goal" in page.panel.banner.text()
    user.click(button(page.panel.banner, "show me"))
    assert room.recorder.places == [Place("activity", effort.id, "contribution")]


def test_versions_are_listed_and_compared(open_page: Opening, room: Room, user: Interactions) -> None:
    room.plan()
    room.run(lambda work: service.move_activity(work, room.activity("Praktik").id, 7))
    page = open_page()
    user.click(page.goal.findChild(QWidget, "versions"))
    assert page.versions is not None
    assert page.versions.new.value() == ""
    words = [label.text() for label in page.versions.findChildren(Label)]
    assert "2 lines differ" in words
    assert any("the start" in one and "“Praktik”" in one for one in words)
    user.click(page.versions.close_button)
    assert page.versions is None
    assert page.findings.isVisible()


def test_a_closed_case_is_read_and_not_changed(open_page: Opening, room: Room) -> None:
    room.plan()
    room.agree("citizen", "Ringer")
    room.run(lambda work: people.close_case(work, room.case_id, "moved", TODAY))
    page = open_page()
    assert filled_buttons(page) == []
    assert not page.course.new_activity.isVisible()
    assert not page.agreements.quick["citizen"].isVisible()
    assert not page.course.timeline.bar(room.activity("Praktik").id).may_move()
    page.open_form("activity", room.activity("Praktik").id)
    assert page.panel is not None
    assert not page.panel.save.isVisible()


def test_a_narrow_page_gives_the_form_the_whole_width(open_page: Opening, room: Room) -> None:
    room.plan()
    page = open_page(width=820)
    assert page.stage.plan_area.isAncestorOf(page.people)
    assert page.people.isVisible()
    page.resize(1130, 600)
    QApplication.processEvents()
    assert page.stage.aside_area.isAncestorOf(page.people)
    assert page.people.isVisible()
    page.resize(820, 600)
    QApplication.processEvents()
    page.open_form("activity")
    assert not page.stage.plan_area.isVisible()
    page.close_side()
    assert page.stage.plan_area.isVisible()


def test_small_acts_close_the_form_and_can_be_undone(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    room.plan()
    page = open_page(Place("interim_goal", room.goal("8 t/uge").id))
    assert page.panel is not None
    user.click(button(page.panel, "It is reached"))
    assert page.panel is None
    assert room.goal("8 t/uge").reached_on == TODAY
    assert room.recorder.said[-1] == "The interim goal is reached. [undo]"
    assert page.course.timeline.milestone(room.goal("8 t/uge").id).milestone.reached
    room.office.undo()
    assert room.goal("8 t/uge").status == "open"


def test_the_list_leads_to_the_same_forms(open_page: Opening, room: Room, user: Interactions) -> None:
    room.plan()
    effort = room.activity("Bostøtte")
    page = open_page()
    page.course.show_list()
    QApplication.processEvents()
    user.click(page.course.list.findChild(QWidget, f"activity:{effort.id}"))
    assert page.panel is not None
    assert page.panel.sheet.record_id == effort.id
    user.click(button(page.panel, "Stop it …"))
    assert page.panel.sheet.key == "activity_stop"
    user.write(page.panel.form.field("stop_reason"), "Flyttet hjem")
    user.click(page.panel.save)
    assert room.activity("Bostøtte").stop_reason == "Flyttet hjem"
