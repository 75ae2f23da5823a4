"""A desk on a real store with a citizen, and a plan to work on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from caseworker.base.clock import FixedClock
from caseworker.base.errors import CaseworkerError
from caseworker.base.text import render, t
from caseworker.office import Office
from caseworker.plan import queries, service
from caseworker.plan.content import ActivityData, AgreementData, GoalData, MadeWith
from caseworker.plan.facts import Slot
from caseworker.plan.view import PlanView
from caseworker.store.work import Work
from tests.making import made_with, make_citizen
from tests.ui.recording import Recorder
from ui.plan.presenter import PlanPresenter
from ui.ports import Desk, InlineTasks

TODAY = date(2026, 11, 24)
MADE = MadeWith(on=TODAY, where="Job og Uddannelse", how="Aftalt i samtalen")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Pass over what the offscreen platform says of itself: it has no window manager to tell sizes to."""
    if item.config.pluginmanager.hasplugin("pytest-qt"):  # the presenters' tests also run without it
        item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@dataclass
class Room:
    """An open office with one citizen, and short ways to act and to read."""

    office: Office
    citizen_id: str
    case_id: str
    desk: Desk
    recorder: Recorder

    def run(self, act: Callable[[Work], Any]) -> Any:
        """Run one act."""
        return self.office.run(t("Save {what}", what="test"), act)

    def view(self) -> PlanView:
        """Read the plan from the store."""
        with self.office.read() as session:
            view = queries.plan_view(session, self.case_id, TODAY)
        assert view is not None
        return view

    def activity(self, title: str) -> Any:
        """Read an effort of the plan by its name."""
        return next(a for a in self.view().activities if a.title == title)

    def goal(self, words: str) -> Any:
        """Read an interim goal of the plan by its words."""
        return next(g for g in self.view().goals if g.words == words)

    def plan(self, *, active: bool = True) -> str:
        """Make a plan with four efforts in four tracks; two of them clash on Tuesdays."""
        plan_id = self.run(lambda work: service.ensure_plan(work, self.case_id))

        def act(work: Work) -> None:
            service.set_end_goal(work, plan_id, "education", "Grundforløb som mekaniker", date(2027, 8, 9))
            service.set_words(work, plan_id, "own_words", "Jeg vil være mekaniker.")
            debt, hours = (
                service.add_goal(
                    work, plan_id, GoalData(words=words, sign="Det kan ses", due_on=day, follow_up_on=day)
                )
                for words, day in (("Gæld kortlagt", date(2026, 12, 14)), ("8 t/uge", date(2027, 1, 29)))
            )
            work.flush()
            for track, title, goal, days, slots in (
                ("employment", "Praktik", hours, (date(2026, 11, 9), date(2027, 2, 12)), ((0, 9, 12),)),
                ("education", "FVU dansk", hours, (date(2026, 10, 20), date(2026, 12, 18)), ((1, 9, 11),)),
                ("social", "Bostøtte", debt, (date(2026, 10, 5), None), ((3, 13, 15),)),
                (
                    "treatment",
                    "Rusmiddelcenter",
                    debt,
                    (date(2026, 10, 14), date(2027, 1, 26)),
                    ((1, 10, 12),),
                ),
            ):
                service.add_activity(
                    work, plan_id,
                    ActivityData(
                        track=track, title=title, contribution="Så du kan komme op og afsted", goal_ids=(goal,),
                        from_on=days[0], to_on=days[1], decides="Karen Holm", carries_out="Hans Vester",
                        follows_up="Karen Holm",
                        slots=tuple(Slot(weekday=d, start=time(a), end=time(b)) for d, a, b in slots),
                    ),
                )  # fmt: skip

        self.run(act)
        if active:
            self.run(lambda work: service.activate(work, plan_id, MADE))
        return plan_id

    def agree(self, side: Any, words: str, due_on: date | None = None) -> str:
        """Make an agreement."""
        data = AgreementData(side=side, words=words, due_on=due_on, made_on=date(2026, 11, 16))
        return self.run(lambda work: service.add_agreement(work, self.case_id, data))


@pytest.fixture
def room(tmp_path: Path, clock: FixedClock) -> Iterator[Room]:
    """Open an office with Jonas, 22 years old."""
    office, (citizen_id, case_id) = made_with(tmp_path / "store", clock, make_citizen)
    recorder = Recorder()
    desk = Desk(office, InlineTasks(), recorder, recorder, "en")
    yield Room(office, citizen_id, case_id, desk, recorder)
    office.close()


@pytest.fixture
def presenter(room: Room) -> PlanPresenter:
    """Read the citizen's plan, and hear of every change."""
    made = PlanPresenter(room.desk, room.case_id)
    room.office.subscribe(made.heard)
    made.reload()
    return made


def save(
    presenter: PlanPresenter, form: str, values: dict[str, Any], record_id: str = "", about: str = ""
) -> str:
    """Save a form and return the id of the record. Raises what the act raises."""
    made: list[str] = []
    failed: list[CaseworkerError] = []
    presenter.save(
        form, record_id or "a-new-record", values, is_new=not record_id, about=about, then=made.append,
        failed=failed.append,
    )  # fmt: skip
    if failed:
        raise failed[0]
    return made[0]


def undo(room: Room) -> str:
    """Undo the last act and return its name."""
    name = room.office.undo()
    assert name is not None
    return render(name, "en")


# The fixtures below need Qt, which the presenters' tests do without: it is asked for only when they are used.


@pytest.fixture(scope="module")
def dressed(qapp: Any) -> Iterator[None]:
    """Wear the light theme and speak English."""
    from tests.ui.plan.window import dressed_in_english

    with dressed_in_english(qapp):
        yield


@pytest.fixture
def open_page(room: Room, qtbot: Any, dressed: None) -> Any:  # noqa: ARG001 - the page is dressed
    """Open the page at a place."""
    from tests.ui.plan.window import opening

    return opening(room, qtbot)


@pytest.fixture
def user(qtbot: Any, qapp: Any) -> Any:
    """Sit in front of the page."""
    from tests.ui.interactions import Interactions

    return Interactions(qtbot, qapp.processEvents)
