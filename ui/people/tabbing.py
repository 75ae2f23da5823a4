"""Keeps the way of the Tab key the way the eye goes, where parts of a page are drawn anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def tab_through(page: QWidget, parts: Sequence[QWidget]) -> None:
    """Let Tab go from a page through its parts, one after the other; within each it goes as before."""
    reached: list[list[QWidget]] = [[] for _part in parts]
    for widget in _chain(page):
        for part, found in zip(parts, reached, strict=True):
            if widget is part or part.isAncestorOf(widget):
                found.append(widget)
    for one, other in pairwise([page, *(widget for found in reached for widget in found)]):
        QWidget.setTabOrder(one, other)


def widgets_of(layout: QLayout) -> list[QWidget]:
    """Return the widgets that stand in a layout, in their order."""
    items = (layout.itemAt(index) for index in range(layout.count()))
    return [widget for item in items if item is not None and (widget := item.widget()) is not None]


def _chain(page: QWidget) -> Iterator[QWidget]:
    """Give what Tab comes to in a page, in the order it does."""
    widget = page.nextInFocusChain()
    while widget is not None and widget is not page:
        # Asked first, for the chain goes through the whole window, and this is the quickest to answer.
        if page.isAncestorOf(widget) and _is_reached(widget):
            yield widget
        widget = widget.nextInFocusChain()


def _is_reached(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
