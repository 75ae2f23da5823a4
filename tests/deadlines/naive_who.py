"""The naive engine's clocks and circles: when a clock begins, whom a rule asks for on which days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from tests.deadlines.naive import ONE, Membership, Naive, Trait, is_break

CASH = ("cash_benefit", "education_help", "transition_benefit")


@dataclass
class Who:
    """Whom a rule asks for. `well`: the number of days from the trigger on, the trigger day being the first."""

    groups: tuple[str, ...]
    categories: tuple[int, ...] = ()
    benefits: tuple[str, ...] = ()
    from_age: int | None = None
    under_age: int | None = None
    employed: bool | None = None
    work_duty: bool = False
    qualified: bool | None = None
    child: bool | None = None
    well: int | None = None


@dataclass
class Stay:
    """Days on which the rule holds for the citizen: from the first, up to the day it is over."""

    begin: date
    over: date | None
    known: bool


# --- clocks -------------------------------------------------------------------------------------------------


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
            last = last_benefit_day(case, found[-1], day)
            new = last is None or is_break(last, day)
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
    ordered = sorted(case.benefits, key=lambda b: b[1])
    for place, (kind, start, _) in enumerate(ordered):
        before = [c for c in starts if c <= start]
        new = bool(before)  # the first on record opens a period only behind a contact
        if place:
            last = ordered[place - 1]
            new = family(last[0]) != family(kind) or (last[2] is not None and is_break(last[2], start))
        announced = False
        if before:
            next_of_course = min(b[1] for b in ordered if b[1] >= before[-1])
            announced = next_of_course == start and not is_break(before[-1], start)
        if (new and not announced) or kind == "flex_unemployment":  # a transfer always does (CNT-2)
            found.add(start)
    if group_moves:
        for one, two in zip(case.groups, case.groups[1:], strict=False):
            if one.code in ("lab-4", "lab-5") and two.code in ("lab-2", "lab-3"):
                found.add(two.start)
    return sorted(found)


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


# --- who ----------------------------------------------------------------------------------------------------


def yes_or_no(answers: list[bool | None]) -> bool | None:
    if False in answers:
        return False
    return None if None in answers else True


def ordered_groups(case: Naive) -> list[Membership]:
    """Return the groups in order; one without an end ends where the next begins."""
    found = sorted(case.groups, key=lambda g: g.start)
    for place, group in enumerate(found[:-1]):
        if group.end is None:
            found[place] = Membership(group.code, group.start, found[place + 1].start - ONE, group.category)
    return found


def group_fits(who: Who, group: Membership) -> bool | None:
    if group.code not in who.groups:
        return False
    if not who.categories:
        return True
    return None if group.category is None else group.category in who.categories


def in_group(case: Naive, who: Who, day: date, *, stand_in: bool) -> bool | None:
    for group in ordered_groups(case):
        if group.end is None or group.end >= day:
            return group_fits(who, group) if group.start <= day or stand_in else False
    return None if stand_in and any(g.code in who.groups for g in case.groups) else False


def on_benefit(case: Naive, who: Who, day: date, *, stand_in: bool) -> bool | None:
    if not who.benefits or not case.benefits:
        return True
    for kind, start, end in sorted(case.benefits, key=lambda b: b[1]):
        if end is None or end >= day:
            return kind in who.benefits if start <= day or stand_in else False
    return None if stand_in else False


def birthday(born: date, age: int) -> date:
    year = born.year + age
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return date(year, 3, 1) if (born.month, born.day) == (2, 29) and not leap else born.replace(year=year)


def of_age(case: Naive, who: Who, day: date) -> bool | None:
    if who.from_age is None and who.under_age is None:
        return True
    if case.born is None:
        return None
    old_enough = who.from_age is None or birthday(case.born, who.from_age) <= day
    young_enough = who.under_age is None or birthday(case.born, who.under_age) > day
    return old_enough and young_enough


def recorded(case: Naive, name: str, day: date) -> bool | date | None:
    """Return what is recorded on the day; of several records the one that began last."""
    found: Trait | None = None
    for trait in case.traits:
        here = (trait.start is None or trait.start <= day) and (trait.end is None or trait.end >= day)
        if trait.name == name and here:
            later = found is None or (trait.start or date.min) >= (found.start or date.min)
            found = trait if later else found
    return None if found is None else found.value


def employed(case: Naive, day: date) -> bool | None:
    value = recorded(case, "employed", day)
    if isinstance(value, bool):
        return value
    if any(start <= day and (end is None or end >= day) for start, end, _ in case.work):
        return True
    return False if any(end is not None and end < day for _, end, _ in case.work) else None


def expected_well(case: Naive, trigger: date, day: date) -> date | None:
    value = recorded(case, "expected_well", day)
    if isinstance(value, date):
        return value
    for absent, expected in case.absences:
        if absent == trigger and expected is not None:
            return expected
    before = [(absent, expected) for absent, expected in case.absences if absent < trigger]
    if before:
        absent, expected = max(before, key=lambda pair: pair[0])
        if case.closed is not None and absent <= case.closed < trigger:
            return None  # that was another case
        if expected is not None and expected >= trigger:
            return expected
    return None


def traits_fit(case: Naive, who: Who, trigger: date, day: date) -> bool | None:
    answers: list[bool | None] = [of_age(case, who, day)]
    if who.employed is not None:
        value = employed(case, day)
        answers.append(None if value is None else value == who.employed)
    for name, wanted in (("qualified", who.qualified), ("child_at_home", who.child)):
        known = recorded(case, name, day)
        if wanted is not None:
            answers.append(None if known is None else known == wanted)
    if who.work_duty:
        answers.append(recorded(case, "work_duty", day) is True)
    if who.well is not None:
        well = expected_well(case, trigger, day)
        answers.append(well is not None and (well - trigger).days < who.well)
    return yes_or_no(answers)


def fits(case: Naive, who: Who, trigger: date, day: date) -> bool | None:
    stand_in = day == trigger
    return yes_or_no([
        in_group(case, who, day, stand_in=stand_in),
        on_benefit(case, who, day, stand_in=stand_in),
        traits_fit(case, who, trigger, day),
    ])  # fmt: skip


def judged(case: Naive, who: Who, unless: Who | None, trigger: date, day: date) -> bool | None:
    if unless is not None and fits(case, unless, trigger, day) is True:
        return False
    return fits(case, who, trigger, day)


def left_on(case: Naive, who: Who, begin: date) -> date | None:
    """Return the day the citizen is out of the group or off the benefit; a gap without a break is no leaving."""
    groups = [(g.start, g.end, group_fits(who, g) is not False) for g in ordered_groups(case)]
    days = [_left(groups, begin)]
    if who.benefits and case.benefits:
        ordered = sorted(case.benefits, key=lambda b: b[1])
        days.append(_left([(a, b, kind in who.benefits) for kind, a, b in ordered], begin))
    known = [d for d in days if d is not None]
    return min(known) if known else None


def _left(periods: list[tuple[date, date | None, bool]], begin: date) -> date | None:
    last: date | None = None  # the last day in a period that fits
    for start, end, ok in periods:
        if end is not None and end < begin:
            continue
        if last is not None and (not ok or is_break(last, start)):
            return last + ONE
        if last is None and not ok:
            return begin
        if end is None:
            return None
        last = end if last is None or end > last else last
    return None if last is None else last + ONE


def marks(case: Naive, who: Who, unless: Who | None, today: date) -> set[date]:
    """Return the days on which what is recorded changes, and the birthdays so far at the ages asked for."""
    found: set[date] = set()
    periods = [(g.start, g.end) for g in case.groups] + [(a, b) for _, a, b in case.benefits]
    both = [(t.start, t.end) for t in case.traits] + [(a, b) for a, b, _ in case.work]
    for start, end in [*periods, *both]:
        if start is not None:
            found.add(start)
        if end is not None:
            found.add(end + ONE)
    for asked in (who, unless):
        for age in (asked.from_age, asked.under_age) if asked is not None else ():
            if age is not None and case.born is not None and birthday(case.born, age) <= today:
                found.add(birthday(case.born, age))
    return found


def stays(
    case: Naive,
    who: Who,
    unless: Who | None,
    trigger: date,
    stop: date | None,
    today: date,
    lapses: Callable[[date], bool] | None = None,
    more: list[date] | None = None,
) -> list[Stay]:
    """Walk from the trigger on and return the stays, known and unknown ones.

    `lapses` says on which days the duty has fallen away; `more` are further days on which that may change.
    """
    changes = marks(case, who, unless, today) | set(more or [])
    last = max([*changes, trigger])
    found: list[Stay] = []
    running = False
    day = trigger
    now: bool | None = None
    while day <= last and (day == trigger or stop is None or day < stop):
        if day == trigger or day in changes:
            now = judged(case, who, unless, trigger, day)
            lapsed = lapses is not None and lapses(day)
            now = False if lapsed else now
            if running and not found[-1].known and now is not None:
                found[-1].over, running = day, False
            if running and found[-1].known and day > found[-1].begin:
                fails = lapsed or traits_fit(case, who, trigger, day) is False
                fails = fails or (unless is not None and fits(case, unless, trigger, day) is True)
                if fails:
                    over = found[-1].over
                    found[-1].over = day if over is None or over > day else over
        if running and found[-1].over == day:
            running = False
        if not running and now is not False:
            over = left_on(case, who, day) if now else None
            found.append(Stay(day, over, now is True))
            running = True
        day += ONE
    return found
