"""A closed case as it stood on its last day, and what of it another case takes over, taken alone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, get_args

import pytest

from caseworker.deadlines import codes
from caseworker.deadlines.earlier_cases import Earlier, until_closed, with_earlier
from caseworker.deadlines.facts import Facts
from tests.deadlines.make import day, facts

CASH = "cash_benefit"
OPENED, CLOSED = day("2026-05-04"), day("2026-08-14")
ONE_DAY = timedelta(days=1)
AROUND = [CLOSED - ONE_DAY, CLOSED, CLOSED + ONE_DAY]


def taken_over(old: dict[str, Any], new: dict[str, Any], back: str = "2026-09-07") -> Facts:
    """Return the facts of a case opened on a day with those of the one closed in August."""
    return with_earlier(facts(**new), day(back), [Earlier(OPENED, CLOSED, facts(**old))])


def lasting(kind: dict[str, Any], **more: Any) -> list[dict[str, Any]]:
    """Return what began about the closing, and what had begun and ended about it or not at all."""
    return [kind | {"from": first} | more for first in AROUND]


def test_a_closed_case_stands_as_on_its_last_day() -> None:
    known = facts(
        groups=lasting({"code": "lab-2"}),
        events=[{"type": kind, "on": on} for kind in ("visited", "hearing_sent") for on in AROUND],
        contacts=[{"kind": "follow_up", "status": "held", "on": on} for on in AROUND],
        offers=lasting({"type": "placement"}, to="2026-09-30"),
        exemptions=lasting({"kind": "sick"}, to="2026-09-30"),
        acts=[{"type": "answer", "on": on} for on in AROUND],
    )
    found = until_closed(known, CLOSED)
    begun = AROUND[:2]
    assert [one.from_ for one in found.groups] == begun
    assert [(one.from_, one.to) for one in found.offers] == [(on, day("2026-09-30")) for on in begun]
    assert [(one.from_, one.to) for one in found.exemptions] == [(on, day("2026-09-30")) for on in begun]
    assert [one.on for one in found.contacts] == begun
    assert [(one.type, one.on) for one in found.events] == [
        *(("visited", on) for on in begun),
        *(("hearing_sent", on) for on in AROUND),
    ]
    assert found.acts == known.acts


@pytest.mark.parametrize(
    ("ended", "told"),
    [("2026-08-13", "2026-08-13"), ("2026-08-14", None), ("2026-08-15", None), (None, None)],
)
def test_what_ran_on_the_last_day_of_a_case_has_no_end_in_it(ended: str | None, told: str | None) -> None:
    times = [("2026-05-04", ended)]
    known = facts(
        benefits=[{"type": CASH, "from": first, "to": last} for first, last in times],
        traits=[{"trait": "employed", "from": first, "to": last} for first, last in times],
        work=[{"from": first, "to": last} for first, last in times],
    )
    found = until_closed(known, CLOSED)
    last = day(told) if told else None
    assert [one.to for one in (*found.benefits, *found.traits, *found.work)] == [last] * 3


def test_the_citizens_own_is_of_the_case_where_it_had_begun() -> None:
    known = facts(
        benefits=[
            {"type": CASH, "from": "2026-05-04", "to": "2026-08-13"},
            {"type": CASH, "from": "2026-08-14", "to": "2026-08-14"},
            {"type": CASH, "from": "2026-08-15"},
        ],
        traits=[{"trait": "employed"}, *lasting({"trait": "employed"})],
        work=lasting({}),
    )
    found = until_closed(known, CLOSED)
    assert [one.from_ for one in found.benefits] == [OPENED, CLOSED]
    assert [one.from_ for one in found.traits] == [None, *AROUND[:2]]
    assert [one.from_ for one in found.work] == AROUND[:2]


def test_hours_are_known_to_the_month_of_the_closing() -> None:
    hours = {"2026-07": 100.0, "2026-08": 80.0, "2026-09": 60.0}
    paid = {"type": "unemployment_benefit", "from": "2026-05-04"}
    found = until_closed(facts(benefits=[paid | {"hours": hours}]), CLOSED)
    assert found.benefits[0].hours == {"2026-07": 100.0, "2026-08": 80.0}
    assert until_closed(facts(benefits=[paid]), CLOSED).benefits[0].hours is None


def test_what_says_when_a_time_began_or_ended_is_taken_over() -> None:
    kinds = get_args(codes.EventType)
    found = taken_over({"events": [{"type": kind, "on": "2026-08-12"} for kind in kinds]}, {})
    assert {event.type for event in found.events} == {
        "registered",
        "deregistered",
        "re_registered",
        "booking_missed",
        "first_contact",
        "first_absence_day",
        "transferred",
        "first_payment",
        "visited",
        "known_sick",
        "taken_over",
        "case_closed",
    }
    assert {event.type: event.until for event in found.events if event.until is not None} == {
        "case_closed": day("2026-09-07")
    }


def test_a_closing_ends_nothing_until_the_case_goes_on_or_its_own_day() -> None:
    for on, until in (("2026-08-14", "2026-09-07"), ("2026-09-10", "2026-09-10")):
        (event,) = taken_over({"events": [{"type": "case_closed", "on": on}]}, {}).events
        assert event.until == day(until)


def test_both_cases_are_there_the_earlier_one_first() -> None:
    def of(on: str) -> dict[str, Any]:
        return {
            "groups": [{"code": "lab-2", "from": on}],
            "events": [{"type": "visited", "on": on}],
            "contacts": [{"kind": "follow_up", "status": "held", "on": on}],
            "offers": [{"type": "placement", "from": on, "to": on}],
            "acts": [{"type": "my_plan", "on": on}],
            "exemptions": [{"kind": "sick", "from": on, "to": on}],
        }

    found = taken_over(of("2026-08-03"), of("2026-09-07"))
    days = [day("2026-08-03"), day("2026-09-07")]
    for named in (found.groups, found.offers, found.exemptions):
        assert [one.from_ for one in named] == days
    for told in (found.events, found.contacts, found.acts):
        assert [one.on for one in told] == days


def test_an_answer_that_says_what_it_is_for_is_taken_over() -> None:
    acts = [{"type": "answer", "on": "2026-08-12", "for": "e1"}, {"type": "answer", "on": "2026-08-12"}]
    events = [{"id": "e1", "type": "access_requested", "on": "2026-08-10"}]
    assert [act.for_ for act in taken_over({"acts": acts, "events": events}, {}).acts] == ["e1"]


def test_a_case_of_which_nothing_is_known_still_lies_between_two_others() -> None:
    old = facts(events=[{"id": "e", "type": "visited", "on": "2026-01-12"}])
    cases = [Earlier(OPENED, CLOSED, facts()), Earlier(day("2026-01-12"), day("2026-04-02"), old)]
    assert [event.id for event in with_earlier(facts(), day("2026-09-07"), cases).events] == ["e"]
    assert with_earlier(facts(), day("2026-10-01"), cases) == facts()


@pytest.mark.parametrize(
    ("ended", "told"),
    [(None, CLOSED), ("2026-08-13", AROUND[0]), ("2026-08-14", CLOSED), ("2026-08-15", CLOSED)],
)
def test_nothing_lasts_longer_than_the_case(ended: str | None, told: date) -> None:
    old = {
        "groups": [{"code": "lab-2", "from": "2026-05-04", "to": ended}],
        "offers": [{"type": "placement", "from": "2026-08-03", "to": ended}],
        "exemptions": [{"kind": "sick", "from": "2026-08-03", "to": ended}],
    }
    found = taken_over(old, {})
    assert [one.to for one in (*found.groups, *found.offers, *found.exemptions)] == [told] * 3


@pytest.mark.parametrize(
    ("ours", "last"), [("2026-08-14", AROUND[0]), ("2026-08-15", CLOSED), ("2026-09-07", CLOSED)]
)
def test_a_group_of_the_earlier_case_ends_where_the_next_one_begins(ours: str, last: date) -> None:
    found = taken_over(
        {"groups": [{"code": "lab-2", "from": "2026-05-04"}]},
        {"groups": [{"code": "lab-3", "from": "2026-10-05"}, {"code": "lab-2", "from": ours, "to": "2026-10-04"}]},
    )  # fmt: skip
    assert found.groups[0].to == last


def joins(benefits: list[tuple[str, str | None]], back: str, **new: Any) -> bool:
    paid = [{"type": CASH, "from": first, "to": last} for first, last in benefits]
    found = taken_over({"acts": [{"type": "my_plan", "on": "2026-06-01"}]}, {"benefits": paid} | new, back)
    return bool(found.acts)


@pytest.mark.parametrize(
    ("benefits", "back", "goes_on"),
    [
        ([], "2026-09-30", True),
        ([], "2026-10-01", False),
        # The benefit was none of the earlier case, so its last day decides.
        ([("2026-01-05", "2026-05-03")], "2026-09-30", True),
        ([("2026-01-05", "2026-05-04")], "2026-09-30", False),  # it was
        ([("2026-08-14", None)], "2026-09-30", True),
        ([("2026-08-14", "2026-08-14")], "2026-09-30", True),
        ([("2026-08-14", "2026-08-14")], "2026-10-01", False),
        ([("2026-08-15", None)], "2026-09-30", True),
        ([("2026-08-14", "2026-08-31"), ("2026-09-01", None)], "2026-10-01", True),
        ([("2026-06-01", "2026-06-30"), ("2026-08-15", None)], "2026-08-17", False),
    ],
)
def test_the_benefits_decide_or_the_last_day(
    benefits: list[tuple[str, str | None]], back: str, goes_on: bool
) -> None:
    assert joins(benefits, back) is goes_on


@pytest.mark.parametrize(
    ("new", "goes_on"),
    [
        ({}, False),
        ({"groups": [{"code": "lab-2", "from": "2026-09-30"}]}, True),
        ({"events": [{"type": "visited", "on": "2026-09-30"}]}, True),
        ({"events": [{"type": "visited", "on": "2026-10-30"}]}, False),
    ],
)
def test_a_case_begins_with_the_first_that_is_known_of_it(new: dict[str, Any], goes_on: bool) -> None:
    assert joins([], "2026-10-05", **new) is goes_on


@pytest.mark.parametrize(
    ("benefits", "ends"),
    [
        ([("2026-05-04", None)], ["2026-08-14"]),
        ([("2026-08-14", None)], ["2026-08-14"]),
        ([("2026-08-15", None)], [None]),  # begun after it
        ([("2026-05-04", "2026-10-11"), ("2026-10-12", None)], ["2026-08-14", None]),
        ([("2026-05-04", "2026-10-10"), ("2026-10-12", None)], ["2026-10-10", None]),
        ([("2026-05-04", "2026-08-13"), ("2026-08-14", None)], ["2026-08-13", "2026-08-14"]),
        ([("2026-05-04", "2026-08-14"), ("2026-08-15", None)], ["2026-08-14", None]),
        ([("2026-08-17", "2026-09-06"), ("2026-09-07", None)], ["2026-09-06", None]),
    ],
)
def test_a_benefit_that_nobody_ended_ends_with_a_closing_long_ago(
    benefits: list[tuple[str, str | None]], ends: list[str | None]
) -> None:
    paid = [{"type": CASH, "from": first, "to": last} for first, last in benefits]
    for back, told in (("2026-10-12", ends), ("2026-09-30", [last for _, last in benefits])):
        found = taken_over({}, {"benefits": paid}, back)
        assert [str(one.to) if one.to else None for one in found.benefits] == told
