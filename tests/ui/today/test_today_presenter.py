"""My day: what is shown of much, and one reading for many changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from caseworker.base.clock import FixedClock
from caseworker.base.place import Place
from caseworker.base.text import Text
from caseworker.office import Office
from tests.making import make_demo
from ui.ports import Desk, InlineTasks
from ui.shell.frame_presenter import FramePresenter
from ui.today.presenter import TodayPresenter


class Waiting(InlineTasks):
    """Keeps what is to run until it is told to, as a busy store thread does."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def store(self, work: Any, then: Any, failed: Any) -> None:
        del failed
        self.waiting.append(lambda: then(work()))

    def run_one(self) -> None:
        self.waiting.pop(0)()


class Silent:
    def go(self, place: Place) -> None: ...

    def back(self) -> None: ...

    def done(self, text: Text, *, undo: bool = False) -> None: ...

    def problem(self, text: Text) -> None:
        raise AssertionError(text.message)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    from datetime import date

    from caseworker.base.clock import at

    folder: Path = tmp_path_factory.mktemp("today") / "store"
    opened = make_demo(folder, FixedClock(at(date(2026, 11, 24), 9)))
    yield opened
    opened.close()


def test_a_few_lines_first_then_more(office: Office) -> None:
    presenter = TodayPresenter(Desk(office, InlineTasks(), Silent(), Silent()))
    assert not presenter.state.loaded
    presenter.reload()
    first = presenter.state
    assert first.loaded
    assert len(first.lines) == presenter.shown
    assert first.more > 0
    presenter.show_more()
    assert len(presenter.state.lines) == presenter.shown + first.more
    assert presenter.state.more == 0


def test_a_counter_filters_and_lets_go_again(office: Office) -> None:
    presenter = TodayPresenter(Desk(office, InlineTasks(), Silent(), Silent()))
    presenter.reload()
    every = presenter.state.lines
    presenter.choose("overdue")
    assert len(presenter.state.lines) == presenter.state.counts.overdue > 0
    assert all(line.alarm for line in presenter.state.lines)
    presenter.choose("overdue")
    assert presenter.state.lines == every


def test_many_changes_cost_two_readings(office: Office) -> None:
    tasks = Waiting()
    presenter = TodayPresenter(Desk(office, tasks, Silent(), Silent()))
    drawn: list[int] = []
    presenter.on_changed = lambda: drawn.append(1)
    for _ in range(10):
        presenter.reload()
    assert len(tasks.waiting) == 1
    tasks.run_one()
    assert (len(tasks.waiting), drawn) == (1, [])
    tasks.run_one()
    assert (tasks.waiting, drawn) == ([], [1])


def test_the_frame_counts_what_the_day_shows(office: Office) -> None:
    desk = Desk(office, InlineTasks(), Silent(), Silent())
    today, frame = TodayPresenter(desk), FramePresenter(desk)
    today.reload()
    frame.reload()
    assert frame.state.tasks == today.state.counts.total > 0
    assert frame.state.citizens == 40


def test_nothing_of_the_day_is_shown_while_a_citizen_sees_the_screen(office: Office) -> None:
    desk = Desk(office, InlineTasks(), Silent(), Silent(), citizen_view=True)
    presenter = TodayPresenter(desk)
    presenter.reload()
    state = presenter.state
    assert state.hidden
    assert not (state.lines or state.meetings or state.drafts or state.lead)
    desk.citizen_view = False
    presenter.reload()
    assert not presenter.state.hidden
    assert presenter.state.lines
