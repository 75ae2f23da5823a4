"""The kinds of rules that the naive engine knows: one with one date, and a series."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from tests.deadlines.naive import ONE, Naive
from tests.deadlines.naive_days import TALKS, Days, duty_offers, long_ones, offers, two_weeks
from tests.deadlines.naive_off import is_of_help, there
from tests.deadlines.naive_who import Who
from tests.deadlines.naive_windows import Window

Lapses = Callable[[Naive, date, date, list[date]], bool | None]


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
    contact: bool = False  # set going by a contact, which may be about a benefit to come
    joins: bool = False  # also who comes into the group or onto the benefit after the trigger day
    cohort: bool = False  # for three in four: who is assessed not to need it is spared
    from_joining: bool = False  # counted from the day of coming under the rule
    rests: tuple[str, ...] = ()
    back: bool = False  # what rested on its date comes back when that is over, counted anew
    next_first: bool = False  # then from the day after that, as the first one
    moves: tuple[str, ...] = ()
    lapses: Lapses | None = None
    last_days: int | None = None  # only what lies so few days before the date, or later, counts
    handed_over: bool = False  # only what comes after the months in the fund counts
    not_after: relativedelta | None = None  # no duty if done so shortly before the trigger
    perhaps: Days | None = None  # also the days of which it is not known whether they count
    unsure: bool = False  # it is not known whether that happened which set the clock going
    window: Window | None = None  # instead of `due`: when so much time on benefit lies within so many months
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
    perhaps: Days | None = None
    contact: bool = False
    window: Window | None = None  # instead of `step`
    opens: Window | None = None  # what is done before counts for nothing


def days_met(duty: Duty | Series, case: Naive, first: date, last: date) -> list[date]:
    """Return the days that count: for talks and acts only those on which the citizen was not elsewhere."""
    if case.taken is not None:
        last = min(last, case.taken - ONE)  # on the first day of a new time it is done in that one
    if case.ahead is not None and duty.met not in TALKS:
        first = max(first, case.ahead)
    days = duty.met(case, first, last)
    if duty.met in (offers, two_weeks, long_ones, duty_offers) or duty.rule == "G20-23b":
        return days
    return [day for day in days if there(case, duty.who, day) or is_of_help(case, duty.who, day)]


def runs_on(duty: Duty | Series) -> bool:
    """Say whether those whose time began before the rule come under it on its first day."""
    # Enough within the last months may come together long after the first day on benefit.
    return isinstance(duty, Series) or duty.from_joining or (duty.window is not None and duty.each_day)


def first_day(duty: Duty | Series) -> date:
    """Return the day from which a rule that runs on holds for what began before."""
    return duty.start if runs_on(duty) else date.min


def takes(duty: Duty | Series, day: date, today: date) -> bool:
    """Say whether what begins on a day is a matter of the rule: of one that runs on too if it has begun by today."""
    return day <= duty.end and (day >= duty.start or (runs_on(duty) and duty.start <= today))
