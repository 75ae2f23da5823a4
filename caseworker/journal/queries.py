"""What is read from the journal: notes with their corrections, documents, and what a search finds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from caseworker.base.text import Text, from_data
from caseworker.journal.model import Document, Note, undone_words
from caseworker.store import search
from caseworker.store.log import ActRow, ChangeRow

# More notes than any case holds: a search within one case reads them all.
_ALL = 10_000
Marks = dict[str, tuple[Text, Text]]


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A signed note. `corrections` are the notes that correct it, the oldest first; it itself never changed.

    `mark` is what a mark of an undone act (kind undo) says, title and words, in the language of whoever reads it:
    the journal's own words are Danish. None for one that came from elsewhere.
    """

    id: str
    citizen_id: str
    case_id: str
    at: datetime
    author: str
    kind: str
    title: str
    facts: str
    citizen_says: str
    assessment: str
    about_kind: str
    about_id: str
    corrects_id: str | None = None
    corrections: tuple[NoteRow, ...] = ()
    mark: tuple[Text, Text] | None = None

    @property
    def undone(self) -> bool:
        """Whether the act that wrote the note was taken back."""
        return self.id in self._taken_back()

    @property
    def corrected(self) -> bool:
        """Whether a correction of the note stands."""
        return bool(self.standing_corrections)

    @property
    def may_be_corrected(self) -> bool:
        """Whether it says something that can be wrong: neither taken back, nor itself the mark of that."""
        return not self.undone and self.kind != "undo"

    @property
    def standing_corrections(self) -> tuple[NoteRow, ...]:
        """The corrections that stand: those taken back, and the marks that say so, are left out."""
        gone = self._taken_back()
        return tuple(one for one in self.corrections if one.kind != "undo" and one.id not in gone)

    def _taken_back(self) -> set[str | None]:
        return {one.corrects_id for one in self.corrections if one.kind == "undo"}


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A filed document. `sha256` finds its file; `size` is in bytes. `undone`: filing it was taken back."""

    id: str
    citizen_id: str
    case_id: str
    at: datetime
    author: str
    kind: str
    title: str
    sha256: str
    size: int
    pages: int
    media_type: str
    data_version: str
    undone: bool = False


def notes_of(session: Session, case_id: str, limit: int = 200, *, after: int = 0) -> list[NoteRow]:
    """Return the notes of a case, the newest first, each with its corrections; `after` so many newer ones."""
    own = select(Note).where(Note.case_id == case_id)
    notes = session.scalars(
        own.where(Note.corrects_id.is_(None))
        .order_by(Note.at.desc(), Note.id.desc())
        .limit(limit)
        .offset(after)
    ).all()
    corrections = session.scalars(own.where(Note.corrects_id.is_not(None)).order_by(Note.at, Note.id)).all()
    marks = marks_of(session, [*notes, *corrections])
    under = _by_root(corrections, marks)
    return [_note_row(note, under.get(note.id, []), marks) for note in notes]


def count_notes(session: Session, case_id: str) -> int:
    """Return how many notes a case has, corrections not counted."""
    own = select(func.count(Note.id)).where(Note.case_id == case_id, Note.corrects_id.is_(None))
    return session.execute(own).scalar_one()


def newer_than(session: Session, case_id: str, row: NoteRow) -> int:
    """Return how many notes of a case stand before one of them, the newest first."""
    of_case = select(func.count(Note.id)).where(
        Note.case_id == case_id,
        Note.corrects_id.is_(None),
        or_(Note.at > row.at, and_(Note.at == row.at, Note.id > row.id)),
    )
    return session.execute(of_case).scalar_one()


def note(session: Session, note_id: str) -> NoteRow | None:
    """Return one note with its corrections, or None. For a correction, the note that it corrects."""
    found = session.scalars(select(Note).where(Note.id == note_id)).first()
    while found is not None and found.corrects_id:
        found = session.scalars(select(Note).where(Note.id == found.corrects_id)).first()
    if found is None:
        return None
    corrections = session.scalars(
        select(Note)
        .where(Note.case_id == found.case_id, Note.corrects_id.is_not(None))
        .order_by(Note.at, Note.id)
    ).all()
    marks = marks_of(session, [found, *corrections])
    return _note_row(found, _by_root(corrections, marks).get(found.id, []), marks)


def note_about(session: Session, about_kind: str, about_id: str) -> NoteRow | None:
    """Return the first note written for a record, such as a talk, or None."""
    found = session.scalars(
        select(Note.id)
        .where(Note.about_kind == about_kind, Note.about_id == about_id, Note.corrects_id.is_(None))
        .order_by(Note.at, Note.id)
        .limit(1)
    ).first()
    return note(session, found) if found else None


def documents_of(session: Session, case_id: str, limit: int = 200) -> list[DocumentRow]:
    """Return the documents of a case, the newest first."""
    rows = session.scalars(
        select(Document)
        .where(Document.case_id == case_id)
        .order_by(Document.at.desc(), Document.id.desc())
        .limit(limit)
    )
    undone = set(
        session.scalars(
            select(Note.about_id).where(
                Note.case_id == case_id, Note.kind == "undo", Note.about_kind == "document"
            )
        )
    )
    return [_document_row(row, undone=row.id in undone) for row in rows]


def document(session: Session, document_id: str) -> DocumentRow | None:
    """Return one document, or None."""
    row = session.scalars(select(Document).where(Document.id == document_id)).first()
    if row is None:
        return None
    mark = select(Note.id).where(
        Note.kind == "undo", Note.about_kind == "document", Note.about_id == document_id
    )
    return _document_row(row, undone=session.scalars(mark.limit(1)).first() is not None)


def document_hashes(session: Session) -> list[str]:
    """Return the hash of every filed document once, for the check of the store."""
    return list(session.scalars(select(Document.sha256).distinct().order_by(Document.sha256)))


def notes_with(session: Session, case_id: str, typed: str, limit: int = 200) -> list[NoteRow]:
    """Return the notes of a case in which every typed word begins a word, the newest first.

    A word in a correction finds the note that it corrects. Nothing typed finds every note.
    """
    wanted = _words(typed)
    found = []
    for row in notes_of(session, case_id, limit=_ALL):
        said = _words(" ".join(_spoken(one) for one in (row, *row.corrections)))
        if all(any(word.startswith(start) for word in said) for start in wanted):
            found.append(row)
    return found[:limit]


def search_journal(session: Session, typed: str, limit: int = 50) -> list[search.Hit]:
    """Search the notes and documents of all citizens through the full-text index, the best hits first."""
    return search.find(session, typed, kinds=("note", "document"), limit=limit)


def _words(said: str) -> set[str]:
    return set(re.findall(r"\w+", said.casefold()))


def _spoken(row: NoteRow) -> str:
    return " ".join((row.title, row.facts, row.citizen_says, row.assessment))


def marks_of(session: Session, notes: Iterable[Note]) -> Marks:
    """Return by the id of a mark what it says, as far as its note or document and their act are in this store."""
    of = {one.id: one.corrects_id or one.about_id for one in notes if one.kind == "undo"}
    if not of:
        return {}
    marked: dict[str, Note | Document] = {}
    marked |= {one.id: one for one in session.scalars(select(Note).where(Note.id.in_(of.values())))}
    marked |= {one.id: one for one in session.scalars(select(Document).where(Document.id.in_(of.values())))}
    acts = session.execute(
        select(ChangeRow.record_id, ActRow.name)
        .join(ActRow, ActRow.id == ChangeRow.act_id)
        .where(ChangeRow.record_id.in_(of.values()), ChangeRow.operation == "insert")
    )
    names = {record_id: from_data(name) for record_id, name in acts}
    return {
        mark: undone_words(marked[record], names[record])
        for mark, record in of.items()
        if record in marked and record in names
    }


def _by_root(corrections: Iterable[Note], marks: Marks) -> dict[str, list[NoteRow]]:
    """Sort corrections, given the oldest first, under the first note of their chain."""
    root: dict[str, str] = {}
    under: dict[str, list[NoteRow]] = {}
    for one in corrections:
        assert one.corrects_id is not None
        root[one.id] = root.get(one.corrects_id, one.corrects_id)
        under.setdefault(root[one.id], []).append(_note_row(one, [], marks))
    return under


_NOTE = tuple(one.name for one in fields(NoteRow) if one.name not in ("corrections", "mark"))
_DOCUMENT = tuple(one.name for one in fields(DocumentRow) if one.name != "undone")


def _note_row(row: Note, corrections: list[NoteRow], marks: Marks) -> NoteRow:
    same: dict[str, Any] = {name: getattr(row, name) for name in _NOTE}
    return NoteRow(**same, corrections=tuple(corrections), mark=marks.get(row.id))


def _document_row(row: Document, *, undone: bool) -> DocumentRow:
    same: dict[str, Any] = {name: getattr(row, name) for name in _DOCUMENT}
    return DocumentRow(**same, undone=undone)
