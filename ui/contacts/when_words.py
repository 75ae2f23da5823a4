"""When a talk is or was, as short as the day allows."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from caseworker.base.clock import day_of
from caseworker.base.text import Text, t
from ui.contacts.drafts import clock_words


def when_words(moment: datetime, today: date) -> Text:
    """Return "today at 10:30", "tomorrow at 9:00", or the day with its weekday."""
    day, clock = day_of(moment), clock_words(moment)
    if day == today:
        return t("today at {clock}", clock=clock)
    if day == today + timedelta(days=1):
        return t("tomorrow at {clock}", clock=clock)
    if day == today - timedelta(days=1):
        return t("yesterday at {clock}", clock=clock)
    if day.year != today.year:
        return t("{day:short_year} at {clock}", day=day, clock=clock)
    return t("{day:weekday_short} at {clock}", day=day, clock=clock)


def full_when(moment: datetime) -> Text:
    """Return the day with weekday and month written out, and the time."""
    return t("{day:weekday} at {clock}", day=day_of(moment), clock=clock_words(moment))
