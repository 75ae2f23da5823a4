"""Keeps the way of the Tab key the way the eye goes, where parts of a page are made later than their neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.kit import focusable


def tab_before(anchor: QWidget, widgets: Sequence[QWidget]) -> None:
    """Let Tab come to these widgets, in their order, just before the anchor."""
    before: QWidget = anchor.previousInFocusChain() or anchor
    while before is not anchor and not before.focusPolicy() & Qt.FocusPolicy.TabFocus:
        before = before.previousInFocusChain() or anchor
    for widget in widgets:
        if widget.window() is before.window():
            QWidget.setTabOrder(before, widget)
            before = widget


def tab_through(parts: Iterable[QWidget]) -> None:
    """Let Tab go through all that can be reached in these parts, one part after the other."""
    reachable = [widget for part in parts for widget in focusable(part)]
    for one, other in pairwise(reachable):
        if one.window() is other.window():
            QWidget.setTabOrder(one, other)
