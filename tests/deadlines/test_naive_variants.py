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
WEEKS = {"lab-1": 4, "lab-2": 4, "lab-4": 4, "lab-3": 13, "lab-6": 13, "lab-9": 13}


def test_the_two_lengths_take_over_from_each_other() -> None:
    chance = random.Random(SEED)
    seen = set()
    for number in range(CASES):
        first = date(2024, 1, 1) + chance.randrange(800) * ONE
        groups = drawn(chance, first - chance.randrange(6) * ONE)
        end = None if chance.random() < 0.5 else first + chance.randrange(140) * ONE
        today = first + chance.randrange(200) * ONE
        known = Facts(
            groups=tuple(Group(code=g.code, from_=g.start, to=g.end) for g in groups),  # type: ignore[arg-type]
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
    assert seen >= {"open", "due_soon", "missed", "met", "met_late", "moot"}


def drawn(chance: random.Random, start: date) -> list[Membership]:
    """Return groups in a row, now and then with some days between."""
    found = []
    for _ in range(chance.randrange(1, 5)):
        end = start + timedelta(days=chance.choice([6, 20, 45, 100]) + chance.randrange(9))
        found.append(Membership(chance.choice([*WEEKS]), start, end))
        start = end + chance.choice([1, 1, 1, 3, 20]) * ONE  # never a whole month
    if chance.random() < 0.6:
        found[-1].end = None
    return found


def longest(
    groups: list[Membership], first: date, end: date | None, today: date
) -> tuple[date, date | None, str]:
    """Return date, day of the end and status of the longest placement, begun in a group."""

    def group_on(day: date) -> str | None:
        return next((g.code for g in groups if g.start <= day and (g.end is None or g.end >= day)), None)

    weeks = WEEKS[group_on(first) or ""]
    last = first  # the last day in a group
    day = first
    stop = None
    while day <= max([today, *(g.start for g in groups)]) + 120 * ONE:
        code = group_on(day)
        if code is not None and day > first and is_break(last, day):
            break
        if code is not None:
            last = day
            if (
                day <= today
                and WEEKS[code] != weeks
                and min(ends(first, weeks), ends(first, WEEKS[code])) >= day
            ):
                weeks = WEEKS[code]
        day += ONE
    if group_on(day) is None or day > last + ONE:
        stop = last + ONE
    due = ends(first, weeks)
    met = end if end is not None and end <= today and (stop is None or end <= stop) else None
    work = naive.work_before(due, first)
    return due, met, naive.status(naive.Moment(due, work, today, 14, stop), met)


def ends(first: date, weeks: int) -> date:
    return first + (7 * weeks - 1) * ONE
