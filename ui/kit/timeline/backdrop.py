"""What lies behind the bars: months or weeks, names of the tracks, arrows to what is outside, today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from caseworker.base.dates import month_name
from caseworker.base.text import t, tc
from ui.kit import tokens
from ui.kit.icons import paint_icon
from ui.kit.style import colour, font, make_font, px
from ui.kit.timeline.data import Scale, ticks
from ui.kit.words import language, say

NAMES = 118
HEAD = 26


@dataclass(frozen=True, slots=True)
class Track:
    """A track as it lies: name, tone, upper and lower edge, and whether bars lie before or after."""

    title: str
    tone: str
    top: float
    bottom: float
    before: bool = False
    after: bool = False


@dataclass(frozen=True, slots=True)
class Backdrop:
    """All that is drawn behind the bars. `line_to` is where the line of today ends."""

    scale: Scale
    zoom: str
    today: date
    width: int
    line_to: float
    tracks: Sequence[Track]

    def draw(self, painter: QPainter) -> None:
        """Draw everything."""
        self._draw_head(painter)
        for track in self.tracks:
            self._draw_track(painter, track)
        x = self.scale.x(self.today)
        if self._shows_today(x):
            painter.setPen(QPen(colour("accent"), 2))
            painter.drawLine(QPointF(x, 2), QPointF(x, self.line_to))

    def _shows_today(self, x: float) -> bool:
        return self.scale.left <= x <= self.scale.left + self.scale.width

    def _draw_track(self, painter: QPainter, track: Track) -> None:
        painter.setPen(colour("hairline"))
        painter.drawLine(QPointF(0, track.top - 0.5), QPointF(self.width, track.top - 0.5))
        painter.setFont(make_font(12, tokens.SEMIBOLD))
        painter.setPen(colour(track.tone))
        names = QRectF(px(14), track.top, px(NAMES - 18), track.bottom - track.top)
        painter.drawText(names, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, track.title)
        size = px(14)
        middle = (track.top + track.bottom - size) / 2
        if track.before:
            paint_icon(painter, "chevron-left", QRectF(px(NAMES - 16), middle, size, size), track.tone)
        if track.after:
            place = QRectF(self.width - size - 2, middle, size, size)
            paint_icon(painter, "chevron-right", place, track.tone)

    def _draw_head(self, painter: QPainter) -> None:
        metrics = QFontMetrics(font("note"))
        painter.setFont(font("note"))
        today, names = self.today_word(metrics)
        named = [(x, x + px(7) + metrics.horizontalAdvance(words), words) for x, words in names]
        painter.setPen(colour("hairline"))
        for day in ticks(self.zoom, self.scale.first, self.scale.last):
            x = self.scale.x(day)
            if not any(start < x < end for start, end, _words in named):  # never through the name before it
                painter.drawLine(QPointF(x + 0.5, 0), QPointF(x + 0.5, px(HEAD)))
        painter.setPen(colour("ink_faint"))
        for x, _end, words in named:
            painter.drawText(QPointF(x + px(7), px(17)), words)
        if today is not None:
            painter.setPen(colour("accent"))
            painter.drawText(QPointF(today, px(17)), say(tc("time line", "today")))

    def today_word(self, metrics: QFontMetrics) -> tuple[float | None, list[tuple[float, str]]]:
        """Return where "today" is written, and the names that stand beside it.

        Right of its line, or left of it where only there is room; the name of a month gives way to it.
        """
        names, line, gap = self.head_words(metrics), self.scale.x(self.today), px(5)
        if not self._shows_today(line):
            return None, names
        wide = metrics.horizontalAdvance(say(tc("time line", "today")))
        marks = [self.scale.x(day) for day in ticks(self.zoom, self.scale.first, self.scale.last)]
        lasting = [(x, words) for x, words in names if self.zoom == "month" or words[-4:].isdigit()]
        for kept in (names, lasting):
            for left in (line + gap, line - gap - wide):
                right = left + wide
                crossed = any(left - px(2) < mark < right + px(2) for mark in marks)
                inside = self.scale.left <= left and right <= self.width
                if inside and not crossed and not _over(left - gap, right + gap, kept, metrics):
                    free = [
                        one
                        for one in names
                        if one in kept or not _over(left - gap, right + gap, [one], metrics)
                    ]
                    return left, free
        return None, names

    def head_words(self, metrics: QFontMetrics) -> list[tuple[float, str]]:
        """Return the names over the line with where their marks stand: those with a year, and others with room."""
        days = enumerate(ticks(self.zoom, self.scale.first, self.scale.last))
        named = [(self.scale.x(day), self._tick_words(day, first=number == 0)) for number, day in days]
        taken: list[tuple[float, float, str]] = []
        for x, words in sorted(named, key=lambda one: not one[1][-4:].isdigit()):
            end = x + px(7) + metrics.horizontalAdvance(words)
            if all(end <= other or x >= until for other, until, _words in taken):
                taken.append((x, end, words))
        return [(x, words) for x, _end, words in sorted(taken)]

    def _tick_words(self, day: date, *, first: bool) -> str:
        if self.zoom == "month":
            return say(t("week {week}", week=day.isocalendar().week))
        name = month_name(day.month, language(), short=True)
        return f"{name} {day.year}" if day.month == 1 or (first and self.zoom != "year") else name


def _over(left: float, right: float, names: Sequence[tuple[float, str]], metrics: QFontMetrics) -> bool:
    """Return whether one of the names lies between two places."""
    return any(
        x + px(7) < right and left < x + px(7) + metrics.horizontalAdvance(words) for x, words in names
    )
