"""The list of contacts in the real frame: its forms within their budgets, the focus, what waits."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from caseworker.base.clock import at
from caseworker.base.place import Place
from caseworker.contacts import following_up, queries, service
from caseworker.contacts.following_up import HearingData
from tests.ui.contacts.case import SOON, TODAY
from tests.ui.contacts.window import Window
from ui.contacts.booking_panels import BookPanel
from ui.kit.frames import Row

_CONTROL = Qt.KeyboardModifier.ControlModifier
SUMMONS_BUDGET, ATTEMPT_BUDGET = 6, 3


def test_a_summons_is_on_its_way_to_the_printer_within_its_budget(window: Window) -> None:
    window.frame.go(_overview(window))
    user = window.user
    window.open_room("contacts")
    user.click(window.button("Book a talk"))
    user.write(window.panel.form.field("place"), "Lokale 3")
    user.click(window.button("Book and summon"))
    (talk,) = window.case.talks()
    place = window.frame.place()
    assert (place.kind, place.id, place.field) == ("print", window.case.case_id, f"summons:{talk.id}")
    # One more to print the letter itself.
    assert user.count + 1 <= SUMMONS_BUDGET, user.log
    assert (talk.status, talk.place) == ("planned", "Lokale 3")


def test_a_talk_is_moved_called_off_and_reached_out_for_in_the_list(window: Window) -> None:
    case = window.case
    talk_id = case.book(at(SOON, 13))
    case.do(lambda work: service.summon(work, talk_id))
    window.go("contacts")
    window.user.click(window.button("Move", window.list.next_card))
    window.user.write(window.panel.form.field("at").day, "3/12")  # type: ignore[attr-defined]
    window.user.click(window.panel.save_button)
    assert case.talk(talk_id).at == at(date(2026, 12, 3), 13)
    assert _shows(window.list, "The citizen has a summons to the old time. Send a new one.")
    window.user.click(window.button("Call off", window.list.next_card))
    window.user.click(window.panel.save_button)
    assert window.panel.form.errors()["who"] == "Choose who cancels."
    window.user.choose(window.panel.form.field("cancelled_reason"), "Illness")
    window.user.choose(window.panel.form.field("who"), "We cancel")
    assert window.panel.form.field("cancelled_reason").value() is None, "that was the citizen's reason"
    window.user.choose(window.panel.form.field("cancelled_reason"), "Illness among us")
    window.user.click(window.button("Close", window.panel))
    window.settle()
    window.user.click(window.button("Call off", window.list.next_card))
    assert window.panel.form.field("cancelled_reason").value() == "staff_ill"
    window.user.click(window.panel.save_button)
    assert (case.talk(talk_id).status, case.talk(talk_id).cancelled_reason) == ("cancelled", "staff_ill")
    assert window.list.panel is None
    assert window.button("Book a talk").isVisible()


def test_places_open_the_form_they_name(window: Window) -> None:
    case = window.case
    request_id = case.ask(date(2026, 11, 18), "Om flere timer")
    missed = case.was(date(2026, 11, 20), "absent_no_notice")
    window.go("talk_request", request_id)
    assert window.panel.kind == "book"
    assert window.panel.values()["request_id"] == request_id
    window.list.close_panel()
    window.go("talk", field="book:R-048")
    assert isinstance(window.panel, BookPanel)
    window.list.close_panel()
    window.go("outreach")
    assert (window.panel.kind, window.panel.values()["talk_id"]) == ("attempt", missed)
    window.list.close_panel()
    window.go("talk_request")
    assert window.panel.kind == "wish"
    window.user.click(window.button("Close", window.panel))
    window.go("deadline")
    assert window.list.panel is None


def test_the_day_found_among_the_deadlines_stands_in_the_booking(window: Window) -> None:
    window.go("talk", field="book:2026-12-14")
    assert str(window.panel.values()["at"]).startswith("2026-12-14T")
    assert QApplication.focusWidget() is window.panel.form.field("purpose").focus_target()


def test_a_talk_found_among_the_deadlines_is_at_hand_or_moves_to_the_day(window: Window) -> None:
    case = window.case
    case.book(at(SOON, 13))
    later = case.book(at(date(2026, 12, 9), 10))
    window.go("contacts", field=f"talk:{later}")
    assert window.list.panel is None
    assert _focused() == f"move:{later}"
    (lit,) = [line for line in window.list.next_card.findChildren(Row) if line.property("ground") == "accent"]
    assert lit.isAncestorOf(QApplication.focusWidget())
    window.go("contacts", field=f"move:{later}:2026-12-11")
    assert not any(line.property("ground") == "accent" for line in window.list.next_card.findChildren(Row))
    assert (window.panel.kind, window.panel.about) == ("move", later)
    assert window.panel.values()["at"] == "2026-12-11T10:00"
    window.go("contacts", field=f"talk:{later}")
    assert window.list.panel is None, "a form in which nothing is written makes way"
    window.go("contacts", field=f"move:{later}:2026-12-11")
    window.user.click(window.panel.save_button)
    assert case.talk(later).at == at(date(2026, 12, 11), 10)


def test_a_form_in_the_list_comes_back(window: Window) -> None:
    window.go("contacts")
    window.user.click(window.button("The citizen asks for …"))
    window.user.write(window.panel.form.field("wish"), "Om FVU")
    record_id = window.panel.record_id
    window.qtbot.waitUntil(lambda: window.case.office.store.drafts.get(record_id) is not None, timeout=2000)
    window.settle()
    window.reopen()
    window.go("contacts")
    assert (window.panel.kind, window.panel.record_id) == ("wish", record_id)
    assert window.panel.form.field("wish").value() == "Om FVU"
    assert window.panel.form.field("requested_on").value() == TODAY
    window.user.click(window.panel.save_button)
    assert window.list.panel is None
    assert window.list.presenter.state.requests[0].id == record_id
    assert window.case.office.store.drafts.all() == []


def test_a_deadline_opened_from_elsewhere_is_lit_up_with_its_why_in_hand(window: Window) -> None:
    window.go("contacts")
    entry = window.list.presenter.state.deadlines[-1]
    window.go("contacts", field=f"deadline:{entry.key}")
    lit = [line for line in window.list.deadlines.findChildren(Row) if line.property("ground") == "accent"]
    (why,) = lit[0].findChildren(QPushButton)
    assert (len(lit), why.objectName()) == (1, f"why:{entry.key}")
    assert QApplication.focusWidget() is why
    window.go("contacts")
    assert not any(line.property("ground") == "accent" for line in window.list.deadlines.findChildren(Row)), (
        "the light goes out when the page is opened for something else"
    )


def test_the_focus_goes_back_to_what_opened_a_form_or_on_to_the_new_row(window: Window) -> None:
    case = window.case
    window.go("contacts")
    opener = window.button("The citizen asks for …")
    window.user.click(opener)
    window.user.click(window.button("Close", window.panel))
    window.settle()
    assert QApplication.focusWidget() is opener
    window.user.click(opener)
    wish = window.panel.record_id
    window.user.key(window.panel.form.field("wish").focus_target(), Qt.Key.Key_S, _CONTROL)
    window.wait(lambda: window.list.panel is None)
    window.settle()
    assert case.read(queries.requests_of, case.case_id, TODAY)[0].id == wish
    assert _focused() == f"book:{wish}"
    window.user.click(window.button("Book", window.list.waiting))
    talk_id = window.panel.record_id
    window.qtbot.keyClick(window.panel, Qt.Key.Key_Escape)
    window.settle()
    assert _focused() == f"book:{wish}"
    window.user.click(window.button("Book", window.list.waiting))
    talk_id = window.panel.record_id
    window.user.click(window.panel.save_button)
    window.settle()
    assert _focused() == f"summon:{talk_id}"


def test_an_attempt_is_written_down_in_three_interactions(window: Window) -> None:
    case = window.case
    talk_id = case.was(date(2026, 11, 20), "absent_no_notice")
    window.go("contacts")
    before = window.user.count
    window.user.click(window.button("Phone", window.list.waiting))
    window.user.choose(window.panel.form.field("result"), "No answer")
    window.user.click(window.panel.save_button)
    assert window.user.count - before <= ATTEMPT_BUDGET, window.user.log
    (attempt,) = case.read(queries.attempts_of, case.case_id)
    assert (attempt.talk_id, attempt.channel, attempt.result) == (talk_id, "phone", "no_answer")
    assert _shows(window.list.waiting, "Phone · No answer")
    assert _focused() == f"attempt:{talk_id}/phone", "the next attempt is at hand"
    window.user.click(window.button("Letter", window.list.waiting))
    assert window.panel.form.field("result").value() == "message_left", "nobody answers a letter on the spot"


def test_access_is_asked_for_and_answered_in_the_list(window: Window) -> None:
    window.go("contacts")
    user, before = window.user, window.user.count
    user.click(window.button("The citizen asks for …"))
    user.choose(window.panel.form.field("what"), "Access to the case")
    wish = window.panel.record_id
    user.click(window.panel.save_button)
    assert user.count - before <= 3, user.log
    window.settle()
    assert _shows(window.list.waiting, "Next: answer by Thu 3 Dec")
    assert _focused() == f"answer:{wish}"
    user.click(window.button("Answer", window.list.waiting))
    user.click(window.panel.save_button)
    assert window.panel.form.errors() == {"answer": "Choose what the answer is."}
    user.choose(window.panel.form.field("answer"), "Yes")
    user.click(window.panel.save_button)
    window.settle()
    assert window.list.panel is None
    assert window.list.presenter.state.wishes == ()
    assert not window.list.waiting.isVisible()


def test_an_absence_is_heard_and_decided_on_in_the_list(window: Window) -> None:
    case = window.case
    talk_id = case.was(date(2026, 11, 20), "absent_no_notice")
    window.go("contacts")
    user = window.user
    user.click(window.button("Write the hearing down"))
    assert _shows(window.panel, "no attempt is written down yet")
    assert window.panel.form.field("answer_by").value() == date(2026, 12, 8)
    user.click(window.panel.save_button)
    window.settle()
    assert _focused() == f"hearing_answer:{talk_id}"
    user.click(window.button("Write the answer down"))
    user.write(window.panel.form.field("words"), "Bussen kom ikke.")
    user.click(window.panel.save_button)
    window.settle()
    user.click(window.button("Write the decision down"))
    user.click(window.panel.save_button)
    assert window.panel.form.errors() == {"reason": "Write what the decision rests on."}
    user.write(window.panel.form.field("reason"), "Ingen rimelig grund.")
    user.click(window.panel.save_button)
    window.settle()
    absence = window.list.presenter.state.absences[0]
    assert (absence.may_judge, absence.next_key) == (False, "reach"), "the citizen is still to be reached"


def test_a_decision_before_the_time_to_answer_is_over_is_warned_about_and_saved(window: Window) -> None:
    case = window.case
    talk_id = case.was(date(2026, 11, 20), "absent_no_notice")
    data = HearingData(talk_id=talk_id, sent_on=date(2026, 11, 23), answer_by=date(2026, 12, 8))
    case.do(lambda work: following_up.send_hearing(work, data))
    window.go("contacts")
    window.list.forms.ask("decide", talk_id)
    warning = "The citizen can answer until 8 December 2026."
    assert _shows(window.panel, warning)
    day = window.panel.form.field("on")
    window.user.write(day, "8/12/2026")
    assert not _shows(window.panel, warning), "then the time to answer is over"
    window.user.write(day, "24/11/2026")
    assert _shows(window.panel, warning)
    window.user.write(window.panel.form.field("reason"), "Ingen rimelig grund.")
    window.user.click(window.panel.save_button)
    window.settle()
    assert not window.list.presenter.state.absences[0].may_judge, "it is saved all the same"


def test_a_decision_after_the_answer_is_not_warned_about(window: Window) -> None:
    case = window.case
    talk_id = case.was(date(2026, 11, 20), "absent_no_notice")
    data = HearingData(talk_id=talk_id, sent_on=date(2026, 11, 23), answer_by=date(2026, 12, 8))
    case.do(lambda work: following_up.send_hearing(work, data))
    case.do(lambda work: following_up.note_answer(work, talk_id, TODAY, "Bussen kom ikke."))
    window.go("contacts")
    window.list.forms.ask("decide", talk_id)
    assert not _shows(window.panel, "The citizen can answer until")


def test_a_letter_about_two_absences_is_written_down_once(window: Window) -> None:
    first = window.case.was(date(2026, 11, 9), "absent_no_notice")
    second = window.case.was(date(2026, 11, 12), "absent_no_notice")
    window.go("contacts")
    window.list.forms.ask("hear", second)
    assert _shows(window.panel, "Hearing about the absence on 12 November 2026")
    assert window.panel.form.field("also").value() == [], "the letter is about the absence of the card"
    window.user.choose(window.panel.form.field("also"), "Follow-up talk, 9 Nov")
    record_id = window.panel.record_id
    window.qtbot.waitUntil(lambda: window.case.office.store.drafts.get(record_id) is not None, timeout=2000)
    window.settle()
    window.reopen()
    window.go("contacts")
    assert window.panel.form.field("also").value() == [first], "kept in the draft"
    window.user.click(window.panel.save_button)
    window.settle()
    assert [one.heard for one in window.list.presenter.state.absences] == [True, True]


def test_a_form_about_an_absence_comes_back(window: Window) -> None:
    talk_id = window.case.was(date(2026, 11, 20), "absent_no_notice")
    window.go("contacts")
    window.user.click(window.button("There was a good reason"))
    window.user.write(window.panel.form.field("reason"), "Var på skadestuen")
    record_id = window.panel.record_id
    window.qtbot.waitUntil(lambda: window.case.office.store.drafts.get(record_id) is not None, timeout=2000)
    window.settle()
    window.reopen()
    window.go("contacts")
    assert (window.panel.kind, window.panel.record_id) == ("let_be", record_id)
    assert window.panel.form.field("reason").value() == "Var på skadestuen"
    window.user.click(window.panel.save_button)
    window.settle()
    assert window.case.office.store.drafts.all() == []
    assert not window.list.presenter.state.absences[0].may_judge
    assert window.case.talk(talk_id).status == "no_show", "the absence itself stays as it was"


def _focused() -> str:
    focused = QApplication.focusWidget()
    return focused.objectName() if focused is not None else ""


def _overview(window: Window) -> Place:
    return Place("overview", window.case.case_id)


def _shows(widget: QWidget, words: str) -> bool:
    return any(label.isVisible() and words in label.text() for label in widget.findChildren(QLabel))


def test_the_talk_that_waits_to_be_written_down_comes_before_another_one(window: Window) -> None:
    talk_id = window.case.book(at(TODAY, 8, 10))
    window.go("contacts")
    assert _shows(window.list, "First write down the talk today at 08:10.")
    assert not _shows(window.list.next_card, "Suggestion")
    window.user.click(window.button("Book a talk"))
    assert _shows(window.panel, "First write down the talk today at 08:10.")
    window.user.click(window.button("Write it down", window.list.next_card))
    assert window.frame.place().id == talk_id
