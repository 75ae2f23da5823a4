"""The lock, in the real window, while a form of the overview stands open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from caseworker.base.clock import FixedClock
from caseworker.base.place import Place
from caseworker.base.settings import MachineSettings
from tests.making import PASSPHRASE, make_citizen, make_office
from ui.people.overview_page import OverviewPage
from ui.shell.citizen import CitizenPage
from ui.shell.window import MainWindow


def test_a_form_that_stood_open_stands_there_again_after_the_lock(
    qtbot: QtBot, tmp_path: Path, clock: FixedClock
) -> None:
    office = make_office(tmp_path / "store", clock)
    _citizen, case_id = make_citizen(office, "Bent Friis")
    office.close()
    settings = MachineSettings(language="en")
    window = MainWindow(tmp_path / "store", settings, clock, settings_folder=tmp_path)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()

    def unlock() -> None:
        lock: Any = window.centralWidget()
        lock.unlock_requested.emit(PASSPHRASE)
        qtbot.waitUntil(lambda: window.frame is not None, timeout=15_000)

    def overview() -> OverviewPage:
        assert window.frame is not None
        citizen = window.frame.stack.currentWidget()
        assert isinstance(citizen, CitizenPage)
        room = citizen.room("overview")
        assert isinstance(room, OverviewPage)
        return room

    unlock()
    assert window.frame is not None
    window.frame.go(Place("edit_citizen", case_id))
    qtbot.waitUntil(lambda: overview().form is not None, timeout=15_000)
    form = overview().form
    assert form is not None
    window.frame.go(Place("overview", case_id))  # as who came by a button of the page
    phone: Any = form.form.field("phone").focus_target()
    QTest.keyClicks(phone, "12345678")

    window.lock()
    unlock()
    qtbot.waitUntil(lambda: overview().form is not None, timeout=15_000)
    again = overview().form
    assert again is not None
    assert again.kind == "edit_citizen"
    assert again.form.values()["phone"] == "12345678"

    again.put_away()
    window.lock()
    unlock()
    qtbot.waitUntil(lambda: bool(overview().presenter.waiting), timeout=15_000)
    assert overview().form is None  # what was put away stays away
    window.close()
