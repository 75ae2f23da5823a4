"""A closed case: its contacts can be read, what was missed stands quietly, and nothing new is offered."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from caseworker.base.clock import at
from caseworker.base.place import Place
from caseworker.base.text import render, t
from caseworker.contacts import reaching
from caseworker.contacts import service as talks
from caseworker.people.service import close_case
from tests.ui.contacts.case import BOOKED, SOON, TODAY, Case
from tests.ui.contacts.window import Window
from tests.ui.recording import Recorder
from ui.contacts.page import ContactsPage
from ui.contacts.presenter import ContactsPresenter
from ui.contacts.talk_presenter import TalkPresenter
from ui.kit import set_language
from ui.ports import Desk


def _close(case: Case, on: date = TODAY) -> None:
    case.do(lambda work: close_case(work, case.case_id, "job_ordinary", on))


def _words(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def _room(desk: Desk, case: Case) -> ContactsPresenter:
    room = ContactsPresenter(desk, case.case_id)
    room.reload()
    return room


def test_the_deadlines_of_a_closed_case_are_those_overdue_when_it_was_closed(case: Case, desk: Desk) -> None:
    before = _room(desk, case).state
    late = [one.key for one in before.deadlines if one.alarm]
    assert late and len(late) < len(before.deadlines)
    _close(case)
    after = _room(desk, case).state
    assert after.closed
    assert [one.key for one in after.deadlines if one.key in late] == late
    assert not any(one.alarm or one.reimbursement for one in after.deadlines)
    assert all(render(one.when, "en").endswith(" 2026") for one in after.deadlines), (
        "a day, not how long it is over"
    )
    case.office.undo()
    assert _room(desk, case).state.deadlines == before.deadlines


def test_nothing_new_is_begun_in_a_closed_case(case: Case, desk: Desk, recorder: Recorder) -> None:
    case.ask(date(2026, 11, 20), "Om timer")
    over, ahead = case.book(BOOKED), case.book(at(SOON, 13))
    _close(case)
    room = _room(desk, case)
    assert [row.id for row in room.state.unwritten] == [over], "of a talk before the closing it is written"
    assert room.state.next_talk is not None
    assert (room.state.next_talk.id, room.state.advice, room.state.requests) == (ahead, None, ())
    assert (room.state.wishes, room.state.outreach) == ((), None)
    meeting = TalkPresenter(desk, case.case_id)
    refused = meeting.open(Place("talk", ahead, "start"))
    assert refused is not None
    assert render(refused, "da").startswith("Sagen er afsluttet, så der kan ikke startes en samtale i den.")
    assert meeting.open(Place("talk", case.case_id, "start")) is None, "today's talk is still written down"
    assert meeting.state is not None
    assert (meeting.state.talk_id, meeting.state.advice, meeting.state.values["next_at"]) == (
        over,
        None,
        None,
    )
    assert recorder.problems == []


def test_a_talk_after_the_closing_can_only_be_called_off(window: Window) -> None:
    case = window.case
    talk_id = case.book(at(TODAY, 8, 40))
    _close(case, date(2026, 11, 20))
    window.go("contacts")
    card = window.list.next_card
    said = [one for one in _words(card) if one]
    assert "The case is closed. Call the talk off." in said
    assert "The case is closed. Overdue when it was closed:" in _words(window.list.deadlines)
    with pytest.raises(AssertionError):
        window.button("Move", card)
    with pytest.raises(AssertionError):
        window.button("Start", card)
    window.go("contacts", field=f"move:{talk_id}:2026-12-04")
    assert window.list.panel is None
    assert window.frame.toast.text() == "The case is closed. Open a new case first."
    room = window.go("talk", talk_id, "start")
    assert isinstance(room, ContactsPage)
    assert not room.in_meeting()
    assert "no talk is started" in window.frame.toast.text()
    window.user.click(window.button("Call off", card))
    window.user.choose(window.panel.form.field("who"), "We cancel")
    window.user.choose(window.panel.form.field("cancelled_reason"), "No longer needed")
    window.user.click(window.panel.save_button)
    window.settle()
    assert case.talk(talk_id).status == "cancelled"


def test_a_wish_for_access_is_answered_and_a_hearing_goes_on_in_a_closed_case(case: Case, desk: Desk) -> None:
    case.was(date(2026, 11, 20), "absent_no_notice")
    data = reaching.RequestData(case_id=case.case_id, requested_on=TODAY, what="access")
    wish = case.do(lambda work: reaching.request_talk(work, data))
    room = _room(desk, case)
    assert len(room.state.absences) == 1
    room.acts.hear(
        room.state.absences[0].talk_id,
        {"sent_on": TODAY, "answer_by": date(2026, 12, 8), "words": "", "draft_id": ""},
        lambda: None,
        lambda error: pytest.fail(str(error)),
    )
    _close(case)
    room = _room(desk, case)
    assert [one.id for one in room.state.wishes] == [wish]
    (absence,) = room.state.absences
    assert not absence.may_try
    assert "reach" not in {step.key for step in absence.steps}
    assert render(absence.since, "en") == "20 Nov"


def test_the_reason_of_a_talk_called_off_with_the_case_is_said_in_the_language_of_the_window(
    case: Case, window: Window
) -> None:
    from caseworker.contacts import service

    talk_id = case.book(at(SOON, 13))
    case.do(lambda work: service.cancel(work, talk_id, "case_closed"))
    window.go("contacts")
    assert "Reason: The case is closed" in _words(window.list.talks)
    set_language("da")
    window.list.talks.draw(window.list.presenter.state)
    window.settle()
    assert "Årsag: Sagen er afsluttet" in _words(window.list.talks)


def test_the_words_for_a_talk_called_off_with_the_case_are_found_and_promise_nothing(
    window: Window,
) -> None:
    case, drafts = window.case, window.case.office.store.drafts
    talk_id = case.book(at(TODAY, 8, 40))
    window.go("talk", talk_id, "start")
    window.user.write(window.talk.form.field("facts"), "Vi gik en tur")
    window.go("overview")
    window.qtbot.waitUntil(lambda: drafts.get(talk_id) is not None)
    case.office.run(t("Call off"), lambda work: talks.cancel(work, talk_id, "case_closed"))
    _close(case)
    window.go("contacts")
    window.user.click(window.button("Go on", window.list))
    window.settle()
    form = window.talk.form
    assert form.values()["facts"] == "Vi gik en tur"
    assert any("nothing new is booked or promised" in one for one in _words(window.talk))
