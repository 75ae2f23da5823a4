"""The window never opens larger than the screen of today, also where it was larger on another screen before."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QRect
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from caseworker.base.clock import FixedClock
from caseworker.base.settings import MachineSettings
from ui.shell.application import make_application
from ui.shell.fitting import fit, fitted
from ui.shell.window import MainWindow

WANTED = QRect(0, 0, 1366, 768)


@pytest.mark.parametrize(
    ("free", "fills"),
    [
        (QRect(0, 0, 1280, 720), True),
        (QRect(0, 0, 1366, 768), True),
        (QRect(0, 0, 1366, 728), True),
        (QRect(0, 0, 1920, 1040), False),
        (QRect(60, 27, 1860, 1053), False),
    ],
)
def test_a_window_lies_within_the_free_area(free: QRect, fills: bool) -> None:
    inside, filled = fitted(WANTED, free)
    assert free.contains(inside)
    assert filled is fills
    assert fills or inside.size() == WANTED.size()


def test_a_window_left_on_a_screen_that_is_gone_comes_back() -> None:
    free = QRect(0, 0, 1920, 1080)
    inside, filled = fitted(QRect(2500, 1200, 1366, 768), free)
    assert free.contains(inside)
    assert not filled


@pytest.mark.parametrize("remembered", [False, True])
def test_the_window_opens_no_larger_than_the_screen(
    qapp: object,  # noqa: ARG001 - Qt must run first
    qtbot: QtBot,
    tmp_path: Path,
    clock: FixedClock,
    remembered: bool,
) -> None:
    known = MachineSettings(window=_left_large(qtbot) if remembered else "")
    make_application(known)
    window = MainWindow(tmp_path / "store", known, clock, settings_folder=tmp_path)
    qtbot.addWidget(window)
    free = window.screen().availableGeometry()
    assert free.width() < WANTED.width(), "the screen of the tests is a small one"
    window.show()
    assert window.isMaximized()
    assert free.contains(window.frameGeometry())
    assert free.contains(window.normalGeometry())


def _left_large(qtbot: QtBot) -> str:
    other = QMainWindow()
    qtbot.addWidget(other)
    other.setGeometry(QRect(10, 10, 2400, 1300))
    geometry: QByteArray = other.saveGeometry()
    return bytes(geometry.toHex().data()).decode()


def test_the_window_is_never_smaller_than_its_pages_need(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    screen = type("Screen", (), {"availableGeometry": lambda _self: QRect(0, 0, 1920, 1040)})()
    monkeypatch.setattr(window, "screen", lambda: screen)
    fit(window)
    assert (window.minimumWidth(), window.minimumHeight()) == (1185, 640)
    usable = QRect(0, 0, 1280, 650)  # ui.md: every page works in this much room
    assert window.minimumWidth() <= usable.width()
    assert window.minimumHeight() <= usable.height()
