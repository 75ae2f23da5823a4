"""Locking in the middle of something: what was asked for is finished, and what is hidden stays hidden."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from caseworker.base.place import Place
from caseworker.base.text import t
from caseworker.casework.citizens import citizen_list
from caseworker.journal import queries as journal
from caseworker.plan import service as plans
from caseworker.store.drafts import Waiting
from tests.making import PASSPHRASE
from tests.ui.shell.opened import Open, type_in, unlocked
from ui.kit.labels import Label
from ui.prints.presenter import PrintPresenter
from ui.shell.lock import LockPage


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


@pytest.mark.parametrize(
    "where",
    [
        "caseworker.office.Office.open",
        "caseworker.store.drafts.Drafts.take_over",
        "ui.shell.frame.Frame.__init__",
    ],
)
def test_what_nobody_foresaw_while_unlocking_comes_back_to_the_passphrase(
    open_window: Open, qtbot: QtBot, store: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    def breaks(*_args: object, **_options: object) -> None:
        raise RuntimeError("nobody foresaw it")

    window = open_window(store)
    page = window.centralWidget()
    assert isinstance(page, LockPage)
    with monkeypatch.context() as patch, qtbot.capture_exceptions() as met:
        patch.setattr(where, breaks)
        type_in(qtbot, page, PASSPHRASE)
        qtbot.waitUntil(lambda: bool(met), timeout=10_000)
    assert [kind for kind, _error, _trace in met] == [RuntimeError], "the crash window has it too"
    page = window.centralWidget()
    assert isinstance(page, LockPage)
    assert not page.open.is_busy()
    assert "uventet fejl" in page.form.block("passphrase").error()
    unlocked(qtbot, window)
    assert window.frame is not None


def test_what_waits_for_the_drafts_still_waits_after_an_opening_that_failed(
    open_window: Open, qtbot: QtBot, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_args: object) -> None:
        raise RuntimeError("nobody foresaw it")

    window = open_window(store)
    waits = Waiting("r", "note", "c", "k", {"facts": "Ord"}, window.stores._clock.now(), "read_only")  # noqa: SLF001
    window.stores._unsaved[store] = (waits,)  # noqa: SLF001 - as a full disk leaves it
    with monkeypatch.context() as patch:
        patch.setattr("caseworker.store.drafts.Drafts.take_over", breaks)
        with pytest.raises(RuntimeError):
            window.stores.open(PASSPHRASE)
    assert window.stores.unsaved_for == "read_only"
    unlocked(qtbot, window)
    assert window.stores.office is not None
    assert [draft.record_id for draft in window.stores.office.store.drafts.all()] == ["r"]
    assert window.stores.unsaved_for == ""


@pytest.mark.parametrize(
    ("why", "words"),
    [("disk_full", "Disken var fuld"), ("read_only", "må ikke skrive"), ("locked", "Et andet program"),
     ("disk_error", "Disken kunne ikke"), ("else", "Lås op for at prøve igen")],
)  # fmt: skip
def test_the_lock_page_says_why_words_wait(open_window: Open, store: Path, why: str, words: str) -> None:
    window = open_window(store)
    window.stores._unsaved[store] = (  # noqa: SLF001 - as a store that took nothing leaves it
        Waiting("r", "note", "c", "k", {"facts": "Ord"}, window.stores._clock.now(), why),  # noqa: SLF001
    )
    window.entrance.show()
    page = window.centralWidget()
    assert isinstance(page, LockPage)
    said = " ".join(label.text() for label in page.findChildren(Label))
    assert words in said
    assert ("Disken var fuld" in said) == (why == "disk_full")
    assert "Det går tabt, hvis du lukker programmet først" in said
