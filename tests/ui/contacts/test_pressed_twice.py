"""Pressed twice in a row, or by mouse and keyboard at once: what is saved is saved once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import func, select

from caseworker.contacts import queries
from caseworker.journal import queries as journal
from caseworker.store.log import ActRow
from tests.ui.contacts.every_form import FORMS, write
from tests.ui.contacts.window import Window
from ui.kit import IconButton


@pytest.mark.parametrize("kind", FORMS)
def test_a_form_of_the_list_is_saved_once(window: Window, kind: str) -> None:
    FORMS[kind].before(window.case)
    window.go("contacts")
    write(window, kind)
    before = _acts(window)
    panel = window.panel
    for _time in range(2):
        window.qtbot.mouseClick(panel.save_button, Qt.MouseButton.LeftButton)
    panel.form.submitted.emit()  # as Ctrl+Enter does
    window.settle()
    assert _acts(window) == before + 1
    assert window.list.panel is None
    assert window.case.office.store.drafts.all() == []


def test_a_talk_is_saved_once(window: Window) -> None:
    talk_id = window.case.book()
    window.go("talk", talk_id, "start")
    view = window.talk
    window.user.write(view.form.field("outcome"), "Afklaret")
    window.user.write_and_enter(view.form.agreements.entry, "Jonas ringer, torsdag")
    before = _acts(window)
    for _time in range(2):
        window.qtbot.mouseClick(view.foot.save, Qt.MouseButton.LeftButton)
    view.form.submitted.emit()
    window.settle()
    assert _acts(window) == before + 1
    assert len(window.case.read(journal.notes_of, window.case.case_id)) == 1
    assert window.case.office.store.drafts.all() == []


def test_booking_and_summoning_at_once_books_once(window: Window) -> None:
    window.go("contacts")
    write(window, "book")
    panel = window.panel
    for button in (panel.second_button, panel.save_button, panel.second_button):
        window.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    window.settle()
    assert len(window.case.read(queries.talks_of, window.case.case_id)) == 1


def test_a_promise_is_kept_once(window: Window) -> None:
    window.case.history()
    window.go("talk", field="start")
    before = _acts(window)
    button = next(one for one in window.talk.side.findChildren(IconButton) if one.isVisible())
    for _time in range(2):
        window.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    window.settle()
    assert _acts(window) == before + 1
    assert "kept" in window.frame.toast.text()


def _acts(window: Window) -> int:
    """Return how many acts the log holds."""
    with window.case.office.read() as session:
        return session.scalars(select(func.count()).select_from(ActRow)).one()
