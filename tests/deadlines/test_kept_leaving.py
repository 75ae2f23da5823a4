"""Who leaves a rule is told what changed, as who comes under it is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.deadlines.make import ask, day, facts, one
from tests.deadlines.test_kept_coming_back import Rows, life, told

ABSENT = [{"type": "first_absence_day", "on": "2026-08-31"}]
ILL = [{"code": "lab-6", "from": "2026-08-31"}]
HELD = [{"kind": "first", "status": "held", "on": "2025-12-15"}]
NEW = [{"code": "integration", "from": "2025-03-03"}]


def well(on: str, since: str | None = None) -> dict[str, Any]:
    return {"trait": "expected_well", "value": on} | ({"from": since} if since else {})


def job(value: bool = True, **more: str) -> dict[str, Any]:
    return {"trait": "employed", "value": value} | more


@pytest.mark.parametrize(
    ("rule", "on", "known", "said"),
    [
        (
            "G20-43", "2025-12-20",
            {"groups": [{"code": "lab-6", "category": 1, "from": "2025-11-03", "to": "2025-12-01"},
                        {"code": "lab-6", "category": 2, "from": "2025-12-02"}],
             "events": [{"type": "first_absence_day", "on": "2025-11-03"}]},
            "2. december 2025: kategori 2 fra den dag.",
        ),
        (
            "G20-44", "2026-01-20",
            {"groups": [{"code": "lab-6", "category": 2, "from": "2025-11-03"}],
             "events": [{"type": "first_absence_day", "on": "2025-11-03"}], "contacts": HELD,
             "traits": [job(), well("2026-03-01"), well("2026-06-01", "2026-01-10")]},
            "10. januar 2026: ventes ikke længere rask inden for tiden.",
        ),
        (
            "G26-11", "2026-11-01",
            {"groups": ILL, "events": ABSENT,
             "traits": [job(to="2026-10-31"), job(value=False, **{"from": "2026-11-01"}), well("2026-12-01")]},
            "1. november 2026: uden arbejde fra den dag.",
        ),
        (
            "G26-12", "2026-11-02",
            {"groups": ILL, "events": ABSENT,
             "traits": [job(), well("2027-03-01"), well("2027-02-28", "2026-11-02")]},
            "2. november 2026: ventes nu rask inden for tiden.",
        ),
        (
            "G20-50a", "2025-06-10",
            {"groups": NEW, "events": [{"type": "visited", "on": "2025-03-03"}], "work": [{"from": "2025-06-01"}]},
            "1. juni 2025: i arbejde fra den dag.",
        ),
        (
            "G20-24", "2025-03-25",
            {"groups": [{"code": "lab-2", "from": "2025-03-03"}],
             "benefits": [{"type": "cash_benefit", "from": "2025-03-03"}],
             "events": [{"type": "first_contact", "on": "2025-03-03"}],
             "traits": [{"trait": "work_duty", "value": True, "to": "2025-03-20"}]},
            "21. marts 2025: ikke længere omfattet af arbejdspligten fra den dag.",
        ),
    ],
)  # fmt: skip
def test_what_changed_is_said(rule: str, on: str, known: dict[str, Any], said: str) -> None:
    answer = one(facts(**known), on, rule, trace=True)
    assert answer.status == "moot"
    steps = [step.da for step in answer.trace if "hørte ikke længere under reglen" in step.da]
    assert [step.split(" ", 8)[-1] for step in steps] == [f"{said} Fristen gælder ikke længere."]


@pytest.mark.parametrize(("last", "found"), [("2025-04-30", ["met", "missed"]), ("2025-05-01", ["met"])])
def test_a_coordinator_is_asked_for_anew_after_a_free_month(last: str, found: list[str]) -> None:
    known = facts(
        groups=[{"code": "lab-7", "from": "2025-03-03", "to": last}, {"code": "lab-7", "from": "2025-06-01"}],
        acts=[{"type": "coordinator_appointed", "on": "2025-03-03"}],
    )
    assert [a.status for a in ask(known, "2025-06-03") if a.rule == "G20-20"] == found


@pytest.mark.parametrize(
    ("back", "found"),
    [
        ("2026-09-28", ["G20-19 2026-08-03 2026-08-03 met"]),
        ("2026-10-31", ["G20-19 2026-08-03 2026-08-03 met"]),
        ("2026-11-01", ["G20-19 2026-08-03 2026-08-03 met", "G20-19 2026-11-01 2026-11-01 missed"]),
    ],
)
@pytest.mark.parametrize("other", ["lab-6", "lab-2", None])
def test_the_coordinator_is_offered_anew_only_after_a_free_month(
    back: str, found: list[str], other: str | None
) -> None:
    """Nr. 3 up to 6 September: October is free of it where one is back on 1 November."""
    rows: Rows = [("lab-3", "2026-08-03", "2026-09-06"), ("lab-3", back, None)]
    if other is not None:
        rows.insert(1, (other, "2026-09-07", str(day(back) - timedelta(days=1))))
    acts = [{"type": "coordinator_offered", "on": "2026-08-03"}]
    known = life(rows, [], ("visited", "2026-08-03"), ("first_contact", "2026-08-03"), acts=acts)
    assert told(known, "2026-11-03", "G20-19") == found


def test_the_coordinator_is_appointed_anew_after_a_closing() -> None:
    """Closed in the illness between: what begins after it begins anew, however short that was."""
    rows: Rows = [
        ("lab-7", "2026-03-02", "2026-08-02"), ("lab-6", "2026-08-03", "2026-08-23"), ("lab-7", "2026-08-24", None),
    ]  # fmt: skip
    acts = [{"type": "coordinator_appointed", "on": "2026-03-02"}]
    for closed, count in (
        ((), 1),
        ((("case_closed", "2026-08-02"),), 2),
        ((("case_closed", "2026-08-23"),), 2),
    ):
        found = told(life(rows, [], *closed, acts=acts), "2026-08-26", "G20-20")
        assert len(found) == count, (closed, found)
