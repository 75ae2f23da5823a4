"""What the engine's answers mean: states, counts, keys, versions, endings."""

from __future__ import annotations

import json

import jsonschema
import pytest

from caseworker.deadlines.engine import answer_json, deadlines, next_change
from caseworker.deadlines.facts import schema
from tests.deadlines.make import PACKS, ask, day, facts, job_ready, one, talk


@pytest.mark.parametrize(
    ("on", "status"),
    [
        ("2025-03-03", "open"),
        ("2025-03-06", "open"),
        ("2025-03-07", "due_soon"),
        ("2025-03-10", "due_soon"),
        ("2025-03-11", "missed"),
    ],
)
def test_a_duty_opens_comes_near_and_is_missed(on: str, status: str) -> None:
    answer = one(job_ready(), on, "G20-01")
    assert answer.status == status
    assert answer.late_days == (1 if status == "missed" else None)


@pytest.mark.parametrize(
    ("contact", "status"),
    [
        (talk("2025-03-03"), "met"),
        (talk("2025-03-10"), "met"),
        (talk("2025-03-12"), "met_late"),
        (talk("2025-03-21"), "missed"),
        (talk("2025-03-07", status="planned"), "missed"),
        (talk("2025-03-07", status="no_show"), "missed"),
        (talk("2025-03-07", status="cancelled"), "missed"),
        (talk("2025-03-07", channel="letter"), "missed"),
        (talk("2025-03-07", kind="drop_in"), "missed"),
        (talk("2025-03-07", by="fund"), "missed"),
    ],
)
def test_only_held_talks_of_the_right_kind_up_to_the_day_count(
    contact: dict[str, object], status: str
) -> None:
    assert one(job_ready(contacts=[contact]), "2025-03-20", "G20-01").status == status


def test_counting_within_a_period() -> None:
    talks = [talk("2025-03-05"), talk("2025-04-05"), talk("2025-06-05")]
    answer = one(job_ready(contacts=talks), "2025-06-10", "G20-02")
    assert (answer.required, answer.counted, answer.remaining) == (4, 3, 1)
    assert answer.last_safe_date == answer.due_on == day("2025-09-03")
    late = job_ready(contacts=[*talks, talk("2025-09-10")])
    answer = one(late, "2025-09-20", "G20-02")
    assert (answer.status, answer.met_on, answer.late_days) == ("met_late", day("2025-09-10"), 7)
    assert (answer.counted, answer.remaining) == (4, 0)
    missed = one(job_ready(contacts=talks), "2025-09-04", "G20-02")
    assert (missed.status, missed.counted, missed.remaining) == ("missed", 3, 1)


def test_last_safe_dates_leave_a_week_between_those_that_remain() -> None:
    assert one(job_ready(), "2025-03-04", "G20-02").last_safe_date == day("2025-08-13")


def test_keys_are_stable_and_made_of_rule_trigger_and_ordinal() -> None:
    known = job_ready(acts=[{"type": "benefit_follow_up", "on": "2025-05-01"}])
    assert one(known, "2025-04-01", "G20-36").key == "G20-36:e1:1"
    assert one(known, "2025-05-01", "G20-36").key == "G20-36:e1:2"
    assert {a.key for a in ask(known, "2025-05-01")} == {a.key for a in ask(known, "2025-05-20")}


def test_events_without_ids_on_one_day_still_have_keys_of_their_own() -> None:
    events = [{"type": "meeting_requested", "on": "2025-03-05"}] * 2
    keys = [a.key for a in ask(job_ready(events=events), "2025-03-06") if a.rule == "KL10-01"]
    assert len(keys) == len(set(keys)) == 2


def test_history_gives_the_occurrences_already_held() -> None:
    acts = [{"type": "benefit_follow_up", "on": on} for on in ("2025-05-01", "2025-09-15")]
    found = [
        a
        for a in ask(job_ready(acts=acts), "2025-10-01", history=True)
        if a.rule == "G20-36"
    ]  # fmt: skip
    assert [(a.status, a.due_on) for a in found] == [
        ("met", day("2025-06-03")),
        ("met_late", day("2025-08-01")),
        ("open", day("2025-12-15")),
    ]


def test_a_closed_case_makes_open_duties_moot_but_not_missed_ones() -> None:
    closed = {"id": "c", "type": "case_closed", "on": "2025-04-01"}
    known = job_ready(events=[closed])
    assert one(known, "2025-05-01", "G20-02").status == "moot"
    assert one(known, "2025-05-01", "G20-01").status == "missed"
    assert one(known, "2025-03-31", "G20-02").status == "open"


def test_leaving_the_target_group_ends_the_duty() -> None:
    known = facts(
        groups=[{"code": "lab-2", "from": "2025-03-03"}, {"code": "lab-12", "from": "2025-05-01"}],
        events=[{"id": "e1", "type": "first_contact", "on": "2025-03-03"}],
    )
    assert one(known, "2025-04-30", "G20-02").status == "open"
    assert one(known, "2025-05-01", "G20-02").status == "moot"


def test_a_group_that_begins_after_the_first_contact_is_the_group_of_it() -> None:
    known = facts(
        groups=[{"code": "lab-3", "from": "2025-03-06"}],
        events=[{"id": "e1", "type": "first_contact", "on": "2025-03-03"}],
    )
    assert one(known, "2025-03-07", "G20-01").due_on == day("2025-03-10")


def test_registration_before_the_first_contact_sets_the_clock_going() -> None:
    known = job_ready(events=[{"id": "e0", "type": "registered", "on": "2025-03-01"}])
    assert one(known, "2025-03-07", "G20-01").trigger_on == day("2025-03-01")


@pytest.mark.parametrize(
    ("back", "starts"),
    [("2025-06-20", ["2025-03-03"]), ("2025-07-01", ["2025-03-03", "2025-07-01"])],
)
def test_one_free_calendar_month_breaks_the_period(back: str, starts: list[str]) -> None:
    known = job_ready(
        benefits=[
            {"type": "cash_benefit", "from": "2025-03-03", "to": "2025-05-20"},
            {"type": "cash_benefit", "from": back},
        ]
    )
    found = [a for a in ask(known, "2025-07-05") if a.rule == "G20-02"]
    assert [a.trigger_on for a in found] == [day(s) for s in starts]


@pytest.mark.parametrize(
    ("benefits", "starts"),
    [
        # An old contact, and a benefit years later that it cannot have been about.
        ([("cash_benefit", "2025-06-01", None)], ["2022-03-01", "2025-06-01"]),
        # Its benefit came at once; a whole calendar month off breaks the period.
        ([("cash_benefit", "2022-03-10", "2025-04-30"), ("cash_benefit", "2025-06-01", None)],
         ["2022-03-01", "2025-06-01"]),
        # Not a whole month off: the same period goes on.
        ([("cash_benefit", "2022-03-10", "2025-05-02"), ("cash_benefit", "2025-06-01", None)], ["2022-03-01"]),
        # On another benefit in between there is no break, but the new benefit is a new period.
        ([("unemployment_benefit", "2022-02-01", "2025-05-31"), ("cash_benefit", "2025-06-01", None)],
         ["2022-03-01", "2025-06-01"]),
        # The contact lies in the old benefit, and a break before the new one: it was not about that.
        ([("unemployment_benefit", "2022-02-01", "2022-04-30"), ("cash_benefit", "2025-06-01", None)],
         ["2022-03-01", "2025-06-01"]),
    ],
)  # fmt: skip
def test_a_first_contact_announces_a_benefit_only_without_a_break(
    benefits: list[tuple[str, str, str | None]], starts: list[str]
) -> None:
    known = facts(
        groups=[{"code": "lab-2", "from": "2022-02-01"}],
        benefits=[{"type": b, "from": f} | ({"to": to} if to else {}) for b, f, to in benefits],
        events=[{"id": "e1", "type": "first_contact", "on": "2022-03-01"}],
    )
    found = ask(known, "2025-06-10", trace=True)
    assert [str(a.trigger_on) for a in found if a.rule == "G20-02"] == starts
    # The follow-up on the payment has the same clock, but only where there is such a payment.
    assert str([a for a in found if a.rule == "G20-36"][-1].trigger_on) == starts[-1]
    if len(starts) > 1:
        last = [a for a in found if a.rule == "G20-02"][-1]
        assert last.trace[0].da.startswith("En ny periode på ydelsen begyndte søndag 1. juni 2025.")


def test_a_move_from_young_to_adult_group_begins_anew_and_the_other_way_does_not() -> None:
    def starts(one_: str, two: str) -> list[object]:
        known = facts(
            groups=[{"code": one_, "from": "2025-03-03"}, {"code": two, "from": "2025-05-05"}],
            events=[{"id": "e1", "type": "first_contact", "on": "2025-03-03"}],
        )
        return [a.trigger_on for a in ask(known, "2025-05-10") if a.rule == "G20-02"]

    assert starts("lab-5", "lab-3") == [day("2025-03-03"), day("2025-05-05")]
    assert starts("lab-3", "lab-5") == [day("2025-03-03")]
    assert starts("lab-2", "lab-3") == [day("2025-03-03")]


def test_merging_of_benefits_by_law_is_no_new_period() -> None:
    known = job_ready(
        benefits=[
            {"type": "education_help", "from": "2025-03-03", "to": "2025-06-30"},
            {"type": "cash_benefit", "from": "2025-07-01"},
        ]
    )
    assert one(known, "2025-07-05", "G20-02").trigger_on == day("2025-03-03")


@pytest.mark.parametrize(
    ("start", "pack"),
    [
        ("2026-01-31", "lab-2020"),
        ("2026-02-01", "lab-2026-02"),
        ("2026-06-30", "lab-2026-02"),
        ("2026-07-01", "lab-2026-07"),
    ],
)
def test_the_version_in_force_on_the_trigger_day_applies(start: str, pack: str) -> None:
    rule = "G26-03" if pack == "lab-2026-07" else "G20-02"
    answer = one(job_ready(start), "2026-11-24", rule)
    assert answer.pack == pack
    assert (answer.cohort is not None) == (pack == "lab-2026-07")


def test_unknown_says_what_is_missing() -> None:
    nobody = facts(events=[{"id": "e1", "type": "first_contact", "on": "2025-03-03"}])
    answer = one(nobody, "2025-03-04", "G20-01")
    assert (answer.status, answer.missing, answer.due_on) == ("unknown", ("group",), None)
    no_contact = facts(groups=[{"code": "lab-2", "from": "2025-03-03"}])
    assert one(no_contact, "2025-03-04", "G20-01").missing == ("first_contact",)


def test_exempted_from_the_cohort_needs_a_recorded_assessment() -> None:
    bare = {"kind": "cohort_assessed", "from": "2026-09-10"}
    known = job_ready("2026-09-01", exemptions=[bare])
    answer = one(known, "2026-11-24", "G26-03")
    assert answer.missing == ("assessed",)
    assert answer.status == "open"
    assert answer.cohort is not None
    assert not answer.cohort.exempted
    full = bare | {"assessed": {"by": "MS", "on": "2026-09-10"}}
    answer = one(job_ready("2026-09-01", exemptions=[full]), "2026-11-24", "G26-03")
    assert answer.status == "moot"
    assert answer.cohort is not None
    assert answer.cohort.exempted


def test_areas_and_rules_can_be_switched_off() -> None:
    known = job_ready(events=[{"id": "r", "type": "meeting_requested", "on": "2025-03-05"}])
    all_rules = {a.rule for a in ask(known, "2025-03-06")}
    assert {"KL10-01", "G20-01"} <= all_rules
    assert not {a for a in all_rules if a.startswith("G20")} & {
        a.rule for a in ask(known, "2025-03-06", areas=frozenset({"proposal"}))
    }
    assert "G20-01" not in {a.rule for a in ask(known, "2025-03-06", off_rules=frozenset({"G20-01"}))}


def test_an_answer_holds_until_its_valid_until() -> None:
    known = job_ready(exemptions=[{"kind": "sick", "from": "2025-08-20", "to": "2025-10-05"}])
    today = day("2025-03-03")
    seen = 0
    while seen < 60:
        answers = {a.key: a for a in deadlines(known, PACKS, today)}
        until = min((a.valid_until for a in answers.values() if a.valid_until), default=None)
        if until is None:
            break
        last = day(str(until)).fromordinal(until.toordinal() - 1)
        again = {a.key: a for a in deadlines(known, PACKS, last)}
        assert _settled(again) == _settled(answers)
        today = until
        seen += 1
    assert seen > 5


def _settled(answers: dict[str, object]) -> dict[str, object]:
    return {k: {**answer_json(a), "late_days": None} for k, a in answers.items()}  # type: ignore[arg-type]


def test_the_next_change_of_the_facts() -> None:
    known = job_ready(exemptions=[{"kind": "sick", "from": "2025-08-20", "to": "2025-10-05"}])
    assert next_change(known, day("2025-03-03")) == day("2025-08-20")
    assert next_change(known, day("2025-08-20")) == day("2025-10-06")
    assert next_change(known, day("2025-10-06")) is None


def test_the_json_answer_has_the_published_shape() -> None:
    known = job_ready(contacts=[talk("2025-03-07")])
    found = [answer_json(a) for a in ask(known, "2025-03-20", trace=True)]
    plain = json.loads(json.dumps(found))
    assert plain == found
    published = schema()
    jsonschema.Draft202012Validator.check_schema(published)
    jsonschema.validate({"answer": plain}, published)
    assert "valid_until" not in plain[0]
    assert isinstance(next(a for a in plain if a["rule"] == "G20-02")["required"], int)


def test_no_day_beyond_the_calendar_is_asked_for() -> None:
    assert ask(job_ready("2025-03-03"), "2199-12-31")
    assert ask(facts(), "2025-03-03") == []


def test_a_talk_that_meets_a_request_for_another_day() -> None:
    known = job_ready(
        events=[
            {"id": "r1", "type": "meeting_requested", "on": "2025-03-10"},
            {"id": "r2", "type": "meeting_requested", "on": "2025-03-12"},
        ],
        contacts=[talk("2025-03-14", kind="citizen_requested", **{"for": "r2"})],
    )
    found = {a.key: a.status for a in ask(known, "2025-03-15") if a.rule == "KL10-01"}
    assert found == {"KL10-01:r1:1": "open", "KL10-01:r2:1": "met"}


def test_the_measurement_every_six_weeks() -> None:
    plan = [{"id": "p", "type": "plan_activated", "on": "2026-09-01"}]
    again = [*plan, {"id": "p2", "type": "plan_activated", "on": "2026-09-20"}]
    assert one(facts(events=plan), "2026-09-05", "R-066").due_on == day("2026-10-13")
    assert one(facts(events=again), "2026-09-25", "R-066").key == "R-066:p:1"
    held = facts(events=plan, acts=[{"type": "measurement", "on": "2026-10-20"}])
    answer = one(held, "2026-11-24", "R-066")
    assert (answer.due_on, answer.status, answer.standing) == (day("2026-12-01"), "due_soon", "local")
