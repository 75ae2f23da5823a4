"""Every shipped rule's own cases, and that each rule has at least two."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from caseworker.base.errors import UserError
from caseworker.base.text import render
from caseworker.base.workdays import is_holiday, is_workday
from caseworker.deadlines.engine import deadlines
from caseworker.deadlines.facts import facts_from
from caseworker.deadlines.pack_cases import PackCase, cases_of, run_case
from caseworker.deadlines.packs import load_packs

PACKS = load_packs()
CASES = [(pack.head.id, case) for pack in PACKS.packs for case in cases_of(pack)]


@pytest.mark.parametrize(("pack", "case"), CASES, ids=[f"{p}:{c.rule}:{c.what[:40]}" for p, c in CASES])
def test_case_of_a_pack_file_comes_out_as_written(pack: str, case: PackCase) -> None:
    found = [f"{d.field}: expected {d.expected}, found {d.found}" for d in run_case(case, PACKS)]
    assert not found, f"{pack} {case.rule} ({case.what}): {found}"


def test_each_rule_has_at_least_two_cases() -> None:
    written = Counter(case.rule for _, case in CASES)
    own = {(pack.head.id, rule) for pack in PACKS.packs for rule in pack.own_rules}
    assert not [f"{pack}: {rule}" for pack, rule in sorted(own) if written[rule] < 2]


def test_each_rule_has_a_case_at_an_edge() -> None:
    at_edge = {case.rule for pack, case in CASES if _at_edge(pack, case)}
    assert not {rule for pack in PACKS.packs for rule in pack.own_rules} - at_edge


def _at_edge(pack: str, case: PackCase) -> bool:
    """Whether the days of the answer touch a month end, leap day, holiday, New Year, change of pack or exemption."""
    answers = [a for a in deadlines(facts_from(case.facts), PACKS, case.on) if a.rule == case.rule]
    if case.none or not answers or answers[-1].due_on is None:
        return not case.none and bool(case.facts.get("exemptions"))
    due = answers[-1].due_on
    start = answers[-1].trigger_on or due
    area = next(p.head.area for p in PACKS.packs if p.head.id == pack)
    borders = [p.head.valid_from for p in PACKS.packs if p.head.area == area]
    window = [min(start, due) + timedelta(days=n) for n in range(abs(due - start).days + 1)]
    return (
        bool(case.facts.get("exemptions"))
        or any((day + timedelta(days=1)).day == 1 for day in (start, due))
        or any(_closed(due + timedelta(days=n)) for n in range(-2, 3))
        or any((day.month, day.day) == (2, 29) for day in window)
        or any(day.day == day.month == 1 or day in borders for day in window[1:])
    )


def _closed(day: date) -> bool:
    """Whether it is a holiday or another day on which offices are closed, but for weekends."""
    return is_holiday(day) or (day.weekday() < 5 and not is_workday(day))


def test_every_case_can_be_told_in_danish_and_english() -> None:
    for _, case in CASES:
        for answer in deadlines(facts_from(case.facts), PACKS, case.on, trace=True):
            for words in (answer.reason, *answer.trace):
                assert words.da != words.en, (answer.key, words.en)
                assert words.da.endswith("."), words.da
                assert not re.search(r"[{}]|\.\.|  | ,", words.da + words.en), words


def test_a_case_that_does_not_come_out_is_told_with_field_and_values() -> None:
    case = next(c for _, c in CASES if c.rule == "G20-01")
    wrong = replace(case, expect={"due_on": date(2025, 1, 1), "status": "open"})
    assert [(d.field, d.expected, d.found) for d in run_case(wrong, PACKS)] == [
        ("due_on", date(2025, 1, 1), date(2025, 3, 10))
    ]
    assert [d.found for d in run_case(replace(case, rule="G10-01"), PACKS)] == ["no answer"]
    assert [d.expected for d in run_case(replace(case, none=True), PACKS)] == ["no answer"]


def test_what_a_case_expects_is_compared_as_it_is_written() -> None:
    case = next(c for _, c in CASES if c.rule == "G20-01")
    plain = replace(case, expect={"cohort": False, "reimbursement_at_stake": False, "missing": []})
    assert run_case(plain, PACKS) == []
    odd = replace(case, expect={"due_on": [1]})
    assert [(d.expected, d.found) for d in run_case(odd, PACKS)] == [([1], date(2025, 3, 10))]


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ({"rule": "G20-01"}, "the field what is missing"),
        (
            {"rule": "G20-01", "what": "x", "on": date(2025, 1, 1), "facts": {}},
            "the field expect is missing",
        ),
        (
            {"rule": "G20-01", "what": "x", "on": date(2025, 1, 1), "facts": {}, "expect": {"day": 1}},
            "the field day is not known",
        ),
        (
            {
                "rule": "G20-01",
                "what": "x",
                "on": date(2025, 1, 1),
                "facts": {},
                "expect": {"hour": 1, "day": 1},
            },
            "the field day is not known",
        ),
        ({"rule": "G20-01", "what": "x", "on": "today", "facts": {}}, "case[0].on: "),
    ],
)
def test_a_case_that_is_not_well_formed_is_named(case: dict[str, object], words: str) -> None:
    pack = replace(PACKS.packs[0], cases=(case,))
    with pytest.raises(UserError) as caught:
        cases_of(pack)
    assert words in render(caught.value.text, "en")
    assert "case[0]" in render(caught.value.text, "en")
