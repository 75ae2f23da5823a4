"""When somebody came into groups on help of its own, and which contacts are about that help (CNT-1, CNT-3)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from caseworker.deadlines.away import Absence, absences, registering
from caseworker.deadlines.case import ONE_DAY, Case, is_break
from caseworker.deadlines.closings import closed_between
from caseworker.deadlines.facts import Event, Group
from caseworker.deadlines.periods import Run, about, begins_anew, spoken_of
from caseworker.deadlines.rules import CONTACTS, REGISTERED, Convention, Trigger
from caseworker.deadlines.spans import NEAR_DAYS


class Coming(Struct, frozen=True):
    """Coming into groups from outside: the first day in them on the help, what it is called, and the help.

    `run` is None where no benefits are recorded: the group stands for its own. `again`: they had been left before.
    """

    on: date
    name: str
    group: Group
    run: Run | None = None
    again: bool = False


class Circle(Struct, frozen=True):
    """The groups that a clock is about: to move from one to another of them begins no new one.

    `others`: those from which coming into them is coming from outside (empty: all others).
    """

    groups: frozenset[str]
    others: frozenset[str] = frozenset()


def circle_of(
    trigger: Trigger, wanted: frozenset[str], groups: frozenset[str], convention: Convention
) -> Circle:
    """Return the circle of a rule that wants some of the groups of its clock.

    Cash help and dagpenge have the registration in common, but each has its own: dagpenge follows no contact (CNT-1).
    """
    by_contact = convention.opened_by_contact
    if _registered(trigger) and wanted and wanted.isdisjoint(by_contact):
        return Circle(groups - by_contact, by_contact)
    return Circle(groups)


def _registered(trigger: Trigger) -> bool:
    return bool(trigger.event) and trigger.event <= REGISTERED


def is_asked(case: Case, trigger: Trigger, circle: Circle) -> bool:
    """Return whether a clock asks for a contact on each help: contact periods see a new benefit themselves."""
    # Where one group and one benefit are all there is, each contact is about that.
    if len(case.groups) < 2 and len(case.benefits) < 2:
        return False
    if _registered(trigger):
        return bool(circle.others)
    return "first_contact" in trigger.course or (
        "first_contact" in trigger.contact_period and not case.benefits
    )


def comings(case: Case, circle: Circle, convention: Convention) -> list[Coming]:
    """Return the times somebody came into these groups up to today, by day, on help that began while outside them.

    Of the first one it may have been running: then it is the same help.
    """
    found: list[Coming] = []
    last: date | None = None
    away = not circle.others
    for group in case.groups:
        if group.code not in circle.groups or group.from_ > case.today:
            away = away or group.code in circle.others
            continue
        again = last is not None
        if away and (last is None or last + ONE_DAY < group.from_):
            away = not circle.others
            run = about(case, group.from_, convention)
            if run is not None and (last is None or last < run.first) and run.first <= case.today:
                day = max(group.from_, run.first)
                found.append(Coming(day, run.records[0].type, group, run, again))
            elif not case.benefits and not again:
                found.append(Coming(group.from_, group.code, group))
        last = group.to
    return found


def is_about(case: Case, day: date, coming: Coming, convention: Convention) -> bool:
    """Return whether a contact on a day is about the help somebody came on, or nobody can tell that it is not.

    Said while other help runs, and near the first day of none, it is about that one. On coming back only what is known
    to be about it is: another benefit lay between.
    """
    if day >= coming.on:
        return True
    if coming.run is None:
        return _of_group(case, day, coming.group, convention)
    meant = spoken_of(case, day, convention)
    if meant is None and not coming.again:
        meant = about(case, day, convention) or coming.run
    return meant == coming.run


def parted_on(case: Case, day: date, circle: Circle, convention: Convention) -> date | None:
    """Return the first day on help that a contact on a day is not about, or None: what it opened ends there."""
    found = (c.on for c in comings(case, circle, convention) if not is_about(case, day, c, convention))
    return next(found, None)


def told_of(case: Case, trigger: Trigger, circle: Circle, convention: Convention) -> list[Event]:
    """Return the events of a trigger. Registering again is a registration where one has been away (CNT-4).

    So it is on the first day of help, with no registration or contact known for it. One in another group, about the
    help there, is none for the groups; nor is a second one about help for which one was registered ahead.
    """
    types = trigger.event or trigger.course or trigger.contact_period
    found = case.events_of(types)
    again = case.events.get("re_registered", []) if "registered" in types else []
    if trigger.event and trigger.event <= CONTACTS | REGISTERED and trigger.expected and len(case.groups) > 1:
        found = [e for e in found if not is_of_others(case, e.on, circle, convention)]
        again = [e for e in again if not is_of_others(case, e.on, circle, convention)]
    if trigger.event == {"registered"}:
        found = _once_each(case, found, convention)
    last: date | None = None
    kept: list[Event] = []
    for event in sorted(dict.fromkeys([*found, *again]), key=lambda e: (e.on, e.type not in types)):
        anew = event.type in types or not circle.groups
        if not anew and last is None:
            anew = _is_first_day(case, circle, event.on)
        elif not anew and last is not None:
            anew = (
                closed_between(case, last, event.on)
                or begins_anew(case, last, event.on, convention)
                or _asked_anew(case, trigger, circle, last, event.on, convention)
            )
        if anew:
            kept.append(event)
            last = event.on
    return kept if again else found


def _once_each(case: Case, found: list[Event], convention: Convention) -> list[Event]:
    """Return the registrations without further ones about the same help, nor on the same day: the first one counts.

    Not so after a closing, being taken off the register, or leaving a group or benefit since, and since its first day.
    One written twice on a day was made once.
    """
    undone = [*case.closings, *(event.on for event in case.events_of(("deregistered",)))]
    ends = [group.to for group in case.groups] + [benefit.to for benefit in case.benefits]
    left = [day for day in ends if day is not None]
    kept: list[Event] = []
    for event in found:
        if kept and kept[-1].on == event.on:
            continue
        run = about(case, event.on, convention) if kept and case.benefits else None
        first = run.first if run is not None else date.max
        if first > event.on or not any(
            about(case, one.on, convention) == run
            and not any(one.on <= day <= event.on for day in undone)
            and not any(max(first, one.on) <= day < event.on for day in left)
            for one in kept
        ):
            kept.append(event)
    return kept


def is_of_others(case: Case, day: date, circle: Circle, convention: Convention) -> bool:
    """Return whether what is said on a day is said in other groups, about help with which nobody came into these.

    From some groups coming into these is coming on help of its own anyhow (`comings`).
    """
    groups, drawn = case.there(day)
    near = circle.groups | circle.others
    if not (groups and drawn) or any(group.code in near for group in groups):
        return False
    run = about(case, day, convention)
    return not any(
        group.code in circle.groups and about(case, group.from_, convention) == run for group in case.groups
    )


def _asked_anew(
    case: Case, trigger: Trigger, circle: Circle, before: date, day: date, convention: Convention
) -> bool:
    """Return whether what is said on a day asks for help in the groups anew, behind what was said before.

    It is about coming back from a time away since then, or from one of then that what was said before is not about.
    Or it is said on the first day of help that what was said before is not about.
    """
    rows = (g.from_ for g in reversed(case.groups) if g.code in circle.groups and g.from_ <= before)
    away = registering(absences(case, circle.groups, frozenset(), convention, next(rows, before)), day)
    if away is not None and away.covers(before) and _of_coming_back(case, circle, away, before):
        away = None
    if (
        away is not None
        and (away.back is None or before < away.back)
        and _of_coming_back(case, circle, away, day)
    ):
        return True
    return is_asked(case, trigger, circle) and any(
        c.on == day and not is_about(case, before, c, convention) for c in comings(case, circle, convention)
    )


def _of_coming_back(case: Case, circle: Circle, away: Absence, day: date) -> bool:
    """Return whether what is said in a time away is about coming back from it.

    In another group, or on other help, it is up to 31 days before that; else it is about that other.
    """
    groups, drawn = case.there(day)
    elsewhere = bool(drawn) or any(group.code not in circle.groups for group in groups)
    return not elsewhere or (away.back is not None and (away.back - day).days <= NEAR_DAYS)


def _is_first_day(case: Case, circle: Circle, day: date) -> bool:
    """Return whether a time on help in the groups begins on a day; where no benefits are recorded, one in them."""
    now, drawn = case.there(day)
    if not any(group.code in circle.groups for group in now):
        return False
    before, had = case.there(day - ONE_DAY)
    return bool(drawn - had) if case.benefits else not any(group.code in circle.groups for group in before)


def _of_group(case: Case, day: date, group: Group, convention: Convention) -> bool:
    """Return whether a contact is about a group, each standing for its own help (see `periods.spoken_of`)."""
    times = _times(case.groups, convention)
    running = next((first for first, last in times if first <= day <= (last or date.max)), None)
    coming = next((first for first, _ in times if first > day), group.from_)
    if coming != group.from_:
        return False
    behind = (day - running).days if running is not None else NEAR_DAYS + 1
    return behind > NEAR_DAYS or (coming - day).days < behind


def _times(groups: Iterable[Group], convention: Convention) -> list[tuple[date, date | None]]:
    """Return the first and last days of the times in one group."""
    found: list[tuple[date, date | None]] = []
    code = ""
    for group in groups:
        end = found[-1][1] if found else None
        if group.code == code and end is not None and not is_break(end, group.from_, convention):
            found[-1] = found[-1][0], group.to
        else:
            found.append((group.from_, group.to))
        code = group.code
    return found
