"""What the month and the week of the calendar have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QTableView

from caseworker.base.text import Text
from ui.deadlines.lines import Item
from ui.kit import colour, font, px, say

Index = QModelIndex | QPersistentModelIndex
Days = Mapping[date, Sequence[Item]]
LINE = 17  # pixels at scale 1 of a line of small letters


class Grid(QTableView):
    """What both calendars are: cells that fill the room, one of them chosen, no lines but our own."""

    day_chosen = Signal(object)
    stepped = Signal(int)

    def __init__(self, name: Text) -> None:
        super().__init__()
        self.setAccessibleName(say(name))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.setMouseTracking(True)
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setFont(font("label"))
        header.setFixedHeight(px(32))
        header.setMinimumSectionSize(px(40))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave pages to the months and weeks."""
        step = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self.stepped.emit(step)
        else:
            super().keyPressEvent(event)


def draw_words(painter: QPainter, box: QRect, words: str, kind: str, tone: str) -> None:
    """Draw words of a kind in a box, cut where they do not fit."""
    letters = font(kind)
    painter.setFont(letters)
    painter.setPen(colour(tone))
    cut = QFontMetrics(letters).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), cut)


def in_lines(words: str, kind: str, width: int, most: int) -> list[str]:
    """Return words broken at their spaces into at most so many lines; the last one may be too long."""
    letters, lines = QFontMetrics(font(kind)), [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if letters.horizontalAdvance(longer) <= width or len(lines) == most or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
