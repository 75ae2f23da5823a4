"""Makes a small store large, in bulk and past the log: every citizen is copied with all that belongs to them."""

# ruff: noqa: S608 - the queries are put together from our own table names
from __future__ import annotations

import random
import re
from typing import Any

# What worklist and engine read, and all they refer to.
READ_BY_WORKLIST = frozenset(
    {
        "citizen", "case_file", "group_period", "benefit_period", "trait", "work_period", "case_event", "case_act",
        "exemption", "talk", "talk_request", "outreach", "plan", "end_goal", "interim_goal", "activity", "agreement",
        "deadline", "deadline_case", "primary_contact",
    }
)  # fmt: skip
# There is one of each however many citizens there are; payloads may be purged, so they may be missing.
_NOT_COPIED = frozenset(
    {"staff", "unit_setting", "act", "change_payload", "sent_bundle", "view_log", "party"}
)
_SEARCH = "search_text"
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_NOTE_WORDS = 30
# Ids begin with their time, which never begins so: copies are told from originals by their first four digits.
_FIRST = 0xF000


def multiply(connection: Any, copies: int, kinds: frozenset[str] | None = None) -> None:
    """Add so many copies of every citizen. `kinds`: only these tables, and nothing to search in."""
    staff = {row[0] for row in connection.execute("SELECT id FROM staff")}

    def copied(words: str | None, head: str) -> str | None:
        if words is None:
            return None
        return _ID.sub(lambda found: found[0] if found[0] in staff else head + found[0][4:], words)

    connection.create_function("copied", 2, copied, deterministic=True)
    connection.execute("CREATE TEMP TABLE copies (n INTEGER, head TEXT)")
    numbers = [(number, f"{_FIRST + number:04x}") for number in range(1, copies + 1)]
    connection.executemany("INSERT INTO copies VALUES (?, ?)", numbers)
    for table in tables(connection):
        if table not in _NOT_COPIED and (kinds is None or table in kinds):
            _copy(connection, table)
    if kinds is None:
        connection.execute(
            f"INSERT INTO {_SEARCH} (words, kind, record_id, citizen_id) SELECT t.words, t.kind, "
            f"c.head || substr(t.record_id, 5), c.head || substr(t.citizen_id, 5) FROM {_SEARCH} t, copies c"
        )
        _number_search_rows(connection)
    connection.execute("DROP TABLE copies")


def add_notes(connection: Any, total: int, words: list[str], seed: int = 1) -> None:
    """Add notes until there are so many, each with words of its own, so that searching finds few of them."""
    source = random.Random(seed)
    connection.create_function("some_words", 0, lambda: " ".join(source.choices(words, k=_NOTE_WORDS)))
    plain = ", ".join(name for name, _type in columns(connection, "note") if name not in ("id", "facts"))
    first, last = connection.execute("SELECT count(*), max(rowid) FROM note").fetchone()
    for turn in range(1, -(-total // first)):
        connection.execute(
            f"INSERT INTO note (id, facts, {plain}) "
            "SELECT substr(id, 1, 4) || printf('%04x', 57344 + ?) || substr(id, 9), some_words(), "
            f"{plain} FROM (SELECT * FROM note WHERE rowid <= ?) LIMIT ?",
            (turn, last, total - turn * first),
        )
    connection.execute(
        f"INSERT INTO {_SEARCH} (words, kind, record_id, citizen_id) SELECT facts, 'note', id, citizen_id FROM note "
        "WHERE rowid > ?",
        (last,),
    )
    _number_search_rows(connection)


def tables(connection: Any) -> list[str]:
    """Return the names of the ordinary tables."""
    rows = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
    )
    return [name for (name,) in rows if not name.startswith(("search_", "sqlite_"))]


def columns(connection: Any, table: str) -> list[tuple[str, str]]:
    """Return name and declared type of each column."""
    return [(row[1], row[2].upper()) for row in connection.execute(f'PRAGMA table_info("{table}")')]


def _copy(connection: Any, table: str) -> None:
    of_staff = {
        row[3] for row in connection.execute(f'PRAGMA foreign_key_list("{table}")') if row[2] == "staff"
    }
    cases = connection.execute("SELECT max(case_no) FROM case_file").fetchone()[0]
    parts = []
    for name, kind in columns(connection, table):
        if name == "seq":
            parts.append("NULL")
        elif name == "cpr":
            parts.append("''")  # a number is nobody's twice
        elif name == "case_no":
            parts.append(f"t.case_no + c.n * {cases}")
        elif name in of_staff or name in ("act_id", "change_id", "base_change_id"):
            parts.append(f't."{name}"')
        elif name == "id" or name.endswith("_id"):
            parts.append(f"CASE length(t.\"{name}\") WHEN 36 THEN c.head || substr(t.\"{name}\", 5) "
                         f"ELSE t.\"{name}\" END")  # fmt: skip
        elif kind == "JSON" or name in ("key", "for_key"):
            parts.append(f'copied(t."{name}", c.head)')
        else:
            parts.append(f't."{name}"')
    connection.execute(
        f'INSERT INTO "{table}" SELECT {", ".join(parts)} FROM (SELECT * FROM "{table}") t, copies c'
    )


def _number_search_rows(connection: Any) -> None:
    connection.execute(
        f"INSERT OR IGNORE INTO search_row (record_id, row) SELECT record_id, rowid FROM {_SEARCH}"
    )
