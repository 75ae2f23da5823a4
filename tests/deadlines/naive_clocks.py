"""The naive engine's clocks: the days on which a course, a contact period or a time on benefit begins and ends."""

from __future__ import annotations

from datetime import date

from tests.deadlines.naive import ONE, Naive, is_break

CASH = ("cash_benefit", "education_help", "transition_benefit")


def family(benefit: str) -> str:
    return "cash" if benefit in CASH else benefit


def last_benefit_day(case: Naive, begin: date, day: date) -> date | None:
    """Return the last day on any benefit from the one day on and before the other."""
    found = None
    for _, start, end in case.benefits:
        if start < day and (end is None or end >= begin):
            here = day - ONE if end is None or end >= day else end
            found = here if found is None or here > found else found
    return found


def runs(case: Naive, day: date) -> bool:
    return any(start <= day and (end is None or end >= day) for _, start, end in case.benefits)


def run_start(case: Naive, day: date) -> date:
    """Return the first day on benefit behind the last free month before a day on benefit."""
    first = day
    while (last := last_benefit_day(case, date.min, first)) is not None and not is_break(last, first):
        first = last
    return first


def returns(case: Naive, begin: date, day: date) -> bool:
    """Say whether a further contact is that of someone who left the help of a course and needs it anew (CNT-4).

    A month without benefit must lie before the benefit asked for: the one that comes, or the one that began so
    shortly before that the contact is about it. Where none comes the month is taken to pass.
    """
    before = last_benefit_day(case, begin, day)
    coming = [start for _, start, _ in case.benefits if start >= day]
    if before is None and not runs(case, day):
        return True
    if not runs(case, day) and before is not None and (not coming or is_break(before, min(coming))):
        return True
    first = run_start(case, day if before is None or runs(case, day) else before)
    last = last_benefit_day(case, begin, first) or begin
    return (day - first).days <= 31 and first > begin and is_break(last, first)


def courses(case: Naive, events: list[tuple[date, str]]) -> list[date]:
    """Return the days on which a course of help begins.

    That is the first event, the first one after the case was closed, and a further first contact by someone who
    has been without benefit for a month. A first contact behind a registration is the same course, unless it
    is known to be about another benefit.
    """
    found: list[date] = []
    contact_seen = False
    for day, kind in sorted(events):
        if not found or (case.closed is not None and found[-1] <= case.closed < day):
            new = True
        elif kind != "first_contact":
            new = False
        elif contact_seen:
            new = returns(case, found[-1], day)
        else:
            new = _other_help(case, found[-1], day)
        if new:
            found.append(day)
            contact_seen = False
        contact_seen = contact_seen or kind == "first_contact"
    return found


def _other_help(case: Naive, registered: date, day: date) -> bool:
    """Say whether the contact is about another family of benefit than the registration before it."""
    one, two = help_of(case, registered), help_of(case, day)
    return one is not None and two is not None and family(one) != family(two)


def help_of(case: Naive, day: date) -> str | None:
    """Return the benefit that begins within 31 days, else the one that runs."""
    for kind, start, _ in sorted(case.benefits, key=lambda b: b[1]):
        if day <= start and (start - day).days <= 31:
            return kind
    for kind, start, end in case.benefits:
        if start <= day and (end is None or end >= day):
            return kind
    return None


def contact_periods(case: Naive, events: list[tuple[date, str]], *, group_moves: bool) -> list[date]:
    """Return the days on which a contact period begins (CNT-1 to CNT-4)."""
    starts = courses(case, events)
    found = set(starts)
    begun = _whole_times(case)
    about = _what_about(begun, starts)
    for place, (kind, start) in enumerate(begun):
        # The first on record opens a period only behind a contact.
        new = place > 0 or any(c <= start for c in starts)
        announced = start in about or any(start < c and (c - start).days <= 31 for c in starts)
        if (new and not announced) or kind == "flex_unemployment":  # a transfer always does (CNT-2)
            found.add(start)
    if group_moves:
        for one, two in zip(case.groups, case.groups[1:], strict=False):
            if one.code in ("lab-4", "lab-5") and two.code in ("lab-2", "lab-3"):
                found.add(two.start)
    return sorted(found)


def _whole_times(case: Naive) -> list[tuple[str, date]]:
    """Return the benefits that follow another one, or a free month: what they are and their first days."""
    found: list[tuple[str, date]] = []
    before: tuple[str, date | None] | None = None
    for kind, start, end in sorted(case.benefits, key=lambda b: b[1]):
        same = before is not None and family(before[0]) == family(kind)
        if before is None or not same or (before[1] is not None and is_break(before[1], start)):
            found.append((kind, start))
        before = (kind, end)
    return found


def _what_about(begun: list[tuple[str, date]], contacts: list[date]) -> set[date]:
    """Return the first days of the benefits that contacts are about: of each contact one.

    It is about the benefit that began within 31 days before, if no other contact was about that, else about the
    next one, if no free month lies between.
    """
    found: set[date] = set()
    for day in contacts:
        before = [(kind, start) for kind, start in begun if start < day]
        coming = [start for _, start in begun if start >= day]
        kind, last = before[-1] if before else ("", date.min)
        if kind != "flex_unemployment" and (day - last).days <= 31 and last not in found:
            found.add(last)
        elif coming and not is_break(day, coming[0]):
            found.add(coming[0])
    return found


def run_out(case: Naive, begin: date, types: tuple[str, ...] = ()) -> date | None:
    """Return the day on which, after a time on benefit, a whole calendar month without it has passed."""
    last = day = last_of_run(case, begin, types)
    while last is not None and day is not None and not is_break(last, day):
        day += ONE
    return day


def sick_until(case: Naive, absent: date) -> date | None:
    """Return the day after the sickness benefit that followed an absence."""
    last = last_of_run(case, absent, ("sickness_benefit",))
    return None if last is None else last + ONE


def last_of_run(case: Naive, begin: date, types: tuple[str, ...]) -> date | None:
    """Return the last day on benefit, from the day on, before the first free calendar month."""
    known = [(a, b) for kind, a, b in case.benefits if not types or kind in types]
    last: date | None = None
    for start, end in sorted(known, key=lambda pair: pair[0]):
        if last is not None and is_break(last, start):
            break
        if end is None:
            return None
        if end >= begin:
            last = end if last is None else max(last, end)
    return last


def benefit_periods(case: Naive, types: tuple[str, ...]) -> list[date]:
    """Return the first days of unbroken periods on these benefits."""
    found: list[date] = []
    last: date | None = None
    for kind, start, end in sorted(case.benefits, key=lambda b: b[1]):
        if kind in types:
            if last is None or is_break(last, start):
                found.append(start)
            last = end
    return found


def ill_again(case: Naive, today: date) -> tuple[date, date] | None:
    """Return, for one who is on sickness benefit anew, the last day before the free month and the first since.

    A few days off, and what is announced behind them, belong to the same time.
    """
    paid = sorted((a, b) for kind, a, b in case.benefits if kind == "sickness_benefit")
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
