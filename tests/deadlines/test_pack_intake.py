"""Looking a rule pack file through: what bars it, what is doubtful, what its cases say, what it changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseworker.base import paths
from caseworker.base.errors import UserError
from caseworker.base.text import render
from caseworker.deadlines.pack_intake import (
    Checked,
    as_if_lasting,
    case_data,
    read_pack,
    rule_changes,
    run_cases,
    sentence,
)
from caseworker.deadlines.packs import packs_from
from tests.deadlines.make import PACKS, day, job_ready, one

CASE = """
[[case]]
rule = "U-1"
what = "{what}"
on = 2026-11-24
facts.groups = [{{ code = "lab-2", from = 2026-11-20 }}]
facts.events = [{{ type = "first_contact", on = 2026-11-20 }}]
expect = {{ due_on = {due} }}
"""
HEAD = """
id = "ours"
area = "local"
extends = "local-practice"
label = "Vores"
title = { da = "Vores praksis", en = "Our practice" }
valid_from = 2026-01-01
source = "Teammøde"
verification = "Egen praksis"
"""
RULE = """
[[rule]]
id = "U-1"
title = { da = "Ring efter 5 dage", en = "Call after 5 days" }
kind = "within"
applies_to = { groups = ["lab-2"] }
trigger = { course = ["first_contact"] }
period = { days = 5 }
met_by = { talks = true }
duty_of = "authority"
standing = "local"
legal_basis = "Vores praksis"
source_url = "Teammøde"
confirmed = "C"
"""
GOOD = HEAD + RULE + CASE.format(what="Plain", due="2026-11-25") + CASE.format(what="Edge", due="2026-11-25")


def look(text: str) -> Checked:
    return read_pack(text.encode(), "vores.toml", PACKS)


def told(checked: Checked) -> list[tuple[str, str, str, int | None, str]]:
    return [(f.level, f.rule, f.path, f.line, render(f.text, "en")) for f in checked.findings]


def test_a_good_file_has_nothing_against_it_and_stands_among_the_packs() -> None:
    checked = look(GOOD)
    assert checked.ok
    assert told(checked) == []
    assert checked.packs is not None
    assert one(job_ready("2026-11-20"), "2026-11-24", "U-1", checked.packs).due_on == day("2026-11-25")
    assert PACKS.pack("ours") is None


@pytest.mark.parametrize("file", sorted(paths.resource("rules").glob("*.toml")), ids=lambda file: file.stem)
def test_each_shipped_file_has_nothing_against_it(file: Path) -> None:
    checked = read_pack(file.read_bytes(), file.name, PACKS)
    assert checked.ok
    # The years between the old sickness rules and those of 2020 are a gap of the shipped packs themselves.
    assert told(checked) == []
    assert checked.pack is not None
    assert checked.packs is not None
    tested = run_cases(checked.pack, checked.packs)
    assert tested.failed == ()
    assert tested.passed == tested.cases >= 2 * len(checked.pack.own_rules)


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("days = 5", "days = -5", ("U-1", "period", 17, "a length has exactly one unit")),
        (
            '["lab-2"] }\ntrigger',
            '["lab-77"] }\ntrigger',
            ("U-1", "applies_to.groups[0]", 15, "the code lab-77"),
        ),
        ("confirmed =", "sure =", ("U-1", "", 23, "the field sure is not known")),
        ('extends = "local-practice"', "", ("", "valid_from", 7, "both claim 01-01-2026 for the area local")),
        ('"local-practice"', '"nowhere"', ("", "extends", 4, "no pack with the id nowhere")),
        ('"local-practice"', '"ours"', ("", "extends", 4, "in a circle: ours > ours")),
        ('"local-practice"', '"lab-2020"', ("", "extends", 4, "lab-2020 is of another area")),
        ('id = "ours"', 'id = "local-practice"', ("", "id", 2, "another pack already has the id")),
        ('id = "ours"\n', "", ("", "id", None, "the field id is missing")),
        ('id = "U-1"', 'id = "G26-03"', ("G26-03", "", 12, "already a rule of the pack lab-2026-07")),
        ('standing = "local"', 'standing = "statute"', ("U-1", "", 12, "a rule of this area is not law")),
        (
            'rule = "U-1"\nwhat = "Edge"',
            'rule = "U-2"\nwhat = "Edge"',
            ("U-2", "case[1].rule", 34, "no rule U-2"),
        ),
        ('what = "Edge"', "", ("", "case[1]", 33, "the field what is missing")),
        (
            '{ type = "first_contact"',
            '{ type = "contact"',
            ("U-1", "case[0].facts.events[0].type", 30, "the code contact is not known"),
        ),
        (HEAD, 'colour = "red"' + HEAD, ("", "colour", 1, "the field colour is not known")),
        ("days = 5", "weeks = 999999", ("U-1", "period", 17, "a length is at most 100 years")),
        (
            RULE,
            "\n[convention]\nmin_gap_days = -7\n" + RULE,
            ("", "convention.min_gap_days", 12, "between 0 and 366"),
        ),
        ('da = "Vores praksis", en', "da = 5, en", ("", "title.da", 6, "the value has the wrong form")),
        ('label = "Vores"\n', "", ("", "", None, "the field label is missing")),
        ("due_on = 2026-11-25", "day = 3", ("U-1", "case[0]", 31, "the field day is not known")),
        ("on = 2026-11-24", "on = 9999-12-31", ("U-1", "case[0].on", 28, "31-12-9999 cannot be right")),
        ("source =", "source ", ("", "", 8, "the file is not written as TOML here")),
        ('"local-practice"', '["local-practice"]', ("", "extends", 4, "wrong form")),
        (HEAD, "removes = 5" + HEAD, ("", "removes", 1, "wrong form")),
        (HEAD, "removes = [[]]" + HEAD, ("", "removes[0]", 1, "wrong form")),
        (HEAD, f"x = {'[' * 3000}{']' * 3000}" + HEAD, ("", "", None, "too many brackets or names")),
        (RULE, f"[x{'.x' * 3000}]" + RULE, ("", "", None, "too many brackets or names")),
        (RULE, f"[x{'.x' * 20}]" + RULE, ("", "", None, "too many brackets or names")),
        (RULE, f"[x{'.x' * 18}]" + RULE, ("", "x", 10, "the field x is not known")),
        (GOOD, "rule = 5" + HEAD, ("", "rule", 1, "rules are written as [[rule]] tables")),
        (GOOD, "case = 5" + HEAD + RULE, ("", "case", 1, "cases are written as [[case]] tables")),
        (
            "valid_from = 2026-01-01",
            "valid_from = 2026-01-01T08:00:00",
            ("", "valid_from", 7, "found a date and a time"),
        ),
        ("= 2026-01-01", "= 08:00:00", ("", "valid_from", 7, "found a time of day")),
        (
            '"lab-2"] }\ntrigger',
            '"lab-6"], category = [9] }\ntrigger',
            ("U-1", "applies_to.category", 15, "between 1 and 3"),
        ),
        (
            '"lab-2"] }\ntrigger',
            '"lab-2"] }\nunless = { match = [0] }\ntrigger',
            ("U-1", "unless.match", 16, "between 1 and 3"),
        ),
        (
            '"lab-2"] }\ntrigger',
            '"lab-2"], traits = { old = true } }\ntrigger',
            ("U-1", "applies_to.traits", 15, "the code old is not known"),
        ),
        (
            'id = "U-1"',
            'id = "g26-03"',
            (
                "g26-03",
                "",
                12,
                "differs from the rule G26-03 of the pack lab-2026-07 in capital letters only",
            ),
        ),
        ('"Ring efter', '"Ring\\u0000efter', ("U-1", "title.da", 13, "a control character")),
        ('"Call after', '"Call\\u202eafter', ("U-1", "title.en", 13, "a control character")),
        ('"Vores praksis", en', '"Vores\\u0007praksis", en', ("", "title.da", 6, "a control character")),
        ('what = "Edge"', 'what = "Edge\\u001b"', ("", "case[1].what", 35, "a control character")),
    ],
)
def test_what_bars_a_file_is_told_with_its_place(
    old: str, new: str, finding: tuple[str, str, int | None, str]
) -> None:
    assert old in GOOD
    checked = look(GOOD.replace(old, new, 1))
    assert not checked.ok
    assert checked.packs is None
    found = told(checked)
    rule, path, line, words = finding
    assert found[0][:4] == ("error", rule, path, line)
    assert words in found[0][4]
    danish = checked.findings[0].data()
    assert danish["da"] != danish["en"]
    assert "vores.toml" in render(sentence(checked.findings[0], "vores.toml"), "da")


def test_a_fault_in_the_facts_of_a_case_is_one_sentence() -> None:
    checked = look(GOOD.replace('{ type = "first_contact"', '{ type = "contact"', 1))
    words = render(sentence(checked.findings[0], "vores.toml"), "da")
    assert ".." not in words
    assert words.count("kan ikke bruges") == 1


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("talks = true", "", ": U-1: nothing can meet"),
        (RULE, "\n[convention]\nmin_gap_days = -7\n" + RULE, ": convention.min_gap_days: the number"),
        ("source =", "source ", ": line 8: the file is not written as TOML"),
    ],
)
def test_the_sentence_names_the_line_only_where_nothing_better_is_known(
    old: str, new: str, place: str
) -> None:
    finding = look(GOOD.replace(old, new, 1)).findings[0]
    assert finding.line is not None
    assert place in render(sentence(finding, "vores.toml"), "en")


def test_contradictory_facts_of_a_case_are_told_with_their_place() -> None:
    turned = look(GOOD.replace("from = 2026-11-20 }]", "from = 2026-11-20, to = 2026-11-01 }]", 1))
    assert told(turned)[0][:3] == ("error", "U-1", "case[0].facts.groups[0]")
    unknown = look(GOOD.replace("facts.groups", "facts.group", 1))
    assert told(unknown)[0][:3] == ("error", "U-1", "case[0].facts")


def test_a_file_looked_through_gives_way_to_its_next_draft() -> None:
    first = look(GOOD)
    assert first.packs is not None
    later = read_pack(GOOD.replace('label = "Vores"', 'label = "Vores 2"').encode(), "ny.toml", first.packs)
    assert later.ok
    assert later.packs is not None
    assert [p.head.label for p in later.packs.packs if p.head.id == "ours"] == ["Vores 2"]


def test_all_faults_are_told_at_once() -> None:
    second = RULE.replace('"U-1"', '"U-2"').replace("days = 5", 'days = "fem"')
    third = RULE.replace('"U-1"', '"U-3"').replace("talks = true", "")
    checked = look(GOOD.replace("[[case]]", second + third + "\n[[case]]", 1))
    assert [(f.rule, f.path) for f in checked.findings] == [("U-2", "period.days"), ("U-3", "")]
    words = checked.findings[0].data()
    assert (
        words["da"]
        == "værdien har en forkert form (der skal stå et helt tal eller ingenting, der står tekst)"
    )


def test_a_rule_with_too_few_cases_is_doubtful_but_not_barred() -> None:
    checked = look(HEAD + RULE + CASE.format(what="Plain", due="2026-11-25"))
    assert checked.ok
    words = "the rule has 1 of the 2 cases that show what it does"
    assert told(checked) == [("warning", "U-1", "case", 12, words)]


def test_days_without_a_pack_are_told() -> None:
    ends = look(GOOD.replace("valid_from", "valid_to = 2026-12-31\nvalid_from"))
    assert told(ends) == [
        ("warning", "", "valid_to", 7, "from 01-01-2027 on no pack of the area local is in force")
    ]
    later = GOOD.replace('"local"\nextends = "local-practice"', '"sickness"').replace('"local"', '"target"')
    early = later.replace("valid_from = 2026-01-01", "valid_from = 2012-01-01\nvalid_to = 2013-12-31")
    assert [f[4] for f in told(look(early)) if f[2] == "valid_from"] == [
        "from 01-01-2011 to 31-12-2011 no pack of the area sickness is in force",
        "from 01-01-2014 to 31-12-2019 no pack of the area sickness is in force",
    ]


def test_an_end_is_no_gap_where_nothing_of_the_area_lasted() -> None:
    others = packs_from(one for one in PACKS.sources if one.id == "casework")
    ends = GOOD.replace('extends = "local-practice"', "valid_to = 2026-12-31")
    assert told(read_pack(ends.encode(), "vores.toml", others)) == []


def test_cases_that_do_not_come_out_are_told_with_field_and_values() -> None:
    checked = look(GOOD.replace("2026-11-25", "2026-11-26", 1))
    assert checked.pack is not None
    assert checked.packs is not None
    tested = run_cases(checked.pack, checked.packs)
    assert (tested.cases, tested.passed) == (2, 1)
    assert [case_data(one) for one in tested.failed] == [
        {"rule": "U-1", "what": "Plain", "field": "due_on", "expected": "2026-11-26", "found": "2026-11-25"}
    ]


def test_numbers_of_a_case_stay_numbers() -> None:
    checked = look(GOOD.replace("due_on = 2026-11-25", "required = 3", 1))
    assert checked.pack is not None
    assert checked.packs is not None
    (one_,) = run_cases(checked.pack, checked.packs).failed
    assert (case_data(one_)["expected"], case_data(one_)["found"]) == (3, 1)


def test_a_file_may_be_called_like_another_pack() -> None:
    checked = read_pack(GOOD.encode(), "local-practice.toml", PACKS)
    assert checked.pack is not None
    assert checked.pack.head.id == "ours"


def test_a_case_that_fails_in_two_fields_is_one_case() -> None:
    checked = look(GOOD.replace("due_on = 2026-11-25", 'due_on = 2026-11-26, status = "met"', 1))
    assert checked.pack is not None
    assert checked.packs is not None
    tested = run_cases(checked.pack, checked.packs)
    assert (len(tested.failed), tested.passed) == (2, 1)


def test_an_answer_that_should_not_be_there_is_named_by_its_key() -> None:
    first = CASE.format(what="Plain", due="2026-11-25")
    checked = look(GOOD.replace(first, first.replace("expect = { due_on = 2026-11-25 }", "none = true")))
    assert checked.pack is not None
    assert checked.packs is not None
    found = [case_data(one) for one in run_cases(checked.pack, checked.packs).failed]
    assert [(one["expected"], one["found"]) for one in found] == [
        ("no answer", "U-1:first_contact@2026-11-20:1")
    ]


def test_rules_are_compared_with_what_they_extend() -> None:
    shipped, ours = PACKS.pack("local-practice"), look(GOOD).pack
    changes = rule_changes(shipped, ours)
    assert (changes.added, changes.removed, changes.changed) == (("U-1",), (), ())
    back = rule_changes(ours, shipped)
    assert (back.added, back.removed) == ((), ("U-1",))
    weekly = look(GOOD + '\n[[rule]]\nid = "R-066"\nperiod = { weeks = 1 }\n').pack
    assert rule_changes(ours, weekly).changed == ("R-066",)
    assert rule_changes(None, shipped).added == ("R-037", "R-048", "R-066", "R-085")


def test_a_pack_can_be_taken_to_last() -> None:
    lasting = as_if_lasting(PACKS, "lab-2026-02")
    assert one(job_ready("2026-11-20"), "2026-11-24", "G20-01", lasting).pack == "lab-2026-02"
    # Rules that end because of the next pack last too, those of the pack it extends among them ...
    assert one(job_ready("2026-11-20"), "2026-11-24", "G20-02", lasting).due_on == day("2027-05-20")
    assert lasting.pack("lab-2026-07") is None
    assert lasting.pack("sickness-2026") is not None
    older = as_if_lasting(PACKS, "lab-2020")
    assert one(job_ready("2026-11-20"), "2026-11-24", "G20-02", older).pack == "lab-2020"
    # ... but not those that end for another reason.
    for packs in (lasting, older):
        ends = [(rule.id, rule.valid_to) for pack in packs.packs for rule in pack.rules]
        assert {last for rule, last in ends if rule == "G20-32"} == {day("2026-12-31")}
    with pytest.raises(UserError):
        as_if_lasting(PACKS, "lab-1999")


@pytest.mark.parametrize(
    ("groups", "never"),
    [
        ('["lab09-2"]', True),
        ('["lab09-2", "lab09-3"]', True),
        ('["lab09-2", "lab-2"]', False),
        ('["lab-2"]', False),
    ],
)
def test_a_rule_for_groups_that_no_law_of_its_time_knows_is_said_never_to_apply(
    groups: str, never: bool
) -> None:
    checked = look(HEAD + RULE.replace('["lab-2"]', groups))
    found = [one for one in told(checked) if one[2] == "applies_to.groups"]
    words = "it can never apply: no law knows its groups while it is in force"
    assert found == ([("warning", "U-1", "applies_to.groups", 15, words)] if never else [])
    assert checked.ok
