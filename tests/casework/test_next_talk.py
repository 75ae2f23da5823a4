"""The suggested next talk, worked out from the shipped rules as they will stand after today's talk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from caseworker.base.clock import FixedClock, at
from caseworker.base.text import render
from caseworker.casework.next_talk import suggest_next_talk
from caseworker.contacts import service
from caseworker.contacts.suggest import Suggestion
from caseworker.deadlines.queries import stored_lines
from caseworker.people import facts
from caseworker.people.fact_checks import FactData
from caseworker.people.model import CaseEvent, GroupPeriod
from caseworker.store.work import Work
from tests.contacts.desk import Desk, open_desk
from tests.making import make_citizen

TODAY = date(2026, 11, 24)


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    """Open a desk on an encrypted store of its own."""
    with open_desk(tmp_path / "store", clock) as desk:
        yield desk


def ask(desk: Desk, **values: str) -> Suggestion | None:
    """Return the suggestion for the citizen at the desk."""
    found: Suggestion | None = desk.read(
        suggest_next_talk, desk.office.packs, desk.case_id, desk.clock.now(), **values
    )
    return found


def job_ready(desk: Desk) -> None:
    """Move the citizen to the group with four talks in six months, and start the measurements."""

    def act(work: Work) -> None:
        citizen, case = desk.citizen_id, desk.case_id
        work.first(GroupPeriod, GroupPeriod.case_id == case).code = "lab-2"
        work.add(CaseEvent(citizen_id=citizen, case_id=case, kind="plan_activated", on=date(2026, 11, 2)))

    desk.do(act)


def test_a_late_first_talk_is_for_the_first_working_day(desk: Desk) -> None:
    job_ready(desk)
    found = ask(desk)
    assert found is not None
    assert (found.day, found.kind) == (date(2026, 11, 25), "first")
    assert render(found.reason, "da") == (
        "»Første jobsamtale« skulle være sket senest mandag 12. oktober. Det her er den første dag med plads."
    )
    assert {key.split(":")[0] for key in found.serves} == {"G26-04", "R-066", "G26-03"}


def test_the_talk_being_held_counts_already(desk: Desk) -> None:
    job_ready(desk)
    found = ask(desk, talk_now="first")
    assert found is not None
    assert (found.day, found.kind) == (date(2026, 12, 9), "follow_up")  # three working days before the 14th
    assert render(found.reason, "en").startswith("One talk serves “")
    assert "mandag 14. december" in render(found.reason, "da")
    on_the_phone = ask(desk, talk_now="first", channel_now="phone")
    assert on_the_phone is not None
    assert on_the_phone.day == date(2026, 11, 25)  # a first talk is held face to face


def test_a_talk_booked_in_time_leaves_nothing_to_suggest(desk: Desk) -> None:
    job_ready(desk)
    desk.book(at(date(2026, 12, 10)))
    assert ask(desk, talk_now="first") is None


def test_the_usual_time_is_kept_where_nobody_else_has_it(desk: Desk) -> None:
    job_ready(desk)
    desk.do(service.hold, desk.book(at(TODAY, 8, 40), purpose="x"), "y")
    found = ask(desk)
    assert found is not None
    assert found.at == at(found.day, 8, 30)
    other_case = make_citizen(desk.office, "Maryam El-Khatib")[1]
    desk.book(at(found.day, 8, 30), case_id=other_case)
    again = ask(desk)
    assert again is not None
    assert again.at == at(found.day, 10)


def test_a_case_that_is_not_there_has_no_suggestion(desk: Desk) -> None:
    assert desk.read(suggest_next_talk, desk.office.packs, "nobody", desk.clock.now()) is None


def test_no_second_talk_is_suggested_for_what_one_that_waits_to_be_written_down_may_meet(desk: Desk) -> None:
    job_ready(desk)
    talk_id = desk.book(at(TODAY, 8, 30))
    assert ask(desk) is None
    over = at(TODAY, 8, 30)
    assert ask(desk, talk_now="first", booked_now=over) == ask(desk, talk_now="first"), "while it is written"
    desk.do(service.cancel, talk_id, "staff_ill")
    assert ask(desk) is not None


def test_no_talk_is_suggested_for_what_a_leave_takes_away(desk: Desk) -> None:
    # Since 23 November: four talks by 23 May 2027, one is held today.
    since = date(2026, 11, 23)
    desk.citizen_id, desk.case_id = make_citizen(desk.office, "Bent Friis", group="lab-2", since=since)
    desk.do(service.hold, desk.book(at(TODAY, 8), kind="first"), "Aftalt.", purpose="Opfølgning")

    def four() -> list[tuple[date | None, str]]:
        lines = desk.read(stored_lines, TODAY, case_id=desk.case_id)
        return [(line.due_on, line.status) for line in lines if line.rule == "G26-03"]

    assert four() == [(date(2027, 5, 23), "open")]
    over = FactData(what="maternity", day=date(2027, 3, 1), last_day=date(2027, 5, 24))
    leave = desk.do(facts.write_fact, desk.case_id, over)
    assert ask(desk) is None
    assert four() == []
    desk.do(facts.take_back_fact, desk.case_id, leave)
    assert four() == [(date(2027, 5, 23), "open")]
    found = ask(desk)
    assert found is not None
    assert found.day == date(2027, 5, 3)  # three talks left, a week between: the next by 9 May
    # A leave that ends before the date leaves the duty, but no talk is held in it.
    desk.do(
        facts.write_fact,
        desk.case_id,
        FactData(what="maternity", day=date(2027, 3, 1), last_day=date(2027, 5, 20)),
    )
    found = ask(desk)
    assert found is not None
    assert found.day == date(2027, 2, 23)  # three working days before Friday the 26th
    assert render(found.reason, "da") == (
        "Når »Fire jobsamtaler på 6 måneder«: fra mandag 1. marts er borgeren undtaget."
    )
    assert four() == [(date(2027, 5, 23), "open")]


def test_a_late_talk_on_the_only_day_before_a_leave_is_suggested_though_the_day_is_full(desk: Desk) -> None:
    since = date(2026, 11, 2)
    desk.citizen_id, desk.case_id = make_citizen(desk.office, "Bente Friis", group="lab-2", since=since)
    other = make_citizen(desk.office, "Maryam El-Khatib")[1]
    for hour in (9, 10, 11, 13, 14):
        desk.book(at(date(2026, 11, 25), hour), case_id=other, minutes=60)
    leave = FactData(what="maternity", day=date(2026, 11, 26))
    desk.do(facts.write_fact, desk.case_id, leave)
    found = ask(desk)
    assert found is not None
    assert found.day == date(2026, 11, 25)
    assert found.serves[0].startswith("G26-04:")
    assert "Kalenderen har ingen ledig tid inden da: Flyt en anden samtale." in render(found.reason, "da")
