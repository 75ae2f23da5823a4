"""A new file of drafts in the place of a damaged one: whatever cuts that off, no word and no loss goes untold."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from caseworker.base.clock import FixedClock
from caseworker.base.errors import StoreProblem
from caseworker.base.text import render
from caseworker.store.drafts import Drafts
from caseworker.store.losses import Loss, words_of
from tests.store.test_drafts import overwrite

KEY = b"k" * 32
# What changes files, and so what a kill can cut in two.
STEPS = {
    "_open", "_begin_anew", "write", "put_in_or_tell", "_put_in", "put_aside", "keep_aside", "put_away", "_copy",
}  # fmt: skip
OURS = ("drafts_file.py", "new_file.py", "salvage.py")


@pytest.fixture
def folder(tmp_path: Path, clock: FixedClock) -> Path:
    """Leave a file with twelve drafts, and close it."""
    (folder := tmp_path / "drafts").mkdir()
    drafts = Drafts(folder, KEY, clock)
    for number in range(12):
        drafts.save(f"r{number}", "note", "c", "k", {"facts": f"Ord {number}. " * 150})
    drafts.close()
    return folder


def opened(folder: Path, clock: FixedClock) -> Drafts:
    return Drafts(folder, KEY, clock, in_use=True)


def said(drafts: Drafts) -> str:
    loss = drafts.loss()
    return "" if loss is None else render(loss, "en")


def names(drafts: Drafts) -> set[str]:
    return {draft.record_id for draft in drafts.all()}


def damage(folder: Path) -> None:
    """Damage a page that some of the drafts lie in."""
    overwrite(folder / "drafts.db", -5000 % (folder / "drafts.db").stat().st_size)


def require_nothing_else(folder: Path, drafts: Drafts) -> None:
    """Require that every file that was put aside is told, and that nothing half lies there."""
    assert {path.name for path in folder.iterdir()} == {"drafts.db", *(one.file for one in drafts.losses)}


@pytest.fixture
def kept(folder: Path, tmp_path: Path, clock: FixedClock) -> set[str]:
    """Damage the file, and return what is left of it where nothing cuts that off."""
    damage(folder)
    shutil.copytree(folder, uncut := tmp_path / "uncut")
    drafts = opened(uncut, clock)
    kept = names(drafts)
    drafts.close()
    assert 5 < len(kept) < 12
    return kept


def killed_at_any_line(folder: Path, clock: FixedClock, within: Path) -> Iterator[Path]:
    """Open, and copy what a kill at any line leaves in the folder, once for each state of it."""
    seen: set[tuple[tuple[str, bytes | None], ...]] = set()
    lines = 0

    def step(frame: FrameType, event: str, _value: object) -> Any:
        nonlocal lines
        if frame.f_code.co_name not in STEPS or not frame.f_code.co_filename.endswith(OURS):
            return None
        if event == "line":
            lines += 1
            left = sorted(folder.rglob("*"))
            state = tuple((str(path), path.read_bytes() if path.is_file() else None) for path in left)
            if state not in seen:
                seen.add(state)
                shutil.copytree(folder, within / f"killed-{lines}")
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        drafts = opened(folder, clock)
    finally:
        sys.settrace(before)
    drafts.close()
    assert lines > 80
    yield from sorted(within.glob("killed-*"))


def test_a_kill_at_any_line_leaves_what_the_next_opening_reads_rightly(
    folder: Path, tmp_path: Path, clock: FixedClock, kept: set[str]
) -> None:
    before = (folder / "drafts.db").read_bytes()
    states = moved = 0
    for killed in killed_at_any_line(folder, clock, tmp_path):
        states += 1
        moved += not (killed / "drafts.db").exists()
        drafts = opened(killed, clock)
        assert names(drafts) == kept, killed.name
        (loss,) = drafts.losses
        assert (killed / loss.file).read_bytes() == before
        assert "may be lost" in said(drafts)
        require_nothing_else(killed, drafts)
        drafts.close()
    assert states > 8
    assert moved, "between the two moves too"


@pytest.mark.parametrize("step", ["put aside", "moved in"])
def test_a_move_that_fails_is_gone_on_with_and_what_is_at_hand_stays(
    folder: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    drafts = opened(folder, clock)
    before = names(drafts)
    overwrite(folder / "drafts.db", 0)
    drafts._engine.dispose()  # noqa: SLF001 - what it has read it would not read again
    replace = Path.replace

    def fails(path: Path, target: Path) -> Path:
        if (step == "moved in") == (path.name == "drafts-new.db"):
            raise PermissionError
        return replace(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", fails)
        for _time in range(2):
            with pytest.raises(StoreProblem):
                drafts.save("new", "note", "c", "k", {})
    assert set(drafts.unsaved) == {"new"}
    heard: list[int] = []
    drafts.on_loss = lambda: heard.append(1)
    drafts.save("new", "note", "c", "k", {})
    assert names(drafts) == {*before, "new"}
    assert [one.whole for one in drafts.losses] == [True]
    require_nothing_else(folder, drafts)
    drafts.close()


@pytest.mark.parametrize("all_of_it", [False, True])
def test_a_second_damage_leaves_the_word_of_the_first(
    folder: Path, clock: FixedClock, *, all_of_it: bool
) -> None:
    damage(folder)
    opened(folder, clock).close()
    if all_of_it:
        (folder / "drafts.db").write_bytes(b"not any more " * 1000)
    else:
        damage(folder)
    drafts = opened(folder, clock)
    first, second = drafts.losses
    assert first.file != second.file
    assert said(drafts).endswith(f"The damaged files are kept as {first.file}, {second.file}.")
    assert "may be lost" in said(drafts)
    require_nothing_else(folder, drafts)
    drafts.close()


def test_several_are_whole_only_if_all_are() -> None:
    def told(*losses: tuple[str, bool]) -> str:
        words = words_of([Loss(str(number), *one) for number, one in enumerate(losses)])
        return "" if words is None else render(words, "da")

    assert told() == ""
    assert "kan være gået tabt" in told(("a.db", True), ("", False))
    assert told(("a.db", True), ("", True)).endswith("beholdt. Den beskadigede fil ligger stadig som a.db.")
    assert told(("a.db", True), ("b.db", True)).endswith(
        "beholdt. De beskadigede filer ligger stadig som a.db, b.db."
    )
    assert "kan være gået tabt" in told(("a.db", True), ("b.db", False))
    assert "i hukommelsen" in told(("", True), ("", True))
    assert "kan være gået tabt" in told(("", True), ("", False))


def test_a_loss_that_is_met_while_another_is_put_away_is_still_told(folder: Path, clock: FixedClock) -> None:
    damage(folder)
    drafts = opened(folder, clock)
    shown = drafts.losses
    (folder / "drafts.db").unlink()
    drafts.loss_told(shown)
    (left,) = drafts.losses
    assert left not in shown
    drafts.close()
    drafts = opened(folder, clock)
    assert drafts.losses == (left,)
    drafts.loss_told([left])
    drafts.close()
    drafts = opened(folder, clock)
    assert said(drafts) == ""
    drafts.close()


@pytest.mark.parametrize("end", ["-wal", "-journal"])
def test_a_log_whose_file_is_gone_is_kept_and_named(folder: Path, clock: FixedClock, end: str) -> None:
    (folder / "drafts.db").unlink()
    (folder / f"drafts.db{end}").write_bytes(b"the newest words" * 100)
    drafts = opened(folder, clock)
    (loss,) = drafts.losses
    assert (folder / loss.file).read_bytes() == b"the newest words" * 100
    assert loss.file in said(drafts)
    assert "may be lost" in said(drafts)
    drafts.close()


def test_the_log_that_an_earlier_program_left_is_read(
    folder: Path, tmp_path: Path, clock: FixedClock
) -> None:
    from sqlalchemy import text

    from caseworker.store.connect import open_engine, prepare

    prepare(folder / "drafts.db", KEY)
    engine = open_engine(folder / "drafts.db", KEY, write=True)
    with engine.begin() as connection:
        connection.execute(text("UPDATE draft SET kind = 'talk'"))
    shutil.copytree(folder, left := tmp_path / "left")
    engine.dispose()
    assert (left / "drafts.db-wal").stat().st_size > 10_000
    drafts = opened(left, clock)
    assert {draft.kind for draft in drafts.all()} == {"talk"}
    drafts.close()
    assert [path.name for path in left.iterdir()] == ["drafts.db"]


def test_too_little_room_leaves_the_damaged_file_until_there_is_more(
    folder: Path, tmp_path: Path, clock: FixedClock, kept: set[str]
) -> None:
    from tests.store.test_disk import disk_free, small_disk

    before = (folder / "drafts.db").read_bytes()
    full = 0
    with small_disk(tmp_path / "disk", "3m") as disk:
        for room in range(0, 4 * len(before), 4096):
            shutil.copytree(folder, tight := disk / "tight")
            (disk / "photos").write_bytes(bytes(disk_free(disk) - room))
            try:
                opened(tight, clock).close()
            except StoreProblem as met:
                assert met.code == "disk_full", room
                assert (tight / "drafts.db").read_bytes() == before
                full += 1
            (disk / "photos").unlink()
            drafts = opened(tight, clock)
            assert names(drafts) == kept, room
            (loss,) = drafts.losses
            assert (tight / loss.file).read_bytes() == before
            require_nothing_else(tight, drafts)
            drafts.close()
            shutil.rmtree(tight)
    assert 5 < full < room // 4096


def test_a_full_disk_takes_nothing_of_a_file_that_is_damaged_while_it_is_open(
    folder: Path, tmp_path: Path, clock: FixedClock
) -> None:
    from tests.store.test_disk import disk_free, small_disk

    with small_disk(tmp_path / "disk", "3m") as disk:
        shutil.copytree(folder, tight := disk / "tight")
        drafts = opened(tight, clock)
        before = names(drafts)
        (disk / "photos").write_bytes(bytes(disk_free(disk)))
        drafts._engine.dispose()  # noqa: SLF001 - what it has read it would not read again
        damage(tight)
        with pytest.raises(StoreProblem, match="full"):
            drafts.all()
        with pytest.raises(StoreProblem, match="full"):
            drafts.save("new", "note", "c", "k", {})
        drafts.close()
        assert set(drafts.unsaved) == {*before, "new"}
