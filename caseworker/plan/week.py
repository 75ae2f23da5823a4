"""The citizen's week across all tracks: who wants which hours, where they clash, how they are drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import combinations
from typing import Literal

from caseworker.base.text import Text, tc
from caseworker.plan.facts import Activity, Slot, Track, minute_of_day
from caseworker.plan.stacking import columns

_DAY_STARTS, _DAY_ENDS = 8, 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Two activities that want the citizen at once, or too close to get from one to the other.

    `first_on` is the first day it happens. `minutes_between` is below zero where they overlap.
    """

    kind: Literal["overlap", "travel"]
    earlier: Activity
    later: Activity
    earlier_slot: Slot
    later_slot: Slot
    first_on: date
    minutes_between: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One appointment drawn in the week. `top` and `bottom` are fractions of the hours shown."""

    activity_id: str
    title: str
    track: Track
    weekday: int
    start: time
    end: time
    column: int
    columns: int
    top: float
    bottom: float
    clash: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekLayout:
    """A drawn week. `days` is 5, or 7 where something lies in the weekend; hours are whole clock hours."""

    monday: date
    days: int
    first_hour: int
    last_hour: int
    blocks: tuple[Block, ...]


def clashes(activities: Iterable[Activity], from_day: date, usual_travel: int) -> list[Clash]:
    """Return the clashes on or after a day, one for each pair of slots.

    `usual_travel` is the buffer in minutes for activities that do not know their own way.
    """
    live = sorted((a for a in activities if a.is_live), key=lambda a: a.id)
    found = [c for a, b in combinations(live, 2) for c in _between(a, b, from_day, usual_travel)]
    return sorted(
        found, key=lambda c: (c.first_on, minute_of_day(c.later_slot.start), c.earlier.id, c.later.id)
    )


def week_layout(activities: Iterable[Activity], monday: date, usual_travel: int) -> WeekLayout:
    """Lay out the week that begins on a Monday. Activities without a start date are shown as well.

    What has ended stands in the weeks in which it took place.
    """
    shown = [
        (activity, slot)
        for activity in sorted(activities, key=lambda a: a.id)
        if activity.is_live or activity.to_on is not None
        for slot in sorted(activity.slots, key=lambda s: (s.weekday, s.start))
        if any(p.holds(monday + timedelta(days=slot.weekday)) for p in activity.periods(monday))
    ]
    first = min([_DAY_STARTS, *(slot.start.hour for _, slot in shown)])
    last = max([_DAY_ENDS, *(-(-_end_minute(slot) // 60) for _, slot in shown)])
    week_ends = monday + timedelta(days=6)
    at_odds = {
        (side, slot)
        for clash in clashes(list({a.id: a for a, _ in shown}.values()), monday, usual_travel)
        if clash.first_on <= week_ends
        for side, slot in (
            (clash.earlier.id, clash.earlier_slot),
            (clash.later.id, clash.later_slot),
        )
    }
    blocks: list[Block] = []
    for weekday in range(7):
        of_day = [(a, s) for a, s in shown if s.weekday == weekday]
        places = columns([(minute_of_day(s.start), _end_minute(s)) for _, s in of_day])
        for (activity, slot), (column, width) in zip(of_day, places, strict=True):
            blocks.append(
                Block(
                    activity_id=activity.id,
                    title=activity.title,
                    track=activity.track,
                    weekday=weekday,
                    start=slot.start,
                    end=slot.end,
                    column=column,
                    columns=width,
                    top=(minute_of_day(slot.start) / 60 - first) / (last - first),
                    bottom=(_end_minute(slot) / 60 - first) / (last - first),
                    clash=(activity.id, slot) in at_odds,
                )
            )
    days = 7 if any(block.weekday > 4 for block in blocks) else 5
    return WeekLayout(monday=monday, days=days, first_hour=first, last_hour=last, blocks=tuple(blocks))


def week_hours(activities: Iterable[Activity], layout: WeekLayout) -> float:
    """Return the hours of the week laid out: of what runs in it, less the fixed times it has not in that week."""
    days = [layout.monday + timedelta(days=day) for day in range(7)]
    total = 0.0
    for activity in activities:
        shown = [block for block in layout.blocks if block.activity_id == activity.id]
        if shown:
            minutes = sum(max(0, minute_of_day(one.end) - minute_of_day(one.start)) for one in shown)
            total += max(0.0, activity.weekly_hours - (activity.fixed_hours - minutes / 60))
        elif not activity.slots and any(activity.runs_on(day) for day in days):
            total += activity.weekly_hours
    return round(total, 2)


def weekday_text(weekday: int) -> Text:
    """Return the name of a weekday (0 is Monday) as a text."""
    return (
        tc("weekday", "Monday"),
        tc("weekday", "Tuesday"),
        tc("weekday", "Wednesday"),
        tc("weekday", "Thursday"),
        tc("weekday", "Friday"),
        tc("weekday", "Saturday"),
        tc("weekday", "Sunday"),
    )[weekday]


def time_text(moment: time) -> Text:
    """Return a time of day as a text: "10" or "10.30" in Danish, "10:00" in English."""
    if moment.minute:
        return tc("time of day", "{hour}:{minute}", hour=moment.hour, minute=f"{moment.minute:02}")
    return tc("time of day", "{hour}:00", hour=moment.hour)


def _end_minute(slot: Slot) -> int:
    """Return where a slot ends; one that is not longer than nothing is drawn as a quarter of an hour."""
    return max(minute_of_day(slot.end), minute_of_day(slot.start) + 15)


def _between(a: Activity, b: Activity, from_day: date, usual_travel: int) -> Iterator[Clash]:
    ways = [usual_travel if x.travel_minutes is None else x.travel_minutes for x in (a, b)]
    for slot_a in a.slots:
        for slot_b in b.slots:
            if slot_a.weekday != slot_b.weekday:
                continue
            pairs = sorted([(slot_a.start, slot_a.end, a.id), (slot_b.start, slot_b.end, b.id)])
            a_first = pairs[0][2] == a.id
            earlier, later = (slot_a, slot_b) if a_first else (slot_b, slot_a)
            between = minute_of_day(later.start) - minute_of_day(earlier.end)
            if between >= max(ways):
                continue
            day = _first_day(a, b, slot_a.weekday, from_day)
            if day is not None:
                yield Clash(
                    kind="overlap" if between < 0 else "travel",
                    earlier=a if a_first else b,
                    later=b if a_first else a,
                    earlier_slot=earlier,
                    later_slot=later,
                    first_on=day,
                    minutes_between=between,
                )


def _first_day(a: Activity, b: Activity, weekday: int, from_day: date) -> date | None:
    """Return the first such weekday, not before `from_day`, on which both activities take place."""
    days = []
    for period_a in a.periods(from_day):
        for period_b in b.periods(from_day):
            shared = period_a.shared(period_b)
            if shared is None:
                continue
            day = max(shared.start, from_day)
            day += timedelta(days=(weekday - day.weekday()) % 7)
            if shared.holds(day):
                days.append(day)
    return min(days, default=None)
