"""What presenters ask of the window, without knowing it: work in the background, ways to go, words to show.

No Qt here. Tests put `InlineTasks` and plain recorders in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from caseworker.base.errors import CaseworkerError, UserError
from caseworker.base.place import Place
from caseworker.base.text import Text

if TYPE_CHECKING:
    # Named only: the lock screen knows the ports and is not to wait for the store's packages.
    from caseworker.office import Changes, Office
    from caseworker.store.work import Work

T = TypeVar("T")
Failed = Callable[[CaseworkerError], None]
ProgressNote = Callable[[int, int], None]


class Tasks(Protocol):
    """Runs work away from the window and comes back on its thread. Bugs reach the crash window."""

    def store(self, work: Callable[[], T], then: Callable[[T], None], failed: Failed) -> None:
        """Run on the one store thread, in order: every write goes here."""

    def pool(
        self, title: Text, work: Callable[[ProgressNote], T], then: Callable[[T], None], failed: Failed
    ) -> None:
        """Run what takes longer (PDF, export, import) in the pool, with progress and cancel in the window.

        `work` gets a function to call with (done, of); it raises when the user has cancelled.
        """


class Navigation(Protocol):
    """Ways through the window."""

    def go(self, place: Place) -> None:
        """Go to a place: a page, a citizen, a field."""

    def back(self) -> None:
        """Go to where one came from."""


class Notices(Protocol):
    """Short words from the program."""

    def done(self, text: Text, *, undo: bool = False) -> None:
        """Say that something is done; `undo` offers to take the last act back."""

    def problem(self, text: Text) -> None:
        """Say that something could not be done, and what to do."""


@dataclass(slots=True)
class Desk:
    """What a presenter needs: the open office, the three ports, and whether the citizen sees the screen."""

    office: Office
    tasks: Tasks
    navigation: Navigation
    notices: Notices
    language: str = "da"
    citizen_view: bool = False

    def act(
        self,
        name: Text,
        do: Callable[[Work], T],
        then: Callable[[T], None] = lambda _result: None,
        failed: Failed | None = None,
        reason: str = "",
        spends: str = "",
    ) -> None:
        """Run one act on the store thread. Without `failed` a problem is shown as a notice.

        `spends` is the draft that the act saves: cleared with it, and back when the act is undone.
        """
        self.tasks.store(
            lambda: self.office.run(name, do, reason, spends=spends),
            then,
            failed or (lambda error: self.notices.problem(error.text)),
        )


@dataclass(slots=True)
class InlineTasks:
    """Runs everything at once, for tests and the command line."""

    def store(self, work: Callable[[], T], then: Callable[[T], None], failed: Failed) -> None:
        """Run now."""
        try:
            result = work()
        except CaseworkerError as error:
            failed(error)
        else:
            then(result)

    def pool(
        self, title: Text, work: Callable[[ProgressNote], T], then: Callable[[T], None], failed: Failed
    ) -> None:
        """Run now; nothing shows the title."""
        del title
        self.store(lambda: work(lambda _done, _of: None), then, failed)


class CancelledError(UserError):
    """The user has stopped a long task; nothing of it was kept."""


class Presenter:
    """The base of all presenters: told of changes, tells its page when there is something new to draw.

    A subclass sets `concerns` to the record kinds it shows and overrides `reload`.
    """

    concerns: frozenset[str] = frozenset()

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.on_changed: Callable[[], None] = lambda: None
        self._reading = self._read_again = False

    def read_aside(self, read: Callable[[], T], take: Callable[[T], None]) -> None:
        """Read on the store thread, then hand over what was found.

        Asked again while a reading runs, it reads once more afterwards: ten changes in a row cost two readings.
        """
        if self._reading:
            self._read_again = True
            return
        self._reading, self._read_again = True, False

        def ended(result: T) -> None:
            self._reading = False
            if self._read_again:
                self.read_aside(read, take)
            else:
                take(result)

        def failed(error: CaseworkerError) -> None:
            self._reading = False
            self.desk.notices.problem(error.text)

        self.desk.tasks.store(read, ended, failed)

    def retire(self) -> None:
        """Tell nobody any more: the page is going away."""
        self.on_changed = lambda: None

    def reload(self) -> None:
        """Read everything anew and tell the page."""
        self.on_changed()

    def heard(self, changes: Changes) -> None:
        """Reload when the changes concern what is shown."""
        if self.is_concerned(changes):
            self.reload()

    def is_concerned(self, changes: Changes) -> bool:
        """Whether to reload. By kind; subclasses narrow it down to their citizen."""
        return bool(self.concerns & changes.kinds)


class CasePresenter(Presenter):
    """The base of presenters that show one case."""

    def __init__(self, desk: Desk, case_id: str) -> None:
        super().__init__(desk)
        self.case_id = case_id

    def is_concerned(self, changes: Changes) -> bool:
        """Only changes to this case, or to records without one."""
        mine = any(c.case_id in (self.case_id, None) for c in changes.changes if c.kind in self.concerns)
        return mine and bool(self.concerns & changes.kinds)
