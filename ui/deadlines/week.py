"""A week on the screen: each day's talks and deadlines below each other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from caseworker.base import workdays
from caseworker.base.dates import format_day, weekday_name
from caseworker.base.text import Text, isolated, t, tc
from ui.deadlines.days import closed_words, spoken_day
from ui.deadlines.grid import LINE, DayModel, Days, Grid, Index, draw_words, in_lines
from ui.deadlines.lines import Item
from ui.kit import colour, language, px, say, tokens
from ui.kit.layout import draw_hairline

_CARD = 62  # pixels at scale 1: three lines with their room
_TALL = 78  # four lines: in a narrow window titles need two
_NARROW = 190


class _WeekModel(DayModel):
    def __init__(self) -> None:
        super().__init__()
        self.shown: list[date] = []
        self.today = date.min
        self.columns: list[Sequence[Item]] = []

    def show(self, shown: list[date], today: date, days: Days) -> None:
        self.beginResetModel()
        self.shown, self.today = shown, today
        self.columns = [days.get(day, ()) for day in shown]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        return 0 if parent.isValid() else max((len(items) for items in self.columns), default=0)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        return 0 if parent.isValid() else len(self.shown)

    def day_at(self, index: Index) -> date:
        return self.shown[index.column()]

    def item(self, index: Index) -> Item | None:
        items = self.columns[index.column()] if index.isValid() else ()
        return items[index.row()] if index.row() < len(items) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item = self.item(index)
        if item is not None and role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{isolated(item.name)}: {item.title}, {say(item.note)}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) if self.item(index) is not None else Qt.ItemFlag.NoItemFlags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or section >= len(self.shown):
            return None
        day = self.shown[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return _heading(day, self.today, narrow=self.narrow)
        if role == Qt.ItemDataRole.ToolTipRole:
            return ", ".join(say(part) for part in spoken_day(day, self.columns[section], self.today))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


def _heading(day: date, today: date, *, narrow: bool) -> str:
    """Return the heading of a day: "tir. 24. nov.", or "tir. 24/11" where seven columns are narrow."""
    if narrow:
        name = (
            say(tc("day", "today")) if day == today else weekday_name(day.weekday(), language(), short=True)
        )
        return say(t("{weekday} {day}/{month}", weekday=name, day=day.day, month=day.month))
    if day == today:  # its column says which weekday it is
        return f"{say(tc('day', 'today'))} · {format_day(day, 'short', language())}"
    return format_day(day, "weekday_short", language())


class WeekGrid(Grid):
    """A week: each day's talks and deadlines below each other. `item_chosen(item)`, `item_opened(item)`."""

    item_chosen = Signal(object)
    item_opened = Signal(object)

    def __init__(self, name: Text) -> None:
        self._model = _WeekModel()
        super().__init__(name, self._model)
        self.setItemDelegate(_WeekCell(self))
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setSectionsClickable(True)
        header.sectionClicked.connect(lambda column: self.day_chosen.emit(self._model.shown[column]))
        self.verticalHeader().setDefaultSectionSize(px(_CARD))
        self.selectionModel().currentChanged.connect(self._moved)
        self.activated.connect(self._opened)

    def draw(self, shown: list[date], today: date, days: Days, chosen: Item | None) -> None:
        """Show these days with what lies on them."""
        model = self._model
        same = model.shown == shown and all(
            old is days.get(day, ()) for day, old in zip(shown, model.columns, strict=True)
        )
        blocked = self.selectionModel().blockSignals(True)
        if not same:
            model.show(shown, today, days)
            self.fit_headings()
        self._choose(chosen)
        self.selectionModel().blockSignals(blocked)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the titles a second line where the days are narrow."""
        super().resizeEvent(event)
        days = max(self._model.columnCount(), 1)
        tall = self.viewport().width() // days < px(_NARROW)
        self.verticalHeader().setDefaultSectionSize(px(_TALL if tall else _CARD))
        self.fit_headings()

    def _choose(self, chosen: Item | None) -> None:
        for column, items in enumerate(self._model.columns):
            for row, item in enumerate(items):
                if chosen is not None and item.id == chosen.id:
                    self.setCurrentIndex(self._model.index(row, column))
                    return
        self.clearSelection()

    def paintEvent(self, event: Any) -> None:
        """Shade the closed days down to the bottom, then draw the cards."""
        painter = QPainter(self.viewport())
        for column, day in enumerate(self._model.shown):
            left, width = self.columnViewportPosition(column), self.columnWidth(column)
            if not workdays.is_workday(day):
                painter.fillRect(left, 0, width, self.viewport().height(), colour("inset"))
            if day == self.marked_day():
                painter.fillRect(left, 0, width, self.viewport().height(), colour("accent_ground"))
            draw_hairline(painter, QPointF(left + width - 1, 0), self.viewport().height(), vertical=True)
            if (words := closed_words(day)) is not None:
                box = QRect(left + px(10), self.viewport().height() - px(28), width - px(16), px(20))
                draw_words(painter, box, say(words), "note", "ink_soft")
        painter.end()
        super().paintEvent(event)

    def _moved(self, index: QModelIndex) -> None:
        if (item := self._model.item(index)) is not None:
            self.item_chosen.emit(item)

    def _opened(self, index: QModelIndex) -> None:
        if (item := self._model.item(index)) is not None:
            self.item_opened.emit(item)


class _WeekCell(QStyledItemDelegate):
    """One thing on a day: whose it is, what it is, what goes with it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        item = index.model().item(index)
        if item is None:
            return
        view = option.widget
        chosen = isinstance(view, QTableView) and view.selectionModel().isSelected(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = QRectF(option.rect).adjusted(px(4) + 0.5, px(3) + 0.5, -px(5) - 0.5, -px(2) - 0.5)
        talk = item.kind == "talk"
        edge = "focus" if chosen else ("alarm" if item.alarm else ("accent" if talk else "hairline"))
        painter.setPen(QPen(colour(edge), 2 if chosen else 1))
        painter.setBrush(colour("accent_ground" if talk else ("alarm_ground" if item.alarm else "surface")))
        painter.drawRoundedRect(card, px(tokens.RADIUS_CONTROL), px(tokens.RADIUS_CONTROL))
        room = option.rect.adjusted(px(12), px(6), -px(10), -px(4))
        below = item.when if item.alarm else item.note
        lines = [(item.name, "label", "alarm" if item.alarm else "ink")]
        most = 3 if option.rect.height() > px(_CARD) else 2
        title = in_lines(item.title, "note", room.width(), most - 1)
        note = in_lines(say(below), "note", room.width(), most - len(title))
        lines += [(part, "note", "ink") for part in title]
        lines += [(part, "note", "ink_soft") for part in note]
        for place, (words, kind, tone) in enumerate(lines):
            line = QRect(room.left(), room.top() + place * px(LINE - 1), room.width(), px(LINE))
            draw_words(painter, line, words, kind, tone, mark=item.mark if place == 0 else "")
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Any) -> QSize:
        return QSize(px(100), px(_CARD))
