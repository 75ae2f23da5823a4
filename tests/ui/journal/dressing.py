"""What the tests of these pages need of Qt: the theme, English words, a page on the screen, counted clicks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.dress import wear
from ui.kit import set_language

Show = Callable[[QWidget], None]


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[None]:
    """Wear the light theme and speak English, without motion."""
    set_language("en")
    wear(qapp)
    yield
    set_language("da")


@pytest.fixture
def show(qtbot: QtBot, dressed: None) -> Show:
    """Put a page on the screen, in the room it has in the smallest window."""
    del dressed

    def put(page: QWidget) -> None:
        qtbot.addWidget(page)
        page.resize(1092, 650)
        with qtbot.waitExposed(page):
            page.show()
        QApplication.processEvents()

    return put


class Hands:
    """Clicks what can be seen and used, and counts."""

    def __init__(self) -> None:
        self.count = 0

    def click(self, widget: QWidget) -> None:
        QApplication.processEvents()
        assert widget.isVisible()
        assert widget.isEnabled()
        self.count += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        QApplication.processEvents()

    def key(self, widget: QWidget, key: Qt.Key, with_control: bool = False) -> None:
        self.count += 1
        held = Qt.KeyboardModifier.ControlModifier if with_control else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(widget, key, held)
        QApplication.processEvents()


@pytest.fixture
def hands() -> Hands:
    return Hands()
