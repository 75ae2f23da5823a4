"""Pack files that are nearly right: what is said of a rule without an id, of variants, of packs of one day."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseworker.base.errors import UserError
from caseworker.base.text import render
from caseworker.deadlines.pack_build import build_packs, read_source
from caseworker.deadlines.pack_checks import PackFault
from caseworker.deadlines.packs import Packs, load_packs
from tests.deadlines.make import ask, day, job_ready, one, talk
from tests.deadlines.test_explain import told
from tests.deadlines.test_packs import HEAD, RULE, write

SERIES = RULE.replace(
    'kind = "within"\ntrigger = { event = ["first_contact"] }\nperiod = { days = 5 }',
    'kind = "every"\ntrigger = { event = ["first_contact"] }\nfirst = [FIRST]\nperiod = { PERIOD }\n'
    'version_by = "BY"\nvalid_from = BEGINS',
)


def faults(*files: str) -> list[tuple[str, str, str, str]]:
    """Return every fault in these files: the file's number, rule, path and sentence."""
    found: list[PackFault] = []
    build_packs([read_source(text.encode(), str(n)) for n, text in enumerate(files)], found.append)
    return [(f.file, f.rule, f.path, render(f.problem, "en")) for f in found]


def pack(name: str, more: str = "", rules: str = RULE, start: str = "2025-01-01") -> str:
    return HEAD.format(id=name, start=start, more=more) + rules


def test_a_rule_without_an_id_is_named_by_its_place_and_the_rest_is_looked_through() -> None:
    second = RULE.replace('id = "L-1"\n', "")
    third = RULE.replace("L-1", "L-3").replace("days = 5", "days = -5")
    assert [(rule, path) for _, rule, path, _ in faults(pack("a", rules=RULE + second + third))] == [
        ("", "rule[1]"),
        ("L-3", "period"),
    ]


def test_an_id_is_a_word() -> None:
    assert faults(pack("a").replace('id = "a"', "id = 3")) == [("0", "", "id", "the field id is missing")]


@pytest.mark.parametrize("rules", ['rule = ["x"]', "rule = [{}, 3]", 'rule = "x"', "rule = {}"])
def test_rules_that_are_no_tables_are_told(rules: str) -> None:
    assert {
        found[2:] for found in faults(f"{rules}\n" + HEAD.format(id="a", start="2025-01-01", more=""))
    } == {("rule", "rules are written as [[rule]] tables")}


def test_what_is_wrong_in_the_extended_pack_is_told_of_that_one_alone() -> None:
    wrong = pack("a", rules=RULE.replace("days = 5", "days = -5"))
    later = pack("b", 'extends = "a"', "", "2026-01-01")
    assert [(file, rule) for file, rule, _, _ in faults(wrong, later)] == [("0", "L-1")]


@pytest.mark.parametrize("variant", ["3", '""', "[]", "{}", '["x", { confirmed = "M" }]'])
def test_variants_are_a_list_of_tables(variant: str) -> None:
    found = faults(pack("a", rules=RULE + f"variant = {variant}\n"))
    assert [(rule, problem) for _, rule, _, problem in found] == [("L-1", "the field variant is not known")]


def test_a_pack_may_last_one_day_and_not_end_before_it() -> None:
    assert faults(pack("a", "valid_to = 2025-01-01")) == []
    assert faults(pack("a", "valid_to = 2024-12-31"))[0][2:] == ("valid_to", "the pack ends before it begins")


def test_a_pack_that_begins_on_the_day_of_the_one_it_extends_claims_the_same_days() -> None:
    other = RULE.replace("L-1", "L-2")
    same = [pack("a"), pack("b", 'extends = "a"', other)]
    assert len(faults(*same)) == 1
    assert faults(same[0], pack("b", 'extends = "a"', other, "2025-01-02")) == []


def test_how_a_pack_counts_is_taken_from_the_one_it_extends_unless_it_says_it_itself(tmp_path: Path) -> None:
    write(tmp_path, "a", more="[convention]\nmin_gap_days = 3\n", rules=RULE)
    write(tmp_path, "b", "2026-01-01", 'extends = "a"', "")
    write(tmp_path, "c", "2027-01-01", 'extends = "b"\n[convention]\nmin_gap_days = 5\n', "")
    packs = load_packs(tmp_path)
    gaps = {p.head.id: p.head.convention.min_gap_days for p in packs.packs}
    assert gaps == {"a": 3, "b": 3, "c": 5}


def series(folder: Path, first: str, period: str, begins: str, by: str = "due") -> Packs:
    rules = SERIES
    for name, words in {"FIRST": first, "PERIOD": period, "BEGINS": begins, "BY": by}.items():
        rules = rules.replace(name, words)
    write(folder, "a", "2020-01-01", '[convention]\ntalk_kinds = ["follow_up"]', rules)
    return load_packs(folder)


@pytest.mark.parametrize(
    ("first", "period", "begins", "due"),
    [
        # The first contact was on 31 August 2024.
        ("{ weeks = 1 }", "weeks = 4", "2025-01-01", "2025-01-25"),  # 7 September, and 4 weeks five times
        ("{ months = 1 }", "months = 3", "2025-03-01", "2025-03-31"),  # month ends are not lost
        ("{ weeks = 1 }", "months = 3", "2025-01-01", "2025-03-07"),
        ("{ months = 1 }", "weeks = 4", "2025-01-01", "2025-01-20"),  # from 30 September
        ("{ months = 1 }", "months = 3", "2025-03-31", "2025-03-31"),  # on its first day
        ("{ months = 1 }", "months = 3", "2025-04-01", "2025-06-30"),
        ("{ months = 1 }", "months = 3", "2024-09-30", "2024-09-30"),
    ],
)
def test_a_series_older_than_its_rule_goes_on_from_the_day_the_rule_came(
    tmp_path: Path, first: str, period: str, begins: str, due: str
) -> None:
    packs = series(tmp_path, first, period, begins)
    answer = one(job_ready("2024-08-31"), "2025-02-15", "L-1", packs, trace=True)
    assert answer.due_on == day(due)
    came = any("Reglen kom" in step for step in told(answer))
    assert came is (due > "2024-09-30")


@pytest.mark.parametrize(
    ("begins", "held", "due", "came"),
    [
        # First dates on 30 July and 30 September 2024, then every six months.
        ("2024-07-30", (), "2024-07-30", False),
        ("2024-08-01", (), "2024-09-30", False),  # the second of them is the next
        ("2024-08-01", ("2024-08-15",), "2024-09-30", False),
        ("2024-10-01", (), "2025-01-30", True),
        ("2024-10-01", ("2024-12-30",), "2025-03-30", True),
        ("2024-10-01", ("2024-12-30", "2025-01-05"), "2025-07-05", False),  # counted from the last talk
    ],
)
def test_that_the_rule_came_later_is_said_where_that_decides(
    tmp_path: Path, begins: str, held: tuple[str, ...], due: str, came: bool
) -> None:
    packs = series(tmp_path, "{ months = 1 }, { months = 3 }", "months = 6", begins)
    known = job_ready("2024-06-30", contacts=[talk(d) for d in held])
    answer = one(known, "2025-01-10", "L-1", packs, trace=True)
    assert (answer.due_on, any("Reglen kom" in step for step in told(answer))) == (day(due), came)


def test_a_rule_that_goes_by_the_trigger_is_not_in_force_for_older_clocks(tmp_path: Path) -> None:
    packs = series(tmp_path, "{ weeks = 1 }", "weeks = 4", "2025-01-01", "trigger")
    assert "L-1" not in {a.rule for a in ask(job_ready("2024-08-31"), "2025-02-15", packs)}
    same_day = ask(job_ready("2025-01-01"), "2025-02-15", packs)
    assert [a.due_on for a in same_day if a.rule == "L-1"] == [day("2025-01-08")]


def test_the_first_fault_is_raised_where_nobody_collects_them(tmp_path: Path) -> None:
    write(tmp_path, "a", rules=RULE.replace('id = "L-1"\n', ""))
    with pytest.raises(UserError):
        load_packs(tmp_path)
