"""Who is still in category 1 after week 8 is told that the move to category 2 is not recorded (G20-43)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.deadlines.make import day, facts, one

SAID = "Skiftet til kategori 2 er ikke registreret."


def ill(*held: str, **more: Any) -> Any:
    known: dict[str, Any] = {
        "groups": [{"code": "lab-6", "category": 1, "from": "2025-01-06"}],
        "events": [{"type": "first_absence_day", "on": "2025-01-06"}],
        "contacts": [{"kind": "first", "status": "held", "on": on} for on in held],
    }
    return facts(**(known | more))


@pytest.mark.parametrize(("held", "status"), [("2025-02-10", "met"), ("2025-03-10", "met_late")])
def test_the_talk_is_held_and_the_move_is_missing(held: str, status: str) -> None:
    answer = one(ill(held), "2025-04-01", "G20-43", trace=True)
    assert answer.status == status
    assert answer.reason.da.endswith(SAID)
    assert SAID in [step.da for step in answer.trace]


def test_not_before_week_8_is_over() -> None:
    answer = one(ill("2025-02-10"), "2025-03-02", "G20-43", trace=True)
    assert SAID not in answer.reason.da
    assert answer.valid_until == day("2025-03-03")
    assert SAID in one(ill("2025-02-10"), "2025-03-03", "G20-43", trace=True).reason.da


def test_not_once_the_citizen_is_in_category_2_or_out_of_the_group() -> None:
    first = {"code": "lab-6", "category": 1, "from": "2025-01-06", "to": "2025-03-02"}
    moved = ill("2025-02-10", groups=[first, {"code": "lab-6", "category": 2, "from": "2025-03-03"}])
    for known in (moved, ill("2025-02-10", groups=[first])):
        answer = one(known, "2025-04-01", "G20-43", trace=True)
        assert answer.status == "met"
        assert SAID not in answer.reason.da


def test_a_talk_that_was_missed_says_it_too() -> None:
    assert one(ill(), "2025-04-01", "G20-43", trace=True).reason.da.endswith(SAID)
