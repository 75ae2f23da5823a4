"""Makes what the print page shows: a plan or a letter from the store as it is now, or a filed document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from caseworker.base.clock import day_of
from caseworker.base.errors import UserError
from caseworker.base.text import Text, raw, t, tc
from caseworker.contacts import queries as contacts
from caseworker.contacts.queries import TalkRow
from caseworker.journal import queries as journal
from caseworker.journal.files import DocumentFiles
from caseworker.journal.queries import DocumentRow
from caseworker.office import Office
from caseworker.people.queries import case_head
from caseworker.prints.collect import Made, print_summons
from caseworker.prints.copies import PLAN, Copy, file_name, journal_title, last_copy, print_since
from caseworker.store.reading import Reading
from ui.ports import ProgressNote
from ui.prints.raster import PageImage, draw_pages

SUMMONS, DOCUMENT = "summons", "document"
_MOST_LETTERS = 6  # letters are for the talks that come next


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be printed: its key ("plan", "summons:<talk>") and what it is called."""

    key: str
    words: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A print as it lies ready.

    `made` is None for a filed document, `copy` what it is marked against, `filed_at` when it was filed.
    `journal_title` is what it is called in the journal, None for what lies there already; `file_name` is what a
    saved file is called.
    """

    key: str
    language: str
    citizen_id: str
    name: str
    case_no: int
    title: Text
    pdf: bytes
    pages: tuple[PageImage, ...]
    file_name: str
    journal_title: Text | None = None
    made: Made | None = None
    copy: Copy | None = None
    filed_at: datetime | None = None
    filed_by: str = ""

    @property
    def warnings(self) -> tuple[Text, ...]:
        """What on the paper will not do as it is. A filed document has been looked at before."""
        return self.made.warnings if self.made else ()

    @property
    def is_document(self) -> bool:
        """Whether it lies in the journal already."""
        return self.made is None


def make_preview(
    office: Office, case_id: str, key: str, language: str, dots: float, note: ProgressNote
) -> Preview:
    """Make a print and draw its pages at `dots` per inch. Reads the store; takes up to a second.

    Raises UserError where there is nothing to print.
    """
    kind, _, record_id = key.partition(":")
    if kind == DOCUMENT:
        return _document(office, case_id, record_id, language, dots, note)
    with office.read() as session:
        head = case_head(session, case_id, office.clock.today())
        copy = last_copy(session, head.case_id) if kind == PLAN else None
        made = _made(session, office, head.case_id, key, language, copy)
        talk = contacts.talk(session, record_id) if record_id else None
    return Preview(
        key=key,
        language=language,
        citizen_id=head.citizen_id,
        name=head.name,
        case_no=head.case_no,
        title=_title(made, talk),
        pdf=made.pdf,
        pages=draw_pages(made.pdf, dots, note),
        file_name=file_name(head.case_no, made, talk),
        journal_title=journal_title(made, talk, language),
        made=made,
        copy=copy,
    )


def choices_of(office: Office, case_id: str) -> tuple[Choice, ...]:
    """Return what can be printed for a case: the citizen's plan, and a letter for each talk ahead."""
    now = office.clock.now()
    with office.read() as session:
        talks = [
            talk
            for talk in contacts.talks_of(session, case_id)
            if talk.status == "planned" and talk.at >= now
        ]
    letters = [
        Choice(f"{SUMMONS}:{talk.id}", t("Summons {day:weekday_short}", day=day_of(talk.at)))
        for talk in sorted(talks, key=lambda talk: talk.at)[:_MOST_LETTERS]
    ]
    return (Choice(PLAN, t("The citizen's plan")), *letters)


def remake(office: Office, case_id: str, preview: Preview) -> bytes:
    """Return the file the same print would be if it were made now. Raises UserError when it cannot be."""
    with office.read() as session:
        return _made(session, office, case_id, preview.key, preview.language, preview.copy).pdf


def files_of(office: Office) -> DocumentFiles:
    """Return the folder of encrypted documents."""
    return DocumentFiles(office.store.folder, office.store.key)


def _made(session: Reading, office: Office, case_id: str, key: str, language: str, copy: Copy | None) -> Made:
    kind, _, talk_id = key.partition(":")
    if kind == SUMMONS:
        return print_summons(session, case_id, office.clock, language=language, talk_id=talk_id)
    return print_since(session, case_id, office.clock, language, copy)


def _document(
    office: Office, case_id: str, document_id: str, language: str, dots: float, note: ProgressNote
) -> Preview:
    with office.read() as session:
        row = journal.document(session, document_id)
        head = case_head(session, case_id, office.clock.today())
    if row is None or row.case_id != head.case_id:
        raise UserError(t("What you asked for is no longer there. Go back and look again."))
    pdf = files_of(office).get(row.sha256)
    return Preview(
        key=f"{DOCUMENT}:{row.id}",
        language=language,
        citizen_id=head.citizen_id,
        name=head.name,
        case_no=head.case_no,
        title=raw(row.title),
        pdf=pdf,
        pages=draw_pages(pdf, dots, note),
        file_name=documentfile_name(head.case_no, row),
        filed_at=row.at,
        filed_by=row.author,
    )


def documentfile_name(case_no: int, row: DocumentRow) -> str:
    """Return what a filed document is called as a file: kind, case and day, never a name or a CPR number."""
    kind = row.kind if row.kind.isalnum() and row.kind.isascii() else DOCUMENT
    return f"{kind}-{case_no}-{day_of(row.at).isoformat()}.pdf"


def _title(made: Made, talk: TalkRow | None) -> Text:
    if talk is not None:
        return t("Summons to {day:weekday}", day=day_of(talk.at))
    if made.version is None:
        return tc("printed plan", "Draft of the plan")
    return t("Plan, version {version}", version=made.version)
