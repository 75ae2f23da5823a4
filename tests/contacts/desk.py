"""A desk to test at: an open office, one citizen with a case, and short ways to act and to read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from caseworker.base.clock import FixedClock, at
from caseworker.base.text import Text, t
from caseworker.contacts import service
from caseworker.contacts.service import BookingData
from caseworker.journal.service import NoteData, write_note
from caseworker.office import Office
from tests.making import made_with, make_citizen

AN_ACT = t("Save talk")


@dataclass
class Desk:
    """The office and the citizen on the other side."""

    office: Office
    clock: FixedClock
    citizen_id: str
    case_id: str

    def do(self, function: Callable[..., Any], *args: Any, name: Text = AN_ACT, **kwargs: Any) -> Any:
        """Run a service function as one act."""
        return self.office.run(name, lambda work: function(work, *args, **kwargs))

    def read(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Run a query."""
        with self.office.read() as session:
            return function(session, *args, **kwargs)

    def book(self, when: datetime | None = None, **values: Any) -> str:
        """Book a talk, half an hour ago unless said."""
        data = {"case_id": self.case_id, "kind": "follow_up", "at": when or at(date(2026, 11, 24), 8, 30)}
        return str(self.do(service.book, BookingData(**(data | values))))

    def note(self, facts: str = "Der skete noget.", title: str = "Telefonnotat", **values: Any) -> str:
        """Write a note."""
        return str(self.do(write_note, NoteData(case_id=self.case_id, title=title, facts=facts, **values)))


@contextmanager
def open_desk(folder: Path, clock: FixedClock) -> Iterator[Desk]:
    """Open a desk on a new store, and close it."""
    office, (citizen_id, case_id) = made_with(folder, clock, make_citizen)
    try:
        yield Desk(office, clock, citizen_id, case_id)
    finally:
        office.close()
