"""When the registration as a jobseeker asks for a first contact that is not written down (row G20-13)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.deadlines.make import ask, facts

FIRST = "first_contact"


def asks(on: str, group: dict[str, Any], *events: tuple[str, str], **more: Any) -> list[tuple[str, ...]]:
    rows = [{"code": "lab-2", "from": "2025-03-03"} | group]
    known = facts(groups=rows, events=[{"type": kind, "on": day} for kind, day in events], **more)
    return [a.missing or (a.status,) for a in ask(known, on) if a.rule == "G20-13"]


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        ({}, [(FIRST,)]),
        ({"code": "lab-4", "visited_as": "obviously_education_ready"}, [(FIRST,)]),
        ({"code": "lab-4"}, [("visited_as", FIRST)]),
        ({"code": "lab-4", "visited_as": "education_ready"}, []),
        ({"code": "lab-3"}, []),
        ({"code": "lab-1"}, []),
        ({"from": "2025-03-11"}, []),  # to come
    ],
)
def test_those_who_must_register_are_asked_when_they_first_came(
    group: dict[str, Any], expected: list[tuple[str, ...]]
) -> None:
    assert asks("2025-03-10", group) == expected


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([("registered", "2025-03-05")], []),  # with none before it that was the first contact
        ([("re_registered", "2025-03-05")], []),
        ([("registered", "2025-02-10")], []),  # still registered
        ([("registered", "2025-02-10"), ("deregistered", "2025-03-05")], []),  # it stood when the time began
        ([("registered", "2025-02-10"), ("deregistered", "2025-03-03")], [(FIRST,)]),
        ([("registered", "2025-02-10"), ("deregistered", "2025-02-20"), ("registered", "2025-03-05")], []),
        ([("registered", "2025-01-10")], [(FIRST,)]),  # a free month before
        ([(FIRST, "2025-03-03")], [("missed",)]),
    ],
)
def test_a_registration_leaves_nothing_to_ask(
    events: list[tuple[str, str]], expected: list[tuple[str, ...]]
) -> None:
    assert asks("2025-03-10", {}, *events) == expected


def test_so_does_one_that_is_told_as_done() -> None:
    assert asks("2025-03-10", {}, acts=[{"type": "registered_as_jobseeker", "on": "2025-03-05"}]) == []


def test_who_comes_back_after_a_free_month_is_asked_anew() -> None:
    before = ("lab-2", "2024-01-01", "2024-06-30")
    rows = [{"code": code, "from": a, "to": b} for code, a, b in (before, ("lab-2", "2025-03-03", None))]
    told = [{"type": kind, "on": "2024-01-01"} for kind in (FIRST, "registered")]

    def found(*more: str) -> list[tuple[str, ...]]:
        events = [*told, *({"type": "re_registered", "on": day} for day in more)]
        known = facts(groups=rows, events=events)
        return [a.missing or (a.status,) for a in ask(known, "2025-03-10") if a.rule == "G20-13"]

    assert found() == [("met",), (FIRST,)]
    assert found("2025-03-04") == [("met",)]


CASH = [{"type": "cash_benefit", "from": "2026-08-03"}]
THEN_ILL = [CASH[0] | {"to": "2026-08-04"}, {"type": "sickness_benefit", "from": "2026-08-05"}]


@pytest.mark.parametrize(
    ("between", "paid", "asked"),
    [
        (None, CASH, ["2026-07-27"]),  # one help, asked for twice
        ("deregistered", CASH, ["2026-07-27", "2026-08-05"]),
        ("case_closed", CASH, ["2026-07-27", "2026-08-05"]),
        (None, THEN_ILL, ["2026-07-27", "2026-08-05"]),
        (None, [], ["2026-07-27", "2026-08-05"]),  # which help it is about is not known
    ],
)  # fmt: skip
def test_a_further_contact_about_the_same_help_asks_for_no_registration(
    between: str | None, paid: list[dict[str, str]], asked: list[str]
) -> None:
    said = [(FIRST, "2026-07-27"), (FIRST, "2026-08-05"), *([(between, "2026-08-04")] if between else [])]
    known = facts(
        groups=[{"code": "lab-2", "from": "2026-08-03"}],
        benefits=paid,
        events=[{"type": kind, "on": on} for kind, on in said],
    )
    found = [a for a in ask(known, "2026-09-01") if a.rule == "G20-13" and a.trigger_on]
    assert [str(a.trigger_on) for a in found] == asked
