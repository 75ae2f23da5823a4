"""The days on which one answer turns into another."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from caseworker.deadlines.case import Case
from caseworker.deadlines.facts import Event
from tests.deadlines.make import ask, day, facts, job_ready, one, talk

CONTACT = {"id": "e1", "type": "first_contact", "on": "2025-01-01"}


def active(*offers: dict[str, Any], **more: Any) -> Any:
    return facts(events=[CONTACT], offers=list(offers), **more)


def offer(start: str, end: str | None = None, **more: Any) -> dict[str, Any]:
    return {"type": "placement", "from": start, "to": end} | more


@pytest.mark.parametrize(
    ("on", "status", "counted"),
    [
        ("2025-03-01", "open", 1),
        ("2025-03-14", "open", 14),
        ("2025-12-18", "due_soon", 14),
        ("2025-12-19", "missed", 14),
    ],
)
def test_days_in_activity_are_counted_up_to_today(on: str, status: str, counted: int) -> None:
    answer = one(active(offer("2025-03-01", "2025-03-14")), on, "KL10-04")
    # 28 - 14 days must fit before the anniversary; 18 December is the last first day of fourteen.
    assert (answer.due_on, answer.status, answer.counted) == (day("2025-12-18"), status, counted)


def test_the_share_is_met_on_its_last_needed_day_and_each_year_begins_anew() -> None:
    known = active(offer("2025-03-01", "2025-03-20"), offer("2025-03-11", "2025-04-30", id="o2"))
    assert one(known, "2025-03-27", "KL10-04").status == "open"
    answer = one(known, "2025-03-28", "KL10-04")
    assert (answer.status, answer.met_on, answer.counted) == ("met", day("2025-03-28"), 28)
    years = [a for a in ask(known, "2026-01-01") if a.rule == "KL10-04"]
    assert [(a.key, a.due_on) for a in years] == [
        ("KL10-04:e1:1", day("2025-12-31")),
        ("KL10-04:e1:2", day("2026-12-04")),
    ]


def test_a_year_begins_only_before_the_birthday_that_ends_the_rule() -> None:
    def years(born: str) -> int:
        known = active(citizen={"birth_date": born}, traits=[{"trait": "qualified", "value": False}])
        return len([a for a in ask(known, "2026-06-01") if a.rule == "KL10-05"])

    assert years("2001-01-01") == 1
    assert years("2001-01-02") == 2


@pytest.mark.parametrize(
    ("on", "applies"), [("2025-01-31", False), ("2025-02-01", True), ("2025-02-03", True)]
)
def test_traits_hold_from_their_first_to_their_last_day(on: str, applies: bool) -> None:
    known = facts(
        citizen={"birth_date": "2003-01-01"},
        traits=[
            {"trait": "qualified", "value": False, "from": "2025-02-01", "to": "2025-02-03"},
            {"trait": "child_at_home", "value": False},
        ],
        groups=[{"code": "lab-1", "from": "2025-01-01"}],
        events=[{"id": "r", "type": "registered", "on": on}],
    )
    assert (one(known, "2025-02-03", "G20-05a").status == "unknown") == (not applies)


@pytest.mark.parametrize(
    ("on", "employed"),
    [("2026-01-09", None), ("2026-01-10", True), ("2026-01-20", True), ("2026-01-21", False)],
)
def test_work_makes_employed_from_its_first_to_its_last_day(on: str, employed: bool | None) -> None:
    known = facts(
        work=[{"from": "2026-01-10", "to": "2026-01-20"}],
        groups=[{"code": "integration", "from": "2026-01-01"}],
        events=[{"id": "v", "type": "visited", "on": "2026-01-05"}],
    )
    assert Case(known, day("2026-01-25")).trait("employed", day(on)) is employed
    found = {a.rule: a.status for a in ask(known, "2026-01-25") if a.rule.startswith("G20-50")}
    assert found == {"G20-50a": "open", "G20-50b": "moot"}


@pytest.mark.parametrize(
    ("periods", "starts"),
    [
        ([("2025-01-01", None)], 1),
        ([("2025-01-01", "2025-02-10"), ("2025-02-20", None)], 1),
        ([("2025-01-01", "2025-02-28"), ("2025-04-01", None)], 2),
        ([("2025-01-01", "2025-03-31")], 2),  # the next benefit is not known yet
        ([("2025-01-01", "2025-03-31"), ("2025-04-05", None)], 1),
        ([("2025-01-01", "2025-02-28")], 2),
        ([], 2),
    ],
)
def test_a_second_first_contact_begins_anew_only_after_a_break(
    periods: list[tuple[str, str | None]], starts: int
) -> None:
    known = facts(
        groups=[{"code": "lab-2", "from": "2025-01-01"}],
        events=[CONTACT, {"id": "e2", "type": "first_contact", "on": "2025-04-01"}],
        benefits=[{"type": "cash_benefit", "from": a, "to": b} for a, b in periods],
    )
    found = [a for a in ask(known, "2025-04-02") if a.rule == "G20-01"]
    assert len(found) == starts


def test_after_a_closed_case_a_new_contact_begins_anew_whatever_the_benefit() -> None:
    known = facts(
        groups=[{"code": "lab-2", "from": "2025-01-01"}],
        events=[
            CONTACT,
            {"id": "c", "type": "case_closed", "on": "2025-02-01"},
            {"id": "e2", "type": "registered", "on": "2025-02-10"},
        ],
        benefits=[{"type": "cash_benefit", "from": "2025-01-01"}],
    )
    assert [a.key for a in ask(known, "2025-02-11") if a.rule == "G20-01"] == ["G20-01:e1:1", "G20-01:e2:1"]


def test_only_transfers_to_the_named_benefits_begin_a_period() -> None:
    known = job_ready(
        events=[{"id": "t", "type": "transferred", "on": "2025-04-01", "benefit": "cash_benefit"}]
    )
    assert one(known, "2025-04-02", "G20-02").trigger_on == day("2025-03-03")


def test_a_transfer_event_and_its_benefit_are_one_beginning() -> None:
    known = facts(
        groups=[{"code": "lab-9", "from": "2025-04-01"}],
        events=[{"id": "t", "type": "transferred", "on": "2025-04-02", "benefit": "flex_unemployment"}],
        benefits=[{"type": "flex_unemployment", "from": "2025-04-01"}],
    )
    assert one(known, "2025-04-05", "G20-02").key == "G20-02:t:1"


@pytest.mark.parametrize(
    ("start", "granted", "status"),
    [
        ("2025-09-24", "2025-09-03", "met"),
        ("2025-09-25", "2025-09-03", "missed"),
        ("2025-09-24", "2025-09-04", "met_late"),
    ],
)
def test_a_wage_subsidy_granted_in_time_may_begin_three_weeks_later(
    start: str, granted: str, status: str
) -> None:
    known = job_ready(offers=[{"type": "wage_subsidy", "from": start, "granted_on": granted}])
    assert one(known, "2025-09-20", "G20-22").status == status


@pytest.mark.parametrize(("end", "status"), [("2025-05-14", "met"), ("2025-05-13", "open")])
def test_an_offer_of_fourteen_days_counts_and_of_thirteen_does_not(end: str, status: str) -> None:
    assert one(job_ready(offers=[offer("2025-05-01", end)]), "2025-05-20", "G20-22").status == status


@pytest.mark.parametrize(("end", "rules"), [("2026-11-15", 0), ("2026-11-16", 1)])
def test_the_next_step_is_asked_for_when_an_offer_lasts_over_two_weeks(end: str, rules: int) -> None:
    known = facts(offers=[offer("2026-11-02", end)])
    assert len([a for a in ask(known, "2026-11-02") if a.rule == "G20-47"]) == rules


@pytest.mark.parametrize(("on", "status"), [("2026-10-30", "due_soon"), ("2026-10-31", "moot")])
def test_the_follow_up_of_a_placement_ends_the_day_after_its_last_day(on: str, status: str) -> None:
    known = facts(
        offers=[offer("2026-10-12", "2026-10-30", id="o")],
        contacts=[talk("2026-10-16")],
        events=[{"id": "e", "type": "first_contact", "on": "2026-10-01"}],
    )
    # Second follow-up three weeks after the start: 2 November, after the placement has ended.
    assert one(known, on, "R-085").status == status


def test_a_placement_is_followed_up_from_the_day_it_begins() -> None:
    known = facts(offers=[offer("2026-10-12")])
    assert not [a for a in ask(known, "2026-10-11") if a.rule == "R-085"]
    assert one(known, "2026-10-12", "R-085").due_on == day("2026-10-19")


@pytest.mark.parametrize(
    ("start", "end", "on", "exempted"),
    [
        ("2026-11-24", None, "2026-11-24", True),
        ("2026-11-25", None, "2026-11-24", False),
        ("2026-10-01", "2026-11-23", "2026-11-24", False),
        ("2026-10-01", "2026-11-24", "2026-11-24", False),
        ("2026-10-01", "2027-03-01", "2027-06-01", True),
        ("2026-10-01", "2027-02-28", "2027-06-01", False),
        ("2027-03-01", None, "2027-06-01", True),
        ("2027-03-02", None, "2027-06-01", False),
    ],
)
def test_who_is_exempted_from_the_cohort(start: str, end: str | None, on: str, exempted: bool) -> None:
    exemption = {
        "kind": "cohort_assessed", "from": start, "to": end, "assessed": {"by": "MS", "on": "2026-10-01"},
    }  # fmt: skip
    answer = one(job_ready("2026-09-01", exemptions=[exemption]), on, "G26-03")
    assert answer.cohort is not None
    assert answer.cohort.exempted == exempted
    assert answer.missing == ()


def test_a_talk_after_the_date_leaves_one_less_to_catch_up_with() -> None:
    talks = [talk("2025-03-05"), talk("2025-09-03"), talk("2025-09-04")]
    answer = one(job_ready(contacts=talks), "2025-09-10", "G20-02")
    assert (answer.status, answer.counted, answer.remaining) == ("missed", 3, 1)


@pytest.mark.parametrize(
    ("end", "due"),
    [("2025-06-30", "2025-07-01"), ("2025-06-29", None), (None, "2025-07-01")],
)
def test_months_on_benefit_are_full_the_day_after_the_last_of_them(end: str | None, due: str | None) -> None:
    known = facts(
        groups=[{"code": "lab-9", "from": "2025-01-01"}],
        benefits=[{"type": "flex_unemployment", "from": "2025-01-01", "to": end}],
    )
    answer = one(known, "2025-05-01", "G20-34a")
    assert answer.due_on == (day(due) if due else None)


def test_months_too_far_apart_do_not_add_up() -> None:
    known = facts(
        groups=[{"code": "lab-9", "from": "2025-01-01"}],
        benefits=[
            {"type": "flex_unemployment", "from": "2025-01-01", "to": "2025-03-31"},
            {"type": "flex_unemployment", "from": "2025-08-01"},
        ],
    )
    assert one(known, "2025-09-01", "G20-34a").due_on == day("2026-02-01")


def test_a_benefit_that_begins_before_the_trigger_counts_from_the_trigger() -> None:
    known = facts(
        citizen={"birth_date": "1970-01-01"},
        groups=[{"code": "lab09-1", "from": "2010-03-01"}],
        benefits=[{"type": "unemployment_benefit", "from": "2010-01-01"}],
        events=[{"id": "r", "type": "registered", "on": "2010-03-10"}],
    )
    assert one(known, "2010-03-12", "G10-04").due_on == day("2010-06-10")


@pytest.mark.parametrize(("to", "status"), [("2025-05-31", "moot"), (None, "due_soon")])
def test_the_payment_follow_up_ends_with_the_benefit(to: str | None, status: str) -> None:
    known = job_ready(benefits=[{"type": "cash_benefit", "from": "2025-03-03", "to": to}])
    assert one(known, "2025-05-01", "G20-36").status == "open"
    assert one(known, "2025-06-01", "G20-36").status == status


@pytest.mark.parametrize(
    ("end", "today", "status", "due"),
    [
        ("2025-03-09", "2025-03-09", "suspended", "2025-03-10"),
        ("2025-03-09", "2025-03-10", "due_soon", "2025-03-10"),
        ("2025-03-10", "2025-03-10", "suspended", "2025-03-17"),
        ("2025-03-10", "2025-03-11", "open", "2025-03-17"),
        ("2025-03-10", "2025-03-18", "missed", "2025-03-17"),
        (None, "2025-12-01", "suspended", "None"),
    ],
)
def test_the_first_talk_comes_back_after_a_rest_over_its_day(
    end: str | None, today: str, status: str, due: str
) -> None:
    known = job_ready(exemptions=[{"kind": "maternity", "from": "2025-03-05", "to": end}])
    answer = one(known, today, "G20-01", trace=True)
    assert (answer.status, f"{answer.due_on}") == (status, due)
    assert any(step.da == "Derefter tælles der forfra." for step in answer.trace) is (due == "2025-03-17")


@pytest.mark.parametrize(
    ("end", "today", "status"),
    [
        ("2025-09-02", "2025-09-02", "suspended"),
        ("2025-09-02", "2025-09-03", "due_soon"),
        ("2025-09-03", "2025-09-03", "suspended"),
        ("2025-09-03", "2025-09-04", "moot"),
    ],
)
def test_what_belongs_to_a_period_falls_away_with_a_rest_over_its_end(
    end: str, today: str, status: str
) -> None:
    known = job_ready(exemptions=[{"kind": "maternity", "from": "2025-03-05", "to": end}])
    assert one(known, today, "G20-02").status == status


def test_an_exemption_that_ended_before_the_case_does_nothing() -> None:
    known = job_ready(exemptions=[{"kind": "maternity", "from": "2025-01-01", "to": "2025-03-02"}])
    assert one(known, "2025-03-11", "G20-01").status == "missed"


def test_nothing_is_known_missing_before_the_group_begins() -> None:
    known = facts(groups=[{"code": "lab-2", "from": "2025-03-03"}])
    assert not [a for a in ask(known, "2025-03-02") if a.rule == "G20-01"]
    assert one(known, "2025-03-03", "G20-01").status == "unknown"


def test_talks_of_the_fund_need_no_national_registration_by_the_municipality() -> None:
    known = job_ready("2026-11-02", contacts=[talk("2026-11-10", by="fund", id="k")])
    assert not [a for a in ask(known, "2026-11-12") if a.rule == "G20-51"]


def test_a_work_date_never_lies_before_the_duty_began() -> None:
    # The first talk was held on a Sunday, and the step of that day cannot be worked on before it.
    known = facts(
        groups=[{"code": "lab-5", "from": "2025-03-03"}],
        events=[{"id": "e1", "type": "first_contact", "on": "2025-03-03"}],
        contacts=[talk("2025-03-09")],
    )
    answer = one(known, "2025-03-09", "G20-15")
    assert (answer.trigger_on, answer.due_on) == (day("2025-03-09"), day("2025-03-09"))
    assert answer.work_date == day("2025-03-10")
    assert answer.status == "due_soon"
    assert one(known, "2025-03-10", "G20-15").status == "due_soon"
    late = one(known, "2025-03-11", "G20-15", trace=True)
    assert (late.status, late.late_days, late.work_date) == ("missed", 1, day("2025-03-10"))
    told = "Det er i en weekend, så det kan nås til og med mandag 10. marts 2025."
    assert told in [step.da for step in late.trace]


def test_an_intake_is_not_late_with_the_coordinator_before_the_assessment() -> None:
    known = facts(
        groups=[{"code": "lab-3", "from": "2026-11-02"}],
        events=[{"id": "e1", "type": "first_contact", "on": "2026-11-02"}],
    )
    assert one(known, "2026-11-24", "G20-19").missing == ("visited",)
    assessed = replace(known, events=(*known.events, Event(type="visited", on=day("2026-11-23"), id="v")))
    answer = one(assessed, "2026-11-24", "G20-19")
    assert (answer.due_on, answer.status, answer.late_days) == (day("2026-11-23"), "missed", 1)


def test_an_assessment_noted_before_the_group_counts_from_the_group() -> None:
    known = facts(
        groups=[{"code": "lab-3", "from": "2026-11-16"}],
        events=[{"id": "v", "type": "visited", "on": "2026-11-12"}],
    )
    assert one(known, "2026-11-16", "G20-19").due_on == day("2026-11-16")


@pytest.mark.parametrize("turned", [False, True])
def test_of_a_trait_told_twice_what_began_last_holds(turned: bool) -> None:
    traits = [
        {"trait": "qualified", "value": False, "from": "2018-01-01"},
        {"trait": "qualified", "value": True, "from": "2024-06-30"},
    ]

    def rules(*told: dict[str, Any]) -> set[str]:
        known = facts(citizen={"birth_date": "2003-01-01"}, traits=list(told), events=[CONTACT])
        return {a.rule for a in ask(known, "2025-03-01")}

    assert "KL10-05" in rules(traits[0])
    assert "KL10-05" not in rules(*(traits[::-1] if turned else traits))


@pytest.mark.parametrize("turned", [False, True])
def test_events_of_one_day_without_id_keep_their_keys(turned: bool) -> None:
    orders = [
        {"type": "booking_order", "on": "2025-04-03", "until": until}
        for until in ("2025-04-12", "2025-04-20")
    ]
    known = job_ready(events=orders[::-1] if turned else orders)
    found = [a for a in ask(known, "2025-04-03") if ":booking_order@" in a.key]
    assert [(a.key.partition("@")[2], a.trigger_on) for a in found] == [
        ("2025-04-03:1", day("2025-04-12")),
        ("2025-04-03:1.2", day("2025-04-20")),
    ]
