"""What the frame shows round the page: counts, the rule set in force, and what undo would take back."""

from __future__ import annotations

from dataclasses import dataclass

from caseworker.base.place import Place
from caseworker.base.text import Text, isolated, t, tn
from caseworker.casework import where
from caseworker.casework.worklist import waiting_total
from caseworker.deadlines.switches import unit_rules
from caseworker.exchange.queries import unsent_citizens
from caseworker.office import Changes
from caseworker.people.namesakes import with_mark
from caseworker.people.queries import name_of, open_cases, told_apart
from caseworker.store.reading import Reading
from caseworker.store.undo import Undoable
from ui.ports import Desk, Presenter

_NAME = 32  # letters of a name in the status line


@dataclass(frozen=True, slots=True)
class FrameState:
    """The frame's words and numbers. `citizens` is None until they are counted."""

    citizens: int | None = None
    tasks: int = 0
    unsent: int = 0
    unsent_words: Text | str = ""
    status: Text | str = ""
    undo: Text | str = ""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What came of undo: the act that was `undone`, or the newest one, that `stands`, and the one before it.

    `about_others`: nothing, because it is about somebody else than the citizen who sees the screen.
    """

    undone: Text | None = None
    stands: Text | None = None
    before: Text | None = None
    about_others: bool = False

    @property
    def words(self) -> Text:
        """Say it; in front of a citizen nobody else is named."""
        if self.about_others:
            return t("The last act is not about the citizen on the screen. End citizen view to undo it.")
        if self.undone is not None:
            return t("Undone: {act}", act=self.undone)
        if self.stands is not None:
            return t("{act} cannot be undone.", act=self.stands)
        return t("There is nothing to undo.")

    @property
    def offer(self) -> Text | None:
        """The words of a button that takes the act before it back all the same."""
        return t("Undo {act}", act=self.before) if self.before is not None else None


def act_words(name: Text, whose: str, mark: str = "") -> Text:
    """Name an act, and whose it is where it concerns one citizen whom the name does not name already.

    `mark` tells the citizen from others of that name (see `people.namesakes`).
    """
    if mark:
        name = name.with_values(
            **{key: with_mark(whose, mark) for key, value in name.values if value == whose}
        )
    if not whose or any(_names(value, whose) for _name, value in name.values):
        return t("“{act}”", act=name)
    short = whose if len(whose) <= _NAME else f"{whose[: _NAME - 1]}…"
    return t("“{act}” ({name})", act=name, name=with_mark(short, mark) if mark else short)


def _names(value: object, whose: str) -> bool:
    """Whether a value is this name, alone or with what tells its bearer from others of that name."""
    return isinstance(value, str) and (value == whose or value.startswith(f"{isolated(whose)}, "))


def _undo_words(last: Undoable, whose: str, mark: str) -> Text | str:
    if last.after_it is not None:
        return t("{act} cannot be undone", act=act_words(last.after_it, ""))
    if last.stands:
        return ""  # Ctrl+Z says why
    return t("Undo: {act} Ctrl+Z", act=act_words(last.name, whose, mark))


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
            whose, mark = self._whose(session, last.citizen_id) if last is not None else ("", "")
            citizens, unsent = open_cases(session), unsent_citizens(session)
            tasks = waiting_total(session, office.packs, today)
            areas, _off_rules = unit_rules(session, today)
        label = office.packs.version_label(today) if "lab" in areas else ""
        return FrameState(
            citizens=citizens,
            tasks=tasks,
            unsent=unsent,
            unsent_words=tn("{count} citizen unsent", "{count} citizens unsent", unsent),
            status=t("Rules in force: {label}", label=label) if label else "",
            undo=_undo_words(last, whose, mark) if last is not None else "",
        )

    def _whose(self, session: Reading, citizen_id: str) -> tuple[str, str]:
        """Return a citizen's name, and what tells the bearer from others of that name, else ""."""
        if not citizen_id:
            return "", ""
        marks = told_apart(session, self.desk.office.clock.today(), self.desk.language)
        cases = where.open_cases_of(session, [citizen_id])
        return name_of(session, citizen_id), next((marks[one] for one in cases if one in marks), "")

    def _take(self, state: FrameState) -> None:
        self.state = state
        self.on_changed()

    def take_back(self, *, past: bool = False, shown: str = "") -> TakenBack:
        """Undo the last act, on the store thread. One before something that stands only if asked for: `past` it.

        In the citizen's view only what is about the citizen `shown`.
        """
        office = self.desk.office
        if (last := office.undoable()) is None:
            return TakenBack()
        if self.desk.citizen_view and (not shown or last.citizen_id != shown):
            return TakenBack(about_others=True)
        with office.read() as session:
            words = act_words(last.name, *self._whose(session, last.citizen_id))
        if last.after_it is not None and not past:
            return TakenBack(stands=act_words(last.after_it, ""), before=words)
        office.undo(last)
        return TakenBack(undone=words)

    def case_of(self, place: Place) -> str | None:
        """Return the case a place belongs to."""
        with self.desk.office.read() as session:
            return where.case_of(session, place)

    def without_others(self, trail: list[Place], shown: Place) -> list[Place]:
        """Return the places one has come by that are of the same case as the one shown, and that one."""
        case_id = self.case_of(shown)
        mine = {one for one in set(trail) if case_id and self.case_of(one) == case_id}
        return [one for one in trail if one == shown or one in mine]

    def note_view(self, case_id: str) -> None:
        """Write down that a citizen was opened."""
        office = self.desk.office
        with office.read() as session:
            citizen_id = where.citizen_of(session, case_id)
        if citizen_id is not None:
            self.desk.tasks.store(
                lambda: office.note_view([citizen_id], "citizen"), lambda _none: None, lambda _error: None
            )
