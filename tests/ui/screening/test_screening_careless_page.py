"""A careless user: double clicks, a form taken out by mistake, a lock in the middle, half a step."""

# ruff: noqa: F811 - fixtures are named where they are asked for
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from caseworker.base.text import render
from tests.ui.screening.conftest import Case, enter
from tests.ui.screening.test_screening_page import _dressed, opened  # noqa: F401 - fixtures
from tests.ui.screening.window import field, settle
from ui.ports import InlineTasks
from ui.screening.barriers import BarrierField
from ui.screening.page import ScreeningPage
from ui.screening.presenter import ScreeningPresenter
from ui.screening.rows import RecordRows

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
Opened = Callable[[], ScreeningPage]


def locked(page: ScreeningPage) -> None:
    """Leave the page as locking does."""
    page.save_draft()
    page.presenter.retire()
    page.presenter.concerns = frozenset()  # nobody tells it of anything any more


def test_two_quick_clicks_begin_one_conversation(case: Case, opened: Opened, qtbot: QtBot) -> None:
    case.begun()
    page = opened()
    qtbot.mouseClick(page.session.new_button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    qtbot.mouseDClick(page.session.new_button, Qt.MouseButton.LeftButton)
    assert len(page.presenter.view.sessions) == 2


def test_after_unlocking_step_and_conversation_are_those_one_was_in(case: Case, opened: Opened) -> None:
    presenter = case.begun()
    first = presenter.view.sessions[0].id
    presenter.add_session()
    page = opened()
    page.go_to("work")
    page.presenter.choose_session(first)
    locked(page)
    page = opened()
    assert page.presenter.state.section == "work"
    assert page.presenter.state.session is not None
    assert page.presenter.state.session.id == first


def test_a_step_that_cannot_be_saved_begins_no_conversation(case: Case, opened: Opened) -> None:
    presenter = case.begun()
    presenter.add_session()
    first = presenter.view.sessions[0].id
    page = opened()
    page.go_to("work")
    placement: Any = field(page, "placement")
    placement.reason.edit.setText("fordi")
    placement.reason.changed.emit()
    page.session.new_button.click()
    page.session.sessions.chips()[0].click()
    assert len(page.presenter.view.sessions) == 2
    assert page.presenter.state.session is not None
    assert page.presenter.state.session.id != first
    assert page.session.sessions.value() == page.presenter.state.session.id
    assert page.form is not None
    assert list(page.form.form.errors()) == ["placement"]


def test_an_act_is_named_in_the_language_of_the_reader(case: Case) -> None:
    presenter = case.begun()
    enter(presenter, "own_words", {"own_now": "Dagen"})
    presenter.go("everyday")
    last = case.office.undoable()
    assert last is not None
    assert render(last.name, "en") == "Screening: The citizen's own words"
    assert render(last.name, "da") == "Visitation: Borgerens egne ord"


def test_what_was_taken_out_by_mistake_comes_back(case: Case, opened: Opened, qtbot: QtBot) -> None:
    case.begun()
    page = opened()
    page.go_to("decision")
    rows = field(page, "first_steps")
    assert isinstance(rows, RecordRows)
    qtbot.keyClicks(rows.forms()[0].field("words").focus_target(), "Møder op")
    qtbot.keyClicks(rows.forms()[0].field("follow_up_on").focus_target(), "om 3")
    rows.add_button.click()
    qtbot.keyClicks(rows.forms()[1].field("words").focus_target(), "Bliver hele dagen")
    rows.findChildren(QPushButton, "remove")[0].click()
    assert [one.words for one in rows.value()] == ["Bliver hele dagen"]
    rows.back_button.click()
    assert [one.words for one in rows.value()] == ["Møder op", "Bliver hele dagen"]
    assert rows.forms()[0].field("follow_up_on").edit.text() == "om 3"  # type: ignore[attr-defined]
    assert rows.back_button.isHidden()
    settle(page)()
    assert [one.words for one in page.presenter.state.records.goals or ()] == [
        "Møder op",
        "Bliver hele dagen",
    ]
    rows.findChildren(QPushButton, "remove")[0].click()
    page.go_to("in_the_way")
    barriers = field(page, "barriers")
    assert isinstance(barriers, BarrierField)
    barriers.chip("daily_life").click()
    qtbot.keyClicks(barriers.detail.form.field("effect").focus_target(), "Ryggen")
    qtbot.keyClicks(barriers.own.edit, "Bange for bussen")
    qtbot.keyClick(barriers.own.edit, Qt.Key.Key_Return)
    own = barriers.value()[-1]
    barriers.detail.remove_button.click()
    barriers.detail.remove_button.click()
    assert barriers.value() == ()
    barriers.chip("daily_life").click()
    barriers.chip(f"own:{own.id}").click()
    assert [(one.effect, one.words) for one in barriers.value()] == [("Ryggen", ""), ("", "Bange for bussen")]


def test_a_double_click_is_one_step(case: Case, opened: Opened, qtbot: QtBot) -> None:
    case.begun()
    page = opened()
    qtbot.mouseClick(page.foot.next, Qt.MouseButton.LeftButton)
    qtbot.mouseDClick(page.foot.next, Qt.MouseButton.LeftButton)
    assert page.presenter.state.section == "everyday"


def test_a_draft_that_is_still_being_kept_is_waited_for(case: Case) -> None:
    """Citizen view builds the page anew at once, while the store thread has yet to write the draft."""

    class Waiting(InlineTasks):
        def store(self, work: Any, then: Any, failed: Any) -> None:
            queue.append(lambda: InlineTasks.store(self, work, then, failed))

    queue: list[Callable[[], None]] = []
    old = case.begun()
    case.desk.tasks = Waiting()
    enter(old, "own_words", {"own_now": "Dagen"})
    old.keep_draft()
    new = ScreeningPresenter(case.desk, case.case_id)
    new.reload()
    assert new.unsaved == {}
    while queue:
        queue.pop(0)()
    assert new.state.answers["own_now"] == "Dagen"
    assert new.state.draft_from is not None
