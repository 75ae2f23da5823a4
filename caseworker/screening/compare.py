"""A new screening beside the last one of the same citizen: what has changed, question by question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from caseworker.base.text import Text, raw, t
from caseworker.plan.catalogue import Catalogue
from caseworker.screening.instrument import RECORD_TYPES, Instrument, Question, answered
from caseworker.screening.wording import answer_text, problem_label, record_key


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerChange:
    """One difference. `question` names the question in short; `then` and `now` are None where nothing stood."""

    kind: Literal["new", "gone", "changed"]
    question_id: str
    question: Text
    then: Text | None
    now: Text | None
    text: Text


def compare(
    old: Mapping[str, Any],
    old_instrument: Instrument,
    new: Mapping[str, Any],
    new_instrument: Instrument,
    catalogue: Catalogue,
    language: str = "da",
) -> list[AnswerChange]:
    """Return what is answered differently, in the order of the newer instrument, then what it no longer asks.

    Answers are plain values by question id; records are lists of dicts with "type_code", "words", "title",
    "severity" ... A diagnosis is never compared (R-010). Old answers are worded by their own instrument.
    """
    changes: list[AnswerChange] = []
    teller = _Teller(catalogue, language)
    for question in new_instrument.questions():
        earlier = old_instrument.question(question.id) or question
        changes.extend(
            teller.differences(
                (earlier, old_instrument, old.get(question.id)),
                (question, new_instrument, new.get(question.id)),
            )
        )
    for question in old_instrument.questions():
        if new_instrument.question(question.id) is None:
            was = (question, old_instrument, old.get(question.id))
            changes.extend(teller.differences(was, (question, old_instrument, None)))
    return changes


_Side = tuple[Question, Instrument, Any]


@dataclass(frozen=True, slots=True)
class _Teller:
    catalogue: Catalogue
    language: str

    def differences(self, then: _Side, now: _Side) -> Iterator[AnswerChange]:
        question = now[0]
        if question.type in RECORD_TYPES:
            yield from self._records(then, now)
            return
        if _same(then[2], now[2]):
            return
        before = self._words(then) if answered(then[2]) else None
        after = self._words(now) if answered(now[2]) else None
        yield self._change(question, before, after)

    def _records(self, then: _Side, now: _Side) -> Iterator[AnswerChange]:
        before, after = _keyed(then[2]), _keyed(now[2])
        for key, record in after.items():
            if key not in before:
                yield self._change(now[0], None, self._record(now[1], record))
            elif _shown(before[key]) != _shown(record):
                was = self._record(then[1], before[key])
                yield self._change(now[0], was, self._record(now[1], record))
        for key, record in before.items():
            if key not in after:
                yield self._change(now[0], self._record(then[1], record), None)

    def _words(self, side: _Side) -> Text:
        return answer_text(side[0], side[2], self.catalogue, self.language)

    def _record(self, instrument: Instrument, record: Mapping[str, Any]) -> Text:
        """Tell a record by its type or words, with how much it takes up and what it does to the day."""
        code, words = (
            str(record.get("type_code") or ""),
            str(record.get("words") or record.get("title") or ""),
        )
        name = problem_label(instrument, code, self.language) if code and not record.get("title") else words
        severity = str(record.get("severity") or "")
        level = next(
            (
                s.label.in_language(self.language)
                for s in instrument.problems.severities
                if s.code == severity
            ),
            "",
        )
        text = raw(name or words)
        for extra in (level, str(record.get("effect") or ""), words if words != name else ""):
            if extra:
                text = t("{list}, {next}", list=text, next=extra)
        return text

    def _change(self, question: Question, then: Text | None, now: Text | None) -> AnswerChange:
        if then is None:
            kind: Literal["new", "gone", "changed"] = "new"
            text = t("New: {now}", now=now)
        elif now is None:
            kind, text = "gone", t("Then: {then}. Now: nothing written.", then=then)
        else:
            kind, text = "changed", t("Then: {then}. Now: {now}.", then=then, now=now)
        label = question.short.text(self.language)
        return AnswerChange(kind=kind, question_id=question.id, question=label, then=then, now=now, text=text)


# What of a record is compared. A diagnosis is left out on purpose.
_COMPARED = ("category", "severity", "effect", "words", "title", "status", "kind", "worked", "follow_up_on")


def _shown(record: Mapping[str, Any]) -> dict[str, str]:
    return {key: str(record[key]) for key in _COMPARED if record.get(key) not in (None, "")}


def _keyed(value: Any) -> dict[str, Mapping[str, Any]]:
    """Return records by what makes them the same; a second one of a type is told apart by its words."""
    records: dict[str, Mapping[str, Any]] = {}
    for record in value if isinstance(value, list) else ():
        if isinstance(record, Mapping):
            key = record_key(record)
            records[f"{key} {record.get('words', '')}" if key in records else key] = record
    return records


def _same(old: Any, new: Any) -> bool:
    if not answered(old) and not answered(new):
        return True
    if isinstance(old, list) and isinstance(new, list):
        return sorted(map(str, old)) == sorted(map(str, new))
    return bool(old == new)
