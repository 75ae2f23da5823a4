"""The page of the exchange on the screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from caseworker.base.place import Place
from caseworker.exchange.queries import SentRow
from tests.making import make_citizen
from tests.ui.journal.around import Case
from tests.ui.journal.dressing import Hands
from tests.ui.recording import Recorder
from ui.exchange.page import ExchangePage
from ui.kit import Banner, unnamed
from ui.ports import Desk

Show = Callable[[QWidget], None]


@pytest.fixture
def page(desk: Desk, case: Case, show: Show, tmp_path: Path) -> ExchangePage:
    case.note()
    page = ExchangePage(desk)
    page.choose_folder = lambda _parent, _start: tmp_path / "ud"
    (tmp_path / "ud").mkdir()
    desk.office.subscribe(page.heard)
    page.show_place(Place("exchange"))
    show(page)
    return page


def test_the_first_time_the_folder_is_asked_for_and_then_it_is_sent(
    page: ExchangePage, hands: Hands, tmp_path: Path
) -> None:
    hands.click(page.send_button)
    assert len(list((tmp_path / "ud").iterdir())) == 1
    assert [row.sequence for row in page.sent.records()] == [1]
    words = {page.sent.csv_text().splitlines()[1]}
    assert all("waits for a receipt" in line for line in words)
    assert not page.send_button.isEnabled()
    assert not page.citizens.isVisible()


def test_thinking_better_of_the_folder_sends_nothing(page: ExchangePage, hands: Hands) -> None:
    page.choose_folder = lambda _parent, _start: None
    hands.click(page.send_button)
    assert page.presenter.state.sent == ()


def test_a_problem_stands_on_the_page_until_it_is_put_right(
    page: ExchangePage, hands: Hands, tmp_path: Path
) -> None:
    page.choose_folder = lambda _parent, _start: tmp_path / "stick"
    hands.click(page.folder_button)
    hands.click(page.send_button)
    (banner,) = [b for b in page.findChildren(Banner) if b.isVisible()]
    assert "is not there any more" in banner.text()
    page.choose_folder = lambda _parent, _start: tmp_path / "ud"
    hands.click(page.folder_button)
    assert [b for b in page.findChildren(Banner) if b.isVisible()] == []
    hands.click(page.send_button)
    assert len(page.sent.records()) == 1


def test_new_work_comes_to_the_list(page: ExchangePage, hands: Hands, case: Case, qtbot: QtBot) -> None:
    hands.click(page.send_button)
    case.note(title="Nyt")
    qtbot.waitUntil(lambda: [line.name for line in page.citizens.records()] == ["Jonas Bruun"])
    assert page.send_button.isEnabled()


def test_show_me_leads_to_the_field(page: ExchangePage, hands: Hands, recorder: Recorder) -> None:
    QApplication.processEvents()
    links = [b for b in page.findChildren(QPushButton) if b.text() == "show me" and b.isVisible()]
    hands.click(links[0])
    assert recorder.places == [page.presenter.state.faults[0].lines[0].fault.place]


def test_a_citizen_of_the_list_is_opened(page: ExchangePage, recorder: Recorder, case: Case) -> None:
    page.citizens.row_chosen.emit(page.citizens.records()[0])
    assert recorder.places == [Place("citizen", case.citizen_id)]


def test_an_empty_store_has_only_its_own_settings_to_send(desk: Desk, show: Show) -> None:
    page = ExchangePage(desk)
    page.show_place(Place("exchange"))
    show(page)
    assert page.citizens.records() == []
    assert not page.citizens.isVisible()


def test_hidden_while_the_citizen_looks(desk: Desk, show: Show) -> None:
    make_citizen(desk.office)
    desk.citizen_view = True
    page = ExchangePage(desk)
    page.show_place(Place("exchange"))
    show(page)
    assert page.state() == "other"
    assert page.citizens.records() == []


def test_everything_has_a_name_and_one_button_is_filled(page: ExchangePage) -> None:
    assert unnamed(page) == []
    filled = [b for b in page.findChildren(QPushButton) if b.property("kind") == "filled" and b.isVisible()]
    assert [button.text() for button in filled] == ["Send to folder"]


def test_the_calendar_is_chosen_and_stopped(page: ExchangePage, hands: Hands, tmp_path: Path) -> None:
    card = page.calendar
    assert not card.stop_button.isVisible()
    card.choose_file = lambda _parent, _start: None
    hands.click(card.file_button)
    assert list(tmp_path.glob("*.ics")) == []
    card.choose_file = lambda _parent, _start: tmp_path / "frister.ics"
    hands.click(card.file_button)
    assert (tmp_path / "frister.ics").exists()
    assert card.stop_button.isVisible()
    hands.click(card.names.box)
    assert "Jonas Bruun" in (tmp_path / "frister.ics").read_text("utf-8").replace("\r\n ", "")
    hands.click(card.stop_button)
    assert not card.stop_button.isVisible()


def test_how_many_records_were_sent_does_not_read_as_a_year(page: ExchangePage) -> None:
    sent = SentRow(
        sequence=1, sealed_at=datetime(2026, 11, 24, 9, tzinfo=UTC), through_seq=1984, file_name="a.zip", sha256="",
        size=1000, records={"note": 1900, "talk": 84}, citizens=2, faults=0, recipient="", recipient_name="",
    )  # fmt: skip
    page.sent.set_records([sent, replace(sent, sequence=2, records={"note": 200})])
    assert "1,984" in page.sent.csv_text()
