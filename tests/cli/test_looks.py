"""Reads of one named citizen on the command line: each is a row in the view log, at the time it was made."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from caseworker.office import Office
from caseworker.store import views
from caseworker.store.views import View
from tests.cli.conftest import ON, Run
from tests.making import PASSPHRASE


def looks_at(store: Path, citizen_id: str) -> list[View]:
    office = Office.open(store, PASSPHRASE)
    with office.read() as session:
        found = views.of_citizen(session, citizen_id)
    office.close()
    return found


def test_deadlines_of_one_case_are_a_look_at_its_citizen(run: Run, store: Path) -> None:
    first, other = run("citizens", "--data-dir", store).data[:2]
    began = datetime.now(UTC)
    run("deadlines", "list", "--on", ON, "--data-dir", store)
    assert looks_at(store, first["id"]) == []
    for reference in (first["case_id"], first["case_no"]):
        assert run("deadlines", "list", "--case", reference, "--data-dir", store).data
    assert run(
        "deadlines", "list", "--case", first["case_no"], "--on", "2031-01-01", "--data-dir", store
    ).data
    looks = looks_at(store, first["id"])
    assert [(look.actor, look.place) for look in looks] == [("Karen Holm", "cli deadlines")] * 3
    for look in looks:
        assert began <= look.at <= began + timedelta(minutes=5), "who looked when, not the day asked about"
    assert looks_at(store, other["id"]) == []


def test_a_case_that_is_not_there_is_no_look(run: Run, store: Path) -> None:
    rows = run("citizens", "--data-dir", store).data
    assert run("deadlines", "list", "--case", "9999", "--data-dir", store).code == 3
    assert not any(looks_at(store, row["id"]) for row in rows)
