"""The names of a caseload file: the first name first, and none without a letter."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from caseworker.base.clock import FixedClock
from caseworker.base.text import render, t
from caseworker.casework.citizens import citizen_list
from caseworker.casework.import_caseload import Imported, import_caseload
from caseworker.office import Office
from caseworker.people import caseload, service
from caseworker.people.model import Citizen, Staff
from caseworker.people.names import first_name, turned
from caseworker.store.work import Work
from tests.content_hash import content_hash
from tests.making import make_office

COLUMNS = caseload.load_columns()


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    office = make_office(tmp_path / "store", clock)
    yield office
    office.close()


def take_in(office: Office, *lines: str, head: str = "Navn;CPR") -> Imported:
    file = caseload.parse("\n".join([head, *lines]).encode(), COLUMNS)
    return office.run(t("Import of a file"), lambda work: import_caseload(work, file, file.mapping, COLUMNS))


def remarks(result: Imported) -> list[str]:
    return [render(words, "en") for _line, words in result.warnings]


def names(office: Office) -> dict[str, str]:
    """Return by their whole name what the citizens are called, each of another name."""
    with office.read() as session:
        citizens = session.scalars(select(Citizen)).all()
    found = {one.name: one.call_name for one in citizens}
    assert len(found) == len(citizens)
    return found


def test_a_last_name_written_first_is_turned_round_once_and_said(office: Office) -> None:
    lines = ("Ågård, Bo;0107871239", "Holm, Eva, Maja;0209901234", "Lis Lund;0310851236")
    result = take_in(office, *lines)
    assert [one for one in remarks(result) if "is read as" in one] == [
        "The name “Ågård, Bo” is read as “Bo Ågård”."
    ]
    stored = names(office)
    assert stored["Bo Ågård"] == "Bo"
    assert stored["Lis Lund"] == "Lis"
    before = content_hash(office)
    again = take_in(office, *lines)
    assert (again.unchanged, again.accepted + again.updated) == (3, 0)
    assert not [one for one in remarks(again) if "is read as" in one]
    assert content_hash(office) == before


def test_a_name_with_two_commas_stays_and_is_said(office: Office) -> None:
    result = take_in(office, "O'Neill, Søren, dr.;0107871239", "Lis Lund;0310851236")
    told = "is kept as it stands, with its commas. Correct it if the first name does not come first."
    assert [one for one in remarks(result) if "commas" in one] == [f"The name “O'Neill, Søren, dr.” {told}"]
    assert names(office) == {"O'Neill, Søren, dr.": "Søren", "Lis Lund": "Lis"}


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("O'Neill, Pat, Jr.", "Pat"),
        ("Holm, Eva Maja, , cand.", "Eva"),
        ("Lis Lund, cand., dr.", "Lis"),
        ("Ågård, 2., dr.", "Ågård"),
        ("Ågård, ", "Ågård"),
        (", Bo", "Bo"),
        ("Bo Ågård", "Bo"),
    ],
)
def test_nobody_is_called_by_a_comma(name: str, called: str) -> None:
    assert first_name(name) == called


def test_a_name_kept_with_the_last_name_first_is_mended_by_the_next_file(office: Office) -> None:
    def older(work: Work) -> None:
        citizen = service.add_citizen(
            work, service.CitizenData(name="Ågård, Bo", birth_date=date(1987, 7, 1))
        )
        citizen.call_name = "Ågård,"

    office.run(t("New citizen"), older)
    take_in(office, "Ågård, Bo;0107871239")
    assert names(office) == {"Bo Ågård": "Bo"}


@pytest.mark.parametrize("name", ["???? ???", "123", "- - -"])
def test_a_name_without_a_letter_is_rejected_and_replaces_no_other(office: Office, name: str) -> None:
    take_in(office, "Bo Ågård;0107871239")
    result = take_in(office, f"{name};0107871239")
    assert len(result.rejected) == 1
    assert "no letter" in render(result.rejected[0][1], "en")
    assert list(names(office)) == ["Bo Ågård"]


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("Lise Bak, f. Hansen", "Lise Bak, f. Hansen"),
        ("Lise Bak, født Hansen", "Lise Bak, født Hansen"),
        ("Bo Ågård, Jr.", "Bo Ågård, Jr."),
        ("Bo Ågård, sr", "Bo Ågård, sr"),
        ("Bo Ågård, II", "Bo Ågård, II"),
        ("Ågård, Ivan", "Ivan Ågård"),
        ("Hansen, Viggo", "Viggo Hansen"),
        ("Juul, F. Christian", "F. Christian Juul"),
        ("Juul, f. Bak", "Juul, f. Bak"),
        ("Lise Bak, F. Hansen", "Lise Bak, F. Hansen"),
        ("Munk, V", "V Munk"),
        ("Munk, V.", "V. Munk"),
        ("Munk, Vi", "Vi Munk"),
        ("Bo Munk, V", "Bo Munk, V"),
        ("Munk, II", "Munk, II"),
        ("Munk, Jr.", "Munk, Jr."),
        ("Holm, D. Yvonne", "D. Yvonne Holm"),
        ("Bo Holm, d.y.", "Bo Holm, d.y."),
        ("Hansen, Frede", "Frede Hansen"),
        (",Hans", "Hans"),
        ("Hansen,", "Hansen"),
        ("Ågård, Bo,", "Bo Ågård"),
        (",", ","),
    ],
)
def test_only_a_first_name_behind_the_comma_is_turned_round(name: str, read: str) -> None:
    assert turned(name) == read


def test_an_addition_stays_and_stray_commas_are_taken_off_and_told(office: Office) -> None:
    result = take_in(office, "Lise Bak, f. Hansen;0107871239", "Hans Vester,;0209901234")
    assert names(office) == {"Lise Bak, f. Hansen": "Lise", "Hans Vester": "Hans"}
    assert "The name “Hans Vester,” is read as “Hans Vester”." in remarks(result)


def test_names_in_two_columns_are_never_turned_round(office: Office) -> None:
    lines = (
        "Lise;Bak, f. Hansen;01-07-1987",
        "Bo;Ågård, Holm;02-09-1990",
        "Eva,;Maj;03-10-1985",
    )
    head = "Fornavn;Efternavn;Fødselsdato"
    result = take_in(office, *lines, head=head)
    assert names(office) == {"Lise Bak, f. Hansen": "Lise", "Bo Ågård, Holm": "Bo", "Eva Maj": "Eva"}
    assert [one for one in remarks(result) if "name" in one] == ["The name “Eva, Maj” is read as “Eva Maj”."]
    again = take_in(office, *lines, head=head)
    assert (again.unchanged, again.accepted) == (3, 0)


def test_an_addition_among_the_first_names_goes_to_the_end_and_is_told(office: Office) -> None:
    head = "Fornavn;Efternavn;Fødselsdato"
    line = "Hans, Jr.;Jensen;01-07-1987"
    result = take_in(office, line, head=head)
    assert names(office) == {"Hans Jensen, Jr.": "Hans"}
    assert [one for one in remarks(result) if "name" in one] == [
        "The name “Hans, Jr. Jensen” is read as “Hans Jensen, Jr.”"
    ]
    assert take_in(office, line, head=head).unchanged == 1


@pytest.mark.parametrize("cells", ["Ågård, Bo;", ";Ågård, Bo"])
def test_a_name_in_one_of_two_columns_is_read_as_a_whole_one(office: Office, cells: str) -> None:
    head = "Fornavn;Efternavn;Fødselsdato"
    result = take_in(office, f"{cells};01-07-1987", head=head)
    assert names(office) == {"Bo Ågård": "Bo"}
    assert "The name “Ågård, Bo” is read as “Bo Ågård”." in remarks(result)
    assert take_in(office, f"{cells};01-07-1987", head=head).unchanged == 1


def test_a_name_kept_with_commas_in_one_of_two_columns_is_said(office: Office) -> None:
    result = take_in(office, ";Holm, Eva, Maja;02-09-1990", head="Fornavn;Efternavn;Fødselsdato")
    assert any("is kept as it stands, with its commas" in one for one in remarks(result))


def test_names_of_a_mac_are_stored_and_found_as_all_others_and_changed_once(office: Office) -> None:
    line, head = "Åse Ødegård;0107871234;Bo Ågård", "Navn;CPR;Sagsbehandler"
    with_rings = unicodedata.normalize("NFD", line)
    take_in(office, with_rings, head=head)
    assert names(office) == {"Åse Ødegård": "Åse"}

    def as_before(work: Work) -> None:  # as such a file was taken in once
        (citizen,) = work.find(Citizen)
        citizen.name, citizen.call_name = with_rings.split(";")[0], unicodedata.normalize("NFD", "Åse")
        (owner,) = work.find(Staff, Staff.name == "Bo Ågård")
        owner.name = unicodedata.normalize("NFD", owner.name)

    office.run(t("Import of a file"), as_before)
    with office.read() as session:
        for typed in ("Ødegård", "åse", unicodedata.normalize("NFD", "ødegå")):
            assert [row.name for row in citizen_list(session, date(2026, 11, 24), search=typed)], typed
    again = take_in(office, with_rings, head=head)
    assert (again.updated, again.unchanged) == (1, 0)
    assert not any("name" in one for one in remarks(again))
    assert names(office) == {"Åse Ødegård": "Åse"}
    again = take_in(office, line, head=head)
    assert (again.updated, again.unchanged, remarks(again)) == (0, 1, [])
