"""The plans of several citizens as files in one folder: all of them, filed in the journal, or none."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from caseworker.base.errors import CaseworkerError, UserError
from caseworker.base.files import is_store_s, not_written, write_out
from caseworker.base.text import Text, render, t, tn
from caseworker.journal.files import DocumentFiles
from caseworker.journal.model import LANGUAGE
from caseworker.journal.service import DocumentData, file_document
from caseworker.office import Office
from caseworker.plan.queries import printed_view
from caseworker.prints.collect import Made
from caseworker.prints.copies import PLAN, file_name, journal_title, last_copy, print_since
from caseworker.store.reading import Reading
from caseworker.store.work import Work
from ui.people import taking_in
from ui.people.list_presenter import Line, listed
from ui.people.taking_in import Underway
from ui.ports import Desk, Presenter, ProgressNote

_PRINT_LANGUAGE = "da"  # paper is for the citizen
_WARNINGS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Written:
    """What came of it: the folder, who has a plan there now, who has none, and what to look at whose plan."""

    folder: Path
    plans: tuple[Line, ...] = ()
    without: tuple[Line, ...] = ()
    warnings: tuple[tuple[Line, Text], ...] = ()


class ListPrintPresenter(Presenter):
    """Writes plans into a folder, away from the window. `on_changed` tells that it begins and ends.

    `on_written(what came of it)` comes at the end.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.busy = False
        self.folder: Path | None = None  # the last one chosen
        self._printing: Underway | None = None
        self.on_written: Callable[[Written], None] = lambda _written: None

    def retire(self) -> None:
        """Tell nobody any more, nor of what is still being written: its end is told on a page that is opened later."""
        super().retire()
        if self._printing is not None:
            self._printing.stop = True
        self.on_written = lambda _written: None

    def write(self, lines: Sequence[Line], folder: Path) -> None:
        """Write the plan of each of these citizens who has one into a folder."""
        if self.busy or not lines:
            return
        self.busy, self.folder = True, folder
        self.on_changed()
        office, wanted = self.desk.office, tuple(lines)
        title = tn("Printing the plan", "Printing {count} plans", len(wanted))
        cut_off = t("Printing the plans was cut off. None of them is filed in the journal.")
        printing = self._printing = Underway(title, cut_off)
        taking_in.follow(office.folder, printing)

        def run(note: ProgressNote) -> Written:
            try:
                written = write_plans(office, wanted, folder, note)
            except CaseworkerError as error:
                printing.end(error.text)
                raise
            else:
                printing.end(_said(written), written_words(written))
                return written
            finally:
                printing.ended.set()

        self.desk.tasks.pool(title, run, self._written, self._failed)

    def _written(self, written: Written) -> None:
        printing = self._printing
        said = _said(written)
        if printing is not None and printing.stop and printing.names():
            # The page that would name them is gone: the next one does.
            said, printing.announced = printing.short(), True
        elif printing is not None:
            taking_in.told(self.desk.office.folder, printing)
        self._end()
        if written.plans:
            self.desk.notices.done(said, undo=True)
        else:
            self.desk.notices.problem(said)
        self.on_written(written)

    def _failed(self, error: CaseworkerError) -> None:
        if self._printing is not None:
            taking_in.told(self.desk.office.folder, self._printing)
        self._end()
        self.desk.notices.problem(error.text)

    def _end(self) -> None:
        self.busy, self._printing = False, None
        self.on_changed()


def written_words(written: Written) -> tuple[Text, ...]:
    """Say who has no plan, and what to look at before paper leaves the house; nothing where all is well."""
    left_out = tn(
        "{names} has no plan yet and was left out.",
        "{count} have no plan yet and were left out: {names}.",
        len(written.without), names=listed(written.without),
    )  # fmt: skip
    shown, rest = written.warnings[:_WARNINGS_SHOWN], len(written.warnings) - _WARNINGS_SHOWN
    return (
        *([left_out] if written.without else []),
        *(t("{name}: {what}", name=line.told_apart, what=words) for line, words in shown),
        *([t("and {count} more", count=rest)] if rest > 0 else []),
    )


def _said(written: Written) -> Text:
    if not written.plans:
        return t("None of them has a plan yet. Nothing is written.")
    return tn(
        "{count} plan lies in {folder} and in the journal.",
        "{count} plans lie in {folder} and in the journal.",
        len(written.plans), folder=written.folder.name,
    )  # fmt: skip


def write_plans(office: Office, lines: Sequence[Line], folder: Path, note: ProgressNote) -> Written:
    """Write a PDF for each citizen with a plan and file them all in the journal as one act.

    Until all are made they lie encrypted among the documents: a program that is killed leaves no plan in the folder
    but in the moment in which they are written there.
    Raises UserError or StoreProblem when one cannot be written, or when `note` says stop: then none is left in
    the folder and none is filed.
    """
    if not os.path.isdir(folder):  # of a folder that may not be looked into, Path raises
        raise UserError(
            t("The folder {folder} is not there. Choose another one. Nothing is written.", folder=str(folder))
        )
    if is_store_s(folder / PLAN):
        raise _refused(folder / PLAN, PermissionError())
    files = DocumentFiles(office.store.folder, office.store.key)
    paths: list[Path] = []
    papers: list[DocumentData] = []
    names: list[str] = []
    plans: list[Line] = []
    without: list[Line] = []
    warnings: list[tuple[Line, Text]] = []
    citizens: list[str] = []
    try:
        for done, line in enumerate(lines):
            note(done, len(lines))
            with office.read() as session:
                made = _made(session, office, line)
            if made is None:
                without.append(line)
                continue
            papers.append(_paper(files, made))
            names.append(file_name(line.case_no, made, None))
            plans.append(line)
            citizens.append(made.citizen_id)
            warnings += [(line, words) for words in made.warnings]
        note(len(lines), len(lines))
        for name, paper in zip(names, papers, strict=True):
            paths.append(_write(folder, name, files.get(paper.stored.sha256)))
        if papers:
            office.run(_act_name(len(papers)), lambda work: _file(work, papers))
    except BaseException:
        for path in paths:
            with suppress(OSError):
                path.unlink()
        raise
    office.note_view(citizens, f"print {PLAN}")
    return Written(folder, tuple(plans), tuple(without), tuple(warnings))


def _act_name(count: int) -> Text:
    return tn("File the plan of {count} citizen", "File the plans of {count} citizens", count)


def _file(work: Work, papers: Sequence[DocumentData]) -> None:
    for paper in papers:
        file_document(work, paper)


def _made(session: Reading, office: Office, line: Line) -> Made | None:
    """Make the print as the page of one citizen makes it, marked against the last copy; None without a plan."""
    if printed_view(session, line.case_id, office.clock.today()) is None:
        return None
    copy = last_copy(session, line.case_id)
    return print_since(session, line.case_id, office.clock, _PRINT_LANGUAGE, copy)


def _write(folder: Path, name: str, pdf: bytes) -> Path:
    """Write a PDF beside what lies there already, named by the case: never by a person or a CPR number."""
    first = path = folder / name
    more = 1
    try:
        while path.exists():
            more += 1
            path = first.with_stem(f"{first.stem}-{more}")
        write_out(path, pdf)
    except OSError as error:
        raise _refused(path, error) from error
    return path


def _refused(path: Path, error: OSError) -> UserError:
    problem = not_written(path, error)
    return UserError(t("{problem} No plan is written, and none is filed.", problem=problem))


def _paper(files: DocumentFiles, made: Made) -> DocumentData:
    title = journal_title(made, None, _PRINT_LANGUAGE)
    return DocumentData(
        case_id=made.case_id, kind=PLAN, title=render(title, LANGUAGE), stored=files.put(made.pdf),
        pages=made.pages, data_version=made.data_version,
    )  # fmt: skip
