"""Drafts whose file is damaged, cut, emptied or taken away: while it is open, or after a crash."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from caseworker.base.clock import FixedClock
from caseworker.base.text import render
from caseworker.office import Office
from tests.making import PASSPHRASE

_PAGE = 4096


def flip(path: Path, first: int, last: int | None = None) -> None:
    """Change every byte of a stretch of a file, as a failing disk would."""
    content = bytearray(path.read_bytes())
    content[first:last] = bytes(byte ^ 1 for byte in content[first:last])
    with path.open("r+b") as file:  # the same file, as the one who has it open sees it
        file.write(content)


def cut(path: Path, size: int) -> None:
    with path.open("r+b") as file:
        file.truncate(size)


def told(office: Office) -> str:
    loss = office.store.drafts.loss()
    return "" if loss is None else render(loss, "da")


def written(office: Office) -> dict[str, str]:
    return {draft.record_id: draft.values["facts"] for draft in office.store.drafts.all()}


def begun(office: Office) -> dict[str, str]:
    """Write drafts in one opening, and return them."""
    for number in range(60):
        office.store.drafts.save(f"r{number}", "note", "c", "k", {"facts": f"Ord {number}. " * 40})
    return written(office)


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda path: flip(path, 0), "var beskadiget, men alle kladder"),
        (lambda path: flip(path, _PAGE), "var beskadiget, men alle kladder"),
        (lambda path: cut(path, 2 * _PAGE), "var beskadiget, men alle kladder"),
        (lambda path: cut(path, 0), "væk eller tom, men alle kladder"),
        (lambda path: path.unlink(), "væk eller tom, men alle kladder"),
    ],
    ids=["all", "all but the first page", "cut", "empty", "gone"],
)
def test_what_happens_to_the_file_while_it_is_open_takes_no_word_through_the_lock(
    office: Office, clock: FixedClock, harm: Callable[[Path], object], said: str
) -> None:
    before = begun(office)
    office.close()
    office = Office.open(office.folder, PASSPHRASE, clock=clock)
    drafts, path = office.store.drafts, office.folder / "drafts.db"
    drafts.save("r1", "note", "c", "k", {"facts": "Før skaden"})
    drafts.clear("r2")
    assert len(drafts.all()) == 59
    harm(path)
    drafts.save("new", "note", "c", "k", {"facts": "Efter skaden"})
    office.close()
    office = Office.open(office.folder, PASSPHRASE, clock=clock)
    del before["r2"]
    assert written(office) == {**before, "r1": "Før skaden", "new": "Efter skaden"}
    assert said in told(office)
    aside = [one.file for one in office.store.drafts.losses]
    assert bool(aside and aside != [""]) == ("beskadiget" in said)
    assert all((office.folder / name).exists() for name in aside)
    office.store.drafts.loss_told(office.store.drafts.losses)
    office.close()
    office = Office.open(office.folder, PASSPHRASE, clock=clock)
    assert told(office) == "", "it is told until it was read"
    office.close()


def test_what_nobody_read_again_is_kept_too(office: Office, clock: FixedClock) -> None:
    before = begun(office)
    office.close()
    office = Office.open(office.folder, PASSPHRASE, clock=clock)
    office.store.drafts.save("new", "note", "c", "k", {"facts": "Nyt"})
    flip(office.folder / "drafts.db", 0)
    office.close()
    office = Office.open(office.folder, PASSPHRASE, clock=clock)
    assert written(office) == {**before, "new": "Nyt"}
    assert "men alle kladder" in told(office)
    office.close()


def test_a_file_that_is_whole_is_closed_without_a_word(office: Office, clock: FixedClock) -> None:
    before = begun(office)
    office.close()
    office = Office.open(office.folder, PASSPHRASE, clock=clock)
    assert (written(office), told(office)) == (before, "")
    office.close()
    assert not list(office.folder.glob("drafts-*"))


@pytest.mark.parametrize(
    "harm", [lambda path: cut(path, 0), lambda path: path.unlink()], ids=["empty", "gone"]
)
def test_a_store_in_use_without_its_drafts_says_so(
    office: Office, clock: FixedClock, harm: Callable[[Path], object]
) -> None:
    begun(office)
    office.close()
    harm(office.folder / "drafts.db")
    office = Office.open(office.folder, PASSPHRASE, clock=clock)
    assert "væk eller tom" in told(office)
    assert "kan være gået tabt" in told(office)
    assert written(office) == {}
    office.close()


@pytest.fixture
def crashed(office: Office, tmp_path: Path) -> Path:
    """Leave a folder as a crash does."""
    begun(office)
    left = tmp_path / "left"
    shutil.copytree(office.folder, left)
    office.close()
    return left


def test_what_a_crash_leaves_is_no_damage(crashed: Path, clock: FixedClock) -> None:
    office = Office.open(crashed, PASSPHRASE, clock=clock)
    assert (len(written(office)), told(office)) == (60, "")
    office.close()


@pytest.mark.parametrize(
    "harm",
    [
        lambda path: flip(path, 3, 23),
        lambda path: cut(path, 100),
        lambda path: path.write_text("hallo"),
    ],
    ids=["salt", "cut", "something else"],
)
def test_a_file_damaged_by_a_crash_keeps_nobody_out_and_is_told_until_it_was_read(
    crashed: Path, clock: FixedClock, harm: Callable[[Path], object]
) -> None:
    harm(crashed / "drafts.db")
    office = Office.open(crashed, PASSPHRASE, clock=clock)
    assert "kan være gået tabt" in told(office)
    office.store.drafts.save("new", "note", "c", "k", {"facts": "Nyt"})
    office.close()  # a command that looked first
    office = Office.open(crashed, PASSPHRASE, clock=clock)
    assert "kan være gået tabt" in told(office)
    assert written(office)["new"] == "Nyt"
    office.store.drafts.loss_told(office.store.drafts.losses)
    office.close()
    office = Office.open(crashed, PASSPHRASE, clock=clock)
    assert told(office) == ""
    office.close()


def test_a_full_disk_is_no_damage_and_leaves_a_damaged_file_where_it_is(
    crashed: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from caseworker.base.errors import StoreProblem

    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    (crashed / "drafts.db").write_text("hallo")
    monkeypatch.setattr("caseworker.store.salvage.shutil.copyfile", full)
    with pytest.raises(StoreProblem) as met:
        Office.open(crashed, PASSPHRASE, clock=clock)
    assert met.value.code == "disk_full"
    assert not list(crashed.glob("drafts-*"))
    monkeypatch.undo()
    office = Office.open(crashed, PASSPHRASE, clock=clock)
    assert "var beskadiget" in told(office)
    office.close()


def test_a_folder_in_the_place_of_the_file_takes_no_word_through_the_lock(office: Office) -> None:
    drafts, path = office.store.drafts, office.folder / "drafts.db"
    before = begun(office)
    path.unlink()
    path.mkdir()
    office.close()
    assert {record_id: one.values["facts"] for record_id, one in drafts.unsaved.items()} == before


def test_drafts_that_nothing_can_be_made_anew_for_wait_in_memory(
    office: Office, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from caseworker.base.errors import StoreProblem
    from caseworker.base.text import t

    def full(*_args: object, **_options: object) -> None:
        raise StoreProblem("disk_full", t("The disk is full."))

    before = begun(office)
    drafts = office.store.drafts
    flip(office.folder / "drafts.db", 0)
    monkeypatch.setattr("caseworker.store.drafts_file.prepare", full)
    office.close()
    assert {record_id: one.values["facts"] for record_id, one in drafts.unsaved.items()} == before
    monkeypatch.undo()
    office = Office.open(office.folder, PASSPHRASE, clock=clock)
    office.store.drafts.take_over(drafts.unsaved.values())
    assert written(office) == before
    office.close()
