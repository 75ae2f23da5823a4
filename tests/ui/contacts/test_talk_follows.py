"""What stands in the talk's form follows what happens elsewhere, and loses no typed word over it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from caseworker.base.clock import at
from tests.ui.contacts.case import SOON
from tests.ui.contacts.window import Window
from ui.kit.navigation import Tabs

_AGREED = "Agreed: Tuesday 15 December at 10:00"


def test_a_next_talk_that_is_undone_is_asked_for_again(window: Window) -> None:
    window.case.history()
    window.go("talk", field="start")
    window.user.write(window.talk.form.field("outcome"), "Afklaret")
    window.user.choose(window.talk.side.plan_chips, "Confirmed")
    window.user.write(window.talk.foot.next_at.day, "15/12")
    window.user.write(window.talk.foot.next_at.time, "10")
    window.user.click(window.talk.foot.save)
    window.go("talk", field="start")
    foot = window.talk.foot
    assert _said(window) == [_AGREED]
    assert not foot.next_at.isVisible()
    window.user.write(window.talk.form.field("facts"), "Ny samtale")
    window.frame.undo()
    window.settle()
    assert _said(window) == []
    assert foot.next_at.isVisible()
    suggested = window.talk.presenter.advice_for(window.talk.values())
    assert suggested is not None
    assert foot.next_at.value() == f"{suggested.suggestion.day.isoformat()}T10:00"
    assert window.talk.form.field("facts").value() == "Ny samtale"


def test_a_talk_agreed_elsewhere_is_not_booked_twice(window: Window) -> None:
    window.case.history()
    window.go("talk", field="start")
    foot = window.talk.foot
    assert foot.next_at.value() is not None
    window.case.book(at(SOON, 13))
    window.settle()
    assert _said(window) == ["Agreed: Wednesday 2 December at 13:00"]
    assert not foot.next_at.isVisible()
    assert window.talk.values()["next_at"] is None, "what is not seen is not saved"
    assert "next talk" not in " ".join(label.text() for label in window.talk.findChildren(QLabel))


def test_a_day_that_was_typed_stays_in_sight_beside_one_agreed_elsewhere(window: Window) -> None:
    window.case.history()
    window.go("talk", field="start")
    foot = window.talk.foot
    window.user.write(foot.next_at.day, "15/12")
    typed = foot.next_at.value()
    assert typed is not None
    window.case.book(at(SOON, 13))
    window.settle()
    assert _said(window) == ["Agreed: Wednesday 2 December at 13:00"]
    assert foot.next_at.isVisible()
    assert foot.next_at.value() == typed


def test_what_was_typed_under_correct_is_unfolded_when_the_draft_opens(window: Window) -> None:
    window.go("talk", field="start")
    view = window.talk
    window.user.click(window.button("Correct", view))
    window.user.write(view.form.field("participants"), "Per Lind (rusmiddelcenter)")
    window.reopen()
    window.go("talk", field="draft")
    form = window.talk.form
    assert form.field("participants").isVisible()
    assert form.field("participants").value() == "Per Lind (rusmiddelcenter)"
    assert form.field("facts").focus_target().hasFocus(), "writing goes on where it stopped"


def test_a_draft_with_nothing_under_correct_opens_folded(window: Window) -> None:
    window.go("talk", field="start")
    window.user.click(window.button("Correct", window.talk))
    window.user.write(window.talk.form.field("facts"), "Kun dette")
    window.reopen()
    window.go("talk", field="draft")
    assert not window.talk.form.field("participants").isVisible()


def test_what_was_typed_under_more_of_a_booking_is_unfolded_again(window: Window) -> None:
    window.go("contacts")
    window.user.click(window.button("Book a talk"))
    assert not window.panel.form.field("participants").isVisible()
    window.user.click(window.button("More: participants, duration, who asked"))
    window.user.write(window.panel.form.field("participants"), "Per Lind")
    window.reopen()
    window.go("contacts")
    assert window.panel.form.field("participants").isVisible()
    assert window.panel.form.field("participants").value() == "Per Lind"


def _said(window: Window) -> list[str]:
    """Return what the foot says is agreed."""
    labels = window.talk.foot.findChildren(QLabel)
    return [label.text() for label in labels if label.isVisible() and label.text().startswith("Agreed")]


def test_the_tab_leads_from_a_talk_back_to_the_list(window: Window) -> None:
    window.go("talk", window.case.book(), "start")
    window.user.write(window.talk.form.field("facts"), "Kom til tiden")
    tabs = window.citizen.findChild(Tabs)
    assert tabs is not None
    middle = tabs.tabRect(tabs.currentIndex()).center()
    window.qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=middle)
    window.settle()
    assert not window.room.in_meeting()
    assert [draft.values["facts"] for draft in window.case.office.store.drafts.all()] == ["Kom til tiden"]
