"""The file of drafts as others leave it: another copy put in its place, a page or its end lost while it was closed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from caseworker.base.clock import FixedClock
from caseworker.base.text import render
from caseworker.store.connect import SMALLEST
from caseworker.store.drafts import Drafts, Waiting
from tests.store.test_damaged_drafts import cut, flip
from tests.store.test_drafts_anew import KEY

LONG = "Ord om en borger. " * 300


def save(drafts: Drafts, name: str, words: str) -> None:
    drafts.save(name, "note", "c", "k", {"facts": words})


def written(drafts: Drafts) -> dict[str, str]:
    return {draft.record_id: draft.values["facts"] for draft in drafts.all()}


@pytest.fixture
def folder(tmp_path: Path, clock: FixedClock) -> Path:
    """Leave a file with ten long drafts, and close it."""
    (folder := tmp_path / "drafts").mkdir()
    drafts = Drafts(folder, KEY, clock)
    for number in range(10):
        save(drafts, f"r{number}", LONG)
    drafts.close()
    return folder


def copy_over(older: Path, path: Path) -> None:
    shutil.copyfile(older, path)


def move_over(older: Path, path: Path) -> None:
    shutil.copyfile(older, other := path.with_name("other"))
    other.replace(path)


@pytest.mark.parametrize("put", [copy_over, move_over])
def test_an_older_copy_put_in_its_place_takes_no_word(
    folder: Path, tmp_path: Path, clock: FixedClock, put: Callable[[Path, Path], None]
) -> None:
    shutil.copyfile(folder / "drafts.db", older := tmp_path / "older.db")
    drafts = Drafts(folder, KEY, clock, in_use=True)
    save(drafts, "today", "Skrevet i dag")
    put(older, folder / "drafts.db")
    save(drafts, "later", "Skrevet bagefter")
    assert [one.whole for one in drafts.losses] == [True], "it is told at once"
    drafts.close()

    drafts = Drafts(folder, KEY, clock, in_use=True)
    assert written(drafts).keys() == {*(f"r{number}" for number in range(10)), "today", "later"}
    assert drafts.losses
    drafts.close()


@pytest.mark.parametrize("put", [copy_over, move_over])
@pytest.mark.parametrize("moment", ["before the act", "after the act"])
def test_an_older_copy_put_there_while_a_draft_is_saved_takes_no_word(
    folder: Path,
    tmp_path: Path,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
    put: Callable[[Path, Path], None],
    moment: str,
) -> None:
    shutil.copyfile(folder / "drafts.db", older := tmp_path / "older.db")
    drafts = Drafts(folder, KEY, clock, in_use=True)
    save(drafts, "today", "Skrevet i dag")
    look, looks = Drafts._look, []  # noqa: SLF001 - it is between its looks that nobody is seen

    def meanwhile(mine: Drafts) -> tuple[int, ...]:
        looks.append(1)
        if len(looks) == 1 and moment == "before the act":
            seen = look(mine)
            put(older, folder / "drafts.db")
            return seen
        if len(looks) == 2 and moment == "after the act":
            put(older, folder / "drafts.db")
        return look(mine)

    with monkeypatch.context() as patch:
        patch.setattr(Drafts, "_look", meanwhile)
        save(drafts, "later", "Skrevet bagefter")
    save(drafts, "last", "Skrevet til sidst")
    assert [one.whole for one in drafts.losses] == [True], "it is told at once"
    assert written(drafts).keys() == {*(f"r{number}" for number in range(10)), "today", "later", "last"}
    drafts._engine.dispose()  # noqa: SLF001 - a crash

    drafts = Drafts(folder, KEY, clock, in_use=True)
    assert {"today", "later", "last"} < written(drafts).keys()
    drafts.close()


def test_the_same_words_in_another_file_are_written_on_without_a_word(
    folder: Path, clock: FixedClock
) -> None:
    drafts = Drafts(folder, KEY, clock, in_use=True)
    move_over(folder / "drafts.db", folder / "drafts.db")
    save(drafts, "later", "Skrevet bagefter")
    drafts.close()
    drafts = Drafts(folder, KEY, clock, in_use=True)
    assert (written(drafts)["later"], drafts.losses) == ("Skrevet bagefter", ())
    drafts.close()


def test_a_bit_in_any_page_keeps_nobody_out_and_is_told(folder: Path, clock: FixedClock) -> None:
    """In the last page of a long draft the database meets no damage: it hands the words out without their end."""
    whole = (folder / "drafts.db").read_bytes()
    lost = []
    for page in range(1, len(whole) // SMALLEST):
        shutil.rmtree(folder)
        folder.mkdir()
        (folder / "drafts.db").write_bytes(whole)
        flip(folder / "drafts.db", page * SMALLEST + 99, page * SMALLEST + 100)
        drafts = Drafts(folder, KEY, clock, in_use=True)
        assert len(drafts.losses) == 1
        assert set(written(drafts).values()) <= {LONG}
        lost.append(10 - len(written(drafts)))
        drafts.close()
    assert lost.count(1) >= 10, "one page of a draft takes that draft alone"


def test_of_a_file_whose_end_is_gone_the_rest_is_read(folder: Path, clock: FixedClock) -> None:
    cut(folder / "drafts.db", (folder / "drafts.db").stat().st_size - SMALLEST)
    drafts = Drafts(folder, KEY, clock, in_use=True)
    assert 8 <= len(written(drafts)) < 10
    assert [one.whole for one in drafts.losses] == [False]
    drafts.close()


@pytest.mark.parametrize("size", [1, SMALLEST - 1])
@pytest.mark.parametrize("opened", [True, False], ids=["while open", "while closed"])
def test_what_is_left_of_less_than_a_page_is_told(
    folder: Path, clock: FixedClock, size: int, opened: bool
) -> None:
    drafts = Drafts(folder, KEY, clock, in_use=True)
    if not opened:
        drafts.close()
    cut(folder / "drafts.db", size)
    if opened:
        save(drafts, "later", "Skrevet bagefter")
        assert len(written(drafts)) == 11
        drafts.close()
    drafts = Drafts(folder, KEY, clock, in_use=True)
    assert drafts.losses
    drafts.close()


@pytest.fixture
def waiting(folder: Path, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Leave a copy of a new file whose putting in was cut off, with all ten drafts and one that was begun then."""
    shutil.copytree(folder, cut_off := tmp_path / "cut off")
    drafts = Drafts(cut_off, KEY, clock, in_use=True)
    save(drafts, "begun", "Skrevet, da filen blev beskadiget")
    (cut_off / "drafts.db").unlink()
    with monkeypatch.context() as patch:
        patch.setattr("caseworker.store.new_file.NewFile._put_in", lambda *_args: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            save(drafts, "never", "")
    (path := cut_off / "drafts-new.db").rename(tmp_path / "waiting.db")
    assert not path.exists()
    return tmp_path / "waiting.db"


@pytest.mark.parametrize("newer", ["the file", "the new one", "the file, while open"])
def test_of_a_new_file_that_comes_back_and_the_file_the_newer_words_stay_and_the_other_is_named(
    folder: Path, clock: FixedClock, waiting: Path, newer: str
) -> None:
    came_back = {*(f"r{number}" for number in range(10)), "begun"}
    kept = came_back
    if newer != "the new one":
        clock.advance(minutes=1)
        drafts = Drafts(folder, KEY, clock, in_use=True)
        save(drafts, "today", "Skrevet i dag")
        kept = kept - {"begun"} | {"today"}
        if newer == "the file":
            drafts.close()
    shutil.copyfile(waiting, folder / "drafts-new.db")
    if newer == "the file, while open":
        drafts.close()
    before = {path.read_bytes() for path in folder.iterdir()}
    drafts = Drafts(folder, KEY, clock, in_use=True)
    assert written(drafts).keys() == kept
    words = drafts.loss()
    assert words is not None
    others = [path for path in folder.iterdir() if path.name != "drafts.db"]
    assert len(others) == 1
    assert others[0].read_bytes() in before
    assert others[0].name in render(words, "da")
    assert drafts.losses[-1].whole == (newer == "the new one")
    drafts.close()

    drafts = Drafts(folder, KEY, clock, in_use=True)
    assert (written(drafts).keys(), drafts.losses[-1].file) == (kept, others[0].name)
    drafts.close()


@pytest.mark.parametrize("meanwhile", ["older", "newer", "a record", "the same words"])
def test_what_waited_while_it_was_closed_never_takes_the_place_of_newer_words(
    folder: Path, clock: FixedClock, meanwhile: str
) -> None:
    """Another program has the file while the lock holds: what it wrote stays, and what waited stands beside it."""
    if meanwhile != "older":
        clock.advance(minutes=5)
    drafts = Drafts(folder, KEY, clock, in_use=True)
    save(drafts, "r1", "Ventede" if meanwhile == "the same words" else "Skrevet et andet sted")
    if meanwhile == "a record":
        drafts.spend("r1", "an act")
    drafts.close()
    clock.advance(minutes=-3 if meanwhile != "older" else 3)
    waited = clock.now()
    clock.advance(minutes=10)
    drafts = Drafts(folder, KEY, clock, in_use=True)
    drafts.take_over([Waiting("r1", "note", "c", "k", {"facts": "Ventede"}, waited, "disk_full")])
    assert drafts.unsaved == {}
    new = [
        draft
        for draft in drafts.all()
        if draft.record_id not in {f"r{number}" for number in (0, *range(2, 10))}
    ]
    found = [(draft.record_id == "r1", draft.values["facts"], "put_away" in draft.values) for draft in new]
    beside = (False, "Ventede", True)
    assert (
        found
        == {
            "older": [(True, "Ventede", False)],
            "newer": [(True, "Skrevet et andet sted", False), beside],
            "a record": [beside],
            "the same words": [(True, "Ventede", False)],
        }[meanwhile]
    )
    assert drafts.kept_twice == (beside in found)
    drafts.close()


def test_of_two_that_one_act_has_spent_both_are_read_behind_damage(folder: Path, clock: FixedClock) -> None:
    drafts = Drafts(folder, KEY, clock, in_use=True)
    for name in ("s1", "s2"):
        save(drafts, name, name)
        drafts.spend(name, "an act")
    drafts.close()
    last = (folder / "drafts.db").stat().st_size // SMALLEST - 1
    brought = []
    for page in range(1, last + 1):
        shutil.copytree(folder, harmed := folder.with_name(f"harmed-{page}"))
        flip(harmed / "drafts.db", page * SMALLEST + 99, page * SMALLEST + 100)
        drafts = Drafts(harmed, KEY, clock, in_use=True)
        drafts.bring_back("an act", ())
        brought.append(len({"s1", "s2"} & written(drafts).keys()))
        drafts.close()
    assert brought.count(2) > last - 4
