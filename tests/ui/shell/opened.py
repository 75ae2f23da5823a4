"""A real window on a store of its own, and how one unlocks it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from caseworker.base.clock import FixedClock
from caseworker.base.settings import MachineSettings
from tests.making import PASSPHRASE, made_with, make_citizen
from tests.ui.dress import application
from ui.kit import words
from ui.shell.lock import LockPage
from ui.shell.window import MainWindow

Open = Callable[..., MainWindow]


@pytest.fixture
def open_window(qapp: object, tmp_path: Path, clock: FixedClock) -> Open:  # noqa: ARG001 - Qt must run first
    """Give a function that opens the window on a folder; closed and at rest afterwards."""
    opened = []

    def begin(folder: Path | None = None, *, usual: Path | None = None, **machine: object) -> MainWindow:
        known = MachineSettings(**machine)  # type: ignore[arg-type]
        application(known)
        window = MainWindow(
            folder or tmp_path / "store", known, clock,
            settings_folder=tmp_path, usual=usual or tmp_path / "usual",
        )  # fmt: skip
        window.show()
        opened.append(window)
        return window

    yield begin
    for window in opened:
        window.close()
        window.deleteLater()
    words.set_language("da")


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Path:
    """Make a store with one citizen, and close it."""
    office, _ids = made_with(tmp_path / "store", clock, make_citizen)
    office.close()
    return tmp_path / "store"


def type_in(qtbot: QtBot, page: LockPage, passphrase: str) -> None:
    """Type a passphrase at the lock screen and press Enter."""
    field = page.passphrase.focus_target()
    assert isinstance(field, QLineEdit)
    field.clear()
    qtbot.keyClicks(field, passphrase)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def unlocked(qtbot: QtBot, window: MainWindow, passphrase: str = PASSPHRASE) -> MainWindow:
    """Unlock the window and return it."""
    page = window.centralWidget()
    assert isinstance(page, LockPage)
    with qtbot.waitSignal(window.opened, timeout=10_000):
        type_in(qtbot, page, passphrase)
    return window
