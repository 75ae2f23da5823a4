"""What the frame says of the rules in force."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from pathlib import Path

from caseworker.base.clock import FixedClock
from caseworker.base.text import render, t
from caseworker.deadlines import switches
from tests.making import make_office
from tests.ui.recording import Recorder
from ui.ports import Desk, InlineTasks
from ui.shell.frame_presenter import FramePresenter


def test_a_rule_set_is_named_only_while_its_area_is_on(clock: FixedClock, tmp_path: Path) -> None:
    with closing(make_office(tmp_path / "store", clock)) as office:
        recorder = Recorder()
        presenter = FramePresenter(Desk(office, InlineTasks(), recorder, recorder, language="en"))

        def status() -> str:
            presenter.reload()
            return render(presenter.state.status, "en")

        assert status().startswith("Rules in force: LAB ")
        today = clock.today()
        office.run(t("Rules"), lambda work: switches.switch_area(work, "lab", today, on=False))
        assert status() == ""
        tomorrow = today + timedelta(days=1)
        office.run(t("Rules"), lambda work: switches.switch_area(work, "lab", tomorrow, on=True))
        assert status() == ""
        clock.advance(days=1)
        assert status().startswith("Rules in force: LAB ")
