"""What the import page does: reads a file, guesses its columns, tries it out, takes it in, hands back what was left."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from caseworker.base.danish import masked_cpr
from caseworker.base.errors import CaseworkerError, UserError
from caseworker.base.files import write_out
from caseworker.base.place import Place
from caseworker.base.text import Text, render, t, tn
from caseworker.casework.import_caseload import Imported, import_caseload
from caseworker.office import Changes
from caseworker.people import caseload, queries
from caseworker.people import caseload_mappings as mappings
from caseworker.people.caseload import CaseloadFile, Columns
from caseworker.people.rejected import rejected_csv
from caseworker.people.staff import put_setting, setting
from caseworker.store.work import Work
from ui.people import taking_in
from ui.people.taking_in import TakingIn
from ui.ports import CancelledError, Desk, Presenter, ProgressNote

_SAMPLES = 3
_CPR = re.compile(r"\d{6}[-– ]?\d{4}")
_LONGEST_SAMPLE = 40

CHOOSE, MAP, TRIED, DONE = "choose", "map", "tried", "done"


@dataclass(frozen=True, slots=True)
class FileColumn:
    """One column of the file: its number, title, the first values in it, and what it is taken for ("" for nothing)."""

    number: int
    title: str
    samples: tuple[str, ...]
    field: str


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes, or became, of the rows. `rejected` and `remarks` name the line and say why."""

    accepted: int
    updated: int
    unchanged: int
    rejected: tuple[tuple[int, Text], ...]
    remarks: tuple[tuple[int, Text], ...]

    @property
    def taken(self) -> int:
        """How many rows are written."""
        return self.accepted + self.updated


@dataclass(frozen=True, slots=True)
class ImportState:
    """The page: which step, which file, its columns, what is missing, and what becomes of the rows.

    `remembered`: the columns are read as they were chosen by hand the last time. `undone` says that the file was
    taken in and that this was undone; `news` what came of an earlier import.
    """

    step: str = CHOOSE
    file_name: str = ""
    rows: int = 0
    columns: tuple[FileColumn, ...] = ()
    problem: Text | None = None
    fate: Fate | None = None
    busy: bool = False
    remembered: bool = False
    undone: bool = False
    news: Text | None = None


class ImportPresenter(Presenter):
    """One file after the other. Nothing is written before `take_in`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.state = ImportState()
        self._file: CaseloadFile | None = None
        self._mapping: dict[str, int] = {}
        self._rejected: bytes = b""
        self._taking: TakingIn | None = None
        self._act_id = ""
        self._citizen_view = desk.citizen_view

    @cached_property
    def _words(self) -> Columns:
        return caseload.load_columns()

    def tell_left(self) -> None:
        """Say what came of an import whose page was gone when it ended."""
        taking_in.tell_left(self.desk, lambda words: self._show(replace(self.state, news=words)))

    def retire(self) -> None:
        """Stop an import that runs, unless its page is only drawn anew for the citizen's eyes.

        Locking waits for the store thread: the store is closed when nothing of the import runs in it any more.
        """
        super().retire()
        taking = self._taking
        if taking is not None and self.desk.citizen_view == self._citizen_view:
            taking.stop = True
            self.desk.tasks.store(taking.ended.wait, lambda _ended: None, lambda _error: None)

    def heard(self, changes: Changes) -> None:
        """Try the file out anew when citizens have changed; say so when what was taken in is undone."""
        state = self.state
        if state.busy or not {"citizen", "case_file"} & changes.kinds:
            return
        if state.step == DONE and self._is_undone():
            self._show(replace(state, step=TRIED, fate=None, undone=True))
        if self.state.step == TRIED:
            self.try_out()

    def open_file(self, path: Path) -> None:
        """Read a file and, where its columns are understood, try it out at once."""
        self._show(ImportState(file_name=path.name, busy=True))
        self.desk.tasks.pool(
            t("Reading {file}", file=path.name),
            lambda _note: caseload.read_file(path, self._words),
            self._opened,
            self._refused,
        )

    def start_over(self) -> None:
        """Put the file away."""
        self._file, self._rejected = None, b""
        self._show(ImportState())

    def set_field(self, number: int, name: str) -> None:
        """Take a column for something else; what it is taken for now is taken from any other column."""
        mapping = {
            field: column for field, column in self._mapping.items() if column != number and field != name
        }
        if name:
            mapping[name] = number
        self._mapping = mapping
        lacks = self._lacks()
        if lacks is None:  # at once: the window may be locked before the import
            self.desk.tasks.store(
                self._remembering(), lambda _none: None, lambda error: self.desk.notices.problem(error.text)
            )
        self._show(
            replace(self.state, step=MAP, fate=None, columns=self._columns(), problem=lacks, remembered=False)
        )

    def try_out(self) -> None:
        """Find out what would happen; nothing is kept."""
        if self.state.busy or self.state.step not in (MAP, TRIED):
            return
        office, title = self.desk.office, t("Trying {file} out", file=self.state.file_name)
        self._show(replace(self.state, busy=True))
        self.desk.tasks.pool(
            title,
            lambda note: office.rehearse(self._import(note)),
            lambda result: self._tell(result, TRIED),
            self._failed,
        )

    def take_in(self) -> None:
        """Import the file, once, as one act that can be undone as one."""
        if self.state.busy or self.state.step != TRIED:
            return
        office, file_name = self.desk.office, self.state.file_name
        name = t("Import of {file}", file=file_name)

        taking, remember = taking_in.begin(office.folder, file_name), self._remembering()
        self._taking = taking

        def run(note: ProgressNote) -> tuple[Imported, str]:
            def watched(done: int, of: int) -> None:
                if taking.stop:
                    raise CancelledError(taking.words())
                note(done, of)

            try:
                watched(0, 0)
                office.store.require_whole()  # what is damaged is not written into
                remember()
                result, changes = office.run_noting(name, self._import(watched))
                taking.take(result.accepted + result.updated)
                return result, changes.act_id
            finally:
                taking.ended.set()

        self._show(replace(self.state, busy=True, undone=False, news=None))
        self.desk.tasks.pool(name, run, self._taken_in, self._failed)

    def save_rejected(self, path: Path) -> None:
        """Write the rejected rows with their reasons, to be mended and imported again."""
        content, count = self._rejected, len(self.state.fate.rejected) if self.state.fate else 0

        def write() -> None:
            try:
                write_out(path, content)
            except OSError as error:
                raise UserError(
                    t("The file {file} could not be written. Choose another folder.", file=path.name)
                ) from error

        done = tn("{count} rejected row is saved in {file}.", "{count} rejected rows are saved in {file}.",
                  count, file=path.name)  # fmt: skip
        self.desk.tasks.store(
            write,
            lambda _none: self.desk.notices.done(done),
            lambda error: self.desk.notices.problem(error.text),
        )

    def show_citizens(self) -> None:
        """Go to the list and be ready for another file."""
        self.start_over()
        self.desk.navigation.go(Place("citizens"))

    def _import(self, note: ProgressNote) -> Callable[..., Imported]:
        file, mapping, words = self._file, dict(self._mapping), self._words
        assert file is not None
        return lambda work: import_caseload(work, file, mapping, words, note)

    def _remembering(self) -> Callable[[], None]:
        """Return what keeps how the columns are read now, where that is not what the titles say.

        An act of its own: the file comes with the same header again, also after its import was undone.
        """
        office, file, mapping = self.desk.office, self._file, dict(self._mapping)
        assert file is not None

        def remember() -> None:
            with office.read() as session:
                kept = setting(session, mappings.SETTING)
            if mapping == (mappings.remembered(kept, file.header) or file.mapping):
                return

            def put(work: Work) -> None:
                work.undoable = False
                put_setting(work, mappings.SETTING, mappings.remember(kept, file.header, mapping))

            office.run(t("Columns of a caseload file"), put)

        return remember

    def _opened(self, file: CaseloadFile) -> None:
        with self.desk.office.read() as session:
            kept = mappings.remembered(setting(session, mappings.SETTING), file.header)
        self._file, self._mapping = file, dict(file.mapping) if kept is None else kept
        state = ImportState(
            step=MAP,
            file_name=self.state.file_name,
            rows=len(file.records),
            columns=self._columns(),
            problem=self._lacks(),
            remembered=kept is not None and kept != file.mapping,
        )
        self._show(state)
        if state.problem is None:
            self.try_out()

    def _refused(self, error: CaseworkerError) -> None:
        self._show(ImportState(problem=error.text))

    def _failed(self, error: CaseworkerError) -> None:
        self._told()
        self._show(replace(self.state, busy=False))
        self.desk.notices.problem(error.text)

    def _taken_in(self, done: tuple[Imported, str]) -> None:
        result, self._act_id = done
        self._told()
        self._tell(result, DONE)
        count = result.accepted + result.updated
        words = tn("{count} citizen is imported.", "{count} citizens are imported.", count)
        self.desk.notices.done(words if count else t("Nothing in the file was new."), undo=count > 0)

    def _tell(self, result: Imported, step: str) -> None:
        assert self._file is not None
        language = self.desk.language
        rows = [(record, render(reason, language)) for record, reason in result.rejected]
        self._rejected = rejected_csv(self._file, rows, render(t("Reason for rejection"), language))
        fate = Fate(
            result.accepted, result.updated, result.unchanged,
            tuple((record.line, reason) for record, reason in result.rejected), tuple(result.warnings),
        )  # fmt: skip
        self._show(replace(self.state, step=step, fate=fate, busy=False))

    def _told(self) -> None:
        if self._taking is not None:
            taking_in.told(self.desk.office.folder, self._taking)
            self._taking = None

    def _is_undone(self) -> bool:
        with self.desk.office.read() as session:
            return queries.is_undone(session, self._act_id)

    def _columns(self) -> tuple[FileColumn, ...]:
        assert self._file is not None
        field_of = {number: name for name, number in self._mapping.items()}
        return tuple(
            FileColumn(
                number,
                title.strip(),
                _samples(self._file, number, field_of.get(number, "")),
                field_of.get(number, ""),
            )
            for number, title in enumerate(self._file.header)
        )

    def _lacks(self) -> Text | None:
        try:
            caseload.check_mapping(self._mapping)
        except UserError as error:
            return error.text
        return None

    def _show(self, state: ImportState) -> None:
        self.state = state
        self.on_changed()


def _samples(file: CaseloadFile, number: int, name: str) -> tuple[str, ...]:
    """Return the first values of a column, CPR numbers masked, whatever the column is taken for."""
    found: list[str] = []
    for record in file.records:
        words = " ".join(record.fields[number].split()) if number < len(record.fields) else ""
        if words and record.broken is None:
            is_cpr = name == "cpr" or _CPR.fullmatch(words) is not None
            found.append(masked_cpr(words) if is_cpr else words[:_LONGEST_SAMPLE])
        if len(found) == _SAMPLES:
            break
    return tuple(found)


def same_reasons(lines: tuple[tuple[int, Text], ...]) -> list[tuple[list[int], Text]]:
    """Put the lines with the same reason together, in the order in which the reasons first come."""
    found: dict[Text, list[int]] = {}
    for line, reason in lines:
        found.setdefault(reason, []).append(line)
    return [(numbers, reason) for reason, numbers in found.items()]
