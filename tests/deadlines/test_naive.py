"""The engine and the naive one agree on random cases."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

import pytest

from caseworker.deadlines.answer import Answer
from caseworker.deadlines.engine import deadlines, next_change
from tests.deadlines import naive_cases, naive_facts, naive_rules
from tests.deadlines.make import PACKS
from tests.deadlines.naive import Naive
from tests.deadlines.naive_earlier import joined

# 20,000 by hand: DEADLINE_CASES=20000.
CASES = int(os.environ.get("DEADLINE_CASES", "1500"))
_Draw = Callable[[random.Random], tuple[Naive, date]]
SEED = int(os.environ.get("DEADLINE_SEED", "20261124"))
PART = 100
PARTS = CASES // PART


@pytest.mark.parametrize("part", range(PARTS))
def test_two_engines_agree(part: int) -> None:
    assert usual(part).rules


def test_every_rule_and_every_state_was_compared() -> None:
    seen = [usual(part) for part in range(PARTS)]
    assert frozenset().union(*(one.statuses for one in seen)) == {
        "open", "due_soon", "missed", "met", "met_late", "suspended", "moot", "unknown",
    }  # fmt: skip
    assert frozenset().union(*(one.rules for one in seen)) == naive_cases.RULES


@pytest.mark.timeout(180 + CASES // 5)
def test_they_agree_on_the_sick_when_the_categories_are_dropped() -> None:
    seen = compared(naive_cases.draw_ill_in_2026, SEED + 2, CASES // 5)
    assert seen.rules >= {"G20-40", "G20-41", "G20-43", "G20-44", "G26-11", "G26-12"}


class Seen(NamedTuple):
    """What came up while the engines were compared."""

    statuses: frozenset[str]
    rules: frozenset[str]


@cache
def usual(part: int) -> Seen:
    """Compare the engines on one part of the usual cases."""
    return compared(naive_cases.draw, SEED + 10_000 * part, PART)


def compared(draw: _Draw, seed: int, cases: int) -> Seen:
    """Compare the engines on random cases, and return what came up in them."""
    chance = random.Random(seed)
    statuses, rules = set(), set()
    for number in range(cases):
        case, today = draw(chance)
        ours = naive_rules.answers(case, today)
        theirs = _engine(case, today)
        known = {rule for rule, _ in ours} | naive_cases.RULES
        theirs = {
            key: a
            for key, a in theirs.items()
            if key[0] in known and (key in ours or not _of_no_group(case, a))
        }
        assert set(theirs) == set(ours), (number, today, case, set(theirs) ^ set(ours))
        for key, result in ours.items():
            answer = theirs[key]
            statuses.add(answer.status)
            rules.add(key[0])
            if result.status == "unknown":
                assert answer.status == "unknown", (number, key, today, case)
                continue
            found = (answer.due_on, answer.work_date, answer.status, answer.met_on)
            assert found == (result.due, result.work, result.status, result.met), (number, key, today, case)
            if result.counted is not None:
                assert answer.counted == result.counted, (number, key, today, case)
    return Seen(frozenset(statuses), frozenset(rules))


def _of_no_group(case: Naive, answer: Answer) -> bool:
    """Whether an answer only asks for the group after the last one has ended: rules of other groups than it was do too.

    The naive engine looks at the rules of the groups that it drew.
    """
    case = joined(case)
    ends = [member.end for member in case.groups]
    last = max((end for end in ends if end is not None), default=None)
    begun = max((member.start for member in case.groups), default=None)
    return (
        "group" in answer.missing
        and last is not None
        and begun is not None
        and (answer.trigger_on is None or answer.trigger_on > max(last, begun))
    )


def _engine(case: Naive, today: date) -> dict[tuple[str, date | None], Answer]:
    found: dict[tuple[str, date | None], Answer] = {}
    for answer in deadlines(naive_facts.facts(case), PACKS, today):
        key = (answer.rule, _begun(answer))
        # Two unknown variants of a rule, or one talk for two absences, are one answer here.
        if key in found and answer.rule in naive_cases.RULES:
            before = found[key]
            same = (answer.due_on, answer.status) == (before.due_on, before.status)
            # One day may begin the time of one group by its contact, and that of another by its benefit.
            assert same or answer.rule in {"G20-02", "G20-22", "G26-03", "G26-04", "G26-09"}, (key, case)
        found[key] = answer
    return found


def _begun(answer: Answer) -> date | None:
    """Return the trigger day; of what counts on after a closing the day on which it went on, as its key says."""
    day, source = answer.trigger_on, answer.key.split(":")[1]
    told = date.fromisoformat(source.split("@")[1]) if "@" in source else None
    return told if day is not None and told is not None and told > day else day


def test_answers_stand_until_the_day_they_name() -> None:
    chance = random.Random(SEED + 1)
    for number in range(CASES // 15):
        case, today = naive_cases.draw(chance)
        ends = [a.valid_until for a in _engine(case, today).values()]
        ends += [next_change(naive_facts.facts(case), today), PACKS.next_floor(today)]
        last = min([d for d in ends if d] or [today + timedelta(days=400)]) - timedelta(days=1)
        ours, later = naive_rules.answers(case, today), naive_rules.answers(case, last)
        assert ours == later, (number, today, last, case)
