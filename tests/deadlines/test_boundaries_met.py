"""What meets a duty and what does not, how long it may, and how often a recurring duty was met."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from caseworker.deadlines.packs import load_packs
from tests.deadlines.make import ask, day, facts, job_ready, one, talk
from tests.deadlines.test_boundaries import flex, insured
from tests.deadlines.test_packs import RULE, write


def jobseeker(**more: Any) -> Any:
    """Return facts of a citizen who confirms the search for a job every week."""
    return facts(
        groups=[{"code": "lab09-1", "from": "2010-03-01"}],
        events=[{"id": "r", "type": "registered", "on": "2010-03-01"}],
        **more,
    )


def test_a_talk_is_no_confirmation_of_job_search() -> None:
    again = talk("2010-03-05", kind="re_registration")
    assert one(jobseeker(contacts=[again]), "2010-03-06", "G10-01").due_on == day("2010-03-12")
    assert one(jobseeker(contacts=[talk("2010-03-05")]), "2010-03-06", "G10-01").due_on == day("2010-03-08")


def test_the_last_time_counts_whatever_met_it() -> None:
    again = talk("2010-03-10", kind="re_registration")
    confirmed = {"type": "job_search_confirmed", "on": "2010-03-05"}
    answer = one(jobseeker(contacts=[again], acts=[confirmed]), "2010-03-11", "G10-01")
    assert answer.due_on == day("2010-03-17")


@pytest.mark.parametrize(("on", "status"), [("2025-07-10", "open"), ("2025-07-11", "met")])
def test_an_offer_has_ended_on_its_last_day(on: str, status: str) -> None:
    offer = {"id": "o", "type": "placement", "from": "2025-06-02", "to": "2025-07-11"}
    known = facts(groups=[{"code": "lab-3", "from": "2025-03-03"}], offers=[offer])
    assert one(known, on, "G20-25").status == status


def test_only_the_offers_that_the_rule_names_meet_it() -> None:
    mentor = {"id": "o", "type": "mentor", "from": "2025-05-01", "to": "2025-06-30"}
    assert one(job_ready(offers=[mentor]), "2025-07-01", "G20-22").met_on is None
    assert one(job_ready(offers=[mentor | {"type": "guidance"}]), "2025-07-01", "G20-22").met_on is not None


@pytest.mark.parametrize(
    ("kind", "aim", "met"),
    [("placement", True, True), ("placement", False, False), ("guidance", True, False)],
)
def test_an_offer_may_have_to_aim_at_education(tmp_path: Path, kind: str, aim: bool, met: bool) -> None:
    rule = RULE.replace("{ talks = true }", '{ offers = ["placement"], education_aim = true }')
    write(tmp_path, "a", rules=rule)
    offer = {"type": kind, "from": "2025-03-04", "education_aim": aim}
    answer = one(job_ready(offers=[offer]), "2025-03-05", "L-1", load_packs(tmp_path))
    assert (answer.met_on is not None) is met


@pytest.mark.parametrize(("on", "met"), [("2025-09-01", None), ("2025-09-02", "2025-09-02")])
def test_an_offer_counts_from_the_day_it_is_granted(on: str, met: str | None) -> None:
    offer = {"type": "wage_subsidy", "from": "2025-09-20", "granted_on": "2025-09-02"}
    assert one(job_ready(offers=[offer]), on, "G20-22").met_on == (day(met) if met else None)


@pytest.mark.parametrize(("on", "met"), [("2025-03-06", True), ("2025-03-07", False)])
def test_a_talk_on_the_day_the_case_closes_still_counts(on: str, met: bool) -> None:
    known = job_ready(contacts=[talk(on)], events=[{"id": "c", "type": "case_closed", "on": "2025-03-06"}])
    assert (one(known, "2025-03-08", "G20-01").met_on is not None) is met


def test_a_duty_ends_with_the_first_thing_that_ends_it() -> None:
    known = facts(
        groups=[{"code": "lab-2", "from": "2025-03-03", "to": "2025-07-31"}],
        events=[
            {"id": "e1", "type": "first_contact", "on": "2025-03-03"},
            {"id": "c", "type": "case_closed", "on": "2025-10-01"},
        ],
        contacts=[talk("2025-08-20")],
    )
    answer = one(known, "2025-11-01", "G20-02", trace=True)
    assert (answer.due_on, answer.status, answer.counted) == (day("2025-09-03"), "moot", 0)
    assert any("fra fredag 1. august 2025" in step.da for step in answer.trace)


def test_a_new_period_ends_the_deadline_of_the_one_before() -> None:
    cash = {"type": "cash_benefit", "from": "2025-03-03", "to": "2025-05-31"}
    known = job_ready(benefits=[cash, {"type": "unemployment_benefit", "from": "2025-06-01"}])
    old, new = (a for a in ask(known, "2025-06-10", trace=True) if a.rule == "G20-02")
    assert (old.status, new.status) == ("moot", "open")
    assert any("En ny periode begyndte" in step.da for step in old.trace)


def test_the_key_of_a_recurring_threshold_counts_the_times() -> None:
    first = one(flex(), "2025-02-10", "G20-38")
    assert first.key.endswith(":1")
    acts = [{"type": "reassessment", "on": "2026-03-15"}, {"type": "reassessment", "on": "2027-03-15"}]
    third = one(flex(acts=acts), "2027-04-01", "G20-38")
    assert third.key == first.key[:-1] + "3"
    # The last time counts: the next one is a new duty, not a met one.
    assert (third.due_on, third.status, third.met_on, third.counted) == (day("2028-09-15"), "open", None, 0)


def test_the_key_stays_while_the_threshold_is_not_reached_and_the_benefit_not_known() -> None:
    older = jobseeker(citizen={"birth_date": "1970-01-01"})
    nothing = one(older, "2010-03-10", "G10-04")
    waiting = one(insured({"2025-03": 100.0}), "2025-04-10", "G20-06b")
    reached = one(insured({"2025-03": 500.0, "2025-04": 500.0}), "2025-04-10", "G20-06b")
    assert (nothing.missing, waiting.due_on, reached.due_on) == (("benefit",), None, day("2025-04-30"))
    assert [a.key.split(":")[2] for a in (nothing, waiting, reached)] == ["1", "1", "1"]


def test_hours_that_nobody_needs_any_more_are_not_missing() -> None:
    talks = [
        talk(on, by="fund", kind="fund_conversation") for on in ("2025-03-10", "2025-04-10", "2025-05-10")
    ]
    answer = one(insured({}, contacts=talks), "2025-06-10", "G20-06a")
    assert (answer.status, answer.missing, answer.met_on) == ("met", (), day("2025-05-10"))


def test_a_talk_on_the_last_day_counts_as_held_within() -> None:
    hours = {"2025-03": 160.0, "2025-04": 160.0, "2025-05": 160.0}
    held = [talk(on, by="fund", kind="fund_conversation") for on in ("2025-05-30", "2025-05-31")]
    answer = one(insured(hours, contacts=held), "2025-06-10", "G20-06a")
    assert (answer.due_on, answer.counted, answer.key.split(":")[2]) == (day("2025-05-31"), 2, "1")


def test_one_day_on_benefit_on_the_first_of_a_month_needs_its_hours() -> None:
    known = facts(
        citizen={"birth_date": "1985-05-01"},
        groups=[{"code": "lab-1", "from": "2025-05-01"}],
        benefits=[{"type": "unemployment_benefit", "from": "2025-05-01", "to": "2025-05-01"}],
    )
    assert one(known, "2025-06-10", "G20-06b").missing == ("hours 2025-05",)


def test_rules_of_two_groups_count_each_from_its_own_group(tmp_path: Path) -> None:
    start = RULE.replace('{ event = ["first_contact"] }', "{ group_start = true }")
    second = start.replace('"L-1"', '"L-2"')
    groups = [f'applies_to = {{ groups = ["{code}"] }}\n' for code in ("lab-2", "lab-3")]
    write(tmp_path, "a", rules=start + groups[0] + second + groups[1])
    known = facts(groups=[{"code": "lab-2", "from": "2025-03-03"}, {"code": "lab-3", "from": "2025-05-05"}])
    found = {a.rule: a.trigger_on for a in ask(known, "2025-06-01", load_packs(tmp_path))}
    assert found == {"L-1": day("2025-03-03"), "L-2": day("2025-05-05")}


@pytest.mark.parametrize("first", ["within", "window_before"])
def test_only_a_duty_before_an_end_looks_ahead_to_it(tmp_path: Path, first: str) -> None:
    ends = RULE.replace('{ event = ["first_contact"] }', '{ offer_end = ["placement"] }')
    other = {"within": "window_before", "window_before": "within"}[first]
    rules = ends.replace('"within"', f'"{first}"') + ends.replace('"within"', f'"{other}"').replace(
        "L-1", "L-2"
    )
    write(tmp_path, "a", rules=rules)
    offer = {"id": "o", "type": "placement", "from": "2025-06-02", "to": "2025-07-11"}
    found = [a.kind for a in ask(facts(offers=[offer]), "2025-06-10", load_packs(tmp_path))]
    assert found == ["window_before"]


@pytest.mark.parametrize(
    ("meets", "found"),
    [("talks = true", ["m"]), ('offers = ["mentor"]', ["m"]), ('offers = ["placement"]', [])],
)
def test_the_end_of_any_offer_that_could_meet_the_rule_opens_it(
    tmp_path: Path, meets: str, found: list[str]
) -> None:
    ends = RULE.replace('{ event = ["first_contact"] }', "{ any_offer_end = true }")
    write(tmp_path, "a", rules=ends.replace("talks = true", meets))
    known = facts(offers=[{"id": "m", "type": "mentor", "from": "2025-06-02", "to": "2025-07-11"}])
    assert [a.key.split(":")[1] for a in ask(known, "2025-07-12", load_packs(tmp_path))] == found


def test_a_rule_may_wait_for_one_that_waits_and_stands_behind_it(tmp_path: Path) -> None:
    waits = RULE.replace("{ talks = true }", '{ acts = ["my_plan"] }')
    third = waits.replace('{ event = ["first_contact"] }', '{ met = "L-2" }').replace("L-1", "L-3")
    second = waits.replace('{ event = ["first_contact"] }', '{ met = "L-1" }').replace("L-1", "L-2", 1)
    first = RULE.replace("{ talks = true }", '{ contacts = ["follow_up"] }')
    write(tmp_path, "a", rules=third + second + first)
    known = job_ready(contacts=[talk("2025-03-04")], acts=[{"type": "my_plan", "on": "2025-03-06"}])
    found = {a.rule: a.trigger_on for a in ask(known, "2025-03-10", load_packs(tmp_path))}
    assert found == {"L-1": day("2025-03-03"), "L-2": day("2025-03-04"), "L-3": day("2025-03-06")}


@pytest.mark.parametrize(
    ("inner", "outcome"),
    [
        (("2025-10-06", "2025-10-17"), ["o:open"]),
        (("2025-10-06", "2025-10-31"), ["o:open"]),
        (("2025-10-06", "2025-11-01"), ["o:met", "i:open"]),
        (("2025-10-01", "2025-10-17"), ["o:open"]),
        (("2025-10-31", "2025-10-31"), ["o:open"]),
        (("2025-10-31", "2025-11-14"), ["o:met"]),
        (("2025-10-06", None), ["o:met"]),
    ],
)
def test_the_next_offer_runs_on_past_the_one_that_ended(inner: tuple[str, str], outcome: list[str]) -> None:
    known = facts(
        groups=[{"code": "lab-5", "from": "2025-03-03"}],
        events=[{"type": "first_contact", "on": "2025-03-03"}],
        offers=[
            {"id": "o", "type": "placement", "from": "2025-10-01", "to": "2025-10-31"},
            {"id": "i", "type": "education", "from": inner[0], "to": inner[1]},
        ],
    )
    found = [a for a in ask(known, "2025-11-05") if a.rule == "G20-23b"]
    assert [f"{a.key.split(':')[1]}:{a.status}" for a in found] == outcome


def test_an_offer_that_does_not_count_keeps_no_clock_still() -> None:
    known = facts(
        groups=[{"code": "lab-5", "from": "2025-03-03"}],
        events=[{"type": "first_contact", "on": "2025-03-03"}],
        offers=[
            {"id": "m", "type": "mentor", "from": "2025-10-01", "to": "2026-03-31"},
            {"id": "o", "type": "placement", "from": "2025-10-06", "to": "2025-10-17"},
        ],
    )
    assert one(known, "2025-11-05", "G20-23b").due_on == day("2026-02-17")
