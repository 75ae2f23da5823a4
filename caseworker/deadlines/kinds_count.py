"""The kinds of rules that count: so many within a period, so many in every window, a share of the year."""

from __future__ import annotations

from datetime import date, timedelta
from math import ceil

from caseworker.deadlines.case import birthday
from caseworker.deadlines.exempt import Shift
from caseworker.deadlines.outcome import Job, Outcome
from caseworker.deadlines.spans import add_months


def count_within(job: Job) -> list[Outcome]:
    """At least k within a period from the trigger. `last_safe`: the latest day for the next one."""
    rule = job.rule
    if rule.period is None:
        return []
    base = job.not_while_off(job.due_after(rule.period))
    shift = job.shift(base)
    days = job.days_met(one_date=shift.due)
    met_on = days[rule.required - 1] if len(days) >= rule.required else None
    remaining = rule.required - len(days)
    return [
        Outcome(
            base=base, due=shift.due, shift=shift, required=rule.required, counted=len(days),
            acts=days, met_on=met_on,
            last_safe=None if shift.gone else _last_safe(job, shift.due, remaining),  # nothing is held in a rest
        )
    ]  # fmt: skip


def _last_safe(job: Job, due: date | None, remaining: int) -> date | None:
    """Return the latest day for the next one that leaves the pack's gap between those that remain."""
    if due is None or remaining < 1:
        return None
    gap = job.entry.pack.head.convention.min_gap_days
    return due - timedelta(days=gap * (remaining - 1))


def rolling(job: Job) -> list[Outcome]:
    """At least k in every window of length n, the first from the trigger.

    `due` is the last day of the window that fails if nothing more is held. When a window has failed, the
    date stays until some window of the length holds k again.
    """
    period, required = job.rule.period, job.rule.required
    if period is None:
        return []
    days = job.days_met()
    first = job.shift(period.after(job.on), again=period.after)
    spell, base = first, period.after(job.on)
    ordinal = 1
    leaves: date | None = None
    for place, day in enumerate(days):
        if place + 1 < required:
            continue
        oldest = days[place + 1 - required]
        follow = job.shift(period.after(oldest), oldest, period.after)
        failed = spell.due is not None and day > spell.due
        if spell.due is not None and (follow.due is None or follow.due >= spell.due) and (
            not failed or follow.due is None or follow.due > day
        ):  # fmt: skip
            spell, base = follow, period.after(oldest)
            ordinal = place + 2 - required + 1
            leaves = oldest
    inside = _inside(job, days, spell, base, leaves)
    remaining = max(required - len(inside), 1)
    return [
        Outcome(
            ordinal=ordinal, base=base, due=spell.due, shift=spell, required=required, counted=len(inside),
            acts=inside, last_safe=_last_safe(job, spell.due, remaining),
            oldest=leaves,
            changes=[period.after(day) for day in inside],  # the day it falls out of a failed window
        )
    ]  # fmt: skip


def _inside(job: Job, days: list[date], spell: Shift, base: date, leaves: date | None) -> list[date]:
    """Return what is held in the window that ends on the date, or, once it has failed, in the last one."""
    period, today = job.rule.period, job.case.today
    if period is None:
        return []
    failed = spell.due is not None and today > spell.due
    if failed:
        return [day for day in days if period.after(day) > today]
    if leaves is None:  # the first window, with the trigger day
        return days
    # The window ends on the date: it holds what was held after the day it is counted from.
    return [day for day in days if period.after(day) > base]


def share_of_period(job: Job) -> list[Outcome]:
    """Ask for a share of each year, from the trigger's anniversary, spent in offers.

    `due` is the last day on which the share can still be reached; announced days of running offers count
    for it, but only days gone by count as reached.
    """
    share = job.rule.share
    if share is None:
        return []
    today, found = job.case.today, []
    stop = _stop(job)
    for year in range(200):
        start = add_months(job.on, 12 * year)
        if start > today or (stop is not None and start >= stop):
            break
        end = add_months(job.on, 12 * (year + 1)) - timedelta(days=1)
        length = (end - start).days + 1
        required = share.weeks * 7 if share.weeks is not None else ceil(length * (share.fraction or 0))
        spans = _offer_days(job, start, end)
        done = sum((min(to, today) - from_).days + 1 for from_, to in spans if from_ <= today)
        planned = sum((to - from_).days + 1 for from_, to in spans)
        base = end - timedelta(days=max(required - planned - 1, 0))
        shift = job.shift(base, start)
        met_on = _reached(spans, required, today)
        if met_on is not None:
            done = required  # what comes on top is not the rule's business
        running = any(from_ <= today <= to for from_, to in spans)
        found.append(
            Outcome(
                ordinal=year + 1, base=base, due=shift.due, shift=shift, required=required, counted=done,
                until=end, met_on=met_on, planned=max(planned - done, 0),
                changes=[today + timedelta(days=1)] if running and met_on is None else [end + timedelta(days=1)],
            )
        )  # fmt: skip
    return found


def _stop(job: Job) -> date | None:
    """Return the day after which no further year begins: an age, or the end of the duty."""
    share, ended = job.rule.share, job.ended[0]
    born = job.case.facts.citizen.birth_date
    if share is not None and share.until_age is not None and born is not None:
        of_age = birthday(born, share.until_age)
        return min(of_age, ended) if ended else of_age
    return ended


def _offer_days(job: Job, start: date, end: date) -> list[tuple[date, date]]:
    """Return the stretches of days in counting offers within the year, overlaps counted once.

    What lies after the end of the duty counts for nothing, as with whatever else is held or done.
    """
    share, case, ended = job.rule.share, job.case, job.ended[0]
    if ended is not None:
        end = min(end, ended)
    found: list[tuple[date, date]] = []
    for offer in case.offers:
        if share is None or (share.offers and offer.type not in share.offers):
            continue
        if share.education_aim and not offer.education_aim:
            continue
        from_ = max(offer.from_, start)
        # An offer without an end counts up to today: nobody knows how long it goes on.
        to = min(offer.to or max(case.today, offer.from_), end)
        if from_ > to:
            continue
        if found and from_ <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], to))
        else:
            found.append((from_, to))
    return found


def _reached(spans: list[tuple[date, date]], required: int, today: date) -> date | None:
    count = 0
    for from_, to in spans:
        length = (to - from_).days + 1
        if count + length >= required:
            day = from_ + timedelta(days=required - count - 1)
            return day if day <= today else None
        count += length
    return None
