"""When somebody came into groups on help of its own, and which contacts are about that help (CNT-1, CNT-3)."""

from __future__ import annotations

from typing import Any

import pytest

from caseworker.deadlines.case import Case
from caseworker.deadlines.comings import Circle, circle_of, comings, is_about, is_asked, parted_on
from caseworker.deadlines.rules import Trigger
from tests.deadlines.make import PACKS, day, facts

CONVENTION = next(pack.head.convention for pack in PACKS.packs if pack.head.id == "lab-2020")
ON_CASH = Circle(frozenset({"lab-2", "lab-3", "lab-4", "lab-5"}))
INSURED = Circle(frozenset({"lab-1"}), CONVENTION.opened_by_contact)
CASH, DAGPENGE, SICK = "cash_benefit", "unemployment_benefit", "sickness_benefit"
Row = tuple[str, str, str | None]
Came = tuple[str, str, bool]


def case(on: str, groups: list[Row], benefits: list[Row] | None = None) -> Case:
    """Return a case of these times in groups and on benefits, each from a day to a day."""
    rows = [{"code": code, "from": first, "to": last} for code, first, last in groups]
    paid = [{"type": kind, "from": first, "to": last} for kind, first, last in benefits or ()]
    return Case(facts(groups=rows, benefits=paid), day(on))


def came(known: Case, circle: Circle = ON_CASH) -> list[Came]:
    """Return the times of coming into the groups: the day, what it is called, whether they had been left before."""
    return [(str(c.on), c.name, c.again) for c in comings(known, circle, CONVENTION)]


@pytest.mark.parametrize(
    ("on", "cash", "found"),
    [
        ("2025-05-04", "2025-05-05", []),  # announced
        ("2025-05-05", "2025-05-05", [("2025-05-05", CASH, False)]),
        ("2025-05-11", "2025-05-12", []),  # in the group, and not yet on the benefit
        ("2025-05-12", "2025-05-12", [("2025-05-12", CASH, False)]),
        ("2025-05-04", "2025-04-28", []),  # on the benefit, and not yet in the group
        ("2025-05-05", "2025-04-28", [("2025-05-05", CASH, False)]),
        ("2025-06-25", "2025-04-28", [("2025-05-05", CASH, False)]),
    ],
)  # fmt: skip
def test_one_comes_on_the_first_day_in_the_group_and_on_the_benefit(
    on: str, cash: str, found: list[Came]
) -> None:
    last = "2025-05-04" if cash >= "2025-05" else "2025-04-27"
    known = case(
        on,
        [("lab-1", "2025-03-03", "2025-05-04"), ("lab-2", "2025-05-05", None)],
        [(DAGPENGE, "2025-03-03", last), (CASH, cash, None)],
    )
    assert came(known) == found


@pytest.mark.parametrize(
    ("left", "back", "found"),
    [
        ("2025-04-14", "2025-04-16", [("2025-04-16", SICK, True)]),  # out of them for a day
        ("2025-04-14", "2025-04-15", []),  # never out of them
    ],
)
def test_who_is_never_out_of_the_groups_comes_once(left: str, back: str, found: list[Came]) -> None:
    groups: list[Row] = [("lab-2", "2025-01-06", left), ("lab-3", back, None)]
    known = case("2025-06-25", groups, [(CASH, "2025-01-06", "2025-04-14"), (SICK, "2025-04-15", None)])
    assert came(known) == [("2025-01-06", CASH, False), *found]


@pytest.mark.parametrize(
    ("ill", "again"), [("2025-03-30", False), ("2025-03-31", False), ("2025-04-01", True)]
)
def test_a_benefit_that_began_while_in_the_groups_is_the_same_help_on_coming_back(
    ill: str, again: bool
) -> None:
    groups: list[Row] = [
        ("lab-2", "2025-01-06", "2025-03-31"),
        ("lab-6", "2025-04-01", "2025-04-30"),
        ("lab-2", "2025-05-01", None),
    ]
    last = str(day(ill).fromordinal(day(ill).toordinal() - 1))
    known = case("2025-06-25", groups, [(CASH, "2025-01-06", last), (SICK, ill, None)])
    assert came(known)[1:] == ([("2025-05-01", SICK, True)] if again else [])


def test_where_no_benefits_are_recorded_the_first_group_stands_for_its_own() -> None:
    groups: list[Row] = [
        ("lab-1", "2025-01-06", "2025-03-02"),
        ("lab-2", "2025-03-03", "2025-04-06"),
        ("lab-1", "2025-04-07", "2025-05-04"),
        ("lab-2", "2025-05-05", None),
    ]
    assert came(case("2025-06-25", groups)) == [("2025-03-03", "lab-2", False)]
    # Benefits that tell nothing of the day leave it open.
    assert came(case("2025-06-25", groups[:2], [(DAGPENGE, "2024-01-08", "2025-01-31")])) == []


@pytest.mark.parametrize(
    ("groups", "found"),
    [
        (["lab-1"], []),
        (["lab-1", "lab-1"], []),
        (["lab-6", "lab-1"], []),  # a registration of the sick is one of dagpenge
        (["lab-2", "lab-1"], [("2025-02-03", DAGPENGE, False)]),
        (["integration", "lab-1"], [("2025-02-03", DAGPENGE, False)]),
        (["lab-2", "lab-6", "lab-1"], [("2025-03-03", DAGPENGE, False)]),
        (["lab-2", "lab-1", "lab-6", "lab-1"], [("2025-02-03", DAGPENGE, False)]),
        (["lab-1", "lab-2", "lab-1"], [("2025-03-03", DAGPENGE, True)]),
        (["lab-2", "lab-1", "lab-3", "lab-1"], [("2025-02-03", DAGPENGE, False), ("2025-04-07", DAGPENGE, True)]),
    ],
)  # fmt: skip
def test_dagpenge_is_help_of_its_own_only_after_help_that_a_contact_opens(
    groups: list[str], found: list[Came]
) -> None:
    begins = ["2025-01-06", "2025-02-03", "2025-03-03", "2025-04-07"]
    lasts = ["2025-02-02", "2025-03-02", "2025-04-06", None]
    kinds = {"lab-1": DAGPENGE, "lab-6": SICK}
    rows = [(code, first, last) for code, first, last in zip(groups, begins, lasts, strict=False)]
    known = case("2025-06-25", rows, [(kinds.get(code, CASH), a, b) for code, a, b in rows])
    assert came(known, INSURED) == found


def test_help_is_called_by_the_benefit_it_began_with() -> None:
    paid: list[Row] = [("education_help", "2025-05-05", "2025-06-30"), (CASH, "2025-07-01", None)]
    known = case("2025-07-07", [("lab-1", "2025-03-03", "2025-05-04"), ("lab-4", "2025-05-05", None)], paid)
    assert came(known) == [("2025-05-05", "education_help", False)]


TURNS: list[Row] = [("lab-1", "2025-03-03", "2025-05-04"), ("lab-2", "2025-05-05", None)]


@pytest.mark.parametrize(
    ("said", "about"),
    [
        ("2025-05-05", True),
        ("2025-06-30", True),  # while on it
        ("2025-05-04", True),
        ("2025-03-03", False),
        ("2024-12-31", True),  # long before: nobody can tell that it is not
    ],
)
def test_a_contact_before_may_be_about_the_first_help_if_it_is_about_no_other(said: str, about: bool) -> None:
    known = case("2025-07-07", TURNS, [(DAGPENGE, "2025-03-03", "2025-05-04"), (CASH, "2025-05-05", None)])
    (coming,) = comings(known, ON_CASH, CONVENTION)
    assert is_about(known, day(said), coming, CONVENTION) is about
    assert parted_on(known, day(said), ON_CASH, CONVENTION) == (None if about else day("2025-05-05"))


def test_on_coming_back_only_what_is_known_to_be_about_it_is() -> None:
    groups: list[Row] = [("lab-2", "2024-01-08", "2024-03-31"), *TURNS]
    paid: list[Row] = [
        (CASH, "2024-01-08", "2024-03-31"),
        (DAGPENGE, "2025-03-03", "2025-05-04"),
        (CASH, "2025-05-05", None),
    ]
    known = case("2025-07-07", groups, paid)
    first, back = comings(known, ON_CASH, CONVENTION)
    assert (first.again, back.again) == (False, True)
    assert not is_about(known, day("2024-12-31"), back, CONVENTION)
    assert is_about(known, day("2025-05-02"), back, CONVENTION)
    assert parted_on(known, day("2023-10-02"), ON_CASH, CONVENTION) == back.on


@pytest.mark.parametrize(
    ("said", "about"),
    [("2025-05-04", False), ("2025-05-05", True), ("2025-05-06", True), ("2025-06-27", True)],
)
def test_what_is_said_after_coming_back_is_about_the_help_of_then(said: str, about: bool) -> None:
    groups: list[Row] = [
        ("lab-2", "2025-01-06", "2025-02-28"),
        ("lab-6", "2025-03-01", "2025-05-04"),
        ("lab-2", "2025-05-05", None),
    ]
    # The benefit began long before coming back, and another one is announced.
    paid: list[Row] = [
        (CASH, "2025-01-06", "2025-02-28"),
        (SICK, "2025-03-01", "2025-07-06"),
        (CASH, "2025-07-07", None),
    ]
    known = case("2025-06-30", groups, paid)
    back = comings(known, ON_CASH, CONVENTION)[-1]
    assert (str(back.on), back.name, back.again) == ("2025-05-05", SICK, True)
    assert is_about(known, day(said), back, CONVENTION) is about


LONG_AGO: Row = ("lab-12", "2024-11-04", "2024-12-31")
ILL: Row = ("lab-6", "2025-04-14", "2025-05-25")
READY: Row = ("lab-2", "2025-05-26", "2025-06-30")


@pytest.mark.parametrize(
    ("before", "said", "about"),
    [
        ([ILL], "2025-05-05", False),  # 21 days behind the first day, 21 ahead
        ([ILL], "2025-05-06", True),
        ([ILL], "2025-04-14", False),
        ([("lab-6", "2025-03-03", "2025-05-25")], "2025-04-03", False),  # 31 days behind
        ([("lab-6", "2025-03-03", "2025-05-25")], "2025-04-04", True),
        ([("lab-6", "2025-04-14", "2025-05-02")], "2025-05-02", False),
        ([("lab-6", "2025-04-14", "2025-05-02")], "2025-05-03", True),  # in no group
        ([("lab-6", "2025-01-06", "2025-02-14")], "2025-02-20", True),  # long ahead of it, and in no other
        ([], "2025-03-03", True),
        ([("lab-6", "2025-01-06", "2025-04-30"), ("lab-12", "2025-05-01", "2025-05-25")], "2025-03-10", False),
        ([("lab-6", "2025-01-06", "2025-04-30"), ("lab-12", "2025-05-01", "2025-05-25")], "2025-05-01", False),
        ([("lab-6", "2025-01-06", "2025-04-30"), ("lab-12", "2025-05-01", "2025-05-25")], "2025-05-05", False),
        # A free month parts two times in one group, a few days do not.
        ([("lab-6", "2025-01-06", "2025-02-28"), ("lab-6", "2025-05-01", "2025-05-25")], "2025-05-05", False),
        ([("lab-6", "2025-01-06", "2025-04-20"), ("lab-6", "2025-05-01", "2025-05-25")], "2025-05-05", True),
        ([("lab-6", "2025-04-14", "2025-04-20"), ("lab-6", "2025-05-01", "2025-05-25")], "2025-05-05", False),
        # So it is behind a time in another group.
        ([LONG_AGO, ("lab-6", "2025-01-06", "2025-04-20"), ("lab-6", "2025-05-01", "2025-05-25")], "2025-05-05", True),
        ([LONG_AGO, ("lab-6", "2025-04-14", "2025-04-20"), ("lab-6", "2025-05-01", "2025-05-25")], "2025-05-05", False),
    ],
)  # fmt: skip
def test_without_benefits_each_group_stands_for_its_own_help(
    before: list[Row], said: str, about: bool
) -> None:
    after: list[Row] = [("lab-9", "2025-07-01", "2025-07-03"), ("lab-9", "2025-07-07", None)]
    known = case("2025-07-07", [*before, READY, *after])
    (coming,) = comings(known, ON_CASH, CONVENTION)
    assert str(coming.on) == "2025-05-26"
    assert is_about(known, day(said), coming, CONVENTION) is about


def registering(*events: Any) -> Trigger:
    return Trigger(event=frozenset(events))


@pytest.mark.parametrize(
    ("trigger", "wanted", "found"),
    [
        (registering("registered"), {"lab-1"}, INSURED),
        (registering("re_registered"), {"lab-1"}, INSURED),
        (registering("registered", "re_registered"), {"lab-1"}, INSURED),
        (registering("registered"), {"lab-1", "lab-2"}, None),
        (registering("registered"), set(), None),  # a rule for everybody
        (registering("first_contact", "registered"), {"lab-1"}, None),
        (Trigger(course=frozenset({"registered"})), {"lab-1"}, None),
    ],
)
def test_only_a_registration_is_shared_by_cash_help_and_dagpenge(
    trigger: Trigger, wanted: set[str], found: Circle | None
) -> None:
    both = frozenset({"lab-1", "lab-2"})
    assert circle_of(trigger, frozenset(wanted), both, CONVENTION) == (found or Circle(both))


@pytest.mark.parametrize(
    ("trigger", "circle", "paid", "asked"),
    [
        (registering("registered"), INSURED, False, True),
        (registering("registered"), Circle(frozenset({"lab-1", "lab-2"})), False, False),
        (registering("first_absence_day"), ON_CASH, False, False),
        (Trigger(course=frozenset({"first_contact", "registered"})), ON_CASH, True, True),
        (Trigger(course=frozenset({"registered"})), ON_CASH, False, False),
        (Trigger(contact_period=frozenset({"first_contact", "registered"})), ON_CASH, False, True),
        (Trigger(contact_period=frozenset({"first_contact", "registered"})), ON_CASH, True, False),
        (Trigger(contact_period=frozenset({"visited"})), ON_CASH, False, False),
    ],
)
def test_which_clocks_ask_for_a_contact_on_each_help(
    trigger: Trigger, circle: Circle, paid: bool, asked: bool
) -> None:
    benefits: list[Row] = [(DAGPENGE, "2025-03-03", "2025-05-04")] if paid else []
    assert is_asked(case("2025-07-07", TURNS, benefits), trigger, circle) is asked
    assert not is_asked(case("2025-07-07", TURNS[1:], benefits), trigger, circle)
