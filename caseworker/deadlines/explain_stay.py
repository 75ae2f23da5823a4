"""Since when, and until when, the citizen comes under a rule, in words: a part of "why this date?"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from caseworker.base.text import Text, t
from caseworker.deadlines import met
from caseworker.deadlines.applies import expected_well, group_on
from caseworker.deadlines.case import ONE_DAY, Case, birthday
from caseworker.deadlines.codes import WAGES
from caseworker.deadlines.facts import Benefit, Group
from caseworker.deadlines.outcome import Job, Outcome
from caseworker.deadlines.rules import Applies, CategoriesEnd, Lapses, Rule
from caseworker.deadlines.sentences import ENDS, Told, day_words
from caseworker.people.words import GROUPS, VISITED

_OF_A_JOB = {"left_benefit": "left_job", "broken": "broken_job"}


def is_wage(rule: Rule) -> bool:
    """Return whether a rule is about a job with pay, which is recorded with the benefits."""
    return bool(rule.applies_to.benefits) and rule.applies_to.benefits <= WAGES


def stay_steps(told: Told, job: Job) -> None:
    """Say since when the rule holds, where that is after the trigger day, and why."""
    day = job.joined
    if day is None:
        return
    changes = list(_changes(job.case, job.rule, job.on, day))
    if day == job.entry.floor:
        told.append(
            (day, t("The rule holds from {day}, also for those whose time began before.", day=day_words(day)))
        )
    elif day == job.instance.anew:
        closed = max(one for one in job.case.closings if one < day)
        told.append((day, t("The case was closed on {day} and goes on from {back}: what was done, or was due, before "
                            "counts no more.", day=day_words(closed), back=day_words(day))))  # fmt: skip
    elif not changes and job.rule.lapses_when is not None:
        told.append((day, _holds_again(job, job.rule.lapses_when, day)))
    else:
        why = changes[0] if changes else t("what is known about the citizen changed that day")
        if day > job.case.today:
            why = changes[0] if changes else t("what is known about the citizen changes that day")
            text = t("The citizen comes under the rule on {day}: {why}.", day=day_words(day), why=why)
        elif job.stay is not None and job.stay.gaps and job.stay.gaps[-1][0] > job.on:
            text = t("The citizen came under the rule again on {day}: {why}.", day=day_words(day), why=why)
        else:
            text = t("The citizen came under the rule on {day}: {why}.", day=day_words(day), why=why)
        told.append((day, text))
    if job.begins == day:
        told.append((day, t("The time counts from that day.")))
    elif day == job.instance.anew:
        if not _looks_back(job.rule):
            counts = t("The time on the benefit itself is counted on all the same, from {day}.")
            told.append((job.on, counts.with_values(day=day_words(job.on))))
    elif not job.rule.series and not _looks_back(job.rule):
        told.append((job.on, t("The time still counts from {day}.", day=day_words(job.on))))


def _looks_back(rule: Rule) -> bool:
    """Return whether a rule counts within the last months: another step says from which day."""
    return rule.cumulated is not None and rule.cumulated.in_months is not None


def _holds_again(job: Job, lapses: Lapses, day: date) -> Text:
    """Say what is over that had made the duty lapse."""
    if lapses.work_hours is not None:
        return t("From {day} the citizen no longer has ordinary work of at least {hours} hours a week. "
                 "So the duty holds again.", day=day_words(day), hours=lapses.work_hours)  # fmt: skip
    case, convention = job.case, job.entry.pack.head.convention
    first = next(iter(met.days(case, job.rule, convention, job.instance)), day)
    if case.trait("employed", day - ONE_DAY) is True and case.trait("employed", day) is not True:
        why = t("no longer in work from that day")
    elif expected_well(case, day, first) != expected_well(case, day - ONE_DAY, first):
        why = t("no longer expected to be well in time from that day")
    else:
        why = t("still ill when the time in which the citizen was to be well was over")
    return t("The duty holds again from {day}: {why}.", day=day_words(day), why=why)


def category_step(told: Told, job: Job) -> None:
    """Say in which category the citizen counts, where none is written because the law has none any more."""
    wanted = job.rule.applies_to
    for end in job.entry.pack.head.convention.categories_end if wanted.category else ():
        bare = [
            g
            for g in job.case.facts.groups
            if g.code == end.group and g.category is None and g.from_ >= end.from_
        ]
        if end.group not in wanted.groups or not bare or min(g.from_ for g in bare) > job.case.today:
            continue
        now = group_on(job.case, bare[0].from_)
        if now is not None and now.category is not None:
            told.append((end.from_, t("The law has had no categories since {day}. For this rule of before the citizen "
                                      "counts in category {number}.", day=day_words(end.from_),
                                      number=now.category)))  # fmt: skip
    for end in job.entry.pack.head.convention.categories_end if wanted.category else ():
        if end.group in wanted.groups and (day := _moved_on(job.case, end)) is not None:
            told.append((day, t("The law has had no categories since {since}, so the move can no longer be written. "
                                "Under the older rules the citizen counts in category {number} from {day}.",
                                since=day_words(end.from_), number=end.otherwise,
                                day=day_words(day))))  # fmt: skip


def _moved_on(case: Case, end: CategoriesEnd) -> date | None:
    """Return the day from which on the citizen counts in another category than the one written, or None."""
    written = [
        g for g in case.facts.groups if end.moved and g.category in end.moved.category and g.code == end.group
    ]
    return next(
        (
            group.from_
            for group in case.groups
            if group.code == end.group and group.category == end.otherwise and group.from_ >= end.from_
            if any(g.from_ <= group.from_ and (g.to is None or group.from_ <= g.to) for g in written)
        ),
        None,
    )


def closing_steps(told: Told, job: Job, over: date | None) -> None:
    """Say that the clock ran on over the closing of an earlier case. `over`: the day on which it stopped, if it did."""
    for event in job.case.events.get("case_closed", ()):
        if event.until is None or event.on < job.on or (over is not None and over < event.until):
            continue
        text = t("The case was closed on {day}. No free calendar month lies between it and the new one from {back}, "
                 "so the time counts on.", day=day_words(event.on), back=day_words(event.until))  # fmt: skip
        told.append((event.on, text))


def not_moved(job: Job, outcome: Outcome) -> Text | None:
    """Return the sentence of a move to another category that was due by the date and is not recorded, or None."""
    rule, today, due = job.rule, job.case.today, outcome.due
    group, ended = group_on(job.case, today), job.ended[0]
    if rule.moves_to is None or due is None or today <= due or (ended is not None and ended <= today):
        return None
    if group is None or group.from_ > today or group.category not in rule.applies_to.category:
        return None
    return t("The move to category {number} is not recorded.", number=rule.moves_to)


def floor_step(told: Told, job: Job, outcome: Outcome) -> None:
    """Say that the date is the day of coming under the rule, or back on the benefit, where it would lie before."""
    rule, base = job.rule, outcome.base
    counted = rule.series or rule.kind == "cumulated"
    plain = None if counted or rule.period is None else job.due_after(rule.period)
    if base is None or base in (outcome.reached, plain):
        return
    if job.instance.left is not None and base == job.instance.superseded:
        told.append(
            (base, t("It was still to come when the citizen left, and registering again took its place."))
        )
        return
    if base == job.told_ahead:
        told.append((base, t("It is about help that begins on that day, so it is not due before.")))
    elif base == job.joined and (counted or rule.applies_to.benefits):
        told.append((base, t("The deadline is not before the day on which the citizen came under the rule.")))
    elif base in (one.back for one in job.away) and base != (outcome.last or job.on):
        told.append((base, _back(rule)))


def moved_back(told: Told, job: Job, outcome: Outcome) -> None:
    """Say that the exemptions have put the date into a time away, so that it is the day of coming back."""
    effects, due = outcome.shift.effects if outcome.shift else (), outcome.due
    if effects and due not in (effects[-1].due, outcome.base) and due in (one.back for one in job.away):
        told.append((due, _back(job.rule)))


def _back(rule: Rule) -> Text:
    if rule.applies_to.benefits:
        return t("It would fall in days off the benefit, so it is the day on which the benefit goes on.")
    return t("It would fall in a time in which the citizen was away, so it is the day of coming back.")


def ended_step(job: Job, ended: date, why: str) -> Text:
    """Return the sentence of why a duty is over."""
    rule = job.rule
    if rule.arises:
        return t("From {day} on what the right asks for no longer holds.", day=day_words(ended))
    lapses = rule.lapses_when
    changed = next(_changes(job.case, rule, job.on, ended), None) if why == "outside" else None
    if changed is not None:
        return t("The citizen no longer came under the rule from {day}: {why}. The deadline no longer applies.",
                 day=day_words(ended), why=changed)  # fmt: skip
    if why == "lapsed" and lapses is not None and lapses.work_hours is not None:
        return t("From {day} the citizen has ordinary work of at least {hours} hours a week. Then the duty lapses.",
                 day=day_words(ended), hours=lapses.work_hours)  # fmt: skip
    if why in _OF_A_JOB and is_wage(rule):
        why = _OF_A_JOB[why]
    # An offer's follow-up ends the day after its last, a broken period the day after the month without benefit.
    return ENDS[why].with_values(
        day=day_words(ended - ONE_DAY if why in {"offer_ended", "broken", "broken_job"} else ended)
    )


def _changes(case: Case, rule: Rule, trigger: date, day: date) -> Iterator[Text]:
    """Yield what a rule asks for and what became different on the day, the weightiest first."""
    parts = [part for part in (rule.applies_to, rule.unless) if part is not None]
    before, now = _group(case, day - ONE_DAY, trigger), _group(case, day, trigger)
    if now is not None:
        yield from _group_changes(rule.applies_to, before, now)
    if rule.applies_to.benefits and _benefit(case, day - ONE_DAY) != _benefit(case, day):
        yield t("in a flex-job from that day") if is_wage(rule) else t("on the benefit from that day")
    born = case.facts.citizen.birth_date
    for age in sorted({a for p in parts for a in (p.from_age, p.under_age) if a is not None}):
        if born is not None and birthday(born, age) == day:
            yield t("{age} years old that day", age=age)
    if "work_duty" in rule.applies_to.marked:
        yield from _work_duty(case, day)
    if any("employed" in p.traits or "employed" in p.marked for p in parts):
        had, has = case.trait("employed", day - ONE_DAY), case.trait("employed", day)
        if had is not has and has is not None:
            yield t("in work from that day") if has else t("no longer in work from that day")
    limit = next((p.expected_well_within for p in parts if p.expected_well_within), None)
    if limit is not None and day == limit.after(trigger):
        yield t("still ill after {period}", period=limit.words())
    well = expected_well(case, day, trigger)
    if limit is not None and well != expected_well(case, day - ONE_DAY, trigger):
        if well is not None and well < limit.after(trigger):
            yield t("expected to be well in time from that day")
        else:
            yield t("no longer expected to be well in time from that day")


def _work_duty(case: Case, day: date) -> Iterator[Text]:
    if case.trait("work_duty", day - ONE_DAY) is not True:
        yield t("covered by the duty to work from that day")
    elif case.trait("work_duty", day) is not True:
        yield t("no longer covered by the duty to work from that day")


def _group_changes(wanted: Applies, before: Group | None, now: Group) -> Iterator[Text]:
    if wanted.groups and (before is None or before.code != now.code):
        name = GROUPS.get(now.code)
        if name is not None:
            yield t("the target group “{group}” from that day", group=name)
        else:
            yield t("a new target group from that day")
    elif wanted.category and before is not None and before.category != now.category and now.category:
        yield t("category {number} from that day", number=now.category)
    elif wanted.match and before is not None and before.match != now.match and now.match:
        yield t("match group {number} from that day", number=now.match)
    elif wanted.visited_as and before is not None and before.visited_as != now.visited_as:
        name = VISITED.get(now.visited_as or "")
        if name is not None:
            yield t("assessed as “{group}” from that day", group=name)


def _group(case: Case, day: date, trigger: date) -> Group | None:
    """Return the group in force on the day; on the trigger day it may be the next to begin."""
    group = group_on(case, day)
    return group if group is None or group.from_ <= day or day <= trigger else None


def _benefit(case: Case, day: date) -> Benefit | None:
    return next((b for b in case.benefits if b.from_ <= day and (b.to is None or b.to >= day)), None)
