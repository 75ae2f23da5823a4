"""Away for less than a calendar month and back: what fell meanwhile is due on the day of coming back."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from caseworker.deadlines.earlier_cases import Earlier, with_earlier
from tests.deadlines.make import ask, day, facts, talk

DAGPENGE, CASH, SICK = "unemployment_benefit", "cash_benefit", "sickness_benefit"
Rows = list[tuple[str, str, str | None]]
BACK = "It would fall in a time in which the citizen was away, so it is the day of coming back."


def life(
    groups: Rows, benefits: Rows, *events: tuple[str, str], born: str = "1985-04-10", **more: Any
) -> Any:
    """Return a life: groups and benefits with their first and last days, and what happened on which day."""
    return facts(
        citizen={"birth_date": born},
        groups=[
            {"code": code, "from": first, "to": last}
            | ({"insured": "full"} if code == "lab-1" else {"category": 1} if code == "lab-6" else {})
            for code, first, last in groups
        ],
        benefits=[{"type": kind, "from": first, "to": last} for kind, first, last in benefits],
        events=[{"id": f"{kind}{on}", "type": kind, "on": on} for kind, on in events],
        **more,
    )


def told(known: Any, on: str, *rules: str) -> list[str]:
    found = [a for a in ask(known, on) if a.rule in rules]
    return [f"{a.rule} {a.trigger_on or ','.join(a.missing)} {a.due_on} {a.status}" for a in found]


AWAY: Rows = [("lab-1", "2025-01-06", "2025-01-10"), ("lab-1", "2025-01-27", None)]
PAID: Rows = [(DAGPENGE, first, last) for _, first, last in AWAY]
FIRST, OFF = ("registered", "2025-01-06"), ("deregistered", "2025-01-11")


@pytest.mark.parametrize("rule", ["G20-04a", "G20-04b", "G20-12a"])
def test_registering_again_after_days_away_takes_the_place_of_the_first(rule: str) -> None:
    known = life(AWAY, PAID, FIRST, OFF, ("registered", "2025-01-27"))
    assert told(life(AWAY[:1], PAID[:1], FIRST, OFF), "2025-01-22", rule) == [
        f"{rule} 2025-01-06 2025-01-20 moot"
    ]
    assert told(known, "2025-01-28", rule) == [
        f"{rule} 2025-01-06 2025-01-27 moot",
        f"{rule} 2025-01-27 2025-02-10 open",
    ]


def test_so_it_does_where_the_cv_need_not_be_checked_so_soon() -> None:
    known = life(AWAY, PAID, FIRST, OFF, ("registered", "2025-01-27"))
    assert told(known, "2025-01-28", "G20-12b") == ["G20-12b 2025-01-06 2025-01-27 moot"]
    late = life(AWAY, PAID, FIRST, OFF, ("registered", "2025-01-29"))
    assert told(late, "2025-01-30", "G20-12b") == ["G20-12b 2025-01-06 2025-01-29 moot"]


@pytest.mark.parametrize(("again", "due"), [("2025-01-24", "2025-02-07"), ("2025-01-29", "2025-02-12")])
def test_so_does_one_shortly_before_coming_back_or_after_it(again: str, due: str) -> None:
    known = life(AWAY, PAID, FIRST, ("registered", again))
    assert told(known, "2025-01-30", "G20-04a") == [
        f"G20-04a 2025-01-06 {again} moot",
        f"G20-04a {again} {due} open",
    ]


def test_and_the_trace_says_so() -> None:
    known = life(AWAY, PAID, FIRST, ("registered", "2025-01-29"))
    first, _ = [a for a in ask(known, "2025-01-30", trace=True) if a.rule == "G20-04a"]
    assert "It was still to come when the citizen left, and registering again took its place." in [
        step.en for step in first.trace
    ]


def test_what_was_missed_before_leaving_stays_missed() -> None:
    rows: Rows = [("lab-1", "2025-01-06", "2025-01-22"), ("lab-1", "2025-02-03", None)]
    known = life(
        rows, [(DAGPENGE, first, last) for _, first, last in rows], FIRST, ("registered", "2025-02-03")
    )
    assert told(known, "2025-02-04", "G20-04a") == [
        "G20-04a 2025-01-06 2025-01-20 missed",
        "G20-04a 2025-02-03 2025-02-17 open",
    ]


def test_of_registering_twice_without_having_been_away_the_first_counts() -> None:
    known = life(
        [("lab-1", "2025-01-06", None)],
        [(DAGPENGE, "2025-01-06", None)],
        FIRST,
        ("registered", "2025-01-27"),
    )
    assert [one.split()[3] for one in told(known, "2025-01-28", "G20-04a")] == ["missed"]


@pytest.mark.parametrize("on", ["2025-01-19", "2025-01-22", "2025-02-20"])
def test_on_no_benefit_nothing_is_asked_though_the_group_stands_open(on: str) -> None:
    known = life([("lab-1", "2025-01-06", None)], PAID[:1], FIRST, OFF)
    assert told(known, on, "G20-04a", "G20-12a") == [
        "G20-04a 2025-01-06 2025-01-20 moot",
        "G20-12a 2025-01-06 2025-01-20 moot",
    ]


def test_and_is_due_when_the_benefit_comes_back() -> None:
    known = life([("lab-1", "2025-01-06", None)], PAID, FIRST)
    for on, status in (("2025-01-20", "open"), ("2025-01-27", "due_soon"), ("2025-01-28", "missed")):
        assert told(known, on, "G20-04a")[0].split()[2:] == ["2025-01-27", status]


@pytest.mark.parametrize(("back", "found"), [("2025-02-28", ["missed"]), ("2025-03-01", ["moot", "unknown"])])
def test_not_after_a_free_calendar_month(back: str, found: list[str]) -> None:
    known = life([("lab-1", "2025-01-06", None)], [PAID[0], (DAGPENGE, back, None)], FIRST)
    assert [one.split()[3] for one in told(known, "2025-03-10", "G20-12b")] == found


def test_who_waits_for_a_benefit_is_not_away() -> None:
    # The dagpenge are left for cash benefit that is not decided on yet.
    known = life(
        [("lab-1", "2024-06-03", "2025-03-02"), ("lab-2", "2025-03-03", None)],
        [(DAGPENGE, "2024-06-03", "2025-03-05")],
        ("first_contact", "2025-03-03"),
    )
    assert told(known, "2025-03-12", "G20-01") == ["G20-01 2025-03-03 2025-03-10 missed"]


@pytest.mark.parametrize("group", ["integration", "lab-12"])
def test_nor_is_who_supports_himself_in_a_group_that_allows_it(group: str) -> None:
    known = life(
        [(group, "2025-01-06", None)], [(CASH, "2025-01-06", "2025-01-10")], ("visited", "2025-01-06"),
        ("first_contact", "2025-01-06"), ("taken_over", "2025-01-06"),
    )  # fmt: skip
    rule = {"integration": "G20-49a", "lab-12": "G20-48"}[group]
    assert "missed" in told(known, "2025-06-01", rule)[0]


def test_in_the_cash_groups_too_the_first_contact_of_before_counts_on() -> None:
    known = life(
        [("lab-2", "2025-03-03", "2025-03-06"), ("lab-2", "2025-03-24", None)],
        [(CASH, "2025-03-03", "2025-03-06"), (CASH, "2025-03-24", None)],
        ("first_contact", "2025-03-03"),
        ("first_contact", "2025-03-21"),
    )
    for on, status in (("2025-03-21", "due_soon"), ("2025-03-24", "due_soon"), ("2025-03-25", "missed")):
        assert told(known, on, "G20-01") == [f"G20-01 2025-03-03 2025-03-24 {status}"]
    (answer,) = [a for a in ask(known, "2025-03-24", trace=True) if a.rule == "G20-01"]
    assert BACK in [step.en for step in answer.trace]


def test_so_do_the_talks_and_the_offer_of_six_months() -> None:
    known = life(
        [("lab-2", "2025-03-03", "2025-08-20"), ("lab-2", "2025-09-15", None)],
        [(CASH, "2025-03-03", "2025-08-20"), (CASH, "2025-09-15", None)],
        ("first_contact", "2025-03-03"),
        contacts=[talk("2025-03-05"), talk("2025-05-05"), talk("2025-07-05")],
    )
    rules = "G20-02", "G20-22"
    assert told(known, "2025-09-15", *rules) == [f"{rule} 2025-03-03 2025-09-15 due_soon" for rule in rules]
    assert told(known, "2025-09-18", *rules) == [f"{rule} 2025-03-03 2025-09-15 missed" for rule in rules]


ILL_RULES = "G20-04a", "G20-04b", "G20-12a", "G20-12b"


def ill(last: str, back: str, *events: tuple[str, str]) -> Any:
    rows: Rows = [("lab-1", "2025-03-03", "2025-03-09"), ("lab-6", "2025-03-10", last), ("lab-1", back, None)]
    paid = [(SICK if code == "lab-6" else DAGPENGE, first, to) for code, first, to in rows]
    return life(rows, paid, ("registered", "2025-03-03"), ("deregistered", "2025-03-10"), *events)


def test_ill_over_the_first_date_it_is_due_on_coming_back() -> None:
    known = ill("2025-03-30", "2025-03-31")
    for on, status in (("2025-03-31", "due_soon"), ("2025-04-15", "missed")):
        assert told(known, on, *ILL_RULES) == [f"{rule} 2025-03-03 2025-03-31 {status}" for rule in ILL_RULES]


@pytest.mark.parametrize("word", ["registered", "re_registered"])
def test_whoever_registers_again_has_two_weeks_from_then(word: str) -> None:
    known = ill("2025-03-30", "2025-03-31", (word, "2025-03-31"))
    assert sorted(told(known, "2025-04-01", *ILL_RULES)) == [
        "G20-04a 2025-03-03 2025-03-31 moot", "G20-04a 2025-03-31 2025-04-14 open",
        "G20-04b 2025-03-03 2025-03-31 moot", "G20-04b 2025-03-31 2025-04-14 open",
        "G20-12a 2025-03-03 2025-03-31 moot", "G20-12a 2025-03-31 2025-04-14 open",
        "G20-12b 2025-03-03 2025-03-31 moot",  # no check so soon after having been off the register
    ]  # fmt: skip


def test_ill_for_longer_the_registration_is_asked_for_anew() -> None:
    found = told(ill("2025-05-11", "2025-05-12"), "2025-05-20", *ILL_RULES)
    assert "G20-04a 2025-03-03 2025-03-17 moot" in found
    assert "G20-04a registered None unknown" in found


def test_ill_over_the_first_talk_of_the_new_law() -> None:
    rows: Rows = [
        ("lab-1", "2026-10-05", "2026-10-11"), ("lab-6", "2026-10-12", "2026-11-01"), ("lab-1", "2026-11-02", None),
    ]  # fmt: skip
    paid = [(SICK if code == "lab-6" else DAGPENGE, first, to) for code, first, to in rows]
    known = life(rows, paid, ("registered", "2026-10-05"))
    assert told(known, "2026-11-02", "G26-04") == ["G26-04 2026-10-05 2026-11-02 due_soon"]
    assert told(known, "2026-11-20", "G26-04") == ["G26-04 2026-10-05 2026-11-02 missed"]


def test_a_date_in_no_group_is_the_first_day_of_the_group_that_comes() -> None:
    rows: Rows = [("lab-2", "2026-08-10", "2026-08-14"), ("lab-3", "2026-08-24", None)]
    known = life(
        rows, [(CASH, first, last) for _, first, last in rows],
        ("first_contact", "2026-08-10"), ("first_contact", "2026-08-21"),
    )  # fmt: skip
    assert told(known, "2026-08-24", "G26-04", "G26-08") == [
        "G26-04 2026-08-10 2026-08-24 moot",
        "G26-08 2026-08-10 2026-08-24 due_soon",
    ]
    assert told(known, "2026-09-10", "G26-08") == ["G26-08 2026-08-10 2026-08-24 missed"]


def test_in_another_group_of_the_same_contact_nobody_is_away() -> None:
    rows: Rows = [
        ("lab-2", "2026-08-10", "2026-08-14"), ("lab-3", "2026-08-15", "2026-08-23"), ("lab-2", "2026-08-24", None),
    ]  # fmt: skip
    known = life(rows, [(CASH, "2026-08-10", None)], ("first_contact", "2026-08-10"))
    assert told(known, "2026-09-10", "G26-04", "G26-08") == [
        "G26-04 2026-08-10 2026-08-17 moot",
        "G26-08 2026-08-10 2026-08-17 missed",
    ]


def test_a_case_closed_and_opened_again_goes_on_on_the_day_of_coming_back() -> None:
    old = life(
        [("lab-2", "2026-10-05", None)],
        [],
        ("first_contact", "2026-10-05"),
        ("case_closed", "2026-10-09"),
    )
    new = life([("lab-2", "2026-10-26", None)], [], ("first_contact", "2026-10-26"))
    known = with_earlier(new, day("2026-10-26"), [Earlier(day("2026-10-05"), day("2026-10-09"), old)])
    assert told(known, "2026-10-26", "G26-04") == ["G26-04 2026-10-05 2026-10-26 due_soon"]


def test_how_long_a_placement_may_last_is_no_question_of_where_one_is() -> None:
    rows: Rows = [("lab-2", "2025-03-03", "2025-04-20"), ("lab-2", "2025-05-05", None)]
    known = life(
        rows, [(CASH, first, last) for _, first, last in rows], ("first_contact", "2025-03-03"),
        offers=[{"id": "o", "type": "placement", "from": "2025-04-01"}],
    )  # fmt: skip
    assert told(known, "2025-05-06", "G20-25") == ["G20-25 2025-04-01 2025-04-28 missed"]


ORDER = {"id": "b", "type": "booking_order", "on": "2025-03-03", "until": "2025-03-14"}


@pytest.mark.parametrize(
    ("later", "status"),
    [
        ([("lab-1", "2025-01-06", "2025-03-09")], "moot"),
        ([("lab-1", "2025-01-06", "2025-03-09"), ("lab-1", "2025-03-24", None)], "moot"),
        ([("lab-1", "2025-01-06", "2025-03-20"), ("lab-1", "2025-03-24", None)], "moot"),
        ([("lab-1", "2025-01-06", "2025-03-21"), ("lab-1", "2025-03-31", None)], "missed"),
        ([("lab-1", "2025-01-06", None)], "missed"),
    ],
)
def test_an_order_to_book_is_over_when_the_citizen_leaves_before_the_date(later: Rows, status: str) -> None:
    more = facts(events=[ORDER]).events
    known = life(later, [(DAGPENGE, first, last) for _, first, last in later], FIRST)
    known = msgspec.structs.replace(known, events=(*known.events, *more))
    on = "2025-03-20" if later[-1][2] == "2025-03-09" else "2025-04-02"
    assert [one.split()[-1] for one in told(known, on, "G20-10")] == [status]


@pytest.mark.parametrize(("rule", "due"), [("G20-16", "2025-04-03"), ("G20-17", "2025-06-03")])
def test_test_and_assessment_follow_a_correction_of_the_group(rule: str, due: str) -> None:
    known = facts(
        citizen={"birth_date": "2003-06-15"},
        traits=[{"trait": "upper_secondary", "value": False}],
        groups=[{"code": "lab-2", "from": "2025-03-03", "to": "2025-03-09"},
                {"code": "lab-4", "from": "2025-03-10", "visited_as": "education_ready"}],
        benefits=[{"type": "education_help", "from": "2025-03-03"}],
        events=[{"id": "c", "type": "first_contact", "on": "2025-03-03"}],
    )  # fmt: skip
    assert told(known, "2025-03-09", rule) == [f"{rule} 2025-03-03 {due} open"]
    assert told(known, "2025-03-12", rule) == [f"{rule} 2025-03-03 {due} open"]


def out(*exempt: tuple[str, str, str], last: str = "2025-03-16", back: str = "2025-03-31") -> Any:
    """Return somebody on cash help from 2025-03-03 on, exempted and away for some days."""
    rows: Rows = [("lab-2", "2025-03-03", last), ("lab-2", back, None)]
    return life(
        rows,
        [(CASH, first, end) for _, first, end in rows],
        ("first_contact", "2025-03-03"),
        exemptions=[{"kind": kind, "from": first, "to": end} for kind, first, end in exempt],
    )


@pytest.mark.parametrize(
    ("on", "status"), [("2025-03-24", "open"), ("2025-03-31", "due_soon"), ("2025-04-01", "missed")]
)
def test_a_date_that_an_exemption_puts_into_the_time_away_is_the_day_of_coming_back(
    on: str, status: str
) -> None:
    known = out(("less_intensive", "2025-03-05", "2025-03-16"))
    assert told(known, on, "G20-01") == [f"G20-01 2025-03-03 2025-03-31 {status}"]


def test_and_the_trace_of_it_says_so() -> None:
    known = out(("less_intensive", "2025-03-05", "2025-03-16"))
    (answer,) = [a for a in ask(known, "2025-03-31", trace=True) if a.rule == "G20-01"]
    assert BACK in [step.en for step in answer.trace]


def test_an_exemption_over_the_day_of_coming_back_moves_it_on() -> None:
    known = out(
        ("less_intensive", "2025-03-07", "2025-03-14"), ("less_intensive", "2025-03-29", "2025-04-04")
    )
    assert told(known, "2025-04-08", "G20-01") == ["G20-01 2025-03-03 2025-04-11 due_soon"]


def test_put_into_days_off_that_become_a_free_month_it_is_no_duty() -> None:
    known = life(
        [("lab-2", "2025-03-03", None)],
        [(CASH, "2025-03-03", "2025-03-16"), (CASH, "2025-05-05", None)],
        ("first_contact", "2025-03-03"),
        exemptions=[{"kind": "less_intensive", "from": "2025-03-05", "to": "2025-03-16"}],
    )
    assert told(known, "2025-03-31", "G20-01")[0] == "G20-01 2025-03-03 2025-03-23 moot"


@pytest.mark.parametrize(
    ("on", "found"),
    [
        ("2025-03-23", "2025-03-22 due_soon"),
        ("2025-04-07", "2025-04-07 due_soon"),
        ("2025-04-08", "2025-04-07 missed"),
    ],
)
def test_so_is_one_on_a_closed_day_that_could_be_kept_while_away(on: str, found: str) -> None:
    rows: Rows = [("lab-2", "2025-03-01", "2025-03-23")]
    rows += [("lab-2", "2025-04-07", None)] if on > "2025-04" else []
    known = life(rows, [(CASH, first, last) for _, first, last in rows], ("registered", "2025-03-01"))
    assert told(known, on, "G20-12a") == [f"G20-12a 2025-03-01 {found}"]


def test_so_is_what_was_to_be_done_on_a_saturday() -> None:
    rows: Rows = [("lab-7", "2025-03-08", "2025-03-09"), ("lab-7", "2025-03-24", None)]
    known = life(rows, [("job_clarification", first, last) for _, first, last in rows])
    assert told(known, "2025-03-24", "G20-20") == ["G20-20 2025-03-08 2025-03-24 due_soon"]


def test_and_off_all_benefits_it_is_no_duty() -> None:
    known = life(
        [("lab-2", "2025-03-01", None)], [(CASH, "2025-03-01", "2025-03-23")], ("registered", "2025-03-01")
    )
    assert told(known, "2025-03-25", "G20-12a") == ["G20-12a 2025-03-01 2025-03-22 moot"]
