"""The kinds of rules that ask for one thing, or for one thing again and again."""

from __future__ import annotations

from datetime import date

from caseworker.deadlines.exempt import Shift
from caseworker.deadlines.outcome import Job, Outcome


def within(job: Job) -> list[Outcome]:
    """One act within a length of the trigger. Also `on_request`, where each request has its own clock."""
    period = job.rule.period
    if period is None:
        return []
    base = job.due_after(period)
    shift = job.shift(base)
    days = job.days_met(shift.due)
    earliest = job.rule.earliest.after(job.instance.since) if job.rule.earliest else None
    return [_single(base, shift, days, earliest)]


def window_before(job: Job) -> list[Outcome]:
    """One act between n and m before the end of something. The trigger day is that end."""
    rule = job.rule
    if rule.period is None:
        return []
    base = rule.period.before(job.on)
    earliest = rule.opens.before(job.on) if rule.opens else None
    shift = job.shift(base, job.instance.since)
    days = [day for day in job.days_met(shift.due) if earliest is None or day >= earliest]
    return [_single(base, shift, days, earliest)]


def _single(base: date, shift: Shift, days: list[date], earliest: date | None = None) -> Outcome:
    met_on = days[0] if days else None
    return Outcome(
        base=base, due=shift.due, shift=shift, met_on=met_on, counted=1 if days else 0,
        earliest_on=earliest,
    )  # fmt: skip


def every(job: Job, *, history: bool) -> list[Outcome]:
    """Again and again: next = max(first due, last held + n), until an end.

    Several first dates are taken in turn (end of week 8, then before 3 months, then every 3 months).
    The answer is the occurrence that is next; `history` also gives those already held.
    """
    rule, period = job.rule, job.rule.period
    if period is None:
        return []
    days = job.days_met()
    end = rule.until.after(job.on) if rule.until else None
    firsts = [job.due_after(span) for span in rule.first]
    found: list[Outcome] = []
    # What was held before the citizen came under the rule belongs to another one.
    joined = job.joined
    before = len([day for day in days if joined is not None and day < joined])
    start = before if history else len(days)
    for place in range(start, len(days) + 1):
        found.append(_occurrence(job, firsts, days, place))
    last = found[-1]
    if end is not None and last.base is not None and last.base > end and days:
        # The series is over: what stands is its last occurrence, held.
        if len(found) > 1:
            found.pop()
        else:
            found = [_occurrence(job, firsts, days, len(days) - 1)]
        found[-1].note = "series_over"
    return found


def _occurrence(job: Job, firsts: list[date], days: list[date], place: int) -> Outcome:
    """Return the occurrence after `place` held ones."""
    period = job.rule.period
    floor = job.not_before_joining(firsts[min(place, len(firsts) - 1)])
    shift = job.shift(floor, again=period)
    base = floor
    after_last = False
    if place >= len(firsts) and period is not None:
        last = days[place - 1]
        follow = job.not_before_joining(period.after(last))
        follow_shift = job.shift(follow, last, period)
        if shift.due is not None and (follow_shift.due is None or follow_shift.due >= shift.due):
            base, shift, after_last = follow, follow_shift, True
    held = days[place] if place < len(days) else None
    return Outcome(
        ordinal=place + 1, base=base, due=shift.due, shift=shift, acts=days[:place], met_on=held,
        counted=0 if held is None else 1, after_last=after_last,
    )  # fmt: skip
