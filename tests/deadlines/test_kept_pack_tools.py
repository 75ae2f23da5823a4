"""What the pack tools say of files that are nearly right, and on which line."""

from __future__ import annotations

import pytest

from tests.deadlines.test_kept_packs import faults, pack
from tests.deadlines.test_pack_intake import CASE, GOOD, HEAD, RULE, look, told

VARIANTS = """
[[rule.variant]]
applies_to = { groups = ["lab-2"] }

[[rule.variant]]
applies_to = { groups = ["lab-3"], match = [9] }
"""


def only(text: str) -> tuple[str, str, int | None, str]:
    checked = look(text)
    assert not checked.ok
    (found,) = told(checked)
    return found[1:]


def line(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


def test_a_fault_in_a_variant_has_its_line() -> None:
    text = HEAD + RULE + VARIANTS + CASE.format(what="Plain", due="2026-11-25")
    assert only(text) == (
        "U-1", "variant[1].applies_to.match", line(text, "match = [9]"), "the number must lie between 1 and 3",
    )  # fmt: skip
    text = text.replace("match = [9]", 'match = ["a"]')
    assert only(text)[1:3] == ("variant[1].applies_to.match[0]", line(text, "match = "))
    text = text.replace(', match = ["a"]', "").replace('["lab-3"] }', '["lab-3"] }\ncolour = 3')
    assert only(text)[1:] == ("variant[1]", line(text, "colour"), "the field colour is not known")


def test_a_fault_of_the_rule_itself_is_told_once_for_all_its_variants() -> None:
    text = HEAD + RULE.replace("days = 5", "days = -5") + VARIANTS.replace(", match = [9]", "")
    assert only(text)[:3] == ("U-1", "period", line(text, "days = -5"))


def test_a_rule_with_variants_that_hides_a_rule_of_law_is_told_once() -> None:
    text = HEAD + RULE.replace("U-1", "G26-03") + VARIANTS.replace(", match = [9]", "")
    assert only(text)[0] == "G26-03"


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        ("", "the field expect is missing"),
        ("expect = { counted = 0 }\nnone = true", "where there is to be no answer, nothing can be expected of it"),
    ],
)  # fmt: skip
def test_a_case_expects_something_or_nothing(expected: str, words: str) -> None:
    case = CASE.format(what="Edge", due="2026-11-25").replace("expect = { due_on = 2026-11-25 }", expected)
    assert only(HEAD + RULE + CASE.format(what="Plain", due="2026-11-25") + case)[3] == words


def test_no_kinds_of_talk_and_a_rule_that_is_met_by_talks() -> None:
    text = HEAD + "\n[convention]\ntalk_kinds = []\n" + RULE
    assert only(text) == (
        "U-1", "met_by.talks", line(text, "met_by"), "the pack names no kinds of talk (convention.talk_kinds)",
    )  # fmt: skip
    assert look(text.replace("talks = true", 'talks = true, contacts = ["talk"]')).ok


def test_talks_of_the_municipality_alone_beside_talks_that_all_count() -> None:
    text = HEAD + RULE.replace(
        "talks = true", 'talks = true, contacts = ["joint"], alone_if = "fund_declined"'
    )
    assert not look(text).ok
    assert look(text.replace("talks = true, ", "")).ok


@pytest.mark.parametrize("empty", ['""', '"  "'])
def test_an_empty_title(empty: str) -> None:
    text = GOOD.replace('"Ring efter 5 dage"', empty)
    assert only(text) == ("U-1", "title.da", line(text, f"title = {{ da = {empty}"), "the text is empty")
    assert only(GOOD.replace('"Vores praksis", en', f"{empty}, en"))[1::2] == (
        "title.da",
        "the text is empty",
    )


def test_first_dates_that_descend() -> None:
    wrong = RULE.replace('kind = "within"', 'kind = "every"\nfirst = [{ weeks = 8 }, { months = 1 }]')
    text = HEAD + wrong
    assert only(text)[:3] == ("U-1", "first", line(text, "first = ["))
    assert look(text.replace("{ months = 1 }", "{ weeks = 8 }, { months = 3 }")).ok


def test_a_field_of_a_table_in_the_head_has_its_own_line() -> None:
    tables = (
        '\n[convention]\nmin_gap_days = 7\n\n[convention.work_date]\ncitizen = "after"\nauthority = "never"\n'
    )
    text = HEAD + tables + RULE
    assert only(text)[1:3] == ("convention.work_date[...]", line(text, "authority = "))


@pytest.mark.parametrize("start", ["9999-01-01", "0026-01-01"])
def test_a_year_that_cannot_be(start: str) -> None:
    assert only(GOOD.replace("valid_from = 2026-01-01", f"valid_from = {start}"))[1] == "valid_from"
    later = RULE.replace('confirmed = "C"', f'confirmed = "C"\nvalid_from = {start}')
    ((_, rule, path, words),) = faults(pack("a", rules=later.replace("U-1", "L-1")))
    assert (rule, path) == ("L-1", "valid_from")
    assert words.endswith("cannot be right")
