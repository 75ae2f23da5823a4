"""Opening the encrypted file, and what can go wrong while doing so."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, exc
from sqlalchemy.pool import QueuePool

from caseworker.base.errors import StoreProblem
from caseworker.base.files import make_private
from caseworker.base.text import t
from caseworker.store.folder import cannot_write

SMALLEST = 4096  # bytes: one page
_SHARED_MEMORY = 64 * 1024  # bytes: more than one piece of what the database grows it by


def open_engine(path: Path, key: bytes, *, write: bool) -> Engine:
    """Return an engine on the encrypted file. A write engine begins each transaction with the write lock."""
    import sqlcipher3.dbapi2 as dbapi

    def connect() -> Any:
        connection = dbapi.connect(str(path), check_same_thread=False, isolation_level=None, timeout=10)
        _give_key(connection, key)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA cache_size = -16000")
        if not write:
            connection.execute("PRAGMA query_only = ON")
        return connection

    size = 1 if write else 4
    engine = create_engine(
        "sqlite://",
        module=dbapi,
        creator=connect,
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0 if write else 4,
        hide_parameters=True,  # an error's words may end in a report; names and notes may not
    )

    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
        if write:
            # One act writes records that refer to each other in any order; they are checked at its end.
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")

    event.listen(engine, "begin", begin)
    return engine


def prepare(path: Path, key: bytes, *, log: bool = True) -> None:
    """Check that the key fits the file and switch write-ahead logging on or off, which stays with the file."""
    import sqlcipher3.dbapi2 as dbapi

    try:
        make_private(path)  # the database gives its side files the same rights
    except OSError as error:
        raise cannot_write(path.parent, error) from error
    try:
        connection = dbapi.connect(str(path), isolation_level=None, timeout=10)
        try:
            _give_key(connection, key)
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            connection.execute(f"PRAGMA journal_mode = {'WAL' if log else 'DELETE'}")
        finally:
            connection.close()
    except dbapi.DatabaseError as error:
        found = problem(error, path)
        if found is None:
            raise
        raise found from error


def _give_key(connection: Any, key: bytes) -> None:
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    # What is wrong with a file is said by us, in the reader's language: SQLCipher would write to stderr.
    connection.execute("PRAGMA cipher_log_level = NONE")


@contextmanager
def problems(path: Path) -> Iterator[None]:
    """Turn database errors that come from the environment into a StoreProblem."""
    try:
        yield
    except exc.DBAPIError as error:
        if isinstance(error, exc.IntegrityError | exc.ProgrammingError):
            raise
        found = problem(error.orig or error, path)
        if found is None:
            raise  # a wrong statement is a bug of ours, not a damaged file
        raise found from error


def problem(error: BaseException, path: Path) -> StoreProblem | None:
    """Name what went wrong with the file, or return None when it is nothing of the file's or the disk's."""
    words = str(error).lower()
    if "is full" in words or ("disk i/o error" in words and _no_room(path.parent)):
        return StoreProblem(
            "disk_full",
            t(
                "The disk is full. All that was saved is safe; what was being done now is not saved. "
                "Free some space and try again."
            ),
        )
    if "readonly" in words or "read-only" in words or "unable to open" in words:
        return StoreProblem(
            "read_only",
            t("The program may not write in {folder}. Your store is unchanged. "
              "Get write access and try again.",
              folder=str(path.parent)),
        )  # fmt: skip
    if "locked" in words or "busy" in words:
        return StoreProblem(
            "locked", t("Another program is using the store. Nothing is lost. Close it there and try again.")
        )
    if "disk i/o error" in words:
        return StoreProblem(
            "disk_error",
            t("The disk of {folder} could not be read or written, so the last act was not saved. "
              "All earlier work is safe. Check the disk and try again.",
              folder=str(path.parent)),
        )  # fmt: skip
    if any(sign in words for sign in ("not a database", "malformed", "encrypted")):
        return damaged(path)
    return None


def _no_room(folder: Path) -> bool:
    """Whether the disk is as good as full: the shared memory beside the file then ends in a plain I/O error."""
    try:
        return shutil.disk_usage(folder).free < _SHARED_MEMORY
    except OSError:
        return False


def damaged(path: Path) -> StoreProblem:
    """Return the problem of a file whose content is not what this program wrote."""
    return StoreProblem(
        "damaged",
        t(
            "The store {file} is damaged or not a store of this program. "
            "It is left as it is. Put the newest backup in its place.",
            file=str(path),
        ),
    )
