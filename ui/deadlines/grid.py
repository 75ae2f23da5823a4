"""What the month and the week of the calendar have in common."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView

from caseworker.base.text import Text
from ui.deadlines.lines import Item
from ui.kit import colour, cut_name, font, px, say

Index = QModelIndex | QPersistentModelIndex
Days = Mapping[date, Sequence[Item]]
LINE = 17  # pixels at scale 1 of a line of small letters


class DayModel(QAbstractTableModel):
    """What a calendar is drawn from: the day of each cell, and the one thing in it where a cell holds one."""

    def __init__(self) -> None:
        super().__init__()
        self.narrow = False  # whether the headings are written short

    @abstractmethod
    def day_at(self, index: Index) -> date:
        """Return the day of a cell."""

    def item(self, _index: Index) -> Item | None:
        """Return the one thing of a cell; where cells hold whole days there is none."""
        return None


class Grid(QTableView):
    """What both calendars are: cells that fill the room, one of them chosen, no lines but our own.

    A booked talk can be taken with the mouse: `talk_dragged(item, day)` comes for each day it is held over.
    """

    day_chosen = Signal(object)
    stepped = Signal(int)
    talk_dragged = Signal(object, object)

    def __init__(self, name: Text, days: DayModel) -> None:
        super().__init__()
        self.days = days
        self.setModel(days)
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
        self._pressed: tuple[QPoint, Item] | None = None
        self._waits = False
        self.held_over: date | None = None
        self.dropped_on: date | None = None  # set by who is told of the drag, and takes the day

    def marked_day(self) -> date | None:
        """Return the day a talk is held over, or was dropped on last."""
        return self.held_over or self.dropped_on

    def forget_drop(self) -> None:
        """Mark the chosen day again: what was asked about the drop is put away."""
        if self.dropped_on is not None:
            self.dropped_on = None
            self.viewport().update()

    def fit_headings(self) -> None:
        """Write all headings short as soon as one of them does not fit."""
        self.days.narrow = False
        self.days.narrow = not all(self.heading_fits(one) for one in range(self.days.columnCount()))
        self.horizontalHeader().viewport().update()

    def heading_fits(self, column: int) -> bool:
        """Return whether a column has the room that Qt would give its heading."""
        header = self.horizontalHeader()
        return header.sectionSizeHint(column) <= header.sectionSize(column)

    def item_under(self, place: QPoint) -> Item | None:
        """Return what is drawn at a place of the viewport: the thing of its cell."""
        return self.days.item(self.indexAt(place))

    def turns_away(self, _index: Index) -> bool:
        """Return whether choosing this cell shows other days than now."""
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose, and remember which talk lies under the hand."""
        place = event.position().toPoint()
        item = self.item_under(place) if event.button() == Qt.MouseButton.LeftButton else None
        self.forget_drop()
        self._pressed = (place, item) if item is not None and item.talk is not None else None
        # Chosen at the press, a day of the next month would turn the month under a talk that is to be drawn along.
        self._waits = self._pressed is not None and self.turns_away(self.indexAt(place))
        if not self._waits:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say which day a talk is held over; without a talk nothing is drawn along."""
        place = event.position().toPoint()
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        pressed, item = self._pressed
        far = (place - pressed).manhattanLength() >= QApplication.startDragDistance()
        if self.held_over is None and not far:
            return
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        index = self.indexAt(QPoint(place.x(), 0) if self.rowAt(place.y()) < 0 else place)
        if index.isValid() and (day := self.days.day_at(index)) != self.held_over:
            self.held_over = day
            self.talk_dragged.emit(item, day)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of the talk: the answer stays beside the calendar."""
        dragged, pressed, waits = self.held_over is not None, self._pressed, self._waits
        self._pressed = self.held_over = None
        self._waits = False
        self.viewport().unsetCursor()
        self.viewport().update()
        if dragged:
            return
        if waits and pressed is not None:
            self.setCurrentIndex(self.indexAt(pressed[0]))
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave pages to the months and weeks."""
        self.forget_drop()
        step = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self.stepped.emit(step)
        else:
            super().keyPressEvent(event)


def draw_words(painter: QPainter, box: QRect, words: str, kind: str, tone: str, *, mark: str = "") -> None:
    """Draw words of a kind in a box, cut where they do not fit; the `mark` at the end of a name stays whole."""
    letters = font(kind)
    painter.setFont(letters)
    painter.setPen(colour(tone))
    cut = cut_name(letters, words, mark, box.width())
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
