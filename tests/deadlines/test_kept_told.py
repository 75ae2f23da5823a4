"""What is told of a deadline names what it is about: the job that ended, the flex-job, a length, an unplanned talk."""

from __future__ import annotations

from typing import Any

import pytest

from tests.deadlines.make import facts, job_ready, one, talk


def told(known: Any, on: str, rule: str) -> list[str]:
    """Return the steps of a rule's only answer in Danish."""
    return [step.da for step in one(known, on, rule, trace=True).trace]


def reason(known: Any, on: str, rule: str) -> str:
    return one(known, on, rule, trace=True).reason.da.partition(": ")[2]


def sick(**more: Any) -> Any:
    base: dict[str, Any] = {
        "groups": [{"code": "lab-6", "category": 2, "from": "2025-11-03"}],
        "benefits": [{"type": "sickness_benefit", "from": "2025-11-03"}],
        "events": [{"type": "first_absence_day", "on": "2025-11-03"}],
        "contacts": [talk("2025-12-15")],
        "traits": [
            {"trait": "employed", "value": True},
            {"trait": "expected_well", "value": "2026-03-16"},
        ],
    }
    return facts(**(base | more))


EMPLOYED = {"trait": "employed", "value": True, "to": "2026-02-01"}
WELL = {"trait": "expected_well", "value": "2026-03-16"}


@pytest.mark.parametrize(
    ("traits", "day", "why"),
    [
        ([EMPLOYED, {"trait": "employed", "value": False, "from": "2026-02-02"}, WELL], "mandag 2. februar 2026",
         "uden arbejde fra den dag"),
        ([EMPLOYED | {"to": None}, WELL, WELL | {"value": "2026-06-01", "from": "2026-03-02"}], "mandag 2. marts 2026",
         "ventes ikke længere rask inden for tiden"),
        ([EMPLOYED | {"to": None}, WELL | {"value": "2026-03-01"}], "tirsdag 17. marts 2026",
         "stadig syg, efter at borgeren skulle have været rask"),
    ],
)  # fmt: skip
def test_why_the_follow_ups_stand_again(traits: list[dict[str, Any]], day: str, why: str) -> None:
    assert f"Pligten gælder igen fra {day}: {why}." in told(sick(traits=traits), "2026-04-01", "G20-41")


def test_who_is_no_longer_ill_has_left_the_group_and_not_only_the_category() -> None:
    gone = {
        "groups": [{"code": "lab-6", "category": 2, "from": "2025-11-03", "to": "2025-12-12"}],
        "contacts": [],
    }
    steps = told(sick(benefits=[], **gone), "2025-12-20", "G20-40")
    assert (
        "Borgeren var ude af målgruppen fra lørdag 13. december 2025. Fristen gælder ikke længere." in steps
    )


def test_less_work_than_the_hours_brings_the_offer_back() -> None:
    known = facts(
        citizen={"birth_date": "1985-05-01"},
        groups=[{"code": "lab-1", "from": "2025-01-06", "insured": "full"}],
        benefits=[
            {
                "type": "unemployment_benefit",
                "from": "2025-01-06",
                "hours": {f"2025-{m:02}": 160.33 for m in range(1, 8)},
            }
        ],
        work=[{"from": "2025-03-03", "to": "2025-04-06", "hours_per_week": 25}],
    )
    steps = told(known, "2025-05-01", "G20-22")
    assert any(
        step.startswith("Fra mandag 7. april 2025 har borgeren ikke længere ordinært") for step in steps
    )


@pytest.mark.parametrize("rule", ["G20-35a", "G20-35b"])
def test_a_flex_job_is_no_benefit(rule: str) -> None:
    known = facts(
        groups=[{"code": "lab-9", "from": "2023-08-31"}],
        benefits=[{"type": "flex_job", "from": "2023-08-31", "to": "2024-10-31"}],
    )
    steps = told(known, "2024-06-10", rule)
    assert "Fleksjobbet begyndte torsdag 31. august 2023. Perioden tæller derfra." in steps
    assert not any("ydelse" in step for step in told(known, "2025-01-10", rule))


@pytest.mark.parametrize(
    ("to", "on", "expected"),
    [
        ("2025-07-20", "2025-06-10", "tilbuddet må højst vare til og med søndag 29. juni 2025."),
        ("2025-06-27", "2025-07-01", "tilbuddet sluttede til tiden."),
        ("2025-07-01", "2025-07-10", "tilbuddet sluttede efter fristen søndag 29. juni 2025."),
        ("2025-07-20", "2025-07-10", "tilbuddet skulle være sluttet senest søndag 29. juni 2025."),
    ],
)
def test_of_a_length_is_told_how_long_it_may_last(to: str, on: str, expected: str) -> None:
    known = job_ready(offers=[{"id": "o", "type": "placement", "from": "2025-06-02", "to": to}])
    assert reason(known, on, "G20-25") == expected
    steps = told(known, on, "G20-25")
    assert "Den sidste dag er søndag 29. juni 2025." in steps
    assert not any("arbejdsdag" in step for step in steps)


@pytest.mark.parametrize(("kind", "words"), [("drop_in", "uplanlagt samtale"), ("emergency", "akut samtale")])
@pytest.mark.parametrize("rule", ["G20-01", "G20-02"])
def test_an_unplanned_talk_is_named_with_why_it_does_not_count(kind: str, words: str, rule: str) -> None:
    known = job_ready(contacts=[talk("2025-03-05", kind=kind)])
    expected = (
        f"Kontakten onsdag 5. marts 2025 ({words}) tæller ikke med her: "
        "Den er ikke en af de samtaler, reglen kræver."
    )
    assert expected in told(known, "2025-03-20", rule)
    assert one(known, "2025-03-20", rule).counted == 0


def test_what_came_after_it_was_met_is_not_named() -> None:
    known = job_ready(contacts=[talk("2025-03-05"), talk("2025-03-12", kind="drop_in")])
    assert not any("uplanlagt" in step for step in told(known, "2025-03-20", "G20-01"))


@pytest.mark.parametrize("on", ["2025-04-01", "2025-12-01"])
def test_the_age_that_ends_the_half_year_of_education_is_told(on: str) -> None:
    known = facts(
        citizen={"birth_date": "2000-05-05"},
        traits=[{"trait": "qualified", "value": False}],
        events=[{"type": "first_contact", "on": "2025-03-03"}],
    )
    expected = (
        "Reglen gælder for borgere under 25 år. Borgeren fylder 25 år mandag 5. maj 2025: "
        "Det år, der er begyndt inden da, er det sidste."
    )
    assert expected in told(known, on, "KL10-05")
