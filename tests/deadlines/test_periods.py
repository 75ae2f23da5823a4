"""When a period begins anew, when it is broken, and what then becomes of its deadlines."""

from __future__ import annotations

from typing import Any

import pytest

from caseworker.deadlines.answer import Answer
from caseworker.deadlines.facts import Facts
from tests.deadlines.make import ask, day, facts, job_ready, one, talk
from tests.deadlines.test_each_day import moved, rules

ASSISTED = ("G20-02", "G20-22", "G20-36")


def back(contact: str, *benefits: tuple[str, str | None]) -> Facts:
    """Return facts of a citizen whose first benefit ended with March, and who came back."""
    periods = (("2025-01-06", "2025-03-31"), *benefits)
    return job_ready(
        "2025-01-06",
        benefits=[{"type": "cash_benefit", "from": a, "to": b} for a, b in periods],
        events=[{"id": "e2", "type": "first_contact", "on": contact}],
        contacts=[talk("2025-01-08")],
    )


def starts(known: Facts, on: str, rule: str) -> list[str]:
    return [f"{a.trigger_on}" for a in ask(known, on) if a.rule == rule]


@pytest.mark.parametrize("contact", ["2025-04-28", "2025-05-01", "2025-05-04", "2025-06-01"])
def test_who_comes_back_after_a_free_calendar_month_begins_anew_on_the_day_of_the_contact(
    contact: str,
) -> None:
    known = back(contact, ("2025-05-01", None))
    for rule in ("G20-01", "G20-52", *ASSISTED):
        assert starts(known, "2025-06-02", rule) == ["2025-01-06", contact], rule


def test_a_contact_more_than_a_month_into_the_benefit_is_no_return() -> None:
    known = back("2025-06-02", ("2025-05-01", None))
    assert starts(known, "2025-06-02", "G20-01") == ["2025-01-06"]
    assert starts(known, "2025-06-02", "G20-02") == ["2025-01-06", "2025-05-01"]


def test_before_the_new_benefit_is_known_the_contact_counts_as_a_return() -> None:
    assert starts(back("2025-04-10"), "2025-04-11", "G20-01") == ["2025-01-06", "2025-04-10"]
    # The benefit goes on without a free month after all: it was no return.
    assert starts(back("2025-04-10", ("2025-04-30", None)), "2025-04-11", "G20-01") == ["2025-01-06"]


@pytest.mark.parametrize(
    ("on", "status"), [("2025-03-31", "open"), ("2025-04-01", "moot"), ("2025-07-10", "moot")]
)
def test_a_period_is_broken_when_a_calendar_month_without_benefit_is_over(on: str, status: str) -> None:
    known = job_ready(
        "2025-01-06", benefits=[{"type": "cash_benefit", "from": "2025-01-06", "to": "2025-02-15"}]
    )
    for rule in ("G20-02", "G20-22"):
        answer = one(known, on, rule, trace=True)
        assert (answer.status, answer.due_on) == (status, day("2025-07-06")), rule
        told = [step.da for step in answer.trace if "kalendermåned" in step.da]
        end = "Ydelsen er slut, og en hel kalendermåned uden ydelse var gået mandag 31. marts 2025."
        assert told == ([f"{end} Fristen gælder ikke længere."] if status == "moot" else [])
    assert one(known, "2025-02-20", "G20-02").valid_until == day("2025-04-01")


def test_what_was_missed_before_the_period_broke_stays_missed() -> None:
    known = job_ready(
        "2025-01-06", benefits=[{"type": "cash_benefit", "from": "2025-01-06", "to": "2025-07-06"}]
    )
    assert one(known, "2025-09-01", "G20-02").status == "missed"


def test_a_new_benefit_without_a_free_month_goes_on() -> None:
    paid = [("2025-01-06", "2025-02-15"), ("2025-03-31", None)]
    known = job_ready("2025-01-06", benefits=[{"type": "cash_benefit", "from": a, "to": b} for a, b in paid])
    assert one(known, "2025-05-01", "G20-02").status == "open"


def sick(*events: str, **more: Any) -> Facts:
    absent = [{"id": f"a{n}", "type": "first_absence_day", "on": on} for n, on in enumerate(events)]
    return facts(groups=[{"code": "lab-6", "category": 2, "from": "2025-01-06"}], events=absent, **more)


def test_a_new_absence_takes_over() -> None:
    known = sick("2025-01-06", "2025-03-03")

    def found(on: str) -> dict[str, Answer]:
        return {a.key: a for a in ask(known, on) if a.rule == "G20-41"}

    assert {k: a.status for k, a in found("2025-03-02").items()} == {"G20-41:a0:1": "open"}
    assert {k: a.status for k, a in found("2025-03-03").items()} == {
        "G20-41:a0:1": "moot",
        "G20-41:a1:1": "open",
    }


@pytest.mark.parametrize(("again", "status"), [("2025-02-28", ["open"]), ("2025-03-01", ["moot", "unknown"])])
def test_days_off_within_an_absence_do_not_end_it(again: str, status: list[str]) -> None:
    paid = [("2025-01-20", "2025-01-31"), (again, None)]
    known = sick("2025-01-06", benefits=[{"type": "sickness_benefit", "from": a, "to": b} for a, b in paid])
    assert [a.status for a in ask(known, "2025-03-05") if a.rule == "G20-41"] == status


def test_a_message_that_does_not_count_is_named_until_the_talk_is_held() -> None:
    sent = talk("2025-01-08", channel="text")
    known = job_ready("2025-01-06", contacts=[sent, talk("2025-01-20", channel="text")])
    told = [step.da for step in one(known, "2025-01-25", "G20-01", trace=True).trace]
    assert [words for words in told if "tæller ikke" in words] == [
        "Kontakten onsdag 8. januar 2025 (sms) tæller ikke med her: En besked eller et brev er ikke en samtale.",
        "Kontakten mandag 20. januar 2025 (sms) tæller ikke med her: En besked eller et brev er ikke en samtale.",
    ]
    known = job_ready("2025-01-06", contacts=[sent, talk("2025-01-10"), talk("2025-01-20", channel="text")])
    told = [step.da for step in one(known, "2025-01-25", "G20-01", trace=True).trace]
    assert len([words for words in told if "tæller ikke" in words]) == 1


def test_what_is_said_of_a_rule_younger_than_its_clock() -> None:
    known = facts(
        citizen={"birth_date": "1980-01-01"},
        groups=[{"code": "lab-3", "from": "2020-01-01"}],
        benefits=[{"type": "cash_benefit", "from": "2020-01-01"}],
    )
    answer = one(known, "2025-07-02", "G20-21", trace=True)
    assert answer.reason.da.endswith(
        "Vi har ikke læst, hvordan reglen gælder for borgere, der fik ydelsen, før reglen kom."
    )
    assert "Reglen kom tirsdag 1. juli 2025. Derfor gælder den første dato i rækken derefter." in [
        step.da for step in answer.trace
    ]
    for on in ("2026-02-10", "2026-07-10", "2027-12-01"):  # one duty, whatever pack is in force
        assert one(known, on, "G20-21").due_on == day("2026-01-01")
    assert ask(known, "2025-06-30") != []


def test_the_funds_share_is_not_called_the_municipalitys() -> None:
    hours = {f"2026-{month:02}": 160.33 for month in range(7, 10)}
    known = facts(
        groups=[{"code": "lab-1", "from": "2026-07-01"}],
        benefits=[{"type": "unemployment_benefit", "from": "2026-07-01", "hours": hours}],
    )
    words = one(known, "2026-10-01", "G26-01", trace=True).reason.da
    assert words.endswith("Det tæller med i a-kassens andel.")


def test_what_is_said_of_talks_held_while_hours_are_missing() -> None:
    hours = {f"2025-{month:02}": 160.33 for month in range(2, 8)}
    base = {
        "citizen": {"birth_date": "1985-05-01"},
        "groups": [{"code": "lab-1", "from": "2025-01-31"}],
        "benefits": [{"type": "unemployment_benefit", "from": "2025-01-31", "hours": hours}],
    }
    late = facts(**base, contacts=[talk("2025-05-10"), talk("2025-06-10"), talk("2025-08-01")])
    told = one(late, "2025-08-02", "G20-06b", trace=True)
    words = " ".join([told.reason.da, *(step.da for step in told.trace)])
    assert told.missing == ("hours 2025-01",)
    assert not any(claim in words for claim in ("til tiden", "inden fristen", "ikke nået"))


def test_an_order_with_too_short_notice_is_told() -> None:
    for until, short in (("2025-03-10", True), ("2025-03-11", False)):
        order = {"id": "b", "type": "booking_order", "on": "2025-03-03", "until": until}
        told = one(job_ready("2025-01-03", events=[order]), "2025-03-04", "G20-10", trace=True).trace
        words = "Reglen kræver mindst 8 dage til at booke i. Her var der kortere tid."
        assert (words in [step.da for step in told]) is short


def test_the_days_to_book_in_do_not_put_off_the_talk() -> None:
    order = {"id": "b", "type": "booking_order", "on": "2026-03-02", "until": "2026-03-10"}
    known = job_ready("2026-01-05", events=[order], contacts=[talk("2026-03-06")])
    told = [step.da for step in one(known, "2026-03-20", "G20-10", trace=True).trace]
    assert told[2:5] == [
        "Den sidste dag til at booke må tidligst være tirsdag 10. marts 2026. Selve samtalen må gerne holdes før.",
        "Fristen er tirsdag 17. marts 2026.",
        "Det skete fredag 6. marts 2026, inden fristen.",
    ]


def test_a_planned_move_that_begins_a_new_period_ends_the_old_one() -> None:
    known = moved(("lab-4", "2026-09-01"), ("lab-2", "2026-12-01"))
    found = rules(known, "2026-11-30")
    assert found["G26-07"].status == "open"
    assert "G26-03" not in found  # it will count from the move, not from the first contact
    found = rules(known, "2026-12-01")
    assert (found["G26-03"].trigger_on, found["G26-03"].due_on) == (day("2026-12-01"), day("2027-06-01"))


def test_a_planned_benefit_that_begins_a_new_period_ends_the_old_one() -> None:
    known = moved(
        ("lab-3", "2026-09-01"), ("lab-2", "2026-12-01"),
        benefits=[{"type": "education_help", "from": "2026-09-01", "to": "2026-11-30"},
                  {"type": "rehabilitation", "from": "2026-12-01"}],
    )  # fmt: skip
    assert "G26-03" not in rules(known, "2026-11-30")
    assert rules(known, "2026-12-01")["G26-03"].trigger_on == day("2026-12-01")
