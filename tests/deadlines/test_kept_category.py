"""The sick who are moved to another category after a missed talk: the talk held later is the one that was missed."""

from __future__ import annotations

from typing import Any

import pytest

from caseworker.deadlines.answer import Answer
from tests.deadlines.make import ask, facts, talk

SICK = "2025-03-03"  # day 56 is 2025-04-27


def one(rule: str, rows: list[tuple[int | None, str, str | None]], *talks: str, **more: Any) -> Answer:
    """Return a rule's only answer in June for categories of these days."""
    base: dict[str, Any] = {
        "citizen": {"birth_date": "1980-01-01"},
        "groups": [{"code": "lab-6", "category": n, "from": a, "to": b} for n, a, b in rows],
        "benefits": [{"type": "sickness_benefit", "from": "2025-04-02"}],
        "traits": [{"trait": "employed", "value": True}],
        "events": [{"id": "f", "type": "first_absence_day", "on": SICK}],
        "contacts": [talk(on) for on in talks],
    }
    (found,) = (a for a in ask(facts(**(base | more)), "2025-06-05") if a.rule == rule)
    return found


@pytest.mark.parametrize(("rule", "before", "after"), [("G20-43", 1, 2), ("G20-40", 2, 1)])
@pytest.mark.parametrize("moved", ["2025-04-28", "2025-04-29", "2025-05-20"])
@pytest.mark.parametrize(("on", "late"), [("2025-04-29", 2), ("2025-05-19", 22), ("2025-06-02", 36)])
def test_a_talk_behind_the_move_is_the_late_one(
    rule: str, before: int, after: int, moved: str, on: str, late: int
) -> None:
    last = {"2025-04-28": "2025-04-27", "2025-04-29": "2025-04-28", "2025-05-20": "2025-05-19"}[moved]
    found = one(rule, [(before, SICK, last), (after, moved, None)], on)
    assert (str(found.due_on), found.status) == ("2025-04-27", "met_late")
    assert (str(found.met_on), found.late_days) == (on, late)


@pytest.mark.parametrize("third", [1, 2, None])
def test_moved_twice_it_still_is(third: int | None) -> None:
    rows = [(1, SICK, "2025-04-27"), (2, "2025-04-28", "2025-05-11"), (third, "2025-05-12", None)]
    assert str(one("G20-43", rows, "2025-05-20").met_on) == "2025-05-20"


def test_four_talks_of_which_the_last_came_behind_the_move() -> None:
    rows: list[tuple[int | None, str, str | None]] = [
        (2, "2024-11-04", "2025-05-11"),
        (1, "2025-05-12", None),
    ]
    since = {
        "events": [{"id": "f", "type": "first_absence_day", "on": "2024-11-04"}],
        "benefits": [{"type": "sickness_benefit", "from": "2024-12-04"}],
    }
    early = ["2024-12-02", "2025-01-06", "2025-03-03"]
    assert one("G20-41", rows, *early, **since).status == "missed"
    found = one("G20-41", rows, *early, "2025-05-19", **since)
    assert (found.status, str(found.met_on), found.counted) == ("met_late", "2025-05-19", 4)


def test_a_move_before_the_date_ends_the_duty_as_ever() -> None:
    rows: list[tuple[int | None, str, str | None]] = [(1, SICK, "2025-04-20"), (2, "2025-04-21", None)]
    found = one("G20-43", rows, "2025-04-29")
    assert (found.status, found.met_on) == ("moot", None)


@pytest.mark.parametrize(
    ("rows", "on"),
    [
        ([(1, SICK, "2025-04-27")], "2025-05-05"),
        ([(1, SICK, "2025-04-27"), (2, "2025-04-28", "2025-05-11")], "2025-05-19"),
    ],
)
def test_a_talk_behind_the_illness_is_none_of_it(
    rows: list[tuple[int | None, str, str | None]], on: str
) -> None:
    found = one(
        "G20-43", rows, on, benefits=[{"type": "sickness_benefit", "from": "2025-04-02", "to": rows[-1][2]}]
    )
    assert (found.status, found.met_on) == ("missed", None)
