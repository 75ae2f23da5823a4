"""Locking in the middle of something: what was asked for is finished, and what is hidden stays hidden."""

from __future__ import annotations

import time
from pathlib import Path

from pytestqt.qtbot import QtBot

from caseworker.base.place import Place
from caseworker.base.text import t
from caseworker.casework.citizens import citizen_list
from caseworker.journal import queries as journal
from caseworker.plan import service as plans
from tests.ui.shell.opened import Open, unlocked
from ui.prints.presenter import PrintPresenter


def test_a_print_on_its_way_is_filed_although_one_locks(open_window: Open, qtbot: QtBot, store: Path) -> None:
    window = unlocked(qtbot, open_window(store))
    assert window.stores.office is not None
    with window.stores.office.read() as session:
        case_id = citizen_list(session, window.stores.office.clock.today())[0].case_id
    window.stores.office.run(t("Draft"), lambda work: plans.ensure_plan(work, case_id))
    assert window.frame is not None
    printing = PrintPresenter(window.frame.desk)
    printing.open(Place("print", case_id, "plan"))
    qtbot.waitUntil(lambda: printing.state.may_print, timeout=10_000)
    printing.print_and_file(lambda _pdf, _note: time.sleep(0.3))
    window.lock()
    unlocked(qtbot, window)
    with window.stores.office.read() as session:
        assert [row.kind for row in journal.documents_of(session, case_id)] == ["plan"]


def test_what_the_citizen_may_not_see_stays_hidden_over_a_lock_and_in_the_other_language(
    open_window: Open, qtbot: QtBot, store: Path
) -> None:
    window = unlocked(qtbot, open_window(store))
    window.switch_citizen_view()
    window.lock()
    unlocked(qtbot, window)
    window.switch_language()
    assert window.frame is not None
    assert window.frame.desk.citizen_view
    assert window.frame.navigation.isHidden()
    window.switch_citizen_view()
    assert not window.frame.desk.citizen_view
    assert not window.frame.navigation.isHidden()
