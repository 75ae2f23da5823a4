"""The talk's form in the windows that are usual: nothing is cut in half at rest, and what has the focus is in sight."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QScrollArea, QWidget

from tests.ui.contacts.window import Window

_SIZES = [(1366, 768), (1280, 720), (1280, 650)]


@pytest.mark.parametrize("size", _SIZES)
def test_every_line_of_a_new_talk_is_in_sight_above_the_next_one(
    window: Window, size: tuple[int, int]
) -> None:
    window.frame.resize(*size)
    window.case.history()
    view = window.go("talk", field="start").talk
    assert view is not None
    assert view.foot.next_at.isVisible()
    for name in ("attendance", "facts", "citizen_says", "assessment", "agreements"):
        assert _is_whole(view.form.block(name)), name
    assert _is_whole(view.foot.save)


def test_every_line_of_a_no_show_is_in_sight_in_the_lowest_window(window: Window) -> None:
    window.frame.resize(1280, 650)
    window.case.history()
    view = window.go("talk", field="start").talk
    assert view is not None
    window.user.choose(view.form.field("attendance"), "Did not come")
    for name in ("absence_reason", "outreach_channel", "outreach_result", "outreach_words"):
        window.wait(lambda name=name: _is_whole(view.form.block(name)))  # type: ignore[misc]


@pytest.mark.parametrize("size", _SIZES)
def test_what_has_the_focus_is_scrolled_into_sight(window: Window, size: tuple[int, int]) -> None:
    window.frame.resize(*size)
    window.case.history()
    form = window.go("talk", field="start").talk.form  # type: ignore[union-attr]
    for count in range(6):
        window.user.write_and_enter(form.agreements.entry, f"Jonas ringer nummer {count}, torsdag")
    window.settle()
    for name in ("agreements", "attendance", "outcome", "assessment", "agreements"):
        form.focus_field(name)
        window.settle()
        assert _is_whole(form.focusWidget()), name
    for one in form.agreements.rows():
        one.day.setFocus()
        window.settle()
        assert _is_whole(one.day)


def test_a_note_that_grows_stays_in_sight_where_it_is_written(window: Window) -> None:
    window.frame.resize(1280, 650)
    form = window.go("talk", field="start").talk.form  # type: ignore[union-attr]
    note = form.field("assessment")
    edit = note.focus_target()
    assert isinstance(edit, QPlainTextEdit)
    edit.setFocus()
    for line in range(12):
        window.qtbot.keyClicks(edit, f"Linje {line}")
        window.qtbot.keyClick(edit, Qt.Key.Key_Return)
    window.wait(lambda: edit.visibleRegion().contains(edit.cursorRect().bottomLeft() + QPoint(1, 0)))
    assert edit.height() > form.field("purpose").height()


def test_a_button_does_not_move_away_under_the_mouse(window: Window) -> None:
    window.frame.resize(1280, 650)
    form = window.go("talk", field="start").talk.form  # type: ignore[union-attr]
    for count in range(4):
        window.user.write_and_enter(form.agreements.entry, f"Jonas ringer nummer {count}, torsdag")
    window.settle()
    first = form.agreements.rows()[0]
    area = _area(form)
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum() // 2)
    window.user.click(first.remove)
    assert len(form.agreements.rows()) == 3
    chip = form.field("attendance").findChildren(QPushButton)[1]
    window.user.click(chip)
    assert form.field("attendance").value() == "late"


def _area(widget: QWidget) -> QScrollArea:
    around = widget.parentWidget()
    while not isinstance(around, QScrollArea):
        assert around is not None
        around = around.parentWidget()
    return around


def _is_whole(widget: QWidget | None) -> bool:
    """Whether no part of a widget is cut off."""
    assert widget is not None
    assert widget.isVisible()
    return widget.visibleRegion().boundingRect() == QRect(QPoint(0, 0), widget.size())
