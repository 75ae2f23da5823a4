"""The lock and the citizen's view, in the real window, while several citizens are handed over."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from caseworker.base.clock import FixedClock
from caseworker.base.place import Place
from tests.making import make_citizen, make_office
from tests.ui.people.dressing import button
from tests.ui.shell.opened import Open, unlocked
from ui.people.list_page import CitizensPage


def test_what_is_typed_outlasts_the_lock_and_the_citizen_s_view(
    qtbot: QtBot, open_window: Open, tmp_path: Path, clock: FixedClock
) -> None:
    office = make_office(tmp_path / "store", clock)
    for name in ("Bent Friis", "Jonas Bruun"):
        make_citizen(office, name)
    office.close()
    window = open_window(language="en")

    def page() -> CitizensPage:
        unlocked(qtbot, window)
        assert window.frame is not None
        window.frame.go(Place("citizens"))
        return shown()

    def shown() -> CitizensPage:
        assert window.frame is not None
        now = window.frame.stack.currentWidget()
        assert isinstance(now, CitizensPage)
        return now

    list_page = page()
    qtbot.waitUntil(lambda: len(list_page.table.records()) == 2)
    list_page.table.selectAll()
    list_page.marked.hand_over.click()
    assert list_page.handing.form is not None
    note: Any = list_page.handing.form.form.field("handover_note").focus_target()
    QTest.keyClicks(note, "Ring kun om formiddagen")

    assert window.frame is not None
    window.frame.switch_citizen_view()
    hidden = shown()
    qtbot.waitUntil(lambda: hidden.state() == "other")
    assert not hidden.handing.isVisible()
    assert hidden.handing.presenter.waiting == ()
    window.frame.switch_citizen_view()
    back = shown()
    qtbot.waitUntil(lambda: back.handing.isVisible())

    window.lock()
    again = page()
    qtbot.waitUntil(lambda: again.handing.isVisible())
    button(again.handing, "Go on").click()
    qtbot.waitUntil(lambda: again.handing.form is not None)
    assert again.handing.form is not None
    assert again.handing.form.form.values()["handover_note"] == "Ring kun om formiddagen"
    begun = again.handing.presenter.form
    assert begun is not None
    assert [line.name for line in begun.lines] == ["Bent Friis", "Jonas Bruun"]
