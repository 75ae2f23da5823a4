"""Laying out: what is drawn anew leaves the page where it was."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget

from ui.kit import Button, box, clear, column

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
