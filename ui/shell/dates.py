"""Keeps stored deadlines up to date behind the window: after a change of rules, and when a new day begins."""

from __future__ import annotations

from datetime import date

from caseworker.base.errors import CaseworkerError
from caseworker.base.text import t
from ui.ports import CancelledError, Desk


class DatesKeeper:
    """Works deadlines out in the background, one run at a time, with progress and a way to stop.

    Stopped by the user it waits for the next day, other rules, or the next opening of the program.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._running = self._again = False
        self._stopped_on: date | None = None

    def rules_changed(self) -> None:
        """Work out what other rules have changed, also after a stop."""
        self._stopped_on = None
        self.catch_up()

    def catch_up(self) -> None:
        """Work out what is stale."""
        office = self._desk.office
        if self._running:
            self._again = True
        elif self._stopped_on != office.clock.today():
            self._running, self._again = True, False
            self._desk.tasks.pool(t("Works out deadlines"), office.catch_up, self._ended, self._failed)

    def _ended(self, _changed: bool) -> None:
        self._running = False
        if self._again:
            self.catch_up()

    def _failed(self, error: CaseworkerError) -> None:
        self._running = self._again = False
        self._stopped_on = self._desk.office.clock.today()
        if isinstance(error, CancelledError):
            words = t("Stopped. The dates not reached are worked out when the program is opened again.")
            self._desk.notices.problem(words)
        else:
            self._desk.notices.problem(error.text)
