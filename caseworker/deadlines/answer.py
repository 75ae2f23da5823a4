"""The answer about one deadline: its shape, and the JSON form others rely on (domain.md 4.2)."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
from msgspec import Struct

from caseworker.deadlines import codes


class Cohort(Struct, frozen=True):
    """A rule that binds the municipality for a share of the citizens, not the single citizen.

    `exempted`: by an assessment; not so where the duty had ended anyhow.
    """

    share: float
    exempted: bool


class Sentence(Struct, frozen=True):
    """The same sentence in both languages."""

    da: str
    en: str


class Step(Struct, frozen=True):
    """One step of "why this date?", with the day it speaks of."""

    on: date | None
    da: str
    en: str


class AnswerJson(Struct, frozen=True, kw_only=True):
    """The published answer: one deadline of one citizen on one day.

    `key` is rule + trigger + ordinal and stays the same while the deadline is the same. `late_days` of a
    missed deadline are those so far, on the day asked for; of a late one those in the end.
    """

    key: str
    rule: str
    pack: str
    kind: codes.Kind
    trigger_on: date | None
    due_on: date | None
    work_date: date | None
    earliest_on: date | None
    status: codes.Status
    required: float
    counted: float
    remaining: float
    unit: str
    last_safe_date: date | None
    met_on: date | None
    late_days: int | None
    cohort: Cohort | None
    suspended_until: date | None
    missing: tuple[str, ...]
    duty_of: codes.DutyOf
    legal_basis: str
    confirmed: codes.Confirmed
    standing: codes.Standing
    reimbursement_at_stake: bool
    reason: Sentence
    trace: tuple[Step, ...]


class Answer(AnswerJson, frozen=True, kw_only=True):
    """The answer with what only the store needs.

    `valid_until`: the next day on which the answer can change although no fact does (None: never). The
    growing `late_days` of a missed deadline is not such a change: derive it from `due_on` or `work_date`.
    `reason` and `trace` are empty unless the engine was asked for the trace.
    """

    valid_until: date | None = None


def answer_json(answer: Answer) -> dict[str, Any]:
    """Return the answer as plain JSON data: days as ISO words, whole numbers without a point."""
    data: dict[str, Any] = msgspec.to_builtins(answer)
    del data["valid_until"]
    for name in ("required", "counted", "remaining"):
        if isinstance(data[name], float) and data[name].is_integer():
            data[name] = int(data[name])
    for name in ("missing", "trace"):
        data[name] = list(data[name])
    return data
