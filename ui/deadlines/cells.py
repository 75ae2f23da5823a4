"""Cells of two lines: what it is, and below it in quiet letters what goes with it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ui.kit import colour, font, px

ROW = 50  # pixels at scale 1: two lines with their room
_SIDE = 11


class TwoLines(QStyledItemDelegate):
    """Draws the words of a cell up to a line break as the table does, and the rest small below them.

    In rows that have room for one line only, the rest stands behind them.
    """

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        """Draw the ground of the cell, then its lines."""
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        # Not the option's text: there the line break is another letter.
        words, ink = (
            str(index.data(Qt.ItemDataRole.DisplayRole) or ""),
            index.data(Qt.ItemDataRole.ForegroundRole),
        )
        letters = bare.font
        bare.text = ""
        view = option.widget
        view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, bare, painter, view)
        if isinstance(view, QTableView) and view.horizontalHeader().visualIndex(index.column()) == 0:
            self._draw_bar(painter, option, view, index.row())
        room = option.rect.adjusted(px(_SIDE), 0, -px(6), 0)
        first, _break, second = words.partition("\n")
        painter.save()
        painter.setFont(letters)
        painter.setPen(ink if ink is not None else colour("ink"))
        heading = isinstance(view, QTableView) and view.columnSpan(index.row(), index.column()) > 1
        if heading:
            _draw(painter, room, first, letters)
        elif room.height() < px(ROW):
            _draw_beside(painter, room, first, second, letters)
        else:
            half = room.height() // 2
            # The first lines of all cells stand on one line, also where there is no second.
            _draw(painter, QRect(room.left(), room.top() + px(4), room.width(), half - px(3)), first, letters)
            alarm = ink is not None and ink == colour("alarm")
            small = font("alarm_note" if alarm else "note")
            painter.setFont(small)
            painter.setPen(colour("alarm" if alarm else "ink_soft"))
            _draw(painter, QRect(room.left(), room.top() + half, room.width(), half - px(4)), second, small)
        painter.restore()

    def initStyleOption(self, option: QStyleOptionViewItem, index: Any) -> None:
        """Keep the ink of a chosen row."""
        super().initStyleOption(option, index)
        if (ink := index.data(Qt.ItemDataRole.ForegroundRole)) is not None:
            option.palette.setBrush(QPalette.ColorRole.HighlightedText, ink)

    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> QSize:
        """Return room for two lines."""
        return QSize(super().sizeHint(option, index).width(), px(ROW))

    def _draw_bar(self, painter: QPainter, option: QStyleOptionViewItem, view: QTableView, row: int) -> None:
        """Mark a chosen row by more than its colour."""
        if view.selectionModel().isRowSelected(row):
            box = option.rect
            painter.fillRect(QRect(box.left(), box.top(), px(3), box.height() - 1), colour("accent"))


def _draw_beside(painter: QPainter, room: QRect, first: str, second: str, letters: Any) -> None:
    """Draw both lines on one, the second small behind the first: there it gets what room it needs, up to half."""
    small = font("note")
    wanted = QFontMetrics(small).horizontalAdvance(second) + px(10) if second else 0
    widest = room.width() - min(wanted, room.width() // 2)
    _draw(painter, QRect(room.left(), room.top(), widest, room.height()), first, letters)
    if second:
        end = min(QFontMetrics(letters).horizontalAdvance(first), widest) + px(8)
        painter.setFont(small)
        painter.setPen(colour("ink_soft"))
        # A little lower: so both stand on one line of letters.
        _draw(painter, room.adjusted(end, px(1), 0, px(1)), second, small)


def _draw(painter: QPainter, room: QRect, words: str, letters: Any) -> None:
    cut = QFontMetrics(letters).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), cut)
