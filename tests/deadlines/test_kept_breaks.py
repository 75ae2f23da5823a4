"""When a period is broken or its benefit ends, what that says of a return, and when an answer changes by itself."""

from __future__ import annotations

from typing import Any

import pytest

from tests.deadlines.make import ask, day, facts, job_ready, one, talk
from tests.deadlines.test_kept_periods import CASH, INSURED, contact, known, paid, starts


def test_while_the_benefit_is_being_decided_a_contact_is_a_return() -> None:
    ahead = paid(CASH, "2025-04-15")
    both = [contact("2025-01-06"), contact("2025-03-10")]
    assert starts(known(both, ahead)) == ["2025-01-06", "2025-03-10"]
    # A benefit of before the first contact says nothing of the time since.
    old = paid(CASH, "2024-02-01", "2024-11-30")
    assert starts(known(both, old, ahead)) == ["2025-01-06", "2025-03-10"]
    # One that ran on, with no free month before the next one, does.
    ran = paid(CASH, "2024-02-01", "2025-02-20")
    assert starts(known(both, ran, paid(CASH, "2025-03-28"))) == ["2025-01-06"]


def test_of_two_contacts_with_no_free_month_between_the_first_one_counts() -> None:
    for later in ("2025-01-08", "2025-02-28"):
        both = [contact("2025-01-06"), contact(later)]
        assert starts(known(both)) == ["2025-01-06"]
        assert starts(known(both, paid(CASH, "2025-03-03"))) == ["2025-01-06", "cash_benefit@2025-03-03"]


@pytest.mark.parametrize(("on", "status"), [("2025-02-28", "open"), ("2025-03-01", "moot")])
def test_a_benefit_that_ended_on_the_day_of_the_contact_breaks_the_period(on: str, status: str) -> None:
    case = known([contact("2025-01-31")], paid(CASH, "2025-01-06", "2025-01-31"))
    assert one(case, on, "G20-02").status == status


@pytest.mark.parametrize(("again", "broken"), [("2025-03-31", False), ("2025-04-01", True)])
def test_a_benefit_that_comes_the_day_after_the_free_month_breaks_the_period(
    again: str, broken: bool
) -> None:
    case = job_ready("2025-01-06", benefits=[paid(CASH, "2025-01-06", "2025-02-15"), paid(CASH, again)])
    first = next(a for a in ask(case, "2025-05-01", trace=True) if a.key == "G20-02:e1:1")
    assert first.status == ("moot" if broken else "open")
    assert any("en hel kalendermåned uden ydelse" in step.da for step in first.trace) is broken


@pytest.mark.parametrize(("on", "status"), [("2030-03-31", "open"), ("2030-04-01", "moot")])
def test_hours_on_unemployment_benefit_are_kept_for_five_years(on: str, status: str) -> None:
    hours = {f"2025-{month:02}": 100.0 for month in (2, 3)}
    case = facts(
        citizen={"birth_date": "1985-05-01"},
        groups=[{"code": "lab-1", "from": "2025-02-03"}],
        benefits=[paid(INSURED, "2025-02-03", "2025-03-31", hours=hours)],
    )
    assert one(case, on, "G20-06b").status == status


@pytest.mark.parametrize(("end", "status"), [("2025-01-05", "open"), ("2025-01-06", "moot")])
def test_sickness_benefit_that_ended_on_the_first_day_of_absence_ends_its_duties(
    end: str, status: str
) -> None:
    case = facts(
        groups=[{"code": "lab-6", "category": 2, "from": "2025-01-06"}],
        events=[{"id": "a", "type": "first_absence_day", "on": "2025-01-06"}],
        benefits=[paid("sickness_benefit", "2024-12-01", end)],
    )
    assert one(case, "2025-02-03", "G20-41").status == status


def test_an_answer_holds_until_the_day_on_which_it_changes() -> None:
    # Told 14 days before 3 September; nothing else is announced.
    assert one(job_ready(), "2025-03-04", "G20-02").valid_until == day("2025-08-20")
    before = one(job_ready(), "2025-03-10", "G20-01")
    assert (before.due_on, before.valid_until) == (day("2025-03-10"), day("2025-03-11"))
    late = one(job_ready(), "2025-03-11", "G20-01")
    assert (late.status, late.valid_until) == ("missed", None)
    rest = job_ready(exemptions=[{"kind": "holiday", "from": "2025-04-01", "to": "2025-04-10"}])
    assert one(rest, "2025-03-04", "G20-02").valid_until == day("2025-04-01")


def test_a_citizens_deadline_is_warned_of_from_the_date_of_the_law() -> None:
    case = facts(events=[{"id": "d", "type": "decision_available", "on": "2026-03-05"}])
    answer = one(case, "2026-03-06", "CW-02")
    assert (answer.due_on, answer.work_date) == (day("2026-04-02"), day("2026-04-07"))
    assert answer.valid_until == day("2026-03-26")  # 7 days before
    assert one(case, "2026-04-06", "CW-02").valid_until == day("2026-04-08")


def test_what_was_done_while_the_duty_rests_is_no_longer_resting() -> None:
    rest = [{"kind": "maternity", "from": "2025-03-05", "to": "2025-06-30"}]
    open_ = one(job_ready(exemptions=rest), "2025-03-20", "G20-01")
    assert open_.suspended_until == day("2025-06-30")
    held = one(job_ready(exemptions=rest, contacts=[talk("2025-03-06")]), "2025-03-20", "G20-01")
    assert (held.status, held.suspended_until) == ("met", None)


@pytest.mark.parametrize(("held", "there"), [("2010-04-06", False), ("2010-04-07", True)])
def test_a_talk_before_the_day_spares_the_next_one_and_one_on_the_day_meets_it(
    held: str, there: bool
) -> None:
    case = facts(
        groups=[{"code": "lab09-1", "from": "2010-03-01"}],
        events=[{"id": "r", "type": "registered", "on": "2010-04-07"}],
        contacts=[talk(held)],
    )
    found = [a.status for a in ask(case, "2010-04-10") if a.rule == "G10-02b"]
    assert found == (["met"] if there else [])


def test_who_was_never_registered_is_asked_about_it() -> None:
    case: Any = facts(groups=[{"code": "lab09-1", "from": "2010-03-01"}])
    answer = one(case, "2010-04-10", "G10-02b")
    assert (answer.status, answer.missing) == ("unknown", ("registered",))


@pytest.mark.parametrize(("on", "status"), [("2025-01-20", "open"), ("2025-01-21", "moot")])
def test_the_follow_up_is_over_the_day_after_the_last_day_on_sickness_benefit(on: str, status: str) -> None:
    known = facts(
        groups=[{"code": "lab-6", "category": 2, "from": "2025-01-06"}],
        benefits=[{"type": "sickness_benefit", "from": "2025-01-06", "to": "2025-01-20"}],
        events=[{"id": "a", "type": "first_absence_day", "on": "2025-01-06"}],
    )
    assert one(known, on, "G20-40").status == status
