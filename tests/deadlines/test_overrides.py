"""One's own date beside the legal one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from caseworker.base.clock import FixedClock
from caseworker.base.errors import UserError
from caseworker.deadlines import queries
from caseworker.deadlines.overrides import OwnDate, drop_own_date, own_date, own_dates
from tests.contacts.desk import Desk, open_desk
from tests.making import make_citizen

TODAY = date(2026, 11, 24)
OWN = date(2026, 12, 1)


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    """Open a desk on an encrypted store of its own."""
    with open_desk(tmp_path / "store", clock) as desk:
        yield desk


def dated(desk: Desk) -> queries.DeadlineLine:
    """Return the first deadline of the citizen that has a date."""
    found: list[queries.DeadlineLine] = desk.read(queries.stored_lines, TODAY, case_id=desk.case_id)
    return next(line for line in found if line.due_on is not None)


def test_the_legal_date_and_its_state_stay(desk: Desk) -> None:
    before = dated(desk)
    desk.do(own_date, desk.case_id, before.key, OWN, " Borgeren er på kursus ")
    after = dated(desk)
    assert after.own == OwnDate(OWN, "Borgeren er på kursus", after.own.by if after.own else "")
    assert (after.due_on, after.work_date, after.status) == (before.due_on, before.work_date, before.status)
    desk.do(own_date, desk.case_id, before.key, OWN + timedelta(days=1), "Flyttet")
    assert [one.day for one in desk.read(own_dates).values()] == [OWN + timedelta(days=1)]


def test_it_can_be_dropped_and_undone(desk: Desk) -> None:
    key = dated(desk).key
    desk.do(own_date, desk.case_id, key, OWN, "Aftalt")
    desk.do(drop_own_date, desk.case_id, key)
    assert dated(desk).own is None
    desk.office.undo()
    assert dated(desk).own is not None
    desk.office.undo()
    assert dated(desk).own is None


def test_a_date_changed_stays_one_record_and_may_be_today(desk: Desk) -> None:
    key = dated(desk).key
    first = desk.do(own_date, desk.case_id, key, OWN, "Aftalt")
    assert first
    assert desk.do(own_date, desk.case_id, key, TODAY, "Flyttet") == first
    assert [one.day for one in desk.read(own_dates).values()] == [TODAY]
    desk.do(drop_own_date, desk.case_id, key)
    assert desk.read(own_dates) == {}


@pytest.mark.parametrize(
    ("day", "reason", "field"),
    [(TODAY - timedelta(days=1), "Aftalt", "own_date"), (OWN, "  ", "own_reason")],
)
def test_a_past_day_or_no_reason_is_refused_at_its_field(
    desk: Desk, day: date, reason: str, field: str
) -> None:
    with pytest.raises(UserError) as refused:
        desk.do(own_date, desk.case_id, dated(desk).key, day, reason)
    assert refused.value.place is not None
    assert refused.value.place.field == field
    assert desk.read(own_dates) == {}


def test_there_must_be_a_deadline_with_a_date(desk: Desk) -> None:
    with pytest.raises(UserError):
        desk.do(own_date, desk.case_id, "G20-01:nothing:1", OWN, "Aftalt")
    with pytest.raises(UserError):
        desk.do(drop_own_date, desk.case_id, dated(desk).key)


def test_own_dates_of_one_case_or_of_all(desk: Desk) -> None:
    _citizen, other = make_citizen(desk.office, "Bent Friis")
    desk.do(own_date, desk.case_id, dated(desk).key, OWN, "Aftalt")
    assert list(desk.read(own_dates, desk.case_id)) == [(desk.case_id, dated(desk).key)]
    assert desk.read(own_dates, other) == {}


def test_what_fell_due_before_the_case_came_here_says_so(desk: Desk, clock: FixedClock) -> None:
    from caseworker.people.model import CaseFile

    clock.advance(days=100)
    desk.office.catch_up()
    desk.do(lambda work: setattr(work.get(CaseFile, desk.case_id), "known_from", clock.today()))
    stored: list[queries.DeadlineLine] = desk.read(queries.stored_lines, clock.today(), case_id=desk.case_id)
    missed = [line for line in stored if line.status == "missed"]
    assert missed
    assert all(line.before_import for line in missed)
    assert not any(line.before_import for line in stored if line.status in ("open", "unknown"))
