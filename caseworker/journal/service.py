"""What can be done in the journal: write a note, correct one, file a document. Nothing is ever changed."""

from __future__ import annotations

from dataclasses import dataclass

from caseworker.base.errors import UserError
from caseworker.base.ids import new_id
from caseworker.base.place import Place
from caseworker.base.text import render, t
from caseworker.journal.files import StoredFile
from caseworker.journal.model import LANGUAGE, Document, Note
from caseworker.people.model import CaseFile
from caseworker.store.work import Work

NOTE_KINDS = ("note", "talk", "phone")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteData:
    """What is written in a note. `about_kind` and `about_id` name the record it was written for.

    `note_id` is the id it gets: a draft's own.
    """

    case_id: str
    title: str
    facts: str = ""
    citizen_says: str = ""
    assessment: str = ""
    kind: str = "note"
    about_kind: str = ""
    about_id: str = ""
    note_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionData:
    """What a correction says instead. Empty parts leave what the note said."""

    facts: str = ""
    citizen_says: str = ""
    assessment: str = ""
    note_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentData:
    """A document to file. `stored` says that its file already lies safely in the folder (journal/files.py).

    `kind` is plan, summons, received ...; `data_version` what a print was made from, such as "plan 4 a91c77f2".
    """

    case_id: str
    kind: str
    title: str
    stored: StoredFile
    pages: int
    media_type: str = "application/pdf"
    data_version: str = ""
    document_id: str = ""


def write_note(work: Work, data: NoteData) -> str:
    """Write a note, signed at once with name and time (notatpligt, OFL § 13). Returns its id.

    Raises UserError when it has no title, says nothing, or has been saved already.
    """
    case = work.get(CaseFile, data.case_id)
    title = " ".join(data.title.split())
    if not title:
        raise UserError(t("Give the note a short title."), Place("note", data.note_id, "title"))
    if not any(part.strip() for part in (data.facts, data.citizen_says, data.assessment)):
        raise UserError(
            t("The note is empty. Write what happened, what the citizen says or what you make of it."),
            Place("note", data.note_id, "facts"),
        )
    _refuse_double(work, data.note_id)
    note = work.add(
        Note(
            id=data.note_id or new_id(),
            citizen_id=case.citizen_id,
            case_id=case.id,
            at=work.now(),
            author=work.author.actor,
            kind=data.kind,
            title=title,
            facts=data.facts.strip(),
            citizen_says=data.citizen_says.strip(),
            assessment=data.assessment.strip(),
            about_kind=data.about_kind,
            about_id=data.about_id,
        )
    )
    return note.id


def correct_note(work: Work, note_id: str, data: CorrectionData) -> str:
    """Write a correction: a new note that points at the old one, which stays as it is. Returns the new id."""
    old = work.get(Note, note_id)
    if not any(part.strip() for part in (data.facts, data.citizen_says, data.assessment)):
        raise UserError(
            t("The correction is empty. Write what the note should have said."),
            Place("note", note_id, "facts"),
        )
    _refuse_double(work, data.note_id)
    note = work.add(
        Note(
            id=data.note_id or new_id(),
            citizen_id=old.citizen_id,
            case_id=old.case_id,
            at=work.now(),
            author=work.author.actor,
            kind="correction",
            title=render(t("Correction: {title}", title=_first_title(work, old)), LANGUAGE),
            facts=data.facts.strip(),
            citizen_says=data.citizen_says.strip(),
            assessment=data.assessment.strip(),
            about_kind=old.about_kind,
            about_id=old.about_id,
            corrects_id=old.id,
        )
    )
    return note.id


def file_document(work: Work, data: DocumentData) -> str:
    """File a document in the journal with date and subject (OFL § 15). Returns its id."""
    case = work.get(CaseFile, data.case_id)
    title = " ".join(data.title.split())
    if not title:
        raise UserError(t("Give the document a short title."), Place("document", data.document_id, "title"))
    document = work.add(
        Document(
            id=data.document_id or new_id(),
            citizen_id=case.citizen_id,
            case_id=case.id,
            at=work.now(),
            author=work.author.actor,
            kind=data.kind,
            title=title,
            sha256=data.stored.sha256,
            size=data.stored.size,
            pages=data.pages,
            media_type=data.media_type,
            data_version=data.data_version,
        )
    )
    return document.id


def _first_title(work: Work, note: Note) -> str:
    while note.corrects_id:
        note = work.get(Note, note.corrects_id)
    return note.title


def _refuse_double(work: Work, note_id: str) -> None:
    if note_id and work.first(Note, Note.id == note_id) is not None:
        raise UserError(
            t("This note is saved already. Look at it in the journal; it was not saved a second time."),
            Place("note", note_id),
        )
