"""What pages and prints are given of a screening: the frozen records that the queries fill."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from caseworker.screening.facts import ScreeningFacts
from caseworker.screening.finish import Missing
from caseworker.screening.instrument import Instrument
from caseworker.screening.records import BarrierLine, EffortLine, FoundGoal, OtherPlanLine, ResourceLine


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow:
    """One dated session; `number` counts from 1 in the order they were held."""

    id: str
    number: int
    on: date
    source: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """What was said or seen in one session to one question, and by whom. `value` is the plain answer."""

    id: str
    session_id: str
    section: str
    question: str
    value: Any
    own_words: bool
    author: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionState:
    """A step of the page. `state` is untouched, started or done (answered, with nothing missing)."""

    id: str
    state: str
    asked: int
    answered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningView:
    """A screening as its page shows it.

    `answers` are what counts now; those in `carried` come from the last screening or from known facts and
    were not said in this one. `facts` is what advice and finishing look at; `missing` what they miss.
    `waiting_days` run from the referral, else from the start, to the day it was finished or to today.
    """

    screening_id: str
    case_id: str
    citizen_id: str
    name: str
    call_name: str
    status: str
    started_on: date
    referred_on: date | None
    finished_on: date | None
    waiting_days: int
    outcome: str
    outcome_reason: str
    review_on: date | None
    decided_by: str
    snapshot: dict[str, Any]
    instrument: Instrument
    sessions: tuple[SessionRow, ...]
    answers: dict[str, Any]
    carried: frozenset[str]
    findings: tuple[FindingRow, ...]
    barriers: tuple[BarrierLine, ...]
    resources: tuple[ResourceLine, ...]
    goals: tuple[FoundGoal, ...]
    efforts: tuple[EffortLine, ...]
    other_plans: tuple[OtherPlanLine, ...]
    sections: tuple[SectionState, ...]
    facts: ScreeningFacts
    missing: tuple[Missing, ...]

    @property
    def last_session(self) -> SessionRow:
        """Return the session that new findings go to: the last one."""
        return self.sessions[-1]

    def findings_in(self, section: str) -> tuple[FindingRow, ...]:
        """Return the findings of a section, in the order they were made."""
        return tuple(finding for finding in self.findings if finding.section == section)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningRow:
    """A screening in a list."""

    id: str
    status: str
    started_on: date
    finished_on: date | None
    outcome: str
    instrument: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LastScreening:
    """The last finished screening of a citizen, as it was decided."""

    id: str
    finished_on: date
    instrument: str
    outcome: str
    answers: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRow:
    """An open case that waits for its screening to be finished (R-002). Not begun: `screening_id` is empty."""

    case_id: str
    citizen_id: str
    name: str
    screening_id: str
    referred_on: date | None
    started_on: date | None
    waiting_days: int
