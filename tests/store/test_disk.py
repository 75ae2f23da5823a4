"""Disks that are full or may not be written: each with its sentence, and the store is as it was."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, text

from caseworker.base.clock import FixedClock
from caseworker.base.errors import StoreProblem
from caseworker.casework.store_check import problems
from caseworker.office import Office
from caseworker.store import keys
from caseworker.store.store import Store
from tests.making import CHEAP, PASSPHRASE, create_office, make_citizen
from tests.store.saying import sentences

NOBODY = 65534
pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="rights and small disks are made the way of Unix"
)


@pytest.fixture
def place() -> Iterator[Path]:
    """Return a folder that others may look into, which pytest's own are not."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@contextmanager
def without_rights(*folders: Path) -> Iterator[None]:
    """Take the right to write away from this process; root gives up being root for so long."""
    modes = {path: path.stat().st_mode for folder in folders for path in (folder, *folder.rglob("*"))}
    root = os.geteuid() == 0
    for path in modes:
        path.chmod(0o555 if path.is_dir() else 0o444)
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        for path, mode in modes.items():
            if path.exists():
                path.chmod(mode)


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """Mount a disk of this size; skips the test where that is not allowed."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if (
        sys.platform != "linux"
        or os.geteuid() != 0
        or subprocess.run(command, capture_output=True).returncode
    ):
        pytest.skip("a small disk can be mounted by root on Linux only")
    try:
        yield folder
    finally:
        # At once for new eyes, for good when the last file on it is closed: a failed test may have left one open.
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def refused(code: str, act: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(StoreProblem) as caught:
        act()
    assert caught.value.code == code
    return sentences(caught.value)


def test_a_folder_that_may_not_be_written(place: Path, clock: FixedClock) -> None:
    store = place / "store"
    create_office(store, clock).close()
    before = contents(store)
    with without_rights(place):
        refused("read_only", lambda: create_office(place / "new", clock))
        refused("read_only", lambda: create_office(place, clock))
        danish, _english = refused("read_only", lambda: Office.open(store, PASSPHRASE, clock=clock))
        assert str(store) in danish
        refused("read_only", lambda: keys.change_passphrase(store, PASSPHRASE, "en helt ny sætning", CHEAP))
    assert contents(store) == before
    assert not (place / "new").exists()
    Office.open(store, PASSPHRASE, clock=clock).close()


def test_a_folder_that_may_not_even_be_read(place: Path, clock: FixedClock) -> None:
    store = place / "store"
    create_office(store, clock).close()
    with without_rights(place):
        root = os.geteuid() == NOBODY
        if root:
            os.seteuid(0)
        (store / "store.json").chmod(0)
        if root:
            os.seteuid(NOBODY)
        assert "ikke adgang" in refused("read_only", lambda: Office.open(store, PASSPHRASE, clock=clock))[0]


def test_only_the_drafts_file_may_not_be_written(place: Path, clock: FixedClock) -> None:
    store = place / "store"
    create_office(store, clock).close()
    before = (store / "drafts.db").read_bytes()
    os.rename(store / "drafts.db", place / "kept")
    (store / "drafts.db").mkdir()
    refused("read_only", lambda: Office.open(store, PASSPHRASE, clock=clock))
    (store / "drafts.db").rmdir()
    os.rename(place / "kept", store / "drafts.db")
    Office.open(store, PASSPHRASE, clock=clock).close()
    assert (store / "drafts.db").read_bytes() == before


@pytest.mark.parametrize("size", ["4k", "16k", "100k", "300k", "700k"])
def test_no_room_for_a_new_store_leaves_nothing_of_it(tmp_path: Path, clock: FixedClock, size: str) -> None:
    with small_disk(tmp_path / "disk", size) as disk:
        refused("disk_full", lambda: create_office(disk / "store", clock))
        assert not [path for path in disk.rglob("*") if path.is_file()]
        refused("disk_full", lambda: create_office(disk / "store", clock))  # not "there is one already"


@pytest.mark.parametrize("step", ["make_private", "json.dumps", "FileLock.acquire"])
def test_no_room_for_the_lock_leaves_none_of_it(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def full(*_args: object, **_given: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(f"caseworker.store.folder.{step}", full)
    refused("disk_full", lambda: create_office(tmp_path / "store", clock))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    monkeypatch.undo()
    create_office(tmp_path / "store", clock).close()


def test_a_disk_that_fills_up_loses_only_the_act_that_did_not_fit(tmp_path: Path, clock: FixedClock) -> None:
    with small_disk(tmp_path / "disk", "6m") as disk:
        office = create_office(disk / "store", clock)
        make_citizen(office, "Bent Friis")
        (disk / "photos").write_bytes(bytes(disk_free(disk) - 300_000))
        saved = 1

        def fill() -> None:
            nonlocal saved
            while saved < 200:
                make_citizen(office, f"Citizen {saved} " + "n" * 150)
                saved += 1

        danish, _english = refused("disk_full", fill)
        assert "Disken er fuld" in danish
        assert 1 < saved < 200
        assert count(office) == saved
        refused(
            "disk_full", lambda: office.store.drafts.save("r", "note", "c", "k", {"facts": "x" * 500_000})
        )
        assert office.store.drafts.all() == []
        before = (disk / "store" / "store.json").read_bytes()
        (disk / "more").write_bytes(bytes(disk_free(disk)))
        refused(
            "disk_full", lambda: keys.change_passphrase(disk / "store", PASSPHRASE, "en helt ny en", CHEAP)
        )
        assert (disk / "store" / "store.json").read_bytes() == before
        assert not (disk / "store" / "store.json.new").exists()
        (disk / "photos").unlink()
        make_citizen(office, "Room again")
        assert count(office) == saved + 1
        assert problems(office.store) == []
        office.close()
        office = Office.open(disk / "store", PASSPHRASE, clock=clock)
        assert count(office) == saved + 1
        office.close()


def writer(office: Office) -> Engine:
    """Return the engine that acts are written through."""
    with office.store.plain() as session:
        engine = session.get_bind()
    assert isinstance(engine, Engine)
    return engine


def disk_free(disk: Path) -> int:
    room = os.statvfs(disk)
    return room.f_bavail * room.f_frsize


def count(office: Office) -> int:
    with office.read() as session:
        return int(session.execute(text("SELECT count(*) FROM citizen")).scalar_one())


def test_a_full_store_file_is_said_also_where_no_small_disk_can_be_made(office: Office) -> None:
    """The database's own limit of pages gives the same error as a full disk, on every machine."""

    def tighten(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")  # never less than there are

    make_citizen(office)
    engine = writer(office)
    event.listen(engine, "connect", tighten)
    engine.dispose()
    refused("disk_full", lambda: [make_citizen(office, f"{n} " + "n" * 150) for n in range(100)])
    event.remove(engine, "connect", tighten)
    engine.dispose()
    make_citizen(office, "Room again")
    assert problems(office.store) == []


class _FailingDisk:
    """A connection whose disk answers with an error, as a torn-out memory stick does."""

    def __call__(self, *_arguments: object) -> None:
        import sqlcipher3.dbapi2 as dbapi

        raise dbapi.OperationalError("disk I/O error")


def test_a_disk_that_fails_is_not_called_a_damaged_store(office: Office) -> None:
    """Simulated at the edge of the database: no disk can be torn out in a test."""
    failing, engine = _FailingDisk(), writer(office)
    event.listen(engine, "before_cursor_execute", failing)
    refused("disk_error", lambda: make_citizen(office))
    event.remove(engine, "before_cursor_execute", failing)
    make_citizen(office)


def test_another_program_holds_the_file(office: Office) -> None:
    """A backup program may hold the file for longer than we wait."""
    import sqlcipher3.dbapi2 as dbapi

    engine = writer(office)
    event.listen(engine, "connect", lambda connection, _r: connection.execute("PRAGMA busy_timeout = 50"))
    engine.dispose()
    other = dbapi.connect(str(office.store.path), isolation_level=None)
    other.execute(f"PRAGMA key = \"x'{office.store.key.hex()}'\"")
    other.execute("BEGIN IMMEDIATE")
    refused("locked", lambda: make_citizen(office))
    other.close()
    make_citizen(office)


def test_a_path_that_cannot_be(tmp_path: Path, clock: FixedClock) -> None:
    (tmp_path / "file").write_text("x")
    for folder in (tmp_path / "file", tmp_path / "file" / "store", tmp_path / ("n" * 300)):
        refused("read_only", lambda folder=folder: create_office(folder, clock))
        with pytest.raises(StoreProblem) as caught:
            Store.open(folder, PASSPHRASE, clock)
        sentences(caught.value)
