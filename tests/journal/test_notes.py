"""Notes: signed at once, never changed, corrected by new ones, found again."""

from __future__ import annotations

from typing import Any

import pytest

from caseworker.base.errors import UserError
from caseworker.base.ids import new_id
from caseworker.base.text import render, t
from caseworker.journal import queries, service
from caseworker.journal.service import CorrectionData, NoteData
from tests.contacts.desk import Desk
from tests.content_hash import content_hash
from tests.making import make_citizen


def test_a_note_keeps_facts_words_and_assessment_apart(desk: Desk) -> None:
    note_id = desk.note(" Mødt 6 af 7 dage. ", citizen_says="»Det er okay.«", assessment="Klar til 15 timer.")
    row = desk.read(queries.note, note_id)
    assert (row.facts, row.citizen_says, row.assessment) == (
        "Mødt 6 af 7 dage.",
        "»Det er okay.«",
        "Klar til 15 timer.",
    )
    assert (row.author, row.at, row.kind, row.corrected) == ("Karen Holm", desk.clock.now(), "note", False)


@pytest.mark.parametrize(("values", "field"), [({"title": "  "}, "title"), ({"facts": " \n"}, "facts")])
def test_an_empty_note_is_refused_at_its_field(desk: Desk, values: dict[str, Any], field: str) -> None:
    with pytest.raises(UserError) as error:
        desk.note(**values)
    assert error.value.place.field == field
    assert desk.read(queries.notes_of, desk.case_id) == []


def test_long_notes_and_every_script_stay_as_they_are(desk: Desk) -> None:
    words = "Æblegrød 👩‍🔧 שלום مرحبا " * 2500
    note_id = desk.note(words)
    assert len(words) > 50_000
    assert desk.read(queries.note, note_id).facts == words.strip()


def test_the_same_note_is_not_saved_twice(desk: Desk) -> None:
    note_id = new_id()
    assert desk.note(note_id=note_id) == note_id
    with pytest.raises(UserError, match="saved already"):
        desk.note(note_id=note_id)
    assert len(desk.read(queries.notes_of, desk.case_id)) == 1


def test_a_correction_points_at_the_note_and_leaves_it_as_it_was(desk: Desk) -> None:
    note_id = desk.note("Mødte mandag.")
    before = desk.read(queries.note, note_id)
    desk.clock.advance(hours=1)
    first = desk.do(service.correct_note, note_id, CorrectionData(facts="Mødte tirsdag."))
    desk.clock.advance(hours=1)
    second = desk.do(service.correct_note, first, CorrectionData(facts="Mødte onsdag."))
    row = desk.read(queries.note, second)
    assert (row.id, row.facts, row.at, row.corrected) == (note_id, before.facts, before.at, True)
    assert [one.facts for one in row.corrections] == ["Mødte tirsdag.", "Mødte onsdag."]
    assert {one.title for one in row.corrections} == {"Rettelse: Telefonnotat"}
    assert [one.id for one in desk.read(queries.notes_of, desk.case_id)] == [note_id]


def test_an_empty_correction_is_refused(desk: Desk) -> None:
    note_id = desk.note()
    with pytest.raises(UserError) as error:
        desk.do(service.correct_note, note_id, CorrectionData(facts=" "))
    assert error.value.place.field == "facts"
    assert not desk.read(queries.note, note_id).corrected


def test_notes_come_newest_first_and_bounded(desk: Desk) -> None:
    for number in range(5):
        desk.note(title=f"Notat {number}")
        desk.clock.advance(minutes=1)
    titles = [one.title for one in desk.read(queries.notes_of, desk.case_id, limit=3)]
    assert titles == ["Notat 4", "Notat 3", "Notat 2"]


def test_undo_leaves_the_note_and_says_so_visibly(desk: Desk) -> None:
    note_id = desk.office.run(
        t("Save talk"),
        lambda work: service.write_note(
            work, NoteData(case_id=desk.case_id, title="Opfølgning", facts="Talte om bolig.")
        ),
    )
    before = content_hash(desk.office)
    desk.clock.advance(minutes=5)
    desk.office.undo()
    row = desk.read(queries.note, note_id)
    assert (row.title, row.facts) == ("Opfølgning", "Talte om bolig.")
    mark = row.corrections[0]
    assert (mark.kind, mark.title, mark.author) == ("undo", "Fortrudt: Opfølgning", "Karen Holm")
    assert mark.facts.startswith("»")
    assert "fra 24. november 2026 kl. 09.00 er fortrudt. Notatet står, som det blev skrevet." in mark.facts
    assert mark.mark is not None, "whoever reads it in English gets it in English"
    title, words = (render(one, "en") for one in mark.mark)
    assert (title, words) == (
        "Undone: Opfølgning",
        "“Save talk” of 24 November 2026 at 09:00 was undone. The note stands as it was written.",
    )
    assert [render(one, "da") for one in mark.mark] == [mark.title, mark.facts]
    assert content_hash(desk.office) == before
    assert desk.office.undoable().name.message != "Save talk"


def test_undoing_a_correction_leaves_both(desk: Desk) -> None:
    note_id = desk.note()
    desk.do(service.correct_note, note_id, CorrectionData(facts="Nej."))
    desk.office.undo()
    assert [one.kind for one in desk.read(queries.note, note_id).corrections] == ["correction", "undo"]


def test_a_search_within_a_case_finds_starts_of_words_and_corrections(desk: Desk) -> None:
    _, other = make_citizen(desk.office, "Maryam El-Khatib")
    found = desk.note("Han bor på Ågade", title="Bolig")
    desk.note("Noget andet", title="Økonomi")
    desk.do(service.correct_note, found, CorrectionData(facts="Det er Østergade"))
    desk.do(service.write_note, NoteData(case_id=other, title="Bolig", facts="Ågade"))
    ids = {typed: [one.id for one in desk.read(queries.notes_with, desk.case_id, typed)] for typed in
           ("åga", "bolig øst", "agade", "gade", "")}  # fmt: skip
    assert (ids["åga"], ids["bolig øst"], ids["agade"], ids["gade"]) == ([found], [found], [], [])
    assert len(ids[""]) == 2


def test_a_search_over_the_journal_finds_notes_of_all_citizens(desk: Desk) -> None:
    citizen, other = make_citizen(desk.office, "Maryam El-Khatib")
    desk.note("Vestervang Auto ringede")
    desk.do(service.write_note, NoteData(case_id=other, title="Praktik", facts="Vestervang har plads"))
    hits = desk.read(queries.search_journal, "vesterv")
    assert {hit.citizen_id for hit in hits} == {citizen, desk.citizen_id}
    assert {hit.kind for hit in hits} == {"note"}


def test_the_note_about_a_record_is_found(desk: Desk) -> None:
    note_id = desk.note(about_kind="talk", about_id="t1")
    assert desk.read(queries.note_about, "talk", "t1").id == note_id
    assert desk.read(queries.note_about, "talk", "t2") is None
    assert desk.read(queries.note, "nothing") is None
