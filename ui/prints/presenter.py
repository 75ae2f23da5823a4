"""What the print page shows and does: preview, choice, paper, file, and the copy in the journal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from caseworker.base.clock import day_of
from caseworker.base.errors import CaseworkerError, UserError
from caseworker.base.files import not_written, write_out
from caseworker.base.place import Place
from caseworker.base.text import Text, render, t, tc
from caseworker.contacts import service as contacts
from caseworker.journal import queries as journal
from caseworker.journal.files import StoredFile
from caseworker.journal.model import LANGUAGE
from caseworker.journal.service import DocumentData, file_document
from caseworker.office import Changes
from caseworker.prints.copies import PLAN
from caseworker.store.work import Work
from ui.ports import Desk, Presenter, ProgressNote
from ui.prints.preview import (
    DOCUMENT,
    SUMMONS,
    Choice,
    Preview,
    choices_of,
    files_of,
    make_preview,
    remake,
)
from ui.prints.raster import PageImage, draw_pages

SCREEN_DOTS = 96.0  # logical dots per inch: at 100 % a sheet is as large as on paper
# Paper is for the citizen: it is Danish until somebody asks for English, whatever the window speaks.
PRINT_LANGUAGE = "da"
Paint = Callable[[bytes, ProgressNote], None]

# What a print never says, or what only says that it was printed.
_NOT_SAID = frozenset({"document", "note", "sent_bundle"})


@dataclass(frozen=True, slots=True)
class PrintState:
    """The page. Without a `preview` there is a `problem`, or it is still being made.

    `stale`: what it was made from has changed since. `filed`: this very print lies in the journal.
    `dots` per inch the pages are drawn at.
    """

    preview: Preview | None = None
    choices: tuple[Choice, ...] = ()
    dots: float = SCREEN_DOTS
    busy: bool = True
    stale: bool = False
    filed: bool = False
    problem: Text | None = None

    @property
    def may_print(self) -> bool:
        """Whether what is shown may go to paper: an outdated print may not."""
        return self.preview is not None and not self.busy and not self.stale


class PrintPresenter(Presenter):
    """Makes prints in the pool and keeps the last one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.state = PrintState()
        self.case_id = ""
        self.key = PLAN
        self.language = PRINT_LANGUAGE
        self._asked = 0
        self._filed_id = ""

    # ---- what is shown

    def open(self, place: Place) -> None:
        """Show what a place names: a case, and "plan", "summons:<talk>" or "document:<id>"."""
        if place.id != self.case_id:
            self.language = PRINT_LANGUAGE
        self.case_id, self.key = place.id, place.field or PLAN
        self.reload()

    def choose(self, key: str) -> None:
        """Show another thing that can be printed."""
        if key and key != self.key:
            self.key = key
            self.reload()

    def choose_language(self, language: str) -> None:
        """Print in "da" or "en"."""
        if language and language != self.language:
            self.language = language
            self.reload()

    def reload(self) -> None:
        """Make the preview anew from the store as it is now."""
        if not self.case_id:
            return
        self._asked += 1
        asked, dots = self._asked, self.state.dots
        case_id, key, language, office = self.case_id, self.key, self.language, self.desk.office
        kept = self.state.preview
        same = kept is not None and kept.key == key and kept.language == language
        is_document = key.startswith(DOCUMENT)
        empty = PrintState(choices=() if is_document else choices_of(office, case_id), dots=dots)
        self._show(replace(empty, preview=kept if same else None))

        def made(preview: Preview) -> None:
            if asked == self._asked:
                self._show(replace(empty, preview=preview, busy=False))
                if not same:
                    self._note_view(preview)

        def failed(error: CaseworkerError) -> None:
            if asked == self._asked:
                self._show(replace(empty, busy=False, problem=error.text))

        self.desk.tasks.pool(
            t("Making the print"),
            lambda note: make_preview(office, case_id, key, language, dots, note),
            made,
            failed,
        )

    def set_dots(self, dots: float) -> None:
        """Draw the pages finer or coarser, `dots` per inch."""
        dots = round(dots, 1)
        preview, asked = self.state.preview, self._asked
        if dots == self.state.dots:
            return
        self.state = replace(self.state, dots=dots)
        if preview is None:
            return

        def drawn(pages: tuple[PageImage, ...]) -> None:
            if asked == self._asked and dots == self.state.dots:
                self._show(replace(self.state, preview=replace(preview, pages=pages)))

        self.desk.tasks.pool(
            t("Drawing the pages"), lambda note: draw_pages(preview.pdf, dots, note), drawn, self._failed
        )

    def heard(self, changes: Changes) -> None:
        """Look whether the same print would now say something else."""
        self._look_after_filing(changes)
        preview = self.state.preview
        kinds = changes.kinds - _NOT_SAID
        mine = preview is not None and any(
            change.case_id in (self.case_id, None) and change.citizen_id in (preview.citizen_id, None)
            for change in changes.changes
            if change.kind in kinds
        )
        if preview is None or not mine or preview.is_document or self.state.busy:
            return
        office, case_id, asked = self.desk.office, self.case_id, self._asked

        def compared(pdf: bytes) -> None:
            if asked == self._asked and (pdf != preview.pdf) != self.state.stale:
                self._show(replace(self.state, stale=pdf != preview.pdf))

        def gone(_error: CaseworkerError) -> None:
            if asked == self._asked:
                self._show(replace(self.state, stale=True))

        self.desk.tasks.pool(
            t("Checking the print"), lambda _note: remake(office, case_id, preview), compared, gone
        )

    def _look_after_filing(self, changes: Changes) -> None:
        """See whether the filing of what is shown was taken back: then it may be filed again."""
        filed, asked = self._filed_id, self._asked
        if not self.state.filed or self.case_id not in changes.cases:
            return

        def taken_back() -> bool:
            with self.desk.office.read() as session:
                row = journal.document(session, filed)
            return row is not None and row.undone

        def told(gone: bool) -> None:
            if gone and asked == self._asked:
                self._show(replace(self.state, filed=False))

        self.desk.tasks.store(taken_back, told, self._failed)

    # ---- what is done

    def print_and_file(self, paint: Paint) -> None:
        """Put the print on paper and into the journal. `paint(pdf, note)` draws it on the chosen printer."""
        self._keep(tc("task", "Printing"), paint)

    def file(self) -> None:
        """Put the print into the journal without paper."""
        self._keep(t("Filing the print"), None)

    def print_only(self, paint: Paint) -> None:
        """Put a filed document on paper once more."""
        preview = self.state.preview
        if preview is None or not self.state.may_print:
            return
        self._show(replace(self.state, busy=True))

        def printed(_none: None) -> None:
            self._show(replace(self.state, busy=False))
            self.desk.notices.done(tc("notice", "Printed."))

        self.desk.tasks.pool(
            tc("task", "Printing"), lambda note: paint(preview.pdf, note), printed, self._failed
        )

    def save_as(self, path: Path) -> None:
        """Write the print to a file the caseworker has chosen."""
        preview = self.state.preview
        if preview is None:
            return

        def write(_note: ProgressNote) -> None:
            try:
                write_out(path, preview.pdf)
            except OSError as error:
                raise UserError(not_written(path, error)) from error

        self.desk.tasks.pool(
            t("Saving the file"),
            write,
            lambda _none: self.desk.notices.done(t("Saved as {file}.", file=path.name)),
            self._failed,
        )

    # ---- inside

    def _keep(self, title: Text, paint: Paint | None) -> None:
        preview, office = self.state.preview, self.desk.office
        if preview is None or preview.made is None or not self.state.may_print:
            return
        self._show(replace(self.state, busy=True))

        def work(note: ProgressNote) -> str:
            # The file lies safely before anything refers to it; unprinted it is named by nothing and harmless.
            stored = files_of(office).put(preview.pdf)
            if paint is not None:
                paint(preview.pdf, note)
            # In one go with the paper: the page, or the whole window, may be gone by now.
            return self._file(preview, stored, on_paper=paint is not None)

        def filed(document_id: str) -> None:
            self._filed_id = document_id
            self._show(replace(self.state, busy=False, filed=True))
            if paint is not None:
                self.desk.notices.done(t("Printed and filed in the journal."))
            else:
                self.desk.notices.done(t("Filed in the journal."), undo=True)

        self.desk.tasks.pool(title, work, filed, self._failed)

    def _file(self, preview: Preview, stored: StoredFile, *, on_paper: bool) -> str:
        made = preview.made
        title = preview.journal_title
        assert made is not None
        assert title is not None  # what is made anew has one
        kind, _, talk_id = preview.key.partition(":")
        data = DocumentData(
            case_id=made.case_id, kind=kind, title=render(title, LANGUAGE), stored=stored, pages=made.pages,
            data_version=made.data_version,
        )  # fmt: skip

        def act(work: Work) -> str:
            # Paper that has left the house cannot be taken back.
            work.undoable = not on_paper
            document_id = file_document(work, data)
            if kind == SUMMONS:
                contacts.summon(work, talk_id)
            return document_id

        return self.desk.office.run(t("File {title}", title=title), act)

    def _failed(self, error: CaseworkerError) -> None:
        self._show(replace(self.state, busy=False))
        self.desk.notices.problem(error.text)

    def _note_view(self, preview: Preview) -> None:
        office, kind = self.desk.office, preview.key.partition(":")[0]
        self.desk.tasks.store(
            lambda: office.note_view([preview.citizen_id], f"print {kind}"),
            lambda _none: None,
            lambda _error: None,
        )

    def _show(self, state: PrintState) -> None:
        self.state = state
        self.on_changed()


def copy_words(state: PrintState) -> Text | str:
    """Say when the citizen last got a copy, and what has become of the plan since."""
    preview = state.preview
    if preview is None or state.filed or preview.key.partition(":")[0] in (SUMMONS, DOCUMENT):
        return ""
    if preview.copy is None:
        return t("No copy of the plan lies in the journal yet.")
    version = preview.made.version if preview.made else None
    if preview.copy.version is None:
        return t("The last copy is a draft from {day:short_year}.", day=preview.copy.day)
    if preview.copy.version == version:
        return t(
            "The last copy is plan {number} from {day:short_year}. The plan is the same; agreements may be new.",
            number=preview.copy.version,
            day=preview.copy.day,
        )
    return t(
        "The last copy is plan {number} from {day:short_year}. What has changed since is marked and listed.",
        number=preview.copy.version,
        day=preview.copy.day,
    )


def filed_words(state: PrintState) -> Text | str:
    """Say that what is shown lies in the journal, and since when."""
    preview = state.preview
    if preview is not None and preview.filed_at is not None:
        day = day_of(preview.filed_at)
        return t(
            "Lies in the journal since {day:short_year}. Filed by {name}.", day=day, name=preview.filed_by
        )
    return t("Lies in the journal.") if state.filed else ""
