"""Which numbers a rule pack may hold: lengths that make sense together, shares, ages, days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from caseworker.base.text import Text, t
from caseworker.deadlines.facts import FIRST_YEAR, LAST_YEAR
from caseworker.deadlines.rules import Convention, PackHead, Rule
from caseworker.deadlines.spans import MOST_DAYS, MOST_MONTHS, MOST_WEEKS, MOST_YEARS, Span

_SOME_DAY = date(2025, 1, 1)  # lengths of different units are compared on a day like any other
_MOST_AGE = 150
_MOST_NUMBER = 3  # of a match group or a category of sickness
_WEEK_HOURS = 7 * 24
_MOST_REQUIRED = 1000
_MOST_GAP = 366
_SERIES = frozenset({"every", "rolling", "count_within"})
_LISTED = ("applies_to", "unless", "trigger")

Problem = tuple[str, Text]
"""The path of a field within the rule, and what is wrong with it."""


def empty_list(data: Mapping[str, Any]) -> Problem | None:
    """Return the first list without anything in it: nobody can tell whether that means all or none."""
    for part in _LISTED:
        table = data.get(part)
        for name, value in table.items() if isinstance(table, dict) else ():
            if value == []:
                return f"{part}.{name}", t("the list is empty. Leave it out where it does not matter")
    return None


def rule_number(rule: Rule) -> Problem | None:
    """Return the first number of a rule that cannot be, with its path."""
    for path, value, most in _bounded(rule):
        if value is not None and not 0 <= value <= most:
            return path, _between(0, most)
    return _category(rule) or _fraction(rule) or _length(rule) or _dates(rule) or _title(rule)


def convention_number(convention: Convention) -> Problem | None:
    """Return the first number of a convention that cannot be, with its path."""
    if not 0 <= convention.min_gap_days <= _MOST_GAP:
        return "convention.min_gap_days", _between(0, _MOST_GAP)
    if not 0 <= convention.post_workdays <= _MOST_GAP:
        return "convention.post_workdays", _between(0, _MOST_GAP)
    for place, end in enumerate(convention.categories_end):
        if not 1 <= end.otherwise <= _MOST_NUMBER:
            return f"convention.categories_end[{place}].otherwise", _between(1, _MOST_NUMBER)
        if end.moved is not None and not all(1 <= number <= _MOST_NUMBER for number in end.moved.category):
            return f"convention.categories_end[{place}].moved.category", _between(1, _MOST_NUMBER)
    return None


def head_problem(head: PackHead) -> Problem | None:
    """Return the first day or title of a pack that cannot be, with its path."""
    return _dates(head) or _title(head)


def _dates(one: PackHead | Rule) -> Problem | None:
    for name, day in (("valid_from", one.valid_from), ("valid_to", one.valid_to)):
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            return name, t("{day:numeric} cannot be right", day=day)
    return None


def _title(one: PackHead | Rule) -> Problem | None:
    for language in ("da", "en"):
        if not getattr(one.title, language).strip():
            return f"title.{language}", t("the text is empty")
    return None


def _between(low: int, high: int) -> Text:
    return t("the number must lie between {low} and {high}", low=low, high=high)


def _bounded(rule: Rule) -> Iterable[tuple[str, float | None, int]]:
    """Name the plain numbers of a rule, from 0 to the most they may be."""
    trigger, met, wanted = rule.trigger, rule.met_by, rule.applies_to
    yield "required", rule.required, _MOST_REQUIRED
    yield "warn_days", rule.warn_days, MOST_DAYS
    yield "trigger.break_years", trigger.break_years, MOST_YEARS
    yield "trigger.asks_after_months", trigger.asks_after_months, MOST_MONTHS
    yield "trigger.offer_days", trigger.offer_days, MOST_DAYS
    yield "trigger.within_weeks_of_start", trigger.within_weeks_of_start, MOST_WEEKS
    yield "trigger.by_any_weeks", trigger.by_any_weeks, MOST_WEEKS
    yield "trigger.months_since_deregistered", trigger.months_since_deregistered, MOST_MONTHS
    yield "trigger.min_months_since_deregistered", trigger.min_months_since_deregistered, MOST_MONTHS
    yield "met_by.offer_days", met.offer_days, MOST_DAYS
    yield "applies_to.under_age", wanted.under_age, _MOST_AGE
    yield "applies_to.from_age", wanted.from_age, _MOST_AGE
    if rule.lapses_when is not None:
        yield "lapses_when.work_hours", rule.lapses_when.work_hours, _WEEK_HOURS
    if (count := rule.cumulated) is not None:
        yield "cumulated.hours", count.hours, MOST_DAYS * 24
        yield "cumulated.part_hours", count.part_hours, MOST_DAYS * 24
        yield "cumulated.after_hours", count.after_hours, MOST_DAYS * 24
        yield "cumulated.part_after_hours", count.part_after_hours, MOST_DAYS * 24
        yield "cumulated.days", count.days, MOST_DAYS
        yield "cumulated.weeks", count.weeks, MOST_WEEKS
        for name in ("months", "in_months", "earliest_months", "earliest_in_months"):
            yield f"cumulated.{name}", getattr(count, name), MOST_MONTHS
    if (share := rule.share) is not None:
        yield "share.weeks", share.weeks, 52
        yield "share.until_age", share.until_age, _MOST_AGE


def _category(rule: Rule) -> Problem | None:
    for part in ("applies_to", "unless"):
        wanted = getattr(rule, part)
        for name in ("match", "category", "categories") if wanted is not None else ():
            if any(not 1 <= number <= _MOST_NUMBER for number in getattr(wanted, name)):
                return f"{part}.{name}", _between(1, _MOST_NUMBER)
    if rule.moves_to is not None and not 1 <= rule.moves_to <= _MOST_NUMBER:
        return "moves_to", _between(1, _MOST_NUMBER)
    return None


def _fraction(rule: Rule) -> Problem | None:
    fraction = rule.share.fraction if rule.share is not None else None
    if fraction is not None and not 0 < fraction <= 1:
        return "share.fraction", t("a share of the year lies between 0 and 1")
    return None


def _length(rule: Rule) -> Problem | None:
    """Return what is wrong with the lengths of a rule, taken together."""
    period, until, opens = rule.period, rule.until, rule.opens
    if period is None:
        return None
    if rule.kind in _SERIES and _days(period) == 0:
        return "period", t("the length must be more than 0")
    if until is not None and rule.first and _days(until) < _days(rule.first[0]):
        return "until", t("it ends before the first date")
    if any(_days(two) < _days(one) for one, two in pairwise(rule.first)):
        return "first", t("a later one of the first dates lies before an earlier one")
    if (
        rule.kind == "window_before"
        and opens is not None
        and opens.before(_SOME_DAY) > period.before(_SOME_DAY)
    ):
        return "opens", t("it opens after its own deadline")
    return None


def _days(span: Span) -> int:
    return (span.after(_SOME_DAY) - _SOME_DAY).days
