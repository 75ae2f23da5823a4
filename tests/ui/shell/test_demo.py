"""The demo beside one's own store: how one gets from one to the other, and what says which of them it is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from caseworker.base.clock import FixedClock
from caseworker.base.place import Place
from caseworker.demo import apart, caseload
from caseworker.demo.caseload import fill
from caseworker.office import Office
from caseworker.store import keys
from tests.making import CHEAP, PASSPHRASE
from tests.ui.shell.opened import Open, type_in, unlocked
from ui.kit.chips import Chip
from ui.shell.demo import DemoWarning
from ui.shell.first_start import FirstStartPage, RecoveryCodePage
from ui.shell.lock import LockPage
from ui.shell.window import MainWindow


@pytest.fixture
def demo(tmp_path: Path, clock: FixedClock) -> Path:
    """Make a demo as `make run` does, in a folder that is named."""
    folder = tmp_path / "build" / "demo"
    office, _code = Office.create(folder, apart.PASSPHRASE, "Mette Krogh", "Demo", clock=clock, cost=CHEAP)
    office.close()
    (folder / apart.MARK).touch()
    return folder


def first_start(window: MainWindow) -> FirstStartPage:
    page = window.centralWidget()
    assert isinstance(page, FirstStartPage)
    return page


def lock_screen(window: MainWindow) -> LockPage:
    page = window.centralWidget()
    assert isinstance(page, LockPage)
    return page


def told(window: MainWindow) -> str:
    return " ".join(label.text() for label in window.centralWidget().findChildren(QLabel))


def make_own(window: MainWindow, qtbot: QtBot) -> None:
    page = first_start(window)
    page.form.set_values(
        {"name": "Karen Holm", "unit": "Nordby", "passphrase": PASSPHRASE, "again": PASSPHRASE}
    )
    page.make.click()
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), RecoveryCodePage), timeout=10_000)
    code = window.centralWidget()
    assert isinstance(code, RecoveryCodePage)
    code.done.emit()
    assert window.frame is not None


def test_the_demo_lies_in_a_folder_of_its_own_and_leads_to_one_s_own_store(
    open_window: Open, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caseload, "fill", lambda office, _citizens, seed: fill(office, 1, seed))
    home = tmp_path / "store"
    window = open_window()
    with qtbot.waitSignal(window.opened, timeout=20_000):
        first_start(window).demo.click()
    assert [path.name for path in home.iterdir()] == ["demo"]
    assert home.stat().st_mode & 0o077 == 0
    assert apart.is_demo(home / "demo")
    window.lock()
    lock = lock_screen(window)
    assert "demoen" in told(window)
    assert apart.PASSPHRASE in told(window)
    assert lock.other_store.text() == "Opret dit eget arkiv"
    lock.other_store.click()
    first_start(window).demo.click()  # it is there: nothing is made
    lock_screen(window).other_store.click()
    make_own(window, qtbot)
    assert (home / "store.json").exists()
    assert not apart.is_demo(home)
    window.lock()
    assert "demoen." not in told(window)
    assert apart.PASSPHRASE not in told(window)
    window.close()

    window = open_window()  # the next day
    lock = lock_screen(window)
    assert window.stores.folder == home
    assert lock.other_store.text() == "Se demoen"
    lock.other_store.click()
    assert window.stores.folder == home / "demo"
    assert lock_screen(window).other_store.text() == "Åbn dit eget arkiv"
    unlocked(qtbot, window, apart.PASSPHRASE)
    assert window.frame is not None
    assert window.frame.desk.office.folder == home / "demo"


def test_a_store_without_a_demo_says_nothing_of_one(open_window: Open, store: Path) -> None:
    window = open_window(store)
    assert lock_screen(window).other_store.isHidden()
    assert "demo" not in told(window).lower()


def test_a_demo_that_is_named_leads_to_a_store_in_the_usual_folder(
    open_window: Open, qtbot: QtBot, tmp_path: Path, demo: Path
) -> None:
    usual = tmp_path / "usual"
    window = open_window(demo)
    lock_screen(window).other_store.click()
    assert str(usual) in told(window).replace("\u200b", "")
    make_own(window, qtbot)
    assert window.stores.office is not None
    assert window.stores.office.folder == usual
    assert {path.name for path in demo.glob("store.*")} >= {"store.json", "store.db"}
    window.close()
    window = open_window(demo)
    assert window.stores.folder == demo
    assert lock_screen(window).other_store.text() == "Åbn dit eget arkiv"


def test_one_comes_back_to_a_place_in_the_store_it_is_of(open_window: Open, qtbot: QtBot, demo: Path) -> None:
    window = unlocked(qtbot, open_window(demo), apart.PASSPHRASE)
    assert window.frame is not None
    window.frame.go(Place("deadlines"))
    window.lock()
    lock_screen(window).other_store.click()
    make_own(window, qtbot)
    assert window.frame.place() == Place("today")
    window.lock()
    lock_screen(window).other_store.click()
    unlocked(qtbot, window, apart.PASSPHRASE)
    assert window.frame.place() == Place("deadlines")


def test_while_a_store_opens_the_other_one_waits(open_window: Open, qtbot: QtBot, demo: Path) -> None:
    window = open_window(demo)
    lock = lock_screen(window)
    with qtbot.waitSignal(window.opened, timeout=10_000):
        type_in(qtbot, lock, apart.PASSPHRASE)
        lock.other_store.click()
    assert window.stores.folder == demo


def test_the_demo_s_passphrase_is_told_only_while_it_is_true(
    open_window: Open, qtbot: QtBot, demo: Path
) -> None:
    window = unlocked(qtbot, open_window(demo), apart.PASSPHRASE)
    assert window.frame is not None
    window.frame.go(Place("settings", field="store"))
    page = window.frame.stack.currentWidget()
    page.store.form.set_values({"old": apart.PASSPHRASE, "new": PASSPHRASE, "again": PASSPHRASE})  # type: ignore[attr-defined]
    page.store.change_button.click()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: not apart.tells_passphrase(demo), timeout=10_000)
    window.lock()
    assert apart.PASSPHRASE not in told(window)
    assert "den, du selv har valgt" in told(window)
    unlocked(qtbot, window)


def test_a_demo_changed_by_an_earlier_version_is_found_out(
    open_window: Open, qtbot: QtBot, demo: Path
) -> None:
    keys.change_passphrase(demo, apart.PASSPHRASE, PASSPHRASE, CHEAP)
    window = open_window(demo)
    assert apart.PASSPHRASE in told(window)
    lock = lock_screen(window)
    type_in(qtbot, lock, apart.PASSPHRASE)
    qtbot.waitUntil(lambda: "åbner ikke" in lock.form.block("passphrase").error(), timeout=10_000)
    window.entrance.show()
    assert apart.PASSPHRASE not in told(window)


def test_the_open_demo_says_so_and_warns_where_citizens_are_taken_in(
    open_window: Open, qtbot: QtBot, demo: Path
) -> None:
    window = unlocked(qtbot, open_window(demo), apart.PASSPHRASE)
    frame = window.frame
    assert frame is not None
    assert any(chip.accessibleName() == "Demo" and not chip.isHidden() for chip in frame.findChildren(Chip))
    warning = frame.findChild(DemoWarning)
    assert isinstance(warning, DemoWarning)
    for kind in ("import", "new_citizen"):
        frame.go(Place(kind))
        assert not warning.isHidden()
        assert "adgangssætning" in warning.banner.text()
    frame.go(Place("today"))
    assert warning.isHidden()


def test_one_s_own_store_is_not_warned_of(open_window: Open, qtbot: QtBot, store: Path) -> None:
    window = unlocked(qtbot, open_window(store))
    frame = window.frame
    assert frame is not None
    frame.go(Place("import"))
    warning = frame.findChild(DemoWarning)
    assert isinstance(warning, DemoWarning)
    assert warning.isHidden()
    assert not any(
        chip.accessibleName() == "Demo" and not chip.isHidden() for chip in frame.findChildren(Chip)
    )


def test_the_way_in_loads_nothing_of_the_store() -> None:
    code = (
        "import sys, ui.app; heavy = {'caseworker.office', 'caseworker.store.store', 'sqlalchemy', "
        "'caseworker.demo.caseload', 'ui.shell.frame', 'argon2'}; print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
