"""The naive engine's other help: who came into groups from outside, on help that an earlier contact was not about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests.deadlines import naive_clocks
from tests.deadlines.naive import Membership, Naive, ordered_groups


@dataclass
class Came:
    """The first day in the groups and on the help; the first day of the help, None if each group is its own."""

    day: date
    group: date
    help: date | None
    back: bool  # after a time in the groups


def came(case: Naive, groups: tuple[str, ...], only_from: tuple[str, ...] = ()) -> list[Came]:
    """Return the times up to today that one came into these groups with help that had not begun while in them.

    Of one who has been in one group and on one benefit all along no coming is known.
    """
    if len(ordered_groups(case)) < 2 and len(case.benefits) < 2:
        return []
    found: list[Came] = []
    been: date | None = None  # the last day in them
    elsewhere = not only_from
    for group in ordered_groups(case):
        if group.code not in groups or group.start > case.today:
            elsewhere = elsewhere or group.code in only_from
            continue
        outside = elsewhere and (been is None or (group.start - been).days > 1)
        elsewhere = elsewhere and not (outside and only_from)
        time = naive_clocks.help_of(case, group.start)
        if outside and time is not None and time[1] <= case.today and (been is None or been < time[1]):
            found.append(Came(max(group.start, time[1]), group.start, time[1], been is not None))
        if not case.benefits and been is None and outside:
            found.append(Came(group.start, group.start, None, back=False))
        been = group.end or date.max
    return found


def of_it(case: Naive, day: date, one: Came) -> bool:
    """Say whether a contact is about this help; before the first time it may be, if it is about no other."""
    if day >= one.day:
        return True
    if one.help is None:
        return _of_group(case, day, one.group)
    start = naive_clocks.what_about(case, day)
    if start is not None or one.back:
        return start == one.help
    time = naive_clocks.help_of(case, day)
    return time is None or time[1] == one.help


def own_registrations(case: Naive, groups: tuple[str, ...], others: tuple[str, ...] = ()) -> list[date]:
    """Return the registrations without those in another group about help with which nobody came into these groups.

    `others`: of these, coming from them tells it. For help one registers once.
    """
    mine = [naive_clocks.help_of(case, g.start) for g in ordered_groups(case) if g.code in groups]
    own = [
        day
        for day in case.registered
        if naive_clocks.help_of(case, day) in mine
        or not naive_clocks.runs([(start, end) for _, start, end in case.benefits], day)
        or {*groups, *others} & {g.code for g in _on(case, day)}
        or not _on(case, day)
    ]
    return [day for day in own if not any(_covered(case, day, ahead) for ahead in own)]


def _covered(case: Naive, day: date, ahead: date) -> bool:
    """Say whether who registers on a day did so before for the same help, and has left nothing since, nor it."""
    time = naive_clocks.help_of(case, day)
    if time is None or ahead >= day or time[1] > day or naive_clocks.help_of(case, ahead) != time:
        return False
    ends = [g.end for g in ordered_groups(case)] + [end for _, _, end in case.benefits]
    left = any(end is not None and max(time[1], ahead) <= end < day for end in ends)
    return not left and not (case.closed is not None and ahead <= case.closed <= day)


def _on(case: Naive, day: date) -> list[Membership]:
    return [g for g in ordered_groups(case) if g.start <= day and (g.end is None or g.end >= day)]


def over(case: Naive, day: date, groups: tuple[str, ...], only_from: tuple[str, ...] = ()) -> date | None:
    """Return when other help begins than that which a contact opened: its duties are over then."""
    days = [one.day for one in came(case, groups, only_from) if not of_it(case, day, one)]
    return min(days, default=None)


def over_in_groups(case: Naive, day: date, groups: tuple[str, ...]) -> date | None:
    """Return the same where no benefits are recorded; else a new one begins a period of its own anyhow."""
    return None if case.benefits else over(case, day, groups)


def _of_group(case: Naive, day: date, begin: date) -> bool:
    """Say whether what was said before a group began was about it: not so in another one, or about its beginning."""
    before = [(start, end) for _, start, end in naive_clocks.group_times(case) if start < begin]
    if any(start > day for start, _ in before):
        return False  # another one comes before it
    inside = [day - start for start, end in before if end is None or end >= day]
    return not inside or min(inside).days > 31 or begin - day < min(inside)
