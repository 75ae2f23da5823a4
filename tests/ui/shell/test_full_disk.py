"""A full disk keeps nobody from locking, or from going on to another page, whatever form is being written in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import event

from caseworker.base.errors import StoreProblem
from caseworker.base.place import Place
from caseworker.store.drafts import Drafts
from tests.making import make_citizen
from tests.ui.shell.opened import Open, unlocked
from ui.contacts.page import ContactsPage
from ui.shell.lock import LockPage


def fill_up(drafts: Drafts) -> None:
    """Let the file of drafts take nothing more: a full disk cannot be had from outside."""
    engine = drafts._engine  # noqa: SLF001
    with engine.begin() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    engine.dispose()

    @event.listens_for(engine, "connect")
    def _full(connection: Any, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    for size in (20_000, 1_000, 50):
        number = 0
        while True:
            number += 1
            try:
                drafts.save(f"{size}-{number}", "other", "c", "k", {"words": "x" * size})
            except StoreProblem:
                drafts.unsaved.clear()
                break


def test_a_form_on_contacts_that_a_full_disk_does_not_take_lets_go_and_lock(
    open_window: Open, qtbot: QtBot, store: Path
) -> None:
    window = unlocked(qtbot, open_window(store))
    frame = window.frame
    assert frame is not None
    _citizen, case_id = make_citizen(frame.desk.office)
    drafts = frame.desk.office.store.drafts
    frame.go(Place("contacts", case_id))
    (page,) = window.findChildren(ContactsPage)
    qtbot.waitUntil(lambda: page.list.presenter.state is not None)
    page.list.forms.ask("book", "")
    qtbot.waitUntil(lambda: page.list.panel is not None)
    assert page.list.panel is not None
    fill_up(drafts)
    QTest.keyClicks(page.list.panel.form.field("purpose").focus_target(), "Snak om hestene. " * 10)
    frame.go(Place("today"))
    assert frame.place().kind == "today"
    qtbot.waitUntil(lambda: "isken" in frame.toast.text())
    window.lock()
    assert isinstance(window.centralWidget(), LockPage)
    assert window.stores.office is None
