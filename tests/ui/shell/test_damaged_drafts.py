"""Damage in the file of drafts leaves no page empty, and is told: on opening, and when it is met later."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from caseworker.base.clock import FixedClock
from caseworker.base.place import Place
from caseworker.office import Office
from tests.making import PASSPHRASE, make_citizen
from tests.ui.shell.opened import Open, unlocked
from ui.contacts.page import ContactsPage
from ui.kit import Banner
from ui.today.page import TodayPage

_SAID = "Filen med kladder var beskadiget"


def damage(folder: Path) -> None:
    path = folder / "drafts.db"
    content = path.read_bytes()
    path.write_bytes(content[:4096] + bytes(byte ^ 1 for byte in content[4096:]))


def test_damaged_drafts_leave_my_day_whole_and_say_so(
    open_window: Open, qtbot: QtBot, store: Path, clock: FixedClock
) -> None:
    office = Office.open(store, PASSPHRASE, clock=clock)
    office.store.drafts.save("r", "note", "c", "k", {"facts": "Ord. " * 5000})
    office.close()
    damage(store)
    window = unlocked(qtbot, open_window(store))
    assert window.frame is not None
    qtbot.waitUntil(window.frame.loss.isVisible)
    assert _SAID in window.frame.loss.banner.text()
    (page,) = window.findChildren(TodayPage)
    assert not page.findChildren(Banner), "it is said once"


def test_damage_met_while_one_works_is_told_and_keeps_what_was_begun(
    open_window: Open, qtbot: QtBot, store: Path
) -> None:
    frame = unlocked(qtbot, open_window(store)).frame
    assert frame is not None
    drafts = frame.desk.office.store.drafts
    citizen_id, case_id = make_citizen(frame.desk.office)
    drafts.save("note", "note", citizen_id, case_id, {"facts": "Ord. " * 5000})
    drafts._engine.dispose()  # noqa: SLF001 - what it has read it would not read again
    damage(store)
    frame.go(Place("contacts", case_id))
    frame.go(Place("today"))
    qtbot.waitUntil(frame.loss.isVisible)
    assert _SAID in frame.loss.banner.text()
    (page,) = frame.findChildren(TodayPage)
    qtbot.waitUntil(lambda: len(page.presenter.state.drafts) == 1)


def test_damage_that_nobody_meets_is_told_after_the_lock_on_the_page_where_one_was(
    open_window: Open, qtbot: QtBot, store: Path
) -> None:
    window = unlocked(qtbot, open_window(store))
    assert window.frame is not None
    office = window.frame.desk.office
    _citizen, case_id = make_citizen(office)
    office.store.drafts.save("note", "note", "c", "k", {"facts": "Ord. " * 5000})
    window.frame.go(Place("contacts", case_id))
    (page,) = window.findChildren(ContactsPage)
    qtbot.waitUntil(lambda: page.list.presenter.state is not None)
    page.list.forms.ask("book", "")
    qtbot.waitUntil(lambda: page.list.panel is not None)
    assert page.list.panel is not None
    purpose = page.list.panel.form.field("purpose").focus_target()
    QTest.keyClicks(purpose, "Snak om hestene")
    window.save_drafts()
    with (store / "drafts.db").open("r+b") as file:  # all of it, as it lies under the open program
        file.write(b"x" * (store / "drafts.db").stat().st_size)
    QTest.keyClicks(purpose, " og vejen frem")
    window.lock()
    unlocked(qtbot, window)
    assert window.frame is not None
    assert window.frame.place().kind == "contacts"
    qtbot.waitUntil(window.frame.loss.isVisible)
    assert _SAID in window.frame.loss.banner.text()
    drafts = window.frame.desk.office.store.drafts
    kept = {draft.kind: draft.values for draft in drafts.all()}
    assert kept["note"] == {"facts": "Ord. " * 5000}
    assert "Snak om hestene og vejen frem" in str([one.values for one in drafts.all()])
    window.switch_language()
    assert "The file of drafts was damaged" in window.frame.loss.banner.text()
    window.frame.loss.banner._put_away()  # noqa: SLF001
    window.switch_language()
    assert not window.frame.loss.isVisible()


def test_a_loss_met_while_another_is_put_away_stands_there_after(
    open_window: Open, qtbot: QtBot, store: Path, clock: FixedClock
) -> None:
    office = Office.open(store, PASSPHRASE, clock=clock)
    office.store.drafts.save("r", "note", "c", "k", {"facts": "Ord. " * 5000})
    office.close()
    damage(store)
    window = unlocked(qtbot, open_window(store))
    assert window.frame is not None
    loss = window.frame.loss
    qtbot.waitUntil(loss.isVisible)
    (store / "drafts.db").unlink()
    loss.banner._put_away()  # noqa: SLF001
    assert loss.isVisible()
    assert loss.banner.isVisible()
    assert "Filen med kladder var væk eller tom" in loss.banner.text()
    loss.banner._put_away()  # noqa: SLF001
    assert not loss.isVisible()
    assert window.frame.desk.office.store.drafts.loss() is None
