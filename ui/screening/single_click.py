"""Buttons whose second click of a double click would be one click too many: on the next step, on finishing."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractButton

B = TypeVar("B", bound=QAbstractButton)


class _SecondClick(QObject):
    """Swallows the second click of a double click."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let everything else pass."""
        return event.type() == QEvent.Type.MouseButtonDblClick or super().eventFilter(watched, event)


def single_click(button: B) -> B:
    """Let a double click be one click, and return the button."""
    button.installEventFilter(_SecondClick(button))
    return button
