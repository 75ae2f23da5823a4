"""Answers of a screening in words, for comparison, advice and prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from caseworker.base.text import Text, raw, t, tc
from caseworker.plan.catalogue import Catalogue
from caseworker.plan.datafile import Words
from caseworker.screening.instrument import Instrument, Question, answered


def in_both(words: Words) -> Text:
    """Return words of a data file as a text that is said in the language of whoever reads it, now or years on."""
    # Each language's message shows its own words and cuts the others down to nothing.
    return t("{in_english}{in_danish:.0}", in_english=words.en, in_danish=words.da)


def option_label(question: Question, code: str, catalogue: Catalogue, language: str) -> str:
    """Return the label of a chosen code; a code that is no longer offered is shown as it is."""
    if question.options_from == "industries":
        labels = {i.code: i.name for i in catalogue.industries}
    else:
        labels = {o.code: o.label for o in question.options}
    return labels[code].in_language(language) if code in labels else code.replace("_", " ")


def yes_later_no(code: str) -> Text:
    """Return the word for yes, later or no."""
    return {"yes": tc("answer", "yes"), "later": tc("answer", "later")}.get(code, tc("answer", "no"))


def problem_label(instrument: Instrument, code: str, language: str) -> str:
    """Return what a barrier type is called."""
    problem = instrument.problems.problem(code)
    return problem.label.in_language(language) if problem else code.replace("_", " ")


def answer_text(question: Question, value: Any, catalogue: Catalogue, language: str = "da") -> Text:
    """Return a plain answer in words. Records (barriers, resources ...) are told by `compare` and prints."""
    if not answered(value):
        return tc("answer", "not answered")
    match question.type:
        case "choice":
            return raw(option_label(question, str(value), catalogue, language))
        case "multi_choice":
            return listed(raw(option_label(question, str(code), catalogue, language)) for code in value)
        case "yes_later_no":
            word = yes_later_no(str(value.get("answer")))
            reason = str(value.get("reason") or "").strip()
            return t("{answer}, {reason}", answer=word, reason=reason) if reason else word
        case "scale" if question.scale is not None:
            step = int(value) - question.scale.low
            inside = 0 <= step < len(question.scale.anchors)
            words = question.scale.anchors[step].in_language(language) if inside else ""
            return t("{number}: {words}", number=int(value), words=words) if inside else raw(str(value))
        case "number":
            unit = question.unit.in_language(language) if question.unit else ""
            return t("{number} {unit}", number=float(value), unit=unit) if unit else raw(f"{value:g}")
        case "date":
            try:
                return t("{day}", day=date.fromisoformat(str(value)))
            except ValueError:
                return raw(str(value))
        case _:
            return t("“{words}”", words=str(value).strip())


def listed(parts: Iterable[Text], *, apart: bool = False) -> Text:
    """Return texts as one, with commas between; `apart` puts dots between parts that hold commas themselves."""
    joined: Text | None = None
    for part in parts:
        if joined is None:
            joined = part
        elif apart:
            joined = t("{list} · {next}", list=joined, next=part)
        else:
            joined = t("{list}, {next}", list=joined, next=part)
    return joined if joined is not None else raw("")


def record_key(record: Mapping[str, Any]) -> str:
    """Return what makes two records of different screenings the same: their type, else their words."""
    return str(record.get("type_code") or record.get("words") or record.get("title") or "").strip().casefold()
