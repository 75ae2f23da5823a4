"""The lock, in the real window, while a form of the overview stands open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from caseworker.base.clock import FixedClock
from caseworker.base.place import Place
from tests.making import make_citizen, make_office
from tests.ui.shell.opened import Open, unlocked
from ui.people.overview_page import OverviewPage
from ui.shell.citizen import CitizenPage


def test_a_form_that_stood_open_stands_there_again_after_the_lock(
    qtbot: QtBot, open_window: Open, tmp_path: Path, clock: FixedClock
) -> None:
    office = make_office(tmp_path / "store", clock)
    _citizen, case_id = make_citizen(office, "Bent Friis")
    office.close()
    window = unlocked(qtbot, open_window(language="en"))

    def overview() -> OverviewPage:
        assert window.frame is not None
        citizen = window.frame.stack.currentWidget()
        assert isinstance(citizen, CitizenPage)
        room = citizen.room("overview")
        assert isinstance(room, OverviewPage)
        return room

    assert window.frame is not None
    window.frame.go(Place("edit_citizen", case_id))
    qtbot.waitUntil(lambda: overview().form is not None)
    form = overview().form
    assert form is not None
    window.frame.go(Place("overview", case_id))  # as who came by a button of the page
    phone: Any = form.form.field("phone").focus_target()
    QTest.keyClicks(phone, "12345678")

    window.lock()
    unlocked(qtbot, window)
    qtbot.waitUntil(lambda: overview().form is not None)
    again = overview().form
    assert again is not None
    assert again.kind == "edit_citizen"
    assert again.form.values()["phone"] == "12345678"

    again.put_away()
    window.lock()
    unlocked(qtbot, window)
    qtbot.waitUntil(lambda: bool(overview().presenter.waiting))
    assert overview().form is None  # what was put away stays away
