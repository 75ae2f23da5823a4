"""The engine and the naive one agree on random cases."""

from __future__ import annotations

import os
import random
from datetime import date, timedelta

from caseworker.deadlines.answer import Answer
from caseworker.deadlines.engine import deadlines
from caseworker.deadlines.facts import Act, Contact, Event, Exemption, Facts, Group, Offer
from tests.deadlines import naive
from tests.deadlines.make import PACKS

# 20,000 by hand: DEADLINE_CASES=20000.
CASES = int(os.environ.get("DEADLINE_CASES", "1500"))
FIRST = date(2021, 1, 1)


def test_two_engines_agree() -> None:
    chance = random.Random(20261124)
    statuses = set()
    for number in range(CASES):
        case = _case(chance)
        today = case.start + timedelta(days=chance.randrange(0, 620))
        answers = {a.key: a for a in deadlines(_facts(case), PACKS, today)}
        for key, result in _naive(case, today).items():
            answer = _of(answers, key)
            found = (answer.due_on, answer.work_date, answer.status, answer.met_on)
            assert found == (result.due, result.work, result.status, result.met), (number, key, today, case)
            if result.counted is not None:
                assert answer.counted == result.counted, (number, key, today, case)
            statuses.add(answer.status)
    assert statuses == {"open", "due_soon", "missed", "met", "met_late", "suspended", "moot"}


def _of(answers: dict[str, Answer], key: str) -> Answer:
    found = [a for k, a in answers.items() if k.startswith(key)]
    assert len(found) == 1, (key, sorted(answers))
    return found[0]


def _naive(case: naive.Naive, today: date) -> dict[str, naive.Result]:
    found = {
        "G20-01:s:": naive.first_talk(case, today),
        "G20-02:s:": naive.four_talks(case, today),
        "G20-22:s:": naive.first_offer(case, today),
        "G20-36:s:": naive.review(case, today),
        "KL10-02:s:": naive.average(case, today),
    }
    measured = naive.measurement(case, today)
    if measured is not None:
        found["R-066:p:"] = measured
    for place, asked in enumerate(case.requests):
        if asked <= today:
            found[f"KL10-01:r{place}:"] = naive.request(case, today, asked)
    return found


def _case(chance: random.Random) -> naive.Naive:
    start = FIRST + timedelta(days=chance.randrange(0, 1850))

    def some(most: int, span: int) -> list[date]:
        return [start + timedelta(days=chance.randrange(0, span)) for _ in range(chance.randrange(0, most))]

    channels = ["meeting"] * 4 + ["phone", "video", "letter", "home_visit"]
    case = naive.Naive(chance.choice(["lab-2", "lab-3"]), start)
    case.talks = [
        (day, chance.choice(["held"] * 5 + ["no_show", "planned", "cancelled"]), chance.choice(channels))
        for day in some(9, 400 if chance.random() < 0.7 else 60)
    ]
    case.reviews = some(4, 400)
    case.measures = some(4, 300)
    case.requests = sorted(set(some(3, 300)))
    for day in some(3, 250):
        case.offers.append((day, day + timedelta(days=chance.choice([5, 12, 13, 40]))))
    for day in some(4, 300):
        kind = chance.choice(["maternity", "less_intensive", "sick", "other"])
        first = day - timedelta(days=chance.choice([0, 0, 20]))
        case.exempt.append((kind, first, first + timedelta(days=chance.randrange(0, 120))))
    if chance.random() < 0.6:
        case.plan = start + timedelta(days=chance.randrange(0, 60))
    if chance.random() < 0.2:
        case.closed = start + timedelta(days=chance.randrange(0, 400))
    return case


def _facts(case: naive.Naive) -> Facts:
    events = [Event(type="first_contact", on=case.start, id="s")]
    events += [Event(type="meeting_requested", on=day, id=f"r{i}") for i, day in enumerate(case.requests)]
    if case.plan is not None:
        events.append(Event(type="plan_activated", on=case.plan, id="p"))
    if case.closed is not None:
        events.append(Event(type="case_closed", on=case.closed, id="c"))
    return Facts(
        groups=(Group(code=case.group, from_=case.start),),  # type: ignore[arg-type]
        events=tuple(events),
        contacts=tuple(
            Contact(kind="follow_up", status=status, on=day, channel=channel, id=f"k{i}")  # type: ignore[arg-type]
            for i, (day, status, channel) in enumerate(case.talks)
        ),
        acts=(
            *(Act(type="benefit_follow_up", on=day) for day in case.reviews),
            *(Act(type="measurement", on=day) for day in case.measures),
        ),
        offers=tuple(
            Offer(type="placement", from_=a, to=b, id=f"o{i}") for i, (a, b) in enumerate(case.offers)
        ),
        exemptions=tuple(Exemption(kind=kind, from_=a, to=b) for kind, a, b in case.exempt),  # type: ignore[arg-type]
    )
