"""Month, week, one's own date, "what if I book here?" and the share rules on the screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from caseworker.base.clock import FixedClock, at
from caseworker.base.place import Place
from caseworker.base.text import t
from tests.making import make_citizen
from tests.ui.journal.around import TODAY, Case
from tests.ui.journal.dressing import Hands
from tests.ui.recording import Recorder
from ui.deadlines.grid import Grid
from ui.deadlines.page import DeadlinesPage
from ui.deadlines.week import WeekGrid
from ui.kit import Label, px, tokens, unnamed
from ui.ports import Desk

Show = Callable[[QWidget], None]
TALK_DAY = date(2026, 12, 3)


@pytest.fixture
def page(desk: Desk, case: Case, show: Show) -> DeadlinesPage:
    make_citizen(desk.office, "Åse Ødegård", group="lab-2", visited_as="job_ready")
    case.book(at(TALK_DAY, 10))
    page = DeadlinesPage(desk)
    desk.office.subscribe(page.heard)
    page.show_place(Place("deadlines"))
    show(page)
    return page


def button(page: QWidget, words: str) -> QPushButton:
    settle()
    return next(b for b in page.findChildren(QPushButton) if b.text() == words and b.isVisible())


def words_of(page: QWidget) -> list[str]:
    settle()
    return [label.text() for label in page.findChildren(Label) if label.isVisible()]


def settle() -> None:
    """Let the card beside be drawn, and what was put in it be shown."""
    for _ in range(3):
        QApplication.processEvents()


def view(page: DeadlinesPage, hands: Hands, place: int) -> None:
    hands.click(page.views.chips()[place])


def test_a_click_on_a_day_opens_its_list(page: DeadlinesPage, hands: Hands) -> None:
    view(page, hands, 1)
    page.presenter.choose_day(date(2026, 12, 1))
    QApplication.processEvents()
    cell = page.month.cell_of(TALK_DAY)
    QTest.mouseClick(page.month.viewport(), Qt.MouseButton.LeftButton, pos=cell.center())
    assert page.presenter.state.day == TALK_DAY
    assert "Thursday 3 December" in words_of(page.side)
    hands.click(button(page.side, "Jonas Bruun"))
    assert page.presenter.state.chosen is not None
    assert page.presenter.state.chosen.kind == "talk"
    hands.click(button(page.side, "Thursday 3 December"))
    assert page.presenter.state.chosen is None


@pytest.mark.parametrize(
    ("key", "day"),
    [
        (Qt.Key.Key_Right, date(2026, 11, 25)),
        (Qt.Key.Key_Left, date(2026, 11, 23)),
        (Qt.Key.Key_Down, date(2026, 12, 1)),
        (Qt.Key.Key_Up, date(2026, 11, 17)),
        (Qt.Key.Key_PageDown, date(2026, 12, 24)),
        (Qt.Key.Key_PageUp, date(2026, 10, 24)),
    ],
)
def test_the_keys_move_through_the_month(page: DeadlinesPage, hands: Hands, key: Qt.Key, day: date) -> None:
    view(page, hands, 1)
    page.month.setFocus()
    hands.key(page.month, key)
    assert page.presenter.state.day == day == page.month.chosen_day()
    hands.key(page.month, Qt.Key.Key_Home)
    assert page.presenter.state.day == TODAY


def test_enter_goes_from_the_day_to_its_list(page: DeadlinesPage, hands: Hands) -> None:
    view(page, hands, 1)
    page.presenter.choose_day(TALK_DAY)
    settle()
    page.month.setFocus()
    hands.key(page.month, Qt.Key.Key_Return)
    focused = QApplication.focusWidget()
    assert isinstance(focused, QPushButton)
    assert page.side.isAncestorOf(focused)


def test_a_day_says_aloud_what_lies_on_it(page: DeadlinesPage, hands: Hands) -> None:
    view(page, hands, 1)
    page.presenter.choose_day(date(2026, 12, 24))
    model = page.month.model()
    said = [
        model.data(model.index(row, column), Qt.ItemDataRole.AccessibleTextRole)
        for row in range(model.rowCount())
        for column in range(7)
    ]
    assert any(words.startswith("Thursday 3 December") and "1 talk" in words for words in said)
    assert "Thursday 24 December, offices closed" in said
    assert any(words.startswith("Friday 25 December, public holiday") for words in said)


def test_the_buttons_walk_and_today_comes_back(page: DeadlinesPage, hands: Hands) -> None:
    view(page, hands, 1)
    assert not page.today.isEnabled()
    hands.click(page.on)
    assert page.presenter.state.day == date(2026, 12, 24)
    hands.click(page.today)
    assert page.presenter.state.day == TODAY
    view(page, hands, 2)
    hands.click(page.back)
    assert page.presenter.state.day == TODAY - timedelta(days=7)


def test_a_week_has_what_lies_on_each_day(page: DeadlinesPage, hands: Hands, recorder: Recorder) -> None:
    view(page, hands, 2)
    page.presenter.choose_day(TALK_DAY)
    QApplication.processEvents()
    model = page.week.model()
    thursday = model.index(0, 3)
    assert "Jonas Bruun: Follow-up" in model.data(thursday, Qt.ItemDataRole.AccessibleTextRole)
    place = page.week.visualRect(thursday).center()
    QTest.mouseClick(page.week.viewport(), Qt.MouseButton.LeftButton, pos=place)
    chosen = page.presenter.state.chosen
    assert chosen is not None
    assert chosen.kind == "talk"
    page.week.setFocus()
    hands.key(page.week, Qt.Key.Key_Return)
    assert [place.kind for place in recorder.places] == ["contacts"]
    header = page.week.horizontalHeader()
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(4, 8))
    assert page.presenter.state.day == date(2026, 11, 30)


def test_what_if_asks_about_the_day_typed(page: DeadlinesPage, hands: Hands, recorder: Recorder) -> None:
    hands.click(button(page.side, "What if I book a talk?"))
    QApplication.processEvents()
    assert "What if I book here?" in words_of(page.side)
    assert page.side.question is not None
    edit = page.side.question.day.edit
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, "14/12")
    assert page.asking.state is not None
    assert page.asking.state.day == date(2026, 12, 14)
    hands.click(button(page.side, "Book talk"))
    assert recorder.places[-1].field == "book:2026-12-14"
    hands.click(button(page.side, "Back"))
    assert page.asking.state is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2/11-2026", "The day must be 24 November 2026 or later."),
        ("24-11-2066", "The day must be 25 November 2028 or earlier."),
        ("rubbish", "This is not a day. Write for example 12/3, tomorrow or +14."),
        ("", "Write the day."),
    ],
)
def test_what_if_answers_and_books_nothing_for_a_day_that_cannot_be(
    page: DeadlinesPage, hands: Hands, recorder: Recorder, typed: str, said: str
) -> None:
    hands.click(button(page.side, "What if I book a talk?"))
    QApplication.processEvents()
    assert page.side.question is not None
    edit = page.side.question.day.edit
    edit.setFocus()
    edit.selectAll()
    QTest.keyClick(edit, Qt.Key.Key_Delete)
    QTest.keyClicks(edit, typed)
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    told = words_of(page.side.question)
    assert said in told
    assert not [one for one in told if one.startswith("“")]
    assert not button(page.side, "Book talk").isEnabled()
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, "14/12")
    assert said not in words_of(page.side.question)
    hands.click(button(page.side, "Book talk"))
    assert recorder.places[-1].field == "book:2026-12-14"


def test_what_if_follows_the_calendar(page: DeadlinesPage, hands: Hands) -> None:
    view(page, hands, 1)
    page.presenter.choose_day(TALK_DAY)
    hands.click(button(page.side, "Jonas Bruun"))
    hands.click(button(page.side, "What if I move it?"))
    page.month.setFocus()
    hands.key(page.month, Qt.Key.Key_Down)
    assert page.asking.state is not None
    assert page.asking.state.day == TALK_DAY + timedelta(days=7)
    settle()
    assert page.side.question is not None
    assert page.side.question.day.value() == TALK_DAY + timedelta(days=7)


def test_share_rules_have_gauges_a_list_and_exemptions(
    page: DeadlinesPage, desk: Desk, hands: Hands, qtbot: QtBot
) -> None:
    view(page, hands, 3)
    assert page.shares.tiles
    assert not page.month.isVisible()
    tile = next(tile for tile in page.shares.tiles if tile.gauge.rule == "G26-03")
    assert "can still be. 0 exempted" in tile.accessibleName()
    hands.click(tile)
    hands.click(button(page.shares, "Exempt after assessment"))
    form = page.shares.form
    assert form is not None
    QTest.keyClicks(form.field("exempt_reason").focus_target(), "Starts a job")
    hands.click(button(page.shares, "Cancel"))
    assert "The assessment is thrown away." in words_of(page.shares.side)
    hands.click(button(page.shares, "Fetch it back"))
    reason = page.shares.form.field("exempt_reason").focus_target()  # type: ignore[union-attr]
    QTest.keyClick(reason, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Starts a job" in words_of(page.shares.side))
    desk.office.undo()
    qtbot.waitUntil(lambda: page.shares.form is not None)
    assert page.shares.form is not None
    assert page.shares.form.values()["exempt_reason"] == "Starts a job"
    hands.click(button(page.shares, "Save"))
    qtbot.waitUntil(lambda: "Starts a job" in words_of(page.shares.side))
    assert desk.office.store.drafts.all() == []
    table = page.shares.table
    exempted = [one.state for one in table.records()].index("exempted")
    assert {table.rowHeight(number) for number in range(table.model().rowCount())} == {px(tokens.ROW)}
    assert table.model().index(exempted, 2).data(Qt.ItemDataRole.ToolTipRole) == "Starts a job"
    hands.click(button(page.shares, "Lift the exemption"))
    qtbot.waitUntil(lambda: "Still running" in words_of(page.shares.side))


def test_every_view_fits_the_smallest_window_and_has_names(page: DeadlinesPage, hands: Hands) -> None:
    for place in (1, 2, 3, 0):
        view(page, hands, place)
        QApplication.processEvents()
        assert page.minimumSizeHint().width() <= 1092
        assert page.width() == 1092
        assert unnamed(page) == []
        filled = [
            b for b in page.findChildren(QPushButton) if b.property("kind") == "filled" and b.isVisible()
        ]
        assert len(filled) <= 1


def test_nothing_of_others_is_left_when_the_citizen_looks(
    page: DeadlinesPage, desk: Desk, clock: FixedClock, hands: Hands
) -> None:
    del clock
    view(page, hands, 1)
    desk.citizen_view = True
    page.show_place(Place("deadlines"))
    assert page.state() == "other"
    assert page.presenter.state.days == {}


def drag(grid: Grid, start: QPoint, *over: QPoint) -> None:
    """Take what lies at a place, hold it over others and let go over the last."""
    ground = grid.viewport()
    QTest.mousePress(ground, Qt.MouseButton.LeftButton, pos=start)
    for place in over:
        whole = ground.mapToGlobal(QPointF(place))
        moved = QMouseEvent(
            QEvent.Type.MouseMove, QPointF(place), whole, Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        QApplication.sendEvent(ground, moved)
        settle()
    QTest.mouseRelease(ground, Qt.MouseButton.LeftButton, pos=over[-1])


@pytest.mark.parametrize(
    ("width", "headings"),
    [
        (1400, ["man. 23. nov.", "i dag · 24. nov.", "ons. 25. nov."]),
        (805, ["man. 23/11", "i dag 24/11", "ons. 25/11"]),
    ],
)
def test_the_headings_of_a_week_are_short_where_its_days_are_narrow(
    qtbot: QtBot, width: int, headings: list[str]
) -> None:
    week = WeekGrid(t("Week"))
    qtbot.addWidget(week)
    week.resize(width, 400)
    week.show()
    monday = date(2026, 11, 23)
    header, model = week.horizontalHeader(), week.model()
    for count in (1, 7):  # Saturday and Sunday come only where something lies there
        week.draw([monday + timedelta(days=n) for n in range(count)], TODAY, {}, None)
        shown = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(count)]
        assert all(header.sectionSizeHint(n) <= header.sectionSize(n) for n in range(count)), shown
    assert shown[:3] == headings


def test_a_talk_drawn_to_another_day_of_the_week_shows_what_becomes_overdue(
    page: DeadlinesPage, hands: Hands, qtbot: QtBot, recorder: Recorder
) -> None:
    view(page, hands, 2)
    page.presenter.choose_day(TALK_DAY)
    settle()
    talk = next(item for item in page.presenter.state.days[TALK_DAY] if item.kind == "talk")
    row = page.presenter.state.days[TALK_DAY].index(talk)
    card = page.week.visualRect(page.week.model().index(row, 3)).center()
    assert page.week.item_under(card) == talk
    two = QPoint(page.week.columnViewportPosition(1) + 20, page.week.viewport().height() - 5)
    drag(page.week, card, two, QPoint(page.week.columnViewportPosition(4) + 20, card.y()))
    qtbot.waitUntil(lambda: page.asking.state is not None and not page.asking.state.loading)
    asked = page.asking.state
    assert asked is not None
    assert (asked.item.id, asked.day, asked.moving) == (talk.id, date(2026, 12, 4), talk.talk.id)
    assert page.week.held_over is None
    assert "What if I move it to this day?" in words_of(page.side)
    hands.click(button(page.side, "Move talk"))
    assert recorder.places[-1].field == f"move:{talk.talk.id}:2026-12-04"


def test_a_talk_drawn_over_the_month_asks_about_the_day_and_a_deadline_stays(
    page: DeadlinesPage, hands: Hands, qtbot: QtBot
) -> None:
    view(page, hands, 1)
    page.presenter.choose_day(date(2026, 12, 1))
    settle()
    items = page.presenter.state.days[TALK_DAY]
    cell, other = page.month.cell_of(TALK_DAY), page.month.cell_of(date(2026, 12, 10))
    names = [
        page.month.item_under(QPoint(cell.center().x(), cell.top() + y)) for y in range(0, cell.height(), 4)
    ]
    assert {item.id for item in names if item} <= {item.id for item in items}
    place = next(y for y, item in enumerate(names) if item is not None and item.kind == "talk") * 4
    start = QPoint(cell.center().x(), cell.top() + place)
    drag(page.month, start, other.center())
    qtbot.waitUntil(lambda: page.asking.state is not None and not page.asking.state.loading)
    assert page.asking.state is not None
    assert page.asking.state.day == date(2026, 12, 10)
    assert page.presenter.state.day == TALK_DAY  # the month stays: else the days move under the hand
    assert page.month.marked_day() == date(2026, 12, 10), "the day it was dropped on stays marked"
    page.asking.close()
    assert page.month.marked_day() is None
    number = QPoint(cell.center().x(), cell.top() + 6)
    assert page.month.item_under(number) is None
    drag(page.month, number, other.center())
    assert page.asking.state is None


def test_a_talk_of_the_next_month_is_taken_without_turning_the_month(
    page: DeadlinesPage, hands: Hands, qtbot: QtBot
) -> None:
    view(page, hands, 1)
    page.presenter.choose_day(date(2026, 11, 24))
    settle()
    cell, other = page.month.cell_of(TALK_DAY), page.month.cell_of(date(2026, 11, 26))
    start = next(
        QPoint(cell.center().x(), cell.top() + y)
        for y in range(0, cell.height(), 4)
        if (item := page.month.item_under(QPoint(cell.center().x(), cell.top() + y))) and item.kind == "talk"
    )
    drag(page.month, start, other.center())
    assert page.presenter.state.day == date(2026, 11, 24)
    qtbot.waitUntil(lambda: page.asking.state is not None and not page.asking.state.loading)
    assert page.asking.state is not None
    assert page.asking.state.day == date(2026, 11, 26)
    page.asking.close()
    QTest.mouseClick(page.month.viewport(), Qt.MouseButton.LeftButton, pos=start)
    assert page.presenter.state.day == TALK_DAY
