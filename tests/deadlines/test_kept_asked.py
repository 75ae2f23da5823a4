"""What is asked for where a time goes on that nothing recorded can have opened, and what reaches back how far."""

from __future__ import annotations

from typing import Any

import pytest

from tests.deadlines.make import ask, facts, one
from tests.deadlines.test_kept_periods import CASH, INSURED, closed, contact, event, known, paid


def groups(*rows: tuple[str, str] | tuple[str, str, str]) -> list[dict[str, Any]]:
    return [{"code": code, "from": start, "to": end[0] if end else None} for code, start, *end in rows]


def asked(case: Any, on: str = "2025-06-20", rule: str = "G20-01") -> list[str]:
    """Return the record behind each answer of a rule that asks for the first contact."""
    found = [a for a in ask(case, on) if a.rule == rule and a.status == "unknown"]
    assert all(a.missing == ("first_contact",) for a in found)
    return [a.key.split(":")[1] for a in found]


FROM_SELF_SUPPORT = groups(("lab-12", "2025-01-06"), ("lab-2", "2025-06-02"))


@pytest.mark.parametrize(
    ("events", "found"),
    [
        ([contact("2025-01-06")], ["lab-2@2025-06-02"]),
        ([contact("2025-04-30")], ["lab-2@2025-06-02"]),
        ([contact("2025-01-06"), contact("2025-05-01")], []),  # no whole month free
        ([contact("2025-01-06"), event("registered", "2025-06-03")], []),
        ([contact("2025-01-06"), closed("2025-06-02")], []),
        ([contact("2025-01-06"), closed("2025-06-01")], ["lab-2@2025-06-02"]),
    ],
)
def test_from_another_group_the_new_first_contact_is_asked_for(
    events: list[dict[str, Any]], found: list[str]
) -> None:
    assert asked(known(events, groups=FROM_SELF_SUPPORT)) == found


def test_a_move_between_groups_with_the_same_rule_opens_nothing_to_ask_for() -> None:
    rows = groups(("lab-3", "2026-02-02"), ("lab-2", "2026-11-02"))
    case = known([contact("2026-02-02")], groups=rows)
    assert not any(a.trigger_on is None for a in ask(case, "2026-11-20") if a.rule in ("G26-04", "G26-08"))


def test_who_has_left_or_not_come_yet_is_not_asked_about() -> None:
    away = groups(("lab-12", "2025-01-06", "2025-06-01"), ("lab-2", "2025-06-02", "2025-06-19"))
    assert asked(known([contact("2025-01-06")], groups=away), "2025-06-19") == ["lab-2@2025-06-02"]
    assert asked(known([contact("2025-01-06")], groups=away), "2025-06-20") == []
    assert asked(known([contact("2025-01-06")], groups=FROM_SELF_SUPPORT), "2025-06-01") == []


def test_a_benefit_after_a_free_month_is_asked_about_in_the_same_group_and_a_change_of_it_is_not() -> None:
    before = paid(CASH, "2025-01-06", "2025-03-31")
    back = known([contact("2025-01-06")], before, paid(CASH, "2025-05-01"))
    assert asked(back) == ["cash_benefit@2025-05-01"]
    (answer,) = (a for a in ask(back, "2025-06-20", trace=True) if a.rule == "G20-01" and not a.trigger_on)
    assert answer.trace[0].en == "The citizen is on the benefit again from Thursday 1 May 2025."
    for other in (paid(CASH, "2025-04-30"), paid(INSURED, "2025-04-01")):
        assert asked(known([contact("2025-01-06")], before, other)) == []


def test_the_benefit_that_ran_on_carries_a_contact_to_a_group_of_months_later() -> None:
    rows = groups(("lab-2", "2025-05-12"))
    case = known([contact("2025-01-06")], paid(CASH, "2025-01-20"), groups=rows)
    assert asked(case) == []
    assert str(one(case, "2025-06-20", "G20-02").due_on) == "2025-07-06"
    other = known(
        [contact("2025-01-06")],
        paid(INSURED, "2025-01-20", "2025-05-11"),
        paid(CASH, "2025-05-12"),
        groups=rows,
    )
    assert asked(other) == ["lab-2@2025-05-12"]


def test_why_is_told() -> None:
    case = facts(groups=FROM_SELF_SUPPORT, events=[contact("2025-01-06")])
    (answer,) = (a for a in ask(case, "2025-06-20", trace=True) if a.rule == "G20-01")
    assert answer.trace[0].en == (
        "What is recorded belongs to a time before the period from Monday 2 June 2025."
    )


def test_a_new_absence_is_asked_for_whatever_was_written_in_the_time_before() -> None:
    case = facts(
        groups=[{"code": "lab-6", "category": 2, "from": "2025-01-06"}],
        benefits=[
            paid("sickness_benefit", start, end)
            for start, end in (
                ("2025-01-06", "2025-02-28"),
                ("2025-03-01", "2025-03-31"),
                ("2025-06-02", "2025-07-31"),
                ("2025-08-01", None),
            )
        ],
        events=[
            event("first_absence_day", "2025-01-06"),
            closed("2025-02-01"),
            event("first_absence_day", "2025-03-10"),
        ],
    )
    found = [a.key for a in ask(case, "2025-08-15") if a.rule == "G20-41" and a.trigger_on is None]
    assert found == ["G20-41:sickness_benefit@2025-06-02:1"]


def dagpenge(again: str, *more: dict[str, Any], told: dict[str, Any] | None = None) -> dict[str, list[str]]:
    """Return what is missing of the talk at 16 months, by the record that set its clock going.

    Dagpenge up to the end of January 2024, and `again`.
    """
    case = known(
        list(more),
        paid(
            INSURED,
            "2023-11-01",
            "2024-01-31",
            hours={"2023-11": 160.33, "2023-12": 160.33, "2024-01": 160.33},
        ),
        paid(INSURED, again, hours={}),
        groups=[{"code": "lab-1", "from": "2023-11-01", "insured": "full"}],
        traits=[{"trait": "new_benefit_period"} | told] if told else [],
    )
    found = [a for a in ask(case, again) if a.rule == "G20-07" and a.status != "moot"]
    return {a.key.split(":")[1]: list(a.missing) for a in found}


OLD, BACK = "unemployment_benefit@2023-11-01", "unemployment_benefit@2025-02-01"
ASKED = ["new_benefit_period"]


def test_after_a_year_without_dagpenge_it_is_asked_once_whether_a_new_period_has_begun() -> None:
    assert dagpenge("2025-01-31") == {OLD: []}
    assert dagpenge("2025-02-01") == {BACK: ASKED}


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({"value": True, "from": "2025-02-01"}, {BACK: []}),
        ({"value": False, "from": "2025-02-01"}, {OLD: []}),
        ({"value": False}, {OLD: []}),
        ({"value": True, "from": "2024-02-01"}, {BACK: []}),
        ({"value": True, "from": "2024-01-31"}, {BACK: ASKED}),  # that was about the time before
        ({"value": True, "from": "2025-02-02"}, {BACK: ASKED}),  # not said yet
    ],
)
def test_what_is_recorded_of_the_dagpenge_period_answers_it(
    told: dict[str, Any], found: dict[str, list[str]]
) -> None:
    assert dagpenge("2025-02-01", told=told) == found


def test_the_question_says_why_it_is_asked() -> None:
    case = known(
        [],
        paid(INSURED, "2023-11-01", "2024-01-31", hours={}),
        paid(INSURED, "2026-08-03", hours={}),
        groups=[{"code": "lab-1", "from": "2023-11-01", "insured": "full"}],
    )
    told = [step.da for step in one(case, "2026-08-20", "G26-01", trace=True).trace]
    assert told[:3] == [
        "Borgeren får ydelsen igen fra mandag 3. august 2026.",
        "Efter 12 måneder uden ydelsen kan en ny periode være begyndt.",
        "Datoen kan først regnes ud, når dette er kendt: om der er begyndt en ny dagpengeperiode.",
    ]


def test_a_transfer_to_dagpenge_begins_a_new_period() -> None:
    moved = event("transferred", "2025-02-01") | {"benefit": "unemployment_benefit", "id": "t"}
    assert dagpenge("2025-02-01", moved) == {"t": []}


@pytest.mark.parametrize(("day", "missing"), [("2026-11-09", []), ("2026-11-10", [("visited",)])])
def test_an_assessment_that_moved_somebody_on_leaves_nothing_to_ask_of_the_group_before(
    day: str, missing: list[tuple[str, ...]]
) -> None:
    known = facts(
        groups=[
            {"code": "lab-3", "from": "2026-11-02", "to": "2026-11-08"},
            {"code": "lab-2", "from": "2026-11-09"},
        ],
        events=[{"id": "v", "type": "visited", "on": day}],
    )
    assert [a.missing for a in ask(known, "2026-11-10") if a.rule == "G20-19"] == missing


SICK = "sickness_benefit"
BACK_FROM_ILLNESS = groups(
    ("lab-2", "2026-01-05", "2026-02-15"), ("lab-6", "2026-02-16", "2026-03-20"), ("lab-2", "2026-03-21")
)
ILL_BETWEEN = (
    paid(CASH, "2026-01-05", "2026-02-15"),
    paid(SICK, "2026-02-16", "2026-03-20"),
    paid(CASH, "2026-03-21"),
)


@pytest.mark.parametrize(
    ("events", "found"),
    [
        ([contact("2026-01-05")], ["cash_benefit@2026-03-21"]),
        (
            [contact("2026-02-02")],
            ["cash_benefit@2026-03-21"],
        ),  # about the time before, though no free month lies between
        ([contact("2026-01-05"), contact("2026-03-10")], []),
        ([contact("2026-01-05"), contact("2026-04-10")], []),
        ([contact("2026-01-05"), closed("2026-04-10")], []),
        ([contact("2026-01-05"), contact("2026-02-20")], ["cash_benefit@2026-03-21"]),  # about the illness
    ],
)
def test_back_on_a_benefit_after_another_one_the_new_first_contact_is_asked_for(
    events: list[dict[str, Any]], found: list[str]
) -> None:
    case = known(events, *ILL_BETWEEN, groups=BACK_FROM_ILLNESS)
    assert asked(case, "2026-05-10") == found


def test_who_was_in_another_group_on_the_same_benefit_is_not_asked_again() -> None:
    case = known([contact("2026-01-05")], paid(CASH, "2026-01-05"), groups=BACK_FROM_ILLNESS)
    assert asked(case, "2026-05-10") == []
    few_days = (paid(CASH, "2026-01-05", "2026-02-15"), paid(CASH, "2026-03-21"))
    assert asked(known([contact("2026-01-05")], *few_days, groups=BACK_FROM_ILLNESS), "2026-05-10") == []


def test_nobody_is_asked_before_the_benefit_they_come_back_to_has_begun() -> None:
    later = (*ILL_BETWEEN[:2], paid(CASH, "2026-04-01"))
    case = known([contact("2026-01-05")], *later, groups=BACK_FROM_ILLNESS)
    assert asked(case, "2026-03-31") == []
    assert asked(case, "2026-04-01") == ["cash_benefit@2026-04-01"]
