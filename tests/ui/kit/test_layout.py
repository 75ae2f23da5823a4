"""Laying out: what is drawn anew leaves the page where it was."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QWidget

from ui.kit import Button, box, clear, column
from ui.kit.layout import Refit

Show = Callable[[QWidget], QWidget]


def _scrolling(*items: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.resize(300, 200)
    area.setWidget(box(column(*items)))
    return area


def test_a_card_drawn_anew_with_the_focus_in_it_does_not_scroll_the_page(shown: Show) -> None:
    inside = column(Button("Version 1"))
    space = QWidget()
    space.setFixedHeight(900)
    area = _scrolling(box(inside), space, Button("Far below"))
    shown(area)
    first = area.findChildren(QPushButton)[0]
    first.setFocus()
    clear(inside)
    assert area.verticalScrollBar().value() == 0


def test_what_follows_the_room_is_fitted_when_the_room_or_its_part_changes(
    shown: Show,
) -> None:
    part, owner = box(column(Button("One"))), QWidget()
    owner.setLayout(column(part))
    shown(owner)
    QApplication.processEvents()
    fitted: list[int] = []
    Refit(owner, part, lambda: fitted.append(owner.width()))
    owner.resize(432, 321)
    assert fitted[-1] == 432
    fitted.clear()
    part.layout().addWidget(Button("Two"))
    QApplication.processEvents()
    assert fitted
    fitted.clear()
    part.resize(11, 12)
    assert not fitted
