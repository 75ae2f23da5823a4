"""The import page: guess, try out, take in, hand back what was rejected."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from caseworker.base.place import Place
from caseworker.base.text import Text, render, t
from caseworker.people.model import Citizen
from caseworker.people.staff import setting
from tests.ui.recording import Recorder
from ui.people.import_presenter import CHOOSE, DONE, MAP, TRIED, ImportPresenter, same_reasons
from ui.ports import CancelledError, Desk, Failed, InlineTasks

CONTENT = """Navn;CPR-nr.;Note;Telefon
Åse Ødegård;120304-4232;;11223344
Bent Friis;0101601234;Ring efter kl. 10;
Kort linje;1
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "sager nov.csv"
    path.write_text(CONTENT, "cp1252")
    return path


@pytest.fixture
def presenter(desk: Desk) -> ImportPresenter:
    return ImportPresenter(desk)


def citizens(desk: Desk) -> int:
    with desk.office.read() as session:
        return session.execute(select(func.count()).select_from(Citizen)).scalar_one()


def test_a_file_that_is_understood_is_tried_out_at_once(
    presenter: ImportPresenter, desk: Desk, file: Path
) -> None:
    presenter.open_file(file)
    state = presenter.state
    assert (state.step, state.file_name, state.rows, state.busy) == (TRIED, "sager nov.csv", 3, False)
    assert [(column.title, column.field) for column in state.columns] == [
        ("Navn", "name"), ("CPR-nr.", "cpr"), ("Note", ""), ("Telefon", "phone"),
    ]  # fmt: skip
    assert state.fate is not None
    assert (state.fate.accepted, state.fate.taken, len(state.fate.rejected)) == (2, 2, 1)
    assert citizens(desk) == 0


def test_samples_show_what_is_in_a_column_and_no_whole_number(presenter: ImportPresenter, file: Path) -> None:
    presenter.open_file(file)
    samples = {column.title: column.samples for column in presenter.state.columns}
    assert samples["CPR-nr."] == ("120304-••••", "010160-••••")
    assert samples["Note"] == ("Ring efter kl. 10",)


def test_no_number_is_shown_whole_where_its_column_is_not_known(
    presenter: ImportPresenter, file: Path
) -> None:
    file.write_text("Navn;Persnr\nÅse Ødegård;120304-4232\nBent Friis;0101601234\n", "utf-8")
    presenter.open_file(file)
    samples = {column.title: column.samples for column in presenter.state.columns}
    assert samples["Persnr"] == ("120304-••••", "010160-••••")


def test_the_file_is_taken_in_as_one_act(
    presenter: ImportPresenter, desk: Desk, recorder: Recorder, file: Path
) -> None:
    presenter.open_file(file)
    presenter.take_in()
    assert presenter.state.step == DONE
    assert citizens(desk) == 2
    assert recorder.said == ["2 citizens are imported."]
    assert recorder.undoable == [True]
    desk.office.undo()
    assert citizens(desk) == 0
    presenter.show_citizens()
    assert recorder.places == [Place("citizens")]
    assert presenter.state.step == CHOOSE


def test_the_same_file_again_offers_nothing(
    presenter: ImportPresenter, recorder: Recorder, file: Path
) -> None:
    presenter.open_file(file)
    presenter.take_in()
    presenter.open_file(file)
    assert presenter.state.fate is not None
    assert (presenter.state.fate.taken, presenter.state.fate.unchanged) == (0, 2)
    presenter.take_in()
    assert recorder.said[-1] == "Nothing in the file was new."
    assert recorder.undoable[-1] is False


def test_columns_that_are_not_known_wait_for_the_reader(
    presenter: ImportPresenter, desk: Desk, file: Path
) -> None:
    file.write_text("Hvem;Hvornår\nHans Vester;01-01-1960\n")
    presenter.open_file(file)
    assert presenter.state.step == MAP
    assert presenter.state.problem is not None
    presenter.set_field(0, "name")
    presenter.set_field(1, "birth_date")
    assert presenter.state.problem is None
    assert presenter.state.fate is None
    presenter.try_out()
    presenter.take_in()
    assert citizens(desk) == 1


def test_a_field_can_be_filled_from_one_column_only(presenter: ImportPresenter, file: Path) -> None:
    presenter.open_file(file)
    presenter.set_field(2, "name")
    assert [column.field for column in presenter.state.columns] == ["", "cpr", "name", "phone"]
    presenter.set_field(2, "")
    assert [column.field for column in presenter.state.columns] == ["", "cpr", "", "phone"]
    assert presenter.state.problem is not None


@pytest.mark.parametrize("content", [b"", b"PK\x00\x01", b"a;b\n" * 20_002])
def test_what_cannot_be_read_is_said_and_another_file_can_be_chosen(
    presenter: ImportPresenter, file: Path, content: bytes
) -> None:
    file.write_bytes(content)
    presenter.open_file(file)
    assert (presenter.state.step, presenter.state.busy) == (CHOOSE, False)
    assert presenter.state.problem is not None


def test_rejected_rows_are_saved_with_their_reason(
    presenter: ImportPresenter, recorder: Recorder, file: Path, tmp_path: Path
) -> None:
    presenter.open_file(file)
    presenter.save_rejected(tmp_path / "afviste.csv")
    with (tmp_path / "afviste.csv").open(encoding="utf-8-sig", newline="") as back:
        rows = list(csv.reader(back, delimiter=";"))
    assert rows[0] == ["Navn", "CPR-nr.", "Note", "Telefon", "Reason for rejection"]
    assert rows[1][:2] == ["Kort linje", "1"]
    assert "Columns in the line" in rows[1][4]
    assert recorder.said == ["1 rejected row is saved in afviste.csv."]
    presenter.save_rejected(file / "afviste.csv")
    assert len(recorder.problems) == 1


def test_stopping_on_the_way_keeps_nothing_and_the_page_stays(
    desk: Desk, recorder: Recorder, file: Path
) -> None:
    class Stopped(InlineTasks):
        def pool(self, title: Text, work: Any, then: Any, failed: Failed) -> None:  # noqa: ARG002
            def note(_done: int, _of: int) -> None:
                raise CancelledError(t("Stopped. Nothing of it was kept."))

            self.store(lambda: work(note), then, failed)

    presenter = ImportPresenter(desk)
    presenter.open_file(file)
    desk.tasks = Stopped()
    presenter.take_in()
    assert citizens(desk) == 0
    assert (presenter.state.step, presenter.state.busy) == (TRIED, False)
    assert recorder.problems == ["Stopped. Nothing of it was kept."]


def test_lines_with_the_same_reason_stand_together() -> None:
    one, other = t("One reason"), t("Another reason")
    assert same_reasons(((2, one), (3, other), (7, one))) == [([2, 7], one), ([3], other)]


def test_columns_mapped_by_hand_are_read_so_when_the_same_header_comes_again(
    presenter: ImportPresenter, desk: Desk, tmp_path: Path
) -> None:
    def fields(page: ImportPresenter) -> list[str]:
        return [column.field for column in page.state.columns]

    first, second, other = (tmp_path / f"{name}.csv" for name in ("okt", "nov", "andet"))
    first.write_text("Hvem;CPR;Vagt\nÅse Ødegård;1203044232;11223344\n", "utf-8")
    second.write_text("Hvem;CPR;Vagt\nBent Friis;0101601234;\n", "utf-8")
    other.write_text("CPR;Hvem;Vagt\n0101601234;Bent Friis;\n", "utf-8")
    presenter.open_file(first)
    presenter.set_field(0, "name")
    presenter.set_field(2, "phone")
    presenter.try_out()
    presenter.take_in()
    assert presenter.state.step == DONE
    again = ImportPresenter(desk)
    again.open_file(second)
    assert fields(again) == ["name", "cpr", "phone"]
    assert again.state.step == TRIED
    again.open_file(other)
    assert fields(again) == ["cpr", "", ""]
    with desk.office.read() as session:
        kept = setting(session, "caseload_columns")
    assert kept == {"hvem | cpr | vagt": {"name": 0, "cpr": 1, "phone": 2}}
    undone = desk.office.undo()
    assert undone is not None
    assert render(undone, "en") == "Import of okt.csv"
    assert citizens(desk) == 0
    once_more = ImportPresenter(desk)
    once_more.open_file(first)
    assert fields(once_more) == ["name", "cpr", "phone"]


def test_columns_chosen_by_hand_outlive_the_page_and_are_told_as_such(
    presenter: ImportPresenter, desk: Desk, file: Path
) -> None:
    before = desk.office.undoable()
    file.write_text("Hvem;CPR;Vagt\nÅse Ødegård;1203044232;11223344\n", "utf-8")
    presenter.open_file(file)
    presenter.set_field(0, "name")
    assert not presenter.state.remembered
    presenter.set_field(2, "phone")
    presenter.retire()  # the window is locked before the import
    again = ImportPresenter(desk)
    again.open_file(file)
    assert [column.field for column in again.state.columns] == ["name", "cpr", "phone"]
    assert again.state.remembered
    assert desk.office.undoable() == before, "nothing to undo"
    again.set_field(2, "")
    assert not again.state.remembered
