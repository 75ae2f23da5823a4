"""The widget of the time line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from caseworker.base.text import Text, t, tc
from ui.kit import tokens
from ui.kit.buttons import Button, IconButton
from ui.kit.chips import ChoiceChips
from ui.kit.layout import box, row
from ui.kit.style import font, px
from ui.kit.timeline.backdrop import HEAD, NAMES, Backdrop, Track
from ui.kit.timeline.data import (
    Scale,
    TimelineBar,
    TimelineMilestone,
    TimelineRow,
    label_lanes,
    lanes,
    window,
)
from ui.kit.timeline.items import PAD, BarItem, MilestoneItem, Shown, bar_name, milestone_name
from ui.kit.words import say

_LANE = 34
_MILESTONE = tokens.TARGET


class Timeline(QWidget):
    """Tracks with bars, milestones below them, and a line for today.

    Everything on it can be reached with Tab; left and right move by a week (a day in the month view), with
    Ctrl by a day, with Shift only the end; the mouse drags whole bars or their ends. All of these only ask:
    `bar_move_requested(id, first, last or None)`, `milestone_move_requested(id, day)`. Enter or a click
    emits `bar_chosen(id)` or `milestone_chosen(id)`. `tools()` returns the chips and arrows that zoom and
    page.
    """

    bar_move_requested = Signal(str, object, object)
    milestone_move_requested = Signal(str, object)
    bar_chosen = Signal(str)
    milestone_chosen = Signal(str)
    zoom_changed = Signal(str)

    def __init__(
        self,
        today: Callable[[], date],
        *,
        zoom: str = "half_year",
        milestones_title: Text | str = "",
        name: Text | str = "",
    ) -> None:
        super().__init__()
        self._today, self._zoom = today, zoom
        self._anchor = today()
        self._rows: tuple[TimelineRow, ...] = ()
        self._milestones: tuple[TimelineMilestone, ...] = ()
        self._milestones_title = milestones_title or tc("time line", "Interim goals")
        self._bars: dict[str, BarItem] = {}
        self._marks: dict[str, MilestoneItem] = {}
        self._tops: list[tuple[float, float]] = []
        self._chips: ChoiceChips | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(say(name or t("Time line")))
        self._place()

    def set_content(self, rows: Sequence[TimelineRow], milestones: Sequence[TimelineMilestone] = ()) -> None:
        """Show these tracks and milestones. What had the focus keeps it."""
        self._rows, self._milestones = tuple(rows), tuple(milestones)
        self._match_items()
        self._place()

    def zoom(self) -> str:
        """Return the zoom: "month", "quarter", "half_year" or "year"."""
        return self._zoom

    def set_zoom(self, zoom: str) -> None:
        """Show more or fewer days. Raises KeyError for an unknown zoom."""
        window(zoom, self._anchor)
        if zoom != self._zoom:
            self._zoom = zoom
            self._place()
            self.zoom_changed.emit(zoom)
        if self._chips is not None:
            self._chips.set_value(zoom)

    def show_day(self, day: date) -> None:
        """Page to where a day can be seen, a quarter from the left."""
        self._anchor = day
        self._place()

    def span(self) -> tuple[date, date]:
        """Return the first and last day shown."""
        return window(self._zoom, self._anchor)

    def page(self, steps: int) -> None:
        """Go half a window later (or earlier for negative steps)."""
        first, last = self.span()
        self.show_day(self._anchor + timedelta(days=steps * ((last - first).days + 1) // 2))

    def bar(self, bar_id: str) -> BarItem:
        """Return the widget of a bar. Raises KeyError for an unknown id."""
        return self._bars[bar_id]

    def milestone(self, milestone_id: str) -> MilestoneItem:
        """Return the widget of a milestone. Raises KeyError for an unknown id."""
        return self._marks[milestone_id]

    def tools(self) -> QWidget:
        """Return the controls that page and zoom, wired to this time line."""
        self._chips = ChoiceChips(
            [
                ("month", tc("zoom", "Month")),
                ("quarter", tc("zoom", "Quarter")),
                ("half_year", t("Half year")),
                ("year", tc("zoom", "Year")),
            ],
            keep_one=True,
            wrap=False,
        )
        self._chips.set_names(t("How much time is shown"))
        self._chips.set_value(self._zoom)
        self._chips.changed.connect(self._zoom_picked)
        earlier = IconButton("chevron-left", tc("time line", "Earlier"), on_click=lambda: self.page(-1))
        later = IconButton("chevron-right", tc("time line", "Later"), on_click=lambda: self.page(1))
        today = Button(tc("time line", "Today"), kind="quiet", on_click=lambda: self.show_day(self._today()))
        return box(row(earlier, today, later, tokens.S, self._chips, gap=2))

    def sizeHint(self) -> QSize:
        """Return a usual width and the height of all tracks."""
        bottom = self._tops[-1][1] if self._tops else px(HEAD)
        return QSize(px(720), round(bottom))

    def minimumSizeHint(self) -> QSize:
        """Return the least width at which words can be read."""
        return QSize(px(420), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay everything out in the new width."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what lies behind the bars."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tracks = self._tracks()
        line_to = tracks[len(self._rows) - 1].bottom if self._rows else self.height()
        Backdrop(self._scale(), self._zoom, self._today(), self.width(), line_to, tracks).draw(painter)

    def _tracks(self) -> list[Track]:
        scale = self._scale()
        tracks = [
            Track(
                say(line.title), line.tone, top, bottom,
                before=any(self._end(bar) < scale.first for bar in line.bars),
                after=any(bar.start > scale.last for bar in line.bars),
            )
            for line, (top, bottom) in zip(self._rows, self._tops, strict=False)
        ]  # fmt: skip
        if self._milestones:
            tracks.append(Track(say(self._milestones_title), "ink_soft", *self._tops[-1]))
        return tracks

    def _end(self, bar: TimelineBar) -> date:
        return bar.end or max(bar.start, self._today()) + timedelta(days=3650)

    def _scale(self) -> Scale:
        first, last = self.span()
        return Scale(first, last, px(NAMES), max(1, self.width() - px(NAMES) - px(tokens.M)))

    def _shown(self) -> Shown:
        return Shown(self._scale(), self._today(), 1 if self._zoom == "month" else 7)

    def _match_items(self) -> None:
        bars = {bar.id: (line, bar) for line in self._rows for bar in line.bars}
        for gone in set(self._bars) - set(bars):
            self._bars.pop(gone).deleteLater()
        for key, (line, bar) in bars.items():
            item = self._bars.get(key) or self._new_bar(key)
            item.bar, item.tone = bar, bar.tone or line.tone
            item.name(bar_name(line, bar), bar.tip)
        milestones = {m.id: m for m in self._milestones}
        for gone in set(self._marks) - set(milestones):
            self._marks.pop(gone).deleteLater()
        for key, milestone in milestones.items():
            mark = self._marks.get(key) or self._new_mark(key)
            mark.milestone = milestone
            mark.name(milestone_name(milestone), milestone.tip)
        self._order_tabs()

    def _new_bar(self, key: str) -> BarItem:
        item = self._bars[key] = BarItem(self, self._shown)
        item.picked.connect(lambda: self.bar_chosen.emit(key))
        item.moved.connect(lambda start, end: self.bar_move_requested.emit(key, start, end))
        return item

    def _new_mark(self, key: str) -> MilestoneItem:
        mark = self._marks[key] = MilestoneItem(self, self._shown)
        mark.picked.connect(lambda: self.milestone_chosen.emit(key))
        mark.moved.connect(lambda start, _end: self.milestone_move_requested.emit(key, start))
        return mark

    def _order_tabs(self) -> None:
        order: list[QWidget] = [self._bars[bar.id] for line in self._rows for bar in line.bars]
        order += [self._marks[m.id] for m in sorted(self._milestones, key=lambda m: m.day)]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _place(self) -> None:
        scale = self._scale()
        top: float = px(HEAD)
        self._tops = []
        for line in self._rows:
            placed = lanes(line.bars, scale.last + timedelta(days=1))
            for bar in line.bars:
                self._place_bar(bar, line, scale, top + placed[bar.id] * px(_LANE))
            height = (max(placed.values(), default=0) + 1) * px(_LANE)
            self._tops.append((top, top + height))
            top += height
        if self._milestones:
            self._tops.append((top, top + self._place_milestones(scale, top)))
        self.updateGeometry()
        self.setMinimumHeight(self.sizeHint().height())
        self.update()

    def _place_bar(self, bar: TimelineBar, line: TimelineRow, scale: Scale, top: float) -> None:
        item = self._bars[bar.id]
        end = self._end(bar)
        item.setVisible(scale.shows(bar.start, end))
        left = max(scale.x(bar.start), scale.left)
        right = min(scale.x(end + timedelta(days=1)), scale.left + scale.width)
        item.cut = (bar.start < scale.first, end > scale.last)
        item.body = max(right - left, px(10))
        others = [scale.x(b.start) for b in line.bars if b is not bar and b.start > end]
        room = min([*others, scale.left + scale.width]) - left - px(4)
        words = QFontMetrics(font("note")).horizontalAdvance(say(bar.text)) + px(8)
        fits = words + 2 * px(PAD) - px(8) <= item.body
        width = item.body if fits or item.body + words > room else item.body + words
        item.setGeometry(round(left), round(top) + 1, round(width), px(tokens.TARGET))

    def _place_milestones(self, scale: Scale, top: float) -> float:
        metrics = QFontMetrics(font("note"))
        spans = []
        for milestone in sorted(self._milestones, key=lambda one: one.day):
            inside = scale.first <= milestone.day <= scale.last
            self._marks[milestone.id].setVisible(inside)
            if inside:
                middle = scale.x(milestone.day)
                wide = metrics.horizontalAdvance(say(milestone.text)) + px(26)
                before = middle - px(9) + wide > self.width() - 1 and middle + px(9) - wide > 0
                self._marks[milestone.id].words_before = before
                left = middle + px(9) - wide if before else middle - px(9)
                spans.append((milestone.id, left, left + wide))
        placed = label_lanes(spans)
        for key, left, right in spans:
            width = min(right, self.width() - 1) - left
            self._marks[key].setGeometry(
                round(left),
                round(top + px(tokens.XS) + placed[key] * px(_MILESTONE)),
                round(width),
                px(_MILESTONE),
            )
        return float((max(placed.values(), default=0) + 1) * px(_MILESTONE) + px(tokens.S))

    def _zoom_picked(self) -> None:
        if self._chips is not None and self._chips.value():
            self.set_zoom(self._chips.value())
