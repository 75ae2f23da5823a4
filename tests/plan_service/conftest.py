"""An open office with a citizen, shared by the tests of a file where they only read what they made themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from caseworker.base.clock import FixedClock
from caseworker.base.text import t
from caseworker.office import Office
from caseworker.plan import queries, service
from caseworker.plan.content import ActivityData, GoalData, MadeWith
from caseworker.plan.facts import Slot
from caseworker.plan.view import PlanView
from caseworker.store.work import Work
from tests.making import made_with, make_citizen

TODAY = date(2026, 11, 24)
WITH_JONAS = MadeWith(on=TODAY, where="Job og Uddannelse", how="Sagt ja ved samtalen")


@dataclass
class Desk:
    """The office with the citizen whose plan is worked on."""

    office: Office
    citizen_id: str
    case_id: str

    def run(self, act: Callable[[Work], Any], name: str = "Change") -> Any:
        return self.office.run(t("Save {what}", what=name), act)

    def plan_id(self) -> str:
        return self.run(lambda work: service.ensure_plan(work, self.case_id))

    def view(self, day: date = TODAY) -> PlanView:
        with self.office.read() as session:
            view = queries.plan_view(session, self.case_id, day)
        assert view is not None
        return view

    def full_plan(self) -> str:
        """Make a plan that can be put in force: end goal, two interim goals, three activities in three tracks."""
        plan_id = self.plan_id()

        def act(work: Work) -> None:
            service.set_end_goal(
                work, plan_id, "education", "Begynde på grundforløb som mekaniker", date(2027, 8, 9)
            )
            service.set_words(work, plan_id, "own_words", "Jeg vil gerne kunne sige, at jeg er mekaniker.")
            three_days = service.add_goal(
                work,
                plan_id,
                GoalData(words="Møder 3 dage om ugen", sign="Tre uger i træk", due_on=date(2026, 12, 1)),
            )
            debt = service.add_goal(work, plan_id, GoalData(words="Gæld kortlagt", due_on=date(2026, 12, 15)))
            for track, title, goal in (
                ("employment", "Praktik hos Vestervang Auto", three_days),
                ("social", "Bostøtte, budget og breve", debt),
                ("treatment", "Samtaler på rusmiddelcentret", three_days),
            ):
                service.add_activity(
                    work, plan_id,
                    ActivityData(
                        track=track, title=title, contribution="Så du kan komme op og afsted", goal_ids=(goal,),
                        from_on=date(2026, 11, 9), to_on=date(2027, 2, 26), decides="Karen Holm",
                        carries_out="Hans Vester", follows_up="Karen Holm",
                        slots=(Slot(weekday=len(title) % 5, start=time(9), end=time(12)),),
                    ),
                )  # fmt: skip

        self.run(act, "plan")
        return plan_id

    def active_plan(self) -> str:
        plan_id = self.full_plan()
        self.run(lambda work: service.activate(work, plan_id, WITH_JONAS))
        return plan_id


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    office, (citizen_id, case_id) = made_with(tmp_path / "store", clock, make_citizen)
    yield Desk(office, citizen_id, case_id)
    office.close()
