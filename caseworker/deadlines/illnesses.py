"""Where one illness ends and the next one begins: it needs a first day of absence of its own."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from msgspec.structs import replace

from caseworker.deadlines.case import ONE_DAY, Case
from caseworker.deadlines.rules import Convention, Trigger
from caseworker.deadlines.triggers import Instance

_Time = tuple[date, date | None, frozenset[str]]
"""A time in a group or on a benefit of the sick: first day, last day, and which of the two is known of it."""


def on_own_absence(
    case: Case, trigger: Trigger, found: list[Instance], convention: Convention
) -> list[Instance]:
    """Return the clocks, each that something in an illness has set going ending where another illness begins.

    A letter is of the day it was sent.
    """
    parted = illnesses(case, trigger, convention)
    result = []
    for instance in found:
        begun = instance.since if instance.on is not None else date.max
        day = next((first for last, first in parted if begun <= last), None)
        if day is not None and (instance.superseded is None or day < instance.superseded):
            instance = replace(instance, superseded=day, doubt=())
        result.append(instance)
    return result


def illnesses(case: Case, trigger: Trigger, convention: Convention) -> list[tuple[date, date]]:
    """Return what parts the illnesses up to today: the last day of the one before, and the first of the next one.

    Group and benefit of the one before had both ended by then. Days off only one of the two part nothing.
    """
    if convention.absence is None or not (trigger.event or trigger.met):
        return []  # time on the benefit is counted over all of them
    times = _times(case, convention.absence.groups, convention.absence.benefits)
    return [
        (last, first)
        for (_, last, known), (first, _, _) in pairwise(times)
        if last is not None and len(known) > 1 and first <= case.today
    ]


def _times(case: Case, groups: frozenset[str], benefits: frozenset[str]) -> list[_Time]:
    """Return the times in these groups or on these benefits, by day; what adjoins or overlaps is one."""
    rows: list[_Time] = [(g.from_, g.to, frozenset({"group"})) for g in case.groups if g.code in groups]
    rows += [(b.from_, b.to, frozenset({"benefit"})) for b in case.benefits if b.type in benefits]
    found: list[_Time] = []
    for first, last, what in sorted(rows, key=lambda row: row[0]):
        begun, end, known = found[-1] if found else (first, first - ONE_DAY, what)
        if found and (end is None or first <= end + ONE_DAY):
            found[-1] = begun, None if end is None or last is None else max(end, last), known | what
        else:
            found.append((first, last, what))
    return found
