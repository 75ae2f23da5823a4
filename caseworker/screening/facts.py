"""What finishing, advice and comparison know about a screening: plain frozen values.

There is no field for a diagnosis, for origin or for a match group: what advice must not use, it does not get.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from caseworker.plan.facts import EarlierEffort
from caseworker.screening.instrument import Instrument, Question, Role, answered, visible_questions


@dataclass(frozen=True, slots=True, kw_only=True)
class BarrierFact:
    """Something in the way (barriere). `severity` is 1 to 3 or None; `effect` what it does to the day (R-011)."""

    type_code: str
    category: str = ""
    severity: int | None = None
    effect: str = ""
    words: str = ""
    status: str = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalFact:
    """An interim goal found in the screening, with the day it is followed up (R-006)."""

    words: str
    sign: str = ""
    follow_up_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningFacts:
    """One screening.

    `answers` maps question ids to plain answers: a string, a number, a list of codes, an ISO date, or
    {"answer": "yes" | "later" | "no", "reason": "..."}. The records (resources, barriers, goals, earlier
    efforts, other plans) stand apart from the answers.
    """

    screening_id: str
    instrument: Instrument
    today: date
    answers: Mapping[str, Any] = field(default_factory=dict)
    age: int | None = None
    boundary_age: int | None = None
    resources: tuple[str, ...] = ()
    barriers: tuple[BarrierFact, ...] = ()
    goals: tuple[GoalFact, ...] = ()
    earlier_efforts: tuple[EarlierEffort, ...] = ()
    other_plans: tuple[str, ...] = ()

    @property
    def boundary(self) -> int:
        """Return the age that parts youth from over 30 (N19)."""
        return self.instrument.problems.boundary_age if self.boundary_age is None else self.boundary_age

    @property
    def is_young(self) -> bool | None:
        """Return whether the citizen is below the boundary age; None where the age is not known."""
        return None if self.age is None else self.age < self.boundary

    @property
    def open_barriers(self) -> tuple[BarrierFact, ...]:
        """Return the barriers that still stand in the way."""
        return tuple(b for b in self.barriers if b.status == "open")

    def all_answers(self) -> dict[str, Any]:
        """Return the answers with the records put in under the question they belong to."""
        records: dict[str, tuple[Any, ...]] = {
            "barriers": self.barriers,
            "resources": self.resources,
            "goals": self.goals,
            "efforts": self.earlier_efforts,
            "plans": self.other_plans,
        }
        merged = dict(self.answers)
        for question in self.instrument.questions():
            if question.type in records:
                merged[question.id] = list(records[question.type])
        return merged

    def asked(self) -> list[Question]:
        """Return the questions that are asked, given the answers so far."""
        return visible_questions(self.instrument, self.all_answers(), self.age, self.boundary)

    def answer(self, role: Role) -> tuple[Question, Any] | None:
        """Return the first question of a role that is asked and answered, with its answer."""
        for question in self.asked():
            if question.role == role and answered(self.answers.get(question.id)):
                return question, self.answers[question.id]
        return None

    def value(self, role: Role) -> Any:
        """Return the answer to a role, None where there is none; of a yes/later/no the chosen word."""
        found = self.answer(role)
        if found is None:
            return None
        value = found[1]
        return value.get("answer") if isinstance(value, Mapping) else value
