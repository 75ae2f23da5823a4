"""Wishes for a talk with their clock, and outreach until the citizen is reached."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from caseworker.base.clock import at, day_of
from caseworker.base.errors import UserError
from caseworker.base.workdays import next_workday
from caseworker.contacts import queries, reaching, service
from caseworker.contacts.reaching import OutreachData, RequestData
from caseworker.people import service as people
from caseworker.people.model import CaseEvent
from tests.contacts.desk import Desk
from tests.making import make_citizen

TODAY = date(2026, 11, 24)
EARLIER = at(TODAY, 8, 30)


def events(desk: Desk) -> list[tuple[str, date, str]]:
    with desk.office.read() as session:
        return [(one.kind, one.on, one.by) for one in session.query(CaseEvent).order_by(CaseEvent.on)]


def test_a_wish_starts_its_clock_and_waits(desk: Desk) -> None:
    desk.do(
        reaching.request_talk,
        RequestData(case_id=desk.case_id, requested_on=date(2026, 11, 14), wish="Om bolig"),
    )
    assert events(desk)[-1] == ("meeting_requested", date(2026, 11, 14), "citizen")
    row = desk.read(queries.open_requests, TODAY)[0]
    assert (row.name, row.wish, row.waiting_days, row.booked_at) == ("Jonas Bruun", "Om bolig", 10, None)


def test_a_wish_after_today_before_birth_or_saved_twice_is_refused(desk: Desk) -> None:
    for day in (date(2026, 11, 25), date(1999, 1, 1)):
        with pytest.raises(UserError) as error:
            desk.do(reaching.request_talk, RequestData(case_id=desk.case_id, requested_on=day))
        assert error.value.place.field == "requested_on"
    data = RequestData(case_id=desk.case_id, requested_on=TODAY, request_id="r1")
    desk.do(reaching.request_talk, data)
    with pytest.raises(UserError, match="saved already"):
        desk.do(reaching.request_talk, data)
    assert len(desk.read(queries.open_requests, TODAY)) == 1


def test_a_withdrawn_wish_takes_its_clock_with_it(desk: Desk) -> None:
    wish = desk.do(reaching.request_talk, RequestData(case_id=desk.case_id, requested_on=TODAY))
    with pytest.raises(UserError, match="no longer wanted"):
        desk.do(reaching.close_request, wish, "")
    desk.do(reaching.close_request, wish, "Løst i telefonen")
    assert desk.read(queries.open_requests, TODAY) == []
    assert [kind for kind, _on, _by in events(desk)] == ["first_contact"]
    row = desk.read(queries.requests_of, desk.case_id, TODAY + timedelta(days=9))[0]
    assert (row.closed_reason, row.closed_on, row.waiting_days) == ("Løst i telefonen", TODAY, 0)
    with pytest.raises(UserError, match="was closed"):
        desk.do(reaching.close_request, wish, "igen")


def test_a_wish_is_answered_by_a_planned_talk_and_met_by_a_held_one(desk: Desk) -> None:
    wish = desk.do(reaching.request_talk, RequestData(case_id=desk.case_id, requested_on=TODAY))
    planned = desk.book(at(date(2026, 11, 30)))
    desk.do(reaching.meet_request, wish, planned)
    assert desk.read(queries.open_requests, TODAY)[0].talk_id == planned
    missed = desk.book(EARLIER)
    desk.do(service.no_show, missed)
    with pytest.raises(UserError, match="cannot answer"):
        desk.do(reaching.meet_request, wish, missed)


def test_a_no_show_asks_for_outreach_until_the_citizen_is_reached(desk: Desk) -> None:
    talk_id = desk.book(EARLIER)
    desk.do(service.no_show, talk_id)
    task = desk.read(queries.open_outreach)[0]
    assert (task.name, task.talk_id, task.since, task.attempts, task.try_on) == (
        "Jonas Bruun", talk_id, EARLIER, 0, day_of(EARLIER),
    )  # fmt: skip
    for minutes, result in ((5, "no_answer"), (10, "message_left")):
        desk.clock.advance(minutes=minutes)
        desk.do(reaching.add_outreach, OutreachData(talk_id=talk_id, channel="phone", result=result))
    task = desk.read(queries.open_outreach)[0]
    assert (task.attempts, task.try_on) == (2, next_workday(TODAY))
    desk.do(
        reaching.add_outreach,
        OutreachData(talk_id=talk_id, channel="home_visit", result="reached", words="Hjemme"),
    )
    assert desk.read(queries.open_outreach) == []
    attempts = desk.read(queries.attempts_of, desk.case_id)
    assert [one.result for one in attempts] == ["reached", "message_left", "no_answer"]
    assert attempts[0].by == "Karen Holm"


def test_a_held_talk_ends_the_outreach_and_a_new_no_show_begins_it_again(desk: Desk) -> None:
    first = desk.book(at(TODAY, 7))
    desk.do(service.no_show, first)
    desk.do(service.hold, desk.book(at(TODAY, 8), purpose="x"), "y")
    assert desk.read(queries.open_outreach) == []
    second = desk.book(EARLIER)
    desk.do(service.no_show, second)
    assert [task.talk_id for task in desk.read(queries.open_outreach)] == [second]


def test_two_no_shows_are_one_task_that_waits_since_the_first(desk: Desk) -> None:
    first, second = desk.book(at(TODAY, 7)), desk.book(EARLIER)
    desk.do(service.no_show, first)
    desk.do(service.no_show, second)
    task = desk.read(queries.open_outreach, desk.case_id)[0]
    assert (task.talk_id, task.since) == (second, at(TODAY, 7))


def test_the_longest_waiting_comes_first_and_closed_cases_ask_for_nothing(desk: Desk) -> None:
    _, other = make_citizen(desk.office, "Åse Ødegård")
    desk.do(service.no_show, desk.book(EARLIER))
    desk.do(service.no_show, desk.book(at(TODAY, 7), case_id=other))
    assert [task.name for task in desk.read(queries.open_outreach)] == ["Åse Ødegård", "Jonas Bruun"]
    desk.do(people.close_case, other, "moved", TODAY)
    assert [task.name for task in desk.read(queries.open_outreach)] == ["Jonas Bruun"]


def test_an_attempt_that_cannot_be_is_refused(desk: Desk) -> None:
    held, missed = desk.book(EARLIER, purpose="x"), desk.book(at(TODAY, 7))
    desk.do(service.hold, held, "y")
    desk.do(service.no_show, missed)
    good = {"talk_id": missed, "channel": "phone", "result": "reached"}
    for values in (
        {"talk_id": held},
        {"channel": "fax"},
        {"result": "perhaps"},
        {"at": desk.clock.now() + timedelta(minutes=1)},
        {"at": at(TODAY - timedelta(days=1), 12)},  # before the talk that was missed
    ):
        with pytest.raises(UserError):
            desk.do(reaching.add_outreach, OutreachData(**(good | values)))
    desk.do(reaching.add_outreach, OutreachData(**good, outreach_id="o1"))
    with pytest.raises(UserError, match="saved already"):
        desk.do(reaching.add_outreach, OutreachData(**good, outreach_id="o1"))


def test_an_attempt_on_the_day_of_the_talk_follows_it_whatever_its_hour(desk: Desk) -> None:
    missed = desk.book(at(TODAY, 7))
    desk.do(service.no_show, missed)
    early = OutreachData(talk_id=missed, channel="letter", result="message_left", at=at(TODAY, 6))
    desk.do(reaching.add_outreach, early)
    task = desk.read(queries.open_outreach)[0]
    assert (task.attempts, task.try_on) == (1, date(2026, 12, 2)), "a letter is given six weekdays by post"
