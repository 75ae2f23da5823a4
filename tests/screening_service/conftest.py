"""An open office with a citizen who is being screened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from caseworker.base.clock import FixedClock
from caseworker.base.text import t
from caseworker.casework.screening_act import finish_screening
from caseworker.office import Office
from caseworker.plan.catalogue import Catalogue, load_catalogue
from caseworker.screening import queries, service
from caseworker.screening.instrument import Instrument, load_instruments
from caseworker.screening.records import BarrierLine, FoundGoal, Records, ResourceLine
from caseworker.screening.view import ScreeningView
from caseworker.store.work import Work
from tests.making import made_with, make_citizen

TODAY = date(2026, 11, 24)
OWN = "  At jeg ikke skal møde alene den første dag. Og at det ikke er før klokken ni.\n"
FOUND = Records(
    barriers=(
        BarrierLine(category="mental", type_code="low_self_esteem", severity=3, effect="Går ikke alene ud"),
        BarrierLine(category="social", type_code="money_housing", severity=2, diagnosis="hemmelig diagnose"),
    ),
    resources=(ResourceLine(words="Skiller knallerter ad"), ResourceLine(words="Truckkort", kind="formal")),
)
GOALS = Records(
    goals=(FoundGoal(words="Møder 3 dage om ugen", sign="Tre uger", follow_up_on=date(2027, 1, 5)),)
)


@cache
def instruments() -> dict[str, Instrument]:
    return load_instruments()


@cache
def catalogue() -> Catalogue:
    return load_catalogue()


def instrument() -> Instrument:
    return instruments()["visitation-1"]


@dataclass
class Desk:
    """The office with the citizen who is screened."""

    office: Office
    citizen_id: str
    case_id: str

    def run(self, act: Callable[[Work], Any], name: str = "Change") -> Any:
        return self.office.run(t("Save {what}", what=name), act)

    def start(self) -> str:
        return self.run(lambda work: service.start(work, self.case_id, instrument()), "start")

    def view(self, screening_id: str, day: date = TODAY) -> ScreeningView:
        with self.office.read() as session:
            return queries.screening_view(session, screening_id, day, instruments())

    def save(
        self, screening_id: str, values: dict[str, Any], records: Records | None = None, session_id: str = ""
    ) -> None:
        session = session_id or self.view(screening_id).last_session.id
        self.run(
            lambda work: service.save_section(work, screening_id, session, instrument(), values, records)
        )

    def full(self) -> str:
        """Make a screening with everything it takes to be finished."""
        screening_id = self.start()
        self.save(screening_id, {"own_wishes": "Være mekaniker", "first_five_hours": OWN, "energy": 2})
        self.save(
            screening_id, {"placement": {"answer": "yes", "reason": "har selv nævnt Vestervang"}}, FOUND
        )
        self.save(
            screening_id,
            {"visited_as": "job_ready", "suitability": "not_yet_suited", "suitability_reason": "Sover dårligt",
             "qualified": "no", "education_level": "primary", "unemployed_since": "2026-02-01"},
            GOALS,
        )  # fmt: skip
        return screening_id

    def finish(
        self, screening_id: str, outcome: str = "company_directed", reason: str = "Vil gerne i praktik"
    ) -> Any:
        return self.run(
            lambda work: finish_screening(
                work,
                screening_id,
                instrument(),
                catalogue(),
                outcome=outcome,
                reason=reason,
                rules="LAB 2026-07",
            ),
            "finish",
        )


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    office, (citizen_id, case_id) = made_with(tmp_path / "store", clock, make_citizen)
    yield Desk(office, citizen_id, case_id)
    office.close()
