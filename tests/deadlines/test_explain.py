"""Why this date: sentences a Danish caseworker understands read aloud."""

from __future__ import annotations

import re

import pytest

from caseworker.base.text import render
from caseworker.deadlines import sentences
from caseworker.deadlines.codes import EventType, ExemptionKind
from caseworker.deadlines.explain import day_words
from tests.deadlines.make import PACKS, ask, day, facts, job_ready, one, talk


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
        "Grundlag: LAB § 31, stk. 5; § 33, stk. 1.",
    ]
    assert [step.on for step in answer.trace[:3]] == [day("2025-03-03"), day("2025-03-03"), day("2025-03-10")]


def test_holiday_and_work_date() -> None:
    steps = told(one(job_ready("2025-04-10"), "2025-04-11", "G20-01", trace=True))
    assert "Det er ikke en arbejdsdag. Den sidste arbejdsdag før er onsdag 16. april 2025." in steps


def test_the_reason_of_a_citizens_deadline_names_the_last_day_in_time_and_why() -> None:
    known = facts(events=[{"id": "d", "type": "decision_available", "on": "2026-03-05"}])
    answer = one(known, "2026-03-06", "CW-02", trace=True)
    assert answer.reason.da == (
        "Klagefrist: senest tirsdag 7. april 2026, fordi torsdag 2. april 2026 falder i påsken."
    )
    assert answer.reason.en == (
        "Deadline for a complaint: by Tuesday 7 April 2026, because Thursday 2 April 2026 falls "
        "in the Easter holidays."
    )
    assert told(answer)[2:4] == [
        "Fristen er torsdag 2. april 2026.",
        "Det er i påsken, så det kan nås til og med tirsdag 7. april 2026.",
    ]


def test_a_citizen_who_is_late_is_late_from_the_day_the_deadline_moved_to() -> None:
    known = facts(
        groups=[{"code": "lab-2", "from": "2026-03-12"}],
        events=[{"id": "r", "type": "registered", "on": "2026-03-12"}],
    )
    answer = one(known, "2026-04-08", "G20-12a", trace=True)
    assert (answer.due_on, answer.work_date, answer.status) == (
        day("2026-04-02"),
        day("2026-04-07"),
        "missed",
    )
    assert answer.reason.da == "Cv og jobmål på Jobnet: skulle være sket senest tirsdag 7. april 2026."
    assert answer.late_days == 1


def test_the_reason_of_our_own_deadline_names_the_law_and_the_last_working_day() -> None:
    answer = one(job_ready("2025-04-10"), "2025-04-11", "G20-01", trace=True)
    assert answer.reason.da == (
        "Første jobsamtale ved fremmøde: senest torsdag 17. april 2025. "
        "Den sidste arbejdsdag før er onsdag 16. april 2025."
    )


@pytest.mark.parametrize(
    ("first", "again", "words"),
    [
        ("2026-03-28", "2026-03-30", "i en weekend"),
        ("2026-04-02", "2026-04-07", "i påsken"),
        ("2026-04-06", "2026-04-07", "i påsken"),
        ("2026-05-14", "2026-05-15", "på Kristi himmelfartsdag"),
        ("2026-05-23", "2026-05-26", "i pinsen"),
        ("2023-05-05", "2023-05-08", "på store bededag"),
        ("2024-04-27", "2024-04-29", "i en weekend"),
        ("2026-06-05", "2026-06-08", "på grundlovsdag"),
        ("2026-12-24", "2026-12-28", "i juledagene"),
        ("2026-12-31", "2027-01-04", "ved nytår"),
    ],
)
def test_why_offices_are_closed(first: str, again: str, words: str) -> None:
    assert render(sentences.closed_time(day(first), day(again)), "da") == words


@pytest.mark.parametrize(
    ("unit", "single", "several"),
    [
        ("contact", "en kontakt", "3 kontakter"),
        ("offer", "et tilbud", "3 tilbud"),
        ("days", "en dag", "3 dage"),
        ("act", "et skridt", "3 skridt"),
        ("talk", "en samtale", "3 samtaler"),
    ],
)
def test_what_a_rule_asks_for_is_named(unit: str, single: str, several: str) -> None:
    assert [render(sentences.units(unit, count), "da") for count in (1, 3)] == [single, several]


def test_talks_of_another_year_are_told_with_their_year() -> None:
    known = job_ready("2024-11-04", contacts=[talk("2024-11-07"), talk("2025-01-10")])
    steps = told(one(known, "2025-02-01", "G20-02", trace=True))
    assert "Der er holdt 2 af 4: 7. november 2024 og 10. januar." in steps


def test_the_next_talk_is_asked_for_by_the_day_that_the_answer_names_with_the_working_day_before() -> None:
    known = job_ready("2025-08-31")
    answer = one(known, "2025-09-10", "G20-02", trace=True)
    assert answer.last_safe_date == day("2026-02-07")  # a Saturday
    gap = "Så kan der være 7 dage mellem dem, der mangler."
    place = told(answer).index(f"Den næste bør holdes senest lørdag 7. februar 2026. {gap}")
    assert told(answer)[place + 1].endswith("er den sidste arbejdsdag før fredag 6. februar 2026.")
    friday = one(known, "2026-02-06", "G20-02", trace=True)
    assert f"Den næste bør holdes senest lørdag 7. februar 2026. {gap}" in told(friday)
    for closed in ("2026-02-07", "2026-02-08"):
        steps = " ".join(told(one(known, closed, "G20-02", trace=True)))
        assert "Den næste" not in steps
        assert (
            "De, der mangler, må nu ligge tættere end 7 dage på hinanden, hvis alle skal nås inden fristen."
            in steps
        )


def test_an_absence_without_its_first_day_says_since_when_the_benefit_runs_again() -> None:
    known = facts(
        groups=[{"code": "lab-6", "category": 2, "from": "2025-01-06"}],
        benefits=[{"type": "sickness_benefit", "from": "2025-01-06", "to": "2025-02-20"},
                  {"type": "sickness_benefit", "from": "2025-04-01"}],
        events=[{"type": "first_absence_day", "on": "2025-01-06"}],
    )  # fmt: skip
    (answer,) = [a for a in ask(known, "2025-05-12", trace=True) if a.rule == "G20-40" and a.missing]
    assert told(answer)[:2] == [
        "Borgeren får ydelsen igen fra tirsdag 1. april 2025.",
        "Datoen kan først regnes ud, når dette er kendt: første fraværsdag.",
    ]


def test_a_talk_while_the_duty_rests_is_said_to_move_nothing() -> None:
    known = facts(
        groups=[{"code": "lab09-5", "category": 1, "from": "2010-05-20"}],
        events=[{"type": "first_absence_day", "on": "2010-05-20"}],
        contacts=[talk("2010-05-20"), talk("2010-07-29"), talk("2010-10-01")],
        exemptions=[{"kind": "incurable", "from": "2010-09-17", "to": "2010-12-18"}],
    )
    words = told(one(known, "2010-10-02", "G10-16", trace=True))
    assert "Det, der blev gjort fredag 1. oktober 2010, gør ikke den næste frist tidligere." in words


def test_from_when_talks_count_after_the_hand_over_is_said_once() -> None:
    hours = {f"2026-{month:02}": 160.33 for month in range(7, 11)}
    known = facts(
        groups=[{"code": "lab-1", "from": "2026-07-01"}],
        benefits=[{"type": "unemployment_benefit", "from": "2026-07-01", "hours": hours}],
    )
    words = told(one(known, "2026-11-24", "G26-02", trace=True))
    assert [step for step in words if "fra torsdag 1. oktober 2026" in step] == [
        "Samtaler tæller fra torsdag 1. oktober 2026, efter den måned, hvor 410 timer blev nået."
    ]


@pytest.mark.parametrize(
    ("on", "words"),
    [
        ("2026-11-30", "Tilbuddet slutter mandag 30. november 2026."),
        ("2026-12-01", "Tilbuddet sluttede mandag 30. november 2026."),
    ],
)
def test_an_offer_ends_or_has_ended(on: str, words: str) -> None:
    known = facts(offers=[{"id": "o", "type": "placement", "from": "2026-11-02", "to": "2026-11-30"}])
    assert words in told(one(known, on, "G20-47a" if on < "2020" else "G20-47", trace=True))


def test_the_follow_up_of_an_offer_ended_with_its_last_day() -> None:
    known = facts(offers=[{"id": "o", "type": "placement", "from": "2026-11-02", "to": "2026-11-06"}])
    steps = told(one(known, "2026-11-24", "R-085", trace=True))
    assert "Tilbuddet sluttede fredag 6. november 2026. Fristen gælder ikke længere." in steps


def test_counting_says_what_is_held_and_when_the_next_must_be() -> None:
    known = job_ready(contacts=[talk("2025-03-07"), talk("2025-04-10")])
    steps = told(one(known, "2025-06-01", "G20-02", trace=True))
    assert "Reglen kræver 4 samtaler inden for 6 måneder." in steps
    assert "Der er holdt 2 af 4: 7. marts og 10. april." in steps
    assert (
        "Den næste bør holdes senest onsdag 27. august 2025. Så kan der være 7 dage mellem dem, der mangler."
        in steps
    )


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
        "Datoen kan først regnes ud, når dette er kendt: timer på ydelse i marts 2025 og timer på ydelse i april 2025."
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
    assert "Sagen blev afsluttet tirsdag 1. april 2025. Fristen gælder ikke længere." in steps


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


def test_english_titles_name_benefits_as_the_rest_of_the_program_does() -> None:
    for pack in PACKS.packs:
        for rule in pack.rules:
            assert not re.search(r"ydelse|dagpenge|hjælp", rule.title.en, re.IGNORECASE), rule.id


def test_a_duty_that_rests_over_its_date_names_no_date_before_the_rest_ends() -> None:
    known = job_ready(exemptions=[{"kind": "maternity", "from": "2025-08-01", "to": "2025-11-30"}])
    answer = one(known, "2025-08-15", "G20-02", trace=True)
    assert answer.status == "suspended"
    assert "hviler til og med søndag 30. november 2025. Derefter regnes det ud på ny" in answer.reason.da
    assert "3. september" not in answer.reason.da
    assert "Uden undtagelsen ville fristen være onsdag 3. september 2025." in told(answer)
    assert not any(step.startswith("Fristen er") for step in told(answer))


def test_a_leave_that_began_after_the_date_is_not_told() -> None:
    rest = {"kind": "maternity", "from": "2025-09-04", "to": "2025-11-30"}
    answer = one(job_ready(exemptions=[rest]), "2025-09-10", "G20-02", trace=True)
    assert answer.status == "missed"
    assert not any("barsel" in step for step in told(answer))
    before = one(job_ready(exemptions=[rest | {"from": "2025-07-01", "to": "2025-08-01"}]), "2025-09-10", "G20-02",
                 trace=True)  # fmt: skip
    assert any("barsel" in step for step in told(before))


def test_adjoining_exemptions_are_both_named_and_one_that_was_over_before_the_count_is_not() -> None:
    both = [{"kind": "sick", "from": "2025-06-01", "to": "2025-08-15"},
            {"kind": "maternity", "from": "2025-08-16", "to": "2025-12-31"}]  # fmt: skip
    answer = one(job_ready("2025-02-01", exemptions=both), "2025-10-20", "G20-22", trace=True)
    assert told(answer)[3] == (
        "Borgeren er undtaget fra søndag 1. juni 2025 til onsdag 31. december 2025 (sygdom og barsel). "
        "Derefter giver reglen en måned."
    )
    answer = one(job_ready("2025-08-20", exemptions=both), "2025-10-20", "G20-22", trace=True)
    assert not any("sygdom" in step for step in told(answer))


def test_an_exemption_that_sets_a_clock_going_is_named() -> None:
    known = facts(
        groups=[{"code": "lab-3", "from": "2025-01-01"}],
        exemptions=[{"kind": "maternity", "from": "2025-06-01", "to": "2025-12-31"}],
    )
    answer = one(known, "2025-11-20", "G20-28", trace=True)
    assert "Undtagelsen (barsel) slutter onsdag 31. december 2025." in told(answer)


def test_time_on_benefit_counted_from_the_last_talk_says_so() -> None:
    known = facts(
        groups=[{"code": "lab09-2", "from": "2010-05-03", "match": 1}],
        benefits=[{"type": "cash_benefit", "from": "2010-05-03"}],
        events=[{"type": "first_contact", "on": "2010-05-03"}],
        contacts=[talk("2010-07-01")],
    )
    steps = told(one(known, "2010-07-05", "G10-06", trace=True))
    assert "Sidste gang var torsdag 1. juli 2010. Tiden på ydelse tælles derfra." in steps


def test_a_threshold_put_at_the_end_of_its_month_says_so() -> None:
    known = facts(
        groups=[{"code": "lab-6", "category": 2, "from": "2025-11-03"}],
        benefits=[{"type": "sickness_benefit", "from": "2025-12-03"}],
    )
    assert "Fristen ligger ved udgangen af den måned, hvor det er nået." in told(
        one(known, "2025-12-20", "G20-46", trace=True)
    )


def test_a_share_names_the_activities_it_counts() -> None:
    contact = [{"id": "e", "type": "first_contact", "on": "2025-01-01"}]
    young = {"birth_date": "2003-01-01"}
    known = facts(citizen=young, events=contact, traits=[{"trait": "qualified", "value": False}])
    assert "Reglen kræver 28 dage om året i tilbud." in told(one(known, "2025-02-01", "KL10-04", trace=True))
    aim = "Reglen kræver 183 dage om året i tilbud, der sigter mod uddannelse."
    assert aim in told(one(known, "2025-02-01", "KL10-05", trace=True))


def test_a_duty_without_a_working_day_in_its_time_says_when_the_first_one_is() -> None:
    known = job_ready("2026-10-01", contacts=[talk("2026-11-21", id="k")])
    answer = one(known, "2026-11-23", "G20-51", trace=True)
    days = (answer.due_on, answer.work_date)
    assert (answer.status, *days) == ("due_soon", day("2026-11-21"), day("2026-11-23"))
    assert "senest mandag 23. november 2026, fordi lørdag 21. november 2026" in answer.reason.da
    late = one(known, "2026-11-24", "G20-51", trace=True)
    assert (late.status, late.late_days) == ("missed", 1)
    assert late.reason.da.endswith("skulle være sket senest mandag 23. november 2026.")


def test_a_target_in_a_law_is_called_a_target_not_the_opposite_of_law() -> None:
    known = facts(
        groups=[{"code": "integration", "from": "2026-02-02"}],
        events=[{"type": "taken_over", "on": "2026-02-02"}],
    )
    steps = told(one(known, "2026-02-03", "G20-49c", trace=True))
    assert "Reglen er et mål, der skal nås så vidt muligt. Den er ikke en pligt." in steps
    assert not any("ikke lov" in step for step in steps)
