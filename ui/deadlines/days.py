"""The calendar from plain records: what lies on which day, the weeks of a month, and what a day is called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

from caseworker.base import workdays
from caseworker.base.text import Text, t, tc, tn
from ui.deadlines.items import Found
from ui.deadlines.lines import Bucket, Item, dotted, is_shown, long_day, needles_of

Span = Literal["month", "week"]
_WEEK = timedelta(days=7)
_WORKDAYS = 5


def by_day(found: Found, bucket: Bucket | None, query: str) -> dict[date, tuple[Item, ...]]:
    """Return what lies on each day: planned talks by time, then deadlines and promises, the most pressing first.

    A deadline that a booked talk meets in time is shown with that talk and not once more on its own day.
    A deadline with a date of one's own stands on both days.
    """
    needles = needles_of(query)
    days: defaultdict[date, list[Item]] = defaultdict(list)
    for item in (*found.talks, *found.items):
        if not is_shown(item, bucket) or not all(needle in item.words for needle in needles):
            continue
        if item.booked is None or item.booked.how != "meets":
            for day in {item.day, item.own} - {None}:
                days[day].append(item)  # type: ignore[index]
    return {day: tuple(sorted(items, key=_order)) for day, items in days.items()}


def first_of(day: date, span: Span) -> date:
    """Return the first day of the month or the Monday of the week that a day lies in."""
    return day.replace(day=1) if span == "month" else monday(day)


def monday(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def stepped(day: date, span: Span, step: int) -> date:
    """Return the same day so many months or weeks on; the last day of a month that is shorter."""
    if span == "week":
        return day + step * _WEEK
    months = day.year * 12 + day.month - 1 + step
    first = date(months // 12, months % 12 + 1, 1)
    following = (first + timedelta(days=32)).replace(day=1)
    return min(first.replace(day=1) + timedelta(days=day.day - 1), following - timedelta(days=1))


def weeks_of(day: date) -> list[list[date]]:
    """Return the weeks that the month of a day touches, each from Monday to Sunday."""
    first = day.replace(day=1)
    weeks: list[list[date]] = []
    start = monday(first)
    while start == monday(first) or start.month == day.month:
        weeks.append([start + timedelta(days=n) for n in range(7)])
        start += _WEEK
    return weeks


def week_days(day: date, days: Mapping[date, Sequence[Item]]) -> list[date]:
    """Return the days of a week that are shown: the working week, and Saturday and Sunday if something lies there."""
    whole = [monday(day) + timedelta(days=n) for n in range(7)]
    last = max((n for n, one in enumerate(whole) if days.get(one)), default=0)
    return whole[: max(_WORKDAYS, last + 1)]


def closed_words(day: date) -> Text | None:
    """Say why nobody works on a day; nothing on a working day or an ordinary weekend."""
    if workdays.is_holiday(day):
        return t("public holiday")
    if day.weekday() < _WORKDAYS and not workdays.is_workday(day):
        return t("offices closed")
    return None


def load_words(items: Iterable[Item]) -> Text | None:
    """Say how much lies on a day: "1 overdue · 3 deadlines · 2 talks"."""
    parts = [words for words, _alarm in load_parts(items)]
    return dotted(parts) if parts else None


def load_parts(items: Iterable[Item]) -> list[tuple[Text, bool]]:
    """Return how much of each kind lies on a day, with whether it is overdue for a citizen."""
    items = list(items)
    late = sum(item.alarm for item in items)
    talks = sum(item.kind == "talk" for item in items)
    due = len(items) - late - talks
    parts = []
    if late:
        parts.append((t("{count} overdue", count=late), True))
    if due:
        parts.append((tn("{count} deadline", "{count} deadlines", due), False))
    if talks:
        parts.append((tn("{count} talk", "{count} talks", talks), False))
    return parts


def span_words(day: date, span: Span) -> Text:
    """Return the heading of a month or a week."""
    if span == "month":
        return t("{day:month}", day=day)
    first = monday(day)
    last = first + timedelta(days=6)
    return t(
        "week {number}, {first:short} to {last:short_year}",
        number=day.isocalendar().week,
        first=first,
        last=last,
    )


def spoken_day(day: date, items: Sequence[Item], today: date) -> list[Text]:
    """Return what a screen reader says of a day, part by part."""
    parts = [long_day(day, today)]
    if day == today:
        parts.append(tc("day", "today"))
    for words in (closed_words(day), load_words(items)):
        if words is not None:
            parts.append(words)
    return parts


def _order(item: Item) -> tuple[int, str, str]:
    rank = 0 if item.kind == "talk" else (1 if item.alarm else 2)
    return rank, item.talk.at.isoformat() if item.talk else "", item.sort_key
