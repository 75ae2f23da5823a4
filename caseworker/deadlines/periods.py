"""When contact periods begin: first contact, transfer, new benefit, change of group (CNT-1 to CNT-4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from caseworker.deadlines.case import ONE_DAY, Case, is_break
from caseworker.deadlines.codes import WAGES
from caseworker.deadlines.facts import Benefit, Event, Group
from caseworker.deadlines.rules import CONTACTS, REGISTERED, Convention
from caseworker.deadlines.spans import NEAR_DAYS, add_months
from caseworker.deadlines.transfers import is_told, source_of, transfers_to

Why = Literal["event", "transfer", "benefit", "group"]
_OPENING = CONTACTS | REGISTERED  # CNT-1


class Start(Struct, frozen=True):
    """The beginning of a period: day, the record it comes from, and why it begins.

    `anew`: the day on which it goes on after the case was closed; what was done before, or was due, is none of it.
    `ahead`: the first day of the benefit that it is about, where another one ran till then in the same groups.
    """

    on: date
    source: str
    why: Why
    code: str  # event type, benefit type or group code
    event: Event | None = None
    missing: tuple[str, ...] = ()  # without which it is not known whether this began at all
    anew: date | None = None
    ahead: date | None = None

    @property
    def begins(self) -> date:
        """The first day of it in the case as it runs."""
        return self.anew or self.ahead or self.on


class Run(Struct, frozen=True):
    """An unbroken stretch on benefits: its records and its first day."""

    records: tuple[Benefit, ...]
    first: date


def courses(
    case: Case,
    told: Iterable[Event],
    convention: Convention,
    groups: frozenset[str] = frozenset(),
    *,
    group_moves: bool = True,
    anew: bool = True,
    parted: Callable[[date], date | None] = lambda _: None,
) -> list[Start]:
    """Return the first of these events in each course.

    A course ends when the case is closed; a further first contact or registration (CNT-1) opens a new one if it is
    about another time on benefit, or comes after a free calendar month (CNT-3, CNT-4), or when a group outside the
    act has been left (`group_moves`). What is said about a benefit to come opens nothing in the course of the one that
    runs in the same `groups`. `told`: by day. `anew`: the same help again, behind other help, opens one too. `parted`:
    the first day on help that a contact on a day is not about.
    """
    found: list[Start] = []
    opened: Event | None = None
    seen_contact = False
    for event in told:
        closed = opened is not None and any(opened.on <= day < event.on for day in case.closings)
        alone = not seen_contact and (event.type == "first_contact" or not anew)
        if opened is not None and event.type in _OPENING:
            closed = closed or event.on >= (parted(opened.on) or date.max)
            if group_moves and not closed:
                closed = came_in(case, opened.on, convention) != came_in(case, event.on, convention)
        if opened is None or closed or _opens(case, opened, event, convention, alone=alone, anew=anew):
            ahead = None
            if opened is not None and not closed and _among(case, event.on, groups):
                ahead = told_ahead(case, event.on, convention)
                if ahead is not None and not _among(case, ahead, groups):
                    continue
            opened, seen_contact = event, False
            found.append(Start(event.on, source_of(event), "event", event.type, event, ahead=ahead))
        seen_contact = seen_contact or event.type == "first_contact"
    return found


def contact_periods(
    case: Case,
    told: Iterable[Event],
    convention: Convention,
    groups: frozenset[str] = frozenset(),
    *,
    group_moves: bool = True,
) -> list[Start]:
    """Return every beginning of a contact period, by day: courses, transfers, new benefits, group moves.

    Those announced for the future are among them: they end the period before.
    """
    found = courses(case, told, convention, groups, group_moves=group_moves)
    opened = [s.on for s in found]
    transfers = transfers_to(case, convention.transfer_benefits, convention)
    found += [Start(e.on, source_of(e), "transfer", e.benefit or "", e) for e in transfers]
    told_of = [spoken_of(case, day, convention) for day in opened]
    for place, run in enumerate(runs(case, frozenset(), convention)):
        benefit = run.records[0]
        # A first contact may be so old that it was about something else than the first benefit on record.
        known = (
            place or benefit.type in convention.transfer_benefits or any(day <= run.first for day in opened)
        )
        announced = run in told_of and benefit.type not in convention.transfer_benefits
        if known and not announced and not is_told(benefit, transfers):
            found.append(Start(run.first, f"{benefit.type}@{run.first}", "benefit", benefit.type))
    for one, two in pairwise(case.groups) if group_moves else ():
        if any(one.code in m.leaves and two.code in m.enters for m in convention.restart_moves):
            found.append(Start(two.from_, f"{two.code}@{two.from_}", "group", two.code))
    found.sort(key=lambda s: (s.begins, s.why != "event", s.source))
    return [s for i, s in enumerate(found) if i == 0 or s.begins != found[i - 1].begins]


def runs(
    case: Case,
    types: frozenset[str],
    convention: Convention,
    break_years: int | None = None,
    *,
    from_before: bool = False,
    other_parts: bool = False,
) -> list[Run]:
    """Return the unbroken stretches on benefits of these types (empty: any).

    `break_years`: only so many years without the benefit break a stretch (CNT-5). `from_before`: one that runs on into
    this case may have begun in an earlier one. `other_parts`: another benefit between two times parts them (CNT-3); a
    flex-job is none.
    """
    found: list[list[Benefit]] = []
    other = False
    for benefit in [*case.before, *case.benefits] if from_before else case.benefits:
        if types and benefit.type not in types:
            other = other or benefit.type not in WAGES
            continue
        parted, other = other_parts and other, False
        before = found[-1][-1] if found else None
        last = before.to if before else None
        if (
            before is None
            or last is None
            or parted
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
    if from_before:
        found = [run for run in found if run[-1] in case.benefits]
    return [Run(tuple(r), r[0].from_) for r in found]


def reaches(case: Case, day: date, later: date, convention: Convention) -> bool:
    """Return whether a day belongs to what begins later, such as a contact to a time in a group.

    No free calendar month lies between the two, or the benefit of the later day, that began no such month after the
    day, has run on unbroken (CNT-4); or it is the first day of the absence that what begins later is about.
    """

    def near(one: date, other: date) -> bool:
        return one >= other or not is_break(one, other, convention)

    if near(day, later):
        return True
    ill = _ill_from(case, day, convention)
    if ill is not None and near(ill, later):
        return True
    run = about(case, later, convention)
    return run is not None and near(day, run.first)


def _ill_from(case: Case, day: date, convention: Convention) -> date | None:
    """Return the first day in a group or on a benefit of the sick that a first day of absence is about, or None."""
    absence = convention.absence
    if absence is None or all(e.on != day for e in case.events.get("first_absence_day", ())):
        return None
    own = [g.from_ for g in case.groups if g.code in absence.groups]
    own += [b.from_ for b in case.benefits if b.type in absence.benefits]
    first = min((one for one in own if one > day), default=None)
    if first is None or first > absence.within.after(day):
        return None
    others: list[Group | Benefit] = [g for g in case.groups if g.code not in absence.groups]
    others += [b for b in case.benefits if b.type not in absence.benefits]
    between = any(one.from_ < first and (one.to is None or one.to >= day) for one in others)
    return None if between else first


def came_in(case: Case, day: date, convention: Convention) -> date | None:
    """Return the first day after this one on which a group outside the act has been left for one under it, or None.

    What is said on a day so shortly before (31 days), and nearer to it than to the time outside, is said after it.
    """
    for one, two in _comings(case, convention):
        if not _says(day, one, two):
            return two
    return None


def _says(day: date, outside: date, back: date) -> bool:
    """Return whether what is said on a day is about the time behind a group outside the act."""
    ahead = (back - day).days
    return ahead <= 0 or (ahead <= NEAR_DAYS and ahead < (day - outside).days)


def _comings(case: Case, convention: Convention) -> Sequence[tuple[date, date]]:
    """Return the first day of each time in groups outside the act, and the first day of the group that came then."""
    if len(case.groups) < 2:
        return ()
    found: list[tuple[date, date]] = []
    since: date | None = None
    for group in case.groups:
        if group.code in convention.outside:
            since = since or group.from_
        elif since is not None:
            found.append((since, group.from_))
            since = None
    return found


def about(case: Case, day: date, convention: Convention) -> Run | None:
    """Return the time on benefit that something said on a day is about, or None.

    That is the one whose first day lies nearest, if no further than 31 days away, else the one that runs: who asks
    for help soon before or soon after it begins asks for that one (CNT-1, CNT-3). The day of coming back to it after
    days off is such a first day.
    """
    known = runs(case, frozenset(), convention)
    running = next((r for r in reversed(known) if r.first <= day <= (r.records[-1].to or date.max)), None)
    coming = next((r for r in known if r.first > day), None)
    ahead = (coming.first - day).days if coming is not None else NEAR_DAYS + 1
    behind = (
        min(abs((day - first).days) for first in _comings_back(running)) if running is not None else ahead
    )
    return coming if ahead <= NEAR_DAYS and (running is None or ahead < behind) else running


def _comings_back(run: Run) -> list[date]:
    """Return the first day of a time on benefit, and those on which it goes on after days off."""
    backs = (two.from_ for one, two in pairwise(run.records) if one.to and one.to + ONE_DAY < two.from_)
    return [run.first, *backs]


def told_ahead(case: Case, day: date, convention: Convention) -> date | None:
    """Return the first day of the benefit to come that something said on a day is about while another runs, or None."""
    run = about(case, day, convention)
    if run is None or run.first <= day:
        return None
    known = runs(case, frozenset(), convention)
    return run.first if any(r.first <= day <= (r.records[-1].to or date.max) for r in known) else None


def _among(case: Case, day: date, groups: frozenset[str]) -> bool:
    """Return whether the group of a day, or the last one before it, is one of these."""
    last = next((g.code for g in reversed(case.groups) if g.from_ <= day), None)
    return last in groups


def _opens(
    case: Case, opened: Event, event: Event, convention: Convention, *, alone: bool, anew: bool
) -> bool:
    """Return whether a contact or registration opens a course although one has been opened.

    It does if it is about another benefit near whose beginning it lies; far from that it belongs to the course that
    runs, but for a first contact after a mere registration (`alone`). So does one where the same benefit begins `anew`
    behind another, unless registrations alone open the course; and one about a group to come. Else a free month does.
    """
    if event.type not in _OPENING:
        return False
    coming = _group_to_come(case, event.on, convention)
    if coming is not None and coming != _group_to_come(case, opened.on, convention):
        return True
    one, two = (about(case, e.on, convention) for e in (opened, event))
    if one is not None and two is not None and one != two:
        families = {_family(run.records[0].type, convention) for run in (one, two)}
        if (len(families) > 1 or anew) and (alone or (event.on - two.first).days <= NEAR_DAYS):
            return True
    return _returns(case, opened.on, event, convention)


def _returns(case: Case, opened: date, event: Event, convention: Convention) -> bool:
    """Return whether a free calendar month lies between the opening of a course and a later contact (CNT-4).

    Where a benefit has ended and no other has begun the month is taken to pass: no first talk is forgotten while one
    is being decided. Where no benefits are recorded a registration belongs to the time in the groups.
    """
    times: list[Benefit] | list[Group] = case.benefits
    if not times and event.type in REGISTERED:
        times = case.groups
    return _anew(times, opened, event.on, convention, undecided=True)


def begins_anew(case: Case, before: date, day: date, convention: Convention) -> bool:
    """Return whether a free calendar month lies between a day and a later one (CNT-4).

    That is one without benefit or, where no benefits are recorded, out of the groups.
    """
    return _anew(case.benefits or case.groups, before, day, convention, undecided=False)


def _anew(
    times: list[Benefit] | list[Group], opened: date, day: date, convention: Convention, *, undecided: bool
) -> bool:
    """Return whether these times were left for a free calendar month between two days.

    `undecided`: where they have ended and no other has begun the month is taken to pass.
    """
    last, over = opened, False
    for one in times:
        if one.to is not None and one.to < opened:
            continue
        broken = is_break(last, one.from_, convention)
        if one.from_ > day:
            return broken if over else is_break(opened, day, convention)
        if broken and (day - one.from_).days <= NEAR_DAYS:
            return True
        if one.to is None or one.to >= day:
            return False
        last, over = max(last, one.to), True
    return (over and undecided) or is_break(last, day, convention)


def _family(code: str, convention: Convention) -> object:
    return next((family for family in convention.same_benefit if code in family), code)


def announced(case: Case, contact: date, convention: Convention) -> date | None:
    """Return the first day of the benefit to come that a contact stands for the beginning of, or None.

    So does one shortly before a group outside the act is left, or where no benefits are recorded, for the group to
    come.
    """
    if case.benefits and case.benefits[-1].from_ > contact:  # they are in order
        run = spoken_of(case, contact, convention)
        if run is not None and run.first > contact:
            return run.first
    for one, two in _comings(case, convention):
        if contact < two and _says(contact, one, two):
            return two
    return _group_to_come(case, contact, convention)


def _group_to_come(case: Case, day: date, convention: Convention) -> date | None:
    """Return the first day of the group to come that stands for its benefit where none are recorded, or None.

    What is said so shortly before (31 days), and nearer to it than to the first day of the group of then, is about
    it, unless that is one of those that a contact opens (CNT-1): then it is about that one.
    """
    since: date | None = None
    asked = convention.opened_by_contact
    for one, two in pairwise(case.groups if asked and not case.benefits else ()):
        since = since or one.from_
        if one.code == two.code and (one.to is None or not is_break(one.to, two.from_, convention)):
            continue
        if one.code not in asked and day < two.from_ and _says(day, since, two.from_):
            return two.from_
        since = None
    return None


def spoken_of(case: Case, day: date, convention: Convention) -> Run | None:
    """Return the time on benefit whose beginning a contact stands for, or None.

    That is the one it is about, if it lies near its first day; where none runs, the next to come with no whole calendar
    month between (CNT-3, CNT-4).
    """
    run = about(case, day, convention)
    if run is not None:
        return run if abs((run.first - day).days) <= NEAR_DAYS else None
    coming = next((r for r in runs(case, frozenset(), convention) if r.first > day), None)
    return coming if coming is not None and not is_break(day, coming.first, convention) else None
