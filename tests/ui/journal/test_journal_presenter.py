"""Notes are written, corrected and found; what is typed is kept; documents are handed on."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseworker.base.clock import FixedClock
from caseworker.base.place import Place
from caseworker.base.text import render
from caseworker.journal import queries
from caseworker.journal.files import DocumentFiles
from caseworker.journal.service import CorrectionData, DocumentData, correct_note, file_document
from tests.making import make_citizen
from tests.ui.journal.around import Case
from tests.ui.recording import Recorder
from ui.journal.correcting import standing_words
from ui.journal.presenter import JournalPresenter
from ui.ports import Desk

PDF = b"%PDF-1.7 made up"


@pytest.fixture
def shown(desk: Desk, case: Case) -> JournalPresenter:
    presenter = JournalPresenter(desk, case.case_id)
    desk.office.subscribe(presenter.heard)
    presenter.open(Place("journal", case.case_id))
    return presenter


def file(case: Case, title: str = "Plan 1, borgerens udgave") -> str:
    stored = DocumentFiles(case.office.store.folder, case.office.store.key).put(PDF)
    data = DocumentData(case_id=case.case_id, kind="plan", title=title, stored=stored, pages=2)
    return str(case.run(lambda work: file_document(work, data)))


def titles(presenter: JournalPresenter) -> list[str]:
    return [note.title for note in presenter.state.notes]


def test_the_newest_note_stands_first(shown: JournalPresenter, case: Case, clock: FixedClock) -> None:
    case.note(title="Først")
    clock.advance(hours=1)
    case.note(title="Sidst")
    assert titles(shown) == ["Sidst", "Først"]


def test_a_note_is_saved_signed_and_can_be_undone(
    shown: JournalPresenter, case: Case, recorder: Recorder
) -> None:
    shown.start_note()
    shown.save({"title": "Opkald", "kind": "phone", "facts": "Ringede kl. 9.", "assessment": "Klar."})
    (note,) = shown.state.notes
    assert (note.title, note.kind, note.facts, note.assessment) == (
        "Opkald",
        "phone",
        "Ringede kl. 9.",
        "Klar.",
    )
    assert note.author == "Karen Holm"
    assert shown.state.form is None
    assert recorder.said == ["The note is saved."]
    case.office.undo()
    (note,) = shown.state.notes
    assert [correction.kind for correction in note.corrections] == ["undo"]
    assert note.undone
    assert not note.standing_corrections


def test_undo_opens_the_form_again_with_all_words_and_they_are_saved_once(
    shown: JournalPresenter, case: Case
) -> None:
    words = {
        "title": "Opkald",
        "kind": "phone",
        "facts": "Ringede kl. 9.",
        "citizen_says": "",
        "assessment": "",
    }
    shown.start_note()
    shown.keep_draft(words)
    shown.save(words)
    assert shown.state.form is None
    assert case.office.store.drafts.all() == []
    case.office.undo()
    assert shown.state.form is not None
    assert {name: shown.state.form.values[name] for name in words} == words
    shown.save(shown.state.form.values)
    assert shown.state.form is None
    assert case.office.store.drafts.all() == []
    assert [(note.title, note.facts, note.undone) for note in shown.state.notes] == [
        ("Opkald", "Ringede kl. 9.", False),
        ("Opkald", "Ringede kl. 9.", True),
    ]


def test_an_undone_correction_stands_in_its_form_again_and_no_longer_in_the_note(
    shown: JournalPresenter, case: Case
) -> None:
    case.note(facts="Mødet var tirsdag.")
    shown.start_correction(shown.state.notes[0])
    wrong = {"facts": "Mødet var fredag.", "citizen_says": "", "assessment": ""}
    shown.keep_draft(wrong)
    shown.save(wrong)
    case.office.undo()
    (note,) = shown.state.notes
    assert not note.undone
    assert standing_words(note)["facts"] == "Mødet var tirsdag."
    form = shown.state.form
    assert form is not None
    assert form.corrects is not None
    assert (form.corrects.id, form.values["facts"]) == (note.id, "Mødet var fredag.")
    shown.save(form.values | {"facts": "Mødet var torsdag."})
    assert standing_words(shown.state.notes[0])["facts"] == "Mødet var torsdag."


def test_a_form_that_was_thrown_away_does_not_come_back(shown: JournalPresenter, case: Case) -> None:
    shown.start_note()
    shown.keep_draft({"facts": "Noget"})
    shown.throw_away({})
    case.note(title="Fra en anden")
    assert shown.state.form is None


def test_a_document_whose_filing_was_undone_stands_and_says_so(shown: JournalPresenter, case: Case) -> None:
    file(case)
    assert not shown.state.documents[0].undone
    case.office.undo()
    (row,) = shown.state.documents
    assert row.undone
    with case.office.read() as session:
        found = queries.document(session, row.id)
    assert found == row
    assert titles(shown) == ["Fortrudt: Plan 1, borgerens udgave"]
    assert not shown.state.notes[0].may_be_corrected


@pytest.mark.parametrize(
    ("values", "field"),
    [({"title": "", "facts": "Noget"}, "title"), ({"title": "Opkald", "facts": " "}, "facts")],
)
def test_what_is_missing_is_said_at_its_field_and_nothing_is_lost(
    shown: JournalPresenter, values: dict[str, str], field: str
) -> None:
    shown.start_note()
    before = shown.state.form
    shown.save(values)
    assert list(shown.state.errors) == [field]
    assert shown.state.form == before
    assert not shown.state.saving
    assert shown.state.notes == ()


def test_a_correction_says_only_what_is_different(shown: JournalPresenter, case: Case) -> None:
    case.note(facts="Mødet var tirsdag.", citizen_says="Det er fint.")
    shown.start_correction(shown.state.notes[0])
    assert shown.state.form is not None
    assert shown.state.form.values == {
        "facts": "Mødet var tirsdag.", "citizen_says": "Det er fint.", "assessment": "",
    }  # fmt: skip
    shown.save({"facts": "Mødet var onsdag.", "citizen_says": "Det er fint.", "assessment": ""})
    (note,) = shown.state.notes
    assert note.facts == "Mødet var tirsdag."
    (correction,) = note.corrections
    assert (correction.facts, correction.citizen_says) == ("Mødet var onsdag.", "")
    assert standing_words(note)["facts"] == "Mødet var onsdag."


def test_a_second_correction_begins_with_what_the_first_says(shown: JournalPresenter, case: Case) -> None:
    note_id = case.note(facts="Mødet var tirsdag.")
    case.run(lambda work: correct_note(work, note_id, CorrectionData(facts="Mødet var onsdag.")))
    shown.start_correction(shown.state.notes[0])
    assert shown.state.form is not None
    assert shown.state.form.values["facts"] == "Mødet var onsdag."


@pytest.mark.parametrize(
    ("facts", "error"),
    [("Mødet var tirsdag.", "Nothing is changed yet."), ("", "Write what it should say instead.")],
)
def test_a_correction_that_corrects_nothing_is_not_saved(
    shown: JournalPresenter, case: Case, facts: str, error: str
) -> None:
    case.note(facts="Mødet var tirsdag.")
    shown.start_correction(shown.state.notes[0])
    shown.save({"facts": facts, "citizen_says": "", "assessment": ""})
    assert render(shown.state.errors["facts"], "en").startswith(error)
    assert shown.state.notes[0].corrections == ()


def test_what_is_typed_is_there_again(desk: Desk, shown: JournalPresenter, case: Case) -> None:
    shown.start_note()
    shown.keep_draft({"title": "Opkald", "facts": "Ringede kl."})
    assert shown.state.form is not None
    assert shown.state.form.drafted_at == desk.office.clock.now()
    again = JournalPresenter(desk, case.case_id)
    again.open(Place("note", case.case_id, "draft"))
    assert again.state.form is not None
    assert again.state.form.record_id == shown.state.form.record_id
    assert again.state.form.values["facts"] == "Ringede kl."


def test_a_correction_in_the_making_remembers_its_note(
    desk: Desk, shown: JournalPresenter, case: Case
) -> None:
    note_id = case.note(facts="Mødet var tirsdag.")
    shown.start_correction(shown.state.notes[0])
    shown.keep_draft({"facts": "Mødet var ons"})
    again = JournalPresenter(desk, case.case_id)
    again.open(Place("journal", case.case_id))
    assert again.state.form is not None
    assert again.state.form.corrects is not None
    assert again.state.form.corrects.id == note_id


def test_another_citizen_s_draft_stays_there(desk: Desk, shown: JournalPresenter) -> None:
    shown.start_note()
    shown.keep_draft({"title": "Opkald"})
    other = JournalPresenter(desk, make_citizen(desk.office, "Bent Friis")[1])
    other.open(Place("journal", other.case_id))
    assert other.state.form is None


def test_a_draft_goes_when_the_note_is_saved_or_thrown_away(desk: Desk, shown: JournalPresenter) -> None:
    drafts = desk.office.store.drafts
    shown.start_note()
    shown.keep_draft({"title": "Opkald"})
    shown.save({"title": "Opkald", "facts": "Ringede."})
    assert drafts.all() == []
    shown.start_note()
    shown.keep_draft({"title": "Andet"})
    shown.throw_away({})
    assert drafts.all() == []
    assert shown.state.form is None


def test_a_draft_left_behind_by_a_saved_note_is_forgotten(desk: Desk, case: Case) -> None:
    note_id = case.note()
    desk.office.store.drafts.save(note_id, "note", case.citizen_id, case.case_id, {"title": "Opkald"})
    presenter = JournalPresenter(desk, case.case_id)
    presenter.open(Place("journal", case.case_id))
    assert presenter.state.form is None
    assert desk.office.store.drafts.all() == []


def test_one_form_at_a_time(shown: JournalPresenter, case: Case) -> None:
    case.note()
    shown.start_note()
    before = shown.state.form
    shown.start_correction(shown.state.notes[0])
    shown.start_note()
    assert shown.state.form is before


def test_search_finds_notes_by_their_corrections_and_documents_by_title(
    shown: JournalPresenter, case: Case
) -> None:
    note_id = case.note(facts="Mødet var tirsdag.", title="Møde")
    case.note(facts="Intet nyt.", title="Andet")
    case.run(lambda work: correct_note(work, note_id, CorrectionData(facts="Mødet var onsdag.")))
    file(case)
    file(case, "Indkaldelse til samtale")
    shown.search("onsd")
    assert titles(shown) == ["Møde"]
    assert shown.state.documents == ()
    shown.search("indk")
    assert [row.title for row in shown.state.documents] == ["Indkaldelse til samtale"]
    shown.search("")
    assert len(shown.state.notes) == 2


def test_a_full_journal_shows_its_newest_part_first(shown: JournalPresenter, case: Case) -> None:
    for number in range(30):
        case.note(title=f"Notat {number}")
    assert len(shown.state.notes) == 25
    assert shown.state.more == 5
    shown.show_more()
    assert len(shown.state.notes) == 30
    assert shown.state.more == 0


def test_a_place_lights_its_note_up_even_far_down(desk: Desk, case: Case, clock: FixedClock) -> None:
    wanted = case.note(title="Den gamle")
    correction = case.run(lambda work: correct_note(work, wanted, CorrectionData(facts="Ikke helt.")))
    for number in range(30):
        clock.advance(minutes=1)
        case.note(title=f"Notat {number}")
    presenter = JournalPresenter(desk, case.case_id)
    presenter.open(Place("note", correction))
    assert presenter.state.lit == wanted
    assert presenter.state.notes[-1].id == wanted


def test_a_note_far_down_is_shown_without_all_before_it(desk: Desk, case: Case, clock: FixedClock) -> None:
    first = case.note(title="Den første")
    for number in range(60):
        clock.advance(minutes=1)
        case.note(title=f"Notat {number}")
    shown = JournalPresenter(desk, case.case_id)
    shown.open(Place("note", first))
    assert shown.state.lit == first
    assert [len(shown.state.notes), shown.state.newer, shown.state.more] == [4, 57, 0]
    shown.show_newest()
    assert shown.state.notes[0].title == "Notat 59"
    assert [len(shown.state.notes), shown.state.newer, shown.state.more] == [25, 0, 36]


def test_a_document_is_opened_where_it_can_be_printed(
    shown: JournalPresenter, case: Case, recorder: Recorder
) -> None:
    document_id = file(case)
    shown.show_document(shown.state.documents[0])
    assert recorder.places == [Place("print", case.case_id, f"document:{document_id}")]


def test_a_document_is_saved_as_a_file_without_a_name_in_it(
    shown: JournalPresenter, case: Case, tmp_path: Path, recorder: Recorder
) -> None:
    file(case)
    (row,) = shown.state.documents
    assert shown.file_name(row) == "plan-1001-2026-11-24.pdf"
    shown.save_document(row, tmp_path / "ud.pdf")
    assert (tmp_path / "ud.pdf").read_bytes() == PDF
    shown.save_document(row, tmp_path / "ud.pdf" / "nej.pdf")
    assert recorder.problems[0].endswith("Choose another place.")


def test_a_document_whose_file_is_gone_says_so(
    shown: JournalPresenter, case: Case, tmp_path: Path, recorder: Recorder
) -> None:
    file(case)
    (row,) = shown.state.documents
    (case.office.store.folder / "documents" / row.sha256).unlink()
    shown.save_document(row, tmp_path / "ud.pdf")
    assert recorder.problems[0].startswith("The file of this document is gone")


def test_while_the_citizen_looks_no_note_is_shown(desk: Desk, case: Case) -> None:
    case.note()
    file(case)
    desk.citizen_view = True
    presenter = JournalPresenter(desk, case.case_id)
    presenter.open(Place("journal", case.case_id, "new"))
    assert presenter.state.notes == ()
    assert presenter.state.hidden
    assert presenter.state.form is None
    assert len(presenter.state.documents) == 1


def test_another_citizen_s_note_leaves_the_page_alone(shown: JournalPresenter, desk: Desk) -> None:
    drawn: list[int] = []
    shown.on_changed = lambda: drawn.append(1)
    Case(desk.office, *make_citizen(desk.office, "Bent Friis")).note()
    assert drawn == []
    with desk.office.read() as session:
        assert queries.notes_of(session, shown.case_id) == []
