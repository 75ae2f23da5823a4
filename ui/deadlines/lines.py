"""The list of deadlines from plain records: which counter each line belongs to, how it is ordered and found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Literal

from caseworker.base.danish import sort_key
from caseworker.base.place import Place
from caseworker.base.text import Text, raw, t, tc
from caseworker.casework.booking import PlannedTalk, Settled
from caseworker.deadlines.queries import DeadlineLine
from caseworker.deadlines.words import short_day

Bucket = Literal["overdue", "soon", "later", "unknown", "exempt", "passed", "before"]
Grouping = Literal["weight", "date", "citizen"]
Kind = Literal["deadline", "promise", "talk"]
_SIGN = re.compile(r"(?<!\S)([^\w\s])(?=\d)")
SOON_DAYS = 7  # as on "My day"

BUCKETS: tuple[tuple[Bucket, Text], ...] = (
    ("overdue", tc("counter", "Overdue")),
    # Promises, measurements and citizens' own duties too: more than "ours" on "My day".
    ("soon", t("All within 7 days")),
    ("later", tc("counter", "Later")),
    ("unknown", t("Waiting for facts")),
    ("exempt", tc("counter", "Exempt")),
    ("passed", t("Other days passed")),
    ("before", t("Before the case came here")),
)


@dataclass(frozen=True, slots=True)
class Item:
    """One deadline, promise of ours, or planned talk as the page shows it. `alarm`: overdue for the citizen.

    `name` says whose, with `mark` at its end where others share it.
    `day` is the day to work by, `legal` the law's own day and `own` the caseworker's where they are others.
    `note` is the quiet line below the title, `words` is searched in, `place` is where it is worked on. A
    deadline has its `line`, and in `booked` the talk that settles it; a `talk` has what it `settles`.
    """

    id: str
    kind: Kind
    bucket: Bucket
    case_id: str
    name: str
    sort_key: str
    title: str
    day: date | None
    when: Text
    note: Text
    place: Place
    words: str
    legal: date | None = None
    own: date | None = None
    marks: tuple[Text, ...] = ()
    line: DeadlineLine | None = None
    booked: Settled | None = None
    talk: PlannedTalk | None = None
    settles: tuple[str, ...] = ()
    mark: str = ""

    @property
    def alarm(self) -> bool:
        """Whether it is overdue for the citizen."""
        return self.bucket == "overdue"


@dataclass(frozen=True, slots=True)
class Head:
    """The heading of a group: a day or a citizen."""

    id: str
    words: Text
    case_id: str = ""


Entry = Item | Head


def bucket_of(line: DeadlineLine, today: date) -> Bucket:
    """Return the counter a deadline belongs to.

    "overdue" is only what the municipality owes a citizen by law; what the citizen owes, local practice and
    a missed share stand under "passed", so that the alarm keeps its meaning. What fell due before a case
    was imported has a counter of its own: whether it was met is not known here.
    """
    if line.status == "missed" and line.before_import:
        return "before"
    if line.status == "unknown" or (line.work_date is None and line.status != "suspended"):
        return "unknown"
    if line.status == "suspended":
        return "exempt"
    if line.status == "missed":
        ours = line.duty_of == "authority" and line.standing == "statute" and not line.cohort
        return "overdue" if ours else "passed"
    assert line.work_date is not None
    return day_bucket(line.work_date, today)


def day_bucket(day: date, today: date) -> Bucket:
    """Return the counter of something that still lies ahead."""
    return "soon" if day <= today + timedelta(days=SOON_DAYS) else "later"


def count_buckets(items: Iterable[Item]) -> dict[Bucket, int]:
    """Return how many lines each counter has."""
    counts: dict[Bucket, int] = {bucket: 0 for bucket, _words in BUCKETS}
    for item in items:
        counts[item.bucket] += 1
    return counts


def arranged(items: Iterable[Item], today: date) -> dict[Grouping, tuple[Entry, ...]]:
    """Return the whole list in each of its orders: by weight without headings, by day, by citizen."""
    by_weight = sorted(items, key=lambda item: (_WEIGHT[item.bucket], item.day or date.max, item.sort_key))
    by_day = sorted(by_weight, key=lambda item: (*_day_order(item), item.sort_key))
    by_citizen = sorted(by_weight, key=lambda item: (item.sort_key, item.case_id))
    return {
        "weight": tuple(by_weight),
        "date": tuple(_with_heads(by_day, _day_group, lambda item: _day_head(item, today))),
        "citizen": tuple(_with_heads(by_citizen, lambda item: item.case_id, _citizen_head)),
    }


def found(entries: Sequence[Entry], bucket: Bucket | None, query: str) -> tuple[Entry, ...]:
    """Return the lines of a counter in which all the typed words occur, with the headings they need.

    Without a counter, what fell due before its case came here is left out, as on "My day".
    """
    needles = needles_of(query)
    kept: list[Entry] = []
    head: Head | None = None
    for entry in entries:
        if isinstance(entry, Head):
            head = entry
        elif is_shown(entry, bucket) and all(needle in entry.words for needle in needles):
            if head is not None:
                kept.append(head)
                head = None
            kept.append(entry)
    return tuple(kept)


def needles_of(query: str) -> list[str]:
    """Return what is looked for: each word typed, and the sign before a number apart, as the law writes it."""
    return [sort_key(part) for part in _SIGN.sub(r"\1 ", query).split()]


def is_shown(item: Item, bucket: Bucket | None) -> bool:
    """Whether a line is shown under a counter, or under none."""
    return item.bucket != "before" if bucket is None else item.bucket == bucket


def day_words(item: Item, today: date) -> Text | None:
    """Say the day to work by with its weekday, and with its year where that is another one."""
    if item.line is not None and item.line.status == "suspended":
        until = item.line.suspended_until
        return short_day(until, today) if until else None
    return short_day(item.day, today) if item.day is not None else None


def below_day(item: Item) -> Text:
    """Say how far off it is, and beside it one's own day or the law's where that is another one."""
    if item.own is not None:
        return t("{when} · own: {day}", when=item.when, day=_near(item.own, item.day))
    if item.legal is not None:
        return t("{when} · by law {day}", when=item.when, day=_near(item.legal, item.day))
    return item.when


def progress_words(line: DeadlineLine) -> Text | None:
    """Say how much of a counted duty is done, as short as it goes: "2 of 4"."""
    if line.required <= 1:
        return None
    return t("{done} of {total}", done=line.counted, total=line.required)


def dotted(parts: Sequence[Text]) -> Text:
    """Return parts of a quiet line with dots between them."""
    words = parts[0] if parts else raw("")
    for part in parts[1:]:
        words = t("{one} · {two}", one=words, two=part)
    return words


def _near(day: date, beside: date | None) -> Text:
    """Return a day that stands below another one, whose year it shares if it does not name its own."""
    same = beside is not None and day.year == beside.year
    return t("{day:short}", day=day) if same else t("{day:short_year}", day=day)


_WEIGHT: Mapping[Bucket, int] = {
    "overdue": 0, "passed": 1, "soon": 2, "later": 3, "unknown": 4, "exempt": 5, "before": 6,
}  # fmt: skip
_BY_DAY = 2
_GROUPS: Mapping[Bucket, int] = {
    "overdue": 0, "passed": 1, "soon": _BY_DAY, "later": _BY_DAY, "unknown": 3, "exempt": 4, "before": 5,
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
    return Head(f"day {item.day}", long_day(item.day, today))


def long_day(day: date, today: date) -> Text:
    """Return a day written out with its weekday, of another year with the year."""
    words = t("{day:weekday}", day=day)
    return words if day.year == today.year else t("{day} {year}", day=words, year=day.year)


def _citizen_head(item: Item) -> Head:
    return Head(f"citizen {item.case_id}", raw(item.name), item.case_id)


def _with_heads(
    items: Sequence[Item], key: Callable[[Item], object], head_of: Callable[[Item], Head]
) -> list[Entry]:
    entries: list[Entry] = []
    for _key, group in groupby(items, key=key):
        lines = list(group)
        entries.append(head_of(lines[0]))
        entries += lines
    return entries
