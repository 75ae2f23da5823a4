"""Days that are taken and asked about in a quiet line: one long ago, and a last day before the last talk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from caseworker.base.dates import age_on
from caseworker.base.text import Text, t, tn
from ui.kit import DateField

_LONG_AGO = 20  # years: longer than nearly every course at a jobcentre
_YOUNG = 15  # nobody younger has a benefit or a job of their own


class PastField(DateField):
    """A day that says so where it lies very long ago, or in the citizen's childhood."""

    def __init__(
        self, today: Callable[[], date], born: Callable[[], date | None], *, latest: date | None = None
    ) -> None:
        super().__init__(today, latest=latest, width=0)
        self._born = born

    def remark(self) -> Text | None:
        """Ask for a second look at the year."""
        day, born = self.value(), self._born()
        if day is None:
            return None
        years = age_on(day, self._today())
        if born is not None and born <= day and (age := age_on(born, day)) < _YOUNG:
            return tn(
                "The citizen was {count} year old then. Check the year.",
                "The citizen was {count} years old then. Check the year.", age,
            )  # fmt: skip
        if years >= _LONG_AGO:
            return tn(
                "That is {count} year ago. Check the year.",
                "That is {count} years ago. Check the year.",
                years,
            )
        return None


class LastDayField(DateField):
    """The last day of a case: none before it was opened or after today, and seldom one before its last talk."""

    def __init__(self, today: Callable[[], date], opened_on: date, last_talk: date | None) -> None:
        super().__init__(today, earliest=opened_on, latest=today())
        self._last_talk = last_talk

    def remark(self) -> Text | None:
        """Say that a talk was held after the day."""
        day = self.value()
        if day is None or self._last_talk is None or self._last_talk <= day:
            return None
        return t("A talk was held after that, {day:short_year}. Check the day.", day=self._last_talk)
