"""The time line as the plan uses it: arrows for interim goals outside the window, days spoken with another year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from caseworker.base.dates import format_day
from caseworker.base.text import Text, raw, t, tc
from ui.kit.timeline import Timeline, TimelineBar, TimelineMilestone, TimelineRow
from ui.kit.timeline.backdrop import Track
from ui.kit.words import language, say


class CourseLine(Timeline):
    """Efforts by track and interim goals."""

    def set_content(self, rows: Sequence[TimelineRow], milestones: Sequence[TimelineMilestone] = ()) -> None:
        """Show these tracks and interim goals, each bar named with its years where they are not this one."""
        super().set_content(rows, milestones)
        for line in rows:
            for bar in line.bars:
                self.bar(bar.id).name(_spoken(line, bar, self._today()), bar.tip)

    def hidden_goals(self) -> tuple[bool, bool]:
        """Return whether interim goals lie before what is shown, and after it."""
        first, last = self.span()
        days = [milestone.day for milestone in self._milestones]
        return any(day < first for day in days), any(day > last for day in days)

    def _tracks(self) -> list[Track]:
        tracks = super()._tracks()
        if self._milestones:
            before, after = self.hidden_goals()
            tracks[-1] = replace(tracks[-1], before=before, after=after)
        return tracks


def _spoken(line: TimelineRow, bar: TimelineBar, today: date) -> str:
    words = say(t("{track}: {what}, {days}", track=line.title, what=bar.text, days=_days(bar, today)))
    return f"{words}, {say(tc('time line', 'planned'))}" if bar.planned else words


def _days(bar: TimelineBar, today: date) -> Text:
    start = _day(bar.start, today)
    if bar.end is None:
        return tc("period", "from {start}", start=start)
    if bar.end == bar.start:
        return raw(start)
    return tc("period", "{start} to {end}", start=start, end=_day(bar.end, today))


def _day(day: date, today: date) -> str:
    near = format_day(day, "weekday_short", language())
    return near if day.year == today.year else f"{near} {day.year}"
