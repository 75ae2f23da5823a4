"""When contact periods begin: first contact, transfer, new benefit, change of group (CNT-1 to CNT-4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from caseworker.deadlines.case import ONE_DAY, Case, broken_from, is_break
from caseworker.deadlines.facts import Benefit, Event
from caseworker.deadlines.rules import Convention
from caseworker.deadlines.spans import add_months

Why = Literal["event", "transfer", "benefit", "group"]
_NEAR_DAYS = 31  # a transfer event and the benefit it speaks of are written within a month of each other


class Start(Struct, frozen=True):
    """The beginning of a period: day, the record it comes from, and why it begins."""

    on: date
    source: str
    why: Why
    code: str  # event type, benefit type or group code
    event: Event | None = None


class Run(Struct, frozen=True):
    """An unbroken stretch on benefits: its records and its first day."""

    records: tuple[Benefit, ...]
    first: date


def source_of(event: Event) -> str:
    """Return the event's id, or a name made of its type and day."""
    return event.id or f"{event.type}@{event.on}"


def courses(case: Case, types: Iterable[str], convention: Convention) -> list[Start]:
    """Return the first of these events in each course.

    A course ends when the case is closed; a further first contact opens a new one unless a benefit is known to
    have gone on unbroken to the one the contact is about (CNT-1, CNT-4). So does the first one after a
    registration that was about another benefit (CNT-3), and, where registrations alone count, such a registration.
    """
    registrations = frozenset(types) == {"registered"}
    found: list[Start] = []
    opened: Event | None = None
    seen_contact = False
    for event in case.events_of(types):
        closed = opened is not None and any(opened.on <= day < event.on for day in case.closings)
        again = (
            opened is not None
            and (event.type == "first_contact" or registrations)
            and (
                not _unbroken(case, opened.on, event.on, convention)
                if seen_contact
                else _other_benefit(case, opened.on, event.on, convention)
            )
        )
        if opened is None or closed or again:
            opened, seen_contact = event, False
            found.append(Start(event.on, source_of(event), "event", event.type, event))
        seen_contact = seen_contact or event.type == "first_contact"
    return found


def contact_periods(
    case: Case, types: Iterable[str], convention: Convention, *, group_moves: bool = True
) -> list[Start]:
    """Return every beginning of a contact period, by day: courses, transfers, new benefits, group moves.

    Those announced for the future are among them: they end the period before.
    """
    found = courses(case, types, convention)
    opened = [s.on for s in found]
    transfers = [e for e in case.events.get("transferred", ()) if e.benefit in convention.transfer_benefits]
    found += [Start(e.on, source_of(e), "transfer", e.benefit or "", e) for e in transfers]
    spoken = date.min  # the contacts up to this day are about an earlier benefit
    for place, run in enumerate(runs(case, frozenset(), convention)):
        benefit = run.records[0]
        contact = _contact_about(benefit, opened, spoken, convention)
        # A first contact may be so old that it was about something else than the first benefit on record.
        known = (
            place or benefit.type in convention.transfer_benefits or any(day <= run.first for day in opened)
        )
        if known and contact is None and not _transferred(benefit, transfers):
            found.append(Start(run.first, f"{benefit.type}@{run.first}", "benefit", benefit.type))
        spoken = max(spoken, run.first, contact or run.first)
    for one, two in pairwise(case.groups) if group_moves else ():
        if any(one.code in m.leaves and two.code in m.enters for m in convention.restart_moves):
            found.append(Start(two.from_, f"{two.code}@{two.from_}", "group", two.code))
    found.sort(key=lambda s: (s.on, s.why != "event", s.source))
    return [s for i, s in enumerate(found) if i == 0 or s.on != found[i - 1].on]


def runs(
    case: Case, types: frozenset[str], convention: Convention, break_years: int | None = None
) -> list[Run]:
    """Return the unbroken stretches on benefits of these types (empty: any).

    `break_years`: only so many years without the benefit break a stretch (CNT-5).
    """
    found: list[list[Benefit]] = []
    for benefit in case.benefits:
        if types and benefit.type not in types:
            continue
        before = found[-1][-1] if found else None
        last = before.to if before else None
        if (
            before is None
            or last is None
            or _family(before.type, convention) != _family(benefit.type, convention)
            or (
                add_months(last, 12 * break_years) < benefit.from_
                if break_years is not None
                else is_break(last, benefit.from_, convention)
            )
        ):
            found.append([benefit])
        else:
            found[-1].append(benefit)
    return [Run(tuple(r), r[0].from_) for r in found]


def benefit_starts(
    case: Case, types: frozenset[str], convention: Convention, break_years: int | None = None
) -> list[Start]:
    """Return the beginning of each unbroken stretch; a transfer event near it gives the day."""
    transfers = [e for e in case.events.get("transferred", ()) if e.benefit in types]
    found = [Start(e.on, source_of(e), "transfer", e.benefit or "", e) for e in transfers]
    for run in runs(case, types, convention, break_years):
        if not any(abs((e.on - run.first).days) <= _NEAR_DAYS for e in transfers):
            code = run.records[0].type
            found.append(Start(run.first, f"{code}@{run.first}", "benefit", code))
    found.sort(key=lambda s: (s.on, s.source))
    return found


def _other_benefit(case: Case, opened: date, again: date, convention: Convention) -> bool:
    """Return whether the benefit that a contact is about is known to be another than the one of the opening day."""
    one, two = _about(case, opened), _about(case, again)
    return one is not None and two is not None and _family(one, convention) != _family(two, convention)


def _about(case: Case, day: date) -> str | None:
    """Return the benefit a contact is about: the next to begin soon after it, or the one that runs."""
    soon = next((b for b in case.benefits if 0 <= (b.from_ - day).days <= _NEAR_DAYS), None)
    running = next((b for b in case.benefits if b.from_ <= day and (b.to is None or day <= b.to)), None)
    found = soon or running
    return found.type if found is not None else None


def _unbroken(case: Case, opened: date, again: date, convention: Convention) -> bool:
    """Return whether benefits are known to have run on without a break from `opened` past the contact `again`.

    The contact is about the benefit that runs on its day, or about the next to begin. Where none has begun yet it
    is taken to come after a whole calendar month: no first talk is forgotten while the benefit is being decided.
    A contact a few days after the first day of a benefit is about that benefit.
    """
    last, on_benefit = opened, False
    for benefit in case.benefits:
        if benefit.to is not None and benefit.to < opened:
            continue
        broken = is_break(last, benefit.from_, convention)
        if benefit.from_ > again:
            return on_benefit and not broken
        if broken and (again - benefit.from_).days <= _NEAR_DAYS:
            return False
        if benefit.to is None or benefit.to >= again:
            return True
        last, on_benefit = max(last, benefit.to), True
    return False


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


def _over(last: date, convention: Convention, break_years: int | None) -> date:
    if break_years is not None:
        return add_months(last, 12 * break_years) + ONE_DAY
    return broken_from(last, convention)


def _family(code: str, convention: Convention) -> object:
    return next((family for family in convention.same_benefit if code in family), code)


def _contact_about(
    benefit: Benefit, opened: Sequence[date], spoken: date, convention: Convention
) -> date | None:
    """Return the first contact that stands for the beginning of this benefit, or None.

    That is one with no whole calendar month between it and the benefit's first day (CNT-3, CNT-4), or one that
    follows a few days after that day. It then says nothing of the next benefit (`spoken`).
    """
    if benefit.type in convention.transfer_benefits:
        return None
    begins = benefit.from_
    return next(
        (
            day
            for day in opened
            if (spoken < day <= begins and not is_break(day, begins, convention))
            or 0 < (day - begins).days <= _NEAR_DAYS
        ),
        None,
    )


def _transferred(benefit: Benefit, transfers: Sequence[Event]) -> bool:
    """Return whether a transfer stands for the beginning of this benefit."""
    return any(
        e.benefit == benefit.type and abs((e.on - benefit.from_).days) <= _NEAR_DAYS for e in transfers
    )
