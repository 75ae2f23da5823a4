"""The lock and the citizen's view, in the real window, while several citizens are handed over or printed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from caseworker.base.clock import FixedClock
from caseworker.base.place import Place
from caseworker.base.text import t
from caseworker.plan import service as plans
from caseworker.store.work import Work
from tests.making import make_citizen, make_office
from tests.ui.people.dressing import button
from tests.ui.shell.opened import Open, unlocked
from ui.kit import Banner
from ui.people.list_page import CitizensPage
from ui.shell.window import MainWindow


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


@pytest.mark.parametrize("place", ["citizens", "today"])
def test_who_locks_while_plans_are_printed_is_told_whose_is_missing(
    qtbot: QtBot, open_window: Open, tmp_path: Path, clock: FixedClock, place: str
) -> None:
    office = make_office(tmp_path / "store", clock)
    _citizen, with_plan = make_citizen(office, "Bent Friis")
    for born in (date(1960, 2, 3), date(1990, 2, 3)):
        make_citizen(office, "Åse Ødegård", born=born)

    def plan(work: Work) -> None:
        of_bent = plans.ensure_plan(work, with_plan)
        plans.set_end_goal(work, of_bent, "job", "Fast arbejde på lageret", date(2027, 8, 9))

    office.run(t("Plan"), plan)
    office.close()
    (folder := tmp_path / "Planer").mkdir()
    window = open_window(language="en")
    page = list_of(unlocked(qtbot, window))
    qtbot.waitUntil(lambda: len(page.table.records()) == 3)
    page.table.selectAll()
    page.marked.choose_folder = lambda _parent, _start: folder
    page.marked.print_plans.click()
    assert page.marked.prints.busy
    assert window.frame is not None
    window.frame.go(Place(place))
    window.lock()
    unlocked(qtbot, window)
    assert window.frame is not None
    if place == "today":
        toast = window.frame.toast
        qtbot.waitUntil(lambda: toast.text() != "")
        assert toast.text().endswith("There is more on it, with names, under Citizens.")
    again = list_of(window)
    qtbot.waitUntil(lambda: bool(again.findChildren(Banner)))
    said = again.findChildren(Banner)[0].text()
    assert said.startswith(
        "1 plan lies in Planer and in the journal. 2 have no plan yet and were left out: "
        "Åse Ødegård, 66 years old; Åse Ødegård, 36 years old."
    )


def list_of(window: MainWindow) -> CitizensPage:
    assert window.frame is not None
    window.frame.go(Place("citizens"))
    now = window.frame.stack.currentWidget()
    assert isinstance(now, CitizensPage)
    return now
