"""Where a toast stands: at the foot of the window, where it covers no button, field or heading; never in the middle."""

from __future__ import annotations

from collections.abc import Iterator

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
_RISE = 24  # at scale 1: how much higher it is tried each time
_STEP = 8  # at scale 1: how much further to the side, and what is left free there


def place(host: QWidget, size: QSize, floating: QWidget) -> QPoint:
    """Return the upper left corner for something of this size that floats over a host: `floating` itself is not seen.

    It stands as low and as near to the middle as it covers nothing that is used or kept clear: at the lower edge or
    above what fills that, within the lowest quarter, for over a page it would hide what is read there. Else it stands
    at the upper edge: what is there belongs to the window, and to no form. Where there is no such place it covers
    a heading, and where there is still none it stands on the upper edge all the same.
    """
    middle, low, high = max(0, (host.width() - size.width()) // 2), host.height() - size.height(), px(_STEP)
    steps = range(0, max(1, host.width() - size.width() + 1), px(_STEP))
    lefts = sorted({middle, *steps}, key=lambda x: abs(x - middle))
    tops = [low, *range(low - px(_RISE), host.height() * 3 // 4, -px(_RISE)), high]
    spared = list(_spared(host, floating))
    for areas in (spared, [area for area in spared if not area[1]]):
        for top in tops:
            line = [area for area, _ in areas if area.top() < top + size.height() and area.bottom() >= top]
            for left in lefts:
                room = QRect(left - px(_STEP), top, size.width() + 2 * px(_STEP), size.height())
                if not any(room.intersects(one) for one in line):
                    return QPoint(left, top)
    return QPoint(middle, high)


def _spared(host: QWidget, floating: QWidget) -> Iterator[tuple[QRect, bool]]:
    """Give where in a host something is seen that is pressed, written in or kept clear, and whether it is a heading."""
    for part in host.findChildren(QWidget):
        heading = False
        if isinstance(part, QLabel):
            heading = part.property("kind") in _HEADINGS
            area = _words(part) if heading or part.property(KEPT_CLEAR) else QRect()
        else:
            area = part.rect() if isinstance(part, _USED) else QRect()
        if area.isEmpty() or not part.isVisible() or part.window() is not host.window():
            continue
        if not floating.isAncestorOf(part) and not (seen := _seen(part, area, host)).isEmpty():
            yield seen, heading


def _seen(part: QWidget, area: QRect, host: QWidget) -> QRect:
    """Return what is seen of an area of a part, as it lies in the host: the rest is scrolled away."""
    while part is not host:
        around = part.parentWidget()
        assert around is not None
        area, part = area.translated(part.pos()).intersected(around.rect()), around
    return area


def _words(label: QLabel) -> QRect:
    """Return where the words of a label are; those on one line may leave the rest of it free."""
    area = label.rect()
    if not label.text():
        return QRect()
    if not label.wordWrap():
        words = min(label.fontMetrics().horizontalAdvance(label.text()), label.width())
        left = label.width() - words if label.alignment() & Qt.AlignmentFlag.AlignRight else 0
        area = QRect(left, 0, words, label.height())
    return area
