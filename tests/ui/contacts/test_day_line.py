"""What a talk on the day typed does, said below the day: booked, moved, or agreed at the end of another talk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from caseworker.base.clock import at
from caseworker.base.text import Text, render
from caseworker.people.model import CaseEvent, GroupPeriod
from caseworker.store.work import Work
from tests.making import make_citizen
from tests.ui.contacts.case import SOON, Case
from tests.ui.contacts.window import Window
from tests.ui.recording import Recorder
from ui.contacts.day_asking import DayAsking, Question, question_of
from ui.contacts.day_line import DayLine
from ui.contacts.fields import MomentField
from ui.kit import Label, say
from ui.ports import Desk, InlineTasks

TODAY = date(2026, 11, 24)


@pytest.fixture
def ready(case: Case) -> Case:
    """Make the citizen job-ready since yesterday: the first talk is due on Monday 30 November."""

    def act(work: Work) -> None:
        group = work.first(GroupPeriod, GroupPeriod.case_id == case.case_id)
        event = work.first(CaseEvent, CaseEvent.case_id == case.case_id, CaseEvent.kind == "first_contact")
        assert group is not None
        assert event is not None
        group.code, group.from_on, event.on = "lab-2", date(2026, 11, 23), date(2026, 11, 23)

    case.do(act)
    return case


def line(window: Window) -> str:
    (one,) = window.panel.findChildren(DayLine)
    assert one.isVisible()
    return one.text()


def remark(window: Window) -> str:
    return say(window.panel.form.field("at").remark() or "")


def write_day(window: Window, day: str, time: str = "") -> None:
    field = window.panel.form.field("at")
    assert isinstance(field, MomentField)
    window.user.write(field.day, day)
    if time:
        window.user.write(field.time, time)
    window.settle()


def test_the_suggestion_stands_only_by_its_day(ready: Case, window: Window) -> None:
    del ready
    window.go("contacts")
    window.user.click(window.button("Book a talk"))
    suggested = line(window)
    assert suggested.startswith("Suggested day: serves “First job talk”")
    high = window.panel.height()
    write_day(window, "29/12")
    assert line(window).startswith("After the deadline: “First job talk” is due Monday 30 November.")
    window.qtbot.wait(20)
    write_day(window, "30/11")
    assert line(window).startswith("Serves “First job talk”")
    assert window.panel.height() - high <= 2 * 40  # the row with the draft came, nothing else
    write_day(window, "")
    assert line(window) == ""
    write_day(window, "25/11")
    assert line(window) == suggested


def test_another_kind_of_talk_on_the_suggested_day_is_not_said_to_serve(ready: Case, window: Window) -> None:
    del ready
    window.go("contacts")
    window.user.click(window.button("Book a talk"))
    channel = window.panel.form.field("channel")
    channel.set_value("phone")
    channel.changed.emit()
    window.settle()
    assert "First job talk" not in line(window)


def test_moving_a_talk_says_what_comes_late(ready: Case, window: Window) -> None:
    ready.book(at(date(2026, 11, 26), 13), kind="first")
    window.go("contacts")
    window.user.click(window.button("Move", window.list.next_card))
    assert line(window).startswith("Serves “First job talk”")
    write_day(window, "29/12")
    assert line(window).startswith("After the deadline: “First job talk” is due Monday 30 November.")


def test_a_time_inside_another_talk_is_said_and_saved(window: Window) -> None:
    _, other = make_citizen(window.case.office, "Mona Friis")
    window.case.book(at(SOON, 10), case_id=other)
    window.go("contacts")
    window.user.click(window.button("Book a talk"))
    write_day(window, "2/12", "10.15")
    words = "You have a talk at 10:00-10:45 with Mona Friis already."
    assert remark(window) == words
    labels = window.panel.form.block("at").findChildren(Label)
    assert any(one.isVisible() and one.text() == words for one in labels)
    write_day(window, "2/12", "10.45")
    assert remark(window) == ""
    write_day(window, "5/12", "10.15")
    assert remark(window) == "It is a Saturday."
    write_day(window, "2/12", "10.15")
    window.user.click(window.panel.save_button)
    window.settle()
    assert [row.at for row in window.case.talks()] == [at(SOON, 10, 15)]


def test_the_talk_that_is_moved_is_not_in_its_own_way(window: Window) -> None:
    window.case.book(at(SOON, 13))
    window.go("contacts")
    window.user.click(window.button("Move", window.list.next_card))
    write_day(window, "2/12", "13.15")
    assert remark(window) == ""


def test_a_citizen_who_sees_the_screen_reads_no_name(window: Window) -> None:
    _, other = make_citizen(window.case.office, "Mona Friis")
    window.case.book(at(SOON, 10), case_id=other)
    window.go("contacts")
    window.frame.switch_citizen_view()
    window.settle()
    window.user.click(window.button("Book a talk"))
    write_day(window, "2/12", "10.15")
    assert remark(window) == "You have a talk at 10:00-10:45 already."


def test_the_next_talk_of_a_talk_says_it_too(ready: Case, window: Window) -> None:
    _, other = make_citizen(ready.office, "Mona Friis")
    ready.book(at(SOON, 10), case_id=other)
    ready.was(date(2026, 11, 23), kind="first")
    window.go("talk", field="start")
    foot = window.talk.foot
    suggested = foot.said()
    assert suggested.startswith("Suggested day: serves ")
    window.user.write(foot.next_at.day, "20/9-2027")
    window.settle()
    words = "“Four job talks in 6 months” is not met by Fri 21 May 2027 and counts against the share"
    assert foot.said() == words
    window.user.write(foot.next_at.day, "2/12")
    window.user.write(foot.next_at.time, "10.15")
    window.settle()
    assert foot.error() == "You have a talk at 10:00-10:45 with Mona Friis already."
    window.user.write(foot.next_at.time, "11")
    window.settle()
    assert foot.error() == ""


def test_the_first_talk_held_now_is_not_called_for_again(ready: Case, window: Window) -> None:
    del ready
    window.go("talk", field="start")
    foot = window.talk.foot
    window.user.write(foot.next_at.day, "29/12")
    window.settle()
    assert "First job talk" not in foot.said()


def test_a_public_holiday_begins_with_a_capital() -> None:
    field = MomentField(lambda: TODAY)
    field.set_value("2026-12-25T10:00")
    said = field.remark()
    assert isinstance(said, Text)
    assert render(said, "da") == "Det er helligdag fredag 25. december."


class Slow(InlineTasks):
    """Holds work back until it is let go."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def store(self, work: Any, then: Any, failed: Any) -> None:
        self.waiting.append(lambda: InlineTasks.store(self, work, then, failed))

    def go(self) -> None:
        held, self.waiting = self.waiting, []
        for one in held:
            one()


def ask_on(day: date) -> Question:
    asked = question_of(day, None, TODAY, kind="first")
    assert asked is not None
    return asked


def test_only_the_newest_question_is_answered(ready: Case, recorder: Recorder) -> None:
    slow = Slow()
    desk = Desk(ready.office, slow, recorder, recorder, "en")
    asking, told = DayAsking(desk, ready.case_id), []
    asking.on_changed = lambda: told.append(asking.told())
    for day in (date(2026, 11, 26), date(2026, 12, 10), date(2026, 12, 29)):
        asking.ask(ask_on(day))
        assert asking.told() is None
    assert len(slow.waiting) == 1
    slow.go()
    slow.go()
    assert slow.waiting == []
    said = asking.told()
    assert said is not None
    assert said.effect == "overdue"
    asking.ask(None)
    assert asking.told() is None
    assert asking.taken() is None


def test_what_is_over_or_far_off_is_not_asked_about() -> None:
    assert question_of(None, None, TODAY, kind="first") is None
    assert question_of(date(2026, 11, 23), None, TODAY, kind="first") is None
    assert question_of(date(2036, 11, 23), None, TODAY, kind="first") is None
    assert question_of(TODAY, None, TODAY, kind="first") is not None
