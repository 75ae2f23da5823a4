"""The head of a citizen's page: the way into a talk, and no drawing while the page is hidden."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt

from caseworker.base.place import Place
from caseworker.base.text import render, t
from caseworker.people.model import Citizen
from caseworker.plan import service as plans
from caseworker.plan.content import AgreementData
from tests.making import make_citizen
from tests.ui.contacts.case import Case
from tests.ui.contacts.conftest import case, window  # noqa: F401 - fixtures
from tests.ui.contacts.window import Window
from ui.shell.citizen import CitizenPage


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


def test_a_promise_that_is_broken_stands_in_the_head_as_in_the_list(window: Window) -> None:  # noqa: F811
    office = window.case.office
    today = office.clock.today()
    _citizen_id, case_id = make_citizen(office, "Ida Holm", since=today)
    promise = AgreementData(
        side="municipality", words="Ringer til kommunen", due_on=today - timedelta(days=3)
    )
    office.run(t("Promise"), lambda work: plans.add_agreement(work, case_id, promise))
    window.frame.go(Place("overview", case_id))
    window.settle()
    page = next(one for one in window.frame.findChildren(CitizenPage) if one.presenter.case_id == case_id)
    state = page.presenter.state
    assert state is not None
    assert (render(state.deadline_words), render(state.deadline_day)) == (
        "Vores løfte: Ringer til kommunen", "3 dage over",
    )  # fmt: skip
    assert state.overdue
    assert page._deadline_day.isVisible()  # noqa: SLF001 - the day in the head


def _rename(opened: Case, name: str) -> None:
    opened.do(lambda work: setattr(work.get(Citizen, opened.citizen_id), "name", name))
