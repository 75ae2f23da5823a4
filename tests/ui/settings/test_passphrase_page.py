"""A new passphrase is written twice and judged wherever one is chosen; a new recovery code can be put on paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from caseworker.base.place import Place
from tests.making import PASSPHRASE
from tests.ui.journal.dressing import Hands
from tests.ui.recording import Recorder
from ui.ports import Desk
from ui.settings.page import SettingsPage
from ui.shell.lock import LockPage

GOOD = "rolige heste under egen"


@pytest.fixture
def lock(qtbot: QtBot, dressed: None) -> LockPage:
    del dressed
    page = LockPage()
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    return page


def other_way(lock: LockPage) -> QPushButton:
    return next(one for one in lock.findChildren(QPushButton) if "my passphrase" in one.text())


def write(page: LockPage, **words: str) -> None:
    for name, said in words.items():
        edit = page.form.field(name).focus_target()
        assert isinstance(edit, QLineEdit)
        edit.setText(said)
        edit.textEdited.emit(said)


def test_who_has_forgotten_the_passphrase_writes_the_new_one_twice(lock: LockPage) -> None:
    asked: list[tuple[str, str]] = []
    lock.recovery_requested.connect(lambda code, words: asked.append((code, words)))
    assert not lock.again.isVisible()
    other_way(lock).click()
    assert lock.again.isVisible()
    lock.open.click()
    assert list(lock.form.errors()) == ["code"]
    write(lock, code="ABCD", passphrase="kort")
    lock.open.click()
    assert list(lock.form.errors()) == ["passphrase", "again"]  # all at once
    assert "Too short" in lock.form.errors()["passphrase"]
    write(lock, passphrase=GOOD, again="rolige heste")
    lock.open.click()
    assert lock.form.errors() == {"again": "The two passphrases differ. Write the same one twice."}
    assert asked == []
    write(lock, again=GOOD)
    lock.open.click()
    assert asked == [("ABCD", GOOD)]


def test_the_passphrase_that_opens_the_store_is_asked_for_once_and_not_judged(lock: LockPage) -> None:
    asked: list[str] = []
    lock.unlock_requested.connect(asked.append)
    other_way(lock).click()
    other_way(lock).click()
    write(lock, passphrase="kort")
    assert not lock.again.isVisible()
    lock.open.click()
    assert asked == ["kort"]
    assert lock.form.errors() == {}


@pytest.fixture
def page(desk: Desk, dressed: None, qtbot: QtBot, config: Path) -> SettingsPage:
    del dressed, config
    page = SettingsPage(desk)
    qtbot.addWidget(page)
    page.resize(1092, 650)
    with qtbot.waitExposed(page):
        page.show()
    page.show_place(Place("settings", field="store"))
    return page


def button(page: QWidget, words: str) -> QPushButton | None:
    found = [one for one in page.findChildren(QPushButton) if one.text() == words]
    return found[0] if found else None


def test_a_new_recovery_code_is_put_on_paper(page: SettingsPage, hands: Hands) -> None:
    printed: list[str] = []
    recovery = page.store.recovery
    for wired in (False, True):
        if wired:
            page.print_requested.connect(printed.append)
        recovery.form.set_values({"passphrase": PASSPHRASE})
        recovery.button.click()
        paper = button(recovery, "Print")
        assert (paper is not None) is wired  # a button that nobody answers is not shown
    assert paper is not None
    QApplication.processEvents()
    hands.click(paper)
    assert [len(code.replace("-", "").replace(" ", "")) for code in printed] == [28]


def test_a_day_that_nobody_knows_the_rules_of_switches_nothing(
    page: SettingsPage, recorder: Recorder, hands: Hands
) -> None:
    page.show_place(Place("settings", field="rules"))
    rules = page.rules
    before = page.presenter.state
    for words in ("1/1-2199", "snart", ""):
        rules.day.edit.setText(words)
        rules.day.edit.textEdited.emit(words)
        hands.click(rules.areas["lab"].box)
        assert "from_on" in rules.day_form.errors()
        assert rules.areas["lab"].value()
    assert page.presenter.state.areas == before.areas
    assert page.presenter.state.later == ()
    page.presenter.set_area("lab", on=False, from_on=date(2199, 1, 1))
    assert recorder.problems == ["01-01-2199 lies more than 5 years ahead. Check the year."]
    assert page.presenter.state.later == ()
