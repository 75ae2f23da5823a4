"""What waits in the list, in words: wishes with their clocks, absences with their steps; and the acts on them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from caseworker.base.clock import at
from caseworker.base.errors import CaseworkerError
from caseworker.base.text import render
from caseworker.contacts.reaching import OutreachData, RequestData, add_outreach, request_talk
from caseworker.deadlines import switches
from tests.content_hash import content_hash
from tests.ui.contacts.case import TODAY, Case
from tests.ui.recording import Recorder
from ui.contacts.courses import AbsenceCase, WishCase
from ui.contacts.presenter import ContactsPresenter
from ui.ports import Desk


@pytest.fixture
def room(case: Case, desk: Desk) -> ContactsPresenter:
    presenter = ContactsPresenter(desk, case.case_id)
    presenter.reload()
    return presenter


def fail(error: CaseworkerError) -> None:
    raise error


def ask(case: Case, what: str, on: date, wish: str = "", by: str = "citizen") -> str:
    data = RequestData(case_id=case.case_id, requested_on=on, what=what, wish=wish, by=by)
    return case.do(lambda work: request_talk(work, data))


def the_wish(room: ContactsPresenter) -> WishCase:
    room.reload()
    (wish,) = room.state.wishes
    return wish


def test_local_practice_is_not_said_to_be_read_in_the_law(case: Case, room: ContactsPresenter) -> None:
    ask(case, "talk", TODAY)
    assert render(the_wish(room).reason.mark, "en") == "Agreed locally"


def the_absence(room: ContactsPresenter) -> AbsenceCase:
    room.reload()
    (absence,) = room.state.absences
    return absence


def step_words(absence: AbsenceCase) -> list[tuple[str, str, str]]:
    return [
        (step.key, step.state, render(step.when, "en") if step.when is not None else "")
        for step in absence.steps
    ]


def test_nothing_waits_in_a_new_case(room: ContactsPresenter) -> None:
    assert (room.state.wishes, room.state.absences) == ((), ())


def test_a_wish_says_by_when_and_where_the_day_comes_from(case: Case, room: ContactsPresenter) -> None:
    ask(case, "talk", date(2026, 11, 18), "Om flere timer")
    wish = the_wish(room)
    assert render(wish.head, "en") == "Jonas asked for a talk"
    assert render(wish.since, "en") == "18 Nov, 6 days ago"
    # Ten days is Saturday the 28th: the working day before.
    assert render(wish.next, "en") == "Next: hold the talk by Fri 27 Nov"
    assert wish.standing is not None
    assert not wish.late, "only the law makes it overdue for the citizen"
    assert wish.reason.steps
    case.clock.advance(days=7)
    assert render(the_wish(room).next, "en") == "Next: hold the talk. It was due 27 Nov, 4 days ago"


def test_a_talk_booked_after_the_day_it_is_due_says_so(case: Case, room: ContactsPresenter) -> None:
    wish_id = ask(case, "talk", date(2026, 11, 18))
    case.book(at(date(2026, 11, 26), 10), request_id=wish_id)
    wish = the_wish(room)
    assert wish.booked
    assert render(wish.next, "en") == "Agreed Thursday 26 November at 10:00"
    other = ask(case, "talk", date(2026, 11, 10))
    case.book(at(date(2026, 11, 27), 10), request_id=other)
    room.reload()
    late = next(one for one in room.state.wishes if one.id == other)
    assert render(late.next, "en").endswith("after 20 Nov, when it is due")


def test_access_is_due_by_law_and_an_activity_has_no_day(case: Case, room: ContactsPresenter) -> None:
    access = ask(case, "access", date(2026, 11, 9), by="company")
    wish = the_wish(room)
    assert render(wish.head, "en") == "Company asked for access to the case"
    assert wish.late
    assert wish.standing is None
    assert render(wish.next, "en") == "Next: answer. It was due 18 Nov, 6 days ago"
    room.acts.close_request(access, {"closed_reason": "Trukket tilbage", "draft_id": "d"}, lambda: None, fail)
    ask(case, "activity", TODAY, "Truckkursus")
    wish = the_wish(room)
    assert (render(wish.since, "en"), render(wish.next, "en")) == ("24 Nov, today", "Next: answer")
    assert render(wish.reason.words, "en").startswith("No law sets a number of days.")


def test_a_wish_is_answered_by_name_and_can_be_taken_back(
    case: Case, room: ContactsPresenter, recorder: Recorder
) -> None:
    wish_id = ask(case, "access", date(2026, 11, 20))
    before = content_hash(case.office)
    values = {"answer": "yes", "on": TODAY, "words": "Sendt i Digital Post", "draft_id": "d1"}
    room.acts.answer(wish_id, values, lambda: None, fail)
    room.reload()
    assert room.state.wishes == ()
    assert (recorder.said, recorder.undoable) == (["The answer is saved."], [True])
    name = case.office.undo()
    assert name is not None
    assert render(name, "en") == "Answer wish"
    assert content_hash(case.office) == before
    assert the_wish(room).id == wish_id


def test_an_absence_tells_its_steps_and_its_log(case: Case, room: ContactsPresenter) -> None:
    talk_id = case.was(TODAY - timedelta(4), "absent_no_notice")
    absence = the_absence(room)
    assert render(absence.head, "en") == "Stayed away: Follow-up talk"
    assert render(absence.since, "en") == "20 Nov, not reached yet"
    assert step_words(absence) == [
        ("reach", "next", "by today"),
        ("assess", "later", ""),
        ("hear", "later", ""),
        ("decide", "later", "by 26 Feb 2027"),  # the work date, as everywhere: 28 February is a Sunday
    ]
    assert (absence.log, absence.may_try, absence.may_judge) == ((), True, True)
    values = {"channel": "phone", "result": "no_answer", "on": TODAY, "words": "Ringede", "outreach_id": ""}
    room.acts.add_attempt(talk_id, values, lambda: None, fail)
    text = {
        "channel": "text",
        "result": "message_left",
        "on": TODAY - timedelta(1),
        "words": "",
        "outreach_id": "",
    }
    room.acts.add_attempt(talk_id, text, lambda: None, fail)
    absence = the_absence(room)
    assert [render(line, "en") for line in absence.log] == [
        "24 Nov: Phone · No answer. Ringede",
        "23 Nov: Text message · Message left",
    ]
    assert step_words(absence)[0] == ("reach", "next", "by Wed 25 Nov")


def test_an_absence_goes_from_contact_to_hearing_to_decision(
    case: Case, room: ContactsPresenter, recorder: Recorder
) -> None:
    talk_id = case.was(TODAY - timedelta(4), "absent_no_notice")
    reached = OutreachData(talk_id=talk_id, channel="phone", result="reached")
    case.do(lambda work: add_outreach(work, reached))
    assert the_absence(room).next_key == "assess"
    until = TODAY + timedelta(14)
    values = {"sent_on": TODAY, "answer_by": until, "words": "", "draft_id": "d1"}
    room.acts.hear(talk_id, values, lambda: None, fail)
    absence = the_absence(room)
    assert (absence.next_key, absence.heard, absence.may_try) == ("answer", True, False)
    assert step_words(absence)[3:] == [
        ("answer", "next", "by Tue 8 Dec"),
        ("decide", "later", "by 26 Feb 2027"),
    ]
    told = next(step.reason for step in absence.steps if step.key == "answer")
    assert told.basis == "Forvaltningsloven § 19"
    room.acts.hearing_answer(
        talk_id, {"on": TODAY, "words": "Bussen kom ikke", "draft_id": "d2"}, lambda: None, fail
    )
    assert the_absence(room).next_key == "decide"
    room.acts.decide(talk_id, {"on": TODAY, "reason": "Ingen grund", "draft_id": "d3"}, lambda: None, fail)
    room.reload()
    assert room.state.absences == ()
    assert recorder.undoable == [True, True, True]


def test_a_letter_can_hear_about_each_absence_that_is_not_heard_about(
    case: Case, room: ContactsPresenter
) -> None:
    first = case.was(date(2026, 11, 9), "absent_no_notice")
    second = case.was(date(2026, 11, 12), "absent_no_notice")
    room.reload()
    newest, oldest = room.state.absences
    offered = [(talk_id, render(words, "en")) for talk_id, words in newest.others]
    assert offered == [(first, "Follow-up talk, 9 Nov")]
    assert [talk_id for talk_id, _ in oldest.others] == [second]
    values = {"sent_on": TODAY, "answer_by": TODAY + timedelta(14), "words": "", "draft_id": "d1"}
    room.acts.hear(second, values, lambda: None, fail)
    room.reload()
    newest, oldest = room.state.absences
    assert (newest.heard, newest.others) == (True, ((first, newest.others[0][1]),))
    assert (oldest.heard, oldest.others) == (False, ()), "what is heard about is in no second letter"
    case.office.undo()
    room.acts.hear(first, values | {"also": [second]}, lambda: None, fail)
    room.reload()
    assert [one.heard for one in room.state.absences] == [True, True]
    hint = next(step.hint for step in room.state.absences[0].steps if step.key == "answer")
    assert render(hint, "da").endswith(
        "Samme brev handler også om udeblivelsen 9. november 2026, og svaret gælder dem begge."
    )


def test_a_hearing_without_a_day_to_answer_is_refused_at_its_field(
    case: Case, room: ContactsPresenter
) -> None:
    talk_id = case.was(TODAY - timedelta(1), "absent_no_notice")
    failed: list[CaseworkerError] = []
    values = {"sent_on": TODAY, "answer_by": None, "words": "", "draft_id": "d1"}
    room.acts.hear(talk_id, values, lambda: None, failed.append)
    assert failed[0].place is not None  # type: ignore[attr-defined]
    assert failed[0].place.field == "answer_by"  # type: ignore[attr-defined]


def test_attempts_belong_to_the_newest_absence(case: Case, room: ContactsPresenter) -> None:
    case.was(TODAY - timedelta(8), "absent_no_notice")
    newest = case.was(TODAY - timedelta(1), "absent_no_notice")
    room.reload()
    first, second = room.state.absences
    assert (first.talk_id, first.may_try, second.may_try) == (newest, True, False)


def test_two_absences_on_one_day_have_their_own_attempts(case: Case, room: ContactsPresenter) -> None:
    day = TODAY - timedelta(1)
    first = case.was(day, "absent_no_notice", hour=9)
    tried = OutreachData(talk_id=first, channel="phone", result="no_answer", at=at(day, 10))
    case.do(lambda work: add_outreach(work, tried))
    second = case.was(day, "absent_no_notice", hour=13)
    text = OutreachData(talk_id=second, channel="text", result="message_left", at=at(day, 14))
    case.do(lambda work: add_outreach(work, text))
    room.reload()
    told = {one.talk_id: [render(line, "en") for line in one.log] for one in room.state.absences}
    assert told == {
        second: ["23 Nov: Text message · Message left"],
        first: ["23 Nov: Phone · No answer"],
    }
    reached = OutreachData(talk_id=second, channel="phone", result="reached")
    case.do(lambda work: add_outreach(work, reached))
    room.reload()
    assert [len(one.log) for one in room.state.absences] == [2, 1], "told once, with the newest"


def test_the_citizen_who_sees_the_screen_sees_wishes_but_not_what_is_considered(
    case: Case, room: ContactsPresenter, desk: Desk
) -> None:
    case.was(TODAY - timedelta(1), "absent_no_notice")
    ask(case, "talk", TODAY)
    desk.citizen_view = True
    room.reload()
    assert (len(room.state.wishes), room.state.absences) == (1, ())


def test_two_absences_at_one_moment_can_be_read(case: Case, room: ContactsPresenter) -> None:
    both = {case.was(TODAY - timedelta(1), "absent_no_notice") for _ in range(2)}
    room.reload()
    assert {one.talk_id for one in room.state.absences} == both


def test_a_case_without_deadlines_says_which_rules_are_switched_off(
    case: Case, room: ContactsPresenter
) -> None:
    room.reload()
    assert room.state.off is None
    today = case.office.clock.today()
    case.do(lambda work: switches.switch_area(work, "lab", today, on=False))
    room.reload()
    assert room.state.off is not None
    assert "Settings, Rules: Employment act." in render(room.state.off, "en")
    case.do(lambda work: switches.switch_area(work, "lab", today, on=True))
    case.do(lambda work: switches.switch_area(work, "integration", today, on=False))
    room.reload()
    assert room.state.off is None, "those are not about this citizen"
