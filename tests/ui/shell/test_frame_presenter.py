"""What the frame says of the rules in force."""

from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from caseworker.base.clock import FixedClock
from caseworker.base.ids import new_id
from caseworker.base.text import Text, render, t
from caseworker.deadlines import switches
from caseworker.people.model import Citizen
from tests.making import make_citizen, make_office
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


def test_undo_tells_namesakes_apart(clock: FixedClock, tmp_path: Path) -> None:
    with closing(make_office(tmp_path / "store", clock)) as office:
        recorder = Recorder()
        presenter = FramePresenter(Desk(office, InlineTasks(), recorder, recorder, language="da"))
        citizen_id, _case = make_citizen(office, "Hans Jensen", born=date(1990, 1, 1))
        make_citizen(office, "Hans Jensen", born=date(1970, 1, 1))

        def said(name: Text) -> str:
            office.run(name, lambda work: setattr(work.get(Citizen, citizen_id), "phone", new_id()))
            presenter.reload()
            return render(presenter.state.undo, "da")

        assert "(Hans Jensen, 36 år)" in said(t("Note"))
        assert said(t("New citizen {name}", name="Hans Jensen")).count("Hans Jensen, 36 år") == 1
        undone = presenter.take_back().undone
        assert undone is not None
        assert "Hans Jensen, 36 år" in render(undone, "da")
