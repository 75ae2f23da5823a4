"""The tests themselves: the mouse of one is nothing to the next."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QWidget

from ui.kit import Button


@pytest.mark.usefixtures("moves_mouse")
@pytest.mark.parametrize("time", ["first", "next"])
def test_the_mouse_lies_on_nothing_when_a_test_begins(shown: Callable[[QWidget], QWidget], time: str) -> None:
    button = Button(time)
    shown(button)
    QApplication.processEvents()
    assert not button.underMouse()
    QCursor.setPos(button.mapToGlobal(button.rect().center()))
    QApplication.processEvents()
    assert QApplication.widgetAt(QCursor.pos()) is button
