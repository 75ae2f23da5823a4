"""Where a toast stands: low in the window, where it covers no button, field or heading; else at the top, or between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
_HEADINGS = frozenset({"title", "heading"})  # without them one does not know what one sees
_COARSE = 24  # at scale 1, where the whole window is looked through
_STEP = 8  # at scale 1: less than any button is high or wide


def place(host: QWidget, size: QSize, floating: QWidget) -> QPoint:
    """Return the upper left corner for something of this size that floats over a host: `floating` itself is not seen.

    It stands at the lower edge, as near to the middle as it covers nothing that is used or kept clear; else at
    the upper one: what is there belongs to the window, and to no form. Where that is full too it stands as low
    between them as there is room, and only where there is none at all on the upper edge all the same.
    """
    middle, low = max(0, (host.width() - size.width()) // 2), host.height() - size.height()
    steps = range(0, max(1, host.width() - size.width() + 1), px(_STEP))
    lefts = sorted({middle, *steps}, key=lambda x: abs(x - middle))
    for top in (low, px(_STEP)):
        used = _used_columns(host, QRect(0, top, host.width(), size.height()), floating)
        for left in lefts:
            if not any(left - px(_STEP) < x < left + size.width() + px(_STEP) for x in used):
                return QPoint(left, top)
    return _between(host, size, floating, lefts[:: _COARSE // _STEP]) or QPoint(middle, px(_STEP))


def _between(host: QWidget, size: QSize, floating: QWidget, lefts: Sequence[int]) -> QPoint | None:
    """Return the lowest corner, the nearest to the middle, at which nothing used is covered; None without one."""
    edge = px(_STEP)
    used = [one.adjusted(-edge, -edge, edge, edge) for one in _used_places(host, floating)]
    for top in range(host.height() - size.height(), edge, -px(_COARSE)):
        line = [one for one in used if one.top() < top + size.height() and one.bottom() >= top]
        for left in lefts:
            if not any(one.left() < left + size.width() and one.right() >= left for one in line):
                return QPoint(left, top)
    return None


def _used_places(host: QWidget, floating: QWidget) -> Iterator[QRect]:
    """Give where in a host something is seen that is pressed, written in or kept clear."""
    for part in host.findChildren(QWidget):
        kept = isinstance(part, QLabel) and _is_kept(part) and bool(part.text())
        if (isinstance(part, _USED) or kept) and part.isVisible() and not floating.isAncestorOf(part):
            seen = part.visibleRegion().boundingRect()
            if not seen.isEmpty():
                yield seen.translated(part.mapTo(host, QPoint()))


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
    if isinstance(part, QLabel) and _is_kept(part):
        return _has_words(part, part.mapFrom(host, spot).x())
    while part is not None and part is not host:
        if isinstance(part, _USED):
            return True
        part = part.parentWidget()
    return False


def _is_kept(label: QLabel) -> bool:
    return bool(label.property(KEPT_CLEAR)) or label.property("kind") in _HEADINGS


def _has_words(label: QLabel, x: int) -> bool:
    """Return whether the words of a label on one line reach over this distance from its left edge."""
    words = min(label.fontMetrics().horizontalAdvance(label.text()), label.width())
    left = label.width() - words if label.alignment() & Qt.AlignmentFlag.AlignRight else 0
    return bool(label.text()) and left <= x <= left + words
