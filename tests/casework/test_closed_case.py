"""A closed case: out of every list of work, and on its own pages only what was missed when it was closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from caseworker.base.clock import FixedClock, at
from caseworker.base.dates import age_on
from caseworker.base.errors import UserError
from caseworker.base.text import t
from caseworker.casework import citizens, cohort
from caseworker.casework.booking import planned_talks
from caseworker.casework.case_data import case_data
from caseworker.casework.closed_case import case_lines, of_closed
from caseworker.casework.worklist import missed_before_import, waiting_cases, waiting_total, worklist
from caseworker.contacts import service
from caseworker.contacts.model import Talk
from caseworker.contacts.reaching import RequestData, request_talk
from caseworker.deadlines import switches
from caseworker.deadlines.overrides import own_date
from caseworker.deadlines.queries import OPEN_STATES, stored_lines
from caseworker.exchange.queries import own_deadlines
from caseworker.people.model import CaseFile, Citizen
from caseworker.people.service import Intake, close_case, open_case
from caseworker.store.work import Work
from tests.contacts.desk import Desk, open_desk
from tests.making import make_citizen

TODAY, TOMORROW = date(2026, 11, 24), date(2026, 11, 25)


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    """Return a desk with one citizen who has not been met in time."""
    with open_desk(tmp_path / "store", clock) as desk:
        yield desk


def _close(desk: Desk, on: date = TODAY) -> None:
    desk.office.run(t("Close case"), lambda work: close_case(work, desk.case_id, "job_ordinary", on))


def _lists(desk: Desk) -> dict[str, Any]:
    """Return what each list of work has."""
    packs = desk.office.packs
    return {
        "my day": desk.read(worklist, packs, TODAY, "da"),
        "number": desk.read(waiting_total, packs, TODAY),
        "citizens": desk.read(waiting_cases, packs, TODAY),
        "deadlines": desk.read(stored_lines, TODAY, to_do=True),
        "talks": desk.read(planned_talks, TODAY, TOMORROW),
        "calendar": desk.read(own_deadlines, desk.office.me.id),
        "next": desk.read(citizens.next_deadlines, [desk.case_id]),
        "next for us": desk.read(citizens.next_deadlines, None, for_work=True),
        "before import": desk.read(missed_before_import),
    }


def test_a_closed_case_is_in_no_list_of_work_and_undo_brings_all_back(desk: Desk) -> None:
    desk.book(at(TOMORROW, 10))
    before = _lists(desk)
    assert before["my day"] and before["number"] and before["citizens"].overdue and before["deadlines"]
    assert before["talks"] and before["calendar"] and before["next"] and before["next for us"]
    _close(desk)
    lists = _lists(desk)
    waiting = lists.pop("citizens")
    assert (waiting.overdue, waiting.due_soon) == (frozenset(), frozenset())
    assert {name: found for name, found in lists.items() if found} == {}
    desk.office.undo()
    assert _lists(desk) == before


def test_what_fell_due_before_a_closed_case_came_here_is_not_counted(desk: Desk) -> None:
    def known_from_today(work: Work) -> None:
        work.get(CaseFile, desk.case_id).known_from = TODAY

    desk.do(known_from_today)
    assert desk.read(missed_before_import) > 0
    _close(desk)
    assert desk.read(missed_before_import) == 0


def test_its_own_pages_tell_what_was_missed_when_it_was_closed(desk: Desk) -> None:
    areas = frozenset({*switches.DEFAULT_AREAS, "casework"})
    desk.do(switches.set_rules, areas, frozenset())
    missed = [line.key for line in desk.read(stored_lines, TODAY, statuses=("missed",))]
    assert len(missed) > 0
    assert desk.read(case_lines, desk.case_id, TODAY) == desk.read(stored_lines, TODAY, case_id=desk.case_id)
    # The clock of a request for access runs on; it stands with the request, not among the deadlines.
    desk.do(request_talk, RequestData(case_id=desk.case_id, requested_on=TODAY, what="access"))
    _close(desk)
    standing = desk.read(stored_lines, TODAY, statuses=("open", "due_soon"), case_id=desk.case_id)
    assert standing != []
    assert [line.key for line in desk.read(case_lines, desk.case_id, TODAY)] == missed


def test_a_request_for_access_runs_on_in_every_list(desk: Desk, clock: FixedClock) -> None:
    areas = frozenset({*switches.DEFAULT_AREAS, "casework"})
    desk.do(switches.set_rules, areas, frozenset())
    desk.do(request_talk, RequestData(case_id=desk.case_id, requested_on=TODAY, what="access"))
    _close(desk)
    due = date(2026, 12, 3)  # seven working days
    [line] = desk.read(stored_lines, TODAY, to_do=True)
    assert (line.status, line.due_on) == ("open", due)
    assert desk.read(citizens.next_deadlines, [desk.case_id], for_work=True)[desk.case_id].due_on == due
    [answer] = [
        one for one in desk.read(case_data, desk.case_id, TODAY)["deadlines"] if one["status"] == "open"
    ]
    assert answer["due_on"] == "2026-12-03"
    clock.advance(days=10)
    desk.office.catch_up()
    [line] = desk.read(stored_lines, clock.today(), to_do=True)
    assert line.status == "missed"
    assert desk.read(waiting_total, desk.office.packs, clock.today()) == 1
    assert len(desk.read(worklist, desk.office.packs, clock.today(), "da")) == 1


def test_what_runs_on_is_told_apart_from_a_namesake(desk: Desk, clock: FixedClock) -> None:
    areas = frozenset({*switches.DEFAULT_AREAS, "casework"})
    desk.do(switches.set_rules, areas, frozenset())
    name, born = desk.read(lambda session: session.execute(select(Citizen.name, Citizen.birth_date)).one())
    day = born.replace(year=born.year - 20)
    _citizen, other = make_citizen(desk.office, name, day, group="lab-2", visited_as="job_ready")
    desk.do(request_talk, RequestData(case_id=desk.case_id, requested_on=TODAY, what="access"))
    _close(desk)
    clock.advance(days=10)
    desk.office.catch_up()
    lines = desk.read(worklist, desk.office.packs, clock.today(), "en")
    names = {line.case_id: line.name for line in lines}
    assert names == {
        desk.case_id: f"{name}, {age_on(born, clock.today())} years old",
        other: f"{name}, {age_on(day, clock.today())} years old",
    }
    # Back in a new case: one citizen is no namesake of their own.
    desk.do(lambda work: open_case(work, desk.citizen_id, Intake(opened_on=clock.today(), group="lab-2")))
    lines = desk.read(worklist, desk.office.packs, clock.today(), "en")
    assert {line.name for line in lines} == set(names.values())


def test_what_ran_out_after_the_last_day_was_not_missed_when_it_was_closed(desk: Desk) -> None:
    _close(desk, date(2026, 10, 6))
    assert desk.read(case_lines, desk.case_id, TODAY) == []


def test_what_happened_after_the_last_day_asks_for_nothing(desk: Desk) -> None:
    """The day of the closing may lie before a talk that was held, or a wish that came, before it was written down."""
    areas = frozenset({*switches.DEFAULT_AREAS, "casework"})
    desk.do(switches.set_rules, areas, frozenset())
    desk.do(service.hold, desk.book(at(TODAY, 8), purpose="Plan"), "Har fået job")
    asked = RequestData(case_id=desk.case_id, requested_on=date(2026, 11, 19), what="talk")
    desk.do(request_talk, asked)
    rules = {line.rule for line in desk.read(stored_lines, TODAY, statuses=(*OPEN_STATES, "met"))}
    assert rules >= {"G20-51", "R-048"}
    _close(desk, date(2026, 11, 18))
    assert {name: found for name, found in _lists(desk).items() if found and name != "citizens"} == {}
    desk.clock.advance(days=30)
    desk.office.catch_up()
    assert desk.read(stored_lines, desk.clock.today(), to_do=True) == []


def test_the_plain_data_of_a_closed_case_says_that_it_is_closed(desk: Desk) -> None:
    before = desk.read(case_data, desk.case_id, TODAY)["deadlines"]
    assert any(one["status"] in OPEN_STATES[1:] for one in before)
    assert not any("case_closed_on" in one for one in before)
    _close(desk)
    after = desk.read(case_data, desk.case_id, TODAY)["deadlines"]
    assert {one["status"] for one in after} >= {"missed"}
    assert not {one["status"] for one in after} & set(OPEN_STATES[1:])
    assert {one["case_closed_on"] for one in after} == {TODAY.isoformat()}


@pytest.mark.parametrize(
    ("status", "due_on", "work_date", "kept"),
    [
        ("missed", "2026-11-20", "2026-11-20", True),
        ("missed", "2026-11-21", "2026-11-24", False),
        ("missed", "2026-11-30", "2026-11-30", True),
        ("due_soon", "2026-11-24", "2026-11-24", True),
        ("met", "2026-11-20", "2026-11-20", True),
        ("met_late", "2026-11-20", "2026-11-20", True),
        ("moot", None, None, True),
        ("open", "2026-11-20", "2026-11-20", False),
        ("due_soon", "2026-11-20", "2026-11-20", False),
        ("unknown", None, None, False),
        ("suspended", None, None, False),
    ],
)
def test_an_answer_stands_for_a_closed_case_only_when_it_is_settled(
    status: str, due_on: str | None, work_date: str | None, kept: bool
) -> None:
    answer = {"status": status, "due_on": due_on, "work_date": work_date}
    found = of_closed([answer], TODAY)
    assert found == ([answer | {"case_closed_on": "2026-11-24"}] if kept else [])


def test_no_own_date_and_no_exemption_is_written_in_a_closed_case(desk: Desk) -> None:
    key = desk.read(stored_lines, TODAY, statuses=("missed",))[0].key
    _close(desk)
    for act in (
        lambda work: own_date(work, desk.case_id, key, TODAY, "Aftalt med borgeren"),
        lambda work: cohort.exempt(work, desk.case_id, "Kan selv finde arbejde"),
    ):
        with pytest.raises(UserError, match="case is closed"):
            desk.do(act)


def test_a_talk_left_in_a_closed_case_takes_no_time_in_the_calendar(desk: Desk) -> None:
    talk_id = desk.book(at(TOMORROW, 10))
    _close(desk)
    assert desk.do(lambda work: work.get(Talk, talk_id).status) == "planned"
    assert desk.read(planned_talks, TODAY, TOMORROW) == []
