"""The worklist: the number beside "My day" is the number of lines that wait."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from caseworker.base.clock import FixedClock
from caseworker.base.text import t
from caseworker.casework.worklist import count, waiting_total, worklist
from caseworker.demo.caseload import fill
from caseworker.people.model import CaseFile
from caseworker.store.work import Work
from tests.making import make_office

DAY = date(2026, 11, 24)


def _known_from_today(work: Work) -> None:
    for case in work.find(CaseFile):
        case.known_from = DAY


def test_total_counts_what_the_list_shows(clock: FixedClock, tmp_path: Path) -> None:
    office = make_office(tmp_path / "store", clock)
    try:
        with office.read() as session:
            assert waiting_total(session, office.packs, DAY) == 0
        fill(office, 40, seed=1)
        with office.read() as session:
            lines = worklist(session, office.packs, DAY, "da")
            total = waiting_total(session, office.packs, DAY)
        kinds = {line.kind for line in lines}
        assert {"deadline", "promise", "measurement"} <= kinds
        assert total == count(lines).total > 0
        # What fell due before a case came here is left out of both.
        office.run(t("Known from now on"), _known_from_today)
        with office.read() as session:
            later = count(worklist(session, office.packs, DAY, "da")).total
            assert waiting_total(session, office.packs, DAY) == later
        assert later < total
    finally:
        office.close()
