"""A month on the screen: each day with how much lies on it, and the names there is room for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem

from caseworker.base import workdays
from caseworker.base.dates import weekday_name
from caseworker.base.text import Text, tn
from ui.deadlines.days import closed_words, load_parts, monday, spoken_day, weeks_of
from ui.deadlines.grid import LINE, DayModel, Days, Grid, Index, draw_words
from ui.deadlines.lines import Item, dotted
from ui.kit import colour, font, language, paint_icon, px, say
from ui.kit.layout import draw_hairline

HEAD = 24  # pixels at scale 1 above the names of a day
_HEAD_EDGE = 11  # beside the name of a weekday
_NARROW = 84  # a Saturday or Sunday in a narrow window has no room for words


class _MonthModel(DayModel):
    def __init__(self) -> None:
        super().__init__()
        self.day = date.min
        self.today = date.min
        self.weeks: list[list[date]] = []
        self.days: Days = {}

    def show(self, day: date, today: date, days: Days) -> None:
        self.beginResetModel()
        self.day, self.today, self.days, self.weeks = day, today, days, weeks_of(day)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        return 0 if parent.isValid() else len(self.weeks)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        return 0 if parent.isValid() else 7

    def day_at(self, index: Index) -> date:
        return self.weeks[index.row()][index.column()]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        roles = Qt.ItemDataRole
        if index.isValid() and role in (roles.AccessibleTextRole, roles.ToolTipRole):
            day = self.day_at(index)
            parts = [say(part) for part in spoken_day(day, self.days.get(day, ()), self.today)]
            return ", ".join(parts)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        roles = Qt.ItemDataRole
        if orientation == Qt.Orientation.Horizontal and role == roles.DisplayRole:
            return weekday_name(section, language(), short=self.narrow)
        if orientation == Qt.Orientation.Horizontal and role in (roles.AccessibleTextRole, roles.ToolTipRole):
            return weekday_name(section, language())
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class MonthGrid(Grid):
    """A month. `day_chosen(date)` on a click or an arrow key, `day_opened()` on Enter."""

    day_opened = Signal()

    def __init__(self, name: Text) -> None:
        self._model = _MonthModel()
        super().__init__(name, self._model)
        self.setItemDelegate(_MonthCell(self))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setMinimumSectionSize(px(HEAD + LINE))
        self.selectionModel().currentChanged.connect(self._moved)

    def draw(self, day: date, today: date, days: Days) -> None:
        """Show the month of a day with the day chosen."""
        model = self._model
        if (model.day, model.today) != (day, today) or model.days is not days:
            blocked = self.selectionModel().blockSignals(True)
            model.show(day, today, days)
            monday_of = monday(day)
            row = next(n for n, week in enumerate(model.weeks) if week[0] == monday_of)
            self.setCurrentIndex(model.index(row, day.weekday()))
            self.selectionModel().blockSignals(blocked)

    def chosen_day(self) -> date:
        """Return the chosen day."""
        return self._model.day

    def item_under(self, place: QPoint) -> Item | None:
        """Return what stands by name at a place; a day without room for names has none."""
        index = self.indexAt(place)
        if not index.isValid():
            return None
        items = self._model.days.get(self._model.day_at(index), ())
        below = _below(self.visualRect(index))
        line = (place.y() - below.top()) // px(LINE)
        shown = _named(items, below)
        return shown[line] if 0 <= line < len(shown) else None

    def turns_away(self, index: Index) -> bool:
        """Return whether the day of a cell lies in another month: choosing it turns the page."""
        day, shown = self._model.day_at(index), self._model.day
        return (day.year, day.month) != (shown.year, shown.month)

    def cell_of(self, day: date) -> QRect:
        """Return where a day of the month shown is drawn."""
        row = next(n for n, week in enumerate(self._model.weeks) if week[0] == monday(day))
        return self.visualRect(self._model.index(row, day.weekday()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by days, also over the edge of the month; Enter goes to the list of the day."""
        self.forget_drop()
        ways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        way = ways.get(Qt.Key(event.key()))
        if way is not None:
            self.day_chosen.emit(date.fromordinal(self._model.day.toordinal() + way))
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.day_opened.emit()
        elif event.key() == Qt.Key.Key_Home:
            self.day_chosen.emit(self._model.today)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the working days the room; Saturday and Sunday need little."""
        super().resizeEvent(event)
        whole = self.viewport().width()
        quiet = max(px(64), whole // 12)
        busy = (whole - 2 * quiet) // 5
        for column in range(7):
            self.setColumnWidth(column, busy if column < 5 else (whole - 5 * busy) // 2)
        self.fit_headings()

    def heading_fits(self, column: int) -> bool:
        """Return whether the name of a weekday fits: Qt's hint has room for a mark of sorting, too much here."""
        words = self._model.headerData(column, Qt.Orientation.Horizontal)
        letters = QFontMetrics(font("label"))
        return letters.horizontalAdvance(words) + px(2 * _HEAD_EDGE) <= self.columnWidth(column)

    def _moved(self, index: QModelIndex) -> None:
        if index.isValid() and (day := self._model.day_at(index)) != self._model.day:
            self.day_chosen.emit(day)


class _MonthCell(QStyledItemDelegate):
    """A day: its number, how much lies on it, and as many names as there is room for."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        model = index.model()
        day = model.day_at(index)
        items = model.days.get(day, ())
        marked = option.widget.marked_day() if isinstance(option.widget, Grid) else None
        chosen = day == (marked or model.day)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _draw_ground(painter, option, closed=not workdays.is_workday(day), chosen=chosen)
        room = _room(option.rect)
        top = QRect(room.left(), room.top(), room.width(), px(20))
        outside = (day.year, day.month) != (model.day.year, model.day.month)
        left = _draw_number(painter, top, day, today=day == model.today, faint=outside)
        beside = QRect(left + px(6), top.top(), top.right() - left - px(6), top.height())
        below = _below(option.rect)
        words = closed_words(day) if day.weekday() < 5 else None
        if words is not None:
            draw_words(painter, beside, say(words), "note", "ink_soft")
        if below.width() < px(_NARROW):
            _draw_marks(painter, below, items)
        elif (shown := _named(items, below)) and _is_crowded(items, below):
            _draw_names(painter, below, shown, 0)
            under = below.adjusted(0, len(shown) * px(LINE), 0, 0)
            _draw_load(painter, under if words is not None else beside, under, items)
        elif shown:
            _draw_names(painter, below, shown, len(items) - len(shown))
        elif items:
            _draw_load(painter, below if words is not None else beside, below, items)
        painter.restore()


def _draw_ground(painter: QPainter, option: QStyleOptionViewItem, *, closed: bool, chosen: bool) -> None:
    painter.fillRect(option.rect, colour("inset" if closed else "surface"))
    box = option.rect
    draw_hairline(painter, QPointF(box.bottomLeft()), box.width())
    draw_hairline(painter, QPointF(box.topRight()), box.height(), vertical=True)
    if chosen:
        painter.setPen(QPen(colour("focus"), 2))
        painter.setBrush(colour("accent_ground"))
        painter.drawRoundedRect(QRectF(box).adjusted(2, 2, -3, -3), px(4), px(4))


def _draw_number(painter: QPainter, top: QRect, day: date, *, today: bool, faint: bool) -> int:
    """Draw the number of a day and return where it ends. Today's stands on a filled ground."""
    words = str(day.day)
    width = QFontMetrics(font("strong")).horizontalAdvance(words)
    if today:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("accent"))
        painter.drawRoundedRect(
            QRectF(top.left() - px(3), top.top(), width + px(10), top.height()), px(10), px(10)
        )
        draw_words(
            painter,
            QRect(top.left() + px(2), top.top(), width + px(4), top.height()),
            words,
            "strong",
            "on_accent",
        )
        return top.left() + width + px(7)
    box = QRect(top.left(), top.top(), width + px(2), top.height())
    draw_words(painter, box, words, "body" if faint else "strong", "ink_faint" if faint else "ink")
    return top.left() + width


def _draw_load(painter: QPainter, first: QRect, below: QRect, items: Sequence[Item]) -> None:
    """Draw how much lies on a day that has no room for the names, what is overdue first.

    Where there are fewer lines than parts, the last line has the rest of them.
    """
    boxes = [first] if first is not below else []
    boxes += [
        QRect(below.left(), below.top() + place * px(LINE), below.width(), px(LINE))
        for place in range(below.height() // px(LINE))
    ]
    parts, last = load_parts(items), len(boxes) - 1
    if 0 < last < len(parts) - 1:
        parts[last:] = [(dotted([words for words, _alarm in parts[last:]]), False)]
    for box, (words, alarm) in zip(boxes, parts, strict=False):
        draw_words(painter, box, say(words), "alarm_note" if alarm else "note", "alarm" if alarm else "ink")


def _draw_marks(painter: QPainter, room: QRect, items: Sequence[Item]) -> None:
    """Draw only the marks of what lies on a day, each with its number."""
    kinds = Counter(mark_of(item) for item in items)
    left, size = room.left(), px(12)
    for (name, tone), number in kinds.items():
        line = QRect(left, room.top(), px(30), px(LINE))
        paint_icon(painter, name, QRectF(left, line.top() + (line.height() - size) / 2, size, size), tone)
        draw_words(painter, line.adjusted(px(15), 0, 0, 0), str(number), "note", tone)
        left += px(28)


def _room(cell: QRect) -> QRect:
    return cell.adjusted(px(8), px(4), -px(6), -px(4))


def _below(cell: QRect) -> QRect:
    """Return the room under the number of a day."""
    return _room(cell).adjusted(0, px(HEAD - 2), 0, 0)


def _named(items: Sequence[Item], room: QRect) -> Sequence[Item]:
    """Return what is shown by name: all of it, or all but a last line that counts the rest.

    Of a crowded day the first talk, so that one can take hold of it.
    """
    lines = room.height() // px(LINE)
    if room.width() < px(_NARROW):
        return ()
    if _is_crowded(items, room):
        return items[:1] if lines == 2 and items[0].kind == "talk" else ()
    return items if len(items) <= lines else items[: lines - 1]


def _is_crowded(items: Sequence[Item], room: QRect) -> bool:
    """Return whether a day has so little room for what lies on it that it is counted."""
    lines = room.height() // px(LINE)
    return len(items) > lines and lines <= 2


def _draw_names(painter: QPainter, room: QRect, shown: Sequence[Item], rest: int) -> None:
    for place, item in enumerate(shown):
        _draw_name(painter, QRect(room.left(), room.top() + place * px(LINE), room.width(), px(LINE)), item)
    if rest:
        line = QRect(
            room.left() + px(17), room.top() + len(shown) * px(LINE), room.width() - px(17), px(LINE)
        )
        draw_words(painter, line, say(tn("{count} more", "{count} more", rest)), "note", "ink_soft")


def _draw_name(painter: QPainter, line: QRect, item: Item) -> None:
    """Draw whose it is behind a mark that says what it is: a talk, something overdue, or a deadline."""
    name, tone = mark_of(item)
    size = px(12)
    mark = QRectF(line.left(), line.top() + (line.height() - size) / 2, size, size)
    paint_icon(painter, name, mark, tone)
    ink = "alarm" if item.alarm else "ink"
    draw_words(painter, line.adjusted(px(17), 0, 0, 0), item.name, "note", ink, mark=item.mark)


def mark_of(item: Item) -> tuple[str, str]:
    """Return the icon that says what something is, and its tone."""
    if item.alarm:
        return "circle-alert", "alarm"
    return {"talk": ("message-square", "accent"), "promise": ("handshake", "ink_soft")}.get(
        item.kind, ("flag", "ink_soft")
    )
