"""Fixed times of the week and step-ups, typed the way they are said: "tir 10-12, tor 9-11.30". No Qt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from caseworker.base.dates import weekday_name
from caseworker.base.text import Text, render, t
from caseworker.plan.content import StepUp
from caseworker.plan.facts import Slot
from caseworker.plan.week import time_text

_DAYS = (
    ("mandag", "monday"),
    ("tirsdag", "tuesday"),
    ("onsdag", "wednesday"),
    ("torsdag", "thursday"),
    ("fredag", "friday"),
    ("lørdag", "saturday"),
    ("søndag", "sunday"),
)
_TIME = r"(\d{1,2})(?:[.:](\d{2}))?"
_BETWEEN = re.compile(rf"{_TIME}\s*(?:-|–|—|til|to)\s*(?:kl\.?\s*)?{_TIME}")
_SPAN = re.compile(r"([a-zæøå]+)\.?\s*(?:-|–|—|til|to)\s*([a-zæøå]+)\.?(?![a-zæøå])")
_WORD = re.compile(r"[a-zæøå]+")
_BESIDE = frozenset({"kl", "og", "and", "at", "hver", "every", "on", "den"})
_GAP = re.compile(r"[\s,;.&+]+")
_WORKDAYS = frozenset({"hverdag", "hverdage", "weekdays", "dagligt", "daily"})


@dataclass(frozen=True, slots=True)
class ReadSlots:
    """What was understood of typed times, and the sentence for what was not."""

    slots: tuple[Slot, ...] = ()
    problem: Text | None = None


def read_slots(words: str) -> ReadSlots:
    """Read fixed times: days, then the time they share; several groups may follow each other."""
    rest = words.strip().lower()
    slots: list[Slot] = []
    days: list[int] = []
    used = False
    while rest := _GAP.sub("", rest, count=1) if _GAP.match(rest) else rest:
        if match := _BETWEEN.match(rest):
            made = _slots(days, match)
            if isinstance(made, Text):
                return ReadSlots(tuple(slots), made)
            slots.extend(made)
            used = True
        else:
            found, match = _days(rest)
            if match is None:
                return ReadSlots(tuple(slots), t("This was not understood: “{words}”. Write for example {example}.",
                                                 words=rest[:30], example=_EXAMPLE))  # fmt: skip
            if found:
                days = found if used else [*days, *(day for day in found if day not in days)]
                used = False
        rest = rest[match.end() :]
    if days and not used:
        return ReadSlots(tuple(slots), t("Write the time as well, for example {example}.", example=_EXAMPLE))
    return ReadSlots(tuple(slots))


def write_slots(slots: Sequence[Slot], language: str) -> str:
    """Write fixed times out, days with the same time together: "man, ons 9–12, tir 10–12.30"."""
    groups: dict[tuple[time, time], list[int]] = {}
    for slot in sorted(slots, key=lambda s: (s.weekday, s.start)):
        groups.setdefault((slot.start, slot.end), []).append(slot.weekday)
    parts = []
    for (start, end), days in groups.items():
        names = ", ".join(weekday_name(day, language, short=True).rstrip(".") for day in days)
        parts.append(f"{names} {_clock(start, language)}–{_clock(end, language)}")
    return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class ReadSteps:
    """What was understood of a typed step-up, and the sentence for what was not."""

    steps: tuple[StepUp, ...] = ()
    problem: Text | None = None


_STEP = re.compile(
    r"(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:t\b|timer|hours?|h\b)?\s*(?:fra|from|i|in)?\s*(?:uge|week)\s*(\d{1,3})"
)


def read_steps(words: str) -> ReadSteps:
    """Read a step-up: hours a week and the week of the effort they begin in, "3 fra uge 1, 8 fra uge 5"."""
    rest = words.strip().lower()
    steps: list[StepUp] = []
    while rest := _GAP.sub("", rest, count=1) if _GAP.match(rest) else rest:
        match = _STEP.match(rest)
        if match is None:
            return ReadSteps(tuple(steps), t("Write for example “3 from week 1, 8 from week 5”."))
        steps.append(StepUp(from_week=int(match[2]), hours=float(match[1].replace(",", "."))))
        rest = rest[match.end() :]
    return ReadSteps(tuple(sorted(steps, key=lambda step: step.from_week)))


def write_steps(steps: Sequence[StepUp], language: str) -> str:
    """Write a step-up out so that `read_steps` reads the same."""
    return ", ".join(
        render(t("{hours} from week {week}", hours=step.hours, week=step.from_week), language)
        for step in steps
    )


_EXAMPLE = t("Tue 10-12, Thu 9-11.30")


def _days(rest: str) -> tuple[list[int], re.Match[str] | None]:
    """Return the weekdays that a text begins with and where they end; no match for anything else."""
    if span := _SPAN.match(rest):
        first, last = _weekday(span[1]), _weekday(span[2])
        if first is not None and last is not None and first <= last:
            return list(range(first, last + 1)), span
    word = _WORD.match(rest)
    if word is None:
        return [], None
    if word[0] in _WORKDAYS:
        return [0, 1, 2, 3, 4], word
    if word[0] in _BESIDE:
        return [], word
    day = _weekday(word[0])
    return ([day], word) if day is not None else ([], None)


def _weekday(word: str) -> int | None:
    for number, names in enumerate(_DAYS):
        if len(word) >= 2 and any(
            name.startswith(word) or word in (f"{name}e", f"{name}s") for name in names
        ):
            return number
    return None


def _slots(days: Sequence[int], match: re.Match[str]) -> list[Slot] | Text:
    if not days:
        return t("Write the day first, for example {example}.", example=_EXAMPLE)
    start, end = _time(match[1], match[2]), _time(match[3], match[4])
    if start is None or end is None:
        return t("“{words}” is not a time of day.", words=match[0])
    if end <= start:
        return t("“{words}” ends before it begins.", words=match[0])
    return [Slot(weekday=day, start=start, end=end) for day in days]


def _time(hour: str, minute: str | None) -> time | None:
    if int(hour) > 23 or int(minute or 0) > 59:
        return None
    return time(int(hour), int(minute or 0))


def _clock(moment: time, language: str) -> str:
    return render(time_text(moment), language)
