"""What the naive engine says where something is not known, and where it makes no difference."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.deadlines import naive, naive_clocks, naive_who
from tests.deadlines.naive import UNKNOWN, Naive, Result, lacking
from tests.deadlines.naive_who import Who


def either(one: Result | None, other: Result | None) -> Result | None:
    """Answer where it is not known of some talks whether they count: they do not, or they do."""
    if one is None or other is None:
        return UNKNOWN if one or other else None
    lacks = one.lacks
    if one.perhaps != other.perhaps:
        lacks = frozenset({"employed"}) | (one.lacks if lacking(one) else set())
        lacks |= other.lacks if lacking(other) else set()
    found = one if alike(one, other) else UNKNOWN
    return replace(found, sure=one.sure, perhaps=other.perhaps, lacks=lacks)


def alike(one: Result, other: Result) -> bool:
    if all(result.status in ("met", "moot") for result in (one, other)):
        return True  # nothing is open, and nothing was missed
    return one.status == other.status and (one.status == "met_late" or one.due == other.due)


def whichever(case: Naive, trigger: date, results: list[tuple[Who, Result]]) -> Result:
    """Answer where only the date of birth is missing, and those under and from an age have a rule of their own."""
    in_it = [_there(case, who, trigger) for who, _ in results]
    ages = {(who.under_age, who.from_age) for who, _ in results}
    every_age = any((None, age) in ages for age, _ in ages if age is not None)
    found = agreed([result for _, result in results])
    if every_age and case.born is None and all(in_it) and found is not None:
        return found
    return next((r for _, r in results if r.status == "unknown"), results[0][1])


def _there(case: Naive, who: Who, contact: date) -> bool | None:
    """Say whether the citizen comes under a rule on the day of a contact, or on that of the benefit it is about."""
    days = [day for day in (contact, naive_clocks.announced(case, contact)) if day is not None]
    found = [
        naive_who.in_group(case, who, day, day) and naive_who.on_benefit(case, who, day, day) for day in days
    ]
    return next((one for one in found if one), found[0])


def agreed(results: list[Result]) -> Result | None:
    """Return what all come to, whichever it is; without a date where only that differs, and it is done with."""
    would = [result.would for result in results]
    first = would[0]
    if first is None or any(w is None or (w.status, w.met) != (first.status, first.met) for w in would):
        return None
    if all(w is not None and w.due == first.due for w in would):
        return first
    return Result(None, None, first.status, first.met) if first.status in ("met", "moot") else None


def either_category(case: Naive, day: date, both: list[tuple[frozenset[str], Result]]) -> Result:
    """Answer where only the category is missing: if both rules give the same, it does not matter."""
    there = [g for g in naive.ordered_groups(case) if g.end is None or g.end >= day]
    only = all(lacks <= {"category"} for lacks, _ in both)
    found = agreed([result for _, result in both])
    if len(both) == 2 and only and there and found is not None:
        return found
    return next((result for _, result in both if result.status == "unknown"), both[0][1])


def may_be_meant(
    case: Naive, who: Who, unless: Who | None, since: date, today: date, *, each_day: bool, floor: date,
    person: date | None = None,
) -> bool:  # fmt: skip
    """Say whether a clock whose day is not known may be about the citizen: then, or by now if each day decides.

    Not before the rule was there: its first day is `floor`. `person`: the day whose age and schooling count then.
    """
    first = max(since, floor)
    found = [naive_who.judged(case, who, unless, since, first, person)]
    found += [naive_who.judged(case, who, unless, since, today)] if each_day else []
    return any(one is not False for one in found)
