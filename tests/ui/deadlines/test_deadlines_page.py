"""The page of deadlines on the screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from caseworker.base.clock import FixedClock
from caseworker.base.place import Place
from caseworker.base.text import render, t, tn
from caseworker.deadlines import queries, switches
from caseworker.people.model import CaseFile
from caseworker.store.work import Work
from tests.making import make_citizen
from tests.ui.journal.dressing import Hands
from tests.ui.recording import Recorder
from ui.deadlines.lines import Head, Item, below_day
from ui.deadlines.page import DeadlinesPage
from ui.kit import Label, WhyPopover, font, px, unnamed
from ui.ports import Desk

Show = Callable[[QWidget], None]


@pytest.fixture
def page(desk: Desk, clock: FixedClock, show: Show) -> DeadlinesPage:
    for name in ("Åse Ødegård", "Jonas Bruun", "Bent Friis"):
        make_citizen(desk.office, name)
    clock.advance(days=100)
    desk.office.catch_up()
    page = DeadlinesPage(desk)
    desk.office.subscribe(page.heard)
    page.show_place(Place("deadlines"))
    show(page)
    return page


def visible(page: QWidget, words: str) -> list[QPushButton]:
    QApplication.processEvents()
    return [b for b in page.findChildren(QPushButton) if b.text() == words and b.isVisible()]


def test_counters_show_numbers_and_filter(page: DeadlinesPage, hands: Hands) -> None:
    state = page.presenter.state
    assert {bucket: counter.number() for bucket, counter in page.counters.items()} == dict(state.counts)
    hands.click(page.counters["overdue"])
    assert all(entry.bucket == "overdue" for entry in page.table.records())
    assert page.counters["overdue"].isChecked()
    hands.click(page.counters["overdue"])
    assert len(page.table.records()) == page.presenter.state.total


@pytest.mark.parametrize("view", [1, 2])
def test_the_list_comes_back_with_its_line_beside_it(page: DeadlinesPage, hands: Hands, view: int) -> None:
    hands.click(page.views.chips()[view])
    hands.click(page.views.chips()[0])
    QApplication.processEvents()
    (chosen,) = page.table.selected()
    assert page.presenter.state.chosen == chosen
    assert visible(page.side, chosen.name)


@pytest.mark.parametrize("language", ["da", "en"])
def test_an_own_date_of_another_year_is_not_cut(page: DeadlinesPage, language: str) -> None:
    item = page.table.selected()[0]
    line = replace(item.line, status="missed")
    below = below_day(
        replace(
            item,
            line=line,
            when=tn("{count} day over", "{count} days over", 1299),
            own=item.day.replace(day=30, month=9, year=item.day.year + 1),
        )
    )
    words = QFontMetrics(font("alarm_note")).horizontalAdvance(render(below, language))
    assert words <= page.table.columnWidth(0) - px(17)  # the edges of a cell


def test_what_can_be_searched_for_is_not_cut_in_the_narrowest_field(page: DeadlinesPage) -> None:
    edit = page.search.edit
    page.search.setFixedWidth(page.search.minimumWidth())
    QApplication.processEvents()
    margins = edit.textMargins()
    room = edit.width() - margins.left() - margins.right() - px(8)
    assert edit.fontMetrics().horizontalAdvance(edit.placeholderText()) <= room
    assert edit.accessibleName() == "Search citizen or deadline"


def test_why_this_date_is_one_click_away(page: DeadlinesPage, hands: Hands) -> None:
    QApplication.processEvents()
    hands.click(page.side.why_button)
    (popover,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, WhyPopover) and w.isVisible()]
    assert hands.count == 1
    popover.close()


def test_enter_opens_the_person(page: DeadlinesPage, recorder: Recorder) -> None:
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    chosen = page.presenter.state.chosen
    assert chosen is not None
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert recorder.places == [chosen.place]


def test_groups_have_headings_over_all_columns(page: DeadlinesPage, hands: Hands) -> None:
    hands.click(page.grouping.chips()[2])
    records = page.table.records()
    heads = [number for number, entry in enumerate(records) if isinstance(entry, Head)]
    assert len(heads) == 3
    assert page.table.columnSpan(heads[0], 0) == 3
    assert "name" not in page.table.shown_columns()
    hands.click(page.grouping.chips()[0])
    assert "name" in page.table.shown_columns()
    assert page.table.columnSpan(0, 0) == 1


def test_a_sorted_column_gives_way_to_groups(page: DeadlinesPage) -> None:
    page.table.sort_by("title")
    page.presenter.group("citizen")
    assert isinstance(page.table.records()[0], Head)
    assert not page.table.horizontalHeader().sectionsClickable()


def test_a_search_that_finds_nothing_says_so(page: DeadlinesPage, qtbot: QtBot) -> None:
    QTest.keyClicks(page.search.edit, "xyzzy")
    qtbot.waitUntil(page.nothing.isVisible)
    assert not page.table.isVisible()
    page.search.edit.selectAll()
    QTest.keyClick(page.search.edit, Qt.Key.Key_Delete)
    qtbot.waitUntil(page.table.isVisible)


def test_search_as_you_type(page: DeadlinesPage, qtbot: QtBot) -> None:
    QTest.keyClicks(page.search.edit, "øde")
    qtbot.waitUntil(lambda: {entry.name for entry in page.table.records()} == {"Åse Ødegård"})


def test_twenty_thousand_deadlines_are_shown_and_grouped(
    page: DeadlinesPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = [entry.line for entry in page.table.records() if isinstance(entry, Item) and entry.line]
    many = [
        replace(
            some[number % len(some)],
            key=str(number),
            case_id=f"c{number // 4:05}",
            sort_key=f"{number // 4:05}",
        )
        for number in range(20_000)
    ]
    monkeypatch.setattr(queries, "stored_lines", lambda _session, _today, to_do: many if to_do else [])
    page.presenter.reload()
    page.presenter.group("citizen")
    assert len(page.table.records()) == 25_000
    bar = page.table.verticalScrollBar()
    bar.setValue(bar.maximum())
    QApplication.processEvents()
    last = page.table.rowAt(page.table.viewport().height() - 2)
    assert last == 24_999


def test_nobody_yet_leads_to_the_citizens(desk: Desk, show: Show, hands: Hands, recorder: Recorder) -> None:
    page = DeadlinesPage(desk)
    page.show_place(Place("deadlines"))
    show(page)
    assert page.state() == "other"
    hands.click(visible(page, "Go to citizens")[0])
    assert recorder.places == [Place("citizens")]


def test_hidden_while_the_citizen_looks(desk: Desk, show: Show) -> None:
    make_citizen(desk.office)
    desk.citizen_view = True
    page = DeadlinesPage(desk)
    page.show_place(Place("deadlines"))
    show(page)
    assert page.state() == "other"
    assert page.table.records() == []


def test_everything_has_a_name_and_one_button_is_filled(page: DeadlinesPage) -> None:
    QApplication.processEvents()
    assert unnamed(page) == []
    assert page.counters["before"].isHidden()
    filled = [b for b in page.findChildren(QPushButton) if b.property("kind") == "filled" and b.isVisible()]
    assert [button.text() for button in filled] == ["Open citizen"]


def test_areas_that_are_switched_off_are_named_calmly(
    page: DeadlinesPage, desk: Desk, clock: FixedClock
) -> None:
    def switch_off(*areas: str) -> str:
        for area in areas:
            desk.office.run(
                t("Rules"), partial(switches.switch_area, area=area, from_on=clock.today(), on=False)
            )
        desk.office.catch_up()
        page.presenter.reload()
        for _ in range(3):
            QApplication.processEvents()
        return " ".join(label.text() for label in page.findChildren(Label) if label.isVisible())

    said = "Not worked out, as it is switched off under Settings, Rules: "
    assert said not in switch_off("casework", "proposal"), "off in most units"
    assert f"{said}Introduction programme." in switch_off("integration")
    nothing = switch_off("lab")
    assert f"{said}Employment act and Introduction programme." in nothing
    assert "overdue" not in nothing


def test_sorted_by_a_column_no_order_is_marked_and_its_chip_brings_it_back(
    page: DeadlinesPage, hands: Hands
) -> None:
    header = page.table.horizontalHeader()
    first, by_weight = page.grouping.chips()[0], [one.id for one in page.table.records()]
    assert first.isChecked()
    place = QPoint(header.sectionViewportPosition(1) + 20, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QApplication.processEvents()
    assert next(one.name for one in page.table.records()) == "Bent Friis"
    assert not any(chip.isChecked() for chip in page.grouping.chips())
    page.presenter.search("a")
    page.presenter.search("")
    assert not any(chip.isChecked() for chip in page.grouping.chips())
    hands.click(first)
    assert first.isChecked()
    assert [one.id for one in page.table.records()] == by_weight


def test_the_count_of_what_fell_before_the_case_came_here_is_of_all(
    page: DeadlinesPage, desk: Desk, show: Show
) -> None:
    def came_here(work: Work) -> None:
        for case in work.find(CaseFile):
            case.known_from = desk.office.clock.today()

    desk.office.run(t("Import"), came_here)
    page.show_place(Place("deadlines", field="before"))
    show(page)
    state = page.presenter.state
    before = state.counts["before"]
    assert before > 0
    words = [label.text() for label in page.findChildren(Label)]
    assert f"{before} of {state.total + before}" in words
