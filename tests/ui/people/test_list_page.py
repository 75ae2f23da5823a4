"""The page Borgere: typing finds, Enter opens, one click filters, the first start says what to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from caseworker.base.place import Place
from caseworker.base.text import t
from caseworker.deadlines import switches
from caseworker.people import service
from caseworker.store.work import Work
from tests.making import make_citizen
from tests.ui.people.dressing import Hands
from tests.ui.recording import Recorder
from ui.kit import ChoiceChips, unnamed
from ui.people.list_page import CitizensPage, _columns
from ui.ports import Desk

Shown = Callable[[QWidget], QWidget]


@pytest.fixture
def page(desk: Desk, shown: Shown) -> CitizensPage:
    for name in ("Åse Ødegård", "Jonas Bruun", "Bent Friis"):
        make_citizen(desk.office, name)
    page = CitizensPage(desk)
    page.show_place(Place("citizens"))
    shown(page)
    return page


def names(page: CitizensPage) -> list[str]:
    return [line.name for line in page.table.records()]


def test_a_citizen_is_found_and_opened_with_one_interaction(
    page: CitizensPage,
    recorder: Recorder,
    hands: Hands,
    qtbot: QtBot,
) -> None:
    hands.type(page.search.edit, "jon")
    qtbot.waitUntil(lambda: names(page) == ["Jonas Bruun"])
    hands.enter(page.search.edit)
    assert recorder.places == [Place("overview", page.table.records()[0].case_id)]
    assert hands.count == 1


def test_arrow_down_goes_into_the_table_and_enter_opens(page: CitizensPage, recorder: Recorder) -> None:
    QTest.keyClick(page.search.edit, Qt.Key.Key_Down)
    assert page.table.hasFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert recorder.places == [Place("overview", page.table.records()[1].case_id)]


def test_no_line_is_drawn_under_the_last_row_but_the_cards_own(page: CitizensPage) -> None:
    lines = [one for one in page.findChildren(QFrame) if one.property("kind") == "hairline"]
    card = page.table.mapTo(page, page.table.rect().bottomLeft()).y()
    assert [one for one in lines if one.isVisible() and one.mapTo(page, QPoint(0, 0)).y() >= card] == []


def test_danish_order_and_the_sort_of_other_columns(page: CitizensPage) -> None:
    assert names(page) == ["Bent Friis", "Jonas Bruun", "Åse Ødegård"]
    page.table.sort_by("name", descending=True)
    assert names(page) == ["Åse Ødegård", "Jonas Bruun", "Bent Friis"]


def test_a_filter_is_one_click_and_says_how_many(page: CitizensPage, hands: Hands) -> None:
    closed = page.filters.chips()[5]
    assert closed.text() == "Closed 0"
    hands.click(closed)
    assert names(page) == []
    assert not page.table.isVisible()
    back = next(button for button in page.findChildren(QPushButton) if button.text() == "Clear the filter")
    hands.click(back)
    assert len(names(page)) == 3
    assert page.filters.value() == "all"


def test_a_place_can_name_the_filter(page: CitizensPage) -> None:
    page.show_place(Place("citizens", field="no_plan"))
    assert page.filters.value() == "no_plan"
    assert len(names(page)) == 3


def test_chosen_columns_stay_after_a_reload(page: CitizensPage, desk: Desk) -> None:
    page.table.show_columns(["name", "group"])
    make_citizen(desk.office, "Lise Bøgh")
    page.presenter.reload()
    assert page.table.shown_columns() == ["name", "group"]
    again = CitizensPage(desk)
    again.show_place(Place("citizens"))
    assert again.table.shown_columns() == ["name", "group"]
    again.deleteLater()


def test_new_citizens_appear_while_the_list_is_looked_at(page: CitizensPage, desk: Desk) -> None:
    end = desk.office.subscribe(page.heard)
    make_citizen(desk.office, "Lise Bøgh")
    end()
    assert "Lise Bøgh" in names(page)


@pytest.mark.parametrize("width", [1044, 1130, 1684])
def test_no_word_is_cut_at_the_widths_of_the_window(page: CitizensPage, desk: Desk, width: int) -> None:
    """The pages are as wide as windows of 1280, 1366 and 1920 pixels leave them."""

    def protected(work: Work) -> None:
        citizen = service.add_citizen(
            work,
            service.CitizenData(
                name="Christian Maximilian El-Khatib Mortensen-Vestergaard", birth_date=date(1990, 1, 1),
                protected_address=True, interpreter="arabisk",
            ),
        )  # fmt: skip
        service.open_case(
            work, citizen.id,
            service.Intake(opened_on=date(2026, 1, 5), group="lab-3", visited_as="education_ready", owner="Mette Lund"),
        )  # fmt: skip

    desk.office.run(t("New citizen"), protected)
    page.resize(width, 650)
    page.presenter.reload()
    QApplication.processEvents()
    hint = page.search.edit
    assert QFontMetrics(hint.font()).horizontalAdvance(hint.placeholderText()) <= hint.width() - 64
    table = page.table
    assert table.horizontalScrollBar().maximum() == 0
    for at, key in enumerate(column.key for column in _columns()):
        if table.isColumnHidden(at):
            continue
        for row in range(table.model().rowCount()):
            index = table.model().index(row, at)
            letters = QFontMetrics(index.data(Qt.ItemDataRole.FontRole))
            mark = 22 if index.data(Qt.ItemDataRole.DecorationRole) is not None else 0
            room = QRect(0, 0, table.columnWidth(at) - 18 - mark, 10_000)
            wraps = Qt.TextFlag.TextWordWrap if table.rowHeight(row) > 40 else Qt.TextFlag.TextSingleLine
            needs = letters.boundingRect(room, wraps, index.data())
            assert needs.width() <= room.width(), (key, index.data())
            assert needs.height() <= table.rowHeight(row), (key, index.data())


def test_who_has_something_overdue_is_one_click_away(page: CitizensPage, hands: Hands) -> None:
    overdue = page.filters.chips()[1]
    assert overdue.text() == f"Something overdue {sum(line.alarm for line in page.presenter.everybody)}"
    hands.click(overdue)
    assert all(line.alarm for line in page.table.records())


def test_the_first_start_says_to_import_first(
    desk: Desk, shown: Shown, recorder: Recorder, hands: Hands
) -> None:
    page = CitizensPage(desk)
    page.show_place(Place("citizens"))
    shown(page)
    assert page.state() == "other"
    buttons = {b.text(): b for b in page.findChildren(QPushButton) if b.isVisible()}
    assert list(buttons) == ["Import a caseload", "Write a citizen in by hand"]
    hands.click(buttons["Import a caseload"])
    hands.click(buttons["Write a citizen in by hand"])
    assert [place.kind for place in recorder.places] == ["import", "new_citizen"]


def test_nobody_is_listed_while_the_citizen_sees_the_screen(page: CitizensPage, desk: Desk) -> None:
    desk.citizen_view = True
    page.presenter.reload()
    assert page.state() == "other"
    assert not page.table.isVisible()


def test_everything_reachable_has_a_name(page: CitizensPage) -> None:
    assert unnamed(page) == []


def test_five_thousand_citizens_are_searched_without_a_pause(desk: Desk, shown: Shown) -> None:
    """The list narrows itself for each word typed; what it does per line must stay a comparison."""
    page = CitizensPage(desk)
    make_citizen(desk.office)
    page.show_place(Place("citizens"))
    shown(page)
    line = page.presenter.state.lines[0]
    from dataclasses import replace

    many = [replace(line, case_id=str(n), rank=n, found_by=(f"borger{n}", "holm")) for n in range(5000)]
    page.presenter.everybody = tuple(many)  # stands for five thousand citizens in the store
    page.presenter.search("borger4999 ho")
    assert [found.case_id for found in page.table.records()] == ["4999"]
    page.presenter.search("")
    assert len(page.table.records()) == 5000


def test_rules_that_are_switched_off_are_named_over_the_list(page: CitizensPage, desk: Desk) -> None:
    assert not page.off.isVisible()
    today = desk.office.clock.today()
    desk.office.run(t("Rules"), lambda work: switches.switch_area(work, "lab", today, on=False))
    page.presenter.reload()
    assert page.off.isVisible()
    assert page.off.text().endswith("switched off under Settings, Rules: Employment act.")
    desk.office.undo()
    page.presenter.reload()
    assert not page.off.isVisible()


def test_filters_look_like_chips_one_can_press(page: CitizensPage) -> None:
    """Grey with a faint edge is what a chip in a form looks like that nobody can press."""
    form = ChoiceChips([("a", "Something overdue")], keep_one=True)
    form.setParent(page)
    form.show()

    def ground(chip: QWidget) -> int:
        return chip.grab().toImage().pixel(chip.width() // 2, 4)

    filter_chip, form_chip = page.filters.chips()[1], form.chips()[0]
    form_chip.resize(filter_chip.size())
    assert ground(filter_chip) == ground(form_chip)
