"""Talks: booked, moved, summoned, cancelled, held, missed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from caseworker.base.clock import at
from caseworker.base.errors import UserError
from caseworker.base.ids import new_id
from caseworker.base.text import render
from caseworker.contacts import queries, reaching, service
from caseworker.contacts.reaching import RequestData
from caseworker.contacts.service import Participant, TalkResult
from caseworker.people.model import CaseFile
from tests.contacts.desk import Desk

TODAY = date(2026, 11, 24)
EARLIER = at(TODAY, 8, 30)
LATER = at(date(2026, 12, 2), 13)


def test_a_booked_talk_reads_back_as_it_was_written(desk: Desk) -> None:
    people = (Participant("Per Lind", "rusmiddelcenter", "meeting"), Participant(" ", "nobody"))
    talk_id = desk.book(LATER, kind="joint", place="Nordby", purpose=" Flere timer ", participants=people)
    row = desk.read(queries.talk, talk_id)
    assert (row.status, row.kind, row.at, row.place, row.purpose) == (
        "planned",
        "joint",
        LATER,
        "Nordby",
        "Flere timer",
    )
    assert row.participants == (people[0],)
    assert (row.staff_name, row.minutes, row.channel) == ("Karen Holm", 45, "meeting")


def test_a_talk_cannot_be_booked_on_a_day_that_is_over_but_earlier_today_can(desk: Desk) -> None:
    with pytest.raises(UserError) as error:
        desk.book(at(date(2026, 11, 23), 13))
    assert render(error.value.text, "da") == (
        "Den valgte dag, mandag 23. november, er gået. Vælg en senere dag."
    )
    assert error.value.place.field == "at"
    with pytest.raises(UserError) as error:
        desk.book(at(date(1900, 1, 1), 13))
    assert render(error.value.text, "da").startswith("Den valgte dag, 1. januar 1900, er gået.")
    assert desk.read(queries.talks_of, desk.case_id) == []
    desk.book(at(TODAY, 8))


def test_no_talk_is_booked_in_a_closed_case(desk: Desk) -> None:
    desk.do(lambda work: setattr(work.get(CaseFile, desk.case_id), "closed_on", TODAY))
    with pytest.raises(UserError, match="case is closed"):
        desk.book(LATER)
    assert desk.read(queries.talks_of, desk.case_id) == []


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kind": "chat"}, "kind"),
        ({"channel": "fax"}, "channel"),
        ({"by": "citizen"}, "by"),
        ({"requested_by": "nobody"}, "requested_by"),
        ({"minutes": 0}, "minutes"),
        ({"when": at(date(2036, 11, 24))}, "at"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(desk: Desk, values: dict[str, Any], field: str) -> None:
    with pytest.raises(UserError) as error:
        desk.book(**{"when": LATER, **values})
    assert error.value.place.field == field


def test_the_same_id_is_not_booked_twice(desk: Desk) -> None:
    talk_id = new_id()
    assert desk.book(LATER, talk_id=talk_id) == talk_id
    with pytest.raises(UserError, match="booked already"):
        desk.book(LATER, talk_id=talk_id)
    assert len(desk.read(queries.talks_of, desk.case_id)) == 1


def test_moving_a_summoned_talk_asks_for_a_new_summons(desk: Desk) -> None:
    talk_id = desk.book(LATER)
    assert desk.do(service.move, talk_id, LATER + timedelta(days=1)) is False
    desk.do(service.summon, talk_id)
    assert desk.read(queries.talk, talk_id).summoned_at == desk.clock.now()
    assert (
        desk.do(service.move, talk_id, LATER + timedelta(days=2), place="Hjemme", channel="home_visit")
        is True
    )
    row = desk.read(queries.talk, talk_id)
    assert (row.at, row.summoned_at) == (LATER + timedelta(days=2), None)
    assert (row.place, row.channel, row.minutes) == ("Hjemme", "home_visit", 45)


def test_only_a_planned_talk_is_moved_summoned_or_cancelled(desk: Desk) -> None:
    talk_id = desk.book(EARLIER, purpose="Status")
    desk.do(service.hold, talk_id, "Fortsætter")
    for act in (
        lambda: desk.do(service.move, talk_id, LATER),
        lambda: desk.do(service.summon, talk_id),
        lambda: desk.do(service.cancel, talk_id, "ill"),
        lambda: desk.do(service.no_show, talk_id),
    ):
        with pytest.raises(UserError) as error:
            act()
        assert "allerede gemt (Holdt, 24. november 2026 kl. 08.30)" in render(error.value.text, "da")


def test_a_cancelled_talk_keeps_its_reason_and_whose_it_was(desk: Desk) -> None:
    ours, theirs = desk.book(LATER), desk.book(LATER + timedelta(hours=2))
    with pytest.raises(UserError) as error:
        desk.do(service.cancel, ours, " ")
    assert error.value.place.field == "cancelled_reason"
    desk.do(service.cancel, ours, "Karen er syg")
    desk.do(service.cancel, theirs, "child_ill", by_citizen=True)
    ours_row, theirs_row = desk.read(queries.talk, ours), desk.read(queries.talk, theirs)
    assert (ours_row.status, ours_row.attendance, ours_row.cancelled_reason) == (
        "cancelled",
        "",
        "Karen er syg",
    )
    assert (theirs_row.attendance, theirs_row.absence_reason) == ("absent_notice", "child_ill")


@pytest.mark.parametrize(
    ("purpose", "outcome", "field"),
    [("", "Aftalt", "purpose"), ("  ", "Aftalt", "purpose"), ("Status", " ", "outcome")],
)
def test_a_held_talk_has_purpose_and_outcome(desk: Desk, purpose: str, outcome: str, field: str) -> None:
    talk_id = desk.book(EARLIER)
    with pytest.raises(UserError) as error:
        desk.do(service.hold, talk_id, outcome, purpose=purpose)
    assert error.value.place.field == field
    assert desk.read(queries.talk, talk_id).status == "planned"


def test_a_talk_to_come_cannot_be_held_or_missed_but_called_off(desk: Desk) -> None:
    talk_id = desk.book(LATER, purpose="Status")
    for attendance in ("met", "absent_no_notice"):
        result = TalkResult(
            case_id=desk.case_id,
            talk_id=talk_id,
            attendance=attendance,
            outcome="x",
            absence_reason="unknown",
        )
        with pytest.raises(UserError) as error:
            desk.do(service.record, result)
        assert "2. december 2026 kl. 13.00, og det er ikke endnu" in render(error.value.text, "da")
    result = TalkResult(
        case_id=desk.case_id, talk_id=talk_id, attendance="absent_notice", absence_reason="ill"
    )
    assert desk.do(service.record, result).status == "cancelled"


@pytest.mark.parametrize(
    ("attendance", "status"),
    [("met", "held"), ("late", "held"), ("absent_notice", "cancelled"), ("absent_no_notice", "no_show")],
)
def test_attendance_decides_what_the_talk_becomes(desk: Desk, attendance: str, status: str) -> None:
    talk_id = desk.book(EARLIER, purpose="Status", kind="joint")
    desk.do(
        service.record,
        TalkResult(
            case_id=desk.case_id,
            talk_id=talk_id,
            attendance=attendance,
            outcome="x",
            absence_reason="unknown",
        ),
    )
    row = desk.read(queries.talk, talk_id)
    assert (row.status, row.attendance) == (status, attendance)
    assert row.without_citizen is (status != "held")
    assert row.absence_reason == ("" if status == "held" else "unknown")


def test_an_absence_needs_a_reason_or_unknown(desk: Desk) -> None:
    talk_id = desk.book(EARLIER)
    with pytest.raises(UserError) as error:
        desk.do(service.no_show, talk_id, "")
    assert error.value.place.field == "absence_reason"
    desk.do(service.no_show, talk_id)
    assert desk.read(queries.talk, talk_id).absence_reason == "unknown"


def test_no_absence_closes_a_case(desk: Desk) -> None:
    for hour in range(4):
        desk.do(service.no_show, desk.book(at(TODAY, hour + 1)))
    with desk.office.read() as session:
        assert session.get(CaseFile, desk.case_id).closed_on is None
    assert len(desk.read(queries.open_outreach)) == 1


def test_a_talk_without_booking_gets_the_id_that_the_draft_had(desk: Desk) -> None:
    talk_id = new_id()
    result = TalkResult(
        case_id=desk.case_id, talk_id=talk_id, attendance="met", kind="drop_in", at=EARLIER, channel="phone",
        purpose="Ringede selv", outcome="Beroliget", plan_reviewed="not_discussed", by="municipality",
    )  # fmt: skip
    desk.do(service.record, result)
    row = desk.read(queries.talk, talk_id)
    assert (row.status, row.kind, row.channel, row.plan_reviewed) == (
        "held",
        "drop_in",
        "phone",
        "not_discussed",
    )
    with pytest.raises(UserError, match="written down already"):
        desk.do(service.record, result)
    assert len(desk.read(queries.talks_of, desk.case_id)) == 1


def test_a_talk_that_was_undone_can_be_saved_again_under_its_id(desk: Desk) -> None:
    talk_id = new_id()
    result = TalkResult(
        case_id=desk.case_id, talk_id=talk_id, attendance="absent_no_notice", kind="drop_in", at=EARLIER,
        absence_reason="forgot",
    )  # fmt: skip
    desk.do(service.record, result)
    desk.office.undo()
    assert desk.read(queries.talk, talk_id) is None
    desk.book(LATER, talk_id=talk_id)
    row = desk.read(queries.talk, talk_id)
    assert (row.status, row.at, row.attendance, row.absence_reason) == ("planned", LATER, "", "")


def test_a_talk_before_birth_or_of_another_case_is_refused(desk: Desk) -> None:
    early = TalkResult(
        case_id=desk.case_id,
        attendance="met",
        kind="first",
        at=at(date(1990, 1, 2)),
        purpose="x",
        outcome="x",
    )
    with pytest.raises(UserError, match="before the citizen was born"):
        desk.do(service.record, early)
    with pytest.raises(UserError, match="what kind of talk"):
        desk.do(service.record, TalkResult(case_id=desk.case_id, attendance="met"))
    with pytest.raises(UserError, match="choices"):
        desk.do(
            service.record, TalkResult(case_id=desk.case_id, attendance="maybe", kind="first", at=EARLIER)
        )


def test_a_held_talk_meets_the_wishes_that_wait_and_a_missed_one_does_not(desk: Desk) -> None:
    wish = desk.do(reaching.request_talk, RequestData(case_id=desk.case_id, requested_on=date(2026, 11, 20)))
    missed = desk.book(EARLIER, request_id=wish, purpose="Ønsket samtale")
    assert desk.read(queries.open_requests, TODAY)[0].booked_at == EARLIER
    desk.do(service.no_show, missed)
    waiting = desk.read(queries.open_requests, TODAY)[0]
    assert (waiting.booked_at, waiting.talk_id, waiting.waiting_days) == (None, None, 4)
    held = desk.book(EARLIER, purpose="Ønsket samtale")
    desk.do(service.hold, held, "Afklaret")
    assert desk.read(queries.open_requests, TODAY) == []
    met = desk.read(queries.requests_of, desk.case_id, TODAY)[0]
    assert (met.talk_id, met.closed_on) == (held, TODAY)


def test_a_talk_at_the_fund_or_one_without_the_wish_named_leaves_it_waiting(desk: Desk) -> None:
    desk.do(reaching.request_talk, RequestData(case_id=desk.case_id, requested_on=date(2026, 11, 20)))
    fund = TalkResult(
        case_id=desk.case_id,
        attendance="met",
        kind="fund_conversation",
        by="fund",
        at=EARLIER,
        purpose="x",
        outcome="x",
    )
    other = TalkResult(
        case_id=desk.case_id,
        attendance="met",
        kind="follow_up",
        at=EARLIER,
        purpose="x",
        outcome="x",
        request_ids=(),
    )
    desk.do(service.record, fund)
    desk.do(service.record, other)
    assert len(desk.read(queries.open_requests, TODAY)) == 1
