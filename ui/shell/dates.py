"""Keeps stored deadlines up to date behind the window: after a change of rules, and when a new day begins."""

from __future__ import annotations

from datetime import date

from caseworker.base.errors import CaseworkerError
from caseworker.base.text import t
from caseworker.deadlines.projection import Behind
from caseworker.office import Changes
from ui.ports import CancelledError, Desk, Presenter


class DatesKeeper(Presenter):
    """Works deadlines out in the background, one run at a time, with progress and a way to stop.

    Stopped by the user, or by a fault, it waits for `go_on`, the next day, other rules, or the next opening of the
    program. Until then `state` says how many cases are left: old and new dates stand side by side.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.state = Behind()
        self.running = self._again = False
        self._stopped_on: date | None = None

    def go_on(self) -> None:
        """Work out what is stale, also after a stop: other rules hold, or the user asks for it."""
        self._stopped_on = None
        self.catch_up()

    def catch_up(self) -> None:
        """Work out what is stale."""
        office = self.desk.office
        if self.running:
            self._again = True
        elif self._stopped_on != office.clock.today():
            self.running, self._again = True, False
            self.desk.tasks.pool(t("Works out deadlines"), office.catch_up, self._ended, self._failed)
            self.on_changed()

    def is_concerned(self, changes: Changes) -> bool:
        """Return whether fewer may be left: an act works its own cases out."""
        return bool(self.state.left and changes.changes)

    def reload(self) -> None:
        """Count what is left."""
        self.read_aside(self.desk.office.behind, self._take)

    def _take(self, state: Behind) -> None:
        self.state = state
        self.on_changed()

    def _ended(self, _changed: bool) -> None:
        self.running = False
        if self._again:
            self.catch_up()
        elif self.state.left:
            self.reload()

    def _failed(self, error: CaseworkerError) -> None:
        self.running = self._again = False
        self._stopped_on = self.desk.office.clock.today()
        if not isinstance(error, CancelledError):
            self.desk.notices.problem(error.text)
        self.reload()
