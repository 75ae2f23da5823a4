"""Deadlines worked out behind the window: what is left after a stop is told until it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from caseworker.base.clock import FixedClock
from caseworker.base.errors import StoreProblem
from caseworker.base.text import Text, t
from caseworker.deadlines.projection import Behind
from caseworker.people import staff
from caseworker.people.service import close_case
from tests.making import make_citizen, make_office
from tests.ui.recording import Recorder
from ui.ports import CancelledError, Desk, Failed, InlineTasks, ProgressNote
from ui.shell.dates import DatesKeeper
from ui.shell.frame_presenter import FrameState

T = TypeVar("T")


class Stopping(InlineTasks):
    """Stops what runs beside the window at its first step, as often as `faults` has something to stop it with."""

    def __init__(self) -> None:
        self.faults: list[CancelledError | StoreProblem] = []

    def pool(
        self, title: Text, work: Callable[[ProgressNote], T], then: Callable[[T], None], failed: Failed
    ) -> None:
        del title

        def note(_done: int, _of: int) -> None:
            if self.faults:
                raise self.faults.pop()

        self.store(lambda: work(note), then, failed)


@pytest.mark.parametrize(
    "fault", [CancelledError(t("Stopped.")), StoreProblem("disk_full", t("The disk is full."))]
)
def test_what_a_stop_leaves_is_told_until_it_is_done(
    tmp_path: Path, clock: FixedClock, fault: CancelledError | StoreProblem
) -> None:
    office = make_office(tmp_path / "store", clock)
    cases = [make_citizen(office)[1] for _ in range(3)]
    tasks, recorder = Stopping(), Recorder()
    desk = Desk(office, tasks, recorder, recorder)
    keeper = DatesKeeper(desk)
    drawn: list[Behind] = []
    keeper.on_changed = lambda: drawn.append(keeper.state)
    office.subscribe(keeper.heard)
    office.on_rules_changed = keeper.go_on
    tasks.faults = [fault]
    office.run(t("Rules"), lambda work: staff.put_setting(work, "deadlines", {"areas": ["lab"]}))
    assert (keeper.state, keeper.running) == (Behind(3, 3), False)
    assert drawn[-1] == keeper.state
    assert len(recorder.problems) == (0 if isinstance(fault, CancelledError) else 1)
    keeper.catch_up()  # as every minute: a stop holds
    assert keeper.state == Behind(3, 3)
    office.run(t("Close"), lambda work: close_case(work, cases[0], "job_ordinary", clock.today()))
    assert keeper.state == Behind(2, 2)
    DatesKeeper(replace(desk, tasks=InlineTasks())).catch_up()  # as when the program is opened again
    assert office.behind() == Behind(0, 2)
    office.close()


def test_going_on_after_a_stop_takes_the_words_away(tmp_path: Path, clock: FixedClock) -> None:
    office = make_office(tmp_path / "store", clock)
    make_citizen(office)
    tasks = Stopping()
    keeper = DatesKeeper(Desk(office, tasks, Recorder(), Recorder()))
    office.on_rules_changed = keeper.go_on
    tasks.faults = [CancelledError(t("Stopped."))]
    office.run(t("Rules"), lambda work: staff.put_setting(work, "deadlines", {"areas": ["lab"]}))
    assert office.behind() == keeper.state == Behind(1, 1)
    keeper.go_on()
    assert office.behind() == keeper.state == Behind(0, 1)
    office.close()


def test_no_number_of_citizens_is_shown_before_they_are_counted() -> None:
    assert FrameState().citizens is None
