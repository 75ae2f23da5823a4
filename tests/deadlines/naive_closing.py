"""What the naive engine begins anew where a case goes on after it was closed."""

from __future__ import annotations

from datetime import date

from tests.deadlines import naive
from tests.deadlines.naive import ONE, Naive


def after_closing(
    case: Naive, starts: list[date], types: tuple[str, ...], transfers: list[date] | None = None
) -> list[date]:
    """Return the first days of times on a benefit, with that on which one that began before the closing goes on."""
    day = goes_on(case, starts, types)
    if day is None or any(
        case.closed is not None and case.closed < told <= day + 31 * ONE for told in transfers or ()
    ):
        return starts
    return sorted({*starts, day})


def goes_on(case: Naive, starts: list[date], types: tuple[str, ...]) -> date | None:
    """Return the first day on one of these benefits after the case went on, if that time began before the closing."""
    back = _opened_again(case, types)
    paid = [(start, end) for kind, start, end in case.benefits if kind in types]
    days = [max(start, back) for start, end in paid if back and (end is None or end >= back)]
    if not days or case.closed is None or min(days) > case.today:
        return None
    begun = [start for start in starts if start <= min(days)]
    return min(days) if begun and max(begun) <= case.closed else None


def _opened_again(case: Naive, types: tuple[str, ...]) -> date | None:
    """Return the first day after the closing on which something began: a group, a benefit, or what opens a clock."""
    if case.closed is None or case.closed > case.today:
        return None
    days = [group.start for group in naive.ordered_groups(case)]
    days += [*case.contacts, *case.registered, *case.visited, *case.transfers, *case.payments]
    days += [day for day, _ in case.absences]
    paid = [(kind, start, end) for kind, start, end in case.benefits if kind in types]
    days += [start for _, start, _ in paid if all(end is None or end != start - ONE for _, _, end in paid)]
    return min((day for day in days if case.closed < day <= case.today), default=None)
