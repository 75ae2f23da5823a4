"""The card of what the deadlines are counted from: what is missing first, then what is known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QWidget

from caseworker.base.text import t, tc, tn
from caseworker.casework.missing_facts import FACT_FIELD, missing_words, place_for
from caseworker.people.fact_checks import Fact
from caseworker.people.fact_words import fact_days, fact_detail, fact_title
from ui.kit import STRETCH, Card, IconMark, Label, LinkButton, box, column, row, tokens
from ui.kit.bounded import bounded
from ui.kit.layout import ending
from ui.people.fact_values import FACT
from ui.people.overview_state import OverviewState

_SHOWN, _FEW = 5, 1
_MISSING_SHOWN = 4

Open = Callable[[str, str], None]


def facts_card(state: OverviewState, open_form: Open, show_all: Callable[[], None]) -> Card:
    """Return the card; a closed case can only be read."""
    is_open = state.head.closed_on is None
    add = LinkButton(tc("link", "Add"), on_click=lambda: open_form(FACT, ""), name=t("Add a fact"))
    add.setObjectName(opener(""))
    card = Card(t("What deadlines count from"), actions=[add] if is_open else [], divided=True)
    for name in state.missing[:_MISSING_SHOWN] if is_open else ():
        card.add_row(*_missing(state, name, open_form))
    if is_open and len(state.missing) > _MISSING_SHOWN:
        more = len(state.missing) - _MISSING_SHOWN
        card.add_footer(tn("{count} more is missing", "{count} more are missing", more))
    whole = state.all_facts or len(state.facts) <= _SHOWN + _FEW
    lines = column(gap=6)
    for fact in state.facts if whole else state.facts[:_SHOWN]:
        lines.addLayout(_known(fact, state.today, open_form if is_open else None))
    if not state.facts:
        lines.addWidget(Label(t("Nothing is written down yet."), "soft", wrap=True))
    if not whole:
        rest = len(state.facts) - _SHOWN
        more_link = LinkButton(tn("Show {count} more", "Show {count} more", rest), on_click=show_all)
        lines.addLayout(row(more_link, STRETCH))
    card.add_row((lines, 1), margins=(tokens.L, tokens.M, tokens.L, tokens.M))
    return card


def opener(wanted: str) -> str:
    """Return the name of the button that opens the form for this, to give the focus back to."""
    return f"{FACT_FIELD}{wanted}"


def _missing(state: OverviewState, name: str, open_form: Open) -> list[QWidget | tuple[QWidget, int]]:
    what = missing_words(name, state.lacking)
    label = Label(t("Missing: {what}", what=what), "body", wrap=True)
    place = place_for(state.head.case_id, name)
    if place is None:
        return [IconMark("info", "ink_soft", 16), (label, 1)]
    kind, _, wanted = place.field.partition(":")
    link = LinkButton(
        tc("link", "Write it"), name=t("Write {what}", what=what), on_click=lambda: open_form(kind, wanted)
    )
    link.setObjectName(opener(wanted) if kind == FACT else "")
    return [IconMark("circle-help", "ink_soft", 16), (label, 1), link]


def _known(fact: Fact, today: date, open_form: Open | None) -> QHBoxLayout:
    title, days, detail = fact_title(fact.data), fact_days(fact.data, today), fact_detail(fact.data)
    note = t("{days}, {detail}", days=days, detail=detail) if detail is not None else days
    words = box(column(Label(title, "body", wrap=True), Label(bounded(note), "note", wrap=True), gap=0))
    if open_form is None:
        return row((words, 1))
    spoken = t("Change “{what}”, {days}", what=title, days=days)
    link = LinkButton(tc("link", "change"), name=spoken, on_click=lambda: open_form(FACT, fact.id))
    link.setObjectName(opener(fact.id))
    return ending((words, 1), link, gap=tokens.M)
