"""What solid and dashed bars of the time line mean."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from caseworker.base.text import Text
from ui.kit import tokens
from ui.kit.labels import Label
from ui.kit.layout import row
from ui.kit.style import colour, px

DASHES = (4, 3)  # of the edge of a bar that has not begun, in widths of its line
EDGE = 1.2


class Legend(QWidget):
    """A small bar of each kind with what it means."""

    def __init__(self, solid: Text, dashed: Text) -> None:
        super().__init__()
        first = row(_Swatch(planned=False), Label(solid, "note"), gap=6)
        second = row(_Swatch(planned=True), Label(dashed, "note"), gap=6)
        self.setLayout(row(first, second, gap=tokens.M))


class _Swatch(QWidget):
    def __init__(self, *, planned: bool) -> None:
        super().__init__()
        self._planned = planned
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        """Return the size of a word's height."""
        return QSize(px(28), px(14))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bar, in no track's tone."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(colour("ink_soft"), EDGE)
        if self._planned:
            pen.setDashPattern(DASHES)
        painter.setPen(pen)
        painter.setBrush(colour("inset"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(3), px(3))
