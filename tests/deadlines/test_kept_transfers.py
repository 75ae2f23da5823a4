"""On what day a transfer is written down, and the first payment after a flex job."""

from __future__ import annotations

import pytest

from caseworker.deadlines.answer import Answer
from tests.deadlines.make import ask, facts

FLEX = "flex_unemployment"


def answers(on: str, benefits: list[tuple[str, str, str | None]], groups: list[tuple[str, str]],
            *transfers: tuple[str, str]) -> dict[str, list[Answer]]:  # fmt: skip
    known = facts(
        citizen={"birth_date": "1980-05-05"},
        groups=[{"code": code, "from": first} for code, first in groups],
        benefits=[{"type": kind, "from": first, "to": last} for kind, first, last in benefits],
        events=[
            {"id": f"t{day}", "type": "transferred", "on": day, "benefit": kind} for kind, day in transfers
        ],
    )
    found: dict[str, list[Answer]] = {}
    for answer in ask(known, on):
        found.setdefault(answer.rule, []).append(answer)
    return found


AFTER_JOB = [("flex_job", "2022-01-03", "2025-09-14"), (FLEX, "2025-09-15", None)]


@pytest.mark.parametrize("on", ["2025-09-15", "2025-10-01", "2026-04-15", "2027-01-04"])
@pytest.mark.parametrize(
    "groups", [[("lab-9", "2022-01-03")], [("lab-9", "2022-01-03"), ("lab-9", "2024-01-01")]]
)
def test_the_first_payment_after_a_flex_job_is_asked_for(on: str, groups: list[tuple[str, str]]) -> None:
    (found,) = answers(on, AFTER_JOB, groups, (FLEX, "2025-09-15"))["G20-37"]
    assert (found.status, found.missing) == ("unknown", ("first_payment",))
    assert found.reimbursement_at_stake


def test_nobody_is_asked_for_it_in_the_flex_job() -> None:
    assert "G20-37" not in answers("2025-09-14", AFTER_JOB, [("lab-9", "2022-01-03")])


@pytest.mark.parametrize(
    ("last", "on", "asked"),
    [
        ("2026-03-14", "2026-03-14", True),  # it is announced, and may be put off
        ("2026-03-14", "2026-03-15", False),
        ("2026-03-15", "2026-03-16", True),  # paid on its first day, it fell due on the last
        ("2025-11-30", "2027-01-04", False),
    ],
)
def test_nor_for_one_that_was_left_before_six_months_could_pass(last: str, on: str, asked: bool) -> None:
    left: list[tuple[str, str, str | None]] = [AFTER_JOB[0], (FLEX, "2025-09-15", last)]
    for benefits in (left, left[1:]):
        groups = [("lab-9", benefits[0][1])]
        assert ("G20-37" in answers(on, benefits, groups)) is asked
        # What came after counts for itself, whether it is left soon or not.
        for again, found in ((None, True), ("2027-06-01", False)):
            later: list[tuple[str, str, str | None]] = [*benefits, (FLEX, "2027-05-03", again)]
            assert ("G20-37" in answers("2027-07-01", later, groups)) is (found or last == "2026-03-15")


def test_nor_for_one_left_soon_after_a_time_in_which_it_was_paid() -> None:
    known = facts(
        groups=[{"code": "lab-9", "from": "2022-01-03", "to": "2022-12-30"}, {"code": "lab-9", "from": "2025-09-15"}],
        benefits=[{"type": FLEX, "from": "2022-01-03", "to": "2022-12-30"},
                  {"type": FLEX, "from": "2025-09-15", "to": "2025-12-12"}],
        events=[{"type": "first_payment", "on": "2022-01-31"}],
    )  # fmt: skip
    asked = [[a.status for a in ask(known, on) if a.rule == "G20-37"] for on in ("2025-12-12", "2025-12-13")]
    assert asked == [["missed", "unknown"], ["missed"]]


@pytest.mark.parametrize(
    "written", [None, "2025-08-10", "2025-09-10", "2025-09-17", "2025-10-16", "2026-01-20"]
)
def test_months_on_ledighedsydelse_count_from_the_benefit(written: str | None) -> None:
    told = [(FLEX, written)] if written else []
    found = answers("2026-02-01", [(FLEX, "2025-09-15", None)], [("lab-9", "2025-09-15")], *told)
    due = {rule: [str(a.due_on) for a in found[rule]] for rule in ("G20-34a", "G20-34b", "G20-38")}
    assert due == {"G20-34a": ["2026-03-15"], "G20-34b": ["2026-09-15"], "G20-38": ["2027-03-15"]}


@pytest.mark.parametrize(
    ("written", "due"),
    [("2025-10-16", ["2026-04-16 open"]), ("2025-10-17", ["2026-03-15 open"]), ("2025-12-01", ["2026-03-15 open"])],
)  # fmt: skip
def test_a_transfer_written_late_opens_no_new_window_on_an_unbroken_benefit(
    written: str, due: list[str]
) -> None:
    times: list[tuple[str, str, str | None]] = [
        (FLEX, "2025-09-15", "2025-10-31"),
        (FLEX, "2025-11-01", None),
    ]
    found = answers("2026-02-01", times, [("lab-9", "2025-09-15")], (FLEX, written))
    assert [f"{a.due_on} {a.status}" for a in found["G20-02"]] == due


def test_nor_does_it_move_the_end_of_job_clarification() -> None:
    kind = "job_clarification"
    found = answers(
        "2026-02-01", [(kind, "2025-09-15", None)], [("lab-7", "2025-09-15")], (kind, "2025-10-20")
    )
    due = {rule: [str(a.due_on) for a in found[rule]] for rule in ("G20-02", "G20-32")}
    assert due == {"G20-02": ["2026-03-15"], "G20-32": ["2027-09-15"]}


def test_a_transfer_back_after_a_short_flex_job_does_open_one() -> None:
    times: list[tuple[str, str, str | None]] = [
        (FLEX, "2025-01-06", "2025-09-14"),
        ("flex_job", "2025-09-15", "2025-10-05"),
        (FLEX, "2025-10-06", None),
    ]
    found = answers("2025-12-01", times, [("lab-9", "2025-01-06")], (FLEX, "2025-10-06"))
    assert [str(a.due_on) for a in found["G20-02"]] == ["2025-07-06", "2026-04-06"]


@pytest.mark.parametrize(
    ("kind", "code", "last", "back"),
    [
        ("job_clarification", "lab-7", "2025-06-20", "2025-06-23"),
        ("resource_programme", "lab-8", "2025-06-20", "2025-06-23"),
        (FLEX, "lab-9", "2025-06-20", "2025-07-07"),
        (FLEX, "lab-9", "2025-06-01", "2025-07-30"),
        (FLEX, "lab-9", "2025-03-20", "2025-04-01"),  # both lie near the first day
    ],
)
def test_a_transfer_back_after_some_days_off_opens_none(kind: str, code: str, last: str, back: str) -> None:
    times: list[tuple[str, str, str | None]] = [(kind, "2025-03-03", last), (kind, back, None)]
    told = [(kind, "2025-03-03"), (kind, back)]
    found = answers("2025-08-01", times, [(code, "2025-03-03")], *told)
    assert [str(a.due_on) for a in found["G20-02"]] == ["2025-09-03"]
    if code == "lab-7":
        due = {rule: [str(a.due_on) for a in found[rule]] for rule in ("G20-31", "G20-32")}
        assert due == {"G20-31": ["2025-03-31"], "G20-32": ["2027-03-03"]}


def test_one_after_a_free_calendar_month_does() -> None:
    times: list[tuple[str, str, str | None]] = [
        (FLEX, "2025-03-03", "2025-05-31"),
        (FLEX, "2025-07-01", None),
    ]
    found = answers(
        "2025-08-01", times, [("lab-9", "2025-03-03")], (FLEX, "2025-03-03"), (FLEX, "2025-07-01")
    )
    assert [str(a.due_on) for a in found["G20-02"]][-1] == "2026-01-01"


@pytest.mark.parametrize(
    ("last", "again", "due"),
    [
        ("2025-06-10", "2025-07-31", ["2025-07-31 missed"]),  # days off: the time on it goes on (CNT-4)
        ("2025-06-10", "2025-07-26", ["2025-07-26 missed"]),  # it lies near, and is one on coming back
        ("2025-05-12", "2025-09-15", ["2025-07-06 moot", "2026-03-15 open"]),  # a free month: counted from its own day
    ],
)  # fmt: skip
def test_one_written_far_from_every_first_day_opens_none_in_a_gap(
    last: str, again: str, due: list[str]
) -> None:
    times: list[tuple[str, str, str | None]] = [(FLEX, "2025-01-06", last), (FLEX, again, None)]
    found = answers("2025-10-05", times, [("lab-9", "2025-01-06")], (FLEX, "2025-06-25"))
    assert [f"{a.due_on} {a.status}" for a in found["G20-02"]] == due
    found = answers("2026-10-05", times, [("lab-9", "2025-01-06")], (FLEX, "2026-10-01"))
    assert len(found["G20-02"]) == len(due)  # nor behind it, on a benefit that ran on


def test_with_no_time_on_it_to_come_the_benefit_is_asked_for() -> None:
    found = answers(
        "2025-10-05", [(FLEX, "2025-01-06", "2025-05-12")], [("lab-9", "2025-01-06")], (FLEX, "2025-08-25")
    )
    assert [(a.status, a.missing) for a in found["G20-02"]] == [("moot", ()), ("unknown", ("benefit",))]


@pytest.mark.parametrize(
    ("last", "asked"),
    [("2026-12-13", ""), ("2026-12-14", "G20-34a"), ("2027-06-13", "G20-34a"),
     ("2027-06-14", "G20-34a G20-34b G20-38"), (None, "G20-34a G20-34b G20-38")],
)  # fmt: skip
def test_it_is_not_asked_for_of_months_that_could_not_be_full_before_the_group_was_left(
    last: str | None, asked: str
) -> None:
    """On it since 14 June 2026 at the earliest: six months are full on 14 December, twelve a year later in June."""
    known = facts(
        groups=[{"code": "lab-9", "from": "2025-11-05", "to": last}],
        benefits=[{"type": "flex_job", "from": "2025-11-05", "to": "2025-12-02"}],
        events=[{"type": "transferred", "on": "2026-07-15", "benefit": FLEX}],
    )
    found = [a for a in ask(known, "2029-04-06") if a.rule in ("G20-34a", "G20-34b", "G20-38")]
    assert " ".join(a.rule for a in found) == asked
    assert {(a.status, a.missing) for a in found} <= {("unknown", ("benefit",))}


@pytest.mark.parametrize(("last", "asked"), [("2026-10-29", ""), ("2026-10-30", "G20-34a")])
def test_months_of_an_earlier_case_count_among_those(last: str, asked: str) -> None:
    """From 1 April six months would be full on 1 October; 16 May to 13 June, 29 days, were off: so on 30 October."""
    known = facts(
        groups=[{"code": "lab-9", "from": "2026-07-10", "to": last}],
        benefits=[{"type": FLEX, "from": "2026-04-01", "to": "2026-05-15"}],
        events=[{"type": "transferred", "on": "2026-07-15", "benefit": FLEX}],
    )
    found = [a for a in ask(known, "2029-04-06") if a.rule in ("G20-34a", "G20-34b", "G20-38")]
    assert " ".join(a.rule for a in found if a.status == "unknown") == asked
    assert all(a.status == "moot" for a in found if a.status != "unknown")


def test_leave_that_is_not_counted_gives_no_date_in_a_time_away() -> None:
    """A year on it from 28 December 2018 with 91 days of leave: full on 4 May 2020, 91 days after coming back.

    In January 2020, a free month on other help, twelve months had not come together yet, so nothing was lost then.
    """
    known = facts(
        groups=[{"code": "lab-9", "from": "2018-12-28"}],
        benefits=[{"type": FLEX, "from": "2018-12-28", "to": "2019-12-27"},
                  {"type": "cash_benefit", "from": "2019-12-28", "to": "2020-02-02"},
                  {"type": FLEX, "from": "2020-02-03"}],
        exemptions=[{"kind": "maternity", "from": "2019-09-03", "to": "2019-12-02"}],
        acts=[{"type": "referral", "on": "2020-12-22"}],
    )  # fmt: skip
    (found,) = [a for a in ask(known, "2021-03-19") if a.rule == "G20-34b"]
    assert (str(found.due_on), found.status, str(found.met_on)) == ("2020-05-04", "met_late", "2020-12-22")
