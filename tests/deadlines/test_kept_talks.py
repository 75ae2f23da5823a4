"""Why this date: talks that do not count, talks that count from a day on, and what a series was counted from."""

from __future__ import annotations

from typing import Any

from tests.deadlines.make import day, facts, job_ready, one, talk
from tests.deadlines.test_kept_sentences import flex, why


def phone(on: str, channel: str = "phone") -> dict[str, Any]:
    return talk(on, channel=channel)


def left_out(known: Any, on: str, rule: str) -> list[str]:
    """Return the contacts that do not count for the way they were held, as they are named."""
    found = [step.split(" tæller ikke med her: ") for step in why(known, on, rule)]
    told = [step for step in found if step[0].startswith("Kontakten ") and step[0].endswith(")")]
    assert all(len(step) == 2 for step in told), told  # each says why
    return [step[0].removeprefix("Kontakten ") for step in told]


def test_of_a_series_the_contacts_since_the_last_time_are_named() -> None:
    known = facts(
        groups=[{"code": "lab09-5", "category": 1, "from": "2010-02-01"}],
        traits=[{"trait": "employed", "value": False}],
        events=[{"id": "a", "type": "first_absence_day", "on": "2010-02-01"}],
        contacts=[
            talk("2010-03-01"),
            phone("2010-03-10"),
            talk("2010-03-22"),
            phone("2010-03-22", "letter"),
            phone("2010-04-06"),
        ],
    )
    assert left_out(known, "2010-04-20", "G10-16") == [
        "mandag 22. marts 2010 (brev)",
        "tirsdag 6. april 2010 (telefon)",
    ]


def test_contacts_are_named_up_to_the_talk_that_was_held() -> None:
    closed = {"id": "c", "type": "case_closed", "on": "2025-04-01"}
    held = [phone("2025-03-04"), talk("2025-03-06"), phone("2025-03-06", "video"), phone("2025-03-20")]
    assert left_out(job_ready(contacts=held, events=[closed]), "2025-05-01", "G20-01") == [
        "tirsdag 4. marts 2025 (telefon)",
        "torsdag 6. marts 2025 (video)",
    ]
    never = [phone("2025-03-04"), phone("2025-04-01"), phone("2025-04-02")]
    assert left_out(job_ready(contacts=never, events=[closed]), "2025-05-01", "G20-01") == [
        "tirsdag 4. marts 2025 (telefon)",
        "tirsdag 1. april 2025 (telefon)",
    ]


def test_where_all_four_are_asked_for_those_between_are_named() -> None:
    held = [talk("2025-03-06"), phone("2025-03-20", "letter"), talk("2025-04-03")]
    assert left_out(job_ready(contacts=held), "2025-05-01", "G20-02") == ["torsdag 20. marts 2025 (brev)"]


def test_no_more_than_the_newest_three_are_named() -> None:
    days = [f"2025-03-{number:02}" for number in range(4, 12)]
    named = left_out(job_ready(contacts=[phone(on) for on in days]), "2025-03-20", "G20-01")
    assert [words.split()[1] for words in named] == ["9.", "10.", "11."]


def handed_over(on: str, hours: dict[str, float], insured: str = "full") -> list[str]:
    known = facts(
        groups=[{"code": "lab-1", "from": "2026-07-01", "insured": insured}],
        benefits=[{"type": "unemployment_benefit", "from": "2026-07-01", "hours": hours}],
    )
    return why(known, on, "G26-02")


def test_talks_count_from_the_month_after_the_fund_has_had_its_time() -> None:
    wait = "Samtaler tæller fra måneden efter den, hvor 410 timer er nået. Det er de ikke endnu."
    assert handed_over("2026-08-10", {"2026-07": 160.0})[1:5] == [
        "Reglen kræver 2 samtaler.",
        (
            "Fristen kommer, når borgeren har fået ydelse i 962 timer i alt. Så langt er det ikke kommet, "
            "så der er ingen dato endnu."
        ),
        wait,
        "Der er ikke holdt nogen endnu.",
    ]
    full = handed_over("2026-10-10", {"2026-07": 160.0, "2026-08": 160.0, "2026-09": 160.0})
    assert full[3:5] == [
        "Samtaler tæller fra torsdag 1. oktober 2026, efter den måned, hvor 410 timer blev nået.",
        "Der er ikke holdt nogen endnu.",
    ]


def test_part_time_insured_are_told_their_own_hours() -> None:
    hours = {f"2026-{month:02}": 130.0 for month in (7, 8, 9)}
    steps = handed_over("2026-10-10", hours, insured="part")
    assert steps[2].startswith("Fristen kommer, når borgeren har fået ydelse i 780 timer i alt.")
    assert (
        steps[3] == "Samtaler tæller fra torsdag 1. oktober 2026, efter den måned, hvor 333 timer blev nået."
    )


def test_a_series_on_benefit_is_counted_from_the_last_time() -> None:
    acts = [{"type": "reassessment", "on": on} for on in ("2026-03-15", "2027-05-10")]
    steps = {step.da: step.on for step in one(flex(acts=acts), "2027-06-01", "G20-38", trace=True).trace}
    assert steps["Sidste gang var mandag 10. maj 2027. Tiden på ydelse tælles derfra."] == day("2027-05-10")


def test_a_contact_is_named_for_what_is_nearest_to_counting() -> None:
    known = job_ready(
        contacts=[
            phone("2025-03-03"),  # on the first day
            phone("2025-03-04") | {"kind": "drop_in"},
            phone("2025-03-05") | {"by": "fund"},
            phone("2025-03-06") | {"by": "provider"},
        ]
    )
    assert left_out(known, "2025-03-20", "G20-01") == [
        "tirsdag 4. marts 2025 (uplanlagt samtale)",
        "torsdag 6. marts 2025 (telefon)",
    ]
    assert not any(
        "3. marts 2025 (telefon)" in step for step in why(known, "2025-03-20", "G20-01")
    )  # the fourth


def test_where_anybody_may_hold_the_talk_so_may_the_fund() -> None:
    known = facts(
        groups=[{"code": "lab-1", "from": "2025-03-03"}],
        events=[
            {"type": "booking_missed", "on": "2025-03-03"},
            {"id": "r", "type": "re_registered", "on": "2025-03-03"},
        ],
        contacts=[
            phone("2025-03-04", "letter") | {"by": "fund", "kind": "fund_conversation"},
            phone("2025-03-05", "letter"),
        ],
    )
    assert left_out(known, "2025-03-20", "G20-11") == [
        "tirsdag 4. marts 2025 (brev)",
        "onsdag 5. marts 2025 (brev)",
    ]


def test_a_talk_written_down_as_two_kinds_counts_once() -> None:
    days = (
        ("2025-03-06", "first"),
        ("2025-05-06", "follow_up"),
        ("2025-05-06", "joint"),
        ("2025-06-06", "talk"),
    )
    held = [{"id": kind, "kind": kind, "status": "held", "on": on} for on, kind in days]
    answer = one(job_ready(contacts=held), "2025-08-10", "G20-02")
    assert (answer.met_on, answer.counted, answer.remaining) == (None, 3, 1)
