"""Drafts: kept as they are typed, one for each record, the newest first, and still there after kill -9."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from unittest.mock import ANY

import pytest

from caseworker.base.clock import FixedClock
from caseworker.base.errors import StoreProblem, UserError
from caseworker.base.ids import new_id
from caseworker.base.text import render, t
from caseworker.casework.store_check import problems
from caseworker.journal.service import NoteData, write_note
from caseworker.office import Office
from caseworker.people.model import Citizen
from caseworker.store.drafts import UNDONE
from caseworker.store.work import Work
from tests.architecture.tree import ROOT
from tests.making import PASSPHRASE, make_citizen


def test_one_draft_for_each_record(office: Office, clock: FixedClock) -> None:
    drafts = office.store.drafts
    started = drafts.save("r1", "note", "c1", "k1", {"facts": "Ring"})
    clock.advance(seconds=30)
    saved = drafts.save("r1", "note", "c1", "k1", {"facts": "Ringede 😀", "tal": [1, 2.5, None, True]})
    (draft,) = drafts.all()
    assert draft == drafts.get("r1") == drafts.find("note", "c1")
    assert (draft.started_at, draft.saved_at) == (started, saved)
    assert draft.values == {"facts": "Ringede 😀", "tal": [1, 2.5, None, True]}
    drafts.clear("r1")
    drafts.clear("r1")
    assert drafts.all() == []
    assert drafts.get("r1") is drafts.find("note", "c1") is None


def test_the_newest_comes_first_also_within_one_moment(office: Office, clock: FixedClock) -> None:
    drafts = office.store.drafts
    for record in ("b", "a", "c"):
        drafts.save(record, "note", "c1", "k1", {"facts": record})
    drafts.save("a", "note", "c1", "k1", {"facts": "again"})
    assert [draft.record_id for draft in drafts.all()] == ["a", "c", "b"]
    clock.advance(minutes=1)
    drafts.save("b", "note", "c1", "k1", {})
    drafts.save("t", "talk", "c1", "k1", {})
    drafts.save("n", "note", "c2", "k2", {})
    assert [draft.record_id for draft in drafts.all()] == ["n", "t", "b", "a", "c"]
    found = drafts.find("note", "c1")
    assert found is not None
    assert found.record_id == "b"
    assert [draft.record_id for draft in drafts.of_citizen("c1")] == ["t", "b", "a", "c"]
    assert drafts.of_citizen("c3") == []


def test_a_draft_is_no_record_and_survives_every_act(office: Office) -> None:
    from tests.content_hash import content_hash

    before = content_hash(office)
    office.store.drafts.save("r", "note", "c", "k", {"facts": "x" * 200_000})
    assert content_hash(office) == before
    make_citizen(office)
    office.undo()
    assert len(office.store.drafts.all()) == 1


def test_what_an_act_has_spent_is_a_draft_again_when_the_act_is_undone(
    office: Office, clock: FixedClock
) -> None:
    citizen, case = make_citizen(office)
    drafts = office.store.drafts
    note = new_id()
    started = drafts.save(note, "note", citizen, case, {"facts": "Ringede"})
    drafts.save("phone", "contact_data", citizen, "", {"phone": "12345678"})
    drafts.save("other", "note", citizen, case, {"facts": "ikke færdig"})

    def phone(work: Work) -> None:
        work.get(Citizen, citizen).phone = "12345678"

    office.run(t("New phone"), phone, spends="phone")
    data = NoteData(case_id=case, title="Opkald", facts="Ringede", note_id=note)
    office.run(
        t("New note"),
        lambda work: write_note(work, data),
        spends=note,
    )
    assert [one.record_id for one in drafts.all()] == ["other"]
    clock.advance(minutes=5)
    office.undo()
    back = next(one for one in drafts.all() if one.record_id != "other")
    # The note's own id is used up, so the draft will become another.
    assert back.record_id != note
    assert (back.values, back.started_at) == ({"facts": "Ringede", UNDONE: ANY}, started)
    drafts.clear(back.record_id)
    office.undo()
    assert {one.record_id for one in drafts.all()} == {"phone", "other"}


def test_what_is_being_written_since_stays_and_old_words_go(office: Office, clock: FixedClock) -> None:
    citizen, _case = make_citizen(office)
    drafts = office.store.drafts

    def phone(work: Work) -> None:
        work.get(Citizen, citizen).phone = "12345678"

    drafts.save("phone", "contact_data", citizen, "", {"phone": "12345678"})
    office.run(t("New phone"), phone, spends="phone")
    drafts.save("phone", "contact_data", citizen, "", {"phone": "87654321"})
    office.undo()
    assert [one.values for one in drafts.all()] == [{"phone": "87654321"}]
    office.run(t("New phone"), phone, spends="phone")
    clock.advance(minutes=60 * 24 * 8)
    drafts.save("later", "contact_data", citizen, "", {"phone": "11111111"})
    office.store.drafts.spend("later", "an-act")
    office.undo()
    assert drafts.all() == []


def _undone(office: Office) -> str:
    """Return a new citizen whose number was written and undone: the words are a draft "phone"."""
    citizen, _case = make_citizen(office)

    def phone(work: Work) -> None:
        work.get(Citizen, citizen).phone = "12345678"

    office.store.drafts.save("phone", "contact_data", citizen, "", {"phone": "12345678"})
    office.run(t("New phone"), phone, spends="phone")
    office.undo()
    assert [one.record_id for one in office.store.drafts.all()] == ["phone"]
    return citizen


def test_what_an_undo_left_goes_with_what_it_is_in(office: Office) -> None:
    citizen = _undone(office)
    assert citizen not in office.store.drafts.subjects()
    assert office.undo() is not None
    assert office.store.drafts.all() == []


@pytest.mark.parametrize("more", [{"phone": "87654321"}, {"mail": "x"}], ids=["other", "more"])
def test_a_form_that_takes_the_mark_along_keeps_its_words(office: Office, more: dict[str, str]) -> None:
    citizen = _undone(office)
    drafts = office.store.drafts
    drafts.save("phone", "contact_data", citizen, "", {**drafts.all()[0].values, **more})
    assert citizen in drafts.subjects()
    with pytest.raises(UserError, match="while there is a draft"):
        office.undo()
    assert drafts.all()[0].values.items() >= more.items()


@pytest.mark.parametrize("over", [True, False], ids=["over what was left", "new"])
def test_words_that_wait_keep_what_they_are_about(
    office: Office, monkeypatch: pytest.MonkeyPatch, *, over: bool
) -> None:
    citizen = _undone(office)
    drafts = office.store.drafts

    def fails(_act: object) -> None:
        raise StoreProblem("disk_full", t("New phone"))

    with monkeypatch.context() as patch, pytest.raises(StoreProblem):
        patch.setattr(drafts, "_change", fails)
        drafts.save("phone" if over else "new", "contact_data", citizen, "", {"phone": "11111111"})
    with pytest.raises(UserError, match="while there is a draft"):
        office.undo()
    assert [one.values["phone"] for one in drafts.unsaved.values()] == ["11111111"]


def test_an_act_that_fails_spends_nothing(office: Office) -> None:
    citizen, _case = make_citizen(office)
    office.store.drafts.save("phone", "contact_data", citizen, "", {"phone": "12345678"})

    def fails(_work: Work) -> None:
        raise UserError(t("New phone"))

    with pytest.raises(UserError):
        office.run(t("New phone"), fails, spends="phone")
    assert len(office.store.drafts.all()) == 1


_TYPE = """
import os, signal, sys
from pathlib import Path
from caseworker.office import Office
office = Office.open(Path(sys.argv[1]), sys.argv[2])
for number in range(50):
    office.store.drafts.save("r", "note", "c", "k", {"facts": "word " * number})
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a word of Unix")
def test_what_was_typed_is_there_after_kill_9(folder: Path, clock: FixedClock) -> None:
    run = subprocess.run(
        [sys.executable, "-c", _TYPE, str(folder), PASSPHRASE], cwd=ROOT, capture_output=True
    )
    assert run.returncode == -9, run.stderr
    office = Office.open(folder, PASSPHRASE, clock=clock)
    (draft,) = office.store.drafts.all()
    assert draft.values == {"facts": "word " * 49}
    office.close()


def full_drafts(office: Office) -> None:
    """Fill the drafts until their file has many pages, and close the store."""
    for number in range(60):
        office.store.drafts.save(f"r{number}", "note", "c", "k", {"facts": f"Ord {number}. " * 40})
    office.close()


def overwrite(path: Path, at: int) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(b"xxxxxxxx")


@pytest.mark.parametrize("place", [100, 5000, 9000, -30_000, -100], ids=str)
def test_damage_anywhere_in_the_file_is_met_on_opening_and_told(
    office: Office, clock: FixedClock, place: int
) -> None:
    full_drafts(office)
    path = office.folder / "drafts.db"
    overwrite(path, place % path.stat().st_size)
    damaged = path.read_bytes()
    again = Office.open(office.folder, PASSPHRASE, clock=clock)
    drafts = again.store.drafts
    (loss,) = drafts.losses
    assert (office.folder / loss.file).read_bytes() == damaged
    assert loss.file in render(drafts.loss() or t("."), "en")
    assert "kan være gået tabt" in render(drafts.loss() or t("."), "da")
    # Nothing can be read where the first page is damaged, or the one that leads to all drafts.
    kept = {draft.record_id: draft.values for draft in drafts.all()}
    assert (kept == {}) == (place in {100, 5000})
    assert kept.items() <= {f"r{number}": {"facts": f"Ord {number}. " * 40} for number in range(60)}.items()
    drafts.save("new", "note", "c", "k", {"facts": "Nyt"})
    assert {draft.record_id for draft in drafts.all()} == {*kept, "new"}
    drafts.loss_told(drafts.losses)
    again.close()
    whole = Office.open(office.folder, PASSPHRASE, clock=clock)
    assert whole.store.drafts.loss() is None
    whole.close()


def test_damage_that_comes_later_takes_nothing_that_was_written_since_opening(
    office: Office, clock: FixedClock
) -> None:
    full_drafts(office)
    office = Office.open(office.folder, PASSPHRASE, clock=clock)
    drafts, heard = office.store.drafts, []
    drafts.on_loss = lambda: heard.append(1)
    drafts.save("r5", "note", "c", "k", {"facts": "Skrevet om"})
    drafts.save("gone", "note", "c", "k", {"facts": "Kasseret"})
    drafts.clear("gone")
    drafts._engine.dispose()  # noqa: SLF001 - what it has read it would not read again
    for page in range(1, 10):
        overwrite(office.folder / "drafts.db", page * 4096 + 500)
    kept = {draft.record_id: draft.values for draft in drafts.all()}
    assert kept["r5"] == {"facts": "Skrevet om"}
    assert "gone" not in kept
    assert len(drafts.losses) == 1
    assert heard == [1]
    assert drafts.get("r5") is not None
    assert heard == [1], "it is told once"
    office.close()


def test_the_check_looks_at_every_page_of_the_drafts(office: Office, clock: FixedClock) -> None:
    full_drafts(office)
    office = Office.open(office.folder, PASSPHRASE, clock=clock)
    assert problems(office.store) == []
    office.store.drafts._engine.dispose()  # noqa: SLF001
    overwrite(office.folder / "drafts.db", 9000)
    assert problems(office.store) == [office.store.drafts.loss()]
    office.close()
