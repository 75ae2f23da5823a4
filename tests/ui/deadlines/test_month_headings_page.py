"""The names of the weekdays above a month: whole where all of them fit, else short."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from caseworker.base.text import tc
from tests.ui.journal.around import TODAY
from ui.deadlines.month import MonthGrid
from ui.kit import font, set_language


@pytest.mark.parametrize(
    ("tongue", "width", "first", "saturday"),
    [("en", 640, "Mon", "Sat"), ("en", 1200, "Monday", "Saturday"), ("da", 640, "mandag", "lørdag")],
)
def test_the_headings_of_a_month_are_short_where_one_does_not_fit(
    dressed: None, qtbot: QtBot, tongue: str, width: int, first: str, saturday: str
) -> None:
    del dressed
    set_language(tongue)
    month = MonthGrid(tc("view", "Month"))
    qtbot.addWidget(month)
    month.resize(width, 400)
    month.show()
    month.draw(TODAY, TODAY, {})
    model, header = month.model(), month.horizontalHeader()
    written = [model.headerData(one, Qt.Orientation.Horizontal) for one in range(7)]
    assert (written[0], written[5]) == (first, saturday)
    letters = QFontMetrics(font("label"))
    assert all(letters.horizontalAdvance(written[one]) + 22 <= header.sectionSize(one) for one in range(7))
    spoken = model.headerData(5, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == {"en": "Saturday", "da": "lørdag"}[tongue]
