"""What a talk on a day does, in words: line by line for the calendar, and in one line for a form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from caseworker.base.clock import FixedClock, at
from caseworker.base.text import render
from caseworker.casework.booking import Consequence, overlapping, what_if_booked
from caseworker.casework.booking_words import in_short, told_of
from caseworker.deadlines.facts import Contact
from caseworker.people.model import CaseEvent, GroupPeriod, Staff
from caseworker.store.work import Work
from tests.contacts.desk import Desk, open_desk
from tests.making import make_citizen

TODAY = date(2026, 11, 24)
SOON = date(2026, 12, 2)


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    """Open a desk on a store of its own: a job-ready citizen whose first contact was yesterday."""
    with open_desk(tmp_path / "store", clock) as desk:

        def job_ready(work: Work) -> None:
            group = work.first(GroupPeriod, GroupPeriod.case_id == desk.case_id)
            assert group is not None
            group.code, group.from_on = "lab-2", date(2026, 11, 23)
            event = work.first(
                CaseEvent, CaseEvent.case_id == desk.case_id, CaseEvent.kind == "first_contact"
            )
            assert event is not None
            event.on = date(2026, 11, 23)

        desk.do(job_ready)
        yield desk


def found(desk: Desk, day: date, held_now: Contact | None = None) -> tuple[Consequence, ...]:
    talk = Contact(kind="follow_up" if held_now else "first", on=day, status="planned")
    answer: tuple[Consequence, ...] = desk.read(
        what_if_booked, desk.office.packs, desk.case_id, TODAY, talk, held_now=held_now
    )
    return answer


def short(desk: Desk, day: date, language: str = "en") -> str:
    told = in_short(desk.office.packs, found(desk, day), TODAY, language)
    return render(told.words, language) if told is not None else ""


def test_a_talk_in_time_is_said_with_what_it_serves(desk: Desk) -> None:
    assert short(desk, date(2026, 11, 26)).startswith("Serves “First job talk”")


def test_a_measurement_is_not_promised_with_the_talk(desk: Desk) -> None:
    whose = {"citizen_id": desk.citizen_id, "case_id": desk.case_id}
    desk.do(lambda work: work.add(CaseEvent(kind="plan_activated", on=date(2026, 10, 19), **whose)) and None)
    day = date(2026, 11, 26)
    both = {one.rule for one in found(desk, day) if one.effect == "meets"}
    assert both & desk.office.packs.measurement_rules
    assert both - desk.office.packs.measurement_rules
    assert short(desk, day) == "Serves “First job talk”"


def test_a_talk_after_a_deadline_says_which(desk: Desk) -> None:
    said = short(desk, date(2026, 12, 10))
    assert said.startswith("After the deadline: “First job talk” is due Monday 30 November")


@pytest.mark.parametrize(("today", "verb"), [(29, "is"), (30, "is"), (31, "was")])
def test_a_deadline_was_only_when_its_day_is_over(desk: Desk, today: int, verb: str) -> None:
    packs, day = desk.office.packs, date(2026, 11, 30)
    late = next(
        one for one in found(desk, date(2026, 12, 10)) if one.day == day and one.rule in packs.talk_rules
    )
    late = replace(late, effect="overdue")  # by nothing else either
    told = in_short(packs, [late], day - timedelta(days=30 - today), "en")
    assert told is not None
    assert render(told.words, "en") == f"After the deadline: “First job talk” {verb} due Monday 30 November."


def test_of_the_calendar_every_line_is_said(desk: Desk) -> None:
    packs = desk.office.packs
    said = [render(told_of(packs, one, TODAY, "en").words, "en") for one in found(desk, date(2026, 12, 10))]
    assert any("“First job talk”" in words for words in said)


def test_a_talk_held_now_stands_before_the_next_one(desk: Desk) -> None:
    held = Contact(kind="first", on=TODAY, status="held")
    assert "First job talk" not in {
        render(told_of(desk.office.packs, one, TODAY, "en").words, "en")[1:15]
        for one in found(desk, date(2026, 12, 10), held)
    }
    assert "First job talk" in short(desk, date(2026, 12, 10))


@pytest.mark.parametrize(
    ("hour", "minute", "minutes", "taken"),
    [
        (10, 15, 45, True),
        (9, 15, 45, False),
        (9, 16, 45, True),
        (10, 45, 45, False),
        (10, 0, 45, True),
        (9, 0, 180, True),
    ],
)
def test_a_time_that_runs_into_another_talk_is_taken(
    desk: Desk, hour: int, minute: int, minutes: int, taken: bool
) -> None:
    _, other = make_citizen(desk.office, "Mona Friis")
    talk_id = desk.book(at(SOON, 10), case_id=other)
    start, me = at(SOON, hour, minute), desk.office.me.id
    one = desk.read(overlapping, me, start, minutes)
    assert (one.name if one is not None else None) == ("Mona Friis" if taken else None)
    assert desk.read(overlapping, me, start, minutes, left_out=talk_id) is None


def test_a_talk_that_a_colleague_or_the_fund_holds_takes_none_of_my_time(desk: Desk) -> None:
    colleague = desk.do(lambda work: work.add(Staff(name="Per Lind")).id)
    desk.book(at(SOON, 10), staff_id=colleague)
    desk.book(at(SOON, 10, 5), kind="fund_conversation", by="fund")
    assert desk.read(overlapping, desk.office.me.id, at(SOON, 10, 5), 45) is None
