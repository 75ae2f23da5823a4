"""A form that moves a talk goes on after the talk was changed elsewhere: only what was typed is laid over it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from caseworker.base.clock import at
from caseworker.contacts import service
from tests.ui.contacts.case import SOON
from tests.ui.contacts.every_form import write
from tests.ui.contacts.window import Window
from ui.kit import Label

TODAY = date(2026, 11, 24)


def _move_elsewhere(window: Window, talk_id: str, hour: int, **values: str) -> None:
    window.case.do(lambda work: service.move(work, talk_id, at(SOON, hour), **values))  # type: ignore[arg-type]
    window.settle()


def _words(window: Window) -> str:
    return "\n".join(label.text() for label in window.panel.findChildren(Label) if label.isVisible())


def test_a_talk_moved_while_a_draft_waited_is_not_moved_back(window: Window) -> None:
    talk_id = window.case.book(at(SOON, 13))
    window.go("contacts")
    write(window, "move")  # another place, the time as it was
    window.qtbot.keyClick(window.panel, Qt.Key.Key_Escape)
    window.settle()
    _move_elsewhere(window, talk_id, 15, channel="phone")
    window.user.click(window.button("Go on", window.list))
    values = window.panel.form.values()
    assert (values["at"], values["channel"], values["place"]) == (f"{SOON}T15:00", "phone", "Lokale 9")
    assert "“New day and time”, “Form” were changed elsewhere meanwhile" in _words(window)
    window.user.click(window.panel.save_button)
    window.settle()
    talk = window.case.talk(talk_id)
    assert (talk.at, talk.channel, talk.place) == (at(SOON, 15), "phone", "Lokale 9")
    window.frame.undo()
    window.settle()
    assert window.case.talk(talk_id).at == at(SOON, 15)
    window.user.click(window.button("Go on", window.list))
    assert window.panel.form.values()["place"] == "Lokale 9"


def test_a_place_changed_under_an_open_form_is_named(window: Window) -> None:
    talk_id = window.case.book(at(SOON, 13))
    window.go("contacts")
    form = write(window, "move")
    _move_elsewhere(window, talk_id, 15, place="Biblioteket")
    assert form.values()["place"] == "Lokale 9"
    assert form.values()["at"] == f"{SOON}T15:00"
    assert "“Place” was changed elsewhere to “Biblioteket”. Your words stand here" in _words(window)


def test_a_talk_begun_keeps_what_its_booking_was_changed_to(window: Window) -> None:
    window.case.history()
    talk_id = window.case.book()
    window.go("talk", talk_id, "start")
    window.user.write(window.talk.form.field("facts"), "Halvt skrevet")
    window.go("contacts")
    window.case.do(lambda work: service.move(work, talk_id, at(TODAY, 11), channel="phone"))
    window.settle()
    window.go("talk", talk_id, "start")
    values = window.talk.values()
    assert (values["facts"], values["at"], values["channel"]) == ("Halvt skrevet", f"{TODAY}T11:00", "phone")
