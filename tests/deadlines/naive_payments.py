"""The naive engine's first payments: one for each time on a benefit; and being on one anew."""

from __future__ import annotations

from datetime import date

from tests.deadlines.naive import Naive, is_break


def first_ones(case: Naive, days: list[date], benefit: str) -> list[date]:
    """Return the first payment of each time on a benefit: no free month, other benefit or closing lies in one."""
    found: list[date] = []
    for day in days:
        if found and not _parted(case, found[-1], day, benefit):
            continue
        found.append(day)
    return found


def _parted(case: Naive, one: date, two: date, benefit: str) -> bool:
    if case.closed is not None and one <= case.closed < two and case.closed <= case.today:
        return True
    before: date | None = None
    for kind, start, end in sorted(case.benefits, key=lambda b: b[1]):
        if kind != benefit:
            continue
        last = before
        others = [a for other, a, _ in case.benefits if other not in (benefit, "flex_job") and a < start]
        new = last is None or is_break(last, start) or any(a > last for a in others)
        if new and one < start <= two:
            return True
        before = end
    return False


def on_again(case: Naive, today: date, benefit: str) -> tuple[date, date] | None:
    """Return, for one who is on a benefit anew, the last day before the free month and the first since.

    A few days off, and what is announced behind them, belong to the same time.
    """
    paid = sorted((a, b) for kind, a, b in case.benefits if kind == benefit)
    found: tuple[date, date] | None = None
    until: date | None = date.min
    for place, (start, end) in enumerate(paid):
        last = paid[place - 1][1] if place else None
        if last is not None and is_break(last, start):
            if start > today:
                break
            found = last, start
        until = end
    return found if until is None or until >= today else None
