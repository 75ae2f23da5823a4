"""Nothing on the disk can be read: no name, number or note in any file of a store in use, nor by `sqlite3`."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from datetime import date
from pathlib import Path

import pytest

from caseworker.base.clock import FixedClock
from caseworker.base.text import t
from caseworker.casework.store_check import problems
from caseworker.journal.files import DocumentFiles
from caseworker.journal.service import NoteData, write_note
from caseworker.office import Office
from caseworker.people import service
from caseworker.store.work import Work
from tests.making import PASSPHRASE, create_office

SECRETS = ("Zenobia", "Kvistgaard", "1203044232", "120304-4232", "Fluesmækkervej", "hemmelig", "Karen Holm")
DRAFT = "kladdeord"


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Path:
    """Return the folder of an open store's files as a thief finds them, with WAL, drafts and a document."""
    office = create_office(tmp_path / "store", clock)

    def act(work: Work) -> None:
        data = service.CitizenData(name="Zenobia Kvistgaard", cpr="1203044232", address="Fluesmækkervej 7")
        citizen = service.add_citizen(work, data)
        intake = service.Intake(
            opened_on=date(2026, 10, 5), group="lab-3", first_contact_on=date(2026, 10, 5)
        )
        case = service.open_case(work, citizen.id, intake)
        work.flush()
        for number in range(40):
            facts = f"En hemmelig samtale nummer {number} om 120304-4232. " * 20
            write_note(work, NoteData(case_id=case.id, title="Samtale", facts=facts))

    office.run(t("New citizen {name}", name="Zenobia Kvistgaard"), act)
    office.store.drafts.save("r", "note", "c", "k", {"facts": f"{DRAFT} hemmelig Zenobia " * 50})
    DocumentFiles(office.folder, office.store.key).put(b"%PDF hemmelig Zenobia 1203044232 " * 100)
    with office.read() as session:
        from caseworker.store import search

        assert len(search.find(session, "hemmelig")) == 40
        shutil.copytree(tmp_path / "store", tmp_path / "stolen")
    office.close()
    return tmp_path / "stolen"


def test_no_file_tells_a_name_a_number_or_a_note(store: Path) -> None:
    files = [path for path in store.rglob("*") if path.is_file()]
    names = {path.name for path in files}
    assert {"store.db", "store.db-wal", "drafts.db", "store.json", "store.owner"} <= names
    assert len(list((store / "documents").iterdir())) == 1
    assert (store / "store.db-wal").stat().st_size > 40_000
    wanted = [
        word.encode(code)
        for word in (*SECRETS, DRAFT, PASSPHRASE)
        for code in ("utf-8", "utf-16-le", "cp1252")
    ]
    for path in files:
        content = path.read_bytes().lower()
        for secret in wanted:
            assert secret.lower() not in content, (path.name, secret)
        assert b"zenobia" not in path.name.encode().lower()
    for name in ("store.db", "store.db-wal", "drafts.db"):
        assert b"SQLite format" not in (store / name).read_bytes()


def test_sqlite3_cannot_open_it(store: Path) -> None:
    program = shutil.which("sqlite3")
    for name in ("store.db", "drafts.db"):
        connection = sqlite3.connect(store / name)
        with pytest.raises(sqlite3.DatabaseError):
            connection.execute("SELECT * FROM sqlite_master").fetchall()
        connection.close()
        if program is not None:
            run = subprocess.run([program, str(store / name), ".dump"], capture_output=True, text=True)
            assert "CREATE TABLE" not in run.stdout
            assert run.returncode != 0 or "not a database" in run.stdout + run.stderr


def test_and_yet_it_opens_for_whoever_knows_the_passphrase(store: Path, clock: FixedClock) -> None:
    office = Office.open(store, PASSPHRASE, clock=clock)
    assert problems(office.store) == []
    assert DRAFT in office.store.drafts.all()[0].values["facts"]
    office.close()


def test_no_temporary_file_of_the_database_lies_about(tmp_path: Path, clock: FixedClock) -> None:
    """Sorting more than fits into the cache must not go to a plain file: temporary tables stay in memory."""
    office = create_office(tmp_path, clock)
    assert office.store.pragma("temp_store")[0][0] in (0, 2)
    options = {row[0] for row in office.store.pragma("compile_options")}
    assert options & {"TEMP_STORE=2", "TEMP_STORE=3"}
    office.close()
