"""A closed case stays as it was: no room writes anything new in it, and undo of the closing opens it again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from caseworker.base.clock import FixedClock
from caseworker.base.errors import UserError
from caseworker.base.text import t
from caseworker.people import facts
from caseworker.people.fact_checks import FactData
from caseworker.people.service import close_case
from caseworker.plan import service as plans
from caseworker.plan.content import ActivityData, AgreementData, GoalData
from caseworker.plan.model import Agreement
from caseworker.screening import service as screenings
from caseworker.screening.instrument import current
from caseworker.screening.model import ScreeningSession
from caseworker.screening.records import ResourceLine
from caseworker.store.work import Work
from tests.contacts.desk import Desk, open_desk

TODAY, YESTERDAY = date(2026, 11, 24), date(2026, 11, 23)
QUALIFIED = FactData(what="qualified", day=YESTERDAY, value="true")
CHILD = FactData(what="child_at_home", day=YESTERDAY, value="true")


class Made:
    """A case with a fact, a screening that was begun, a plan and an agreement; then it was closed."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.case_id, office = desk, desk.case_id, desk.office
        instrument = current(office.instruments.values(), "visitation", TODAY)
        assert instrument is not None
        self.instrument, self.catalogue = instrument, office.catalogue
        self.fact = desk.do(lambda work: facts.write_fact(work, self.case_id, CHILD))
        self.screening = desk.do(lambda work: screenings.start(work, self.case_id, instrument))
        self.session = desk.do(lambda work: work.find(ScreeningSession)[0].id)
        self.plan = desk.do(lambda work: plans.ensure_plan(work, self.case_id))
        self.goal = desk.do(lambda work: plans.add_goal(work, self.plan, GoalData(words="Står op", sign="")))
        told = AgreementData(side="citizen", words="Ringer", made_on=YESTERDAY)
        self.agreed = desk.do(lambda work: plans.add_agreement(work, self.case_id, told))
        desk.office.run(t("Close"), lambda work: close_case(work, self.case_id, "moved", TODAY))


@pytest.fixture
def made(tmp_path: Path, clock: FixedClock) -> Iterator[Made]:
    with open_desk(tmp_path / "store", clock) as desk:
        yield Made(desk)


ACTS: dict[str, Callable[[Work, Made], object]] = {
    "write a fact": lambda w, m: facts.write_fact(w, m.case_id, QUALIFIED),
    "change a fact": lambda w, m: facts.change_fact(w, m.case_id, m.fact, CHILD),
    "take a fact back": lambda w, m: facts.take_back_fact(w, m.case_id, m.fact),
    "start a screening": lambda w, m: screenings.start(w, m.case_id, m.instrument),
    "add a conversation": lambda w, m: screenings.add_session(w, m.screening, "conversation"),
    "change a conversation": lambda w, m: screenings.change_session(w, m.session, "group", TODAY),
    "take a conversation out": lambda w, m: screenings.remove_session(w, m.session),
    "answer": lambda w, m: screenings.answer(w, m.screening, m.session, m.instrument, "own_wishes", "Bager"),
    "add a resource": lambda w, m: screenings.save_record(w, m.screening, ResourceLine(id="", words="Rolig")),
    "finish": lambda w, m: screenings.finish(w, m.screening, m.instrument, m.catalogue),
    "write in the plan": lambda w, m: plans.set_words(w, m.plan, "own_words", "Nyt"),
    "add an effort": lambda w, m: plans.add_activity(
        w, m.plan, ActivityData(track="social", title="Bostøtte")
    ),
    "change a goal": lambda w, m: plans.change_goal(w, m.goal, GoalData(words="Andet", sign="")),
    "change an agreement": lambda w, m: plans.change_agreement(
        w, m.agreed, AgreementData(side="citizen", words="Andet", made_on=YESTERDAY)
    ),
    "take an agreement out": lambda w, m: plans.remove_agreement(w, m.agreed),
}


@pytest.mark.parametrize("what", ACTS)
def test_it_is_refused_and_written_again_once_the_closing_is_undone(made: Made, what: str) -> None:
    act = ACTS[what]
    with pytest.raises(UserError, match="case is closed"):
        made.desk.do(lambda work: act(work, made))
    made.desk.office.undo()
    if what == "finish":
        with pytest.raises(UserError, match="cannot be finished yet"):
            made.desk.do(lambda work: act(work, made))
    else:
        made.desk.do(lambda work: act(work, made))


def test_what_was_agreed_until_the_last_day_is_written_and_settled_later(
    made: Made, clock: FixedClock
) -> None:
    clock.advance(days=2)
    late = AgreementData(side="municipality", words="Sender brevet", made_on=YESTERDAY, due_on=TODAY)
    written = made.desk.do(lambda work: plans.add_agreement(work, made.case_id, late))
    made.desk.do(lambda work: plans.tick_agreement(work, written))
    assert made.desk.do(lambda work: work.get(Agreement, written).status) == "kept"
    for_later = AgreementData(
        side="municipality", words="Ringer", made_on=TODAY
    )  # due on the next working day
    with pytest.raises(UserError, match="nobody is reminded"):
        made.desk.do(lambda work: plans.add_agreement(work, made.case_id, for_later))
    with pytest.raises(UserError, match="case was closed"):
        made.desk.do(
            lambda work: plans.add_agreement(work, made.case_id, AgreementData(side="citizen", words="Ny"))
        )
