"""Which registration opens anything: one undone before any help, one after other help, one about a benefit to come."""

from __future__ import annotations

import pytest

from tests.deadlines.make import facts
from tests.deadlines.test_kept_coming_back import CASH, DAGPENGE, SICK, Rows, life, told

UNDONE = [("registered", "2025-02-10"), ("deregistered", "2025-02-20")]
ASKED = [("first_contact", "2025-03-03"), ("re_registered", "2025-03-03")]


def test_one_undone_before_any_help_opens_nothing() -> None:
    known = life([("lab-2", "2025-03-03", None)], [(CASH, "2025-03-03", None)], *UNDONE, *ASKED)
    assert told(known, "2025-03-05", "G20-01", "G20-02", "G20-12a", "G20-13") == [
        "G20-01 2025-03-03 2025-03-10 open",
        "G20-02 2025-03-03 2025-09-03 open",
        "G20-12a 2025-03-03 2025-03-24 open",
        "G20-13 2025-03-03 2025-03-03 met",
    ]


def test_before_it_is_undone_it_stands() -> None:
    known = life([("lab-2", "2025-03-03", None)], [(CASH, "2025-03-03", None)], *UNDONE)
    assert told(known, "2025-02-19", "G20-01") == ["G20-01 2025-02-10 2025-02-17 missed"]


@pytest.mark.parametrize(("help_", "opened"), [("2025-02-20", "2025-02-10"), ("2025-02-21", "2025-03-03")])
def test_one_undone_after_help_began_has_opened_its_clocks(help_: str, opened: str) -> None:
    known = life([("lab-2", help_, None)], [(CASH, help_, None)], *UNDONE, *ASKED)
    assert [one.split()[1] for one in told(known, "2025-03-05", "G20-01")] == [opened]


def in_turns(until: str, back: str, again: str) -> list[str]:
    """Return what the registrations open of somebody on dagpenge, on cash benefit, and on dagpenge again."""
    rows: Rows = [
        ("lab-1", "2025-01-06", "2025-02-28"),
        ("lab-2", "2025-03-01", until),
        ("lab-1", back, None),
    ]
    paid: Rows = [(CASH if code == "lab-2" else DAGPENGE, first, last) for code, first, last in rows]
    happened = [("registered", "2025-01-06"), ("first_contact", "2025-03-01"), ("re_registered", again)]
    return [" ".join(one.split()[1:3]) for one in told(life(rows, paid, *happened), "2025-06-20", "G20-04a")]


@pytest.mark.parametrize(
    ("again", "found"),
    [
        ("2025-03-24", "2025-03-24 2025-04-07"),
        ("2025-03-20", "2025-03-20 2025-04-03"),
        ("2025-04-24", "2025-04-24 2025-05-08"),
        ("2025-04-25", "registered None"),  # more than 31 days after it
    ],
)
def test_registering_again_about_dagpenge_after_cash_benefit_is_a_registration(
    again: str, found: str
) -> None:
    assert in_turns("2025-03-23", "2025-03-24", again) == ["2025-01-06 2025-01-20", found]


def test_so_it_is_after_more_than_a_free_month_on_sickness_benefit() -> None:
    rows: Rows = [
        ("lab-1", "2025-03-03", "2025-03-09"), ("lab-6", "2025-03-10", "2025-05-11"), ("lab-1", "2025-05-12", None),
    ]  # fmt: skip
    paid: Rows = [(SICK if code == "lab-6" else DAGPENGE, first, last) for code, first, last in rows]
    known = life(rows, paid, ("registered", "2025-03-03"), ("re_registered", "2025-05-12"))
    assert told(known, "2025-05-20", "G20-04a") == [
        "G20-04a 2025-03-03 2025-05-12 moot",
        "G20-04a 2025-05-12 2025-05-26 open",
    ]


@pytest.mark.parametrize(
    ("born", "rules"),
    [("2001-05-11", {"G20-04b", "G20-06a", "G20-06b"}), ("2001-05-12", {"G20-05a", "G20-05b"})],
)
def test_who_turns_25_with_the_first_day_on_dagpenge_has_one_track(born: str, rules: set[str]) -> None:
    known = life(
        [("lab-1", "2026-05-11", None)], [(DAGPENGE, "2026-05-11", None)], ("registered", "2026-05-10"), born=born,
        traits=[{"trait": "qualified", "value": False}, {"trait": "child_at_home", "value": False}],
    )  # fmt: skip
    tracks = "G20-04b", "G20-05a", "G20-05b", "G20-06a", "G20-06b"
    assert {one.split()[0] for one in told(known, "2026-05-20", *tracks)} == rules


def test_a_contact_about_dagpenge_opens_nothing_on_cash_benefit_in_the_only_group_there_is() -> None:
    paid: Rows = [(DAGPENGE, "2021-05-23", "2021-06-01"), (CASH, "2021-06-02", None)]
    known = life([("lab-5", "2021-06-05", None)], paid, ("first_contact", "2021-05-22"))
    assert "G20-01 first_contact None unknown" in told(known, "2021-06-20", "G20-01")


@pytest.mark.parametrize(
    ("again", "found"),
    [
        ("2025-09-02", ["2025-01-06", "registered"]),
        ("2025-09-21", ["2025-01-06", "registered"]),
        ("2025-09-27", ["2025-01-06", "2025-09-27"]),
        ("2025-09-29", ["2025-01-06", "2025-09-29"]),
    ],
)
def test_registering_again_while_dagpenge_ran_on_was_about_those(again: str, found: list[str]) -> None:
    rows: Rows = [("lab-1", "2025-01-06", "2025-09-21"), ("lab-2", "2025-09-22", "2025-09-28")]
    rows.append(("lab-1", "2025-09-29", None))
    paid: Rows = [(CASH if code == "lab-2" else DAGPENGE, first, last) for code, first, last in rows]
    known = life(
        rows, paid, ("registered", "2025-01-06"), ("first_contact", "2025-09-22"), ("re_registered", again)
    )
    for rule in ("G20-04a", "G20-04b"):
        assert [one.split()[1] for one in told(known, "2025-09-30", rule)] == found


@pytest.mark.parametrize("on", ["2025-03-03", "2025-03-04"])
@pytest.mark.parametrize("before", [True, False])
def test_registering_again_on_the_first_day_of_dagpenge_is_its_registration(on: str, before: bool) -> None:
    """It is so on that day alone: one of some days later may follow a booking that was missed."""
    rows: Rows = [("lab-2", "2025-01-06", "2025-03-02")] if before else []
    paid: Rows = [(CASH, first, last) for _, first, last in rows]
    said = [("first_contact", "2025-01-06"), ("registered", "2025-01-06")] if before else []
    known = life([*rows, ("lab-1", "2025-03-03", None)], [*paid, (DAGPENGE, "2025-03-03", None)], *said,
                 ("re_registered", on))  # fmt: skip
    cv = told(known, "2025-03-07", "G20-12a")
    if on == "2025-03-03":
        rules = ("G20-04a", "G20-04b", "G20-12b")
        assert told(known, "2025-03-07", *rules) == [f"{rule} 2025-03-03 2025-03-17 open" for rule in rules]
    else:
        assert told(known, "2025-03-07", "G20-04a") == ["G20-04a registered None unknown"]
    opened = "2025-03-03 2025-03-17 open" if on == "2025-03-03" else "registered None unknown"
    assert cv == ["G20-12a 2025-01-06 2025-01-27 missed" if before else f"G20-12a {opened}"]


def test_one_on_its_first_day_after_a_registration_for_it_is_none() -> None:
    said = [("registered", "2025-02-24"), ("re_registered", "2025-03-03")]
    known = life([("lab-1", "2025-03-03", None)], [(DAGPENGE, "2025-03-03", None)], *said)
    assert told(known, "2025-03-05", "G20-04a") == ["G20-04a 2025-02-24 2025-03-10 due_soon"]


@pytest.mark.parametrize(
    ("last", "moved", "asked"),
    [("2025-03-09", "2025-03-10", []), ("2025-03-24", "2025-03-25", ["G20-12a registered None unknown"])],
)
def test_who_left_nr_2_before_the_cv_could_be_due_is_not_asked_when_he_registered(
    last: str, moved: str, asked: list[str]
) -> None:
    """No registration came before the first contact of 3 March, so the three weeks end on the 24th at the earliest."""
    known = life([("lab-2", "2025-03-03", last), ("lab-4", moved, None)], [(CASH, "2025-03-03", None)],
                 ("first_contact", "2025-03-03"))  # fmt: skip
    assert [one for one in told(known, "2025-09-10", "G20-12a") if "registered" in one] == asked


def test_who_is_back_in_nr_2_is_asked() -> None:
    rows: Rows = [("lab-2", "2025-03-03", "2025-03-09"), ("lab-2", "2025-03-17", None)]
    known = life(rows, [(CASH, first, last) for _, first, last in rows], ("first_contact", "2025-03-03"))
    assert told(known, "2025-09-10", "G20-12a") == ["G20-12a registered None unknown"]


NEXT: Rows = [("lab-2", "2025-06-02", "2025-10-19"), ("lab-1", "2025-10-20", None)]
NEXT_PAID: Rows = [(CASH if code == "lab-2" else DAGPENGE, first, last) for code, first, last in NEXT]
OF_OWN = ("G20-04a", "G20-04b", "G20-12b")


@pytest.mark.parametrize("long_before", ["2025-07-03", "2025-07-04", "2025-09-01", "2025-09-18"])
@pytest.mark.parametrize(
    ("again", "found"),
    [
        ([], "registered None unknown"),
        ([("registered", "2025-10-20")], "2025-10-20 2025-11-03 open"),
        ([("re_registered", "2025-10-20")], "2025-10-20 2025-11-03 open"),
    ],
)
def test_one_long_into_cash_benefit_is_none_of_the_dagpenge_to_come(
    long_before: str, again: list[tuple[str, str]], found: str
) -> None:
    said = [("first_contact", "2025-06-02"), ("registered", long_before), *again]
    known = life(NEXT, NEXT_PAID, *said)
    assert told(known, "2025-10-20", *OF_OWN) == [f"{rule} {found}" for rule in OF_OWN]


def test_hours_written_on_the_help_change_nothing_of_what_a_contact_is_about() -> None:
    known = facts(
        groups=[{"code": "lab-1", "from": "2025-01-06", "to": "2025-04-02"}, {"code": "lab-2", "from": "2025-05-01"}],
        benefits=[{"type": DAGPENGE, "from": "2025-05-01", "hours": {"2025-05": 100}}],
        events=[{"type": "first_contact", "on": "2025-03-01"}],
    )  # fmt: skip
    assert told(known, "2025-05-01", "G20-01") == ["G20-01 first_contact None unknown"]


def test_one_up_to_31_days_before_dagpenge_is_theirs() -> None:
    known = life(NEXT, NEXT_PAID, ("first_contact", "2025-06-02"), ("registered", "2025-09-19"))
    assert told(known, "2025-10-20", "G20-04a") == ["G20-04a 2025-09-19 2025-10-20 due_soon"]


def test_one_after_a_job_while_on_dagpenge_is_none_of_the_cash_benefit_to_come() -> None:
    rows: Rows = [
        ("lab-1", "2026-06-01", "2026-08-16"), ("lab-1", "2026-09-04", "2026-10-19"), ("lab-2", "2026-10-20", None),
    ]  # fmt: skip
    paid: Rows = [(CASH if code == "lab-2" else DAGPENGE, first, last) for code, first, last in rows]
    said = [("registered", "2026-06-01"), ("registered", "2026-09-04")]
    assert "G26-04 first_contact None unknown" in told(life(rows, paid, *said), "2026-11-01", "G26-04")
    asked = life(rows, paid, *said, ("first_contact", "2026-10-20"))
    assert "G26-04 2026-10-20 2026-10-27 missed" in told(asked, "2026-11-01", "G26-04")


@pytest.mark.parametrize(("code", "kind"), [("lab-6", SICK), ("lab-1", DAGPENGE)])
def test_a_first_contact_long_into_other_help_is_not_the_one_of_the_next(code: str, kind: str) -> None:
    rows: Rows = [(code, "2025-06-02", "2025-10-19"), ("lab-2", "2025-10-20", None)]
    paid: Rows = [(kind, "2025-06-02", "2025-10-19"), (CASH, "2025-10-20", None)]
    known = life(rows, paid, ("first_contact", "2025-09-01"))
    assert told(known, "2025-10-21", "G20-01", "G20-02") == [
        "G20-01 first_contact None unknown",
        "G20-02 2025-10-20 2026-04-20 open",
    ]


def test_a_first_contact_on_the_first_day_of_dagpenge_is_none_of_the_cash_benefit_ten_days_on() -> None:
    """The group was written the day before cash benefit began: the contact is about the nearer first day (CNT-1)."""
    paid: Rows = [(DAGPENGE, "2027-03-01", "2027-03-11"), (CASH, "2027-03-12", None)]
    known = life([("lab-3", "2027-03-11", None)], paid, ("first_contact", "2027-03-01"))
    assert "G26-08 first_contact None unknown" in told(known, "2027-03-20", "G26-08")
    nearer = life([("lab-3", "2027-03-11", None)], paid, ("first_contact", "2027-03-07"))
    assert told(nearer, "2027-03-20", "G26-08") == ["G26-08 2027-03-07 2027-03-14 missed"]
