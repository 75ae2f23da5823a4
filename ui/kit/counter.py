"""A number with its name, that filters the list when pressed."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from caseworker.base.text import Text, t
from ui.kit.icons import paint_icon
from ui.kit.style import colour, font, px
from ui.kit.words import say, say_count


class Counter(QPushButton):
    """A tile with a number and its name; pressed it is a filter (`toggled(bool)`).

    `alarm` draws it in the alarm colour while the number is above zero: only for what is overdue for
    the citizen.
    """

    def __init__(self, label: Text | str, number: int = 0, *, alarm: bool = False) -> None:
        super().__init__()
        self._label, self._alarm, self._number = say(label), alarm, number
        self.setProperty("kind", "counter")
        self.setCheckable(True)
        self.setFixedHeight(px(70))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleDescription(say(t("Shows only these in the list")))
        self.set_number(number)

    def number(self) -> int:
        """Return the number shown."""
        return self._number

    def set_number(self, number: int) -> None:
        """Show another number."""
        self._number = number
        self.setAccessibleName(f"{say_count(number)} {self._label}")
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for the longer of number and name."""
        width = QFontMetrics(font("note")).horizontalAdvance(self._label)
        return QSize(max(px(92), width + px(30)), px(70))

    def minimumSizeHint(self) -> QSize:
        """Let the name be cut in a narrow window."""
        return QSize(px(84), px(70))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the tile."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        alarm = self._alarm and self._number > 0
        chosen = self.isChecked()
        edge = "alarm" if alarm else ("accent" if chosen else "hairline")
        ground = "accent_ground" if chosen else ("hover" if self.underMouse() else "surface")
        painter.setPen(QPen(colour(edge), 1))
        painter.setBrush(colour(ground))
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(area, px(8), px(8))
        inside = self.rect().adjusted(px(14), 0, -px(10), 0)
        painter.setFont(font("number"))
        painter.setPen(colour("alarm" if alarm else "ink"))
        top = inside.adjusted(0, px(10), 0, -px(28))
        painter.drawText(
            top, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, say_count(self._number)
        )
        painter.setFont(font("note"))
        painter.setPen(colour("alarm" if alarm else "ink_faint"))
        words = QFontMetrics(font("note")).elidedText(
            self._label, Qt.TextElideMode.ElideRight, inside.width()
        )
        below = inside.adjusted(0, px(40), 0, -px(10))
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        if chosen:
            size = px(16)
            place = QRectF(self.width() - size - px(10), px(10), size, size)
            paint_icon(painter, "check", place, "alarm" if alarm else "accent")
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("focus"), 2))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), px(7), px(7))
