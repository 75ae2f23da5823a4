"""How the naive engine answers for a rule with one date and for a series."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from tests.deadlines import naive, naive_who
from tests.deadlines.naive import ONE, UNKNOWN, Naive, Result
from tests.deadlines.naive_who import Stay, Who

Days = Callable[[Naive, date, date], list[date]]
Lapses = Callable[[Naive, date, date, list[date]], bool]


@dataclass
class Duty:
    """One rule with one date. `met`: the days that count, from a day to a day."""

    rule: str
    who: Who
    due: Callable[[date], date] | None  # None: when the hours of six months have come together
    met: Days
    warn: int
    need: int = 1
    unless: Who | None = None
    each_day: bool = False
    rests: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()
    lapses: Lapses | None = None
    not_after: relativedelta | None = None  # no duty if done so shortly before the trigger
    start: date = date(2020, 1, 1)
    end: date = date(2099, 12, 31)


@dataclass
class Series:
    """A rule that asks again and again."""

    rule: str
    who: Who
    firsts: Callable[[date], list[date]]
    step: Callable[[date], date]
    met: Days
    warn: int
    each_day: bool = False
    rests: tuple[str, ...] = ()
    start: date = date(2020, 1, 1)
    end: date = date(2099, 12, 31)


def stops(case: Naive, since: date, replaced: date | None, today: date) -> date | None:
    """Return the day the clock stopped: replaced by a newer one, or the case closed."""
    closed = case.closed if case.closed is not None and since <= case.closed else None
    known = [d for d in (replaced, closed) if d is not None and d <= today]
    return min(known) if known else None


def earlier(one: date | None, two: date | None) -> date | None:
    return two if one is None else one if two is None else min(one, two)


def when(duty: Duty | Series, case: Naive, trigger: date, stop: date | None, today: date) -> list[Stay]:
    """Return the stays under a rule; a rule judged on the trigger day has one, but for the days it lapses."""
    unless = duty.unless if isinstance(duty, Duty) else None
    if duty.each_day:
        if isinstance(duty, Series) or duty.lapses is None:
            return naive_who.stays(case, duty.who, unless, trigger, stop, today)
        lapses, days = duty.lapses, duty.met(case, trigger, today)
        return naive_who.stays(
            case, duty.who, unless, trigger, stop, today, lambda d: lapses(case, trigger, d, days), days[:1]
        )
    answer = naive_who.judged(case, duty.who, unless, trigger, trigger)
    if answer is False:
        return []
    if answer is None or isinstance(duty, Series) or duty.lapses is None:
        return [Stay(trigger, naive_who.left_on(case, duty.who, trigger) if answer else None, answer is True)]
    return _between(duty.lapses, case, trigger, stop, naive_who.left_on(case, duty.who, trigger))


def _between(lapses: Lapses, case: Naive, trigger: date, stop: date | None, left: date | None) -> list[Stay]:
    """Return the times between the days on which the duty has fallen away."""
    found: list[Stay] = []
    running = False
    day = trigger
    last = earlier(left, stop) or trigger + 3000 * ONE
    while day < max(last, trigger + ONE):
        lapsed = lapses(case, trigger, day, [])
        if lapsed and running:
            found[-1].over = day
        if not lapsed and not running:
            found.append(Stay(day, left, True))
        running = not lapsed
        day += ONE
    return found


def hours_reached(case: Naive, trigger: date) -> date:
    """Return the last day of the month in which 961.98 hours of benefit have come together."""
    sum_, day = 0, trigger
    while True:
        if (day + ONE).day == 1:
            sum_ += case.hours
            if sum_ >= 96198:
                return day
        day += ONE


def once(duty: Duty, case: Naive, today: date, trigger: date, stop: date | None) -> Result | None:
    """Answer for a rule with one date, or None where there is no duty."""
    if duty.not_after is not None and duty.met(case, trigger - duty.not_after, trigger - ONE):
        return None
    due = base = duty.due(trigger) if duty.due is not None else hours_reached(case, trigger)
    free = naive.exempt_days(case, duty.rests)
    touched: list[tuple[date, date]] = []
    if duty.moves:
        due, touched = naive.moved(
            naive.exempt_days(case, duty.moves), base, lambda day: day + relativedelta(months=1)
        )
    for stay in reversed(when(duty, case, trigger, stop, today)):
        if stay.begin > due:
            continue
        if not stay.known:
            if stay.over is None or due < stay.over:
                return UNKNOWN
            continue
        until = earlier(stop, stay.over)
        days = duty.met(case, trigger, min(today, until or today))
        met = days[duty.need - 1] if len(days) >= duty.need else None
        work = naive.work_before(due, max(trigger, stay.begin))
        now = naive.Moment(due, work, today, duty.warn, until)
        now.rests = any(a <= today <= b for a, b in touched) or naive.touches(free, today, trigger)
        now.gone = due in free
        counted = len(days) if met else len([d for d in days if d <= due])
        found = naive.status(now, met)
        return Result(due, work, found, met, counted if duty.need > 1 else None)
    return None


def again(duty: Series, case: Naive, today: date, trigger: date, stop: date | None) -> Result | None:
    """Answer for a series, or None where there is no duty."""
    known = when(duty, case, trigger, stop, today)
    known = [s for s in known if s.known or s.over is None or s.over > today]
    begun_ = [s for s in known if s.begin <= today]
    if not known:
        return None
    stay = begun_[-1] if begun_ else known[0]
    if not stay.known:
        return UNKNOWN
    until = earlier(stop, stay.over)
    days = duty.met(case, trigger, min(today, until or today))
    firsts = duty.firsts(trigger)
    free = naive.exempt_days(case, duty.rests)
    due = max(firsts[min(len(days), len(firsts) - 1)], stay.begin)
    due, _ = naive.moved(free, due, duty.step)
    if len(days) >= len(firsts):
        due = max(due, naive.moved(free, max(duty.step(days[-1]), stay.begin), duty.step)[0])
    work = naive.work_before(due, max(trigger, stay.begin))
    now = naive.Moment(due, work, today, duty.warn, until)
    now.rests = today in free
    return Result(due, work, naive.status(now, None))
