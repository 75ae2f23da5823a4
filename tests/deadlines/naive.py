"""A second engine, deliberately naive: numbers written out, days walked one by one, nothing shared.

It knows only a few rules and simple cases (one group, first contact, talks, reviews, requests, exemptions).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

ONE = timedelta(days=1)


@dataclass
class Naive:
    """One simple case."""

    group: str
    start: date
    talks: list[tuple[date, str, str]] = field(default_factory=list)  # day, status, channel
    reviews: list[date] = field(default_factory=list)
    measures: list[date] = field(default_factory=list)
    requests: list[date] = field(default_factory=list)
    offers: list[tuple[date, date]] = field(default_factory=list)
    exempt: list[tuple[str, date, date]] = field(default_factory=list)
    plan: date | None = None
    closed: date | None = None


@dataclass
class Result:
    """What is compared."""

    due: date
    work: date
    status: str
    met: date | None = None
    counted: int | None = None


def closed_office(day: date) -> bool:
    sunday = easter(day.year)
    church = [sunday + timedelta(days=n) for n in (-3, -2, 1, 39, 50)]
    if day.year < 2024:
        church.append(sunday + timedelta(days=26))  # Store bededag, a holiday until 2023
    fixed = [(1, 1), (6, 5), (12, 24), (12, 25), (12, 26), (12, 31)]
    return day.weekday() > 4 or day in church or (day.month, day.day) in fixed


def work_before(day: date) -> date:
    while closed_office(day):
        day = day - ONE
    return day


def stopped(case: Naive) -> set[date]:
    """Days on which talks are no duty."""
    found = set()
    for kind, start, end in case.exempt:
        if kind in ("maternity", "less_intensive"):
            day = start
            while day <= end:
                found.add(day)
                day += ONE
    return found


def excused(case: Naive) -> set[date]:
    """Days on which an offer is no duty."""
    found = set()
    for _, start, end in case.exempt:
        day = start
        while day <= end:
            found.add(day)
            day += ONE
    return found


def spells(days: set[date]) -> list[tuple[date, date]]:
    found: list[tuple[date, date]] = []
    for day in sorted(days):
        if found and found[-1][1] == day - ONE:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


def status(
    case: Naive,
    due: date,
    today: date,
    warn: int,
    met: date | None,
    *,
    rests: bool = False,
    gone: bool = False,
) -> str:
    if met is not None:
        return "met" if met <= due else "met_late"
    if case.closed is not None and case.closed <= today and case.closed <= due:
        return "moot"
    if gone and (today > due or rests):
        return "suspended" if rests else "moot"
    if today > due:
        return "missed"
    if rests:
        return "suspended"
    return "due_soon" if today >= work_before(due) - warn * ONE else "open"


def held(case: Naive, today: date, channels: tuple[str, ...]) -> list[date]:
    end = case.closed or date.max
    return sorted(
        d for d, s, c in case.talks if s == "held" and case.start <= d <= min(today, end) and c in channels
    )


ALL = ("meeting", "phone", "video", "letter", "home_visit")
SPOKEN = ("meeting", "phone", "video", "home_visit")


def first_talk(case: Naive, today: date) -> Result:
    due = case.start + 7 * ONE
    talks = held(case, today, ("meeting", "home_visit"))
    met = talks[0] if talks else None
    free = stopped(case)
    gone = due in free
    rests = today in free and _touches(case, free, today)
    return Result(due, work_before(due), status(case, due, today, 3, met, rests=rests, gone=gone), met)


def _touches(case: Naive, free: set[date], today: date) -> bool:
    """Say whether the spell that covers today reaches the time from the start on."""
    return any(a <= today <= b and b >= case.start for a, b in spells(free))


def four_talks(case: Naive, today: date) -> Result:
    due = case.start + relativedelta(months=6)
    talks = held(case, today, ALL)
    met = talks[3] if len(talks) >= 4 else None
    counted = len(talks) if met else len([d for d in talks if d <= due])
    free = stopped(case)
    rests = today in free and _touches(case, free, today)
    found = status(case, due, today, 14, met, rests=rests, gone=due in free)
    return Result(due, work_before(due), found, met, counted)


def first_offer(case: Naive, today: date) -> Result:
    base = due = case.start + relativedelta(months=6)
    free = excused(case)
    moved = True
    touched = []
    while moved:
        moved = False
        for a, b in spells(free):
            if a <= due and b >= base:
                touched.append((a, b))
                later = max(due, b + relativedelta(months=1))
                if later > due:
                    due, moved = later, True
    end = case.closed or date.max
    starts = sorted(
        a for a, b in case.offers if (b - a).days + 1 >= 14 and case.start <= a <= min(today, end)
    )
    met = starts[0] if starts else None
    rests = any(a <= today <= b for a, b in touched)
    return Result(due, work_before(due), status(case, due, today, 30, met, rests=rests), met)


def review(case: Naive, today: date) -> Result:
    end = case.closed or date.max
    done = sorted(d for d in case.reviews if case.start <= d <= min(today, end))
    first = case.start + relativedelta(months=3)
    due = max(first, done[-1] + relativedelta(months=3)) if done else first
    return Result(due, work_before(due), status(case, due, today, 14, None))


def measurement(case: Naive, today: date) -> Result | None:
    if case.plan is None or case.plan > today:
        return None
    end = case.closed if case.closed is not None and case.closed >= case.plan else date.max
    done = sorted(d for d in case.measures if case.plan <= d <= min(today, end))
    first = case.plan + 42 * ONE
    due = max(first, done[-1] + 42 * ONE) if done else first
    ended = case if end < date.max else Naive(case.group, case.start)
    return Result(due, work_before(due), status(ended, due, today, 7, None))


def average(case: Naive, today: date) -> Result:
    """Every day looks back twelve months; the first day that sees fewer than four is the day after the date."""
    talks = held(case, today, SPOKEN)
    first = case.start + relativedelta(months=12)
    due = first
    failing = False
    day = case.start
    while day <= max(today, first):
        seen = [d for d in talks if d <= day and d + relativedelta(months=12) > day]
        upto = [d for d in talks if d <= day]
        in_first = day < first or (day == first and not failing)
        enough = len(upto if in_first else seen) >= 4
        if enough:
            failing = False
            oldest = upto[-4]
            due = max(first, oldest + relativedelta(months=12))
        elif day > due:
            failing = True
        day += ONE
    return Result(due, work_before(due), status(case, due, today, 30, None))


def request(case: Naive, today: date, asked: date) -> Result:
    due = asked + 10 * ONE
    end = case.closed if case.closed is not None and case.closed >= asked else date.max
    talks = sorted(
        d for d, s, c in case.talks if s == "held" and asked <= d <= min(today, end) and c in SPOKEN
    )
    met = talks[0] if talks else None
    ended = case if end < date.max else Naive(case.group, case.start)
    return Result(due, work_before(due), status(ended, due, today, 4, met), met)
