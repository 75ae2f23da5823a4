"""The naive engine's help to come: what is asked for while other help runs, and the talks about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise

from tests.deadlines import naive_clocks
from tests.deadlines.naive import Naive, ordered_groups
from tests.deadlines.naive_kinds import Duty, Series
from tests.deadlines.naive_who import judged


def saying(
    case: Naive, events: list[tuple[date, str]], groups: tuple[str, ...], *, lab: bool = False,
    over: Callable[[date], date | None] = lambda _: None,
) -> Naive:  # fmt: skip
    """Return a case with what is asked for in it: the days, and the first day of help that comes to these groups."""
    to_come = {}
    for opened, day in pairwise(naive_clocks.courses(case, events, groups, lab=lab, over=over)):
        closed = case.closed is not None and opened <= case.closed < day
        let_in = lab and naive_clocks.let_in(case, opened) != naive_clocks.let_in(case, day)
        closed = closed or (over(opened) or date.max) <= day
        help_ = naive_clocks.help_of(case, day)
        last = [group.code for group in ordered_groups(case) if group.start <= day][-1:]
        if help_ and help_[1] > day and running(case, day) and {*last} & {*groups} and not (closed or let_in):
            to_come[day] = help_[1]
    return replace(case, askings=[day for day, _ in events], to_come=to_come)


def in_order(case: Naive, triggers: list[date]) -> list[tuple[date, date]]:
    """Return the days on which clocks begin, and the days that set them going; only one begins on a day."""
    later = [case.to_come[day] for day in triggers if day in case.to_come]
    only = [day for day in triggers if day in case.to_come or day not in later]
    return sorted((case.to_come.get(day, day), day) for day in only)


def running(case: Naive, day: date) -> bool:
    """Say whether one is on help on a day."""
    return naive_clocks.runs([(a, b) for _, a, b in naive_clocks.whole_times(case)], day)


def from_help(case: Naive, duty: Duty | Series, trigger: date, *, registered: bool) -> Naive:
    """Return a case in which nothing is due before the help that what was said is about.

    Whom a rule does not concern then registers because he is on other help.
    """
    time = naive_clocks.help_of(case, trigger) if registered else None
    if time is None or time[1] <= trigger or not running(case, trigger):
        return replace(case, not_before=case.ahead)
    unless = duty.unless if isinstance(duty, Duty) else None
    inside = judged(case, duty.who, unless, trigger, trigger) is not False
    return replace(case, not_before=None if inside else time[1])
