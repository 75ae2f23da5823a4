"""Checking answers, and laying records and known facts under the questions they belong to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from caseworker.base.errors import UserError
from caseworker.base.place import Place
from caseworker.base.text import Text, t
from caseworker.screening.instrument import YES_LATER_NO, Instrument, Question, Role

# What each new screening decides anew: never carried over from the last one.
DECISION: frozenset[Role] = frozenset(
    {"outcome", "outcome_reason", "pre_from", "pre_to", "review_on", "next_contact", "suitability_reason"}
)


def checked(question: Question, value: Any, place: Place) -> Any:
    """Return a plain answer as it is stored; None where nothing is answered. Raises UserError at the field."""
    if value is None or value in ("", [], {}):
        return None
    match question.type:
        case "text" | "long_text":
            return value if isinstance(value, str) and value.strip() else None
        case "choice":
            return _known(question, value, place)
        case "multi_choice":
            return [_known(question, code, place) for code in value] or None
        case "scale":
            low, high = (question.scale.low, question.scale.high) if question.scale else (1, 5)
            return int(_between(value, low, high, place))
        case "number":
            return _between(value, question.least, question.most, place)
        case "date":
            return _day(value, place)
        case "yes_later_no":
            answer = value.get("answer") if isinstance(value, Mapping) else value
            if answer not in YES_LATER_NO:
                raise UserError(t("Choose yes, later or no."), place)
            reason = value.get("reason", "") if isinstance(value, Mapping) else ""
            return {"answer": answer, "reason": str(reason or "").strip()}
        case _:
            raise UserError(t("Write this in its list, not as an answer."), place)


def searchable(value: Any) -> str:
    """Return the words of an answer that search can find: free text, not codes."""
    if isinstance(value, Mapping):
        return str(value.get("reason", ""))
    return value if isinstance(value, str) else ""


def under_questions(instrument: Instrument, records: Mapping[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """Return records by the id of the question that they answer.

    Where two questions ask for the same kind of record, each goes to the first that offers its kind.
    """
    placed: dict[str, Any] = {}
    taken: set[tuple[str, int]] = set()
    for question in instrument.questions():
        if question.type not in records:
            continue
        offered = {kind.code for kind in question.kinds}
        fitting = []
        for number, record in enumerate(records[question.type]):
            mine = not offered or record.get("kind") in offered
            if mine and (question.type, number) not in taken:
                taken.add((question.type, number))
                fitting.append(record)
        placed[question.id] = fitting
    return placed


def prefilled(instrument: Instrument, known: Mapping[str, Any]) -> dict[str, Any]:
    """Return answers that stand there already because the facts are known (R-119), by question id."""
    answers: dict[str, Any] = {}
    for question in instrument.questions():
        if question.prefill and known.get(question.prefill) not in (None, ""):
            try:
                value = checked(question, known[question.prefill], Place("screening"))
            except UserError:
                continue  # a value that this instrument does not offer: then the question is simply asked
            if value is not None:
                answers[question.id] = value
    return answers


def carried(instrument: Instrument, last: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers of the last screening that a new one begins with: all but the decision."""
    answers: dict[str, Any] = {}
    for question in instrument.questions():
        if question.role in DECISION or question.id not in last:
            continue
        try:
            value = checked(question, last[question.id], Place("screening"))
        except UserError:
            continue  # asked differently now: then it is asked anew
        if value is not None:
            answers[question.id] = value
    return answers


def _known(question: Question, value: Any, place: Place) -> str:
    codes = {option.code for option in question.options}
    if not isinstance(value, str) or (codes and value not in codes):
        raise UserError(t("Choose one of the answers."), place)
    return value


def _between(value: Any, least: float | None, most: float | None, place: Place) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise UserError(t("Write a number."), place) from None
    if (least is not None and number < least) or (most is not None and number > most) or number != number:
        raise UserError(_bounds(least, most), place)
    return number


def _bounds(least: float | None, most: float | None) -> Text:
    if least is not None and most is not None:
        return t("Write a number from {least} to {most}.", least=float(least), most=float(most))
    return t("Write a number.")


def _day(value: Any, place: Place) -> str:
    if isinstance(value, date):
        return value.isoformat()
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise UserError(t("Write a date."), place) from None
