"""Long and odd content on its whole way: import, journal, JSON, PDF and sealed bundle."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from caseworker.base.clock import FixedClock
from caseworker.base.text import t
from caseworker.journal.service import NoteData, write_note
from caseworker.office import Office
from caseworker.people import service
from caseworker.plan import goals
from caseworker.plan import service as plans
from caseworker.store.work import Work
from tests.cli.conftest import Run
from tests.making import make_office

DAY = date(2026, 11, 24)
LONG = "Jonas fortæller, at han gerne vil arbejde med træ. " * 1000  # 51,000 characters
ODD = "👩‍👩‍👧 🇩🇰 שלום مرحبا \u202eevil\u202c 'x' \"y\" <b>&amp;</b> {name} %s \\ A\x00B\x0cC \ud83d"
KEPT = "👩‍👩‍👧 🇩🇰 שלום مرحبا \u202eevil\u202c 'x' \"y\" <b>&amp;</b> {name} %s \\ AB\nC \ufffd"


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Iterator[Path]:
    office = make_office(tmp_path / "store", clock)
    office.run(t("Odd {name}", name=ODD), lambda work: _fill(work))
    office.close()
    yield tmp_path / "store"


def _fill(work: Work) -> None:
    citizen = service.add_citizen(
        work, service.CitizenData(name=ODD, birth_date=date(2004, 3, 12), address=ODD)
    )
    intake = service.Intake(opened_on=date(2026, 10, 5), group="lab-3", first_contact_on=date(2026, 10, 5))
    case = service.open_case(work, citizen.id, intake)
    work.flush()
    for facts in (LONG, ODD):
        write_note(work, NoteData(case_id=case.id, title=ODD[:40], facts=facts, citizen_says=facts))
    plan = plans.ensure_plan(work, case.id)
    work.flush()
    goals.set_end_goal(work, plan, "job", ODD, date(2027, 3, 1))
    plans.set_words(work, plan, "own_words", LONG + ODD)


def test_it_comes_out_as_it_went_in(run: Run, store: Path, tmp_path: Path) -> None:
    data = run("case", "1001", "--data-dir", store).data
    straight = KEPT.replace("\u202e", "").replace("\u202c", "")  # a name turns no line around
    assert data["citizen"]["name"] == " ".join(straight.split())
    facts = {note["facts"] for note in data["journal"]}
    assert facts == {LONG.strip(), KEPT}
    assert run("check", "--data-dir", store).data == {"ok": True, "problems": []}
    for language in ("da", "en"):
        out = tmp_path / f"{language}.pdf"
        ran = run("print", "plan", "--case", "1001", "-o", out, "--lang", language, "--data-dir", store)
        assert ran.code == 0, ran.err
        assert ran.data["pages"] > 8
        assert out.read_bytes().startswith(b"%PDF-")
    sent = run("export", "--to", tmp_path / "out", "--data-dir", store)
    assert (sent.code, sent.data["citizens"]) == (0, 1)
    opened = run(
        "open-bundle",
        sent.data["bundle"],
        "--key",
        store / "demo-jobcentre.agekey",
        "--to",
        tmp_path / "in",
        "--data-dir",
        store,
    )
    assert opened.code == 0
    kept = b"".join(path.read_bytes() for path in (tmp_path / "in").rglob("*.json*"))
    assert "שלום".encode() in kept or b"\\u05e9" in kept
    assert b"\x00" not in kept


def test_it_is_undone_by_a_name_that_is_odd(store: Path, clock: FixedClock) -> None:
    from tests.making import PASSPHRASE

    office = Office.open(store, PASSPHRASE, clock=clock)
    assert office.undo() == t("Odd {name}", name=ODD)
    office.close()
