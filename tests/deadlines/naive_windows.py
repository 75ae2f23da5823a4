"""The naive engine's time on benefit within months: walked from day to day, over earlier cases and flex jobs too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from tests.deadlines import naive
from tests.deadlines.naive import ONE, Naive, in_months, is_break

FLEX, SICK = "flex_unemployment", "sickness_benefit"
LEAVE = ("maternity", "grief")
Times = list[tuple[date, date | None]]


@dataclass
class Reached:
    """The day on which enough has come together; `leave`: the times that did not count and put it off."""

    day: date
    leave: list[tuple[date, date]] = field(default_factory=list)


Window = Callable[[Naive, date, date], Reached | None]
"""Given the case, the first day of the clock and the day from which it counts."""


def times_on(case: Naive, kind: str) -> Times:
    """Return the citizen's times on a benefit, in whatever case, those that adjoin made one."""
    found: Times = []
    for what, start, end in sorted([*case.earlier, *case.benefits], key=lambda b: b[1]):
        last = found[-1][1] if found else None
        if what != kind:
            continue
        if found and last is not None and last + ONE == start:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def paid(times: Times, day: date) -> bool:
    return any(start <= day and (end is None or end >= day) for start, end in times)


def five_years_without(case: Naive, begin: date) -> date | None:
    """Return the first day after five years without ledighedsydelse, counted from a time on it."""
    last: date | None = None
    for start, end in times_on(case, FLEX):
        if end is not None and end < begin:
            continue
        if last is not None and start > last + relativedelta(years=5):
            break
        if end is None:
            return None
        last = end
    return None if last is None else last + relativedelta(years=5) + ONE


def window_starts(case: Naive) -> list[date]:
    """Return the days on which the months within months begin: with the first day on ledighedsydelse for five years.

    On what day a transfer is written does not matter, unless no time on it is recorded to which it could belong. Time
    that lies altogether in earlier cases is no matter of this one.
    """
    mine = [start for kind, start, _ in case.benefits if kind == FLEX]
    chains: list[list[tuple[date, date | None]]] = []
    for start, end in times_on(case, FLEX):
        last = chains[-1][-1][1] if chains else None
        if last is not None and start <= last + relativedelta(years=5):
            chains[-1].append((start, end))
        else:
            chains.append([(start, end)])
    chains = [chain for chain in chains if any(chain[0][0] <= m <= (chain[-1][1] or m) for m in mine)]
    ends = [chain[-1][1] for chain in chains]
    alone = {
        day
        for day in meant_transfers(case)
        if all(end is not None and day > end + relativedelta(years=5) for end in ends)
    }
    return sorted({chain[0][0] for chain in chains} | alone)


def meant_transfers(case: Naive) -> list[date]:
    """Return the transfers that begin a time on ledighedsydelse.

    With no first day on it up to 31 days off, who is on it then has long been, and who comes onto it later does so
    then. Else the nearest of those first days counts, unless it is only back on the same after some days off.
    """
    times = [(start, end) for kind, start, end in case.benefits if kind == FLEX]
    found = []
    for day in case.transfers:
        first: date | None = None
        for n in range(31, -1, -1):
            for near in (day + n * ONE, day - n * ONE):  # as near, the earlier one
                if paid(times, near) and not paid(times, near - ONE):
                    first = near
        still_to_come = any(start > day for start, _ in times)
        if (first is None and not paid(times, day) and not still_to_come) or (
            first is not None and not _only_days_off(case, times, first)
        ):
            found.append(day)
    return found


def _only_days_off(case: Naive, times: Times, first: date) -> bool:
    """Say whether one who is back on it was on it before, with no free month, no other help and no closing since."""
    off = first - ONE
    while not paid(times, off) and not is_break(off, first):
        if any(a <= off and (b is None or b >= off) for _, a, b in case.benefits):
            return False
        off -= ONE
    closed = case.closed is not None and off <= case.closed < first and case.closed <= case.today
    return paid(times, off) and not is_break(off, first) and not closed


def talk_starts(case: Naive) -> list[date]:
    """Return the days on which the talks with who is on ledighedsydelse begin: each transfer to it (CNT-2).

    Without one about then, the first day on it after a free month or after other help; a flex job is none.
    """
    meant = meant_transfers(case)
    found = set(meant)
    firsts: list[date] = []
    last: date | None = None
    other = False  # on other help since
    for kind, start, end in sorted(case.benefits, key=lambda b: b[1]):
        if kind != FLEX:
            other = other or kind != "flex_job"
            continue
        if last is None or other or is_break(last, start):
            firsts.append(start)
        last, other = end, False
    for start in firsts:
        # A transfer speaks of the one of these that lies nearest.
        told = [day for day in meant if all(abs(day - start) <= abs(day - one) for one in firsts)]
        told = [
            day
            for day in told
            if not any(one < start and abs(day - start) == abs(day - one) for one in firsts)
        ]
        if all(abs((day - start).days) > 31 for day in told):
            found.add(start)
    return sorted(found)


def full(case: Naive, times: Times, begin: date, months: int) -> tuple[date, int] | None:
    """Walk from the first day until so many months on benefit are full; also how many days of leave lay in them.

    A time without benefit puts the day off by its whole months and days, a leave on benefit by its days.
    """
    leave = naive.exempt_days(case, LEAVE)
    gone, off = relativedelta(), 0
    day = begin
    while True:
        day += ONE
        target = in_months(begin, months + 12 * gone.years + gone.months) + (gone.days + off) * ONE
        if not paid(times, day):
            if day >= target:
                return target, off
            back = min((start for start, _ in times if start > day), default=None)
            if back is None:
                return None
            away = relativedelta(back, day)
            gone = relativedelta(months=gone.months + 12 * gone.years + away.months + 12 * away.years,
                                 days=0) + relativedelta(days=gone.days + away.days)  # fmt: skip
            day = back - ONE
        elif day in leave:
            off += 1
        elif day >= target:
            return target, off


def _firsts(times: Times, start: date) -> list[date]:
    """Return the days that months may be counted from: the first ones on benefit, from a day on."""
    return [max(first, start) for first, end in times if end is None or end >= start]


def _in_months(case: Naive, times: Times, begin: date, months: int, within: int) -> date | None:
    """Return the day with which so many months are full, if they lie within so many; leave is left out of both."""
    found = full(case, times, begin, months)
    if found is None or found[0] - found[1] * ONE > begin + relativedelta(months=within):
        return None
    return found[0]


def _with_leave(case: Naive, times: Times, begin: date, day: date) -> Reached:
    leave = naive.spells(naive.exempt_days(case, LEAVE))
    return Reached(
        day, [one for one in leave if _on_benefit(times, max(one[0], begin + ONE), min(one[1], day))]
    )


def months_within(months: int, within: int) -> Window:
    """Return how to find the first day on which so many of the last months were on ledighedsydelse.

    What fell due in an earlier case, or before there was a law, is no matter of this case.
    """

    def find(case: Naive, trigger: date, start: date) -> Reached | None:
        times = times_on(case, FLEX)
        own = min((a for kind, a, _ in case.benefits if kind == FLEX), default=trigger)
        found: list[Reached] = []
        day: date | None = None
        for begin in _firsts(times, start):
            day = _in_months(case, times, begin, months, within)
            if day is not None and day >= max(own, date(2020, 1, 1), case.anew or own):
                found.append(_with_leave(case, times, begin, day))
        if not found and day is not None:  # full before, and no time on benefit since
            return Reached(day)
        return min(found, key=lambda one: one.day, default=None)

    return find


def soonest(case: Naive, trigger: date, find: Window) -> date | None:
    """Return the first day that a window can find where the time on ledighedsydelse is not recorded, if so.

    It may have begun up to 31 days before the trigger; what lay in earlier cases counts too.
    """
    if any(kind == FLEX for kind, _, _ in case.benefits):
        return None
    ends = [end for _, end in times_on(case, FLEX)]
    if any(end is None or end >= trigger for end in ends):
        return None
    begin = max([trigger - 31 * ONE, *(end + ONE for end in ends if end is not None)])
    found = find(replace(case, benefits=[*case.benefits, (FLEX, begin, None)]), trigger, date.min)
    return None if found is None else found.day


def eighteen_months(case: Naive, _trigger: date, start: date) -> Reached | None:
    """Return the day with which eighteen months are full, of which twelve lay within the first eighteen."""
    times = times_on(case, FLEX)
    for begin in _firsts(times, start):
        if _in_months(case, times, begin, 12, 18) is not None:
            found = full(case, times, begin, 18)
            return None if found is None else _with_leave(case, times, begin, found[0])
    return None


def twelve_months(case: Naive, _trigger: date, start: date) -> Reached | None:
    """Return the first day on which twelve of eighteen months were on ledighedsydelse."""
    times = times_on(case, FLEX)
    days = [_in_months(case, times, begin, 12, 18) for begin in _firsts(times, start)]
    return next((Reached(day) for day in days if day is not None), None)


def weekday_holiday(day: date) -> bool:
    sunday = easter(day.year)
    church = [(day - sunday).days == n for n in (-3, -2, 1, 39, 50)]
    bededag = day.year < 2024 and (day - sunday).days == 26
    fixed = (day.month, day.day) in ((1, 1), (12, 25), (12, 26))
    return day.weekday() <= 4 and (any(church) or bededag or fixed)


def weeks_of_sickness(case: Naive, _trigger: date, start: date) -> Reached | None:
    """Return the end of the month in which 22 weeks of days on sickness benefit lie within the last nine months.

    Neither holidays on weekdays nor maternity leave count, and such leave on benefit is none of the nine months.
    Who comes back has them on the first day on benefit.
    """
    leave = naive.exempt_days(case, ("maternity",))
    found, counted = _weeks(case, start, leave), _weeks(case, start, set())
    if found is None or counted is None:
        return None
    times = times_on(case, SICK)
    out = [(a, b) for a, b in naive.spells(leave) if _on_benefit(times, max(a, counted[1]), min(b, found[0]))]
    return Reached(found[0] + relativedelta(day=31), out)


def _weeks(case: Naive, start: date, leave: set[date]) -> tuple[date, date] | None:
    """Return the day on which there are as many days within the last nine months, and the first of them."""
    times = times_on(case, SICK)
    days: list[date] = []
    day = start - relativedelta(months=9) - len(leave) * ONE
    last = max([start, *(end or first for first, end in times)]) + 1200 * ONE
    while day <= last:
        if paid(times, day):
            if not weekday_holiday(day) and day not in leave:
                days.append(day)
            if day >= start and len(days) >= 154:
                off = sum(days[-154] < one <= day and paid(times, one) for one in leave)
                if days[-154] + relativedelta(months=9) + off * ONE > day:
                    return day, days[-154]
        day += ONE
    return None


def _on_benefit(times: Times, first: date, last: date) -> bool:
    """Say whether a day between two days is one on benefit."""
    return any(paid(times, first + n * ONE) for n in range((last - first).days + 1))
