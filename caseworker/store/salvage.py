"""A small encrypted file that is damaged: what can still be read of it, and keeping it under another name."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Select, Table, exc, literal_column, select

from caseworker.base.errors import StoreProblem
from caseworker.store.connect import open_engine, problems
from caseworker.store.folder import cannot_write

Row = dict[str, Any]
# An earlier program kept a write-ahead log; a crash leaves the other one.
_LOGS = ("-wal", "-journal")
_ROOM = 1024 * 1024  # bytes of nothing, which take no room on the disk


@dataclass(frozen=True, slots=True)
class Found:
    """The rows that could be read, by table, and whether they are all there were."""

    rows: dict[str, list[Row]]
    whole: bool


def is_there(path: Path) -> bool:
    """Whether there is a file with something in it: to the database an empty one is a new one."""
    try:
        return path.stat().st_size > 0
    except FileNotFoundError:
        return False
    except OSError:
        return True  # what keeps one from seeing it keeps one from opening it, which then says why


def what_is_left(path: Path) -> str | None:
    """Return how the name of what is left of a file ends: "", or that of its log where only this lies there."""
    return next((end for end in ("", *_LOGS) if is_there(Path(f"{path}{end}"))), None)


def name_aside(path: Path, stem: str) -> Path:
    """Return a name beside a file, beginning so, that neither a file nor its log has."""
    number, free = 1, path.with_stem(stem)
    while any(Path(f"{free}{end}").exists() for end in ("", *_LOGS)):
        number += 1
        free = path.with_stem(f"{stem}-{number}")
    return free


def lying_aside(path: Path, stem: str) -> list[str]:
    """Return the names of the files beside this one that begin so; those of logs only where they lie alone."""
    names = {other.name for other in path.parent.glob(f"{stem}*")}
    return sorted(
        name
        for name in names
        if not any(name.endswith(end) and name.removesuffix(end) in names for end in _LOGS)
    )


def keep_aside(path: Path, aside: Path) -> None:
    """Give a file and its logs another name; where a part has it already, that part another one. Raises OSError.

    The newest words may stand in a log alone. It goes first: what takes the place of the file is not to find it there.
    """
    for end in (*_LOGS, ""):
        if is_there(part := Path(f"{path}{end}")):
            kept = Path(f"{aside}{end}")
            part.replace(Path(f"{name_aside(aside, aside.stem)}{end}") if kept.exists() else kept)
    put_away(path)


def put_away(path: Path) -> None:
    """Delete a file and what lies beside it. Raises OSError."""
    for end in ("-wal", "-shm", "-journal", ""):
        Path(f"{path}{end}").unlink(missing_ok=True)


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
    keys = list(table.primary_key)
    found: dict[tuple[Any, ...], Row] = {}

    def take(wanted: Select[Any]) -> None:
        found.update((tuple(row[one.name] for one in keys), row) for row in _up_to_damage(path, key, wanted))

    take(in_order(table))
    take(select(table).order_by(literal_column("rowid").desc()))
    for row in _up_to_damage(path, key, select(*keys)):
        if tuple(row[one.name] for one in keys) not in found:
            take(select(table).where(*(one == row[one.name] for one in keys)))
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
        except (exc.DBAPIError, ValueError):  # a long value may come with its end missing
            pass  # as far as it goes
    return found


def in_order(table: Table) -> Select[Any]:
    """Return all rows of a table, in the order they were written in."""
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
    """Copy a file with its logs: reading a database folds them in, which would change the file."""
    folder = path.with_name(
        f"{path.stem}-reading"
    )  # one name: what a crash leaves of it is taken away by the next
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    try:
        copy = folder / path.name
        shutil.copyfile(path, copy)
        with copy.open("ab") as cut:  # of a file whose end is missing the database would read nothing
            cut.truncate(cut.tell() + _ROOM)
        for end in _LOGS:
            if (log := Path(f"{path}{end}")).exists():
                shutil.copyfile(log, f"{copy}{end}")
        yield copy
    finally:
        shutil.rmtree(folder, ignore_errors=True)
