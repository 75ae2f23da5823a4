"""What exemptions do to a date. Three different effects, never one generic pause (domain.md 4.1)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from caseworker.deadlines.case import ONE_DAY, Case
from caseworker.deadlines.facts import Exemption
from caseworker.deadlines.rules import Exempt, Rule
from caseworker.deadlines.spans import Span


class Effect(Struct, frozen=True):
    """Exemptions in one that touched the date. `due` is the date after them (None: no date before they end).

    `kinds`: of each that had to do with it, in order. `out_from`: the first day that does not count, where that is
    told. `again`: a stopped duty came back after it.
    """

    kinds: tuple[str, ...]
    effect: str
    from_: date
    to: date | None
    due: date | None
    period: Span | None = None
    out_from: date | None = None
    again: bool = False


Again = Callable[[date], date | None]
"""The day a recurring duty falls due after it came back, from the last day of what stopped it (None: not yet)."""


class Shift(Struct, frozen=True):
    """The date after all exemptions.

    `gone`: the duty fell away because it would have fallen due while it was stopped. `active` names the
    exemption that rests the duty today.
    """

    due: date | None
    gone: bool = False
    active: Effect | None = None
    effects: tuple[Effect, ...] = ()

    def later(self, other: Shift) -> bool:
        """Return whether this date lies after the other one (no date before an open end is the latest)."""
        return (self.due or date.max) > (other.due or date.max)


class _Spell(Struct, frozen=True):
    """Exemptions of one effect that overlap or adjoin, taken together."""

    parts: tuple[Exemption, ...]
    from_: date
    to: date | None
    effect: str
    period: Span | None

    def kinds(self, since: date = date.min) -> tuple[str, ...]:
        """Return the kinds that last from the day on, each once."""
        return tuple(dict.fromkeys(e.kind for e in self.parts if e.to is None or e.to >= since))


def shift(
    case: Case,
    rule: Rule,
    base: date,
    start: date,
    back: Callable[[date], date],
    *,
    again: Again | None = None,
) -> Shift:
    """Move a date as the rule's exemptions say.

    `start` is the day the clock began. `back`: the day of coming back for a date that has been moved into a time away.
    `again`: when a recurring duty is due that was stopped on its day; without it, and without a length that the rule
    gives after the end, a stopped duty falls away. More exemptions never make the date earlier.
    """
    if not rule.exempt_when or not case.exemptions:
        return Shift(base)
    effects: list[Effect] = []
    due: date | None = base

    def home(day: date | None) -> date | None:
        return day if day is None or day == due else back(day)

    for spell in _spells(case, rule.exempt_when, "not_counted"):
        due = home(_not_counted(spell, due, start, effects))
    for spell in _spells(case, rule.exempt_when, "due_after_end"):
        due = home(_moved(spell, due, base, spell.period.after if spell.period else None, effects))
    gone = False
    for spell in _spells(case, rule.exempt_when, "stops_duty"):
        covers = due is None or (spell.from_ <= due and (spell.to is None or spell.to >= base))
        anew = again or (spell.period.after if spell.period else None)
        if covers and anew is not None:
            due = home(_moved(spell, due, base, anew, effects))
        elif covers or (spell.from_ <= case.today and (spell.to is None or spell.to >= start)):
            gone = gone or covers
            effects.append(Effect(spell.kinds(), "stops_duty", spell.from_, spell.to, due))
    return Shift(due, gone, _active(effects, case.today), tuple(effects))


def opens_on(case: Case, rule: Rule, day: date, start: date) -> date | None:
    """Return a first day on which something counts, moved by the time before it that is not counted (None: no end)."""
    found: date | None = day
    for spell in _spells(case, rule.exempt_when, "not_counted"):
        found = _not_counted(spell, found, start, [])
    return found


def left_out(case: Case, rule: Rule) -> list[tuple[date, date | None]]:
    """Return the times that a rule leaves out of what it counts, in order: first day, last day or None (no end)."""
    return [(one.from_, one.to) for one in _spells(case, rule.exempt_when, "not_counted")]


def leaving_out(
    case: Case, rule: Rule, due: date | None, first: date, times: Collection[tuple[date, date | None]]
) -> Shift:
    """Return a date that was counted without these times. `first`: the first day on which one of them can matter."""
    effects = tuple(
        Effect(one.kinds(first), "not_counted", one.from_, one.to, due, out_from=max(one.from_, first))
        for one in _spells(case, rule.exempt_when, "not_counted")
        if (one.from_, one.to) in times
    )
    return Shift(due, False, _active(effects, case.today), effects)


def in_one(case: Case, kinds: Collection[str]) -> list[Exemption]:
    """Return the exemptions of these kinds, those that overlap or adjoin made one (named after the first)."""
    found: list[Exemption] = []
    for exemption in case.exemptions:
        if exemption.kind not in kinds:
            continue
        last = found[-1] if found else None
        if last is not None and (last.to is None or exemption.from_ <= last.to + ONE_DAY):
            if last.to is not None and (exemption.to is None or exemption.to > last.to):
                found[-1] = replace(last, to=exemption.to)
        else:
            found.append(exemption)
    return found


def cohort_exempted(case: Case, due: date | None, soonest: date | None = None) -> tuple[bool, bool]:
    """Return (exempted from a cohort rule, an assessment is missing) for a date.

    Only one that covers the date exempts, from its first day on: what is known to end before it leaves the duty as it
    is. `soonest`: without a date, the first day that it can turn out to be (None: today or later). Only an assessment
    without an end covers every date that could come then.

    The concrete assessment must be recorded with who and when (G26-05): without it nobody is exempted. It counts
    from the day it was made, so one made after the date takes no miss away.
    """
    first = due or soonest or case.today
    day = min(first, case.today)
    found = [
        e
        for e in case.exemptions
        if e.kind == "cohort_assessed" and e.from_ <= day and (e.to is None or (due is not None and e.to >= due))
    ]  # fmt: skip
    made = [e.assessed for e in found if e.assessed is not None and e.assessed.by.strip()]
    return any(one.on <= day for one in made), bool(found) and not made


def cohort_ended(case: Case, due: date) -> date | None:
    """Return the last day of an assessment that has begun and does not reach the date, or None."""
    ends = [
        e.to
        for e in case.exemptions
        if e.kind == "cohort_assessed" and e.assessed is not None and e.from_ <= case.today
        and e.to is not None and e.to < due
    ]  # fmt: skip
    return max(ends, default=None)


def _spells(case: Case, wanted: Iterable[Exempt], effect: str) -> list[_Spell]:
    """Return the exemptions with the effect, those that overlap or adjoin made one."""
    periods = {kind: w.period for w in reversed(list(wanted)) if w.effect == effect for kind in w.kinds}
    mine = [e for e in case.exemptions if e.kind in periods]
    found = []
    for one in in_one(case, periods):
        parts = tuple(e for e in mine if one.from_ <= e.from_ and (one.to is None or e.from_ <= one.to))
        found.append(_Spell(parts, one.from_, one.to, effect, periods[one.kind]))
    return found


def _not_counted(spell: _Spell, due: date | None, start: date, effects: list[Effect]) -> date | None:
    """Move the date by the days of the exemption that lie in the clock's time (trigger day not counted)."""
    if due is None or spell.from_ > due or (spell.to is not None and spell.to <= start):
        return due
    first = max(spell.from_, start + ONE_DAY)
    moved = None if spell.to is None else due + timedelta(days=(spell.to - first).days + 1)
    effects.append(Effect(spell.kinds(first), "not_counted", spell.from_, spell.to, moved, out_from=first))
    return moved


def _moved(
    spell: _Spell, due: date | None, base: date, after: Again | None, effects: list[Effect]
) -> date | None:
    """Move a date that falls in the exemption to the day that comes `after` its end."""
    if due is None or spell.from_ > due or (spell.to is not None and spell.to < base):
        return due
    later = after(spell.to) if spell.to is not None and after is not None else None
    moved = max(due, later) if later is not None else None
    again = spell.effect == "stops_duty" and moved is not None and moved > due
    effects.append(
        Effect(spell.kinds(), spell.effect, spell.from_, spell.to, moved, spell.period, again=again)
    )
    return moved


def _active(effects: Iterable[Effect], today: date) -> Effect | None:
    running = [e for e in effects if e.from_ <= today and (e.to is None or today <= e.to)]
    return max(running, key=lambda e: e.to or date.max, default=None)
