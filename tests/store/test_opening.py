"""Making, opening and closing a store: whole or not at all, one process at a time, and what is said otherwise."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from caseworker.base.clock import FixedClock
from caseworker.base.errors import StoreProblem, UserError
from caseworker.base.text import t
from caseworker.casework.store_check import problems
from caseworker.office import Office
from caseworker.store import folder as folders
from caseworker.store import keys
from caseworker.store.store import MAKING_NAME, SCHEMA_VERSION, Store
from tests.architecture.tree import ROOT
from tests.making import CHEAP, PASSPHRASE, create_office, make_citizen
from tests.store.saying import sentences


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()


def refused(folder: Path, code: str, clock: FixedClock) -> tuple[str, str]:
    with pytest.raises(StoreProblem) as caught:
        Office.open(folder, PASSPHRASE, clock=clock)
    assert caught.value.code == code
    return sentences(caught.value)


def test_what_is_made_is_there_after_closing(tmp_path: Path, clock: FixedClock) -> None:
    office = create_office(tmp_path / "store", clock)
    citizen_id, _case = make_citizen(office)
    office.close()
    assert files(tmp_path / "store") >= {"store.json", "store.db", "drafts.db"}
    office = Office.open(tmp_path / "store", PASSPHRASE, clock=clock)
    assert (office.me.name, office.undoable() is not None) == ("Karen Holm", True)
    assert office.store.pragma("user_version") == [(SCHEMA_VERSION,)]
    assert office.store.pragma("journal_mode") == [("wal",)]
    with office.read() as session:
        from caseworker.people.model import Citizen

        assert session.get(Citizen, citizen_id) is not None
    assert problems(office.store) == []
    office.close()


def test_closing_twice_does_no_harm(folder: Path, clock: FixedClock) -> None:
    office = Office.open(folder, PASSPHRASE, clock=clock)
    office.close()
    office.close()
    Office.open(folder, PASSPHRASE, clock=clock).close()


def test_a_wrong_passphrase_changes_nothing(folder: Path, clock: FixedClock) -> None:
    before = {name: (folder / name).read_bytes() for name in files(folder)}
    with pytest.raises(StoreProblem) as caught:
        Office.open(folder, "det er slet ikke den", clock=clock)
    assert caught.value.code == "wrong_key"
    assert {name: (folder / name).read_bytes() for name in files(folder)} == before


def test_the_recovery_code_opens_with_everything_in_it(tmp_path: Path, clock: FixedClock) -> None:
    office, code = Office.create(tmp_path, PASSPHRASE, "Karen Holm", "Nordby", clock=clock, cost=CHEAP)
    make_citizen(office)
    office.close()
    store = (tmp_path / "store.db").read_bytes()
    office = Office.recover(tmp_path, code.lower(), "en helt ny sætning", clock=clock, cost=CHEAP)
    assert office.undoable() is not None
    office.close()
    assert (tmp_path / "store.db").read_bytes() == store  # re-wrapped, not rewritten
    Office.open(tmp_path, "en helt ny sætning", clock=clock).close()


@pytest.mark.parametrize("name", ["store.json", "store.db"])
def test_a_store_is_never_made_over_another(folder: Path, clock: FixedClock, name: str) -> None:
    other = {"store.json": "store.db", "store.db": "store.json"}[name]
    (folder / other).unlink()
    before = (folder / name).read_bytes()
    with pytest.raises(StoreProblem) as caught:
        create_office(folder, clock)
    sentences(caught.value)
    assert (folder / name).read_bytes() == before
    assert not (folder / other).exists()


@pytest.mark.parametrize(
    ("passphrase", "name", "unit"),
    [("kort", "Karen", "Nordby"), (PASSPHRASE, " ", "U"), (PASSPHRASE, "K", "")],
)
def test_what_is_missing_at_first_start_leaves_no_trace(
    tmp_path: Path, clock: FixedClock, passphrase: str, name: str, unit: str
) -> None:
    with pytest.raises(UserError) as caught:
        Office.create(tmp_path / "new" / "store", passphrase, name, unit, clock=clock, cost=CHEAP)
    sentences(caught.value)
    assert not (tmp_path / "new").exists()


def test_when_making_fails_half_way_there_is_nothing_and_it_can_be_tried_again(
    tmp_path: Path, clock: FixedClock
) -> None:
    def fail(_store: Store) -> None:
        raise RuntimeError("half way")

    with pytest.raises(RuntimeError):
        Store.create(tmp_path, PASSPHRASE, clock, CHEAP, first=fail)
    assert files(tmp_path) <= {folders.LOCK_NAME, folders.OWNER_NAME}
    create_office(tmp_path, clock).close()
    Office.open(tmp_path, PASSPHRASE, clock=clock).close()


def test_an_attempt_that_was_cut_off_is_cleared_away(tmp_path: Path, clock: FixedClock) -> None:
    half = tmp_path / MAKING_NAME
    half.mkdir()
    for name in ("store.json", "store.db", "store.db-wal"):
        (half / name).write_bytes(b"half of it")
    create_office(tmp_path, clock).close()
    assert not half.exists()
    Office.open(tmp_path, PASSPHRASE, clock=clock).close()


def test_a_new_store_cut_off_between_its_two_moves_is_finished_at_opening(
    folder: Path, clock: FixedClock
) -> None:
    half = folder / MAKING_NAME
    half.mkdir()
    (folder / "store.db").rename(half / "store.db")
    office = Office.open(folder, PASSPHRASE, clock=clock)
    assert office.me.name == "Karen Holm"
    office.close()
    assert not half.exists()


# ---- files that are not what they should be


def test_no_store_and_a_store_that_is_gone(folder: Path, tmp_path: Path, clock: FixedClock) -> None:
    assert "ikke noget arkiv" in refused(tmp_path / "nowhere", "missing", clock)[0]
    assert not (tmp_path / "nowhere").exists()
    (folder / "store.db").unlink()
    assert "backup" in refused(folder, "missing", clock)[1]
    assert not (folder / "store.db").exists()


def _plain_database(path: Path) -> None:
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE citizen (name)")
    connection.close()


FOREIGN: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_bytes(b"Hello Karen, here is the list\n" * 500),
    "zeros": lambda path: path.write_bytes(bytes(40_960)),
    "one byte": lambda path: path.write_bytes(b"x"),
    "plain database": _plain_database,
    "cut to one page": lambda path: os.truncate(path, 4096),
    "cut in a page": lambda path: os.truncate(path, 6000),
    "first byte": lambda path: path.write_bytes(b"\x00" + path.read_bytes()[1:]),
}


@pytest.mark.parametrize("damage", FOREIGN.values(), ids=list(FOREIGN))
def test_a_file_that_is_no_store_is_left_as_it_is(
    folder: Path, clock: FixedClock, damage: Callable[[Path], object], capfd: pytest.CaptureFixture[str]
) -> None:
    damage(folder / "store.db")
    before = (folder / "store.db").read_bytes()
    refused(folder, "damaged", clock)
    assert (folder / "store.db").read_bytes() == before
    assert capfd.readouterr() == ("", "")  # what is wrong is said by us alone
    refused(folder, "damaged", clock)  # and the folder is not left locked


def test_the_store_of_another_key_is_not_opened(folder: Path, tmp_path: Path, clock: FixedClock) -> None:
    create_office(tmp_path / "other", clock).close()
    shutil.copy(tmp_path / "other" / "store.db", folder / "store.db")
    refused(folder, "damaged", clock)


def test_a_newer_schema_is_left_as_it_is(folder: Path, clock: FixedClock) -> None:
    office = Office.open(folder, PASSPHRASE, clock=clock)
    with office.store.plain() as session:
        session.connection().exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    office.close()
    before = (folder / "store.db").read_bytes()
    refused(folder, "too_new", clock)
    assert (folder / "store.db").read_bytes() == before


def test_damaged_drafts_keep_nobody_from_the_store(folder: Path, clock: FixedClock) -> None:
    (folder / "drafts.db").write_bytes(b"not any more " * 1000)
    office = Office.open(folder, PASSPHRASE, clock=clock)
    (loss,) = office.store.drafts.losses
    assert (folder / loss.file).read_bytes() == b"not any more " * 1000
    office.store.drafts.save("r", "note", "c", "k", {})
    assert [draft.record_id for draft in office.store.drafts.all()] == ["r"]
    office.store.drafts.loss_told(office.store.drafts.losses)
    office.close()
    office = Office.open(folder, PASSPHRASE, clock=clock)
    assert office.store.drafts.loss() is None
    office.close()


def test_a_broken_rule_file_of_the_unit_keeps_nobody_from_the_store(folder: Path, clock: FixedClock) -> None:
    from caseworker.base.text import render

    own = folder / "rules"
    own.mkdir()
    (own / "a-broken.toml").write_text("id = [")
    (own / "b-foreign.toml").write_bytes(b"\xff\xfe")
    office = Office.open(folder, PASSPHRASE, clock=clock)
    assert office.packs_problem is not None
    assert "a-broken.toml" in render(office.packs_problem, "da")
    assert office.packs.packs
    make_citizen(office)
    office.close()


# ---- one process at a time


def test_the_store_is_open_once_also_in_one_process(folder: Path, clock: FixedClock) -> None:
    office = Office.open(folder, PASSPHRASE, clock=clock)
    danish, english = refused(folder, "locked", clock)
    who = json.loads((folder / folders.OWNER_NAME).read_text())["user"]
    assert who in danish
    assert who in english
    (folder / folders.OWNER_NAME).write_text("nonsense")
    refused(folder, "locked", clock)
    make_citizen(office)  # the first is not disturbed
    office.close()
    Office.open(folder, PASSPHRASE, clock=clock).close()


def test_opened_on_one_thread_and_closed_on_another(folder: Path, clock: FixedClock) -> None:
    opened: list[Office] = []
    thread = threading.Thread(target=lambda: opened.append(Office.open(folder, PASSPHRASE, clock=clock)))
    thread.start()
    thread.join()
    opened[0].close()
    Office.open(folder, PASSPHRASE, clock=clock).close()


_HOLD = """
import sys
from pathlib import Path
from caseworker.office import Office
office = Office.open(Path(sys.argv[1]), sys.argv[2])
print("open", flush=True)
sys.stdin.read()
office.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a word of Unix")
def test_a_second_process_is_refused_until_the_first_ends_however_it_ends(
    folder: Path, clock: FixedClock
) -> None:
    for kill in (True, False):
        holder = subprocess.Popen(
            [sys.executable, "-c", _HOLD, str(folder), PASSPHRASE],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True,
        )  # fmt: skip
        try:
            assert holder.stdin is not None
            assert holder.stdout is not None
            assert holder.stdout.readline() == "open\n"
            refused(folder, "locked", clock)
            if kill:
                holder.send_signal(signal.SIGKILL)
            else:
                holder.stdin.close()
            holder.wait(20)
        finally:
            holder.kill()
            holder.wait()
            holder.stdout.close()
            if not holder.stdin.closed:
                holder.stdin.close()
        office = Office.open(folder, PASSPHRASE, clock=clock)
        assert problems(office.store) == []
        office.close()


# ---- network drives


MOUNTS = r"""/dev/sda1 / ext4 rw 0 0
server:/home {tmp}/net nfs4 rw 0 0
//server/share {tmp}/a\040share cifs rw 0 0
tmpfs {tmp}/net/local tmpfs rw 0 0
short line
"""


def test_a_network_drive_is_refused_by_name(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    if sys.platform != "linux":
        pytest.skip("the list of mounts is Linux's")
    read = Path.read_text
    monkeypatch.setattr(
        Path,
        "read_text",
        lambda path, *rest: (
            MOUNTS.format(tmp=str(tmp_path).replace(" ", "\\040"))
            if str(path) == "/proc/self/mounts"
            else read(path, *rest)
        ),
    )
    (tmp_path / "link").symlink_to(tmp_path / "net")
    (tmp_path / "round").symlink_to(tmp_path / "round")
    for place in ("net", "net/deep/down", "a share/x", "link/store"):
        for act in (
            lambda folder: create_office(folder, clock),
            lambda folder: Store.open_with_key(folder, b"k" * 32, clock),
        ):
            with pytest.raises(StoreProblem) as caught:
                act(tmp_path / place)
            assert caught.value.code == "network_path"
            assert str(tmp_path / place) in sentences(caught.value)[0]
        assert not (tmp_path / place).exists()
    for place in ("net/local/store", "network", "a", "round"):
        folders.refuse_network_path(tmp_path / place)
    with pytest.raises(StoreProblem, match="network"):
        folders.refuse_network_path(Path("//server/share/store"))


# ---- errors that are nobody's fault but ours


def test_a_wrong_statement_is_a_bug_and_not_a_damaged_store(folder: Path, clock: FixedClock) -> None:
    from sqlalchemy import text
    from sqlalchemy.exc import OperationalError

    office = Office.open(folder, PASSPHRASE, clock=clock)
    with pytest.raises(OperationalError), office.read() as session:
        session.execute(text("SELECT nothing FROM nowhere"))
    office.close()


def test_an_error_of_the_database_does_not_tell_names(folder: Path, clock: FixedClock) -> None:
    from sqlalchemy import text
    from sqlalchemy.exc import OperationalError

    office = Office.open(folder, PASSPHRASE, clock=clock)
    with pytest.raises(OperationalError) as caught, office.read() as session:
        session.execute(text("SELECT nothing FROM nowhere WHERE name = :name"), {"name": "Zenobia Kvist"})
    assert "Zenobia" not in str(caught.value)
    office.close()


def test_an_act_within_an_act_is_refused_rather_than_waiting_for_ever(
    folder: Path, clock: FixedClock
) -> None:
    office = Office.open(folder, PASSPHRASE, clock=clock)
    with pytest.raises(AssertionError, match="within an act"):
        office.run(t("Outer"), lambda _work: make_citizen(office))
    make_citizen(office)
    office.close()


def test_the_header_is_enough_to_say_there_is_a_store(folder: Path) -> None:
    assert keys.read_header(folder)["format"] == keys.FORMAT
