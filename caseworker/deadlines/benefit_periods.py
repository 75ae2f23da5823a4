"""When periods on a benefit begin, and whether one that was left for long goes on or has begun anew (CNT-5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from caseworker.deadlines.case import ONE_DAY, Case, broken_from, is_break
from caseworker.deadlines.closings import begun_anew, closed_between
from caseworker.deadlines.facts import Benefit, Event
from caseworker.deadlines.periods import Run, Start, runs
from caseworker.deadlines.rules import Convention
from caseworker.deadlines.spans import NEAR_DAYS, add_months
from caseworker.deadlines.transfers import source_of, transfers_to

_NEAR = timedelta(days=NEAR_DAYS)


def benefit_starts(
    case: Case,
    types: frozenset[str],
    convention: Convention,
    break_years: int | None = None,
    asks_after: int | None = None,
    *,
    other_parts: bool = False,
) -> list[Start]:
    """Return the beginning of each unbroken stretch; a transfer event near it gives the day (CNT-2).

    What counts time on the benefit (`break_years`) counts from the benefit, whatever day the transfer is written on.
    `asks_after`: after so many months without the benefit a stretch goes on only if that is recorded. One that only
    years without it break (`break_years`) may also have begun in an earlier case: the benefits are the citizen's.
    `other_parts`: another benefit in between begins a new one.
    """
    transfers = transfers_to(case, types, convention)
    stretches = runs(
        case, types, convention, break_years, from_before=break_years is not None, other_parts=other_parts
    )
    if asks_after is not None:
        transfers = [e for e in transfers if not any(abs(e.on - run.first) <= _NEAR for run in stretches)]
    elif break_years is not None:
        transfers = [e for e in transfers if not any(_lasts(e.on, run, break_years) for run in stretches)]
    found = [Start(e.on, source_of(e), "transfer", e.benefit or "", e) for e in transfers]
    for run in stretches:
        meant = transfers
        if other_parts:  # after a few days away the transfer of before is not about coming back
            meant = [e for e in transfers if _nearest(e.on, stretches) is run]
        # What a closing ended before the benefit began does not stand for its beginning.
        meant = [e for e in meant if not closed_between(case, e.on, run.first)]
        if not _transferred(run.first, meant):
            code = run.records[0].type
            found.append(Start(run.first, f"{code}@{run.first}", "benefit", code))
        if asks_after is not None:
            found += _renewed(case, run, transfers, convention, asks_after)
    found += begun_anew(case, stretches, found, counts_on=break_years is not None)
    found.sort(key=lambda s: (s.begins, s.source))
    # A period that another took over from before or on coming back in this case was one of the earlier case alone.
    own = min((b.from_ for b in case.benefits if b.type in types), default=date.max)
    begun = max((s.on for s in found if s.on <= own and not s.missing), default=date.min)
    return [s for s in found if s.on >= begun or s.event is not None]


def _renewed(
    case: Case, run: Run, transfers: Sequence[Event], convention: Convention, months: int
) -> Iterator[Start]:
    """Yield the new periods within a stretch: where one is recorded, and where that is not known (CNT-5).

    After less than so many months the old one goes on, unless a new one is said to have begun on coming back.
    """
    gaps: list[tuple[date, Benefit]] = []
    last: date | None = None
    for record in run.records:
        if last is not None and add_months(last, months) < record.from_:
            gaps.append((last, record))
        elif last is not None and is_break(last, record.from_, convention):
            until = min(record.from_ + _NEAR, case.today)
            if _told_anew(case, last, until, dated=True) and not _transferred(record.from_, transfers):
                yield _start(record)
        last = max(last or date.min, record.to or date.max)
    for place, (last, record) in enumerate(gaps):
        if _transferred(record.from_, transfers):
            continue
        until = gaps[place + 1][0] if place + 1 < len(gaps) else case.today
        anew = _told_anew(case, last, min(until, case.today))
        if anew is not False:
            yield _start(record, () if anew else ("new_benefit_period",))


def _start(record: Benefit, missing: tuple[str, ...] = ()) -> Start:
    return Start(record.from_, f"{record.type}@{record.from_}", "benefit", record.type, None, missing)


def _lasts(day: date, run: Run, break_years: int) -> bool:
    """Return whether a stretch is not broken by the day. It may only begin after it."""
    last = run.records[-1].to
    return last is None or day <= add_months(last, 12 * break_years)


def _nearest(day: date, stretches: Sequence[Run]) -> Run:
    return min(stretches, key=lambda run: abs(run.first - day))


def _transferred(day: date, transfers: Sequence[Event]) -> bool:
    return any(abs(e.on - day) <= _NEAR for e in transfers)


def _told_anew(case: Case, last: date, until: date, *, dated: bool = False) -> bool | None:
    """Return whether a new period is said to have begun, first between two days or without a day; None: not said.

    `dated`: what is said without a day does not count.
    """
    told = [
        trait
        for trait in case.traits
        if trait.trait == "new_benefit_period"
        and (not dated if trait.from_ is None else last < trait.from_ <= until)
    ]
    first = min(told, key=lambda trait: trait.from_ or date.max, default=None)
    return first.value is True if first is not None else None


def paid_until(case: Case, start: date, types: frozenset[str], convention: Convention) -> date | None:
    """Return the first day without the benefits of these types that ran from `start` on, or None.

    Days off between two of them do not count where they are no break (CNT-4).
    """
    last: date | None = None
    for benefit in case.benefits:
        if benefit.type not in types or (benefit.to is not None and benefit.to < start):
            continue
        if last is not None and is_break(last, benefit.from_, convention):
            break
        last = benefit.to
    return last + ONE_DAY if last is not None else None


def broken_on(
    case: Case, start: date, types: frozenset[str], convention: Convention, break_years: int | None = None
) -> date | None:
    """Return the first day on which the period that began on `start` is broken (CNT-4), or None.

    It is broken when the benefits of these types (empty: any) have ended and a whole calendar month, or so many
    years, is over without one.
    """
    last: date | None = None
    for benefit in case.benefits:
        if (types and benefit.type not in types) or (benefit.to is not None and benefit.to < start):
            continue
        if last is not None and benefit.from_ >= _over(last, convention, break_years):
            break
        last = benefit.to
    return _over(last, convention, break_years) if last is not None else None


def _over(last: date, convention: Convention, break_years: int | None) -> date:
    if break_years is not None:
        return add_months(last, 12 * break_years) + ONE_DAY
    return broken_from(last, convention)
