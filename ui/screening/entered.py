"""What is typed in a step of the screening and not yet saved: plain values, records, and both as draft data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from caseworker.screening.answers import under_questions
from caseworker.screening.facts import ScreeningFacts
from caseworker.screening.instrument import RECORD_TYPES, Section
from caseworker.screening.records import (
    BarrierLine,
    EffortLine,
    FoundGoal,
    OtherPlanLine,
    Records,
    ResourceLine,
    barrier_fact,
    effort_fact,
    goal_fact,
    record_answers,
)
from caseworker.screening.view import ScreeningView

# The list of `Records` that a type of question fills, and the kind of its lines.
LIST_OF = {
    "barriers": "barriers", "resources": "resources", "goals": "goals", "efforts": "efforts",
    "plans": "other_plans",
}  # fmt: skip
_LINES: dict[str, type[Any]] = {
    "barriers": BarrierLine,
    "resources": ResourceLine,
    "goals": FoundGoal,
    "efforts": EffortLine,
    "other_plans": OtherPlanLine,
}


@dataclass(frozen=True, slots=True)
class Entered:
    """One step: answers by question id as they are stored (None where nothing is answered), and its lists.

    `half` are the words of fields that are no value yet ("næste tirs"), by question id and then by the place
    in the field ("" where it is one line): only a draft can hold them.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    records: Records = field(default_factory=Records)
    half: Mapping[str, Mapping[str, list[str]]] = field(default_factory=dict)


def stored(view: ScreeningView, section: Section) -> Entered:
    """Return what the store holds of a step."""
    plain = [question for question in section.question if question.type not in RECORD_TYPES]
    lists = {LIST_OF[q.type] for q in section.question if q.type in RECORD_TYPES}
    return Entered(
        {question.id: view.answers.get(question.id) for question in plain},
        Records(**{name: getattr(view, name) for name in lists}),
    )


def tidy(value: Any) -> Any:
    """Return a value as the store would keep it: None for what says nothing."""
    if value in ("", [], {}) or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, Mapping) and not value.get("answer") and not str(value.get("reason") or "").strip():
        return None
    return value


def merged(view: ScreeningView, unsaved: Iterable[Entered]) -> tuple[dict[str, Any], Records]:
    """Return all answers and lists of a screening with what is not yet saved laid over them."""
    answers = dict(view.answers)
    records = Records(
        barriers=view.barriers, resources=view.resources, goals=view.goals, efforts=view.efforts,
        other_plans=view.other_plans,
    )  # fmt: skip
    for entered in unsaved:
        answers |= entered.values
        lists = {name: getattr(entered.records, name) for name in _LINES}
        records = replace(records, **{name: lines for name, lines in lists.items() if lines is not None})
    return {key: value for key, value in answers.items() if value is not None}, records


def facts_of(view: ScreeningView, answers: Mapping[str, Any], records: Records) -> ScreeningFacts:
    """Return what advice and finishing look at, were this saved."""
    return replace(
        view.facts,
        answers=dict(answers),
        resources=tuple(line.words for line in records.resources or ()),
        barriers=tuple(barrier_fact(line) for line in records.barriers or ()),
        goals=tuple(goal_fact(line) for line in records.goals or ()),
        earlier_efforts=tuple(effort_fact(line) for line in records.efforts or ()),
        other_plans=tuple(line.authority or line.kind for line in records.other_plans or ()),
    )


def whole(facts: ScreeningFacts, records: Records) -> dict[str, Any]:
    """Return the answers that are asked for with the records as plain data: what a comparison reads."""
    asked = {question.id for question in facts.asked()}
    placed = under_questions(facts.instrument, record_answers(records))
    both = dict(facts.answers) | placed
    return {key: value for key, value in both.items() if key in asked}


def to_draft(entered: Entered) -> dict[str, Any]:
    """Return a step as plain JSON data."""
    lists = {
        name: [_plain(asdict(line)) for line in lines]
        for name in _LINES
        if (lines := getattr(entered.records, name)) is not None
    }
    half = {question: dict(words) for question, words in entered.half.items()}
    return {"values": dict(entered.values), "records": lists, "half": half}


def from_draft(data: Mapping[str, Any]) -> Entered:
    """Read back what `to_draft` wrote."""
    lists = {
        name: tuple(_LINES[name](**_typed(line)) for line in lines)
        for name, lines in data.get("records", {}).items()
    }
    half = {question: dict(words) for question, words in data.get("half", {}).items()}
    return Entered(dict(data.get("values", {})), Records(**lists), half)


def _plain(line: dict[str, Any]) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in line.items()}


def _typed(line: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: date.fromisoformat(value) if key.endswith("_on") and value else value
        for key, value in line.items()
    }
