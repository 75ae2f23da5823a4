"""Time on benefit within months, taken alone: where the count begins, what lies between, how far it looks."""

from __future__ import annotations

import pytest

from caseworker.deadlines.facts import Benefit
from caseworker.deadlines.rules import Cumulated
from caseworker.deadlines.time_within import (
    Full,
    Span,
    breaks,
    days_within,
    months_within,
    spans_of,
    touching,
)
from tests.deadlines.make import day


def paid(*times: tuple[str, str | None]) -> list[Benefit]:
    return [
        Benefit(type="cash_benefit", from_=day(first), to=day(last) if last else None)
        for first, last in times
    ]


def span(first: str, last: str) -> Span:
    return day(first), day(last)


@pytest.mark.parametrize(
    ("times", "made"),
    [
        (  # only the last of those before is made longer
            [("2025-01-06", "2025-01-31"), ("2025-03-03", "2025-03-16"), ("2025-03-17", "2025-03-30")],
            [span("2025-01-06", "2025-01-31"), span("2025-03-03", "2025-03-30")],
        ),
        (
            [("2025-01-06", "2025-01-31"), ("2025-03-03", "2025-03-30"), ("2025-03-10", "2025-03-16")],
            [span("2025-01-06", "2025-01-31"), span("2025-03-03", "2025-03-30")],
        ),
        ([("2025-01-06", "2025-03-31"), ("2025-02-03", "2025-04-06")], [span("2025-01-06", "2025-04-06")]),
        ([("2025-01-06", "2025-03-31"), ("2025-02-03", "2025-02-23")], [span("2025-01-06", "2025-03-31")]),
    ],
)
def test_times_that_adjoin_or_overlap_are_one(times: list[tuple[str, str]], made: list[Span]) -> None:
    assert spans_of(paid(*times), day("2025-01-01")) == made


def test_months_are_looked_for_ten_years_ahead_on_a_benefit_that_goes_on() -> None:
    spans = spans_of(paid(("2020-01-06", None)), day("2020-01-01"))
    (found,) = months_within(spans, 120, None)
    assert found == Full(day("2030-01-06"), day("2020-01-06"))


def test_breaks_are_those_between_two_days() -> None:
    spans = [
        span("2025-01-06", "2025-01-31"),
        span("2025-02-10", "2025-02-28"),
        span("2025-03-10", "2025-03-31"),
        span("2025-04-10", "2025-04-30"),
    ]
    within = (span("2025-03-01", "2025-03-09"),)
    assert breaks(spans, day("2025-02-10"), day("2025-03-10")) == within  # to the first day after it
    assert breaks(spans, day("2025-02-10"), day("2025-04-09")) == within
    assert breaks(spans, day("2025-02-10"), day("2025-03-09")) == ()


@pytest.mark.parametrize(
    ("first", "start", "full"),
    [
        ("2025-01-06", "2025-03-03", "2025-03-12"),  # what lies before is not counted
        ("2025-01-06", "2020-03-02", "2025-01-15"),  # a benefit that began years after the clock
    ],
)
def test_days_without_months_to_lie_in_count_from_the_day(first: str, start: str, full: str) -> None:
    found = days_within(paid((first, None)), day(start), Cumulated(days=10))
    assert found == Full(day(full), max(day(first), day(start)))


@pytest.mark.parametrize(
    ("start", "full", "since"),
    [
        ("2025-01-15", "2025-01-15", "2025-01-06"),  # full on the first day that is asked about
        ("2025-01-16", "2025-01-16", "2025-01-07"),
        ("2025-01-14", "2025-01-15", "2025-01-06"),
    ],
)
def test_days_before_the_day_count_within_months(start: str, full: str, since: str) -> None:
    for months in (9, 36):  # however far back they lie
        found = days_within(paid(("2025-01-06", None)), day(start), Cumulated(days=10, in_months=months))
        assert found == Full(day(full), day(since))
    long = days_within(paid(("2010-01-04", None)), day(start), Cumulated(days=10, in_months=36))
    assert long is not None
    assert long.on == day(start)


def test_a_long_leave_puts_off_days_on_a_benefit_that_goes_on() -> None:
    leave = [(day("2025-01-08"), day("2028-01-07"))]
    found = days_within(paid(("2025-01-06", None)), day("2025-01-06"), Cumulated(days=10), leave)
    assert found == Full(day("2028-01-15"), day("2025-01-06"))


@pytest.mark.parametrize(("out", "full"), [("2025-01-16", "2025-01-15"), ("2025-01-15", None)])
def test_a_leave_without_an_end_lets_no_more_days_come_together(out: str, full: str | None) -> None:
    found = days_within(paid(("2025-01-06", None)), day("2025-01-06"), Cumulated(days=10), [(day(out), None)])
    assert found == (Full(day(full), day("2025-01-06")) if full else None)


def test_a_leave_touches_what_lies_between_two_days_and_on_benefit() -> None:
    spans = [span("2025-01-06", "2025-06-30"), span("2025-09-01", "2025-12-31")]
    leave = [
        (day("2025-01-06"), day("2025-01-31")),
        (day("2025-02-10"), day("2025-03-03")),
        (day("2025-04-07"), day("2025-04-08")),
        (day("2025-07-07"), day("2025-08-31")),
        (day("2025-10-01"), None),
    ]
    assert touching(spans, leave, day("2025-03-03"), day("2025-09-30")) == leave[1:3]
    assert touching(spans, leave, day("2025-03-04"), day("2025-04-06")) == []
    assert touching(spans, leave, day("2025-02-01"), day("2025-10-01")) == [*leave[1:3], leave[4]]


def test_public_holidays_count_where_the_rule_leaves_none_out() -> None:
    benefit = paid(("2024-12-23", None))
    found = days_within(benefit, day("2024-12-23"), Cumulated(days=5))
    assert found is not None
    assert found.on == day("2024-12-27")
    found = days_within(benefit, day("2024-12-23"), Cumulated(days=5, no_holidays=True))
    assert found is not None
    assert found.on == day("2024-12-29")
