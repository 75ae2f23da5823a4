"""The change log: one row per changed record, chained by hash, with a payload that can be purged.

It is the audit trail, the outbox of the exchange and the source of undo; there is no second mechanism
for any of these. Rows are written by flush events in the same transaction as the change itself.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import ForeignKey, Index, Integer, String, Table, TextClause, event, insert, inspect, select
from sqlalchemy.orm import Mapped, ORMExecuteState, Session, UOWTransaction, mapped_column

from caseworker.base.ids import new_id
from caseworker.store.record import Base, Record, kinds

# Never part of a payload: bookkeeping that follows from the log itself.
BOOKKEEPING = frozenset({"revision", "change_id"})
FIRST_HASH = "0" * 64

# Signs that no text has and that files made of it (PDF, XML, calendar) may not hold; half a letter is no letter.
_BREAKS = re.compile(r"[\x0b\x0c]")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_HALF_LETTERS = re.compile(r"[\ud800-\udfff]")
_ODD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class ActRow(Base):
    """One named act of the caseworker: what undo speaks of. `undoes` points at the act it takes back."""

    __tablename__ = "act"

    seq: Mapped[int] = mapped_column(primary_key=True, init=False)
    id: Mapped[str] = mapped_column(String(36), unique=True)
    at: Mapped[datetime]
    actor: Mapped[str]
    device: Mapped[str]
    name: Mapped[dict[str, Any]]
    reason: Mapped[str] = mapped_column(default="")
    undoes: Mapped[str | None] = mapped_column(String(36), default=None)
    undone_by: Mapped[str | None] = mapped_column(String(36), default=None)
    undoable: Mapped[bool] = mapped_column(default=True)


class ChangeRow(Base):
    """The header of one change. `hash` covers the header, the payload's digest and the row before."""

    __tablename__ = "change"
    __table_args__ = (Index(None, "act_id"), Index(None, "record_id"), Index(None, "case_id"))

    seq: Mapped[int] = mapped_column(Integer, primary_key=True, init=False)
    change_id: Mapped[str] = mapped_column(String(36))
    act_id: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime]
    actor: Mapped[str]
    device: Mapped[str]
    kind: Mapped[str]
    record_id: Mapped[str] = mapped_column(String(36))
    citizen_id: Mapped[str | None] = mapped_column(String(36), default=None)
    case_id: Mapped[str | None] = mapped_column(String(36), default=None)
    operation: Mapped[str]
    base_change_id: Mapped[str]
    digest: Mapped[str] = mapped_column(String(64))
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class ChangePayload(Base):
    """The fields of one change, old and new. Deleting a row here (purge) leaves the chain whole."""

    __tablename__ = "change_payload"

    seq: Mapped[int] = mapped_column(ForeignKey("change.seq"), primary_key=True)
    fields: Mapped[dict[str, Any]]


# What a row's hash covers, beside its digest and the hash before it.
_HEADER = (
    "change_id", "act_id", "at", "actor", "device", "kind", "record_id", "citizen_id", "case_id", "operation",
    "base_change_id",
)  # fmt: skip
_CHANGE = cast(Table, ChangeRow.__table__)
_PAYLOAD = cast(Table, ChangePayload.__table__)


@dataclass(frozen=True, slots=True)
class Change:
    """One changed record, as it is announced to screens."""

    kind: str
    record_id: str
    operation: str
    citizen_id: str | None
    case_id: str | None


@dataclass(frozen=True, slots=True)
class Author:
    """Who acts, on which device, in which act."""

    act_id: str
    at: datetime
    actor: str
    device: str


@dataclass(slots=True)
class _Noted:
    record: Record
    operation: str
    fields: dict[str, list[Any]]
    base_change_id: str


def encode(value: Any) -> Any:
    """Turn a column value into JSON."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    return value


def decode(kind: type[Record], field: str, value: Any) -> Any:
    """Turn a JSON value back into what the column holds."""
    if value is None or not isinstance(value, str):
        return value
    python_type = inspect(kind).columns[field].type.python_type
    if python_type is datetime:
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if python_type is date else value


_PAST_THE_LOG = "Bulk writes to logged records would pass the change log by."


def column_names(kind: type[Record]) -> list[str]:
    """Return the names of a record kind's columns."""
    return [attribute.key for attribute in inspect(kind).column_attrs]


def chain_hash(header: Iterable[Any], digest: str, previous: str) -> str:
    """Return the hash of a row: its header, its payload's digest and the hash before it."""
    line = json.dumps([*header, digest, previous], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(line.encode()).hexdigest()


def payload_digest(fields: dict[str, Any]) -> str:
    """Return the digest of a payload in its one canonical spelling."""
    line = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(line.encode()).hexdigest()


class ChangeLog:
    """Watches one session and writes the log rows of everything that it flushes."""

    def __init__(self, session: Session, author: Author) -> None:
        self._session, self.author = session, author
        self._noted: list[_Noted] = []
        self._previous: str | None = None
        self._seq = 0
        self.changes: list[Change] = []
        event.listen(session, "before_flush", self._before_flush)
        event.listen(session, "after_flush", self._after_flush)
        event.listen(session, "do_orm_execute", _refuse_bulk)

    def _before_flush(self, session: Session, _context: UOWTransaction, _instances: Any) -> None:
        if any(isinstance(obj, Record) for obj in session.deleted):
            raise AssertionError("Records are deleted softly: set deleted_at. Purge is a retention act.")
        for obj in session.new:
            if isinstance(obj, Record):
                _tidy(obj)
                fields = {
                    name: [None, encode(getattr(obj, name))]
                    for name in column_names(type(obj))
                    if name not in BOOKKEEPING and getattr(obj, name) is not None
                }
                self._note(obj, "insert", fields)
        for obj in session.dirty:
            if isinstance(obj, Record):
                _tidy(obj)
                if fields := _changed_fields(obj):
                    self._note(obj, _operation(fields), fields)

    def _note(self, record: Record, operation: str, fields: dict[str, list[Any]]) -> None:
        self._noted.append(_Noted(record, operation, fields, record.change_id))
        record.change_id = new_id()

    def _after_flush(self, session: Session, _context: UOWTransaction) -> None:
        noted, self._noted = self._noted, []
        if not noted:
            return
        connection = session.connection()
        if self._previous is None:
            last = select(ChangeRow.seq, ChangeRow.hash).order_by(ChangeRow.seq.desc()).limit(1)
            newest = connection.execute(last).first()
            self._seq, self._previous = (newest.seq, newest.hash) if newest else (0, FIRST_HASH)
        rows, payloads = [], []
        for one in noted:
            # The write lock is held, so nobody else numbers rows now.
            self._seq += 1
            row = self._row(one) | {"seq": self._seq}
            rows.append(row)
            payloads.append({"seq": self._seq, "fields": one.fields})
            self._previous = row["hash"]
            self.changes.append(
                Change(row["kind"], row["record_id"], row["operation"], row["citizen_id"], row["case_id"])
            )
        connection.execute(insert(_CHANGE), rows)
        connection.execute(insert(_PAYLOAD), payloads)

    def _row(self, one: _Noted) -> dict[str, Any]:
        record, author = one.record, self.author
        kind = record.__tablename__
        citizen_id = record.id if kind == "citizen" else getattr(record, "citizen_id", None)
        case_id = record.id if kind == "case_file" else getattr(record, "case_id", None)
        row: dict[str, Any] = {
            "change_id": record.change_id,
            "act_id": author.act_id,
            "at": author.at,
            "actor": author.actor,
            "device": author.device,
            "kind": kind,
            "record_id": record.id,
            "citizen_id": citizen_id,
            "case_id": case_id,
            "operation": one.operation,
            "base_change_id": one.base_change_id,
            "digest": payload_digest(one.fields),
            "previous_hash": self._previous or FIRST_HASH,
        }
        header = [encode(row[name]) for name in _HEADER]
        return row | {"hash": chain_hash(header, row["digest"], row["previous_hash"])}


def broken_links(session: Session) -> list[int]:
    """Walk the chain and return the `seq` of each row that fits neither the row before nor its payload."""
    wrong: list[int] = []
    previous = FIRST_HASH
    rows = session.execute(
        select(ChangeRow, ChangePayload.fields)
        .outerjoin(ChangePayload, ChangePayload.seq == ChangeRow.seq)
        .order_by(ChangeRow.seq)
        .execution_options(yield_per=1000)
    )
    for row, fields in rows:
        header = [encode(getattr(row, name)) for name in _HEADER]
        whole = row.previous_hash == previous and row.hash == chain_hash(header, row.digest, previous)
        if not whole or (fields is not None and payload_digest(fields) != row.digest):
            wrong.append(row.seq)
        previous = row.hash
    return wrong


def _changed_fields(record: Record) -> dict[str, list[Any]]:
    state = inspect(record)
    fields: dict[str, list[Any]] = {}
    for attribute in state.mapper.column_attrs:
        if attribute.key in BOOKKEEPING:
            continue
        history = state.attrs[attribute.key].history
        if history.has_changes():
            old = history.deleted[0] if history.deleted else None
            new = history.added[0] if history.added else None
            if old != new:
                fields[attribute.key] = [encode(old), encode(new)]
    return fields


def _operation(fields: dict[str, list[Any]]) -> str:
    if "deleted_at" in fields:
        return "delete" if fields["deleted_at"][1] else "restore"
    return "update"


def _refuse_bulk(state: ORMExecuteState) -> None:
    """Refuse writes that would pass the log by: of whole tables, or in words of SQL."""
    if state.is_select or state.execution_options.get("unlogged"):
        return
    if isinstance(state.statement, TextClause):
        unlogged = state.statement.text.lstrip().lower().startswith("select")
    else:
        unlogged = getattr(getattr(state.statement, "table", None), "name", "") not in kinds()
    if not unlogged:
        raise AssertionError(_PAST_THE_LOG)


class LoggedSession(Session):
    """A session without the old bulk methods, which tell nobody what they write."""

    def bulk_save_objects(self, *_arguments: Any, **_options: Any) -> None:
        """Refuse."""
        raise AssertionError(_PAST_THE_LOG)

    bulk_insert_mappings = bulk_update_mappings = bulk_save_objects


def refuse_records(session: Session, _context: UOWTransaction, _instances: Any) -> None:
    """Refuse logged records in a session that writes no log (listens to `before_flush`)."""
    if any(isinstance(obj, Record) for obj in (*session.new, *session.dirty, *session.deleted)):
        raise AssertionError(_PAST_THE_LOG)


def _tidy(record: Record) -> None:
    """Mend what cannot be written in any of the record's text: a page break from a paste becomes a line break."""
    for name in column_names(type(record)):
        value = getattr(record, name)
        if isinstance(value, str | list | dict):
            tidy = tidied(value)
            if tidy is not value:
                setattr(record, name, tidy)


def tidied(value: Any) -> Any:
    """Return text (or lists and dicts of it) without signs that cannot be written; the same object if none."""
    if isinstance(value, str):
        if _ODD.search(value) is None:
            return value
        return _HALF_LETTERS.sub("\ufffd", _UNWRITABLE.sub("", _BREAKS.sub("\n", value)))
    if isinstance(value, list):
        items = [tidied(item) for item in value]
        return items if any(new is not old for new, old in zip(items, value, strict=True)) else value
    if isinstance(value, dict):
        pairs = {tidied(name): tidied(item) for name, item in value.items()}
        same = all(new is old for new, old in zip(pairs.values(), value.values(), strict=False))
        return value if same and pairs.keys() == value.keys() else pairs
    return value


def written_at(session: Session, record_id: str) -> datetime | None:
    """Return the moment a record was written down, or None where the log does not know it."""
    return session.scalar(
        select(ChangeRow.at)
        .where(ChangeRow.record_id == record_id, ChangeRow.operation == "insert")
        .order_by(ChangeRow.at)
        .limit(1)
    )
