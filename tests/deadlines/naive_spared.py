"""Who is assessed to need none of what three in four are to have, and what moves no date, for the naive engine."""

from __future__ import annotations

from datetime import date

from dateutil.relativedelta import relativedelta

from tests.deadlines.naive import Naive
from tests.deadlines.naive_who import Stay


def is_spared(case: Naive, today: date, due: date) -> bool:
    """Say whether it had been assessed, by the day or the date, that the citizen needs none of it on the date."""
    day = min(today, due)
    return any(a <= day and due <= b and assessed <= day for a, b, assessed in case.spared)


def is_spared_for_good(case: Naive, today: date, first: date | None) -> bool:
    """Say whether the same holds for every date from the first one that can come: it has no end then."""
    day = min(today, first or today)
    return any(a <= day and b == date.max and assessed <= day for a, b, assessed in case.spared)


def put_off_elsewhere(stay: Stay, known: list[Stay], plain: date, touched: list[tuple[date, date]]) -> bool:
    """Say whether a date that lay where the rule did not hold was put off by what was over before it held."""
    if any(s.begin <= plain and (s.over is None or plain < s.over) for s in known):
        return False
    last = next((b for _, b in touched if b + relativedelta(months=1) >= stay.begin), None)
    return plain < stay.begin and last is not None and last < stay.begin
