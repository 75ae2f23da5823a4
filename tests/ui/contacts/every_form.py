"""The forms of the list, each with what must be there before, and something written in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from caseworker.base.clock import at
from caseworker.contacts import following_up, reaching
from caseworker.contacts.following_up import HearingData
from tests.ui.contacts.case import SOON, Case
from tests.ui.contacts.window import Window
from ui.kit import Form

_MISSED = date(2026, 11, 20)


@dataclass(frozen=True)
class ListForm:
    """What is there before, the button that opens the form, what is written and chosen in it."""

    before: Callable[[Case], None]
    opener: str
    written: dict[str, str]
    chosen: dict[str, str]


def write(window: Window, kind: str) -> Form:
    """Open a form of the list with its button and fill it in."""
    one = FORMS[kind]
    window.user.click(window.button(one.opener, window.list))
    form = window.panel.form
    for name, words in one.chosen.items():
        window.user.choose(form.field(name), words)
    for name, words in one.written.items():
        window.user.write(form.field(name), words)
    return form


def _nothing(case: Case) -> None:
    """Begin with an empty case."""


def _booked(case: Case) -> None:
    case.book(at(SOON, 13))


def _wished(case: Case) -> None:
    case.ask(_MISSED, "Om FVU")


def _was_missed(case: Case) -> None:
    case.was(_MISSED, "absent_no_notice")


def _heard(case: Case) -> None:
    talk_id = case.was(_MISSED, "absent_no_notice")
    hearing = HearingData(talk_id=talk_id, sent_on=date(2026, 11, 23), answer_by=date(2026, 12, 4))
    case.do(lambda work: following_up.send_hearing(work, hearing))


def _asked_for_access(case: Case) -> None:
    data = reaching.RequestData(case_id=case.case_id, requested_on=_MISSED, what="access")
    case.do(lambda work: reaching.request_talk(work, data))


FORMS = {
    "book": ListForm(_nothing, "Book a talk", {"purpose": "Om praktik"}, {}),
    "move": ListForm(_booked, "Move", {"place": "Lokale 9"}, {}),
    "cancel": ListForm(_booked, "Call off", {}, {"who": "Jonas calls off", "cancelled_reason": "Illness"}),
    "wish": ListForm(_nothing, "The citizen asks for …", {"wish": "Om FVU"}, {}),
    "close": ListForm(_wished, "No longer wanted", {"closed_reason": "Løst over telefon"}, {}),
    "answer": ListForm(_asked_for_access, "Answer", {"words": "Får det hele"}, {"answer": "Partly"}),
    "attempt": ListForm(_was_missed, "Phone", {"words": "Talte med moren"}, {"result": "No answer"}),
    "let_be": ListForm(_was_missed, "There was a good reason", {"reason": "Var på skadestuen"}, {}),
    "hear": ListForm(_was_missed, "Write the hearing down", {"words": "Skrev i e-Boks"}, {}),
    "hearing_answer": ListForm(_heard, "Write the answer down", {"words": "Var syg"}, {}),
    "decide": ListForm(_heard, "Write the decision down", {"reason": "Ingen gyldig grund"}, {}),
}
