"""Ill once more: the next illness has a first day of absence of its own."""

from __future__ import annotations

from typing import Any

import pytest

from tests.deadlines.make import ask, facts, talk
from tests.deadlines.test_kept_coming_back import told

RULES = "G20-40", "G20-41", "G20-43", "G26-11", "G26-12"
SPRING = {"from": "2025-04-02", "to": "2025-08-10"}
AGAIN = {"from": "2025-08-25"}


def ill(
    *absent: str, groups: Any = (SPRING, AGAIN), paid: Any = (SPRING, AGAIN), category: int | None = 2
) -> Any:
    """Return somebody with work who fell ill on 3 March 2025, and perhaps again on these days."""
    return facts(
        groups=[{"code": "lab-6", "category": category, **one} for one in groups],
        benefits=[{"type": "sickness_benefit", **one} for one in paid],
        events=[{"type": "first_absence_day", "on": on} for on in ("2025-03-03", *absent)],
        traits=[{"trait": "employed", "value": True}],
        contacts=[talk("2025-04-22")],
    )


def test_until_it_is_known_the_first_day_of_absence_is_asked_for() -> None:
    assert told(ill(), "2025-11-10", *RULES) == [
        "G20-40 2025-03-03 2025-04-27 met",
        "G20-40 first_absence_day None unknown",
        "G20-41 2025-03-03 2025-09-03 moot",
        "G20-41 first_absence_day None unknown",
    ]
    (old, _) = [a for a in ask(ill(), "2025-11-10", trace=True) if a.rule == "G20-41"]
    assert "A new period began on Monday 25 August 2025. The deadline of the old one no longer applies." in [
        step.en for step in old.trace
    ]


@pytest.mark.parametrize("category", [1, 2])
def test_so_it_is_by_every_rule_that_counts_from_it(category: int) -> None:
    summer, autumn = {"from": "2026-05-20", "to": "2026-10-18"}, {"from": "2026-11-09"}
    known = ill("2026-05-20", groups=[summer, autumn], paid=[summer, autumn], category=category)
    asked = {one.split()[0] for one in told(known, "2026-12-01", *RULES) if "first_absence_day" in one}
    assert asked == {"G26-11", "G26-12"}
    spring = {"from": "2026-02-02", "to": "2026-03-15"}
    known = ill("2026-02-02", groups=[spring, {"from": "2026-04-07"}], paid=[spring, {"from": "2026-04-07"}],
                category=category)  # fmt: skip
    asked = {one.split()[0] for one in told(known, "2026-06-01", *RULES) if "first_absence_day" in one}
    assert asked == ({"G20-43"} if category == 1 else {"G20-40", "G20-41"})


def test_a_date_between_the_two_is_no_duty() -> None:
    spring, again = {"from": "2025-04-02", "to": "2025-08-31"}, {"from": "2025-09-08"}
    known = ill(groups=[spring, again], paid=[spring, again])
    assert told(known, "2025-09-10", "G20-41")[0] == "G20-41 2025-03-03 2025-09-08 moot"


@pytest.mark.parametrize(("absent", "due"), [("2025-08-25", "2026-02-25"), ("2025-08-18", "2026-02-18")])
def test_once_known_it_counts_from_there(absent: str, due: str) -> None:
    assert told(ill(absent), "2025-11-10", "G20-41") == [
        "G20-41 2025-03-03 2025-09-03 moot",
        f"G20-41 {absent} {due} open",
    ]


def test_one_within_the_first_illness_is_not_that() -> None:
    assert told(ill("2025-07-01"), "2025-11-10", "G20-41")[-1] == "G20-41 first_absence_day None unknown"


def test_what_was_missed_in_the_first_illness_stays_so_and_nothing_of_it_comes_back_after_the_next() -> None:
    spring, again = {"from": "2025-04-02", "to": "2025-09-10"}, {"from": "2025-09-22", "to": "2025-10-26"}
    known = ill(groups=[spring, again], paid=[spring, again])
    assert told(known, "2025-09-25", "G20-41")[0] == "G20-41 2025-03-03 2025-09-03 missed"
    known = ill(groups=[SPRING, AGAIN | {"to": "2025-10-26"}], paid=[SPRING, AGAIN | {"to": "2025-10-26"}])
    assert told(known, "2025-11-10", "G20-41") == ["G20-41 2025-03-03 2025-09-03 moot"]


@pytest.mark.parametrize(
    ("groups", "paid"),
    [
        ([{"from": "2025-04-02"}], [SPRING, AGAIN]),  # off the benefit alone
        ([SPRING, AGAIN], [{"from": "2025-04-02"}]),  # out of the group alone
        ([SPRING, AGAIN], []),  # of the benefit nothing is known
        ([SPRING, AGAIN], [{"from": "2025-04-02", "to": "2025-08-24"}, AGAIN]),
    ],
)
def test_where_group_and_benefit_have_not_both_ended_it_is_the_same_illness(groups: Any, paid: Any) -> None:
    found = told(ill(groups=groups, paid=paid), "2025-11-10", "G20-41")
    assert found == ["G20-41 2025-03-03 2025-09-03 missed"]


def twice(*said: dict[str, str], last: str, again: str, talks: tuple[str, ...] = (), **more: Any) -> Any:
    """Return somebody with work who was ill from 31 March 2025 on, and again."""
    rows = [{"from": "2025-03-31", "to": last}, {"from": again}]
    return facts(
        groups=[{"code": "lab-6", "category": 2, **row} for row in rows],
        benefits=[{"type": "sickness_benefit", **row} for row in rows],
        events=[{"type": "first_absence_day", "on": on} for on in ("2025-03-31", again)] + list(said),
        traits=[{"trait": "employed", "value": True}, *more.get("traits", [])],
        contacts=[talk(on) for on in talks],
    )


@pytest.mark.parametrize(
    ("rule", "said", "due", "later"),
    [
        ("G20-39", {"type": "form_sent"}, 8, "2025-05-13"),
        ("G20-42", {"type": "early_follow_up_requested", "by": "citizen"}, 14, "2025-05-19"),
        ("G20-45", {"type": "doctor_statement_asked"}, 14, "2025-05-19"),
    ],
)
def test_what_was_asked_in_the_first_illness_is_over_with_the_second(
    rule: str, said: dict[str, str], due: int, later: str
) -> None:
    """Asked on 16 April, well again after the 20th, ill again from 5 May on."""
    known = twice(said | {"on": "2025-04-16"}, last="2025-04-20", again="2025-05-05")
    assert [one.split()[-1] for one in told(known, "2025-05-10", rule)] == ["moot"]
    early = twice(said | {"on": "2025-04-01"}, last="2025-04-20", again="2025-05-05")
    assert [one.split()[-1] for one in told(early, "2025-05-10", rule)] == ["missed"]
    own = twice(said | {"on": "2025-05-05"}, last="2025-04-20", again="2025-05-05")
    assert told(own, "2025-05-10", rule) == [
        f"{rule} 2025-05-05 {later} {'open' if due == 14 else 'due_soon'}"
    ]


def test_the_check_after_the_first_talk_of_the_first_illness_is_over_with_the_second() -> None:
    well = {"trait": "expected_well", "value": "2025-07-01", "from": "2025-05-05"}
    known = twice(last="2025-06-01", again="2025-06-16", talks=("2025-05-05",), traits=[well])
    assert told(known, "2025-08-05", "G20-44") == ["G20-44 2025-05-05 2025-08-04 moot"]
    whole = twice(last="2025-06-15", again="2025-06-16", talks=("2025-05-05",), traits=[well])
    assert told(whole, "2025-08-05", "G20-44") == ["G20-44 2025-05-05 2025-08-04 missed"]
