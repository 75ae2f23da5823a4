"""A small window beside the thing that opened it. Escape or a click elsewhere closes it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
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
        screen = anchor.screen().availableGeometry()
        corner = anchor.mapToGlobal(QPoint(0, anchor.height() + px(tokens.XS)))
        x = max(screen.left(), min(corner.x(), screen.right() - self.width()))
        y = corner.y()
        if y + self.height() > screen.bottom():
            y = max(screen.top(), anchor.mapToGlobal(QPoint(0, 0)).y() - self.height() - px(tokens.XS))
        self.move(x, y)
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
