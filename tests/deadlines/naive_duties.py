"""How the naive engine answers for a rule with one date and for a series."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from dateutil.relativedelta import relativedelta

from tests.deadlines import naive, naive_off, naive_who
from tests.deadlines.naive import NOTHING, ONE, UNKNOWN, Naive, Result
from tests.deadlines.naive_doubts import alike
from tests.deadlines.naive_fund import between, counting
from tests.deadlines.naive_hours import HALF_YEAR, Hours, hours_reached
from tests.deadlines.naive_kinds import Duty, Series, days_met, first_day
from tests.deadlines.naive_spared import is_spared, is_spared_for_good, put_off_elsewhere
from tests.deadlines.naive_who import Stay, kept_until
from tests.deadlines.naive_windows import FLEX, Reached, months_within, soonest


def stops(case: Naive, since: date, replaced: date | None, today: date) -> date | None:
    """Return the day the clock stops: replaced by a newer one, which may be announced, or the case closed."""
    since = max(since, case.anew or since)
    closed = case.closed if case.closed is not None and since <= case.closed <= today else None
    return earlier(replaced, closed)


def earlier(one: date | None, two: date | None) -> date | None:
    return two if one is None else one if two is None else min(one, two)


def when(duty: Duty | Series, case: Naive, trigger: date, stop: date | None, today: date) -> list[Stay]:
    """Return the stays under a rule, but for the days on which it lapses."""
    unless = duty.unless if isinstance(duty, Duty) else None
    joins = isinstance(duty, Duty) and duty.joins
    mode = "each_day" if duty.each_day else "group" if joins else "trigger"
    floor = max(first_day(duty), case.anew or date.min, case.ahead or date.min)
    if trigger < floor and stop is not None and stop <= floor:
        return []
    whole = naive_who.stays(
        case, duty.who, unless, trigger, stop, today, mode, contact=duty.contact, floor=floor
    )
    if isinstance(duty, Duty) and duty.unsure:
        whole = [replace(stay, known=False) for stay in whole]
    if isinstance(duty, Series) or duty.lapses is None:
        return whole
    lapses, days = duty.lapses, days_met(duty, case, trigger, today)
    return [part for stay in whole for part in _between(lambda d: lapses(case, trigger, d, days), stop, stay)]


def _between(lapses: Callable[[date], bool | None], stop: date | None, whole: Stay) -> list[Stay]:
    """Return the times between the days on which the duty has fallen away."""
    if not whole.known:
        return [whole]
    found: list[Stay] = []
    before: bool | None = True
    day = whole.begin
    last = earlier(whole.over, stop) or whole.begin + 3000 * ONE
    while day < max(last, whole.begin + ONE):
        lapsed = lapses(day)
        if day == whole.begin or lapsed != before:
            if found and before is not True:
                found[-1].over = day
            if lapsed is not True:
                known = lapsed is False
                found.append(Stay(day, whole.over, known, hours=lapsed is None, away=whole.away))
        before = lapsed
        day += ONE
    return found


def undated(
    duty: Duty, case: Naive, today: date, trigger: date, stop: date | None, hours: Hours
) -> Result | None:
    """Answer for a rule whose date is not known, or not yet."""
    asked = False  # something is not known, and it matters
    known = when(duty, case, trigger, stop, today)
    for stay in reversed(known):
        until = earlier(stop, stay.over)
        days = counting(duty, case, trigger, min(today, until or today), today)
        met = days[duty.need - 1] if len(days) >= duty.need else None
        over = until is not None and until <= today
        in_time = [d for d in (met, until if over else None) if d is not None]
        asked_of = between(duty, case, trigger, min(today, until or today), today) or hours
        sure = not asked_of.missing or any(asked_of.first is None or d <= asked_of.first for d in in_time)
        spared = duty.cohort and is_spared_for_good(case, today, hours.first)
        found = "met" if met is not None else "moot" if over or spared else "open"
        result = Result(None, None, found, met, len(days) if duty.need > 1 else None)
        if not stay.known:
            owed = stay.hours or _known_before(known, stay)
            if owed and not asked and sure and ((over and stay.hours) or met is not None):
                return result
            asked = asked or stay.hours or not (over and sure)
            continue
        if asked and (met is None or not sure):
            return UNKNOWN
        if not sure:
            return replace(result, status="moot", met=None) if spared else UNKNOWN
        return result
    return UNKNOWN if asked else None


def once(duty: Duty, case: Naive, today: date, trigger: date, stop: date | None) -> Result | None:
    """Answer for a rule with one date, or None where there is no duty."""
    if duty.not_after is not None and days_met(duty, case, trigger - duty.not_after, trigger - ONE):
        return None
    reached, hours = _reached(duty, case, trigger, today)
    if reached is None:
        return undated(duty, case, today, trigger, stop, hours)
    base = reached.day
    asked = False  # something is not known, and it matters
    would: list[Result] = []  # what it would come to, first where it matters
    known = when(duty, case, trigger, stop, today)
    for stay in reversed(known):
        due, touched = _date(duty, case, trigger, stay, base)
        here, still = case, stay
        if (done := _done_at_home(duty, case, today, trigger, stop, stay, base)) is not None:
            here, still, due, touched = done
        touched += reached.leave
        since, plain = case.since or trigger, _at_home(duty, here, trigger, still, base)
        lasts = {day: _last(duty, case, since, stay, day) for day in (plain, due)}
        lost = earlier(*(naive_off.lost_on(case, duty.who, since, day, lasts[day]) for day in (plain, due)))
        until = earlier(stop, stay.over)
        fund = between(duty, case, trigger, min(today, until or today), today)
        if fund is not None:
            return _asked(duty, case, trigger, stay, until, today, fund, base)
        if stay.begin > due or (duty.moves and put_off_elsewhere(stay, known, plain, touched)):
            continue
        comes_and_goes = duty.each_day or duty.lapses is not None
        gone = (
            stay.over is not None and due >= stay.over and stay.over <= today
        )  # an end to come may be put off
        result = _dated(duty, case, today, trigger, stay, due, touched, stop, lost)
        if comes_and_goes and not stay.known and gone:
            would.append(result)
            continue
        if not stay.known:
            over = _stopped(earlier(until, lost), today, due)
            in_time = result.met is not None and result.met <= due
            if stay.hours and not asked and (over or in_time):
                return result
            if _known_before(known, stay) and not asked and not over and in_time:
                return result  # whether it went on or not: done
            passed = duty.each_day and stay.over is not None and stay.over <= today
            if passed and in_time and not asked and not over:
                return replace(result, sure=[], lacks=frozenset({"category"}))  # then done, and over
            would.insert(0 if not (asked or over) else len(would), result)
            asked = asked or stay.hours or not over
            continue
        return _not_known(would[0]) if asked and result.met is None else result
    return _not_known(would[0], asked=asked) if would else None


def _reached(duty: Duty, case: Naive, trigger: date, today: date) -> tuple[Reached | None, Hours]:
    """Return the date of a rule, or what is known of the hours that give it."""
    if duty.due is not None:
        return Reached(duty.due(trigger)), Hours()
    if duty.window is not None:
        first = soonest(case, trigger, duty.window) if FLEX in duty.who.benefits else None
        return duty.window(case, trigger, trigger), Hours(first=first, missing=first is not None)
    hours = hours_reached(case, trigger, today, HALF_YEAR)
    return Reached(hours.on) if hours.on is not None else None, hours


def _not_known(would: Result, *, asked: bool = True) -> Result:
    """Return that something is not known: the category, if it is the sick who are asked about."""
    status = "unknown" if asked else NOTHING
    return Result(None, None, status, would=would, perhaps=would.perhaps, lacks=frozenset({"category"}))


def _known_before(stays: list[Stay], stay: Stay) -> bool:
    return any(other.known and other.begin < stay.begin for other in stays)


def _date(
    duty: Duty, case: Naive, trigger: date, stay: Stay, base: date
) -> tuple[date, list[tuple[date, date]]]:
    """Return the date as it is in a stay, and the exemptions that move it."""
    due = _at_home(duty, case, trigger, stay, base)

    def home(day: date) -> date:
        return _home(duty, case, trigger, stay, day)

    if duty.back and (counted := duty.due) is not None:
        later = ONE if duty.next_first else 0 * ONE
        return naive.moved(naive.exempt_days(case, duty.rests), due, lambda last: counted(last + later), home)
    if not duty.moves:
        return due, []
    free = naive.exempt_days(case, duty.moves)
    return naive.moved(free, due, lambda day: day + relativedelta(months=1), home)


def _done_at_home(
    duty: Duty, case: Naive, today: date, trigger: date, stop: date | None, stay: Stay, base: date
) -> tuple[Naive, Stay, date, list[tuple[date, date]]] | None:
    """Return what it was for one who had not gone away, with the date, if it was done by then: nothing moves that."""
    here, still = replace(case, at_home=True), replace(stay, away=[])
    due, touched = _date(duty, here, trigger, still, base)
    met = _dated(duty, here, today, trigger, still, due, list(touched), stop, None).met
    if met is None or met > _last(duty, here, case.since or trigger, still, due):
        return None
    return here, still, due, touched


def _at_home(duty: Duty, case: Naive, trigger: date, stay: Stay, base: date) -> date:
    """Return the date before exemptions: that of one who is away then is the day of coming back."""
    due = base = max(base, case.not_before or base)
    if duty.from_joining and duty.due is not None:
        due = duty.due(max(trigger, stay.begin))
    away = duty.due is None or bool(duty.who.benefits)
    if away and base >= _first(stay, trigger):
        due = naive_who.on_return(stay, base)  # what comes together while away is due on coming back
    return _home(duty, case, trigger, stay, due)


def _home(duty: Duty, case: Naive, trigger: date, stay: Stay, day: date) -> date:
    since = case.since or trigger
    return naive_off.at_home(case, duty.who, since, day, lambda one: _last(duty, case, since, stay, one))


def _last(duty: Duty | Series, case: Naive, since: date, stay: Stay, day: date) -> date:
    """Return the last day on which what is due on a day can be done in time: later where no working day lay before."""
    begun = [one for one in (since, stay.begin, *(back for _, back in stay.away)) if one <= day]
    back = naive_off.came_back(case, duty.who, since, day)
    return max(day, naive.work_before(day, max([*begun, back])))


def _asked(
    duty: Duty,
    case: Naive,
    trigger: date,
    stay: Stay,
    until: date | None,
    today: date,
    fund: Hours,
    base: date,
) -> Result:
    """Answer where it is not known which talks count: nobody need know once the duty ended before any of them."""
    spared = stay.known and duty.cohort and is_spared_for_good(case, today, base)
    over = until is not None and until <= today and (fund.first is None or until <= fund.first)
    if not stay.known or not (over or spared):
        return UNKNOWN
    return Result(None, None, "moot", None, len(counting(duty, case, trigger, until, today)))


def _first(stay: Stay, trigger: date) -> date:
    """Return the first day under the rule."""
    return next((back for out, back in stay.away if out == trigger), trigger)


def _stopped(until: date | None, today: date, due: date) -> bool:
    """Say whether the clock had stopped before the date, so that nobody need know what is not known."""
    return until is not None and until <= today and until <= due


def _dated(
    duty: Duty,
    case: Naive,
    today: date,
    trigger: date,
    stay: Stay,
    due: date,
    touched: list[tuple[date, date]],
    stop: date | None,
    lost: date | None,
) -> Result:
    """Answer for a date of a rule, and a time up to which things count for it."""
    free = naive.exempt_days(case, duty.rests)
    first = max(trigger, stay.begin) if duty.from_joining else trigger
    work = naive.work_before(
        due, max(trigger, stay.begin, naive_off.came_back(case, duty.who, case.since or trigger, due))
    )
    until = earlier(stop, stay.over)
    counts = (
        until if until is None or until <= max(due, work) else earlier(stop, kept_until(case, duty.who, stay))
    )
    days = counting(duty, case, first, min(today, counts or today), today)
    if duty.last_days is not None:
        days = [d for d in days if d >= due - duty.last_days * ONE]
    met = days[duty.need - 1] if len(days) >= duty.need else None
    now = naive.Moment(due, work, today, duty.warn, earlier(until, lost))
    now.rests = any(a <= today <= b for a, b in touched) or naive.touches(free, today, trigger)
    now.gone = due in free
    now.rests_over = now.gone and all(
        min(due, today) + n * ONE in free for n in range(abs((due - today).days) + 1)
    )
    now.spared = duty.cohort and is_spared(case, today, due)
    once_ = [] if met is None else [met]
    found = Result(due, work, naive.status(now, met), met, len(days) if duty.need > 1 else None)
    return replace(found, sure=once_, perhaps=once_)


def again(duty: Series, case: Naive, today: date, trigger: date, stop: date | None) -> Result | None:
    """Answer for a series, or None where there is no duty."""
    known = when(duty, case, trigger, stop, today)
    would: Result | None = None
    spare: Result | None = None
    begun_ = [s for s in known if s.begin <= today]
    for stay in [*reversed(begun_), *known[len(begun_) :][:1]]:
        result, over = _next(duty, case, today, trigger, stop, stay)
        if not stay.known:
            spare = spare or result
            would = would or (None if over else result)
        elif would is None or alike(result, would):
            return result
        else:
            return replace(_not_known(would), sure=result.sure)
    first = would or spare
    return _not_known(first, asked=would is not None) if first is not None else None


def _next(
    duty: Series, case: Naive, today: date, trigger: date, stop: date | None, stay: Stay
) -> tuple[Result, bool]:
    """Return what is next in a stay, and whether the clock stopped before it."""
    until = earlier(stop, stay.over)
    days = days_met(duty, case, max(trigger, case.anew or trigger), min(today, until or today))
    if duty.opens is not None:
        possible: list[date] = []
        for day in days:
            first = duty.opens(case, trigger, possible[-1] if possible else trigger)
            possible += [day] if first is not None and day >= first.day else []
        days = possible
    free = naive.exempt_days(case, duty.rests)
    held = sorted(set(days))  # two talks on a day are one day

    def back(day: date) -> date:
        there = naive_who.on_return(stay, day)
        return naive_off.at_home(
            case,
            duty.who,
            trigger,
            there,
            lambda one: _last(duty, case, trigger, stay, one),
            runs_to=stop or date.max,
        )

    if duty.window is not None:
        times = [duty.window(case, trigger, start) for start in [trigger, *days]]
        if times[-1] is None:
            first = soonest(case, trigger, months_within(12, 18))
            over = until is not None and until <= today and (first is None or until <= first)
            return Result(None, None, "moot" if over else "open", sure=held, perhaps=held), over
        last = [one for one in times if one is not None]
        later = max(last, key=lambda one: back(one.day))
        due = back(later.day)
        return _here(
            duty,
            today,
            trigger,
            stay,
            until,
            due,
            naive_off.came_back(case, duty.who, trigger, due),
            held,
            any(a <= today <= b for a, b in later.leave),
        )
    # No talk brings the next one nearer: of what each of them gave, the latest day stands.
    due = max(_after(duty, days[:n], trigger, back, free) for n in range(len(days) + 1))
    last_day = _last(duty, case, trigger, stay, due)
    until = earlier(until, naive_off.lost_on(case, duty.who, trigger, due, last_day))
    came = naive_off.came_back(case, duty.who, trigger, due)
    return _here(duty, today, trigger, stay, until, due, came, held, today in free)


def _here(
    duty: Series,
    today: date,
    trigger: date,
    stay: Stay,
    until: date | None,
    due: date,
    came_back: date,
    held: list[date],
    rests: bool,
) -> tuple[Result, bool]:
    """Return the next one of a series as it stands today."""
    begin = max([trigger, came_back, *(back for _, back in stay.away if back <= due)])
    work = naive.work_before(due, begin)
    now = naive.Moment(due, work, today, duty.warn, until)
    now.rests = rests
    found = Result(due, work, naive.status(now, None), sure=held, perhaps=held)
    return found, _stopped(until, today, due)


def _after(
    duty: Series, days: list[date], trigger: date, back: Callable[[date], date], free: set[date]
) -> date:
    """Return when the next one is due after these: a rest puts it off by a step, or to a first date that is sooner."""

    def put_off(day: date) -> date:
        return naive.moved(free, back(day), duty.step, back)[0]

    firsts = duty.firsts(trigger)
    due = min(put_off(day) for day in firsts[len(days) :] or firsts[-1:])
    return max(due, put_off(duty.step(days[-1]))) if len(days) >= len(firsts) else due
