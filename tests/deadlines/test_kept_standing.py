"""What was done long before and still stood, and what an answer that does not say it is to."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.deadlines.make import ask, day, facts


def registered(*events: tuple[str, str]) -> tuple[str, date | None, tuple[str, ...]]:
    """Return how registration on a first contact of 6 May 2025 stands, a free month after the benefit had ended."""
    known = facts(
        groups=[
            {"code": "lab-2", "from": "2025-01-06", "to": "2025-03-31"},
            {"code": "lab-2", "from": "2025-05-06"},
        ],
        benefits=[
            {"type": "cash_benefit", "from": "2025-01-06", "to": "2025-03-31"},
            {"type": "cash_benefit", "from": "2025-05-06"},
        ],
        events=[
            {"type": "first_contact", "on": "2025-05-06"},
            {"type": "registered", "on": "2025-01-06"},
            *({"type": kind, "on": on} for kind, on in events),
        ],
    )
    found = [a for a in ask(known, "2025-08-01") if a.rule == "G20-13" and a.trigger_on == day("2025-05-06")]
    assert len(found) == 1
    return found[0].status, found[0].met_on, found[0].missing


MET, NOT_KNOWN = ("met", date(2025, 1, 6), ()), ("unknown", None, ("registered",))


@pytest.mark.parametrize(
    ("events", "found"),
    [
        ([], NOT_KNOWN),
        ([("deregistered", "2025-06-10")], MET),
        ([("deregistered", "2025-05-08"), ("registered", "2025-05-20"), ("deregistered", "2025-06-10")], MET),
        ([("deregistered", "2025-05-20"), ("registered", "2025-05-20")], MET),
        ([("registered", "2025-05-20"), ("deregistered", "2025-06-10"), ("registered", "2025-07-01")],
         ("met_late", date(2025, 5, 20), ())),
        ([("registered", "2025-05-06"), ("deregistered", "2025-06-10")], ("met", date(2025, 5, 6), ())),
        ([("deregistered", "2025-05-06")], ("missed", None, ())),
        ([("deregistered", "2025-01-06")], NOT_KNOWN),  # taken off and registered again on one day
    ],
)  # fmt: skip
def test_a_registration_stood_till_the_first_that_is_known_of_it_afterwards(
    events: list[tuple[str, str]], found: Any
) -> None:
    assert registered(*events) == found


@pytest.mark.parametrize(("appointed", "status"), [("2024-06-30", "missed"), ("2024-07-01", "met")])
def test_who_was_appointed_on_the_last_day_of_a_programme_was_so_for_that_one(
    appointed: str, status: str
) -> None:
    known = facts(
        groups=[
            {"code": "lab-7", "from": "2024-01-01", "to": "2024-06-30"},
            {"code": "lab-3", "from": "2024-07-01", "to": "2024-07-31"},
            {"code": "lab-8", "from": "2024-08-01"},
        ],
        acts=[{"type": "coordinator_appointed", "on": appointed}],
    )
    found = [a.status for a in ask(known, "2024-09-02") if a.rule == "G20-20"]
    assert found[-1] == status


def answered(asked: dict[str, str], *acts: tuple[str, str | None]) -> dict[str, tuple[str, date | None]]:
    """Return how hearings of these days stand, with answers on days, which may say to which hearing they are."""
    known = facts(
        events=[
            {"id": i, "type": "hearing_sent", "on": on, "until": "2025-04-30"} for i, on in asked.items()
        ],
        acts=[{"type": "answer", "on": on, "for": to} for on, to in acts],
    )
    found = {a.key.split(":")[1]: a for a in ask(known, "2025-04-20") if a.rule == "CW-03"}
    return {i: (found[i].status, found[i].met_on) for i in asked}


OPEN, ASKED = ("due_soon", None), ("unknown", None)


def met(on: str) -> tuple[str, date]:
    return "met", day(on)


ONE, TWO = {"a": "2025-03-03"}, {"a": "2025-03-03", "b": "2025-03-05"}


@pytest.mark.parametrize(
    ("asked", "acts", "found"),
    [
        (ONE, [("2025-03-03", None)], {"a": met("2025-03-03")}),
        (TWO, [("2025-03-04", None), ("2025-03-06", None)], {"a": met("2025-03-04"), "b": met("2025-03-06")}),
        (TWO, [("2025-03-06", None)], {"a": ASKED, "b": ASKED}),
        (TWO, [("2025-03-06", None), ("2025-03-10", "a")], {"a": met("2025-03-10"), "b": ASKED}),
        (TWO, [("2025-03-06", None), ("2025-03-06", "a")], {"a": met("2025-03-06"), "b": met("2025-03-06")}),
        (TWO, [("2025-03-06", None), ("2025-03-05", "a")], {"a": met("2025-03-05"), "b": met("2025-03-06")}),
        # Which the first is to is not known, so neither is it known of the second.
        (TWO | {"c": "2025-03-10"}, [("2025-03-06", None), ("2025-03-12", None)],
         {"a": ASKED, "b": ASKED, "c": ASKED}),
    ],
)  # fmt: skip
def test_an_answer_is_to_what_had_come_and_was_not_answered(
    asked: dict[str, str], acts: list[tuple[str, str | None]], found: Any
) -> None:
    assert answered(asked, *acts) == found
