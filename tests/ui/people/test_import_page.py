"""The page Importér: a file dropped, its columns, what would happen, and the one button that does it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QPushButton, QWidget

from caseworker.base.errors import UserError
from caseworker.base.place import Place
from caseworker.people import queries
from tests.making import make_citizen
from tests.ui.people.dressing import Hands, button
from tests.ui.recording import Recorder
from ui.kit import Banner, Label, unnamed
from ui.people import taking_in
from ui.people.import_page import DropCard, ImportPage
from ui.people.import_presenter import same_reasons
from ui.people.list_page import CitizensPage
from ui.ports import Desk, InlineTasks

CONTENT = "Navn;CPR-nr.;Note\nÅse Ødegård;120304-4232;\nBent Friis;0101601234;\nKort\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "sager.csv"
    path.write_text(CONTENT, "utf-8")
    return path


@pytest.fixture
def page(desk: Desk, shown: Callable[[QWidget], QWidget]) -> ImportPage:
    page = ImportPage(desk)
    page.show_place(Place("import"))
    shown(page)
    return page


class Slow(InlineTasks):
    """Runs what is to run in the pool when told to, as the real one does a moment later."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def pool(self, title: Any, work: Any, then: Any, failed: Any) -> None:
        self.waiting.append(lambda: InlineTasks().pool(title, work, then, failed))

    def run(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()
            QApplication.processEvents()


def test_the_focus_stays_on_the_page_from_step_to_step(
    desk: Desk, shown: Callable[[QWidget], QWidget], hands: Hands, file: Path
) -> None:
    """Beside the page stands what Qt would hand the focus to: the navigation."""
    desk.tasks = tasks = Slow()
    page = ImportPage(desk)
    window = QWidget()
    window.setLayout(QHBoxLayout())
    for part in (QPushButton("My day"), page, QPushButton("Lock")):
        window.layout().addWidget(part)  # type: ignore[union-attr]
    page.show_place(Place("import"))
    shown(window)
    page.choose_button.setFocus()
    page.presenter.open_file(file)
    assert page.choose_button.hasFocus()
    tasks.run()
    assert page.fields[0].focus_target().hasFocus()
    hands.choose(page.fields[2], "phone")
    page.fields[2].focus_target().setFocus()
    page.fields[2].set_value("")
    page.presenter.set_field(2, "")
    assert page.fields[2].focus_target().hasFocus()
    for words_now in ("Try the file out", "Import 2 citizens"):
        assert page.act_button is not None
        assert page.act_button.text() == words_now
        page.act_button.setFocus()
        hands.click(page.act_button)
        assert page.act_button.hasFocus()
        tasks.run()
        assert page.act_button.hasFocus()
    assert page.act_button.text() == "See the citizens"


def words(page: ImportPage) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in page.findChildren(Label) if label.isVisible())


def test_a_dropped_file_is_tried_out_and_taken_in(
    page: ImportPage,
    recorder: Recorder,
    hands: Hands,
    file: Path,
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    drop = page.findChild(DropCard)
    assert drop is not None
    drop.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    assert "This will happen" in words(page)
    assert "Line 4:" in words(page)
    assert page.act_button is not None
    assert page.act_button.text() == "Import 2 citizens"
    hands.click(page.act_button)
    assert "This has happened" in words(page)
    assert recorder.undoable == [True]
    hands.click(page.act_button)
    assert recorder.places == [Place("citizens")]
    assert page.choose_button.isVisible()


def test_a_file_is_chosen(
    page: ImportPage, hands: Hands, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(file), ""))
    hands.click(page.choose_button)
    assert [page.fields[number].value() for number in range(3)] == ["name", "cpr", ""]


def test_another_column_asks_for_another_try(page: ImportPage, hands: Hands, file: Path) -> None:
    page.presenter.open_file(file)
    hands.choose(page.fields[2], "name")
    assert page.fields[0].value() == ""
    assert page.act_button is not None
    assert page.act_button.text() == "Try the file out"
    hands.choose(page.fields[2], "")
    assert not page.act_button.isEnabled()
    assert "Choose the column that holds the citizens' names." in words(page)
    hands.choose(page.fields[0], "name")
    hands.click(page.act_button)
    assert page.act_button.text() == "Import 2 citizens"


def test_rejected_rows_are_saved(
    page: ImportPage,
    hands: Hands,
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page.presenter.open_file(file)
    proposed: list[str] = []

    def answer(_parent: QWidget, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        proposed.append(name)
        return str(tmp_path / name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    button = next(b for b in page.findChildren(QPushButton) if b.text() == "Save the rejected rows")
    hands.click(button)
    assert proposed == ["sager-rejected.csv"]
    assert "Kort" in (tmp_path / "sager-rejected.csv").read_text("utf-8-sig")


def test_what_cannot_be_read_is_said_where_the_file_was_dropped(page: ImportPage, file: Path) -> None:
    file.write_bytes(b"\0\1\2")
    page.presenter.open_file(file)
    assert "The file is not a CSV file." in words(page)
    assert page.choose_button.isVisible()


def test_a_change_elsewhere_asks_anew_what_would_happen(page: ImportPage, desk: Desk, file: Path) -> None:
    page.presenter.open_file(file)
    end = desk.office.subscribe(page.heard)
    make_citizen(desk.office, "Bent Friis", born=date(1960, 1, 1))
    end()
    assert page.act_button is not None
    fate = page.presenter.state.fate
    assert fate is not None
    assert (fate.accepted, fate.updated) == (1, 1)


def test_everything_reachable_has_a_name(page: ImportPage, file: Path) -> None:
    assert unnamed(page) == []
    page.presenter.open_file(file)
    assert unnamed(page) == []


def test_a_double_click_imports_once_and_shows_what_happened(
    desk: Desk, recorder: Recorder, shown: Callable[[QWidget], QWidget], file: Path
) -> None:
    desk.tasks = tasks = Slow()
    page = ImportPage(desk)
    page.show_place(Place("import"))
    shown(page)
    page.presenter.open_file(file)
    tasks.run()
    first = page.act_button
    assert first is not None
    place = first.mapTo(page, first.rect().center())
    for _click in range(3):
        first.click()
    assert len(tasks.waiting) == 1
    tasks.run()
    first.click()
    assert tasks.waiting == []
    assert recorder.said == ["2 citizens are imported."]
    assert page.act_button is not None
    assert page.act_button.text() == "See the citizens"
    QApplication.processEvents()
    at = page.childAt(place)
    assert at is not None
    assert not isinstance(at, QPushButton)
    page.act_button.click()
    assert recorder.places == [Place("citizens")]


def test_another_file_is_chosen_at_once(
    page: ImportPage, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.presenter.open_file(file)
    other = tmp_path / "flere.csv"
    other.write_text("Navn;CPR-nr.\nBo Bak;0101601234\n", "utf-8")
    answers = ["", str(other)]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (answers.pop(0), ""))
    for expected in ("sager.csv", "flere.csv"):
        next(b for b in page.findChildren(QPushButton) if b.text() == "Choose another file").click()
        QApplication.processEvents()
        assert page.presenter.state.file_name == expected


def test_all_reasons_can_be_read(page: ImportPage, tmp_path: Path) -> None:
    path = tmp_path / "lang.csv"
    rows = "\n".join(f"Borger {n};" + "x;" * (n + 2) for n in range(12))
    path.write_text(f"Navn;CPR-nr.;Note\n{rows}\n", "utf-8")
    page.presenter.open_file(path)
    found = [words for words in (label.text() for label in page.findChildren(Label)) if "Line " in words]
    fate = page.presenter.state.fate
    assert fate is not None
    reasons = len(same_reasons(fate.rejected)) + len(same_reasons(fate.remarks))
    assert reasons > len(found)
    for link in page.findChildren(QPushButton):
        if link.text().startswith("Show "):
            link.click()
            break
    QApplication.processEvents()
    assert len([line for line in words(page).splitlines() if line.startswith("Line ")]) == reasons


@pytest.mark.parametrize("asked", ["before a file is chosen", "where a word was not understood"])
def test_the_words_that_are_understood_are_shown_when_asked_for(
    page: ImportPage, hands: Hands, tmp_path: Path, asked: str
) -> None:
    assert not page.words.isVisible()
    if asked == "where a word was not understood":
        path = tmp_path / "ord.csv"
        path.write_text("Navn;CPR-nr.;Visitation\nBo Friis;0101601234;meget klar\n", "utf-8")
        page.presenter.open_file(path)
        assert "It is left out." in words(page)
    links = [b for b in page.findChildren(QPushButton) if b.text() == "See the words that are understood"]
    hands.click(next(link for link in links if link.isVisible()))
    assert page.words.isVisible()
    assert "lab 5" in words(page)
    hands.click(button(page, "Close the list of words"))
    assert not page.words.isVisible()


def test_an_import_whose_page_went_away_is_told_on_return(
    desk: Desk, shown: Callable[[QWidget], QWidget], file: Path
) -> None:
    """What a lock does: the page is retired while the rows are read, and its answers come back to nobody."""
    before = ImportPage(desk)

    class Locked(InlineTasks):
        def pool(self, _title: Any, work: Any, *_told: Any) -> None:
            def lock(_done: int, _of: int) -> None:
                desk.tasks = Nobody()
                before.presenter.retire()
                desk.tasks = self

            with suppress(UserError):
                work(lock)

    class Nobody(InlineTasks):
        def store(self, *_given: Any) -> None:
            """Wait for nothing: there is one thread here."""

    before.presenter.open_file(file)
    desk.tasks = Locked()
    before.presenter.take_in()
    before.deleteLater()
    with desk.office.read() as session:
        assert queries.open_cases(session) == 0
    for told in (True, False):
        page = ImportPage(desk)
        page.show_place(Place("import"))
        shown(page)
        assert ("was stopped before it was finished" in banners(page)) is told


def test_an_import_that_ended_behind_the_lock_is_told_in_the_list(
    desk: Desk, shown: Callable[[QWidget], QWidget]
) -> None:
    taking = taking_in.begin(desk.office.folder, "sager.csv")
    taking.stop = True
    taking.take(3)
    taking.ended.set()
    page = CitizensPage(desk)
    page.show_place(Place("citizens"))
    shown(page)
    assert "The import of sager.csv is finished: 3 citizens are taken in." in banners(page)


def test_an_import_that_was_undone_does_not_stand_as_done(page: ImportPage, desk: Desk, file: Path) -> None:
    desk.office.subscribe(page.heard)
    page.presenter.open_file(file)
    page.presenter.take_in()
    assert "This has happened" in words(page)
    taken = page.presenter.state.fate
    desk.office.undo()
    assert "This has happened" not in words(page)
    assert "The import was undone. Everything is as it was before." in words(page)
    assert page.presenter.state.fate == taken  # it can be taken in again
    page.presenter.take_in()
    assert "was undone" not in words(page)
    assert "This has happened" in words(page)


def test_another_act_leaves_a_finished_import_as_it_is(page: ImportPage, desk: Desk, file: Path) -> None:
    desk.office.subscribe(page.heard)
    page.presenter.open_file(file)
    page.presenter.take_in()
    make_citizen(desk.office, "Aase Lind")
    assert "This has happened" in words(page)


def banners(page: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(banner.text() for banner in page.findChildren(Banner))
