"""A toast covers no button and no field of what stands under it, and none that comes later."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.kit import Label, Toast, toast, toast_place
from ui.kit.toast_place import KEPT_CLEAR

Show = Callable[[QWidget], QWidget]


def _host(shown: Show, *used: tuple[type[QWidget], QRect]) -> QWidget:
    host = QWidget()
    host.resize(900, 600)
    for kind, place in used:
        part = kind(host)
        part.setGeometry(place)
    shown(host)
    return host


def _covers(toast: Toast, host: QWidget) -> bool:
    kinds = (QPushButton, QLineEdit, QProgressBar)
    parts: list[QWidget] = [one for kind in kinds for one in host.findChildren(kind)]
    mine = [one for one in parts if one.isVisible() and not toast.isAncestorOf(one)]
    return any(QRect(one.mapTo(host, QPoint()), one.size()).intersects(toast.geometry()) for one in mine)


def test_it_stands_in_the_middle_below_where_nothing_is_in_the_way(shown: Show) -> None:
    host = _host(shown, (QPushButton, QRect(20, 300, 80, 32)))
    toast = Toast(host)
    toast.show_message("The talk is moved.", undo="")
    assert toast.geometry().bottom() >= 598
    assert abs(toast.geometry().center().x() - 450) <= 1


def test_it_gives_way_beside_a_button_at_the_foot(shown: Show) -> None:
    host = _host(shown, (QPushButton, QRect(430, 555, 90, 34)), (QLineEdit, QRect(600, 555, 200, 34)))
    toast = Toast(host)
    toast.show_message("Saved.", undo="")
    assert toast.geometry().bottom() >= 598, "there is room beside it"
    assert not _covers(toast, host)
    assert host.rect().contains(toast.geometry())


def test_it_stands_above_a_foot_that_is_full(shown: Show) -> None:
    fields = [(QLineEdit, QRect(150 * number, 560, 140, 30)) for number in range(6)]
    host = _host(shown, *fields)
    toast = Toast(host)
    toast.show_message("The talk is saved. The next deadline is on Thursday.", undo="")
    assert 500 < toast.geometry().bottom() < 560, "as low as there is room"
    assert not _covers(toast, host)


def test_it_gives_way_to_what_opens_under_it(shown: Show, qtbot: QtBot) -> None:
    host = _host(shown)
    toast = Toast(host)
    toast.show_message("Saved.", undo="")
    late = QPushButton("Save", host)
    late.setGeometry(430, 560, 90, 34)
    late.show()
    toast.raise_()
    # Under the mouse it stays: somebody is about to press it.
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    assert _covers(toast, host)
    qtbot.waitUntil(lambda: not _covers(toast, host), timeout=2_000)
    assert toast.isVisible()


def test_it_gives_way_to_work_that_goes_on_below(shown: Show, qtbot: QtBot) -> None:
    host = _host(shown)
    toast = Toast(host)
    toast.show_message("The rules are changed.", undo="")
    bar = QProgressBar(host)
    bar.setGeometry(QRect(430, 585, 120, 10))
    bar.show()
    toast.raise_()
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))  # under the mouse it stays
    assert _covers(toast, host)
    qtbot.waitUntil(lambda: not _covers(toast, host), timeout=2_000)


def test_it_never_stands_on_words_that_are_kept_clear(shown: Show) -> None:
    host = _host(shown, (QProgressBar, QRect(400, 585, 100, 10)))
    undo = QLabel("Undo: “Rules for deadlines” Ctrl+Z", host)
    undo.setGeometry(510, 575, 380, 20)
    undo.setAlignment(Qt.AlignmentFlag.AlignRight)
    undo.show()
    words = undo.fontMetrics().horizontalAdvance(undo.text())
    toast = Toast(host)

    def place() -> QRect:
        toast.show_message("The rules are changed.", undo="")
        return toast.geometry()

    assert place().center().x() > 500, "to the right of what goes on"
    undo.setProperty(KEPT_CLEAR, True)
    assert place().bottom() >= 598
    assert not place().intersects(QRect(890 - words, 575, words, 20))
    assert not _covers(toast, host)


def test_it_never_lies_over_the_middle_of_a_page(shown: Show) -> None:
    foot = [(QLineEdit, QRect(0, 440 + 32 * number, 900, 30)) for number in range(5)]
    host = _host(shown, *foot)
    toast = Toast(host)
    toast.show_message("The talk is saved. The next deadline is on Thursday.", undo="")
    assert toast.geometry().top() < 20, "the upper edge is the window's"
    assert not _covers(toast, host)
    search = QLineEdit(host)
    search.setGeometry(0, 5, 900, 30)
    search.show()
    toast.show_message("The talk is saved. The next deadline is on Thursday.", undo="")
    assert toast.geometry().top() < 20, "there is no room anywhere"


def test_it_covers_a_heading_before_a_field_or_the_middle(shown: Show) -> None:
    host = _host(shown, (QLineEdit, QRect(0, 5, 900, 30)))
    for number in range(5):
        heading = Label("Today's talks " * 20, "heading", parent=host)
        heading.setGeometry(0, 440 + 32 * number, 900, 30)
        heading.show()
    toast = Toast(host)
    toast.show_message("The talk is saved.", undo="")
    assert toast.geometry().bottom() >= 598
    assert not _covers(toast, host)


def test_it_goes_back_to_the_foot_with_another_page_or_size(shown: Show, qtbot: QtBot) -> None:
    host = _host(shown)
    page = QWidget(host)
    page.resize(900, 600)
    for number in range(5):
        QLineEdit(page).setGeometry(0, 440 + 32 * number, 900, 30)
    page.show()
    toast = Toast(host)
    toast.show_message("The talk is saved.", undo="")
    assert toast.geometry().top() < 20
    page.hide()
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))  # under the mouse it stays
    qtbot.waitUntil(lambda: toast.geometry().bottom() == 599, timeout=2_000)
    page.show()
    qtbot.waitUntil(lambda: toast.geometry().top() < 20, timeout=2_000)
    host.resize(900, 800)
    qtbot.waitUntil(lambda: toast.geometry().bottom() == 799, timeout=2_000)
    assert abs(toast.geometry().center().x() - 450) <= 1


def test_it_covers_no_heading(shown: Show) -> None:
    host = _host(shown)
    heading = Label("Today's talks", "heading", parent=host)
    heading.setGeometry(400, 570, 200, 24)
    heading.show()
    toast = Toast(host)
    toast.show_message("The talk is moved.", undo="")
    words = heading.fontMetrics().horizontalAdvance(heading.text())
    assert toast.geometry().bottom() >= 598, "there is room beside it"
    assert not toast.geometry().intersects(QRect(400, 570, words, 24))


def _looks(monkeypatch: pytest.MonkeyPatch) -> list[QPoint]:
    """Count how often a place is looked for."""
    looks: list[QPoint] = []

    def place(host: QWidget, size: QSize, floating: QWidget) -> QPoint:
        looks.append(toast_place.place(host, size, floating))
        return looks[-1]

    monkeypatch.setattr(toast, "place", place)
    return looks


def test_it_looks_for_a_place_only_when_something_changes_and_not_once_for_each(
    shown: Show, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = _host(shown)
    looks = _looks(monkeypatch)
    said = Toast(host)
    said.show_message("Saved.", undo="")
    qtbot.wait(50)
    looks.clear()
    qtbot.wait(700)
    assert looks == []
    for number in range(20):
        late = QPushButton("Save", host)
        late.setGeometry(20 * number, 570, 18, 20)
        late.show()
    qtbot.wait(50)
    assert 1 <= len(looks) <= 2, "not once for each"
    said.hide()
    looks.clear()
    host.findChild(QPushButton).hide()
    qtbot.wait(50)
    assert looks == []


def test_it_gives_way_to_what_is_scrolled_under_it_and_goes_back(shown: Show, qtbot: QtBot) -> None:
    host = QWidget()
    host.resize(900, 600)
    area, page = QScrollArea(host), QWidget()
    area.setGeometry(0, 0, 900, 600)
    page.resize(880, 2000)
    used = [QLineEdit(page) for _ in range(4)]
    for number, field in enumerate(used):
        field.setGeometry(0, 900 + 40 * number, 880, 40)
    area.setWidget(page)
    shown(host)
    toast = Toast(host)
    toast.show_message("Saved.", undo="")
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))  # under the mouse it stays
    assert toast.geometry().bottom() == 599
    area.verticalScrollBar().setValue(1050 - 600)
    qtbot.waitUntil(lambda: toast.geometry().top() < 20, timeout=500)
    area.verticalScrollBar().setValue(0)
    qtbot.waitUntil(lambda: toast.geometry().bottom() == 599, timeout=500)
    area.verticalScrollBar().setValue(1050 - 600)
    qtbot.waitUntil(lambda: toast.geometry().top() < 20, timeout=500)
    for field in used:
        field.deleteLater()
    qtbot.waitUntil(lambda: toast.geometry().bottom() == 599, timeout=500)


def test_it_gives_way_to_another_page(shown: Show, qtbot: QtBot) -> None:
    host = QWidget()
    host.resize(900, 600)
    pages = QStackedWidget(host)
    pages.setGeometry(0, 0, 900, 600)
    for at_foot in (False, True):
        page = QWidget()
        QPushButton("Save", page).setGeometry(430, 565 if at_foot else 20, 90, 34)
        pages.addWidget(page)
    shown(host)
    toast = Toast(host)
    toast.show_message("Saved.", undo="")
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))  # under the mouse it stays
    pages.setCurrentIndex(1)
    qtbot.waitUntil(lambda: not _covers(toast, host), timeout=500)
    assert toast.geometry().bottom() == 599
    assert toast.x() != 450 - toast.width() // 2
    pages.setCurrentIndex(0)
    qtbot.waitUntil(lambda: abs(toast.geometry().center().x() - 450) <= 1, timeout=500)


def test_the_program_ends_in_peace_with_a_toast_on_the_screen() -> None:
    program = (
        "from PySide6.QtWidgets import QApplication, QPushButton, QWidget\n"
        "from ui.kit import Toast\n"
        "app = QApplication([])\n"
        "host = QWidget()\n"
        "buttons = [QPushButton('Save', host) for _ in range(9)]\n"
        "host.show()\n"
        "toast = Toast(host)\n"
        "toast.show_message('Saved.', undo='')\n"
        "app.processEvents()\n"
    )
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": os.pathsep.join(sys.path)}
    ended = subprocess.run([sys.executable, "-c", program], env=environment, check=False, capture_output=True)
    assert ended.returncode == 0, ended.stderr.decode()
