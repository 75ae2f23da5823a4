"""Notes and documents."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from caseworker.base.text import Text, render, t
from caseworker.store.record import OfCase
from caseworker.store.work import Work

# The journal is the authority's own record and is kept in Danish whatever language the window speaks.
LANGUAGE = "da"


class Note(OfCase):
    """A journal note (notat). Signed notes never change: a correction is a new note that points at the old.

    What happened (`facts`), what the citizen says (`citizen_says`) and what we make of it (`assessment`)
    are kept apart. `about_kind` and `about_id` name the record it was written for, such as a talk.
    `kind` is note, talk, phone, correction or undo.
    """

    __tablename__ = "note"
    kept_on_undo: ClassVar[bool] = True
    searched: ClassVar[tuple[str, ...]] = ("title", "facts", "citizen_says", "assessment")

    at: Mapped[datetime]
    author: Mapped[str]
    kind: Mapped[str]
    title: Mapped[str]
    facts: Mapped[str] = mapped_column(default="")
    citizen_says: Mapped[str] = mapped_column(default="")
    assessment: Mapped[str] = mapped_column(default="")
    about_kind: Mapped[str] = mapped_column(default="")
    about_id: Mapped[str] = mapped_column(String(36), default="")
    corrects_id: Mapped[str | None] = mapped_column(String(36), ForeignKey("note.id"), default=None)

    def mark_undone(self, work: Work, act: Text) -> None:
        """Leave the note as it was signed, and write a visible correction that its act was taken back."""
        work.add(_undone(work, self, act, (self.about_kind, self.about_id), self.id))


class Document(OfCase):
    """A printed or received document. The file lies encrypted beside the store under the hash of its content.

    `data_version` says what it was made from, such as "plan 4 a91c77f2".
    """

    __tablename__ = "document"
    kept_on_undo: ClassVar[bool] = True
    searched: ClassVar[tuple[str, ...]] = ("title",)

    at: Mapped[datetime]
    author: Mapped[str]
    kind: Mapped[str]
    title: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    pages: Mapped[int]
    media_type: Mapped[str] = mapped_column(default="application/pdf")
    data_version: Mapped[str] = mapped_column(default="")

    def mark_undone(self, work: Work, act: Text) -> None:
        """Leave the document in its place, and write a note that filing it was taken back."""
        work.add(_undone(work, self, act, ("document", self.id)))


def undone_words(of: Note | Document, act: Text) -> tuple[Text, Text]:
    """Return title and words of the mark that the act which wrote a note or filed a document was taken back."""
    if isinstance(of, Note):
        facts = t("“{act}” of {at} was undone. The note stands as it was written.", act=act, at=of.at)
    else:
        facts = t("“{act}” of {at} was undone. The document stays in the journal.", act=act, at=of.at)
    return t("Undone: {title}", title=of.title), facts


def _undone(
    work: Work, of: Note | Document, act: Text, about: tuple[str, str], corrects_id: str | None = None
) -> Note:
    title, facts = undone_words(of, act)
    return Note(
        citizen_id=of.citizen_id,
        case_id=of.case_id,
        at=work.now(),
        author=work.author.actor,
        kind="undo",
        title=render(title, LANGUAGE),
        facts=render(facts, LANGUAGE),
        about_kind=about[0],
        about_id=about[1],
        corrects_id=corrects_id,
    )
