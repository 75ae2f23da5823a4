"""The days that count for the naive engine's rules: talks, acts and offers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from dateutil.relativedelta import relativedelta

from tests.deadlines import naive_who
from tests.deadlines.naive import ONE, SEEN, SPOKEN, Naive, begun, done, held

Days = Callable[[Naive, date, date], list[date]]
OFFERS = ("placement", "wage_subsidy", "guidance")
DUTY_OFFERS = ("placement", "work_duty")


def talks(case: Naive, first: date, last: date) -> list[date]:
    return held(case, first, last, SPOKEN)


def seen(case: Naive, first: date, last: date) -> list[date]:
    return held(case, first, last, SEEN)


def first_sick(case: Naive, first: date, last: date, *, perhaps: bool = False) -> list[date]:
    """Return the days of talks in person, and of those by phone or video with someone who need not come."""
    far = held(case, first, last, ("phone", "video"))
    free = [
        d
        for d in far
        if naive_who.need_not_come(case, d, 28, perhaps=perhaps) or naive_who.ill_or_leave(case, d)
    ]
    return sorted({*seen(case, first, last), *free})


def sick_2010(case: Naive, first: date, last: date, *, perhaps: bool = False) -> list[date]:
    far = held(case, first, last, ("phone", "video", "letter"))
    free = [d for d in far if naive_who.need_not_come(case, d, 14, perhaps=perhaps)]
    return sorted({*seen(case, first, last), *free})


FIRST_SICK, SICK_2010 = partial(first_sick, perhaps=True), partial(sick_2010, perhaps=True)
TALKS = (talks, seen, first_sick, sick_2010, FIRST_SICK, SICK_2010)


def act(name: str) -> Days:
    return lambda case, first, last: done(case, name, first, last)


def offers(case: Naive, first: date, last: date) -> list[date]:
    return begun(case, first, last, OFFERS)


def two_weeks(case: Naive, first: date, last: date) -> list[date]:
    return begun(case, first, last, OFFERS, days=14)


def long_ones(case: Naive, first: date, last: date) -> list[date]:
    return begun(case, first, last, OFFERS, lasts=relativedelta(months=6))


def duty_offers(case: Naive, first: date, last: date) -> list[date]:
    """Return the days on which the work duty is started; who is in an offer on its first day starts then."""
    in_it = [
        a for kind, a, b in case.offers if kind in DUTY_OFFERS and a < first and (b is None or b >= first)
    ]
    return [first for _ in in_it if first <= last] + begun(case, first, last, DUTY_OFFERS)


def soon_well(case: Naive, _trigger: date, day: date, days: list[date]) -> bool:
    """Say whether after the first follow-up a check is enough: in work, and well within 13 weeks."""
    upto = [d for d in days if d <= day]
    if upto and upto[0] + 91 * ONE < min(day, case.today):
        return False  # still ill when they were over
    if not upto or naive_who.employed(case, day) is not True:
        return False
    well = naive_who.expected_well(case, upto[0], day)
    return well is not None and well <= upto[0] + 91 * ONE
