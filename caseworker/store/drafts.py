"""Drafts: what is being typed and not yet saved, in an encrypted file of their own beside the store.

A draft carries the id of the record it will become (`record_id`), so that a crash between saving the
record and clearing the draft leaves neither loss nor double.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    MetaData,
    Select,
    String,
    Table,
    delete,
    insert,
    literal_column,
    select,
)

from caseworker.base.clock import Clock
from caseworker.base.errors import StoreProblem
from caseworker.base.ids import new_id
from caseworker.store.connect import open_engine, prepare, problems
from caseworker.store.record import UtcMoment

DRAFTS_NAME = "drafts.db"
# How long a form's words outlive its saving, so that undo can hand them back. They are about people: not for ever.
_SPENT_FOR = timedelta(days=7)
# Among a form's values: what it was saved as is undone. It is gone once somebody writes on in the form.
UNDONE = "undone"
_metadata = MetaData()


def _columns() -> tuple[Column[Any], ...]:
    return (
        Column("record_id", String(36), primary_key=True),
        Column("kind", String, nullable=False),
        Column("citizen_id", String(36), nullable=False),
        Column("case_id", String(36), nullable=False),
        Column("started_at", UtcMoment, nullable=False),
        Column("saved_at", UtcMoment, nullable=False),
        Column("values", JSON, nullable=False),
    )


_table = Table("draft", _metadata, *_columns())
_spent = Table("spent_draft", _metadata, Column("act_id", String(36), primary_key=True), *_columns())
# Two saved in the same moment stand in the order they were written in.
_NEWEST_FIRST: tuple[ColumnElement[Any], ...] = (_table.c.saved_at.desc(), literal_column("rowid").desc())


@dataclass(frozen=True, slots=True)
class Draft:
    """One unfinished form: for which citizen and act, and what stands in its fields."""

    record_id: str
    kind: str
    citizen_id: str
    case_id: str
    started_at: datetime
    saved_at: datetime
    values: dict[str, Any]


class Drafts:
    """The drafts file. Never expires anything by itself.

    A damaged one keeps nobody from the store: it is kept under another name (`set_aside`) and a new one begun.
    What a full disk would not take waits in `unsaved`, by record, so that locking does not lose it.
    """

    def __init__(self, folder: Path, key: bytes, clock: Clock) -> None:
        self._path, self._clock = folder / DRAFTS_NAME, clock
        self.set_aside: Path | None = None
        self.unsaved: dict[str, tuple[str, str, str, str, dict[str, Any]]] = {}
        try:
            prepare(self._path, key)
        except StoreProblem as found:
            if found.code != "damaged":
                raise
            self.set_aside = self._keep_aside()
            prepare(self._path, key)
        self._engine = open_engine(self._path, key, write=True)
        with problems(self._path), self._engine.begin() as connection:
            _metadata.create_all(connection)

    def _keep_aside(self) -> Path:
        aside = self._path.with_name(f"drafts-damaged-{self._clock.now():%Y%m%d-%H%M%S}.db")
        self._path.replace(aside)
        for ending in ("-wal", "-shm"):
            Path(f"{self._path}{ending}").unlink(missing_ok=True)
        return aside

    def save(
        self, record_id: str, kind: str, citizen_id: str, case_id: str, values: dict[str, Any]
    ) -> datetime:
        """Keep what is typed so far. Returns the moment it was saved."""
        self.unsaved[record_id] = (record_id, kind, citizen_id, case_id, values)
        now = self._clock.now()
        with problems(self._path), self._engine.begin() as connection:
            started = connection.execute(
                select(_table.c.started_at).where(_table.c.record_id == record_id)
            ).scalar_one_or_none()
            connection.execute(delete(_table).where(_table.c.record_id == record_id))
            connection.execute(
                insert(_table).values(
                    record_id=record_id, kind=kind, citizen_id=citizen_id, case_id=case_id,
                    started_at=started or now, saved_at=now, values=values,
                )
            )  # fmt: skip
        self.unsaved.pop(record_id, None)
        return now

    def take_over(self, unsaved: Collection[tuple[str, str, str, str, dict[str, Any]]]) -> None:
        """Save what waited while the store was closed; what still cannot be saved goes on waiting."""
        for one in unsaved:
            with suppress(StoreProblem):
                self.save(*one)

    def find(self, kind: str, citizen_id: str) -> Draft | None:
        """Return the newest draft of this kind for this citizen, or None."""
        return self._first((_table.c.kind == kind) & (_table.c.citizen_id == citizen_id))

    def get(self, record_id: str) -> Draft | None:
        """Return the draft that will become this record, or None."""
        return self._first(_table.c.record_id == record_id)

    def of_citizen(self, citizen_id: str) -> list[Draft]:
        """Return the drafts about a citizen, the newest first."""
        return self._read(select(_table).where(_table.c.citizen_id == citizen_id))

    def _first(self, wanted: ColumnElement[bool]) -> Draft | None:
        with problems(self._path), self._engine.begin() as connection:
            query = select(_table).where(wanted).order_by(*_NEWEST_FIRST).limit(1)
            row = connection.execute(query).mappings().first()
            return Draft(**row) if row else None

    def all(self) -> list[Draft]:
        """Return all drafts, the newest first."""
        return self._read(select(_table))

    def _read(self, wanted: Select[Any]) -> list[Draft]:
        with problems(self._path), self._engine.begin() as connection:
            rows = connection.execute(wanted.order_by(*_NEWEST_FIRST)).mappings()
            return [Draft(**row) for row in rows]

    def spend(self, record_id: str, act_id: str) -> None:
        """Take away the draft that an act has made a record of, and keep it for the undo of that act."""
        self.unsaved.pop(record_id, None)
        mine = _table.c.record_id == record_id
        with problems(self._path), self._engine.begin() as connection:
            long_ago = self._clock.now() - _SPENT_FOR
            connection.execute(delete(_spent).where(_spent.c.saved_at < long_ago))
            row = connection.execute(select(_table).where(mine)).mappings().first()
            if row is not None:
                connection.execute(insert(_spent).values(**row, act_id=act_id))
                connection.execute(delete(_table).where(mine))

    def bring_back(self, act_id: str, made: Collection[str]) -> None:
        """Make drafts again of what an act had spent: it is undone. What is being written since stays.

        They are marked `UNDONE`: what was just taken back must not stand open by itself, one key from being done again.
        The id of a record that the act `made` is used up, so such a draft will become another record.
        """
        mine = _spent.c.act_id == act_id
        with problems(self._path), self._engine.begin() as connection:
            rows = connection.execute(select(_spent).where(mine)).mappings().all()
            connection.execute(delete(_spent).where(mine))
            for row in rows:
                draft = {name: value for name, value in row.items() if name != "act_id"}
                draft["values"] = {**draft["values"], UNDONE: True}
                if draft["record_id"] in made:
                    draft["record_id"] = new_id()
                taken = select(_table.c.record_id).where(_table.c.record_id == draft["record_id"])
                if connection.execute(taken).first() is None:
                    connection.execute(insert(_table).values(**draft))

    def clear(self, record_id: str) -> None:
        """Forget a draft that the caseworker has thrown away, or that became a record without an act of its own."""
        self.unsaved.pop(record_id, None)
        with problems(self._path), self._engine.begin() as connection:
            connection.execute(delete(_table).where(_table.c.record_id == record_id))

    def close(self) -> None:
        """Close the file."""
        self._engine.dispose()
