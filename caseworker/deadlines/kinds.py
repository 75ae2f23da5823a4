"""The kinds of rules that ask for one thing, or for one thing again and again."""

from __future__ import annotations

from datetime import date

from caseworker.deadlines import exempt
from caseworker.deadlines.exempt import Shift
from caseworker.deadlines.outcome import Job, Outcome
from caseworker.deadlines.spans import Span

_First = tuple[int, date, Shift]


def within(job: Job) -> list[Outcome]:
    """One act within a length of the trigger. Also `on_request`, where each request has its own clock."""
    period = job.rule.period
    if period is None:
        return []
    base = job.not_while_off(_told(job) or job.due_after(period))
    shift = job.shift(base)
    days = job.days_met(shift.due, one_date=shift.due)
    if job.rule.opens is not None:
        # What met it once is not too early because a later exemption moves the date: only one before that day moves it.
        first = max(job.rule.opens.before(base), job.instance.since)
        return [_opened(base, shift, days, exempt.opens_on(job.case, job.rule, first, job.on))]
    earliest = job.rule.earliest.after(job.instance.since) if job.rule.earliest else None
    found = _single(base, shift, days, earliest)
    if (within_ := job.rule.met_by.acts_within) is not None and shift.due is not None and not days:
        found.early = [day for day in job.days_met() if day < within_.before(shift.due)]
    if earliest is not None and job.on < earliest:
        found.note = "short_notice"
    return [found]


def _told(job: Job) -> date | None:
    """Return the date that was told with the event instead of the length of the rule, or None."""
    least, told = job.rule.trigger.told_least, job.instance.told
    return max(told, least.after(job.on)) if least is not None and told is not None else None


def window_before(job: Job) -> list[Outcome]:
    """One act between n and m before the end of something. The trigger day is that end."""
    rule = job.rule
    if rule.period is None:
        return []
    base = job.not_while_off(rule.period.before(job.on))
    shift = job.shift(base, job.instance.since)
    days = job.days_met(shift.due)
    if rule.opens is not None:
        return [_opened(base, shift, days, rule.opens.before(job.on))]
    found = _single(base, shift, days)
    if (offer := job.instance.offer) is not None and offer.from_ < job.instance.since:
        # What is decided on the first day is that it begins, and what came before it.
        found.early = [a.on for a in job.case.acts if a.on == offer.from_ and a.type in rule.met_by.acts]
    return [found]


def _opened(base: date, shift: Shift, days: list[date], opens: date | None) -> Outcome:
    """Return the outcome where nothing counts that lies before the day on which it opens (None: not known yet)."""
    late = [day for day in days if opens is not None and day >= opens]
    found = _single(base, shift, late, opens)
    found.early = days[: len(days) - len(late)]
    return found


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
    firsts = [_in_force(job, span) for span in rule.first]
    found = _occurrences(job, firsts, days, history=history)
    last = found[-1]
    if end is not None and last.base is not None and last.base > end and days:
        # The series is over: what stands is its last occurrence, held.
        found.pop()
    elif last.last is None and last.base == firsts[last.first] != job.due_after(rule.first[last.first]):
        last.note = "in_force"
    # What was held before the citizen came under the rule belongs to another one.
    joined = job.joined
    before = len([day for day in days if joined is not None and day < joined])
    return found[min(before, len(found) - 1) :] if history else found[-1:]


def _in_force(job: Job, span: Span) -> date:
    """Return a first date of a series; where it lies before the rule came, the next in the series from there.

    Only a rule whose version goes by the date itself can have a clock older than the rule.
    """
    rule, period, first = job.rule, job.rule.period, job.due_after(span)
    begins = rule.valid_from if rule.version_by == "due" else None
    day, times = first, 0
    while begins is not None and period is not None and day < begins:
        times += 1
        if span.months is not None and period.months is not None:
            day = job.due_after(Span(months=span.months + times * period.months))  # month ends are not lost
        else:
            day = period.after(day)
    return day


def _occurrences(job: Job, firsts: list[date], days: list[date], *, history: bool) -> list[Outcome]:
    """Return the occurrence after each number of held ones, none of them earlier than the one before it.

    Without `history` the last two are enough, where no exemption can have moved one before them.

    A date that falls in a time of rest comes back later than one just after that time. So what is held meanwhile
    keeps the date that stood without it.
    """
    found: list[Outcome] = []
    begins = _begins(job, firsts)
    all_ = history or job.case.exemptions
    for place in range(0 if all_ else max(len(days) - 1, 0), len(days) + 1):
        one = _occurrence(job, begins, days, place)
        if (
            found
            and found[-1].shift is not None
            and one.shift is not None
            and found[-1].shift.later(one.shift)
        ):
            one.shift, one.due, one.note = found[-1].shift, found[-1].due, "not_earlier"
        found.append(one)
    return found


def _occurrence(job: Job, begins: list[_First], days: list[date], place: int) -> Outcome:
    """Return the occurrence after `place` held ones, as these alone give it."""
    period = job.rule.period
    number, base, shift = begins[min(place, len(begins) - 1)]
    last = None
    if place >= len(begins) and period is not None:
        follow = job.not_before_joining(period.after(days[place - 1]))
        follow_shift = job.shift(follow, days[place - 1], period.after)
        if not shift.later(follow_shift):
            base, shift, last = follow, follow_shift, days[place - 1]
    held = days[place] if place < len(days) else None
    return Outcome(
        ordinal=place + 1, base=base, due=shift.due, shift=shift, acts=days[:place], met_on=held,
        counted=0 if held is None else 1, last=last, first=number,
    )  # fmt: skip


def _begins(job: Job, firsts: list[date]) -> list[_First]:
    """Return which of the first dates holds after each number of held ones, it, and what exemptions make of it.

    Where one falls in a time of rest the next one is due, if it comes before the series would return.
    """
    found: list[_First] = []
    for number, first in reversed([*enumerate(firsts)]):
        floor = job.not_before_joining(first)
        shift = job.shift(floor, again=job.rule.period.after if job.rule.period else None)
        found.append(found[-1] if found and shift.later(found[-1][2]) else (number, floor, shift))
    return found[::-1]
