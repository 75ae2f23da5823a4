"""Months within months: time of an earlier case, flex jobs in between, and leave that is not counted."""

from __future__ import annotations

from typing import Any

import pytest

from caseworker.deadlines.answer import Answer
from tests.deadlines.make import ask, facts

FLEX, SICK, JOB = "flex_unemployment", "sickness_benefit", "flex_job"
Times = list[tuple[str, str, str | None]]


def answers(on: str, times: Times, joined: str, group: str = "lab-9", **more: Any) -> dict[str, Answer]:
    """Return by rule what there is of somebody with these times on benefit, in a group since a day."""
    known = facts(
        groups=[{"code": group, "from": joined}],
        benefits=[{"type": kind, "from": first, "to": last} for kind, first, last in times],
        **more,
    )
    return {a.rule: a for a in ask(known, on)}


def due(on: str, times: Times, joined: str, group: str = "lab-9", **more: Any) -> dict[str, str]:
    return {rule: str(a.due_on) for rule, a in answers(on, times, joined, group, **more).items()}


def leave(first: str, last: str | None) -> dict[str, Any]:
    return {"exemptions": [{"kind": "maternity", "from": first, "to": last}]}


def test_months_that_were_full_in_an_earlier_case_do_not_take_those_of_this_one_away() -> None:
    """Eleven months in the earlier case gave a date there; the new one has its own six, and twelve."""
    found = due("2024-12-01", [(FLEX, "2020-02-01", "2020-12-31"), (FLEX, "2024-09-05", None)], "2024-09-05")
    assert found["G20-34a"] == "2025-03-05"
    assert found["G20-34b"] == "2025-09-05"


def test_months_of_an_earlier_case_still_count_where_they_are_full_in_this_one() -> None:
    times = [(FLEX, "2025-09-15", "2026-01-19"), (FLEX, "2026-03-23", None)]
    assert due("2026-06-01", times, "2026-03-23")["G20-34a"] == "2026-05-18"


@pytest.mark.parametrize("joined", ["2019-02-01", "2023-09-05"])
def test_time_from_before_the_law_does_not_take_the_duty_away(joined: str) -> None:
    times = [(FLEX, "2019-02-01", "2019-04-30"), (FLEX, "2023-09-05", None)]
    found = due("2023-12-01", times, joined)
    assert (found["G20-34a"], found["G20-34b"]) == ("2024-03-05", "2024-09-05")


def test_what_was_full_before_the_law_is_no_duty_under_it() -> None:
    found = due("2023-12-01", [(FLEX, "2019-02-01", None)], "2019-02-01")
    assert "G20-34a" not in found
    assert found["G20-34b"] == "2020-02-01"


def test_leave_years_before_the_months_that_count_moves_nothing() -> None:
    times = [
        (FLEX, "2021-02-01", "2021-04-30"),
        (JOB, "2021-05-01", "2023-09-04"),
        (FLEX, "2023-09-05", None),
    ]
    found = due("2023-12-01", times, "2021-02-01", **leave("2021-03-01", "2021-03-30"))
    assert (found["G20-34a"], found["G20-34b"]) == ("2024-03-05", "2024-09-05")


def test_leave_in_time_without_the_benefit_is_not_left_out_twice() -> None:
    times = [(FLEX, "2021-02-01", "2021-04-30"), (FLEX, "2021-06-01", None)]
    found = answers("2021-07-01", times, "2021-02-01", **leave("2021-05-01", "2021-05-31"))
    assert str(found["G20-34a"].due_on) == "2021-09-01"
    assert str(found["G20-38"].earliest_on) == "2022-03-01"
    assert str(found["G20-38"].due_on) == "2022-09-01"


def test_leave_that_takes_the_date_into_a_flex_job_waits_for_the_benefit_after_it() -> None:
    """Five and a half months by 15 July, leave left out; half a month more from 1 September."""
    times = [
        (FLEX, "2021-01-01", "2021-07-15"),
        (JOB, "2021-07-16", "2021-08-31"),
        (FLEX, "2021-09-01", None),
    ]
    found = due("2021-07-01", times, "2021-01-01", **leave("2021-03-01", "2021-03-31"))
    assert found["G20-34a"] == "2021-09-17"


def test_months_that_leave_keeps_from_being_full_give_no_date() -> None:
    times: Times = [(FLEX, "2021-01-01", "2021-06-30")]
    found = answers("2021-08-01", times, "2021-01-01", **leave("2021-03-01", "2021-03-31"))
    assert (found["G20-34a"].due_on, found["G20-34a"].status) == (None, "moot")
    assert due("2021-08-01", times, "2021-01-01")["G20-34a"] == "2021-07-01"


def test_leave_without_an_end_leaves_the_date_open() -> None:
    found = answers("2021-06-01", [(FLEX, "2021-01-01", None)], "2021-01-01", **leave("2021-03-01", None))
    assert (found["G20-34a"].due_on, found["G20-34a"].status) == (None, "suspended")


def test_a_day_on_benefit_before_does_not_put_unbroken_months_off() -> None:
    """Six months from 31 August are full on the last of February, a day at the beginning of August or not."""
    times = [(FLEX, "2023-08-01", "2023-08-01"), (FLEX, "2023-08-31", None)]
    assert due("2023-10-01", times, "2023-08-01")["G20-34a"] == "2024-02-29"


def test_leave_of_the_time_before_a_free_month_is_left_out_of_the_days_too() -> None:
    """Of 124 days by 19 January 31 were leave, one of them a holiday; the other 30 come after 24 April."""
    times = [(SICK, "2025-09-15", "2026-01-19"), (SICK, "2026-03-23", None)]
    found = due("2026-04-01", times, "2026-03-23", "lab-6", **leave("2025-12-01", "2025-12-31"))
    assert found["G20-46"] == "2026-05-31"
    assert due("2026-04-01", times, "2026-03-23", "lab-6")["G20-46"] == "2026-04-30"


def steps(rule: str, on: str, times: Times, joined: str, group: str = "lab-9") -> str:
    """Return the words of why a date is what it is."""
    known = facts(
        groups=[{"code": group, "from": joined}],
        benefits=[{"type": kind, "from": first, "to": last} for kind, first, last in times],
    )
    return " ".join(step.da for a in ask(known, on, trace=True) if a.rule == rule for step in a.trace)


def test_the_reason_names_the_first_day_that_counts_before_a_free_month() -> None:
    times = [(SICK, "2025-09-15", "2026-01-19"), (SICK, "2026-03-23", None)]
    found = steps("G20-46", "2026-04-01", times, "2026-03-23", "lab-6")
    assert "Den første er mandag 15. september 2025, i perioden på ydelsen fra" in found
    assert "til mandag 19. januar 2026" in found


def test_the_reason_names_the_times_off_the_benefit() -> None:
    found = steps(
        "G20-34a",
        "2026-04-01",
        [(FLEX, "2025-09-15", "2026-01-19"), (FLEX, "2026-03-23", None)],
        "2025-09-15",
    )
    assert "Fra tirsdag 20. januar 2026 til søndag 22. marts 2026 er borgeren ikke på ydelsen." in found


def test_the_reason_says_what_belongs_to_an_earlier_case() -> None:
    times = [(FLEX, "2020-02-01", "2020-12-31"), (FLEX, "2024-09-05", None)]
    found = steps("G20-34a", "2024-10-05", times, "2024-09-05")
    assert "Den frist hører ikke til denne sag. Tiden tælles fra torsdag 5. september 2024." in found
    assert "Tiden tælles stadig fra" not in found


def test_the_reason_says_where_the_months_before_were_too_few() -> None:
    times = [
        (FLEX, "2025-01-01", "2025-01-31"),
        (JOB, "2025-02-01", "2026-08-31"),
        (FLEX, "2026-09-01", None),
    ]
    found = steps("G20-34a", "2026-10-05", times, "2025-01-01")
    assert "var der ikke 6 måneder med ydelse inden for 9 måneder" in found


@pytest.mark.parametrize(
    ("on", "times", "ends"),
    [
        ("2027-02-01", [(SICK, "2026-06-06", "2026-09-13"), (SICK, "2027-01-12", None)], "2027-06-30"),
        (
            "2026-03-01",
            [
                (SICK, "2025-06-08", "2025-09-09"),
                (SICK, "2025-12-11", "2026-01-28"),
                (SICK, "2026-02-24", None),
            ],
            "2026-06-30",
        ),
    ],
)
def test_nine_months_end_the_day_before_the_same_day_of_the_month(on: str, times: Times, ends: str) -> None:
    """What lies nine months and a day back counts no more: then the days of the time before are too few."""
    assert due(on, times, times[-1][1], "lab-6")["G20-46"] == ends


@pytest.mark.parametrize(
    ("last", "ends"), [(None, "2027-01-31"), ("2026-12-31", "2027-02-28"), ("2027-03-31", "2027-05-31")]
)
def test_long_leave_on_sickness_benefit_jumps_no_months(last: str | None, ends: str) -> None:
    """The leave is left out of the nine months too: it puts the date off by itself and no more."""
    more = leave("2026-12-01", last) if last else {}
    assert due("2027-04-01", [(SICK, "2026-08-03", None)], "2026-08-03", "lab-6", **more)["G20-46"] == ends


def test_leave_off_the_benefit_is_left_out_of_no_months() -> None:
    times: Times = [(SICK, "2026-08-03", "2026-11-30"), (SICK, "2027-04-01", None)]
    on, rest = "2027-04-01", leave("2026-12-01", "2027-03-31")
    assert due(on, times, "2026-08-03", "lab-6", **rest) == due(on, times, "2026-08-03", "lab-6")
