"""A day of the month with more on it than there is room for."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint

from caseworker.base.clock import at
from tests.ui.deadlines.test_calendar_page import drag, page, settle, view  # noqa: F401 - page is a fixture
from tests.ui.journal.around import Case
from tests.ui.journal.dressing import Hands
from ui.deadlines.page import DeadlinesPage


def test_of_a_crowded_day_the_first_talk_can_be_taken(
    page: DeadlinesPage,  # noqa: F811 - the fixture
    case: Case,
    hands: Hands,
) -> None:
    day = date(2026, 11, 26)  # November has six weeks
    for hour in (9, 11, 13, 14):
        case.book(at(day, hour))
    view(page, hands, 1)
    page.presenter.choose_day(day)
    settle()
    cell = page.month.cell_of(day)
    assert len(page.presenter.state.days[day]) >= 4
    below = range(cell.top(), cell.bottom(), 4)
    shown = [page.month.item_under(QPoint(cell.center().x(), y)) for y in below]
    talks = {item.talk.at.hour for item in shown if item is not None and item.talk is not None}
    assert talks == {at(day, 9).hour}
    place = next(y for y, item in zip(below, shown, strict=True) if item is not None)
    drag(page.month, QPoint(cell.center().x(), place), page.month.cell_of(date(2026, 11, 27)).center())
    assert page.asking.state is not None
    assert page.asking.state.day == date(2026, 11, 27)
