"""Back on the same help after other help in between: a registration alone is a first contact (CNT-1, CNT-3)."""

from __future__ import annotations

import pytest

from tests.deadlines.make import talk
from tests.deadlines.test_kept_coming_back import CASH, DAGPENGE, SICK, Rows, life, told


def back(code: str, other: str, year: int, *said: tuple[str, str], rule: str) -> list[str]:
    """Return what a rule comes to from September on for who was on other help for three weeks, back on the 28th."""
    rows: Rows = [
        (code, f"{year}-08-03", f"{year}-09-06"),
        ("lab-6" if other == SICK else "lab-1", f"{year}-09-07", f"{year}-09-27"),
        (code, f"{year}-09-28", None),
    ]
    paid: Rows = [(other if "lab" in name and name != code else CASH, a, b) for name, a, b in rows]
    events = [("first_contact", "08-03"), ("registered", "08-03"), *said]
    if other == SICK:
        events.append(("first_absence_day", "09-07"))
    known = life(
        rows, paid, *((kind, f"{year}-{on}") for kind, on in events), contacts=[talk(f"{year}-08-07")]
    )
    return [one for one in told(known, f"{year}-10-07", rule) if f"{year}-08-03" not in one]


@pytest.mark.parametrize("other", [SICK, DAGPENGE])
@pytest.mark.parametrize(
    ("code", "year", "rule"),
    [
        ("lab-2", 2025, "G20-01"),
        ("lab-2", 2026, "G26-04"),
        ("lab-3", 2025, "G20-01"),
        ("lab-3", 2026, "G26-08"),
        ("lab-4", 2025, "G20-01"),
    ],
)
@pytest.mark.parametrize("word", ["registered", "re_registered", "first_contact"])
@pytest.mark.parametrize(("on", "due"), [("09-24", "10-01"), ("09-28", "10-05"), ("09-29", "10-06")])
def test_the_first_talk_counts_from_the_contact_whichever_word_is_written(
    code: str, year: int, rule: str, other: str, word: str, on: str, due: str
) -> None:
    found = back(code, other, year, (word, on), rule=rule)
    assert f"{rule} {year}-{on} {year}-{due} missed" in found
    assert not any("unknown" in one for one in found)


def test_of_two_about_it_the_earlier_counts() -> None:
    said = [("registered", "09-24"), ("first_contact", "09-28")]
    assert back("lab-2", SICK, 2026, *said, rule="G26-04") == ["G26-04 2026-09-24 2026-10-01 missed"]


def test_in_nr_4_the_plan_is_asked_for_from_the_registration() -> None:
    assert back("lab-4", SICK, 2025, ("registered", "09-28"), rule="G20-16") == [
        "G20-16 2025-09-28 None unknown"
    ]
    assert back("lab-4", SICK, 2026, ("registered", "09-28"), rule="G26-08") == [
        "G26-08 2026-09-28 2026-10-05 missed"
    ]


@pytest.mark.parametrize("word", ["registered", "first_contact"])
@pytest.mark.parametrize("on", ["2026-08-31", "2026-09-01", "2026-09-07"])
def test_a_contact_long_after_coming_back_is_the_first_one_of_that_where_none_is_known(
    word: str, on: str
) -> None:
    """Away for some days since then, the help is the same: it began on 31 July."""
    rows: Rows = [
        ("lab-2", "2026-07-06", "2026-07-09"), ("lab-6", "2026-07-10", "2026-07-30"),
        ("lab-2", "2026-07-31", "2026-08-23"), ("lab-2", "2026-08-31", None),
    ]  # fmt: skip
    paid: Rows = [(SICK if code == "lab-6" else CASH, first, last) for code, first, last in rows]
    said = [
        ("first_contact", "2026-07-06"),
        ("registered", "2026-07-06"),
        ("first_absence_day", "2026-07-10"),
    ]
    asked = life(rows, paid, *said)
    assert told(asked, "2026-09-08", "G26-04")[1:] == ["G26-04 first_contact None unknown"]
    found = told(life(rows, paid, *said, (word, on)), "2026-09-08", "G26-04")
    assert [one.split()[1] for one in found] == ["2026-07-06", on]


def test_one_more_on_help_that_has_had_its_contact_opens_nothing() -> None:
    rows: Rows = [
        ("lab-2", "2026-07-06", "2026-07-09"), ("lab-6", "2026-07-10", "2026-07-30"), ("lab-2", "2026-07-31", None),
    ]  # fmt: skip
    paid: Rows = [(SICK if code == "lab-6" else CASH, first, last) for code, first, last in rows]
    said = [
        ("first_contact", "2026-07-06"),
        ("first_absence_day", "2026-07-10"),
        ("first_contact", "2026-07-31"),
    ]
    found = told(life(rows, paid, *said, ("registered", "2026-09-07")), "2026-09-08", "G26-04")
    assert [one.split()[1] for one in found] == ["2026-07-06", "2026-07-31"]


@pytest.mark.parametrize("rule", ["G20-02", "G20-22", "G20-36"])
def test_the_periods_count_from_registering_again_as_from_a_registration(rule: str) -> None:
    found = [
        back("lab-2", SICK, 2025, (word, "09-24"), rule=rule) for word in ("registered", "re_registered")
    ]
    assert found[0] == found[1]
    assert any(one.startswith(f"{rule} 2025-09-24") for one in found[0])


@pytest.mark.parametrize("word", ["registered", "re_registered"])
def test_while_the_help_ran_on_neither_opens_anything(word: str) -> None:
    said = [("first_contact", "2026-08-03"), ("registered", "2026-08-03"), (word, "2026-09-28")]
    known = life([("lab-2", "2026-08-03", None)], [(CASH, "2026-08-03", None)], *said)
    assert told(known, "2026-10-07", "G26-04", "G26-03") == [
        "G26-04 2026-08-03 2026-08-10 missed",
        "G26-03 2026-08-03 2027-02-03 open",
    ]


def test_registering_again_long_after_coming_back_is_not_the_first_contact() -> None:
    """32 days after it may follow a booking that was missed: the contact is still asked for."""
    asked = "G26-04 first_contact None unknown"
    assert asked not in back("lab-2", SICK, 2026, ("re_registered", "09-29"), rule="G26-04")
    rows: Rows = [
        ("lab-2", "2026-08-03", "2026-09-06"), ("lab-6", "2026-09-07", "2026-09-27"), ("lab-2", "2026-09-28", None),
    ]  # fmt: skip
    paid: Rows = [(SICK if code == "lab-6" else CASH, first, last) for code, first, last in rows]
    said = [("first_contact", "2026-08-03"), ("re_registered", "2026-10-30")]
    assert asked in told(life(rows, paid, *said), "2026-11-02", "G26-04")
