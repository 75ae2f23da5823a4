"""Months and days on benefit within months: with which day enough has come together, times of leave left out."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct

from caseworker.base import workdays
from caseworker.deadlines.case import ONE_DAY
from caseworker.deadlines.facts import Benefit
from caseworker.deadlines.rules import Cumulated
from caseworker.deadlines.spans import add_months

_SATURDAY, _YEAR = 5, 366
_FAR = 12 * 30  # months: how far ahead a threshold is looked for while a benefit goes on

Span = tuple[date, date]
Leave = Sequence[tuple[date, date | None]]
"""Times that are not counted, in order, with days between them: first day, last day or None (no end)."""


class Full(Struct, frozen=True):
    """Enough time on benefit: the day with which it is full, and the first day that is counted."""

    on: date
    since: date


def spans_of(records: Sequence[Benefit], start: date) -> list[Span]:
    """Return the times on benefit from a day on, those that adjoin made one. One without an end goes on for long."""
    found: list[Span] = []
    for record in records:
        if record.to is not None and record.to < start:
            continue
        first = max(record.from_, start)
        last = record.to if record.to is not None else add_months(first, _FAR)
        if found and first <= found[-1][1] + ONE_DAY:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def months_within(
    spans: Sequence[Span], months: int, in_months: int | None, leave: Leave = ()
) -> Iterator[Full]:
    """Yield when so many months on benefit are full, counted from the first day of each time on it.

    Time without benefit moves the day by as many whole months and days, leave on benefit by as many days. With
    `in_months` only the last so many months count (leave left out there too): those that hold enough can be moved so
    that they begin with a time on benefit. Without it the first time alone is counted from.
    """
    for place, (begin, _) in enumerate(spans if in_months is not None else spans[:1]):
        day, off = _full(spans[place:], months, leave)
        if day is not None and (in_months is None or day - off <= add_months(begin, in_months)):
            yield Full(day, begin)


def _full(spans: Sequence[Span], months: int, leave: Leave) -> tuple[date | None, timedelta]:
    """Return the day with which so many months from the first day on are full, and how much leave lay in them."""
    begin = spans[0][0]
    off = days = timedelta()
    due = add_months(begin, months)
    for place, (first, last) in enumerate(spans):
        if place:
            left = spans[place - 1][1] + ONE_DAY
            if left >= due:
                break
            whole = (first.year - left.year) * 12 + first.month - left.month
            whole -= add_months(left, whole) > first
            months += whole
            days += first - add_months(left, whole)
            due = add_months(begin, months) + days + off
        for out, back in _on_benefit(leave, max(first, begin + ONE_DAY), last):
            if out <= due:
                off += back - out + ONE_DAY
                due = add_months(begin, months) + days + off
    return (due if due <= spans[-1][1] + ONE_DAY else None), off


def _on_benefit(leave: Leave, first: date, last: date) -> Iterator[Span]:
    """Yield what of the leave lies between two days, first and last day."""
    for out, back in leave:
        here = max(out, first), min(back or date.max, last)
        if here[0] <= here[1]:
            yield here


def touching(spans: Sequence[Span], leave: Leave, first: date, last: date) -> list[tuple[date, date | None]]:
    """Return the times of leave with a day on benefit between two days."""
    return [
        time
        for time in leave
        if any(True for a, b in spans for _ in _on_benefit([time], max(a, first), min(b, last)))
    ]


def breaks(spans: Sequence[Span], first: date, last: date) -> tuple[Span, ...]:
    """Return the times without the benefit between two days: the first and the last day of each."""
    found = []
    for place, (begin, _) in enumerate(spans):
        off = spans[place - 1][1] + ONE_DAY
        if place and first < off and begin <= last:
            found.append((off, begin - ONE_DAY))
    return tuple(found)


def days_within(records: Sequence[Benefit], start: date, wanted: Cumulated, leave: Leave = ()) -> Full | None:
    """Return the day with which so many days on benefit are full, from `start` on the first such one.

    With `in_months` the last so many months count, also what lies before `start`. Leave on benefit is left out of
    these too, as it is where months are counted.
    """
    needed = wanted.days or 0
    window = wanted.in_months
    counted: deque[date] = deque(maxlen=needed)  # the last ones, which must lie within the window
    out: list[date] = []  # on leave
    day = looked_back(start, window, leave)
    for record in records:
        day = max(day, record.from_)
        last = max([day, start, *(to for _, to in leave if to)]) + timedelta(
            days=2 * needed + _YEAR
        )  # or never
        if record.to is not None:
            last = min(last, record.to)
        while day <= last:
            holiday = wanted.no_holidays and day.weekday() < _SATURDAY and workdays.is_holiday(day)
            if leave and any(a <= day and (b is None or day <= b) for a, b in leave):
                out.append(day)
            elif not holiday:
                counted.append(day)
            if len(counted) == needed and day >= start and _within(counted[0], day, window, out):
                return Full(day, counted[0])
            day += ONE_DAY
    return None


def looked_back(start: date, in_months: int | None, leave: Leave) -> date:
    """Return the first day that days up to `start` may be counted from."""
    if in_months is None:
        return start
    ended = ((first, last) for first, last in leave if last is not None and first < start)
    return add_months(start, -in_months) - sum((last - first + ONE_DAY for first, last in ended), timedelta())


def _within(first: date, day: date, in_months: int | None, out: Sequence[date]) -> bool:
    """Return whether a day is at most the last of so many months from another one, leave left out."""
    if in_months is None:
        return True
    return add_months(first, in_months) + (len(out) - bisect_right(out, first)) * ONE_DAY > day
