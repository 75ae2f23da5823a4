"""A desk on a real store with recorders, without Qt: what the tests of these pages begin with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from caseworker.base import paths
from caseworker.base.clock import FixedClock, at
from caseworker.base.text import t
from caseworker.contacts import service as contacts
from caseworker.contacts.service import BookingData
from caseworker.journal.service import NoteData, write_note
from caseworker.office import Office
from caseworker.plan import service as plans
from caseworker.plan.content import GoalData, MadeWith
from caseworker.store.work import Work
from tests.making import make_citizen, make_office
from tests.ui.recording import Recorder
from ui.ports import Desk, InlineTasks

TODAY = date(2026, 11, 24)


@dataclass
class Case:
    """One citizen with a case, and short ways to work on it."""

    office: Office
    citizen_id: str
    case_id: str

    def run(self, act: Callable[[Work], Any]) -> Any:
        return self.office.run(t("Save talk"), act)

    def note(self, facts: str = "Der skete noget.", title: str = "Telefonnotat", **values: Any) -> str:
        data = NoteData(case_id=self.case_id, title=title, facts=facts, **values)
        return str(self.run(lambda work: write_note(work, data)))

    def book(self, when: datetime | None = None, **values: Any) -> str:
        data = BookingData(
            case_id=self.case_id, kind="follow_up", at=when or at(date(2026, 12, 3), 10), purpose="Planen",
            **values,
        )  # fmt: skip
        return str(self.run(lambda work: contacts.book(work, data)))

    def draft_plan(self) -> str:
        """Make a plan that is not agreed yet."""

        def act(work: Work) -> str:
            plan_id = plans.ensure_plan(work, self.case_id)
            plans.set_end_goal(work, plan_id, "job", "Fast arbejde på lageret", date(2027, 8, 9))
            plans.add_goal(work, plan_id, GoalData(words="8 timer om ugen", due_on=date(2026, 12, 15)))
            return plan_id

        return str(self.run(act))

    def change_plan(self, words: str) -> None:
        """Change what a draft of the plan says."""

        def act(work: Work) -> None:
            plans.set_words(work, plans.ensure_plan(work, self.case_id), "own_words", words)

        self.run(act)


MADE_WITH = MadeWith(on=TODAY, where="Job og Uddannelse", how="Sagt ja ved samtalen")


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the settings of the machine in a folder of the test."""
    folder = tmp_path / "config"
    monkeypatch.setattr(paths, "config_dir", lambda: folder)
    return folder


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    office = make_office(tmp_path / "store", clock)
    yield office
    office.close()


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
def desk(office: Office, recorder: Recorder, config: Path) -> Desk:
    del config
    return Desk(office, InlineTasks(), recorder, recorder, language="en")


@pytest.fixture
def case(office: Office) -> Case:
    return Case(office, *make_citizen(office))
