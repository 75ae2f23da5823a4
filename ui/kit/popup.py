"""A small window beside the thing that opened it. Escape or a click elsewhere closes it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from ui.kit import tokens
from ui.kit.style import px


class Popup(QFrame):
    """The ground, place and end of what pops up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        # Not see-through: the corners would be black wherever windows are not blended.
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def open_at(self, anchor: QWidget, width: int, height: int) -> None:
        """Open below a widget, or above it where there is no room below."""
        self.resize(width, height)
        self.move(below(_place_of(anchor), self.size(), anchor.screen().availableGeometry()))
        self.show()

    def open_beside(self, anchor: QWidget, width: int, height: int) -> None:
        """Open clear of the narrow card that a widget is on; else as `open_at`."""
        self.resize(width, height)
        self.move(self.spot_beside(anchor, anchor.screen().availableGeometry()))
        self.show()

    def spot_beside(self, anchor: QWidget, area: QRect) -> QPoint:
        """Return where it lies beside what asked, within an area of the screen."""
        place, card = _place_of(anchor), _card_around(anchor)
        found = None if card is None else beside(place, _place_of(card), self.size(), area)
        return below(place, self.size(), area) if found is None else found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


def below(anchor: QRect, size: QSize, area: QRect) -> QPoint:
    """Return the corner of what opens below an anchor, or above it where there is no room below."""
    x = max(area.left(), min(anchor.left(), area.right() - size.width()))
    y = anchor.bottom() + 1 + px(tokens.XS)
    if y + size.height() > area.bottom():
        y = max(area.top(), anchor.top() - size.height() - px(tokens.XS))
    return QPoint(x, y)


def beside(anchor: QRect, card: QRect, size: QSize, area: QRect) -> QPoint | None:
    """Return the corner of what opens left or right of a card, level with its anchor; None without room."""
    gap = px(tokens.M)
    left, right = card.left() - gap - size.width(), card.right() + 1 + gap
    if left >= area.left():
        x = left
    elif right + size.width() <= area.right():
        x = right
    else:
        return None
    return QPoint(x, max(area.top(), min(anchor.top() - gap, area.bottom() - size.height())))


def _place_of(widget: QWidget) -> QRect:
    return QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())


def _card_around(widget: QWidget) -> QWidget | None:
    """Return the card a widget is on where it takes less than half of its window."""
    around = widget.parentWidget()
    while around is not None and around.property("kind") != "card":
        around = around.parentWidget()
    narrow = around is not None and around.width() * 2 < widget.window().width()
    return around if narrow else None
