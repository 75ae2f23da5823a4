"""The rules the naive engine knows, with their numbers written out, and the answers on a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from tests.deadlines import naive, naive_asked, naive_clocks, naive_payments, naive_steps
from tests.deadlines import naive_comings as comings
from tests.deadlines.naive import NOTHING, ONE, UNKNOWN, Naive, Result, lacking
from tests.deadlines.naive_2010 import (
    ABSENT_2010,
    FOLLOW_UP_2010,
    HELP_2010,
    PERIOD_2010,
    PLAN,
    REGISTERED_2010,
    SICK_2010_GROUP,
)
from tests.deadlines.naive_ahead import from_help, in_order, saying
from tests.deadlines.naive_asked import Duties, Found, asked_since, meant, of_before, on_again
from tests.deadlines.naive_clocks import CASH
from tests.deadlines.naive_closing import after_closing, goes_on
from tests.deadlines.naive_days import (
    FIRST_SICK,
    OFFERS,
    act,
    duty_offers,
    first_sick,
    offers,
    seen,
    soon_well,
    talks,
    two_weeks,
)
from tests.deadlines.naive_doubts import either, either_category, whichever
from tests.deadlines.naive_duties import again, earlier, once, stops
from tests.deadlines.naive_earlier import joined
from tests.deadlines.naive_flex import FLEX, PAYMENT, REST, SICK_WEEKS, WINDOWS
from tests.deadlines.naive_hours import twenty_hours, with_the_period
from tests.deadlines.naive_kinds import Duty, Series, takes
from tests.deadlines.naive_left_open import on_own_benefit
from tests.deadlines.naive_off import registered_again
from tests.deadlines.naive_others import others
from tests.deadlines.naive_steps import EXCUSE, NEW, OLD, SICK_REST, months, numbered, of_contact, weeks
from tests.deadlines.naive_who import Who
from tests.deadlines.naive_windows import FLEX as FLEX_BENEFIT
from tests.deadlines.naive_windows import five_years_without, meant_transfers, talk_starts, window_starts

HELP = ("lab-2", "lab-3", "lab-4", "lab-5")
YOUNG = ("lab-4", "lab-5")
ON_CASH = (*HELP, "integration")

# A registration may be about cash help, which is asked for, or about dagpenge.
OTHERS: dict[tuple[str, ...], tuple[str, ...]] = {("lab-1",): ON_CASH}

YOUNG_INSURED = Who(("lab-1",), under_age=25, qualified=False, child=False, asks=True)
INSURED = [
    Duty("G20-06b", Who(("lab-1",)), None, talks, 14, 3, unless=YOUNG_INSURED, handed_over=True, joins=True,
         rests=REST, start=date(2024, 1, 1), end=OLD),
    Duty("G20-22", Who(("lab-1",)), None, two_weeks, 30, moves=EXCUSE, lapses=twenty_hours, joins=True, end=OLD),
    Duty("G26-02", Who(("lab-1",)), None, talks, 14, 2, handed_over=True, cohort=True, joins=True, rests=REST,
         start=NEW),
    Duty("G26-09", Who(("lab-1",)), None, offers, 30, each_day=True, moves=EXCUSE, cohort=True, start=NEW),
]  # fmt: skip
REGISTERED = of_contact([
    Duty("G20-04b", Who(("lab-1",)), weeks(2), act("my_plan"), 5, unless=YOUNG_INSURED, start=date(2024, 1, 1),
         end=OLD),
    Duty("G20-04b", Who(("lab-1",)), weeks(2), act("my_plan"), 5, start=NEW),
    Duty("G20-12b", Who(("lab-1",)), weeks(2), act("cv_checked"), 5),
    Duty("G20-05a", YOUNG_INSURED, weeks(2), act("referral"), 5, start=date(2024, 1, 1), end=OLD),
    Duty("G26-04", Who(("lab-1",)), weeks(2), talks, 3, each_day=True, rests=REST, back=True, start=NEW),
])  # fmt: skip
REGISTER = [(REGISTERED, ("lab-1",)), (REGISTERED_2010, ("lab09-1", "lab09-2"))]
COURSE = of_contact([
    Duty("G20-01", Who(HELP), weeks(1), seen, 3, each_day=True, rests=REST, back=True, end=OLD),
    Duty("G26-04", Who(("lab-2",)), weeks(1), seen, 3, each_day=True, rests=REST, back=True, start=NEW),
    Duty("G26-08", Who(HELP[1:]), weeks(1), seen, 3, each_day=True, rests=REST, back=True, start=NEW),
])  # fmt: skip
PERIOD = of_contact([
    Duty("G20-02", Who(HELP), months(6), talks, 14, 4, rests=REST, end=OLD),
    Duty("G26-03", Who(("lab-2",)), months(6), talks, 14, 4, each_day=True, cohort=True, rests=REST, start=NEW),
    Duty("G26-07", Who(HELP[1:]), months(6), talks, 30, each_day=True, rests=REST, start=NEW),
    Duty("G20-22", Who(("lab-2", "lab-3")), months(6), two_weeks, 30, moves=EXCUSE, end=OLD),
    Duty("G26-09", Who(("lab-2", "lab-4")), months(6), offers, 30, moves=EXCUSE, start=NEW, each_day=True, cohort=True,
         unless=Who(("lab-2", "lab-4"), work_duty=True)),
    Duty("G20-23a", Who(YOUNG), months(1), offers, 14, each_day=True, moves=EXCUSE, end=OLD),
])  # fmt: skip


def without_offer(case: Naive, begin: date, end: date) -> Duty | None:
    """Return the duty that the end of an offer opens: at most four months until the next one.

    There is none if the citizen is still in another one that began no later.
    """
    going_on = [a for kind, a, b in case.offers if kind in OFFERS and (b is None or b > end)]
    if any(a <= begin for a in going_on):
        return None

    def following(_case: Naive, _first: date, last: date) -> list[date]:
        return sorted(a for a in going_on if a <= last)

    return Duty("G20-23b", Who(YOUNG), months(4), following, 30, each_day=True, moves=EXCUSE, end=OLD)


BENEFIT = [
    Duty("G20-24", Who(HELP, work_duty=True), months(1), duty_offers, 14, each_day=True,
         from_joining=True, start=date(2025, 1, 1)),
]  # fmt: skip
FOLLOW_UP = of_contact([
    Series("G20-36", Who(ON_CASH, benefits=CASH), lambda t: [months(3)(t)], months(3), act("benefit_follow_up"), 14),
])  # fmt: skip


CLARIFY = Series("G20-21", Who(("lab-3",), from_age=30), lambda t: [naive_steps.two_years(t)], months(24),
                 act("clarification"), 60, each_day=True, start=date(1900, 1, 1))  # fmt: skip

NEWCOMER = Who(("integration",))
CONTRACT: list[Duty | Series] = [
    Duty("G20-50a", NEWCOMER, months(6), talks, 14, 4, each_day=True, rests=("maternity",),
         unless=Who(("integration",), employed=True)),
    Series("G20-50b", Who(("integration",), at_work=True), lambda t: [months(12)(t)], months(12), talks, 30,
           each_day=True, rests=("maternity",)),
]  # fmt: skip

SICK = ("lab-6",)
SOON = Who(SICK, employed=True, well=182, asks=True)
ABSENT = [
    Duty("G20-40", Who(SICK, (2, 3)), numbered(56), first_sick, 10, each_day=True, rests=SICK_REST, back=True,
         next_first=True, perhaps=FIRST_SICK, end=date(2024, 12, 31)),
    Duty("G20-40", Who(SICK, (2,), (1, 2)), numbered(56), first_sick, 10, each_day=True, rests=SICK_REST, back=True,
         next_first=True, perhaps=FIRST_SICK, start=date(2025, 1, 1), end=OLD),
    Duty("G20-41", Who(SICK, (2,)), months(6), talks, 14, 4, each_day=True, rests=SICK_REST,
         end=date(2024, 12, 31)),
    Duty("G20-41", Who(SICK, (2,), (1, 2)), months(6), talks, 14, 4, each_day=True, rests=SICK_REST,
         start=date(2025, 1, 1), end=OLD, lapses=soon_well),
    Duty("G20-43", Who(SICK, (1,)), numbered(56), talks, 10, each_day=True, end=date(2024, 12, 31)),
    Duty("G20-43", Who(SICK, (1,), (1, 2)), numbered(56), talks, 10, each_day=True,
         start=date(2025, 1, 1), end=OLD),
    Duty("G26-11", SOON, numbered(182), act("status"), 14, each_day=True, last_days=6, start=NEW),
    Duty("G26-12", Who(SICK), months(6), talks, 30, each_day=True, rests=SICK_REST, back=True, start=NEW,
         unless=SOON),
]  # fmt: skip
CHECK = Duty("G20-44", Who(SICK, employed=True, well=92), weeks(13), act("status"), 7, each_day=True,
             start=date(2025, 1, 1))  # fmt: skip

Over = Callable[[date], date | None]


def answers(case: Naive, today: date) -> Found:
    """Return all answers by rule and trigger day."""
    case = joined(case)
    case, every = replace(case, today=today, groups=on_own_benefit(replace(case, today=today))), case.benefits
    case = replace(case, today=today, benefits=naive_clocks.of_this_case(case))
    case.transfers = [day for day in case.transfers if day <= today]  # what is to come has not happened
    case.earlier = [benefit for benefit in every if benefit not in case.benefits]
    found: Found = {}
    only = [(d, "first_contact") for d in case.contacts if d <= today]
    events = only + [(d, "registered") for d in case.registered if d <= today]
    absent = [(d, "first_absence_day") for d, _ in case.absences]
    free = partial(naive_clocks.run_out, case)
    moved = naive_clocks.contact_periods(case, events, (*HELP, "lab-10"), group_moves=True)
    same = naive_clocks.contact_periods(case, events, ON_CASH, group_moves=False)
    let_in = partial(naive_clocks.let_in, case)
    over = partial(comings.over, case)
    no_help = partial(comings.over_in_groups, case)
    helped = naive_clocks.courses(case, events, HELP, lab=True, over=partial(over, groups=HELP))
    said = saying(case, events, HELP, lab=True, over=partial(over, groups=HELP))
    _expected(found, COURSE, said, today, helped, new=lambda day: earlier(let_in(day), over(day, HELP)))
    said = saying(case, events, (*HELP, "lab-10"), lab=True)
    _expected(found, PERIOD, said, today, moved, free, lambda day: earlier(let_in(day), no_help(day, HELP)))
    said = saying(case, events, ON_CASH)
    _expected(found, FOLLOW_UP, said, today, same, free, partial(no_help, groups=ON_CASH))
    before_2020 = naive_clocks.without_families(case)
    only_contacts = naive_clocks.contact_periods(before_2020, only, HELP_2010, group_moves=False)
    said = replace(saying(before_2020, only, HELP_2010), benefits=case.benefits)
    for duties in (PERIOD_2010, FOLLOW_UP_2010):
        _expected(found, duties, said, today, only_contacts, free, partial(no_help, groups=HELP_2010))
    told = [day for day, _ in events]
    mine = {id(d): comings.own_registrations(case, groups, OTHERS.get(groups, ())) for d, groups in REGISTER}
    for duties, groups, opened in (
        (COURSE, HELP, told), (PERIOD, HELP, [*told, *moved]), (FOLLOW_UP, ON_CASH, [*told, *same]),
        (PERIOD_2010, HELP_2010, only_contacts + case.contacts),
        (FOLLOW_UP_2010, HELP_2010, only_contacts + case.contacts),
        *((duties, groups, mine[id(duties)]) for duties, groups in REGISTER),
    ):  # fmt: skip
        begun = [day for day in opened if day <= today]
        since = naive_clocks.running_period(case, groups, returns=True)
        asks = duties in (COURSE, REGISTERED) or (duties is not REGISTERED_2010 and not case.benefits)
        last = comings.came(case, groups, OTHERS.get(groups, ()))[-1:] if asks else []
        of_before(
            found, duties, case, begun, since, lab=duties in (COURSE, PERIOD), last=last[0] if last else None
        )
    on_cash = after_closing(case, naive_clocks.benefit_periods(case, CASH), CASH)
    _expected(found, BENEFIT, case, today, on_cash, partial(free, types=CASH))
    if case.hours:
        whole = with_the_period(case, every)
        begun = naive_clocks.benefit_periods(whole, ("unemployment_benefit",))[:1]
        _expected(found, INSURED, whole, today, begun)
        _anew(found, INSURED, whole, today, begun, ("unemployment_benefit",))
    on_flex = after_closing(case, talk_starts(case), (FLEX_BENEFIT,), meant_transfers(case))
    _expected(found, FLEX, case, today, on_flex, partial(free, types=(FLEX_BENEFIT,)))
    _expected(found, WINDOWS, case, today, window_starts(case), partial(five_years_without, case))
    _anew(
        found, WINDOWS, case, today, window_starts(case), (FLEX_BENEFIT,), partial(five_years_without, case)
    )
    sick = naive_clocks.benefit_periods(case, ("sickness_benefit",))
    sick = after_closing(case, sick, ("sickness_benefit",))
    _expected(
        found, SICK_WEEKS, replace(case, ill=True), today, sick, partial(free, types=("sickness_benefit",))
    )
    for kind, begin, end in case.offers:
        if kind not in OFFERS:
            continue
        duty = without_offer(case, begin, end) if end is not None and end <= today else None
        if end is not None and duty is not None:
            paid = max([a for _, a, _ in case.benefits if a <= end], default=begin + ONE)
            _add(found, [duty], case, today, [end], lambda _, paid=paid: free(paid), since=begin)
    clocks: list[tuple[Duties, list[date]]] = [
        *((duties, mine[id(duties)]) for duties, _ in REGISTER),
        (CONTRACT, [day for day in case.visited if naive_clocks.of_group(case, day, "integration")]),
        (ABSENT, [d for d, _ in case.absences]),
        (ABSENT_2010, [d for d, _ in case.absences]),
        (PAYMENT, case.payments),
    ]
    for duties, days in clocks:
        known = [d for d in days if d <= today]
        case = replace(case, ill=duties in (ABSENT, ABSENT_2010))
        if not known:
            _expected(found, duties, case, today, [])
        if duties in (ABSENT, ABSENT_2010, PAYMENT):  # the next one takes over
            benefit = FLEX_BENEFIT if duties is PAYMENT else "sickness_benefit"
            told = naive_payments.first_ones(case, known, benefit) if duties is PAYMENT else known
            groups = ("lab-9",) if duties is PAYMENT else SICK if duties is ABSENT else SICK_2010_GROUP
            period = naive_clocks.running_period(case, groups, returns=False)
            again_on = on_again(found, duties, case, today, known, benefit)
            begun = known if again_on is None else [*known, again_on]
            parted = [] if duties is PAYMENT else naive_asked.illnesses(case, groups)
            asked = asked_since(case, begun, period, parted=parted)
            over = partial(naive_clocks.paid_until, case, benefit=benefit)
            new = partial(naive_asked.until, asked, parted)
            _add(found, duties, case, today, told, over, new=new)
            of_before(found, duties, case, begun, period, parted=parted)
            continue
        groups = ("lab-1",) if duties is REGISTERED else ()
        said = replace(case, askings=days, registered=days) if id(duties) in mine else case
        for trigger in known:
            until = partial(comings.over, case, groups=groups, only_from=OTHERS.get(groups, ()))
            _add(found, duties, said, today, [trigger], until)
    case = replace(case, ill=False)
    _clarify(found, case, today)
    _check(found, replace(case, ill=True), today)
    _plan(found, replace(case, ill=True), today)
    others(found, case, today, sorted(events + absent))
    _rights(found)
    return {key: result for key, result in found.items() if result.status != NOTHING}


def _rights(found: Found) -> None:
    """Nobody is late with a right."""
    for (rule, _), result in found.items():
        if rule == "G20-34a":
            result.status = {"missed": "moot", "met_late": "met"}.get(result.status, result.status)


def _expected(
    found: Found, duties: Duties, case: Naive, today: date, triggers: list[date], over: Over | None = None,
    new: Over | None = None,
) -> None:  # fmt: skip
    """Where everyone in the group has it, but nothing is recorded, the answer is unknown."""
    _add(found, duties, case, today, triggers, over, new=new)
    asked = [] if any(t <= today for t in triggers) else duties
    if duties in (FLEX, WINDOWS, SICK_WEEKS):  # what benefit it is, if not another one, is what is asked
        asked = [replace(duty, who=replace(duty.who, benefits=())) for duty in asked]
    for duty in asked:
        for group in naive.ordered_groups(case):
            begin = group.start
            if group.code not in duty.who.groups or begin > today:
                continue
            if duties in (BENEFIT, FLEX, WINDOWS, SICK_WEEKS, [CLARIFY]) and naive_clocks.on_another(
                case, group
            ):
                continue
            last = min(group.end or today, today)
            came = sorted(
                a for kind, a, _ in case.benefits if kind in duty.who.benefits and begin < a <= last
            )
            since = next((day for day in [begin, *came] if meant(duty, case, day)), None)
            if since is not None:
                if takes(duty, since, today):
                    found[duty.rule, None] = UNKNOWN
                break


def _anew(
    found: Found, duties: Duties, case: Naive, today: date, begun: list[date], types: tuple[str, ...],
    over: Over | None = None,
) -> None:  # fmt: skip
    """Add the answers for a time that counts on, but of which a closing ended what was due: by the day it goes on."""
    day = goes_on(case, begun, types)
    if day is not None and case.closed is not None:
        only: Found = {}
        first = max(start for start in begun if start <= case.closed)
        _add(only, duties, replace(case, anew=day), today, [first], over)
        found.update({(rule, day): result for (rule, _), result in only.items()})


def _add(
    found: Found,
    duties: Duties,
    case: Naive,
    today: date,
    triggers: list[date],
    over: Over | None = None,
    since: date | None = None,
    new: Over | None = None,
) -> None:
    """Add the answers. `over`: when the clock ends; `since`: so does a closing from this day on, else the trigger.

    `new`: when another time begins than the next of these; what is done on its first day is done in it.
    """
    ordered = in_order(case, triggers)
    for place, (begin, trigger) in enumerate(ordered):
        replaced = ordered[place + 1][0] if place + 1 < len(ordered) else None
        register = {id(one): groups for one, groups in REGISTER}.get(id(duties))
        again = registered_again(case, Who(register), trigger) if register else None
        parted = over(trigger) if again and over else None
        if again and parted and parted <= again[0]:
            again = None
        case = replace(
            case,
            since=since,
            asked=trigger if trigger in case.askings else None,
            ahead=case.to_come.get(trigger),
            left=again[1] if again else None,
            taken=again[0] if again else earlier(replaced, new(trigger) if new else None),
        )
        stop = earlier(stops(case, since or trigger, case.taken, today), over(begin) if over else None)
        variants: dict[str, list[tuple[Who, Result]]] = {}
        for duty in duties:
            case = from_help(case, duty, trigger, registered=register is not None)
            if begin > today or not takes(duty, trigger, today):
                continue
            result = _answer(duty, case, today, trigger, stop)
            if duty.perhaps is not None:
                other = _answer(replace(duty, met=duty.perhaps), case, today, trigger, stop)
                result = either(result, other)
            if result is not None:
                variants.setdefault(duty.rule, []).append((duty.who, result))
        for rule, results in variants.items():
            told = [result for _, result in results if not lacking(result)]
            result = told[0] if told else whichever(case, trigger, results)
            if result.status != NOTHING or (rule, trigger) not in found:  # what is open stays so
                found[rule, trigger] = result


def _answer(duty: Duty | Series, case: Naive, today: date, trigger: date, stop: date | None) -> Result | None:
    if isinstance(duty, Duty):
        return once(duty, case, today, trigger, stop)
    return again(duty, case, today, trigger, stop)


def _clarify(found: Found, case: Naive, today: date) -> None:
    """Add the clarification, in force for dates from 1 July 2025 on."""
    all_: Found = {}
    over = partial(naive_clocks.run_out, case, types=CASH)
    on_cash = after_closing(case, naive_clocks.benefit_periods(case, CASH), CASH)
    _expected(all_, [CLARIFY], case, today, on_cash, over)
    found.update({k: r for k, r in all_.items() if r.due is None or r.due >= date(2025, 7, 1)})


def _check(found: Found, case: Naive, today: date) -> None:
    """Add the check that follows the day the first talk with the sick was held, or may have been."""
    for (rule, _), result in list(found.items()):
        if rule == "G20-40" and result.perhaps:
            day, new = result.perhaps[0], naive_asked.till_ill_again(case, SICK)
            _add(found, [replace(CHECK, unsure=result.sure[:1] != [day])], case, today, [day], new=new)


def _plan(found: Found, case: Naive, today: date) -> None:
    """Add the plan that follows the second talk with the sick of 2010, in whichever category it was held."""
    plans: dict[date, list[tuple[frozenset[str], Result]]] = {}
    for series, duty in PLAN:
        for (rule, _), result in list(found.items()):
            if rule != series or len(result.perhaps) < 2:
                continue
            day = result.perhaps[1]
            sure = result.sure[1:2] == [day]
            only: Found = {}
            new = naive_asked.till_ill_again(case, SICK_2010_GROUP)
            _add(only, [replace(duty, unsure=not sure)], case, today, [day], new=new)
            for one in only.values():
                plans.setdefault(day, []).append((frozenset() if sure else result.lacks, one))
    for day, both in plans.items():
        told = [result for _, result in both if not lacking(result)]
        found["G10-18", day] = told[0] if told else either_category(case, day, both)
