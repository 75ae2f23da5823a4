"""Who is assessed to need none of what three in four are to have, while the date is not known and when it is."""

from __future__ import annotations

from typing import Any

import pytest

from caseworker.deadlines.facts import Facts
from tests.deadlines.make import day, facts, one, talk
from tests.deadlines.test_explain import told

UP_TO_SEPTEMBER = {"2026-07": 140.0, "2026-08": 160.33, "2026-09": 160.33}


def assessed(start: str, to: str | None = None, made: str = "2026-07-20") -> dict[str, Any]:
    return {"kind": "cohort_assessed", "from": start, "to": to, "assessed": {"by": "AB", "on": made}}


def insured(*exempted: dict[str, Any], hours: dict[str, float], insured: str | None = "full") -> Facts:
    """Return facts of one on dagpenge from 6 July 2026."""
    return facts(
        groups=[{"code": "lab-1", "insured": insured, "from": "2026-07-06"}],
        benefits=[{"type": "unemployment_benefit", "from": "2026-07-06", "hours": hours}],
        events=[{"type": "registered", "on": "2026-07-06"}],
        exemptions=[*exempted],
    )


@pytest.mark.parametrize("rule", ["G26-02", "G26-09"])
@pytest.mark.parametrize("on", ["2026-10-31", "2026-11-01", "2027-04-10"])
def test_the_exempted_is_not_asked_for_hours_when_a_month_ends(rule: str, on: str) -> None:
    answer = one(insured(assessed("2026-08-01"), hours=UP_TO_SEPTEMBER), on, rule, trace=True)
    assert (answer.status, answer.missing) == ("moot", ())
    assert answer.cohort is not None
    assert answer.cohort.exempted
    assert answer.reason.da.endswith(": borgeren er undtaget.")
    assert "Borgeren er undtaget efter en konkret vurdering." in told(answer)


def test_what_is_not_known_of_the_exempted_is_told_to_make_no_difference() -> None:
    answer = one(insured(assessed("2026-08-01"), hours=UP_TO_SEPTEMBER), "2026-11-01", "G26-02", trace=True)
    assert "Dette er ikke kendt, men det gør ingen forskel her: timer på ydelse i oktober 2026." in told(
        answer
    )


@pytest.mark.parametrize("on", ["2026-08-05", "2026-11-05", "2027-04-10"])
@pytest.mark.parametrize("kind", ["full", None])
def test_the_exempted_is_not_asked_for_hours_that_were_never_typed(on: str, kind: str | None) -> None:
    known = insured(assessed("2026-08-01"), hours={}, insured=kind)
    assert one(known, on, "G26-02").status == "moot"
    assert one(known, on, "G26-09").status == "moot"


@pytest.mark.parametrize(
    "exemption",
    [
        assessed("2026-08-01", to="2027-12-31"),  # the date may come after it
        assessed("2027-02-01"),  # the date may have come before it
        assessed("2026-08-01", made="2027-02-01"),
    ],
)
def test_hours_are_asked_for_where_the_assessment_may_not_cover_the_date(exemption: dict[str, Any]) -> None:
    answer = one(insured(exemption, hours={}), "2027-02-05", "G26-02")
    assert answer.status == "unknown"
    assert answer.cohort is not None
    assert not answer.cohort.exempted


def test_whether_a_period_began_for_the_exempted_is_asked_all_the_same() -> None:
    known = facts(
        groups=[{"code": "lab-1", "insured": "full", "from": "2023-01-02", "to": "2023-12-31"},
                {"code": "lab-1", "insured": "full", "from": "2026-08-03"}],
        benefits=[{"type": "unemployment_benefit", "from": "2023-01-02", "to": "2023-12-31"},
                  {"type": "unemployment_benefit", "from": "2026-08-03"}],
        events=[{"type": "registered", "on": "2026-08-03"}],
        exemptions=[assessed("2026-08-03")],
    )  # fmt: skip
    answer = one(known, "2026-11-10", "G26-02")
    assert (answer.status, answer.missing) == ("unknown", ("new_benefit_period",))


def job_ready(*exempted: dict[str, Any]) -> Facts:
    """Return facts of one on cash benefit from 6 July 2026, with the first of four talks by 6 January 2027."""
    return facts(
        groups=[{"code": "lab-2", "from": "2026-07-06"}],
        events=[{"type": "first_contact", "on": "2026-07-06"}],
        contacts=[talk("2026-07-10")],
        exemptions=[*exempted],
    )


@pytest.mark.parametrize(
    ("on", "status"),
    [
        ("2026-07-20", "open"),
        ("2026-12-31", "due_soon"),
        ("2027-01-01", "due_soon"),
        ("2027-01-07", "missed"),
    ],
)
def test_an_assessment_that_ends_before_the_date_leaves_the_duty(on: str, status: str) -> None:
    with_it = one(job_ready(assessed("2026-07-20", to="2026-12-31")), on, "G26-03")
    without = one(job_ready(), on, "G26-03")
    assert (with_it.due_on, with_it.status, with_it.remaining) == (day("2027-01-06"), without.status, 3)
    assert with_it.cohort == without.cohort
    assert with_it.status == status


def test_the_end_of_an_assessment_before_the_date_is_told() -> None:
    short = (
        "Borgeren er undtaget efter en konkret vurdering til og med torsdag 31. december 2026. "
        "Det dækker ikke fristen."
    )
    assert short in told(
        one(job_ready(assessed("2026-07-20", to="2026-12-31")), "2026-12-31", "G26-03", trace=True)
    )
    assert short not in told(one(job_ready(assessed("2026-07-20")), "2026-12-31", "G26-03", trace=True))


@pytest.mark.parametrize("to", ["2027-01-06", None])
@pytest.mark.parametrize("on", ["2026-07-20", "2026-12-31", "2027-01-06", "2027-02-01"])
def test_an_assessment_that_covers_the_date_exempts_from_its_first_day(to: str | None, on: str) -> None:
    assert one(job_ready(assessed("2026-07-20", to=to)), on, "G26-03").status == "moot"


@pytest.mark.parametrize(
    ("last", "exempted"),
    [(None, True), ("2027-02-03", True), ("2027-02-02", False), ("2026-11-01", False)],
)
def test_an_assessment_exempts_from_no_duty_that_had_ended(last: str | None, exempted: bool) -> None:
    """First contact 3 August 2026: four talks by 3 February 2027. Who leaves the group by then is not in the share."""
    known = facts(
        groups=[{"code": "lab-2", "from": "2026-08-03", "to": last}],
        benefits=[{"type": "cash_benefit", "from": "2026-08-03"}],
        events=[{"type": "first_contact", "on": "2026-08-03"}],
        exemptions=[assessed("2026-08-10", made="2026-08-10")],
    )
    answer = one(known, "2027-03-01", "G26-03")
    assert (answer.status, answer.due_on) == ("moot", day("2027-02-03"))
    assert answer.cohort is not None
    assert answer.cohort.exempted is exempted
