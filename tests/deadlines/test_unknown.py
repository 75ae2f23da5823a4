"""What is not known is asked for as long as something may be open, and no longer."""

from __future__ import annotations

from typing import Any

import pytest

from caseworker.deadlines.answer import Answer
from caseworker.deadlines.facts import Facts
from tests.deadlines.make import ask, day, facts, one, talk
from tests.deadlines.test_each_day import employed, sick, well

FOUR = [talk(on) for on in ("2025-11-10", "2025-11-20", "2025-12-01", "2025-12-10")]


def found(known: Facts, on: str, rule: str) -> list[Answer]:
    return [a for a in ask(known, on) if a.rule == rule]


def test_a_talk_does_not_take_the_question_for_the_category_away() -> None:
    known = sick(
        (None, "2025-11-03"), traits=[*employed(), well("2026-03-01")], contacts=[talk("2025-12-15")]
    )
    assert one(known, "2025-12-20", "G20-41").missing == ("category",)


def test_a_category_not_recorded_after_a_lapse_asks_nothing_of_who_had_it_done_before() -> None:
    # The duty lapses from the first talk to 14 December; the record of 15 December says no category.
    traits = [*employed(), well("2026-06-20", "2025-12-15"), well("2026-01-20", "2025-11-03")]
    known = sick((2, "2025-11-03"), (None, "2025-12-15"), traits=traits, contacts=FOUR)
    for on in ("2025-12-12", "2025-12-15", "2026-01-20"):
        answer = one(known, on, "G20-41")
        assert (answer.status, answer.met_on) == ("met", day("2025-12-10")), on
    three = sick((2, "2025-11-03"), (None, "2025-12-15"), traits=traits, contacts=FOUR[:3])
    assert one(three, "2026-01-20", "G20-41").missing == ("category",)


def insured(**more: Any) -> Facts:
    hours = {f"2025-{m:02}": 160.33 for m in range(3, 9)}
    return facts(
        citizen={"birth_date": "1985-05-01"},
        groups=[{"code": "lab-1", "from": "2025-03-03"}],
        benefits=[{"type": "unemployment_benefit", "from": "2025-03-03", "hours": hours}],
        work=[{"from": "2025-06-02"}],
        **more,
    )


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({}, "unknown"),
        ({"offers": [{"type": "placement", "from": "2025-08-31", "to": "2025-09-20"}]}, "met"),
        ({"offers": [{"type": "placement", "from": "2025-09-01", "to": "2025-09-20"}]}, "unknown"),
        ({"events": [{"type": "case_closed", "on": "2025-08-31"}]}, "moot"),
        ({"events": [{"type": "case_closed", "on": "2025-09-01"}]}, "unknown"),
    ],
)
def test_hours_of_work_are_not_asked_for_when_the_duty_is_done_with(more: Any, status: str) -> None:
    answer = one(insured(**more), "2025-11-24", "G20-22")
    assert (answer.status, answer.missing) == (status, ("hours_per_week",) if status == "unknown" else ())


@pytest.mark.parametrize(("closed", "status"), [("2025-05-31", "moot"), ("2025-06-01", "unknown")])
def test_hours_of_benefit_are_not_asked_for_when_the_case_closed_before_they_could_be_reached(
    closed: str, status: str
) -> None:
    known = facts(
        citizen={"birth_date": "1985-05-01"},
        groups=[{"code": "lab-1", "from": "2025-03-03"}],
        benefits=[{"type": "unemployment_benefit", "from": "2025-03-03"}],
        events=[{"type": "case_closed", "on": closed}],
    )
    answer = one(known, "2025-11-24", "G20-06a", trace=True)
    assert answer.status == status
    assert bool(answer.missing) is (status == "unknown")
    assert one(known, "2025-05-30", "G20-06a").status == "unknown"
    told = " ".join(step.da for step in answer.trace)
    assert ("men de kan ikke være nået, før pligten hørte op." in told) is (status == "moot")


@pytest.mark.parametrize(("closed", "there"), [("2025-12-28", False), ("2025-12-29", True)])
def test_the_category_is_not_asked_for_in_a_case_closed_before_the_date(closed: str, there: bool) -> None:
    known = facts(
        groups=[{"code": "lab-6", "from": "2025-11-03"}],
        events=[{"type": "first_absence_day", "on": "2025-11-03"}, {"type": "case_closed", "on": closed}],
    )
    assert bool(found(known, "2026-01-05", "G20-40")) is there
    assert found(known, "2025-12-27", "G20-40")[0].status == "unknown"


@pytest.mark.parametrize("on", ["2025-08-01", "2026-02-10", "2026-08-01"])
def test_the_date_of_birth_is_asked_for_once_and_not_for_a_period_that_is_over(on: str) -> None:
    def known(to: str | None) -> Facts:
        benefit = {"type": "cash_benefit", "from": "2023-09-01", "to": to}
        return facts(groups=[{"code": "lab-3", "from": "2023-09-01"}], benefits=[benefit])

    assert [a.missing for a in found(known(None), on, "G20-21")] == [("birth_date",)]
    assert found(known("2024-02-29"), on, "G20-21") == []


def test_an_expectation_that_has_passed_counts_neither_from_the_trait_nor_from_the_event() -> None:
    phone = talk("2025-12-15", channel="phone")
    at_home = {"trait": "employed", "value": False}
    trait = sick((2, "2025-11-03"), traits=[well("2025-12-14"), at_home], contacts=[phone])
    assert one(trait, "2025-12-20", "G20-40").status == "due_soon"
    assert one(sick((2, "2025-11-03"), traits=[well("2025-12-15")], contacts=[phone]), "2025-12-20",
               "G20-40").status == "met"  # fmt: skip
    event = facts(
        traits=[at_home],
        groups=[{"code": "lab-6", "category": 2, "from": "2025-11-03"}],
        events=[{"type": "first_absence_day", "on": "2025-11-03", "expected_on": "2025-12-14"}],
        contacts=[phone],
    )
    assert one(event, "2025-12-20", "G20-40").status == "due_soon"


def test_who_was_to_be_well_before_the_first_talk_has_follow_ups_or_a_check_but_never_neither() -> None:
    def states(expected: str) -> tuple[str, bool]:
        known = sick((2, "2025-11-03"), traits=[*employed(), well(expected)], contacts=[talk("2025-12-15")])
        return one(known, "2025-12-20", "G20-41").status, bool(found(known, "2025-12-20", "G20-44"))

    assert states("2025-12-14") == ("open", False)
    assert states("2025-12-15") == ("moot", True)


def test_an_old_expectation_does_not_hide_the_one_of_the_new_absence() -> None:
    known = facts(
        traits=[*employed(), well("2025-06-01")],
        groups=[{"code": "lab-6", "from": "2026-08-31"}],
        events=[{"type": "first_absence_day", "on": "2026-08-31", "expected_on": "2026-12-01"}],
    )
    assert one(known, "2026-11-24", "G26-11").status == "open"
    assert found(known, "2026-11-24", "G26-12") == []


@pytest.mark.parametrize("maternity", [("2026-10-01", "2027-01-31"), ("2026-10-01", "2027-03-15")])
def test_the_spared_are_moot_also_on_maternity(maternity: tuple[str, str]) -> None:
    rests = [
        {"kind": "maternity", "from": maternity[0], "to": maternity[1]},
        {"kind": "cohort_assessed", "from": "2026-10-01", "to": "2027-12-31",
         "assessed": {"by": "MS", "on": day("2026-10-01")}},
    ]  # fmt: skip
    for exemptions in (rests, rests[::-1]):
        known = facts(
            groups=[{"code": "lab-2", "from": "2026-09-01"}],
            events=[{"type": "first_contact", "on": "2026-09-01"}],
            exemptions=exemptions,
        )
        assert one(known, "2026-11-24", "G26-03").status == "moot"


def again(first: str, *absent: str, closed: str = "", to: str | None = None) -> Facts:
    """Return facts of one who was on sickness benefit to 20 February 2025, and is so again from a day on."""
    events = [{"type": "first_absence_day", "on": on} for on in ("2025-01-06", *absent)]
    return facts(
        groups=[{"code": "lab-6", "category": 2, "from": "2025-01-06"}],
        benefits=[{"type": "sickness_benefit", "from": "2025-01-06", "to": "2025-02-20"},
                  {"type": "sickness_benefit", "from": first, "to": to}],
        events=events + ([{"type": "case_closed", "on": closed}] if closed else []),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        (again("2025-04-01"), True),
        (again("2025-03-31"), False),
        (again("2025-04-01", "2025-03-10"), False),
        (again("2025-04-01", "2025-02-20"), True),
        (again("2025-04-01", "2025-02-21"), False),
        (again("2025-04-01", to="2025-05-12"), True),
        (again("2025-04-01", to="2025-05-11"), False),
        (again("2025-04-01", closed="2025-04-01"), False),
        (again("2025-04-01", closed="2025-01-06"), False),
        (again("2025-05-12"), True),
        (again("2025-05-13"), False),
    ],
)
def test_an_absence_after_a_free_month_needs_its_own_first_day(known: Facts, asked: bool) -> None:
    missing = [a.missing for a in found(known, "2025-05-12", "G20-40") if a.status == "unknown"]
    assert missing == ([("first_absence_day",)] if asked else [])


CONTACT = [{"type": "first_contact", "on": "2026-10-05"}]
OLD_GROUP = [{"code": "lab-2", "from": "2024-01-01", "to": "2024-06-30"}]


@pytest.mark.parametrize("groups", [[], OLD_GROUP])
@pytest.mark.parametrize(
    "more",
    [
        {"benefits": [{"type": "cash_benefit", "from": "2026-10-07"}]},
        {"traits": [{"trait": "child_at_home", "value": True, "from": "2026-10-07"}]},
        {"work": [{"from": "2025-01-01", "to": "2026-10-06"}]},
    ],
)
def test_a_group_not_recorded_yet_is_asked_for_whatever_else_begins_meanwhile(groups: Any, more: Any) -> None:
    def asked(**more: Any) -> set[str]:
        known = facts(groups=groups, events=CONTACT, **more)
        return {a.rule for a in ask(known, "2026-10-09") if a.missing == ("group",)}

    assert {"G26-03", "G26-04"} <= asked() <= asked(**more)


def test_a_group_that_has_begun_since_and_ended_is_not_asked_for() -> None:
    groups = [{"code": "lab-2", "from": "2026-10-06", "to": "2026-10-20"}]
    known = facts(groups=groups, events=CONTACT, benefits=[{"type": "cash_benefit", "from": "2026-11-02"}])
    assert one(known, "2026-11-24", "G26-04").status == "missed"
    assert one(known, "2026-11-24", "G26-03").status == "moot"


def test_a_category_no_longer_recorded_is_asked_for_by_all_who_may_have_the_duty() -> None:
    def rows(first: int | None) -> Facts:
        groups = [{"code": "lab-6", "category": first, "from": "2025-09-01", "to": "2025-09-30"},
                  {"code": "lab-6", "from": "2025-10-01"}]  # fmt: skip
        return facts(groups=groups, events=[{"type": "first_absence_day", "on": "2025-09-01"}])

    for first in (1, 2, None):
        for rule in ("G20-40", "G20-41", "G20-43"):
            assert one(rows(first), "2025-10-15", rule).missing == ("category",), (first, rule)
    known = facts(
        groups=[{"code": "lab09-5", "category": 3, "from": "2010-03-01", "to": "2010-03-31"},
                {"code": "lab09-5", "from": "2010-04-01"}],
        events=[{"type": "first_absence_day", "on": "2010-03-01"}],
    )  # fmt: skip
    assert one(known, "2010-06-15", "G10-16").missing == ("category",)


def youth(*traits: Any) -> Facts:
    """Return facts of a young insured citizen, ill from April to June 2024, who has not told of any schooling."""
    full = {"code": "lab-1", "insured": "full"}
    hours = {"2024-02": 160.33, "2024-03": 160.33, "2024-04": 100}
    return facts(
        citizen={"birth_date": "2004-03-01"},
        traits=list(traits),
        groups=[full | {"from": "2024-02-01", "to": "2024-04-10"},
                {"code": "lab-6", "category": 2, "from": "2024-04-11", "to": "2024-06-21"},
                full | {"from": "2024-06-22"}],
        benefits=[{"type": "unemployment_benefit", "from": "2024-02-01", "to": "2024-04-10", "hours": hours},
                  {"type": "sickness_benefit", "from": "2024-04-11", "to": "2024-06-21"},
                  {"type": "unemployment_benefit", "from": "2024-06-22"}],
        events=[{"type": "registered", "on": "2024-02-01"}],
    )  # fmt: skip


def test_what_is_asked_on_leaving_is_asked_on_coming_back_to_a_date_reached_while_away() -> None:
    known = one(youth({"trait": "qualified", "value": True}), "2024-07-05", "G20-06a")
    assert (known.status, known.due_on) == ("missed", day("2024-06-22"))
    assert one(youth(), "2024-07-05", "G20-06a").missing == ("child_at_home", "qualified")


def test_what_the_trigger_day_left_open_is_not_told_by_a_later_day() -> None:
    groups = [{"code": "lab-12", "from": "2025-03-03", "to": "2025-04-06"},
              {"code": "lab-12", "from": "2025-04-07", "visited_as": "job_ready"}]  # fmt: skip
    placement = [{"type": "placement", "from": "2025-03-04"}]
    assert one(facts(groups=groups, offers=placement), "2025-04-20", "G20-25").missing == ("visited_as",)
    assert one(facts(groups=groups[::-1], offers=placement), "2025-04-20", "G20-25").status == "unknown"
    # Before the shorter of the two dates it makes no difference which of them it was.
    groups[0]["to"], groups[1]["from"] = "2025-03-09", "2025-03-10"
    assert one(facts(groups=groups, offers=placement), "2025-03-20", "G20-25").due_on == day("2025-03-31")
    adult = [groups[0], {"code": "lab-3", "from": "2025-03-10"}]
    assert one(facts(groups=adult, offers=placement), "2025-03-20", "G20-25").due_on == day("2025-06-02")
    told = [
        groups[0] | {"visited_as": "job_ready"},
        {"code": "lab-12", "from": "2025-03-10"},
        groups[1] | {"from": "2025-03-17"},
    ]
    assert one(facts(groups=told, offers=placement), "2025-03-20", "G20-25").due_on == day("2025-03-31")
    assert one(facts(groups=told[:2], offers=placement), "2025-03-20", "G20-25").missing == ("visited_as",)


@pytest.mark.parametrize("code", ["lab-1", "lab-6", "lab-13", "lab-2"])
def test_what_begins_after_the_last_group_asks_for_the_new_one(code: str) -> None:
    ended = {"code": code, "from": "2024-01-02", "to": "2024-03-31"}
    contact = {"type": "first_contact", "on": "2026-10-05"}
    for rule in ("G26-04", "G26-08", "G26-07"):
        asked = [a for a in ask(facts(groups=[ended], events=[contact]), "2026-10-09") if a.rule == rule]
        assert [(a.status, a.missing, a.trigger_on) for a in asked] == [
            ("unknown", ("group",), day("2026-10-05"))
        ]


def absent(*rows: dict[str, Any]) -> Facts:
    """Return somebody absent since 1 September 2025 in these rows of the group."""
    groups = [{"code": "lab-6", "from": "2025-09-01"} | row for row in rows]
    benefit = {"type": "sickness_benefit", "from": "2025-09-01"}
    return facts(
        groups=groups, benefits=[benefit], events=[{"type": "first_absence_day", "on": "2025-09-01"}]
    )


@pytest.mark.parametrize(
    "rows",
    [
        [{"to": "2025-10-15"}],
        [{"to": "2025-09-15", "category": 2}, {"from": "2025-09-16", "to": "2025-10-15"}],
    ],
)
def test_an_announced_end_answers_nothing_while_the_time_runs(rows: list[dict[str, Any]]) -> None:
    for rule in ("G20-40", "G20-41", "G20-43"):
        asked = one(absent(*rows), "2025-09-20", rule)
        assert (asked.status, asked.missing) == ("unknown", ("category",))
    told = absent(*(row | {"category": 2} for row in rows))
    assert one(told, "2025-09-20", "G20-40").due_on == day("2025-10-26")


def test_hours_of_work_are_asked_for_before_an_announced_end() -> None:
    hours = {f"2026-{month:02}": 160.33 for month in range(5, 12)}
    known = facts(
        groups=[{"code": "lab-1", "from": "2026-05-19", "to": "2026-07-18", "insured": "full"}],
        benefits=[{"type": "unemployment_benefit", "from": "2026-05-22", "to": "2026-07-18", "hours": hours}],
        work=[{"from": "2026-06-28", "hours_per_week": None}],
        events=[{"type": "registered", "on": "2026-05-19"}],
    )
    assert one(known, "2026-07-06", "G20-22").missing == ("hours_per_week",)
