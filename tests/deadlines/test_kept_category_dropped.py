"""The law dropped the categories of the sick on 1 July 2026: who fell ill before has the one known last."""

from __future__ import annotations

from typing import Any

import pytest

from caseworker.deadlines.answer import Answer
from tests.deadlines.make import ask, facts, talk

Row = tuple[str, int | None, str, str | None]
OLD = {"G20-40", "G20-41", "G20-43"}
SICK = "2026-04-20"  # day 56 is 2026-06-14, the half year ends on 2026-10-20


def of(rows: list[Row], on: str, *talks: str, sick: str = SICK, **more: Any) -> dict[str, Answer]:
    """Return the answers of the rules that ask for a category, by rule."""
    base: dict[str, Any] = {
        "citizen": {"birth_date": "1980-01-01"},
        "groups": [{"code": code, "category": n, "from": a, "to": b} for code, n, a, b in rows],
        "benefits": [{"type": "sickness_benefit", "from": sick}],
        "traits": [{"trait": "employed", "value": False}],
        "events": [{"id": "f", "type": "first_absence_day", "on": sick}],
        "contacts": [talk(day) for day in talks],
    }
    return {a.rule: a for a in ask(facts(**(base | more)), on) if a.rule in OLD}


def plain(found: dict[str, Answer]) -> dict[str, tuple[str, str, float]]:
    return {rule: (a.status, str(a.due_on), a.counted) for rule, a in found.items()}


@pytest.mark.parametrize("between", ["2026-07-01", "2026-07-02", "2026-07-20"])
def test_the_category_known_last_stands_on(between: str) -> None:
    last = {"2026-07-01": "2026-06-30", "2026-07-02": "2026-06-30", "2026-07-20": "2026-07-03"}[between]
    found = of([("lab-6", 2, SICK, last), ("lab-6", None, between, None)], "2026-08-10", "2026-07-06")
    assert plain(found) == {
        "G20-40": ("met_late", "2026-06-14", 1),
        "G20-41": ("open", "2026-10-20", 1),
    }


def test_it_is_as_if_it_had_been_written_on() -> None:
    one = of([("lab-6", 1, "2026-05-25", None)], "2026-08-10", sick="2026-05-25")
    two = of(
        [("lab-6", 1, "2026-05-25", "2026-06-30"), ("lab-6", None, "2026-07-01", None)],
        "2026-08-10",
        sick="2026-05-25",
    )
    assert plain(one) == plain(two)
    assert plain(one)["G20-43"] == ("missed", "2026-07-19", 0)


FROM_APRIL: list[Row] = [("lab-6", 1, "2026-04-20", None)]


@pytest.mark.parametrize(
    ("on", "half_year"),
    [
        ("2026-06-30", None),
        ("2026-07-01", ("open", "2026-10-20", 1)),
        ("2026-10-21", ("missed", "2026-10-20", 1)),
    ],
)
def test_who_was_not_moved_past_week_8_counts_as_moved(on: str, half_year: object) -> None:
    found = plain(of(FROM_APRIL, on, "2026-06-08"))
    assert found.pop("G20-43") == ("met", "2026-06-14", 1)
    assert found == ({"G20-41": half_year} if half_year else {})


@pytest.mark.parametrize(("on", "asked"), [("2026-07-26", {"G20-43"}), ("2026-07-27", {"G20-41", "G20-43"})])
def test_so_does_who_passes_week_8_after_that_day(on: str, asked: set[str]) -> None:
    assert set(of([("lab-6", 1, "2026-06-01", None)], on, sick="2026-06-01")) == asked


def test_the_employers_time_counts_into_the_weeks() -> None:
    found = of([("lab-6", 1, "2026-06-01", None)], "2026-07-01", events=[
        {"type": "first_absence_day", "on": "2026-04-30"}], sick="2026-06-01")  # fmt: skip
    assert plain(found)["G20-41"] == ("open", "2026-10-30", 0)


def test_an_illness_with_no_first_day_moves_nobody() -> None:
    found = of(FROM_APRIL, "2026-08-10", events=[])
    assert {rule: a.missing for rule, a in found.items()} == {"G20-43": ("first_absence_day",)}


def test_the_move_is_asked_for_only_while_it_can_be_written() -> None:
    known = facts(
        groups=[{"code": "lab-6", "category": 1, "from": SICK}],
        events=[{"type": "first_absence_day", "on": SICK}],
    )

    def words(on: str) -> str:
        found = [a for a in ask(known, on, trace=True) if a.rule == "G20-43"]
        return " ".join([*(a.reason.da for a in found), *(step.da for a in found for step in a.trace)])

    assert "Skiftet til kategori 2 er ikke registreret." in words("2026-06-30")
    assert "Skiftet til kategori 2 er ikke registreret." not in words("2026-07-01")
    assert "regnes borgeren til kategori 2 fra onsdag 1. juli 2026." in words("2026-07-01")


def test_a_category_written_all_the_same_holds() -> None:
    rows: list[Row] = [("lab-6", 2, "2026-05-25", "2026-06-30"), ("lab-6", 1, "2026-07-01", None)]
    assert plain(of(rows, "2026-08-10", sick="2026-05-25"))["G20-43"][0] == "missed"


@pytest.mark.parametrize("taken_in", ["2026-07-01", "2026-07-13"])
def test_who_is_taken_in_only_then_is_not_asked(taken_in: str) -> None:
    found = of([("lab-6", None, taken_in, None)], "2026-08-10", sick="2026-06-22")
    assert plain(found) == {"G20-40": ("due_soon", "2026-08-16", 0), "G20-41": ("open", "2026-12-22", 0)}


@pytest.mark.parametrize("again", ["2026-09-07"])
def test_nothing_of_an_earlier_illness_stands_on(again: str) -> None:
    rows: list[Row] = [("lab-6", 1, SICK, "2026-07-05"), ("lab-6", None, again, None)]
    found = of(rows, "2026-10-01", benefits=[])
    assert all(a.status != "unknown" for a in found.values())
    assert "G20-43" in found and found["G20-43"].status != "open"


def test_what_was_left_open_before_is_still_asked() -> None:
    rows: list[Row] = [("lab-6", None, SICK, "2026-06-30"), ("lab-6", None, "2026-07-01", None)]
    assert {a.missing for a in of(rows, "2026-08-10").values()} == {("category",)}
    assert {a.missing for a in of(rows[:1], "2026-06-20").values()} == {("category",)}


def test_the_category_that_counts_is_told() -> None:
    rows: list[Row] = [("lab-6", 2, SICK, "2026-06-30"), ("lab-6", None, "2026-07-01", None)]
    known = facts(
        groups=[{"code": code, "category": n, "from": a, "to": b} for code, n, a, b in rows],
        events=[{"type": "first_absence_day", "on": SICK}],
    )
    steps = [step.da for a in ask(known, "2026-08-10", trace=True) if a.rule == "G20-41" for step in a.trace]
    assert (
        "Fra onsdag 1. juli 2026 har loven ingen kategorier. "
        "Efter denne ældre regel regnes borgeren til kategori 2."
    ) in steps
