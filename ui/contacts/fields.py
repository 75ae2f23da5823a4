"""Fields that only this room has: a moment, and the codes as choices."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from PySide6.QtWidgets import QWidget

from caseworker.base.dates import format_clock, format_moment
from caseworker.base.text import Text, t, tc
from caseworker.base.workdays import is_holiday, is_workday
from caseworker.contacts import words
from ui.kit import STRETCH, DateField, FieldWidget, TimeField, language, px, row, say

_DAY_WIDTH, _TIME_WIDTH = 232, 76
# Talks outside these hours are rare enough to be a slip of the hand.
_EARLY, _LATE = time(7), time(20)
Choices = list[tuple[Any, Text | str]]


def choices(names: Mapping[str, Text], *codes: str) -> Choices:
    """Return codes with their words, all of them or those named."""
    return [(code, names[code]) for code in (codes or names)]


def channel_choices() -> Choices:
    """Return how a talk can be held, in words short enough to stand on one line."""
    names = {**words.CHANNELS, "meeting": tc("channel", "Meeting")}
    return choices(names, "meeting", "phone", "video", "home_visit")


class MomentField(FieldWidget):
    """A day and a time of day in Denmark. `value()` is "2026-12-02T13:00", None where either is missing."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.day, self.time = DateField(today), TimeField()
        # Just wide enough for the day in numbers with its weekday and week beside it.
        self.day.setFixedWidth(px(_DAY_WIDTH))
        self.time.setFixedWidth(px(_TIME_WIDTH))
        for field in (self.day, self.time):
            field.changed.connect(self.changed)
        self.day.left_wrong.connect(self.left_wrong)
        self.setLayout(row(self.day, self.time, STRETCH))
        self._adopt(self.day.edit)
        # What is known of the time from elsewhere: that it runs into another talk.
        self.taken: Text | None = None

    def value(self) -> str | None:
        """Return the moment as words, or None."""
        day, time = self.day.value(), self.time.value()
        return f"{datetime.combine(day, time):%Y-%m-%dT%H:%M}" if day and time else None

    def set_value(self, value: Any) -> None:
        """Show a moment; None empties both fields."""
        moment = datetime.fromisoformat(value) if value else None
        self.day.set_value(moment.date() if moment else None)
        self.time.set_value(moment.time() if moment else None)

    def told(self, value: Any) -> str:
        """Return a moment as it is written here."""
        return format_moment(datetime.fromisoformat(value), language())

    def is_empty(self) -> bool:
        """Return whether neither is filled in."""
        return self.day.is_empty() and self.time.is_empty()

    def problem(self) -> Text | None:
        """Return what is wrong with the day or the time, or which of them is missing."""
        wrong = self.day.problem() or self.time.problem()
        if wrong is not None:
            return wrong
        if self.day.is_empty() != self.time.is_empty():
            return t("Write the day.") if self.day.is_empty() else t("Write at what time.")
        return None

    def remark(self) -> Text | None:
        """Return what is unusual about the day or the time: it may well be meant."""
        found = (_day_remark(self.day.value()), _time_remark(self.time.value()), self.taken)
        parts = [words for words in found if words is not None]
        whole = parts[0] if parts else None
        for part in parts[1:]:
            whole = t("{first} {second}", first=whole, second=part)
        return whole

    def half(self) -> list[str]:
        """Return the words of both lines while they are no moment."""
        words = [self.day.edit.text(), self.time.edit.text()]
        return words if self.value() is None and any(one.strip() for one in words) else []

    def show_half(self, words: Sequence[str]) -> None:
        """Show such words again in their lines."""
        for field, typed in zip((self.day, self.time), words, strict=False):
            field.show_half([typed])

    def focus_target(self) -> QWidget:
        """Return the line of the day."""
        return self.day.edit

    def set_faulty(self, faulty: bool) -> None:
        """Draw the edges of both."""
        self.day.set_faulty(faulty)
        self.time.set_faulty(faulty)

    def set_read_only(self, read_only: bool) -> None:
        """Let both be read but not changed."""
        self.day.set_read_only(read_only)
        self.time.set_read_only(read_only)

    def set_names(self, name: Text | str, description: Text | str = "") -> None:
        """Name both parts."""
        self.day.set_names(t("{field}: day", field=say(name)), description)
        self.time.set_names(t("{field}: time", field=say(name)), description)


def _day_remark(day: date | None) -> Text | None:
    """Say that offices are closed on a day."""
    if day is None or is_workday(day):
        return None
    if is_holiday(day):
        return t("{day:weekday} is a public holiday.", day=day)
    if day.weekday() == 5:
        return t("It is a Saturday.")
    if day.weekday() == 6:
        return t("It is a Sunday.")
    return t("Public offices are closed on {day:weekday}.", day=day)


def _time_remark(at: time | None) -> Text | None:
    """Say that a time lies outside the usual hours."""
    if at is None or _EARLY <= at < _LATE:
        return None
    return t("{clock} is outside usual hours.", clock=format_clock(at, language()))
