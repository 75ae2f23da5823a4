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
        f"{year}-03-03 {year}-09-15 moot",
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


@pytest.mark.parametrize("job", [True, False])
@pytest.mark.parametrize(
    ("year", "rule"), [(2025, "G20-02"), (2027, "G26-03"), (2027, "G26-04")]
)  # fmt: skip
def test_after_a_short_flex_job_or_days_off_over_the_date_it_is_due_on_coming_back(
    job: bool, year: int, rule: str
) -> None:
    between: Times = [(JOB, f"{year}-08-26", f"{year}-09-14")] if job else []
    times: Times = [(FLEX, f"{year}-03-03", f"{year}-08-25"), *between, (FLEX, f"{year}-09-15", None)]
    for on, status in ((f"{year}-09-15", "due_soon"), (f"{year}-09-16", "missed")):
        assert short(told(on, times, rule)) == [f"{year}-03-03 {year}-09-15 {status}"]


def test_what_was_missed_before_stays_missed() -> None:
    times: Times = [
        (FLEX, "2025-03-03", "2025-09-05"),
        (JOB, "2025-09-06", "2025-09-14"),
        (FLEX, "2025-09-15", None),
    ]
    assert short(told("2025-09-16", times, "G20-02")) == ["2025-03-03 2025-09-03 missed"]


@pytest.mark.parametrize("job", [True, False])
@pytest.mark.parametrize(
    ("first", "last", "back", "rule"),
    [
        ("2024-01-01", "2024-06-30", "2024-07-20", "G20-34a"),
        ("2024-01-01", "2024-12-31", "2025-01-20", "G20-34b"),
        ("2024-01-01", "2025-06-30", "2025-07-20", "G20-38"),
        ("2024-01-01", "2024-06-30", "2024-07-20", "G20-02"),
    ],
)
def test_so_is_what_comes_together_on_the_last_day_before_it(
    job: bool, first: str, last: str, back: str, rule: str
) -> None:
    between: Times = [(JOB, f"{back[:-2]}01", f"{back[:-2]}19")] if job else []
    # Whoever is back on a Saturday or a Sunday can be seen on the Monday.
    over = "moot" if rule == "G20-34a" else "missed"  # a right, that nobody misses
    for on, status in ((back, "due_soon"), (f"{back[:-2]}23", over)):
        (found,) = told(on, [(FLEX, first, last), *between, (FLEX, back, None)], rule)
        assert (str(found.due_on), found.status) == (back, status)


def test_so_is_the_follow_up_on_cash_benefit() -> None:
    times: Times = [(CASH, "2025-03-02", "2025-08-25"), (CASH, "2025-09-15", None)]
    more = {
        "events": [{"id": "c", "type": "first_contact", "on": "2025-03-02"}],
        "acts": [{"type": "benefit_follow_up", "on": "2025-06-02"}],
    }
    assert short(told("2025-09-15", times, "G20-36", "lab-2", **more)) == ["2025-03-02 2025-09-15 due_soon"]
    # While nobody knows when the benefit comes back, nothing is asked for.
    assert short(told("2025-09-10", times[:1], "G20-36", "lab-2", **more)) == ["2025-03-02 2025-09-02 moot"]


@pytest.mark.parametrize(
    ("job", "said"),
    [
        (False, "It would fall in days off the benefit, so it is the day on which the benefit goes on."),
        (True, "The deadline is not before the day on which the citizen came under the rule."),
    ],
)
@pytest.mark.parametrize("rule", ["G20-02", "G20-34a"])
def test_and_the_trace_says_so(job: bool, said: str, rule: str) -> None:
    between: Times = [(JOB, "2024-07-01", "2024-07-19")] if job else []
    times: Times = [(FLEX, "2024-01-01", "2024-06-30"), *between, (FLEX, "2024-07-20", None)]
    known = facts(
        groups=[{"code": "lab-9", "from": "2024-01-01"}],
        benefits=[{"type": kind, "from": first, "to": last} for kind, first, last in times],
    )
    (found,) = [answer for answer in ask(known, "2024-07-20", trace=True) if answer.rule == rule]
    assert said in [step.en for step in found.trace]
