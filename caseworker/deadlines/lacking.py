"""What is asked for where nothing is recorded that could have set a clock going, and everyone in the group has it."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from msgspec.structs import replace

from caseworker.deadlines.applies import left_on, under
from caseworker.deadlines.away import absences, registering
from caseworker.deadlines.benefit_periods import paid_until
from caseworker.deadlines.case import Case, is_break
from caseworker.deadlines.closings import closed_between
from caseworker.deadlines.codes import EventType
from caseworker.deadlines.comings import Circle, comings, is_about, is_asked, is_of_others, parted_on, told_of
from caseworker.deadlines.facts import Group
from caseworker.deadlines.illnesses import illnesses
from caseworker.deadlines.periods import came_in, reaches, runs
from caseworker.deadlines.rules import CONTACTS, Convention, Rule, Trigger
from caseworker.deadlines.triggers import Instance

# What cannot come before the first day on the benefit: illness can.
_ON_BENEFIT: frozenset[EventType] = frozenset({"first_payment"})


def unknown_instance(case: Case, rule: Rule, convention: Convention, floor: date | None) -> Instance | None:
    """Return an instance without a day where everyone in the group has the trigger but none is recorded.

    A benefit is not asked for in a time in a group of which it is known that the citizen is on another one. Nobody
    comes under the rule before `floor`, its first day.
    """
    trigger = rule.trigger
    wanted = rule.applies_to.groups
    if set_none_going(case, trigger, Circle(wanted), convention):
        return None
    begun = [g for g in case.groups if g.code in wanted and g.from_ <= case.today]
    if trigger.benefit:
        begun = [g for g in begun if not _on_another(case, g, convention)]
    rule = on_any_benefit(rule)
    days = ((g, day) for g in begun for day in _first_days(case, rule, g))
    found = next(
        (
            (g, day)
            for g, day in days
            if _may_concern(case, rule, day, floor or day, convention)
            and not settled_anyhow(case, rule, day, convention)
        ),
        None,
    )
    if found is None:
        return None
    group, since = found
    missing = min(trigger.event or trigger.course or trigger.contact_period, default="benefit")
    return Instance(None, f"{group.code}@{since}", "unknown", group.code, since=since, missing=(missing,))


def set_none_going(case: Case, trigger: Trigger, circle: Circle, convention: Convention) -> bool:
    """Return whether there is what could set a clock going, but so soon after being off the register that it need not.

    Nothing is missing then, but for a later time of which nothing is recorded (`unrecorded`).
    """
    return trigger.min_months_since_deregistered is not None and any(
        not is_of_others(case, event.on, circle, convention) for event in case.events_of(trigger.event)
    )


def on_any_benefit(rule: Rule) -> Rule:
    """Return a rule whose benefit is what is asked: where no other one is known, it may be that one."""
    if not rule.trigger.benefit:
        return rule
    return replace(rule, applies_to=replace(rule.applies_to, benefits=frozenset()))


def _first_days(case: Case, rule: Rule, group: Group) -> list[date]:
    """Return the days, up to today, on which a time in a group may have brought under the rule.

    That is its first one, and where the rule asks for a benefit each on which one of these began while in the group.
    """
    wanted = rule.applies_to.benefits
    came = [b.from_ for b in case.benefits if b.type in wanted and b.from_ > group.from_]
    last = min(group.to or case.today, case.today)
    return [group.from_, *(day for day in came if day <= last)]


def _on_another(case: Case, group: Group, convention: Convention) -> bool:
    """Return whether a benefit is recorded today, or on the last day in a group that has been left.

    A few days between two benefits leave none open (CNT-4).
    """
    day = min(group.to or case.today, case.today)
    before = [b.to for b in case.benefits if b.from_ <= day]
    if any(to is None or to >= day for to in before):
        return True
    last = max((to for to in before if to is not None), default=None)
    following = min((b.from_ for b in case.benefits if b.from_ > day), default=None)
    return last is not None and following is not None and not is_break(last, following, convention)


def _may_concern(case: Case, rule: Rule, since: date, floor: date, convention: Convention) -> bool:
    """Say whether a rule may concern the citizen since this day, or its first one, or by now if each day decides."""
    if under(case, rule, max(since, floor), convention, since).holds:
        return True
    return rule.judged == "each_day" and under(case, rule, case.today, convention, since).holds


def settled_anyhow(case: Case, rule: Rule, since: date, convention: Convention) -> bool:
    """Return whether nothing is open of the time since a day, whenever it was that set the clock going."""
    return (
        _left_before_any(case, rule, since, convention)
        or _left_before_asked(case, rule, since, convention)
        or _itself_first(case, rule, since, convention)
    )


def _itself_first(case: Case, rule: Rule, since: date, convention: Convention) -> bool:
    """Return whether what was to follow the first contact was done, and stood when the time since a day began.

    With no contact known before it, it was the first one itself (CNT-1).
    """
    met = rule.met_by
    if not rule.trigger.by_contact or CONTACTS.isdisjoint(met.events):
        return False
    done = [e.on for e in case.events_of(met.events)] + [a.on for a in case.acts if a.type in met.acts]
    undone = [e.on for e in case.events_of(met.undone_by) if e.on <= since]
    came_on = [c for c in comings(case, Circle(rule.applies_to.groups), convention) if c.on == since]
    return any(
        reaches(case, day, since, convention)
        and not any(day < off for off in undone)
        and all(is_about(case, day, coming, convention) for coming in came_on)
        for day in done
    )


def _left_before_any(case: Case, rule: Rule, since: date, convention: Convention) -> bool:
    """Return whether the benefit that the clock runs with was left before any date that it could have given.

    Then nothing is open, on whatever day of the benefit it began.
    """
    trigger = rule.trigger
    first = min((span for span in rule.first), key=lambda span: span.after(since), default=rule.period)
    if first is None or not trigger.while_on or not trigger.event <= _ON_BENEFIT:
        return False
    over = paid_until(case, since, trigger.while_on, convention)
    stretches = runs(case, trigger.while_on, convention)
    run = next((r for r in stretches if (r.records[-1].to or date.max) >= since), None)
    return over is not None and run is not None and over <= min(case.today, first.after(run.first))


def _left_before_asked(case: Case, rule: Rule, since: date, convention: Convention) -> bool:
    """Return whether the group was left before any date that a registration in this time could have given.

    In groups that a contact opens it is no earlier than the first contact: else it would have been that (CNT-1).
    """
    wanted = rule.applies_to
    if rule.trigger.event != {"registered"} or rule.period is None or not wanted.groups:
        return False
    if not wanted.groups <= convention.opened_by_contact:
        return False
    asked = [e.on for e in case.events_of({"first_contact"}) if reaches(case, e.on, since, convention)]
    left = left_on(case, wanted, since, convention)
    if not asked or left is None or left[0] > min(case.today, rule.period.after(asked[0])):
        return False
    times = absences(case, wanted.groups, wanted.benefits, convention, since)
    return not any(one.kept for one in times)  # who is back has the date on that day


def on_own_help(
    case: Case, trigger: Trigger, found: list[Instance], circle: Circle, convention: Convention
) -> list[Instance]:
    """Return the clocks, each ending where somebody came into the groups on help that its contact was not about."""
    if not is_asked(case, trigger, circle):
        return found
    result = []
    for instance in found:
        day = instance.on and parted_on(case, instance.on, circle, convention)
        if day and (instance.superseded is None or day < instance.superseded):
            instance = replace(instance, superseded=day, doubt=())
        result.append(instance)
    return result


def registered_again(
    case: Case, trigger: Trigger, found: list[Instance], circle: Circle, convention: Convention
) -> list[Instance]:
    """Return the clocks of registrations, each ending with the next one about coming back: that takes its place.

    So does one that comes so soon after being off the register that it sets none going.
    """
    if not found or not trigger.event or not trigger.event <= {"registered", "re_registered"}:
        return found
    days = {other.on for other in found if other.on is not None}
    if trigger.min_months_since_deregistered is not None and "registered" in trigger.event:
        days |= {event.on for event in told_of(case, trigger, circle, convention) if event.on <= case.today}
    if len(days) < 2:
        return found
    result = []
    for instance in found:
        on = instance.on
        away = absences(case, circle.groups, frozenset(), convention, on) if on is not None else ()
        later = sorted(day for day in days if on is not None and day > on)
        pairs = [(day, one.out) for day in later if (one := registering(away, day)) is not None]
        if pairs and (instance.superseded is None or pairs[0][0] < instance.superseded):
            instance = replace(instance, superseded=pairs[0][0], left=pairs[0][1], doubt=())
        result.append(instance)
    return result


def unrecorded(
    case: Case, trigger: Trigger, found: list[Instance], circle: Circle, convention: Convention
) -> Instance | None:
    """Return an instance without a day for the period that runs, where all that is recorded belongs to earlier ones.

    The period runs from coming into one of them, from the benefit that followed a free calendar month, or from the
    first day of another illness on.
    """
    if not (trigger.by_contact or trigger.while_on):
        return None
    name, since, why = _running(case, circle.groups, convention, returns=not trigger.while_on)
    last, first = next(reversed(illnesses(case, trigger, convention)), (date.min, date.min))
    since = max(since, first) if since is not None else None
    if since is None or any(day >= since for day in case.closings):
        return None
    told = told_of(case, trigger, circle, convention)
    days = [event.on for event in told] + [instance.since for instance in found]
    if trigger.min_months_since_deregistered is not None:
        # Which it may be that set none going.
        again = [event.on for event in case.events.get("re_registered", ())]
        days += [day for day in again if not is_of_others(case, day, circle, convention)]
    days = [day for day in days if not closed_between(case, day, since) and day > last]
    if trigger.group_moves:
        came = came_in(case, since, convention)
        days = [day for day in days if came_in(case, day, convention) == came]
    came_on = comings(case, circle, convention) if is_asked(case, trigger, circle) else []
    coming = came_on[-1] if came_on else None
    if coming is not None and coming.on >= since:
        if coming.on > since:
            why = "again" if coming.again else why
            name, since = coming.name, coming.on
        if any(
            is_about(case, day, coming, convention)
            and (coming.again or reaches(case, day, since, convention))
            for day in days
        ):
            return None
    elif any(reaches(case, day, since, convention) for day in sorted(days, reverse=True)):
        return None
    missing = min(trigger.event or trigger.course or trigger.contact_period)
    return Instance(None, f"{name}@{since}", "unknown", name, why, since, missing=(missing,))


def ended_by(trigger: Trigger, found: list[Instance], again: Instance) -> list[Instance]:
    """Return the clocks that run with a benefit, each over when the time begins of which nothing is recorded.

    What is asked for there anew, such as the first day of absence, is not the one of before too.
    """
    if not trigger.while_on:
        return found
    day = again.since
    return [
        replace(one, superseded=day, doubt=())
        if one.on is not None and one.on < day and (one.superseded is None or day < one.superseded)
        else one
        for one in found
    ]


def _running(
    case: Case, groups: frozenset[str], convention: Convention, *, returns: bool
) -> tuple[str, date | None, str]:
    """Return what the period began with that runs today, its first day, and why it began. No day: none runs.

    Groups with no free calendar month between them are one time, unless the case was closed there. `returns`: a benefit
    after such a month begins anew.
    """
    name, since, why = "", None, "period"
    last: date | None = None
    for group in case.groups:
        if group.code in groups and group.from_ <= case.today:
            if (
                since is None
                or (last is not None and is_break(last, group.from_, convention))
                or closed_between(case, since, group.from_)
            ):
                name, since = group.code, group.from_
            last = group.to
    if since is None or (last is not None and last < case.today):
        return "", None, why
    begun = [benefit for benefit in case.benefits if benefit.from_ <= case.today]
    for one, two in pairwise(begun if returns else []):
        if one.to is not None and two.from_ > since and is_break(one.to, two.from_, convention):
            name, since, why = two.type, two.from_, "again"
    return name, since, why
