"""One unit of work: one transaction, one act, one set of log rows. Rolled back unless it ends well."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseworker.base.clock import Clock, FixedClock
from caseworker.base.errors import UserError
from caseworker.base.text import t
from caseworker.store.log import Author, Change, ChangeLog
from caseworker.store.record import Record

R = TypeVar("R", bound=Record)


class Work:
    """What service functions get: records to read and change, the clock, and who acts."""

    def __init__(self, session: Session, clock: Clock, author: Author) -> None:
        self.session, self.author = session, author
        self._clock = clock
        self._log = ChangeLog(session, author)
        self.undoable = True
        self._id_to_take = ""

    def now(self) -> datetime:
        """Return the moment of the act, in UTC: the same for all its changes."""
        return self.author.at

    def today(self) -> date:
        """Return the Danish day."""
        return self._clock.today()

    def add(self, record: R) -> R:
        """Add a new record and return it. Raises UserError when its draft has become a record already."""
        if self._id_to_take:
            record.id, self._id_to_take = self._id_to_take, ""
            if (
                self.session.get(type(record), record.id, execution_options={"include_deleted": True})
                is not None
            ):
                raise UserError(t("This is saved already. It was not saved a second time."))
        self.session.add(record)
        return record

    def take_id(self, record_id: str) -> None:
        """Give the next record added this id: its draft's, so that a draft can never become two records."""
        self._id_to_take = record_id

    def get(self, kind: type[R], record_id: str) -> R:
        """Return a live record. Raises UserError when there is none (any longer)."""
        record = self.session.get(kind, record_id)
        if record is None or record.deleted_at is not None:
            raise UserError(t("What you asked for is no longer there. Go back and look again."))
        return record

    def find(self, kind: type[R], *conditions: Any, order_by: Any = None) -> list[R]:
        """Return the live records that meet the conditions."""
        wanted = select(kind).where(*conditions)
        if order_by is not None:
            wanted = wanted.order_by(order_by)
        return list(self.session.scalars(wanted))

    def first(self, kind: type[R], *conditions: Any, order_by: Any = None) -> R | None:
        """Return the first live record that meets the conditions, or None."""
        wanted = select(kind).where(*conditions).limit(1)
        if order_by is not None:
            wanted = wanted.order_by(order_by)
        return self.session.scalars(wanted).first()

    def delete(self, record: Record) -> None:
        """Delete a record softly: its row and its history stay."""
        record.deleted_at = self.now()

    def flush(self) -> None:
        """Write what is pending, so that queries and the log see it."""
        self.session.flush()

    @contextmanager
    def as_of(self, moment: datetime) -> Iterator[None]:
        """Write what follows as if it were done at that moment: only for a made-up caseload."""
        self.flush()
        clock, author = self._clock, self.author
        self._clock = FixedClock(moment)
        self.author = self._log.author = replace(author, at=moment)
        try:
            yield
            self.flush()
        finally:
            self._clock, self.author = clock, author
            self._log.author = author

    @property
    def changes(self) -> list[Change]:
        """The changes written so far."""
        return self._log.changes

    def touched_cases(self) -> Iterator[str]:
        """Yield the id of every case that the changes so far concern, once each."""
        seen: set[str] = set()
        for change in self.changes:
            if change.case_id and change.case_id not in seen:
                seen.add(change.case_id)
                yield change.case_id
