"""Why this date: what is recorded but does not count says so, with the reason and what to do about it."""

from __future__ import annotations

from typing import Any

import pytest

from caseworker.base.text import render
from caseworker.deadlines import sentences
from caseworker.deadlines.codes import Actor, ContactKind, OfferType
from caseworker.deadlines.explain_rule import _length
from tests.deadlines.make import ask, day, facts, job_ready, moving, one, talk
from tests.deadlines.test_explain import told
from tests.deadlines.test_kept_sentences import why

NO_TALK = "Kontakten {} tæller ikke med her: "
NO_OFFER = "Tilbuddet fra {} tæller ikke med her: "


def offer(kind: str, start: str, end: str | None = None, **more: Any) -> dict[str, Any]:
    return {"id": f"o-{start}", "type": kind, "from": start, "to": end} | more


def away(kind: str, start: str, end: str | None = None, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "from": start, "to": end} | more


def aside(known: Any, on: str, rule: str) -> list[str]:
    """Return what is said of what does not count, or not yet."""
    words = ("tæller", "fritager", "flytter", "ændrer", "planlagt", "gælder ikke her")
    return [step for step in why(known, on, rule) if any(word in step for word in words)]


def test_every_code_has_its_words() -> None:
    for codes, words in (
        (ContactKind, sentences.CONTACTS),
        (Actor, sentences.HOLDERS),
        (OfferType, sentences.OFFERS),
    ):
        assert set(codes.__args__) == set(words)


def test_an_offer_that_is_too_short_says_so() -> None:
    known = job_ready(offers=[offer("placement", "2025-08-03", "2025-08-11")])
    assert aside(known, "2025-08-20", "G20-22") == [
        NO_OFFER.format("søndag 3. august 2025") + "Det varer 9 dage, og reglen kræver mindst 14 dage."
    ]
    long_enough = job_ready(offers=[offer("placement", "2025-08-03", "2025-08-16")])
    assert aside(long_enough, "2025-08-20", "G20-22") == []


@pytest.mark.parametrize(
    ("rule", "on", "kind", "words"),
    [
        ("G20-22", "2025-08-20", "basic_skills_course", "FVU eller ordblindeundervisning"),
        ("G20-22", "2025-08-20", "section_91_course", "kursus efter § 91"),
        ("G20-22", "2025-08-20", "mentor", "mentor"),
    ],
)
def test_an_offer_of_another_kind_says_so(rule: str, on: str, kind: str, words: str) -> None:
    known = job_ready(offers=[offer(kind, "2025-05-05", "2025-07-05")])
    assert aside(known, on, rule) == [
        f"Tilbuddet fra mandag 5. maj 2025 ({words}) tæller ikke med her: Det er ikke et af de tilbud, reglen kræver."
    ]


def test_an_offer_to_come_counts_from_its_first_day() -> None:
    known = job_ready(offers=[offer("education", "2025-09-22", "2025-12-01")])
    assert aside(known, "2025-08-20", "G20-22") == [
        "Tilbuddet fra mandag 22. september 2025 tæller først med, når det begynder."
    ]
    granted = job_ready(offers=[offer("wage_subsidy", "2025-11-03", "2026-02-11", granted_on="2025-08-25")])
    assert aside(granted, "2025-08-29", "G20-22") == [
        (
            "Tilbuddet fra mandag 3. november 2025 (løntilskud) tæller først med, når det begynder: "
            "Det begynder mere end 3 uger efter fristen, så dagen for bevillingen tæller ikke."
        )
    ]


def test_offers_outside_the_time_are_not_named_and_no_more_than_three() -> None:
    before = job_ready(
        groups=[{"code": "lab-2", "from": "2025-01-06"}], offers=[offer("mentor", "2025-01-06", "2025-03-02")]
    )
    assert aside(before, "2025-08-20", "G20-22") == []
    many = job_ready(
        offers=[offer("mentor", f"2025-0{month}-05", f"2025-0{month}-20") for month in (4, 5, 6, 7)]
    )
    named = [step.split()[3:5] for step in aside(many, "2025-08-20", "G20-22")]
    assert named == [["5.", "maj"], ["5.", "juni"], ["5.", "juli"]]
    done = offer("placement", "2025-06-02", "2025-07-02")
    after = job_ready(offers=[done, offer("mentor", "2025-07-05", "2025-08-05")])
    assert aside(after, "2025-08-20", "G20-22") == []


@pytest.mark.parametrize(("by", "words"), [("fund", "a-kassen"), ("employer", "arbejdsgiveren")])
def test_a_talk_held_by_others_says_who_held_it(by: str, words: str) -> None:
    known = job_ready(contacts=[talk("2025-03-05", by=by)])
    assert aside(known, "2025-03-20", "G20-01") == [
        NO_TALK.format("onsdag 5. marts 2025")
        + f"Det var {words}, der holdt den, og reglen kræver en samtale med kommunen eller en anden aktør."
    ]


def test_a_talk_by_phone_says_that_the_rule_asks_to_meet() -> None:
    known = job_ready(contacts=[talk("2025-03-06", channel="phone")])
    assert aside(known, "2025-03-20", "G20-01") == [
        NO_TALK.format("torsdag 6. marts 2025 (telefon)") + "Reglen kræver, at I mødes personligt."
    ]
    ill = facts(
        groups=[{"code": "lab-6", "category": 2, "from": "2025-03-03"}],
        traits=[{"trait": "employed", "value": False}],
        events=[{"id": "a", "type": "first_absence_day", "on": "2025-03-03"}],
        contacts=[talk("2025-04-02", channel="phone")],
    )
    assert aside(ill, "2025-04-10", "G20-40")[1:] == [
        NO_TALK.format("onsdag 2. april 2025 (telefon)")
        + "Reglen kræver, at I mødes personligt, og der er ikke registreret noget, der gør en undtagelse fra det."
    ]


def test_two_talks_on_one_day_count_as_one() -> None:
    known = job_ready(contacts=[talk("2025-03-05"), talk("2025-03-05", kind="joint"), talk("2025-03-12")])
    assert aside(known, "2025-04-20", "G20-02") == [
        "Samtalerne onsdag 5. marts 2025 tæller som én: De blev holdt samme dag."
    ]
    assert aside(known, "2025-04-20", "G20-01") == []


def test_a_talk_just_before_the_clock_began_says_so() -> None:
    went = moving("2025-05-12", ("lab-2", "lab-7"), ("cash_benefit", "job_clarification"))
    known = facts(**went, events=[{"id": "e1", "type": "first_contact", "on": "2025-03-03"}],
                  contacts=[talk("2025-04-01"), talk("2025-05-05")])  # fmt: skip
    now = [a for a in ask(known, "2025-06-01", trace=True) if a.rule == "G20-02"][-1]
    assert (now.trigger_on, now.counted) == (day("2025-05-12"), 0)
    assert NO_TALK.format(
        "mandag 5. maj 2025"
    ) + "Den lå, før tiden begyndte at løbe mandag 12. maj 2025." in told(now)
    assert not any("1. april" in step for step in told(now))  # long before


def test_a_talk_still_recorded_as_planned_says_so() -> None:
    known = job_ready(contacts=[talk("2025-03-07", status="planned")])
    planned = "Samtalen fredag 7. marts 2025 står stadig som planlagt. "
    planned += "Den tæller med, når den er registreret som holdt."
    assert aside(known, "2025-03-08", "G20-01") == [planned]
    assert aside(known, "2025-03-07", "G20-01") == []


def test_a_planned_talk_beside_one_that_counts_promises_nothing() -> None:
    known = job_ready(contacts=[talk("2025-03-12"), talk("2025-03-12", status="planned")])
    assert aside(known, "2025-04-20", "G20-02") == []


def test_a_planned_talk_before_talks_count_promises_nothing() -> None:
    """In the fund's first three months (410 hours) the jobcentre's talks do not count (G20-06b)."""
    hours = {"2025-03": 150} | {f"2025-{month:02}": 160 for month in range(4, 7)}
    known = facts(
        citizen={"birth_date": "1980-05-05"},
        groups=[{"code": "lab-1", "from": "2025-03-03", "insured": "full"}],
        benefits=[{"type": "unemployment_benefit", "from": "2025-03-03", "hours": hours}],
        events=[{"id": "r1", "type": "registered", "on": "2025-03-03"}],
        contacts=[talk("2025-04-10", status="planned"), talk("2025-06-10", status="planned")],
    )
    assert [step for step in why(known, "2025-07-15", "G20-06b") if "planlagt" in step] == [
        "Samtalen tirsdag 10. juni 2025 står stadig som planlagt. Den tæller med, når den er registreret som holdt."
    ]


def test_an_exemption_without_an_assessor_stands_beside_the_date() -> None:
    known = job_ready("2026-09-01", exemptions=[away("cohort_assessed", "2026-09-10")])
    steps = told(one(known, "2026-11-24", "G26-03", trace=True))
    assert not any("kan først regnes ud" in step for step in steps)
    assert "Fristen er mandag 1. marts 2027." in steps
    assert steps[-2] == (
        "Der er registreret en undtagelse efter en konkret vurdering, men ikke, hvem der vurderede, og hvornår. "
        "Skriv det i sagen. Indtil da tæller undtagelsen ikke."
    )


@pytest.mark.parametrize(("on", "verb"), [("2026-12-31", "er"), ("2027-01-01", "var"), ("2027-03-20", "var")])
def test_an_assessment_that_is_over_is_told_as_over(on: str, verb: str) -> None:
    by = {"by": "MS", "on": "2026-09-10"}
    known = job_ready(
        "2026-09-01", exemptions=[away("cohort_assessed", "2026-09-10", "2026-12-31", assessed=by)]
    )
    said = f"Borgeren {verb} undtaget efter en konkret vurdering til og med torsdag 31. december 2026. "
    assert said + "Det dækker ikke fristen." in told(one(known, on, "G26-03", trace=True))


def test_what_was_not_reached_for_a_share_says_by_when_it_should_have_been() -> None:
    assert one(job_ready("2026-09-01"), "2027-03-20", "G26-03", trace=True).reason.da == (
        "Fire jobsamtaler på 6 måneder: skulle være nået senest mandag 1. marts 2027. "
        "Det tæller med i kommunens andel."
    )


def test_where_the_time_counts_from_a_later_day_the_first_step_does_not_say_otherwise() -> None:
    known = facts(
        groups=[{"code": "lab-2", "from": "2025-03-03"}],
        benefits=[{"type": "cash_benefit", "from": "2025-03-03"}],
        traits=[{"trait": "work_duty", "value": True, "from": "2025-07-01"}],
        events=[{"id": "e", "type": "first_contact", "on": "2025-03-03"}],
    )
    assert why(known, "2025-07-20", "G20-24")[:3] == [
        "Borgeren har været på ydelsen siden mandag 3. marts 2025.",
        "Borgeren kom ind under reglen tirsdag 1. juli 2025: omfattet af arbejdspligten fra den dag.",
        "Tiden tælles fra den dag.",
    ]


def test_talks_before_the_hand_over_say_from_when_they_count() -> None:
    hours = {f"2025-{month:02}": 160.33 if month > 1 else 120.0 for month in range(1, 9)}
    known = facts(
        citizen={"birth_date": "1980-05-04"},
        traits=[{"trait": "qualified", "value": True}],
        groups=[{"code": "lab-1", "from": "2025-01-06", "insured": "full"}],
        benefits=[{"type": "unemployment_benefit", "from": "2025-01-06", "hours": hours}],
        events=[{"id": "r", "type": "registered", "on": "2025-01-06"}],
        contacts=[talk("2025-03-10"), talk("2025-05-12", channel="video")],
    )
    steps = why(known, "2025-08-20", "G20-06b")
    said = NO_TALK.format("mandag 10. marts 2025") + "Samtaler tæller først med fra tirsdag 1. april 2025."
    assert steps.index("Der er holdt 1 af 3: 12. maj.") + 1 == steps.index(said)


def test_what_is_said_of_talks_comes_before_when_the_next_should_be() -> None:
    steps = why(job_ready(contacts=[talk("2025-04-10", channel="text")]), "2025-05-01", "G20-02")
    places = [
        next(n for n, step in enumerate(steps) if part in step) for part in ("holdt", "(sms)", "Den næste")
    ]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("start", "made", "words"),
    [
        ("2026-09-10", "2027-05-10", "Den konkrete vurdering blev lavet"),
        ("2027-05-10", "2026-09-10", "Undtagelsen efter en konkret vurdering begyndte"),
    ],
)
def test_an_assessment_after_the_date_says_so(start: str, made: str, words: str) -> None:
    known = job_ready(
        "2026-09-01", exemptions=[away("cohort_assessed", start, assessed={"by": "MS", "on": made})]
    )
    assert aside(known, "2027-06-24", "G26-03") == [
        f"{words} mandag 10. maj 2027, efter fristen, så den gælder ikke her."
    ]
    assert aside(known, "2027-03-01", "G26-03") == []


@pytest.mark.parametrize(
    ("rule", "recorded", "on", "words"),
    [
        (
            "G20-22", away("sick", "2025-08-01", "2025-08-20"), "2025-09-10",
            ("Undtagelsen (sygdom) sluttede onsdag 20. august 2025, så den flytter ikke fristen. "
             "Varede den længere, så ret dens sidste dag."),
        ),
        (
            "G20-22", away("sick", "2025-08-01", "2025-08-20"), "2025-08-20",
            ("Undtagelsen (sygdom) slutter onsdag 20. august 2025, så den flytter ikke fristen. "
             "Varer den længere, så ret dens sidste dag."),
        ),
        (
            "G20-22", away("sick", "2025-09-07", "2025-09-20"), "2025-09-10",
            "Undtagelsen (sygdom) begyndte søndag 7. september 2025, efter fristen, så den ændrer ikke noget her.",
        ),
        (
            "G20-02", away("sick", "2025-08-01", "2025-10-01"), "2025-08-20",
            "Undtagelsen fra fredag 1. august 2025 (sygdom) fritager ikke fra denne regel.",
        ),
        (
            "G20-01", away("job_start_soon", "2025-03-04"), "2025-03-08",
            ("Undtagelsen fra tirsdag 4. marts 2025 (job, der snart begynder) gælder ikke her: "
             "Reglen kræver, at jobbet er dokumenteret. Er det dokumenteret, så ret undtagelsen."),
        ),
    ],
)  # fmt: skip
def test_an_exemption_that_does_not_move_the_date_says_why(
    rule: str, recorded: dict[str, Any], on: str, words: str
) -> None:
    assert aside(job_ready(exemptions=[recorded]), on, rule) == [words]


def test_an_exemption_that_does_its_work_is_not_told_as_one_that_does_not() -> None:
    known = job_ready(exemptions=[away("sick", "2025-08-01", "2025-09-20")])
    assert not any("flytter" in step or "fritager" in step for step in why(known, "2025-09-30", "G20-22"))
    done = job_ready(exemptions=[away("sick", "2025-03-04")], contacts=[talk("2025-03-05")])
    assert aside(done, "2025-03-20", "G20-01") == []


@pytest.mark.parametrize(
    ("back", "words"),
    [
        ("2020-01-13", "12 dage"), ("2021-12-01", "23 måneder"), ("2022-01-01", "2 år"),
        ("2024-11-28", "4 år, 10 måneder og 27 dage"), ("2024-11-01", "4 år og 10 måneder"),
    ],
)  # fmt: skip
def test_long_breaks_are_told_in_years(back: str, words: str) -> None:
    assert render(_length(day("2020-01-01"), day(back)), "da") == words
