"""Which variant of a rule holds for somebody who changes from the one to the other while its clock runs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from caseworker.deadlines.applies import Verdict, group_on, left_on, under
from caseworker.deadlines.case import ONE_DAY, Case, is_break
from caseworker.deadlines.outcome import Job
from caseworker.deadlines.packs import Entry
from caseworker.deadlines.rules import Applies
from caseworker.deadlines.triggers import Instance

_ASKED_OF_GROUP = ("groups", "visited_as", "insured", "match", "category")


def standing(case: Case, family: Sequence[Entry], instance: Instance) -> Sequence[Entry]:
    """Return the one variant of a family (see `Entry.family`) that gives the date; all of them where none is the first.

    Who changes to the group of another variant before the date has its date, counted from the same trigger day.
    Where that has passed by then, and after a date that was missed, the one from before stands. Where it is not
    known which was the first, but all that it may have been come to the same, that need not be known.
    """
    if instance.on is None:
        return family
    firsts = [entry for entry, verdict in _verdicts(case, family, instance, instance.on) if verdict.holds]
    lasts = [_last(case, family, instance, entry, instance.on) for entry in firsts]
    if not lasts:
        return family
    if any(one.rule != lasts[0].rule for one in lasts):
        # A later day does not tell which of them it was.
        return [replace(one, rule=replace(one.rule, judged="trigger_day")) for one in firsts]
    return lasts[:1]


def _last(case: Case, family: Sequence[Entry], instance: Instance, now: Entry, day: date) -> Entry:
    """Return the variant that gives the date, of those that hold one after the other from the first on."""
    passed = [now.rule.applies_to]
    while (back := _passes(case, now, passed, day)) is not None:
        day = back
        other = _holding(case, family, instance, day)
        if other is None or other.rule.applies_to in passed:
            break
        come = day <= case.today  # what is planned may change: until then the date stands
        if come and min(_due(case, one, instance) for one in (now, other)) >= day:
            now, passed = other, []
        passed.append(other.rule.applies_to)
    wide = _either(now.rule.applies_to, passed)
    return replace(now, rule=replace(now.rule, applies_to=wide))


def _passes(case: Case, now: Entry, passed: list[Applies], day: date) -> date | None:
    """Return the first day of the next group after these, or None where there is none without a break."""
    convention = now.pack.head.convention
    left = left_on(case, _either(now.rule.applies_to, passed), day, convention)
    group = group_on(case, left[0]) if left is not None else None
    if left is None or group is None or is_break(left[0] - ONE_DAY, group.from_, convention):
        return None
    return max(left[0], group.from_)


def _holding(case: Case, family: Sequence[Entry], instance: Instance, day: date) -> Entry | None:
    """Return the variant that holds on the day; None where none does, or where that is not known."""
    found = [pair for pair in _verdicts(case, family, instance, day) if pair[1].holds]
    return found[0][0] if len(found) == 1 and not found[0][1].missing else None


def _verdicts(
    case: Case, family: Sequence[Entry], instance: Instance, day: date
) -> list[tuple[Entry, Verdict]]:
    on = instance.on
    return [(entry, under(case, entry.rule, day, entry.pack.head.convention, on, on)) for entry in family]


def _due(case: Case, entry: Entry, instance: Instance) -> date:
    period = entry.rule.period
    return Job(case, entry, instance).due_after(period) if period is not None else date.max


def _either(wanted: Applies, others: list[Applies]) -> Applies:
    """Return what a rule asks of the group, or one of these."""
    asked: dict[str, frozenset[object]] = {}
    for name in _ASKED_OF_GROUP:
        parts = [getattr(one, name) for one in (wanted, *others)]
        asked[name] = frozenset().union(*parts) if all(parts) else frozenset()
    return replace(wanted, **asked)
