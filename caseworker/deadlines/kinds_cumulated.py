"""The kind of rule that counts hours, weeks or months on benefit instead of calendar dates (CNT-5, -6, -8)."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from caseworker.deadlines import exempt
from caseworker.deadlines.applies import insured
from caseworker.deadlines.case import ONE_DAY
from caseworker.deadlines.exempt import Shift
from caseworker.deadlines.facts import Benefit
from caseworker.deadlines.outcome import Job, Outcome
from caseworker.deadlines.rules import Cumulated
from caseworker.deadlines.spans import NEAR_DAYS, add_months, month_end
from caseworker.deadlines.time_within import (
    Full,
    Leave,
    Span,
    breaks,
    days_within,
    looked_back,
    months_within,
    spans_of,
    touching,
)

_CENT = 0.005  # hours: monthly figures have two decimals, their sum must not fail on the third
_MOST_HOURS = 31 * 24.0  # of a month, where the pack does not say how many it may have


class Reached(Struct, frozen=True):
    """When a threshold is reached: the day, or what is missing, or neither (not yet).

    With something missing, `soonest` is the first day on which it may have been reached, and `surely` the first on
    which what is known reaches it alone. `since`: the day that is counted from, where that may not be the start.
    `opens`: the day from which the act is possible. `plain`: the day on which it would have been reached if leave were
    counted, and `plain_since` the day that is then counted from. `waits`: the end of a leave is not known, so there
    is no day.
    """

    on: date | None = None
    missing: tuple[str, ...] = ()
    soonest: date | None = None
    surely: date | None = None
    since: date | None = None
    opens: date | None = None
    plain: date | None = None
    plain_since: date | None = None
    waits: bool = False
    breaks: tuple[Span, ...] = ()  # the times off the benefit among what is counted
    spell: Span | None = None  # the time on benefit that days are counted from
    before: date | None = None  # as much had come together before this day already, which counts no more


def cumulated(job: Job) -> list[Outcome]:
    """Ask for something when so much time on benefit has come together."""
    rule, wanted = job.rule, job.rule.cumulated
    if wanted is None:
        return []
    days = job.days_met()
    # Days within the last months count also where they lie in an earlier case: the benefits are the citizen's.
    leave = exempt.left_out(job.case, job.rule)
    since = looked_back(job.on, wanted.in_months, leave) if wanted.days else job.on
    records = [b for b in job.case.benefits_from(since) if b.type in wanted.benefits]
    if not records:
        done = len(days) if wanted.repeat else 0
        asked = Reached(missing=("benefit",), soonest=_soonest(job, wanted, leave))
        missing = () if _sure(job, asked, None) else asked.missing
        return [Outcome(ordinal=done + 1, required=rule.required, missing=missing, pending=not missing)]
    days, early = _possible(job, wanted, records, days)
    start = job.on
    place = 0
    if wanted.repeat and len(days) >= 1:
        start, place = days[-1], len(days)
    reached = _reached(job, wanted, records, start)
    earliest, soonest = reached.opens, reached.on or reached.soonest
    counting = [] if wanted.repeat else days
    if wanted.after_hours is not None:
        begun = _hours(job, records, start, wanted.after_hours, wanted.part_after_hours)
        handed_over = begun.on or begun.surely
        if "insured" in begun.missing and _between(days, begun):
            missing = tuple(dict.fromkeys((*reached.missing, "insured")))
            reached = Reached(missing=missing, soonest=begun.soonest)
        earliest = handed_over + ONE_DAY if handed_over is not None else None
        counting = [day for day in counting if earliest is not None and day >= earliest]
    met_on = counting[rule.required - 1] if len(counting) >= rule.required else None
    last = start if place else None
    if reached.on is None and not reached.waits:
        sure = _sure(job, reached, met_on)
        return [
            Outcome(
                ordinal=place + 1, required=rule.required, counted=len(counting), met_on=met_on if sure else None,
                missing=() if sure else reached.missing, pending=not reached.missing,
                earliest_on=earliest, acts=counting, note="hours_missing" if reached.missing else "", last=last,
                early=early, soonest=soonest,
            )
        ]  # fmt: skip
    shift = _shift(job, wanted, records, reached, start)
    note = ""
    for before in (job.on, *days)[:place]:
        # Months, and days off between benefits, are of unlike length: no date lies before one that stood without it.
        if (other := _dated(job, wanted, records, before)) is not None and other.later(shift):
            shift, note = other, "not_earlier"
    return [
        Outcome(
            ordinal=place + 1, base=_base(job, reached), due=shift.due, shift=shift, required=rule.required,
            counted=len(counting), met_on=met_on, acts=counting, earliest_on=earliest, note=note,
            last=last, reached=reached.on, since=reached.since, breaks=reached.breaks, spell=reached.spell,
            before=reached.before, early=early,
        )
    ]  # fmt: skip


def _possible(
    job: Job, wanted: Cumulated, records: list[Benefit], days: list[date]
) -> tuple[list[date], list[date]]:
    """Return the days on which the act was possible, and those that came before it was: they count for nothing."""
    months = wanted.earliest_months
    if months is None:
        return days, []
    leave = exempt.left_out(job.case, job.rule)
    start, counted, early = job.on, list[date](), list[date]()
    for day in days:
        spans = spans_of(records, start)
        opens = next(months_within(spans, months, wanted.earliest_in_months, leave), None)
        if opens is None or day < opens.on:
            early.append(day)
        else:
            counted.append(day)
            start = day if wanted.repeat else start
    return counted, early


def _between(days: list[date], begun: Reached) -> bool:
    """Return whether something was held on a day that may lie before or after the hand-over."""
    first, last = begun.soonest or date.max, begun.surely or date.max
    return any(first < day <= last for day in days)


def _soonest(job: Job, wanted: Cumulated, leave: Leave) -> date | None:
    """Return the first day on which so many months can be full where the time on benefit is not recorded.

    It may have begun up to a month before what tells of it, and time of earlier cases counts with it.
    """
    months, within = wanted.months, wanted.in_months
    if wanted.earliest_months is not None:
        months, within = wanted.earliest_months, wanted.earliest_in_months
    if months is None:
        return None
    begin = job.on - timedelta(days=NEAR_DAYS)
    before = [b for b in job.case.before if b.type in wanted.benefits]
    spans = spans_of([*before, Benefit(type=min(wanted.benefits), from_=begin)], date.min)
    full = (one.on for one in months_within(spans, months, within, leave))
    return min((day for day in full if day >= begin), default=None)


def _sure(job: Job, reached: Reached, met_on: date | None) -> bool:
    """Return whether it does not matter which hours are missing.

    What was done, or the end of the duty, is in time if it lies before any day that these hours could give.
    """
    ended = job.ended[0]
    before = [day for day in (met_on, ended) if day is not None and day <= job.case.today]
    return not reached.missing or (
        reached.soonest is not None and any(day <= reached.soonest for day in before)
    )


def _base(job: Job, reached: Reached) -> date | None:
    """Return the date of a threshold as it would be if leave were counted."""
    day = reached.plain or reached.on
    return _asked_on(job, day) if day is not None else None


def _asked_on(job: Job, on: date) -> date:
    """Return the date of a threshold: what is reached while the duty is away is due on coming back."""
    return job.not_before_joining(month_end(on) if job.rule.ends_month else on)


def _dated(job: Job, wanted: Cumulated, records: list[Benefit], start: date) -> Shift | None:
    """Return the date as it is counted from an earlier time, or None where that gives none."""
    reached = _reached(job, wanted, records, start)
    if reached.on is None and not reached.waits:
        return None
    return _shift(job, wanted, records, reached, start)


def _shift(job: Job, wanted: Cumulated, records: list[Benefit], reached: Reached, start: date) -> Shift:
    """Return the date after exemptions. What recurs comes back when as much has come together after them."""
    leave = exempt.left_out(job.case, job.rule)
    if leave and (wanted.days or wanted.months):
        # The first day of so many months is not counted, the first of so many days is.
        since = reached.plain_since or start
        first = since if wanted.days else since + ONE_DAY
        out = touching(spans_of(records, since), leave, first, reached.on or date.max)
        due = _asked_on(job, reached.on) if reached.on is not None else None
        return exempt.leaving_out(job.case, job.rule, due, first, out)

    def again(last: date) -> date | None:
        reached = _reached(job, wanted, records, last)
        return _asked_on(job, reached.on) if reached.on is not None else None

    day = reached.on or start
    return job.shift(_asked_on(job, day), reached.since or start, again if wanted.repeat else None)


def _reached(job: Job, wanted: Cumulated, records: list[Benefit], start: date) -> Reached:
    if wanted.hours is not None:
        return _hours(job, records, start, wanted.hours, wanted.part_hours)
    if wanted.weeks is not None:
        return Reached(_weeks(records, start, wanted.weeks, wanted.in_months))
    leave = exempt.left_out(job.case, job.rule)
    found = _full(job, wanted, records, start, leave)
    if not leave or found.on is not None:
        return found
    # Only a leave without an end keeps it from having a date.
    ended = _full(job, wanted, records, start, [time for time in leave if time[1] is not None])
    if ended.on is None:
        return found
    return replace(ended, on=None, opens=None, waits=True)


def _full(job: Job, wanted: Cumulated, records: list[Benefit], start: date, leave: Leave) -> Reached:
    """Return when so many days or months on benefit are full, leave left out."""
    if wanted.days is not None:
        return _days(records, start, wanted, leave)
    spans = spans_of(records, start)
    months = wanted.months or 0
    opens: Full | None = None
    if not spans:
        return Reached()
    if wanted.earliest_months is not None:
        opens = next(months_within(spans, wanted.earliest_months, wanted.earliest_in_months, leave), None)
        if opens is None:
            return Reached()  # what begins the duty has not come together, so it has no date yet
        # Both are counted from one day: the end of the time for it never lies before its beginning.
        spans = spans_of(records, opens.since)
    floor = _floor(job, wanted)
    every = list(months_within(spans, months, wanted.in_months, leave))
    found = min((one for one in every if one.on >= floor), key=lambda one: one.on, default=None)
    if found is None and every and every[-1].since == spans[-1][0]:
        found = every[
            -1
        ]  # the last time on benefit had its date before: it is none of this case, nor is one to come
    if found is None:
        return Reached()
    plain = next(months_within(spans_of(records, found.since), months, wanted.in_months), None)
    return replace(
        _of(found, plain),
        opens=opens.on if opens is not None else None,
        breaks=breaks(spans, found.since, found.on),
        before=floor if every[0].on < floor else None,
    )


def _days(records: list[Benefit], start: date, wanted: Cumulated, leave: Leave) -> Reached:
    """Return when so many days on benefit are full, and the time on benefit that they are counted from."""
    found = days_within(records, start, wanted, leave)
    if found is None:
        return Reached()
    plain = days_within(records, start, wanted) if leave else found
    spells = spans_of(records, date.min)
    spell = next((one for one in spells if one[0] <= found.since <= one[1]), None)
    return replace(_of(found, plain), spell=spell)


def _of(found: Full, plain: Full | None) -> Reached:
    plain = plain or found
    return Reached(found.on, since=found.since, plain=plain.on, plain_since=plain.since)


def _floor(job: Job, wanted: Cumulated) -> date:
    """Return the first day on which months within months can be full for this case.

    What fell due in an earlier case, before a closing, or before there was a law, is no matter of this one: what comes
    together later is.
    """
    if wanted.in_months is None or wanted.repeat:
        return date.min
    own = min((b.from_ for b in job.case.benefits if b.type in wanted.benefits), default=date.min)
    return max(own, job.instance.floor(job.entry.floor) or date.min)


def hours_for(job: Job, full: float, part: float | None) -> float:
    """Return how many hours on benefit are asked for: part-time insured have a number of their own (CNT-5)."""
    return part if part is not None and _insured(job) == "part" else full


def _insured(job: Job) -> str:
    """Return "full" or "part", as it was first recorded from the trigger day on, or "" where it is not."""
    for group in job.case.groups:
        if (group.to is None or group.to >= job.on) and group.insured is not None:
            return insured(group) or "full"
    return ""


def _hours(job: Job, records: list[Benefit], start: date, full: float, part: float | None) -> Reached:
    """Add monthly hours up. Where it is not known whether full-time or part-time, both must give the same.

    A month with more hours than a part-time insured can get (CNT-5) shows that it is full-time.
    """
    known: dict[str, float] = {}
    for record in records:
        for name, hours in (record.hours or {}).items():
            known[name] = known.get(name, 0) + hours
    convention = job.entry.pack.head.convention
    most_full, most_part = (
        count.month if count is not None else _MOST_HOURS
        for count in (convention.hours_full, convention.hours_part)
    )
    who = _insured(job)
    if not who and max(known.values(), default=0) > most_part + _CENT:
        who = "full"
    if who == "part" and part is not None:
        return _added(job, records, known, start, part, most_part)
    one = _added(job, records, known, start, full, most_full)
    if who or part is None:
        return one
    other = _added(job, records, known, start, part, most_part)
    if one == other:
        return one
    firsts = [r.on or r.soonest for r in (one, other)]
    sure = [r.on or r.surely for r in (one, other)]
    return Reached(
        missing=tuple(dict.fromkeys((*one.missing, *other.missing, "insured"))),
        soonest=min((day for day in firsts if day is not None), default=None),
        surely=max((day for day in sure if day is not None), default=None) if None not in sure else None,
    )


def _added(
    job: Job, records: list[Benefit], known: dict[str, float], start: date, threshold: float, most: float
) -> Reached:
    """Add monthly hours up. A threshold inside a month falls on the month's last day.

    `most`: hours that a month may have of which none are recorded.
    """
    today = job.case.today
    total = possible = 0.0
    missing: list[str] = []
    soonest: date | None = None
    surely: date | None = None
    month = start.replace(day=1)
    last = month_end(month)
    while month <= today or f"{month:%Y-%m}" in known:
        last = month_end(month)
        name = f"{month:%Y-%m}"
        if name in known:
            total += known[name]
            possible += known[name]
            if total > threshold - _CENT and not missing:
                return Reached(last)
            if total > threshold - _CENT:
                surely = surely or last
        elif last < today and any(r.from_ <= last and (r.to is None or r.to >= month) for r in records):
            missing.append(f"hours {name}")
            possible += most
        if soonest is None and possible > threshold - _CENT:
            soonest = last
        month = last + ONE_DAY
    return Reached(None, tuple(missing), soonest or last, surely)


def _weeks(records: list[Benefit], start: date, threshold: int, in_months: int | None) -> date | None:
    """Return the last day of the calendar week with which so many weeks on benefit are full (CNT-8)."""
    running = [r for r in records if r.to is None or r.to >= start]
    for place, record in enumerate(running if in_months is not None else running[:1]):
        begin = max(record.from_, start)
        day = _whole_weeks(running[place:], begin, threshold)
        if day is not None and (in_months is None or day < add_months(begin, in_months)):
            return day
    return None


def _whole_weeks(records: list[Benefit], start: date, threshold: int) -> date | None:
    """Count weeks that have a day on benefit; each is a whole week."""
    count = 0
    counted_to = date.min
    for record in records:
        monday = max(_monday(max(record.from_, start)), counted_to + ONE_DAY)
        last = _monday(record.to) if record.to is not None else monday + timedelta(weeks=threshold - 1)
        weeks = (last - monday).days // 7 + 1
        if count + weeks >= threshold:
            return monday + timedelta(days=7 * (threshold - count) - 1)
        count += weeks
        counted_to = monday + timedelta(days=7 * weeks - 1)
    return None


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
