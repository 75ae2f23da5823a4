"""The naive engine's circles: whom a rule asks for on which days."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from tests.deadlines import naive, naive_clocks
from tests.deadlines.naive import ONE, Membership, Naive, Trait, is_break


@dataclass
class Who:
    """Whom a rule asks for. `well`: the number of days from the trigger on, the trigger day being the first."""

    groups: tuple[str, ...]
    categories: tuple[int, ...] = ()
    of: tuple[int, ...] = ()  # the categories there are; another one says nothing
    benefits: tuple[str, ...] = ()
    from_age: int | None = None
    under_age: int | None = None
    employed: bool | None = None
    work_duty: bool = False
    at_work: bool = False  # recorded so; not recorded means no
    qualified: bool | None = None
    child: bool | None = None
    well: int | None = None
    asks: bool = False  # what is not recorded about it must be asked for, if all else holds


@dataclass
class Stay:
    """Days on which the rule holds for the citizen: from the first, up to the day it is over."""

    begin: date
    over: date | None
    known: bool
    hours: bool = False  # not known for want of the hours of work that may make it fall away
    away: list[tuple[date, date]] = field(default_factory=list)  # before it, since the trigger: out, and back


def yes_or_no(answers: list[bool | None]) -> bool | None:
    if False in answers:
        return False
    return None if None in answers else True


def group_fits(who: Who, group: Membership) -> bool | None:
    if group.code not in who.groups:
        return False
    if not who.categories:
        return True
    known = group.category is not None and (not who.of or group.category in who.of)
    return group.category in who.categories if known else None


def none_yet(periods: list[tuple[date, date | None]], trigger: date, day: date) -> bool:
    """Say whether none of these was there on any day from the trigger on to the day: the next may stand in for it."""
    return not any(start <= day and (end is None or end >= trigger) for start, end in periods)


def in_group(case: Naive, who: Who, trigger: date, day: date) -> bool | None:
    ordered = naive.ordered_groups(case)
    stand_in = none_yet([(g.start, g.end) for g in ordered], trigger, day)
    for group in ordered:
        if group.end is None or group.end >= day:
            there = group.start <= day or (stand_in and naive_clocks.belongs(case, trigger, group.start))
            return group_fits(who, group) if there else False
    meant = not ordered or any(g.code in who.groups for g in ordered)
    return None if stand_in and meant else False


def on_benefit(case: Naive, who: Who, trigger: date, day: date) -> bool | None:
    if not who.benefits:
        return True
    if not case.benefits:  # by law, but that some newcomers support themselves
        groups = [g.code for g in naive.ordered_groups(case) if g.end is None or g.end >= day]
        return groups[:1] != ["integration"]
    stand_in = none_yet([(a, b) for _, a, b in case.benefits], trigger, day)
    for kind, start, end in sorted(case.benefits, key=lambda b: b[1]):
        if end is None or end >= day:
            there = start <= day or (stand_in and naive_clocks.belongs(case, trigger, start))
            return kind in who.benefits and there
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
    day = min(day, case.today)  # nobody is older today for what is announced
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
    if isinstance(value, date) and value >= trigger:
        return value  # what had passed by the trigger day is no expectation any more
    known = [(absent, expected) for absent, expected in case.absences if absent <= trigger]
    if not known:
        return None
    absent, expected = max(known, key=lambda pair: pair[0])
    if case.closed is not None and absent <= case.closed < trigger:
        return None  # that was another case
    return expected if expected is not None and expected >= trigger else None


def need_not_come(case: Naive, day: date, soon: int, *, perhaps: bool = False) -> bool:
    """Say whether the citizen is at work, in an offer, or well so many days later. `perhaps`: or may be at work."""
    at_work = employed(case, day)
    well = expected_well(case, day, day)
    in_offer = any(a <= day and (b is None or b >= day) for _, a, b in case.offers)
    return (
        at_work is True
        or (perhaps and at_work is None)
        or in_offer
        or (well is not None and well <= day + soon * ONE)
    )


def ill_or_leave(case: Naive, day: date) -> bool:
    """Say whether the citizen is ill on the day, or on maternity leave then or within 4 weeks."""
    early = {"maternity": 28 * ONE, "sick": 0 * ONE}
    return any(kind in early and a <= day + early[kind] and b >= day for kind, a, b in case.exempt)


def traits_fit(case: Naive, who: Who, day: date) -> bool | None:
    answers: list[bool | None] = [of_age(case, who, day)]
    if who.employed is not None:
        value = employed(case, day)
        answers.append(None if value is None else value == who.employed)
    if who.work_duty:
        answers.append(recorded(case, "work_duty", day) is True)
    if who.at_work:
        answers.append(employed(case, day) is True)
    return yes_or_no(answers)


def asked_fit(case: Naive, who: Who, trigger: date, day: date, there: date | None = None) -> bool | None:
    """Judge by what a rule may have to ask for: the schooling, a child at home, when the sick will be well.

    `there`: another day on which group and benefit are looked at.
    """
    answers: list[bool | None] = []
    for name, wanted in (("qualified", who.qualified), ("child_at_home", who.child)):
        known = recorded(case, name, day)
        if wanted is not None:
            answers.append(None if known is None else known == wanted)
    if who.well is not None:
        well = expected_well(case, trigger, day)
        answers.append(None if well is None else (well - trigger).days < who.well)
    answer = yes_or_no(answers)
    if (
        answer is None
        and who.well is not None
        and not (who.asks and _rest_fits(case, who, trigger, day, there or day))
    ):
        return False
    return answer


def fits(case: Naive, who: Who, trigger: date, day: date, person: date) -> bool | None:
    return yes_or_no([
        in_group(case, who, trigger, day),
        on_benefit(case, who, trigger, day),
        traits_fit(case, who, person),
        asked_fit(case, who, trigger, person, day),
    ])  # fmt: skip


def judged(
    case: Naive, who: Who, unless: Who | None, trigger: date, day: date, person: date | None = None
) -> bool | None:
    """Judge on a day; `person` is another day on which what is not group or benefit is looked at."""
    person = person or day
    answer = fits(case, who, trigger, day, person)
    if unless is None or answer is False or time_is_over(unless, trigger, person):
        return answer
    left_out = fits(case, unless, trigger, day, person)
    if left_out is True:
        return False
    there = [in_group(case, unless, trigger, day), on_benefit(case, unless, trigger, day)]
    if left_out is None and unless.asks and yes_or_no(there) is True:
        return None  # whether it is left out has to be asked for
    return answer


def time_is_over(unless: Who, trigger: date, day: date) -> bool:
    """Say whether the days are over by which the citizen was to be well: it then excepts nobody."""
    return unless.well is not None and day >= trigger + unless.well * ONE


def must_ask(case: Naive, who: Who, trigger: date, day: date) -> bool:
    person = [traits_fit(case, who, day), asked_fit(case, who, trigger, day)]
    return who.asks and yes_or_no(person) is None


def _rest_fits(case: Naive, who: Who, trigger: date, day: date, there: date) -> bool:
    rest = [in_group(case, who, trigger, there), on_benefit(case, who, trigger, there)]
    return (
        yes_or_no(rest) is True and traits_fit(case, who, day) is not False
    )  # being in work is asked for too


def left_on(case: Naive, who: Who, begin: date) -> date | None:
    """Return the day the citizen is out of the group or off the benefit; a gap without a break is no leaving.

    Who may or may not be in it does not go on in what is known, nor the other way round.
    """
    groups = [g for g in naive.ordered_groups(case) if g.end is None or g.end >= begin]
    fit = group_fits(who, groups[0]) if groups else None
    days = [_left([(g.start, g.end, group_fits(who, g) is fit) for g in groups], begin)]
    back = [g for g in groups if days[0] and fit is None and g.start >= days[0]]
    if back and days[0] and group_fits(who, back[0]) and not is_break(days[0] - ONE, back[0].start):
        days = [back[0].start]  # who may have been in it may have been so in the few days between
    if who.benefits and case.benefits:
        ordered = sorted(case.benefits, key=lambda b: b[1])
        days.append(_left([(a, b, kind in who.benefits) for kind, a, b in ordered], begin))
    known = [d for d in days if d is not None]
    return min(known) if known else None


def kept_until(case: Naive, who: Who, stay: Stay) -> date | None:
    """Return until when what was missed can still be made good: a change of category is no leaving."""
    if stay.over is None or not who.categories:
        return stay.over
    rows = naive.ordered_groups(case)
    before = [g for g in rows if g.start < stay.over]
    now = [g for g in rows if g.end is None or g.end >= stay.over]
    if not before or not now or before[-1] is now[0] or now[0].code not in who.groups:
        return stay.over  # no other category came then
    if is_break(stay.over - ONE, now[0].start):
        return stay.over
    return left_on(case, replace(who, categories=(), of=()), now[0].start)


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


def marks(case: Naive, who: Who, unless: Who | None, trigger: date, today: date) -> set[date]:
    """Return the days on which what is recorded changes, an age is reached so far, or the time to be well is over."""
    found: set[date] = set()
    if unless is not None and unless.well is not None and time_is_over(unless, trigger, today):
        found.add(trigger + unless.well * ONE)
    periods = [(g.start, g.end) for g in naive.ordered_groups(case)] + [(a, b) for _, a, b in case.benefits]
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
    mode: str = "each_day",
    *,
    contact: bool = False,
    floor: date = date.min,
) -> list[Stay]:
    """Walk from the trigger on and return the stays, known and unknown ones.

    `mode`: judged each day; or "group", where only group and benefit are; or "trigger", the same for those who
    came under the rule on the trigger day. `contact`: that may be one about a benefit to come; it is then one of who is
    on that benefit. `floor`: nobody comes under the rule before this day.
    """
    start = max(trigger, floor)
    each = mode == "each_day"
    coming = _coming(case, who, unless, trigger) if contact else None
    begin = coming or trigger
    there = (begin, begin) if start == trigger or start < begin else (trigger, start)
    told = naive_clocks.of_person(case, trigger, who.groups) if contact else trigger
    first = judged(case, who, unless, *there, trigger if each else told)
    if mode == "trigger" and first is False:
        return []
    changes = marks(case, who, unless, trigger, today)
    last = max([*changes, start])
    found: list[Stay] = []
    running = False
    day = start
    now: bool | None = None
    while day <= last and (day == start or stop is None or day < stop):
        if day == start or day in changes:
            person = day if each else told
            ahead = coming is not None and day < coming
            now = judged(
                case, who, unless, *((coming, coming) if coming and ahead else (trigger, day)), person
            )
            if mode == "trigger" and first is None and now:
                now = None  # that day alone tells
            if running and found[-1].over == day:
                running = False
            if each and running and not found[-1].known and now is False:  # a gap, or is it the citizen?
                now = judged(case, who, unless, trigger, found[-1].begin, day)
            if each and running and not found[-1].known and now is not None:
                found[-1].over, running = day, False
            later = each and running and found[-1].known and day > found[-1].begin
            if later and _fails(case, who, unless, trigger, day):
                over = found[-1].over
                found[-1].over = day if over is None or over > day else over
        if running and found[-1].over == day:
            running = False
        if not running and now is None and found and not found[-1].known and found[-1].over == day:
            found[-1].over, running = left_on(case, who, max(day, begin)), True  # still not known
        if not running and now is not False:
            before = [s for s in found if s.known or now is None]
            over = left_on(case, who, max(day, begin))
            found.append(Stay(day, over, now is True, away=_away(before, trigger, day)))
            running = True
        day += ONE
    return found


def _coming(case: Naive, who: Who, unless: Who | None, contact: date) -> date | None:
    """Return the first day of the benefit to come, where the contact is that of somebody who is not yet asked for."""
    if judged(case, who, unless, contact, contact) is not False:
        return None
    coming = naive_clocks.announced(case, contact)
    there = coming is not None and any(g.end is None or g.end >= coming for g in naive.ordered_groups(case))
    return coming if there else None


def _fails(case: Naive, who: Who, unless: Who | None, trigger: date, day: date) -> bool:
    """Say whether one in the group, and on the benefit, comes under the rule no longer, or is not known to."""
    person = [traits_fit(case, who, day), asked_fit(case, who, trigger, day)]
    if yes_or_no(person) is False or must_ask(case, who, trigger, day):
        return True
    if unless is None or time_is_over(unless, trigger, day):
        return False
    return fits(case, unless, trigger, day, day) is True or must_ask(case, unless, trigger, day)


def _away(before: list[Stay], trigger: date, day: date) -> list[tuple[date, date]]:
    """Return the times from the trigger to a day outside these stays."""
    found, out = [], trigger
    for stay in before:
        if out < stay.begin:
            found.append((out, stay.begin))
        out = stay.over or stay.begin
    return [*found, (out, day)] if out < day else found


def on_return(stay: Stay, day: date) -> date:
    """Return the day on which one who is away on the day is back."""
    return next((back for out, back in stay.away if out <= day < back), day)
