"""The check of a store: silent about a whole one, and a sentence for everything that cannot be."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from caseworker.base.clock import FixedClock, at
from caseworker.base.text import render
from caseworker.casework.store_check import problems
from caseworker.demo.caseload import fill
from caseworker.office import Office
from tests.making import PASSPHRASE, make_citizen, make_office


@pytest.fixture(scope="module")
def caseload(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fill a store once: each test gets a copy."""
    folder = tmp_path_factory.mktemp("caseload") / "store"
    office = make_office(folder, FixedClock(at(date(2026, 11, 24))))
    fill(office, 8, seed=4)
    office.close()
    return folder


@pytest.fixture
def office(caseload: Path, tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    shutil.copytree(caseload, tmp_path / "store")
    office = Office.open(tmp_path / "store", PASSPHRASE, clock=clock)
    yield office
    office.close()


def told(office: Office) -> list[str]:
    found = problems(office.store)
    for one in found:
        assert render(one, "da") != render(one, "en")
    return [render(one, "en") for one in found]


def spoil(office: Office, *statements: str) -> None:
    """Write past everything, as only damage or a bug does."""
    with office.store.plain() as session:
        session.execute(text("PRAGMA defer_foreign_keys = ON"))
        for statement in statements:
            session.execute(text(statement))


def test_a_caseload_in_use_is_whole(office: Office) -> None:
    assert told(office) == []
    with office.read() as session:
        session.execute(text("SELECT count(*) FROM citizen"))
        make_citizen(office)  # while somebody reads, the log cannot be folded in
        assert told(office) == []
    assert told(office) == []


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE citizen SET name = ''", "A citizen has no name."),
        ("UPDATE plan SET coordinator_id = NULL WHERE status = 'active'", "An active plan has no coordinator."),
        ("UPDATE end_goal SET deleted_at = '2026-11-24T08:00:00.000000+00:00'",
         "An active plan has 0 end goals; it must have one."),
        ("UPDATE change SET actor = 'Somebody' WHERE seq = 5", "The change log does not fit at row 5."),
        ("screening", "A finished screening has no decision."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said(office: Office, statement: str, said: str) -> None:
    spoil(office, _finished_without_decision() if statement == "screening" else statement)
    assert said in told(office)


def _finished_without_decision() -> str:
    """Return the statement that puts such a screening in, whatever other columns screenings must have."""
    from caseworker.screening.model import Screening

    known = {
        "id": "'s'", "revision": "1", "citizen_id": "citizen_id", "case_id": "id", "status": "'finished'",
        "started_on": "'2026-11-01'", "answers": "'{}'",
    }  # fmt: skip
    values = {c.key: known.get(c.key, "''") for c in Screening.__table__.columns if not c.nullable}
    into, what = ", ".join(values), ", ".join(values.values())
    return f"INSERT INTO screening ({into}) SELECT {what} FROM case_file LIMIT 1"  # noqa: S608 - own names


def test_two_open_cases_or_plans_are_said(office: Office) -> None:
    spoil(
        office,
        "DROP INDEX uq_case_file_open",
        "DROP INDEX uq_plan_open",
        "UPDATE case_file SET citizen_id = (SELECT citizen_id FROM case_file WHERE case_no = 1001)",
        "UPDATE plan SET citizen_id = (SELECT citizen_id FROM plan LIMIT 1)",
    )
    assert {"A citizen has more than one open case.", "A citizen has more than one plan."} <= set(
        told(office)
    )


def test_a_reference_to_nothing_is_said(office: Office) -> None:
    connection = office.store.pragma("foreign_keys")
    assert connection == [(1,)]
    office.close()
    import sqlcipher3.dbapi2 as dbapi

    raw = dbapi.connect(str(office.store.path), isolation_level=None)
    raw.execute(f"PRAGMA key = \"x'{office.store.key.hex()}'\"")
    raw.execute("UPDATE case_file SET owner_id = 'nobody'")
    raw.close()
    assert "A record in case_file refers to something that is not there." in told(office)
