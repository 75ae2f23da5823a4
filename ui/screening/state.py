"""What the screening room shows: one frozen state, and what it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from caseworker.base.text import Text
from caseworker.screening.advice import Advice
from caseworker.screening.compare import AnswerChange
from caseworker.screening.finish import Missing
from caseworker.screening.instrument import Role
from caseworker.screening.records import Records
from caseworker.screening.view import LastScreening, ScreeningRow, ScreeningView, SessionRow

COMPARE = "compare"  # the step before all others when there is a screening to compare with
Mode = Literal["start", "open", "finished"]


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step on the left: a section of the instrument, or the comparison. `state` as the kit's stepper has it."""

    key: str
    title: Text
    state: str


@dataclass(frozen=True, slots=True)
class ThenNow:
    """One question in the comparison: what was answered then and now, one text per line."""

    question_id: str
    section: str
    question: Text
    then: tuple[Text, ...]
    now: tuple[Text, ...]
    changed: bool


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One answer of a finished screening; `earlier` is what was said otherwise in its conversations."""

    question: Text
    answers: tuple[Text, ...]
    own_words: bool
    earlier: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadSection:
    """A section of a finished screening with what was answered."""

    key: str
    title: Text
    lines: tuple[ReadLine, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """How a screening was decided: shown above the frozen answers. `goals_in_plan` still stand in the plan."""

    title: Text
    reason: str
    line: Text
    as_advised: Text | None
    advice: tuple[Text, ...]
    goals_in_plan: int
    versions: Text


@dataclass(frozen=True, slots=True)
class TalkForm:
    """What stands in the form of one conversation. `half` are words that are no value yet.

    `was` is what the form keeps of the conversation as it stood, by which it goes on with a draft.
    """

    source: str
    on: date | None
    by: str
    half: Mapping[str, list[str]] = field(default_factory=dict)
    was: Mapping[str, Any] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class ScreeningState:
    """The room.

    Its mode is "finished" also where the case was closed before there was a decision: it is read then.
    `section` is the step on screen. `answers` and `records` hold what counts with what is typed laid over
    it; `asked` are the ids of the questions asked now. `draft_from` is set after a draft was picked up.
    `unsaved` says that something stands in the draft alone; `held` are steps that only the draft can hold.
    `half` are words in the step that are no value yet (see `Entered`). `talk` is what stands in the form of the
    conversation on screen and is not saved. `thrown` says that what was thrown away can be fetched back.
    `reasons` are those of the advice, by role, where it was taken and nobody wrote one.
    `said` is what was said otherwise in other conversations, by question; `kept` are the questions to which the
    conversation on screen said something else than what counts now: that is not written over from there.
    `joins` says which other target group the category found leads to, `replaces` which planned change gives way to it.
    """

    mode: Mode = "start"
    name: str = ""
    call_name: str = ""
    age: int | None = None
    born: date = date.min
    waits: Text | None = None
    view: ScreeningView | None = None
    section: str = ""
    steps: tuple[StepLine, ...] = ()
    next_title: Text | None = None
    session: SessionRow | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    records: Records = field(default_factory=Records)
    asked: frozenset[str] = frozenset()
    carried: Mapping[str, Text] = field(default_factory=dict)
    advice: tuple[Advice, ...] = ()
    in_plan: frozenset[str] = frozenset()
    missing: tuple[Missing, ...] = ()
    last: LastScreening | None = None
    changes: tuple[AnswerChange, ...] = ()
    compared: tuple[ThenNow, ...] = ()
    saved_at: datetime | None = None
    unsaved: bool = False
    held: frozenset[str] = frozenset()
    half: Mapping[str, Mapping[str, list[str]]] = field(default_factory=dict)
    talk: TalkForm | None = None
    thrown: bool = False
    draft_from: datetime | None = None
    departs: bool = False
    reasons: Mapping[Role, Text] = field(default_factory=dict)
    joins: Text | None = None
    replaces: Text | None = None
    said: Mapping[str, tuple[Text, ...]] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()
    read: tuple[ReadSection, ...] = ()
    decision: Decision | None = None
    earlier: tuple[ScreeningRow, ...] = ()
    closed_on: date | None = None
