"""A file of rules is looked through before it is taken in: what it changes, and what is wrong in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pytest

from caseworker.base.text import Text
from caseworker.casework.pack_changes import Preview, changes_under
from caseworker.deadlines import queries as deadlines
from caseworker.deadlines.packs import Packs
from caseworker.office import Office
from caseworker.store.reading import Reading
from tests.deadlines.test_pack_intake import GOOD
from tests.making import make_citizen
from tests.ui.journal.around import TODAY
from ui.ports import Desk, Failed, InlineTasks, ProgressNote
from ui.settings import packs_presenter
from ui.settings.packs_presenter import IntakeState, PackIntakePresenter
from ui.settings.presenter import SettingsPresenter

T = TypeVar("T")
OURS = GOOD.replace("2026-11-20", "2026-10-05").replace("2026-11-25", "2026-10-10").encode()


@pytest.fixture
def intake(desk: Desk) -> PackIntakePresenter:
    return PackIntakePresenter(desk)


def test_a_pack_is_taken_in_after_what_it_changes_was_seen(
    shown: SettingsPresenter, intake: PackIntakePresenter, desk: Desk, tmp_path: Path
) -> None:
    make_citizen(desk.office, group="lab-2", visited_as="job_ready")
    (tmp_path / "vores.toml").write_bytes(OURS)
    intake.open_file(tmp_path / "vores.toml")
    state = intake.state
    assert state.ready
    assert state.preview is not None
    assert {change.rule for change in state.preview.changes} == {"U-1"}
    assert intake.titles()["U-1"]
    assert not any(pack.own for pack in shown.state.packs)
    intake.take_in()
    assert intake.state == IntakeState()
    assert [pack.id for pack in shown.state.packs if pack.own] == ["ours"]
    assert "U-1" in _rules(desk.office)
    intake.drop("ours")
    assert "U-1" not in _rules(desk.office)
    desk.office.undo()
    assert "U-1" in _rules(desk.office)
    desk.office.undo()
    assert "U-1" not in _rules(desk.office)


def test_a_later_first_day_changes_what_is_shown(
    intake: PackIntakePresenter, desk: Desk, tmp_path: Path
) -> None:
    make_citizen(desk.office, group="lab-2", visited_as="job_ready")
    (tmp_path / "vores.toml").write_bytes(OURS)
    intake.open_file(tmp_path / "vores.toml")
    intake.set_day(TODAY)
    assert intake.state.ready
    assert intake.state.from_on == TODAY
    assert intake.state.preview is not None
    assert intake.state.preview.changes == ()


class Waiting(InlineTasks):
    """Keeps what is to run beside the window until it is let go."""

    def __init__(self) -> None:
        self.waits: list[Callable[[], None]] = []

    def pool(
        self, title: Text, work: Callable[[ProgressNote], T], then: Callable[[T], None], failed: Failed
    ) -> None:
        self.waits.append(lambda: InlineTasks.pool(self, title, work, then, failed))


def test_a_file_is_not_shown_with_the_fault_of_the_one_before(desk: Desk, tmp_path: Path) -> None:
    tasks = Waiting()
    intake = PackIntakePresenter(replace(desk, tasks=tasks))
    (tmp_path / "fejl.toml").write_bytes(OURS.replace(b"confirmed", b"sure", 1))
    (tmp_path / "vores.toml").write_bytes(OURS)
    intake.open_file(tmp_path / "fejl.toml")
    tasks.waits.pop()()
    assert intake.state.look is not None
    assert not intake.state.ready
    intake.open_file(tmp_path / "vores.toml")
    assert intake.state == IntakeState("vores.toml", busy=True)
    tasks.waits.pop()()
    assert intake.state.ready
    intake.set_day(TODAY)
    assert intake.state.ready, "the same file on another day stays in sight"


def test_what_comes_back_for_a_file_that_is_gone_is_not_shown(desk: Desk, tmp_path: Path) -> None:
    tasks = Waiting()
    intake = PackIntakePresenter(replace(desk, tasks=tasks))
    (tmp_path / "vores.toml").write_bytes(OURS)
    intake.open_file(tmp_path / "fejl.toml")  # there is none
    intake.open_file(tmp_path / "vores.toml")
    first, second = tasks.waits
    first()
    assert intake.state == IntakeState("vores.toml", busy=True)
    intake.put_away()
    second()
    assert intake.state == IntakeState()


def test_a_pack_of_a_coming_day_is_seen_on_that_day(
    intake: PackIntakePresenter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    days: list[date] = []

    def seen_on(session: Reading, now: Packs, then: Packs, day: date, *rest: Any) -> Preview:
        days.append(day)
        return changes_under(session, now, then, day, *rest)

    monkeypatch.setattr(packs_presenter, "changes_under", seen_on)
    later = OURS.split(b"[[case]]")[0].replace(b"2026-01-01", b"2027-01-01")
    (tmp_path / "vores.toml").write_bytes(later)
    intake.open_file(tmp_path / "vores.toml")
    assert intake.state.preview is not None
    intake.set_day(date(2027, 2, 1))
    (tmp_path / "nu.toml").write_bytes(OURS)
    intake.open_file(tmp_path / "nu.toml")
    assert days == [TODAY, date(2027, 1, 1), TODAY, date(2027, 2, 1), TODAY]


@pytest.mark.parametrize(
    ("old", "new"), [(b'id = "U-1"', b'id = "G20-01"'), (b"confirmed", b"sure"), (b"[[rule]]", b"[[rule]")]
)
def test_a_faulty_pack_is_not_taken_in(
    intake: PackIntakePresenter, desk: Desk, tmp_path: Path, old: bytes, new: bytes
) -> None:
    assert old in OURS
    (tmp_path / "fejl.toml").write_bytes(OURS.replace(old, new, 1))
    intake.open_file(tmp_path / "fejl.toml")
    look = intake.state.look
    assert look is not None
    assert not intake.state.ready
    assert any(one.level == "error" for one in look.checked.findings)
    before = desk.office.undoable()
    intake.take_in()
    assert desk.office.undoable() == before


def test_a_file_that_is_not_there_is_said(intake: PackIntakePresenter, tmp_path: Path) -> None:
    intake.open_file(tmp_path / "ikke-her.toml")
    assert intake.state.problem is not None
    assert not intake.state.busy


def _rules(office: Office) -> set[str]:
    with office.read() as session:
        return {line.rule for line in deadlines.stored_lines(session, TODAY)}
