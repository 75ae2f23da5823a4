"""Asked for help, or registered, in another group: it is about the help there, or about that which comes next."""

from __future__ import annotations

import pytest

from tests.deadlines.test_kept_coming_back import CASH, DAGPENGE, SICK, Rows, life, told

RULES = "G20-04b", "G20-12a", "G20-12b", "G26-04"


def ill(word: str, on: str, back: str, last: str, code: str = "lab-1") -> list[str]:
    """Return what there is for somebody who fell ill three days after registering and said something while ill."""
    rows: Rows = [(code, "2026-08-10", "2026-08-12"), ("lab-6", "2026-08-13", last), (code, back, None)]
    own = DAGPENGE if code == "lab-1" else CASH
    paid: Rows = [(SICK if group == "lab-6" else own, first, end) for group, first, end in rows]
    said = [
        ("registered", "2026-08-10"),
        ("first_absence_day", "2026-08-13"),
        *([(word, on)] if word else []),
    ]
    return told(life(rows, paid, *said), "2026-11-01", *RULES)


@pytest.mark.parametrize("word", ["registered", "re_registered"])
def test_early_in_the_illness_it_ends_nothing_of_before(word: str) -> None:
    """The sickness benefit began four days before, dagpenge comes 28 days later: it is about the nearer one."""
    found = ill(word, "2026-08-17", "2026-09-14", "2026-09-13")
    assert sorted(found) == sorted(f"{rule} 2026-08-10 2026-09-14 missed" for rule in RULES)
    assert found == ill("", "", "2026-09-14", "2026-09-13")


@pytest.mark.parametrize("word", ["registered", "re_registered"])
@pytest.mark.parametrize("on", ["2026-08-17", "2026-09-14", "2026-09-24"])
def test_long_before_coming_back_the_registration_of_then_is_asked_for(word: str, on: str) -> None:
    found = ill(word, on, "2026-10-26", "2026-10-25")
    assert sorted(one for one in found if "unknown" in one) == [
        f"{rule} registered None unknown" for rule in RULES
    ]
    assert found == ill("", "", "2026-10-26", "2026-10-25")


@pytest.mark.parametrize("word", ["registered", "re_registered"])
def test_near_to_coming_back_it_is_about_that(word: str) -> None:
    found = ill(word, "2026-09-25", "2026-10-26", "2026-10-25")  # 31 days before
    assert "G20-04b 2026-09-25 2026-10-26 missed" in found
    assert not any("unknown" in one for one in found)


@pytest.mark.parametrize("on", ["2026-08-10", "2026-08-20"])
def test_who_was_ill_first_registers_for_dagpenge_too(on: str) -> None:
    rows: Rows = [("lab-6", "2026-08-03", "2026-09-27"), ("lab-1", "2026-09-28", None)]
    paid: Rows = [(SICK, "2026-08-03", "2026-09-27"), (DAGPENGE, "2026-09-28", None)]
    known = life(rows, paid, ("first_absence_day", "2026-08-03"), ("registered", on))
    assert sorted(told(known, "2026-10-07", *RULES)) == [f"{rule} registered None unknown" for rule in RULES]


def test_in_nr_2_the_cv_of_before_is_due_on_coming_back_and_the_contact_is_asked_for() -> None:
    assert sorted(ill("registered", "2026-08-17", "2026-09-14", "2026-09-13", "lab-2")) == [
        "G20-12a 2026-08-10 2026-09-14 missed",
        "G26-04 2026-08-10 2026-09-14 moot",
        "G26-04 first_contact None unknown",
    ]


def test_one_in_nr_3_stands_for_nr_2_on_the_same_help() -> None:
    rows: Rows = [("lab-3", "2026-08-03", "2026-09-27"), ("lab-2", "2026-09-28", None)]
    known = life(
        rows, [(CASH, "2026-08-03", None)], ("first_contact", "2026-08-03"), ("registered", "2026-08-10")
    )
    assert [one for one in told(known, "2026-10-07", "G20-12a", "G20-13") if "unknown" in one] == []


@pytest.mark.parametrize("early", ["", "registered", "re_registered"])
@pytest.mark.parametrize("back", ["registered", "re_registered"])
@pytest.mark.parametrize("rows", ["written", "not written", "left open"])
def test_said_by_mistake_early_in_the_illness_it_keeps_nobody_from_registering_again(
    early: str, back: str, rows: str
) -> None:
    """Ill from 7 September till 29 November: registering on the day after is the registration of coming back."""
    groups: Rows = [("lab-1", "2026-07-06", "2026-09-06"), ("lab-1", "2026-11-30", None)]
    if rows == "written":
        groups.insert(1, ("lab-6", "2026-09-07", "2026-11-29"))
    if rows == "left open":
        groups = [("lab-1", "2026-07-06", None)]
    paid: Rows = [
        (DAGPENGE, "2026-07-06", "2026-09-06"), (SICK, "2026-09-07", "2026-11-29"), (DAGPENGE, "2026-11-30", None),
    ]  # fmt: skip
    said = [("registered", "2026-07-06"), ("first_absence_day", "2026-09-07"), (back, "2026-11-30")]
    known = life(groups, paid, *said, *([(early, "2026-09-10")] if early else []))
    found = told(known, "2026-12-01", *RULES)
    assert sorted(one for one in found if "2026-07-06" not in one) == [
        f"{rule} 2026-11-30 2026-12-14 open" for rule in RULES
    ]


def test_near_to_coming_back_the_first_of_two_is_about_it() -> None:
    """On 29 October, 32 days before, it is about the illness; on the 30th it is the registration."""
    paid: Rows = [
        (DAGPENGE, "2026-07-06", "2026-09-06"), (SICK, "2026-09-07", "2026-11-29"), (DAGPENGE, "2026-11-30", None),
    ]  # fmt: skip
    groups: Rows = [("lab-1", first, last) for kind, first, last in paid if kind == DAGPENGE]
    for on, begun in (("2026-10-29", "2026-11-30"), ("2026-10-30", "2026-10-30")):
        said = [("registered", "2026-07-06"), ("registered", on), ("re_registered", "2026-11-30")]
        found = told(life(groups, paid, *said), "2026-12-01", "G20-04b")
        assert found[-1].startswith(f"G20-04b {begun} "), (on, found)
