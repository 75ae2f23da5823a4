"""The longest placement, which has two lengths, against a walk from day to day with people who change group."""

from __future__ import annotations

import os
import random
from datetime import date, timedelta

from caseworker.deadlines.facts import Facts, Group, Offer
from tests.deadlines import naive
from tests.deadlines.make import PACKS, deadlines
from tests.deadlines.naive import ONE, Membership, is_break

CASES = int(os.environ.get("DEADLINE_CASES", "1500")) // 2
SEED = int(os.environ.get("DEADLINE_SEED", "20261124"))
WEEKS = {"lab-1": {4}, "lab-2": {4}, "lab-4": {4}, "lab-3": {13}, "lab-6": {13}, "lab-9": {13}}
VISITED = {"job_ready": {4}, "activity_ready": {13}, None: {4, 13}}  # of lab-12
Group_ = tuple[Membership, str | None]


def test_the_two_lengths_take_over_from_each_other() -> None:
    chance = random.Random(SEED)
    seen = set()
    for number in range(CASES):
        first = date(2024, 1, 1) + chance.randrange(800) * ONE
        groups = drawn(chance, first - chance.randrange(6) * ONE)
        end = None if chance.random() < 0.5 else first + chance.randrange(140) * ONE
        today = first + chance.randrange(200) * ONE
        known = Facts(
            groups=tuple(
                Group(code=g.code, from_=g.start, to=g.end, visited_as=v)  # type: ignore[arg-type]
                for g, v in groups
            ),
            offers=(Offer(type="placement", from_=first, to=end, id="o"),),
        )
        found = [a for a in deadlines(known, PACKS, today) if a.rule == "G20-25"]
        expected = longest(groups, first, end, today)
        seen.add(expected[-1])
        assert [(a.due_on, a.met_on, a.status) for a in found] == [expected], (
            number,
            today,
            groups,
            first,
            end,
        )
    assert seen == {"open", "due_soon", "missed", "met", "met_late", "moot", "unknown"}


def drawn(chance: random.Random, start: date) -> list[Group_]:
    """Return groups in a row with their visitation, now and then with some days between.

    The visitation of the first is known.
    """
    found: list[Group_] = []
    for place in range(chance.randrange(1, 5)):
        end = start + timedelta(days=chance.choice([6, 20, 45, 100]) + chance.randrange(9))
        code = chance.choice([*WEEKS, "lab-12", "lab-12"])
        visited = chance.choice([*VISITED][: None if place else 2]) if code == "lab-12" else None
        found.append((Membership(code, start, end), visited))
        start = end + chance.choice([1, 1, 1, 3, 20]) * ONE  # never a whole month
    if chance.random() < 0.6:
        found[-1][0].end = None
    return found


def longest(
    groups: list[Group_], first: date, end: date | None, today: date
) -> tuple[date | None, date | None, str]:
    """Return date, day of the end and status of the longest placement, begun in a group.

    What is over has the length that it had till then.
    Where it may be either length for want of a visitation, that is not known, but done before both dates it is done.
    Nobody can work to a date before its length took over.
    """

    def weeks_on(day: date) -> set[int]:
        for group, visited in groups:
            if group.start <= day and (group.end is None or group.end >= day):
                return VISITED[visited] if group.code == "lab-12" else WEEKS[group.code]
        return set()

    may_be = dict.fromkeys(weeks_on(first), first)  # each length, and since when it is the one
    last = first  # the last day in a group
    day = first
    while day <= max([today, *(g.start for g, _ in groups)]) + 120 * ONE:
        here = weeks_on(day)
        if here and day > first and is_break(last, day):
            break
        if here:
            last = day
            if day <= today and (end is None or day <= end):
                turns = {(one, two) for one in may_be for two in here}
                over = {(one, two) for one, two in turns if ends(first, min(one, two)) >= day}
                stays = {one: may_be[one] for one, two in turns if one == two or (one, two) not in over}
                may_be = {**{two: day for _, two in over}, **stays}
        day += ONE
    stop = last + ONE if not weeks_on(day) or day > last + ONE else None
    met = end if end is not None and end <= today and (stop is None or end <= stop) else None
    found = []
    for weeks, since in sorted(may_be.items()):
        due = ends(first, weeks)
        work = naive.work_before(due, since)
        found.append((due, met, naive.status(naive.Moment(due, work, today, 14, stop), met)))
    done = found[0][-1] == "met" or (stop is not None and stop <= today and stop <= found[0][0])
    return found[0] if len(found) == 1 or done else (None, None, "unknown")


def ends(first: date, weeks: int) -> date:
    return first + (7 * weeks - 1) * ONE
