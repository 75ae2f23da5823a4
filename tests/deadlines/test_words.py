"""How far off a deadline is, in a few words."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from caseworker.base.text import render
from caseworker.deadlines import codes
from caseworker.deadlines.packs import load_packs
from caseworker.deadlines.queries import last_day
from caseworker.deadlines.sentences import EVENTS, MISSING
from caseworker.deadlines.words import distance, progress, rule_title
from tests.deadlines.make import PACKS, day, facts, one
from tests.deadlines.test_packs import RULE, write

TODAY = day("2026-11-24")


@pytest.mark.parametrize(
    ("status", "on", "words"),
    [
        ("open", None, "ingen dato endnu"),
        ("missed", "2026-11-23", "1 dag over"),
        ("missed", "2026-11-20", "4 dage over"),
        ("due_soon", "2026-11-24", "i dag"),
        ("missed", "2026-11-24", "i dag"),
        ("open", "2026-11-27", "fre. 27. nov."),
        ("open", "2026-12-30", "ons. 30. dec."),
        ("open", "2027-01-04", "man. 4. jan. 2027"),
        ("met_late", "2025-12-30", "tir. 30. dec. 2025"),
    ],
)
def test_when_it_is(status: str, on: str | None, words: str) -> None:
    assert render(distance(status, day(on) if on else None, TODAY), "da") == words


def test_a_miss_that_counts_against_the_share_is_not_called_overdue() -> None:
    words = render(distance("missed", day("2026-11-20"), TODAY, cohort=True), "da")
    assert words == "tæller i andelen"


def test_how_much_is_left() -> None:
    words = progress(4, 1, 3)
    assert words is not None
    assert render(words, "da") == "1 af 4, 3 mangler"
    assert progress(1, 0, 1) is None
    two = progress(2, 0, 2)
    assert two is not None
    assert render(two, "da") == "0 af 2, 2 mangler"


def test_a_rule_is_called_by_its_title_in_the_language() -> None:
    assert render(rule_title(PACKS, "G20-02", "da"), "da") == "Fire jobsamtaler på 6 måneder"
    assert render(rule_title(PACKS, "G20-02", "en"), "en") == "Four job talks in 6 months"
    assert render(rule_title(PACKS, "G99-99", "da"), "da") == "G99-99"


def test_a_title_is_that_of_the_pack_asked_for(tmp_path: Path) -> None:
    write(tmp_path, "a", more="valid_to = 2025-12-31")
    write(tmp_path, "b", "2026-01-01", rules=RULE.replace('"Regel"', '"Ny regel"'))
    packs = load_packs(tmp_path)
    assert [render(rule_title(packs, "L-1", "da", pack), "da") for pack in ("", "a", "b", "c")] == [
        "Regel", "Regel", "Ny regel", "L-1",
    ]  # fmt: skip


def test_days_over_are_counted_from_the_last_day_in_time_not_from_the_work_date() -> None:
    friday, saturday, monday = date(2026, 7, 3), date(2026, 7, 4), date(2026, 7, 6)
    words = distance("missed", friday, monday, limit=saturday)
    assert render(words, "da") == "2 dage over"
    assert last_day(saturday, friday) == saturday
    assert last_day(saturday, monday) == monday
    assert last_day(None, None) is None


@pytest.mark.parametrize("code", [*get_args(codes.EventType), *get_args(codes.Trait)])
def test_whatever_may_be_missing_has_a_word(code: str) -> None:
    assert code in MISSING
    assert code not in render(MISSING[code], "da")


@pytest.mark.parametrize("code", get_args(codes.EventType))
def test_each_event_has_a_sentence(code: str) -> None:
    assert code in EVENTS


def test_no_code_stands_in_the_sentence_of_what_is_missing() -> None:
    known = facts(
        groups=[{"code": "lab09-2", "from": "2010-01-31"}],
        events=[{"type": "first_contact", "on": "2010-01-31"}],
    )
    answer = one(known, "2010-02-05", "G10-01", trace=True)
    assert "re_registered" not in " ".join(step.da for step in answer.trace)
