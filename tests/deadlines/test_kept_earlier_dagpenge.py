"""Dagpenge of an earlier case: the period goes on in a new one, unless a new one is known to have begun (CNT-5)."""

from __future__ import annotations

from typing import Any

import pytest

from caseworker.deadlines.facts import Facts
from tests.deadlines.make import ask, facts

BACK = "2026-10-05"
ASKED = ("new_benefit_period",)
RULES = {"G20-05c", "G20-06b", "G20-07", "G20-22", "G26-01", "G26-02"}
Row = tuple[str, str, str, str, tuple[str, ...]]


def life(
    since: str, until: str, *, closed: bool = True, told: dict[str, Any] | None = None, joined: str = BACK
) -> Facts:
    """Return who had full dagpenge between two days and again from October on, perhaps in another case by then."""
    months = [f"{year}-{month:02}" for year in range(2020, 2028) for month in range(1, 13)]

    def paid(first: str, last: str | None) -> dict[str, Any]:
        hours = {name: 160.0 for name in months if first[:7] <= name <= (last or "2026-12")[:7]}
        return {"type": "unemployment_benefit", "from": first, "to": last, "hours": hours}

    earlier = [] if closed else [{"code": "lab-1", "from": since, "to": until, "insured": "full"}]
    return facts(
        groups=[*earlier, {"code": "lab-1", "from": joined, "insured": "full"}],
        benefits=[paid(since, until), paid(BACK, None)],
        events=[{"id": "r", "type": "registered", "on": BACK}],
        traits=[{"trait": "new_benefit_period"} | told] if told else [],
    )


def rows(known: Facts, on: str) -> list[Row]:
    """Return rule, trigger day, date, state and what is missing of what counts hours of dagpenge."""
    return [
        (a.rule, str(a.trigger_on), str(a.due_on), a.status, a.missing)
        for a in ask(known, on)
        if a.rule in RULES
    ]


@pytest.mark.parametrize("on", ["2026-10-05", "2026-11-24", "2027-03-01"])
def test_after_a_year_in_a_new_case_it_is_asked_whether_a_new_period_has_begun(on: str) -> None:
    found = rows(life("2023-01-02", "2023-12-31"), on)
    assert found
    assert {(begun, missing) for _, begun, _, _, missing in found} == {(BACK, ASKED)}


@pytest.mark.parametrize(
    ("until", "asked"),
    [("2025-10-04", True), ("2025-10-05", False), ("2021-10-05", True), ("2021-10-04", False)],
)
def test_it_is_asked_from_a_year_to_five_years_without(until: str, asked: bool) -> None:
    found = rows(life("2021-06-01", until), "2026-11-24")
    assert [missing == ASKED for *_, missing in found] == [asked] * len(found)


def test_within_a_year_the_hours_of_the_earlier_case_count_on() -> None:
    known = life("2026-07-01", "2026-07-31")
    assert [row for row in rows(known, "2026-11-24") if row[0] == "G26-01"] == [
        ("G26-01", "2026-07-01", "2026-11-30", "due_soon", ())
    ]


def test_what_fell_due_before_the_case_began_is_not_shown_as_missed() -> None:
    known = life("2026-02-02", "2026-08-30")
    assert [row for row in rows(known, "2026-11-24") if row[2] != "None" and row[2] < BACK] == []
    assert [row for row in rows(known, "2026-11-24") if row[3] == "missed"] == []


@pytest.mark.parametrize("joined", [BACK, "2026-09-07"])
@pytest.mark.parametrize("until", ["2023-12-31", "2026-07-31"])
def test_a_new_period_that_is_recorded_begins_the_count(until: str, joined: str) -> None:
    known = life("2023-01-02", until, told={"value": True, "from": "2026-10-12"}, joined=joined)
    alone = facts(
        groups=[{"code": "lab-1", "from": joined, "insured": "full"}],
        benefits=[
            {
                "type": "unemployment_benefit", "from": BACK,
                "hours": {"2026-10": 160.0, "2026-11": 160.0, "2026-12": 160.0},
            }
        ],
        events=[{"id": "r", "type": "registered", "on": BACK}],
    )  # fmt: skip
    assert rows(known, "2026-11-24") == rows(alone, "2026-11-24") != []


def test_an_old_period_that_is_said_to_go_on_does() -> None:
    known = life("2025-06-02", "2025-07-31", told={"value": False, "from": BACK})
    assert {begun for _, begun, *_ in rows(known, "2026-11-24")} == {"2025-06-02"}


@pytest.mark.parametrize("told", [None, {"value": True, "from": BACK}, {"value": False, "from": BACK}])
@pytest.mark.parametrize("until", ["2021-09-30", "2025-08-31", "2026-04-30", "2026-07-31"])
def test_it_comes_to_the_same_where_the_case_was_not_closed(until: str, told: dict[str, Any] | None) -> None:
    since = f"{until[:4]}-{int(until[5:7]) - 1:02}-01"
    parted, one = (rows(life(since, until, closed=c, told=told), "2026-11-24") for c in (True, False))
    assert [row for row in one if row[2] == "None" or row[2] >= BACK if row[3] != "moot"] == parted


def _dates(group: str, benefit: str) -> dict[str, str]:
    """Return what is due of somebody on a benefit from 15 September to 19 January, back in a new case on 23 March."""
    known = facts(
        groups=[{"code": group, "from": "2026-03-23"}],
        benefits=[
            {"type": benefit, "from": "2025-09-15", "to": "2026-01-19"},
            {"type": benefit, "from": "2026-03-23"},
        ],
    )
    return {a.rule: str(a.due_on) for a in ask(known, "2026-06-01")}


def test_flex_benefit_of_an_earlier_case_counts_in_its_rolling_windows() -> None:
    found = _dates("lab-9", "flex_unemployment")
    assert found["G20-34a"] == "2026-05-18"
    assert found["G20-34b"] == "2026-11-18"
    assert found["G20-38"] == "2027-05-18"


def test_coming_back_from_a_flex_job_begins_only_the_window_of_the_talks_anew() -> None:
    """A transfer starts the window of the talks (CNT-2); months within months look back over it."""
    moved = [
        {"type": "transferred", "benefit": "flex_unemployment", "on": day}
        for day in ("2025-09-15", "2026-03-23")
    ]
    known = facts(
        groups=[{"code": "lab-9", "from": "2025-09-15"}],
        benefits=[
            {"type": "flex_unemployment", "from": "2025-09-15", "to": "2026-01-19"},
            {"type": "flex_unemployment", "from": "2026-03-23"},
        ],
        events=moved,
    )
    answers = [a for a in ask(known, "2026-05-10") if a.status != "moot"]
    found = {a.rule: str(a.due_on) for a in answers}
    assert (found["G20-34a"], found["G20-34b"], found["G20-38"]) == ("2026-05-18", "2026-11-18", "2027-05-18")
    assert found["G20-02"] == "2026-09-23"
    assert len([a for a in answers if a.rule == "G20-34a"]) == 1


def test_sickness_benefit_of_an_earlier_case_counts_within_nine_months() -> None:
    """124 days by 19 January, holidays left out, and 30 from 23 March on, three holidays left out: 24 April."""
    assert _dates("lab-6", "sickness_benefit")["G20-46"] == "2026-04-30"


def test_dagpenge_that_ended_in_an_earlier_case_sets_nothing_going_without_dagpenge_now() -> None:
    known = facts(
        groups=[{"code": "lab-1", "from": BACK}],
        benefits=[
            {"type": "unemployment_benefit", "from": "2026-01-01", "to": "2026-07-31"},
            {"type": "sickness_benefit", "from": BACK},
        ],
    )
    assert {str(a.trigger_on) for a in ask(known, "2026-11-24") if a.rule in RULES} <= {"None"}
