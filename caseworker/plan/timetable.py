"""The plan's time line as fractions of a width, the same for window and print. Knows nothing of drawing.

A day is placed by its morning: the fraction of a day is how far its first moment lies between the two
ends of the scale. A bar reaches from the morning of its first day to the morning after its last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dateutil.relativedelta import relativedelta

from caseworker.base import dates
from caseworker.plan.facts import TRACKS, Activity, GoalStatus, InterimGoal, Track
from caseworker.plan.stacking import lanes

Zoom = Literal["month", "half_year", "year"]

# A diamond's half width and the room between it and its label, in units of the label measure.
_MARKER, _ROOM = 0.008, 0.006


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the scale with its label; `major` where a year begins."""

    at: float
    label: str
    major: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The days shown: from `start` to before `end`."""

    zoom: Zoom
    start: date
    end: date
    ticks: tuple[Tick, ...]

    def at(self, day: date) -> float:
        """Return where a day begins: 0 at the left end, 1 at the right, outside that beyond the ends."""
        return (day - self.start).days / (self.end - self.start).days

    def day_at(self, fraction: float) -> date:
        """Return the day that lies at a fraction: the way back, for dragging."""
        return self.start + timedelta(days=round(fraction * (self.end - self.start).days))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One activity. `left` and `right` lie within 0 to 1; the cut flags say that it goes on outside.

    `pauses` are stretches of the bar, as fractions of the whole scale, in which it does not take place.
    `planned`: it has not begun yet.
    """

    activity_id: str
    title: str
    track: Track
    lane: int
    left: float
    right: float
    cut_left: bool
    cut_right: bool
    planned: bool
    over: bool
    pauses: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One track with its bars, stacked in so many lanes (at least one)."""

    track: Track
    lanes: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """One interim goal. Its label lies from `label_left` to `label_right` on level `level` (0 on top).

    `shortened`: the label had to be cut to that width.
    """

    goal_id: str
    label: str
    status: GoalStatus
    at: float
    level: int
    label_left: float
    label_right: float
    shortened: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """A laid-out time line. `undated` are the ids of activities and goals that have no date yet."""

    scale: Scale
    today: float | None
    rows: tuple[Row, ...]
    milestones: tuple[Milestone, ...]
    levels: int
    undated: tuple[str, ...]


def make_scale(zoom: Zoom, today: date, language: str = "da", start: date | None = None) -> Scale:
    """Return the scale of a zoom: five weeks, seven months or twelve months.

    Without a `start` it begins shortly before today: a week, a month or two months.
    """
    if zoom == "month":
        first = _monday(start or today - timedelta(days=7))
        weeks = [first + timedelta(days=7 * n) for n in range(6)]
        return _scale(zoom, weeks, [dates.format_day(d, "short", language) for d in weeks])
    months_back, count = (1, 7) if zoom == "half_year" else (2, 12)
    first = (start or today - relativedelta(months=months_back)).replace(day=1)
    months = [first + relativedelta(months=n) for n in range(count + 1)]
    return _scale(zoom, months, [_month_label(d, language) for d in months])


def layout(
    activities: Iterable[Activity],
    goals: Iterable[InterimGoal],
    scale: Scale,
    today: date,
    measure: Callable[[str], float],
    narrowest: float = 0.012,
) -> Timeline:
    """Lay out activities and interim goals on a scale.

    `measure` gives the width of a label as a fraction of the scale's width. `narrowest` is the least
    width of a bar. Within a row no two bars of one lane overlap; within a level no label touches
    another label or its diamond.
    """
    activities = sorted(activities, key=lambda a: a.id)
    goals = [g for g in sorted(goals, key=lambda g: g.id) if g.status != "given_up"]
    rows = tuple(_row(track, activities, scale, today, narrowest) for track in TRACKS)
    milestones = _milestones(goals, scale, measure)
    here = scale.at(today)
    undated = [a.id for a in activities if a.from_on is None] + [g.id for g in goals if g.due_on is None]
    return Timeline(
        scale=scale,
        today=here if 0 <= here <= 1 else None,
        rows=rows,
        milestones=milestones,
        levels=1 + max((m.level for m in milestones), default=0),
        undated=tuple(undated),
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _month_label(day: date, language: str) -> str:
    name = dates.month_name(day.month, language, short=True)
    return f"{name} {day.year}" if day.month == 1 else name


def _scale(zoom: Zoom, days: Sequence[date], labels: Sequence[str]) -> Scale:
    start, end = days[0], days[-1]
    width = (end - start).days
    ticks = tuple(
        Tick((day - start).days / width, label, day.month == 1 and day.day <= 7)
        for day, label in zip(days[:-1], labels[:-1], strict=True)
    )
    return Scale(zoom=zoom, start=start, end=end, ticks=ticks)


def _row(track: Track, activities: Sequence[Activity], scale: Scale, today: date, narrowest: float) -> Row:
    shown: list[tuple[Activity, float, float, bool, bool]] = []
    for activity in activities:
        if activity.track != track or activity.from_on is None or activity.never_began:
            continue
        left = scale.at(activity.from_on)
        right = scale.at(activity.to_on + timedelta(days=1)) if activity.to_on else 2.0
        if right <= 0 or left >= 1:
            continue
        cut_left, cut_right = left < 0, right > 1
        left, right = max(0.0, left), min(1.0, right)
        right = min(1.0, max(right, left + narrowest))
        left = min(left, right - narrowest)
        shown.append((activity, left, right, cut_left, cut_right))
    chosen = lanes([(left, right) for _, left, right, _, _ in shown])
    bars = [
        Bar(
            activity_id=activity.id,
            title=activity.title,
            track=track,
            lane=lane,
            left=left,
            right=right,
            cut_left=cut_left,
            cut_right=cut_right,
            planned=activity.is_live and activity.from_on is not None and activity.from_on > today,
            over=not activity.is_live or (activity.to_on is not None and activity.to_on < today),
            pauses=_pauses(activity, scale, left, right),
        )
        for (activity, left, right, cut_left, cut_right), lane in zip(shown, chosen, strict=True)
    ]
    bars.sort(key=lambda bar: (bar.left, bar.lane))
    return Row(track=track, lanes=1 + max(chosen, default=0), bars=tuple(bars))


def _pauses(activity: Activity, scale: Scale, left: float, right: float) -> tuple[tuple[float, float], ...]:
    if not activity.is_paused or activity.from_on is None:
        return ()
    begins = scale.at(activity.suspended_from or activity.from_on)
    ends = scale.at(activity.suspended_until) if activity.suspended_until else right
    begins, ends = max(begins, left), min(ends, right)
    return ((begins, ends),) if begins < ends else ()


def _milestones(
    goals: Sequence[InterimGoal], scale: Scale, measure: Callable[[str], float]
) -> tuple[Milestone, ...]:
    placed: list[Milestone] = []
    taken: list[list[tuple[float, float]]] = []
    dated = sorted((g for g in goals if g.due_on is not None), key=lambda g: (g.due_on or date.max, g.id))
    for goal in dated:
        assert goal.due_on is not None
        at = scale.at(goal.due_on)
        if not 0 <= at <= 1:
            continue
        width = measure(goal.words)
        level, span = _free_place(at, width, taken)
        if level == len(taken):
            taken.append([])
        taken[level].append((min(span[0], at - _MARKER), max(span[1], at + _MARKER)))
        placed.append(
            Milestone(
                goal_id=goal.id,
                label=goal.words,
                status=goal.status,
                at=at,
                level=level,
                label_left=span[0],
                label_right=span[1],
                shortened=span[1] - span[0] < width - 1e-9,
            )
        )
    return tuple(placed)


def _free_place(
    at: float, width: float, taken: Sequence[Sequence[tuple[float, float]]]
) -> tuple[int, tuple[float, float]]:
    """Return level and span for a label: right of its diamond, else left of it, else one level down."""
    offset = _MARKER + _ROOM
    right = (at + offset, at + offset + width)
    left = (at - offset - width, at - offset)
    fitting = [span for span in (right, left) if span[0] >= 0 and span[1] <= 1]
    if not fitting:
        wider_right = 1 - at >= at
        room = max(0.0, (1 - at if wider_right else at) - offset)
        fitting = [(at + offset, at + offset + room) if wider_right else (at - offset - room, at - offset)]
    for level, spans in enumerate(taken):
        for span in fitting:
            whole = (min(span[0], at - _MARKER), max(span[1], at + _MARKER))
            if all(whole[1] + _ROOM <= other[0] or other[1] + _ROOM <= whole[0] for other in spans):
                return level, span
    return len(taken), fitting[0]
