"""Undo in the window: it never takes another act than the one that is meant, and leaves the focus in the page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from caseworker.base.clock import FixedClock
from caseworker.base.place import Place
from caseworker.base.settings import MachineSettings
from caseworker.base.text import Text, render, t
from caseworker.journal.service import NoteData, write_note
from caseworker.office import Office
from caseworker.people.model import Citizen
from caseworker.store.work import Work
from tests.making import make_citizen, make_office
from tests.ui.dress import application
from tests.ui.recording import Recorder
from tests.ui.shell.opened import Open, unlocked
from ui.kit import Button
from ui.kit.chips import Chip
from ui.ports import Desk, InlineTasks
from ui.shell.citizen import CitizenPage
from ui.shell.frame import Frame
from ui.shell.frame_presenter import FramePresenter, act_words
from ui.shell.palette_presenter import find
from ui.shell.tasks import QtTasks

LONG = "Anne-Margrethe Vibeke Charlotte von Hohenstein-Schleswig-Holsten Østergaard-Kjærgaard"


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    office = make_office(tmp_path / "store", clock)
    yield office
    office.close()


@pytest.fixture
def frame(office: Office, qtbot: QtBot) -> Iterator[Frame]:
    application(MachineSettings(language="da"))
    tasks = QtTasks()
    frame = Frame(office, tasks, "da")
    frame.resize(1280, 650)
    frame.show()
    frame.go(Place("today"))
    qtbot.waitUntil(lambda: tasks.idle)
    yield frame
    frame.shut()
    tasks.close()
    frame.close()
    frame.deleteLater()
    QApplication.sendPostedEvents()


def said(frame: Frame) -> str:
    return frame.toast.text() if frame.toast.isVisible() else ""


def button(frame: Frame, words: str) -> Button:
    return next(one for one in frame.toast.findChildren(Button) if one.text().startswith(words))


def sign(office: Office, case_id: str, name: Text) -> None:
    def act(work: Work) -> None:
        work.undoable = False
        write_note(work, NoteData(case_id=case_id, title="Brev", facts="Sendt"))

    office.run(name, act)


def test_what_stands_for_good_is_said_before_an_older_act_is_taken_back(
    frame: Frame, office: Office, qtbot: QtBot
) -> None:
    citizen_id, case_id = make_citizen(office)
    office.run(t("Contact data"), lambda work: setattr(work.get(Citizen, citizen_id), "phone", "12"))
    sign(office, case_id, t("Send to the jobcentre"))
    qtbot.waitUntil(lambda: "kan ikke fortrydes" in frame.undo_label.text())
    frame.undo()
    qtbot.waitUntil(lambda: said(frame).endswith("« kan ikke fortrydes."))
    last = office.undoable()
    assert last is not None
    assert last.name == t("Contact data"), "nothing is taken back yet"
    qtbot.mouseClick(button(frame, "Fortryd »"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: said(frame).startswith("Fortrudt: »"))
    with office.read() as session:
        found = session.get(Citizen, citizen_id)
        assert found is not None
        assert found.phone == ""


def test_the_words_that_offer_undo_go_when_another_act_comes(
    frame: Frame, office: Office, qtbot: QtBot
) -> None:
    citizen_id, _case = make_citizen(office)
    frame.done(t("Saved."), undo=True)
    assert frame.toast.offers_undo()
    frame.desk.act(t("Contact data"), lambda work: setattr(work.get(Citizen, citizen_id), "phone", "12"))
    qtbot.waitUntil(lambda: not frame.toast.isVisible())
    frame.problem(t("The disk is full."))
    frame.desk.act(t("Contact data"), lambda work: setattr(work.get(Citizen, citizen_id), "phone", "13"))
    qtbot.waitUntil(lambda: frame.desk.tasks.idle)  # type: ignore[attr-defined]
    assert frame.toast.isVisible(), "what went wrong stays to be read"


def test_undo_asks_once_what_is_last(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    make_citizen(office)
    recorder = Recorder()
    presenter = FramePresenter(Desk(office, InlineTasks(), recorder, recorder))
    asked = []
    really = office.undoable
    monkeypatch.setattr(office, "undoable", lambda: asked.append(1) or really())
    assert presenter.take_back().undone is not None
    assert presenter.take_back().undone is None
    assert len(asked) == 2


def test_the_focus_is_in_the_page_again_after_undo(frame: Frame, office: Office, qtbot: QtBot) -> None:
    _citizen, case_id = make_citizen(office)
    frame.go(Place("journal", case_id))
    page = frame.stack.currentWidget()
    assert isinstance(page, CitizenPage)
    journal = page.room("journal")
    assert journal is not None
    journal.new_button.setFocus()  # type: ignore[attr-defined]
    office.run(
        t("Journal note"),
        lambda work: write_note(work, NoteData(case_id=case_id, title="Opkald", facts="Ja")),
    )
    qtbot.wait(50)
    frame.done(t("Saved."), undo=True)
    undo = button(frame, "Fortryd")
    undo.setFocus()
    qtbot.keyClick(undo, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: said(frame).startswith("Fortrudt: »"))
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused is frame.stack or frame.stack.isAncestorOf(focused)


def test_a_long_name_and_many_chips_leave_the_window_narrow(
    frame: Frame, office: Office, qtbot: QtBot
) -> None:
    citizen_id, case_id = make_citizen(office, LONG)

    def more(work: Work) -> None:
        citizen = work.get(Citizen, citizen_id)
        citizen.interpreter, citizen.protected_address = "Tigrinya (Eritrea, sydlige dialekt)", True

    office.run(t("Contact data"), more)
    frame.go(Place("overview", case_id))
    page = frame.stack.currentWidget()
    assert isinstance(page, CitizenPage)
    qtbot.waitUntil(lambda: len(page.findChildren(Chip)) >= 3)
    qtbot.wait(20)
    assert frame.minimumSizeHint().width() <= 1280
    name = page._name  # noqa: SLF001 - the name in the head
    assert name.toolTip() == LONG
    chips = [chip for chip in page.findChildren(Chip) if chip.accessibleName().startswith("Tolk")]
    assert chips[0].toolTip() == "Tolk: Tigrinya (Eritrea, sydlige dialekt)"
    right = chips[0].mapTo(page, chips[0].rect().topRight()).x()
    assert right <= page.width()
    frame.resize(2400, 800)
    qtbot.waitUntil(lambda: chips[0].mapTo(page, chips[0].rect().center()).y() < 50)


def test_nobody_is_named_twice() -> None:
    assert render(act_words(t("Own date for a deadline: {name}", name="Ida Bøgh"), "Ida Bøgh"), "en") == (
        "“Own date for a deadline: Ida Bøgh”"
    )
    assert render(act_words(t("Save talk"), "Ida Bøgh"), "en") == "“Save talk” (Ida Bøgh)"


def test_the_palette_finds_a_case_by_its_number(frame: Frame, office: Office) -> None:
    _citizen, case_id = make_citizen(office)
    found = find(frame.desk, "1001")
    assert [entry.place for entry in found] == [Place("overview", case_id)]


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_ctrl_shift_z_takes_an_act_back_from_a_text_field_too(
    open_window: Open, qtbot: QtBot, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch,
    kind: type[QLineEdit | QPlainTextEdit],
) -> None:  # fmt: skip
    make_office(tmp_path / "other", clock).close()
    window = unlocked(qtbot, open_window(tmp_path / "other"))
    assert window.frame is not None
    undone: list[str] = []
    monkeypatch.setattr(window.frame, "undo", lambda: undone.append("act"))
    field = kind(window.frame)
    field.show()
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "abc")  # type: ignore[no-untyped-call]
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(field, Qt.Key.Key_Z, both)  # type: ignore[no-untyped-call]
    qtbot.waitUntil(lambda: undone == ["act"])
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)  # type: ignore[no-untyped-call]
    assert undone == ["act"]
    assert (field.text() if isinstance(field, QLineEdit) else field.toPlainText()) == ""


def test_ctrl_z_in_an_empty_search_takes_the_act_back_that_the_foot_names(
    open_window: Open, qtbot: QtBot, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_office(tmp_path / "other", clock).close()
    window = unlocked(qtbot, open_window(tmp_path / "other"))
    assert window.frame is not None
    undone: list[str] = []
    monkeypatch.setattr(window.frame, "undo", lambda: undone.append("act"))
    window.frame.go(Place("citizens"))
    window.activateWindow()
    search = window.frame.stack.currentWidget().findChild(QLineEdit)
    assert isinstance(search, QLineEdit)
    search.setFocus()
    qtbot.waitUntil(search.hasFocus)
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(search, Qt.Key.Key_Z, control)  # type: ignore[no-untyped-call]
    qtbot.waitUntil(lambda: undone == ["act"])
    qtbot.keyClicks(search, "Bo")  # type: ignore[no-untyped-call]
    for _again in range(4):  # the words are taken back, and nothing else by keeping the key down
        qtbot.keyClick(search, Qt.Key.Key_Z, control)  # type: ignore[no-untyped-call]
    assert (search.text(), undone) == ("", ["act"])


def test_in_the_citizen_s_view_undo_touches_nobody_else(frame: Frame, office: Office, qtbot: QtBot) -> None:
    mine, case_id = make_citizen(office, "Lise Holm")
    other, _case = make_citizen(office, "Amina O'Neill")

    def ring(citizen: str) -> None:
        office.run(t("New phone"), lambda work: setattr(work.get(Citizen, citizen), "phone", "12 34 56 78"))

    ring(mine)
    ring(other)
    frame.go(Place("overview", case_id))
    frame.switch_citizen_view()
    frame.undo()
    qtbot.waitUntil(lambda: "borgervisning" in said(frame))
    assert "Amina" not in said(frame)
    with office.read() as session:
        assert session.get_one(Citizen, other).phone == "12 34 56 78"
    frame.switch_citizen_view()
    frame.undo()
    qtbot.waitUntil(lambda: "Amina" in said(frame))
    frame.switch_citizen_view()
    frame.undo()
    qtbot.waitUntil(lambda: "Fortrudt" in said(frame))
    with office.read() as session:
        assert session.get_one(Citizen, mine).phone == ""


def test_the_foot_offers_no_act_that_stands_for_good(frame: Frame, office: Office, qtbot: QtBot) -> None:
    _citizen, case_id = make_citizen(office)
    qtbot.waitUntil(lambda: frame.undo_label.text().startswith("Fortryd: »"))
    office.run(
        t("Note"), lambda work: write_note(work, NoteData(case_id=case_id, title="Brev", facts="Sendt"))
    )
    office.undo()
    last = office.undoable()
    assert last is not None
    assert last.stands, "the note that was signed stays with its citizen"
    qtbot.waitUntil(lambda: frame.undo_label.text() == "")
    frame.undo()
    qtbot.waitUntil(lambda: "der er skrevet i sagen siden" in said(frame))
