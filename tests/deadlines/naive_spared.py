"""Who is assessed to need none of what three in four are to have, for the naive engine."""

from __future__ import annotations

from datetime import date

from tests.deadlines.naive import Naive


def is_spared(case: Naive, today: date, due: date) -> bool:
    """Say whether it had been assessed, by the day or the date, that the citizen needs none of it on the date."""
    day = min(today, due)
    return any(a <= day and due <= b and assessed <= day for a, b, assessed in case.spared)


def is_spared_for_good(case: Naive, today: date, first: date | None) -> bool:
    """Say whether the same holds for every date from the first one that can come: it has no end then."""
    day = min(today, first or today)
    return any(a <= day and b == date.max and assessed <= day for a, b, assessed in case.spared)
