"""Says what a talk on a day does to the deadlines: each of them in a line, or all of them in one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from caseworker.base.text import Text, t, tn
from caseworker.casework.booking import Consequence, Effect
from caseworker.casework.happenings import clock_words
from caseworker.contacts.queries import PlannedTime
from caseworker.contacts.suggest import joined
from caseworker.deadlines.packs import Packs
from caseworker.deadlines.words import rule_title, short_day


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that a talk on the day does."""

    effect: Effect
    words: Text
    cohort: bool = False


def told_of(packs: Packs, one: Consequence, today: date, language: str) -> Told:
    """Say what becomes of one deadline."""
    duty = rule_title(packs, one.rule, language, one.pack)
    if one.effect == "late" and one.day is not None and one.day >= today:
        # Not over yet, but it would be before the talk.
        words = t("“{duty}” runs over on {day} before the talk", duty=duty, day=short_day(one.day, today))
        return Told("overdue", words, one.cohort)
    words = _words(one, duty, today)
    if one.effect in ("meets", "late") and one.rule in packs.measurement_rules:
        words = t("{what}, if the measurement is taken at the talk", what=words)
    return Told(one.effect, words, one.cohort)


def in_short(packs: Packs, found: Iterable[Consequence], today: date, language: str) -> Told | None:
    """Say the most important of it in one line: what is too late by then, else what is met; None where nothing is.

    Deadlines that no talk can meet run over whenever the talk is: they are left out.
    """
    measuring = packs.measurement_rules
    can = measuring | packs.talk_rules
    by_effect: dict[str, list[tuple[Consequence, Told]]] = {}
    # A measurement can be taken without a talk, so what only a talk meets comes first.
    for one in sorted(found, key=lambda one: (one.rule in measuring, one.day or date.max)):
        told = told_of(packs, one, today, language)
        if one.rule in can:
            by_effect.setdefault(told.effect, []).append((one, told))
    over = by_effect.get("overdue", [])
    late = [one for one, told in over if not told.cohort]
    if late:
        return Told("overdue", _after(packs, late, today, language))
    serves = [one for one, _told in by_effect.get("meets", []) if one.rule not in measuring]
    if serves and not over and not any(one.rule not in measuring for one, _told in by_effect.get("late", [])):
        titles = [rule_title(packs, one.rule, language, one.pack) for one in serves]
        duties = joined([t("“{words}”", words=title) for title in dict.fromkeys(titles)])
        return Told("meets", t("Serves {duties}", duties=duties))
    # What only a measurement at the talk would meet is said last, with that condition.
    rest = (
        told for effect in ("overdue", "late", "counts", "meets") for _one, told in by_effect.get(effect, [])
    )
    return next(rest, None)


def taken_words(talk: PlannedTime, *, named: bool) -> Text:
    """Say that the time runs into a talk that is planned; with whom only where that may be `named`."""
    start, end = clock_words(talk.at), clock_words(talk.at + timedelta(minutes=talk.minutes))
    if named:
        return t(
            "You have a talk at {start}-{end} with {name} already.", start=start, end=end, name=talk.name
        )
    return t("You have a talk at {start}-{end} already.", start=start, end=end)


def _after(packs: Packs, late: Sequence[Consequence], today: date, language: str) -> Text:
    first = late[0]
    duty, day = rule_title(packs, first.rule, language, first.pack), _long_day(first.day or today, today)
    if first.day is not None and first.day < today:
        words = t("After the deadline: “{duty}” was due {day}.", duty=duty, day=day)
    else:
        words = t("After the deadline: “{duty}” is due {day}.", duty=duty, day=day)
    more = len({one.rule for one in late}) - 1
    if not more:
        return words
    return tn(
        "{first} One more runs over before then.",
        "{first} {count} more run over before then.",
        more,
        first=words,
    )


def _long_day(day: date, today: date) -> Text:
    if day.year == today.year:
        return t("{day:weekday}", day=day)
    return t("{day:weekday} {year}", day=day, year=day.year)


def _words(one: Consequence, duty: Text, today: date) -> Text:
    day = short_day(one.day, today) if one.day is not None else None
    if one.effect == "counts":
        return t("“{duty}”: number {done} of {total}", duty=duty, done=one.counted, total=one.required)
    if one.effect == "moot" or day is None:
        return t("“{duty}” falls away", duty=duty)
    if one.effect == "overdue" and one.cohort:
        return t("“{duty}” is not met by {day} and counts against the share", duty=duty, day=day)
    if one.effect == "overdue":
        return t("“{duty}” runs over before then: due {day}", duty=duty, day=day)
    if one.effect == "late":
        return t("“{duty}” is met after the deadline: was due {day}", duty=duty, day=day)
    if one.next_on is not None:
        return t("“{duty}” is met, next time {next}", duty=duty, next=short_day(one.next_on, today))
    return t("“{duty}” is met, due {day}", duty=duty, day=day)
