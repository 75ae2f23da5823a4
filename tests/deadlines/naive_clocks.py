"""The naive engine's clocks: the days on which a course, a contact period or a time on benefit begins and ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from dateutil.relativedelta import relativedelta

from tests.deadlines.naive import ONE, Membership, Naive, is_break, ordered_groups
from tests.deadlines.naive_windows import meant_transfers

CASH = ("cash_benefit", "education_help", "transition_benefit")
ON_CASH = ("lab-2", "lab-3", "lab-4", "lab-5", "lab09-2", "lab09-3", "integration")


def family(benefit: str) -> str:
    return "cash" if benefit in CASH else benefit


def without_families(case: Naive) -> Naive:
    """Return a case as the rules before 2020 see it: education help, of which they know nothing, is another benefit."""
    return replace(case, benefits=[(kind.replace("education_", "e "), a, b) for kind, a, b in case.benefits])


Times = list[tuple[date, date | None]]


def of_this_case(case: Naive) -> list[tuple[str, date, date | None]]:
    """Return the benefits but those that had ended, a free month before anything is known of the case."""
    days = [*case.contacts, *case.registered, *case.requests, *case.refusals, *case.visited]
    days += [*case.transfers, *case.payments]
    days += [day for day, _ in case.absences] + [group.start for group in case.groups]
    days += [day for day in (case.plan, case.closed) if day is not None]
    begin = min(days, default=date.min)
    found = []
    for kind, start, end in sorted(case.benefits, key=lambda b: b[1], reverse=True):
        if end is not None and end < begin and is_break(end, begin):
            break
        begin = min(begin, start)
        found.append((kind, start, end))
    return found[::-1]


def last_day(times: Times, begin: date, day: date) -> date | None:
    """Return the last day in any of these times from the one day on and before the other."""
    found = None
    for start, end in times:
        if start < day and (end is None or end >= begin):
            here = day - ONE if end is None or end >= day else end
            found = here if found is None or here > found else found
    return found


def runs(times: Times, day: date) -> bool:
    return any(start <= day and (end is None or end >= day) for start, end in times)


def run_start(times: Times, day: date) -> date:
    """Return the first day behind the last free month before a day in these times."""
    first = day
    while (last := last_day(times, date.min, first)) is not None and not is_break(last, first):
        first = last
    return first


def returns(times: Times, begin: date, day: date) -> bool:
    """Say whether a further contact is that of someone who left the help of a course and needs it anew (CNT-4).

    A month without it must lie before the help asked for: the one that comes, or the one that began so shortly before
    that the contact is about it. Where none comes the month is taken to pass. Who has had none since the first contact
    asks anew when a month has passed since.
    """
    before = last_day(times, begin, day)
    coming = [start for start, _ in times if start >= day]
    if before is None and not runs(times, day):
        return is_break(begin, day)
    if not runs(times, day) and before is not None and (not coming or is_break(before, min(coming))):
        return True
    first = run_start(times, day if before is None or runs(times, day) else before)
    last = last_day(times, begin, first) or begin
    return (day - first).days <= 31 and first > begin and is_break(last, first)


def let_in(case: Naive, day: date) -> date | None:
    """Return the first day after a day on which somebody has left the introduction programme for LAB.

    Who asks for help in the last month of the programme asks for that of LAB, unless the programme began as near.
    """
    inside: date | None = None  # since when
    for group in ordered_groups(case):
        if group.code == "integration":
            inside = inside or group.start
        elif inside is not None:
            wait, been = group.start - day, day - inside
            inside = None
            if wait > 31 * ONE or (wait > 0 * ONE and wait >= been):
                return group.start
    return None


def of_group(case: Naive, day: date, code: str) -> bool:
    """Say whether one is in a group on a day or on one of the 31 after it; or whether none is recorded."""
    times = [(group.start, group.end) for group in ordered_groups(case) if group.code == code]
    return not case.groups or any(
        a <= day + n * ONE and (b is None or b >= day + n * ONE) for n in range(32) for a, b in times
    )


def courses(
    case: Naive, events: list[tuple[date, str]], groups: tuple[str, ...], *, lab: bool = False,
    over: Callable[[date], date | None] = lambda _: None,
) -> list[date]:  # fmt: skip
    """Return the days on which a course of help begins.

    That is the first event, the first one after the case was closed, and a further first contact or registration by
    someone who has been without help for a month, or who asks for another benefit about when it begins. A first contact
    behind a mere registration may be about another one at any time. `lab`: and one behind the introduction programme.
    `over`: so is one on help that what opened the course was not about.
    """
    found: list[date] = []
    contact_seen = False
    for day, kind in sorted(events):
        if (
            not found
            or (case.closed is not None and found[-1] <= case.closed < day)
            or (lab and kind != "first_absence_day" and let_in(case, found[-1]) != let_in(case, day))
            or (kind != "first_absence_day" and (over(found[-1]) or date.max) <= day)
        ):
            new = True
        else:
            new = kind in ("first_contact", "registered") and _anew(case, found[-1], day, kind, contact_seen)
            if new and _of_other_groups(case, day, groups):
                continue
        if new:
            found.append(day)
            contact_seen = False
        contact_seen = contact_seen or kind == "first_contact"
    return found


def _of_other_groups(case: Naive, day: date, groups: tuple[str, ...]) -> bool:
    """Say whether somebody who is in these groups, on help, asks for help that comes with another group."""
    coming = help_of(case, day)
    if coming is None or coming[1] <= day or not runs([(a, b) for _, a, b in whole_times(case)], day):
        return False
    last = {n: [g.code for g in ordered_groups(case) if g.start <= n][-1:] for n in (day, coming[1])}
    return bool(case.groups) and bool({*last[day]} & {*groups}) and not {*last[coming[1]]} & {*groups}


def _anew(case: Naive, opened: date, day: date, kind: str, contact_seen: bool) -> bool:
    one, two = help_of(case, opened), help_of(case, day)
    if one is not None and two is not None and one[1] != two[1]:
        near = (day - two[1]).days <= 31
        if kind == "first_contact" and (near or not contact_seen):
            return True
        if kind == "registered" and near:
            return True
    if group_to_come(case, day) not in (None, group_to_come(case, opened)):
        return True
    times = [(start, end) for _, start, end in case.benefits]
    if not times and kind == "registered":
        times = [(group.start, group.end) for group in ordered_groups(case)]
    return returns(times, opened, day)


def whole_times(case: Naive) -> list[tuple[str, date, date | None]]:
    """Return the times on one kind of benefit without a free month: the kind, the first and the last day."""
    found: list[tuple[str, date, date | None]] = []
    for kind, start, end in sorted(case.benefits, key=lambda b: b[1]):
        last = found[-1][2] if found else None
        if last is not None and found[-1][0] == family(kind) and not is_break(last, start):
            found[-1] = (found[-1][0], found[-1][1], end)
        else:
            found.append((family(kind), start, end))
    return found


def help_of(case: Naive, day: date) -> tuple[str, date] | None:
    """Return the time on benefit that a contact is about: its kind and its first day.

    The one that begins or began nearest, up to 31 days off; as near, the one that began. Else the one that runs. It
    begins anew with each coming back from days off.
    """
    found: tuple[str, date] | None = None
    for kind, start, end in whole_times(case):
        if start <= day and (end is None or end >= day):
            found = kind, start
        elif (
            day < start
            and (start - day).days <= 31
            and (found is None or start - day < _near(case, found[1], day))
        ):
            return kind, start
    return found


def _near(case: Naive, begun: date, day: date) -> timedelta:
    """Return how far a day is from the first day of the time on benefit that began so, or of coming back to it."""
    times = [(a, b) for _, a, b in case.benefits]
    end = next(b for _, a, b in whole_times(case) if a == begun) or date.max
    return min(
        abs(day - a) for a, _ in times if a == begun or (begun < a <= end and not runs(times, a - ONE))
    )


def belongs(case: Naive, day: date, later: date) -> bool:
    """Say whether a day belongs to what began later: no free month between, or that of the help that runs then."""
    if later <= day or not is_break(day, later):
        return True
    ill = ill_from(case, day) if case.ill else None
    if ill is not None and (later <= ill or not is_break(ill, later)):
        return True
    time = help_of(case, later)
    return time is not None and (time[1] <= day or not is_break(day, time[1]))


def ill_from(case: Naive, day: date) -> date | None:
    """Return when the group or benefit of the sick came that a first day of absence is about, at most two months on."""
    own = [g.start for g in case.groups if g.code in ("lab-6", "lab09-5")]
    own += [start for kind, start, _ in case.benefits if kind == "sickness_benefit"]
    first = min((start for start in own if start > day), default=None)
    if day not in [absent for absent, _ in case.absences] or first is None:
        return None
    if first > day + relativedelta(months=2):
        return None
    others = [(g.start, g.end) for g in ordered_groups(case) if g.code not in ("lab-6", "lab09-5")]
    others += [(start, end) for kind, start, end in case.benefits if kind != "sickness_benefit"]
    while day < first:
        if any(start <= day and (end is None or end >= day) for start, end in others):
            return None
        day += ONE
    return first


def contact_periods(
    case: Naive, events: list[tuple[date, str]], groups: tuple[str, ...], *, group_moves: bool
) -> list[date]:
    """Return the days on which a contact period begins (CNT-1 to CNT-4)."""
    starts = courses(case, events, groups, lab=group_moves)
    found = set(starts)
    about = {what_about(case, contact) for contact in starts}
    transfers = meant_transfers(case)
    for place, (kind, start, _) in enumerate(whole_times(case)):
        # The first on record opens a period only behind a contact.
        new = place > 0 or any(c <= start for c in starts)
        flex = kind == "flex_unemployment"  # a transfer always does (CNT-2)
        told = flex and any(abs((day - start).days) <= 31 for day in transfers)
        if ((new and start not in about) or flex) and not told:
            found.add(start)
    found |= set(transfers)
    if group_moves:
        for one, two in zip(case.groups, case.groups[1:], strict=False):
            if one.code in ("lab-4", "lab-5") and two.code in ("lab-2", "lab-3"):
                found.add(two.start)
    return sorted(found)


def announced(case: Naive, contact: date) -> date | None:
    """Return the first day of the benefit to come that a contact is about, or of the help behind the programme."""
    start = what_about(case, contact)
    if start is not None and start > contact:
        return start
    before: date | None = None
    for group in ordered_groups(case):
        if before is not None and group.code != "integration":
            if contact < group.start and let_in(case, contact) != group.start and before <= contact:
                return group.start
            before = None
        elif group.code == "integration":
            before = before or group.start
    return group_to_come(case, contact)


def of_person(case: Naive, day: date, groups: tuple[str, ...]) -> date:
    """Return the day whose age and schooling count: of who registers for dagpenge to come their first one."""
    return (announced(case, day) if groups == ("lab-1",) else None) or day


def group_to_come(case: Naive, day: date) -> date | None:
    """Return the first day of the next group, if a contact is about that although no benefits are recorded.

    It is if that group begins within 31 days and nearer than the other help of then, which nobody asks for by contact.
    """
    for (code, start, _), (_, then, _) in pairwise(group_times(case)):
        if start <= day < then and not case.benefits and code not in ON_CASH:
            return then if then - day <= 31 * ONE and then - day < day - start else None
    return None


def group_times(case: Naive) -> list[tuple[str, date, date | None]]:
    """Return the times in one group without a free month: the group, the first and the last day."""
    times: list[tuple[str, date, date | None]] = []
    for group in ordered_groups(case):
        last = times[-1] if times else None
        if last is not None and last[0] == group.code and last[2] and not is_break(last[2], group.start):
            times[-1] = (group.code, last[1], group.end)
        else:
            times.append((group.code, group.start, group.end))
    return times


def what_about(case: Naive, contact: date) -> date | None:
    """Return the first day of the benefit that a contact announces: near; on none, the next before a free month."""
    time = help_of(case, contact)
    if time is not None:
        return time[1] if abs((time[1] - contact).days) <= 31 else None
    coming = [start for _, start, _ in whole_times(case) if start > contact]
    return coming[0] if coming and not is_break(contact, coming[0]) else None


def run_out(case: Naive, begin: date, types: tuple[str, ...] = ()) -> date | None:
    """Return the day on which, after a time on benefit, a whole calendar month without it has passed."""
    last = day = last_of_run(case, begin, types)
    while last is not None and day is not None and not is_break(last, day):
        day += ONE
    return day


def paid_until(case: Naive, begin: date, benefit: str = "sickness_benefit") -> date | None:
    """Return the day after the benefit that followed an absence, or a first payment."""
    last = last_of_run(case, begin, (benefit,))
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


def running_period(case: Naive, groups: tuple[str, ...], *, returns: bool) -> date | None:
    """Return since when the period goes on in which one is in these groups today.

    There is no free month and no closing in it. `returns`: nor a free month without benefit.
    """
    since: date | None = None
    last: date | None = None
    closed = case.closed if case.closed is not None and case.closed <= case.today else None
    for group in ordered_groups(case):
        if group.code in groups and group.start <= case.today:
            if (
                since is None
                or (last is not None and is_break(last, group.start))
                or (closed is not None and since <= closed < group.start)
            ):
                since = group.start
            last = group.end
    if since is None or (last is not None and last < case.today):
        return None
    before: date | None = None
    for _, start, end in sorted(case.benefits, key=lambda b: b[1]) if returns else []:
        if before is not None and since < start <= case.today and is_break(before, start):
            since = start
        before = end
    return since


def on_another(case: Naive, group: Membership) -> bool:
    """Say whether it is known what benefit the citizen was on at the end of a time in a group, or is on today."""
    day = case.today if group.end is None else min(group.end, case.today)
    ended = [b for _, a, b in case.benefits if a <= day and b is not None and b < day]
    if any(a <= day and (b is None or b >= day) for _, a, b in case.benefits):
        return True
    to_come = [a for _, a, _ in case.benefits if a > day]
    return bool(ended and to_come) and not is_break(max(ended), min(to_come))
