"""What the events around one say of it: whether it came early, counts as a registration, was declined."""

from __future__ import annotations

from datetime import date, timedelta

from caseworker.deadlines.case import Case
from caseworker.deadlines.codes import EventType
from caseworker.deadlines.facts import Event
from caseworker.deadlines.rules import Trigger
from caseworker.deadlines.spans import add_months

# Requests for a talk: what "declined" answers. No other duty ends because somebody said no to a talk.
_REQUESTS: tuple[EventType, ...] = ("meeting_requested", "early_follow_up_requested")


def is_early(case: Case, event: Event, weeks: int) -> bool:
    """Return whether the event lies within so many weeks of the first day of absence, which is day 1."""
    starts = [e.on for e in case.events.get("first_absence_day", ()) if e.on <= event.on]
    return bool(starts) and event.on < starts[-1] + timedelta(weeks=weeks)


def registration_counts(case: Case, event: Event, trigger: Trigger) -> bool:
    """Return whether the last deregistration before the event is as long ago as the rule asks."""
    short, long = trigger.months_since_deregistered, trigger.min_months_since_deregistered
    off = [e.on for e in case.events.get("deregistered", ()) if e.on <= event.on]
    if not off:
        return True
    if short is not None:
        return add_months(off[-1], short) > event.on
    return add_months(off[-1], long or 0) <= event.on


def declined_on(case: Case, event: Event) -> date | None:
    """Return the day a request for a talk was declined: the first such event after it, before the next request."""
    if event.type not in _REQUESTS:
        return None
    until = next((e.on for e in case.events_of(_REQUESTS) if e.on > event.on), date.max)
    return next((e.on for e in case.events.get("declined", ()) if event.on <= e.on < until), None)
