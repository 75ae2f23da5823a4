"""What is done while the citizen is in another group, or on another benefit, is done for another rule."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from caseworker.deadlines.answer import Answer
from caseworker.deadlines.case import Case
from caseworker.deadlines.elsewhere import Outside, outside_of
from caseworker.deadlines.rules import Applies, InContact, MetBy
from tests.deadlines.make import PACKS, ask, day, facts, one, talk

FLEX, SICK, CASH = "flex_unemployment", "sickness_benefit", "cash_benefit"
Time = tuple[str, str, str | None]


def life(groups: list[Time], benefits: list[Time], **more: Any) -> Any:
    return facts(
        groups=[
            {"code": code, "from": first, "to": last, "category": 2 if code == "lab-6" else None}
            for code, first, last in groups
        ],
        benefits=[{"type": kind, "from": first, "to": last} for kind, first, last in benefits],
        **more,
    )


def ill_between(*, groups: bool = True, benefits: bool = True, **more: Any) -> Any:
    times: list[tuple[str, str | None]] = [
        ("2024-01-15", "2024-08-31"), ("2024-09-01", "2025-02-28"), ("2025-03-01", None),
    ]  # fmt: skip
    codes = ["lab-9", "lab-6", "lab-9"] if groups else ["lab-9"] * 3
    return life(
        [(code, *time) for code, time in zip(codes, times, strict=True)],
        [(kind, *time) for kind, time in zip((FLEX, SICK, FLEX), times, strict=True)] if benefits else [],
        events=[
            {"id": "p", "type": "first_payment", "on": "2024-01-31"},
            {"id": "a", "type": "first_absence_day", "on": "2024-09-01"},
        ],
        **more,
    )


def steps(answer: Answer) -> list[str]:
    return [step.en for step in answer.trace]


def test_a_reassessment_on_sickness_benefit_is_none_of_the_right_to_a_flex_job() -> None:
    known = ill_between(acts=[{"type": "reassessment", "on": "2025-02-10"}])
    found = one(known, "2025-03-15", "G20-38", trace=True)
    assert (str(found.due_on), str(found.earliest_on)) == ("2026-01-15", "2025-07-15")
    said = "What was done on Monday 10 February 2025 does not count here: the citizen was on another benefit then."
    assert said in steps(found)
    assert one(known, "2025-03-15", "G20-46").status == "met"


@pytest.mark.parametrize(
    ("day", "status"), [("2025-06-10", "open"), ("2025-06-23", "met"), ("2025-06-01", "met")]
)
def test_nor_the_other_way_round(day: str, status: str) -> None:
    times: list[tuple[str, str | None]] = [
        ("2025-02-03", "2025-06-01"), ("2025-06-02", "2025-06-22"), ("2025-06-23", None),
    ]  # fmt: skip
    known = life(
        [(code, *time) for code, time in zip(("lab-6", "lab-9", "lab-6"), times, strict=True)],
        [(kind, *time) for kind, time in zip((SICK, FLEX, SICK), times, strict=True)],
        events=[{"id": "a", "type": "first_absence_day", "on": "2025-02-03"}],
        acts=[{"type": "reassessment", "on": day}],
    )
    assert one(known, "2025-06-30", "G20-46").status == status


def test_nor_is_a_follow_up_on_cash_benefit_one_on_ledighedsydelse() -> None:
    times: list[tuple[str, str | None]] = [
        ("2025-01-06", "2025-04-15"), ("2025-04-16", "2025-05-25"), ("2025-05-26", None),
    ]  # fmt: skip
    groups = [(code, *time) for code, time in zip(("lab-9", "lab-3", "lab-9"), times, strict=True)]
    benefits = [(kind, *time) for kind, time in zip((FLEX, CASH, FLEX), times, strict=True)]
    more: dict[str, Any] = {"events": [{"id": "p", "type": "first_payment", "on": "2025-01-31"}]}
    acts: list[dict[str, Any]] = [{"type": "benefit_follow_up", "on": "2025-05-20"}]
    answer = one(life(groups, benefits, acts=acts, **more), "2025-08-10", "G20-37")
    assert (str(answer.due_on), answer.status) == ("2025-07-31", "missed")
    # Unless it says that it is for this, or nothing is known of the day.
    named = one(life(groups, benefits, acts=[{**acts[0], "for": "p"}], **more), "2025-08-10", "G20-37")
    assert str(named.due_on) == "2026-05-20"
    gone = one(
        life([groups[0], groups[2]], [benefits[0], benefits[2]], acts=acts, **more), "2025-08-10", "G20-37"
    )
    assert str(gone.due_on) == "2026-05-20"


@pytest.mark.parametrize(
    ("groups", "benefits", "counts"),
    [(True, True, False), (True, False, False), (False, True, False), (False, False, True)],
)
def test_what_is_known_of_one_of_the_two_is_enough(groups: bool, benefits: bool, counts: bool) -> None:
    known = ill_between(
        groups=groups, benefits=benefits, acts=[{"type": "benefit_follow_up", "on": "2025-02-10"}]
    )
    found = [a for a in ask(known, "2025-03-15") if a.rule == "G20-37" and a.trigger_on is not None]
    assert [str(a.due_on) for a in found] == ["2026-02-10" if counts else "2024-07-31"]


def insured(category: int | None = None, *, year: int = 2026, **more: Any) -> Any:
    hours = {f"{year}-{month:02}": 160.33 for month in (7, 8)} | {f"{year}-09": 100.0}
    return facts(
        citizen={"birth_date": "1980-01-01"},
        groups=[
            {"code": "lab-1", "from": f"{year}-07-01", "to": f"{year}-09-20", "insured": "full"},
            {"code": "lab-6", "from": f"{year}-09-21", "to": f"{year}-11-08", "category": category},
            {"code": "lab-1", "from": f"{year}-11-09", "insured": "full"},
        ],
        benefits=[
            {"type": "unemployment_benefit", "from": f"{year}-07-01", "to": f"{year}-09-20", "hours": hours},
            {"type": SICK, "from": f"{year}-09-21", "to": f"{year}-11-08"},
            {"type": "unemployment_benefit", "from": f"{year}-11-09", "hours": {f"{year}-11": 120.0}},
        ],
        events=[
            {"id": "r", "type": "registered", "on": f"{year}-07-01"},
            {"id": "a", "type": "first_absence_day", "on": f"{year}-09-21"},
        ],
        contacts=[talk(f"{year}-10-05"), talk(f"{year}-10-26")],
        **more,
    )


def test_talks_of_the_sick_are_no_job_talks() -> None:
    found = one(insured(), "2026-12-01", "G26-02", trace=True)
    assert (found.counted, found.status) == (0, "open")
    said = "The contact on Monday 26 October 2026 does not count here: the citizen was in another target group then."
    assert said in steps(found)
    at_home = insured(traits=[{"trait": "employed", "value": False}])
    assert one(at_home, "2026-12-01", "G26-12").status == "met"


@pytest.mark.parametrize(
    ("category", "employed", "counted"), [(2, False, 0), (1, False, 2), (1, None, 2), (1, True, 0), (None, False, 0)]
)  # fmt: skip
def test_but_who_is_ill_in_category_1_from_unemployment_stays_in_the_contact(
    category: int | None, employed: bool | None, counted: int
) -> None:
    traits = [] if employed is None else [{"trait": "employed", "value": employed}]
    assert one(insured(category, year=2025, traits=traits), "2025-12-01", "G20-06b").counted == counted


@pytest.mark.parametrize(("away", "counted"), [("lab-3", 1), ("lab-6", 0), ("integration", 0)])
def test_on_cash_benefit_the_groups_share_their_talks(away: str, counted: int) -> None:
    known = life(
        [
            ("lab-2", "2026-08-03", "2026-08-31"),
            (away, "2026-09-01", "2026-09-30"),
            ("lab-2", "2026-10-01", None),
        ],
        [(CASH, "2026-08-03", None)],
        events=[{"id": "c", "type": "first_contact", "on": "2026-08-03"}],
        contacts=[talk("2026-09-10")],
    )
    found = [a for a in ask(known, "2026-10-10") if a.rule == "G26-03" and str(a.trigger_on) == "2026-08-03"]
    assert [a.counted for a in found] == [counted]


def test_what_a_citizen_did_stands() -> None:
    known = facts(
        groups=[
            {"code": "lab-1", "from": "2025-03-03", "to": "2025-03-09"},
            {"code": "lab-6", "from": "2025-03-10", "to": "2025-03-14"},
            {"code": "lab-1", "from": "2025-03-15"},
        ],
        events=[{"id": "r", "type": "registered", "on": "2025-03-03"}],
        acts=[{"type": "cv_on_jobnet", "on": "2025-03-12"}],
    )
    assert one(known, "2025-03-20", "G20-12a").status == "met"


@pytest.mark.parametrize(("category", "counted"), [(1, 0), (2, 0)])
def test_but_the_sick_stay_in_no_contact_of_cash_benefit(category: int, counted: int) -> None:
    known = facts(
        groups=[
            {"code": "lab-2", "from": "2025-03-03", "to": "2025-03-31"},
            {"code": "lab-6", "from": "2025-04-01", "to": "2025-04-30", "category": category},
            {"code": "lab-2", "from": "2025-05-01"},
        ],
        traits=[{"trait": "employed", "value": False}],
        events=[{"id": "c", "type": "first_contact", "on": "2025-03-03"}],
        contacts=[talk("2025-04-10")],
    )
    found = [a for a in ask(known, "2025-06-02") if a.rule == "G20-02" and str(a.trigger_on) == "2025-03-03"]
    assert [a.counted for a in found] == [counted]


@pytest.mark.parametrize(("held", "counted"), [("2025-02-24", 0), ("2025-02-28", 0), ("2025-03-01", 1)])
def test_a_talk_between_the_transfer_and_the_benefit_is_of_the_benefit_of_then(
    held: str, counted: int
) -> None:
    known = life(
        [("lab-9", "2025-01-06", None)],
        [(SICK, "2025-01-06", "2025-02-28"), (FLEX, "2025-03-01", None)],
        events=[{"id": "t", "type": "transferred", "on": "2025-02-20", "benefit": FLEX}],
        contacts=[talk(held)],
    )
    answer = one(known, "2025-04-01", "G20-02")
    assert (str(answer.trigger_on), answer.counted) == ("2025-02-20", counted)


@pytest.mark.parametrize(
    ("wanted", "on", "where"),
    [
        (Applies(benefits=frozenset({"cash_benefit"})), "2025-02-10", None),  # whatever the group is
        (Applies(benefits=frozenset({"cash_benefit"})), "2025-03-10", "benefit"),
        (Applies(groups=frozenset({"lab-2"})), "2025-02-10", "group"),
        (Applies(groups=frozenset({"lab-2"})), "2025-03-10", None),  # whatever the benefit is
        (Applies(groups=frozenset({"lab-1"})), "2025-02-10", "group"),  # a category, but not of the sick
        (Applies(), "2025-02-10", None),  # a rule for everybody
        (Applies(groups=frozenset({"lab-2"}), benefits=frozenset({"cash_benefit"})), "2025-04-14", None),
    ],
)
def test_only_what_the_rule_names_matters(wanted: Applies, on: str, where: str | None) -> None:
    known = facts(
        groups=[
            {"code": "lab-2", "from": "2025-01-06", "to": "2025-02-02"},
            {"code": "lab-12", "from": "2025-02-03", "to": "2025-03-02", "category": 1},
            {"code": "lab-2", "from": "2025-03-03", "to": "2025-04-06"},
            {"code": "lab-2", "from": "2025-05-05"},
        ],
        benefits=[
            {"type": CASH, "from": "2025-01-06", "to": "2025-03-02"},
            {"type": SICK, "from": "2025-03-03", "to": "2025-04-06"},
            {"type": CASH, "from": "2025-05-05"},
        ],
    )
    pack = next(pack for pack in PACKS.packs if pack.head.id == "lab-2020")
    rule = next(rule for rule in pack.rules if rule.id == "G20-02")
    convention, there = pack.head.convention, Case(known, day("2025-06-02"))
    outside = outside_of(there, replace(rule, applies_to=wanted), convention)
    assert (outside.on(day(on)) if outside is not None else None) == where
    # What a citizen does stands, and so does what lasts until it is undone.
    own = replace(rule, applies_to=wanted, duty_of="citizen")
    lasting = MetBy(acts=frozenset({"coordinator_appointed"}), undone_by=frozenset({"case_closed"}))
    for stands in (own, replace(rule, applies_to=wanted, met_by=lasting)):
        assert outside_of(there, stands, convention) is None


def test_one_of_the_groups_that_stay_in_contact_is_enough() -> None:
    pack = next(pack for pack in PACKS.packs if pack.head.id == "lab-2020")
    rule = next(rule for rule in pack.rules if rule.id == "G20-06b")
    several = replace(
        pack.head.convention,
        in_contact=(
            InContact("lab-6", frozenset({2}), frozenset({"lab-9"})),
            InContact("lab-6", frozenset({1}), frozenset({"lab-1"})),
        ),
    )
    known = Case(insured(1, year=2025), day("2025-12-01"))
    assert Outside(known, rule, several).on(day("2025-10-05")) is None
    assert (
        Outside(Case(insured(2, year=2025), day("2025-12-01")), rule, several).on(day("2025-10-05"))
        == "group"
    )
