"""Numbers and days at which an answer turns, one day on each side. Many were found by changing the engine at random."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from caseworker.deadlines.facts import Group
from caseworker.deadlines.packs import load_packs
from tests.deadlines.make import ask, day, facts, job_ready, one, talk
from tests.deadlines.test_packs import RULE, write

FLEX = {"type": "flex_unemployment", "from": "2025-01-31"}


def flex(**more: Any) -> Any:
    return facts(groups=[{"code": "lab-9", "from": "2025-01-31"}], benefits=[FLEX], **more)


def insured(hours: dict[str, float], to: str | None = None, **more: Any) -> Any:
    return facts(
        citizen={"birth_date": "1985-05-01"},
        groups=[{"code": "lab-1", "from": "2025-03-03"}],
        benefits=[{"type": "unemployment_benefit", "from": "2025-03-03", "to": to, "hours": hours}],
        **more,
    )


def test_one_thing_asked_for_counts_as_one() -> None:
    waiting = one(job_ready(), "2025-03-04", "G20-01")
    assert (waiting.required, waiting.counted, waiting.remaining) == (1, 0, 1)
    held = one(job_ready(contacts=[talk("2025-03-05")]), "2025-03-06", "G20-01")
    assert (held.required, held.counted, held.remaining) == (1, 1, 0)


def test_each_time_of_a_recurring_duty_counts_for_itself() -> None:
    known = job_ready(acts=[{"type": "benefit_follow_up", "on": "2025-05-20"}])
    found = [a for a in ask(known, "2025-06-10", history=True) if a.rule == "G20-36"]
    assert [(a.counted, a.remaining, a.met_on) for a in found] == [(1, 0, day("2025-05-20")), (0, 1, None)]


@pytest.mark.parametrize(
    ("start", "end", "due"),
    [
        ("2024-12-01", "2025-01-30", "2026-07-31"),  # over before the clock began
        ("2024-12-01", "2025-01-31", "2026-07-31"),  # the first day is not counted anyhow
        ("2024-12-01", "2025-02-01", "2026-08-01"),  # one day of it lies in the clock's time
        ("2025-02-01", "2025-02-10", "2026-08-10"),
        ("2026-07-31", "2026-07-31", "2026-08-01"),  # the day of the deadline itself
        ("2026-08-01", "2026-08-20", "2026-07-31"),  # begins too late
    ],
)
def test_maternity_moves_the_date_by_its_days_in_the_clocks_time(start: str, end: str, due: str) -> None:
    known = flex(exemptions=[{"kind": "maternity", "from": start, "to": end}])
    assert one(known, "2025-02-10", "G20-38").due_on == day(due)


def test_hours_that_are_not_there_yet_are_asked_for_again_with_the_month() -> None:
    answer = one(insured({"2025-03": 100.0}), "2025-04-10", "G20-06b")
    assert (answer.status, answer.due_on, answer.valid_until) == ("open", None, day("2025-05-01"))
    missing = one(insured({}), "2025-04-10", "G20-06b")
    assert (missing.missing, missing.valid_until) == (("hours 2025-03",), day("2025-05-01"))


@pytest.mark.parametrize(("to", "missing"), [("2025-05-01", 3), ("2025-04-30", 2)])
def test_a_month_with_one_day_on_benefit_needs_its_hours(to: str, missing: int) -> None:
    assert len(one(insured({}, to), "2025-06-10", "G20-06b").missing) == missing


def test_talks_after_the_date_count_towards_what_remains_but_are_late() -> None:
    hours = {"2025-03": 160.0, "2025-04": 160.0, "2025-05": 160.0}
    late = [
        talk(on, by="fund", kind="fund_conversation") for on in ("2025-05-30", "2025-06-05", "2025-06-06")
    ]
    answer = one(insured(hours, contacts=late[:2]), "2025-06-10", "G20-06a")
    assert (answer.due_on, answer.counted, answer.status) == (day("2025-05-31"), 2, "missed")
    whole = one(insured(hours, contacts=late), "2025-06-10", "G20-06a")
    assert (whole.counted, whole.status, whole.met_on) == (3, "met_late", day("2025-06-06"))


def test_a_benefit_from_before_the_last_time_counts_from_that_time() -> None:
    known = flex(acts=[{"type": "reassessment", "on": "2026-03-15"}])
    answer = one(known, "2026-04-01", "G20-38")
    assert (answer.due_on, answer.earliest_on) == (day("2027-09-15"), day("2027-03-15"))


@pytest.mark.parametrize(("apart", "counts"), [(31, "2024-12-31"), (32, "2025-01-31")])
def test_a_transfer_gives_the_first_day_up_to_a_month_before_its_benefit(apart: int, counts: str) -> None:
    on = (day("2025-01-31") - timedelta(days=apart)).isoformat()
    known = flex(events=[{"id": "t", "type": "transferred", "on": on, "benefit": "flex_unemployment"}])
    found = [a for a in ask(known, "2025-02-10") if a.rule == "G20-02"]
    assert [a.trigger_on for a in found] == [day(counts)]


def test_back_in_a_group_left_long_ago_the_duty_stands() -> None:
    known = facts(
        groups=[
            {"code": "lab-2", "from": "2024-01-01", "to": "2024-03-31"},
            {"code": "lab-6", "from": "2024-04-01", "to": "2025-03-02"},
            {"code": "lab-2", "from": "2025-03-03"},
        ],
        events=[{"id": "e1", "type": "first_contact", "on": "2025-03-03"}],
    )
    assert one(known, "2025-03-20", "G20-02").status == "open"


def test_recovery_is_looked_up_with_the_absence_it_belongs_to() -> None:
    def known(first: str, second: str) -> Any:
        return facts(
            traits=[{"trait": "employed", "value": True}],
            groups=[{"code": "lab-6", "category": 2, "from": "2026-07-06"}],
            events=[
                {"id": "a", "type": "first_absence_day", "on": "2026-07-06", "expected_on": first},
                {"id": "b", "type": "first_absence_day", "on": "2026-10-05", "expected_on": second},
            ],
        )

    def short(facts_: Any) -> set[str]:
        return {a.key.split(":")[1] for a in ask(facts_, "2026-11-24") if a.rule == "G26-11"}

    assert short(known("2026-08-01", "2027-12-01")) == {"a"}
    assert short(known("2027-12-01", "2026-12-01")) == {"b"}


def test_each_named_move_between_groups_begins_a_new_period(tmp_path: Path) -> None:
    moves = """
[convention]
restart_moves = [{ leaves = ["lab-4"], enters = ["lab-2"] }, { leaves = ["lab-5"], enters = ["lab-3"] }]
"""
    rule = RULE.replace('event = ["first_contact"]', 'contact_period = ["first_contact"]')
    write(tmp_path, "a", rules=moves + rule)
    packs = load_packs(tmp_path)

    def starts(first: str, second: str) -> list[Any]:
        known = facts(
            groups=[{"code": first, "from": "2025-03-03"}, {"code": second, "from": "2025-05-05"}],
            events=[{"id": "e1", "type": "first_contact", "on": "2025-03-03"}],
        )
        return [a.trigger_on for a in ask(known, "2025-06-01", packs)]

    both = [day("2025-03-03"), day("2025-05-05")]
    assert starts("lab-4", "lab-2") == starts("lab-5", "lab-3") == both
    assert starts("lab-4", "lab-3") == both[:1]


@pytest.mark.parametrize(
    ("then", "on", "status"),
    [
        ({"type": "sickness_benefit", "from": "2025-06-01"}, "2025-05-31", "due_soon"),
        ({"type": "sickness_benefit", "from": "2025-06-01"}, "2025-06-01", "moot"),
        ({"type": "cash_benefit", "from": "2025-07-01"}, "2025-06-01", "moot"),  # June off: a break
        ({"type": "cash_benefit", "from": "2025-06-30"}, "2025-06-01", "open"),  # due on coming back
        ({"type": "education_help", "from": "2025-06-01"}, "2025-06-01", "due_soon"),
    ],
)
def test_a_duty_of_a_benefit_ends_with_it(then: dict[str, Any], on: str, status: str) -> None:
    known = job_ready(benefits=[{"type": "cash_benefit", "from": "2025-03-03", "to": "2025-05-31"}, then])
    first = next(a for a in ask(known, on) if a.rule == "G20-36" and a.trigger_on == day("2025-03-03"))
    assert first.status == status


def test_days_in_a_running_offer_change_by_themselves_beside_one_that_is_over() -> None:
    known = facts(
        events=[{"id": "e1", "type": "first_contact", "on": "2025-01-01"}],
        offers=[
            {"id": "o1", "type": "placement", "from": "2025-02-03", "to": "2025-02-07"},
            {"id": "o2", "type": "placement", "from": "2025-03-03", "to": "2025-03-20"},
        ],
    )
    running = one(known, "2025-03-05", "KL10-04")
    assert (running.counted, running.valid_until) == (8, day("2025-03-06"))
    assert one(known, "2025-03-21", "KL10-04").counted == 23


@pytest.mark.parametrize(("match", "answers", "missing"), [(1, 1, ()), (2, 0, ()), (None, 1, ("match",))])
def test_the_match_group_decides_and_is_asked_for(
    tmp_path: Path, match: int | None, answers: int, missing: tuple[str, ...]
) -> None:
    wanted = 'confirmed = "C"\napplies_to = { groups = ["lab09-2"], match = [1, 3] }'
    write(tmp_path, "a", rules=RULE.replace('confirmed = "C"', wanted))
    known = facts(
        groups=[{"code": "lab09-2", "from": "2025-03-03", "match": match}],
        events=[{"id": "e1", "type": "first_contact", "on": "2025-03-03"}],
    )
    found = ask(known, "2025-03-04", load_packs(tmp_path))
    assert [a.missing for a in found] == [missing] * answers


def test_a_window_that_is_full_still_waits_for_the_next_one() -> None:
    held = [talk(on) for on in ("2025-03-10", "2025-04-10", "2025-05-10", "2025-06-10")]
    answer = one(job_ready(contacts=held), "2025-07-01", "KL10-02")
    assert (answer.counted, answer.remaining, answer.key) == (3, 1, "KL10-02:e1:2")


def test_a_window_before_an_end_far_ahead_follows_the_rules_of_that_day() -> None:
    known = job_ready(
        "2025-03-03",
        exemptions=[
            {"kind": "sick", "from": "2025-04-01", "to": "2025-04-10"},
            {"kind": "maternity", "from": "2026-01-05", "to": "2026-12-31"},
        ],
    )
    assert one(known, "2026-05-15", "G20-28").pack == "lab-2026-07"


def test_what_happened_before_the_trigger_does_not_meet_the_rule() -> None:
    def met(on: str) -> bool:
        registered = {"id": "r", "type": "registered", "on": "2025-03-03"}
        known = job_ready(events=[registered], acts=[{"type": "cv_on_jobnet", "on": on}])
        return one(known, "2025-03-03", "G20-12a").met_on is not None

    assert met("2025-03-03")
    assert not met("2025-03-02")


def test_who_is_registered_before_the_first_contact_need_not_register_again() -> None:
    def answer(*more: tuple[str, str]) -> tuple[str, object]:
        events = [{"id": f"r{n}", "type": kind, "on": on} for n, (kind, on) in enumerate(more)]
        found = one(job_ready("2025-03-04", events=events), "2025-03-10", "G20-13")
        return found.status, found.met_on

    assert answer(("registered", "2025-03-03")) == ("met", day("2025-03-03"))
    assert answer(("registered", "2025-03-04")) == ("met", day("2025-03-04"))
    assert answer(("registered", "2025-03-05")) == ("met_late", day("2025-03-05"))
    assert answer(("registered", "2025-01-06"), ("deregistered", "2025-03-04")) == ("missed", None)
    later = answer(("registered", "2025-01-06"), ("deregistered", "2025-03-05"))
    assert later == ("met", day("2025-01-06"))


def test_maternity_without_an_end_leaves_no_date() -> None:
    known = flex(exemptions=[{"kind": "maternity", "from": "2025-06-01"}])
    answer = one(known, "2025-07-01", "G20-38")
    assert (answer.due_on, answer.status, answer.suspended_until) == (None, "suspended", None)


def test_the_benefit_of_the_day_decides_not_one_that_is_over() -> None:
    known = facts(
        groups=[{"code": "lab-9", "from": "2025-01-31"}],
        benefits=[FLEX | {"to": "2025-05-31"}, {"type": "flex_job", "from": "2025-06-01"}],
    )
    assert one(known, "2025-06-10", "G20-35a").trigger_on == day("2025-06-01")


def test_a_move_to_a_group_under_the_same_rule_lets_the_duty_stand() -> None:
    known = facts(
        groups=[{"code": "lab-2", "from": "2025-03-03"}, {"code": "lab-3", "from": "2025-04-07"}],
        events=[{"id": "e1", "type": "first_contact", "on": "2025-03-03"}],
    )
    assert one(known, "2025-05-05", "G20-02").status == "open"


@pytest.mark.parametrize(("on", "missing"), [("2025-03-31", 0), ("2025-04-01", 1)])
def test_the_hours_of_a_month_are_missing_once_it_is_over(on: str, missing: int) -> None:
    assert len(one(insured({}), on, "G20-06b").missing) == missing


def test_another_benefit_begins_a_new_period() -> None:
    cash = {"type": "cash_benefit", "from": "2025-03-03", "to": "2025-05-31"}
    known = job_ready(benefits=[cash, {"type": "unemployment_benefit", "from": "2025-06-01"}])
    found = [a.trigger_on for a in ask(known, "2025-06-10") if a.rule == "G20-02"]
    assert found == [day("2025-03-03"), day("2025-06-01")]


def test_exemptions_that_adjoin_are_one() -> None:
    sick = [
        {"kind": "sick", "from": "2025-08-20", "to": "2025-09-10"},
        {"kind": "sick", "from": "2025-09-11", "to": "2025-09-30"},
    ]
    answer = one(job_ready(exemptions=sick), "2025-09-05", "G20-22")
    assert (answer.status, answer.suspended_until, answer.due_on) == (
        "suspended",
        day("2025-09-30"),
        day("2025-10-30"),
    )


def test_two_groups_of_one_day_stand_beside_each_other() -> None:
    # Facts that are read in are refused; stored ones are taken as they are.
    known = job_ready("2026-08-03")
    known = replace(known, groups=(Group(code="lab-3", from_=day("2026-08-03")), *known.groups))
    assert one(known, "2026-08-10", "G26-03").status == "open"


@pytest.mark.parametrize(("last", "status"), [("2025-05-24", "missed"), ("2025-05-25", "met")])
def test_a_series_goes_on_to_its_last_day(last: str, status: str) -> None:
    held = ["2025-03-07", "2025-03-20", "2025-04-02", "2025-04-15", "2025-04-29", "2025-05-13", last]
    known = facts(
        groups=[{"code": "lab-2", "from": "2025-01-03"}],
        events=[
            {"type": "abroad", "on": "2025-02-20"},
            {"id": "c", "type": "control_notice", "on": "2025-03-03"},
        ],
        contacts=[talk(on) for on in held],
    )
    assert one(known, "2025-07-01", "G20-27c").status == status
    told = [a.status for a in ask(known, "2025-07-01", history=True) if a.rule == "G20-27c"]
    assert told[-1] == status
    assert told.count("met") == 6


@pytest.mark.parametrize(("again", "starts"), [("2025-07-31", 1), ("2025-08-01", 2)])
def test_a_first_contact_begins_anew_where_a_month_lies_before_the_benefit_it_is_about(
    again: str, starts: int
) -> None:
    known = job_ready(
        events=[{"id": "e2", "type": "first_contact", "on": "2025-07-20"}],
        benefits=[
            {"type": "cash_benefit", "from": "2025-03-03", "to": "2025-06-30"},
            {"type": "cash_benefit", "from": again},
        ],
    )
    found = [a.trigger_on for a in ask(known, "2025-07-25") if a.rule == "G20-01"]
    assert found == [day("2025-03-03"), day("2025-07-20")][:starts]


@pytest.mark.parametrize(("on", "running"), [("2025-05-29", 0), ("2025-05-30", 1)])
def test_the_time_to_the_next_offer_runs_from_the_last_day_of_the_one_before(on: str, running: int) -> None:
    known = facts(
        citizen={"birth_date": "2003-05-05"},
        groups=[{"code": "lab-4", "from": "2025-03-03"}],
        events=[{"id": "e1", "type": "first_contact", "on": "2025-03-03"}],
        offers=[{"id": "o1", "type": "placement", "from": "2025-05-05", "to": "2025-05-30"}],
    )
    found = [a for a in ask(known, on) if a.rule == "G20-23b"]
    assert [a.due_on for a in found] == [day("2025-09-30")] * running


def test_what_must_come_after_the_trigger_does_not_count_on_its_day() -> None:
    def known(on: str) -> Any:
        return facts(
            citizen={"birth_date": "1980-05-05"},
            groups=[{"code": "lab09-1", "from": "2010-03-01"}],
            events=[{"id": "r", "type": "registered", "on": "2010-03-01"}],
            acts=[{"type": "job_search_confirmed", "on": on}],
        )

    assert one(known("2010-03-01"), "2010-03-04", "G10-01").key == "G10-01:r:1"
    assert one(known("2010-03-02"), "2010-03-04", "G10-01").key == "G10-01:r:2"


def test_a_duty_of_one_benefit_does_not_hold_on_another() -> None:
    known = job_ready(benefits=[{"type": "unemployment_benefit", "from": "2025-03-03"}])
    assert "G20-36" not in {a.rule for a in ask(known, "2025-03-10")}


def test_a_rule_may_ask_how_somebody_was_assessed_whatever_the_group(tmp_path: Path) -> None:
    wanted = 'confirmed = "C"\napplies_to = { visited_as = ["job_ready"] }'
    write(tmp_path, "a", rules=RULE.replace('confirmed = "C"', wanted))
    packs = load_packs(tmp_path)

    def answers(visited_as: str | None) -> list[Any]:
        group = {"code": "lab-12", "from": "2025-03-03", "visited_as": visited_as}
        known = facts(groups=[group], events=[{"type": "first_contact", "on": "2025-03-03"}])
        return [a.missing for a in ask(known, "2025-03-04", packs)]

    assert answers("job_ready") == [()]
    assert answers("activity_ready") == []
    assert answers(None) == [("visited_as",)]


def test_an_employer_may_ask_early_in_the_absence_of_the_day_not_of_a_later_one() -> None:
    def asked(*absences: str) -> bool:
        events = [{"id": f"a{n}", "type": "first_absence_day", "on": on} for n, on in enumerate(absences)]
        early = {"id": "q", "type": "early_follow_up_requested", "on": "2025-11-12", "by": "employer"}
        known = facts(
            groups=[{"code": "lab-6", "category": 2, "from": "2025-08-01"}], events=[*events, early]
        )
        return "G20-42" in {a.rule for a in ask(known, "2026-02-10")}

    assert asked("2025-11-03")
    assert not asked("2025-08-01")
    assert not asked("2025-08-01", "2026-01-05")
    assert not asked("2026-01-05")


def test_a_benefit_that_a_first_contact_announced_begins_nothing_of_its_own() -> None:
    known = facts(
        groups=[{"code": "lab-2", "from": "2024-01-02"}],
        events=[
            {"id": "a", "type": "first_contact", "on": "2024-01-02"},
            {"id": "b", "type": "first_contact", "on": "2025-03-03"},
        ],
        benefits=[
            {"type": "cash_benefit", "from": "2024-01-02", "to": "2024-06-30"},
            {"type": "cash_benefit", "from": "2025-03-10"},
        ],
    )
    assert [a.trigger_on for a in ask(known, "2025-04-01") if a.rule == "G20-02"] == [
        day("2024-01-02"),
        day("2025-03-03"),
    ]
