"""The fields of the form for what deadlines are counted from: first what it is, then only what that needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtGui import QStandardItemModel

from caseworker.base.text import Text, t, tc, tn
from caseworker.people.fact_checks import MOST_HOURS, MOST_MONTH_HOURS, REQUIRED
from caseworker.people.fact_kinds import HEADINGS, KINDS, FactKind
from caseworker.people.words import BENEFITS
from ui.kit import (
    ChoiceChips,
    DateField,
    Form,
    NumberField,
    SectionHeader,
    SelectField,
    TextField,
    font,
    tokens,
)
from ui.people import fact_values
from ui.people.past import PastField

_LIST = 16  # lines of the open list
_FROM: dict[str, tuple[Text, Text | str]] = {
    "event": (tc("field", "Day"), t("the day it happened")),
    "benefit": (t("First day"), t("the deadlines count from here")),
    "work": (t("First day"), ""),
    "trait": (t("Holds from"), t("before the deadlines begin")),
    "exemption": (t("First day"), ""),
}
_OPTIONAL = t("may be left empty")
_DAYS: dict[str, tuple[Text, Text]] = {
    "last_day": (t("Last day"), t("empty while it goes on")),
    "expected_on": (t("Expected to be well"), _OPTIONAL),
    "paid_to": (t("Paid until"), _OPTIONAL),
}


class KindField(SelectField):
    """The list of kinds under their headings; a heading cannot be chosen."""

    def __init__(self) -> None:
        choices: list[tuple[str, Text]] = []
        headings = []
        for heading, words in HEADINGS.items():
            headings.append(len(choices))
            choices.append((f"#{heading}", words))
            choices += [(code, kind.words) for code, kind in KINDS.items() if kind.heading == heading]
        super().__init__(choices)
        self.combo.setMaxVisibleItems(_LIST)
        model = self.combo.model()
        assert isinstance(model, QStandardItemModel)
        for place in headings:
            item = model.item(place)
            item.setEnabled(False)
            item.setFont(font("label"))


def fact_form(
    values: Mapping[str, Any], today: Callable[[], date], *, fixed: bool, born: date | None = None
) -> Form:
    """Return the form for these values; `fixed` is a fact that stays of its kind."""
    form = Form(columns=3, gap=tokens.M)
    what = KindField()
    what.set_read_only(fixed)
    form.add("what", tc("field", "What"), what, required=t("Choose what you will write down."))
    kind = KINDS.get(values.get("what") or "")
    if kind is None:
        return form
    for name in fact_values.fields_of(values)[1:]:
        if name in ("day", "last_day", "expected_on", "paid_to"):
            _add_day(form, name, kind, today, born)
        elif name == "month_hours":
            _add_hours(form, values.get(fact_values.WRITTEN) or 0)
        elif name in ("month_from", "month_to"):
            words = t("From the month") if name == "month_from" else t("To the month")
            form.add(name, words, SelectField(_months(values, today())))
        else:
            _add_other(form, name, kind)
    return form


def _add_day(form: Form, name: str, kind: FactKind, today: Callable[[], date], born: date | None) -> None:
    """Add one of the days that are asked for: it may be left empty unless the kind needs it."""
    words, note = _FROM[kind.sort] if name == "day" else _DAYS[name]
    required = REQUIRED[name] if name == "day" or name in kind.needed else ""
    if name == "last_day" and kind.by is not None:
        words, note = kind.by, t("only if another day was set")
    latest = today() if name == "day" and not kind.ahead else None
    form.add(
        name, words,
        PastField(today, lambda: born, latest=latest) if name == "day" else DateField(today, width=0),
        note="" if required and name != "day" else note, required=required,
    )  # fmt: skip


def _add_other(form: Form, name: str, kind: FactKind) -> None:
    required = REQUIRED[name] if name in kind.needed else ""
    match name:
        case "benefit":
            form.add(name, tc("field", "Benefit"), SelectField([*BENEFITS.items()]), required=required)
        case "value":
            chips = ChoiceChips([("true", tc("answer", "Yes")), ("false", tc("answer", "No"))])
            form.add(name, tc("field", "Answer"), chips, required=required)
        case "hours_per_week":
            form.add(name, t("Hours a week"), _number(1, MOST_HOURS), required=required)
        case _:
            words = tc("field", "Employer") if kind.sort == "work" else tc("field", "Reason")
            form.add(name, words, TextField(limit=200), note=_OPTIONAL)


def _add_hours(form: Form, written: int) -> None:
    note = tn("written for {count} month", "written for {count} months", written) if written else ""
    form.add_wide(SectionHeader(t("Hours on benefit"), note, kind="label"))
    form.add("month_hours", t("Hours a month"), _number(2, MOST_MONTH_HOURS), note=_OPTIONAL)


def _number(decimals: int, most: int) -> NumberField:
    return NumberField(unit=tc("unit", "hours"), decimals=decimals, least=0, most=most)


def refill_months(form: Form, today: Callable[[], date]) -> None:
    """Offer the months of the period as it is typed now; a chosen one that lies in it stays."""
    for name in ("month_from", "month_to"):
        if name in form.names():
            field = form.field(name)
            assert isinstance(field, SelectField)
            field.set_choices(_months(form.values(), today()))


def _months(values: Mapping[str, Any], today: date) -> list[tuple[str, Text]]:
    return [
        (month, t("{month:month}", month=date.fromisoformat(f"{month}-01")))
        for month in fact_values.months(values, today)
    ]
