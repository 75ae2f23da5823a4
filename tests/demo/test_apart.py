"""The demo and one's own store lie apart, and the demo's passphrase is told only while it opens it."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseworker.demo import apart
from caseworker.demo.apart import folders


def put_store(folder: Path, *, demo: bool = False) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "store.json").write_text("{}")
    if demo:
        (folder / apart.MARK).touch()
    return folder


def test_one_s_own_store_lies_in_the_folder_and_the_demo_in_one_of_its_own(tmp_path: Path) -> None:
    usual = tmp_path / "usual"
    found = folders(usual, usual)
    assert (found.own, found.demo, found.first) == (usual, usual / "demo", usual)
    put_store(usual / "demo", demo=True)
    assert folders(usual, usual) == found, "who has tried the demo is asked again whether to make a store"
    put_store(usual)
    assert folders(usual, usual) == found
    named = tmp_path / "named"
    assert folders(named, usual).own == named
    assert folders(named, usual).demo == named / "demo"


def test_a_demo_that_is_named_starts_and_leads_to_the_usual_folder(tmp_path: Path) -> None:
    usual, demo = tmp_path / "usual", put_store(tmp_path / "build" / "demo", demo=True)
    for _again in range(2):
        found = folders(demo, usual)
        assert (found.own, found.demo, found.first) == (usual, demo, demo)
        put_store(usual)


def test_a_demo_in_the_usual_folder_gives_way_to_a_store_beside_it(tmp_path: Path) -> None:
    usual = put_store(tmp_path / "Faelles-plan", demo=True)
    own = tmp_path / "Faelles-plan-arkiv"
    found = folders(usual, usual)
    assert (found.own, found.demo, found.first) == (own, usual, usual)
    put_store(own)
    assert folders(usual, usual).first == own


@pytest.mark.parametrize("name", ["demo", "x"])
def test_own_and_demo_are_never_one_folder(tmp_path: Path, name: str) -> None:
    """Whatever of the three holds a demo."""
    usual = tmp_path / "usual"
    beside = tmp_path / "usual-arkiv"
    for marked in range(8):
        named = tmp_path / f"{name}{marked}"
        for bit, folder in enumerate((named, usual, beside)):
            folder.mkdir(exist_ok=True)
            (folder / apart.MARK).unlink(missing_ok=True)
            if marked & 1 << bit:
                (folder / apart.MARK).touch()
        found = folders(named, usual)
        assert found.own != found.demo
        assert not apart.is_demo(found.own)


def test_a_relative_folder_is_the_same_as_the_whole_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert folders(Path("usual"), tmp_path / "usual") == folders(tmp_path / "usual", tmp_path / "usual")


def test_the_passphrase_is_told_only_while_it_opens_the_demo(tmp_path: Path) -> None:
    demo = put_store(tmp_path / "demo", demo=True)
    assert apart.tells_passphrase(demo)
    apart.note_passphrase(demo, "noget helt andet", opens=False)
    assert apart.tells_passphrase(demo)
    apart.note_passphrase(demo, "noget helt andet", opens=True)
    assert not apart.tells_passphrase(demo)
    apart.note_passphrase(demo, apart.PASSPHRASE, opens=True)
    assert apart.tells_passphrase(demo)
    apart.note_passphrase(demo, apart.PASSPHRASE, opens=False)
    assert not apart.tells_passphrase(demo)


def test_a_store_that_is_no_demo_gets_no_mark(tmp_path: Path) -> None:
    own = put_store(tmp_path / "own")
    apart.note_passphrase(own, apart.PASSPHRASE, opens=True)
    assert not apart.is_demo(own)
    assert not apart.tells_passphrase(own)
