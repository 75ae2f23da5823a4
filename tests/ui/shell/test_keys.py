"""Keys: Enter sends a form off, Escape leads back to where one typed, and the help names every key there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from caseworker.base.place import Place
from tests.making import PASSPHRASE
from tests.ui.shell.opened import Open, unlocked
from ui.kit import WhyPopover
from ui.shell.first_start import FirstStartPage, RecoveryCodePage
from ui.shell.help import keys_of
from ui.shell.routes import MAIN, OTHERS, ROOMS
from ui.shell.window import MainWindow

UI = Path(__file__).parents[3] / "ui"
# Written otherwise in the code than on the keyboard.
_SAID = {"Alt+Left": "Alt+←", "Ctrl+Shift+Return": "Ctrl+Shift+Enter"}


def test_enter_in_the_last_field_makes_the_store(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    page = window.centralWidget()
    assert isinstance(page, FirstStartPage)
    page.form.set_values({"name": "Karen", "unit": "Nordby", "passphrase": PASSPHRASE, "again": PASSPHRASE})
    asked: list[object] = []
    page.store_requested.connect(asked.append)
    qtbot.keyClick(page.again.focus_target(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), RecoveryCodePage), timeout=10_000)
    assert len(asked) == 1


@pytest.mark.parametrize("modifier", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier])
def test_enter_in_the_last_field_changes_the_passphrase(
    open_window: Open, qtbot: QtBot, store: Path, modifier: Qt.KeyboardModifier
) -> None:
    window = unlocked(qtbot, open_window(store))
    assert window.frame is not None
    window.frame.go(Place("settings", field="store"))
    tab = window.frame.stack.currentWidget().store  # type: ignore[attr-defined]
    tab.form.set_values({"old": PASSPHRASE, "new": "helt nye ord her", "again": "helt nye ord her"})
    qtbot.keyClick(tab.form.field("again").focus_target(), Qt.Key.Key_Return, modifier)
    qtbot.waitUntil(lambda: tab.form.values()["new"] == "", timeout=10_000)
    qtbot.waitUntil(lambda: window.tasks.idle, timeout=10_000)
    assert tab.form.errors() == {}, "it was sent off once"


def typing(window: MainWindow, qtbot: QtBot) -> QLineEdit:
    """Stand in a field of the page that is not the first."""
    frame = window.frame
    assert frame is not None
    window.activateWindow()
    frame.go(Place("new_citizen"))
    fields = [
        edit for edit in frame.stack.currentWidget().findChildren(QLineEdit)
        if edit.isVisibleTo(frame) and edit.isEnabled() and not edit.isReadOnly()
    ]  # fmt: skip
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window and fields[1].isVisible())
    fields[1].setFocus()
    qtbot.waitUntil(fields[1].hasFocus)
    return fields[1]


def test_escape_from_the_help_leads_back_to_the_field(open_window: Open, qtbot: QtBot, store: Path) -> None:
    window = unlocked(qtbot, open_window(store))
    field = typing(window, qtbot)
    qtbot.keyClick(field, Qt.Key.Key_F1)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), WhyPopover))
    qtbot.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Escape)
    qtbot.waitUntil(field.hasFocus)


def test_escape_from_the_search_leads_back_to_the_field(open_window: Open, qtbot: QtBot, store: Path) -> None:
    window = unlocked(qtbot, open_window(store))
    field = typing(window, qtbot)
    assert window.frame is not None
    search = window.frame.search.edit
    qtbot.keyClick(field, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(search.hasFocus)
    qtbot.keyClicks(search, "jon")
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    qtbot.waitUntil(field.hasFocus)


def test_the_help_names_every_key(qapp: object) -> None:
    del qapp
    told = {key for place in _places() for key, _what in keys_of(Place(place))}
    known = set()
    for file in UI.rglob("*.py"):
        code = file.read_text("utf-8")
        if "gallery" not in file.parts:
            known |= set(re.findall(r"shortcut=\"([^\"]+)\"", code))
            known |= set(re.findall(r"QKeySequence\(\"([^\"]+)\"\)", code))
            known |= set(re.findall(r"^ +\(\"((?:Ctrl\+|Alt\+|F\d)[^\"]*)\", self", code, re.MULTILINE))
    known = {_SAID.get(key, key) for key in known}
    assert {"F1", "Ctrl+Shift+Z", "Ctrl+S", "F9", "Ctrl+K"} <= known
    assert told - known == {"Ctrl++", "Ctrl+-", "Ctrl+A", "Esc"}, "these are standard keys of the system"
    assert known <= told


def _places() -> list[str]:
    return [route.key for route in (*MAIN, *ROOMS, *OTHERS)] + ["talk"]
