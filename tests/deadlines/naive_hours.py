"""When the hours of unemployment benefit come together, for the naive engine."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from dateutil.relativedelta import relativedelta

from tests.deadlines.naive import ONE, Naive, in_months


@dataclass
class Hours:
    """When so many hours of benefit come together.

    `first`: the earliest day that can turn out to be. `latest`: the day by which they have, whatever is missing.
    """

    on: date | None = None
    first: date | None = None
    latest: date | None = None
    missing: bool = False
    which: bool = False  # it matters whether full-time or part-time insured, and that is not known


def with_the_period(case: Naive, every: list[tuple[str, date, date | None]]) -> Naive:
    """Return the case with the dagpenge, of all the citizen's, that its first period of dagpenge goes on from.

    Five years without, and what is recorded of a new period, end the one before. After a year without it is always
    recorded which it is.
    """
    kind = "unemployment_benefit"
    first = min((start for what, start, _ in case.benefits if what == kind), default=None)
    earlier = [b for b in every if b[0] == kind and b not in case.benefits]
    for what, start, end in sorted(earlier, key=lambda b: b[1], reverse=True):
        if first is None or end is None or end + relativedelta(years=5) < first:
            break
        told = [t.start for t in case.traits if t.name == "new_benefit_period" and t.value is True]
        if any(day is not None and end < day <= min(case.today, first + 31 * ONE) for day in told):
            break
        case = replace(case, benefits=[(what, start, end), *case.benefits])
        first = start
    return case


FUND, HALF_YEAR = (41000, 33300), (96198, 78000)  # hundredths of hours, full-time and part-time insured


def hours_reached(case: Naive, trigger: date, today: date, need: tuple[int, int]) -> Hours:
    """Return when the hours come together; who may be full-time or part-time is asked if it makes a difference.

    A part-time insured never has more than 130 hours in a month.
    """
    if case.insured == "part":
        return _added(case, trigger, today, need[1], 13000)
    full = _added(case, trigger, today, need[0], 16033)
    if case.insured == "full" or case.hours > 13000:
        return full
    part = _added(case, trigger, today, need[1], 13000)
    if full == part:
        return full
    first = min([d for d in (full.first, part.first) if d is not None], default=None)
    both = full.latest is not None and part.latest is not None
    latest = max(full.latest, part.latest) if both and full.latest and part.latest else None
    return Hours(None, first, latest, missing=True, which=True)


def _added(case: Naive, trigger: date, today: date, need: int, cap: int) -> Hours:
    """Go through the months to the last day of that in which the hours of benefit have come together."""
    recorded = [in_months(trigger.replace(day=1), n) for n in range(60)]
    gaps = [day.replace(day=1) for day in case.no_hours]
    found = Hours()
    sum_ = most = 0
    for month in recorded:
        end = in_months(month, 1) - ONE
        paid = any(
            kind == "unemployment_benefit" and start <= end and (last is None or last >= month)
            for kind, start, last in case.benefits
        )
        if paid and month not in gaps:
            sum_, most = sum_ + case.hours, most + case.hours
        elif paid and end < today:
            most += cap
            found.missing = True
        elif month > today:
            return found  # and what is written down for the months behind it says nothing
        if found.first is None and most >= need:
            found.first = end
        if sum_ >= need and found.latest is None:
            found.latest = end
        if sum_ >= need and not found.missing:
            found.on = end
            return found
    return found


def twenty_hours(case: Naive, _trigger: date, day: date, _days: list[date]) -> bool | None:
    """Say whether the ordinary work of the day comes to twenty hours a week."""
    hours = [n for start, end, n in case.work if start <= day and (end is None or end >= day)]
    if sum(n for n in hours if n is not None) >= 20:
        return True
    return None if None in hours else False
