"""What the events around one say of it, taken alone: how early, how long off, what was missed, what was declined."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from caseworker.deadlines.around_events import Missed, booking_before, declined_on, is_early
from caseworker.deadlines.case import Case
from caseworker.deadlines.rules import Trigger
from tests.deadlines.make import day, facts, one

NOTHING_KNOWN = Missed(None, ("deregistered",))
BACK = "2025-06-02"


def case(*events: tuple[str, str], **more: Any) -> Case:
    """Return a case with events, known on the last day of the year."""
    told = [{"id": f"{kind}@{on}", "type": kind, "on": on} for kind, on in events]
    return Case(facts(events=told + more.pop("events", []), **more), day("2025-12-31"))


@pytest.mark.parametrize(
    ("absent", "early"),
    [
        ([], False),
        (["2025-05-05"], False),  # four weeks to the day
        (["2025-05-06"], True),
        (["2025-06-02"], True),
        (["2025-06-03"], False),
        (["2025-03-03", "2025-05-06"], True),  # the last absence before it
        (["2025-05-06", "2025-06-03"], True),
    ],
)
def test_early_is_within_so_many_weeks_of_the_first_day_of_absence(absent: list[str], early: bool) -> None:
    known = case(*(("first_absence_day", on) for on in absent), ("doctor_statement_asked", BACK))
    assert is_early(known, known.events["doctor_statement_asked"][0], 4) is early


def missed(known: Case, **more: Any) -> Missed | None:
    """Return the booking missed before the last registration."""
    trigger = Trigger(event=frozenset({"re_registered"}), **more)
    event = known.events["re_registered"][-1]
    return booking_before(known, event, trigger, ["re_registration"])


@pytest.mark.parametrize(
    ("off", "short", "long"),
    [
        ([], True, True),
        (["2025-03-02"], False, True),  # three months to the day
        (["2025-03-03"], True, False),
        (["2025-06-02"], True, False),
        (["2025-06-03"], True, True),
        (["2025-01-06", "2025-03-03"], True, False),
        (["2025-03-02", "2025-06-03"], False, True),
    ],
)
def test_how_long_the_citizen_was_off_the_register(off: list[str], short: bool, long: bool) -> None:
    known = case(*(("deregistered", on) for on in off), ("re_registered", BACK))
    assert missed(known, months_since_deregistered=3) == (Missed() if short else None)
    assert missed(known, min_months_since_deregistered=3) == (Missed() if long else None)


def test_a_rule_that_asks_nothing_of_the_time_off_counts_every_registration() -> None:
    for off in (BACK, "2020-01-06"):
        assert missed(case(("deregistered", off), ("re_registered", BACK))) == Missed()


BOOKINGS: list[tuple[list[tuple[str, str]], int | None, Missed | None]] = [
    ([], None, NOTHING_KNOWN),
    ([("deregistered", "2025-05-05")], None, None),  # for something else
    ([("deregistered", "2025-06-03")], None, NOTHING_KNOWN),
    ([("deregistered", "2025-06-02")], None, None),
    ([("booking_missed", "2025-05-05"), ("deregistered", "2025-05-06")], None, Missed(day("2025-05-05"))),
    ([("booking_missed", "2025-06-02"), ("deregistered", "2025-05-06")], None, Missed(day("2025-06-02"))),
    ([("booking_missed", "2025-06-03"), ("deregistered", "2025-05-06")], None, None),
    ([("booking_missed", "2025-04-07"), ("booking_missed", "2025-05-05")], None, Missed(day("2025-05-05"))),
    # Since the registration before alone.
    ([("booking_missed", "2025-05-05"), ("registered", "2025-05-05")], None, NOTHING_KNOWN),
    ([("booking_missed", "2025-05-06"), ("registered", "2025-05-05")], None, Missed(day("2025-05-06"))),
    ([("deregistered", "2025-05-05"), ("re_registered", "2025-05-05")], None, NOTHING_KNOWN),
    ([("deregistered", "2025-05-06"), ("re_registered", "2025-05-05")], None, None),
    ([("registered", "2025-03-03"), ("re_registered", "2025-05-05"), ("booking_missed", "2025-04-07")], None,
     NOTHING_KNOWN),
    # Not longer ago than the rule asks.
    ([("booking_missed", "2025-03-02"), ("deregistered", "2025-03-02")], 3, None),
    ([("booking_missed", "2025-03-02"), ("deregistered", "2025-03-03")], 3, Missed(day("2025-03-02"))),
    ([("booking_missed", "2025-03-02"), ("deregistered", "2025-03-02"), ("deregistered", "2025-03-03")], 3,
     Missed(day("2025-03-02"))),
    ([("booking_missed", "2025-03-02")], 3, Missed(day("2025-03-02"), ("deregistered",))),
    ([("booking_missed", "2025-03-03")], 3, Missed(day("2025-03-03"))),
    ([("booking_missed", "2025-03-02"), ("booking_missed", "2025-03-03")], 3, Missed(day("2025-03-03"))),
    ([("booking_missed", "2020-01-06")], None, Missed(day("2020-01-06"))),
]  # fmt: skip


@pytest.mark.parametrize(("events", "months", "found"), BOOKINGS)
def test_the_booking_missed_between_two_registrations(
    events: list[tuple[str, str]], months: int | None, found: Missed | None
) -> None:
    known = case(*events, ("re_registered", BACK))
    assert missed(known, after_missed_booking=True, months_since_deregistered=months) == found


def order(on: str, until: str | None) -> dict[str, Any]:
    return {"id": "o", "type": "booking_order", "on": on, "until": until}


RAN_OUT, NONE_MISSED = Missed(None, ("booking_missed",)), None
ORDERS: list[tuple[dict[str, Any], tuple[str, str] | None, Missed | None]] = [
    (order("2025-05-05", "2025-05-12"), None, RAN_OUT),
    (order("2025-05-05", None), None, RAN_OUT),
    (order("2025-05-05", "2025-06-01"), None, RAN_OUT),
    (order("2025-05-05", "2025-06-02"), None, NONE_MISSED),  # it runs still
    (order("2025-03-03", "2025-04-07"), None, NONE_MISSED),  # it ran out by the registration before
    (order("2025-03-03", "2025-04-08"), None, RAN_OUT),
    (order("2025-05-05", "2025-05-12"), ("re_registration", "2025-05-05"), RAN_OUT),
    (order("2025-05-05", "2025-05-12"), ("re_registration", "2025-05-06"), NONE_MISSED),
    (order("2025-05-05", "2025-05-12"), ("re_registration", "2025-06-02"), NONE_MISSED),
    (order("2025-05-05", "2025-05-12"), ("re_registration", "2025-06-03"), RAN_OUT),
    (order("2025-05-05", "2025-05-12"), ("follow_up", "2025-05-06"), RAN_OUT),  # another kind of talk
]


@pytest.mark.parametrize(("ordered", "talk", "found"), ORDERS)
def test_an_order_to_book_that_ran_out_with_no_talk_leaves_it_open(
    ordered: dict[str, Any], talk: tuple[str, str] | None, found: Missed | None
) -> None:
    contacts = [{"kind": talk[0], "status": "held", "on": talk[1]}] if talk else []
    events = [("registered", "2025-04-07"), ("deregistered", "2025-05-19"), ("re_registered", BACK)]
    known = case(*events, events=[ordered], contacts=contacts)
    assert missed(known, after_missed_booking=True) == found
    known = case(("booking_missed", "2025-05-13"), *events, events=[ordered], contacts=contacts)
    assert missed(known, after_missed_booking=True) == Missed(day("2025-05-13"))


@pytest.mark.parametrize(
    ("declined", "again", "found"),
    [
        ([], None, None),
        (["2025-06-01"], None, None),
        (["2025-06-02"], None, "2025-06-02"),
        (["2025-06-02", "2025-06-05"], None, "2025-06-02"),
        (["2025-06-05"], "2025-06-05", None),  # it is the answer to the next
        (["2025-06-05"], "2025-06-06", "2025-06-05"),
        (["2025-06-05"], "2025-06-02", "2025-06-05"),  # both of one day
        (["2025-06-05"], "2025-06-01", "2025-06-05"),
    ],
)
def test_a_request_is_declined_before_the_next_one(
    declined: list[str], again: str | None, found: str | None
) -> None:
    later = [("early_follow_up_requested", again)] if again else []
    known = case(("meeting_requested", BACK), *later, *(("declined", on) for on in declined))
    answer: date | None = declined_on(known, known.events["meeting_requested"][0])
    assert answer == (day(found) if found else None)


def test_nothing_but_a_request_is_declined() -> None:
    known = case(("access_requested", BACK), ("declined", BACK), ("early_follow_up_requested", BACK))
    assert declined_on(known, known.events["access_requested"][0]) is None
    assert declined_on(known, known.events["early_follow_up_requested"][0]) == day(BACK)


@pytest.mark.parametrize(
    ("kind", "rule", "told_for", "due"),
    [
        ("form_sent", "G20-39", None, "2025-11-25"),
        ("form_sent", "G20-39", "2025-12-01", "2025-12-01"),
        ("form_sent", "G20-39", "2025-11-20", "2025-11-20"),
        ("doctor_statement_asked", "G20-45", None, "2025-12-01"),
        ("doctor_statement_asked", "G20-45", "2025-12-08", "2025-12-08"),
        ("doctor_statement_asked", "G20-45", "2025-11-25", "2025-11-25"),
        ("doctor_statement_asked", "G20-45", "2025-11-24", "2025-11-25"),
    ],
)
def test_what_is_to_be_answered_is_due_on_the_day_that_was_told_with_it(
    kind: str, rule: str, told_for: str | None, due: str
) -> None:
    """Asked on 17 November 2025: eight days, or as agreed; of the doctor 14 days, or what is set, at least eight."""
    known = facts(
        groups=[{"code": "lab-6", "category": 2, "from": "2025-11-03"}],
        events=[{"id": "a", "type": kind, "on": "2025-11-17", "until": told_for}],
    )
    assert one(known, "2025-11-18", rule).due_on == day(due)
