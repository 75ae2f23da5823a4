"""Who goes from dagpenge to kontanthjælp, or back: each has its own contact, however short the other was (CNT-3)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from caseworker.deadlines.answer import Answer
from tests.deadlines.make import ask, facts

CASH, DAGPENGE = ("lab-2", "cash_benefit"), ("lab-1", "unemployment_benefit")
Turn = tuple[tuple[str, str], str]


def life(turns: list[Turn], *events: tuple[str, str], benefits: bool = True, **more: Any) -> Any:
    """Return facts of somebody in turns on these, each from a day up to the next."""
    ends = [str(date.fromisoformat(start) - timedelta(days=1)) for _, start in turns[1:]] + [None]
    rows = [(*kind, start, end) for (kind, start), end in zip(turns, ends, strict=True)]
    return facts(
        citizen={"birth_date": "1980-01-01"},
        groups=[{"code": code, "from": a, "to": b} for code, _, a, b in rows],
        benefits=[{"type": kind, "from": a, "to": b} for _, kind, a, b in rows] if benefits else [],
        events=[{"id": f"e{n}", "type": kind, "on": on} for n, (kind, on) in enumerate(events)],
        **more,
    )


def of(case: Any, on: str, rule: str = "G20-01") -> list[Answer]:
    return [answer for answer in ask(case, on) if answer.rule == rule]


def asked(case: Any, on: str, rule: str = "G20-01") -> list[tuple[str, ...]]:
    """Return what the answers of a rule miss; all of them must be unknown."""
    found = of(case, on, rule)
    assert {answer.status for answer in found} <= {"unknown"}
    return [answer.missing for answer in found]


@pytest.mark.parametrize("since", ["2025-04-14", "2025-04-21", "2025-05-05", "2025-05-19", "2025-06-16"])
@pytest.mark.parametrize("event", ["registered", "first_contact"])
@pytest.mark.parametrize("benefits", [True, False])
@pytest.mark.parametrize("code", ["lab-2", "lab-3"])
def test_a_contact_of_dagpenge_is_none_of_the_cash_benefit(
    since: str, event: str, benefits: bool, code: str
) -> None:
    turns = [(DAGPENGE, "2025-04-07"), ((code, "cash_benefit"), since)]
    case = life(turns, (event, "2025-04-07"), benefits=benefits)
    assert asked(case, "2025-06-25") == [("first_contact",)]
    if benefits:
        assert [str(a.trigger_on) for a in of(case, "2025-06-25", "G20-02")] == [since]
    else:
        assert asked(case, "2025-06-25", "G20-02") == [("first_contact",)]


@pytest.mark.parametrize("since", ["2025-04-14", "2025-04-21", "2025-05-05", "2025-05-19", "2025-06-16"])
@pytest.mark.parametrize("event", ["registered", "first_contact"])
def test_nor_is_it_where_the_group_of_dagpenge_is_not_recorded(since: str, event: str) -> None:
    case = life([(DAGPENGE, "2025-04-07"), (CASH, since)], (event, "2025-04-07"))
    found = of(replace(case, groups=case.groups[1:]), "2025-06-25")
    assert ("unknown", ("first_contact",)) in [(a.status, a.missing) for a in found]
    # One on the first day of the cash benefit is of that.
    again = life([(DAGPENGE, "2025-04-07"), (CASH, since)], (event, "2025-04-07"), ("first_contact", since))
    found = of(replace(again, groups=again.groups[1:]), "2025-06-25")
    assert str(found[-1].trigger_on) == since
    assert all(a.status != "unknown" for a in found)


@pytest.mark.parametrize("since", ["2025-04-14", "2025-05-05", "2025-06-16"])
def test_nor_does_it_say_who_registered_first(since: str) -> None:
    case = life([(DAGPENGE, "2025-04-07"), (CASH, since)], ("registered", "2025-04-07"))
    assert asked(case, "2025-06-25", "G20-13") == [("first_contact",)]


@pytest.mark.parametrize("since", ["2026-08-31", "2026-09-07", "2026-09-21"])
def test_so_it_is_by_the_rules_of_2026(since: str) -> None:
    case = life([(DAGPENGE, "2026-08-10"), (CASH, since)], ("registered", "2026-08-10"))
    found = {a.key.split(":")[1]: a for a in of(case, "2026-10-05", "G26-04")}
    assert (found[f"lab-2@{since}"].status, found[f"lab-2@{since}"].missing) == (
        "unknown",
        ("first_contact",),
    )


@pytest.mark.parametrize(
    ("event", "on", "due"),
    [("registered", "2025-05-02", "2025-05-09"), ("first_contact", "2025-04-22", "2025-04-29")],
)
@pytest.mark.parametrize("benefits", [True, False])
def test_a_contact_nearer_to_the_cash_benefit_is_of_that(
    event: str, on: str, due: str, benefits: bool
) -> None:
    case = life([(DAGPENGE, "2025-04-07"), (CASH, "2025-05-05")], (event, on), benefits=benefits)
    found = of(case, "2025-06-25")
    assert [(str(a.trigger_on), str(a.due_on)) for a in found if a.status == "missed"] == [(on, due)] or (
        not benefits and due < "2025-05-05" and found == []
    )


def test_as_near_to_both_it_is_of_the_one_that_runs() -> None:
    case = life([(DAGPENGE, "2025-04-07"), (CASH, "2025-05-05")], ("registered", "2025-04-21"))
    assert asked(case, "2025-06-25") == [("first_contact",)]


def test_a_contact_behind_the_first_day_answers() -> None:
    turns = [(DAGPENGE, "2025-04-07"), (CASH, "2025-05-05")]
    case = life(turns, ("registered", "2025-04-07"), ("first_contact", "2025-05-05"))
    assert [(str(a.due_on), a.status) for a in of(case, "2025-06-25")] == [("2025-05-12", "missed")]


@pytest.mark.parametrize("back", ["2025-04-22", "2025-04-30", "2025-05-01", "2025-05-12", "2025-06-02"])
def test_back_on_cash_benefit_the_registration_of_between_is_none_of_it(back: str) -> None:
    turns = [(CASH, "2025-01-06"), (DAGPENGE, "2025-04-01"), (CASH, back)]
    case = life(turns, ("first_contact", "2025-01-06"), ("registered", "2025-04-01"))
    found = [(a.status, a.missing) for a in of(case, "2025-07-20")]
    assert sorted(found) == [("missed", ()), ("unknown", ("first_contact",))]


@pytest.mark.parametrize("code", ["lab-2", "lab-5"])
def test_a_move_on_the_same_benefit_goes_on(code: str) -> None:
    case = facts(
        citizen={"birth_date": "1980-01-01"},
        groups=[
            {"code": "lab-1", "from": "2025-04-07", "to": "2025-05-04"},
            {"code": code, "from": "2025-05-05"},
        ],
        benefits=[{"type": "cash_benefit", "from": "2025-04-07"}],
        events=[{"id": "a", "type": "first_contact", "on": "2025-04-07"}],
    )
    assert of(case, "2025-06-25") == []  # the week was over before, in another group
    assert all(a.status != "unknown" for a in of(case, "2025-06-25", "G20-02"))


@pytest.mark.parametrize("since", ["2025-01-13", "2025-02-10", "2025-04-01"])
@pytest.mark.parametrize("benefits", [True, False])
def test_the_registration_of_cash_benefit_is_none_of_dagpenge(since: str, benefits: bool) -> None:
    turns = [(CASH, "2025-01-06"), (DAGPENGE, since)]
    day = "2025-01-06"
    case = life(turns, ("first_contact", day), ("registered", day), benefits=benefits)
    assert asked(case, "2025-04-20", "G20-04a") == [("registered",)]
    assert asked(life(turns, ("first_contact", day)), "2025-04-20", "G20-04a") == [("registered",)]
    again = life(turns, ("first_contact", day), ("registered", day), ("registered", since))
    assert [str(a.trigger_on) for a in of(again, "2025-04-20", "G20-04a")] == [since]


def test_nor_by_the_rules_of_2026() -> None:
    turns = [(CASH, "2026-08-03"), (DAGPENGE, "2026-10-01")]
    case = life(turns, ("first_contact", "2026-08-03"), ("registered", "2026-08-03"))
    found = [(a.key, a.missing) for a in of(case, "2026-11-02", "G26-04") if a.status == "unknown"]
    assert found == [("G26-04:lab-1@2026-10-01:1", ("registered",))]


def test_ill_between_two_times_on_dagpenge_the_registration_stands() -> None:
    sick = ("lab-6", "sickness_benefit")
    turns = [(DAGPENGE, "2025-01-06"), (sick, "2025-02-03"), (DAGPENGE, "2025-03-03")]
    case = life(turns, ("registered", "2025-01-06"))
    assert [a.status for a in of(case, "2025-04-20", "G20-04a")] == ["missed"]
