"""The open form of a version follows the plan: put in force, or no longer so, while somebody writes in it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseworker.plan import service
from tests.ui.interactions import Interactions
from tests.ui.plan.conftest import MADE, Room, undo
from tests.ui.plan.test_plan_undone_words import forms, press, stands, write
from tests.ui.plan.window import Opening


@pytest.mark.parametrize("reason", ["", "Banken har svaret"])
def test_the_form_of_a_new_version_puts_the_plan_in_force_when_the_first_is_undone(
    open_page: Opening, room: Room, user: Interactions, reason: str
) -> None:
    room.plan()
    data = replace(room.goal("Gæld kortlagt"), sign="Et brev fra banken")
    room.run(lambda work: service.change_goal(work, data.id, data))
    page = open_page()
    page.open_form("plan_version")
    if reason:
        write(page, user, {"reason": reason})
    undo(room)
    undo(room)
    assert page.panel is not None
    assert page.panel.save.text() == "Put the plan in force"
    assert page.panel.form.block("reason").words() == "Anything to note?"
    assert "No version of the plan is in force any more." in page.panel.banner.text()
    stands(page, {"reason": reason})
    press(page, user)
    version = room.view().version
    assert version is not None
    assert (room.view().status, version.reason) == ("active", reason)
    assert forms(room) == []


def test_the_form_that_puts_a_plan_in_force_agrees_on_the_next_when_that_is_done_meanwhile(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    plan_id = room.plan(active=False)
    page = open_page()
    page.open_form("plan_version")
    write(page, user, {"reason": "Banken har svaret"})
    room.run(lambda work: service.activate(work, plan_id, MADE))
    assert page.panel is not None
    assert page.panel.save.text() == "Agree on a new version"
    assert not page.panel.save.isEnabled(), "nothing has changed since"
    stands(page, {"reason": "Banken har svaret"})
