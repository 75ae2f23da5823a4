"""Whom the palette finds: those who are here first, then those whose case is closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from caseworker.base.clock import FixedClock
from caseworker.base.place import Place
from caseworker.base.text import render, t
from caseworker.people.service import close_case
from tests.making import make_citizen, make_office
from tests.ui.recording import Recorder
from ui.ports import Desk, InlineTasks
from ui.shell.palette_presenter import find


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    office, recorder = make_office(tmp_path / "store", clock), Recorder()
    yield Desk(office, InlineTasks(), recorder, recorder, "da")
    office.close()


def test_somebody_whose_case_is_closed_is_found_after_the_others(desk: Desk) -> None:
    office = desk.office
    _gone, closed = make_citizen(office, "Aisha Ahmed")
    _here, running = make_citizen(office, "Aisha Zamani")
    office.run(t("Close"), lambda work: close_case(work, closed, "moved", date(2026, 11, 3)))
    found = [one for one in find(desk, "aisha") if one.place is not None]
    assert [one.place for one in found] == [Place("overview", running), Place("overview", closed)]
    assert render(found[1].note, "da").endswith("afsluttet 3. nov. 2026")
    desk.citizen_view = True
    assert find(desk, "aisha") == []


def test_who_is_named_just_so_stands_first(desk: Desk) -> None:
    names = [
        *(f"{first} født Hansen Lise Jensen" for first in "ABCDEFGH"),
        "Hans Jensen Møller",
        "Hans Jensen",
    ]
    cases = {name: make_citizen(desk.office, name)[1] for name in names}
    for typed in ("Hans Jensen", "hans  jensen"):
        found = [one.place for one in find(desk, typed) if one.place is not None]
        assert found[:2] == [
            Place("overview", cases["Hans Jensen"]),
            Place("overview", cases["Hans Jensen Møller"]),
        ]
        assert len(found) == 7
    gone = cases["Hans Jensen"]
    desk.office.run(t("Close"), lambda work: close_case(work, gone, "moved", date(2026, 11, 3)))
    assert find(desk, "Hans Jensen")[0].place == Place("overview", gone), "also where the case is closed"
