"""Until when an answer stands although no fact changes: a new month of hours, and being well in time."""

from __future__ import annotations

from typing import Any

import pytest

from caseworker.deadlines.engine import deadlines
from tests.deadlines.make import PACKS, ask, day, facts, job_ready, one, talk


def insured(kind: str | None, **more: Any) -> Any:
    benefit = {"type": "unemployment_benefit", "from": "2022-01-03"} | more
    return facts(groups=[{"code": "lab-1", "from": "2022-01-03", "insured": kind}], benefits=[benefit])


@pytest.mark.parametrize(
    ("on", "until"),
    [("2022-03-01", "2022-04-01"), ("2022-03-31", "2022-04-01"), ("2022-12-31", "2023-01-01")],
)
def test_hours_that_are_not_known_are_asked_for_anew_with_each_month(on: str, until: str) -> None:
    answer = one(insured("full", hours={"2022-01": 160.33}), on, "G20-07")
    assert (answer.status, answer.missing[0][:6]) == ("unknown", "hours ")
    assert answer.valid_until == day(until)


def test_how_somebody_is_insured_is_asked_for_with_the_hours_and_other_things_are_not() -> None:
    hours = {f"2022-{month:02}": 100.0 for month in range(1, 5)}
    known = one(insured(None, hours=hours), "2022-05-02", "G20-03b")
    assert (known.missing, known.valid_until) == (("insured",), day("2022-06-01"))
    nothing = facts(
        groups=[{"code": "lab09-1", "from": "2010-03-01"}],
        events=[{"type": "registered", "on": "2010-03-01"}],
    )
    answer = one(nothing, "2010-03-02", "G10-04")
    assert (answer.status, answer.valid_until) == ("unknown", None)


def test_months_that_are_still_being_counted_are_counted_again_with_each_month() -> None:
    known = facts(
        citizen={"birth_date": "1970-01-01"},
        groups=[{"code": "lab09-1", "from": "2010-03-01"}],
        benefits=[{"type": "unemployment_benefit", "from": "2010-03-01", "to": "2010-06-13"}],
        events=[{"type": "registered", "on": "2010-02-28"}],
    )
    assert one(known, "2010-05-31", "G10-10").valid_until == day("2010-06-01")


def absent(*contacts: dict[str, Any], **more: Any) -> Any:
    return facts(
        groups=[{"code": "lab-6", "category": 2, "from": "2025-11-03"}],
        events=[{"type": "first_absence_day", "on": "2025-09-24"}],
        contacts=list(contacts),
        **more,
    )


def test_when_the_weeks_after_the_first_talk_are_over_the_follow_ups_may_stand_again() -> None:
    held = talk("2025-12-01"), talk("2025-12-08")
    # Thirteen weeks from the first of them: Monday 2 March.
    found = [a for a in ask(absent(*held), "2025-12-17") if a.trigger_on and a.rule == "G20-41"]
    assert [(a.counted, a.valid_until) for a in found] == [(2, day("2026-03-03"))]


def test_when_the_time_to_be_well_is_over_another_duty_may_come() -> None:
    known = facts(
        traits=[{"trait": "expected_well", "value": "2026-12-01"}],
        groups=[{"code": "lab-6", "from": "2026-08-31"}],
        events=[{"type": "first_absence_day", "on": "2026-08-31"}],
    )
    found = [a for a in ask(known, "2026-12-01") if a.rule == "G26-11"]
    assert [a.valid_until for a in found] == [day("2027-03-01")]


def test_words_are_made_only_where_they_are_asked_for() -> None:
    plain, told = (deadlines(job_ready(), PACKS, day("2025-03-04"), trace=trace) for trace in (False, True))
    assert all((a.reason.da, a.reason.en, a.trace) == ("", "", ()) for a in plain)
    assert all(a.reason.da and a.trace for a in told)
