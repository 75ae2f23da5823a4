"""The window as a whole: first start, lock, unlock, language, palette, citizen view, undo."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import event

from caseworker.base import settings
from caseworker.base.clock import FixedClock
from caseworker.base.errors import StoreProblem, UserError
from caseworker.base.place import Place
from caseworker.base.text import t
from caseworker.deadlines import projection
from caseworker.demo import caseload
from caseworker.demo.caseload import fill
from caseworker.office import Office
from caseworker.people import service, staff
from caseworker.people.queries import open_cases
from tests.making import PASSPHRASE, make_citizen
from tests.ui.shell.opened import Open, type_in, unlocked
from ui.kit import Label
from ui.shell.first_start import FirstStartPage, RecoveryCodePage
from ui.shell.lock import LockPage
from ui.shell.tasks import LongTask
from ui.shell.window import MainWindow


def test_a_demo_that_comes_to_nothing_leads_back_to_the_first_start(
    open_window: Open, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(office: Office, citizens: int, seed: int) -> None:
        fill(office, 1, seed)
        raise UserError(t("{count} too many", count=citizens))

    window = open_window()
    first = window.centralWidget()
    assert isinstance(first, FirstStartPage)
    with monkeypatch.context() as small:
        small.setattr(caseload, "fill", full)
        first.demo.click()
        qtbot.waitUntil(lambda: window.centralWidget() is not first, timeout=10_000)
        qtbot.waitUntil(lambda: isinstance(window.centralWidget(), FirstStartPage), timeout=20_000)
    page = window.centralWidget()
    assert isinstance(page, FirstStartPage)
    assert any("200" in label.text() for label in page.findChildren(Label))
    assert not any((tmp_path / "store").iterdir())
    assert window.stores.folder == tmp_path / "store"
    page.form.set_values({"name": "Karen", "unit": "Nordby", "passphrase": PASSPHRASE, "again": PASSPHRASE})
    page.make.click()
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), RecoveryCodePage), timeout=10_000)


def test_first_start_makes_a_store_and_shows_the_code_once(
    open_window: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window()
    page = window.centralWidget()
    assert isinstance(page, FirstStartPage)
    advice = page.passphrase.focus_target()
    assert "Mindst 10 tegn" in advice.accessibleDescription()
    assert "For kort" not in advice.accessibleDescription()
    page.form.set_values({"unit": "N" * 200, "passphrase": "kort", "again": "noget andet"})
    page.make.click()
    assert set(page.form.errors()) == {"name", "passphrase", "again"}  # all at once, not one after the other
    page.form.set_values({"name": "Karen Holm", "passphrase": PASSPHRASE})
    page.make.click()
    assert set(page.form.errors()) == {"again"}
    page.form.set_values({"again": PASSPHRASE})
    page.make.click()
    qtbot.waitUntil(lambda: set(page.form.errors()) == {"unit"}, timeout=10_000)
    assert not (tmp_path / "store").exists() or not any((tmp_path / "store").iterdir())
    page.form.set_values({"unit": "Nordby"})
    page.make.click()
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), RecoveryCodePage), timeout=10_000)
    code = window.centralWidget()
    assert isinstance(code, RecoveryCodePage)
    assert not code.go_on.isEnabled()
    qtbot.mouseClick(code.kept.focus_target(), Qt.MouseButton.LeftButton)
    code.go_on.click()
    assert window.frame is not None
    assert window.frame.place() == Place("today")


def test_a_wrong_passphrase_is_said_at_the_field(open_window: Open, qtbot: QtBot, store: Path) -> None:
    window = open_window(store)
    page = window.centralWidget()
    assert isinstance(page, LockPage)
    type_in(qtbot, page, "noget helt forkert")
    qtbot.waitUntil(lambda: "åbner ikke" in page.form.block("passphrase").error(), timeout=10_000)
    assert page.passphrase.value() == "noget helt forkert"
    assert window.frame is None


def test_locking_closes_the_store_and_comes_back_to_the_place(
    open_window: Open, qtbot: QtBot, store: Path
) -> None:
    window = unlocked(qtbot, open_window(store))
    assert window.frame is not None
    window.frame.go(Place("citizens"))
    window.lock()
    assert window.frame is None
    assert window.stores.office is None
    unlocked(qtbot, window)
    assert window.frame is not None
    assert window.frame.place() == Place("citizens")


def test_idle_time_locks(open_window: Open, qtbot: QtBot, store: Path) -> None:
    window = unlocked(qtbot, open_window(store, idle_minutes=1))
    assert window.idle.interval() == 60_000
    assert window.idle.isActive()
    window.idle.setInterval(10)
    with qtbot.waitSignal(window.locked, timeout=5_000):
        window.idle.start()


def test_the_language_switches_while_running_and_is_remembered(
    open_window: Open, qtbot: QtBot, store: Path, tmp_path: Path
) -> None:
    window = unlocked(qtbot, open_window(store))
    assert window.frame is not None
    assert window.frame.navigation.item("today").accessibleName().startswith("Min dag")
    window.switch_language()
    assert window.frame.navigation.item("today").accessibleName().startswith("My day")
    assert settings.load(tmp_path).language == "en"


def test_the_palette_finds_citizens_and_commands(open_window: Open, qtbot: QtBot, store: Path) -> None:
    window = unlocked(qtbot, open_window(store))
    frame = window.frame
    assert frame is not None
    window.open_palette()
    qtbot.keyClicks(frame.search.edit, "jona")
    qtbot.waitUntil(lambda: frame.palette_list.list.item(0).text().startswith("Jonas Bruun"), timeout=5_000)
    qtbot.keyClick(frame.search.edit, Qt.Key.Key_Return)
    assert frame.place().kind == "overview"
    window.open_palette()
    qtbot.keyClicks(frame.search.edit, "lås")
    with qtbot.waitSignal(window.locked, timeout=5_000):
        qtbot.keyClick(frame.search.edit, Qt.Key.Key_Return)


def test_the_focus_goes_to_the_page_when_the_palette_has_done_its_work(
    open_window: Open, qtbot: QtBot, store: Path
) -> None:
    window = unlocked(qtbot, open_window(store))
    assert window.frame is not None
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        window.open_palette()
        qtbot.keyClick(window.frame.search.edit, key)
        focused = window.focusWidget()
        assert focused is not None
        assert window.frame.stack is focused or window.frame.stack.isAncestorOf(focused)


def test_the_focus_stays_in_the_page_when_what_held_it_goes_away(
    open_window: Open, qtbot: QtBot, store: Path
) -> None:
    window = unlocked(qtbot, open_window(store))
    assert window.frame is not None
    window.activateWindow()
    stack = window.frame.stack
    form = QLineEdit(stack.currentWidget())
    form.show()
    form.setFocus()
    qtbot.waitUntil(form.hasFocus)
    form.hide()
    qtbot.waitUntil(lambda: _inside(window, stack))


def _inside(window: MainWindow, stack: QWidget) -> bool:
    focused = window.focusWidget()
    return focused is not None and (focused is stack or stack.isAncestorOf(focused))


def test_other_rules_are_worked_out_behind_the_window_and_can_be_stopped(
    open_window: Open, qtbot: QtBot, store: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("caseworker.office._BITE", 8)
    office = Office.open(store, PASSPHRASE, clock=clock)
    fill(office, 20, seed=3)
    office.close()
    window = unlocked(qtbot, open_window(store))
    frame, office = window.frame, window.stores.office
    assert frame is not None
    assert office is not None
    qtbot.waitUntil(lambda: window.tasks.idle, timeout=20_000)

    def stale() -> int:
        with office.read() as session:
            return len(projection.stale_cases(session, office.packs, clock.today()))

    assert stale() == 0
    rules = t("Rules for deadlines")

    def cancel(task: LongTask) -> None:
        if task.title == t("Works out deadlines"):
            task.progressed.connect(lambda done, _of: task.cancel() if done else None)

    window.tasks.long_task_started.connect(cancel)
    frame.desk.act(rules, lambda work: staff.put_setting(work, "deadlines", {"areas": ["lab"]}), _nothing)
    qtbot.waitUntil(frame.behind.isVisible, timeout=20_000)
    left = stale()
    assert 0 < left < 21
    assert f"Fristerne i {left} af 21 sager er endnu ikke regnet ud" in frame.behind.banner.text()
    window.tasks.long_task_started.disconnect(cancel)
    for place in ("citizens", "deadlines", "settings", "today"):
        frame.go(Place(place))
        assert frame.behind.isVisible()
    frame.dates.catch_up()  # as every minute: a stop holds for the day
    qtbot.waitUntil(lambda: window.tasks.idle, timeout=20_000)
    assert stale() == left
    frame.behind.go_on.click()
    assert not frame.behind.go_on.isEnabled()
    assert frame.behind.isVisible()
    qtbot.waitUntil(lambda: window.tasks.idle, timeout=20_000)
    assert stale() == 0
    assert not frame.behind.isVisible()


def _nothing(_result: object) -> None:
    """Take what an act gives back."""


def test_citizen_view_finds_no_other_citizens(open_window: Open, qtbot: QtBot, store: Path) -> None:
    window = unlocked(qtbot, open_window(store))
    frame = window.frame
    assert frame is not None
    window.switch_citizen_view()
    assert frame.desk.citizen_view
    assert not frame.navigation.isVisible()
    frame.palette_list.show_found("jonas")
    shown = [frame.palette_list.list.item(row).text() for row in range(frame.palette_list.list.count())]
    assert not any("Bruun" in line for line in shown)


def test_undo_takes_the_last_act_back_by_name(open_window: Open, qtbot: QtBot, store: Path) -> None:
    window = unlocked(qtbot, open_window(store))
    frame = window.frame
    assert frame is not None
    office = frame.desk.office
    data = service.CitizenData(name="Åse Ødegård", cpr="010190-1111")
    frame.desk.act(t("New citizen"), lambda work: service.add_citizen(work, data).id)
    qtbot.waitUntil(lambda: "Ny borger" in frame.undo_label.text(), timeout=5_000)
    window.switch_citizen_view()
    assert frame.undo_label.text() == "", "the name of an act may name another citizen"
    window.switch_citizen_view()
    assert "Ny borger" in frame.undo_label.text()
    window.undo_act()
    qtbot.waitUntil(lambda: frame.toast.isVisible(), timeout=5_000)
    assert "Fortrudt: »Ny borger« (Åse Ødegård)" in frame.toast.accessibleName()
    assert office.undoable() is None or "Ny borger" not in str(office.undoable())


def test_the_window_title_names_nobody(open_window: Open, qtbot: QtBot, store: Path) -> None:
    window = unlocked(qtbot, open_window(store))
    assert window.windowTitle() == "Fælles plan"


def test_a_damaged_store_says_what_is_safe_and_offers_to_try_again(
    open_window: Open, qtbot: QtBot, store: Path
) -> None:
    (store / "store.db").write_bytes(b"x" * 8192)
    window = open_window(store)
    page = window.centralWidget()
    assert isinstance(page, LockPage)
    type_in(qtbot, page, PASSPHRASE)
    qtbot.waitUntil(lambda: not isinstance(window.centralWidget(), LockPage), timeout=10_000)
    assert window.centralWidget().accessibleName() == "Arkivet kan ikke åbnes"
    assert "beskadiget" in window.centralWidget().accessibleDescription()
    assert (store / "store.db").read_bytes() == b"x" * 8192


def test_undo_says_whose_act_it_was_and_leaves_the_page_that_is_gone(
    open_window: Open, qtbot: QtBot, store: Path
) -> None:
    frame = unlocked(qtbot, open_window(store)).frame
    assert frame is not None
    _citizen_id, case_id = make_citizen(frame.desk.office, "Aisha Ánh")
    frame.go(Place("overview", case_id))
    qtbot.waitUntil(lambda: "(Aisha Ánh)" in frame.undo_label.text())
    frame.undo()
    qtbot.waitUntil(lambda: frame.place() == Place("citizens"))
    qtbot.waitUntil(lambda: "(Aisha Ánh)" in frame.toast.text())
    assert frame.toast.text().startswith("Fortrudt: »")


def test_what_is_being_written_about_is_not_taken_away_by_undo(
    open_window: Open, qtbot: QtBot, store: Path
) -> None:
    frame = unlocked(qtbot, open_window(store)).frame
    assert frame is not None
    office = frame.desk.office
    citizen_id, case_id = make_citizen(office, "Aisha Ánh")
    office.store.drafts.save("n1", "note", citizen_id, case_id, {"facts": "Det, hun sagde"})
    frame.undo()
    qtbot.waitUntil(lambda: "mens der er en kladde" in frame.toast.text())
    assert _people(office) == 2
    office.store.drafts.clear("n1")
    frame.undo()
    qtbot.waitUntil(lambda: frame.toast.text().startswith("Fortrudt: »"))
    assert _people(office) == 1


def _people(office: Office) -> int:
    with office.read() as session:
        return open_cases(session)


def test_the_citizen_s_view_hides_what_was_just_said(open_window: Open, qtbot: QtBot, store: Path) -> None:
    frame = unlocked(qtbot, open_window(store)).frame
    assert frame is not None
    frame.done(t("Undone: {act}", act="Karl Lund"))
    assert not frame.toast.isHidden()
    frame.switch_citizen_view()
    assert frame.toast.isHidden()


def test_what_a_full_disk_did_not_take_comes_back_after_the_lock(
    open_window: Open, qtbot: QtBot, store: Path
) -> None:
    window = unlocked(qtbot, open_window(store))
    assert window.frame is not None
    drafts = window.frame.desk.office.store.drafts
    engine = drafts._engine  # noqa: SLF001 - a full disk cannot be had from outside
    with engine.begin() as connection:  # one more page than it has is one too many
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    engine.dispose()

    @event.listens_for(engine, "connect")
    def _full(connection: Any, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(StoreProblem):
        drafts.save("n1", "note", "c", "k", {"facts": "Det, hun sagde. " * 5_000})
    window.lock()
    page = window.centralWidget()
    assert isinstance(page, LockPage)
    assert any("ikke gemt endnu" in label.text() for label in page.findChildren(QLabel))
    assert not window.stores.exists() or window.stores.office is None
    unlocked(qtbot, window)
    assert window.frame is not None
    kept = window.frame.desk.office.store.drafts
    found = kept.get("n1")
    assert found is not None
    assert found.values["facts"].startswith("Det, hun sagde.")
    assert not kept.unsaved
