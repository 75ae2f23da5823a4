"""The worklist: the number beside "My day" is the number of lines that wait."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from caseworker.base.clock import FixedClock
from caseworker.casework.worklist import count, waiting_total, worklist
from caseworker.demo.caseload import fill
from tests.making import make_office

DAY = date(2026, 11, 24)


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
    finally:
        office.close()
