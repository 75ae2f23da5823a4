"""Versions of a local pack: each counts until the day before the next begins, and nothing of it is thrown away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from caseworker.base.clock import FixedClock, at
from caseworker.base.errors import UserError
from caseworker.base.text import render, t
from caseworker.deadlines import local_packs, queries
from caseworker.deadlines.pack_build import Source, read_source
from caseworker.deadlines.pack_versions import Placed, first_day, last_day, placed
from caseworker.office import Office
from tests.deadlines.test_pack_intake import GOOD, HEAD, RULE
from tests.making import make_citizen, make_office

NEW_YEAR = date(2027, 1, 1)
FIRST = (HEAD + RULE).encode()
SECOND = FIRST.replace(b"2026-01-01", b"2027-01-01").replace(b"days = 5", b"days = 9")
OTHER = (
    FIRST.replace(b'"ours"', b'"more"')
    .replace(b'"U-1"', b'"U-2"')
    .replace(b'extends = "local-practice"', b'extends = "ours"')
    .replace(b"valid_from = 2026-01-01", b"valid_from = 2026-06-01\nvalid_to = 2026-12-31")
)


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    office = make_office(tmp_path / "store", clock)
    make_citizen(office, group="lab-2", visited_as="job_ready", since=date(2026, 11, 23))
    yield office
    office.close()


def take_in(office: Office, content: bytes, from_on: date = date.min, name: str = "vores.toml") -> None:
    packs = office.packs
    office.run(t("Rules"), lambda work: local_packs.take_in_pack(work, packs, content, name, from_on))
    office.catch_up()


def drop(office: Office, pack_id: str) -> date | None:
    packs = office.packs
    return office.run(
        t("Rules"), lambda work: local_packs.drop_pack(work, packs, pack_id, office.clock.today())
    )


def windows(office: Office) -> dict[str, tuple[date, date | None]]:
    own = {source.id for source in office.packs.sources if source.local}
    return {p.head.id: (p.head.valid_from, p.head.valid_to) for p in office.packs.packs if p.head.id in own}


def due(office: Office) -> list[date | None]:
    with office.read() as session:
        lines = queries.stored_lines(session, office.clock.today())
    return [line.due_on for line in lines if line.rule == "U-1"]


def test_a_new_version_leaves_the_one_in_force_until_its_day(office: Office) -> None:
    take_in(office, FIRST)
    assert due(office) == [date(2026, 11, 28)]
    take_in(office, SECOND)
    assert due(office) == [date(2026, 11, 28)]
    assert windows(office) == {
        "ours.2026-01-01": (date(2026, 1, 1), date(2026, 12, 31)),
        "ours": (NEW_YEAR, None),
    }
    office.clock = office.store.clock = FixedClock(at(NEW_YEAR))
    office.catch_up()
    make_citizen(office, "Åse Ny", group="lab-2", visited_as="job_ready", since=NEW_YEAR)
    assert sorted(day for day in due(office) if day) == [date(2026, 11, 28), date(2027, 1, 10)]


def test_a_version_put_away_gives_way_to_the_one_before(office: Office) -> None:
    take_in(office, FIRST)
    take_in(office, SECOND)
    assert drop(office, "ours") == date(2026, 1, 1)
    assert windows(office) == {"ours": (date(2026, 1, 1), None)}
    assert due(office) == [date(2026, 11, 28)]
    assert drop(office, "ours") is None
    office.catch_up()
    assert windows(office) == {}
    assert due(office) == []


def test_the_older_version_is_put_away_alone(office: Office) -> None:
    take_in(office, FIRST)
    take_in(office, SECOND)
    assert drop(office, "ours.2026-01-01") is None
    assert windows(office) == {"ours": (NEW_YEAR, None)}


def test_a_mended_file_takes_the_place_of_its_own_version_alone(office: Office) -> None:
    take_in(office, FIRST)
    take_in(office, SECOND)
    take_in(office, SECOND.replace(b"days = 9", b"days = 8"))
    assert list(windows(office)) == ["ours.2026-01-01", "ours"]
    mended = FIRST.replace(b"2026-01-01", b"2026-01-01\nvalid_to = 2026-12-31").replace(
        b"days = 5", b"days = 6"
    )
    take_in(office, mended)
    assert windows(office) == {
        "ours.2026-01-01": (date(2026, 1, 1), date(2026, 12, 31)),
        "ours": (NEW_YEAR, None),
    }
    assert due(office) == [date(2026, 11, 29)]
    take_in(office, FIRST)  # in force for good: what was to begin later gives way
    assert windows(office) == {"ours": (date(2026, 1, 1), None)}
    office.undo()
    assert list(windows(office)) == ["ours.2026-01-01", "ours"]


def test_a_rule_that_would_begin_after_the_end_of_its_version_keeps_nothing_out(office: Office) -> None:
    late = RULE.replace("U-1", "U-9").replace("confirmed", "valid_from = 2027-06-01\nconfirmed")
    take_in(office, (HEAD + RULE + late).encode())
    take_in(office, SECOND)
    assert list(windows(office)) == ["ours.2026-01-01", "ours"]


def test_what_extends_a_version_goes_on_extending_it(office: Office) -> None:
    take_in(office, FIRST)
    take_in(office, OTHER, name="flere.toml")
    take_in(office, SECOND)
    more = office.packs.pack("more")
    assert more is not None
    assert more.head.extends == "ours.2026-01-01"
    rule = office.packs.rule("U-1", "more")
    assert rule is not None
    assert rule.period is not None
    assert rule.period.days == 5


@pytest.mark.parametrize("since", [b"2026-01-01", b"2025-06-01"])
def test_a_mended_file_keeps_the_pack_that_is_built_on_it(office: Office, since: bytes) -> None:
    more = OTHER.replace(b"\nvalid_to = 2026-12-31", b"")
    mended = FIRST.replace(b"days = 5", b"days = 6").replace(b"2026-01-01", since)
    take_in(office, FIRST)
    take_in(office, more, name="mere.toml")
    with office.read() as session:
        before = {line.rule for line in queries.stored_lines(session, office.clock.today())}
    assert {"U-1", "U-2"} <= before
    look = local_packs.look_through(mended, "vores.toml", office.packs, date.min)
    assert look.then is not None
    take_in(office, mended)
    assert {one.id for one in office.packs.sources} == {one.id for one in look.then.sources}
    assert office.packs_problem is None
    with office.read() as session:
        assert {line.rule for line in queries.stored_lines(session, office.clock.today())} == before
    assert due(office) == [date(2026, 11, 29)]
    promised = {p.head.id: (p.head.valid_from, p.head.valid_to) for p in look.then.packs}
    assert windows(office).items() <= promised.items()


def test_a_pack_taken_in_between_two_versions_extends_the_one_in_force(office: Office) -> None:
    take_in(office, FIRST)
    take_in(office, SECOND)
    take_in(office, OTHER, name="mere.toml")
    (more,) = (one for one in office.packs.sources if one.id == "more")
    assert more.data["extends"] == "ours.2026-01-01"


@pytest.mark.parametrize("newer", [False, True])
def test_what_another_pack_is_built_on_is_not_put_away(office: Office, newer: bool) -> None:
    take_in(office, FIRST)
    take_in(office, OTHER, name="flere.toml")
    if newer:
        take_in(office, SECOND)
    before = windows(office)
    with pytest.raises(UserError) as refused:
        drop(office, "ours.2026-01-01" if newer else "ours")
    words = render(refused.value.text, "da")
    assert words.startswith("Regelsættet »Vores praksis« bygger på dette og ville forsvinde sammen med det.")
    assert "Tag først det ud af brug" in words
    assert windows(office) == before
    drop(office, "more")
    drop(office, "ours")
    assert "more" not in windows(office)


def test_a_pack_that_no_longer_fits_is_not_said_to_change_nothing(office: Office, tmp_path: Path) -> None:
    take_in(office, FIRST)
    folder = office.folder / "rules"
    folder.mkdir()
    (folder / "andre.toml").write_bytes(FIRST.replace(b'"ours"', b'"theirs"'))
    del tmp_path
    office.catch_up()
    assert office.packs.pack("ours") is None
    assert office.packs_problem is not None
    words = render(office.packs_problem, "da")
    assert words.startswith("Regelfilen vores.toml er udeladt, så fristerne er regnet ud uden dens regler: ")
    assert "uændrede" not in words


def source(first: str, last: str = "") -> Source:
    until = f"\nvalid_to = {last}" if last else ""
    text = GOOD.replace("valid_from = 2026-01-01", f"valid_from = {first}{until}")
    return replace(read_source(text.encode(), "vores.toml"), local=True)


def test_each_version_has_its_own_days_and_id() -> None:
    found = Placed((), source("2026-01-01"))
    for first, last in (
        ("2026-01-01", ""),
        ("2027-01-01", ""),
        ("2028-01-01", ""),
        ("2026-07-01", "2026-07-31"),
    ):
        found = placed(found.sources, source(first, last))
    assert [(one.id, one.file_id, first_day(one), last_day(one)) for one in found.sources] == [
        ("ours.2026-01-01", "ours", date(2026, 1, 1), date(2026, 6, 30)),
        ("ours.2026-07-01", "ours", date(2026, 7, 1), date(2026, 7, 31)),
        ("ours.2027-01-01", "ours", date(2027, 1, 1), date(2027, 12, 31)),
        ("ours", "ours", date(2028, 1, 1), None),
    ]
    assert found.ended is not None
    assert (found.source.id, found.ended.id, found.gone) == ("ours.2026-07-01", "ours.2026-01-01", ())
    found = placed(found.sources, source("2026-07-15"))
    assert [(one.id, last_day(one)) for one in found.sources] == [
        ("ours.2026-01-01", date(2026, 6, 30)),
        ("ours.2026-07-01", date(2026, 7, 14)),
        ("ours", None),
    ]
    assert [first_day(one) for one in found.gone] == [date(2027, 1, 1), date(2028, 1, 1)]
