"""Whether a fact may be written: its days, its numbers, and what stands beside it already. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from caseworker.base.errors import UserError
from caseworker.base.place import Place
from caseworker.base.text import Text, raw, t
from caseworker.people.fact_kinds import KINDS, FactKind
from caseworker.people.words import BENEFITS

LEAST_HOURS, MOST_HOURS = 0.5, 60  # of ordinary work a week
MOST_MONTH_HOURS = 31 * 24
# The same limit as at intake for what begins; a leave or a sentence may end later than that.
_AHEAD, _LAST_AHEAD = timedelta(days=366), timedelta(days=10 * 366)
_ONE_DAY = timedelta(days=1)
REQUIRED: Mapping[str, Text] = {
    "day": t("Write the day."),
    "benefit": t("Choose the benefit."),
    "last_day": t("Write the day it must be done by."),
    "hours_per_week": t("Write how many hours a week."),
    "value": t("Choose yes or no."),
    "expected_on": t("Write the day the citizen is expected to be well."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FactData:
    """What is written down of one kind (fact_kinds.KINDS). `day` is the day or the first day.

    `hours` are hours of benefit by month ("2026-03"), `words` the reason or the employer, `value` "true" or
    "false".
    """

    what: str
    day: date | None = None
    last_day: date | None = None
    benefit: str = ""
    value: str = ""
    expected_on: date | None = None
    paid_to: date | None = None
    hours: Mapping[str, float] = field(default_factory=dict)
    hours_per_week: float | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that is written down, under the id of its record."""

    id: str
    data: FactData


@dataclass(frozen=True, slots=True)
class Ends:
    """Another fact that a new one ends, and its new last day."""

    fact: Fact
    last_day: date


def check(data: FactData, others: Iterable[Fact], born: date, today: date) -> None:
    """Raise UserError at the field that is wrong. `others` are the citizen's other facts."""
    kind = KINDS.get(data.what)
    if kind is None:
        raise _wrong("what", t("Choose what you will write down."))
    for name in kind.needed:
        if getattr(data, name) in ("", None):
            raise _wrong(name, REQUIRED[name])
    if data.benefit and data.benefit not in BENEFITS:
        raise _wrong("benefit", REQUIRED["benefit"])
    if data.value not in ("", "true", "false"):
        raise _wrong("value", REQUIRED["value"])
    day = _check_days(data, kind, born, today)
    _check_hours(data)
    mine = [other for other in others if other.data.what == data.what]
    if kind.sort == "benefit":
        _check_periods(data, day, mine)
    elif any(other.data.day == day for other in mine):
        raise _wrong(
            "day", t("This is written down for {day:numeric} already. Change that instead.", day=day)
        )


def ended_by(data: FactData, others: Iterable[Fact]) -> Ends | None:
    """Return the benefit that still runs, or the same trait, that ends the day before this one begins."""
    kind = KINDS.get(data.what)
    if kind is None or kind.sort not in ("benefit", "trait") or data.day is None:
        return None
    for other in others:
        before = other.data
        if before.what == data.what and before.last_day is None and (before.day or data.day) < data.day:
            return Ends(other, data.day - _ONE_DAY)
    return None


def cannot_begin(day: date, born: date, today: date) -> Text | None:
    """Return why nothing of a citizen's can begin on that day: before birth, or over a year ahead."""
    if day < born:
        return t("The date {day:numeric} lies before the citizen was born. Check it.", day=day)
    if day > today + _AHEAD:
        return t("The date {day:numeric} lies more than a year ahead. Check the year.", day=day)
    return None


def first_day(opened_on: date, group_days: Iterable[date], facts: Iterable[Fact]) -> date:
    """Return the first day of anything that is written down of a case: what holds all along holds from there."""
    happened = (one.data.day for one in facts if one.data.day and KINDS[one.data.what].sort == "event")
    return min([opened_on, *group_days, *happened])


def months_of(data: FactData, today: date) -> list[str]:
    """Return the months ("2026-03") in which a period has run so far, the first one first."""
    if data.day is None:
        return []
    last = min(data.last_day or today, today)
    months, month = [], data.day.replace(day=1)
    while month <= last:
        months.append(f"{month:%Y-%m}")
        month = (month + timedelta(days=32)).replace(day=1)
    return months


def _check_days(data: FactData, kind: FactKind, born: date, today: date) -> date:
    day = data.day
    if day is None:
        raise _wrong("day", REQUIRED["day"])
    if day > today and not kind.ahead:
        raise _wrong(
            "day", t("This has happened, so the day cannot lie after today ({day:numeric}).", day=today)
        )
    if (wrong := cannot_begin(day, born, today)) is not None:
        raise _wrong("day", wrong)
    for name in ("last_day", "paid_to", "expected_on"):
        later = getattr(data, name)
        if later is not None and later < day:
            raise _wrong(name, t("The day lies before {day:numeric}, when it began. Check it.", day=day))
        if later is not None and later > today + _LAST_AHEAD:
            raise _wrong(
                name, t("The date {day:numeric} lies more than ten years ahead. Check the year.", day=later)
            )
    return day


def _check_hours(data: FactData) -> None:
    hours = data.hours_per_week
    if hours is not None and not LEAST_HOURS <= hours <= MOST_HOURS:
        raise _wrong(
            "hours_per_week",
            t("Write between {least} and {most} hours a week.", least=LEAST_HOURS, most=MOST_HOURS),
        )
    for month, number in data.hours.items():
        if not 0 <= number <= MOST_MONTH_HOURS:
            raise _wrong("month_hours", t("A month has between 0 and {most} hours.", most=MOST_MONTH_HOURS))
        if data.day is not None and month < f"{data.day:%Y-%m}":
            raise _wrong("month_from", t("The month lies before the period began. Check it."))


def _check_periods(data: FactData, day: date, others: Sequence[Fact]) -> None:
    """Refuse a period on benefit that lies over another: only one is paid at a time."""
    for other in others:
        before = other.data
        if before.day is None:
            continue
        begins_later = data.last_day is not None and data.last_day < before.day
        is_over = before.last_day is not None and before.last_day < day
        if begins_later or is_over or (before.last_day is None and before.day < day and _other(data, before)):
            continue
        name = BENEFITS.get(before.benefit, raw(before.benefit))
        if before.day > day:
            raise _wrong(
                "last_day",
                t(
                    "“{benefit}” begins {day:numeric}. Write a last day before that.",
                    benefit=name,
                    day=before.day,
                ),
            )
        if before.last_day is None:
            raise _wrong(
                "day",
                t("“{benefit}” has been running since {day:numeric}. Change that period instead.",
                  benefit=name, day=before.day),
            )  # fmt: skip
        raise _wrong(
            "day",
            t("“{benefit}” runs until {day:numeric}. Begin after that, or change that period.",
              benefit=name, day=before.last_day),
        )  # fmt: skip


def _other(one: FactData, two: FactData) -> bool:
    return one.benefit != two.benefit


def _wrong(name: str, words: Text) -> UserError:
    return UserError(words, Place("fact", field=name))
