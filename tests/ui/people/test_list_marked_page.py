"""Several citizens of the list at once: marked by mouse and keys, handed over, their plans printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from caseworker.base.place import Place
from caseworker.base.text import t
from caseworker.people import service
from caseworker.plan import service as plans
from caseworker.plan.content import ActivityData, GoalData, MadeWith
from caseworker.store.work import Work
from tests.making import make_citizen
from tests.ui.people.dressing import Hands, button, words
from tests.ui.recording import Recorder
from ui.kit import Banner, unnamed
from ui.kit.table_model import RecordModel
from ui.people.list_page import CitizensPage
from ui.ports import Desk
from ui.prints.preview import make_preview

Shown = Callable[[QWidget], QWidget]
CTRL, SHIFT, PLAIN = (
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier,
)  # fmt: skip
TODAY = date(2026, 11, 24)


@pytest.fixture
def page(desk: Desk, shown: Shown) -> CitizensPage:
    for name in ("Bent Friis", "Jonas Bruun", "Lise Bøgh", "Åse Ødegård"):
        make_citizen(desk.office, name)
    return opened(desk, shown)


def opened(desk: Desk, shown: Shown, field: str = "") -> CitizensPage:
    page = CitizensPage(desk)
    page.show_place(Place("citizens", field=field))
    desk.office.subscribe(page.heard)
    shown(page)
    return page


def at(page: CitizensPage, row: int) -> QPoint:
    return page.table.visualRect(page.table.model().index(row, 0)).center()


def click(page: CitizensPage, row: int, keys: Qt.KeyboardModifier = PLAIN) -> None:
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, keys, at(page, row))


def press(widget: QWidget, key: Qt.Key, keys: Qt.KeyboardModifier = PLAIN) -> None:
    QTest.keyClick(widget, key, keys)
    QApplication.processEvents()


def marked(page: CitizensPage) -> list[str]:
    return [line.name.split()[0] for line in page.table.selected()]


def said(page: CitizensPage) -> str:
    return page.marked.accessibleName() if page.marked.isVisible() else ""


def mark_two(page: CitizensPage) -> None:
    click(page, 0)
    click(page, 1, CTRL)


def fill_in(page: CitizensPage, hands: Hands, colleague: str = "Mette Lund") -> Any:
    assert page.handing.form is not None
    form: Any = page.handing.form.form
    hands.choose(form.field("staff"), "other")
    hands.type(form.field("colleague").focus_target(), colleague)
    hands.type(form.field("handover_note").focus_target(), "Ring først")
    return form


# ---- marking


def test_the_mouse_marks_with_ctrl_and_shift(page: CitizensPage) -> None:
    click(page, 0)
    assert said(page) == ""
    click(page, 2, CTRL)
    assert (marked(page), said(page)) == (["Bent", "Lise"], "2 citizens selected")
    click(page, 0)
    click(page, 2, SHIFT)
    assert (marked(page), said(page)) == (["Bent", "Jonas", "Lise"], "3 citizens selected")
    click(page, 1, CTRL)
    assert said(page) == "2 citizens selected"
    click(page, 3)
    assert (marked(page), said(page)) == (["Åse"], "")


def test_the_keys_mark_a_stretch_all_and_single_ones(page: CitizensPage) -> None:
    press(page.search.edit, Qt.Key.Key_Down)
    assert said(page) == ""
    press(page.table, Qt.Key.Key_Down, SHIFT)
    assert marked(page) == ["Bent", "Jonas"]
    press(page.table, Qt.Key.Key_Down, CTRL)
    assert marked(page) == ["Bent", "Jonas"]
    assert page.table.stands_on(2)  # what the next key marks can be seen
    press(page.table, Qt.Key.Key_Down, CTRL)
    press(page.table, Qt.Key.Key_Space, CTRL)
    assert marked(page) == ["Bent", "Jonas", "Åse"]
    press(page.table, Qt.Key.Key_A, CTRL)
    assert (len(marked(page)), said(page)) == (4, "4 citizens selected")
    press(page.table, Qt.Key.Key_Up)
    assert said(page) == ""


def test_enter_and_a_double_click_still_open_one(page: CitizensPage, recorder: Recorder) -> None:
    mark_two(page)
    press(page.table, Qt.Key.Key_Return)
    click(page, 2)
    QTest.mouseDClick(page.table.viewport(), Qt.MouseButton.LeftButton, PLAIN, at(page, 2))
    keys = [line.case_id for line in page.table.records()]
    assert recorder.places == [Place("overview", keys[1]), Place("overview", keys[2])]
    click(page, 0, CTRL)
    QTest.mouseDClick(page.table.viewport(), Qt.MouseButton.LeftButton, CTRL, at(page, 0))
    assert len(recorder.places) == 2  # two quick clicks with Ctrl mark and unmark
    assert marked(page) == ["Lise"]


@pytest.mark.parametrize("where", ["table", "search", "button"])
def test_escape_clears_from_everywhere(page: CitizensPage, where: str) -> None:
    mark_two(page)
    at_work = {"table": page.table, "search": page.search.edit, "button": page.marked.hand_over}[where]
    at_work.setFocus()
    press(at_work, Qt.Key.Key_Escape)
    assert (marked(page), said(page)) == ([], "")
    assert page.filters.isVisible()
    assert (page.search.edit if where == "search" else page.table).hasFocus()


def test_a_button_clears_and_the_keys_go_on_in_the_table(page: CitizensPage, hands: Hands) -> None:
    mark_two(page)
    hands.click(page.marked.clear_marks)
    assert (marked(page), said(page)) == ([], "")
    assert page.table.hasFocus()


def test_typing_in_the_search_goes_on_as_ever(
    page: CitizensPage, recorder: Recorder, hands: Hands, qtbot: QtBot
) -> None:
    mark_two(page)
    hands.type(page.search.edit, "lis")
    qtbot.waitUntil(lambda: marked(page) == ["Lise"])
    assert said(page) == ""
    hands.enter(page.search.edit)
    assert recorder.places == [Place("overview", page.table.records()[0].case_id)]


def test_marks_outlast_what_happens_elsewhere(page: CitizensPage, desk: Desk) -> None:
    mark_two(page)
    make_citizen(desk.office, "Anna Dahl")
    assert len(page.table.records()) == 5
    assert (marked(page), said(page)) == (["Bent", "Jonas"], "2 citizens selected")


def test_marks_outlast_sorting(page: CitizensPage) -> None:
    click(page, 0)
    click(page, 2, CTRL)
    page.table.sort_by("name", descending=True)
    assert (marked(page), page.table.chosen_count()) == (["Lise", "Bent"], 2)


@pytest.mark.parametrize("width", [1044, 1130])
def test_the_table_does_not_jump_under_the_mouse(page: CitizensPage, width: int) -> None:
    page.resize(width, 520)
    QApplication.processEvents()
    before = at(page, 2), page.table.mapTo(page, QPoint(0, 0))
    mark_two(page)
    QApplication.processEvents()
    assert said(page)
    assert (at(page, 2), page.table.mapTo(page, QPoint(0, 0))) == before


def test_nothing_of_it_while_the_citizen_sees_the_screen(page: CitizensPage, desk: Desk) -> None:
    mark_two(page)
    desk.citizen_view = True
    page.presenter.reload()
    assert not page.marked.isVisible()
    assert not page.handing.isVisible()


def test_everything_reachable_has_a_name(page: CitizensPage, hands: Hands) -> None:
    mark_two(page)
    assert unnamed(page) == []
    hands.click(page.marked.hand_over)
    assert unnamed(page) == []


def test_a_click_among_five_thousand_looks_at_what_is_marked_alone(
    page: CitizensPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = page.presenter.state.lines[0]
    page.presenter.everybody = tuple(replace(line, case_id=str(n), rank=n) for n in range(5000))
    page.presenter.search("")
    looked: list[int] = []
    record = RecordModel.record

    def watched(model: RecordModel, row: int) -> Any:
        looked.append(row)
        return record(model, row)

    monkeypatch.setattr(RecordModel, "record", watched)
    click(page, 0)
    click(page, 3, CTRL)
    assert sorted(set(looked)) == [0, 3]
    press(page.table, Qt.Key.Key_A, CTRL)
    assert said(page) == "5,000 citizens selected"


# ---- handing over


def test_two_are_handed_over_in_a_few_steps(
    page: CitizensPage, desk: Desk, recorder: Recorder, hands: Hands
) -> None:
    mark_two(page)
    hands.click(page.marked.hand_over)
    assert not page.table.isVisible()
    assert "Concerns 2 citizens: Bent Friis, Jonas Bruun" in words(page)
    fill_in(page, hands)
    hands.click(button(page, "Hand 2 citizens over"))
    assert recorder.said == ["2 cases are handed over."]
    assert page.table.isVisible()
    assert (marked(page), said(page)) == ([], "")
    assert {line.contact for line in page.table.records()} == {"Karen Holm", "Mette Lund"}
    assert hands.count == 3
    desk.office.undo()
    assert {line.contact for line in page.table.records()} == {"Karen Holm"}
    assert "You have begun something here: Handover of 2 citizens (Bent Friis …)." in words(page)


@pytest.mark.parametrize("key", [Qt.Key.Key_S, Qt.Key.Key_Return])
def test_the_keys_hand_over(
    page: CitizensPage, recorder: Recorder, hands: Hands, qtbot: QtBot, key: Qt.Key
) -> None:
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    mark_two(page)
    hands.click(page.marked.hand_over)
    form = fill_in(page, hands)
    press(form.field("handover_note").focus_target(), key, CTRL)
    qtbot.waitUntil(lambda: bool(recorder.said))  # the button shows itself pressed first
    assert recorder.said == ["2 cases are handed over."]


def test_it_says_beforehand_who_is_left_out(page: CitizensPage, desk: Desk, hands: Hands) -> None:
    _citizen, case_id = make_citizen(desk.office, "Carl Holm")
    desk.office.run(t("Close"), lambda work: service.close_case(work, case_id, "moved", TODAY))
    page.filters.set_value("all")
    page.handing.presenter.open(page.presenter.everybody)
    assert "The case of Carl Holm is closed and is not handed over." in words(page)
    save = page.handing.form.save_button if page.handing.form is not None else None
    assert save is not None
    assert save.text() == "Hand 4 citizens over"
    fill_in(page, hands, "Karen Holm")
    assert (
        "Karen Holm is the contact person of Bent Friis, Jonas Bruun, Lise Bøgh, Åse Ødegård already."
        in words(page)
    )
    assert "None of them can be handed over." in words(page)
    assert not save.isEnabled()


def test_many_names_are_shown_on_demand(page: CitizensPage, desk: Desk, hands: Hands) -> None:
    for number in range(10):
        make_citizen(desk.office, f"Peter Nummer{number}")
    page.presenter.reload()
    page.table.selectAll()
    hands.click(page.marked.hand_over)
    assert "Nummer9" not in words(page)
    hands.click(button(page, "and 2 more"))
    assert "Nummer9" in words(page)


def test_what_is_typed_outlasts_the_lock(page: CitizensPage, desk: Desk, shown: Shown, hands: Hands) -> None:
    mark_two(page)
    hands.click(page.marked.hand_over)
    fill_in(page, hands)
    page.save_draft()
    (draft,) = desk.office.store.drafts.all()
    again = opened(desk, shown)
    hands.click(button(again, "Go on"))
    assert again.handing.form is not None
    values = again.handing.form.form.values()
    assert (values["staff"], values["colleague"], values["handover_note"]) == (
        "other",
        "Mette Lund",
        "Ring først",
    )
    assert "Concerns 2 citizens: Bent Friis, Jonas Bruun" in words(again)
    third = opened(desk, shown, f"draft:{draft.record_id}")
    assert third.handing.form is not None
    assert third.handing.form.record_id == draft.record_id


def test_escape_puts_the_form_away_and_the_marks_are_still_there(page: CitizensPage, hands: Hands) -> None:
    mark_two(page)
    hands.click(page.marked.hand_over)
    form = fill_in(page, hands)
    press(form.field("colleague").focus_target(), Qt.Key.Key_Escape)
    assert page.handing.form is None
    assert (marked(page), said(page)) == (["Bent", "Jonas"], "2 citizens selected")
    assert page.table.hasFocus()
    assert button(page, "Go on").isVisible()


def test_a_draft_thrown_away_can_be_fetched_back(page: CitizensPage, desk: Desk, hands: Hands) -> None:
    mark_two(page)
    hands.click(page.marked.hand_over)
    fill_in(page, hands)
    hands.click(button(page, "Throw the draft away"))
    assert desk.office.store.drafts.all() == []
    hands.click(button(page, "Fetch it back"))
    assert page.handing.form is not None
    assert page.handing.form.form.values()["handover_note"] == "Ring først"


def test_an_empty_form_says_what_is_missing(page: CitizensPage, recorder: Recorder, hands: Hands) -> None:
    mark_two(page)
    hands.click(page.marked.hand_over)
    hands.click(button(page, "Hand 2 citizens over"))
    assert page.handing.form is not None
    assert set(page.handing.form.form.errors()) == {"staff", "handover_note"}
    assert recorder.said == []


# ---- printing


def agreed_plan(desk: Desk, case_id: str) -> None:
    def act(work: Work) -> None:
        plan_id = plans.ensure_plan(work, case_id)
        plans.set_end_goal(work, plan_id, "job", "Fast arbejde på lageret", date(2027, 8, 9))
        goal = plans.add_goal(work, plan_id, GoalData(words="8 timer om ugen", due_on=date(2026, 12, 15)))
        activity = ActivityData(
            track="employment", title="Praktik", goal_ids=(goal,), contribution="Så du prøver faget",
            decides="Karen Holm", carries_out="Hans", follows_up="Karen Holm",
        )  # fmt: skip
        plans.add_activity(work, plan_id, activity)
        plans.activate(work, plan_id, MadeWith(on=TODAY, where="Nordby", how="Sagt ja ved samtalen"))

    desk.office.run(t("Plan"), act)


def test_the_files_are_those_of_the_page_that_prints_one(
    page: CitizensPage, desk: Desk, recorder: Recorder, hands: Hands, tmp_path: Path
) -> None:
    case_id = page.table.records()[0].case_id
    agreed_plan(desk, case_id)
    for copy in ("plan-1001-v1.pdf", "plan-1001-v1-2.pdf"):  # the first copy, then one marked against it
        wanted = make_preview(desk.office, case_id, "plan", "da", 96.0, lambda _done, _of: None)
        mark_two(page)
        page.marked.choose_folder = lambda _parent, _start: tmp_path
        hands.click(page.marked.print_plans)
        assert (tmp_path / copy).read_bytes() == wanted.pdf
        assert wanted.file_name == "plan-1001-v1.pdf"
        page.marked.clear()
    assert recorder.said[-1].startswith("1 plan lies in ")
    left_out = [
        one.text() for one in page.findChildren(Banner) if one.isVisible() and "no plan yet" in one.text()
    ]
    assert len(left_out) == 1  # the newer sentence takes the place of the older
    assert left_out[0].startswith("Jonas Bruun has no plan yet and was left out.")


def test_without_a_folder_nothing_happens(page: CitizensPage, recorder: Recorder, hands: Hands) -> None:
    mark_two(page)
    page.marked.choose_folder = lambda _parent, _start: None
    hands.click(page.marked.print_plans)
    assert (recorder.said, recorder.problems) == ([], [])
    assert said(page) == "2 citizens selected"
