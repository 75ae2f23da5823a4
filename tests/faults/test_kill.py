"""Kill -9 at any moment: every accepted commit is there, none is half there, and the store opens again.

A few dozen kills here; CASEWORKER_KILLS=1000 asks for more.
"""

from __future__ import annotations

import os
import random
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from caseworker.base.clock import FixedClock
from caseworker.base.errors import StoreProblem
from caseworker.casework.store_check import problems
from caseworker.office import Office
from caseworker.store import keys
from caseworker.store.log import ActRow
from tests.faults import writer
from tests.making import CHEAP, PASSPHRASE, create_office

KILLS = int(os.environ.get("CASEWORKER_KILLS", "30"))
pytestmark = [
    pytest.mark.skipif(not writer.supported(), reason="kill -9 is a word of Unix"),
    pytest.mark.timeout(60 + KILLS * 3),
]


def test_killed_while_saving(tmp_path: Path, clock: FixedClock) -> None:
    folder = tmp_path / "store"
    create_office(folder, clock).close()  # also warms up what the copies inherit
    source = random.Random(20261124)
    accepted: set[int] = set()
    undone: set[int] = set()
    draft = whole = 0
    for round_number in range(1, KILLS + 1):
        pid, pipe = writer.forked(partial(writer.work_until_killed, folder, round_number))
        # Every act says two lines and takes a twentieth of a second or so: the kill falls anywhere within one.
        said = writer.killed_after(pid, pipe, source.randrange(1, 7), source.uniform(0, 0.08))
        for line in said.decode().splitlines():
            kind, number = line.split()
            {"citizen": accepted, "undone": undone}.get(kind, set()).add(int(number))
            draft = int(number) if kind == "draft" else draft
        next_drafts = (draft, draft + 1, round_number * 100_000 + 1)
        office = Office.open(folder, PASSPHRASE, clock=clock)
        there = writer.everything_of(office)
        # The last act may have been saved without our hearing of it; it may not be there by half.
        missing = accepted - undone - set(there)
        assert len(missing) <= 1, missing
        if missing:
            assert _was_undone(office, missing.pop())
        assert len(set(there) - accepted) <= round_number
        shapes = set(there.values())
        assert len(shapes) <= 1, shapes
        whole = len(there)
        kept = office.store.drafts.get("draft")
        assert draft == 0 or (kept is not None and kept.values["number"] in next_drafts)
        if round_number % 6 == 0 or round_number == KILLS:
            assert problems(office.store) == []
        # What came to be without our hearing of it is known from now on; what is gone was undone.
        accepted, undone = set(there), set()
        office.close()
    assert whole > KILLS // 2, "the kills came too early to prove anything"


def _was_undone(office: Office, number: int) -> bool:
    with office.read() as session:
        rows = session.execute(select(ActRow.name, ActRow.undone_by)).all()
    return any(name.get("values") == {"number": number} and undone_by for name, undone_by in rows)


def test_killed_while_a_store_is_made(tmp_path: Path, clock: FixedClock) -> None:
    create_office(tmp_path / "warm", clock).close()
    source = random.Random(1)
    ends = {"whole": 0, "none": 0}

    def make(folder: Path, pipe: int) -> None:
        os.write(pipe, b"begun\n")
        create_office(folder, clock).close()
        os.write(pipe, b"made\n")
        writer.time.sleep(60)

    for number in range(max(8, KILLS // 4)):
        folder = tmp_path / f"store {number}"
        pid, pipe = writer.forked(partial(make, folder))
        said = writer.killed_after(pid, pipe, 1, source.uniform(0, 0.4))
        try:
            office = Office.open(folder, PASSPHRASE, clock=clock)
            ends["whole"] += 1
        except StoreProblem as problem:
            assert problem.code == "missing"
            assert b"made" not in said
            office = create_office(folder, clock)
            ends["none"] += 1
        assert office.me.name == "Karen Holm"
        office.close()
    assert ends["none"] > 0


def test_killed_while_the_passphrase_is_changed(tmp_path: Path) -> None:
    made = keys.create(tmp_path, PASSPHRASE, CHEAP)
    source = random.Random(2)
    words = [PASSPHRASE, "en helt anden sætning"]

    def change(pipe: int) -> None:
        now, then = words if _opens(tmp_path, words[0]) else words[::-1]
        while True:
            keys.change_passphrase(tmp_path, now, then, CHEAP)
            os.write(pipe, b"changed\n")
            now, then = then, now

    for _ in range(max(10, KILLS // 4)):
        pid, pipe = writer.forked(change)
        writer.killed_after(pid, pipe, 1, source.uniform(0, 0.02))
        assert [_opens(tmp_path, one) for one in words].count(True) == 1
    assert keys.recover(tmp_path, made.recovery_code, PASSPHRASE, CHEAP) == made.key


def _opens(folder: Path, passphrase: str) -> bool:
    try:
        keys.unlock(folder, passphrase)
    except StoreProblem as problem:
        assert problem.code == "wrong_key"
        return False
    return True
