"""The limits that plan checks compare with, read from `resources/catalogue/limits.toml`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

import msgspec

from caseworker.base import paths
from caseworker.plan.datafile import Words, decode, read_toml


class Limit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One number with its unit, its source (R-nnn, N-nn) and why it is there."""

    value: float
    unit: Literal["count", "hours", "minutes", "days", "weeks", "months", "years", "share"]
    source: str
    why: Words

    @property
    def whole(self) -> int:
        """Return the value as a whole number."""
        return int(self.value)


class LimitList(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Several numbers that belong together."""

    values: list[int]
    source: str
    why: Words


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All limits in force. Reasons and sources stand in the file."""

    id: str
    version: int
    valid_from: date
    open_interim_goals: Limit
    efforts: Limit
    contact_persons: Limit
    hours_per_week: Limit
    travel_minutes: Limit
    gap_days: Limit
    parallel_days: Limit
    first_offer_warn_days: Limit
    education_age: Limit
    education_share: Limit
    transition_warn_days: Limit
    measurement_weeks: Limit
    transition_ages: LimitList


def load_limits(local: Path | None = None) -> Limits:
    """Return our limits, with those of a local file (which may hold a few only) put in their place.

    Raises UserError naming file, place and reason when a file is wrong.
    """
    shipped = paths.resource("catalogue", "limits.toml")
    ours = read_toml(shipped)
    limits = decode(shipped, ours, Limits)
    if local is None:
        return limits
    return decode(local, ours | read_toml(local), Limits)
