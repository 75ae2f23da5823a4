"""The calendar file: chosen on the page, kept up to date for as long as the window is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from caseworker.base.errors import CaseworkerError
from caseworker.base.text import Text, t
from caseworker.exchange import calendar
from caseworker.exchange.calendar import Chosen
from caseworker.office import Changes
from ui.ports import Desk, Presenter

_ENDING = ".ics"


@dataclass(frozen=True, slots=True)
class CalendarState:
    """The card. `file` is kept up to date, None: none is; `updated` is when it was last written."""

    file: Path | None = None
    names: bool = False
    updated: datetime | None = None
    busy: bool = False
    problem: Text | None = None


class CalendarPresenter(Presenter):
    """Chooses the file, writes it at once, and says when it was written last."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.state = CalendarState()

    def is_concerned(self, changes: Changes) -> bool:
        """Every change can move a date."""
        return bool(changes.changes)

    def reload(self) -> None:
        """Look which file it is and when it was written: on the store thread, after what writes it."""
        self.read_aside(self._read, self._take)

    def choose_file(self, file: Path) -> None:
        """Keep this file up to date from now on."""
        whole = file if file.suffix.lower() == _ENDING else file.with_name(file.name + _ENDING)
        self._keep(Chosen(whole, self.state.names))

    def show_names(self, names: bool) -> None:
        """Write the file with the citizens' names, or with case numbers alone."""
        if names == self.state.names:
            return
        if self.state.file is None:
            self._show(replace(self.state, names=names))
        else:
            self._keep(Chosen(self.state.file, names))

    def stop(self) -> None:
        """Keep the file up to date no more."""
        folder = self.desk.office.folder
        self._run(lambda: calendar.stop(folder), lambda: self._show(CalendarState()))

    def _keep(self, choice: Chosen) -> None:
        office = self.desk.office

        def work() -> None:
            _write(self.desk, choice)
            calendar.choose(office.folder, choice)

        self._run(work, self.reload)

    def _run(self, work: Callable[[], None], then: Callable[[], None]) -> None:
        self._show(replace(self.state, busy=True, problem=None))

        def done(_nothing: None) -> None:
            self.state = replace(self.state, busy=False)
            then()

        def failed(error: CaseworkerError) -> None:
            self._show(replace(self.state, busy=False, problem=error.text))

        self.desk.tasks.store(work, done, failed)

    def _read(self) -> CalendarState:
        choice = calendar.chosen(self.desk.office.folder)
        if choice is None:
            return CalendarState()
        return CalendarState(choice.file, choice.names, calendar.written_at(choice.file))

    def _take(self, found: CalendarState) -> None:
        if found.file is None:  # a choice about names that waits for its file
            found = replace(found, names=self.state.names)
        self._show(found)

    def _show(self, state: CalendarState) -> None:
        self.state = state
        self.on_changed()


class CalendarKeeper(Presenter):
    """Writes the chosen file anew after every change, on the store thread. Ten changes in a row cost two writings."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._failed = False

    def is_concerned(self, changes: Changes) -> bool:
        """Every change can move a date, or whom a case belongs to."""
        return bool(changes.changes)

    def reload(self) -> None:
        """Write the file as things stand now; nothing is done where none is chosen."""
        self.read_aside(self._write, self._told)

    def _write(self) -> Text | None:
        choice = calendar.chosen(self.desk.office.folder)
        if choice is None:
            return None
        try:
            _write(self.desk, choice)
        except CaseworkerError as error:
            return error.text
        return None

    def _told(self, problem: Text | None) -> None:
        """Say once that the file cannot be written, not after every act."""
        if problem is not None and not self._failed:
            self.desk.notices.problem(problem)
        self._failed = problem is not None


def updated_words(updated: datetime | None, today: datetime) -> Text:
    """Say when the file was last written: "Updated at 08.30", with the day where it was not today."""
    if updated is None:
        return t("The file is not there. It is written again at the next change.")
    if updated.date() == today.astimezone(updated.tzinfo).date():
        return t("Updated at {at:clock}.", at=updated)
    return t("Updated {day:short} at {at:clock}.", day=updated.date(), at=updated)


def _write(desk: Desk, choice: Chosen) -> None:
    office = desk.office
    calendar.write(
        office.store, office.packs, office.me.id, choice.file, names=choice.names, language=desk.language
    )
