"""Days off a benefit, or in another group, for the naive engine."""

from __future__ import annotations

from datetime import date

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


def paid_again(case: Naive, who: Who, day: date) -> date:
    """Return the day on which one is paid again who is off the benefit on the day, but had it and gets it back soon."""
    before = [(end, kind) for kind, _, end in case.benefits if end is not None and end < day]
    after = [(start, kind) for kind, start, _ in case.benefits if start > day]
    if not who.benefits or not before or not after:
        return day
    if any(start <= day and (end is None or end >= day) for _, start, end in case.benefits):
        return day
    (last, one), (first, other) = max(before), min(after)
    same = one in who.benefits and other in who.benefits
    return first if same and not is_break(last, first) else day


def came_back(case: Naive, who: Who, due: date) -> date:
    """Return the last day, up to the date, on which one got the benefit again after days on none."""
    found = date.min
    for kind, start, _ in case.benefits:
        day_before = [a for _, a, b in case.benefits if a < start and (b is None or b >= start - ONE)]
        first_ever = all(a >= start for _, a, _ in case.benefits)
        if kind in who.benefits and start <= due and not day_before and not first_ever:
            found = max(found, start)
    return found
