"""While a citizen comes under a rule: from the trigger day, or from a later day on, perhaps with breaks between."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from caseworker.deadlines import met
from caseworker.deadlines.applies import (
    Verdict,
    excepted,
    expected_well,
    group_on,
    judge_person,
    left_on,
    person_day,
    under,
)
from caseworker.deadlines.case import ONE_DAY, Case, birthday
from caseworker.deadlines.periods import announced
from caseworker.deadlines.rules import Convention, Rule
from caseworker.deadlines.triggers import Instance

Why = Literal["left_group", "left_benefit", "outside", "lapsed"]


class Stay(Struct, frozen=True):
    """One stretch under a rule: its first day, and the first day that is no longer in it (None: it goes on).

    `why` it is over: the group or benefit was left, other conditions no longer hold, or the duty lapsed.
    `missing`: what is not known; then the stretch is one in which the citizen may come under the rule.
    `gaps`: the times before it, from the trigger day on, without the rule (first day out, day back).
    """

    from_: date
    to: date | None = None
    why: Why = "outside"
    missing: tuple[str, ...] = ()
    gaps: tuple[tuple[date, date], ...] = ()


def follows(case: Case, rule: Rule, on: date) -> bool:
    """Return whether what happens after the trigger day decides who comes under the rule.

    With no group and no benefit that begins after it nobody comes back to either.
    """
    return (
        rule.judged != "trigger_day"
        or rule.lapses_when is not None
        or (bool(case.groups) and case.groups[-1].from_ > on)  # they are in order
        or (bool(rule.applies_to.benefits and case.benefits) and case.benefits[-1].from_ > on)
    )


def stays(
    case: Case, rule: Rule, convention: Convention, instance: Instance, floor: date | None = None
) -> list[Stay]:
    """Return the stretches under the rule while its clock runs, by day, and those where that is not known.

    The first may begin on the trigger day, later ones only before the clock is stopped. Periods announced for
    the future count; a birthday counts when it has come. `floor`: nobody comes under the rule before that day.
    """
    clock = _Clock(case, rule, convention, instance)
    start = max(clock.on, floor or clock.on)
    if start > clock.on and clock.is_over(start):
        return []
    if rule.judged == "trigger_day":
        first = clock.verdict(start)
        if not first.holds:
            return []  # nobody joins later; but who has left group or benefit may come back
        clock.asked = first.missing
    found: list[Stay] = []
    for day in (start, *clock.turns[bisect_right(clock.turns, start) :]):
        last = found[-1] if found else None
        inside = last is not None and (last.to is None or day < last.to)
        if last is not None and inside and not (last.missing and clock.each_day):
            continue
        verdict = clock.verdict(day)
        if last is not None and inside and not verdict.holds:
            verdict = clock.verdict(last.from_, day)  # some days off are no leaving of group or benefit
        open_ = verdict.holds and bool(verdict.missing)
        if last is not None and last.missing and inside:
            if open_:
                continue  # still not known
            last = found[-1] = replace(last, to=day, why="outside")
        if not verdict.holds:
            continue
        end = clock.left(day) if open_ and clock.each_day else clock.over(day)
        if last is not None and open_ and last.missing and last.to == day:
            found[-1] = replace(last, to=end[0], why=end[1])
        else:
            found.append(Stay(day, *end, tuple(verdict.missing), _gaps(found, clock.on, day, maybe=open_)))
    if rule.lapses_when is None:
        return found
    return [part for stay in found for part in ([stay] if stay.missing else clock.without_lapses(stay))]


def _gaps(before: list[Stay], on: date, back: date, *, maybe: bool) -> tuple[tuple[date, date], ...]:
    """Return the times without the rule from the trigger day to the day back under it.

    `maybe`: a stretch in which that is not known counts as under the rule, as the one that begins with `back` does.
    """
    found: list[tuple[date, date]] = []
    out = on
    for stay in before:
        if stay.missing and not maybe:
            continue
        if out < stay.from_:
            found.append((out, stay.from_))
        out = stay.to or back
    return (*found, (out, back)) if out < back else tuple(found)


class _Clock:
    """One running of a rule's clock, asked day by day who comes under the rule."""

    def __init__(self, case: Case, rule: Rule, convention: Convention, instance: Instance) -> None:
        if instance.on is None:
            raise ValueError("no trigger day")
        self.case, self.rule, self.convention, self.instance = case, rule, convention, instance
        self.on = instance.on
        self.each_day = rule.judged == "each_day"
        self.asked: Sequence[str] = instance.missing  # and of the trigger day, where that day alone decides
        self.person_day = person_day(case, rule, self.on, convention)
        self.stopped = self._stopped()
        self.stands_for = self._stands_for()
        self.first_met: date | None = None
        if rule.lapses_when is not None and rule.lapses_when.well_within is not None:
            self.first_met = next(iter(met.days(case, rule, convention, instance)), None)
        self.turns = self._turns()

    def _stands_for(self) -> date | None:
        """Return the first day of the benefit to come that the contact is about, if only that brings under the rule.

        A contact about a benefit to come is one of the group on that benefit, from the contact on; but what counts
        from the day of coming under the rule waits for that.
        """
        if not self.rule.trigger.by_contact or self.rule.from_joining:
            return None
        coming = announced(self.case, self.on, self.convention)
        asks_group = bool(self.rule.applies_to.groups)
        if coming is None or (asks_group and group_on(self.case, coming) is None):
            return None  # what group that benefit brings is not known, but that of the contact's day is
        return None if under(self.case, self.rule, self.on, self.convention).holds else coming

    def verdict(self, day: date, person_on: date | None = None) -> Verdict:
        """Judge whether the citizen comes under the rule on a day, unless the duty has lapsed.

        What was not known on the trigger day stays so where that day alone decides.
        """
        there = person_on if self.each_day else self.person_day
        if self.stands_for is not None and day < self.stands_for:
            verdict = under(self.case, self.rule, self.stands_for, self.convention, None, there or day)
        else:
            later = None if day == self.on else self.on
            verdict = under(self.case, self.rule, day, self.convention, later, there)
        verdict.missing += [name for name in self.asked if name not in verdict.missing]
        return verdict

    def is_over(self, day: date) -> bool:
        """Return whether the clock has stopped by the day."""
        return self.stopped is not None and self.stopped <= day

    def left(self, day: date) -> tuple[date | None, Why]:
        """Return when somebody in the group and on the benefit on the day leaves one of them, and which."""
        wanted = self.rule.applies_to
        left = left_on(self.case, wanted, max(day, self.stands_for or day), self.convention)
        if left is None:
            return None, "outside"
        if self.each_day and (wanted.category or wanted.match or wanted.visited_as):
            now = group_on(self.case, left[0])
            stays_in = now is not None and now.from_ <= left[0] and now.code in wanted.groups
            return left[0], "outside" if stays_in else left[1]
        return left

    def over(self, day: date) -> tuple[date | None, Why]:
        """Return when a stretch that begins on the day is over, and why."""
        left, why = self.left(day)
        for turn in self.turns[bisect_right(self.turns, day) :] if self.each_day else ():
            if left is not None and left <= turn:
                break
            if self._outside(turn):
                return turn, "outside"
        return left, why

    def without_lapses(self, stay: Stay) -> list[Stay]:
        """Return what is left of a stretch: the duty falls away on some days, and on others that is not known."""
        found: list[Stay] = []
        before: bool | None = True
        days, stopped = {*self.turns}, self.stopped
        for day in (self.first_met, self._well_over()):
            if day is not None and (stopped is None or day < stopped):
                days.add(day)
        for day in (stay.from_, *sorted(turn for turn in days if turn > stay.from_)):
            lapsed = self._lapsed(day)
            if lapsed is before or (stay.to is not None and day >= stay.to):
                continue
            if before is not True:
                found[-1] = replace(found[-1], to=day, why="lapsed" if lapsed else "outside")
            if lapsed is not True:
                found.append(replace(stay, from_=day, missing=() if lapsed is False else ("hours_per_week",)))
            before = lapsed
        return found

    def _outside(self, day: date) -> bool:
        verdict = Verdict()
        judge_person(verdict, self.rule.applies_to, self.case, day, self.on)
        if not verdict.holds or not self.rule.applies_to.asks.isdisjoint(verdict.missing):
            return True
        return excepted(self.case, self.rule.unless, day, self.convention, self.on) is not None

    def _lapsed(self, day: date) -> bool | None:
        """Return whether the duty has fallen away on the day; None where the hours of work are not known."""
        wanted, case = self.rule.lapses_when, self.case
        if wanted is None:
            return False
        if wanted.work_hours is not None:
            running = [w for w in case.facts.work if w.from_ <= day and (w.to is None or day <= w.to)]
            if sum(w.hours_per_week or 0 for w in running) >= wanted.work_hours:
                return True
            if any(w.hours_per_week is None for w in running):
                return None
        if wanted.well_within is None or self.first_met is None or day < self.first_met:
            return False
        if (over := self._well_over()) is not None and day >= over:
            return False  # still ill when the time was over
        well = expected_well(case, day, self.first_met)
        return (
            well is not None
            and well <= wanted.well_within.after(self.first_met)
            and case.trait("employed", day) is True
        )

    def _well_over(self) -> date | None:
        """Return the day on which the time in which the citizen was to be well is over, if it has come."""
        wanted = self.rule.lapses_when
        if wanted is None or wanted.well_within is None or self.first_met is None:
            return None
        over = wanted.well_within.after(self.first_met) + ONE_DAY
        return over if over <= self.case.today else None

    def _turns(self) -> list[date]:
        """Return the days after the trigger day, while the clock runs, on which the verdict may change."""
        case, rule = self.case, self.rule
        days = case.turns()
        more: list[date] = []
        born = case.facts.citizen.birth_date
        for wanted in (rule.applies_to, rule.unless):
            if wanted is not None and born is not None:
                more += [birthday(born, a) for a in (wanted.from_age, wanted.under_age) if a is not None]
        if (within := rule.unless.expected_well_within if rule.unless is not None else None) is not None:
            more.append(within.after(self.on))  # still ill then
        if rule.applies_to.events:
            more += [e.on for e in case.events_of(rule.applies_to.events)]
        if more:
            days = sorted({*days, *(day for day in more if day <= case.today)})
        end = len(days) if self.stopped is None else bisect_left(days, self.stopped)
        return days[bisect_right(days, self.on) : end]

    def _stopped(self) -> date | None:
        """Return the day on which the clock is stopped for everyone: closed, declined, or a new period."""
        instance = self.instance
        stops = [instance.superseded, instance.declined, instance.broken, instance.unpaid]
        if instance.stopped is not None:
            stops.append(instance.stopped[0])
        if self.case.closings and not self.rule.survives_closing:
            stops += [day for day in self.case.closings if day >= instance.begun][:1]
        if self.rule.kind == "every" and instance.offer is not None and instance.offer.to is not None:
            stops.append(instance.offer.to + ONE_DAY)
        ends = [day for day in stops if day is not None]
        return min(ends) if ends else None
