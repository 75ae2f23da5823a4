"""Drafts: what is being typed and not yet saved, in an encrypted file of their own beside the store.

A draft carries the id of the record it will become (`record_id`), so that a crash between saving the
record and clearing the draft leaves neither loss nor double.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    Connection,
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
from caseworker.base.text import Text, t
from caseworker.store.connect import damaged, open_engine, prepare, problems
from caseworker.store.record import UtcMoment
from caseworker.store.salvage import Found, closing_engine, is_there, keep_aside, read_what_can_be

T = TypeVar("T")

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
# What was met is told until somebody has read it, also where a command, or another opening, met it.
_untold = Table(
    "loss", _metadata, Column("file", String, primary_key=True), Column("whole", Boolean, nullable=False)
)
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


@dataclass(frozen=True, slots=True)
class _Loss:
    """A file that was damaged: the name it is kept under ("" where nothing was left of it), and what came out of it."""

    file: str
    whole: bool

    def words(self) -> Text:
        if not self.file:
            return _GONE_KEPT if self.whole else _GONE
        if self.whole:
            return t(
                "The file of drafts was damaged, but every draft could be read and is kept. The damaged file is kept "
                "as {file}.",
                file=self.file,
            )
        return t(
            "The file of drafts was damaged: what was begun earlier and not saved may be lost. What could be read of "
            "it is kept. All that was saved is safe. The damaged file is kept as {file}.",
            file=self.file,
        )


_GONE = t(
    "The file of drafts was gone or empty: what was begun earlier and not saved may be lost. "
    "All that was saved is safe."
)
_GONE_KEPT = t("The file of drafts was gone or empty, but every draft was still at hand and is kept.")


class Drafts:
    """The drafts file. Never expires anything by itself.

    A damaged one keeps nobody from the store: it is kept under another name (`set_aside`) and a new one begun with what
    can be read of it, also where the damage is met later, or at locking. What was written since opening is then written
    again; `on_loss` is told, in the thread that met it. What a full disk would not take waits in `unsaved`, by record,
    so that locking does not lose it. A store `in_use` has such a file: one that is gone or empty is told.
    """

    def __init__(self, folder: Path, key: bytes, clock: Clock, *, in_use: bool = False) -> None:
        self._path, self._key, self._clock = folder / DRAFTS_NAME, key, clock
        self.set_aside: Path | None = None
        self.on_loss: Callable[[], object] | None = None
        self.unsaved: dict[str, tuple[str, str, str, str, dict[str, Any]]] = {}
        self._lost: _Loss | None = None
        self._written: dict[str, Draft] = {}
        self._cleared: set[str] = set()
        # One connection reads and writes; none may be open while the file gets another name.
        self._turn = RLock()
        try:
            if in_use and not is_there(self._path):
                raise damaged(self._path)
            self._open()
        except StoreProblem as found:
            if found.code != "damaged":
                raise
            self._begin_anew()

    def _open(self) -> None:
        prepare(self._path, self._key)
        self._engine = open_engine(self._path, self._key, write=True)
        try:
            with problems(self._path), self._engine.begin() as connection:
                self._require_whole(connection)
                _metadata.create_all(connection)
                if (row := connection.execute(select(_untold)).mappings().first()) is not None:
                    self._lost = _Loss(**row)
                    self.set_aside = self._path.with_name(row["file"]) if row["file"] else None
        except StoreProblem:
            self._engine.dispose()
            raise

    def _require_whole(self, connection: Connection) -> None:
        """Look at every page: one that nobody reads now is damaged all the same, and it is a small file."""
        if connection.exec_driver_sql("PRAGMA quick_check").all() != [("ok",)]:
            raise damaged(self._path)

    def _begin_anew(self, found: Found | None = None) -> None:
        """Keep the damaged file aside and begin a new one with what is `found`, or else can be read of the old one."""
        if found is None:
            found = read_what_can_be(self._path, self._key, _KEPT)
        aside = keep_aside(self._path, f"drafts-damaged-{self._clock.now():%Y%m%d-%H%M%S}")
        kept = {one["record_id"]: one for one in found.rows.get(_table.name, ())}
        drafts = {record_id: row for record_id, row in kept.items() if record_id not in self._cleared}
        drafts |= {record_id: _row(draft) for record_id, draft in self._written.items()}
        try:
            self._open()
            self.set_aside, self._lost = aside, _Loss(aside.name if aside else "", found.whole)
            with problems(self._path), self._engine.begin() as connection:
                for table, rows in (
                    (_table, list(drafts.values())),
                    (_spent, found.rows.get(_spent.name, [])),
                ):
                    if rows:
                        connection.execute(insert(table), rows)
                connection.execute(insert(_untold).values(file=self._lost.file, whole=self._lost.whole))
        except StoreProblem:
            self._hold(drafts)
            raise

    def _hold(self, drafts: dict[str, dict[str, Any]]) -> None:
        """Let drafts wait in memory: there is no file to write them in."""
        names = ("record_id", "kind", "citizen_id", "case_id", "values")
        for record_id, row in drafts.items():
            self.unsaved.setdefault(record_id, tuple(row[name] for name in names))

    def _run(self, act: Callable[[Connection], T]) -> T:
        """Read or write in one transaction; what meets a damaged file is done in a new one."""
        with self._turn:
            try:
                return self._once(act)
            except StoreProblem as found:
                if found.code != "damaged":
                    raise
            self._engine.dispose()
            self._begin_anew()
            done = self._once(act)
        if self.on_loss is not None:
            self.on_loss()
        return done

    def _once(self, act: Callable[[Connection], T]) -> T:
        with problems(self._path), self._engine.begin() as connection:
            return act(connection)

    def loss(self) -> Text | None:
        """Return what is to be told of a file that was damaged, or None."""
        return None if self._lost is None else self._lost.words()

    def loss_told(self) -> None:
        """Say it no more: it has been read."""
        self._lost = None
        with suppress(StoreProblem):  # else it is said once more
            self._run(lambda connection: connection.execute(delete(_untold)))

    def check(self) -> None:
        """Look at the whole file once more. A damaged one is kept aside, which `loss` then tells."""
        self._run(self._require_whole)

    def save(
        self, record_id: str, kind: str, citizen_id: str, case_id: str, values: dict[str, Any]
    ) -> datetime:
        """Keep what is typed so far. Returns the moment it was saved."""
        self.unsaved[record_id] = (record_id, kind, citizen_id, case_id, values)
        now = self._clock.now()

        def keep(connection: Connection) -> Draft:
            mine = _table.c.record_id == record_id
            started = connection.execute(select(_table.c.started_at).where(mine)).scalar_one_or_none()
            draft = Draft(record_id, kind, citizen_id, case_id, started or now, now, values)
            connection.execute(delete(_table).where(mine))
            connection.execute(insert(_table).values(_row(draft)))
            return draft

        self._written[record_id] = self._run(keep)
        self._cleared.discard(record_id)
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
        found = self._read(select(_table).where(wanted).limit(1))
        return found[0] if found else None

    def all(self) -> list[Draft]:
        """Return all drafts, the newest first."""
        return self._read(select(_table))

    def _read(self, wanted: Select[Any]) -> list[Draft]:
        def read(connection: Connection) -> list[Draft]:
            rows = connection.execute(wanted.order_by(*_NEWEST_FIRST)).mappings()
            return [Draft(**row) for row in rows]

        return self._run(read)

    def spend(self, record_id: str, act_id: str) -> None:
        """Take away the draft that an act has made a record of, and keep it for the undo of that act."""
        self._forget(record_id)
        mine = _table.c.record_id == record_id

        def spend(connection: Connection) -> None:
            long_ago = self._clock.now() - _SPENT_FOR
            connection.execute(delete(_spent).where(_spent.c.saved_at < long_ago))
            row = connection.execute(select(_table).where(mine)).mappings().first()
            if row is not None:
                connection.execute(insert(_spent).values(**row, act_id=act_id))
                connection.execute(delete(_table).where(mine))

        self._run(spend)

    def bring_back(self, act_id: str, made: Collection[str]) -> None:
        """Make drafts again of what an act had spent: it is undone. What is being written since stays.

        They are marked `UNDONE`: what was just taken back must not stand open by itself, one key from being done again.
        The id of a record that the act `made` is used up, so such a draft will become another record.
        """
        mine = _spent.c.act_id == act_id

        def bring_back(connection: Connection) -> list[Draft]:
            back = []
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
                    back.append(Draft(**draft))
            return back

        for draft in self._run(bring_back):
            self._written[draft.record_id] = draft
            self._cleared.discard(draft.record_id)

    def clear(self, record_id: str) -> None:
        """Forget a draft that the caseworker has thrown away, or that became a record without an act of its own."""
        self._forget(record_id)
        self._run(
            lambda connection: connection.execute(delete(_table).where(_table.c.record_id == record_id))
        )

    def _forget(self, record_id: str) -> None:
        self.unsaved.pop(record_id, None)
        self._written.pop(record_id, None)
        self._cleared.add(record_id)

    def close(self) -> None:
        """Close the file, once what was written is seen to stand in it. What cannot be mended waits in `unsaved`."""
        with self._turn:
            try:
                self._mend()
            except StoreProblem:
                self._hold({record_id: _row(draft) for record_id, draft in self._written.items()})
            self._engine.dispose()

    def _mend(self) -> None:
        """Look at the file as the next who opens it will. Of a damaged one nothing is noticed by what has it open."""
        at_hand: Found | None = None
        try:
            with problems(self._path):
                at_hand = Found.of(self._engine, _KEPT)
            if not is_there(self._path):
                raise damaged(self._path)
            with (
                closing_engine(open_engine(self._path, self._key, write=False)) as fresh,
                problems(self._path),
            ):
                with fresh.begin() as connection:
                    self._require_whole(connection)
                if Found.of(fresh, _KEPT) == at_hand:
                    return
        except StoreProblem as found:
            if found.code not in {"damaged", "disk_error"}:  # a log that is cut ends in an error of the disk
                raise
        self._engine.dispose()
        self._begin_anew(at_hand)


_KEPT = (_table, _spent)


def _row(draft: Draft) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in draft.__slots__}
