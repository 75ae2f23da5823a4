"""The store of one caseworker: an encrypted file, opened by one process at a time."""

from __future__ import annotations

import platform
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock, get_ident
from typing import Any, TypeVar

from filelock import FileLock
from sqlalchemy import event, text
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria

from caseworker.base.clock import Clock
from caseworker.base.errors import StoreProblem
from caseworker.base.files import HEADER_NAME, STORE_NAME, keep_private
from caseworker.base.ids import new_id
from caseworker.base.text import Text, t, to_data
from caseworker.store import keys, search
from caseworker.store.connect import SMALLEST, damaged, open_engine, prepare, problem, problems
from caseworker.store.drafts import Drafts
from caseworker.store.drafts_file import DRAFTS_NAME
from caseworker.store.folder import (
    LOCK_NAME,
    OWNER_NAME,
    cannot_write,
    refuse_network_path,
    take_lock,
)
from caseworker.store.log import ActRow, Author, Change, LoggedSession, refuse_records
from caseworker.store.record import Base, Record
from caseworker.store.work import Work

T = TypeVar("T")

# Raised by one with each migration; kept in the file as PRAGMA user_version.
SCHEMA_VERSION = 1
_NUMBER = re.compile(r"\d+")  # of a page, in the words of the database
# A new store is made in a folder of its own and moved out whole.
MAKING_NAME = "store.making"


class Done:
    """How an act ended: what it changed and under which id it can be undone."""

    __slots__ = ("act_id", "changes")

    def __init__(self, act_id: str, changes: list[Change]) -> None:
        self.act_id, self.changes = act_id, changes


class Store:
    """An open store. Reading and writing sessions are handed out; nothing else touches the file."""

    def __init__(
        self, folder: Path, key: bytes, clock: Clock, lock: FileLock, *, in_use: bool = False
    ) -> None:
        self.folder, self.key, self.clock = folder, key, clock
        self.path = folder / STORE_NAME
        self._lock = lock
        self._writing, self._writer_thread = Lock(), 0
        self._writer = open_engine(self.path, key, write=True)
        self._reader = open_engine(self.path, key, write=False)
        self.drafts = Drafts(folder, key, clock, in_use=in_use)
        self.actor = ""
        self.device = platform.node() or "device"

    @classmethod
    def create(
        cls,
        folder: Path,
        passphrase: str,
        clock: Clock,
        cost: keys.KdfCost | None = None,
        *,
        first: Callable[[Store], object] = lambda _store: None,
    ) -> tuple[Store, str]:
        """Make a store and return it open, with its recovery code. What `first` writes is there from the start.

        Raises UserError for a weak passphrase and StoreProblem when the folder holds a store already, is
        read-only or full, or lies on a network drive. Whatever happens, there is a whole store or none.
        """
        keys.require_strength(passphrase)
        refuse_network_path(folder)
        try:
            _refuse_second(folder)
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise cannot_write(folder, error) from error
        try:
            lock = take_lock(folder)
        except StoreProblem as error:
            if error.code != "locked":
                _leave_no_lock(folder)
            raise
        try:
            made = cls._make(folder, passphrase, clock, cost, first)
            return cls(folder, made.key, clock, lock), made.recovery_code
        except BaseException as error:
            lock.release()
            _leave_no_lock(folder)
            if isinstance(error, OSError):
                raise cannot_write(folder, error) from error
            raise

    @classmethod
    def _make(
        cls,
        folder: Path,
        passphrase: str,
        clock: Clock,
        cost: keys.KdfCost | None,
        first: Callable[[Store], object],
    ) -> keys.NewKey:
        making = folder / MAKING_NAME
        shutil.rmtree(making, ignore_errors=True)  # an attempt that was cut off: nobody has worked in it
        try:
            making.mkdir(mode=0o700)
            made = keys.create(making, passphrase, cost)
            prepare(making / STORE_NAME, made.key)
            store = cls(making, made.key, clock, FileLock(making / LOCK_NAME))
            try:
                with problems(store.path), store._writer.begin() as connection:
                    Base.metadata.create_all(connection)
                    search.create(connection)
                    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
                first(store)
            finally:
                store.close()
            if not (folder / DRAFTS_NAME).exists():  # what lies there is told by `Drafts`
                (making / DRAFTS_NAME).replace(folder / DRAFTS_NAME)
            # In this order: `open` finishes the second step if the power fails between them.
            (making / HEADER_NAME).replace(folder / HEADER_NAME)
            (making / STORE_NAME).replace(folder / STORE_NAME)
        finally:
            if not (making / STORE_NAME).exists() or (making / HEADER_NAME).exists():
                shutil.rmtree(making, ignore_errors=True)
        return made

    @classmethod
    def open(cls, folder: Path, passphrase: str, clock: Clock) -> Store:
        """Open the store in a folder. Raises StoreProblem with what is wrong and what to do."""
        return cls.open_with_key(folder, keys.unlock(folder, passphrase), clock)

    @classmethod
    def open_with_key(cls, folder: Path, key: bytes, clock: Clock) -> Store:
        """Open with the key itself, as after the recovery code."""
        refuse_network_path(folder)
        path = folder / STORE_NAME
        lock = take_lock(folder)
        try:
            _finish_making(folder)
            for name in (HEADER_NAME, LOCK_NAME):
                keep_private(folder / name)
            if not path.exists():
                raise _gone(path)
            if path.stat().st_size < SMALLEST:
                raise damaged(path)  # to the database an empty file is a new one, to be written
            prepare(path, key)
            store = cls(folder, key, clock, lock, in_use=True)
            store._require_schema()
        except OSError as error:
            lock.release()
            raise cannot_write(folder, error) from error
        except BaseException:
            lock.release()
            raise
        return store

    def close(self) -> None:
        """Close all connections and let the next process in."""
        self.drafts.close()
        self._reader.dispose()
        self._writer.dispose()
        self._lock.release()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Hand out a session that can only read. Deleted records are left out of what it finds."""
        with Session(self._reader, expire_on_commit=False, autoflush=False) as session:
            event.listen(session, "do_orm_execute", _leave_out_deleted)
            with problems(self.path):
                yield session

    def write(
        self, name: Text, do: Callable[[Work], T], reason: str = "", *, undoes: str | None = None
    ) -> tuple[T, Done]:
        """Run one act in one transaction. It is rolled back unless it ends without an error."""
        with self._turn():
            author = Author(new_id(), self.clock.now(), self.actor, self.device)
            with LoggedSession(self._writer, expire_on_commit=False) as session:
                event.listen(session, "do_orm_execute", _leave_out_deleted)
                search.attach(session)
                work = Work(session, self.clock, author)
                result = do(work)
                session.flush()
                if work.changes:
                    session.add(
                        ActRow(
                            id=author.act_id, at=author.at, actor=author.actor, device=author.device,
                            name=to_data(name), reason=reason, undoes=undoes, undoable=work.undoable,
                        )
                    )  # fmt: skip
                session.commit()
                return result, Done(author.act_id, list(work.changes))

    def rehearse(self, do: Callable[[Work], T]) -> T:
        """Run an act as a dry run: everything happens, nothing is kept."""
        with self._turn(), LoggedSession(self._writer, expire_on_commit=False) as session:
            event.listen(session, "do_orm_execute", _leave_out_deleted)
            search.attach(session)
            author = Author(new_id(), self.clock.now(), self.actor, self.device)
            result = do(Work(session, self.clock, author))
            session.flush()
            session.rollback()
            return result

    @contextmanager
    def plain(self) -> Iterator[Session]:
        """Hand out a writing session for what is not logged: view log, projections. Commits at the end."""
        with self._turn(), Session(self._writer, expire_on_commit=False) as session:
            event.listen(session, "do_orm_execute", _leave_out_deleted)
            event.listen(session, "before_flush", refuse_records)
            yield session
            session.commit()

    def pragma(self, name: str) -> list[tuple[Any, ...]]:
        """Read one PRAGMA, such as `integrity_check`."""
        with problems(self.path), self._reader.connect() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(f"PRAGMA {name}")]

    def require_whole(self) -> None:
        """Raise StoreProblem "damaged" where a page of the file is: before an act that reads little of it."""
        if self.damaged_pages():
            raise damaged(self.path)

    def damaged_pages(self) -> list[int]:
        """Read every page of the file as it lies on the disk. Returns the numbers of the damaged ones, from 1.

        The write-ahead log is folded in first: pages that are still only there look like holes in the file.
        Where a reader keeps that from happening nothing is said; `integrity_check` reads past the log.
        """
        import sqlcipher3.dbapi2 as dbapi

        with self._turn():
            connection = self._writer.raw_connection()
            try:
                cursor = connection.cursor()
                _busy, pages, moved = cursor.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
                found = [] if moved < pages else cursor.execute("PRAGMA cipher_integrity_check").fetchall()
                return [_page(str(row[0])) for row in found]
            except dbapi.Error as error:
                raise problem(error, self.path) or error from error
            finally:
                connection.close()

    def _require_schema(self) -> None:
        try:
            version = self.pragma("user_version")[0][0]
            if version > SCHEMA_VERSION:
                raise keys.too_new()
            if version < SCHEMA_VERSION:
                raise damaged(self.path)
        except BaseException:
            self.close()
            raise

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Let one act write at a time; acts of other threads wait."""
        if self._writer_thread == get_ident():
            raise AssertionError("An act within an act would wait for itself.")
        with self._writing, problems(self.path):
            self._writer_thread = get_ident()
            try:
                yield
            finally:
                self._writer_thread = 0


def _page(words: str) -> int:
    found = _NUMBER.search(words)
    return int(found[0]) if found else 0


def _refuse_second(folder: Path) -> None:
    header, store = (folder / HEADER_NAME).exists(), (folder / STORE_NAME).exists()
    if store and not header:
        raise keys.gone(folder)
    if header and not store and not (folder / MAKING_NAME / STORE_NAME).exists():
        raise _gone(folder / STORE_NAME)
    if header or store:
        raise StoreProblem(
            "locked",
            t(
                "There is already a store in {folder}. Open it, or choose another folder.",
                folder=str(folder),
            ),
        )


def _leave_no_lock(folder: Path) -> None:
    """Take the lock's files away again from a folder in which no store was made."""
    if not (folder / STORE_NAME).exists():
        for name in (LOCK_NAME, OWNER_NAME):
            with suppress(OSError):  # a folder that takes nothing away either: the cause is told all the same
                (folder / name).unlink(missing_ok=True)


def _finish_making(folder: Path) -> None:
    """Put a new store in its place that was cut off between the header's move and its own."""
    making = folder / MAKING_NAME
    if (making / STORE_NAME).exists() and not (making / HEADER_NAME).exists():
        if not (folder / STORE_NAME).exists():
            (making / STORE_NAME).replace(folder / STORE_NAME)
        shutil.rmtree(making, ignore_errors=True)


def _gone(path: Path) -> StoreProblem:
    return StoreProblem(
        "missing",
        t(
            "The key file is there, but the store {file} is gone. Put it back from a backup.",
            file=str(path),
        ),
    )


def _leave_out_deleted(state: ORMExecuteState) -> None:
    if state.is_select and not state.is_column_load and not state.execution_options.get("include_deleted"):
        state.statement = state.statement.options(
            with_loader_criteria(Record, lambda kind: kind.deleted_at.is_(None), include_aliases=True)
        )


def count_rows(session: Session, table: str) -> int:
    """Return the number of rows of a table, deleted ones included."""
    return int(session.execute(text(f'SELECT count(*) FROM "{table}"')).scalar_one())  # noqa: S608 - own table names
