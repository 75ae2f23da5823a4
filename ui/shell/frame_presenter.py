"""What the frame shows round the page: counts, the rule set in force, and what undo would take back."""

from __future__ import annotations

from dataclasses import dataclass

from caseworker.base.place import Place
from caseworker.base.text import Text, t, tn
from caseworker.casework import where
from caseworker.casework.worklist import waiting_total
from caseworker.exchange.queries import unsent_citizens
from caseworker.office import Changes
from caseworker.people.queries import name_of, open_cases
from ui.ports import Desk, Presenter

_NAME = 32  # letters of a name in the status line


@dataclass(frozen=True, slots=True)
class FrameState:
    """The frame's words and numbers."""

    citizens: int = 0
    tasks: int = 0
    unsent: int = 0
    unsent_words: Text | str = ""
    status: Text | str = ""
    undo: Text | str = ""


def act_words(name: Text, whose: str) -> Text:
    """Name an act, and whose it is where it concerns one citizen."""
    if not whose:
        return t("“{act}”", act=name)
    return t("“{act}” ({name})", act=name, name=whose if len(whose) <= _NAME else f"{whose[: _NAME - 1]}…")


class FramePresenter(Presenter):
    """Reads the frame anew after every act: each may be undone, and each waits to be sent."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.state = FrameState()

    def is_concerned(self, changes: Changes) -> bool:
        """Every change concerns the frame."""
        return bool(changes.changes)

    def reload(self) -> None:
        """Read counts, rule set and undo, on the store thread: every act asks for it."""
        self.read_aside(self._read, self._take)

    def _read(self) -> FrameState:
        office = self.desk.office
        today = office.clock.today()
        last = office.undoable()
        with office.read() as session:
            whose = name_of(session, last.citizen_id) if last is not None else ""
            citizens, unsent = open_cases(session), unsent_citizens(session)
            tasks = waiting_total(session, office.packs, today)
        label = office.packs.version_label(today)
        return FrameState(
            citizens=citizens,
            tasks=tasks,
            unsent=unsent,
            unsent_words=tn("{count} citizen unsent", "{count} citizens unsent", unsent),
            status=t("Rules in force: {label}", label=label) if label else "",
            undo=t("Undo: {act} Ctrl+Z", act=act_words(last.name, whose)) if last is not None else "",
        )

    def _take(self, state: FrameState) -> None:
        self.state = state
        self.on_changed()

    def take_back(self) -> Text | None:
        """Undo the last act, on the store thread. Returns its name with whose it was, or None."""
        office = self.desk.office
        if (last := office.undoable()) is None:
            return None
        with office.read() as session:
            whose = name_of(session, last.citizen_id)
        office.undo()
        return act_words(last.name, whose)

    def case_of(self, place: Place) -> str | None:
        """Return the case a place belongs to."""
        with self.desk.office.read() as session:
            return where.case_of(session, place)

    def note_view(self, case_id: str) -> None:
        """Write down that a citizen was opened."""
        office = self.desk.office
        with office.read() as session:
            citizen_id = where.citizen_of(session, case_id)
        if citizen_id is not None:
            self.desk.tasks.store(
                lambda: office.note_view([citizen_id], "citizen"), lambda _none: None, lambda _error: None
            )
