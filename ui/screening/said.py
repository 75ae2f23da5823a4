"""What was said otherwise in another conversation of the same screening: it stands in the store and can be read."""

from __future__ import annotations

from datetime import date
from typing import Any

from caseworker.base.text import Text, t
from caseworker.plan.catalogue import Catalogue
from caseworker.plan.wording import near_day
from caseworker.screening.instrument import RECORD_TYPES, Question, answered
from caseworker.screening.view import ScreeningView
from caseworker.screening.wording import answer_text

_WORDS = frozenset({"text", "long_text"})


def said_otherwise(
    view: ScreeningView, question: Question, now: Any, today: date, *, session_id: str = ""
) -> tuple[Text, ...]:
    """Return the words said to a question in place of those that count now, each with its conversation.

    `session_id` leaves all but one conversation out.
    """
    if question.type not in _WORDS:
        return ()
    return _lines(view, question, now, today, session_id, lambda value: t("“{words}”", words=str(value)))


def found_otherwise(
    view: ScreeningView, session_id: str, catalogue: Catalogue, language: str, today: date
) -> dict[str, tuple[Text, ...]]:
    """Return by question what a conversation found where something else counts now: it is not written over."""
    found = {}
    latest = {finding.question: finding.session_id for finding in view.findings}
    for section in view.instrument.section:
        for question in section.question:
            if question.type in RECORD_TYPES or latest.get(question.id) == session_id:
                continue  # what counts was said here
            now = view.answers.get(question.id)
            if question.type in _WORDS:
                lines = said_otherwise(view, question, now, today, session_id=session_id)
            else:
                lines = _lines(
                    view, question, now, today, session_id,
                    lambda value, asked=question: answer_text(asked, value, catalogue, language),
                )  # fmt: skip
            if lines:
                found[question.id] = lines
    return found


def _lines(
    view: ScreeningView, question: Question, now: Any, today: date, session_id: str, told: Any
) -> tuple[Text, ...]:
    numbers = {one.id: one for one in view.sessions}
    lines: dict[Text, None] = {}
    for finding in view.findings:
        held = numbers.get(finding.session_id)
        mine = finding.question == question.id and (not session_id or finding.session_id == session_id)
        if held is None or not mine or finding.value == now or not answered(finding.value):
            continue
        day = near_day(held.on, today)
        words = told(finding.value)
        lines[t("{day} (talk {number}): {words}", day=day, number=held.number, words=words)] = None
    return tuple(lines)
