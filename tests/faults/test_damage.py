"""Flipped bytes, cut files, a cut or foreign write-ahead log: found, said, and never read as something else."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from caseworker.base.clock import FixedClock
from caseworker.base.errors import StoreProblem
from caseworker.base.text import render
from caseworker.casework.store_check import problems
from caseworker.office import Office
from tests.content_hash import content_hash
from tests.faults import writer
from tests.making import PASSPHRASE, create_office, make_citizen

TRIES = 16


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Return the folder of a closed store with some life in it, and the hash of its content."""
    from datetime import date

    from caseworker.base.clock import at
    from caseworker.base.text import t

    folder = tmp_path_factory.mktemp("damage") / "store"
    office = create_office(folder, FixedClock(at(date(2026, 11, 24))))
    source = random.Random(1)
    for number in range(12):
        office.run(t("Citizen"), lambda work, one=number: writer.one_citizen(work, one, source))
    whole = content_hash(office)
    office.close()
    return folder, whole


def found_or_harmless(folder: Path, clock: FixedClock, whole: str) -> bool:
    """Open, read and check. Returns whether the damage was found; if not, everything must read as it was."""
    try:
        office = Office.open(folder, PASSPHRASE, clock=clock)
    except StoreProblem as problem:
        assert problem.code == "damaged"
        return True
    try:
        found = problems(office.store)
        for one in found:
            assert render(one, "da") != render(one, "en")
        try:
            same = content_hash(office) == whole
        except StoreProblem as problem:
            assert problem.code == "damaged"
            assert found, "what cannot be read must be found by the check"
            return True
        assert same, "damage was read as something else"
        return bool(found)
    finally:
        office.close()


def test_a_flipped_byte_is_found_wherever_it_lies(
    original: tuple[Path, str], tmp_path: Path, clock: FixedClock
) -> None:
    folder, whole = original
    source = random.Random(7)
    for number in range(TRIES):
        copy = tmp_path / str(number)
        shutil.copytree(folder, copy)
        content = bytearray((copy / "store.db").read_bytes())
        place = source.randrange(len(content))
        content[place] ^= 1 << source.randrange(8)
        (copy / "store.db").write_bytes(content)
        assert found_or_harmless(copy, clock, whole), f"byte {place}"
        shutil.rmtree(copy)


def _swap(path: Path) -> None:
    """Put one page in another's place: each is whole in itself."""
    content = path.read_bytes()
    pages = [content[n : n + 4096] for n in range(0, len(content), 4096)]
    pages[5], pages[9] = pages[9], pages[5]
    path.write_bytes(b"".join(pages))


DAMAGE: dict[str, Callable[[Path], object]] = {
    "half": lambda path: os.truncate(path, path.stat().st_size // 2 // 4096 * 4096),
    "in a page": lambda path: os.truncate(path, path.stat().st_size - 1000),
    "last page": lambda path: os.truncate(path, path.stat().st_size - 4096),
    "zeros": lambda path: path.write_bytes(
        path.read_bytes()[:40_960] + bytes(4096) + path.read_bytes()[45_056:]
    ),
    "swapped": _swap,
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=list(DAMAGE))
def test_a_cut_or_patched_file_is_found(
    original: tuple[Path, str], tmp_path: Path, clock: FixedClock, damage: Callable[[Path], object]
) -> None:
    folder, whole = original
    shutil.copytree(folder, tmp_path / "copy")
    damage(tmp_path / "copy" / "store.db")
    kept = (tmp_path / "copy" / "store.db").read_bytes()
    assert found_or_harmless(tmp_path / "copy", clock, whole)
    assert (tmp_path / "copy" / "store.db").read_bytes() == kept


@pytest.fixture
def with_wal(original: tuple[Path, str], tmp_path: Path, clock: FixedClock) -> tuple[Path, list[str]]:
    """Return a folder as kill -9 leaves it, with a write-ahead log of acts, and the hash after each act."""
    folder, whole = original
    shutil.copytree(folder, tmp_path / "alive")
    office = Office.open(tmp_path / "alive", PASSPHRASE, clock=clock)
    hashes = [whole]
    for number in range(4):
        make_citizen(office, f"Citizen {1000 + number}")
        hashes.append(content_hash(office))
    shutil.copytree(tmp_path / "alive", tmp_path / "dead")
    office.close()
    assert (tmp_path / "dead" / "store.db-wal").stat().st_size > 50_000
    return tmp_path / "dead", hashes


def test_a_cut_or_damaged_log_gives_the_acts_before_the_cut(
    with_wal: tuple[Path, list[str]], tmp_path: Path, clock: FixedClock
) -> None:
    dead, hashes = with_wal
    source = random.Random(3)
    size = (dead / "store.db-wal").stat().st_size
    seen: set[int] = set()
    cuts = [0, 31, 32, size - 1, size, *(source.randrange(size) for _ in range(5))]
    damages: list[Callable[[Path], object]] = [partial(os.truncate, length=cut) for cut in cuts]
    damages += [partial(_flip, place=source.randrange(size)) for _ in range(4)]
    for damage in damages:
        copy = tmp_path / "copy"
        shutil.copytree(dead, copy, ignore=shutil.ignore_patterns("*-shm"))
        damage(copy / "store.db-wal")
        office = Office.open(copy, PASSPHRASE, clock=clock)
        seen.add(hashes.index(content_hash(office)))  # one of the states, nothing in between
        assert problems(office.store) == []
        make_citizen(office, "Citizen 5000")
        office.close()
        shutil.rmtree(copy)
    assert {0, len(hashes) - 1} < seen


def _flip(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 0x40
    path.write_bytes(content)


def test_a_log_that_is_gone_or_foreign_does_no_harm(
    with_wal: tuple[Path, list[str]], clock: FixedClock
) -> None:
    dead, hashes = with_wal
    (dead / "store.db-wal").write_bytes(b"not a log at all " * 5000)
    office = Office.open(dead, PASSPHRASE, clock=clock)
    assert content_hash(office) == hashes[0]
    assert problems(office.store) == []
    office.close()
