"""The list of citizens: what each line says, how it is found and sorted, and which deadline comes first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from caseworker.base.clock import FixedClock, at
from caseworker.base.text import t
from caseworker.casework.citizens import CitizenRow, citizen_list, next_deadlines
from caseworker.contacts.model import Talk
from caseworker.deadlines.model import DeadlineRow
from caseworker.office import Office
from caseworker.people import service, staff
from caseworker.plan.model import Plan
from caseworker.store.work import Work
from tests.making import make_citizen, make_office

DAY = date(2026, 11, 24)


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    office = make_office(tmp_path / "store", clock)
    yield office
    office.close()


def listed(office: Office, search: str = "", *, closed: bool = False) -> list[CitizenRow]:
    with office.read() as session:
        return citizen_list(session, DAY, search=search, closed=closed)


def put_deadline(office: Office, case_id: str, key: str, **values: object) -> None:
    whole = {
        "case_id": case_id, "key": key, "citizen_id": "c", "rule": key.split(":")[0], "status": "open",
        "standing": "statute", "weight": 20, "due_on": date(2026, 12, 1), "work_date": date(2026, 12, 1),
        "answer": {"cohort": None, "duty_of": "authority"},
    } | values  # fmt: skip
    with office.store.plain() as session:
        session.execute(insert(DeadlineRow), [whole])


def clear_deadlines(office: Office) -> None:
    with office.store.plain() as session:
        session.query(DeadlineRow).delete()


def test_names_are_sorted_the_danish_way(office: Office) -> None:
    for name in ("Åse Ødegård", "Bent Friis", "Ægir Holm", "Aage Sand", "Øjvind Lund"):
        make_citizen(office, name)
    assert [row.name for row in listed(office)] == [
        "Bent Friis", "Ægir Holm", "Øjvind Lund", "Aage Sand", "Åse Ødegård",
    ]  # fmt: skip


def test_a_line_says_who_with_whom_since_when(office: Office) -> None:
    citizen_id, case_id = make_citizen(office)

    def act(work: Work) -> None:
        work.add(Plan(citizen_id=citizen_id, case_id=case_id, status="active"))
        for day, status in ((date(2026, 11, 6), "held"), (date(2026, 11, 20), "no_show")):
            work.add(
                Talk(citizen_id=citizen_id, case_id=case_id, kind="follow_up", at=at(day), status=status)
            )

    office.run(t("Test data"), act)
    (row,) = listed(office)
    assert (row.case_no, row.age, row.group, row.visited_as) == (1001, 22, "lab-3", "activity_ready")
    assert (row.contact, row.plan_status, row.last_contact) == ("Karen Holm", "active", date(2026, 11, 6))
    assert (row.opened_on, row.closed_on, row.cpr_masked) == (date(2026, 10, 5), None, "")


def test_the_newest_group_counts_once_it_has_begun(office: Office) -> None:
    _citizen, case_id = make_citizen(office)
    for code, day in (("lab-2", date(2026, 11, 1)), ("lab-6", date(2026, 12, 1))):
        office.run(
            t("Change of group"), lambda w, code=code, day=day: service.change_group(w, case_id, code, day)
        )
    assert [row.group for row in listed(office)] == ["lab-2"]


def test_closed_cases_are_a_list_of_their_own(office: Office) -> None:
    _citizen, case_id = make_citizen(office)
    make_citizen(office, "Bent Friis")
    office.run(t("Close case"), lambda work: service.close_case(work, case_id, "job_ordinary", DAY))
    assert [row.name for row in listed(office)] == ["Bent Friis"]
    (row,) = listed(office, closed=True)
    assert (row.name, row.closed_on) == ("Jonas Bruun", DAY)


@pytest.mark.parametrize(("typed", "found"), [("bru", 1), ("jon bru", 1), ("1203", 1), ("bent", 0), ("", 1)])
def test_the_beginning_of_a_name_or_number_finds(office: Office, typed: str, found: int) -> None:
    data = service.CitizenData(name="Jonas Bruun", cpr="1203044232")

    def act(work: Work) -> None:
        citizen = service.add_citizen(work, data)
        service.open_case(work, citizen.id, service.Intake(opened_on=DAY))

    office.run(t("New citizen"), act)
    assert len(listed(office, typed)) == found


def test_the_coordinator_of_the_plan_stands_in_the_line(office: Office) -> None:
    citizen_id, case_id = make_citizen(office)
    assert listed(office)[0].coordinator == ""

    def act(work: Work) -> None:
        other = staff.find_or_add(work, "Mette Lund")
        work.flush()
        work.add(Plan(citizen_id=citizen_id, case_id=case_id, status="active", coordinator_id=other.id))

    office.run(t("Plan"), act)
    (row,) = listed(office)
    assert (row.contact, row.coordinator) == ("Karen Holm", "Mette Lund")


def test_the_first_live_deadline_comes_next(office: Office) -> None:
    _citizen, case_id = make_citizen(office)
    _other, another = make_citizen(office, "Anna Lund")
    clear_deadlines(office)
    put_deadline(office, case_id, "met:1", status="met", due_on=date(2026, 10, 1))
    put_deadline(office, case_id, "late:1", status="missed", due_on=date(2026, 11, 20))
    put_deadline(office, case_id, "soon:1", status="due_soon", due_on=date(2026, 11, 26))
    put_deadline(office, another, "soon:2", due_on=date(2026, 11, 1))
    with office.read() as session:
        found = next_deadlines(session, [case_id])
        assert set(next_deadlines(session, None)) == {case_id, another}
    assert {case: (one.key, one.overdue) for case, one in found.items()} == {case_id: ("late:1", True)}


def test_what_is_overdue_for_the_citizen_is_put_before_a_target_that_passed_earlier(office: Office) -> None:
    _citizen, case_id = make_citizen(office)
    clear_deadlines(office)
    put_deadline(office, case_id, "target:1", status="missed", standing="target", due_on=date(2026, 10, 12))
    put_deadline(office, case_id, "law:1", status="missed", due_on=date(2026, 11, 20))
    with office.read() as session:
        assert next_deadlines(session, None, for_work=True)[case_id].key == "law:1"
        assert next_deadlines(session, None)[case_id].key == "target:1"


@pytest.mark.parametrize(
    "values",
    [
        {"status": "open"},
        {
            "status": "missed",
            "answer": {"cohort": {"share": 0.75, "exempted": False}, "duty_of": "authority"},
        },
        {"status": "missed", "answer": {"cohort": None, "duty_of": "citizen"}},
        {"status": "missed", "standing": "local"},
    ],
)
def test_only_a_missed_right_of_the_citizen_is_overdue(office: Office, values: dict[str, Any]) -> None:
    _citizen, case_id = make_citizen(office)
    clear_deadlines(office)
    put_deadline(office, case_id, "rule:1", **values)
    (row,) = listed(office)
    assert row.next_deadline is not None
    assert not row.next_deadline.overdue
    assert row.next_deadline.cohort == bool(values.get("answer", {}).get("cohort"))


def test_a_citizen_is_found_by_the_number_of_the_case(office: Office) -> None:
    make_citizen(office, "Åse Ødegård")
    make_citizen(office, "Bent Friis")
    with office.read() as session:
        number = next(row.case_no for row in citizen_list(session, DAY) if row.name == "Bent Friis")
        assert [row.name for row in citizen_list(session, DAY, search=str(number))] == ["Bent Friis"]
