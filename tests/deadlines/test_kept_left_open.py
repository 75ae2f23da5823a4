"""A row of a group left open over another benefit: coming back is what it is where the rows are written properly."""

from __future__ import annotations

from typing import Any

import pytest

from caseworker.deadlines.case import Case
from tests.deadlines.make import day, facts, talk
from tests.deadlines.test_kept_coming_back import CASH, DAGPENGE, SICK, Rows, life, told

PAID: Rows = [
    (CASH, "2026-08-03", "2026-09-06"),
    (SICK, "2026-09-07", "2026-09-27"),
    (CASH, "2026-09-28", None),
]
FIRST = [("first_contact", "2026-08-03"), ("registered", "2026-08-03")]


def ill(*said: tuple[str, str], code: str = "lab-2", paid: Rows = PAID) -> Any:
    return life([(code, "2026-08-03", None)], paid, *FIRST, *said, contacts=[talk("2026-08-07")])


@pytest.mark.parametrize(("code", "rule"), [("lab-2", "G26-04"), ("lab-3", "G26-08")])
def test_the_first_talk_is_asked_for_on_coming_back(code: str, rule: str) -> None:
    before = f"{rule} 2026-08-03 2026-08-10 met"
    assert told(ill(code=code), "2026-10-07", rule) == [before, f"{rule} first_contact None unknown"]
    for word in ("first_contact", "registered"):
        assert told(ill((word, "2026-09-28"), code=code), "2026-10-07", rule) == [
            before, f"{rule} 2026-09-28 2026-10-05 missed",
        ]  # fmt: skip
    assert told(ill(code=code, paid=PAID[:2]), "2026-09-20", rule) == [before]


def test_in_the_old_law_too() -> None:
    paid: Rows = [
        (kind, first.replace("6-", "5-", 1), last and last.replace("6-", "5-", 1))
        for kind, first, last in PAID
    ]
    known = life(
        [("lab-2", "2025-08-03", None)], paid, ("first_contact", "2025-08-03"), contacts=[talk("2025-08-07")]
    )
    assert "G20-01 first_contact None unknown" in told(known, "2025-10-07", "G20-01")


@pytest.mark.parametrize("other", ["education_help", "transition_benefit", "flex_job"])
def test_what_is_the_same_benefit_or_pay_leaves_the_row_whole(other: str) -> None:
    paid: Rows = [(kind if kind == CASH else other, first, last) for kind, first, last in PAID]
    assert told(ill(paid=paid), "2026-10-07", "G26-04") == ["G26-04 2026-08-03 2026-08-10 met"]


def test_so_does_a_programme_that_one_is_in_on_any_benefit() -> None:
    known = life([("integration", "2026-08-10", None)], PAID, ("taken_over", "2026-08-10"))
    assert told(known, "2026-10-07", "G20-49a") == ["G20-49a 2026-08-10 2026-09-10 missed"]


AGAIN: Rows = [
    (DAGPENGE, "2026-08-03", "2026-08-13"), (SICK, "2026-08-14", "2026-09-06"), (DAGPENGE, "2026-09-07", None),
]  # fmt: skip
RULES = "G20-04b", "G20-12a", "G20-12b", "G26-04"


@pytest.mark.parametrize("word", ["registered", "re_registered"])
@pytest.mark.parametrize("written", [True, False])
def test_registering_about_coming_back_to_dagpenge_takes_the_place_of_the_first(
    word: str, written: bool
) -> None:
    rows: Rows = [("lab-1", "2026-08-03", "2026-08-13"), ("lab-6", "2026-08-14", "2026-09-06")]
    rows = [*rows, ("lab-1", "2026-09-07", None)] if written else [("lab-1", "2026-08-03", None)]
    known = life(rows, AGAIN, ("registered", "2026-08-03"), (word, "2026-09-07"))
    assert sorted(told(known, "2026-09-10", *RULES)) == sorted(
        line
        for rule in RULES
        for line in (f"{rule} 2026-08-03 2026-09-07 moot", f"{rule} 2026-09-07 2026-09-21 open")
    )


def test_the_benefit_of_a_row_is_the_one_that_begins_nearest_to_it() -> None:
    """Written on 1 September, ten days before cash benefit: dagpenge in between is other help, not its own."""
    paid: Rows = [
        (DAGPENGE, "2026-03-02", "2026-09-10"), (CASH, "2026-09-11", "2026-10-04"),
        (DAGPENGE, "2026-10-05", "2026-10-18"), (CASH, "2026-10-19", None),
    ]  # fmt: skip
    known = life([("lab-2", "2026-09-01", None)], paid, ("first_contact", "2026-09-11"),
                 contacts=[talk("2026-09-14")])  # fmt: skip
    assert told(known, "2026-10-20", "G26-04") == [
        "G26-04 2026-09-11 2026-09-18 met",
        "G26-04 first_contact None unknown",
    ]


FLEX, LEDIG = "flex_job", "flex_unemployment"
ILL_TWICE: Rows = [
    (FLEX, "2023-01-09", "2025-05-04"), (SICK, "2025-05-05", "2025-06-01"), (FLEX, "2025-06-02", "2026-03-01"),
    (LEDIG, "2026-03-02", "2026-10-04"), (SICK, "2026-10-05", "2026-10-25"), (LEDIG, "2026-10-26", None),
]  # fmt: skip


@pytest.mark.parametrize("paid", [ILL_TWICE, [(FLEX, "2023-01-09", "2026-03-01"), *ILL_TWICE[3:]]])
@pytest.mark.parametrize("on", ["2026-10-01", "2026-10-28"])
def test_sickness_benefit_is_not_that_of_a_row_of_others(paid: Rows, on: str) -> None:
    """Ill while in a flex-job, and ill again on ledighedsydelse: the second time parts the row, the first is no own."""
    said: dict[str, list[dict[str, str]]] = {
        "events": [
            {"id": "t", "type": "transferred", "on": "2026-03-02", "benefit": LEDIG},
            {"id": "p", "type": "first_payment", "on": "2026-03-31", "benefit": LEDIG},
        ]
    }
    known = facts(
        citizen={"birth_date": "1980-05-05"},
        groups=[{"code": "lab-9", "from": "2023-01-09"}],
        benefits=[{"type": kind, "from": first, "to": last} for kind, first, last in paid],
        **said,
    )
    assert told(known, on, "G20-02", "G20-12a", "G20-37") == [
        "G20-02 2026-03-02 2026-09-02 missed",
        "G20-12a 2026-03-02 2026-03-23 missed",
        "G20-37 2026-03-31 2026-09-30 missed",
    ]


def test_who_falls_ill_before_the_first_dagpenge_comes_back_to_it_from_the_next_illness() -> None:
    paid: Rows = [
        (SICK, "2026-08-05", "2026-08-30"), (DAGPENGE, "2026-08-31", "2026-10-04"),
        (SICK, "2026-10-05", "2026-10-25"), (DAGPENGE, "2026-10-26", None),
    ]  # fmt: skip
    said = [("registered", "2026-08-03"), ("registered", "2026-08-31"), ("registered", "2026-10-26")]
    held = [talk("2026-09-10", kind="fund_conversation", by="fund")]
    known = life([("lab-1", "2026-08-03", None)], paid, *said, contacts=held)
    assert told(known, "2026-10-28", "G26-04")[-2:] == [
        "G26-04 2026-08-31 2026-09-14 met",
        "G26-04 2026-10-26 2026-11-09 open",
    ]


@pytest.mark.parametrize("code", ["lab-2", "lab-9"])
def test_a_row_with_no_benefit_that_goes_with_the_group_is_left_whole(code: str) -> None:
    paid: Rows = [
        (SICK, "2026-08-03", "2026-08-30"), (FLEX, "2026-08-31", "2026-09-27"), (SICK, "2026-09-28", None),
    ]  # fmt: skip
    known = life([(code, "2026-08-03", None)], paid, ("first_contact", "2026-08-03"))
    assert len(Case(known, day("2026-10-07")).groups) == 1
