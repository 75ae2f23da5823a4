"""One screening as it looks after the second talk."""

from __future__ import annotations

from datetime import date
from typing import Any

from caseworker.plan.catalogue import load_catalogue
from caseworker.screening.facts import BarrierFact, GoalFact, ScreeningFacts
from caseworker.screening.instrument import load_instruments

TODAY = date(2026, 11, 24)
INSTRUMENT = load_instruments()["visitation-1"]
CATALOGUE = load_catalogue()

ANSWERS: dict[str, Any] = {
    "first_five_hours": "At jeg ikke skal møde alene den første dag. Og at det ikke er før klokken ni.",
    "job_wish": "Mekaniker",
    "hours_from_start": 3,
    "can_start": "now",
    "self_help": "much_help",
    "qualified": "no",
    "education_wish": {"answer": "later", "reason": "når dansk går bedre"},
    "placement": {"answer": "yes", "reason": "har selv nævnt et værksted"},
    "wage_subsidy": {"answer": "later", "reason": "efter praktikken"},
    "ordinary_job": {"answer": "later", "reason": "når søvnen er bedre"},
    "support_at_start": ["not_alone", "later_start"],
    "outcome": "company_directed",
    "outcome_reason": "Vil gerne i gang på et værksted.",
}


def screening(**changes: Any) -> ScreeningFacts:
    """Return a finished screening of somebody of 22, with some facts changed."""
    facts: dict[str, Any] = {
        "screening_id": "s1",
        "instrument": INSTRUMENT,
        "today": TODAY,
        "answers": ANSWERS,
        "age": 22,
        "resources": ("Skiller knallerter ad",),
        "goals": (GoalFact(words="Møder 3 dage", follow_up_on=date(2026, 12, 15)),),
        "barriers": (
            BarrierFact(type_code="substance", category="socio_medical", severity=3, effect="sover dårligt"),
            BarrierFact(type_code="money_housing", category="social", severity=2),
        ),
    }
    return ScreeningFacts(**(facts | changes))


def answering(**answers: Any) -> ScreeningFacts:
    """Return the screening with some answers changed; None takes an answer out."""
    merged = {key: value for key, value in (ANSWERS | answers).items() if value is not None}
    return screening(answers=merged)
