"""What can still be written in a closed case: what was before it was closed, and what ends things. Nothing new."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from caseworker.base.clock import at
from caseworker.base.errors import UserError
from caseworker.base.text import render
from caseworker.contacts import following_up, queries, reaching, service
from caseworker.contacts.reaching import AnswerData, OutreachData, RequestData
from caseworker.contacts.service import TalkResult
from caseworker.contacts.words import CASE_CLOSED, reason_text
from caseworker.people.model import CaseFile
from tests.contacts.desk import Desk

TODAY, YESTERDAY = date(2026, 11, 24), date(2026, 11, 23)
LATER = at(date(2026, 12, 2), 13)
EARLIER = at(TODAY, 8, 30)


def _close(desk: Desk, on: date = YESTERDAY) -> None:
    desk.do(lambda work: setattr(work.get(CaseFile, desk.case_id), "closed_on", on))


def _refused(desk: Desk, act: Callable[..., Any], *args: Any, **kwargs: Any) -> str:
    with pytest.raises(UserError) as error:
        desk.do(act, *args, **kwargs)
    return render(error.value.text, "da")


def _was(desk: Desk, attendance: str, day: date = date(2026, 11, 20), **values: Any) -> str:
    result = TalkResult(
        case_id=desk.case_id, attendance=attendance, kind="follow_up", at=at(day, 10),
        **({"absence_reason": "unknown"} if attendance.startswith("absent") else {"purpose": "x", "outcome": "y"}),
        **values,
    )  # fmt: skip
    return str(desk.do(lambda work: service.record(work, result).id))


def test_a_planned_talk_of_a_closed_case_is_not_moved_or_summoned_but_called_off(desk: Desk) -> None:
    talk_id = desk.book(LATER)
    _close(desk)
    said = "Sagen er afsluttet, så {}. Aflys den, eller opret en ny sag først."
    assert _refused(desk, service.move, talk_id, LATER.replace(hour=9)) == said.format(
        "samtalen kan ikke flyttes"
    )
    assert _refused(desk, service.summon, talk_id) == said.format("der kan ikke indkaldes til samtalen")
    row = desk.read(queries.talk, talk_id)
    assert (row.at, row.summoned_at, row.status) == (LATER, None, "planned")
    desk.do(service.cancel, talk_id, CASE_CLOSED)
    row = desk.read(queries.talk, talk_id)
    assert (row.status, row.cancelled_reason) == ("cancelled", "case_closed")


def test_the_reason_of_a_talk_called_off_with_the_case_is_in_the_language_of_the_reader() -> None:
    said = [render(reason_text(CASE_CLOSED), language) for language in ("da", "en")]
    assert said == ["Sagen er afsluttet", "The case is closed"]


def test_a_talk_booked_before_the_closing_is_written_down_only_if_it_was_before_it(desk: Desk) -> None:
    before, after = desk.book(EARLIER), desk.book(at(TODAY, 8, 40))
    _close(desk, TODAY)
    desk.do(service.hold, before, "Aftalt at begynde i job", purpose="Opfølgning")
    assert desk.read(queries.talk, before).status == "held"
    _close(desk, YESTERDAY)
    said = (
        "Sagen blev afsluttet 23. november 2026, og samtalen ligger efter den dag. "
        "Ret dagen, eller opret en ny sag først."
    )
    assert _refused(desk, service.hold, after, "Aftalt", purpose="Opfølgning") == said
    assert _refused(desk, service.no_show, after) == said
    # That the citizen called it off may be written: it ends what was booked.
    data = TalkResult(case_id=desk.case_id, talk_id=after, attendance="absent_notice", absence_reason="work")
    desk.do(service.record, data)
    assert desk.read(queries.talk, after).status == "cancelled"


def test_a_talk_without_booking_is_written_down_if_it_was_before_the_closing(desk: Desk) -> None:
    _close(desk)
    assert desk.read(queries.talk, _was(desk, "met")).status == "held"
    with pytest.raises(UserError):
        _was(desk, "met", TODAY)


def test_a_closed_case_takes_no_new_wish_but_one_for_access(desk: Desk) -> None:
    asked = RequestData(case_id=desk.case_id, requested_on=YESTERDAY)
    old = desk.do(reaching.request_talk, asked)
    talk_id = desk.book(LATER)
    _close(desk)
    for what in ("talk", "early_follow_up", "activity"):
        data = RequestData(case_id=desk.case_id, requested_on=TODAY, what=what)
        assert _refused(desk, reaching.request_talk, data).startswith(
            "Sagen er afsluttet. I en afsluttet sag"
        )
    assert _refused(desk, reaching.meet_request, old, talk_id) == "Sagen er afsluttet. Opret en ny sag først."
    desk.do(reaching.close_request, old, "Sagen er afsluttet")
    access = RequestData(case_id=desk.case_id, requested_on=TODAY, what="access")
    wish = desk.do(reaching.request_talk, access)
    desk.do(reaching.answer_request, AnswerData(request_id=wish, answer="yes", on=TODAY))


def test_an_attempt_at_contact_is_written_down_until_the_day_of_the_closing(desk: Desk) -> None:
    talk_id = _was(desk, "absent_no_notice")
    _close(desk)
    late = OutreachData(talk_id=talk_id, channel="phone", result="no_answer")
    said = _refused(desk, reaching.add_outreach, late)
    assert said == "Sagen blev afsluttet 23. november 2026, så der er ingen at opsøge. Opret en ny sag først."
    desk.do(
        reaching.add_outreach,
        OutreachData(talk_id=talk_id, channel="phone", result="no_answer", at=at(YESTERDAY, 14)),
    )
    assert len(desk.read(queries.attempts_of, desk.case_id)) == 1


def test_an_absence_is_decided_on_also_after_the_closing(desk: Desk) -> None:
    talk_id = _was(desk, "absent_no_notice")
    _close(desk)
    hearing = following_up.HearingData(talk_id=talk_id, sent_on=TODAY, answer_by=date(2026, 12, 8))
    desk.do(following_up.send_hearing, hearing)
    desk.do(following_up.let_be, talk_id, "God grund")
