"""How far off a deadline is, in a few words."""

from __future__ import annotations

import pytest

from caseworker.base.text import render
from caseworker.deadlines.words import distance, progress
from tests.deadlines.make import day

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
