"""The talk after registering again, against a walk from day to day through lives on and off the register."""

from __future__ import annotations

import os
import random
from datetime import date

import pytest

from caseworker.deadlines.earlier_cases import Earlier, with_earlier
from tests.deadlines import naive_booking
from tests.deadlines.make import PACKS, ask, deadlines, facts, one, talk

CASES = int(os.environ.get("DEADLINE_CASES", "1500"))
SEED = int(os.environ.get("DEADLINE_SEED", "20261124"))


def test_the_two_engines_agree_on_who_must_book() -> None:
    chance = random.Random(SEED)
    seen = set()
    for number in range(CASES):
        life, today = naive_booking.draw(chance)
        known = naive_booking.facts(life)
        ours = naive_booking.answers(life, today)
        theirs = {a.trigger_on: a for a in deadlines(known, PACKS, today) if a.rule == "G20-11"}
        assert set(theirs) == set(ours), (number, today, life)
        for day, result in ours.items():
            answer = theirs[day]
            seen.add(answer.status)
            found = (answer.due_on, answer.work_date, answer.status, answer.met_on)
            assert found == (result.due, result.work, result.status, result.met), (number, today, life)
    assert seen == {"open", "due_soon", "missed", "met", "met_late", "moot", "unknown"}


def test_the_two_engines_agree_on_what_is_left_of_an_order_to_book() -> None:
    chance = random.Random(SEED + 1)
    seen = set()
    for number in range(CASES):
        life, today = naive_booking.draw(chance)
        ours = naive_booking.ordered(life, today)
        found = deadlines(naive_booking.facts(life), PACKS, today)
        theirs = {a.key.split(":")[1]: a for a in found if a.rule == "G20-10"}
        for name, result in ours.items():
            if result.due is None:
                assert name not in theirs or theirs[name].status == "unknown", (number, today, life)
                assert name in theirs or result.status == "moot", (number, today, life)
                continue
            answer = theirs.pop(name)
            seen.add(answer.status)
            told = (answer.due_on, answer.work_date, answer.status, answer.met_on)
            assert told == (result.due, result.work, result.status, result.met), (number, today, life)
    assert seen == {"open", "due_soon", "missed", "met", "met_late", "moot"}


@pytest.mark.parametrize(
    ("group", "off", "back", "expected"),
    [
        ("lab-1", "2026-10-14", None, "moot"),
        ("lab-1", "2026-10-14", "2026-10-16", "moot"),
        ("lab-1", "2026-10-12", "2026-10-16", "moot"),
        ("lab-1", "2026-10-19", "2026-10-20", "moot"),
        ("lab-1", "2026-10-20", None, "missed"),  # the date had passed
        ("lab-1", "2026-10-06", None, "moot"),  # the last day to book came while off the register
        ("lab-1", "2026-10-06", "2026-10-09", "missed"),  # there was time to book after coming back
        ("lab-2", "2026-10-14", "2026-10-16", "missed"),  # no talk takes its place
    ],
)
def test_an_order_to_book_is_over_with_being_taken_off(
    group: str, off: str, back: str | None, expected: str
) -> None:
    order = {"type": "booking_order", "id": "b", "on": "2026-10-01", "until": "2026-10-12"}
    events = [order, event("booking_missed", "2026-10-12"), event("deregistered", off)]
    known = facts(
        groups=[{"code": group, "from": "2026-08-03"}],
        events=[
            event("registered", "2026-08-03"),
            *events,
            *([event("re_registered", back)] if back else []),
        ],
    )
    answer = one(known, "2026-10-21", "G20-10", trace=True)
    assert (str(answer.due_on), answer.status) == ("2026-10-19", expected)
    assert any("meldt fra" in step.da for step in answer.trace) is (expected == "moot")


def event(kind: str, on: str, **more: str) -> dict[str, str]:
    return {"type": kind, "on": on} | more


MISSED = event("booking_missed", "2025-03-10")
OFF = event("deregistered", "2025-03-10")
AGAIN = event("re_registered", "2025-03-18")
ORDER = event("booking_order", "2025-02-24", until="2025-03-10")


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([MISSED, OFF, AGAIN], "open"),
        ([MISSED, AGAIN], "open"),  # taken off for it, on whatever day
        (
            [event("deregistered", "2025-02-03"), MISSED, AGAIN],
            "open",
        ),  # ran out while off for another reason
        ([OFF, AGAIN], ""),
        ([OFF, AGAIN, event("booking_missed", "2025-03-19")], ""),  # that one comes later
        (
            [MISSED, OFF, AGAIN | {"on": "2025-03-12"}, OFF | {"on": "2025-03-14"}, AGAIN],
            "due_soon",
        ),  # on the 12th
        ([MISSED, OFF, event("registered", "2025-03-18")], "open"),  # coming back, whatever the word
        ([MISSED, event("registered", "2025-03-18")], "open"),
        ([ORDER, OFF, event("registered", "2025-03-18")], "booking_missed"),
        ([OFF, event("registered", "2025-03-18")], ""),
        ([event("registered", "2025-03-18")], ""),  # it may be the first one
        ([ORDER, event("registered", "2025-03-18")], ""),
        ([MISSED, OFF, event("registered", "2025-03-18"), AGAIN], "open"),  # written twice, it is one
        ([ORDER, OFF, AGAIN], "booking_missed"),
        ([ORDER | {"until": "2025-03-18"}, OFF, AGAIN], ""),  # there was time until the day of coming back
        ([event("booking_order", "2025-02-24"), OFF, AGAIN], "booking_missed"),  # no last day recorded
        ([AGAIN], "deregistered"),
        ([event("booking_missed", "2024-12-18"), AGAIN], "deregistered"),  # three months since, or less
        ([event("booking_missed", "2024-12-19"), AGAIN], "open"),
        ([event("booking_missed", "2024-12-01"), MISSED, AGAIN], "open"),  # the last one counts
    ],
)
def test_only_after_a_missed_booking_is_there_a_talk_to_book(
    events: list[dict[str, str]], expected: str
) -> None:
    known = facts(groups=[{"code": "lab-1", "from": "2024-01-03"}], events=events)
    found = [a for a in ask(known, "2025-03-20") if a.rule == "G20-11"]
    assert [a.missing[0] if a.missing else a.status for a in found] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("on", "status", "asked"),
    [
        ("2025-02-24", "planned", True),  # at the talk at which it was ordered
        ("2025-02-25", "planned", False),
        ("2025-03-18", "no_show", False),
        ("2025-03-19", "planned", True),  # it may have been booked since
    ],
)
def test_a_talk_after_the_order_was_booked(on: str, status: str, asked: bool) -> None:
    known = facts(
        groups=[{"code": "lab-1", "from": "2024-01-03"}],
        events=[ORDER, OFF, AGAIN],
        contacts=[{"kind": "follow_up", "status": status, "on": on}],
    )
    assert any(a.rule == "G20-11" for a in ask(known, "2025-03-20")) is asked


def test_a_talk_held_in_time_leaves_nothing_to_ask() -> None:
    def status(on: str) -> str:
        known = facts(
            groups=[{"code": "lab-1", "from": "2024-01-03"}], events=[ORDER, OFF, AGAIN], contacts=[talk(on)]
        )
        return one(known, "2025-04-20", "G20-11").status

    assert (status("2025-03-28"), status("2025-03-29")) == ("met", "unknown")


def test_the_last_missed_booking_is_told() -> None:
    before = event("booking_missed", "2025-02-03")
    known = facts(groups=[{"code": "lab-1", "from": "2024-01-03"}], events=[before, MISSED, OFF, AGAIN])
    answer = one(known, "2025-03-20", "G20-11", trace=True)
    assert [(str(s.on), s.da) for s in answer.trace[:2]] == [
        ("2025-03-10", "Borgeren havde ikke booket en samtale mandag 10. marts 2025."),
        ("2025-03-18", "Borgeren meldte sig igen tirsdag 18. marts 2025."),
    ]


def test_a_booking_missed_in_the_case_before_counts() -> None:
    group = {"code": "lab-1", "from": "2024-01-03"}
    old = Earlier(date(2024, 1, 3), date(2025, 3, 11), facts(groups=[group], events=[MISSED, OFF]))
    new = facts(groups=[{"code": "lab-1", "from": "2025-03-18"}], events=[AGAIN])
    joined = with_earlier(new, date(2025, 3, 18), [old])
    assert str(one(joined, "2025-03-20", "G20-11").due_on) == "2025-03-28"
    assert one(new, "2025-03-20", "G20-11").missing == ("deregistered",)


@pytest.mark.parametrize("word", ["registered", "re_registered"])
def test_the_talk_takes_the_place_of_the_order_whatever_the_word_of_the_return(word: str) -> None:
    order = event("booking_order", "2026-10-01", id="b", until="2026-10-12")
    events = [event("registered", "2026-08-03"), order, event("booking_missed", "2026-10-12")]
    events += [event("deregistered", "2026-10-14"), event(word, "2026-10-16")]
    known = facts(groups=[{"code": "lab-1", "from": "2026-08-03"}],
                  benefits=[{"type": "unemployment_benefit", "from": "2026-08-03"}], events=events)  # fmt: skip
    found = {
        a.rule: (str(a.due_on), a.status) for a in ask(known, "2026-11-20") if a.rule in ("G20-10", "G20-11")
    }
    assert found == {"G20-10": ("2026-10-19", "moot"), "G20-11": ("2026-10-26", "missed")}
