"""Which variant of a rule holds for somebody who changes from the one to the other while its clock runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from caseworker.deadlines import met
from caseworker.deadlines.applies import Verdict, group_on, left_on, under
from caseworker.deadlines.case import ONE_DAY, Case, is_break
from caseworker.deadlines.outcome import Job
from caseworker.deadlines.packs import Entry
from caseworker.deadlines.rules import Applies
from caseworker.deadlines.triggers import Instance

_ASKED_OF_GROUP = ("groups", "visited_as", "insured", "match", "category")


class _End(Struct, frozen=True):
    """A variant that may give the date in the end: those gone through on the way to it, and what would tell.

    `since`: the day on which it took over from another one.
    """

    entry: Entry
    passed: tuple[Applies, ...]
    missing: frozenset[str] = frozenset()
    since: date = date.min


def standing(case: Case, family: Sequence[Entry], instance: Instance) -> list[tuple[Entry, Instance]]:
    """Return the one variant of a family (see `Entry.family`) that gives the date; all of them where none is the first.

    Who changes to the group of another variant before the date, and before it was done, has its date, counted from the
    same trigger day.
    Where that has passed by then, and after a date that was missed, the one from before stands. Where it is not
    known which was the first, but all that it may have been come to the same, that need not be known. Where it is not
    known of a later one, the first date that it may be stands in, and the instance says what is missing (`either`).
    """
    if instance.on is None:
        return [(one, instance) for one in family]
    firsts = [entry for entry, verdict in _verdicts(case, family, instance, instance.on) if verdict.holds]
    lasts = [_last(case, family, instance, entry, instance.on) for entry in firsts]
    if not lasts:
        return [(one, instance) for one in family]
    if len(lasts) > 1 and any(begun.either or one.rule != lasts[0][0].rule for one, begun in lasts):
        # A later day does not tell which of them it was.
        return [(replace(one, rule=replace(one.rule, judged="trigger_day")), instance) for one in firsts]
    return lasts[:1]


def _last(
    case: Case, family: Sequence[Entry], instance: Instance, first: Entry, day: date
) -> tuple[Entry, Instance]:
    """Return the variant that gives the date, of those that hold one after the other from the first on.

    The instance says since when, and what is missing where several may: then it is the one of them with the first date.
    """
    ends = list(_ends(case, family, instance, _End(first, (first.rule.applies_to,)), day, set()))
    end = min(ends, key=lambda one: _due(case, one.entry, instance))
    differ = any(_due(case, one.entry, instance) != _due(case, end.entry, instance) for one in ends)
    missing = sorted(frozenset().union(*(one.missing for one in ends)))
    others = (
        end.passed if len(ends) == 1 else [first.rule.applies_to, *(a for one in ends for a in one.passed)]
    )
    wide = _either(end.entry.rule.applies_to, others)
    wide = replace(wide, **{name: frozenset() for name in missing if name in _ASKED_OF_GROUP})
    begun = replace(instance, either=tuple(missing) if differ else instance.either, taken_over=end.since)
    return replace(end.entry, rule=replace(end.entry.rule, applies_to=wide)), begun


def _ends(
    case: Case, family: Sequence[Entry], instance: Instance, end: _End, day: date, seen: set[object]
) -> Iterator[_End]:
    """Yield every variant that may give the date, from the one that holds on the day on. `seen`: ways gone before."""
    way = (day, id(end.entry), frozenset(map(id, end.passed)), end.missing)
    if way in seen:
        return
    seen.add(way)
    back = _passes(case, end.entry, end.passed, day)
    found = [pair for pair in _verdicts(case, family, instance, back) if pair[1].holds] if back else []
    if back is None or not found:
        yield end
        return
    if len(found) == 1 and found[0][0].rule.applies_to in end.passed:
        # It is known again, or one is back in it: what comes behind may be another one.
        yield from _ends(case, family, instance, end, back, seen)
        return
    stays, taking = end.passed, []
    done = _done(case, end.entry, instance, back)
    for other, _ in found:
        # What is planned may change: until then the date stands. So does that of what was done.
        if (
            not done
            and back <= case.today
            and min(_due(case, one, instance) for one in (end.entry, other)) >= back
        ):
            taking.append(other)
        else:
            stays = (*stays, other.rule.applies_to)
    missing = end.missing.union(*(verdict.missing for _, verdict in found))
    if len(taking) < len(found):
        yield from _ends(case, family, instance, _End(end.entry, stays, missing, end.since), back, seen)
    for other in taking:
        same = _due(case, other, instance) == _due(case, end.entry, instance)
        since = end.since if same else back  # as long as before: then nothing began anew
        other_end = _End(other, (other.rule.applies_to,), missing, since)
        yield from _ends(case, family, instance, other_end, back, seen)


def _passes(case: Case, now: Entry, passed: Sequence[Applies], day: date) -> date | None:
    """Return the first day of the next group after these, or None where there is none without a break."""
    convention = now.pack.head.convention
    left = left_on(case, _either(now.rule.applies_to, passed), day, convention)
    group = group_on(case, left[0]) if left is not None else None
    if left is None or group is None or is_break(left[0] - ONE_DAY, group.from_, convention):
        return None
    return max(left[0], group.from_)


def _verdicts(
    case: Case, family: Sequence[Entry], instance: Instance, day: date
) -> list[tuple[Entry, Verdict]]:
    on = instance.on
    return [(entry, under(case, entry.rule, day, entry.pack.head.convention, on, on)) for entry in family]


def _done(case: Case, entry: Entry, instance: Instance, before: date) -> bool:
    """Return whether what is to be done once was done before a day."""
    if entry.rule.kind != "within" or entry.rule.series:
        return False
    return any(day < before for day in met.days(case, entry.rule, entry.pack.head.convention, instance))


def _due(case: Case, entry: Entry, instance: Instance) -> date:
    period = entry.rule.period
    return Job(case, entry, instance).due_after(period) if period is not None else date.max


def _either(wanted: Applies, others: Sequence[Applies]) -> Applies:
    """Return what a rule asks of the group, or one of these."""
    asked: dict[str, frozenset[object]] = {}
    for name in _ASKED_OF_GROUP:
        parts = [getattr(one, name) for one in (wanted, *others)]
        asked[name] = frozenset().union(*parts) if all(parts) else frozenset()
    return replace(wanted, **asked)
