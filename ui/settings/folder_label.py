"""The path of a folder on one line, cut in its middle: where it begins and ends says most."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent

from ui.kit import Label


class FolderLabel(Label):
    """A path. Where it is cut, a tool tip has the whole."""

    def __init__(self, folder: str) -> None:
        super().__init__(folder, "body", elide=True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the path, cut in its middle where there is no room."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.setFont(self.font())
        box = self.contentsRect()
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, box.width())
        painter.drawText(box, self.alignment() | Qt.AlignmentFlag.AlignVCenter, words)
