"""The week as a grid: what lies when, and what lies on top of each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QApplication, QPushButton, QSizePolicy, QToolTip, QWidget

from caseworker.base.dates import weekday_name
from caseworker.base.text import Text, t, tc
from ui.kit import tokens
from ui.kit.icons import paint_icon
from ui.kit.layout import draw_hairline
from ui.kit.style import colour, font, make_font, px
from ui.kit.week_words import fitted
from ui.kit.words import language, say

_HEAD = 28
_HOURS = 34
_STEP = 15
_TALLER = (1.0, 1.25, 1.5, 1.75)  # how much higher than usual an hour is drawn where words ask for it


@dataclass(frozen=True, slots=True)
class WeekSlot:
    """Something in the week: `weekday` 0 is Monday, `start` and `end` are minutes after midnight.

    `clash` marks that it lies on top of something else, travel time included.
    """

    id: str
    text: Text | str
    weekday: int
    start: int
    end: int
    tone: str = "employment"
    clash: bool = False
    tip: Text | str = ""
    movable: bool = True


def clock_words(minutes: int) -> str:
    """Return minutes after midnight as they are written: 9.30 in Danish, 9:30 in English."""
    return f"{minutes // 60}{'.' if language() == 'da' else ':'}{minutes % 60:02}"


def share_columns(slots: Sequence[WeekSlot]) -> dict[str, tuple[int, int]]:
    """Return for each slot of one day its column and how many columns its group of overlapping slots has."""
    placed: dict[str, tuple[int, int]] = {}
    group: list[WeekSlot] = []
    until = -1
    for slot in [*sorted(slots, key=lambda s: (s.start, s.end, s.id)), None]:
        if slot is None or slot.start >= until:
            placed |= _columns(group)
            group, until = [], -1
        if slot is not None:
            group.append(slot)
            until = max(until, _drawn_end(slot))
    return placed


def _drawn_end(slot: WeekSlot) -> int:
    """Return where a slot ends as drawn: short ones are drawn an hour high, so that they can be hit."""
    return max(slot.end, slot.start + 60)


def _columns(group: Sequence[WeekSlot]) -> dict[str, tuple[int, int]]:
    ends: list[int] = []
    at = {}
    for slot in group:
        column = next((i for i, end in enumerate(ends) if end <= slot.start), len(ends))
        if column == len(ends):
            ends.append(0)
        ends[column] = _drawn_end(slot)
        at[slot.id] = column
    return {key: (column, len(ends)) for key, column in at.items()}


class SlotItem(QPushButton):
    """One slot: can be focused, dragged, and moved with the arrow keys."""

    moved = Signal(int, int)

    def __init__(self, parent: QWidget, grid: Callable[[], tuple[float, float]]) -> None:
        super().__init__(parent)
        self.setProperty("kind", "nav")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.slot = WeekSlot("", "", 0, 0, 0)
        self._grid = grid
        self._from: QPointF | None = None
        self._wish: tuple[int, int] | None = None

    def show_slot(self, slot: WeekSlot) -> None:
        """Show a slot."""
        self.slot = slot
        day = weekday_name(slot.weekday, language())
        hours = f"{clock_words(slot.start)}–{clock_words(slot.end)}"
        words = f"{say(slot.text)}, {day} {hours}"
        clash = say(t("lies on top of something else"))
        self.setAccessibleName(f"{words}, {clash}" if slot.clash else words)
        self.setAccessibleDescription(say(t("The arrow keys move it by a day or a quarter of an hour")))
        self.setToolTip("\n".join(p for p in (self.accessibleName(), say(slot.tip)) if p))
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a drag."""
        self._from, self._wish = event.globalPosition(), None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say where the slot would go."""
        if self._from is None or not self.slot.movable:
            return
        way = event.globalPosition() - self._from
        if self._wish is None and way.manhattanLength() < QApplication.startDragDistance():
            return
        per_day, per_minute = self._grid()
        minutes = round(way.y() / per_minute / _STEP) * _STEP
        self._wish = self._bounded(round(way.x() / per_day), minutes)
        words = f"{weekday_name(self._wish[0], language())} {clock_words(self._wish[1])}"
        QToolTip.showText(event.globalPosition().toPoint(), words, self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag with a wish, or a click."""
        wish, self._from, self._wish = self._wish, None, None
        if wish is not None and wish != (self.slot.weekday, self.slot.start):
            self.setDown(False)
            self.moved.emit(*wish)
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by a day or a quarter of an hour."""
        ways = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -_STEP),
                Qt.Key.Key_Down: (0, _STEP)}  # fmt: skip
        way = ways.get(Qt.Key(event.key()))
        if way is not None and self.slot.movable:
            self.moved.emit(*self._bounded(*way))
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def _bounded(self, days: int, minutes: int) -> tuple[int, int]:
        length = self.slot.end - self.slot.start
        weekday = max(0, min(6, self.slot.weekday + days))
        return weekday, max(0, min(24 * 60 - length, self.slot.start + minutes))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the slot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self.slot.clash or self.hasFocus()
        tone = "focus" if self.hasFocus() else ("ink" if self.slot.clash else self.slot.tone)
        width = 2.0 if strong else 1.2
        painter.setPen(QPen(colour(tone), width))
        painter.setBrush(colour(f"{self.slot.tone}_ground"))
        half = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), px(5), px(5))
        self._draw_words(painter)

    def is_cut(self, width: int, height: int) -> bool:
        """Return whether words of the slot would be lost in a room of this size."""
        lines = self._lines(width - px(10), height - px(4))
        shown, wanted = (
            "".join(words.replace("-", "").split()) for words in ("".join(lines), say(self.slot.text))
        )
        return shown != wanted

    def _lines(self, width: int, height: int) -> list[str]:
        small = QFontMetrics(font("note"))
        hours = f"{clock_words(self.slot.start)}–{clock_words(self.slot.end)}"
        # Hours that are too wide for the day leave their line to the words, as do those that words need the line of.
        below = self.slot.clash or small.horizontalAdvance(hours) <= width
        lines, _left = fitted(
            say(self.slot.text), QFontMetrics(make_font(12, tokens.MEDIUM)), width, height // small.lineSpacing(),
            below=below, keep=self.slot.clash,
        )  # fmt: skip
        return lines

    def _draw_words(self, painter: QPainter) -> None:
        room = self.rect().adjusted(px(6), px(2), -px(4), -px(2))
        letters, small, size = make_font(12, tokens.MEDIUM), font("note"), px(13)
        line = QFontMetrics(small).lineSpacing()
        hours = f"{clock_words(self.slot.start)}–{clock_words(self.slot.end)}"
        mark = size + px(3) if self.slot.clash else 0
        painter.setFont(letters)
        painter.setPen(colour(self.slot.tone))
        lines = self._lines(room.width(), room.height())
        for number, words in enumerate(lines):
            place = QRectF(room.left(), room.top() + number * line, room.width(), line)
            painter.drawText(place, Qt.TextFlag.TextSingleLine, words)
        below = QRectF(room.left() + mark, room.top() + len(lines) * line, room.width() - mark, line)
        if mark:
            paint_icon(painter, "triangle-alert", QRectF(room.left(), below.top() + 2, size, size), "ink")
        painter.setFont(small)
        painter.setPen(colour("ink_soft"))
        fits = below.bottom() <= room.bottom() + 2
        if QFontMetrics(small).horizontalAdvance(hours) <= below.width() and fits:
            painter.drawText(below, Qt.TextFlag.TextSingleLine, hours)


class WeekGrid(QWidget):
    """A week from Monday to Friday; Saturday and Sunday appear when something lies there.

    `slot_chosen(id)` on Enter or click, `slot_move_requested(id, weekday, minutes)` when the user drags a
    slot or moves it with the arrow keys.
    """

    slot_chosen = Signal(str)
    slot_move_requested = Signal(str, int, int)

    def __init__(self, *, per_hour: int = 36, name: Text | str = "") -> None:
        super().__init__()
        self._usual = self._per_hour = per_hour
        self._slots: tuple[WeekSlot, ...] = ()
        self._items: dict[str, SlotItem] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(say(name or tc("accessible name", "Week")))
        self._place()

    def set_slots(self, slots: Sequence[WeekSlot]) -> None:
        """Show these slots. What had the focus keeps it."""
        self._slots = tuple(sorted(slots, key=lambda s: (s.weekday, s.start, s.id)))
        wanted = {slot.id for slot in self._slots}
        for gone in set(self._items) - wanted:
            self._items.pop(gone).deleteLater()
        before: QWidget | None = None
        for slot in self._slots:
            item = self._items.get(slot.id) or self._new_item(slot.id)
            item.show_slot(slot)
            if before is not None:
                QWidget.setTabOrder(before, item)
            before = item
        self._place()

    def item(self, slot_id: str) -> SlotItem:
        """Return the widget of a slot. Raises KeyError for an unknown id."""
        return self._items[slot_id]

    def day_count(self) -> int:
        """Return how many days are shown: 5, 6 or 7."""
        return max([5, *(slot.weekday + 1 for slot in self._slots)])

    def hours(self) -> tuple[int, int]:
        """Return the first and last hour shown."""
        first = min([9 * 60, *(slot.start for slot in self._slots)]) // 60
        last = -(-max([15 * 60, *(slot.end for slot in self._slots)]) // 60)
        return first, last

    def sizeHint(self) -> QSize:
        """Return a usual width and the height of the hours."""
        first, last = self.hours()
        return QSize(px(360), px(_HEAD + (last - first) * self._per_hour + tokens.S))

    def minimumSizeHint(self) -> QSize:
        """Return the least width."""
        return QSize(px(280), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the slots out in the new width."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw days and hours."""
        painter = QPainter(self)
        per_day, _ = self._measure()
        first, last = self.hours()
        painter.setFont(font("note"))
        for hour in range(first, last + 1):
            y = px(_HEAD) + (hour - first) * px(self._per_hour)
            draw_hairline(painter, QPointF(px(_HOURS), y), self.width() - px(_HOURS))
            if hour < last:
                painter.setPen(colour("ink_faint"))
                box = QRectF(0, y + 1, px(_HOURS - 6), px(18))
                painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, str(hour))
        for day in range(self.day_count()):
            x = px(_HOURS) + day * per_day
            draw_hairline(painter, QPointF(x, 0), self.height(), vertical=True)
            painter.setPen(colour("ink_soft"))
            box = QRectF(x + px(7), 0, per_day - px(7), px(_HEAD))
            name = weekday_name(day, language(), short=True).rstrip(".")
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, name)

    def _measure(self) -> tuple[float, float]:
        return (self.width() - px(_HOURS)) / self.day_count(), px(self._per_hour) / 60

    def _new_item(self, key: str) -> SlotItem:
        item = self._items[key] = SlotItem(self, self._measure)
        item.clicked.connect(lambda _on=False: self.slot_chosen.emit(key))
        item.moved.connect(lambda day, start: self.slot_move_requested.emit(key, day, start))
        return item

    def _fit_hours(self) -> None:
        """Make the hours as high as it takes to lose the fewest words: how wide a slot is does not depend on it."""
        if not self._slots:
            self._per_hour = self._usual
            return
        lost = []
        for taller in _TALLER:
            self._per_hour = round(self._usual * taller)
            per_minute = self._measure()[1]
            lost.append(
                sum(
                    self._items[slot.id].is_cut(
                        width, round((_drawn_end(slot) - slot.start) * per_minute) - 1
                    )
                    for slot, width in self._widths()
                )
            )
            if not lost[-1]:
                break
        self._per_hour = round(self._usual * _TALLER[lost.index(min(lost))])

    def _widths(self) -> Iterator[tuple[WeekSlot, int]]:
        per_day, _ = self._measure()
        for day in range(self.day_count()):
            here = [slot for slot in self._slots if slot.weekday == day]
            shares = share_columns(here)
            for slot in here:
                columns = shares[slot.id][1]
                yield slot, round((per_day - px(8)) / columns) - (1 if columns > 1 else 0)

    def _place(self) -> None:
        self._fit_hours()
        per_day, per_minute = self._measure()
        first, _ = self.hours()
        for day in range(self.day_count()):
            here = [slot for slot in self._slots if slot.weekday == day]
            shares = share_columns(here)
            for slot in here:
                column, columns = shares[slot.id]
                width = (per_day - px(8)) / columns
                left = px(_HOURS) + day * per_day + px(4) + column * width
                top = px(_HEAD) + (slot.start - first * 60) * per_minute
                height = (_drawn_end(slot) - slot.start) * per_minute
                self._items[slot.id].setGeometry(
                    round(left), round(top) + 1, round(width) - (1 if columns > 1 else 0), round(height) - 1
                )
                self._items[slot.id].show()
        self.updateGeometry()
        self.setMinimumHeight(self.sizeHint().height())
        self.update()
