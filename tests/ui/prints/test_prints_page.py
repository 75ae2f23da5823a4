"""The print page on the screen: look, choose, print and file with one button."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QPushButton, QWidget

from caseworker.base.place import Place
from caseworker.journal import queries as journal
from tests.ui.journal.around import Case
from tests.ui.journal.dressing import Hands
from tests.ui.prints.test_printer import to_file
from tests.ui.recording import Recorder
from ui.kit import Banner, unnamed
from ui.ports import Desk
from ui.prints.page import PrintPage
from ui.prints.raster import page_sizes
from ui.prints.sheets import Sheet

Show = Callable[[QWidget], None]


@pytest.fixture
def page(desk: Desk, case: Case, show: Show) -> PrintPage:
    case.draft_plan()
    page = PrintPage(desk)
    desk.office.subscribe(page.heard)
    page.show_place(Place("print", case.case_id, "plan"))
    show(page)
    return page


def filled(page: PrintPage) -> list[str]:
    buttons = [b for b in page.findChildren(QPushButton) if b.property("kind") == "filled" and b.isVisible()]
    return [button.text() for button in buttons]


def test_a_letter_is_printed_and_filed_with_one_click_and_the_dialog(
    page: PrintPage, case: Case, hands: Hands, recorder: Recorder, tmp_path: Path
) -> None:
    talk = case.book()
    page.show_place(Place("print", case.case_id, f"summons:{talk}"))
    jobs: list[str] = []

    def choose(_parent: QWidget, pages: int, name: str) -> QPrinter:
        jobs.append(f"{pages} {name}")
        return to_file(tmp_path / "paper.pdf")

    page.choose_printer = choose
    hands.click(page.print_button)
    assert hands.count == 1
    assert jobs == ["1 indkaldelse-1001-2026-12-03.pdf"]
    assert len(page_sizes((tmp_path / "paper.pdf").read_bytes())) == 1
    with case.office.read() as session:
        (row,) = journal.documents_of(session, case.case_id)
    assert row.kind == "summons"
    assert recorder.said == ["Printed and filed in the journal."]


def test_one_print_is_filed_once(page: PrintPage, case: Case, hands: Hands) -> None:
    hands.click(page.file_button)
    page.file_button.click()
    assert not page.file_button.isEnabled()
    with case.office.read() as session:
        assert len(journal.documents_of(session, case.case_id)) == 1


def test_closing_the_dialog_does_nothing(page: PrintPage, case: Case, hands: Hands) -> None:
    page.choose_printer = lambda _parent, _pages, _name: None
    hands.click(page.print_button)
    with case.office.read() as session:
        assert journal.documents_of(session, case.case_id) == []
    assert page.print_button.isEnabled()


def test_an_outdated_preview_asks_to_be_updated_first(page: PrintPage, case: Case, hands: Hands) -> None:
    assert filled(page) == ["Print and file in the journal"]
    case.change_plan("Jeg vil hellere køre truck.")
    (banner,) = [b for b in page.findChildren(Banner) if b.isVisible()]
    assert banner.text().startswith("Something in it has changed")
    assert not page.print_button.isEnabled()
    assert filled(page) == ["Update"]
    (update,) = banner.findChildren(QPushButton)[:1]
    hands.click(update)
    assert filled(page) == ["Print and file in the journal"]
    assert page.print_button.isEnabled()


def test_what_will_not_do_on_paper_is_said_above_the_pages(page: PrintPage, case: Case) -> None:
    def said() -> list[str]:
        return [b.text() for b in page.findChildren(Banner) if b.isVisible()]

    assert said() == []
    case.change_plan("Jeg siger 😀 hver dag.")
    page.presenter.reload()
    (warning,) = said()
    assert warning.startswith("The font lacks some letters. They are printed as empty squares: “😀” under")
    assert filled(page) == ["Print and file in the journal"]
    page.presenter.reload()
    assert len(said()) == 1
    page.presenter.file()
    with case.office.read() as session:
        (row,) = journal.documents_of(session, case.case_id)
    page.show_place(Place("print", case.case_id, f"document:{row.id}"))
    assert said() == []


def test_words_stand_evenly_since_pages_are_drawn_finer_than_the_screen(page: PrintPage) -> None:
    preview = page.presenter.state.preview
    assert preview is not None
    (drawn, sheet) = preview.pages[0], page.sheets.findChildren(Sheet)[0]
    assert drawn.fine == 2
    assert abs(drawn.width - 2 * sheet.width() * page.devicePixelRatioF()) <= 2


def test_zoom_draws_the_pages_larger_and_back(page: PrintPage, hands: Hands) -> None:
    hands.click(page.fit_button)
    fitted = page.presenter.state.dots
    for button in page.findChildren(QPushButton):
        if button.accessibleName() == "Larger":
            hands.click(button)
    assert page.presenter.state.dots > fitted
    hands.click(page.fit_button)
    assert page.presenter.state.dots == fitted


def test_pages_are_turned_and_counted(page: PrintPage) -> None:
    count = page.sheets.count()
    assert count >= 1
    assert page.sheets.page() == 1
    page.sheets.go_to(count)
    assert page.sheets.page() == count
    page.sheets.go_to(99)
    assert page.sheets.page() == count


def test_saving_asks_for_a_place_and_writes_there(page: PrintPage, hands: Hands, tmp_path: Path) -> None:
    page.choose_file = lambda _parent, name: tmp_path / name
    hands.click(page.save_button)
    assert (tmp_path / "plan-1001-kladde.pdf").read_bytes().startswith(b"%PDF")


def test_without_a_plan_it_leads_to_the_plan(
    desk: Desk, case: Case, recorder: Recorder, show: Show, hands: Hands
) -> None:
    page = PrintPage(desk)
    page.show_place(Place("print", case.case_id, "plan"))
    show(page)
    assert page.state() == "other"
    (way,) = [b for b in page.findChildren(QPushButton) if b.text() == "Open the plan"]
    hands.click(way)
    assert recorder.places == [Place("plan", case.case_id)]


def test_a_document_that_is_gone_leads_to_the_journal(
    desk: Desk, case: Case, recorder: Recorder, show: Show, hands: Hands
) -> None:
    page = PrintPage(desk)
    page.show_place(Place("print", case.case_id, "document:gone"))
    show(page)
    (way,) = [b for b in page.findChildren(QPushButton) if b.text() == "Open the journal"]
    hands.click(way)
    assert recorder.places == [Place("journal", case.case_id)]


def test_a_filed_document_offers_paper_and_file_only(page: PrintPage, case: Case) -> None:
    page.presenter.file()
    with case.office.read() as session:
        (row,) = journal.documents_of(session, case.case_id)
    page.show_place(Place("print", case.case_id, f"document:{row.id}"))
    assert filled(page) == ["Print"]
    assert not page.file_button.isVisible()
    assert page.save_button.isEnabled()


def test_everything_has_a_name_and_the_pages_can_be_heard(page: PrintPage) -> None:
    assert unnamed(page) == []
    first = page.sheets.findChildren(Sheet)[0]
    assert first.accessibleName().startswith("Page 1 of")
    assert "Fast arbejde på lageret" in first.accessibleDescription()
