"""Fits the window into the screen there is today: never larger than its free area, filled where it would be."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QRect, Qt
from PySide6.QtWidgets import QWidget

# What the pages are laid out for, and need: in less, words would stand on words.
_LEAST_WIDTH, _LEAST_HEIGHT = 1185, 640
# What the edge and the title line of a window take where nobody says: no system draws more.
_EDGE, _TITLE = 8, 40


def fitted(wanted: QRect, free: QRect) -> tuple[QRect, bool]:
    """Return the inside of a window within the free area of a screen, and whether it would fill that area.

    `wanted` is moved and, where it must be, made smaller; room for the window's edge is kept.
    """
    room = _room(free)
    fills = wanted.width() > room.width() or wanted.height() > room.height()
    width, height = min(wanted.width(), room.width()), min(wanted.height(), room.height())
    left = max(room.left(), min(wanted.left(), room.left() + room.width() - width))
    top = max(room.top(), min(wanted.top(), room.top() + room.height() - height))
    return QRect(left, top, width, height), fills


def fit(window: QWidget) -> None:
    """Fit a window that is not shown yet into its screen."""
    free = window.screen().availableGeometry()
    room = _room(free)
    window.setMinimumSize(min(_LEAST_WIDTH, room.width()), min(_LEAST_HEIGHT, room.height()))
    inside, fills = fitted(window.geometry(), free)
    if not window.isMaximized() and not window.isFullScreen():
        window.setGeometry(inside)
        if fills:
            window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)


def _room(free: QRect) -> QRect:
    return free.marginsRemoved(QMargins(_EDGE, _TITLE, _EDGE, _EDGE))
