"""A small encrypted file that is damaged: what can still be read of it, and keeping it under another name."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Engine, Select, Table, exc, literal_column, select

from caseworker.base.errors import StoreProblem
from caseworker.store.connect import open_engine, problems
from caseworker.store.folder import cannot_write

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """The rows that could be read, by table, and whether they are all there were."""

    rows: dict[str, list[Row]]
    whole: bool

    @classmethod
    def of(cls, engine: Engine, tables: Sequence[Table]) -> Found:
        """Read everything in one go. Raises the errors of the database."""
        with engine.begin() as connection:
            return cls(
                {
                    table.name: [dict(row) for row in connection.execute(_in_order(table)).mappings()]
                    for table in tables
                },
                whole=True,
            )


def log_of(path: Path) -> Path:
    """Return where the write-ahead log of a database lies."""
    return Path(f"{path}-wal")


def is_there(path: Path) -> bool:
    """Whether there is a file with something in it: to the database an empty one is a new one."""
    try:
        return path.stat().st_size > 0
    except FileNotFoundError:
        return False
    except OSError:
        return True  # what keeps one from seeing it keeps one from opening it, which then says why


def keep_aside(path: Path, stem: str) -> Path | None:
    """Give a file and its log another name beside it and return it, or None where nothing is left of the file.

    Raises StoreProblem where the folder does not let it.
    """
    aside = _free_name(path.with_stem(stem)) if is_there(path) else None
    try:
        if aside is not None:
            path.replace(aside)
            with suppress(FileNotFoundError):
                log_of(path).replace(log_of(aside))  # the newest words may stand there alone
        for end in ("", "-wal", "-shm"):
            Path(f"{path}{end}").unlink(missing_ok=True)
    except OSError as error:
        raise cannot_write(path.parent, error) from error
    return aside


def _free_name(path: Path) -> Path:
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free


def read_what_can_be(path: Path, key: bytes, tables: Sequence[Table]) -> Found:
    """Read a damaged file: every row whose pages are whole. The file and its log stay as they are.

    Raises StoreProblem (disk_full) where there is no room to read it in: that is no word about what stands in it.
    """
    found = Found({table.name: [] for table in tables}, whole=False)
    try:
        with _copy(path) as copy:
            for table in tables:
                found.rows[table.name] = _rows(copy, key, table)
    except OSError as error:
        if (problem := cannot_write(path.parent, error)).code == "disk_full":
            raise problem from error
    return found


def _rows(path: Path, key: bytes, table: Table) -> list[Row]:
    """Read from both ends up to the damage, then one by one what the index still names between them."""
    name = next(iter(table.primary_key)).name
    found: dict[str, Row] = {}
    forward = _in_order(table)
    for wanted in (forward, select(table).order_by(literal_column("rowid").desc())):
        found |= {row[name]: row for row in _up_to_damage(path, key, wanted)}
    mine = table.c[name]
    for row in _up_to_damage(path, key, select(mine)):
        if row[name] not in found:
            between = _up_to_damage(path, key, select(table).where(mine == row[name]))
            found.update((one[name], one) for one in between)
    return list(found.values())


def _up_to_damage(path: Path, key: bytes, wanted: Select[Any]) -> list[Row]:
    """Read until a damaged page is met. A connection that has met one reads nothing more, so each has its own."""
    found: list[Row] = []
    with closing_engine(open_engine(path, key, write=False)) as engine:
        try:
            with problems(path), engine.connect() as connection:
                for row in connection.execute(wanted).mappings():
                    found.append(dict(row))
        except StoreProblem as met:
            if met.code == "disk_full":
                raise
        except exc.DBAPIError:
            pass  # as far as it goes
    return found


def _in_order(table: Table) -> Select[Any]:
    return select(table).order_by(literal_column("rowid"))


@contextmanager
def closing_engine(engine: Engine) -> Iterator[Engine]:
    """Let all connections of an engine go when done."""
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def _copy(path: Path) -> Iterator[Path]:
    """Copy a file with its log: reading a database folds its log in, which would change the file."""
    with TemporaryDirectory(prefix="drafts-", dir=path.parent, ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / path.name
        shutil.copyfile(path, copy)
        if (log := log_of(path)).exists():
            shutil.copyfile(log, log_of(copy))
        yield copy
