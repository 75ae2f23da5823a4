"""Tab goes through the overview the way one reads it, with no more stops than are needed."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from caseworker.base.clock import at
from caseworker.base.text import t
from caseworker.contacts import service as talks
from caseworker.contacts.service import BookingData
from tests.ui.people.dressing import Hands, button, overview
from ui.kit import spoken_name
from ui.people.overview_page import OverviewPage
from ui.ports import Desk


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> OverviewPage:
    page = overview(qtbot, desk, group="lab-3", visited_as="activity_ready")
    data = BookingData(case_id=page.presenter.case_id, kind="first", at=at(date(2026, 12, 2), 10))
    desk.office.run(t("Book talk"), lambda work: talks.book(work, data))
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def _way(page: OverviewPage) -> list[QWidget]:
    """Press Tab from the top of the page until it begins anew."""
    page.setFocus()
    stops: list[QWidget] = []
    while len(stops) < 60:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        if focused in stops:
            break
        stops.append(focused)
    return stops


def _names(stops: list[QWidget]) -> list[str]:
    return [spoken_name(one) for one in stops]


def test_what_is_new_and_the_goal_come_before_the_time_line_and_the_side(page: OverviewPage) -> None:
    for _again in range(2):  # drawn once more nothing has moved
        names = _names(_way(page))
        assert names[0] == "Begin a plan"
        assert names[1] == "All"
        assert names[2].startswith("Show “")
        assert names.index("Close the case") > names.index("Change the target group") > 2
        page.presenter.reload()


def test_the_filter_is_one_stop_and_the_arrow_keys_go_on_in_it(page: OverviewPage) -> None:
    chips = page.timeline.filters.chips()
    assert [one for one in _way(page) if one in chips] == [chips[0]]
    chips[0].setFocus()
    QTest.keyClick(chips[0], Qt.Key.Key_Right)
    assert chips[1].hasFocus()
    QTest.keyClick(chips[1], Qt.Key.Key_Space)
    assert page.timeline.filters.value() == page.presenter.state.chosen != "all"  # type: ignore[union-attr]
    assert chips[1].hasFocus()
    assert [one for one in _way(page) if one in chips] == [chips[1]]


def test_an_open_form_comes_first_and_in_the_order_of_its_fields(page: OverviewPage, hands: Hands) -> None:
    hands.click(button(page, "Hand over"))
    form = page.form
    assert form is not None
    stops = _way(page)
    inside = [one for one in stops if form.isAncestorOf(one)]
    assert stops[: len(inside)] == inside
    assert form.save_button in inside
    assert inside.index(form.form.field("staff").focus_target()) < inside.index(form.save_button)
