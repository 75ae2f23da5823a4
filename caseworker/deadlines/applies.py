"""Whom a rule applies to: yes, no, or not known (and what is missing); and when that ends."""

from __future__ import annotations

from datetime import date, timedelta
from operator import itemgetter
from typing import Literal

from caseworker.base.dates import age_on
from caseworker.deadlines.case import ONE_DAY, Case, is_break
from caseworker.deadlines.facts import Benefit, Group
from caseworker.deadlines.periods import announced, reaches
from caseworker.deadlines.rules import Applies, Convention, Rule

Left = Literal["left_group", "left_benefit"]
# On cash benefit, which is then recorded, or supporting oneself (BEK 113/2026 § 15, contact groups 18, 19 and 27).
_ON_BENEFIT_OR_NOT = frozenset({"integration"})


class Verdict:
    """Three-valued: `holds` is False as soon as one condition fails; else `missing` names what is not known."""

    __slots__ = ("holds", "missing")

    def __init__(self) -> None:
        self.holds = True
        self.missing: list[str] = []

    def add(self, outcome: bool | None, missing: str) -> None:
        """Add one condition's outcome (None: not known)."""
        if outcome is None:
            self.missing.append(missing)
        elif not outcome:
            self.holds = False


def applies(
    case: Case,
    wanted: Applies,
    day: date,
    convention: Convention,
    trigger: date | None = None,
    person_on: date | None = None,
) -> Verdict:
    """Judge the conditions on the trigger day, or on a later `day` of the clock that began on `trigger`.

    On the trigger day the next group or benefit to begin may stand for one that is not there yet, and does so up to
    its first day, if that day belongs to it (`periods.reaches`); where there is none it is not known, nor is it later.
    Else only what is in force counts on a later day. `person_on`: another day on which age, traits and events are
    judged.
    """
    person_on = person_on or day
    since = trigger or day
    verdict = Verdict()
    if _asks_group(wanted):
        group = group_on(case, day)
        if _is_out(group, day) and not _stands_in(case, group, group_on(case, since), since, convention):
            verdict.holds = False
        elif group is None:
            verdict.add(None, "group")
        else:
            judge_group(verdict, wanted, group)
    if wanted.events:
        verdict.add(_has_happened(case, wanted, person_on), "event")
    if verdict.holds and wanted.benefits:
        _judge_benefit(verdict, wanted, case, day, since, convention)
    if verdict.holds:
        judge_person(verdict, wanted, case, person_on, min(since, person_on))
    return verdict


def _has_happened(case: Case, wanted: Applies, day: date) -> bool:
    """Return whether one of the events has happened by the day, and is not over for too long."""
    within = wanted.events_within
    return any(
        e.on <= day and (within is None or (e.until or e.on) >= within.before(day))
        for e in case.events_of(wanted.events)
    )


def judge_person(verdict: Verdict, wanted: Applies, case: Case, day: date, trigger: date) -> None:
    """Judge age and traits on a day of the clock that began on `trigger`. A birthday counts when it has come."""
    if wanted.under_age is not None or wanted.from_age is not None:
        _judge_age(verdict, wanted, case, max(trigger, min(day, case.today)))
    if verdict.holds and (wanted.traits or wanted.marked or wanted.expected_well_within):
        _judge_traits(verdict, wanted, case, day, trigger)


def excepted(
    case: Case,
    exception: Applies | None,
    day: date,
    convention: Convention,
    trigger: date | None = None,
    person_on: date | None = None,
) -> Verdict | None:
    """Return the verdict on an exception that holds on the day (see `applies`), or None.

    What is not known is no exception, but for what the exception asks about: then the verdict says it is missing.
    An expectation to be well in time excepts nobody who comes under the rule when that time is over.
    """
    if exception is None:
        return None
    within = exception.expected_well_within
    if within is not None and (person_on or day) >= within.after(trigger or day):
        return None
    verdict = applies(case, exception, day, convention, trigger, person_on)
    return verdict if verdict.holds and exception.asks.issuperset(verdict.missing) else None


def under(
    case: Case,
    rule: Rule,
    day: date,
    convention: Convention,
    trigger: date | None = None,
    person_on: date | None = None,
) -> Verdict:
    """Judge on a day (see `applies`) whether a citizen comes under a rule and under no exception from it."""
    verdict = applies(case, rule.applies_to, day, convention, trigger, person_on)
    if rule.unless is None or not verdict.holds:
        return verdict
    exception = excepted(case, rule.unless, day, convention, trigger, person_on)
    if exception is None:
        return verdict
    found = Verdict()
    found.holds = bool(exception.missing)
    found.missing = [*verdict.missing, *exception.missing]
    return found


def person_day(case: Case, rule: Rule, on: date, convention: Convention) -> date:
    """Return the day on which age and traits are judged once: of who registers for a benefit to come its first day.

    What counts time on that benefit judges them then too, so nobody has half of each track.
    """
    return ("registered" in rule.trigger.event and announced(case, on, convention)) or on


def group_on(case: Case, day: date) -> Group | None:
    """Return the group in force on the day, or the next to begin: visitation follows the first contact."""
    for group in case.groups:
        if group.to is None or group.to >= day:
            return group
    return None


def _benefit_on(case: Case, day: date) -> Benefit | None:
    return next((b for b in case.benefits if b.to is None or b.to >= day), None)


def _is_out(record: Group | Benefit | None, day: date) -> bool:
    return record is None or record.from_ > day


def _stands_in(
    case: Case,
    record: Group | Benefit | None,
    first: Group | Benefit | None,
    since: date,
    convention: Convention,
) -> bool:
    """Return whether a record that is not there yet stands in: the next from the trigger day on, if that is near it."""
    return record is first and (record is None or reaches(case, since, record.from_, convention))


def left_on(case: Case, wanted: Applies, day: date, convention: Convention) -> tuple[date, Left] | None:
    """Return the first day on which the citizen no longer belongs under the rule, and what was left, or None."""
    ends: list[tuple[date, Left]] = []
    if _asks_group(wanted) and (end := _group_end(case, wanted, day, convention)) is not None:
        ends.append((end, "left_group"))
    if wanted.benefits and case.benefits and (end := _benefit_end(case, wanted, day, convention)) is not None:
        ends.append((end, "left_benefit"))
    return min(ends, key=itemgetter(0)) if ends else None


def _asks_group(wanted: Applies) -> bool:
    return bool(wanted.groups or wanted.visited_as or wanted.insured or wanted.match or wanted.category)


def judge_group(verdict: Verdict, wanted: Applies, group: Group) -> None:
    """Judge what a rule asks of the target group."""
    if wanted.groups:
        verdict.add(group.code in wanted.groups, "group")
    if not verdict.holds:
        return
    if wanted.visited_as:
        verdict.add(None if group.visited_as is None else group.visited_as in wanted.visited_as, "visited_as")
    if wanted.insured:
        verdict.add(None if group.insured is None else insured(group) in wanted.insured, "insured")
    if wanted.match:
        verdict.add(None if group.match is None else group.match in wanted.match, "match")
    if wanted.category:
        known = group.category is not None and (not wanted.categories or group.category in wanted.categories)
        verdict.add(group.category in wanted.category if known else None, "category")


def insured(group: Group) -> str | None:
    """Return "full", "part" or None (not insured). Plain true means full-time insured."""
    if isinstance(group.insured, bool):
        return "full" if group.insured else None
    return group.insured.removesuffix("_time") if group.insured else None


def _judge_benefit(
    verdict: Verdict, wanted: Applies, case: Case, day: date, since: date, convention: Convention
) -> None:
    if not case.benefits:
        # Some groups have their benefit by law: there the group alone decides.
        group = group_on(case, day)
        supports_oneself = group is not None and group.code in _ON_BENEFIT_OR_NOT
        verdict.add(not supports_oneself if wanted.groups else None, "benefit")
        return
    benefit = _benefit_on(case, day)
    if _is_out(benefit, day) and not _stands_in(case, benefit, _benefit_on(case, since), since, convention):
        verdict.holds = False
        return
    verdict.add(None if benefit is None else benefit.type in wanted.benefits, "benefit")


def _judge_age(verdict: Verdict, wanted: Applies, case: Case, day: date) -> None:
    born = case.facts.citizen.birth_date
    if born is None:
        verdict.add(None, "birth_date")
        return
    age = age_on(born, day)
    verdict.add(
        (wanted.under_age is None or age < wanted.under_age)
        and (wanted.from_age is None or age >= wanted.from_age),
        "birth_date",
    )


def _judge_traits(verdict: Verdict, wanted: Applies, case: Case, day: date, trigger: date) -> None:
    for name in sorted(wanted.marked):
        verdict.add(case.trait(name, day) is True, name)
    for name, value in sorted(wanted.traits.items()):
        found = case.trait(name, day)
        verdict.add(None if found is None else found is value, name)
    if wanted.expected_well_within is not None:
        # The day of the trigger is day 1 (contact-rules.md section 5, convention 4).
        latest = wanted.expected_well_within.after(trigger) - timedelta(days=1)
        well = expected_well(case, day, trigger)
        asks = "expected_well" in wanted.asks and wanted.asks.issuperset(verdict.missing)
        verdict.add(None if well is None and asks else well is not None and well <= latest, "expected_well")


def expected_well(case: Case, day: date, trigger: date) -> date | None:
    """Return when the citizen is expected to be well, as it was known on the day.

    Where nothing is recorded it may stand on the first day of absence: the one on the trigger day, or the last
    one before it. An expectation that had passed by the trigger day says nothing.
    """
    value = case.trait("expected_well", day)
    if isinstance(value, date) and value >= trigger:
        return value
    absences = [e for e in case.events.get("first_absence_day", ()) if e.on <= trigger]
    if absences and any(absences[-1].on <= closed < trigger for closed in case.closings):
        return None  # that was another case
    known = (e.expected_on for e in absences if e.on == absences[-1].on and e.expected_on is not None)
    return next((day for day in known if day >= trigger), None)


def _group_end(case: Case, wanted: Applies, day: date, convention: Convention) -> date | None:
    """Return the first day out of the group. A row that leaves open what was known, or the other way, is the end."""
    end: date | None = None
    known: bool | None = None
    if (now := group_on(case, day)) is not None and now.to is None and now is case.groups[-1]:
        return None  # it goes on
    for group in case.groups:
        if group.to is not None and group.to < day:
            continue
        verdict = Verdict()
        judge_group(verdict, wanted, group)
        if known is None:
            if verdict.holds:
                known, end = not verdict.missing, group.to
        elif end is None:
            return None
        elif not verdict.holds or is_break(end, group.from_, convention):
            return end + ONE_DAY
        elif known is bool(verdict.missing):
            # Who may have been in it may have been so in the few days between.
            return end + ONE_DAY if known else max(end + ONE_DAY, group.from_)
        else:
            end = group.to
    return end + ONE_DAY if known is not None and end is not None else None


def _benefit_end(case: Case, wanted: Applies, day: date, convention: Convention) -> date | None:
    return _walk([b for b in case.benefits if b.to is None or b.to >= day], wanted, convention)


def _walk(records: list[Benefit], wanted: Applies, convention: Convention) -> date | None:
    end: date | None = None
    for benefit in records:
        if end is not None and (
            benefit.type not in wanted.benefits or is_break(end, benefit.from_, convention)
        ):
            break
        end = benefit.to
    return end + ONE_DAY if end is not None else None
