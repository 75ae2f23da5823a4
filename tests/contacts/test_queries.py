"""Day lists, next and last talks, counts."""

from __future__ import annotations

from datetime import date, timedelta

from caseworker.base.clock import at
from caseworker.contacts import queries, service
from tests.contacts.desk import Desk
from tests.making import make_citizen

TODAY = date(2026, 11, 24)
TOMORROW = TODAY + timedelta(days=1)


def test_todays_meetings_come_by_time_with_the_citizen_and_without_the_cancelled(desk: Desk) -> None:
    _, other = make_citizen(desk.office, "Maryam El-Khatib")
    late = desk.book(at(TODAY, 23, 45))
    early = desk.book(at(TODAY, 0, 5), case_id=other)
    desk.do(service.cancel, desk.book(at(TODAY, 10)), "ill", by_citizen=True)
    desk.book(at(TOMORROW, 0))
    rows = desk.read(queries.todays_meetings, TODAY)
    assert [(row.talk.id, row.name) for row in rows] == [(early, "Maryam El-Khatib"), (late, "Jonas Bruun")]
    assert [row.talk.attendance for row in desk.read(queries.absences, TODAY)] == ["absent_notice"]


def test_the_next_and_the_last_talk(desk: Desk) -> None:
    now = desk.clock.now()
    assert desk.read(queries.next_planned, desk.case_id, now) is None
    assert desk.read(queries.last_held, desk.case_id) is None
    held = desk.book(at(TODAY, 8), purpose="x")
    desk.book(at(date(2026, 12, 9)))
    soon = desk.book(at(date(2026, 12, 2)))
    over = desk.book(at(TODAY, 8, 30))
    desk.do(service.hold, held, "y")
    assert desk.read(queries.next_planned, desk.case_id, now).id == soon
    assert desk.read(queries.last_held, desk.case_id).id == held
    assert [row.talk.id for row in desk.read(queries.not_written_down, now)] == [over]
    assert desk.read(queries.is_written_down, held)
    assert not desk.read(queries.is_written_down, soon)


def test_a_day_is_summed_up(desk: Desk) -> None:
    for hour in (7, 8):
        desk.do(service.hold, desk.book(at(TODAY, hour), purpose="x"), "y")
    desk.do(service.no_show, desk.book(at(TODAY, 6)))
    desk.do(service.cancel, desk.book(at(TODAY, 15)), "ill")
    desk.book(at(TODAY, 16))
    summary = desk.read(queries.day_summary, TODAY)
    assert (summary.held, summary.no_show, summary.cancelled) == (2, 1, 1)
    assert desk.read(queries.day_summary, TOMORROW) == queries.DaySummary(TOMORROW, 0, 0, 0)


def test_a_talk_that_was_undone_is_gone_from_every_list(desk: Desk) -> None:
    talk_id = desk.book(at(TODAY, 15))
    desk.office.undo()
    now = desk.clock.now()
    assert desk.read(queries.talk, talk_id) is None
    assert desk.read(queries.talks_of, desk.case_id) == []
    assert desk.read(queries.todays_meetings, TODAY) == []
    assert desk.read(queries.next_planned, desk.case_id, now) is None
    assert desk.read(queries.planned_times, TODAY, TOMORROW) == []


def test_planned_times_are_those_of_the_days_asked_for(desk: Desk) -> None:
    desk.book(at(TODAY, 15), minutes=30)
    desk.book(at(TOMORROW, 15))
    times = desk.read(queries.planned_times, TODAY, TODAY)
    assert [(one.case_id, one.kind, one.at, one.minutes) for one in times] == [
        (desk.case_id, "follow_up", at(TODAY, 15), 30)
    ]
    assert len(desk.read(queries.planned_between, TODAY, TOMORROW)) == 2
