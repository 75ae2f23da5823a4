"""What the journal shows and does: notes with their corrections, documents, and the note being written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from caseworker.base.danish import composed
from caseworker.base.errors import CaseworkerError, UserError
from caseworker.base.ids import new_id
from caseworker.base.place import Place
from caseworker.base.text import Text, t
from caseworker.journal import queries
from caseworker.journal.queries import DocumentRow, NoteRow
from caseworker.journal.service import CorrectionData, NoteData, correct_note, write_note
from caseworker.people.queries import case_head
from ui.journal import documents
from ui.journal.correcting import PARTS, corrected, standing_words
from ui.journal.note_drafts import NoteDrafts, NoteForm, arranged
from ui.ports import CasePresenter, Desk

_STEP = 25  # notes shown at a time
_BEFORE = 3  # newer notes shown above one that was asked for far down
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class JournalState:
    """The page. `more` is how many notes are not shown yet, `lit` the note or document that was asked for.

    `newer` is how many are newer than the first shown: a note far down is shown without all before it.

    `hidden`: the citizen sees the screen, so notes are not shown. `thrown` is the note thrown away last, `waiting`
    are those begun and put away.
    """

    name: str = ""
    call_name: str = ""
    notes: tuple[NoteRow, ...] = ()
    more: int = 0
    newer: int = 0
    documents: tuple[DocumentRow, ...] = ()
    query: str = ""
    form: NoteForm | None = None
    thrown: NoteForm | None = None
    waiting: tuple[NoteForm, ...] = ()
    errors: Mapping[str, Text] = field(default_factory=dict)
    saving: bool = False
    hidden: bool = False
    lit: str = ""


class JournalPresenter(CasePresenter):
    """Reads the journal anew when a note or document is added."""

    concerns = frozenset({"note", "document"})

    def __init__(self, desk: Desk, case_id: str) -> None:
        super().__init__(desk, case_id)
        self.state = JournalState()
        self.citizen_id = ""
        self._case_no = 0
        self._shown = _STEP
        self._after = 0
        self._drafts = NoteDrafts(desk, case_id)
        self._asked: str | None = None  # the draft that a place names, "" for the newest

    # ---- what is shown

    def open(self, place: Place) -> None:
        """Show what a place names: the journal, a note or document in it, a draft, or a new note."""
        asked, _, record_id = place.field.partition(":")
        self._asked = record_id if asked == "draft" else None
        self.reload()
        lit = place.id if place.kind in ("note", "document") and place.id != self.case_id else ""
        if lit and place.kind == "note":
            lit = self._show_note(lit)
        self._show(replace(self.state, lit=lit))
        if place.field == "new":
            self.start_note()

    def reload(self) -> None:
        """Read notes and documents; the note being written stays."""
        query = self.state.query
        with self.desk.office.read() as session:
            head = case_head(session, self.case_id, self.desk.office.clock.today())
            if query:
                found = queries.notes_with(session, self.case_id, query, limit=_MOST)
                notes, count = found[: self._shown], len(found)
            else:
                notes = queries.notes_of(session, self.case_id, limit=self._shown, after=self._after)
                count = queries.count_notes(session, self.case_id)
            filed = queries.documents_of(session, self.case_id)
        self.citizen_id, self._case_no = head.citizen_id, head.case_no
        hidden, after = self.desk.citizen_view, 0 if query else self._after
        self.state = replace(
            self.state,
            name=head.name,
            call_name=head.call_name or head.name,
            notes=() if hidden else tuple(notes),
            more=0 if hidden else count - after - len(notes),
            newer=0 if hidden else after,
            documents=tuple(row for row in filed if _has_words(row.title, query)),
            hidden=hidden,
        )
        self.on_changed()
        if not hidden:
            # Forms left half written, or whose note was undone. In the store's queue, so that a draft on its way
            # there is found, and one thrown away is not.
            self._drafts.read(self._take_left)

    def search(self, words: str) -> None:
        """Show only notes and documents in which every word begins a word."""
        if words.strip() != self.state.query:
            self._shown, self._after = _STEP, 0
            self.state = replace(self.state, query=words.strip(), lit="")
            self.reload()

    def show_more(self) -> None:
        """Show the next notes."""
        self._shown += _STEP
        self.reload()

    def show_newest(self) -> None:
        """Begin with the newest note again."""
        self._shown, self._after = _STEP, 0
        self.reload()

    # ---- writing

    def start_note(self) -> None:
        """Open the form for a new note; one that is open already stays as it is."""
        if self.state.form is None and not self.state.hidden:
            self._show(replace(self.state, form=NoteForm(new_id(), {"kind": "note"}), errors={}, thrown=None))

    def start_correction(self, note: NoteRow) -> None:
        """Open the form to correct a note, with what it says now; a form that is open stays."""
        if self.state.form is None:
            form = NoteForm(new_id(), standing_words(note), corrects=note)
            self._show(replace(self.state, form=form, errors={}, thrown=None))

    def keep_draft(self, values: Mapping[str, Any]) -> None:
        """Keep what is typed in the draft file."""
        form = self.state.form
        if form is None:
            return

        def saved(moment: datetime) -> None:
            now = self.state.form
            if now is not None and now.record_id == form.record_id:
                self._show(replace(self.state, form=replace(now, drafted_at=moment)))

        self._drafts.keep(form, self.citizen_id, values, saved)

    def put_away(self, values: Mapping[str, Any]) -> None:
        """Close the form. What is written waits as a draft; no `values`: nothing is."""
        form = self.state.form
        if form is None or self.state.saving:
            return
        waiting = self.state.waiting
        if values:
            now = self.desk.office.clock.now()
            form = replace(form, values=dict(values), drafted_at=now, put_away=True)
            self._drafts.keep(form, self.citizen_id, values)
            waiting = (form, *waiting)
        self._show(replace(self.state, form=None, errors={}, waiting=waiting))

    def go_on(self, form: NoteForm) -> None:
        """Open a note that waits."""
        if self.state.form is None and form in self.state.waiting:
            self._open_left(form)

    def throw_waiting(self, form: NoteForm) -> None:
        """Throw a note away that waits. It can be fetched back as one thrown away in its form."""
        self._drafts.forget(form)
        waiting = tuple(one for one in self.state.waiting if one is not form)
        self._show(replace(self.state, waiting=waiting, thrown=form))

    def throw_away(self, values: Mapping[str, Any]) -> None:
        """Throw away the note being written, and its draft; no `values`: nothing was written that one could miss.

        It can be fetched back until another is begun or the page is left.
        """
        form = self.state.form
        if form is not None:
            self._drafts.forget(form)
            thrown = replace(form, values=dict(values)) if values else None
            self._show(replace(self.state, form=None, errors={}, thrown=thrown))

    def fetch_thrown(self) -> None:
        """Go on with the note thrown away last."""
        thrown = self.state.thrown
        if thrown is not None and self.state.form is None:
            self._open_left(thrown)

    def save(self, values: Mapping[str, Any]) -> None:
        """Sign the note or the correction. Problems come back at their fields."""
        form = self.state.form
        if form is None or self.state.saving:
            return
        if form.corrects is not None:
            self._save_correction(form, form.corrects, values)
            return
        parts = {name: str(values.get(name) or "") for name in PARTS}
        data = NoteData(
            case_id=self.case_id, title=str(values.get("title") or ""), kind=str(values.get("kind") or "note"),
            note_id=form.record_id, **parts,
        )  # fmt: skip
        self._saving(saving=True)
        name = t("Journal note: {title}", title=data.title.strip())
        self.desk.act(
            name,
            lambda work: write_note(work, data),
            lambda _id: self._saved(t("The note is saved.")),
            self._refused,
            spends=form.record_id,
        )

    def _save_correction(self, form: NoteForm, note: NoteRow, values: Mapping[str, Any]) -> None:
        changed, errors = corrected(note, values)
        if errors:
            self._show(replace(self.state, errors=errors))
            return
        self._saving(saving=True)
        data = CorrectionData(note_id=form.record_id, **changed)
        self.desk.act(
            t("Correct journal note: {title}", title=note.title),
            lambda work: correct_note(work, note.id, data),
            lambda _id: self._saved(t("The correction is saved under the note.")),
            self._refused,
            spends=form.record_id,
        )

    # ---- documents

    def show_document(self, row: DocumentRow) -> None:
        """Open a document where it can be read and printed."""
        self.desk.navigation.go(Place("print", self.case_id, f"document:{row.id}"))

    def file_name(self, row: DocumentRow) -> str:
        """Return what a document is called as a file."""
        return documents.file_name(row, self._case_no)

    def save_document(self, row: DocumentRow, path: Path) -> None:
        """Write a filed document to a file the caseworker has chosen."""
        documents.save(self.desk, row, path)

    # ---- inside

    def _show_note(self, note_id: str) -> str:
        """Make sure a note is among those shown, and return its id or that of the note it corrects."""
        with self.desk.office.read() as session:
            root = queries.note(session, note_id)
            at = queries.newer_than(session, self.case_id, root) if root is not None else 0
        if root is None:
            return ""
        if self.state.query or not self._after <= at < self._after + self._shown:
            self._shown, self._after = _STEP, at - _BEFORE if at >= _STEP else 0
            self.state = replace(self.state, query="")
            self.reload()
        return root.id

    def _open_left(self, form: NoteForm) -> None:
        waiting = tuple(one for one in self.state.waiting if one.record_id != form.record_id)
        form = replace(form, put_away=False)
        self._show(replace(self.state, form=form, waiting=waiting, thrown=None))
        self.keep_draft(form.values)

    def _take_left(self, left: tuple[NoteForm, ...]) -> None:
        """Open the form that a place asks for or that was open when it was left; the others wait."""
        state, asked = self.state, self._asked
        if state.hidden:
            return
        self._asked = None
        opened, waiting = arranged(left, state.form, state.waiting, asked)
        if state.form is None and opened is not None:
            self._show(replace(state, form=opened, waiting=waiting, thrown=None))
        elif waiting != state.waiting:
            self._show(replace(state, waiting=waiting))

    def _saved(self, words: Text) -> None:
        self.state = replace(self.state, form=None, saving=False, errors={})
        self.reload()
        self.desk.notices.done(words, undo=True)

    def _saving(self, *, saving: bool) -> None:
        self._show(replace(self.state, saving=saving, errors={}))

    def _refused(self, error: CaseworkerError) -> None:
        place = error.place if isinstance(error, UserError) else None
        named = place.field if place is not None else ""
        self._show(replace(self.state, saving=False, errors={named: error.text} if named else {}))
        if not named:
            self._problem(error)

    def _problem(self, error: CaseworkerError) -> None:
        self.desk.notices.problem(error.text)

    def _show(self, state: JournalState) -> None:
        self.state = state
        self.on_changed()


def _has_words(title: str, query: str) -> bool:
    said, typed = composed(title).casefold().split(), composed(query).casefold().split()
    return all(any(word.startswith(start) for word in said) for start in typed)
