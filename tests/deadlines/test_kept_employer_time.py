"""A first day of absence is about the sickness group or benefit that follows the employer's time."""

from __future__ import annotations

from typing import Any

import pytest

from tests.deadlines.make import ask, facts

AT_WORK = ({"trait": "employed", "value": True}, {"trait": "expected_well", "value": "2027-05-01"})


def found(on: str, absent: str, rule: str, groups: list[Any], **more: Any) -> list[tuple[str, str | None]]:
    case = facts(groups=groups, events=[{"type": "first_absence_day", "on": absent}], **more)
    return [(a.status, str(a.trigger_on) if a.trigger_on else None) for a in ask(case, on) if a.rule == rule]


def ill(since: str, category: int | None = 2, code: str = "lab-6") -> dict[str, Any]:
    return {"code": code, "category": category, "from": since}


@pytest.mark.parametrize("rule", ["G20-40", "G20-41"])
def test_a_free_month_paid_by_the_employer_asks_for_no_second_first_day(rule: str) -> None:
    benefits = [{"type": "sickness_benefit", "from": "2025-03-02"}]
    contacts = [{"kind": "first", "status": "held", "on": "2025-03-10"}]
    answers = found(
        "2025-04-15", "2025-01-31", rule, [ill("2025-03-02")], benefits=benefits, contacts=contacts
    )
    assert answers == [("met" if rule == "G20-40" else "open", "2025-01-31")]


def test_so_it_is_in_category_1() -> None:
    assert found("2025-10-05", "2025-08-31", "G20-43", [ill("2025-10-01", 1)]) == [("open", "2025-08-31")]


def test_so_it_is_by_the_rules_of_2026() -> None:
    out = [{"trait": "employed", "value": False}]
    assert found("2026-10-05", "2026-08-31", "G26-12", [ill("2026-10-01", None)], traits=out) == [
        ("open", "2026-08-31")
    ]
    assert found("2027-03-05", "2027-01-30", "G26-11", [ill("2027-03-01", None)], traits=AT_WORK) == [
        ("open", "2027-01-30")
    ]


def test_so_it_was_in_2010() -> None:
    group = ill("2010-10-01", 2, "lab09-5")
    assert found("2010-10-05", "2010-08-31", "G10-17", [group]) == [("open", "2010-08-31")]


def test_two_months_are_the_bound() -> None:
    assert found("2025-11-02", "2025-08-31", "G20-43", [ill("2025-10-31", 1)]) == [("missed", "2025-08-31")]
    assert found("2025-11-02", "2025-08-31", "G20-43", [ill("2025-11-01", 1)]) == [("unknown", None)]


@pytest.mark.parametrize("rule", ["G20-40", "G20-41"])
def test_a_first_day_beyond_it_is_asked_for_and_not_counted_from_too(rule: str) -> None:
    paid = {"benefits": [{"type": "sickness_benefit", "from": "2025-03-25"}]}
    assert found("2025-03-26", "2025-01-20", rule, [ill("2025-03-25")], **paid) == [("unknown", None)]


def test_so_it_is_by_the_rules_of_2026_too() -> None:
    out = [{"trait": "employed", "value": False}]
    assert found("2026-12-02", "2026-08-31", "G26-12", [ill("2026-12-01", None)], traits=out) == [
        ("unknown", None)
    ]


@pytest.mark.parametrize(
    "between",
    [
        {"groups": [{"code": "lab-3", "from": "2025-09-10", "to": "2025-09-30"}]},
        {"benefits": [{"type": "cash_benefit", "from": "2025-08-10", "to": "2025-08-31"}]},
    ],
)
def test_another_group_or_benefit_between_parts_them(between: dict[str, list[Any]]) -> None:
    groups = [*between.get("groups", []), ill("2025-10-01", 1)]
    benefits = [*between.get("benefits", []), {"type": "sickness_benefit", "from": "2025-10-01"}]
    assert ("unknown", None) in found("2025-10-05", "2025-08-31", "G20-43", groups, benefits=benefits)
    benefits = benefits[-1:]
    assert found("2025-10-05", "2025-08-31", "G20-43", groups[-1:], benefits=benefits) == [
        ("open", "2025-08-31")
    ]
