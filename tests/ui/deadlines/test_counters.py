"""The counters of "My day" and of the page of deadlines: what each counts, and that their names tell them apart."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from caseworker.base.clock import FixedClock
from caseworker.base.text import render
from caseworker.casework.worklist import count, worklist
from tests.making import make_demo
from ui.deadlines.items import read_items
from ui.deadlines.lines import BUCKETS
from ui.today.presenter import COUNTERS

TODAY = date(2026, 11, 24)


def test_all_within_seven_days_are_ours_and_those_counted_apart(tmp_path: Path, clock: FixedClock) -> None:
    office = make_demo(tmp_path / "store", clock)
    try:
        packs = office.packs
        with office.read() as session:
            ours = count(worklist(session, packs, TODAY, "da")).due_soon
            items = read_items(session, packs, TODAY, "da").items
    finally:
        office.close()
    soon = [item for item in items if item.bucket == "soon"]
    apart = packs.measurement_rules | packs.asked_rules
    others = [
        item
        for item in soon
        if item.line is None or item.line.duty_of != "authority" or item.line.rule in apart
    ]
    assert others
    assert len(soon) == ours + len(others)


def test_their_names_tell_them_apart() -> None:
    today = next(words for key, _field, words in COUNTERS if key == "due_soon")
    names = [render(words, "da") for words in (today, dict(BUCKETS)["soon"])]
    assert names == ["Vores inden 7 dage", "Alt inden 7 dage"]
