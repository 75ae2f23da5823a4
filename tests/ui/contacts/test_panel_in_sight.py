"""In a low window a form that opens in the list says in sight what it is about, with the focus in its field."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from tests.ui.contacts.case import MISSED
from tests.ui.contacts.window import Window
from ui.contacts.waiting_cards import AbsenceCard

_LOW = (1366, 650)


@pytest.mark.parametrize(
    ("what", "field"),
    [("let_be", "reason"), ("hear", "answer_by"), ("decide", "reason"), ("attempt", "result")],
)
def test_the_heading_of_a_form_opened_from_a_card_further_down_is_in_sight(
    window: Window, what: str, field: str
) -> None:
    window.case.history()
    older = window.case.was(date(2026, 11, 13), "absent_no_notice")
    newer = next(one.id for one in window.case.talks() if one.at.date() == MISSED)
    window.frame.resize(*_LOW)
    window.go("contacts")
    cards = window.list.findChildren(AbsenceCard)
    assert len(cards) == 2
    area = _area(window)
    area.ensureWidgetVisible(cards[-1], 0, 0)
    QApplication.processEvents()
    assert area.verticalScrollBar().value() > 0, "the card lies further down"
    window.list.forms.ask(what, f"{newer}/phone" if what == "attempt" else older)
    window.settle()
    assert window.panel.header is not None
    assert _is_whole(window.panel.header)
    focused = QApplication.focusWidget()
    assert focused is window.panel.form.field(field).focus_target()
    assert _is_whole(focused)


def _area(window: Window) -> QScrollArea:
    return next(
        area for area in window.list.findChildren(QScrollArea) if area.isAncestorOf(window.list.waiting)
    )


def _is_whole(widget: QWidget) -> bool:
    return widget.visibleRegion().boundingRect().height() == widget.height()
