"""What is half written in any form of the room: there again after locking, a crash, Escape and going elsewhere."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton

from caseworker.base.clock import at
from caseworker.base.place import Place
from caseworker.plan.queries import agreements_of
from tests.ui.contacts.case import SOON
from tests.ui.contacts.every_form import FORMS, write
from tests.ui.contacts.window import Window
from ui.contacts.fields import MomentField
from ui.kit import ChoiceChips


def _lock(window: Window) -> None:
    window.reopen()


def _escape(window: Window) -> None:
    window.qtbot.keyClick(window.panel, Qt.Key.Key_Escape)
    window.settle()


def _elsewhere(window: Window) -> None:
    window.frame.go(Place("today"))
    window.settle()


@pytest.mark.parametrize("kind", FORMS)
def test_a_form_of_the_list_is_gone_on_with_from_my_day(window: Window, kind: str) -> None:
    FORMS[kind].before(window.case)
    window.go("contacts")
    typed = write(window, kind).values()
    for way in (_elsewhere, _lock, _escape):
        way(window)
        window.frame.go(Place("today"))
        window.settle()
        window.user.click(_go_on_from_my_day(window))
        assert (window.panel.kind, window.panel.form.values()) == (kind, typed), way.__name__


@pytest.mark.parametrize("kind", ["book", "cancel", "hear"])
def test_a_form_of_the_list_is_on_the_disk_within_two_seconds(window: Window, kind: str) -> None:
    FORMS[kind].before(window.case)
    window.go("contacts")
    write(window, kind)
    drafts = window.case.office.store.drafts
    window.qtbot.waitUntil(lambda: [one.values["form"] for one in drafts.all()] == [kind], timeout=2500)


@pytest.mark.parametrize("channel", ["Meeting", "Phone"])
def test_a_talk_is_gone_on_with_from_my_day(window: Window, channel: str) -> None:
    window.case.history()
    form = window.go("talk", field="start").talk.form  # type: ignore[union-attr]
    if channel != "Meeting":
        window.user.choose(form.field("channel"), channel)
    window.user.write(form.field("facts"), "Halvt skrevet")
    names = ("facts", "channel", "at", "next_at", "kind")
    typed = [window.talk.values()[name] for name in names]
    for way in (_elsewhere, _lock):
        way(window)
        window.frame.go(Place("today"))
        window.settle()
        window.user.click(_go_on_from_my_day(window))
        assert [window.talk.values()[name] for name in names] == typed, way.__name__


def test_half_a_day_without_its_time_is_there_again(window: Window) -> None:
    window.go("contacts")
    window.user.click(window.button("Book a talk"))
    moment = window.panel.form.field("at")
    assert isinstance(moment, MomentField)
    window.write(moment.time.edit, "")
    window.write(moment.day.edit, "4/12")
    window.reopen()
    window.go("contacts")
    moment = window.panel.form.field("at")
    assert isinstance(moment, MomentField)
    assert (moment.day.edit.text(), moment.time.edit.text()) == ("4/12", "")
    window.write(moment.time.edit, "10")
    assert moment.value() == "2026-12-04T10:00", "the day is understood as when it was typed"
    window.write(moment.day.edit, "4/1x")
    window.reopen()
    window.go("contacts")
    moment = window.panel.form.field("at")
    assert isinstance(moment, MomentField)
    assert moment.day.edit.text() == "4/1x"


def test_half_a_next_talk_and_an_own_reason_are_there_again(window: Window) -> None:
    window.go("talk", window.case.book(), "start")
    form = window.talk.form
    window.user.choose(form.field("attendance"), "Called off")
    window.write(window.talk.foot.next_at.time.edit, "1")
    window.write(window.talk.foot.next_at.day.edit, "14/1")
    reasons = form.field("absence_reason")
    assert isinstance(reasons, ChoiceChips)
    window.user.click(_adder(reasons))
    window.write(_line(reasons), "Begravelse")
    window.reopen()
    window.go("talk", field="draft")
    reasons = window.talk.form.field("absence_reason")
    assert isinstance(reasons, ChoiceChips)
    assert window.talk.foot.next_at.day.edit.text() in ("14/1", "14-01-2027")
    assert "Begravelse" in (_line(reasons).text(), reasons.value())


def test_an_own_reason_is_saved_without_enter(window: Window) -> None:
    talk_id = window.case.book(at(SOON, 13))
    window.go("contacts")
    window.user.click(window.button("Call off", window.list.next_card))
    form = window.panel.form
    window.user.choose(form.field("who"), "Jonas calls off")
    reasons = form.field("cancelled_reason")
    assert isinstance(reasons, ChoiceChips)
    window.user.click(_adder(reasons))
    window.write(_line(reasons), "Begravelse")
    window.panel.save_button.click()  # as Ctrl+S does: the focus stays where it is
    window.settle()
    assert window.case.talk(talk_id).cancelled_reason == "Begravelse"


def test_escape_takes_an_own_reason_back(window: Window) -> None:
    window.case.book(at(SOON, 13))
    window.go("contacts")
    window.user.click(window.button("Call off", window.list.next_card))
    reasons = window.panel.form.field("cancelled_reason")
    assert isinstance(reasons, ChoiceChips)
    window.user.click(_adder(reasons))
    window.write(_line(reasons), "Forkert")
    window.qtbot.keyClick(_line(reasons), Qt.Key.Key_Escape)
    assert (reasons.value(), _line(reasons).text()) == (None, "")
    assert window.list.panel is not None


def test_the_day_of_an_agreement_is_saved_with_the_keyboard_before_its_line_is_left(window: Window) -> None:
    talk_id = window.case.book()
    window.go("talk", talk_id, "start")
    form = window.talk.form
    window.user.write_and_enter(form.agreements.entry, "Karen ringer")
    (line,) = form.agreements.rows()
    window.write(line.day, "4/12")
    window.talk.foot.save.click()  # as Ctrl+S does: the focus stays where it is
    window.settle()
    assert not window.room.in_meeting()
    (made,) = window.case.read(agreements_of, window.case.case_id)
    assert f"{made.due_on}" == "2026-12-04"


def test_escape_from_a_day_that_is_none_gives_the_agreement_its_old_one(window: Window) -> None:
    window.go("talk", window.case.book(), "start")
    form = window.talk.form
    window.user.write_and_enter(form.agreements.entry, "Karen ringer, torsdag")
    (line,) = form.agreements.rows()
    window.write(line.day, "fredagsmøde")
    form.agreements.entry.setFocus()
    assert (line.agreement["due_on"], line.day.text()) == (None, "fredagsmøde")
    line.day.setFocus()
    window.write(line.day, "4/12")
    window.qtbot.keyClick(line.day, Qt.Key.Key_Escape)
    assert line.agreement["due_on"] == "2026-11-26"


def test_a_long_text_pasted_as_an_agreement_is_not_cut(window: Window) -> None:
    window.go("talk", window.case.book(), "start")
    line = window.talk.form.agreements.entry
    line.insert("a" * 40_000)
    window.talk.form.agreements.enter()
    (made,) = window.talk.form.agreements.rows()
    assert (made.words.text(), made.agreement["words"]) == ("a" * 40_000, "a" * 40_000)


def _go_on_from_my_day(window: Window) -> QPushButton:
    page = window.frame.stack.currentWidget()
    assert page is not None
    return next(one for one in page.findChildren(QPushButton) if one.isVisible() and one.text() == "Go on")


def _adder(reasons: ChoiceChips) -> QPushButton:
    return next(one for one in reasons.findChildren(QPushButton) if one.text() == "+ add")


def _line(reasons: ChoiceChips) -> QLineEdit:
    found = reasons.findChild(QLineEdit)
    assert found is not None
    return found
