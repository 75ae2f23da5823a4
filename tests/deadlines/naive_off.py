"""Days off a benefit, or in another group, for the naive engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tests.deadlines import naive_clocks
from tests.deadlines.naive import ONE, Naive, is_break, ordered_groups
from tests.deadlines.naive_who import Who, employed

ON_CASH = ("lab-2", "lab-3", "lab-4", "lab-5")  # a talk in one of these groups is one in the others too


def there(case: Naive, who: Who, day: date) -> bool:
    """Say whether what is done on a day counts for a rule: not if the citizen is known to be elsewhere then."""
    paid = [kind for kind, start, end in case.benefits if start <= day and (end is None or end >= day)]
    if who.benefits and paid and paid[0] not in who.benefits:
        return False
    groups = [g for g in ordered_groups(case) if g.start <= day and (g.end is None or g.end >= day)]
    if not groups or any(g.code in who.groups for g in groups):
        return True
    if any(g.code in ON_CASH for g in groups) and any(code in ON_CASH for code in who.groups):
        return True
    # Who is ill from unemployment, in category 1, is still talked with as one on dagpenge.
    ill = any((g.code, g.category) == ("lab-6", 1) for g in groups)
    return "lab-1" in who.groups and ill and employed(case, day) is not True


def is_of_help(case: Naive, who: Who, day: date) -> bool:
    """Say whether what is done is about the help that was asked for, elsewhere, and nobody has come onto it since."""
    asked = case.asked
    if asked is None or day < asked or naive_clocks.announced(case, asked) is None:
        return False
    return not any(there(case, who, asked + n * ONE) for n in range((day - asked).days + 1))


@dataclass(frozen=True)
class Trip:
    """A time away: its first day, the day of coming back if there is one, and whether a free month lay between."""

    out: date
    back: date | None
    long: bool


def trips(case: Naive, who: Who, since: date) -> tuple[Trip, ...]:
    """Return the times away of somebody who was in a rule's groups and on its benefit on a day from `since` on."""
    groups = tuple((g.code, g.start, g.end) for g in ordered_groups(case))
    return _walk(groups, tuple(case.benefits), who.groups, who.benefits, max(since, date(2000, 1, 1)))


Times = tuple[tuple[str, date, date | None], ...]


def on(times: Times, day: date) -> list[str]:
    return [what for what, start, end in times if start <= day and (end is None or end >= day)]


@lru_cache(maxsize=4096)
def _walk(
    groups: Times, benefits: Times, wanted: tuple[str, ...], paid: tuple[str, ...], since: date
) -> tuple[Trip, ...]:
    """Go from day to day and note when somebody leaves, and when he is back."""
    contact = {*wanted, *(ON_CASH if set(wanted) & set(ON_CASH) else ())}
    ends = [day for _, a, b in (*groups, *benefits) for day in (a, b) if day is not None]
    last = max([since, *ends]) + ONE
    own = {
        kind
        for kind, start, _ in benefits
        if (set(on(groups, start)) & contact if on(groups, start) else start >= since - 31 * ONE)
    }
    found: list[Trip] = []
    been = False  # there, on the day before
    helped = False  # on the help of these groups, by now
    left: date | None = None
    day = since
    while day <= last:
        here, drawn = on(groups, day), on(benefits, day)
        there_ = not wanted or not groups or bool(contact & set(here))
        if paid:
            there_ = there_ and (not benefits or bool(set(paid) & set(drawn)))
        else:
            helped = helped or (there_ and bool(own & set(drawn)))
            there_ = there_ and (bool(drawn) or not helped or bool({"integration", "lab-12"} & set(here)))
        if been and not there_:
            left = day
        if there_ and left is not None:
            found.append(Trip(left, day, is_break(left - ONE, day)))
            left = None
        been = there_
        day += ONE
    return (*found, Trip(left, None, long=True)) if left is not None else tuple(found)


def away(case: Naive, who: Who, since: date) -> tuple[Trip, ...]:
    """Return the times away; who registers about coming back from one is back with that."""
    found = () if case.at_home else trips(case, who, since)
    left, again = case.left, case.taken
    if left is None or again is None:
        return found
    return tuple(
        Trip(t.out, again, long=False) if t.out < again and (t.back or date.max) > left else t for t in found
    )


def trip_on(case: Naive, who: Who, since: date, day: date) -> Trip | None:
    """Return the time away that a day lies in."""
    return next(
        (t for t in away(case, who, since) if t.out <= day and (t.back is None or day < t.back)), None
    )


def at_home(
    case: Naive,
    who: Who,
    since: date,
    day: date,
    last: Callable[[date], date],
    *,
    runs_to: date | None = None,
) -> date:
    """Return a day, but of who is away then and comes back with no free month between the day of coming back.

    What comes again and again (`runs_to`: the day its clock stops) does so after any time. `last`: the working day up
    to which it could be done.
    """
    day = max(day, case.not_before or day)
    for trip in away(case, who, since):
        inside = [
            one for one in (day, last(day)) if trip.out <= one and (trip.back is None or one < trip.back)
        ]
        again = runs_to is not None and trip.back is not None and trip.back < runs_to
        if inside and trip.back is not None and (again or not trip.long):
            day = trip.back
    return day


def lost_on(case: Naive, who: Who, since: date, day: date, last: date) -> date | None:
    """Return the day of leaving for good, or for a free month, where a date lies behind it and in the month after."""
    for one in (day, last):
        trip = trip_on(case, who, since, one)
        if trip is not None and trip.long and not is_break(trip.out - ONE, one):
            return trip.out
    return None


def came_back(case: Naive, who: Who, since: date, due: date) -> date:
    """Return the last day, up to the date, on which one came back."""
    return max(
        (t.back for t in away(case, who, since) if t.back is not None and t.back <= due), default=date.min
    )


def registered_again(case: Naive, who: Who, first: date) -> tuple[date, date] | None:
    """Return the first registration about coming back of somebody who had registered, and the day of leaving.

    It is made while away, or in the month after; of several times away the last one counts.
    """
    for day in sorted(d for d in case.registered if first < d <= case.today):
        begun = [trip for trip in trips(case, who, first) if trip.out <= day]
        if begun and (begun[-1].back is None or (day - begun[-1].back).days <= 31):
            return day, begun[-1].out
    return None
