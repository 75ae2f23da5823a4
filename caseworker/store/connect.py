"""Opening the encrypted file, and what can go wrong while doing so."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, exc
from sqlalchemy.pool import QueuePool

from caseworker.base.errors import StoreProblem
from caseworker.base.text import t

_NETWORK_SYSTEMS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "afs", "ncpfs", "9p", "davfs"}


def open_engine(path: Path, key: bytes, *, write: bool) -> Engine:
    """Return an engine on the encrypted file. A write engine begins each transaction with the write lock."""
    import sqlcipher3.dbapi2 as dbapi

    def connect() -> Any:
        connection = dbapi.connect(str(path), check_same_thread=False, isolation_level=None, timeout=10)
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
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
    )

    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
        if write:
            # One act writes records that refer to each other in any order; they are checked at its end.
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")

    event.listen(engine, "begin", begin)
    return engine


def prepare(path: Path, key: bytes) -> None:
    """Check that the key fits the file and switch on write-ahead logging, which stays with the file."""
    import sqlcipher3.dbapi2 as dbapi

    connection = dbapi.connect(str(path), isolation_level=None, timeout=10)
    try:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        connection.execute("PRAGMA journal_mode = WAL")
    except dbapi.DatabaseError as error:
        raise problem(error, path) from error
    finally:
        connection.close()


@contextmanager
def problems(path: Path) -> Iterator[None]:
    """Turn database errors that come from the environment into a StoreProblem."""
    try:
        yield
    except exc.DBAPIError as error:
        if isinstance(error, exc.IntegrityError | exc.ProgrammingError):
            raise
        found = problem(error.orig or error, path)
        raise found from error


def problem(error: BaseException, path: Path) -> StoreProblem:
    """Name what went wrong with the file."""
    words = str(error).lower()
    where = str(path)
    if "full" in words:
        return StoreProblem(
            "disk_full",
            t(
                "The disk is full, so the last act was not saved. All earlier work is safe. "
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
    return StoreProblem(
        "damaged",
        t(
            "The store {file} is damaged or not a store of this program. "
            "It is left as it is. Put the newest backup in its place.",
            file=where,
        ),
    )


def refuse_network_path(folder: Path) -> None:
    """Raise StoreProblem for a folder on a network drive, where write-ahead logging is not safe."""
    if _on_network(folder):
        raise StoreProblem(
            "network_path",
            t(
                "The folder {folder} lies on a network drive, where a store can be damaged. "
                "Choose a folder on this computer.",
                folder=str(folder),
            ),
        )


def _on_network(folder: Path) -> bool:
    place = str(folder.absolute())
    if place.startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":
        import ctypes

        remote = 4  # DRIVE_REMOTE of GetDriveTypeW
        return bool(ctypes.windll.kernel32.GetDriveTypeW(folder.absolute().anchor) == remote)
    try:
        mounts = Path("/proc/self/mounts").read_text("utf-8", "replace")
    except OSError:
        return False
    best, system = "", ""
    for line in mounts.splitlines():
        parts = line.split(" ")
        point = parts[1].replace("\\040", " ")
        inside = place == point or place.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, system = point, parts[2]
    return system in _NETWORK_SYSTEMS
