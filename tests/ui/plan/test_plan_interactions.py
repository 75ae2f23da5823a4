"""The plan's two budgets of ui.md section 5, counted in the real frame with its threads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caseworker.base.place import Place
from tests.ui.interactions import Interactions
from tests.ui.plan.conftest import Room
from ui.plan.page import PlanPage
from ui.plan.panel import FormPanel
from ui.shell.frame import Frame
from ui.shell.tasks import QtTasks

FIRST_PLAN, CHANGED_PLAN = 24, 6


class At:
    """The frame open on the plan of the citizen, and a user in front of it."""

    def __init__(self, room: Room, qtbot: QtBot) -> None:
        self.tasks = QtTasks()
        self.frame = Frame(room.office, self.tasks, "en")
        self.frame.resize(1366, 768)
        qtbot.addWidget(self.frame)
        with qtbot.waitExposed(self.frame):
            self.frame.show()
        self.frame.activateWindow()
        self.qtbot = qtbot
        self.frame.go(Place("plan", room.case_id))
        self.settle()
        self.user = Interactions(qtbot, self.settle)

    @property
    def page(self) -> PlanPage:
        found = self.frame.findChildren(PlanPage)
        assert len(found) == 1
        return found[0]

    @property
    def panel(self) -> FormPanel:
        assert self.page.panel is not None
        return self.page.panel

    def settle(self) -> None:
        """Wait until nothing is on its way and what came back is drawn."""
        for _ in range(3):
            self.tasks.settle()
            self.qtbot.waitUntil(lambda: self.tasks.idle)
            QApplication.processEvents()


@pytest.fixture
def at(room: Room, qtbot: QtBot, dressed: None) -> Iterator[At]:  # noqa: ARG001 - the frame is dressed
    made = At(room, qtbot)
    yield made
    made.frame.shut()
    made.tasks.close()


def test_a_first_plan_fits_its_budget(at: At, room: Room) -> None:
    user = at.user
    user.click(at.page.goal.start)
    form = at.panel.form
    user.choose(form.field("kind"), "An education")
    user.write(form.field("words"), "Begynde på grundforløb som mekaniker")
    user.write(form.field("due_on"), "9/8-27")
    user.write(form.field("own_words"), "Jeg vil gerne kunne sige, at jeg er mekaniker.")
    user.click(at.panel.save)

    # The form of the first interim goal is open by itself.
    steps = (
        ("Møder 3 dage om ugen", "1/12-26"),
        ("Gæld kortlagt", "14/12-26"),
        ("8 timer i praktik", "29/1-27"),
    )
    for number, (words, day) in enumerate(steps):
        form = at.panel.form
        user.write(form.field("words"), words)
        user.write(form.field("sign"), "Det kan ses i ugeskemaet")
        user.write(form.field("due_on"), day)
        user.write(form.field("follow_up_on"), day)
        user.click(at.panel.again if number < 2 else at.panel.save)

    user.click(at.page.course.new_activity)
    efforts = (
        ("virksomhedspraktik", "8 timer i praktik", "man, ons 9-12", "Vestervang Auto"),
        ("FVU", "Møder 3 dage om ugen", "tir 8.30-10.30", "VUC Nordby"),
        ("bostøtte", "Gæld kortlagt", "tor 13-15", "Mette Lund"),
        ("rusmiddel", "Møder 3 dage om ugen", "fre 10-11", "Per Sand"),
    )
    for number, (search, goal, times, whom) in enumerate(efforts):
        form = at.panel.form
        user.write_and_enter(form.field("type_code"), search)
        user.choose(form.field("goal_ids"), goal)
        user.write(form.field("from_on"), "7/12-26")
        user.write(form.field("to_on"), "26/2-27")
        user.write(form.field("slots"), times)
        user.write(form.field("with_whom"), whom)
        user.click(at.panel.again if number < 3 else at.panel.save)
    user.click(at.page.goal.agree)
    user.click(at.panel.save)

    view = room.view()
    assert view.status == "active"
    assert view.version is not None
    assert len(view.goals) == 3
    assert {a.track for a in view.activities} == {"employment", "education", "social", "treatment"}
    assert all(a.contribution and a.goal_ids and a.slots for a in view.activities)
    assert all(a.decides == a.follows_up == "Karen Holm" and a.carries_out for a in view.activities)
    assert user.count <= FIRST_PLAN, "\n".join(user.log)


def test_a_changed_plan_fits_its_budget(at: At, room: Room) -> None:
    room.plan()
    at.frame.go(Place("plan", room.case_id))
    at.settle()
    user = at.user
    effort = room.activity("Praktik")
    user.key(at.page.course.timeline.bar(effort.id), Qt.Key.Key_Right)
    user.click(at.page.course.timeline.bar(room.activity("FVU dansk").id))
    user.write(at.panel.form.field("slots"), "ons 9-11")
    user.click(at.panel.save)
    user.click(at.page.goal.agree)
    user.write(at.panel.form.field("reason"), "Praktikken begynder en uge senere")
    user.click(at.panel.save)

    view = room.view()
    assert view.version is not None
    assert view.version.number == 2
    assert view.change_count == 0
    assert room.activity("Praktik").from_on == date(2026, 11, 16)
    assert user.count <= CHANGED_PLAN, "\n".join(user.log)


def test_quick_moves_each_become_an_act(at: At, room: Room) -> None:
    room.plan()
    at.frame.go(Place("plan", room.case_id))
    at.settle()
    bar = at.page.course.timeline.bar(room.activity("Praktik").id)
    bar.setFocus()
    for _ in range(4):  # faster than the store answers
        at.qtbot.keyClick(bar, Qt.Key.Key_Right)
    at.settle()
    assert room.activity("Praktik").from_on == date(2026, 12, 7)
    for _ in range(4):
        at.frame.undo()
    at.settle()
    assert room.activity("Praktik").from_on == date(2026, 11, 9)
