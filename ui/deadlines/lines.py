"""The list of deadlines from plain records: what each line says, which counter it belongs to, how it is grouped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Literal

from caseworker.base.danish import sort_key
from caseworker.base.text import Text, raw, render, t, tc
from caseworker.deadlines.queries import DeadlineLine
from caseworker.deadlines.words import distance, progress

Bucket = Literal["overdue", "soon", "later", "unknown", "exempt", "passed"]
Grouping = Literal["weight", "date", "citizen"]
SOON_DAYS = 7  # as on "My day"

BUCKETS: tuple[tuple[Bucket, Text], ...] = (
    ("overdue", tc("counter", "Overdue")),
    ("soon", t("Within 7 days")),
    ("later", tc("counter", "Later")),
    ("unknown", t("Waiting for facts")),
    ("exempt", tc("counter", "Exempt")),
    ("passed", t("Other days passed")),
)


@dataclass(frozen=True, slots=True)
class Item:
    """One deadline as the list shows it. `alarm`: it is overdue for the citizen; `words` is searched in.

    `day` is the day to work by, `legal` the law's own day where that is another one. `line` has the rest.
    """

    id: str
    bucket: Bucket
    title: str
    day: date | None
    legal: date | None
    when: Text
    progress: Text | None
    marks: tuple[Text, ...]
    alarm: bool
    words: str
    line: DeadlineLine


@dataclass(frozen=True, slots=True)
class Head:
    """The heading of a group: a day or a citizen."""

    id: str
    words: Text
    case_id: str = ""


Entry = Item | Head


def make_items(
    lines: Iterable[DeadlineLine], today: date, title_of: Callable[[DeadlineLine], str], language: str
) -> tuple[Item, ...]:
    """Turn stored deadlines into what the list shows, in the same order."""
    return tuple(_item(line, today, title_of(line), language) for line in lines)


def bucket_of(line: DeadlineLine, today: date) -> Bucket:
    """Return the counter a deadline belongs to.

    "overdue" is only what the municipality owes a citizen by law; what the citizen owes, local practice and
    a missed share stand under "passed", so that the alarm keeps its meaning.
    """
    if line.status == "unknown" or (line.work_date is None and line.status != "suspended"):
        return "unknown"
    if line.status == "suspended":
        return "exempt"
    if line.status == "missed":
        ours = line.duty_of == "authority" and line.standing == "statute" and not line.cohort
        return "overdue" if ours else "passed"
    assert line.work_date is not None
    return "soon" if line.work_date <= today + timedelta(days=SOON_DAYS) else "later"


def count_buckets(items: Iterable[Item]) -> dict[Bucket, int]:
    """Return how many deadlines each counter has."""
    counts: dict[Bucket, int] = {bucket: 0 for bucket, _words in BUCKETS}
    for item in items:
        counts[item.bucket] += 1
    return counts


def arranged(items: Sequence[Item], today: date) -> dict[Grouping, tuple[Entry, ...]]:
    """Return the whole list in each of its orders: by weight without headings, by day, by citizen."""
    by_weight = [item for late in (True, False) for item in items if item.alarm is late]
    by_day = sorted(items, key=lambda item: (*_day_order(item), item.line.sort_key))
    by_citizen = sorted(items, key=lambda item: (item.line.sort_key, item.line.case_id))
    return {
        "weight": tuple(by_weight),
        "date": tuple(_with_heads(by_day, _day_group, lambda item: _day_head(item, today))),
        "citizen": tuple(_with_heads(by_citizen, lambda item: item.line.case_id, _citizen_head)),
    }


def found(entries: Sequence[Entry], bucket: Bucket | None, query: str) -> tuple[Entry, ...]:
    """Return the deadlines of a counter in which all the typed words occur, with the headings they need."""
    if bucket is None and not query:
        return tuple(entries)
    needles = [sort_key(part) for part in query.split()]
    kept: list[Entry] = []
    head: Head | None = None
    for entry in entries:
        if isinstance(entry, Head):
            head = entry
        elif (bucket is None or entry.bucket == bucket) and all(needle in entry.words for needle in needles):
            if head is not None:
                kept.append(head)
                head = None
            kept.append(entry)
    return tuple(kept)


def day_words(item: Item, today: date) -> Text | None:
    """Say the day to work by: with its weekday, or with its year where that is another one."""
    if item.line.status == "suspended":
        until = item.line.suspended_until
        return t("{day:weekday_short}", day=until) if until else None
    if item.day is None:
        return None
    if item.day.year != today.year:
        return t("{day:short_year}", day=item.day)
    return t("{day:weekday_short}", day=item.day)


def progress_words(item: Item) -> Text | None:
    """Say how much of a counted duty is done, as short as it goes: "2 of 4"."""
    if item.progress is None:
        return None
    return t("{done} of {total}", done=item.line.counted, total=item.line.required)


def _item(line: DeadlineLine, today: date, title: str, language: str) -> Item:
    bucket = bucket_of(line, today)
    marks = []
    if line.standing == "local":
        marks.append(t("Local practice"))
    elif line.standing == "proposal":
        marks.append(tc("mark", "Proposal"))
    elif line.standing == "target":
        marks.append(tc("mark", "Target"))
    if line.cohort:
        marks.append(t("Counts as a share"))
    if line.confirmed != "C":
        marks.append(t("Check the rule"))
    legal = line.due_on if line.due_on != line.work_date else None
    haystack = " ".join((line.name, title, *(render(mark, language) for mark in marks)))
    return Item(
        id=f"{line.case_id}/{line.key}",
        bucket=bucket,
        title=title,
        day=line.work_date,
        legal=legal,
        when=_when(line, bucket, today),
        progress=progress(line.required, line.counted, line.remaining),
        marks=tuple(marks),
        alarm=bucket == "overdue",
        words=sort_key(haystack),
        line=line,
    )


def _when(line: DeadlineLine, bucket: Bucket, today: date) -> Text:
    if bucket == "exempt":
        return t("exempt until then") if line.suspended_until else tc("deadline", "exempt")
    if bucket == "unknown" or line.work_date is None:
        return tc("deadline", "not known yet")
    if line.cohort and line.status == "missed":
        return tc("deadline", "passed")
    if line.status == "missed" or line.work_date <= today:
        return distance(line.status, line.work_date, today)
    days = (line.work_date - today).days
    return tc("day", "tomorrow") if days == 1 else t("in {count} days", count=days)


_BY_DAY = 2
_GROUPS: dict[Bucket, int] = {
    "overdue": 0, "passed": 1, "soon": _BY_DAY, "later": _BY_DAY, "unknown": 3, "exempt": 4,
}  # fmt: skip


def _day_order(item: Item) -> tuple[int, date]:
    """Return what orders the groups of days: what is over first, then by day, at the end what has none."""
    return _GROUPS[item.bucket], item.day or date.min


def _day_group(item: Item) -> tuple[int, date]:
    group = _GROUPS[item.bucket]
    return group, (item.day or date.min) if group == _BY_DAY else date.min


def _day_head(item: Item, today: date) -> Head:
    if _GROUPS[item.bucket] != _BY_DAY or item.day is None:
        return Head(item.bucket, dict(BUCKETS)[item.bucket])
    words = t("{day:weekday}", day=item.day)
    if item.day.year != today.year:
        words = t("{day} {year}", day=words, year=item.day.year)
    return Head(f"day {item.day}", words)


def _citizen_head(item: Item) -> Head:
    return Head(f"citizen {item.line.case_id}", raw(item.line.name), item.line.case_id)


def _with_heads(
    items: Sequence[Item], key: Callable[[Item], object], head_of: Callable[[Item], Head]
) -> list[Entry]:
    entries: list[Entry] = []
    for _key, group in groupby(items, key=key):
        lines = list(group)
        entries.append(head_of(lines[0]))
        entries += lines
    return entries
