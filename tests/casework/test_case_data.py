"""One case as plain data: whole, by any of its names, and nothing in it but JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from caseworker.base.clock import FixedClock
from caseworker.base.errors import UserError
from caseworker.base.place import Place
from caseworker.base.text import t
from caseworker.casework.case_data import case_data
from caseworker.casework.where import case_of, open_cases_of
from caseworker.demo.caseload import fill
from caseworker.journal.service import NoteData, write_note
from caseworker.office import Office
from caseworker.people import service
from tests.making import make_citizen, make_office

DAY = date(2026, 11, 24)
PARTS = ["citizen", "case", "screenings", "plan", "contacts", "deadlines", "journal"]


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    office = make_office(tmp_path / "store", clock)
    yield office
    office.close()


def test_every_case_of_a_caseload_is_plain_data(office: Office) -> None:
    fill(office, 6, seed=6)
    with office.read() as session:
        for number in range(1001, 1007):
            data = case_data(session, str(number), DAY)
            assert list(data) == PARTS
            words = json.dumps(data)  # raises for anything that is not plain
            assert json.dumps(json.loads(words)) == words
            assert data["case"]["case_no"] == number
            assert data["contacts"] or data["deadlines"]
            assert not any(key in data["citizen"] for key in ("cpr", "sort_key"))


def test_a_new_case_has_empty_parts(office: Office) -> None:
    citizen_id, case_id = make_citizen(office)
    with office.read() as session:
        data = case_data(session, case_id, DAY)
        assert case_data(session, citizen_id, DAY) == case_data(session, "1001", DAY) == data
    assert (data["screenings"], data["plan"], data["contacts"], data["journal"]) == ([], None, [], [])
    assert data["citizen"]["age"] == 22
    assert (data["case"]["group"], data["case"]["closed_on"]) == ("lab-3", None)
    due = [row["due_on"] or "" for row in data["deadlines"]]  # what has no date yet comes first
    assert due == sorted(due)


def test_a_closed_case_is_still_there_and_an_unknown_one_is_not(office: Office) -> None:
    _citizen, case_id = make_citizen(office)
    office.run(t("Close case"), lambda work: service.close_case(work, case_id, "education", DAY))
    with office.read() as session:
        data = case_data(session, "1001", DAY)
        assert (data["case"]["closed_on"], data["case"]["end_state"]) == ("2026-11-24", "education")
        for reference in ("", "1002", "nobody", "1001'"):
            with pytest.raises(UserError):
                case_data(session, reference, DAY)
    office.undo()
    office.undo()
    with pytest.raises(UserError), office.read() as session:
        case_data(session, "1001", DAY)


def test_which_case_a_place_belongs_to(office: Office) -> None:
    citizen_id, case_id = make_citizen(office)
    note = NoteData(case_id=case_id, title="Opkald", facts="Ringede")
    note_id = office.run(t("Note"), lambda work: write_note(work, note))
    with office.read() as session:
        for place in (
            Place("plan", case_id),
            Place("citizen", citizen_id),
            Place("note", note_id, "facts"),
            Place("no such kind", case_id),
        ):
            assert case_of(session, place) == case_id
        for place in (
            Place("today"),
            Place("citizen", "nobody"),
            Place("note", "nothing"),
            Place("staff", office.me.id),
        ):
            assert case_of(session, place) is None
        assert open_cases_of(session, {citizen_id, "nobody"}) == [case_id]
        assert open_cases_of(session, ()) == []
    office.run(t("Close case"), lambda work: service.close_case(work, case_id, "education", DAY))
    with office.read() as session:
        assert open_cases_of(session, [citizen_id]) == []
        assert case_of(session, Place("citizen", citizen_id)) == case_id
