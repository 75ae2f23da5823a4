"""A desk with a citizen to be screened, and words for what a caseworker types."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from caseworker.base.clock import FixedClock
from caseworker.base.text import t
from caseworker.office import Office
from caseworker.people.model import CaseFile
from caseworker.screening.records import BarrierLine, FoundGoal, Records, ResourceLine
from tests.making import make_citizen, make_office
from tests.ui.recording import Recorder
from ui.ports import Desk, InlineTasks
from ui.screening.entered import Entered
from ui.screening.presenter import ScreeningPresenter

BARRIERS = (
    BarrierLine(
        id="b1", category="mental", type_code="low_self_esteem", severity=3, effect="Går ikke alene ud"
    ),
    BarrierLine(id="b2", category="social", type_code="money_housing", severity=2, diagnosis="hemmelig"),
)
RESOURCES = (
    ResourceLine(id="r1", words="Skiller knallerter ad"),
    ResourceLine(id="r2", words="Truckkort", kind="formal"),
)
GOALS = (FoundGoal(id="g1", words="Møder 3 dage om ugen", sign="Tre uger", follow_up_on=date(2027, 1, 5)),)


@dataclass
class Case:
    """The open office, the desk, and the citizen's case."""

    office: Office
    desk: Desk
    recorder: Recorder
    citizen_id: str
    case_id: str

    def presenter(self) -> ScreeningPresenter:
        made = ScreeningPresenter(self.desk, self.case_id)
        made.reload()
        return made

    def begun(self) -> ScreeningPresenter:
        made = self.presenter()
        made.begin()
        return made


def enter(presenter: ScreeningPresenter, section: str, values: dict[str, object], **lists: object) -> None:
    """Type into a step what is given; the rest of it stays as it stands."""
    there = stored_of(presenter, section)
    records = Records(**{name: lists.get(name, getattr(there.records, name)) for name in Records.__slots__})  # type: ignore[arg-type]
    presenter.typed(section, Entered(dict(there.values) | values, records))


def stored_of(presenter: ScreeningPresenter, section: str) -> Entered:
    from ui.screening.entered import stored
    from ui.screening.steps_presenter import section_named

    return presenter.unsaved.get(section) or stored(presenter.view, section_named(presenter.view, section))


def fill_in(presenter: ScreeningPresenter) -> None:
    """Type everything it takes to finish, step by step, and leave each step."""
    presenter.go("own_words")
    enter(presenter, "own_words", {"own_wishes": "Være mekaniker"})
    presenter.go("everyday")
    enter(presenter, "everyday", {"energy": 2})
    presenter.go("resources")
    enter(presenter, "resources", {}, resources=RESOURCES)
    presenter.go("work")
    enter(
        presenter,
        "work",
        {"placement": {"answer": "yes", "reason": "har nævnt Vestervang"}, "hours_from_start": 3.0},
    )
    presenter.go("in_the_way")
    enter(presenter, "in_the_way", {}, barriers=BARRIERS)
    presenter.go("decision")
    enter(
        presenter,
        "decision",
        {"outcome": "company_directed", "outcome_reason": "Vil gerne i praktik"},
        goals=GOALS,
    )


@pytest.fixture
def case(tmp_path: Path, clock: FixedClock) -> Iterator[Case]:
    office = make_office(tmp_path / "store", clock)
    citizen_id, case_id = make_citizen(office)

    def refer(work: object) -> None:
        work.get(CaseFile, case_id).referred_on = date(2026, 11, 9)  # type: ignore[attr-defined]

    office.run(t("Refer the citizen"), refer)
    recorder = Recorder()
    desk = Desk(office, InlineTasks(), recorder, recorder, "en")
    yield Case(office, desk, recorder, citizen_id, case_id)
    office.close()
