"""Whom a rule applies to on a day, what is asked for where that is not known, and when it is over."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from caseworker.base.text import render
from caseworker.deadlines.facts import remarks
from caseworker.deadlines.packs import load_packs
from tests.deadlines.make import PACKS, ask, day, facts, job_ready, one, talk
from tests.deadlines.test_packs import RULE, write

FIRST = {"id": "e1", "type": "first_contact", "on": "2025-03-03"}


def paid(kind: str, start: str, end: str | None = None) -> dict[str, Any]:
    return {"type": kind, "from": start, "to": end}


def local(folder: Path, wanted: str, **lists: Any) -> list[tuple[str, tuple[str, ...]]]:
    """Return state and what is missing of a local rule, on a day in its time."""
    write(folder, "a", rules=RULE.replace('confirmed = "C"', f'confirmed = "C"\n{wanted}'))
    found = ask(facts(events=[FIRST], **lists), "2025-03-04", load_packs(folder))
    return [(a.status, a.missing) for a in found]


@pytest.mark.parametrize(
    ("insured", "found"),
    [
        (True, [("due_soon", ())]),
        ("full", [("due_soon", ())]),
        ("full_time", [("due_soon", ())]),
        (False, []),
        ("part", []),
        (None, [("unknown", ("insured",))]),
    ],
)
def test_a_rule_for_the_fully_insured(tmp_path: Path, insured: object, found: list[object]) -> None:
    groups = [{"code": "lab-1", "from": "2025-03-03", "insured": insured}]
    wanted = 'applies_to = { groups = ["lab-1"], insured = ["full"] }'
    assert local(tmp_path, wanted, groups=groups) == found


def test_without_a_group_to_go_by_the_benefit_is_asked_for(tmp_path: Path) -> None:
    wanted = 'applies_to = { benefits = ["cash_benefit"] }'
    assert local(tmp_path, wanted) == [("unknown", ("benefit",))]
    assert local(tmp_path, wanted, benefits=[paid("cash_benefit", "2025-03-03")]) == [("due_soon", ())]
    assert local(tmp_path, wanted, benefits=[paid("flex_job", "2025-03-03")]) == []


@pytest.mark.parametrize(
    ("benefits", "due"),
    [
        # The next benefit to begin stands for the first day, where none runs.
        ([paid("cash_benefit", "2025-03-05")], ["2025-03-08"]),
        # Else five days from the day the benefit begins.
        ([paid("flex_job", "2025-02-01", "2025-03-04"), paid("cash_benefit", "2025-03-05")], ["2025-03-10"]),
        ([paid("flex_job", "2025-02-01", "2025-03-04"), paid("cash_benefit", "2025-04-01")], ["2025-04-06"]),
        ([paid("flex_job", "2025-02-01", "2025-03-04")], []),
    ],
)
def test_on_a_later_day_the_benefit_must_have_begun(
    tmp_path: Path, benefits: list[dict[str, Any]], due: list[str]
) -> None:
    wanted = 'judged = "each_day"\nfrom_joining = true\napplies_to = { benefits = ["cash_benefit"] }'
    write(tmp_path, "a", rules=RULE.replace('confirmed = "C"', f'confirmed = "C"\n{wanted}'))
    group = [{"code": "lab-2", "from": "2025-03-03", "to": "2025-03-04"}]  # what ends with it is no benefit
    known = facts(events=[FIRST], benefits=benefits, groups=group)
    assert [f"{a.due_on}" for a in ask(known, "2025-03-06", load_packs(tmp_path))] == due


def gap(on: str) -> list[str]:
    known = facts(
        groups=[
            {"code": "lab-1", "from": "2025-07-07", "to": "2025-08-31"},
            {"code": "lab-2", "from": "2025-11-03"},
        ],
        benefits=[paid("cash_benefit", "2025-07-07")],
        traits=[
            {"trait": "work_duty", "value": True},
            {"trait": "child_at_home", "value": True, "from": "2025-09-15", "to": "2025-12-31"},
        ],
    )
    return [f"{a.due_on}" for a in ask(known, on) if a.rule == "G20-24"]


def test_between_two_groups_the_next_one_is_not_in_force_yet() -> None:
    # One month from the day of coming under the rule, 3 November, whatever else changed before or since.
    assert gap("2025-11-10") == gap("2026-01-10") == ["2025-12-03"]


@pytest.mark.parametrize(
    ("abroad", "there"),
    [([], False), (["2025-04-07"], True), (["2025-04-08"], False), (["2025-03-20", "2025-05-05"], True)],
)
def test_talks_every_two_weeks_are_for_those_who_were_abroad(abroad: list[str], there: bool) -> None:
    events = [{"id": "n", "type": "control_notice", "on": "2025-04-01"}]
    events += [{"id": on, "type": "abroad", "on": on} for on in abroad]
    known = job_ready(events=events, contacts=[talk("2025-04-07")])
    assert any(a.rule == "G20-27c" for a in ask(known, "2025-05-06")) is there


def paid_follow_up(on: str, *benefits: dict[str, Any], to: str | None = None) -> str:
    groups = [{"code": "lab-2", "from": "2025-03-03", "to": to}]
    known = facts(groups=groups, events=[FIRST], benefits=list(benefits))
    found = [a for a in ask(known, on) if a.key.startswith("G20-36:e1:")]
    return found[0].status if found else ""


CASH = "cash_benefit"


@pytest.mark.parametrize(
    ("benefits", "last", "after"),
    [
        ([paid(CASH, "2025-02-03", "2025-03-03")], "2025-03-03", "2025-03-04"),  # the first day is the last
        ([paid(CASH, "2025-03-03", "2025-04-30")], "2025-04-30", "2025-05-01"),
        (
            [paid(CASH, "2025-03-03", "2025-04-30"), paid("flex_job", "2025-05-01")],
            "2025-04-30",
            "2025-05-01",
        ),
        (
            [
                paid(CASH, "2025-03-03", "2025-04-30"),
                paid("flex_job", "2025-05-01", "2025-05-20"),
                paid(CASH, "2025-05-21"),
            ],
            "2025-04-30",
            "2025-05-01",
        ),
        ([paid(CASH, "2025-03-03", "2025-03-20"), paid(CASH, "2025-05-05")], "2025-03-20", "2025-03-21"),
        (
            [paid(CASH, "2025-03-03", "2025-03-20"), paid(CASH, "2025-03-24", "2025-04-30")],
            "2025-04-30",
            "2025-05-01",
        ),
    ],
)
def test_a_duty_is_over_the_day_after_its_benefit(
    benefits: list[dict[str, Any]], last: str, after: str
) -> None:
    assert paid_follow_up(last, *benefits) == "open"
    assert paid_follow_up(after, *benefits) == "moot"


def test_a_duty_is_over_with_the_first_of_group_and_benefit() -> None:
    assert paid_follow_up("2025-04-20", paid(CASH, "2025-03-03", "2025-04-15"), to="2025-05-31") == "moot"
    assert paid_follow_up("2025-04-20", paid(CASH, "2025-03-03", "2025-05-31"), to="2025-04-15") == "moot"
    assert paid_follow_up("2025-04-15", paid(CASH, "2025-03-03", "2025-05-31"), to="2025-04-15") == "open"
    assert paid_follow_up("2025-04-20", paid("flex_job", "2025-03-03")) == ""


def test_the_benefit_and_the_group_of_the_first_day_count_although_they_end_on_it() -> None:
    groups = [
        {"code": "lab-2", "from": "2025-02-03", "to": "2025-03-03"},
        {"code": "lab-6", "from": "2025-03-04"},
    ]
    known = facts(groups=groups, events=[FIRST])
    assert one(known, "2025-03-03", "G20-02").status == "open"
    assert one(known, "2025-03-04", "G20-02").status == "moot"
    ends = [paid(CASH, "2025-02-03", "2025-03-03"), paid("flex_job", "2025-03-04")]
    assert paid_follow_up("2025-03-03", *ends) == "open"


@pytest.mark.parametrize(
    ("back", "status"), [("2025-09-03", "missed"), ("2025-09-04", "moot"), ("2025-07-07", "missed")]
)
def test_who_left_the_group_and_came_back_has_the_old_duty_if_its_date_is_still_to_come(
    back: str, status: str
) -> None:
    codes = (("lab-2", "2025-03-03"), ("lab-6", "2025-05-05"), ("lab-2", back))
    known = facts(groups=[{"code": code, "from": on} for code, on in codes], events=[FIRST])
    found = [a for a in ask(known, "2025-09-10") if a.rule == "G20-02"]
    # Away for more than a month: what opened the time from then on is asked for beside it.
    assert [(a.status, a.due_on) for a in found if a.trigger_on] == [(status, day("2025-09-03"))]
    assert [a.missing for a in found if not a.trigger_on] == [("first_contact",)]


def check(expected: list[tuple[str, str | None]], held: str) -> list[str]:
    """Return the state of the check after the first follow-up, asked a week after it."""
    absences = [
        {"id": on, "type": "first_absence_day", "on": on, "expected_on": well} for on, well in expected
    ]
    known = facts(
        traits=[{"trait": "employed", "value": True}],
        groups=[{"code": "lab-6", "category": 2, "from": "2025-11-03"}],
        events=absences,
        contacts=[talk(held)],
    )
    return [a.status for a in ask(known, "2025-12-20") if a.rule == "G20-44"]


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        ([("2025-11-03", "2025-12-14")], []),  # that day has passed: it is not known any longer
        ([("2025-11-03", "2025-12-15")], ["open"]),
        ([("2025-11-03", "2026-03-16")], ["open"]),
        ([("2025-11-03", "2025-12-16"), ("2025-11-10", None)], []),
        ([("2025-11-03", None), ("2025-11-10", "2025-12-16")], ["open"]),
    ],
)
def test_when_somebody_is_expected_well_stands_on_the_last_first_day_of_absence(
    expected: list[tuple[str, str | None]], found: list[str]
) -> None:
    assert check(expected, "2025-12-15") == found


@pytest.mark.parametrize(
    ("on", "status"), [("2025-04-30", "open"), ("2025-05-01", "moot"), ("2025-05-12", "moot")]
)
def test_another_benefit_ends_the_duty_until_the_first_comes_back(on: str, status: str) -> None:
    jobs = [
        paid("flex_job", "2025-01-31", "2025-04-30"),
        paid("flex_unemployment", "2025-05-01", "2025-05-11"),
    ]
    for more, then in (([], status), ([paid("flex_job", "2025-05-12")], "open")):
        known = facts(groups=[{"code": "lab-9", "from": "2025-01-31"}], benefits=[*jobs, *more])
        first = next(a for a in ask(known, on) if a.key == "G20-35b:flex_job@2025-01-31:1")
        assert first.status == then


def noted(**lists: Any) -> list[str]:
    return [render(remark, "en") for remark in remarks(facts(**lists), PACKS, day("2026-11-24"))]


def test_no_hours_of_work_are_hours_too_and_a_benefit_that_goes_on_has_later_months() -> None:
    assert (
        noted(
            work=[{"from": "2026-10-01", "hours_per_week": 0}, {"from": "2026-10-01", "hours_per_week": 0.5}]
        )
        == []
    )
    going_on = {"type": "unemployment_benefit", "from": "2026-09-01", "hours": {"2026-12": 10.0}}
    assert noted(benefits=[going_on]) == []
    assert len(noted(benefits=[going_on | {"to": "2026-11-30"}])) == 1
    assert len(noted(benefits=[going_on | {"from": "2027-01-01"}])) == 1
