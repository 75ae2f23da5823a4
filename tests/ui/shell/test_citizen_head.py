"""The head of a citizen's page: the way into a talk, and no drawing while the page is hidden."""

from __future__ import annotations

from PySide6.QtCore import Qt

from caseworker.base.place import Place
from caseworker.people.model import Citizen
from tests.ui.contacts.case import Case
from tests.ui.contacts.conftest import case, window  # noqa: F401 - fixtures
from tests.ui.contacts.window import Window


def test_a_talk_can_be_started_from_every_room_while_another_waits_unsaved(window: Window) -> None:  # noqa: F811
    window.go("talk", field="start")
    window.user.write(window.talk.form.field("facts"), "Halvt skrevet")
    start = window.citizen._start  # noqa: SLF001 - the button of the head
    assert not start.isVisible(), "a talk is under way"
    window.frame.go(Place("today"))
    window.frame.go(Place("overview", window.case.case_id))
    window.settle()
    assert start.isVisible()
    window.qtbot.keyClick(window.frame, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    window.settle()
    assert window.room.in_meeting()
    assert window.talk.form.field("facts").value() == "Halvt skrevet"


def test_a_hidden_citizen_is_drawn_when_shown_again(window: Window) -> None:  # noqa: F811
    window.frame.go(Place("overview", window.case.case_id))
    window.settle()
    page = window.citizen
    drawn: list[str] = []
    draw = page.presenter.on_changed

    def counted() -> None:
        drawn.append("head")
        draw()

    page.presenter.on_changed = counted
    window.frame.go(Place("today"))
    _rename(window.case, "Jonas Ny Bruun")
    window.settle()
    assert drawn == []
    window.frame.go(Place("overview", window.case.case_id))
    window.settle()
    assert drawn == ["head"]
    assert "Ny" in page._name.text()  # noqa: SLF001 - the name in the head


def _rename(opened: Case, name: str) -> None:
    opened.do(lambda work: setattr(work.get(Citizen, opened.citizen_id), "name", name))
