"""In a low window what has the keyboard is in sight on the plan page."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from tests.ui.interactions import Interactions
from tests.ui.plan.conftest import Room
from tests.ui.plan.window import Opening, focus_is_in

_LOW = QSize(1092, 480)  # what a window of 1280x650 leaves to the page


def test_the_line_of_a_new_agreement_comes_into_sight(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    room.plan()
    page = open_page()
    page.resize(_LOW)
    QApplication.processEvents()
    line = page.agreements.quick["citizen"]
    page.stage.plan_area.verticalScrollBar().setValue(0)
    page.stage.plan_area.ensureWidgetVisible(page.agreements.adder, 0, 0)
    assert line.visibleRegion().isEmpty(), "it lies below the edge"
    user.click(page.agreements.adder)
    assert focus_is_in(line)
    assert line.visibleRegion().boundingRect().height() == line.height()
