"""What is said near the end of a time outside the act, or near a benefit, and what of it is about the time to come."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from caseworker.deadlines import periods
from caseworker.deadlines.case import Case
from caseworker.deadlines.facts import Facts
from caseworker.deadlines.rules import Convention
from tests.deadlines.make import PACKS, ask, day, facts
from tests.deadlines.test_kept_periods import CASH, INSURED, closed, contact, event, known, paid, starts

CONVENTION = next(pack.head.convention for pack in PACKS.packs if pack.head.id == "lab-2020")


def case(known: Facts) -> Case:
    return Case(known, day("2025-12-01"))


def outside(start: str, back: str) -> Case:
    """Return a case in the introduction programme, with the day on which the next group began."""
    rows = [{"code": "integration", "from": start}, {"code": "lab-2", "from": back}]
    rows[0]["to"] = date.fromordinal(day(back).toordinal() - 1).isoformat()
    return case(facts(groups=rows))


@pytest.mark.parametrize(
    ("start", "back", "said", "after"),
    [
        ("2025-01-01", "2025-07-01", "2025-05-30", True),  # 32 days ahead
        ("2025-01-01", "2025-07-01", "2025-05-31", False),
        ("2025-01-01", "2025-07-01", "2025-06-30", False),
        ("2025-01-01", "2025-07-01", "2025-07-01", False),
        ("2025-01-01", "2025-07-01", "2025-08-01", False),
        ("2025-06-01", "2025-06-11", "2025-06-04", True),  # nearer to the time outside
        ("2025-06-01", "2025-06-11", "2025-06-06", True),  # as near
        ("2025-06-01", "2025-06-11", "2025-06-07", False),
        ("2025-07-01", "2025-07-03", "2025-07-02", True),
    ],
)
def test_what_is_said_shortly_before_the_time_outside_ends_is_said_after_it(
    start: str, back: str, said: str, after: bool
) -> None:
    there = outside(start, back)
    assert periods.came_in(there, day(said), CONVENTION) == (day(back) if after else None)
    near = not after and day(said) < day(back)
    assert periods.announced(there, day(said), CONVENTION) == (day(back) if near else None)


def test_a_contact_stands_for_a_benefit_to_come_and_not_for_one_that_begins_that_day() -> None:
    there = case(facts(benefits=[paid(CASH, "2025-03-03")]))
    assert periods.announced(there, day("2025-03-02"), CONVENTION) == day("2025-03-03")
    assert periods.announced(there, day("2025-03-03"), CONVENTION) is None


ILL = [{"code": "lab-6", "from": "2025-01-06"}]
READY = {"code": "lab-2", "from": "2025-06-02"}


@pytest.mark.parametrize(
    ("rows", "said", "about"),
    [
        ([*ILL, READY], "2025-05-01", None),  # 32 days ahead
        ([*ILL, READY], "2025-05-02", "2025-06-02"),
        ([*ILL, READY], "2025-06-01", "2025-06-02"),
        ([*ILL, READY], "2025-06-02", None),
        ([{"code": "lab-6", "from": "2025-05-23"}, READY], "2025-05-28", None),  # as near
        ([{"code": "lab-6", "from": "2025-05-22"}, READY], "2025-05-28", "2025-06-02"),
        # A row that says more of the same group begins no other help; the same one after a free month does.
        ([*ILL, {"code": "lab-6", "from": "2025-05-25", "category": 2}, READY], "2025-05-26", "2025-06-02"),
        ([ILL[0] | {"to": "2025-04-30"}, {"code": "lab-6", "from": "2025-05-27"}, READY], "2025-05-20", "2025-06-02"),
        ([ILL[0] | {"to": "2025-03-31"}, {"code": "lab-6", "from": "2025-05-27"}, READY], "2025-05-28", None),
        ([{"code": "lab-3", "from": "2025-01-06"}, READY], "2025-05-28", None),  # it is about the help of then
        ([{"code": "lab-2", "from": "2025-01-06"}, {"code": "lab-1", "from": "2025-06-02"}], "2025-05-28", None),
        ([*ILL, {"code": "lab-1", "from": "2025-06-02"}], "2025-05-28", "2025-06-02"),
    ],
)  # fmt: skip
def test_where_no_benefits_are_recorded_the_next_group_stands_for_its_own(
    rows: list[dict[str, Any]], said: str, about: str | None
) -> None:
    there = case(facts(groups=rows))
    assert periods.announced(there, day(said), CONVENTION) == (day(about) if about else None)
    assert periods.announced(there, day(said), Convention()) is None  # a pack that names no groups of its own


def test_where_benefits_are_recorded_they_alone_say_what_a_contact_is_about() -> None:
    there = case(facts(groups=[*ILL, READY], benefits=[paid("sickness_benefit", "2025-01-06")]))
    assert periods.announced(there, day("2025-05-28"), CONVENTION) is None


@pytest.mark.parametrize(
    ("days", "found"),
    [
        (["2025-05-01", "2025-05-28"], ["2025-05-01", "2025-05-28"]),
        (
            ["2025-05-10", "2025-05-28"],
            ["2025-05-10"],
        ),  # both are about the group to come: the earliest counts
        (["2025-05-28", "2025-06-05"], ["2025-05-28"]),
    ],
)
def test_the_first_contact_about_a_group_to_come_opens_a_course(days: list[str], found: list[str]) -> None:
    there = case(facts(groups=[*ILL, READY], events=[contact(on) for on in days]))
    assert [s.on.isoformat() for s in periods.courses(there, there.events_of(BOTH), CONVENTION)] == found


@pytest.mark.parametrize(
    ("said", "first"),
    [("2025-03-31", "2025-01-06"), ("2025-04-01", None), ("2025-01-06", "2025-01-06"), ("2024-12-05", None)],
)
def test_what_is_said_on_a_benefit_of_two_records_is_about_it_up_to_its_last_day(
    said: str, first: str | None
) -> None:
    there = case(
        facts(benefits=[paid(CASH, "2025-01-06", "2025-02-28"), paid(CASH, "2025-03-01", "2025-03-31")])
    )
    run = periods.about(there, day(said), CONVENTION)
    assert (run.first if run else None) == (day(first) if first else None)


@pytest.mark.parametrize(("on", "anew"), [("2025-05-01", True), ("2025-06-01", True), ("2025-06-02", False)])
def test_more_than_a_month_into_the_benefit_nothing_begins_anew(on: str, anew: bool) -> None:
    there = case(facts(benefits=[paid(CASH, "2025-01-06", "2025-03-31"), paid(CASH, "2025-05-01")]))
    assert periods.begins_anew(there, day("2025-01-06"), day(on), CONVENTION) is anew


@pytest.mark.parametrize(
    ("end", "found"),
    [("2025-01-05", ["2025-01-06"]), ("2025-01-06", ["2025-01-06", "2025-02-10"])],
)
def test_a_benefit_that_was_over_before_the_contact_says_nothing_of_the_time_since(
    end: str, found: list[str]
) -> None:
    both = [contact("2025-01-06"), contact("2025-02-10")]
    there = known(both, paid(CASH, "2024-02-01", end), paid(CASH, "2025-04-15"))
    assert starts(there, "2025-04-14", "G20-01") == found


@pytest.mark.parametrize(("on", "opens"), [("2025-04-01", True), ("2025-04-02", False)])
def test_a_contact_up_to_a_month_into_another_benefit_opens_a_course(on: str, opens: bool) -> None:
    there = known(
        [contact("2025-01-06"), contact(on)],
        paid(INSURED, "2025-01-06", "2025-02-28"),
        paid(CASH, "2025-03-01"),
    )
    assert starts(there, rule="G20-01") == ["2025-01-06", *([on] if opens else [])]


def test_a_time_on_two_benefits_goes_by_the_first() -> None:
    there = known(
        [contact("2025-01-06")],
        paid(INSURED, "2025-01-06", "2025-02-28"),
        paid(CASH, "2025-03-01", "2025-04-30"),
        paid("education_help", "2025-05-01"),
    )
    assert starts(there) == ["2025-01-06", "cash_benefit@2025-03-01"]


def asked(there: Any, on: str) -> list[str]:
    return [a.key.split(":")[1] for a in ask(there, on) if a.rule == "G20-01" and a.status == "unknown"]


def test_what_opened_a_time_is_asked_for_from_its_first_day() -> None:
    rows = [
        {"code": "lab-12", "from": "2025-01-06", "to": "2025-06-01"},
        {"code": "lab-2", "from": "2025-06-02"},
    ]
    there = known([contact("2025-01-06")], groups=rows)
    assert [asked(there, on) for on in ("2025-06-01", "2025-06-02")] == [[], ["lab-2@2025-06-02"]]
    there = known([contact("2025-01-06")], paid(CASH, "2025-01-06", "2025-03-31"), paid(CASH, "2025-05-01"))
    assert [asked(there, on) for on in ("2025-04-30", "2025-05-01")] == [[], ["cash_benefit@2025-05-01"]]


def test_a_group_that_begins_with_the_benefit_gives_the_name() -> None:
    rows = [
        {"code": "lab-2", "from": "2025-01-06", "to": "2025-03-31"},
        {"code": "lab-2", "from": "2025-05-01"},
    ]
    there = known(
        [contact("2025-01-06")], paid(CASH, "2025-01-06", "2025-03-31"), paid(CASH, "2025-05-01"), groups=rows
    )
    assert asked(there, "2025-05-20") == ["lab-2@2025-05-01"]


def test_registering_again_answers_to_nothing_but_registrations() -> None:
    there = known(
        [event("meeting_requested", "2025-01-10"), event("re_registered", "2025-05-05")],
        paid(CASH, "2025-01-06", "2025-02-28"),
        paid(CASH, "2025-05-05"),
    )
    assert [a.trigger_on for a in ask(there, "2025-05-10") if a.rule == "R-048"] == [day("2025-01-10")]


@pytest.mark.parametrize(
    ("on", "found"),
    [
        ("2025-01-05", ["2025-01-06"]),
        ("2025-01-06", ["2025-01-06", "2025-01-20"]),
        ("2025-01-19", ["2025-01-06", "2025-01-20"]),
        ("2025-01-20", ["2025-01-06"]),
    ],
)
def test_who_registers_again_after_the_case_was_closed_registers_anew(on: str, found: list[str]) -> None:
    events = [event("registered", "2025-01-06"), event("re_registered", "2025-01-20"), closed(on)]
    there = facts(groups=[{"code": "lab-1", "from": "2025-01-06"}], events=events)
    assert [a.key.split(":")[1] for a in ask(there, "2025-01-21") if a.rule == "G20-12b"] == found


def opened(types: set[str], events: list[dict[str, Any]], *benefits: dict[str, Any]) -> list[str]:
    there = case(known(events, *benefits))
    told, anew = there.events_of(types), set(types) != {"registered"}
    return [s.on.isoformat() for s in periods.courses(there, told, CONVENTION, anew=anew)]


TWO = paid(INSURED, "2025-01-06", "2025-02-28"), paid(CASH, "2025-03-01")
BOTH = {"first_contact", "registered"}


@pytest.mark.parametrize(
    ("types", "first", "then", "found"),
    [
        ({"registered"}, "registered", "registered", 2),
        (BOTH, "registered", "registered", 1),
        (BOTH, "registered", "first_contact", 2),
        (BOTH, "first_contact", "registered", 1),
        (BOTH, "first_contact", "first_contact", 1),
    ],
)
def test_far_into_another_benefit_what_was_not_said_before_opens_a_course(
    types: set[str], first: str, then: str, found: int
) -> None:
    days = ["2025-01-06", "2025-05-06"]
    assert opened(types, [event(first, days[0]), event(then, days[1])], *TWO) == days[:found]


@pytest.mark.parametrize(("on", "found"), [("2025-02-09", 2), ("2025-02-10", 1)])
def test_a_case_closed_on_the_day_of_a_contact_was_not_closed_before_it(on: str, found: int) -> None:
    events = [contact("2025-01-06"), contact("2025-02-10"), closed(on)]
    assert len(opened(BOTH, events, paid(CASH, "2025-01-06"))) == found


@pytest.mark.parametrize("rule", ["G20-01", "G20-36"])
def test_who_comes_out_of_the_programme_is_asked_who_opened_the_time_but_not_for_the_benefit(
    rule: str,
) -> None:
    rows = [
        {"code": "integration", "from": "2025-01-06", "to": "2025-06-30"},
        {"code": "lab-2", "from": "2025-07-01"},
    ]
    there = known([contact("2025-01-06")], paid(CASH, "2025-01-06"), groups=rows)
    found = [
        a.key.split(":")[1] for a in ask(there, "2025-07-10") if a.rule == rule and a.status == "unknown"
    ]
    assert found == ([] if rule == "G20-36" else ["lab-2@2025-07-01"])


def keys(there: Any, on: str, rule: str) -> list[str]:
    return [a.key.split(":")[1] for a in ask(there, on) if a.rule == rule]


def left(start: str, back: str, *more: dict[str, Any], code: str = "lab-2") -> list[dict[str, Any]]:
    end = date.fromordinal(day(back).toordinal() - 1).isoformat()
    row = {"code": code, "from": back}
    row |= {"to": more[0]["to"]} if more else {}
    return [{"code": "integration", "from": start, "to": end}, row]


def test_what_was_said_in_the_programme_sets_nothing_going_behind_it() -> None:
    soon = known([contact("2025-03-03")], groups=left("2025-03-03", "2025-04-02", code="lab-5"))
    assert keys(soon, "2025-04-04", "G20-23a") == ["lab-5@2025-04-02"]
    early = known([contact("2025-01-03")], groups=left("2025-01-03", "2025-01-08"))
    assert keys(early, "2025-06-02", "G20-01") == ["lab-2@2025-01-08"]
    rows = left("2026-09-01", "2026-09-15", {"to": "2026-09-30"})
    again = known([contact("2026-09-01"), contact("2026-10-06")], groups=rows)
    assert keys(again, "2027-02-22", "G26-03") == ["2026-10-06"]


def test_the_benefit_is_followed_up_in_and_behind_the_programme_alike() -> None:
    there = known([contact("2025-02-18")], paid(CASH, "2025-05-31"), groups=left("2025-04-02", "2025-06-01"))
    assert keys(there, "2025-09-08", "G20-36") == ["cash_benefit@2025-05-31"]


def test_a_transfer_goes_by_its_benefit() -> None:
    events = [contact("2025-01-06"), event("transferred", "2025-03-03", benefit="resource_programme")]
    there = case(known(events))
    assert [s.code for s in periods.contact_periods(there, there.events_of(BOTH), CONVENTION)] == [
        "first_contact",
        "resource_programme",
    ]
