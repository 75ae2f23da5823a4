"""What the naive engine takes over into a case from the citizen's closed one before it (CNT-4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.deadlines.naive import ONE, Membership, Naive, is_break


def goes_on(case: Naive, old: Naive, closed: date) -> bool:
    """Say whether no free calendar month parts a case from the closed one; benefits decide, if there were any."""
    first = _first(case)
    begin = min([group.start for group in old.groups])
    if not any(a <= closed and (b is None or b >= begin) for _, a, b in case.benefits):
        return not is_break(closed, first)
    back = first  # over all benefits with no free month between
    for _, start, end in sorted(case.benefits, key=lambda b: b[1], reverse=True):
        if end is not None and end < back and is_break(end, back):
            break
        back = min(back, start)
    ran = [start for _, start, _ in case.benefits if start >= back]
    return any(start <= closed for start in ran)


def _first(case: Naive) -> date:
    days = [*case.contacts, *case.registered, *case.requests, *case.refusals, *case.visited]
    days += [*case.transfers, *case.payments, *(day for day, _ in case.absences)]
    days += [group.start for group in case.groups]
    days += [day for day in (case.plan, case.closed, case.opened) if day is not None]
    return min(days)


def _not_left_open(
    case: Naive, closed: date, kind: str, start: date, end: date | None
) -> tuple[str, date, date | None]:
    """Return a benefit, ended with the closing if nobody ended it but the next benefit, which came long after."""
    going_on = end is None or (end > closed and any(a == end + ONE for _, a, _ in case.benefits))
    return kind, start, closed if start <= closed and going_on else end


def joined(case: Naive) -> Naive:
    """Return a case with what was done in the one it goes on from, up to its closing, which ended nothing.

    What was asked for there, and talks not held, stay there.
    """
    old, closed = case.old, case.old.closed if case.old is not None else None
    if old is None or closed is None:
        return case
    if is_break(closed, _first(case)):
        case = replace(case, benefits=[_not_left_open(case, closed, *benefit) for benefit in case.benefits])
    if not goes_on(case, old, closed):
        return replace(case, old=None)
    last = min([closed, *(group.start - ONE for group in case.groups)])
    groups = [
        Membership(g.code, g.start, last if g.end is None else min(g.end, last), g.category)
        for g in old.groups
        if g.start <= last
    ]
    acts = {
        name: sorted([*case.acts.get(name, []), *old.acts.get(name, [])]) for name in {*case.acts, *old.acts}
    }
    return replace(
        case,
        old=None,
        groups=[*groups, *case.groups],
        contacts=sorted([*old.contacts, *case.contacts]),
        registered=sorted([*old.registered, *case.registered]),
        absences=sorted([*old.absences, *case.absences], key=lambda pair: pair[0]),
        transfers=sorted([*old.transfers, *case.transfers]),
        payments=sorted([*old.payments, *case.payments]),
        talks=[*case.talks, *(talk for talk in old.talks if talk[1] == "held")],
        acts=acts,
        exempt=[*case.exempt, *((kind, a, min(b, closed)) for kind, a, b in old.exempt if a <= closed)],
    )
