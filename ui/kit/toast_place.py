"""Where a toast stands: at the foot of the window, where it covers no button, field or heading; never in the middle."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

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
# What comes, goes or moves, also by scrolling; the last two: what is taken away, and a label made a heading.
_CHANGES = frozenset({
    QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.LayoutRequest,
    QEvent.Type.ChildRemoved, QEvent.Type.DynamicPropertyChange,
})  # fmt: skip


class Watch(QObject):
    """Calls `look` when something in a host has come, gone or moved: once for all that changes at one time.

    What happens in `floating` itself is passed over.
    """

    def __init__(self, host: QWidget, floating: QWidget, look: Callable[[], None]) -> None:
        super().__init__(floating)
        self._host, self._floating, self._look = host, floating, look
        self._on = self._asked = False

    def begin(self) -> None:
        """Watch until `end`."""
        if not self._on:
            self._on = True
            cast(QApplication, QApplication.instance()).installEventFilter(self)

    def end(self) -> None:
        """Watch no more."""
        self._on = False
        cast(QApplication, QApplication.instance()).removeEventFilter(self)

    def ask(self) -> None:
        """Look once the rest that is on its way has come, such as a layout."""
        if self._on and not self._asked:
            self._asked = True
            QCoreApplication.postEvent(
                self, QEvent(QEvent.Type.User), Qt.EventPriority.LowEventPriority.value
            )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask where a part of the host changes, and let the event go on."""
        if event.type() in _CHANGES and isinstance(watched, QWidget) and self._is_under(watched):
            self.ask()
        return False

    def customEvent(self, _event: QEvent) -> None:
        """Look, unless it has gone away meanwhile."""
        self._asked = False
        if self._on:
            self._look()

    def _is_under(self, part: QWidget) -> bool:
        if not (isValid(self._host) and isValid(self._floating)):  # the program is ending
            return False
        mine = part is self._floating or self._floating.isAncestorOf(part)
        return not mine and (part is self._host or self._host.isAncestorOf(part))


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
    bands = [QRect(0, top, host.width(), size.height()) for top in tops]
    spared = list(_spared(host, floating, host.rect(), QPoint(), bands)) if host.isVisible() else []
    for areas in (spared, [area for area in spared if not area[1]]):
        for top in tops:
            line = [area for area, _ in areas if area.top() < top + size.height() and area.bottom() >= top]
            for left in lefts:
                room = QRect(left - px(_STEP), top, size.width() + 2 * px(_STEP), size.height())
                if not any(room.intersects(one) for one in line):
                    return QPoint(left, top)
    return QPoint(middle, high)


def _spared(
    around: QWidget, floating: QWidget, clip: QRect, corner: QPoint, bands: Sequence[QRect]
) -> Iterator[tuple[QRect, bool]]:
    """Give what is seen in a part of the host that is pressed, written in or kept clear, and whether it is a heading.

    All as it lies in the host: the part's upper left `corner`, and what is seen of it, `clip`; the rest is scrolled
    away. What lies in none of the `bands` is passed over with all that is in it: a page may hold hundreds of buttons.
    """
    for part in around.children():
        if not isinstance(part, QWidget) or part is floating or part.isHidden() or part.isWindow():
            continue
        seen = part.geometry().translated(corner).intersected(clip)
        if not any(seen.intersects(band) for band in bands):
            continue
        at = corner + part.pos()
        if isinstance(part, QLabel):
            heading = part.property("kind") in _HEADINGS
            if heading or part.property(KEPT_CLEAR):
                yield _words(part).translated(at).intersected(seen), heading
        elif isinstance(part, _USED):
            yield seen, False
        yield from _spared(part, floating, seen, at, bands)


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
