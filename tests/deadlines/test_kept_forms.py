"""In which form a talk counts: by phone while an offer or an exemption runs, to the day."""

from __future__ import annotations

from typing import Any

import pytest

from tests.deadlines.make import day, facts, one, talk

PHONE = talk("2025-12-15", channel="phone")


def counts(**more: Any) -> bool:
    """Return whether a talk by phone on 15 December meets the follow-up by week 8."""
    known = facts(
        groups=[{"code": "lab-6", "category": 2, "from": "2025-11-03"}],
        events=[{"id": "a", "type": "first_absence_day", "on": "2025-11-03"}],
        contacts=[PHONE],
        **more,
    )
    return one(known, "2025-12-20", "G20-40").met_on == day("2025-12-15")


@pytest.mark.parametrize(
    ("start", "end", "phone"),
    [
        ("2025-12-15", "2026-01-31", True),
        ("2025-12-16", "2026-01-31", False),
        ("2025-12-01", "2025-12-15", True),
        ("2025-12-01", "2025-12-14", False),
        ("2025-12-01", None, True),
        ("2025-12-16", None, False),
    ],
)
def test_a_phone_talk_counts_while_an_offer_or_illness_runs(start: str, end: str | None, phone: bool) -> None:
    assert counts(offers=[{"type": "guidance", "from": start, "to": end}]) is phone
    assert counts(exemptions=[{"kind": "sick", "from": start, "to": end}]) is phone
    assert not counts(exemptions=[{"kind": "other", "from": start, "to": end}])


@pytest.mark.parametrize(
    ("start", "end", "phone"),
    [
        ("2026-01-12", "2026-06-30", True),  # maternity begins in four weeks to the day
        ("2026-01-13", "2026-06-30", False),
        ("2026-01-12", None, True),
        ("2025-10-01", "2025-12-15", True),
        ("2025-10-01", "2025-12-14", False),
    ],
)
def test_a_phone_talk_counts_shortly_before_maternity_and_in_it(
    start: str, end: str | None, phone: bool
) -> None:
    assert counts(exemptions=[{"kind": "maternity", "from": start, "to": end}]) is phone


def test_without_any_of_this_a_phone_talk_does_not_count() -> None:
    assert not counts()
