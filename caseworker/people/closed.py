"""What can still be written in a closed case: what was until its last day, and what ends things. Nothing new."""

from __future__ import annotations

from datetime import date

from caseworker.base.errors import UserError
from caseworker.base.place import Place
from caseworker.base.text import Text, t
from caseworker.people.model import CaseFile
from caseworker.store.work import Work

_CLOSED = t("The case is closed. Open a new case first.")


def refuse_closed(work: Work, case_id: str, words: Text = _CLOSED) -> None:
    """Raise UserError with these words when the case is closed."""
    if work.get(CaseFile, case_id).closed_on is not None:
        raise UserError(words, Place("case", case_id))


def refuse_after_closing(work: Work, case_id: str, on: date, words: Text, place: Place) -> None:
    """Raise UserError when the case was closed before that day. `words` name it as {closed}."""
    closed_on = work.get(CaseFile, case_id).closed_on
    if closed_on is not None and on > closed_on:
        raise UserError(words.with_values(closed=closed_on), place)
