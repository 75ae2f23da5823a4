"""What a fact that deadlines are counted from is called on one line, with its days."""

from __future__ import annotations

from datetime import date

from caseworker.base.text import Text, raw, t, tn
from caseworker.people.fact_checks import FactData
from caseworker.people.fact_kinds import KINDS
from caseworker.people.words import BENEFITS


def fact_title(data: FactData) -> Text:
    """Return what it is, with its answer: the benefit, the hours a week, yes or no."""
    kind = KINDS[data.what]
    if kind.sort == "benefit":
        return BENEFITS.get(data.benefit) or raw(data.benefit)
    if data.what == "transferred":
        return t("Moved to {benefit}", benefit=BENEFITS.get(data.benefit) or raw(data.benefit))
    if kind.sort == "work":
        return tn(
            "{what}, {hours} hour a week", "{what}, {hours} hours a week", 1 if data.hours_per_week == 1 else 2,
            what=kind.words, hours=data.hours_per_week,
        )  # fmt: skip
    if data.value:
        return t("{what}: yes", what=kind.words) if data.value == "true" else t("{what}: no", what=kind.words)
    return kind.words


def fact_days(data: FactData, today: date) -> Text:
    """Return its day or days, short; what begins after today has not begun."""
    if data.day is None:
        return raw("")
    if data.last_day is not None and KINDS[data.what].by is not None:
        return t("{day:short_year}, to be done by {last:short_year}", day=data.day, last=data.last_day)
    if data.last_day is not None:
        return t("{first:short_year} to {last:short_year}", first=data.day, last=data.last_day)
    if KINDS[data.what].sort == "event":
        return t("{day:short_year}", day=data.day)
    if data.day > today:
        return t("from {day:short_year}", day=data.day)
    return t("since {day:short_year}", day=data.day)


def fact_detail(data: FactData) -> Text | None:
    """Return what else is known of it, or None."""
    if data.expected_on is not None:
        return t("expected to be well {day:short_year}", day=data.expected_on)
    if data.paid_to is not None:
        return t("paid until {day:short_year}", day=data.paid_to)
    return raw(data.words) if data.words else None
