"""Instruments: versioned questions read from data files, and which of them are asked of whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal

import msgspec

from caseworker.base import paths
from caseworker.base.errors import UserError
from caseworker.base.text import t
from caseworker.plan.datafile import Words, decode, file_fault, read_toml

QuestionType = Literal[
    "text", "long_text", "choice", "multi_choice", "scale", "date", "number", "yes_later_no",
    "barriers", "resources", "efforts", "plans", "goals",
]  # fmt: skip
RECORD_TYPES: frozenset[str] = frozenset({"barriers", "resources", "efforts", "plans", "goals"})
Category = Literal["mental", "physical", "socio_medical", "social"]

# What finishing and advice look for, whatever a question is called in a local instrument.
Role = Literal[
    "", "challenges", "wishes", "resources", "barriers", "earlier_efforts", "other_plans", "one_plan",
    "first_hours", "job_wish", "hours", "can_start", "self_help", "support", "energy", "qualified",
    "education_level", "industry", "education_wish", "placement", "wage_subsidy", "ordinary_job",
    "unemployed_since", "interim_goals", "suitability", "suitability_reason", "visited_as", "outcome",
    "outcome_reason", "pre_from", "pre_to", "review_on", "next_contact",
]  # fmt: skip
# Without these an instrument could never be finished.
_NEEDED: tuple[Role, ...] = ("resources", "interim_goals", "outcome")


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of all parts: a word that is not known is an error, so that a slip of the pen is found."""


class Option(_Part, frozen=True):
    """One answer that can be chosen."""

    code: str
    label: Words


class Scale(_Part, frozen=True):
    """A scale from `low` with one anchor sentence for each step."""

    low: int
    anchors: tuple[Words, ...]

    @property
    def high(self) -> int:
        """Return the highest step."""
        return self.low + len(self.anchors) - 1


class Reason(_Part, frozen=True):
    """Why the question is asked: required by law, good practice, or counted in statistics."""

    kind: Literal["law", "practice", "statistics"]
    source: str
    text: Words


class Condition(_Part, frozen=True):
    """One condition. A question is asked when all of its conditions hold.

    `any_of` and `none_of` compare with the answer's code, `answered` asks whether there is one.
    """

    question: str = ""
    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    answered: bool = False
    age: Literal["", "under_boundary", "from_boundary"] = ""


class Question(_Part, frozen=True):
    """One question. `short` names it in lists, `prefill` the fact already known that stands in it (R-119).

    `own_words`: the answer is the citizen's and printed unchanged (R-022). `unit` stands behind a number,
    `least` and `most` bound it.
    """

    id: str
    type: QuestionType
    label: Words
    short: Words
    who: Literal["citizen", "caseworker", "both"]
    reason: Reason
    help: Words | None = None
    role: Role = ""
    own_words: bool = False
    half_width: bool = False
    options: tuple[Option, ...] = ()
    options_from: Literal["", "industries"] = ""
    scale: Scale | None = None
    unit: Words | None = None
    least: float | None = None
    most: float | None = None
    kinds: tuple[Option, ...] = ()
    prefill: str = ""
    show_if: tuple[Condition, ...] = ()


class Section(_Part, frozen=True):
    """One theme: a step on the left of the page."""

    id: str
    title: Words
    question: tuple[Question, ...]


class Problem(_Part, frozen=True):
    """One problem of a list, with the categories it may have; the first is proposed (R-007)."""

    code: str
    label: Words
    categories: tuple[Category, ...]


class Problems(_Part, frozen=True):
    """The barrier lists (R-008): youth under `boundary_age`, the other from it on (N19)."""

    boundary_age: int
    categories: tuple[Option, ...]
    severities: tuple[Option, ...]
    youth: tuple[Problem, ...]
    over_30: tuple[Problem, ...]

    def for_age(self, age: int | None) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
        """Return (the list shown first, the list that stays in reach). An unknown age gets youth first."""
        young = age is None or age < self.boundary_age
        return (self.youth, self.over_30) if young else (self.over_30, self.youth)

    def problem(self, code: str) -> Problem | None:
        """Return a problem of either list, or None."""
        return next((p for p in (*self.youth, *self.over_30) if p.code == code), None)


class Instrument(_Part, frozen=True):
    """A set of questions under one version. Answers keep the version they were given under (R-069)."""

    id: str
    version: int
    title: Words
    valid_from: date
    problems: Problems
    section: tuple[Section, ...]
    valid_to: date | None = None

    @property
    def key(self) -> str:
        """Return the name it is stored under, for example "visitation-1"."""
        return f"{self.id}-{self.version}"

    def questions(self) -> Iterator[Question]:
        """Return all questions in order."""
        for section in self.section:
            yield from section.question

    def question(self, question_id: str) -> Question | None:
        """Return a question, or None."""
        return next((q for q in self.questions() if q.id == question_id), None)

    def with_role(self, role: Role) -> tuple[Question, ...]:
        """Return the questions of a role, in order."""
        return tuple(q for q in self.questions() if q.role == role)


def load_instruments(*local: Path) -> dict[str, Instrument]:
    """Return all instruments by key ("visitation-1"); files of local folders stand beside ours.

    A local file with the same id and version replaces ours. Raises UserError naming file, place and
    reason for the first wrong file.
    """
    instruments, faults = read_instruments(*local)
    if faults:
        raise faults[0]
    return instruments


def read_instruments(*local: Path) -> tuple[dict[str, Instrument], list[UserError]]:
    """Return the instruments that can be used, and an error for each file that cannot."""
    instruments: dict[str, Instrument] = {}
    faults: list[UserError] = []
    for folder in (paths.resource("instruments"), *local):
        for path in sorted(folder.glob("*.toml")):
            try:
                instrument = load_instrument(path)
            except UserError as fault:
                faults.append(fault)
            else:
                instruments[instrument.key] = instrument
    return instruments, faults


def load_instrument(path: Path) -> Instrument:
    """Read and check one file. Raises UserError naming file, place and reason."""
    instrument = decode(path, read_toml(path), Instrument)
    _check(path, instrument)
    return instrument


def current(instruments: Iterable[Instrument], instrument_id: str, day: date) -> Instrument | None:
    """Return the newest version of an instrument that is in force on a day, or None."""
    fitting = [
        i
        for i in instruments
        if i.id == instrument_id and i.valid_from <= day and (i.valid_to is None or day <= i.valid_to)
    ]
    return max(fitting, key=lambda i: i.version, default=None)


def answered(value: Any) -> bool:
    """Return whether an answer says something. A yes/later/no counts as soon as one of the three is chosen."""
    if isinstance(value, Mapping):
        return bool(value.get("answer"))
    if isinstance(value, str):
        return bool(value.strip())
    return value is not None and value != []


def visible_questions(
    instrument: Instrument,
    answers: Mapping[str, Any],
    age: int | None,
    boundary_age: int | None = None,
) -> list[Question]:
    """Return the questions asked, in order. What was answered to a question no longer asked does not count.

    `boundary_age` overrides the instrument's own. Where the age is not known both sides are asked.
    """
    boundary = instrument.problems.boundary_age if boundary_age is None else boundary_age
    shown: dict[str, Question] = {}
    for question in instrument.questions():
        if all(_holds(c, shown, answers, age, boundary) for c in question.show_if):
            shown[question.id] = question
    return list(shown.values())


def _holds(
    condition: Condition,
    shown: Mapping[str, Question],
    answers: Mapping[str, Any],
    age: int | None,
    boundary: int,
) -> bool:
    if condition.age and age is not None and (age < boundary) != (condition.age == "under_boundary"):
        return False
    if not condition.question:
        return True
    value = answers.get(condition.question) if condition.question in shown else None
    if condition.answered and not answered(value):
        return False
    codes = _codes(value)
    if condition.any_of and not codes & set(condition.any_of):
        return False
    return not codes & set(condition.none_of)


def _codes(value: Any) -> set[str]:
    if isinstance(value, Mapping):
        return {str(value.get("answer", ""))}
    if isinstance(value, list):
        return {str(v) for v in value if isinstance(v, str)}
    return set() if value is None else {str(value)}


YES_LATER_NO = frozenset({"yes", "later", "no"})


def _check(path: Path, instrument: Instrument) -> None:
    """Check what types cannot: ids once, conditions that can hold, options where something is chosen."""
    seen: dict[str, Question] = {}
    for s, section in enumerate(instrument.section):
        for q, question in enumerate(section.question):
            place = f"section[{s}].question[{q}]"
            if question.id in seen:
                raise file_fault(path, f"{place}.id", t("“{value}” stands there twice.", value=question.id))
            _check_question(path, place, question)
            for c, condition in enumerate(question.show_if):
                _check_condition(path, f"{place}.show_if[{c}]", condition, seen)
            seen[question.id] = question
    for role in _NEEDED:
        if not any(question.role == role for question in seen.values()):
            raise file_fault(path, "section", t("A question with the role “{role}” is missing.", role=role))
    for name, problems in (("youth", instrument.problems.youth), ("over_30", instrument.problems.over_30)):
        codes = [problem.code for problem in problems]
        for p, problem in enumerate(problems):
            if codes.index(problem.code) != p:
                place = f"problems.{name}[{p}].code"
                raise file_fault(path, place, t("“{value}” stands there twice.", value=problem.code))
            if not problem.categories:
                place = f"problems.{name}[{p}].categories"
                raise file_fault(path, place, t("At least one category must stand here."))


def _check_question(path: Path, place: str, question: Question) -> None:
    chosen = question.type in ("choice", "multi_choice")
    if chosen and not question.options and not question.options_from:
        raise file_fault(path, f"{place}.options", t("There is nothing to choose."))
    if question.type == "resources" and not question.kinds:
        raise file_fault(path, f"{place}.kinds", t("There is nothing to choose."))
    if question.type == "scale" and (question.scale is None or len(question.scale.anchors) < 2):
        raise file_fault(path, f"{place}.scale", t("A scale needs at least two steps."))
    if question.least is not None and question.most is not None and question.least > question.most:
        raise file_fault(path, f"{place}.least", t("The least is more than the most."))
    codes = [option.code for option in question.options]
    for o, code in enumerate(codes):
        if codes.index(code) != o:
            raise file_fault(path, f"{place}.options[{o}]", t("“{value}” stands there twice.", value=code))


def _check_condition(path: Path, place: str, condition: Condition, seen: Mapping[str, Question]) -> None:
    if not condition.question:
        if not condition.age:
            raise file_fault(path, place, t("The condition names neither a question nor an age."))
        return
    asked = seen.get(condition.question)
    if asked is None:
        reason = t("“{question}” must be a question that comes before.", question=condition.question)
        raise file_fault(path, f"{place}.question", reason)
    known = YES_LATER_NO if asked.type == "yes_later_no" else {option.code for option in asked.options}
    for code in (*condition.any_of, *condition.none_of):
        if code not in known and not asked.options_from:
            raise file_fault(path, place, t("“{value}” cannot be answered there.", value=code))
