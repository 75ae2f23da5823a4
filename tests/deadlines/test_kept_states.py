"""Why this date: what is said of exemptions, of what is over, and of what waits for another rule."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.deadlines.make import day, facts, job_ready, one, talk
from tests.deadlines.test_explain import told
from tests.deadlines.test_kept_sentences import BEGAN, FOUR, LAW, why

NONE_YET = "Der er ikke holdt nogen endnu."
DUE = "Fristen er onsdag 3. september 2025."
HELD = [talk(d) for d in ("2025-03-07", "2025-04-01", "2025-04-15", "2025-05-01")]


def resting(start: str, end: str | None, kind: str = "maternity", **more: Any) -> Any:
    return job_ready(exemptions=[{"kind": kind, "from": start, "to": end}], **more)


def test_a_rest_up_to_the_date_itself_leaves_no_date_before_its_end() -> None:
    answer = one(resting("2025-08-01", "2025-09-03"), "2025-08-15", "G20-02", trace=True)
    assert answer.reason.da == (
        "Fire jobsamtaler på 6 måneder: hviler til og med onsdag 3. september 2025. "
        "Derefter regnes det ud på ny, om der er en frist."
    )
    assert told(answer) == [
        BEGAN,
        FOUR,
        "Pligten gælder ikke fra fredag 1. august 2025 til onsdag 3. september 2025 (barsel).",
        "Uden undtagelsen ville fristen være onsdag 3. september 2025.",
        NONE_YET,
        LAW,
    ]


def test_a_rest_from_the_date_itself_is_told_and_one_after_all_was_done_is_not() -> None:
    rest = "Pligten gælder ikke fra onsdag 3. september 2025 til fredag 3. oktober 2025 (barsel)."
    assert rest in why(resting("2025-09-03", "2025-10-03"), "2025-08-15", "G20-02")
    done = why(resting("2025-06-02", "2025-07-01", contacts=HELD), "2025-08-15", "G20-02")
    assert not any("barsel" in step for step in done)
    between = why(resting("2025-04-20", "2025-04-25", contacts=HELD), "2025-08-15", "G20-02")
    assert any("barsel" in step for step in between)


def test_a_rest_without_an_end_says_so() -> None:
    answer = one(resting("2025-05-01", None, "sick"), "2025-06-20", "G20-22", trace=True)
    assert answer.reason.da == "Første tilbud inden 6 måneder: hviler indtil videre."
    assert told(answer)[2:4] == [
        "Uden undtagelsen ville fristen være onsdag 3. september 2025.",
        "Borgeren er undtaget fra torsdag 1. maj 2025 (sygdom). Slutdagen er ikke kendt.",
    ]
    stopped = one(resting("2025-05-01", None), "2025-06-20", "G20-02", trace=True)
    assert stopped.reason.da == "Fire jobsamtaler på 6 måneder: hviler indtil videre."
    assert told(stopped)[2:4] == [
        "Borgeren er undtaget fra torsdag 1. maj 2025 (barsel). Slutdagen er ikke kendt.",
        "Uden undtagelsen ville fristen være onsdag 3. september 2025.",
    ]
    assert DUE not in told(stopped)


def test_a_duty_that_was_stopped_on_its_day_has_fallen_away() -> None:
    assert why(resting("2025-05-01", "2025-09-30"), "2025-10-20", "G20-02") == [
        BEGAN,
        FOUR,
        "Pligten gælder ikke fra torsdag 1. maj 2025 til tirsdag 30. september 2025 (barsel).",
        DUE,
        NONE_YET,
        "Pligten gjaldt ikke den dag, så den er faldet væk.",
        LAW,
    ]


def cohort(*exempted: dict[str, Any]) -> Any:
    return job_ready("2026-07-01", exemptions=[*exempted])


def test_a_citizen_exempted_after_an_assessment_is_told_so_and_nobody_else() -> None:
    share = "Kravet gælder for mindst 75 procent af borgerne."
    assessed = {"by": "anna", "on": "2026-07-20"}
    known = cohort({"kind": "cohort_assessed", "from": "2026-07-20", "assessed": assessed})
    answer = one(known, "2026-08-20", "G26-03", trace=True)
    assert answer.reason.da == "Fire jobsamtaler på 6 måneder: borgeren er undtaget."
    assert told(answer)[-4:-1] == [NONE_YET, share, "Borgeren er undtaget efter en konkret vurdering."]
    assert why(cohort(), "2027-01-20", "G26-03")[-3:-1] == ["Fristen er overskredet med 19 dage.", share]


def test_the_time_for_a_right_is_over() -> None:
    known = facts(events=[{"id": "n", "type": "decision_available", "on": "2026-03-05"}])
    assert why(known, "2026-05-05", "CW-02") == [
        "Afgørelsen kunne læses fra torsdag 5. marts 2026.",
        "Reglen giver 4 uger.",
        "Fristen er torsdag 2. april 2026.",
        "Det er i påsken, så det kan nås til og med tirsdag 7. april 2026.",
        "Tiden for det er udløbet.",
        "Grundlag: Retssikkerhedsloven § 67.",
    ]
    assert why(known, "2026-03-20", "CW-02")[-2] == (
        "Det er i påsken, så det kan nås til og med tirsdag 7. april 2026."
    )


def test_a_rule_that_waits_for_another_names_it() -> None:
    known = job_ready(
        events=[{"id": "n", "type": "control_notice", "on": "2025-04-01"}], contacts=[talk("2025-04-07")]
    )
    assert why(known, "2025-04-20", "G20-27b")[0] == (
        "Trinnet før (Jobsamtale efter kontrolaktion) blev gennemført mandag 7. april 2025."
    )


def test_the_step_before_may_be_one_of_an_older_pack() -> None:
    known = facts(
        groups=[{"code": "lab-5", "from": "2026-06-30"}],
        events=[{"type": "first_contact", "on": "2026-06-30"}],
        contacts=[talk("2026-07-03")],
    )
    words = told(one(known, "2026-07-10", "G20-15", trace=True))
    assert "Trinnet før (Første jobsamtale ved fremmøde) blev gennemført fredag 3. juli 2026." in words


def test_no_talk_is_asked_for_inside_a_leave_that_is_announced() -> None:
    leave = {"kind": "maternity", "from": "2025-08-01", "to": "2026-06-30"}
    answer = one(job_ready(exemptions=[leave]), "2025-07-20", "G20-02", trace=True)
    assert (answer.status, answer.due_on, answer.last_safe_date) == ("moot", day("2025-09-03"), None)
    assert answer.reason.da.endswith("falder væk, fordi borgeren er undtaget onsdag 3. september 2025.")
    words = told(answer)
    assert any(step.endswith("ville fristen være onsdag 3. september 2025.") for step in words)
    assert "Den dag gælder pligten ikke, så fristen falder væk." in words
    assert not any(step.startswith(("Fristen er", "Den næste", "Pligten gjaldt")) for step in words)


@pytest.mark.parametrize(
    ("leave", "states"),
    [  # asked before the leave, on its first and last day, and after it
        (
            ("2027-03-01", "2027-05-22"),
            ["open", "suspended", "suspended", "due_soon"],
        ),  # over before the date
        (("2027-03-01", "2027-05-23"), ["moot", "suspended", "suspended", "moot"]),
        (("2027-05-23", "2027-06-30"), ["moot", "suspended", "suspended", "moot"]),
        (("2027-05-24", "2027-06-30"), ["open", "missed", "missed", "missed"]),  # begins after it
    ],
)
def test_a_date_in_a_leave_that_is_written_down_falls_away_from_the_first(
    leave: tuple[str, str], states: list[str]
) -> None:
    # First contact 23 November 2026, so four talks by 23 May 2027 (G26-03).
    start, end = leave
    known = job_ready("2026-11-23", exemptions=[{"kind": "maternity", "from": start, "to": end}])
    days = ["2026-11-25", start, end, str(day(end) + timedelta(days=1))]
    assert [one(known, on, "G26-03").status for on in days] == states
    assert one(job_ready("2026-11-23"), "2026-11-25", "G26-03").status == "open"


def test_another_rest_before_the_leave_that_takes_the_duty_away_keeps_no_date() -> None:
    rests = [
        {"kind": "other", "from": "2026-12-01", "to": "2026-12-31"},
        {"kind": "maternity", "from": "2027-03-01", "to": "2027-06-30"},
    ]
    known = job_ready("2026-11-23", exemptions=rests)
    found = [one(known, on, "G26-03").status for on in ("2026-12-10", "2027-01-10", "2027-03-10")]
    assert found == ["moot", "moot", "suspended"]


def test_what_was_done_too_early_is_named() -> None:
    known = facts(
        groups=[{"code": "lab-7", "from": "2025-03-03"}],
        benefits=[{"type": "job_clarification", "from": "2025-03-03"}],
        acts=[{"type": "rehab_team", "on": "2025-03-24"}],
    )
    words = told(one(known, "2025-05-12", "G20-32", trace=True))
    assert "Det, der skete mandag 24. marts 2025, var for tidligt til at tælle her." in words
    assert "Det kan ske fra tirsdag 3. marts 2026." in words


def test_the_exempted_who_will_leave_the_group_is_exempted_and_has_not_left_yet() -> None:
    known = facts(
        groups=[
            {"code": "lab-2", "from": "2026-08-03", "to": "2026-10-31"},
            {"code": "lab-3", "from": "2026-11-01"},
        ],
        benefits=[{"type": "cash_benefit", "from": "2026-08-03"}],
        events=[{"type": "first_contact", "on": "2026-08-03"}],
        exemptions=[
            {"kind": "cohort_assessed", "from": "2026-08-20", "assessed": {"by": "AB", "on": "2026-08-20"}}
        ],
    )
    before = one(known, "2026-10-15", "G26-03", trace=True)
    assert before.reason.da == "Fire jobsamtaler på 6 måneder: borgeren er undtaget."
    assert "Fra søndag 1. november 2026 hører borgeren ikke længere under reglen." in told(before)
    assert not any(step.startswith("Borgeren var ude") for step in told(before))
    after = one(known, "2026-11-24", "G26-03", trace=True)
    assert after.reason.da == "Fire jobsamtaler på 6 måneder: gælder ikke længere."
    assert any(
        step.startswith("Borgeren var ude af målgruppen fra søndag 1. november") for step in told(after)
    )
