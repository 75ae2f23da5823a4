"""Which talks count after the hand-over from the fund, for the naive engine."""

from __future__ import annotations

from datetime import date

from tests.deadlines.naive import Naive
from tests.deadlines.naive_hours import FUND, Hours, hours_reached
from tests.deadlines.naive_kinds import Duty, days_met


def counting(duty: Duty, case: Naive, trigger: date, last: date, today: date) -> list[date]:
    days = days_met(duty, case, max(trigger, case.anew or trigger), last)
    if not duty.handed_over:
        return days
    fund = hours_reached(case, trigger, today, FUND)
    return [d for d in days if fund.latest is not None and d > fund.latest]


def between(duty: Duty, case: Naive, trigger: date, last: date, today: date) -> Hours | None:
    """Return when the fund's time ends, where a talk lies before or after it as the citizen is insured."""
    fund = hours_reached(case, trigger, today, FUND)
    if not (duty.handed_over and fund.which and fund.first):
        return None
    days = days_met(duty, case, max(trigger, case.anew or trigger), last)
    return fund if any(fund.first < d <= (fund.latest or d) for d in days) else None
