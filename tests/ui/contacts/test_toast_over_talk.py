"""What is said over the form of a talk in a low window covers none of its fields and buttons."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QWidget

from tests.ui.contacts.window import Window
from ui.shell.task_bar import TaskBar

_SHORT = "The promise is kept."
_LONG = "The talk is saved. Next deadline: Thursday 3 December (Follow-up talk every third month). " * 2


@pytest.mark.parametrize("said", [_SHORT, _LONG], ids=["short", "long"])
@pytest.mark.parametrize("size", [(1280, 650), (1366, 768)], ids=["low", "usual"])
def test_a_toast_covers_nothing_of_the_form(window: Window, said: str, size: tuple[int, int]) -> None:
    window.frame.resize(*size)
    window.case.history()
    window.go("talk", field="start")
    window.frame.toast.show_message(said, undo="")
    window.settle()
    # What comes under it later, as the form finds its place, is given way to within a moment.
    window.qtbot.waitUntil(lambda: _covered(window) == [], timeout=2000)


@pytest.mark.parametrize("size", [(1280, 650), (1366, 768), (1920, 1080)])
@pytest.mark.parametrize("busy", [False, True])
def test_a_toast_leaves_what_undo_takes_back_in_sight(
    window: Window, size: tuple[int, int], *, busy: bool
) -> None:
    window.frame.resize(*size)
    window.case.history()
    window.go("contacts")
    window.settle()
    undo = window.frame.undo_label
    assert undo.text()
    bar = next(iter(window.frame.findChildren(TaskBar)))
    bar.set_text("The deadlines of all citizens are worked out")
    bar.setVisible(busy)
    window.settle()
    window.frame.toast.show_message("The rules are changed. Deadlines are worked out anew.", undo="")
    window.settle()
    words = undo.fontMetrics().horizontalAdvance(undo.text())
    right = undo.mapTo(window.frame, QPoint(undo.width(), 0))
    said = QRect(right.x() - words, right.y(), words, undo.height())
    assert not window.frame.toast.geometry().intersects(said)


def _covered(window: Window) -> list[QRect]:
    """Return what is seen of the form's fields and buttons under the toast."""
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit)
    parts = [one for kind in kinds for one in window.talk.findChildren(kind) if one.isVisible()]
    assert parts
    assert window.frame.toast.isVisible()
    over = window.frame.toast.geometry()
    spots = [_spot(one, window.frame) for one in parts]
    # Of what is scrolled away but for a thin edge nothing can be pressed.
    return [spot for spot in spots if spot.intersects(over) and spot.height() >= 8]


def _spot(part: QWidget, frame: QWidget) -> QRect:
    """Return what is seen of a part."""
    seen = part.visibleRegion().boundingRect()
    return QRect(part.mapTo(frame, QPoint()) + seen.topLeft(), seen.size())
