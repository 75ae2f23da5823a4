"""What lies around an event says of it: whether it came early, is of a group, counts as a registration, was declined.

And whether somebody who registers again had left a booking undone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from msgspec import Struct

from caseworker.deadlines.away import absences
from caseworker.deadlines.case import Case
from caseworker.deadlines.codes import EventType
from caseworker.deadlines.facts import Event
from caseworker.deadlines.rules import Convention, Rule, Trigger
from caseworker.deadlines.spans import NEAR_DAYS, add_months

# Requests for a talk: what "declined" answers. No other duty ends because somebody said no to a talk.
_REQUESTS: tuple[EventType, ...] = ("meeting_requested", "early_follow_up_requested")
_ON_REGISTER: tuple[EventType, ...] = ("registered", "re_registered")
_ORDERS: tuple[EventType, ...] = ("booking_order",)


class Missed(Struct, frozen=True):
    """A booking that was not made before somebody registered again: by which day, and what is not known of it."""

    by: date | None = None
    missing: tuple[str, ...] = ()


def is_early(case: Case, event: Event, weeks: int) -> bool:
    """Return whether the event lies within so many weeks of the first day of absence, which is day 1."""
    starts = [e.on for e in case.events.get("first_absence_day", ()) if e.on <= event.on]
    return bool(starts) and event.on < starts[-1] + timedelta(weeks=weeks)


def _registration_counts(case: Case, event: Event, trigger: Trigger) -> bool:
    """Return whether the last deregistration before the event is as long ago as the rule asks."""
    short, long = trigger.months_since_deregistered, trigger.min_months_since_deregistered
    off = [e.on for e in case.events.get("deregistered", ()) if e.on <= event.on]
    if not off:
        return True
    if short is not None:
        return add_months(off[-1], short) > event.on
    return add_months(off[-1], long or 0) <= event.on


def booking_before(case: Case, event: Event, trigger: Trigger, talks: Iterable[str]) -> Missed | None:
    """Return the booking missed between the registration before and this event, or None where it sets nothing going.

    A rule that asks for none looks only at how long ago the citizen was taken off the register.

    It counts whether the citizen was taken off the register for it or was off already, for another reason. `talks`:
    the kinds of contact that may have been booked. Where an order to book ran out with no talk after it, and where it
    is not told that or when the citizen was taken off, nobody can say: the answer names what would tell. A mere
    registration is one after being off only where that, or the missed booking, is told.
    """
    if not trigger.after_missed_booking:
        return Missed() if _registration_counts(case, event, trigger) else None
    before = max((e.on for e in case.events_of(_ON_REGISTER) if e.on < event.on), default=date.min)
    by = [e.on for e in case.events.get("booking_missed", ()) if before < e.on <= event.on]
    off = [e.on for e in case.events.get("deregistered", ()) if before < e.on <= event.on]
    if event.type == "registered" and (not (by or off) or _again_on(case, event.on)):
        return None
    months = trigger.months_since_deregistered
    if off and not _less_than(months, off[-1], event.on):
        return None
    if by:
        # Nobody is taken off for a booking before it is missed.
        return Missed(by[-1], () if off or _less_than(months, by[-1], event.on) else ("deregistered",))
    if any(_ran_out(case, order, before, event.on, frozenset(talks)) for order in case.events_of(_ORDERS)):
        return Missed(None, ("booking_missed",))
    return None if off else Missed(None, ("deregistered",))


def _again_on(case: Case, day: date) -> bool:
    return any(e.on == day for e in case.events.get("re_registered", ()))


def _less_than(months: int | None, day: date, later: date) -> bool:
    return months is None or add_months(day, months) > later


def _ran_out(case: Case, order: Event, before: date, back: date, talks: frozenset[str]) -> bool:
    """Return whether the last day of an order to book lay before a day, and no talk is known of since the order."""
    until = order.until or order.on
    booked = any(c.kind in talks and order.on < c.on <= back for c in case.facts.contacts)
    return before < until < back and not booked


def offer_declined_on(case: Case, first: date, last: date) -> date | None:
    """Return the first day between two on which an offered talk was declined that nobody had asked for."""
    asked = {declined_on(case, event) for event in case.events_of(_REQUESTS)}
    days = (e.on for e in case.events.get("declined", ()) if first <= e.on <= last)
    return next((day for day in days if day not in asked), None)


def declined_on(case: Case, event: Event) -> date | None:
    """Return the day a request for a talk was declined: the first such event after it, before the next request."""
    if event.type not in _REQUESTS:
        return None
    until = next((e.on for e in case.events_of(_REQUESTS) if e.on > event.on), date.max)
    return next((e.on for e in case.events.get("declined", ()) if event.on <= e.on < until), None)


def stopped_on(case: Case, rule: Rule, event: Event, convention: Convention) -> tuple[date, str] | None:
    """Return when, and by what, a clock that an event has set going is over, or None.

    An order with a last day is over with the citizen's leaving, and with being taken off the register if that holds on
    its last day, or comes after it.
    """
    trigger, wanted = rule.trigger, rule.applies_to
    stops = [
        (stop.on, stop.type)
        for stop in case.events_of(trigger.stopped_by)
        if stop.on > event.on and _there(case, trigger.stopped_in, stop.on)
    ]
    if trigger.at != "until":
        return next(iter(stops), None)
    until = event.until or event.on
    back = [e.on for e in case.events_of(_ON_REGISTER) if e.on <= until]
    stops = [stop for stop in stops if not any(stop[0] < day for day in back)]
    away = absences(case, wanted.groups, wanted.benefits, convention, event.on)
    return min((*stops, *((one.out, one.why) for one in away)), default=None)


def is_of_group(case: Case, rule: Rule, day: date) -> bool:
    """Return whether what happened on a day is about a group of the rule: that of then, or one to come soon."""
    if not rule.trigger.of_group or not case.groups:
        return True
    return any(
        g.code in rule.applies_to.groups
        and g.from_ <= day + timedelta(days=NEAR_DAYS)
        and (g.to is None or g.to >= day)
        for g in case.groups
    )


def _there(case: Case, groups: Collection[str], day: date) -> bool:
    return not groups or any(group.code in groups for group in case.there(day)[0])
