"""Damage in the file of drafts leaves no page empty, and is told: on opening, and when it is met later."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from caseworker.base.clock import FixedClock
from caseworker.base.place import Place
from caseworker.office import Office
from tests.making import PASSPHRASE, make_citizen
from tests.ui.shell.opened import Open, unlocked
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
    (page,) = window.findChildren(TodayPage)
    qtbot.waitUntil(lambda: page.findChildren(Banner) != [])
    assert any(_SAID in banner.text() for banner in page.findChildren(Banner))


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
    qtbot.waitUntil(lambda: _SAID in frame.toast.text())
    (page,) = frame.findChildren(TodayPage)
    qtbot.waitUntil(lambda: len(page.presenter.state.drafts) == 1)
