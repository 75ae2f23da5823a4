"""Versions of a pack file among others, taken alone: which stay, which end, which give way, and what extends which."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from caseworker.deadlines.pack_build import Source
from caseworker.deadlines.pack_versions import Placed, first_day, last_day, placed
from tests.deadlines.make import day


def pack(name: str, first: str | None = None, last: str | None = None, **more: Any) -> Source:
    """Return a pack file of the unit's own."""
    until = more.pop("until", None)
    local = more.pop("local", True)
    told = more.pop("told_id", "")
    data = {"id": name} | {
        key: day(one) for key, one in (("valid_from", first), ("valid_to", last)) if one is not None
    }
    return Source(f"{name}.toml", data | more, "", local, told, day(until) if until else None)


def told(found: Placed) -> list[tuple[str, str, str | None]]:
    """Return the id, the first and the last day of each file, in order."""
    return [
        (one.id, str(first_day(one)), str(last_day(one)) if last_day(one) else None) for one in found.sources
    ]


def test_days_of_a_file() -> None:
    assert (first_day(pack("a")), last_day(pack("a"))) == (date.min, None)
    assert first_day(pack("a", valid_from=datetime(2026, 1, 1, 8, tzinfo=UTC))) == date.min
    assert last_day(pack("a", valid_to="soon")) is None
    assert last_day(pack("a", last="2026-06-30")) == day("2026-06-30")
    assert last_day(pack("a", until="2026-05-31")) == day("2026-05-31")
    assert last_day(pack("a", last="2026-06-30", until="2026-05-31")) == day("2026-05-31")
    assert last_day(pack("a", last="2026-05-31", until="2026-06-30")) == day("2026-05-31")


def test_other_files_stay_as_they_are() -> None:
    others = (
        pack("other", "2026-01-01"),
        pack("ours", "2026-01-01", local=False, extends="law"),
        pack("law", local=False),
    )
    new = pack("ours", "2026-07-01", extends="law")
    assert placed(others, new) == Placed((*others, new), new)


def test_the_very_same_shipped_file_gives_way() -> None:
    new = pack("ours", "2026-01-01")
    shipped = pack("ours", "2026-01-01", local=False)
    twin = pack("twin", "2026-01-01", local=False)
    found = placed([twin, shipped], new)
    assert (found.sources, found.gone) == ((twin, new), ())
    found = placed([new], new)
    assert (found.sources, found.gone) == ((new,), (new,))


@pytest.mark.parametrize(
    ("last", "ended"),
    [(None, True), ("2026-07-01", True), ("2026-06-30", False), ("2026-06-29", False)],
)
def test_the_version_before_ends_the_day_before(last: str | None, ended: bool) -> None:
    found = placed([pack("ours", "2026-01-01", last)], pack("ours", "2026-07-01"))
    until = "2026-06-30" if ended else last
    assert told(found) == [("ours.2026-01-01", "2026-01-01", until), ("ours", "2026-07-01", None)]
    assert found.ended == (found.sources[0] if ended else None)
    assert (found.source, found.gone) == (found.sources[1], ())


def test_of_several_before_the_last_one_ends() -> None:
    before = [
        pack("ours", "2026-03-01"),
        pack("ours.2026-01-01", "2026-01-01", told_id="ours", until="2026-02-28"),
    ]
    found = placed(before, pack("ours", "2026-07-01"))
    assert told(found) == [
        ("ours.2026-01-01", "2026-01-01", "2026-02-28"),
        ("ours.2026-03-01", "2026-03-01", "2026-06-30"),
        ("ours", "2026-07-01", None),
    ]
    assert found.ended == found.sources[1]


def test_what_would_begin_while_it_is_in_force_gives_way() -> None:
    days = ("2026-12-31", "2026-07-01", "2026-07-02", "2027-03-01", "2027-01-01", "2026-12-30")
    there = [pack("ours", first) for first in days]
    found = placed(there, pack("ours", "2026-07-01", "2026-12-31"))
    assert [str(first_day(one)) for one in found.gone] == [
        "2026-12-31",
        "2026-07-01",
        "2026-07-02",
        "2026-12-30",
    ]
    assert [one[:2] for one in told(found)] == [
        ("ours.2026-07-01", "2026-07-01"),
        ("ours.2027-01-01", "2027-01-01"),
        ("ours", "2027-03-01"),
    ]
    assert found.source == found.sources[0]
    assert found.ended is None
    found = placed(there, pack("ours", "2026-07-01"))
    assert [one[:2] for one in told(found)] == [("ours", "2026-07-01")]  # in force for good


def test_one_without_a_first_day_comes_before_all() -> None:
    found = placed([pack("ours", "2026-01-01")], pack("ours", None, "2025-12-31"))
    assert told(found) == [
        ("ours.0001-01-01", "0001-01-01", "2025-12-31"),
        ("ours", "2026-01-01", None),
    ]
    assert placed([], pack("ours")).sources == (pack("ours"),)


@pytest.mark.parametrize(
    ("first", "extends"),
    [
        ("2026-06-30", "ours.2026-01-01"),
        ("2026-07-01", "ours"),
        ("2026-08-03", "ours"),
        ("2026-01-01", "ours.2026-01-01"),
        ("2025-12-31", "ours.2026-01-01"),  # none had begun by then: the first there is
    ],
)
def test_what_extends_it_extends_the_version_in_force_when_it_begins(first: str, extends: str) -> None:
    more = pack("more", first, extends="ours")
    shipped = pack("law", first, extends="ours", local=False)
    alone = pack("alone", first, extends="law")
    old, new = pack("ours", "2026-01-01"), pack("ours", "2026-07-01")
    found = placed([more, shipped, alone, old], new)
    assert [one.data.get("extends") for one in found.sources] == [extends, "ours", "law", None, None]
    assert [one.file_id for one in found.sources] == ["more", "law", "alone", "ours", "ours"]
    # Nor does it matter which of them is taken in last.
    (*_, last) = placed(placed([old], new).sources, more).sources
    assert (last.id, last.data["extends"]) == ("more", extends)
    (*_, last) = placed(reversed(placed([old], new).sources), more).sources
    assert last.data["extends"] == extends


def test_what_extended_an_older_version_by_its_name_is_told_the_new_one() -> None:
    older = pack("ours.2026-01-01", "2026-01-01", told_id="ours", until="2026-06-30")
    there = [pack("more", "2026-08-03", extends="ours.2026-01-01"), older, pack("ours", "2026-07-01")]
    found = placed(there, pack("ours", "2026-01-01"))
    assert [(one.id, one.data.get("extends")) for one in found.sources] == [("more", "ours"), ("ours", None)]
    assert [one.id for one in found.gone] == ["ours.2026-01-01", "ours"]
    assert found.sources[1].told_id == ""


def test_a_shipped_base_is_extended_by_its_own_name() -> None:
    shipped = pack("law", "2026-01-01", local=False)
    found = placed([shipped], pack("ours", "2026-07-01", extends="law"))
    assert [one.data.get("extends") for one in found.sources] == [None, "law"]
