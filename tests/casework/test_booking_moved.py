"""A talk booked for a day after a known change of group or benefit: lists say of it what the engine does."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import msgspec.structs
import pytest

from caseworker.casework import booking
from caseworker.casework.booking import PlannedTalk, Settled, settled
from caseworker.deadlines.answer import Answer
from caseworker.deadlines.case_facts import CaseFacts
from caseworker.deadlines.engine import deadlines
from caseworker.deadlines.facts import Contact, Facts
from caseworker.deadlines.queries import DeadlineLine
from tests.deadlines import naive_cases, naive_facts
from tests.deadlines.make import PACKS, facts

CASES = 200
OPEN = ("open", "due_soon", "missed")


class Stored:
    """Cases as `settled` reads them, without a store."""

    def __init__(self, known: Facts, today: date) -> None:
        self.known, self.today = known, today

    def facts_of(self, _session: object, case_ids: list[str]) -> Iterator[CaseFacts]:
        yield from (CaseFacts(case_id, "c", self.known) for case_id in case_ids)

    def changes_of(self, _session: object, case_ids: dict[str, bool]) -> dict[str, list[date]]:
        found: list[date] = []
        for times in (self.known.groups, self.known.benefits):
            found += sorted(one.from_ for one in times)[1:]
            found += [one.to + timedelta(days=1) for one in times if one.to is not None]
        return dict.fromkeys(case_ids, found)

    def computed_on(self, _session: object, case_ids: dict[str, bool]) -> dict[str, date]:
        return dict.fromkeys(case_ids, self.today)


def foretold(
    monkeypatch: pytest.MonkeyPatch, known: Facts, today: date, *talks: PlannedTalk
) -> dict[str, Settled]:
    """Return what lists say the talks do, by key."""
    stored = Stored(known, today)
    for name in ("facts_of", "changes_of", "computed_on"):
        monkeypatch.setattr(booking, name, getattr(stored, name))
    lines = [line(answer) for answer in deadlines(known, PACKS, today) if answer.status in OPEN]
    found = settled(None, PACKS, lines, talks)  # type: ignore[arg-type]
    return {key: one for (_, key), one in found.items()}


def line(answer: Answer) -> DeadlineLine:
    told: dict[str, Any] = {name: getattr(answer, name, None) for name in DeadlineLine.__slots__}
    return DeadlineLine(**told | {
        "case_id": "k", "citizen_id": "c", "name": "N", "sort_key": "n", "overdue_days": 0, "cohort": False,
        "before_import": False, "own": None,
    })  # fmt: skip


def booked(known: Facts, day: date, channel: str = "meeting", name: str = "t") -> tuple[Facts, PlannedTalk]:
    """Return the facts with a talk that is booked, and the talk."""
    contact = Contact(kind="follow_up", status="planned", on=day, channel=channel, id=name)  # type: ignore[arg-type]
    talk = PlannedTalk(
        name, "k", "N", "follow_up", "municipality", channel, datetime.combine(day, time(10)), 45
    )
    return msgspec.structs.replace(known, contacts=(*known.contacts, contact)), talk


def on_the_day(known: Facts, day: date, status: str) -> dict[str, Answer]:
    """Return the answers on the day of the talk if that is so of it."""
    contacts = tuple(msgspec.structs.replace(c, status=status) if c.id == "t" else c for c in known.contacts)
    done = msgspec.structs.replace(known, contacts=contacts)
    return {a.key: a for a in deadlines(done, PACKS, day, history=True)}


MOVES: list[tuple[str, str, str]] = [  # the group and the benefit after, and what becomes of the four talks
    ("lab-3", "cash_benefit", "counts"),
    ("lab-6", "sickness_benefit", ""),
    ("lab-1", "unemployment_benefit", ""),
]


@pytest.mark.parametrize(("group", "benefit", "how"), MOVES)
def test_a_talk_behind_a_planned_change(
    group: str, benefit: str, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = facts(
        citizen={"birth_date": "1985-05-01"},
        groups=[{"code": "lab-2", "from": "2025-01-06", "to": "2025-04-30"}, {"code": group, "from": "2025-05-01"}],
        benefits=[
            {"type": "cash_benefit", "from": "2025-01-06", "to": "2025-04-30"},
            {"type": benefit, "from": "2025-05-01"},
        ],
        events=[{"id": "a", "type": "first_contact", "on": "2025-01-06"}],
    )  # fmt: skip
    for day, expected in ((date(2025, 4, 30), "counts"), (date(2025, 5, 12), how)):
        known_then, talk = booked(known, day)
        found = foretold(monkeypatch, known_then, date(2025, 4, 1), talk)
        assert (found["G20-02:a:1"].how if "G20-02:a:1" in found else "") == expected


def test_what_was_missed_in_a_group_that_was_left_is_not_caught_up_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = facts(
        groups=[{"code": "lab-2", "from": "2025-01-06", "to": "2025-02-28"}, {"code": "lab-6", "from": "2025-03-01"}],
        events=[{"id": "a", "type": "first_contact", "on": "2025-01-06"}],
    )  # fmt: skip
    known, talk = booked(known, date(2025, 4, 14))
    assert "G20-01:a:1" not in foretold(monkeypatch, known, date(2025, 4, 1), talk)


def test_lists_say_what_the_engine_does(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(20261123)
    seen: dict[str, int] = {}
    for number in range(CASES):
        case, today = naive_cases.draw(chance)
        if today.year < 2020:
            continue  # nobody books a talk under the rules of 2010
        # What else comes between is no matter of groups and benefits.
        case = replace(
            case, exempt=[], spared=[], traits=[], work=[], closed=None, requests=[], old=None, offers=[]
        )
        for name in (
            "contacts",
            "registered",
            "visited",
            "transfers",
            "payments",
        ):  # nobody writes down what is to come
            setattr(case, name, [one for one in getattr(case, name) if one <= today])
        case.absences = [one for one in case.absences if one[0] <= today]
        case.talks = [
            (day, how, channel) for day, how, channel in case.talks if how == "held" and day <= today
        ]
        day = today + timedelta(days=chance.randrange(1, chance.choice([9, 120])))
        known, talk = booked(naive_facts.facts(case), day, chance.choice(["meeting", "phone"]))
        before = {a.key: a for a in deadlines(known, PACKS, today) if a.status in OPEN}
        without, after = on_the_day(known, day, "cancelled"), on_the_day(known, day, "held")
        found = foretold(monkeypatch, known, today, talk)
        for key, answer in before.items():
            rule = PACKS.rule(answer.rule, answer.pack)
            if rule is None or not (rule.met_by.talks or rule.met_by.contacts) or rule.kind == "rolling":
                continue  # of a rolling rule the window moves with what is held, and groups do not matter to it
            then, now = after.get(key), without.get(key)
            how = ""
            if then is not None and (now is None or then.counted > now.counted):
                how = {"met": "meets", "met_late": "late"}.get(then.status, "counts")
            told = found[key].how if key in found else ""
            assert told == how, (number, key, today, day, case)
            seen[how] = seen.get(how, 0) + 1
    assert set(seen) == {"", "meets", "late", "counts"}
