"""What the tests of pages need of Qt: the light theme, English words, a page on the screen, counted interactions."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.kit import SelectField, apply, set_language


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> Iterator[None]:
    set_language("en")
    apply(qapp, "light", reduced_motion=True)
    yield
    set_language("da")


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[QWidget], QWidget]:
    """Put a page on the screen at the size of the smallest window."""

    def show(page: QWidget) -> QWidget:
        qtbot.addWidget(page)
        page.resize(1092, 650)
        with qtbot.waitExposed(page):
            page.show()
        return page

    return show


class Hands:
    """Uses a page as a person does, and counts: a click, a key command and a choice are one each, typing is free."""

    def __init__(self) -> None:
        self.count = 0

    def click(self, widget: QWidget) -> None:
        assert widget.isVisible()
        assert widget.isEnabled()
        self.count += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def type(self, edit: QWidget, words: str) -> None:
        assert edit.isVisible()
        edit.setFocus()
        if words.isascii():
            QTest.keyClicks(edit, words)
        elif isinstance(edit, QLineEdit):
            edit.insert(words)
            edit.textEdited.emit(edit.text())
        elif isinstance(edit, QPlainTextEdit):
            edit.insertPlainText(words)

    def enter(self, edit: QWidget) -> None:
        self.count += 1
        QTest.keyClick(edit, Qt.Key.Key_Return)

    def choose(self, field: SelectField, value: object) -> None:
        assert field.isVisible()
        self.count += 1
        field.set_value(value)
        field.combo.activated.emit(field.combo.currentIndex())


@pytest.fixture
def hands() -> Hands:
    return Hands()
