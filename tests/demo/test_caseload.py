"""The made-up caseload: the same from the same seed and day, whole, believable, and nobody's own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from caseworker.base.clock import ZONE, FixedClock, at
from caseworker.base.errors import UserError
from caseworker.base.text import t
from caseworker.casework.case_data import case_data
from caseworker.casework.citizens import citizen_list
from caseworker.casework.plan_read import plan_facts
from caseworker.casework.store_check import problems
from caseworker.contacts.model import Talk
from caseworker.deadlines.model import DeadlineRow
from caseworker.demo import caseload
from caseworker.demo.caseload import MOST, fill
from caseworker.demo.life import live
from caseworker.demo.main_job import do_main_job
from caseworker.demo.stories import load_stories
from caseworker.exchange.export import outgoing
from caseworker.journal.model import Note
from caseworker.office import Office
from caseworker.people import staff
from caseworker.people.model import CaseFile, Citizen
from caseworker.plan.checks import GAPS, check
from caseworker.plan.limits import load_limits
from caseworker.plan.model import PlanVersion
from caseworker.plan.queries import plan_gaps, plan_view
from tests.making import create_office, make_citizen, make_demo, make_office

DAY = date(2026, 11, 24)


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    office = make_office(tmp_path / "store", clock)
    yield office
    office.close()


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Return a full caseload that is only looked at."""
    office = make_demo(tmp_path_factory.mktemp("full"), FixedClock(at(DAY)))
    yield office
    office.close()


def everything(office: Office) -> str:
    with office.read() as session:
        rows = citizen_list(session, DAY)
        cases: list[Any] = [case_data(session, row.case_id, DAY) for row in rows]
        cases += [
            row.next_deadline_json() | {"due_on": None, "work_date": None}
            for row in rows
            if row.next_deadline
        ]
    # A plan's version carries the hash of all that is in it, also of who made it: that differs by the store.
    return re.sub(r'"hash": "[0-9a-f]+"', "", json.dumps(cases)).replace(office.me.id, "me")


def test_the_same_seed_and_day_give_the_same_in_every_store(tmp_path: Path, office: Office) -> None:
    other = create_office(tmp_path / "other", FixedClock(at(DAY, 16)))
    try:
        for one in (office, other):
            made = fill(one, 8, seed=11)
            assert (made.citizens, made.cases) == (8, 8)
        assert everything(office) == everything(other)
        fill(other, 1, seed=12)
        assert everything(office) != everything(other)
    finally:
        other.close()


def test_a_smaller_caseload_is_the_beginning_of_a_larger(tmp_path: Path, office: Office) -> None:
    other = create_office(tmp_path / "other", FixedClock(at(DAY)))
    fill(office, 2, seed=11)
    fill(other, 4, seed=11)

    def names(office: Office) -> set[str]:
        with office.read() as session:
            return set(session.scalars(select(Citizen.name)))

    assert names(office) < names(other)
    other.close()


@pytest.mark.parametrize("citizens", [0, -1, MOST + 1, 10**9])
def test_too_few_or_too_many_are_refused_before_anything_is_made(office: Office, citizens: int) -> None:
    with pytest.raises(UserError, match="made-up"):
        fill(office, citizens, seed=1)
    with office.read() as session:
        assert staff.setting(session, "demo") == {}
        assert session.scalar(select(func.count(Citizen.id))) == 0


def test_the_same_caseload_is_not_added_twice_whatever_came_between(
    office: Office, clock: FixedClock
) -> None:
    fill(office, 2, seed=1)
    fill(office, 2, seed=2)
    before = everything(office)
    for seed in (1, 2):
        with pytest.raises(UserError, match="another seed"):
            fill(office, 2, seed=seed)
    assert everything(office) == before
    clock.advance(days=1)
    fill(office, 2, seed=1)
    with office.read() as session:
        assert session.scalar(select(func.count(Citizen.id))) == 6


@pytest.mark.parametrize("seed", [-1, 2**70])
def test_any_seed_will_do(office: Office, seed: int) -> None:
    fill(office, 2, seed=seed)
    assert problems(office.store) == []


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2028, 2, 29), date(2000, 12, 31), date(2099, 12, 24)])
def test_any_day_will_do(tmp_path: Path, day: date) -> None:
    office = make_office(tmp_path, FixedClock(at(day)))
    fill(office, 3, seed=1)
    assert problems(office.store) == []
    office.close()


def test_it_adds_to_what_is_there_and_is_not_undone_piece_by_piece(office: Office) -> None:
    make_citizen(office)
    fill(office, 3, seed=1)
    act = office.undoable()
    assert act is not None
    assert act.name == t("New citizen")
    with office.read() as session:
        assert sorted(session.scalars(select(CaseFile.case_no))) == [1001, 1002, 1003, 1004]


def test_a_fresh_demo_leaves_without_faults(tmp_path: Path) -> None:
    """Nobody tries the export on a caseload that has dozens of faults before they have touched it."""
    office = make_demo(tmp_path, FixedClock(at(DAY)))
    do_main_job(office)
    assert [fault.code for fault in outgoing(office.store).faults] == []
    office.close()


def test_deadlines_do_not_wait_for_facts_that_anybody_would_know(full: Office) -> None:
    with full.read() as session:
        rows = session.execute(select(DeadlineRow.status, DeadlineRow.answer)).all()
    waiting = {name for status, answer in rows if status == "unknown" for name in answer["missing"]}
    assert waiting <= {"first_payment"}  # a case of the last few days, which has not been paid for yet
    assert sum(status == "missed" for status, _answer in rows) < len(rows) / 8


def test_plans_are_made_where_the_unit_is(office: Office) -> None:
    unit = {"name": "Unge i job, Sønderby"}
    office.run(t("Unit"), lambda work: staff.put_setting(work, "unit", unit))
    fill(office, 12, seed=1)
    do_main_job(office)
    with office.read() as session:
        assert {made["where"] for made in session.scalars(select(PlanVersion.made_with))} == {unit["name"]}


def test_nothing_lies_in_the_future_that_has_happened(full: Office) -> None:
    with full.read() as session:
        assert session.scalar(select(func.max(CaseFile.opened_on))) <= DAY
        held = session.scalar(select(func.max(Talk.at)).where(Talk.status == "held"))
        planned = session.scalar(select(func.max(Talk.at)).where(Talk.status == "planned"))
        people = list(session.scalars(select(Citizen)))
    assert held < at(DAY)
    assert at(DAY) < planned < at(DAY + timedelta(days=60))
    for person in people:
        assert 18 <= (DAY - person.birth_date).days / 365.25 < 68
        assert person.phone.startswith("00 00 ")
    assert problems(full.store) == []


def test_nobody_has_their_numbers(full: Office) -> None:
    """The numbers fit the birth dates and have no valid check digit, so that they are nobody's."""
    from caseworker.base.danish import parse_cpr

    with full.read() as session:
        people = list(session.scalars(select(Citizen)))
    assert len({person.cpr for person in people}) == 40
    for person in people:
        cpr = parse_cpr(person.cpr)
        assert not cpr.check_ok
        assert (cpr.birth_date, cpr.sex) == (person.birth_date, person.sex)


def test_there_is_something_of_everything(full: Office) -> None:
    with full.read() as session:
        rows = citizen_list(session, DAY)
        statuses = set(session.scalars(select(Talk.status)))
    assert statuses == {"held", "planned", "no_show"}
    assert len({row.group for row in rows}) >= 4
    assert {"active", ""} <= {row.plan_status for row in rows}
    assert {"missed", "open"} <= {row.next_deadline.status for row in rows if row.next_deadline}
    assert load_stories().story


@pytest.mark.parametrize(("on", "seed"), [(date(2026, 11, 22), 14), (date(2026, 11, 23), 11)])
def test_it_can_be_made_around_a_sunday_and_a_monday(tmp_path: Path, on: date, seed: int) -> None:
    """A wish of the weekend is not written down on the Friday before it: one of each of these was."""
    office = make_office(tmp_path / "store", FixedClock(at(on)))
    fill(office, 6, seed)
    assert problems(office.store) == []
    with office.read() as session:
        assert len(citizen_list(session, on)) == 6
    office.close()


def test_one_that_comes_to_nothing_can_be_asked_for_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    lives = iter(range(12))

    def cut_off(*told: Any) -> None:
        if next(lives) == 9:
            raise UserError(t("Save talk"))
        live(*told)

    with monkeypatch.context() as cut:
        cut.setattr(caseload, "live", cut_off)
        with pytest.raises(UserError):
            fill(office, 12, seed=3)
    with office.read() as session:
        assert citizen_list(session, DAY) == []
    assert fill(office, 2, seed=3).citizens == 2


def test_my_day_counts_the_gaps_that_the_plan_itself_names(full: Office) -> None:
    with full.read() as session:
        counted = {row.case_id: row.gaps for row in plan_gaps(session, DAY)}
        named = {}
        for row in citizen_list(session, DAY):
            facts = plan_facts(session, row.case_id, DAY, full.packs)
            found = check(facts, load_limits()) if facts is not None else []
            named[row.case_id] = sum(one.id in GAPS for one in found)
    assert counted == {case_id: count for case_id, count in named.items() if count}
    assert counted


def test_plans_are_kept_up_in_the_talks(full: Office) -> None:
    with full.read() as session:
        views = {row.case_no: plan_view(session, row.case_id, DAY) for row in citizen_list(session, DAY)}
    contents = {case_no: view.content for case_no, view in views.items() if view is not None}
    assert len(contents) > 10
    behind = set()
    for case_no, content in contents.items():
        still = [goal for goal in content.interim_goals if goal.status == "open"]
        assert still
        if any(goal.due_on is not None and goal.due_on < DAY for goal in still) or not any(
            one.to_on is not None and one.to_on > DAY for one in content.activities
        ):
            behind.add(case_no)
    assert 0 < len(behind) < len(contents) / 5
    assert 1001 not in behind, "the one that is looked at first"
    assert any(goal.status == "reached" for content in contents.values() for goal in content.interim_goals)


def test_no_talk_lies_within_the_hours_of_an_effort(tmp_path: Path, full: Office) -> None:
    monday = make_office(tmp_path / "monday", FixedClock(at(date(2026, 11, 23))))
    made = do_main_job(monday)
    with monday.read() as session:
        _require_apart(session, [made.case_id], date(2026, 11, 23))
    monday.close()
    with full.read() as session:
        _require_apart(session, [row.case_id for row in citizen_list(session, DAY)], DAY)


def _require_apart(session: Session, case_ids: list[str], day: date) -> None:
    for case_id in case_ids:
        view = plan_view(session, case_id, day)
        efforts = view.content.activities if view is not None else ()
        for talk in session.scalars(select(Talk).where(Talk.case_id == case_id)):
            begins = talk.at.astimezone(ZONE)
            ends = begins + timedelta(minutes=talk.minutes)
            for one in efforts:
                runs = one.from_on is None or one.from_on <= begins.date()
                for slot in one.slots:
                    apart = ends.time() <= slot.start or slot.end <= begins.time()
                    assert apart or not runs or slot.weekday != begins.weekday()


def test_a_first_talk_tells_of_nothing_that_is_to_come(tmp_path: Path) -> None:
    office = make_office(tmp_path / "store", FixedClock(at(DAY)))
    fill(office, 12, seed=1)
    do_main_job(office)
    with office.read() as session:
        first = session.scalars(select(Talk).where(Talk.kind == "first", Talk.status == "held")).all()
        notes = session.scalars(select(Note).where(Note.about_id.in_([talk.id for talk in first]))).all()
    assert len(first) > 5
    assert len(notes) == len(first)
    assert {talk.outcome for talk in first} <= {story.first.outcome for story in load_stories().story}
    assert not any("praktik" in note.facts.lower() for note in notes)
    office.close()
