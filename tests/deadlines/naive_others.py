"""What the naive engine answers for rules of their own: the average of talks, requests, and the measurement."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.deadlines import naive, naive_clocks
from tests.deadlines.naive import ONE, SPOKEN, Naive, Result, done, held
from tests.deadlines.naive_asked import Found
from tests.deadlines.naive_duties import stops

PROPOSED = date(2010, 10, 1)


def others(found: Found, case: Naive, today: date, events: list[tuple[date, str]]) -> None:
    starts = [s for s in naive_clocks.courses(case, events, ()) if s <= today]
    for place, trigger in enumerate(starts):
        if trigger < PROPOSED:
            continue
        replaced = starts[place + 1] if place + 1 < len(starts) else None
        before = [talk for talk in case.talks if replaced is None or talk[0] < replaced]
        mine = replace(case, talks=before)
        found["KL10-02", trigger] = naive.average(mine, today, trigger, stops(case, trigger, replaced, today))
    for asked in case.requests:
        if PROPOSED <= asked <= today:
            found["KL10-01", asked] = _request(case, today, asked)
    if case.plan is not None and case.plan <= today:
        found["R-066", case.plan] = _measurement(case, today, case.plan)


def _request(case: Naive, today: date, asked: date) -> Result:
    due = asked + 10 * ONE
    refused = [d for d in case.refusals if d <= today and answered_by(case, d) == asked]
    stop = stops(case, asked, min(refused, default=None), today)
    answering = [talk for number, talk in enumerate(case.talks) if number not in case.passed_over]
    days = held(replace(case, talks=answering), asked, min(today, stop or today), SPOKEN)
    work = naive.work_before(due, asked)
    met = days[0] if days else None
    return Result(due, work, naive.status(naive.Moment(due, work, today, 4, stop), met), met)


def answered_by(case: Naive, refusal: date) -> date | None:
    """Return the day of the request that a refusal answers: the last one so far."""
    return max((day for day in case.requests if day <= refusal), default=None)


def _measurement(case: Naive, today: date, plan: date) -> Result:
    stop = stops(case, plan, None, today)
    days = done(case, "measurement", plan, min(today, stop or today))
    due = max(plan + 42 * ONE, days[-1] + 42 * ONE) if days else plan + 42 * ONE
    work = naive.work_before(due, plan)
    return Result(due, work, naive.status(naive.Moment(due, work, today, 7, stop), None))
