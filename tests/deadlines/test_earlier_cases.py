"""A new case goes on from the citizen's closed one where no free calendar month lies between (CNT-4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from caseworker.base.clock import FixedClock, at
from caseworker.base.text import t
from caseworker.contacts.model import Talk
from caseworker.deadlines.case_facts import facts_of
from caseworker.deadlines.earlier_cases import Earlier, with_earlier
from caseworker.deadlines.facts import Facts
from caseworker.deadlines.model import DeadlineRow
from caseworker.deadlines.queries import answers_on
from caseworker.office import Office
from caseworker.people import service
from caseworker.people.model import CaseEvent
from caseworker.plan.model import Agreement
from caseworker.store.work import Work
from tests.deadlines.make import facts
from tests.making import make_office

OPENED, CLOSED = date(2026, 5, 4), date(2026, 8, 14)
DAY = date(2026, 11, 2)


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    office = make_office(tmp_path / "store", clock)
    yield office
    office.close()


def cases(office: Office, back: date, benefit: str = "cash_benefit", *talks: date) -> tuple[str, str, str]:
    """Return the citizen, the case closed in August with talks held in it, and the one opened on a later day."""
    group = "lab-1" if benefit == "unemployment_benefit" else "lab-2"

    def intake(day: date) -> service.Intake:
        return service.Intake(
            opened_on=day, group=group, visited_as="job_ready", first_contact_on=day, benefit=benefit
        )

    def old(work: Work) -> tuple[str, str]:
        data = service.CitizenData(name="Ida Holm", birth_date=date(1985, 3, 1))
        citizen_id = service.add_citizen(work, data).id
        case_id = service.open_case(work, citizen_id, intake(OPENED)).id
        for day in talks:
            work.add(talk(citizen_id, case_id, day))
        service.close_case(work, case_id, service.END_STATES[0], CLOSED)
        return citizen_id, case_id

    citizen_id, first = office.run(t("New citizen"), old)
    second = office.run(t("New case"), lambda work: service.open_case(work, citizen_id, intake(back)).id)
    return citizen_id, first, second


def talk(citizen_id: str, case_id: str, day: date, status: str = "held") -> Talk:
    return Talk(citizen_id=citizen_id, case_id=case_id, kind="follow_up", status=status, at=at(day, 10))


def due(office: Office, case_id: str, rule: str) -> list[tuple[str | None, str, float]]:
    with office.read() as session:
        found = answers_on(session, office.packs, DAY, case_id)
    return [(one["due_on"], one["status"], one["counted"]) for one in found if one["rule"] == rule]


def test_three_weeks_off_do_not_start_the_six_months_from_zero(office: Office) -> None:
    _, old, new = cases(office, date(2026, 9, 7), "cash_benefit", date(2026, 5, 8))
    assert due(office, new, "G20-02") == [("2026-11-04", "due_soon", 1)]
    assert due(office, new, "G20-22") == [("2026-11-04", "due_soon", 0)]
    assert due(office, new, "G26-03") == due(office, new, "G26-09") == []
    assert due(office, old, "G20-02") == [("2026-11-04", "moot", 1)]


def test_a_free_calendar_month_parts_two_cases(office: Office) -> None:
    _, _, new = cases(office, date(2026, 10, 1), "cash_benefit", date(2026, 5, 8))
    assert due(office, new, "G20-02") == []
    assert due(office, new, "G26-03") == [("2027-04-01", "open", 0)]


@pytest.mark.parametrize("back", [date(2026, 9, 7), date(2026, 10, 1)])
def test_a_period_of_dagpenge_goes_on_over_a_free_calendar_month(office: Office, back: date) -> None:
    _, _, new = cases(office, back, "unemployment_benefit")
    with office.read() as session:
        found = answers_on(session, office.packs, DAY, new)
    assert {one["trigger_on"] for one in found if one["rule"] in {"G20-07", "G20-22"}} == {str(OPENED)}


@pytest.mark.parametrize(("back", "goes_on"), [(date(2026, 9, 30), True), (date(2026, 10, 1), False)])
def test_without_benefits_the_days_of_the_cases_decide(office: Office, back: date, goes_on: bool) -> None:
    _, _, new = cases(office, back, "")
    assert bool(due(office, new, "G20-02")) is goes_on


def test_benefits_that_ended_long_before_the_closing_part_two_cases() -> None:
    ended = {"type": "cash_benefit", "from": "2026-05-04", "to": "2026-06-30"}
    old = facts(groups=[{"code": "lab-2", "from": "2026-05-04"}])
    new = facts(
        groups=[{"code": "lab-2", "from": "2026-08-20"}],
        benefits=[ended, {"type": "cash_benefit", "from": "2026-08-20"}],
    )
    assert with_earlier(new, date(2026, 8, 20), [Earlier(OPENED, CLOSED, old)]) == new


def test_a_third_case_goes_on_from_the_second_and_that_from_the_first() -> None:
    def case(day: str) -> Facts:
        return facts(events=[{"id": day, "type": "first_contact", "on": day}])

    found = with_earlier(
        case("2026-03-02"),
        date(2026, 3, 2),
        [
            Earlier(date(2026, 1, 12), date(2026, 2, 6), case("2026-01-12")),
            Earlier(date(2025, 11, 3), date(2025, 12, 19), case("2025-11-03")),
            Earlier(date(2025, 3, 3), date(2025, 9, 5), case("2025-03-03")),
        ],
    )
    assert [e.id for e in found.events] == ["2025-11-03", "2026-01-12", "2026-03-02"]


def test_nothing_of_the_earlier_case_goes_on_by_itself_after_its_closing() -> None:
    old = facts(
        groups=[{"code": "lab-2", "from": "2026-05-04"}],
        offers=[
            {"id": "a", "type": "placement", "from": "2026-08-03", "to": "2026-08-28"},
            {"id": "b", "type": "placement", "from": "2026-08-17", "to": "2026-08-28"},
        ],
        exemptions=[{"kind": "sick", "from": "2026-08-03"}, {"kind": "sick", "from": "2026-09-03"}],
        contacts=[{"id": "k", "kind": "follow_up", "status": "planned", "on": "2026-08-20"}],
    )
    new = facts(groups=[{"code": "lab-2", "from": "2026-08-14"}])
    found = with_earlier(new, date(2026, 8, 14), [Earlier(OPENED, CLOSED, old)])
    assert [(g.from_, g.to) for g in found.groups] == [(OPENED, date(2026, 8, 13)), (CLOSED, None)]
    assert [(o.id, o.to) for o in found.offers] == [("a", CLOSED)]
    assert [(e.from_, e.to) for e in found.exemptions] == [(date(2026, 8, 3), CLOSED)]
    assert found.contacts == ()


def test_what_was_asked_for_or_promised_stays_in_its_case(office: Office) -> None:
    citizen_id, old, new = cases(office, date(2026, 9, 7))
    whose: dict[str, Any] = {"citizen_id": citizen_id, "case_id": old}

    def act(work: Work) -> None:
        work.add(CaseEvent(kind="access_requested", on=date(2026, 8, 12), **whose))
        work.add(CaseEvent(kind="meeting_requested", on=date(2026, 8, 12), **whose))
        promise = {"side": "municipality", "status": "open", "words": "Ringe", "made_on": date(2026, 8, 12)}
        work.add(Agreement(owner="", **promise, **whose))

    office.run(t("Change"), act)
    with office.read() as session:
        (found,) = facts_of(session, [new])
        both = {one.case_id: one.facts for one in facts_of(session, [old, new])}
    assert {e.type for e in found.facts.events} == {"first_contact", "case_closed"}
    assert both[new] == found.facts
    assert due(office, new, "CW-01") == []


def test_the_steps_say_why_the_time_counts_on_over_the_closing(office: Office) -> None:
    _, _, new = cases(office, date(2026, 9, 7), "cash_benefit", date(2026, 5, 8))
    with office.read() as session:
        found = {one["rule"]: one for one in answers_on(session, office.packs, DAY, new)}
    closing = {"on": "2026-08-14", "da": (
        "Sagen blev afsluttet fredag 14. august 2026. Der er ikke en hel kalendermåned uden ydelse mellem den og den "
        "nye sag fra mandag 7. september 2026, så tiden tæller videre."
    )}  # fmt: skip
    told = [{"on": step["on"], "da": step["da"]} for step in found["G20-02"]["trace"]]
    assert told[1] == closing
    assert not any("afsluttet" in step["da"] for step in found["G20-01"]["trace"])


def test_an_answer_in_the_old_case_is_not_one_to_what_is_asked_for_in_the_new() -> None:
    old = facts(acts=[{"type": "answer", "on": "2026-08-12"}, {"type": "my_plan", "on": "2026-08-12"}])
    new = facts(groups=[{"code": "lab-2", "from": "2026-09-07"}])
    found = with_earlier(new, date(2026, 9, 7), [Earlier(OPENED, CLOSED, old)])
    assert [act.type for act in found.acts] == ["my_plan"]


def test_the_closing_undoes_a_registration_but_ends_no_period(office: Office) -> None:
    citizen_id, old, new = cases(office, date(2026, 9, 7))
    whose: dict[str, Any] = {"citizen_id": citizen_id, "case_id": old}
    office.run(t("Change"), lambda work: work.add(CaseEvent(kind="registered", on=OPENED, **whose)) and None)
    assert ("2026-09-07", "missed", 0) in due(office, new, "G20-13")


def test_a_talk_written_down_later_in_the_closed_case_counts_in_the_new_one(office: Office) -> None:
    citizen_id, old, new = cases(office, date(2026, 9, 7))
    office.run(t("Change"), lambda work: work.add(talk(citizen_id, old, date(2026, 6, 2))) and None)
    with office.read() as session:
        row = session.scalars(
            select(DeadlineRow).where(DeadlineRow.case_id == new, DeadlineRow.rule == "G20-02")
        ).one()
    assert (row.due_on, row.answer["counted"]) == (date(2026, 11, 4), 1)
