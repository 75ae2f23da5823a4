"""What the time line shows, and where it lies: plain values, no Qt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from caseworker.base.text import Text

ZOOMS = ("month", "quarter", "half_year", "year")
_SPANS = {
    "month": relativedelta(weeks=5),
    "quarter": relativedelta(months=3),
    "half_year": relativedelta(months=7),
    "year": relativedelta(months=13),
}


@dataclass(frozen=True, slots=True)
class TimelineBar:
    """Something that lasts. `end` is its last day, None while it is open. `planned` draws it dashed."""

    id: str
    text: Text | str
    start: date
    end: date | None = None
    tone: str = ""
    planned: bool = False
    tip: Text | str = ""
    movable: bool = True


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One track: its name, its tone (a colour of the tokens) and its bars."""

    key: str
    title: Text | str
    tone: str
    bars: tuple[TimelineBar, ...] = ()


@dataclass(frozen=True, slots=True)
class TimelineMilestone:
    """Something that happens on one day; filled when `reached`."""

    id: str
    text: Text | str
    day: date
    reached: bool = False
    tip: Text | str = ""
    movable: bool = True


@dataclass(frozen=True, slots=True)
class Scale:
    """Days on a line: `first` lies at `left`, the day after `last` at `left + width` (pixels)."""

    first: date
    last: date
    left: float
    width: float

    def days(self) -> int:
        """Return the number of days shown."""
        return (self.last - self.first).days + 1

    def per_day(self) -> float:
        """Return the pixels of one day."""
        return self.width / self.days()

    def x(self, day: date) -> float:
        """Return where a day begins."""
        return self.left + (day - self.first).days * self.per_day()

    def shift(self, pixels: float) -> int:
        """Return the whole days nearest to a distance."""
        return round(pixels / self.per_day())

    def shows(self, start: date, end: date) -> bool:
        """Return whether any day from start to end is shown."""
        return start <= self.last and end >= self.first


def window(zoom: str, anchor: date) -> tuple[date, date]:
    """Return the first and last day shown at a zoom when `anchor` is to lie at about a quarter of the line.

    Months begin on a Monday, the wider zooms on the first of a month. Raises KeyError for an unknown zoom.
    """
    span = _SPANS[zoom]
    if zoom == "month":
        first = anchor - timedelta(days=anchor.weekday() + 7)
    else:
        back = {"quarter": 0, "half_year": 1, "year": 2}[zoom]
        first = anchor.replace(day=1) - relativedelta(months=back)
    return first, first + span - timedelta(days=1)


def ticks(zoom: str, first: date, last: date) -> list[date]:
    """Return the days at which the line is marked: Mondays within a month, else the first of each month."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    if zoom == "month":
        return [day for day in days if day.weekday() == 0]
    return [day for day in days if day.day == 1]


def lanes(bars: Sequence[TimelineBar], far: date) -> dict[str, int]:
    """Return a lane (0 is the top) for each bar id, so that no two in a lane overlap.

    `far` stands for the end of open bars.
    """
    free: list[date] = []
    placed = {}
    for bar in sorted(bars, key=lambda b: (b.start, b.end or far, b.id)):
        lane = next((i for i, until in enumerate(free) if until < bar.start), len(free))
        if lane == len(free):
            free.append(bar.start)
        free[lane] = bar.end or far
        placed[bar.id] = lane
    return placed


def label_lanes(spans: Iterable[tuple[str, float, float]], most: int = 3) -> dict[str, int]:
    """Return a lane for each (id, left, right) in pixels, so that labels do not overlap while lanes last.

    The first ones given lie highest: in the order of their days they go down like stairs, also where the words
    of one stand before its mark.
    """
    taken: list[list[tuple[float, float]]] = []
    placed = {}
    for key, left, right in spans:
        free = (
            i for i, lane in enumerate(taken) if all(right <= start or end <= left for start, end in lane)
        )
        lane = next(free, len(taken))
        if lane == most:
            lane = min(range(most), key=lambda i: max(end for _start, end in taken[i]))
        elif lane == len(taken):
            taken.append([])
        taken[lane].append((left, right))
        placed[key] = lane
    return placed
