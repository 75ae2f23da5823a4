"""When a talk is or was, as short as the day allows. Another year is always said."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from caseworker.base.clock import day_of
from caseworker.base.text import Text, t
from caseworker.casework.happenings import clock_words

_AFTER_NUMBER = re.compile(r"(\d\.?) (?=[^\W\d])")


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


def full_when(moment: datetime, today: date) -> Text:
    """Return the day with weekday and month written out, and the time."""
    day, clock = day_of(moment), clock_words(moment)
    if day.year != today.year:
        return t("{day:weekday} {year} at {clock}", day=day, year=day.year, clock=clock)
    return t("{day:weekday} at {clock}", day=day, clock=clock)


def short_day(day: date, today: date) -> Text:
    """Return a day as short as it can be said."""
    return t("{day:short_year}", day=day) if day.year != today.year else t("{day:short}", day=day)


def unbroken(words: str) -> str:
    """Keep a number on one line with the word that follows it: "30. nov.", "8 timer"."""
    return _AFTER_NUMBER.sub("\\1\N{NO-BREAK SPACE}", words)


def known_day(day: date, today: date) -> Text:
    """Return a day with its month written out."""
    return t("{day:long}", day=day) if day.year != today.year else t("{day:day_month}", day=day)
