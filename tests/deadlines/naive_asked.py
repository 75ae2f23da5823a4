"""What the naive engine asks for where a time goes on of which nothing is recorded that could have opened it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from tests.deadlines import naive_clocks, naive_payments
from tests.deadlines.naive import ONE, UNKNOWN, Naive, Result
from tests.deadlines.naive_comings import Came, of_it
from tests.deadlines.naive_doubts import may_be_meant
from tests.deadlines.naive_kinds import Duty, Series, first_day, takes
from tests.deadlines.naive_steps import months
from tests.deadlines.naive_windows import FLEX

Found = dict[tuple[str, date | None], Result]
Duties = Sequence[Duty | Series]


def meant(duty: Duty | Series, case: Naive, since: date) -> bool:
    """Say whether a duty whose clock began on a day that is not known may be the citizen's."""
    if duty.rule == "G20-37" and left_before_any(case, since):
        return False
    unless, floor = duty.unless if isinstance(duty, Duty) else None, first_day(duty)
    person = naive_clocks.of_person(case, since, duty.who.groups) if duty.contact and since >= floor else None
    return may_be_meant(
        case, duty.who, unless, since, case.today, each_day=duty.each_day, floor=floor, person=person
    )


def left_before_any(case: Naive, since: date) -> bool:
    """Say whether ledighedsydelse was left before six months of it could pass, counted from its first day."""
    over = naive_clocks.paid_until(case, since, FLEX)
    times = [(start, end) for kind, start, end in case.benefits if kind == FLEX]
    ahead = [start for start, end in times if end is None or end >= since]
    if over is None or over > case.today or not ahead:
        return False
    return over <= months(6)(naive_clocks.run_start(times, min(ahead)))


def illnesses(case: Naive, groups: tuple[str, ...]) -> list[tuple[date, date]]:
    """Return the last day of an illness and the first of the next one, for each two; group and benefit must have ended.

    Of the first one both must be known.
    """
    rows = [(g.start, g.end, "group") for g in naive_clocks.ordered_groups(case) if g.code in groups]
    rows += [(start, end, "benefit") for kind, start, end in case.benefits if kind == "sickness_benefit"]
    found: list[tuple[date, date]] = []
    known: set[str] = set()
    ill: date | None = None  # the last day on which one was
    day = min((start for start, _, _ in rows), default=case.today)
    while day <= case.today:
        now = {what for start, end, what in rows if start <= day and (end is None or end >= day)}
        if now and ill is not None and (day - ill).days > 1:
            found += [(ill, day)] if len(known) == 2 else []
            known = set()
        ill = day if now else ill
        known |= now
        day += ONE
    return found


def until(asked: date | None, parted: Sequence[tuple[date, date]], trigger: date) -> date | None:
    """Return when a clock is over because what set it going is asked for anew, or another illness began."""
    over = [first for last, first in parted if trigger <= last]
    over += [asked] if asked is not None and trigger < asked else []
    return min(over, default=None)


def till_ill_again(case: Naive, groups: tuple[str, ...]) -> Callable[[date], date | None]:
    """Return what tells when a clock is over because another illness has begun."""
    return partial(until, None, illnesses(case, groups))


def asked_since(
    case: Naive,
    begun: list[date],
    since: date | None,
    *,
    lab: bool = False,
    last: Came | None = None,
    parted: Sequence[tuple[date, date]] = (),
) -> date | None:
    """Where all that is recorded belongs to a time before the period that runs, return since when that runs.

    `lab`: what belongs to the introduction programme does too. `last`: the last help that one came with from outside,
    where a contact may be about other help. `parted`: the illnesses, each of which has a first day of its own.
    """
    if since is not None and parted:
        since = max(since, parted[-1][1])
    if since is None or not begun or (case.closed is not None and since <= case.closed <= case.today):
        return None
    if case.closed is not None and case.closed <= case.today:
        begun = [d for d in begun if not d <= case.closed < since]  # that was in the case that ended
    same = [d for d in begun if not lab or naive_clocks.let_in(case, d) == naive_clocks.let_in(case, since)]
    same = [d for d in same if not parted or d > parted[-1][0]]
    if last is not None and last.day >= since:
        since = last.day
        same = [day for day in same if of_it(case, day, last)]
        if same and last.back:
            return None
    return None if any(naive_clocks.belongs(case, day, since) for day in same) else since


def of_before(
    found: Found,
    duties: Duties,
    case: Naive,
    begun: list[date],
    since: date | None,
    *,
    lab: bool = False,
    last: Came | None = None,
    parted: Sequence[tuple[date, date]] = (),
) -> None:
    """Ask for what opened a time, where all that is recorded belongs to one before it (see `asked_since`)."""
    since = asked_since(case, begun, since, lab=lab, last=last, parted=parted)
    for duty in duties if since is not None else ():
        if since is not None and takes(duty, since, case.today) and meant(duty, case, since):
            found[duty.rule, None] = UNKNOWN


def on_again(
    found: Found, duties: Duties, case: Naive, today: date, known: list[date], benefit: str
) -> date | None:
    """On a benefit again after a free month, and no first day of absence or payment since: it has to be asked for.

    Return the first day on benefit.
    """
    begin = naive_payments.on_again(case, today, benefit)
    closed = case.closed is not None and bool(known) and known[-1] <= case.closed <= today
    if begin is None or not known or closed:
        return None
    first = begin[1] if benefit == FLEX else begin[0] + ONE  # nobody is paid before the first day on benefit
    if any(first <= day for day in known):
        return None
    for duty in duties:
        if takes(duty, begin[1], today) and meant(duty, case, begin[1]):
            found[duty.rule, None] = UNKNOWN
    return begin[1]
