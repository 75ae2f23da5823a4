"""Full-text search over what records say, kept up to date with every flush."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, event, text
from sqlalchemy.orm import Session, UOWTransaction

from caseworker.store.record import Record

_TABLE = "search_text"
# A CPR number as people write it, whole or begun: six digits, a hyphen or space, up to four more.
_CPR = re.compile(r"(?<!\d)(\d{6})[\s\-–]+(\d{1,4})(?!\d)")


@dataclass(frozen=True, slots=True)
class Hit:
    """One record found."""

    kind: str
    record_id: str
    citizen_id: str
    excerpt: str


def create(connection: Connection) -> None:
    """Make the index. Letters keep their Danish difference: å is not a."""
    connection.exec_driver_sql(
        f"CREATE VIRTUAL TABLE {_TABLE} USING fts5(words, kind UNINDEXED, record_id UNINDEXED, "
        "citizen_id UNINDEXED, tokenize = \"unicode61 remove_diacritics 0\", prefix = '2 3')"
    )
    connection.exec_driver_sql("CREATE TABLE search_row (record_id TEXT PRIMARY KEY, row INTEGER NOT NULL)")


def attach(session: Session) -> None:
    """Keep the index in step with what this session flushes."""

    def after_flush(flushed: Session, _context: UOWTransaction) -> None:
        connection = flushed.connection()
        for obj in (*flushed.new, *flushed.dirty):
            if isinstance(obj, Record) and type(obj).searched:
                _index(connection, obj)

    event.listen(session, "after_flush", after_flush)


def match_words(typed: str) -> str:
    """Turn what was typed into an FTS5 query: every word must begin a word of the text.

    A CPR number is kept without its hyphen, but a note may hold it with one: both are looked for.
    """
    whole = unicodedata.normalize("NFC", typed)
    queries = dict.fromkeys(_all_of(words) for words in (whole, _CPR.sub(r"\1\2", whole)))
    return " OR ".join(f"({query})" for query in queries if query)


def _all_of(typed: str) -> str:
    return " AND ".join(f'"{word}"*' for word in re.findall(r"[^\W_]+", typed))


def find(session: Session, typed: str, *, kinds: tuple[str, ...] = (), limit: int = 50) -> list[Hit]:
    """Search. The best hits first; nothing typed finds nothing."""
    query = match_words(typed)
    if not query:
        return []
    names = ", ".join(f":kind{i}" for i in range(len(kinds)))
    allowed = f" AND kind IN ({names})" if kinds else ""
    statement = text(
        f"SELECT kind, record_id, citizen_id, snippet({_TABLE}, 0, '', '', ' … ', 12) "  # noqa: S608 - own words
        f"FROM {_TABLE} WHERE {_TABLE} MATCH :query{allowed} ORDER BY rank LIMIT :limit"
    )
    values: dict[str, Any] = {"query": query, "limit": limit} | {f"kind{i}": k for i, k in enumerate(kinds)}
    return [Hit(*row) for row in session.execute(statement, values)]


def _index(connection: Connection, record: Record) -> None:
    old = connection.execute(
        text("SELECT row FROM search_row WHERE record_id = :id"), {"id": record.id}
    ).scalar_one_or_none()
    if old is not None:
        connection.execute(text(f"DELETE FROM {_TABLE} WHERE rowid = :row"), {"row": old})  # noqa: S608
    said = " ".join(str(value) for name in type(record).searched if (value := getattr(record, name)))
    words = unicodedata.normalize("NFC", said)  # an å may have come as a and a ring
    if record.deleted_at is not None or not words:
        connection.execute(text("DELETE FROM search_row WHERE record_id = :id"), {"id": record.id})
        return
    row = connection.execute(
        text(
            f"INSERT INTO {_TABLE} (words, kind, record_id, citizen_id) "  # noqa: S608
            "VALUES (:words, :kind, :id, :citizen)"
        ),
        {
            "words": words,
            "kind": record.__tablename__,
            "id": record.id,
            "citizen": record.id if record.__tablename__ == "citizen" else getattr(record, "citizen_id", ""),
        },
    ).lastrowid
    connection.execute(
        text("INSERT OR REPLACE INTO search_row (record_id, row) VALUES (:id, :row)"),
        {"id": record.id, "row": row},
    )
