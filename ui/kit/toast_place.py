"""Where a toast stands: low in the window, where it covers no button and no field; else over the top line."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QTextEdit,
    QWidget,
)

from ui.kit.style import px

_USED = (
    QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit,
    QProgressBar,  # how far something is
)  # fmt: skip
# The property of a label whose words must stay in sight, such as what undo would take back.
KEPT_CLEAR = "kept_clear"
_STEP = 8  # at scale 1: less than any button is high or wide


def place(host: QWidget, size: QSize, floating: QWidget) -> QPoint:
    """Return the upper left corner for something of this size that floats over a host: `floating` itself is not seen.

    It stands at the lower edge, as near to the middle as it covers nothing that is used or kept clear; else at
    the upper one: what is there belongs to the window, and to no form.
    """
    middle, low = max(0, (host.width() - size.width()) // 2), host.height() - size.height()
    strip = QRect(0, low, host.width(), size.height())
    steps = range(0, max(1, host.width() - size.width() + 1), px(_STEP))
    used = _used_columns(host, strip, floating)
    for left in sorted({middle, *steps}, key=lambda x: abs(x - middle)):
        if not any(left - px(_STEP) < x < left + size.width() + px(_STEP) for x in used):
            return QPoint(left, low)
    return QPoint(middle, px(_STEP))


def covers(host: QWidget, area: QRect, floating: QWidget) -> bool:
    """Return whether a part of a host has a button or a field in it, besides what floats over it."""
    return bool(_used_columns(host, area, floating))


def _used_columns(host: QWidget, area: QRect, floating: QWidget) -> list[int]:
    """Return at which distances from the left something stands that is pressed or written in."""
    unseen = Qt.WidgetAttribute.WA_TransparentForMouseEvents
    floating.setAttribute(unseen)
    step = px(_STEP)
    lines = [*range(area.top(), area.bottom(), step), area.bottom()]
    found = [
        x
        for x in range(area.left(), area.right() + step, step)
        if any(_is_used(host, QPoint(min(x, area.right()), y)) for y in lines)
    ]
    floating.setAttribute(unseen, on=False)
    return found


def _is_used(host: QWidget, spot: QPoint) -> bool:
    part = host.childAt(spot)
    if isinstance(part, QLabel) and part.property(KEPT_CLEAR):
        return _has_words(part, part.mapFrom(host, spot).x())
    while part is not None and part is not host:
        if isinstance(part, _USED):
            return True
        part = part.parentWidget()
    return False


def _has_words(label: QLabel, x: int) -> bool:
    """Return whether the words of a label on one line reach over this distance from its left edge."""
    words = min(label.fontMetrics().horizontalAdvance(label.text()), label.width())
    left = label.width() - words if label.alignment() & Qt.AlignmentFlag.AlignRight else 0
    return bool(label.text()) and left <= x <= left + words
