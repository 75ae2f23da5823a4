"""The new file of drafts that is written whole beside a damaged one, until it lies in its place."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, insert, inspect

from caseworker.base.errors import StoreProblem
from caseworker.base.files import make_private
from caseworker.base.ids import new_id
from caseworker.store.at_hand import AtHand, Rows
from caseworker.store.connect import damaged, open_engine, problems
from caseworker.store.drafts_tables import METADATA, TABLES, UNTOLD, covers, newest
from caseworker.store.folder import cannot_write
from caseworker.store.losses import Loss
from caseworker.store.salvage import closing_engine, is_there, keep_aside, name_aside, put_away

ASIDE = "drafts-damaged"
_STALE = "drafts-damaged-new"


class NewFile:
    """The file in the place `path` is meant for, and the new one that waits to be put there."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path, self._key = path, key
        self._new = path.with_stem("drafts-new")

    def waiting(self) -> Rows | None:
        """Return what stands in the new file, None where there is none that is whole."""
        return self._all_of(self._new)

    def _all_of(self, path: Path) -> Rows | None:
        """Return what stands in a file that was closed; None where it is not whole: it was cut off, or is damaged."""
        if not is_there(path):
            return None
        try:
            with (
                closing_engine(open_engine(path, self._key, write=False)) as engine,
                problems(path),
                engine.begin() as connection,
            ):
                require_whole(connection)
                if not inspect(connection).has_table(UNTOLD.name):
                    return None  # all is written in one go
                return AtHand.of(connection, TABLES).rows
        except StoreProblem as found:
            if found.code != "damaged":
                raise
            return None

    def put_in_or_tell(self, waiting: Rows, *, known: bool) -> Loss | None:
        """Put the new file in. One with older words than the file, as out of a backup, is told and not put in.

        `known`: nobody else has written it. Raises StoreProblem.
        """
        there = None if known else self._all_of(self._path)
        if there is not None and newest(there) > newest(waiting):
            return Loss(new_id(), self.name_of_stale(), whole=covers(there, waiting))
        self._put_in(waiting, there)
        return None

    def name_of_stale(self) -> str:
        """Return the name that a new file which is not put in is to be kept under."""
        return name_aside(self._path, _STALE).name

    def put_aside(self, name: str) -> None:
        """Keep a new file under a name it was told by. Raises StoreProblem."""
        try:
            keep_aside(self._new, self._path.with_name(name))
        except OSError as error:
            raise cannot_write(self._path.parent, error) from error

    def write(self, rows: Rows) -> AtHand:
        """Write it in one go, and return what stands in it. Raises StoreProblem; then there is none."""
        try:
            put_away(self._new)  # half of one: nothing stands in it alone
            make_private(self._new)
            with (
                closing_engine(open_engine(self._new, self._key, write=True)) as engine,
                problems(self._new),
                engine.begin() as connection,
            ):
                METADATA.create_all(connection)
                for table in TABLES:
                    if rows[table.name]:
                        connection.execute(insert(table), rows[table.name])
                return AtHand.of(connection, TABLES)
        except OSError as error:
            raise cannot_write(self._path.parent, error) from error
        except StoreProblem:
            with suppress(OSError):
                put_away(self._new)
            raise

    def _put_in(self, waiting: Rows, there: Rows | None) -> None:
        """Keep the old file under the name that is told, and move the new one to its place."""
        own = [Loss(**row).file for row in waiting[UNTOLD.name][-1:]]
        try:
            aside = self._path.with_name("".join(own) or ASIDE).with_suffix(self._path.suffix)
            if is_there(self._path) and (
                aside.exists() or own in ([], [""])
            ):  # not the one it was written for
                aside = name_aside(self._path, ASIDE)
                whole = there is not None and covers(waiting, there)
                with (
                    closing_engine(open_engine(self._new, self._key, write=True)) as engine,
                    problems(self._new),
                    engine.begin() as connection,
                ):
                    connection.execute(insert(UNTOLD), {"id": new_id(), "file": aside.name, "whole": whole})
            keep_aside(self._path, aside)
            self._new.replace(self._path)
        except OSError as error:
            raise cannot_write(self._path.parent, error) from error


def require_whole(connection: Connection) -> None:
    """Look at every page: one that nobody reads now is damaged all the same, and it is a small file."""
    if connection.exec_driver_sql("PRAGMA quick_check").all() != [("ok",)]:
        raise damaged(Path())
