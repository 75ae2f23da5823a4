"""An attempt to reach a citizen whose absence is undone meanwhile: told at once, and no word is lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from caseworker.base.place import Place
from caseworker.contacts import queries, service
from tests.ui.contacts.window import Window
from ui.kit import Banner

_TOLD = "The absence is no longer written down, so an attempt at contact about it cannot be saved."


@pytest.fixture
def missed(window: Window) -> str:
    """Write down that the citizen did not come to a booked talk."""
    talk_id = window.case.book()
    window.case.do(lambda work: service.no_show(work, talk_id))
    window.go("contacts")
    return talk_id


def _begin(window: Window) -> None:
    window.user.click(window.button("Phone", window.list))
    window.user.choose(window.panel.form.field("result"), "No answer")
    window.user.write(window.panel.form.field("words"), "Talte med moren")


def _told(window: Window) -> list[str]:
    return [one.text() for one in window.panel.findChildren(Banner) if one.isVisible()]


def test_an_open_attempt_says_at_once_that_its_absence_is_undone(window: Window, missed: str) -> None:
    _begin(window)
    window.frame.undo()
    window.settle()
    assert window.case.talk(missed).status == "planned"
    assert _told(window) == [f"{_TOLD} Your words stay as a draft."]
    assert not window.panel.save_button.isEnabled()
    assert window.panel.form.values()["words"] == "Talte med moren"


@pytest.mark.usefixtures("missed")
def test_a_waiting_attempt_is_not_opened_by_itself_and_says_why_when_it_is(window: Window) -> None:
    _begin(window)
    window.frame.go(Place("today"))
    window.settle()
    window.frame.undo()
    window.settle()
    window.reopen()
    window.go("contacts")
    assert window.list.panel is None, "nobody asked for it"
    window.user.click(window.button("Go on", window.list))
    assert _told(window) == [f"{_TOLD} Your words stay as a draft."]
    assert window.panel.form.values()["words"] == "Talte med moren"
    window.qtbot.keyClick(window.panel, Qt.Key.Key_Escape)
    window.settle()
    (draft,) = window.case.office.store.drafts.all()
    assert draft.values["words"] == "Talte med moren"


def test_an_attempt_can_be_saved_when_the_absence_is_written_down_again(window: Window, missed: str) -> None:
    _begin(window)
    window.frame.undo()
    window.settle()
    window.case.do(lambda work: service.no_show(work, missed))
    window.settle()
    assert _told(window) == []
    save = window.panel.save_button
    assert isinstance(save, QPushButton)
    window.user.click(save)
    (attempt,) = window.case.read(queries.attempts_of, window.case.case_id)
    assert attempt.words == "Talte med moren"
