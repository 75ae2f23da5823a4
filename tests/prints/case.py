"""A citizen with a plan and talks to print, and what a print says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from caseworker.base.clock import FixedClock, at
from caseworker.base.text import t
from caseworker.contacts import service as contacts
from caseworker.contacts.service import BookingData
from caseworker.office import Office
from caseworker.people import staff
from caseworker.plan import service as plans
from caseworker.plan.content import ActivityData, GoalData, MadeWith
from caseworker.plan.facts import Slot
from caseworker.prints.collect import Made, print_plan, print_summons
from caseworker.store.work import Work
from tests.making import made_with, make_citizen
from tests.prints.reader import TaggedPdf

TODAY = date(2026, 11, 24)
MADE_WITH = MadeWith(on=TODAY, where="Job og Uddannelse", how="Sagt ja ved samtalen")


@dataclass
class Case:
    """An open office with Jonas, whose plan and talks are printed."""

    office: Office
    clock: FixedClock
    citizen_id: str
    case_id: str

    def run(self, act: Callable[[Work], Any]) -> Any:
        return self.office.run(t("Save talk"), act)

    def plan(self, language: str = "en", **options: Any) -> Made:
        with self.office.read() as session:
            return print_plan(session, self.case_id, self.clock, language=language, **options)

    def summons(self, talk_id: str = "", case_id: str = "") -> Made:
        with self.office.read() as session:
            return print_summons(session, case_id or self.case_id, self.clock, language="en", talk_id=talk_id)

    def make_plan(self) -> tuple[str, str, ActivityData]:
        """Put a plan with one goal and one activity in force; return the plan, the activity and what it says."""

        def act(work: Work) -> tuple[str, str, ActivityData]:
            plan_id = plans.ensure_plan(work, self.case_id)
            plans.set_end_goal(work, plan_id, "education", "Blive mekaniker", date(2027, 8, 9))
            plans.set_words(work, plan_id, "own_words", "Jeg vil være mekaniker.")
            goal = plans.add_goal(
                work,
                plan_id,
                GoalData(words="Møder 3 dage om ugen", sign="Tre uger", due_on=date(2026, 12, 1)),
            )
            data = ActivityData(
                track="employment", title="Praktik hos Vestervang", goal_ids=(goal,),
                contribution="Så du prøver faget", decides="Karen Holm", carries_out="Hans",
                follows_up="Karen Holm", from_on=date(2026, 11, 9), to_on=date(2027, 2, 26),
                slots=(Slot(weekday=0, start=time(9), end=time(12)),),
            )  # fmt: skip
            return plan_id, plans.add_activity(work, plan_id, data), data

        found: tuple[str, str, ActivityData] = self.run(act)
        self.run(lambda work: plans.activate(work, found[0], MADE_WITH))
        return found

    def book(self, when: datetime | None = None, **values: Any) -> str:
        moment = when or at(date(2026, 12, 3), 10)
        data = {"case_id": self.case_id, "kind": "follow_up", "at": moment, "purpose": "Din plan"}
        return str(self.run(lambda work: contacts.book(work, BookingData(**(data | values)))))

    def unit(self, **values: str) -> None:
        def act(work: Work) -> None:
            staff.put_setting(work, "unit", staff.setting(work.session, "unit") | values)

        self.run(act)


@pytest.fixture
def case(tmp_path: Path, clock: FixedClock) -> Iterator[Case]:
    office, (citizen_id, case_id) = made_with(tmp_path / "store", clock, make_citizen)
    yield Case(office, clock, citizen_id, case_id)
    office.close()


def words(made: Made) -> str:
    read = TaggedPdf(made.pdf)
    assert read.faults == []
    return read.root.text()
