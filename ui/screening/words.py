"""What the screening's codes, records and differences are called in the window."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from caseworker.base.text import Text, raw, t, tc
from caseworker.plan.catalogue import Catalogue
from caseworker.plan.wording import plan_kind_text
from caseworker.screening.instrument import RECORD_TYPES, Instrument, Question
from caseworker.screening.wording import answer_text, problem_label

SOURCES: dict[str, Text] = {
    "conversation": tc("source", "talk"),
    "observation": tc("source", "observation"),
    "group": tc("source", "group"),
    "workshop": tc("source", "workshop"),
    "external": tc("source", "somebody outside"),
}
RESULTS: dict[str, Text] = {
    "helped": tc("result", "Helped"),
    "completed": tc("result", "Completed"),
    "interrupted": tc("result", "Broken off"),
    "no_help": tc("result", "Did not help"),
}


def who_words(question: Question, name: str) -> Text:
    """Return who answers a question. `name` is what the citizen is called."""
    if question.who == "citizen":
        return t("{name} answers", name=name)
    return t("you answer together") if question.who == "both" else t("you answer")


def outcome_words(instrument: Instrument, code: str, language: str) -> Text:
    """Return what a decision is called."""
    for question in instrument.with_role("outcome"):
        for option in question.options:
            if option.code == code:
                return option.label.text(language)
    return raw(code.replace("_", " "))


def answer_lines(
    question: Question,
    value: Any,
    instrument: Instrument,
    catalogue: Catalogue,
    language: str,
    *,
    citizen_view: bool = False,
) -> tuple[Text, ...]:
    """Return an answer in words, one line per record. A diagnosis is never among them."""
    if question.type not in RECORD_TYPES:
        return (answer_text(question, value, catalogue, language),)
    records = value if isinstance(value, list) else []
    return tuple(
        record_words(question.type, record, instrument, catalogue, language, citizen_view=citizen_view)
        for record in records
    )


def record_words(
    kind: str,
    record: Mapping[str, Any],
    instrument: Instrument,
    catalogue: Catalogue,
    language: str,
    *,
    citizen_view: bool = False,
) -> Text:
    """Return one record (plain data of a snapshot) in a line of words."""
    if kind == "barriers":
        parts = _barrier(record, instrument, language, citizen_view=citizen_view)
    elif kind == "goals":
        parts = [raw(str(record.get("words") or "")), *_texts(record, "sign")]
        if record.get("follow_up_on"):
            parts.append(t("follow-up {day}", day=_day(record["follow_up_on"])))
    elif kind == "efforts":
        parts = [effort_name(record, catalogue, language), *_texts(record, "period")]
        if record.get("result"):
            parts.append(RESULTS.get(str(record["result"])) or raw(str(record["result"])))
        parts += _texts(record, "end_reason")
    elif kind == "plans":
        parts = [plan_kind_text(str(record.get("kind") or "")), *_texts(record, "authority")]
    else:
        parts = [raw(str(record.get("words") or ""))]
    return joined(parts)


def effort_name(record: Mapping[str, Any], catalogue: Catalogue, language: str) -> Text:
    """Return what an earlier effort is called: its own words, else its type in the catalogue."""
    code = str(record.get("type_code") or record.get("effort_type") or "")
    entry = catalogue.entry(code)
    words = entry.name.in_language(language) if entry else code.replace("_", " ")
    return raw(str(record.get("title") or "") or words)


def joined(parts: Iterable[Text]) -> Text:
    """Return words as one line with dots between."""
    whole: Text | None = None
    for part in parts:
        whole = part if whole is None else t("{list} · {next}", list=whole, next=part)
    return whole if whole is not None else raw("")


def _barrier(
    record: Mapping[str, Any], instrument: Instrument, language: str, *, citizen_view: bool
) -> list[Text]:
    code = str(record.get("type_code") or "")
    parts = [raw(problem_label(instrument, code, language))] if code else []
    parts += _texts(record, "words", "effect")
    for codes, key in (
        (instrument.problems.severities, "severity"),
        (instrument.problems.categories, "category"),
    ):
        if key == "category" and citizen_view:
            continue
        parts += [o.label.text(language) for o in codes if o.code == str(record.get(key) or "")]
    if record.get("status") not in (None, "", "open"):
        parts.append(t("no longer in the way"))
    return parts


def _texts(record: Mapping[str, Any], *names: str) -> list[Text]:
    return [raw(str(record[name])) for name in names if record.get(name)]


def _day(value: Any) -> Any:
    return date.fromisoformat(value) if isinstance(value, str) else value
