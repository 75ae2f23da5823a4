"""Why this date: sentences a Danish caseworker understands read aloud."""

from __future__ import annotations

import re

import pytest

from caseworker.base.text import render
from caseworker.deadlines import sentences
from caseworker.deadlines.codes import EventType, ExemptionKind
from caseworker.deadlines.explain import day_words
from tests.deadlines.make import PACKS, day, facts, job_ready, one, talk


def told(answer: object, language: str = "da") -> list[str]:
    return [getattr(step, language) for step in answer.trace]  # type: ignore[attr-defined]


def test_a_day_is_said_with_weekday_and_year() -> None:
    assert render(day_words(day("2025-03-03")), "da") == "mandag 3. marts 2025"
    assert render(day_words(day("2025-03-03")), "en") == "Monday 3 March 2025"


def test_a_plain_deadline() -> None:
    answer = one(job_ready(), "2025-03-04", "G20-01", trace=True)
    assert answer.reason.da == "Første jobsamtale ved fremmøde: senest mandag 10. marts 2025."
    assert answer.reason.en == "First job talk, in person: by Monday 10 March 2025."
    assert told(answer) == [
        "Første henvendelse var mandag 3. marts 2025.",
        "Reglen giver en uge.",
        "Fristen er mandag 10. marts 2025.",
        "Grundlag: LAB § 31, stk. 5, og § 33, stk. 1.",
    ]
    assert [step.on for step in answer.trace[:3]] == [day("2025-03-03"), day("2025-03-03"), day("2025-03-10")]


def test_holiday_and_work_date() -> None:
    steps = told(one(job_ready("2025-04-10"), "2025-04-11", "G20-01", trace=True))
    assert "Det er ikke en arbejdsdag. Den sidste arbejdsdag før er onsdag 16. april 2025." in steps


def test_counting_says_what_is_held_and_when_the_next_must_be() -> None:
    known = job_ready(contacts=[talk("2025-03-07"), talk("2025-04-10")])
    steps = told(one(known, "2025-06-01", "G20-02", trace=True))
    assert "Reglen kræver 4 samtaler inden for 6 måneder." in steps
    assert "Der er holdt 2 af 4: 7. marts, 10. april." in steps
    assert "Den næste bør holdes senest onsdag 27. august 2025, så der er tid til resten." in steps


def test_an_exemption_says_what_it_moved() -> None:
    known = job_ready("2025-01-31", exemptions=[{"kind": "sick", "from": "2025-06-01", "to": "2025-09-30"}])
    answer = one(known, "2025-08-01", "G20-22", trace=True)
    assert told(answer)[2:5] == [
        "Uden undtagelsen ville fristen være torsdag 31. juli 2025.",
        (
            "Borgeren er undtaget fra søndag 1. juni 2025 til tirsdag 30. september 2025 (sygdom). "
            "Derefter giver reglen en måned."
        ),
        "Fristen er torsdag 30. oktober 2025.",
    ]
    assert answer.reason.da == (
        "Første tilbud inden 6 måneder: hviler til og med tirsdag 30. september 2025, "
        "derefter senest torsdag 30. oktober 2025."
    )


@pytest.mark.parametrize(
    ("on", "rule", "sentence"),
    [
        ("2025-03-12", "G20-01", "Fristen er overskredet med 2 dage."),
        ("2025-03-11", "G20-01", "Fristen er overskredet med en dag."),
    ],
)
def test_late(on: str, rule: str, sentence: str) -> None:
    assert sentence in told(one(job_ready(), on, rule, trace=True))


def test_done_late_and_done_in_time() -> None:
    late = one(job_ready(contacts=[talk("2025-03-12")]), "2025-03-20", "G20-01", trace=True)
    assert "Det skete onsdag 12. marts 2025, 2 dage for sent." in told(late)
    good = one(job_ready(contacts=[talk("2025-03-07")]), "2025-03-20", "G20-01", trace=True)
    assert "Det skete fredag 7. marts 2025, inden fristen." in told(good)
    assert good.reason.da == "Første jobsamtale ved fremmøde: sket til tiden."


def test_missing_facts_are_named() -> None:
    known = facts(
        groups=[{"code": "lab-1", "from": "2025-03-03"}],
        benefits=[{"type": "unemployment_benefit", "from": "2025-03-03"}],
    )
    answer = one(known, "2025-05-05", "G20-07", trace=True)
    assert answer.missing == ("hours 2025-03", "hours 2025-04")
    assert (
        "Datoen kan først regnes ud, når dette er kendt: timer på ydelse i 2025-03; timer på ydelse i 2025-04."
        in told(answer)
    )


def test_an_unconfirmed_rule_says_so() -> None:
    answer = one(job_ready("2026-11-20"), "2026-11-24", "G26-04", trace=True)
    assert "Reglen er ikke bekræftet. Se den efter, før du bygger på den." in told(answer)


def test_a_proposal_and_local_practice_say_so() -> None:
    known = facts(
        events=[
            {"id": "r", "type": "meeting_requested", "on": "2026-11-20"},
            {"id": "p", "type": "plan_activated", "on": "2026-11-20"},
        ]
    )
    assert "Reglen er et forslag, ikke lov." in told(one(known, "2026-11-24", "KL10-01", trace=True))
    assert "Reglen er lokal praksis, ikke lov." in told(one(known, "2026-11-24", "R-066", trace=True))


def test_a_cohort_rule_says_whom_it_binds() -> None:
    answer = one(job_ready("2026-07-01"), "2027-01-20", "G26-03", trace=True)
    assert answer.status == "missed"
    assert "Det tæller med i kommunens andel." in answer.reason.da
    assert "Kravet gælder for mindst 75 procent af borgerne." in told(answer)


def test_the_end_of_a_duty_is_explained() -> None:
    known = job_ready(events=[{"id": "c", "type": "case_closed", "on": "2025-04-01"}])
    steps = told(one(known, "2025-05-01", "G20-02", trace=True))
    assert "Sagen blev lukket tirsdag 1. april 2025. Fristen gælder ikke længere." in steps


def test_every_code_has_its_sentence() -> None:
    from typing import get_args

    assert set(get_args(EventType)) == set(sentences.EVENTS)
    assert set(get_args(ExemptionKind)) - {"cohort_assessed"} == set(sentences.EXEMPTIONS)


def test_titles_hold_no_codes_and_no_exclamation_marks() -> None:
    for pack in PACKS.packs:
        for rule in pack.rules:
            for words in (rule.title.da, rule.title.en):
                assert words, rule.id
                assert "!" not in words, rule.id
                assert not re.search(r"[_{}]|§|G\d\d-", words), rule.id
