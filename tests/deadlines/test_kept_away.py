"""A few days or weeks away from a benefit: on another one, in a flex-job, or on none."""

from __future__ import annotations

import pytest

from caseworker.deadlines.answer import Answer
from tests.deadlines.make import ask, facts, talk

FLEX, SICK, CASH, JOB = "flex_unemployment", "sickness_benefit", "cash_benefit", "flex_job"
Times = list[tuple[str, str, str | None]]


def told(
    on: str, times: Times, rule: str, group: str = "lab-9", away: str = "lab-6", **more: object
) -> list[Answer]:
    """Ask for a rule; the group is left for another one while a benefit is drawn that is not the first one's."""
    known = facts(
        groups=[
            {"code": away if kind in (SICK, CASH) and kind != times[0][0] else group, "from": first, "to": last}
            for kind, first, last in times
        ],
        benefits=[{"type": kind, "from": first, "to": last} for kind, first, last in times],
        **({"events": [{"id": "t", "type": "transferred", "on": times[0][1], "benefit": FLEX}]} | more),
    )  # fmt: skip
    return [answer for answer in ask(known, on) if answer.rule == rule]


def short(answers: list[Answer]) -> list[str]:
    return [f"{a.trigger_on} {a.due_on} {a.status}" for a in answers]


@pytest.mark.parametrize("other", [SICK, CASH])
@pytest.mark.parametrize(
    ("year", "rule"), [(2025, "G20-02"), (2027, "G26-03"), (2027, "G26-04")]
)  # fmt: skip
def test_ill_for_three_weeks_over_the_date_a_new_period_begins(other: str, year: int, rule: str) -> None:
    times: Times = [
        (FLEX, f"{year}-03-03", f"{year}-08-25"),
        (other, f"{year}-08-26", f"{year}-09-14"),
        (FLEX, f"{year}-09-15", None),
    ]
    found = told(f"{year}-09-16", times, rule, contacts=[talk(f"{year}-06-10", channel="phone")])
    assert short(found) == [
        f"{year}-03-03 {year}-09-03 moot",
        f"{year}-09-15 {year + 1}-03-15 open",
    ]
    assert found[1].counted == 0


def test_ill_long_before_the_date_too() -> None:
    times: Times = [
        (FLEX, "2025-03-03", "2025-05-04"),
        (SICK, "2025-05-05", "2025-05-28"),
        (FLEX, "2025-05-29", None),
    ]
    assert short(told("2025-06-10", times, "G20-02")) == [
        "2025-03-03 2025-09-03 moot",
        "2025-05-29 2025-11-29 open",
    ]


@pytest.mark.parametrize(
    ("last", "off", "again"),
    [
        ("2025-03-09", SICK, "2025-03-17"),  # the transfer of before lies within a month of coming back
        ("2025-05-04", CASH, "2025-05-06"),  # for one day
        ("2025-05-04", SICK, "2025-07-20"),
    ],
)
def test_however_short_the_other_benefit_was(last: str, off: str, again: str) -> None:
    day = f"{last[:-2]}{int(last[-2:]) + 1:02}"
    until = f"{again[:-2]}{int(again[-2:]) - 1:02}"
    times: Times = [(FLEX, "2025-03-03", last), (off, day, until), (FLEX, again, None)]
    assert [str(a.trigger_on) for a in told("2025-09-01", times, "G20-02")] == ["2025-03-03", again]


def test_resource_benefit_is_as_that_of_a_flex_job() -> None:
    for kind, group in (("job_clarification", "lab-7"), ("resource_programme", "lab-8")):
        times: Times = [
            (kind, "2025-03-03", "2025-08-25"),
            (SICK, "2025-08-26", "2025-09-14"),
            (kind, "2025-09-15", None),
        ]
        found = told("2025-09-16", times, "G20-02", group, events=[])
        assert short(found)[1:] == ["2025-09-15 2026-03-15 open"]
