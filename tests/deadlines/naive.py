"""A second engine, deliberately naive: numbers written out, days walked one by one, nothing shared.

Here: a simple case, the calendar, exemptions, what was done, and the status on a day. When clocks begin and end
stands in `naive_clocks`, who comes under a rule in `naive_who`, how a rule is answered in `naive_duties`, the
rules themselves in `naive_rules`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

ONE = timedelta(days=1)


@cache
def in_months(day: date, n: int) -> date:
    """Return the day so many months later; kept, since the same days are asked for again and again."""
    return day + relativedelta(months=n)


@dataclass
class Membership:
    """A time in a target group."""

    code: str
    start: date
    end: date | None = None
    category: int | None = None


@dataclass
class Trait:
    """Something recorded about the citizen; `expected_well` has a date as its value."""

    name: str
    value: bool | date
    start: date | None = None
    end: date | None = None


@dataclass
class Naive:
    """One simple case. Periods are (what, first day, last day or None)."""

    groups: list[Membership]
    born: date | None = None
    contacts: list[date] = field(default_factory=list)  # first contacts
    registered: list[date] = field(default_factory=list)
    absences: list[tuple[date, date | None]] = field(default_factory=list)  # day, expected well
    benefits: list[tuple[str, date, date | None]] = field(default_factory=list)
    insured: str | None = None  # "full" or "part"
    hours: int = 0  # hundredths of hours of benefit in each of 60 months ...
    no_hours: list[date] = field(
        default_factory=list
    )  # ... but in those of these days, where none are recorded
    traits: list[Trait] = field(default_factory=list)
    work: list[tuple[date, date | None, int | None]] = field(default_factory=list)  # from, to, hours a week
    talks: list[tuple[date, str, str]] = field(default_factory=list)  # day, status, channel
    acts: dict[str, list[date]] = field(default_factory=dict)
    requests: list[date] = field(default_factory=list)
    passed_over: list[int] = field(default_factory=list)  # the talks, by number, that answer no request
    refusals: list[date] = field(default_factory=list)
    offers: list[tuple[str, date, date | None]] = field(default_factory=list)
    exempt: list[tuple[str, date, date]] = field(default_factory=list)
    spared: list[tuple[date, date, date]] = field(default_factory=list)  # from, to (max: no end), assessed on
    visited: list[date] = field(default_factory=list)
    transfers: list[date] = field(default_factory=list)  # to ledighedsydelse
    payments: list[date] = field(default_factory=list)  # the first ones of ledighedsydelse
    opened: date | None = None  # where there was a case before
    old: Naive | None = None  # the closed case before it; `benefits` are of both
    name: str = ""  # before the numbers of what is recorded in it
    earlier: list[tuple[str, date, date | None]] = field(default_factory=list)  # benefits before this case
    plan: date | None = None
    closed: date | None = None
    anew: date | None = None  # since when a time goes on that began before the closing
    today: date = date.max
    ill: bool = False  # asked about by the rules of the sick
    taken: date | None = None  # when a new time takes over from the one that is answered for
    left: date | None = None  # then: when the time away began that it is about
    at_home: bool = False  # as it would be if the citizen had never been away
    since: date | None = None  # what set the clock going began before the trigger
    askings: list[date] = field(default_factory=list)  # when help was asked for, of the rules ...
    to_come: dict[date, date] = field(default_factory=dict)  # ... and such help's first day, if later
    asked: date | None = None  # the trigger, if it is one of them ...
    ahead: date | None = None  # ... and the first day of its help
    not_before: date | None = None  # nor is anything due before the help a registration is about


@dataclass
class Result:
    """What is compared."""

    due: date | None
    work: date | None
    status: str
    met: date | None = None
    counted: int | None = None
    would: Result | None = field(default=None, compare=False)  # not known: then it is this if the rule holds
    sure: list[date] = field(default_factory=list, compare=False)  # the days on which it was met ...
    perhaps: list[date] = field(default_factory=list, compare=False)  # ... or may have been
    lacks: frozenset[str] = field(default=frozenset(), compare=False)  # what is not known of these


NOTHING = "nothing"  # not known, but nothing is open whatever it is


def lacking(result: Result | None) -> bool:
    return result is not None and result.status in ("unknown", NOTHING)


UNKNOWN = Result(None, None, "unknown")


def closed_office(day: date) -> bool:
    sunday = easter(day.year)
    church = [sunday + timedelta(days=n) for n in (-3, -2, 1, 39, 50)]
    if day.year < 2024:
        church.append(sunday + timedelta(days=26))  # Store bededag, a holiday until 2023
    fixed = [(1, 1), (6, 5), (12, 24), (12, 25), (12, 26), (12, 31)]
    return day.weekday() > 4 or day in church or (day.month, day.day) in fixed


def work_before(day: date, begin: date) -> date:
    """Walk back to a working day; nobody works before it began, so then walk ahead."""
    back = day
    while closed_office(back):
        back -= ONE
    if back >= begin:
        return back
    while closed_office(day):
        day += ONE
    return day


def is_break(last: date, first: date) -> bool:
    """Say whether a whole calendar month lies free between two days (CNT-4)."""
    day = last + ONE
    run = 0  # free days of the month so far, from its first
    while day < first:
        run = 1 if day.day == 1 else run + 1 if run else 0
        if run and (day + ONE).day == 1:
            return True
        day += ONE
    return False


def ordered_groups(case: Naive) -> list[Membership]:
    """Return the groups in order; one without an end ends where the next begins.

    A split row is one, unless the case was closed there.
    """
    found = sorted(case.groups, key=lambda g: g.start)
    for place, group in enumerate(found[:-1]):
        if group.end is None:
            found[place] = Membership(group.code, group.start, found[place + 1].start - ONE, group.category)
    found = [replace(row, category=_category(case, found[: n + 1])) for n, row in enumerate(found)]
    found = [part for n in range(len(found)) for part in _moved(case, found[: n + 1])]
    whole: list[Membership] = []
    for group in found:
        last = whole[-1] if whole else group
        same = (last.code, last.category) == (group.code, group.category)
        over = case.closed is not None and last.end == case.closed <= case.today
        if last is not group and same and not over and last.end is not None and last.end + ONE == group.start:
            whole[-1] = Membership(last.code, last.start, group.end, last.category)
        else:
            whole.append(group)
    return whole


def _category(case: Naive, rows: list[Membership]) -> int | None:
    """Return the category of the last of these rows: since the law has none, the last one of the same illness.

    Who was in none before that day is in the second one, unless it was left open which.
    """
    row = rows[-1]
    if row.code != "lab-6" or row.category or row.start < date(2026, 7, 1):
        return row.category
    left_open = False
    for before in reversed(rows[:-1]):
        closed = case.closed if case.closed is not None and case.closed <= case.today else None
        if before.code != "lab-6" or before.end is None or is_break(before.end, row.start):
            break
        if closed is not None and before.end <= closed < row.start:
            break
        if before.category:
            return before.category
        left_open = left_open or before.start < date(2026, 7, 1)
        row = before
    return None if left_open else 2


def _moved(case: Naive, rows: list[Membership]) -> list[Membership]:
    """Return the last of these rows, in two where nobody could write any more that the first category was over.

    The law has none since July 2026; who was ill for eight weeks came out of the first one.
    """
    row = rows[-1]
    if row.code != "lab-6" or row.category != 1:
        return [row]
    closed = case.closed if case.closed is not None and case.closed <= case.today else None
    start = row.start
    for before in reversed(rows[:-1]):
        if before.code != "lab-6" or before.end is None or is_break(before.end, start):
            break
        if closed is not None and before.end <= closed < start:
            break
        start = before.start
    ill = None
    for day, _ in sorted(case.absences, key=lambda pair: pair[0]):
        near = day >= start or day + relativedelta(months=2) >= start or not is_break(day, start)
        of_before = closed is not None and day <= closed < start
        if day <= case.today and day < date(2026, 7, 1) and near and not of_before:
            ill = day
    if ill is None:
        return [row]
    day = max(row.start, date(2026, 7, 1), ill + 56 * ONE)
    if day > case.today or (row.end is not None and row.end < day):
        return [row]
    later = replace(row, start=day, category=2)
    return [later] if day == row.start else [replace(row, end=day - ONE), later]


def exempt_days(case: Naive, kinds: tuple[str, ...]) -> set[date]:
    """Days on which the duty rests, or is excused."""
    found = set()
    for kind, start, end in case.exempt:
        if kind in kinds:
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


def touches(free: set[date], today: date, begin: date) -> bool:
    """Say whether the spell that covers today reaches the time from the trigger on."""
    return any(a <= today <= b and b >= begin for a, b in spells(free))


def moved(
    free: set[date],
    base: date,
    step: Callable[[date], date],
    home: Callable[[date], date] = lambda day: day,
) -> tuple[date, list[tuple[date, date]]]:
    """Return the date a step after the exemptions that cover it, and these exemptions.

    `home`: what becomes of a date that a step has put into a time away.
    """
    due, again = base, True
    touched: list[tuple[date, date]] = []
    while again:
        again = False
        for a, b in spells(free):
            if a <= due and b >= base:
                touched.append((a, b))
                later = max(due, home(max(due, step(b))))
                if later > due:
                    due, again = later, True
    return due, touched


@dataclass
class Moment:
    """What the status on a day depends on. `stop`: the day the clock stopped, if it did or will."""

    due: date
    work: date
    today: date
    warn: int
    stop: date | None = None
    rests: bool = False
    rests_over: bool = False  # and so without a break between the date and today
    gone: bool = False
    spared: bool = False


def status(now: Moment, met: date | None) -> str:
    last = max(now.due, now.work)  # later than due only where no working day lies from the first day on
    if met is not None and met <= last:
        return "met"
    if now.stop is not None and now.stop <= now.today and now.stop <= last:
        return "moot"
    if now.spared:
        return "moot"  # whatever else: nothing is asked of the citizen
    if now.gone:
        return "suspended" if now.rests_over and met is None else "moot"
    if met is not None:
        return "met_late"
    if now.today > last:
        return "missed"
    if now.rests:
        return "suspended"
    return "due_soon" if now.today >= min(now.work, now.due) - now.warn * ONE else "open"


SPOKEN = ("meeting", "phone", "video", "home_visit")
SEEN = ("meeting", "home_visit")


def held(case: Naive, first: date, last: date, channels: tuple[str, ...] = SPOKEN) -> list[date]:
    """Return the days of talks held from the first to the last day, each once."""
    return sorted({d for d, s, c in case.talks if s == "held" and first <= d <= last and c in channels})


def done(case: Naive, act: str, first: date, last: date) -> list[date]:
    return sorted(d for d in case.acts.get(act, []) if first <= d <= last)


def begun(
    case: Naive,
    first: date,
    last: date,
    types: tuple[str, ...],
    *,
    days: int = 0,
    lasts: relativedelta | None = None,
) -> list[date]:
    """Return the first days of offers of at least so many days.

    `lasts`: the offer and those that adjoin it must last so long together.
    """
    found = []
    for kind, start, end in case.offers:
        if kind not in types or not first <= start <= last:
            continue
        if end is not None and (end - start).days + 1 < days:
            continue
        if lasts is not None:
            until = _unbroken(case, types, end)
            if until is not None and until + ONE < start + lasts:
                continue
        found.append(start)
    return sorted(found)


def _unbroken(case: Naive, types: tuple[str, ...], end: date | None) -> date | None:
    """Return the last day of an offer and of all that follow it without a free day."""
    again = True
    while again and end is not None:
        again = False
        for kind, start, to in case.offers:
            if kind in types and end is not None and start <= end + ONE and (to is None or to > end):
                end, again = to, True
    return end


def average(case: Naive, today: date, trigger: date, stop: date | None) -> Result:
    """Every day looks back twelve months; the first day that sees fewer than four is the day after the date."""
    talks = held(case, trigger, min(today, stop or today), SPOKEN)
    first = in_months(trigger, 12)
    due = first
    failing = False
    day = trigger
    while day <= max(today, first):
        seen = [d for d in talks if d <= day and in_months(d, 12) > day]
        upto = [d for d in talks if d <= day]
        in_first = day < first or (day == first and not failing)
        enough = len(upto if in_first else seen) >= 4
        if enough:
            failing = False
            oldest = upto[-4]
            due = max(first, in_months(oldest, 12))
        elif day > due:
            failing = True
        day += ONE
    first_window = (
        due == first and len(talks) < 4
    )  # else the oldest of four has its twelve months behind it then
    if today > due:
        counted = [d for d in talks if in_months(d, 12) > today]
    else:
        counted = [d for d in talks if first_window or in_months(d, 12) > due]
    work = work_before(due, trigger)
    return Result(due, work, status(Moment(due, work, today, 30, stop), None), None, len(counted))
