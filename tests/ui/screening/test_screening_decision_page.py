"""The end of a screening in a real window: the deadlines a category moves, and the next step once it is finished."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from caseworker.base.text import raw, t
from caseworker.casework.new_dates import DateChange, Rest
from caseworker.people.service import change_group, close_case
from tests.ui.screening.conftest import Case, enter, fill_in
from tests.ui.screening.test_screening_page import _dressed, opened  # noqa: F401 - fixtures
from ui.screening.dates_card import DatesCard
from ui.screening.page import ScreeningPage

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_a_new_category_shows_its_deadlines_beside_the_decision(
    case: Case,
    opened: Callable[[], ScreeningPage],  # noqa: F811 - the fixture
) -> None:
    case.office.run(
        t("Supports himself"),
        lambda work: change_group(
            work, case.case_id, "lab-12", date(2026, 10, 5), visited_as="activity_ready"
        ),
    )
    case.begun()
    page = opened()
    page.go_to("decision")
    assert not page.dates.isVisible()
    enter(page.presenter, "decision", {"visited_as": "job_ready"})
    assert page.dates.isVisible()
    enter(page.presenter, "decision", {"visited_as": "activity_ready"})
    assert not page.dates.isVisible()


def test_when_it_is_finished_the_plan_is_the_next_step(
    case: Case,
    opened: Callable[[], ScreeningPage],  # noqa: F811 - the fixture
) -> None:
    presenter = case.begun()
    fill_in(presenter)
    presenter.finish()
    page = opened()
    filled = [
        b.text() for b in page.findChildren(QPushButton) if b.property("kind") == "filled" and b.isVisible()
    ]
    assert filled == ["Open the plan"]
    assert page.beside_finished.again_button is not None
    assert page.beside_finished.again_button.isVisible()


def test_a_closed_case_without_a_screening_offers_none(
    case: Case,
    opened: Callable[[], ScreeningPage],  # noqa: F811 - the fixture
) -> None:
    page = opened()
    assert "Begin screening" in [b.text() for b in page.findChildren(QPushButton) if b.isVisible()]
    case.office.run(
        t("Close the case"), lambda work: close_case(work, case.case_id, "job_ordinary", date(2026, 11, 24))
    )
    QApplication.processEvents()
    assert not [b.text() for b in page.findChildren(QPushButton) if b.isVisible()]
    words = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert any("The case was closed on" in said and "Open a new case" in said for said in words)


def test_a_deadline_that_will_rest_does_not_fall_away(qtbot: QtBot) -> None:
    card = DatesCard(lambda rule, _pack: raw(rule))
    qtbot.addWidget(card)
    then, later = date(2026, 12, 24), date(2027, 2, 3)
    card.draw(
        (
            DateChange("A", "p", then, None, rest_after=Rest(later)),
            DateChange("B", "p", None, then, rest_before=Rest(None)),
            DateChange("C", "p", then, None),
            DateChange("D", "p", then, later),
        )
    )
    assert [label.text() for label in card.findChildren(QLabel) if "2026" in label.text()] == [
        "before: 24 Dec 2026 · now: rests until 3 Feb 2027",
        "before: rests · now: 24 Dec 2026",
        "24 Dec 2026 falls away",
        "24 Dec 2026 becomes 3 Feb 2027",
    ]
