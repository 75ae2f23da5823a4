"""What the tests of pages need of Qt: the theme, English words, a page on the screen, and counted interactions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from caseworker.base.place import Place
from tests.making import make_citizen
from tests.ui.dress import wear
from ui.kit import Label, SelectField, set_language
from ui.people.overview_page import OverviewPage
from ui.ports import Desk


@contextmanager
def dressed(app: QApplication) -> Iterator[None]:
    """Wear the light theme and speak English, without motion."""
    set_language("en")
    wear(app)
    yield
    set_language("da")


def show(qtbot: QtBot, page: QWidget) -> QWidget:
    """Put a page on the screen, at the room it has in the smallest window."""
    qtbot.addWidget(page)
    page.resize(1092, 650)
    with qtbot.waitExposed(page):
        page.show()
    return page


def overview(qtbot: QtBot, desk: Desk, case_id: str = "", **citizen: str) -> OverviewPage:
    """Put the overview of a case on the screen, or of a new citizen's; it hears what happens."""
    if not case_id:
        _citizen, case_id = make_citizen(desk.office, **citizen)
    page = OverviewPage(desk, case_id)
    page.show_place(Place("overview", case_id))
    desk.office.subscribe(page.heard)
    show(qtbot, page)
    return page


def button(page: QWidget, words: str) -> QPushButton:
    """Return the button with these words, seen or said."""
    return next(b for b in page.findChildren(QPushButton) if words in (b.text(), b.accessibleName()))


def words(page: QWidget) -> str:
    """Return all words on the screen."""
    QApplication.processEvents()
    return "\n".join(label.text() for label in page.findChildren(Label) if label.isVisible())


class Hands:
    """Uses a page as a person does, and counts: a click, a key command and a choice are one each, typing is free."""

    def __init__(self) -> None:
        self.count = 0

    def click(self, widget: QWidget) -> None:
        """Click what can be seen and is not greyed out."""
        QApplication.processEvents()
        assert widget.isVisible()
        assert widget.isEnabled()
        self.count += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        QApplication.processEvents()

    def type(self, edit: QWidget, words: str) -> None:
        """Type into a line or a text."""
        QApplication.processEvents()
        assert edit.isVisible()
        assert isinstance(edit, QLineEdit | QPlainTextEdit)
        edit.setFocus()
        QTest.keyClicks(edit, words)

    def enter(self, edit: QWidget) -> None:
        """Press Enter."""
        self.count += 1
        QTest.keyClick(edit, Qt.Key.Key_Return)

    def choose(self, field: SelectField, value: object) -> None:
        """Choose from a list."""
        QApplication.processEvents()
        assert field.isVisible()
        self.count += 1
        field.set_value(value)
        field.combo.activated.emit(field.combo.currentIndex())
        QApplication.processEvents()
