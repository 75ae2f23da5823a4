"""A talk on a day or at a time when offices are closed: said quietly at the field, and saved all the same."""

from __future__ import annotations

import pytest

from caseworker.base.clock import at
from tests.ui.contacts.case import SOON
from tests.ui.contacts.window import Window
from ui.kit import say


@pytest.mark.parametrize(
    ("moment", "remark"),
    [
        ("2026-12-02T13:00", ""),
        ("2026-12-05T10:00", "It is a Saturday."),
        ("2026-12-06T10:00", "It is a Sunday."),
        ("2026-12-25T10:00", "Friday 25 December is a public holiday."),
        ("2026-12-24T10:00", "Public offices are closed on Thursday 24 December."),
        ("2026-12-02T02:00", "02:00 is outside usual hours."),
        ("2026-12-05T20:00", "It is a Saturday. 20:00 is outside usual hours."),
    ],
)
def test_a_booking_says_what_is_unusual(window: Window, moment: str, remark: str) -> None:
    window.go("contacts")
    window.user.click(window.button("Book a talk"))
    field = window.panel.form.field("at")
    field.set_value(moment)
    field.changed.emit()
    assert say(field.remark() or "") == remark
    assert window.panel.form.errors() == {}


def test_an_unusual_day_is_said_and_saved(window: Window) -> None:
    talk_id = window.case.book(at(SOON, 13))
    window.go("contacts")
    window.user.click(window.button("Move", window.list.next_card))
    window.user.write(window.panel.form.field("at").day, "5/12")  # type: ignore[attr-defined]
    block = window.panel.form.block("at")
    assert any(one.isVisible() and "Saturday" in one.text() for one in block.findChildren(type(block.label)))
    window.user.click(window.panel.save_button)
    assert window.case.talk(talk_id).at.day == 5


def test_the_next_talk_of_a_talk_says_it_too(window: Window) -> None:
    window.go("talk", field="start")
    foot = window.talk.foot
    window.user.write(foot.next_at.day, "5/12")
    window.user.write(foot.next_at.time, "2")
    assert foot.error() == "It is a Saturday. 02:00 is outside usual hours."
    window.user.write(foot.next_at.day, "4/12")
    window.user.write(foot.next_at.time, "10")
    assert foot.error() == ""
