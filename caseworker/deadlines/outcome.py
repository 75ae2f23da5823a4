"""What a kind of rule works out for one instance, before it becomes an answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from caseworker.deadlines import applies, exempt, met, periods
from caseworker.deadlines.away import Absence, absences, gone_on, until
from caseworker.deadlines.case import ONE_DAY, Case, broken_from
from caseworker.deadlines.packs import Entry
from caseworker.deadlines.rules import REGISTERED, Applies, Rule
from caseworker.deadlines.spans import Span, month_end, workday_on_or_after, workday_on_or_before
from caseworker.deadlines.stays import Stay
from caseworker.deadlines.triggers import Instance


class Job:
    """One rule on one instance of one case: what every kind needs at hand.

    `stay`: the stretch under the rule that is asked about, where days after the trigger day decide on it.
    `doubtful`: contacts of which it is not known whether they count are taken to.
    """

    __slots__ = ("_away", "_ended", "case", "doubtful", "entry", "instance", "rule", "stay")

    def __init__(
        self,
        case: Case,
        entry: Entry,
        instance: Instance,
        stay: Stay | None = None,
        *,
        doubtful: bool = False,
    ) -> None:
        self.case = case
        self.entry = entry
        self.rule: Rule = entry.rule
        self.instance = instance
        self.stay = stay
        self.doubtful = doubtful
        self._ended: tuple[date | None, str] | None = None
        self._away: Sequence[Absence] | None = None

    @property
    def on(self) -> date:
        """The trigger day (kinds are only asked where it is known)."""
        day = self.instance.on
        if day is None:
            raise ValueError("no trigger day")
        return day

    @property
    def joined(self) -> date | None:
        """The day the citizen came under the rule, where that was after the trigger day."""
        stay = self.stay
        return stay.from_ if stay is not None and stay.from_ != self.instance.on else None

    @property
    def begins(self) -> date:
        """The day that the time counts from: the trigger day, or that of coming under the rule."""
        day, rule = self.joined, self.rule
        if day is None or not (rule.from_joining or rule.from_exception):
            return self.on
        convention, before = self.entry.pack.head.convention, day - ONE_DAY
        out = rule.from_joining or applies.excepted(self.case, rule.unless, before, convention, self.on)
        return day if out else self.on

    def never_away(self) -> Job | None:
        """Return the same for somebody who was there all along; None where that is so."""
        gaps = self.stay.gaps if self.stay is not None else ()
        if not (self.away or gaps):
            return None
        stay = replace(self.stay, gaps=()) if self.stay is not None else None
        found = Job(self.case, self.entry, self.instance, stay, doubtful=self.doubtful)
        found._away = ()
        return found

    def not_before_joining(self, day: date) -> date:
        """Return a date, but where it lies in a time without the rule the day of coming (back) under it.

        What is counted up to a date once has none before the rule held for the first time.
        """
        day = max(day, self.told_ahead or day)
        for out, back in self.stay.gaps if self.stay is not None else ():
            if out <= day < back and (self.rule.series or out != self.instance.on):
                day = back
                break
        return self._back(day)

    def not_while_off(self, day: date) -> date:
        """Return the one date of a rule, but where it lies in a time away the day of coming back."""
        return self.not_before_joining(day) if self.rule.applies_to.benefits else self._back(day)

    def _back(self, day: date) -> date:
        """Return a day, but where it lies in a time away without a free calendar month the day of coming back.

        So is one that could still be done on a working day in it. From there it may lie in the next time away.
        """
        day = max(day, self.told_ahead or day)
        for one in self.away:
            inside = one.covers(day) or one.covers(self.last_day(day))
            if one.back and inside and (one.kept or self._comes_again(one.back)):
                day = one.back
        return day

    def _comes_again(self, back: date) -> bool:
        """Return whether a series goes on after a free calendar month: not where its clock had stopped by then."""
        return self.rule.series and all(day > back for day, _ in self._stops())

    @property
    def told_ahead(self) -> date | None:
        """The first day of the benefit that the contact is about, where till then another one ran.

        Who registers on other help, where the rule does not hold, need not have meant that benefit.
        """
        rule, instance, convention = self.rule, self.instance, self.entry.pack.head.convention
        if instance.ahead is not None:
            return instance.ahead
        if instance.on is None or not rule.trigger.event or not rule.trigger.event <= REGISTERED:
            return None
        first = periods.told_ahead(self.case, instance.on, convention)
        if first is None or applies.under(self.case, rule, instance.on, convention).holds:
            return None
        return first

    def last_day(self, day: date) -> date:
        """Return the last day on which what is due on a day is in time."""
        return max(day, self.work_date(day))

    def ended_for(self, *days: date | None) -> tuple[date | None, str]:
        """Return when the duty ended and why, for a date, before and after exemptions.

        One in a time away is over with the day of leaving. Until a free calendar month is over nobody knows whether a
        later one will lie in it.
        """
        convention, known = self.entry.pack.head.convention, {day for day in days if day is not None}
        if self.away:
            known |= {self.last_day(day) for day in known}
        for one in self.away:
            month = broken_from(one.out - ONE_DAY, convention)
            if not one.kept and any(one.covers(day) and day < month for day in known):
                return min(self.ended, (one.out, one.why), key=lambda end: end[0] or date.max)
        return self.ended

    @property
    def away(self) -> Sequence[Absence]:
        """The times away from the rule since it began to run, the last one up to a registration about coming back."""
        if self._away is None:
            wanted, instance = self.rule.applies_to, self.instance
            if self.rule.met_by.end_of_offer:  # how long an offer may last is no question of where one is
                wanted = Applies()
            since = min(self.on, instance.since) if instance.since > date.min else self.on
            convention = self.entry.pack.head.convention
            found = absences(self.case, wanted.groups, wanted.benefits, convention, since)
            found = found if instance.anew is None else gone_on(found, instance.anew)
            left, anew = instance.left, instance.superseded
            self._away = found if left is None or anew is None else until(found, left, anew)
        return self._away

    def due_after(self, span: Span) -> date:
        """Return the last day of a length from the trigger, as the rule counts."""
        start = self.begins
        day = span.after(start)
        # Where the month has no such day its last one is the end either way.
        clipped = day.day < start.day and (span.months or span.years)
        if self.rule.first_day_counts and not clipped:
            day -= timedelta(days=1)
        return month_end(day) if self.rule.ends_month else day

    def days_met(self, due: date | None = None, *, one_date: date | None = None) -> list[date]:
        """Return the days on which something met the rule while it ran.

        `one_date`: the date, where there is only one; what was missed by then is still kept after a mere change of
        category.
        """
        convention = self.entry.pack.head.convention
        begun = self.joined if self.rule.from_joining else None
        found = met.days(
            self.case, self.rule, convention, self.instance, due, begun=begun, doubtful=self.doubtful
        )
        end = self.ended[0]
        if end is not None and one_date is not None and end > max(one_date, self.work_date(one_date)):
            end = self._ended_but_for_category(end)
        taken = self.instance.superseded  # what is done on the first day of a new period is done in that one
        return [day for day in found if (end is None or day <= end) and (taken is None or day < taken)]

    def _ended_but_for_category(self, end: date) -> date | None:
        """Return when the duty would have ended, if all that ended it is that another category holds in the group."""
        wanted, convention = self.rule.applies_to, self.entry.pack.head.convention
        begin = self.stay.from_ if self.stay is not None else self.on
        left = applies.left_on(self.case, wanted, begin, convention) if wanted.category else None
        if left is None or left[0] != end:
            return end
        anyone = replace(wanted, category=frozenset(), categories=frozenset())
        later = applies.left_on(self.case, anyone, begin, convention)
        ends = [day for day, why in self._ends() if why not in ("outside", "left_group")]
        return min([*ends, later[0]] if later is not None else ends, default=None)

    def work_date(self, due: date) -> date:
        """Return the day to work by: a citizen's the next working day, the authority's the last one before.

        Nobody can work before the duty began: with no working day from then to the date, it is the next one.
        That alone puts an authority's work date after the date of the law; it is then the last day in time too.
        """
        if self.entry.pack.head.convention.work_date.get(self.rule.duty_of) == "after":
            return workday_on_or_after(due)
        work = workday_on_or_before(due)
        if work == due:
            return due
        begin = self.instance.since if self.rule.kind == "window_before" else self._begin(due)
        return workday_on_or_after(begin) if work < begin <= due else work

    def _begin(self, due: date) -> date:
        """Return the last day, up to the date, on which the citizen came (back) under the rule, or under its length."""
        gaps = self.stay.gaps if self.stay is not None else ()
        length = self.instance.taken_over
        if length is None:
            days = [self.joined or self.on, *(back for _, back in gaps)]
            days += [one.back for one in self.away if one.back is not None]
        else:  # a change to a group with as long a time begins nothing
            days = [self.on, length, *(back for out, back in gaps if out != self.on)]
        return max((day for day in days if day <= due), default=self.on)

    def shift(self, base: date, start: date | None = None, again: exempt.Again | None = None) -> exempt.Shift:
        """Return the date after the case's exemptions; one moved into a time away is the day of coming back."""
        return exempt.shift(self.case, self.rule, base, start or self.on, self._back, again=again)

    @property
    def ended(self) -> tuple[date | None, str]:
        """Return the day the duty ended and why: closed, left, offer ended, superseded or declined."""
        if self._ended is None:
            ends = self._ends()
            self._ended = min(ends) if ends else (None, "")
        return self._ended

    def _ends(self) -> list[tuple[date, str]]:
        found = self._stops()
        if not self.rule.survives_closing:
            if self.stay is None:
                wanted, convention = self.rule.applies_to, self.entry.pack.head.convention
                left = applies.left_on(self.case, wanted, self.on, convention)
                found += [left] if left is not None else []
            elif self.stay.to is not None:
                found.append((self.stay.to, self.stay.why))
        return found

    def _stops(self) -> list[tuple[date, str]]:
        """Return when the clock stops and why, whoever comes under the rule."""
        instance, found = self.instance, list[tuple[date, str]]()
        if not self.rule.survives_closing:
            found += [(day, "closed") for day in self.case.closings if day >= instance.begun][:1]
        offer = instance.offer
        if self.rule.kind == "every" and offer is not None and offer.to is not None:
            found.append((offer.to + ONE_DAY, "offer_ended"))
        if instance.superseded is not None:
            found.append((instance.superseded, "superseded"))
        if instance.declined is not None:
            found.append((instance.declined, "declined"))
        if instance.stopped is not None:
            found.append(instance.stopped)
        if instance.broken is not None:
            found.append((instance.broken, "broken"))
        if instance.unpaid is not None:  # the benefit that the clock runs with has been left
            found.append((instance.unpaid, "left_benefit"))
        return found


class Outcome(Struct, kw_only=True):
    """One deadline as its kind sees it. `base` is the date before exemptions, `due` after them.

    `finished` (on, or None) closes a series; `changes` are days on which counts change by themselves.
    """

    ordinal: int = 1
    base: date | None = None
    due: date | None = None
    shift: exempt.Shift | None = None
    required: float = 1
    counted: float = 0
    acts: Sequence[date] = ()
    met_on: date | None = None
    earliest_on: date | None = None
    early: Sequence[date] = ()  # days that would have met it, but lie before the earliest
    last_safe: date | None = None
    missing: tuple[str, ...] = ()
    oldest: date | None = None  # rolling: the contact whose falling out makes the window fail
    planned: int = 0  # share: the days to come of offers
    until: date | None = None  # share: the last day of the year that is looked at
    reached: date | None = None  # cumulated: the day on which so much has come together
    since: date | None = None  # cumulated: the day that is counted from, where not all from the trigger on is
    breaks: Sequence[tuple[date, date]] = ()  # cumulated: times off the benefit among what is counted
    spell: tuple[date, date] | None = None  # cumulated: the time on benefit in which days are counted first
    soonest: date | None = None  # cumulated: where the date is not known, the first day that it may be
    before: date | None = None  # cumulated: as much had come together before this day, which is not asked for
    last: date | None = None  # the date counts from this time, not from the trigger
    first: int = 0  # which of the first dates of a series it is, where it counts from the trigger
    changes: Sequence[date] = ()
    note: str = ""
    aside: tuple[str, ...] = ()  # not known, but it makes no difference
    pending: bool = False  # no date yet, but nothing is missing either
