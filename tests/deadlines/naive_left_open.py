"""The naive engine's rows of groups that were left open over another benefit."""

from __future__ import annotations

from dataclasses import replace

from tests.deadlines.naive import ONE, Membership, Naive, ordered_groups
from tests.deadlines.naive_clocks import family, of_this_case

OPEN_TO_ALL = ("integration", "lab-12")


def on_own_benefit(case: Naive) -> list[Membership]:
    """Return the rows, each in the parts between which one was on other benefit, off its own, and back on that."""
    paid = [one for one in of_this_case(case) if one[0] != "flex_job"]  # that is pay
    rows, case = ordered_groups(case), replace(case, benefits=paid)
    return [part for row in rows for part in _parts(case, row)]


def _parts(case: Naive, row: Membership) -> list[Membership]:
    """Go through the row from day to day."""
    own = _own(case, row)
    if own is None or row.code in OPEN_TO_ALL:
        return [row]
    ends = [day for _, a, b in case.benefits for day in (a, b) if day is not None]
    parts: list[Membership] = []
    last = None  # the last day on the own benefit
    other = False  # on another one since
    day = row.start
    while day <= max([row.start, *ends]) and (row.end is None or day <= row.end):
        now = {family(kind) for kind, a, b in case.benefits if a <= day and (b is None or b >= day)}
        if own in now:
            if last is not None and other:
                parts.append(replace(row, end=last))
                row = replace(row, start=day)
            last, other = day, False
        elif now:
            other = True
        day += ONE
    return [*parts, row]


def _own(case: Naive, row: Membership) -> str | None:
    """Return the kind of benefit whose first day is nearest to the row's, up to 31 days ahead, else that of then.

    Where none of these goes with the group it is the next one: sickness benefit goes with the groups of the sick.
    """
    here = None
    for kind, start, end in sorted(case.benefits, key=lambda b: (b[1], str(b[2]), b[0])):
        if end is not None and end < row.start:
            continue
        if kind == "sickness_benefit" and row.code not in ("lab-6", "lab09-5"):
            continue
        if start <= row.start:
            here = here or (kind, start)
        elif here is None or (0 < (start - row.start).days <= 31 and start - row.start < row.start - here[1]):
            return family(kind)
        else:
            break
    return family(here[0]) if here is not None else None
