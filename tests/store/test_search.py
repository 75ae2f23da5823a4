"""Search as people type: beginnings of words, Danish letters, CPR numbers; never a crash, never what is deleted."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseworker.base.clock import FixedClock, at
from caseworker.base.text import t
from caseworker.journal.service import NoteData, write_note
from caseworker.office import Office
from caseworker.people import service
from caseworker.people.model import Citizen
from caseworker.store import search
from caseworker.store.work import Work
from tests.making import make_office

PEOPLE = (
    ("Jonas Bruun", "1203044232"),
    ("Åse Ødegård Møller", "0105901234"),
    ("Ærenfred Aagaard-Sørensen", ""),
    ("A\u030ase Kvist", ""),  # an å written as a and a ring
    ("Zoë O'Brien_Lind", ""),
)
NOTE = "Talte om 050690-1234 og en-to; prøve_dag 3.2 100% 'citat' (jf. § 7)"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    office = make_office(tmp_path_factory.mktemp("search"), FixedClock(at(date(2026, 11, 24))))

    def act(work: Work) -> None:
        for name, cpr in PEOPLE:
            citizen = service.add_citizen(
                work, service.CitizenData(name=name, cpr=cpr, birth_date=None if cpr else DAY)
            )
            case = service.open_case(work, citizen.id, service.Intake(opened_on=date(2026, 10, 5)))
            work.flush()
            if name == "Jonas Bruun":
                write_note(work, NoteData(case_id=case.id, title="Opkald", facts=NOTE))

    office.run(t("Test data"), act)
    yield office
    office.close()


DAY = date(1990, 1, 1)


def found(office: Office, typed: str, *kinds: str) -> list[str]:
    with office.read() as session:
        hits = search.find(session, typed, kinds=kinds)
        names = {hit.citizen_id: session.get_one(Citizen, hit.citizen_id).call_name for hit in hits}
        return sorted(names[hit.citizen_id] for hit in hits)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("jon", ["Jonas"]),
        ("JONAS bru", ["Jonas"]),
        ("bru jon", ["Jonas"]),
        ("onas", []),
        ("jonas møl", []),
        ("åse", ["A\u030ase", "Åse"]),
        ("A\u030ase", ["A\u030ase", "Åse"]),
        ("ase", []),
        ("ødeg", ["Åse"]),
        ("odeg", []),
        ("ære", ["Ærenfred"]),
        ("sørensen", ["Ærenfred"]),
        ("aagaard-sør", ["Ærenfred"]),
        ("o'brien", ["Zoë"]),
        ("brien lind", ["Zoë"]),
        ("zoë", ["Zoë"]),
        ("1203", ["Jonas"]),
        ("1203044232", ["Jonas"]),
        ("120304-4232", ["Jonas"]),
        ("120304 4232", ["Jonas"]),
        ("120304-42", ["Jonas"]),
        ("120304-", ["Jonas"]),
        ("jonas 120304-4232", ["Jonas"]),
        ("120304-4233", []),
        ("4232", []),
        ("", []),
        (" \t", []),
        ("-", []),
        ("*", []),
        ("🙂", []),
    ],
)
def test_citizens_are_found_by_the_beginning_of_name_and_number(
    shared: Office, typed: str, names: list[str]
) -> None:
    assert found(shared, typed, "citizen") == names


@pytest.mark.parametrize(
    "typed",
    ["050690-1234", "050690", "en-to", "prøve dag", "3.2", "100%", "§ 7", '"citat"', "talte (om", "opk"],
)
def test_notes_are_found_by_their_words(shared: Office, typed: str) -> None:
    assert found(shared, typed, "note") == ["Jonas"]
    assert found(shared, typed, "citizen", "note") == ["Jonas"]
    assert found(shared, typed, "document") == []


@pytest.mark.parametrize(
    "typed", ["jonas OR åse", "jonas AND", "NOT jonas", "NEAR(jonas, 2)", "name:jonas", "^jonas"]
)
def test_the_words_of_the_query_language_are_words(shared: Office, typed: str) -> None:
    assert found(shared, typed) in ([], ["Jonas"])


@given(typed=st.text(max_size=40) | st.text("\"'*()^:-+{}[]\\_\0 aå1%\u030a\ud83d", max_size=20))
def test_nothing_that_can_be_typed_breaks_it(shared: Office, typed: str) -> None:
    with shared.read() as session:
        search.find(session, typed, kinds=("citizen",), limit=3)


@given(st.sampled_from(PEOPLE), st.data())
def test_the_beginning_of_every_word_of_a_name_finds_it(
    shared: Office, person: tuple[str, str], data: st.DataObject
) -> None:
    words = (
        unicodedata.normalize("NFC", person[0]).replace("-", " ").replace("_", " ").replace("'", " ").split()
    )
    word = data.draw(st.sampled_from(words))
    typed = word[: data.draw(st.integers(1, len(word)))]
    with shared.read() as session:
        hits = search.find(session, typed, kinds=("citizen",))
        names = {session.get_one(Citizen, hit.citizen_id).name for hit in hits}
    assert person[0] in names


def test_what_is_changed_or_deleted_is_found_no_longer(tmp_path: Path, clock: FixedClock) -> None:
    office = make_office(tmp_path, clock)
    data = service.CitizenData(name="Jonas Bruun", cpr="1203044232")
    citizen_id = office.run(t("New citizen"), lambda work: service.add_citizen(work, data).id)
    renamed = service.CitizenData(name="Bent Friis", birth_date=date(2004, 3, 12))
    office.run(t("New name"), lambda work: service.edit_citizen(work, citizen_id, renamed) and None)
    assert found(office, "jonas") == found(office, "1203") == []
    assert found(office, "bent") == ["Bent"]
    office.run(t("Delete"), lambda work: work.delete(work.get(Citizen, citizen_id)))
    assert found(office, "bent") == []
    office.undo()
    assert found(office, "bent") == ["Bent"]
    office.undo()
    assert found(office, "jonas") == found(office, "120304-4232") == ["Jonas"]
    office.rehearse(
        lambda work: service.add_citizen(work, service.CitizenData(name="Prøve Prøvesen", birth_date=DAY))
    )
    assert found(office, "prøve") == []
    office.close()
