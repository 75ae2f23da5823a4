"""The things on the time line that can be focused, dragged and moved with keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QApplication, QPushButton, QToolTip, QWidget

from caseworker.base.dates import format_day
from caseworker.base.text import Text, raw, t, tc
from ui.kit.style import colour, font, px
from ui.kit.timeline.data import Scale, TimelineBar, TimelineMilestone, TimelineRow
from ui.kit.timeline.legend import DASHES, EDGE
from ui.kit.words import language, say

_GRIP = 7
_RIM = 3.5  # the bar is drawn lower than the area that takes the mouse
PAD = 9


@dataclass(frozen=True, slots=True)
class Shown:
    """How a thing lies on the line now: scale, today's place, the keys' step in days."""

    scale: Scale
    today: date
    step: int


class _Item(QPushButton):
    """A thing on the line. `moved(start, end)` is a wish in days; the thing itself stays until redrawn."""

    moved = Signal(object, object)
    picked = Signal()

    def __init__(self, parent: QWidget, shown: Callable[[], Shown]) -> None:
        super().__init__(parent)
        self.setProperty("kind", "nav")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMouseTracking(True)
        self._shown = shown
        self._from: QPointF | None = None
        self._part = ""
        self._by = 0
        self.clicked.connect(lambda _on=False: self.picked.emit())

    def name(self, words: str, tip: Text | str) -> None:
        """Give the thing its name for screen readers and its tool tip."""
        self.setAccessibleName(words)
        keys = t("Left and right move it, with Ctrl by a day, with Shift only the end")
        self.setAccessibleDescription(say(keys) if self.may_move() else "")
        self.setToolTip("\n".join(part for part in (words, say(tip)) if part))

    def days(self) -> tuple[date, date | None]:
        """Return the first and last day of the thing."""
        raise NotImplementedError

    def may_move(self) -> bool:
        """Return whether the thing can be moved."""
        raise NotImplementedError

    def part_at(self, _x: float) -> str:
        """Return what a drag from there moves: "whole", "start" or "end"."""
        return "whole"

    def after(self, days: int, part: str) -> tuple[date, date | None]:
        """Return first and last day after moving a part by days; never less than one day long."""
        start, end = self.days()
        by = timedelta(days=days)
        if part == "start":
            return min(start + by, end or start + by), end
        if part == "end":
            return start, max(start, (end or self._shown().scale.last) + by)
        return start + by, end + by if end else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a drag."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._from, self._by = event.globalPosition(), 0
            self._part = self.part_at(event.position().x())
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow a drag and say which days it would give."""
        if self._from is None or not self.may_move():
            part = self.part_at(event.position().x())
            sideways = part != "whole" and self.may_move()
            self.setCursor(Qt.CursorShape.SizeHorCursor if sideways else Qt.CursorShape.PointingHandCursor)
            return
        distance = event.globalPosition().x() - self._from.x()
        if not self._by and abs(distance) < QApplication.startDragDistance():
            return
        self._by = self._shown().scale.shift(distance)
        start, end = self.after(self._by, self._part)
        QToolTip.showText(event.globalPosition().toPoint(), say(days_in_words(start, end)), self)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag with a wish, or a click."""
        by, self._from, self._by = self._by, None, 0
        self.update()
        if by:
            self.setDown(False)
            self.moved.emit(*self.after(by, self._part))
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with left and right: a step, with Ctrl a day, with Shift only the end."""
        side = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if side is not None and self.may_move():
            keys = event.modifiers()
            days = side * (1 if keys & Qt.KeyboardModifier.ControlModifier else self._shown().step)
            part = "end" if keys & Qt.KeyboardModifier.ShiftModifier else "whole"
            self.moved.emit(*self.after(days, part))
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.picked.emit()
        else:
            super().keyPressEvent(event)


class BarItem(_Item):
    """One bar."""

    def __init__(self, parent: QWidget, shown: Callable[[], Shown]) -> None:
        super().__init__(parent, shown)
        self.bar = TimelineBar("", "", date.min)
        self.tone = "employment"
        self.body = 0.0
        self.cut = (False, False)

    def days(self) -> tuple[date, date | None]:
        """Return the days of the bar."""
        return self.bar.start, self.bar.end

    def may_move(self) -> bool:
        """Return whether the bar can be moved."""
        return self.bar.movable

    def part_at(self, x: float) -> str:
        """Return the end of the bar that lies there, or "whole"."""
        if x < px(_GRIP) and not self.cut[0]:
            return "start"
        return "end" if self.body - px(_GRIP) < x < self.body and not self.cut[1] else "whole"

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bar, today's line through it, and its words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = -px(8) if self.cut[0] else 0.5
        right = self.body + px(8) if self.cut[1] else self.body - 0.5
        area = QRectF(left, _RIM, right - left, self.height() - 2 * _RIM)
        pen = QPen(colour("focus" if self.hasFocus() else self.tone), 2 if self.hasFocus() else EDGE)
        if self.bar.planned and not self.hasFocus():
            pen.setDashPattern(DASHES)
        inset = 0.5 if self.hasFocus() else 0
        painter.setPen(pen)
        painter.setBrush(colour(f"{self.tone}_ground"))
        painter.drawRoundedRect(area.adjusted(inset, inset, -inset, -inset), px(5), px(5))
        self._draw_words(painter)

    def _draw_words(self, painter: QPainter) -> None:
        shown = self._shown()
        words = say(self.bar.text)
        metrics = QFontMetrics(font("note"))
        outside = self.width() > self.body + 1
        room = self.width() - self.body - px(6) if outside else self.body - 2 * px(PAD)
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(room))
        at = self.body + px(5) if outside else px(PAD)
        box = QRectF(at, _RIM + 1, metrics.horizontalAdvance(words) + 1, self.height() - 2 * _RIM - 2)
        line = shown.scale.x(shown.today) - self.x()
        if 1 < line < self.body - 1:
            painter.setPen(QPen(colour("accent"), 2))
            painter.drawLine(QPointF(line, 0), QPointF(line, self.height()))
            if box.adjusted(-4, 0, 4, 0).contains(QPointF(line, self.height() / 2)):
                gap = QRectF(line - 2, box.top() + 2, 4, box.height() - 4)
                painter.fillRect(gap, colour(f"{self.tone}_ground"))
        painter.setFont(font("note"))
        painter.setPen(colour("ink"))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, words)


class MilestoneItem(_Item):
    """One milestone: a diamond and its words."""

    def __init__(self, parent: QWidget, shown: Callable[[], Shown]) -> None:
        super().__init__(parent, shown)
        self.milestone = TimelineMilestone("", "", date.min)
        self.words_before = False  # where there is no room for them behind the diamond

    def days(self) -> tuple[date, date | None]:
        """Return the day of the milestone."""
        return self.milestone.day, self.milestone.day

    def may_move(self) -> bool:
        """Return whether the milestone can be moved."""
        return self.milestone.movable

    def after(self, days: int, part: str) -> tuple[date, date | None]:
        """Return the day after moving; a milestone moves whole."""
        del part
        return super().after(days, "whole")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the diamond and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half, middle = px(7), self.height() / 2
        centre = self.width() - px(9) if self.words_before else px(9)
        diamond = QPolygonF(
            [QPointF(centre, middle - half), QPointF(centre + half, middle),
             QPointF(centre, middle + half), QPointF(centre - half, middle)]
        )  # fmt: skip
        painter.setPen(QPen(colour("accent"), 2))
        painter.setBrush(colour("accent" if self.milestone.reached else "surface"))
        painter.drawPolygon(diamond)
        painter.setFont(font("note"))
        painter.setPen(colour("ink"))
        room = self.rect().adjusted(
            px(2 if self.words_before else 20), 0, -px(20 if self.words_before else 2), 0
        )
        words = QFontMetrics(font("note")).elidedText(
            say(self.milestone.text), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, words)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(4), px(4))


def days_in_words(start: date, end: date | None) -> Text:
    """Return a stretch of days as words: "9. nov. til 10. feb.", "fra 9. nov.", "9. nov."."""
    if end is None:
        return t("from {start:weekday_short}", start=start)
    if end == start:
        return raw(format_day(start, "weekday_short", language()))
    return t("{start:weekday_short} to {end:weekday_short}", start=start, end=end)


def bar_name(line: TimelineRow, bar: TimelineBar) -> str:
    """Return what a screen reader says of a bar: track, words, days, and whether it is only planned."""
    days = days_in_words(bar.start, bar.end)
    words = say(t("{track}: {what}, {days}", track=line.title, what=bar.text, days=days))
    return f"{words}, {say(tc('time line', 'planned'))}" if bar.planned else words


def milestone_name(milestone: TimelineMilestone) -> str:
    """Return what a screen reader says of a milestone: words, day, and whether it is reached."""
    if milestone.reached:
        return say(t("{what}, {day}, reached", what=milestone.text, day=milestone.day))
    return say(t("{what}, {day}", what=milestone.text, day=milestone.day))
