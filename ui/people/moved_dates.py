"""The deadlines that what is written in a form would move, listed with old and new date before it is saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from caseworker.base.text import Text, t, tc
from caseworker.casework.new_dates import DateChange, Rest
from ui.kit import Label, px, row, tokens

_DATE_WIDTH = 150
_REST_WIDTH = 224  # "hviler til og med 30. sep. 2027" in one line
_SHOWN = 12


def list_dates(
    into: QVBoxLayout, changes: Sequence[DateChange], rule_name: Callable[[str, str], Text], today: date
) -> None:
    """List the deadlines that move, those of one day under its heading; without any, say so."""
    if not changes:
        into.addWidget(Label(t("No deadline moves."), "soft"))
    rests = any(change.rest_before or change.rest_after for change in changes)
    width = px(_REST_WIDTH if rests else _DATE_WIDTH)
    for day, group in groupby(changes, key=lambda change: change.from_on):
        part = list(group)
        head = Label(_heading(day, today), "label")
        columns = Label(tc("dates", "Before"), "label"), Label(tc("dates", "New"), "label")
        into.addLayout(_line(head, *columns, width, above=tokens.M if into.count() else tokens.XS))
        for change in part[:_SHOWN]:
            name = Label(rule_name(change.rule, change.pack), "body", elide=True)
            before = Label(_stands(change.before, change.rest_before, t("is new")), "soft")
            after = _stands(change.after, change.rest_after, t("falls away"))
            into.addLayout(_line(name, before, Label(after, "strong" if change.after else "soft"), width))
        if len(part) > _SHOWN:
            into.addWidget(Label(t("and {count} more", count=len(part) - _SHOWN), "note"))


def _heading(day: date | None, today: date) -> Text:
    """Say when they move: when the form is saved, or only on a coming day."""
    if day is None:
        return t("These deadlines move when you save")
    if day.year == today.year:
        return t("These deadlines move from {day:day_month}", day=day)
    return t("These deadlines move from {day}", day=day)


def _stands(day: date | None, rest: Rest | None, otherwise: Text) -> Text:
    if day is not None:
        return t("{day:short_year}", day=day)
    return rest.words if rest else otherwise


def _line(name: Label, before: Label, after: Label, width: int, *, above: int = tokens.XS) -> QHBoxLayout:
    for label in (before, after):
        label.setFixedWidth(width)
    return row((name, 1), before, after, gap=tokens.M, margins=(0, above, 0, tokens.XS))
