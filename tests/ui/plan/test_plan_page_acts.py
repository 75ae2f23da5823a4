"""What is moved, ticked, agreed and read on the plan page, on a real store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from caseworker.base.place import Place
from caseworker.people import service as people
from caseworker.people.model import OtherPlan, Party
from caseworker.plan import service
from caseworker.plan.content import PersonData
from caseworker.screening import service as screenings
from caseworker.screening.model import Barrier
from caseworker.store.work import Work
from tests.ui.interactions import Interactions
from tests.ui.plan.conftest import MADE, TODAY, Room
from tests.ui.plan.window import Opening, button, filled_buttons, focus_is_in
from ui.kit import Label, LinkButton, apply

pytestmark = pytest.mark.usefixtures("moves_mouse")


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


def test_a_plan_of_others_is_replaced_with_one_click_and_undo_takes_it_back(
    open_page: Opening, room: Room, user: Interactions, qtbot: QtBot
) -> None:
    room.plan()
    room.run(
        lambda work: work.add(
            OtherPlan(citizen_id=room.citizen_id, kind="social_plan", authority="Familiecentret")
        )
    )
    page = open_page()
    user.click(button(page.replaces, "Replace it with this plan"))
    assert [plan.name for plan in room.view().replaces] == ["Familiecentret"]
    assert [b.text() for b in page.replaces.findChildren(QPushButton) if b.isVisible()] == []
    room.office.undo()
    assert room.view().replaces == ()
    qtbot.waitUntil(lambda: any(b.isVisible() for b in page.replaces.findChildren(QPushButton)))


def test_an_effort_names_what_it_helps_with_and_who_may_see_it(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    room.plan()

    def act(work: Work) -> None:
        screening = screenings.start(
            work, room.case_id, next(i for i in room.office.instruments.values() if i.id == "visitation")
        )
        work.flush()
        work.add(
            Barrier(
                screening_id=screening, citizen_id=room.citizen_id, case_id=room.case_id, category="mental",
                words="Sover dårligt", diagnosis="hemmelig",
            )
        )  # fmt: skip
        party = work.add(Party(kind="drug_centre", name="Per Sand"))
        work.flush()
        service.add_person(work, room.view().plan_id, PersonData(name="Per Sand", party_id=party.id))

    room.run(act)
    page = open_page(Place("activity", room.activity("Praktik").id, "visible_to"))
    assert page.panel is not None
    barriers, seen_by = (page.panel.form.field(name) for name in ("barrier_ids", "visible_to"))
    assert [c.text() for c in barriers.chips()] == ["Sover dårligt"]  # type: ignore[attr-defined]
    user.click(barriers.chips()[0])  # type: ignore[attr-defined]
    user.click(seen_by.chips()[0])  # type: ignore[attr-defined]
    user.click(page.panel.save)
    effort = room.activity("Praktik")
    assert len(effort.barrier_ids) == len(effort.visible_to) == 1
    # Without consent the plan says so, and leads to the field.
    assert page.presenter.state is not None
    found = next(f for f in page.presenter.state.findings if f.id == "activity.no_consent")
    assert page.presenter.state.leads_somewhere(found.place)


def test_the_focus_returns_to_the_row_or_to_what_opened_the_form(
    open_page: Opening, room: Room, user: Interactions, qtbot: QtBot
) -> None:
    room.plan()
    page = open_page()
    # Left without saving: back to the button.
    page.course.new_activity.setFocus()
    user.click(page.course.new_activity)
    assert page.panel is not None
    qtbot.waitUntil(lambda: page.panel is not None and focus_is_in(page.panel))
    user.key(page.panel.form.field("title").focus_target(), Qt.Key.Key_Escape)
    qtbot.waitUntil(page.course.new_activity.hasFocus)
    # Saved: to the new row.
    user.click(page.course.new_goal)
    user.write(page.panel.form.field("words"), "Sover om natten")
    user.write(page.panel.form.field("due_on"), "1/2-27")
    user.key(page.panel.form.field("words").focus_target(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.panel is None)
    goal = room.goal("Sover om natten")
    qtbot.waitUntil(lambda: page.course.timeline.milestone(goal.id).hasFocus())
    # Taken out: to something on the page, not into the navigation.
    page.open_form("interim_goal", goal.id)
    user.click(button(page.panel, "Take it out"))
    qtbot.waitUntil(lambda: focus_is_in(page))


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


def test_escape_closes_the_versions(open_page: Opening, room: Room, qtbot: QtBot) -> None:
    room.plan()
    page = open_page()
    for inside in ("close_button", "old"):
        page.show_versions()
        assert page.versions is not None
        part = page.versions.old.combo if inside == "old" else page.versions.close_button
        part.setFocus()
        qtbot.keyClick(part, Qt.Key.Key_Escape)
        assert page.versions is None


def test_undoing_a_version_leaves_the_open_comparison_whole(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    plan_id = room.plan()
    room.run(lambda work: service.move_activity(work, room.activity("Praktik").id, 7))
    room.run(lambda work: service.new_version(work, plan_id, "Starter senere", MADE))
    page = open_page()
    user.click(page.goal.findChild(QWidget, "versions"))
    assert page.versions is not None
    assert page.versions.new.combo.currentText() == "Version 2"
    room.office.undo()
    assert (page.versions.old.combo.currentText(), page.versions.new.combo.currentText()) == (
        "Version 1", "the plan as it is now",
    )  # fmt: skip
    assert "2 lines differ" in [label.text() for label in page.versions.findChildren(Label)]
    room.office.undo()
    room.office.undo()
    assert not page.versions.old.isVisible(), "nothing agreed is left to compare with"


def test_a_version_cannot_be_made_before_the_one_before_it(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    room.plan()
    room.run(lambda work: service.move_activity(work, room.activity("Praktik").id, 7))
    page = open_page()
    user.click(page.goal.agree)
    assert page.panel is not None
    user.write(page.panel.form.field("reason"), "Starter senere")
    user.write(page.panel.form.field("made_on"), "2/1-2026")
    user.click(page.panel.save)
    assert page.panel is not None
    assert page.panel.form.errors() == {
        "made_on": "Version 1 was made on 24-11-2026, so the one after it cannot be made before that. "
        "Check the date."
    }
    user.write(page.panel.form.field("made_on"), "24/11-2026")
    user.click(page.panel.save)
    version = room.view().version
    assert version is not None
    assert version.number == 2


def test_a_closed_case_without_a_plan_asks_for_none(open_page: Opening, room: Room) -> None:
    room.run(lambda work: people.close_case(work, room.case_id, "moved", TODAY))
    page = open_page()
    page.goal.set_writing(True)
    page.goal.set_writing(False)  # a form that was read and closed again
    assert not any(one.isVisible() for one in page.goal.findChildren(QPushButton))
    assert filled_buttons(page) == []


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


def test_with_large_letters_nothing_is_scrolled_sideways(
    open_page: Opening, room: Room, qapp: QApplication, qtbot: QtBot
) -> None:
    room.plan()
    room.agree("citizen", "Ringer til banken", date(2027, 1, 8))
    apply(qapp, "light", 2.0, reduced_motion=True)
    try:
        page = open_page(width=990)  # what a window of 1366 leaves beside its navigation at 200 %
        for key in ("", "activity", "agreement", "plan_version"):
            if key:
                page.open_form(key)
            qtbot.waitUntil(lambda: _sideways(page) == [], timeout=2000)
            assert page.width() == 990, key
    finally:
        apply(qapp, "light", reduced_motion=True)


def _sideways(page: QWidget) -> list[int]:
    bars = [area.horizontalScrollBar() for area in page.findChildren(QScrollArea) if area.isVisible()]
    return [bar.maximum() for bar in bars if bar.maximum()]


def test_the_year_stands_where_it_is_another(open_page: Opening, room: Room) -> None:
    room.plan()
    room.agree("citizen", "Ringer til banken", date(2027, 1, 8))
    room.agree("municipality", "Går med", date(2026, 11, 27))
    page = open_page()
    words = [label.text() for label in page.agreements.findChildren(Label)]
    assert "by 8 Jan 2027" in words
    assert any(found.startswith("by 27 Nov") and "2026" not in found for found in words)


def test_small_acts_close_the_form_and_can_be_undone(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    room.plan()
    page = open_page(Place("interim_goal", room.goal("8 t/uge").id))
    assert page.panel is not None
    user.click(button(page.panel, "It is reached"))
    assert page.panel is None
    assert room.goal("8 t/uge").reached_on == TODAY
    assert room.recorder.said[-1] == "The interim goal is reached."
    assert room.recorder.undoable[-1]
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


def test_drafts_of_a_closed_case_are_opened_to_be_read(open_page: Opening, room: Room) -> None:
    room.plan()
    drafts = room.office.store.drafts
    quick = {
        "form": "quick_agreement",
        "about": "citizen",
        "is_new": True,
        "values": {"words": "Ringer til banken"},
    }
    drafts.save("q1", "agreement", room.citizen_id, room.case_id, quick)
    room.run(lambda work: people.close_case(work, room.case_id, "moved", TODAY))
    page = open_page()
    assert page.drafts.isVisible()
    read = next(link for link in page.drafts.findChildren(LinkButton) if link.text() == "read")
    read.click()
    assert page.panel is not None
    assert page.panel.form.values()["words"] == "Ringer til banken"
    assert not page.panel.save.isVisible()
