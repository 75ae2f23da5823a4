"""What a rule pack may just hold, and what is just too much or too little."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseworker.base.errors import UserError
from caseworker.base.text import render
from caseworker.deadlines.pack_build import build_packs, read_source
from caseworker.deadlines.pack_checks import PackFault, gaps
from caseworker.deadlines.packs import load_packs
from tests.deadlines.test_packs import RULE, write

TRIGGER = 'trigger = { event = ["first_contact"] }'
PERIOD = "period = { days = 5 }\n"


def fault(folder: Path, rules: str, more: str = "") -> str:
    """Return what is wrong with a pack of these rules, or an empty word."""
    write(folder, "a", more=more, rules=rules)
    try:
        load_packs(folder)
    except UserError as error:
        return render(error.text, "en")
    return ""


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("required = 1000", ""),
        ("required = 1001", "required: the number must lie between 0 and 1000"),
        ("cohort_share = 1.0", ""),
        ("cohort_share = 1.01", "lies between 0 and 1"),
        ("cohort_share = 0.0", "lies between 0 and 1"),
        ("cohort_share = -0.5", "lies between 0 and 1"),
        ("warn_days = 0", ""),
        ("valid_from = 2025-05-01\nvalid_to = 2025-05-01", ""),
        ("valid_from = 2025-05-02\nvalid_to = 2025-05-01", "the rule ends before it begins"),
        ("applies_to = { from_age = 25, under_age = 26 }", ""),
        ("applies_to = { from_age = 25, under_age = 25 }", "the ages exclude each other"),
        ("applies_to = { from_age = 150 }", ""),
        ("applies_to = { from_age = 151 }", "applies_to.from_age: the number must lie between 0 and 150"),
        ("applies_to = { under_age = -1 }", "applies_to.under_age: the number must lie between 0 and 150"),
        ("share = { weeks = 52 }", ""),
        ("share = { weeks = 53 }", "share.weeks: the number must lie between 0 and 52"),
        ("share = { fraction = 1.0 }", ""),
        ("share = { fraction = 0.0 }", "share.fraction: a share of the year lies between 0 and 1"),
        ("share = { fraction = -0.5 }", "share.fraction"),
        ("share = { fraction = 1.5 }", "share.fraction"),
        ("share = { fraction = 0.5, until_age = 151 }", "share.until_age"),
        ("share = { fraction = 0.5, weeks = 26 }", "a share needs either weeks or a fraction"),
        ("share = { education_aim = true }", "a share needs either weeks or a fraction"),
        ('cumulated = { months = 1200, benefits = ["cash_benefit"] }', ""),
        ('cumulated = { hours = 876600.0, benefits = ["cash_benefit"] }', ""),
        ('cumulated = { hours = 876601.0, benefits = ["cash_benefit"] }', "cumulated.hours"),
        (
            'cumulated = { hours = 9.0, part_hours = -1.0, benefits = ["cash_benefit"] }',
            "cumulated.part_hours",
        ),
        ('cumulated = { weeks = 5219, benefits = ["cash_benefit"] }', "cumulated.weeks"),
        ('cumulated = { months = 3, in_months = -1, benefits = ["cash_benefit"] }', "cumulated.in_months"),
        ('cumulated = { months = 3, weeks = 2, benefits = ["cash_benefit"] }', "exactly one threshold"),
        ('cumulated = { benefits = ["cash_benefit"] }', "a cumulated rule needs exactly one threshold"),
        ('cumulated = { hours = 9.0, part_hours = 876600.0, benefits = ["cash_benefit"] }', ""),
        ('cumulated = { hours = 9.0, part_hours = 876601.0, benefits = ["cash_benefit"] }', "part_hours"),
        ("first = [{ days = 3 }]\nuntil = { days = 3 }", ""),
        ("first = [{ days = 3 }, { days = 9 }]\nuntil = { days = 5 }", ""),
    ],
)
def test_numbers_at_their_bounds(tmp_path: Path, more: str, words: str) -> None:
    found = fault(tmp_path, f"{RULE}{more}\n")
    assert words in found
    assert bool(words) == bool(found)


@pytest.mark.parametrize(
    ("kind", "trigger", "period", "more", "lacks"),
    [
        ("on_request", TRIGGER, PERIOD, "", False),
        ("on_request", TRIGGER, "", "", True),
        ("on_request", "trigger = { group_start = true }", PERIOD, "", True),
        ("count_within", TRIGGER, PERIOD, "required = 2", False),
        ("count_within", TRIGGER, PERIOD, "required = 1", True),
        ("count_within", TRIGGER, "", "required = 2", True),
        ("every", TRIGGER, PERIOD, "first = [{ days = 3 }]", False),
        ("every", TRIGGER, PERIOD, "", True),
        ("every", TRIGGER, "", "first = [{ days = 3 }]", True),
        ("rolling", TRIGGER, "", "", True),
        ("window_before", TRIGGER, PERIOD, "opens = { days = 5 }", False),
        ("window_before", TRIGGER, "", "", True),
        ("cumulated", TRIGGER, "", "", True),
        ("share_of_period", TRIGGER, "", "", True),
    ],
)
def test_each_kind_has_what_it_needs(
    tmp_path: Path, kind: str, trigger: str, period: str, more: str, lacks: bool
) -> None:
    rule = RULE.replace('"within"', f'"{kind}"').replace(TRIGGER, trigger).replace(PERIOD, period)
    found = fault(tmp_path, f"{rule}{more}\n")
    assert (f"a rule of the kind {kind} lacks its numbers" in found) is lacks
    assert bool(found) is lacks


@pytest.mark.parametrize(
    ("applies", "unless", "never"),
    [
        ('groups = ["lab-2"]', 'groups = ["lab-2"]', True),
        ('groups = ["lab-2", "lab-3"]', 'groups = ["lab-2"]', False),
        ("", 'groups = ["lab-2"]', False),
        ("under_age = 25", "under_age = 30", True),
        ("under_age = 30", "under_age = 30", True),
        ("under_age = 30", "under_age = 25", False),
        ("", "under_age = 25", False),
        ("from_age = 30", "from_age = 25", True),
        ("from_age = 30", "from_age = 30", True),
        ("from_age = 25", "from_age = 30", False),
        ("", "from_age = 30", False),
        ('marked = ["qualified"]', 'marked = ["qualified"]', True),
        ("", 'marked = ["qualified"]', False),
        ("traits = { employed = true }", "traits = { employed = true }", True),
        ("traits = { employed = false }", "traits = { employed = true }", False),
        ("", "expected_well_within = { weeks = 8 }", False),
    ],
)
def test_an_exception_may_not_hold_for_all(tmp_path: Path, applies: str, unless: str, never: bool) -> None:
    found = fault(tmp_path, f"{RULE}applies_to = {{ {applies} }}\nunless = {{ {unless} }}\n")
    assert ("the exception holds for everyone" in found) is never
    assert bool(found) is never


def test_a_length_has_no_unit_of_its_own(tmp_path: Path) -> None:
    assert "the field hours is not known" in fault(tmp_path, RULE.replace("{ days = 5 }", "{ hours = 5 }"))


@pytest.mark.parametrize("name", ["min_gap_days", "post_workdays"])
def test_the_numbers_of_a_convention_have_bounds(tmp_path: Path, name: str) -> None:
    for number, right in ((-1, False), (0, True), (366, True), (367, False)):
        found = fault(tmp_path, f"[convention]\n{name} = {number}\n{RULE}")
        assert (f"convention.{name}: the number must lie between 0 and 366" in found) is not right
        assert bool(found) is not right


def test_a_rule_that_waits_for_nothing_is_told_once_with_the_rule_that_is_missing() -> None:
    waits = RULE.replace('{ event = ["first_contact"] }', '{ met = "L-2" }')
    second = waits.replace('"L-1"', '"L-2"').replace('met = "L-2"', 'met = "L-9"')
    head = 'id = "{id}"\narea = "local"\nlabel = "x"\ntitle = {{ da = "x", en = "x" }}\nvalid_from = {day}\n'
    head += 'source = "x"\nverification = "x"\n{more}'
    first = head.format(id="a", day="2025-01-01", more="") + waits + second
    later = head.format(id="b", day="2026-01-01", more='extends = "a"\n')
    faults: list[PackFault] = []
    sources = [read_source(text.encode(), name) for name, text in (("a.toml", first), ("b.toml", later))]
    build_packs(sources, faults.append)
    assert [(f.file, f.rule, f.path) for f in faults] == [
        ("a.toml", "L-1", "trigger.met"), ("a.toml", "L-2", "trigger.met"),
    ]  # fmt: skip
    assert all("L-9" in render(f.problem, "en") for f in faults)


def test_a_rule_with_a_fault_is_left_out(tmp_path: Path) -> None:
    wrong = RULE.replace("{ talks = true }", "{}")
    right = RULE.replace('"L-1"', '"L-2"')
    faults: list[PackFault] = []
    file = write(tmp_path, "a", rules=wrong + right)
    (pack,) = build_packs([read_source(file.read_bytes(), file.name)], faults.append)
    assert [f.rule for f in faults] == ["L-1"]
    assert [rule.id for rule in pack.rules] == ["L-2"]


def test_packs_of_two_areas_leave_no_gap_between_them(tmp_path: Path) -> None:
    write(tmp_path, "a", more="valid_to = 2025-06-30")
    other = write(tmp_path, "b", "2026-01-01", rules="")
    other.write_text(
        other.read_text(encoding="utf-8").replace('area = "local"', 'area = "proposal"'), encoding="utf-8"
    )
    assert gaps(load_packs(tmp_path).packs) == []


def test_a_field_missing_at_the_top_is_named(tmp_path: Path) -> None:
    file = write(tmp_path, "a")
    file.write_text(file.read_text(encoding="utf-8").replace('label = "Lokal"\n', ""), encoding="utf-8")
    with pytest.raises(UserError) as caught:
        load_packs(tmp_path)
    assert "the field label is missing" in render(caught.value.text, "en")
