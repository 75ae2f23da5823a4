"""The lock and the citizen's view, in the real window, while several citizens are handed over."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from caseworker.base.clock import FixedClock
from caseworker.base.place import Place
from caseworker.base.settings import MachineSettings
from tests.making import PASSPHRASE, make_citizen, make_office
from tests.ui.people.dressing import button
from ui.people.list_page import CitizensPage
from ui.shell.window import MainWindow


def test_what_is_typed_outlasts_the_lock_and_the_citizen_s_view(
    qtbot: QtBot, tmp_path: Path, clock: FixedClock
) -> None:
    office = make_office(tmp_path / "store", clock)
    for name in ("Bent Friis", "Jonas Bruun"):
        make_citizen(office, name)
    office.close()
    settings = MachineSettings(language="en")
    window = MainWindow(tmp_path / "store", settings, clock, settings_folder=tmp_path)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()

    def page() -> CitizensPage:
        lock: Any = window.centralWidget()
        lock.unlock_requested.emit(PASSPHRASE)
        qtbot.waitUntil(lambda: window.frame is not None, timeout=15_000)
        assert window.frame is not None
        window.frame.go(Place("citizens"))
        return shown()

    def shown() -> CitizensPage:
        assert window.frame is not None
        now = window.frame.stack.currentWidget()
        assert isinstance(now, CitizensPage)
        return now

    list_page = page()
    qtbot.waitUntil(lambda: len(list_page.table.records()) == 2, timeout=15_000)
    list_page.table.selectAll()
    list_page.marked.hand_over.click()
    assert list_page.handing.form is not None
    note: Any = list_page.handing.form.form.field("handover_note").focus_target()
    QTest.keyClicks(note, "Ring kun om formiddagen")

    assert window.frame is not None
    window.frame.switch_citizen_view()
    hidden = shown()
    qtbot.waitUntil(lambda: hidden.state() == "other", timeout=15_000)
    assert not hidden.handing.isVisible()
    assert hidden.handing.presenter.waiting == ()
    window.frame.switch_citizen_view()
    back = shown()
    qtbot.waitUntil(lambda: back.handing.isVisible(), timeout=15_000)

    window.lock()
    again = page()
    qtbot.waitUntil(lambda: again.handing.isVisible(), timeout=15_000)
    button(again.handing, "Go on").click()
    qtbot.waitUntil(lambda: again.handing.form is not None, timeout=15_000)
    assert again.handing.form is not None
    assert again.handing.form.form.values()["handover_note"] == "Ring kun om formiddagen"
    begun = again.handing.presenter.form
    assert begun is not None
    assert [line.name for line in begun.lines] == ["Bent Friis", "Jonas Bruun"]
    window.close()
