"""The calendar file: chosen, kept up to date, stopped."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from caseworker.base.clock import ZONE, at
from caseworker.base.text import render
from caseworker.exchange import calendar
from tests.making import make_citizen
from tests.ui.journal.around import Case
from tests.ui.recording import Recorder
from ui.exchange.calendar_presenter import CalendarKeeper, CalendarPresenter, updated_words
from ui.ports import Desk


@pytest.fixture
def shown(desk: Desk, case: Case) -> CalendarPresenter:
    del case
    presenter = CalendarPresenter(desk)
    presenter.reload()
    return presenter


def words(file: Path) -> str:
    return file.read_text("utf-8").replace("\r\n ", "")


def test_a_chosen_file_is_written_at_once_and_remembered(
    desk: Desk, shown: CalendarPresenter, tmp_path: Path
) -> None:
    assert shown.state.file is None
    shown.choose_file(tmp_path / "min kalender")
    file = tmp_path / "min kalender.ics"
    assert (shown.state.file, shown.state.busy, shown.state.problem) == (file, False, None)
    assert shown.state.updated is not None
    assert "BEGIN:VEVENT" in words(file)
    assert "Jonas" not in words(file)
    again = CalendarPresenter(desk)
    again.reload()
    assert again.state.file == file


def test_names_are_a_choice_that_counts_at_once(desk: Desk, shown: CalendarPresenter, tmp_path: Path) -> None:
    shown.show_names(True)
    shown.reload()
    assert shown.state.names
    shown.choose_file(tmp_path / "k.ICS")
    assert "Jonas Bruun" in words(tmp_path / "k.ICS")
    shown.show_names(False)
    assert "Jonas Bruun" not in words(tmp_path / "k.ICS")
    assert calendar.chosen(desk.office.folder) == calendar.Chosen(tmp_path / "k.ICS", names=False)


def test_a_file_that_cannot_be_written_is_not_chosen(
    desk: Desk, shown: CalendarPresenter, tmp_path: Path
) -> None:
    (tmp_path / "fil").write_text("x")
    shown.choose_file(tmp_path / "fil" / "k.ics")
    assert shown.state.problem is not None
    assert "cannot be written" in render(shown.state.problem, "en")
    assert (shown.state.file, shown.state.busy) == (None, False)
    assert calendar.chosen(desk.office.folder) is None


def test_the_keeper_writes_after_every_change_until_it_is_stopped(
    desk: Desk, shown: CalendarPresenter, tmp_path: Path
) -> None:
    keeper = CalendarKeeper(desk)
    desk.office.subscribe(keeper.heard)
    make_citizen(desk.office, "Ingen Fil")
    shown.choose_file(tmp_path / "k.ics")
    before = words(tmp_path / "k.ics")
    make_citizen(desk.office, "Ny Borger")
    assert words(tmp_path / "k.ics").count("BEGIN:VEVENT") > before.count("BEGIN:VEVENT")
    shown.stop()
    assert shown.state.file is None
    (tmp_path / "k.ics").unlink()
    make_citizen(desk.office, "Nyere Borger")
    assert not (tmp_path / "k.ics").exists()


def test_a_file_that_can_no_longer_be_written_is_said_once(
    desk: Desk, shown: CalendarPresenter, recorder: Recorder, tmp_path: Path
) -> None:
    folder = tmp_path / "netdrev"
    folder.mkdir()
    shown.choose_file(folder / "k.ics")
    keeper = CalendarKeeper(desk)
    (folder / "k.ics").unlink()
    folder.rmdir()
    folder.write_text("væk")
    keeper.reload()
    keeper.reload()
    assert len(recorder.problems) == 1
    folder.unlink()
    keeper.reload()
    assert not folder.exists(), "a drive that is away is not made as a folder"
    folder.mkdir()
    keeper.reload()
    assert (folder / "k.ics").exists()
    folder.rename(tmp_path / "flyttet")
    folder.write_text("væk")
    keeper.reload()
    assert len(recorder.problems) == 2


@pytest.mark.parametrize(
    ("updated", "said"),
    [
        (datetime(2026, 11, 24, 7, 30, tzinfo=UTC).astimezone(ZONE), "Opdateret kl. 08.30."),
        (at(date(2026, 11, 20), 16), "Opdateret 20. nov. kl. 16.00."),
        (None, "Filen er der ikke. Den skrives igen ved næste ændring."),
    ],
)
def test_when_it_was_written(updated: datetime | None, said: str) -> None:
    now = at(date(2026, 11, 24), 17) + timedelta(hours=1)
    assert render(updated_words(updated, now), "da") == said
