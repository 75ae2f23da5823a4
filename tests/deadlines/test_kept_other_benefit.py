"""Who leaves ledighedsydelse or a programme for another benefit, the group row left open."""

from __future__ import annotations

import pytest

from caseworker.deadlines.answer import Answer
from tests.deadlines.make import ask, facts

FLEX = "flex_unemployment"
Times = list[tuple[str, str, str | None]]


def answers(on: str, code: str, times: Times, **more: object) -> dict[str, Answer]:
    first = times[0]
    known = facts(
        groups=[{"code": code, "from": first[1]}],
        benefits=[{"type": kind, "from": a, "to": b} for kind, a, b in times],
        events=[{"id": "t", "type": "transferred", "on": first[1], "benefit": first[0]}],
        **more,
    )
    return {answer.rule: answer for answer in ask(known, on)}


@pytest.mark.parametrize(
    ("code", "kind", "other", "rules"),
    [
        ("lab-9", FLEX, "flex_job", ("G20-02",)),
        ("lab-8", "resource_programme", "early_retirement", ("G20-02", "G20-33")),
        ("lab-7", "job_clarification", "cash_benefit", ("G20-02", "G20-32")),
    ],
)
def test_what_is_due_on_another_benefit_falls_away(
    code: str, kind: str, other: str, rules: tuple[str, ...]
) -> None:
    times: Times = [(kind, "2025-01-01", "2025-06-10"), (other, "2025-06-11", None)]
    last = answers("2025-06-10", code, times)
    assert {last[rule].status for rule in rules} <= {"open", "due_soon"}
    for on in ("2025-06-11", "2025-07-05", "2026-07-05"):
        assert {answers(on, code, times)[rule].status for rule in rules} == {"moot"}


@pytest.mark.parametrize(
    ("code", "kind", "other", "rules"),
    [
        ("lab-9", FLEX, "flex_job", ("G26-03", "G26-04")),
        ("lab-8", "resource_programme", "early_retirement", ("G26-07",)),
    ],
)
def test_so_it_does_by_the_rules_of_2026(code: str, kind: str, other: str, rules: tuple[str, ...]) -> None:
    times: Times = [(kind, "2026-08-01", "2027-01-10"), (other, "2027-01-11", None)]
    found = answers("2027-02-20", code, times)
    assert {found[rule].status for rule in rules} == {"moot"}


def test_what_was_missed_before_stays_missed() -> None:
    times: Times = [(FLEX, "2025-01-01", "2025-07-10"), ("flex_job", "2025-07-11", None)]
    assert answers("2025-08-05", "lab-9", times)["G20-02"].status == "missed"


@pytest.mark.parametrize(
    ("first", "last", "job", "rule"),
    [
        ("2025-01-01", "2025-06-30", "2025-07-01", "G20-34a"),
        ("2024-03-01", "2025-08-31", "2025-09-01", "G20-38"),
    ],
)
def test_months_full_on_the_last_day_before_a_flex_job_ask_for_nothing_in_it(
    first: str, last: str, job: str, rule: str
) -> None:
    away: Times = [(FLEX, first, last), ("flex_job", job, "2025-10-05")]
    assert answers("2025-09-20", "lab-9", away)[rule].status == "moot"
    back = answers("2025-10-20", "lab-9", [*away, (FLEX, "2025-10-06", None)])[rule]
    over = "moot" if rule == "G20-34a" else "missed"  # a right, that nobody misses
    assert (str(back.due_on), back.status) == ("2025-10-06", over)  # the first day back


def test_after_a_flex_job_the_benefit_is_asked_for() -> None:
    found = answers("2025-11-24", "lab-9", [("flex_job", "2023-05-31", "2025-09-30")])
    for rule in ("G20-02", "G20-34a", "G20-38"):
        assert (found[rule].status, found[rule].missing) == ("unknown", ("benefit",))


@pytest.mark.parametrize(
    ("on", "status"), [("2026-04-20", "due_soon"), ("2026-04-21", "moot"), ("2026-05-15", "moot")]
)
def test_a_reassessment_falls_away_with_sickness_benefit(on: str, status: str) -> None:
    known = facts(
        traits=[{"trait": "employed", "value": False}],
        groups=[{"code": "lab-6", "category": 2, "from": "2025-11-03"}],
        benefits=[{"type": "sickness_benefit", "from": "2025-11-03", "to": "2026-04-20"}],
        events=[{"id": "a", "type": "first_absence_day", "on": "2025-11-03"}],
    )
    (found,) = (a for a in ask(known, on) if a.rule == "G20-46")
    assert (str(found.due_on), found.status) == ("2026-04-30", status)
