"""What is done before the first day on which it is possible moves no date."""

from __future__ import annotations

import pytest

from caseworker.deadlines.answer import Answer
from caseworker.deadlines.facts import Facts, FactsFault
from tests.deadlines.make import ask, facts, one, talk

ONCE = ("2025-07-15", "2025-01-15")


@pytest.mark.parametrize(
    ("days", "due"),
    [
        (["2025-01-14"], ONCE),  # the day before
        (["2024-02-01"], ONCE),
        (["2025-01-15"], ("2026-07-15", "2026-01-15")),
        (["2025-01-14", "2025-02-03"], ("2026-08-03", "2026-02-03")),
        (["2025-02-03", "2025-08-03"], ("2026-08-03", "2026-02-03")),  # nor a second one half a year after
        ([], ONCE),
    ],
)
def test_a_reassessment_before_twelve_months_counts_for_nothing(
    days: list[str], due: tuple[str, str]
) -> None:
    known = facts(
        groups=[{"code": "lab-9", "from": "2024-01-15"}],
        benefits=[{"type": "flex_unemployment", "from": "2024-01-15"}],
        acts=[{"type": "reassessment", "on": day} for day in days],
    )
    found = one(known, "2025-09-01", "G20-38", trace=True)
    assert (str(found.due_on), str(found.earliest_on)) == due
    early = "What was done on Tuesday 14 January 2025 came too early to count here."
    assert (early in [step.en for step in found.trace]) is ("2025-01-14" in days)


def test_the_trace_says_what_makes_it_possible() -> None:
    known = facts(
        groups=[{"code": "lab-9", "from": "2024-01-15"}],
        benefits=[{"type": "flex_unemployment", "from": "2024-01-15"}],
    )
    found = [step.da for step in one(known, "2024-06-01", "G20-38", trace=True).trace]
    assert "Det kan ske, når borgeren har fået ydelse i 12 måneder inden for 18 måneder." in found


@pytest.mark.parametrize(("day", "status"), [("2026-11-02", "open"), ("2026-11-03", "met")])
def test_a_next_step_of_the_first_day_of_an_offer_is_named(day: str, status: str) -> None:
    known = facts(
        groups=[{"code": "lab-2", "from": "2026-09-01"}],
        offers=[{"id": "o", "type": "placement", "from": "2026-11-02", "to": "2026-12-18"}],
        acts=[{"type": "next_step", "on": day}],
    )
    found = one(known, "2026-11-10", "G20-47", trace=True)
    early = "What was done on Monday 2 November 2026 came too early to count here."
    assert (found.status, early in [step.en for step in found.trace]) == (status, status == "open")


def test_two_contacts_of_one_id_are_refused() -> None:
    with pytest.raises(FactsFault) as refused:
        facts(
            groups=[{"code": "lab-2", "from": "2025-03-03"}],
            contacts=[talk("2025-03-05", id="k1"), talk("2025-03-06", id="k1")],
        )
    assert refused.value.path == "contacts[1]"


def test_after_a_closing_the_trace_does_not_contradict_itself() -> None:
    hours = {f"2024-{month:02}": 120.0 for month in range(1, 13)}
    known = facts(
        citizen={"birth_date": "1980-01-01"},
        groups=[{"code": "lab-1", "from": "2024-01-01", "to": "2024-04-30", "insured": "full"},
                {"code": "lab-1", "from": "2024-07-01", "insured": "full"}],
        benefits=[{"type": "unemployment_benefit", "from": "2024-01-01", "hours": hours}],
        events=[{"type": "case_closed", "on": "2024-04-30"}],
    )  # fmt: skip
    said = [step.en for step in one_anew(known).trace]
    assert "The time on the benefit itself is counted on all the same, from Monday 1 January 2024." in said
    assert not any(step.startswith("The time still counts") for step in said)


def one_anew(known: Facts) -> Answer:
    """Return the jobcentre's three talks of the time since the closing."""
    found = [a for a in ask(known, "2024-08-01", trace=True) if a.rule == "G20-06b" and a.status != "moot"]
    assert len(found) == 1
    return found[0]


def test_the_trace_says_how_long_a_time_off_was() -> None:
    known = facts(
        groups=[{"code": "lab-9", "from": "2025-01-01"}],
        benefits=[{"type": "flex_unemployment", "from": "2025-01-01", "to": "2025-08-31"},
                  {"type": "flex_job", "from": "2025-09-01", "to": "2025-11-09"},
                  {"type": "flex_unemployment", "from": "2025-11-10"}],
    )  # fmt: skip
    found = [step.da for step in one(known, "2025-12-01", "G20-38", trace=True).trace]
    assert any(step.endswith("Den tid, 2 måneder og 9 dage, tæller ikke med.") for step in found)


def test_an_answer_that_may_be_to_another_hearing_is_named_when_the_time_is_over() -> None:
    known = facts(
        events=[
            {"id": name, "type": "hearing_sent", "on": on, "until": until}
            for name, on, until in (("h", "2026-11-02", "2026-11-16"), ("i", "2026-11-04", "2026-11-18"))
        ],
        acts=[{"type": "answer", "on": "2026-11-10"}],
    )
    answers = [a for a in ask(known, "2026-11-25", trace=True) if a.rule == "CW-03"]
    assert [a.status for a in answers] == ["moot", "moot"]
    said = "The answer of Tuesday 10 November 2026 may be to this or to something else."
    assert all(said in [step.en for step in a.trace] for a in answers)
