"""A lock while an import runs, in the real window: it is stopped or finished, never half, and one is told which."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from caseworker.base.clock import FixedClock
from caseworker.base.place import Place
from caseworker.base.settings import MachineSettings
from caseworker.people.queries import open_cases
from tests.making import PASSPHRASE, make_office
from ui.kit import Banner
from ui.people.import_page import ImportPage
from ui.people.import_presenter import TRIED
from ui.people.list_page import CitizensPage
from ui.shell.window import MainWindow

ROWS = 1_200


@pytest.mark.parametrize("place", ["import", "citizens"])
def test_who_locks_while_an_import_runs_is_told_what_came_of_it(
    qtbot: QtBot, tmp_path: Path, clock: FixedClock, place: str
) -> None:
    make_office(tmp_path / "store", clock).close()
    file = tmp_path / "sager.csv"
    lines = (f"Anna Nr{n};{1 + n % 28:02}-{1 + n % 12:02}-19{60 + n % 40}" for n in range(ROWS))
    file.write_text("\n".join(("Navn;Fødselsdato", *lines)), "utf-8")
    window = MainWindow(tmp_path / "store", MachineSettings(), clock, settings_folder=tmp_path)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()

    def unlock() -> None:
        window.centralWidget().unlock_requested.emit(PASSPHRASE)  # type: ignore[attr-defined]
        qtbot.waitUntil(lambda: window.frame is not None, timeout=15_000)

    unlock()
    assert window.frame is not None
    window.frame.go(Place("import"))
    page = window.frame.stack.currentWidget()
    assert isinstance(page, ImportPage)
    presenter = page.presenter
    presenter.open_file(file)
    qtbot.waitUntil(lambda: presenter.state.step == TRIED and not presenter.state.busy, timeout=30_000)
    presenter.take_in()
    qtbot.wait(100)
    assert presenter.state.busy
    if place != "import":
        window.frame.go(Place(place))
    window.lock()
    unlock()
    assert window.frame is not None
    shown = window.frame.stack.currentWidget()
    assert isinstance(shown, ImportPage | CitizensPage)
    qtbot.waitUntil(lambda: bool(shown.findChildren(Banner)), timeout=15_000)
    said = shown.findChildren(Banner)[0].text()
    with window.frame.desk.office.read() as session:
        taken = open_cases(session)
    assert taken in (0, ROWS)
    assert ("was stopped before it was finished" in said) == (taken == 0)
    assert ("1,200 citizens are taken in" in said) == (taken == ROWS)
    window.close()
