"""Reading packs: what extends what, and every fault with file, rule and reason."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from caseworker.base.errors import UserError
from caseworker.base.text import render
from caseworker.deadlines import codes
from caseworker.deadlines.pack_checks import gaps
from caseworker.deadlines.packs import Packs, load_packs
from tests.deadlines.make import PACKS, ask, day, job_ready, one

HEAD = """
id = "{id}"
area = "local"
label = "Lokal"
title = {{ da = "Lokal", en = "Local" }}
valid_from = {start}
source = "here"
verification = "none"
{more}
"""
RULE = """
[[rule]]
id = "L-1"
title = { da = "Regel", en = "Rule" }
kind = "within"
trigger = { event = ["first_contact"] }
period = { days = 5 }
met_by = { talks = true }
duty_of = "authority"
standing = "local"
legal_basis = "here"
source_url = "here"
confirmed = "C"
"""


def write(folder: Path, name: str, start: str = "2025-01-01", more: str = "", rules: str = RULE) -> Path:
    file = folder / f"{name}.toml"
    file.write_text(HEAD.format(id=name, start=start, more=more) + rules, encoding="utf-8")
    return file


def sentence(folder: Path) -> str:
    with pytest.raises(UserError) as caught:
        load_packs(folder)
    assert "De gældende regler er uændrede." in render(caught.value.text, "da")
    return render(caught.value.text, "en")


def test_the_label_of_the_rules_in_force() -> None:
    assert PACKS.version_label(day("2026-11-24")) == "LAB 2026-07"
    assert PACKS.version_label(day("2026-06-30")) == "LAB 2026-02"
    assert PACKS.version_label(day("2025-06-30")) == "LAB 2020"
    assert PACKS.version_label(day("2009-12-31")) == ""


def test_the_shipped_packs_cover_every_area_and_name_their_sources() -> None:
    assert {p.head.area for p in PACKS.packs} == set(codes.AREAS)
    for pack in PACKS.packs:
        for rule in pack.rules:
            assert rule.source_url.startswith("https://") or rule.standing == "local", rule.id
            assert rule.legal_basis, rule.id
            assert rule.title.da != rule.title.en or rule.title.da == "", rule.id


def test_every_row_of_the_rules_table_is_a_rule_or_says_why_not() -> None:
    rows = [f"G10-{n:02}" for n in range(1, 25)] + [f"G20-{n:02}" for n in range(1, 53)]
    rows += [f"G26-{n:02}" for n in range(1, 17)] + [f"KL10-{n:02}" for n in range(1, 6)]
    rows += [f"NS-{n}" for n in range(1, 7)]
    ids = {rule.id for pack in PACKS.packs for rule in pack.rules}
    ids |= {n.id for pack in PACKS.packs for n in pack.head.not_computed}
    assert [row for row in rows if row not in ids and not {row + x for x in "abc"} & ids] == []


def test_a_later_pack_lists_only_what_changed(tmp_path: Path) -> None:
    write(tmp_path, "a")
    change = '\n[[rule]]\nid = "L-1"\nperiod = { days = 9 }\n'
    write(tmp_path, "b", "2025-06-01", 'extends = "a"', change)
    packs = load_packs(tmp_path)
    assert one(job_ready("2025-05-31"), "2025-05-31", "L-1", packs).due_on == day("2025-06-05")
    answer = one(job_ready("2025-06-01"), "2025-06-01", "L-1", packs)
    assert (answer.due_on, answer.pack, answer.duty_of) == (day("2025-06-10"), "b", "authority")


def test_a_later_pack_may_remove_a_rule(tmp_path: Path) -> None:
    write(tmp_path, "a")
    write(tmp_path, "b", "2025-06-01", 'extends = "a"\nremoves = ["L-1"]', "")
    packs = load_packs(tmp_path)
    assert len(ask(job_ready("2025-05-31"), "2025-06-02", packs)) == 1
    assert ask(job_ready("2025-06-01"), "2025-06-02", packs) == []


def test_an_extra_file_stands_beside_the_shipped_ones(tmp_path: Path) -> None:
    file = write(tmp_path, "ours", "2026-01-01", 'extends = "local-practice"')
    packs = load_packs(extra=[file])
    assert {a.rule for a in ask(job_ready("2026-03-01"), "2026-03-02", packs)} >= {"L-1"}
    assert packs.pack("local-practice") is not None


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("days = 5", 'days = "five"', "L-1 period.days: the value has the wrong form"),
        ("period =", "periode =", "L-1: the field periode is not known"),
        ('legal_basis = "here"\n', "", "L-1: the field legal_basis is missing"),
        ('"within"', '"someday"', "L-1 kind: the code someday is not known"),
        (
            'kind = "within"',
            'kind = "within"\napplies_to = { insured = ["part_time"] }',
            "L-1 applies_to.insured[0]: the code part_time is not known",
        ),
        ("{ days = 5 }", "{ days = 5, weeks = 1 }", "L-1 period"),
        ("{ days = 5 }", "{ days = -5 }", "L-1 period"),
        ("{ days = 5 }", "{ weeks = 999999 }", "L-1 period: a length is at most 100 years"),
        ("{ days = 5 }", "{ months = 1201 }", "L-1 period: a length is at most 100 years"),
        ('id = "L-1"', 'id = "L 1"', "L 1 id: an id has letters, digits, full stops and hyphens only"),
        (
            'confirmed = "C"',
            'confirmed = "C"\napplies_to = { groups = [] }',
            "applies_to.groups: the list is empty",
        ),
        ('confirmed = "C"', 'confirmed = "C"\nunless = { match = [] }', "unless.match: the list is empty"),
        (
            'kind = "within"',
            'kind = "every"\nfirst = [{ days = 3 }]\nuntil = { days = 1 }',
            "L-1 until: it ends before the first date",
        ),
        (
            'kind = "within"',
            'kind = "window_before"\nopens = { days = 4 }',
            "L-1 opens: it opens after its own deadline",
        ),
        (
            'confirmed = "C"',
            'confirmed = "C"\nrequired = 99999',
            "L-1 required: the number must lie between 0",
        ),
        (
            'confirmed = "C"',
            'confirmed = "C"\nshare = { fraction = 3.0 }',
            "L-1 share.fraction: a share of the year lies between 0 and 1",
        ),
        (
            'confirmed = "C"',
            'confirmed = "C"\ncumulated = { months = 99999, benefits = ["cash_benefit"] }',
            "L-1 cumulated.months: the number must lie between 0 and 1200",
        ),
        ("period = { days = 5 }\n", "", "L-1: a rule of the kind within lacks its numbers"),
        ("{ talks = true }", "{}", "L-1: nothing can meet the rule"),
        ('{ event = ["first_contact"] }', "{}", "L-1: the trigger needs exactly one form, it has 0"),
        ('{ event = ["first_contact"] }', "{ group_start = true, any_offer_end = true }", "it has 2"),
        ('{ event = ["first_contact"] }', '{ event = ["first"] }', "L-1 trigger.event[0]: the code first"),
        ('id = "L-1"\n', "", "rule[0]: the field id is missing"),
        ("[[rule]]", "[rule]", "rule: rules are written as [[rule]] tables"),
        ("[[rule]]", "[[rule]", "line 11: the file is not written as TOML here"),
        ('confirmed = "C"', 'confirmed = "C"\nvalid_from = 2025-05-01\nvalid_to = 2025-04-01', "ends before"),
        ('confirmed = "C"', 'confirmed = "C"\nrequired = 0', "at least 1"),
        ('confirmed = "C"', 'confirmed = "C"\napplies_to = { groups = ["lab-77"] }', "code lab-77"),
        ('confirmed = "C"', 'confirmed = "C"\napplies_to = { from_age = 30, under_age = 25 }', "exclude"),
        ('confirmed = "C"', 'confirmed = "C"\nwarn_days = -1', "L-1: the days of warning must be 0 or more"),
        (
            'confirmed = "C"',
            'confirmed = "C"\ncohort_share = 75',
            "L-1: a share of the citizens lies between",
        ),
        (
            'confirmed = "C"',
            'confirmed = "C"\napplies_to = { groups = ["lab-2"] }\nunless = { groups = ["lab-2", "lab-3"] }',
            "L-1: the exception holds for everyone the rule applies to",
        ),
        (
            '{ event = ["first_contact"] }',
            '{ met = "L-9" }',
            "L-1 trigger.met: it waits for the rule L-9, which is in",
        ),
        (
            '{ event = ["first_contact"] }',
            '{ met = "L-1" }',
            "L-1 trigger.met: the rules wait for each other",
        ),
        ('"local"\nlegal', '"statute"\nlegal', "L-1: a rule of this area is not law"),
        (
            'event = ["first_contact"]',
            'event = ["first_contact"], group_moves = false',
            "L-1: only a rule that counts from a contact period can say what begins none",
        ),
        (
            'event = ["first_contact"]',
            'event = ["first_contact"], stopped_in = ["lab-1"]',
            "L-1: only a rule that an event can end can say in which groups it does",
        ),
        (
            'kind = "within"',
            'kind = "rolling"\njudged = "each_day"',
            "L-1: a rule of the kind rolling cannot be judged on each day",
        ),
        (
            'kind = "within"',
            'kind = "rolling"\nopens = { days = 1 }',
            "L-1: a rule of the kind rolling cannot say from when it can be done",
        ),
        ('kind = "within"', 'kind = "within"\njudged = "daily"', "L-1 judged"),
        (
            'kind = "within"',
            'kind = "within"\nlapses_when = {}',
            "L-1: the field lapses_when needs exactly one condition",
        ),
        (
            'kind = "within"',
            'kind = "within"\nlapses_when = { work_hours = 200.0 }',
            "L-1 lapses_when.work_hours: the number must lie between 0 and 168",
        ),
        (
            'event = ["first_contact"]',
            'event = ["first_contact"], counts_from = ["visited"]',
            "L-1: only a rule that counts from a group",
        ),
        (
            'confirmed = "C"',
            'confirmed = "C"\nexempt_when = [{ kinds = ["sick"], effect = "due_after_end" }]',
            "needs a length",
        ),
    ],
)
def test_a_wrong_rule_is_named(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert old in RULE
    write(tmp_path, "a", rules=RULE.replace(old, new))
    found = sentence(tmp_path)
    assert "The rule file a.toml cannot be used" in found
    assert words in found


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([("a", 'extends = "b"'), ("b", 'extends = "a"')], "in a circle: a > b > a"),
        ([("a", 'extends = "a"')], "in a circle: a > a"),
        ([("a", 'extends = "c"')], "there is no pack with the id c"),
        ([("a", ""), ("b", "")], "both claim 01-01-2025 for the area local"),
        ([("a", 'removes = ["L-9"]')], "there is no rule L-9 to remove"),
        ([("a", "valid_to = 2024-01-01")], "the pack ends before it begins"),
        ([("a", "colour = 3")], "the field colour is not known"),
        ([("a", "valid_from = 2025-01-01")], "line 9: the file is not written as TOML here"),
    ],
)
def test_packs_that_do_not_fit_together(tmp_path: Path, files: list[tuple[str, str]], words: str) -> None:
    for name, more in files:
        write(tmp_path, name, more=more)
    assert words in sentence(tmp_path)


@pytest.mark.parametrize("kind", ["every", "rolling", "count_within"])
def test_a_series_needs_a_length_of_some_days(tmp_path: Path, kind: str) -> None:
    more = {"every": "first = [{ days = 3 }]"}.get(kind, "required = 2")
    rule = RULE.replace('kind = "within"', f'kind = "{kind}"\n{more}')
    write(tmp_path, "a", rules=rule.replace("days = 5", "days = 0"))
    assert "L-1 period: the length must be more than 0" in sentence(tmp_path)
    write(tmp_path, "a", rules=rule)
    assert load_packs(tmp_path).rule("L-1", "a") is not None


def test_a_pack_with_a_space_in_its_id(tmp_path: Path) -> None:
    write(tmp_path, "a b")
    assert "a b.toml cannot be used: id: an id has letters" in sentence(tmp_path)


def test_the_same_rule_twice_and_the_same_pack_twice(tmp_path: Path) -> None:
    write(tmp_path, "a", rules=RULE + RULE)
    assert "L-1: the id L-1 is used twice" in sentence(tmp_path)
    file = write(tmp_path, "a")
    (tmp_path / "z.toml").write_bytes(file.read_bytes())
    assert "another pack already has the id a" in sentence(tmp_path)


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"\xff\xfe\x00")
    assert "line 1: the file is not text in UTF-8" in sentence(tmp_path)
    (tmp_path / "a.toml").unlink()
    (tmp_path / "a.toml").mkdir()
    assert "the file cannot be read" in sentence(tmp_path)


def test_a_mark_in_front_of_the_file_is_no_fault(tmp_path: Path) -> None:
    file = write(tmp_path, "a")
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert load_packs(tmp_path).rule("L-1", "a") is not None


def test_a_local_rule_may_not_hide_a_statute(tmp_path: Path) -> None:
    hiding = RULE.replace("L-1", "G20-02")
    file = write(tmp_path, "ours", "2026-01-01", 'extends = "local-practice"', hiding)
    with pytest.raises(UserError) as caught:
        load_packs(extra=[file])
    found = render(caught.value.text, "en")
    assert "ours.toml" in found
    assert "the id G20-02 is already a rule of the pack lab-2020" in found


def test_a_local_rule_may_not_take_the_place_of_a_statute_it_extends(tmp_path: Path) -> None:
    softer = """
[[rule]]
id = "G26-03"
standing = "local"
period = { months = 9 }
"""
    file = write(tmp_path, "ours", "2027-01-01", 'extends = "lab-2026-07"', softer)
    file.write_text(file.read_text("utf-8").replace('area = "local"', 'area = "lab"'), "utf-8")
    with pytest.raises(UserError) as caught:
        load_packs(extra=[file])
    found = render(caught.value.text, "en")
    assert "ours.toml" in found
    assert "G26-03: the rule would take the place of a rule of law in the pack lab-2026-07" in found


def test_an_exception_that_leaves_somebody_is_no_fault(tmp_path: Path) -> None:
    more = (
        'confirmed = "C"\napplies_to = { groups = ["lab-2", "lab-3"], under_age = 40 }\n'
        'unless = { groups = ["lab-2", "lab-3"], under_age = 30 }'
    )
    write(tmp_path, "a", rules=RULE.replace('confirmed = "C"', more))
    assert load_packs(tmp_path).rule("L-1", "a") is not None


def test_a_rule_that_is_never_in_force_is_named(tmp_path: Path) -> None:
    write(tmp_path, "a", rules=RULE + "valid_to = 2024-06-30\n")
    assert "L-1: the rule is never in force while the pack is" in sentence(tmp_path)


def test_gaps_between_packs_of_an_area_are_found(tmp_path: Path) -> None:
    write(tmp_path, "a", more="valid_to = 2025-01-31")
    write(tmp_path, "b", "2025-03-01")
    packs = load_packs(tmp_path)
    assert gaps(packs.packs) == [("local", day("2025-02-01"), day("2025-02-28"))]
    assert gaps(PACKS.packs) == [("sickness", day("2011-01-01"), day("2019-12-31"))]


def test_what_a_rule_rests_on_needs_no_danish_but_names() -> None:
    """The basis is shown as it is, also where the window is in English."""
    joins = re.compile(r"\b(?:og|eller|samt|skal|alle|efter|så)\b")
    found = {rule.legal_basis for pack in PACKS.packs for rule in pack.rules}
    assert [basis for basis in found if joins.search(basis)] == []


def test_packs_know_their_rules() -> None:
    assert isinstance(PACKS, Packs)
    rule = PACKS.rule("G20-01", "lab-2020")
    assert rule is not None
    assert rule.confirmed == "C"
    assert PACKS.rule("G20-01", "lab-2026-07") is None
    assert PACKS.rule("G20-01", "nowhere") is None
