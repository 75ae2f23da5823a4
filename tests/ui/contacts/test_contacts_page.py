"""The room of contacts in the real frame: the acts within their budgets, drafts, the citizen view, errors."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from caseworker.base.clock import at
from caseworker.base.place import Place
from caseworker.contacts import queries, service
from caseworker.plan.queries import agreements_of
from tests.ui.contacts.case import MISSED, SOON, TODAY
from tests.ui.contacts.window import Window
from ui.contacts.page import ContactsPage
from ui.kit import Banner, IconButton, Label, apply, unnamed

_CONTROL = Qt.KeyboardModifier.ControlModifier
# What is left of 1366 pixels beside the navigation at double letters.
_ROOM_AT_1366 = 1366 - 2 * 188
TALK_BUDGET, NO_SHOW_BUDGET = 8, 5


def test_a_talk_with_two_agreements_and_a_next_date_is_held_within_its_budget(window: Window) -> None:
    window.case.history()
    talk_id = window.case.book()
    window.frame.go(_overview(window))
    user = window.user
    user.click(window.button("Start talk"))
    view = window.talk
    user.write(view.form.field("facts"), "Jonas har arbejdet tre dage om ugen.")
    user.write(view.form.field("citizen_says"), "Det er okay.")
    user.write_and_enter(view.form.agreements.entry, "Jonas siger til i FVU, torsdag")
    user.write_and_enter(view.form.agreements.entry, "Karen ringer til Vestervang, i morgen")
    user.choose(view.side.plan_chips, "Confirmed")
    assert view.foot.next_at.value() is not None
    user.click(view.foot.save)
    assert user.count <= TALK_BUDGET, user.log
    row = window.case.talk(talk_id)
    assert (row.status, row.outcome) == ("held", "The plan is confirmed, 2 agreements")
    made = [one for one in window.case.read(agreements_of, window.case.case_id) if one.talk_id == talk_id]
    assert {one.side for one in made} == {"citizen", "municipality"}
    assert window.case.read(queries.next_planned, window.case.case_id, at(TODAY)) is not None
    assert not window.room.in_meeting()
    assert window.frame.toast.text().startswith("The talk is saved. Next deadline:")


def test_a_no_show_with_its_first_attempt_is_saved_within_its_budget(window: Window) -> None:
    talk_id = window.case.book()
    window.frame.go(_overview(window))
    user = window.user
    user.click(window.button("Start talk"))
    form = window.talk.form
    user.choose(form.field("attendance"), "Did not come")
    assert form.block("facts").isHidden()
    user.choose(form.field("outreach_channel"), "Phone")
    user.choose(form.field("outreach_result"), "No answer")
    user.click(window.button("Save the absence"))
    assert user.count <= NO_SHOW_BUDGET, user.log
    assert window.case.talk(talk_id).status == "no_show"
    (attempt,) = window.case.read(queries.attempts_of, window.case.case_id)
    assert (attempt.channel, attempt.result) == ("phone", "no_answer")


def test_an_absence_from_a_talk_without_a_summons_is_warned_about(window: Window) -> None:
    def warned(words: str) -> bool:
        return any(words in one.text() for one in window.talk.findChildren(Label) if one.isVisible())

    def choose(attendance: str) -> None:
        window.user.choose(window.talk.form.field("attendance"), attendance)

    window.go("talk", field="start")
    assert not warned("not summoned")
    choose("Did not come")
    assert warned("not summoned to this talk")
    choose("Came")
    assert not warned("not summoned")
    booked = window.case.book()
    window.go("talk", booked, "start")
    choose("Did not come")
    assert warned("not summoned to this talk")
    window.case.do(lambda work: service.summon(work, booked))
    window.settle()
    assert not warned("not summoned"), "it was written down meanwhile"


def test_who_never_had_a_promise_is_not_said_to_have_kept_it(window: Window) -> None:
    window.go("talk", field="start")
    shown = [one.text() for one in window.talk.side.findChildren(Label) if one.isVisible()]
    assert "There are no open promises." in shown
    assert not any("kept" in words for words in shown)


def test_hearing_and_decision_warn_where_no_summons_is_written_down(window: Window) -> None:
    def warnings() -> str:
        return " ".join(one.text() for one in window.panel.findChildren(Banner) if one.isVisible())

    unsummoned = window.case.was(MISSED, "absent_no_notice")
    summoned = window.case.book()
    window.case.do(lambda work: service.summon(work, summoned))
    window.case.do(lambda work: service.no_show(work, summoned))
    window.go("contacts")
    for talk_id, warned in ((unsummoned, True), (summoned, False)):
        for form in ("hear", "decide"):
            window.list.forms.ask(form, talk_id)
            window.settle()
            assert ("not summoned to this talk" in warnings()) is warned, form


def test_what_is_typed_is_kept_within_two_seconds_and_comes_back(window: Window) -> None:
    talk_id = window.case.book()
    view = window.go("talk", talk_id, "start").talk
    assert view is not None
    window.user.write(view.form.field("facts"), "Halvt skrevet")
    window.write(view.form.agreements.entry, "Jonas ringer")
    drafts = window.case.office.store.drafts
    window.qtbot.waitUntil(lambda: drafts.get(talk_id) is not None, timeout=2000)
    window.settle()
    assert _shows(view, "Kept as a draft at 09:00")
    window.reopen()
    window.go("talk", field="draft")
    form = window.talk.form
    assert form.field("facts").value() == "Halvt skrevet"
    assert form.agreements.pending() == "Jonas ringer"
    assert _shows(window.talk, "Kept as a draft at 09:00")


def test_leaving_and_locking_keep_what_was_typed_at_once(window: Window) -> None:
    talk_id = window.case.book()
    view = window.go("talk", talk_id, "start").talk
    assert view is not None
    window.user.write(view.form.field("facts"), "Uden at vente")
    window.room.save_draft()
    draft = window.case.office.store.drafts.get(talk_id)
    assert draft is not None
    assert draft.values["facts"] == "Uden at vente"


def test_the_citizen_view_hides_the_assessment_and_keeps_it(window: Window) -> None:
    talk_id = window.case.book()
    window.go("talk", talk_id, "start")
    window.user.write(window.talk.form.field("assessment"), "Kun til os")
    window.frame.switch_citizen_view()
    window.settle()
    assert window.talk.form.block("assessment").isHidden()
    window.frame.switch_citizen_view()
    window.settle()
    assert not window.talk.form.block("assessment").isHidden()
    assert window.talk.form.field("assessment").value() == "Kun til os"


def test_whose_an_agreement_is_and_by_when_changes_with_one_click(window: Window) -> None:
    window.go("talk", field="start")
    field = window.talk.form.agreements
    window.user.write_and_enter(field.entry, "Jonas siger til i FVU, torsdag")
    (row,) = field.rows()
    assert (row.agreement["side"], row.agreement["due_on"]) == ("citizen", "2026-11-26")
    before = window.user.count
    window.user.click(row.side)
    assert (row.agreement["side"], window.user.count) == ("municipality", before + 1)
    window.user.write(row.day, "i morgen")
    window.qtbot.keyClick(row.day, Qt.Key.Key_Tab)
    assert row.agreement["due_on"] == "2026-11-25"
    window.user.write(row.day, "vrovl")
    window.qtbot.keyClick(row.day, Qt.Key.Key_Tab)
    assert (row.agreement["due_on"], row.day.text()) == (None, "vrovl"), "no other day stands in its place"
    window.user.click(row.remove)
    assert field.value() == []


def test_what_is_missing_is_said_at_its_field_and_nothing_is_cleared(window: Window) -> None:
    window.case.history()
    window.go("talk", field="start")
    view = window.talk
    window.user.write(view.form.field("facts"), "Stadig her")
    window.user.click(view.foot.save)
    assert view.form.errors() == {"outcome": "Write what came out of the talk."}
    assert view.side.plan_block.error().startswith("Say whether the plan was confirmed")
    window.user.choose(view.side.plan_chips, "Not discussed")
    window.user.write(view.foot.next_at.time, "")
    window.user.click(view.foot.save)
    assert view.foot.error() == "Write at what time."
    assert view.form.field("facts").value() == "Stadig her"
    assert len(window.case.talks()) == 3, "nothing is saved"


def test_a_talk_saved_elsewhere_meanwhile_is_said_and_nothing_typed_is_lost(window: Window) -> None:
    talk_id = window.case.book()
    window.go("talk", talk_id, "start")
    view = window.talk
    window.user.write(view.form.field("facts"), "Stadig her")
    window.user.write(view.form.field("outcome"), "Aftalt praktik")
    window.case.do(lambda work: service.hold(work, talk_id, "Skrevet ned et andet sted"))
    window.user.click(view.foot.save)
    assert _shows(view, "This talk is written down already")
    assert view.form.field("facts").value() == "Stadig her"
    assert window.case.talk(talk_id).outcome == "Skrevet ned et andet sted"


def test_a_no_show_with_words_already_typed_hides_none_of_them(window: Window) -> None:
    window.go("talk", field="start")
    form = window.talk.form
    window.user.write(form.field("facts"), "Ringede kl. 9")
    window.user.choose(form.field("attendance"), "Did not come")
    assert not form.block("facts").isHidden()
    assert form.block("citizen_says").isHidden()
    assert form.field("absence_reason").value() == "unknown"
    assert window.talk.foot.next_at.value() is None, "nobody has agreed to a day"
    window.user.choose(form.field("outreach_result"), "New talk agreed")
    assert window.talk.foot.next_at.value() is not None
    window.user.click(window.button("Save the absence"))
    assert form.errors() == {"outreach_channel": "Choose how you tried to reach the citizen."}


def test_the_outcome_follows_until_somebody_writes_it(window: Window) -> None:
    window.case.history()
    window.go("talk", field="start")
    view = window.talk
    window.user.choose(view.side.plan_chips, "Confirmed")
    assert view.form.field("outcome").value() == "The plan is confirmed"
    window.user.write(view.form.field("outcome"), "Flere timer")
    window.user.write_and_enter(view.form.agreements.entry, "Karen ringer")
    assert view.form.field("outcome").value() == "Flere timer"


def test_one_filled_button_and_a_name_on_everything(window: Window) -> None:
    case = window.case
    case.history()
    case.book(at(SOON, 13))
    case.ask(date(2026, 11, 18), "Om flere timer")
    room = window.go("contacts")
    assert (_filled(window), unnamed(room)) == (["Book a talk"], [])
    for open_form, save in (
        (window.list.open_booking, "Book the talk"),
        (window.list.open_wish, "Save the wish"),
    ):
        open_form()
        QApplication.processEvents()
        assert (_filled(window), unnamed(room)) == ([save], [])
    window.list.close_panel()
    window.go("talk", field="start")
    window.talk.form.show_details(True)
    QApplication.processEvents()
    assert (_filled(window), unnamed(window.talk)) == (["Save the talk"], [])


def test_tab_goes_the_way_the_eye_goes(window: Window) -> None:
    window.case.history()
    window.case.book(at(SOON, 13))
    window.go("talk", field="start")
    view = window.talk
    window.user.write_and_enter(view.form.agreements.entry, "Jonas ringer")
    (row,) = view.form.agreements.rows()
    tick = view.side.findChild(IconButton)
    assert tick is not None
    in_order: list[QWidget] = [
        tick, view.side.plan_chips.chips()[0], view.form.field("facts").focus_target(),
        view.form.field("assessment").focus_target(), row.side, row.words, row.day, row.remove,
        view.form.agreements.entry, view.foot.print_plan.box, view.foot.save,
    ]  # fmt: skip
    assert _by_tab(in_order) == in_order
    window.go("contacts")
    window.list.open_booking()
    panel, cards = window.panel, window.list.next_card
    order = [
        panel.form.field("purpose").focus_target(),
        panel.save_button,
        window.button("Move", cards),
        window.button("Call off", cards),
    ]
    assert _by_tab(order) == order


def test_after_a_talk_the_focus_is_in_the_list(window: Window) -> None:
    window.go("talk", field="start")
    window.user.write(window.talk.form.field("outcome"), "Aftalt praktik")
    window.user.key(window.talk.form.field("outcome").focus_target(), Qt.Key.Key_S, _CONTROL)
    window.wait(lambda: not window.room.in_meeting())
    window.settle()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert window.list.isAncestorOf(focused)


def test_notes_take_the_height_that_is_left(window: Window) -> None:
    window.go("talk", field="start")
    note = window.talk.form.field("facts")
    low = note.height()
    window.frame.resize(1366, 1068)
    window.wait(lambda: note.height() > low + 100)
    assert window.talk.foot.save.isVisible()
    window.frame.resize(1366, 700)
    window.wait(lambda: note.height() < low)


def test_at_double_letters_both_pages_fit_without_scrolling_sideways(window: Window) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply(app, "light", 2.0, reduced_motion=True)
    window.case.history()
    window.case.book(at(SOON, 13))
    window.case.ask(date(2026, 11, 18), "Om flere timer")
    room = ContactsPage(window.frame.desk, window.case.case_id)
    window.qtbot.addWidget(room)
    room.resize(_ROOM_AT_1366, 500)
    room.show()
    for place in (Place("contacts", window.case.case_id), Place("talk", window.case.case_id, "book")):
        room.show_place(place)
        window.settle()
        assert room.minimumSizeHint().width() <= _ROOM_AT_1366, place
    room.list.close_panel()
    room.show_place(Place("talk", window.case.case_id, "start"))
    window.settle()
    assert room.talk is not None
    assert room.width() == _ROOM_AT_1366
    for part in (room.talk.side, room.talk.form, room.talk.foot.save):
        window.wait(lambda part=part: part.mapTo(room, part.rect().topRight()).x() < _ROOM_AT_1366)  # type: ignore[misc]


def _by_tab(widgets: list[QWidget]) -> list[QWidget]:
    """Return the widgets in the order in which Tab comes to them from the first."""
    found, step = [widgets[0]], widgets[0].nextInFocusChain()
    while step is not None and step is not widgets[0]:
        if step in widgets:
            found.append(step)
        step = step.nextInFocusChain()
    return found


def _overview(window: Window) -> Place:
    return Place("overview", window.case.case_id)


def _shows(widget: QWidget, words: str) -> bool:
    return any(label.isVisible() and words in label.text() for label in widget.findChildren(QLabel))


def _filled(window: Window) -> list[str]:
    return [
        button.text()
        for button in window.frame.findChildren(QPushButton)
        if button.isVisible() and button.property("kind") == "filled"
    ]
