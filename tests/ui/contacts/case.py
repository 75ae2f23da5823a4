"""A case with some history for the room of contacts: talks, a plan, promises, a wish, an absence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from caseworker.base.clock import FixedClock, at
from caseworker.base.text import t
from caseworker.contacts import queries, reaching, service
from caseworker.contacts.queries import TalkRow
from caseworker.contacts.service import BookingData, Participant, TalkResult
from caseworker.office import Office
from caseworker.people.model import CaseEvent
from caseworker.plan import agreements, goals
from caseworker.plan import service as plans
from caseworker.plan.activities import add_activity
from caseworker.plan.content import ActivityData, AgreementData, GoalData, MadeWith
from caseworker.store.work import Work

T = TypeVar("T")
TODAY = date(2026, 11, 24)
LAST, MISSED, SOON = date(2026, 11, 6), date(2026, 11, 20), date(2026, 12, 2)
BOOKED = at(TODAY, 8, 30)
PARTICIPANTS = (Participant("Per Lind", "rusmiddelcenter"), Participant("Mette Holst", "bostøtte"))


@dataclass
class Case:
    """An open office with one citizen, and short ways to act and to read."""

    office: Office
    clock: FixedClock
    citizen_id: str
    case_id: str

    def do(self, act: Callable[[Work], T]) -> T:
        """Run one act."""
        return self.office.run(t("Save {what}", what="test"), act)

    def read(self, query: Callable[..., T], *args: Any) -> T:
        """Run one query."""
        with self.office.read() as session:
            return query(session, *args)

    def talks(self) -> list[TalkRow]:
        """Return the talks of the case, the newest first."""
        return self.read(queries.talks_of, self.case_id)

    def talk(self, talk_id: str) -> TalkRow:
        """Return one talk."""
        found = self.read(queries.talk, talk_id)
        assert found is not None
        return found

    def book(self, when: datetime = BOOKED, **values: Any) -> str:
        """Book a talk, half an hour ago unless said, and return its id."""
        data = {"case_id": self.case_id, "kind": "joint", "at": when, "participants": PARTICIPANTS,
                "purpose": "Opfølgning på praktik", "place": "Jobcenter Nordby, lokale 3"}  # fmt: skip
        return self.do(lambda work: service.book(work, BookingData(**(data | values))))

    def was(self, day: date, attendance: str = "met", hour: int = 10, **values: Any) -> str:
        """Write down a talk that was, and return its id."""
        given: dict[str, Any] = {
            "kind": "follow_up",
            "purpose": "Opfølgning på planen",
            "outcome": "Praktik aftalt",
        }
        if attendance.startswith("absent"):
            given = {"kind": "follow_up", "absence_reason": "unknown"}
        result = TalkResult(case_id=self.case_id, attendance=attendance, at=at(day, hour), **(given | values))
        return self.do(lambda work: service.record(work, result).id)

    def ask(self, day: date, wish: str) -> str:
        """Write down a wish for a talk."""
        data = reaching.RequestData(case_id=self.case_id, requested_on=day, wish=wish)
        return self.do(lambda work: reaching.request_talk(work, data))

    def promise(self, side: Any, words: str, due_on: date, made_on: date = LAST) -> str:
        """Write down an agreement."""
        data = AgreementData(side=side, words=words, due_on=due_on, made_on=made_on)
        return self.do(lambda work: agreements.add_agreement(work, self.case_id, data))

    def plan(self) -> str:
        """Make a plan in force with three interim goals and two activities."""

        def act(work: Work) -> str:
            plan_id = plans.ensure_plan(work, self.case_id)
            goals.set_end_goal(work, plan_id, "education", "Grundforløb som mekaniker", date(2027, 8, 9))
            first = goals.add_goal(work, plan_id, GoalData(words="Gæld kortlagt", due_on=date(2026, 12, 15)))
            goals.add_goal(
                work, plan_id, GoalData(words="8 t/uge i praktik", sign="Tre uger", due_on=date(2026, 12, 1))
            )
            goals.add_goal(work, plan_id, GoalData(words="Dansk på G-niveau", due_on=date(2027, 5, 28)))
            for track, title, from_on in (
                ("employment", "Praktik hos Vestervang Auto", date(2026, 11, 9)),
                ("treatment", "Samtaler på rusmiddelcentret", date(2026, 10, 12)),
            ):
                add_activity(
                    work, plan_id,
                    ActivityData(
                        track=track, title=title, contribution="Så du kan komme op og afsted", goal_ids=(first,),
                        from_on=from_on, to_on=date(2027, 2, 26), decides="Karen Holm", carries_out="Hans Vester",
                        follows_up="Karen Holm",
                    ),
                )  # fmt: skip
            return plan_id

        plan_id = self.do(act)
        made = MadeWith(on=LAST, where="Jobcenter Nordby", how="Sagt ja ved samtalen")
        self.do(lambda work: plans.activate(work, plan_id, made))
        self.do(
            lambda work: work.add(
                CaseEvent(citizen_id=self.citizen_id, case_id=self.case_id, kind="plan_activated", on=LAST)
            )
        )
        return plan_id

    def history(self) -> None:
        """Add what a case of some weeks holds: a talk, an absence, promises, a plan."""
        self.plan()
        self.was(date(2026, 10, 8), kind="first", outcome="Visitation begyndt")
        self.was(LAST, plan_reviewed="confirmed")
        self.was(MISSED, "absent_no_notice")
        self.promise("municipality", "svar om flere timer", date(2026, 11, 23))
        self.promise("citizen", "breve fra banken", date(2026, 11, 27))
