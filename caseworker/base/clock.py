"""The only way to ask what time it is. Tests and the demo put their own clock in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Copenhagen")


class Clock(Protocol):
    """Tells the time. Moments are UTC, calendar days are Danish."""

    def now(self) -> datetime:
        """Return the moment now, in UTC."""

    def today(self) -> date:
        """Return the day it is in Denmark."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the moment now, in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """Return the day it is in Denmark."""
        return day_of(self.now())


class FixedClock:
    """A clock that stands still until moved."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment.astimezone(UTC)

    def now(self) -> datetime:
        """Return the moment the clock was set to."""
        return self._moment

    def today(self) -> date:
        """Return the Danish day of that moment."""
        return day_of(self._moment)

    def advance(self, **amount: float) -> None:
        """Move on by `days=`, `hours=`, `minutes=` or `seconds=`."""
        self._moment += timedelta(**amount)


def day_of(moment: datetime) -> date:
    """Return the Danish day a moment falls on."""
    return moment.astimezone(ZONE).date()


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """Return the UTC moment of a Danish wall-clock time on a day."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE).astimezone(UTC)
