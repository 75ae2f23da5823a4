"""Reads the day at the end of an agreement written on one line: "Ringer til banken, inden fredag". Pure."""

from __future__ import annotations

import re
from datetime import date

from caseworker.base.dates import parse_day

_CLOCK = re.compile(r"\s*(?:kl\.?|at)\s*\d{1,2}(?:[.:]\d{2})?$", re.IGNORECASE)
_LEAD_IN = re.compile(r"(?:,|\s)+(?:senest|inden|på|den|d\.|by|on)$", re.IGNORECASE)
# "flytter til tirsdag", "hver fredag": the day is part of what is agreed, not when it is due.
_PART_OF_WORDS = frozenset({"til", "fra", "hver", "om", "indtil", "to", "from", "every", "until"})
_LONGEST_DAY = 4  # words: "den 3. marts 2027"
_BEFORE_DAY = re.compile(r"^(?:senest|inden|på|by|on)\s+", re.IGNORECASE)


def split_day(line: str, today: date) -> tuple[str, date | None]:
    """Split a line into its words and the day at its end. Only days from today on are one."""
    head, comma, tail = line.rpartition(",")
    if comma and head.strip():
        timed = _CLOCK.search(tail)
        bare = tail[: timed.start()] if timed else tail
        day = _day(without_lead_in(bare), today)
        if day is not None:
            return (line if timed else head.strip()), day
    if timed := _CLOCK.search(line):
        _words, day = split_day(line[: timed.start()], today)
        return line, day  # the hour is part of what is agreed
    parts = line.split()
    for count in range(min(_LONGEST_DAY, len(parts) - 1), 0, -1):
        before, words = parts[:-count], " ".join(parts[-count:])
        if before[-1].casefold() in _PART_OF_WORDS or (count == 1 and not _is_surely_a_day(words)):
            continue
        day = _day(words, today)
        if day is not None:
            return _LEAD_IN.sub("", " ".join(before)).rstrip(", "), day
    return line, None


def without_lead_in(words: str) -> str:
    """Return the words of a day without "senest", "inden" and the like before it."""
    return _BEFORE_DAY.sub("", words.strip())


def _day(words: str, today: date) -> date | None:
    found = parse_day(words, today)
    return found if found is not None and found >= today else None


def _is_surely_a_day(word: str) -> bool:
    """Whether one word alone is a day and not by chance the beginning of a weekday's name ("man", "tor")."""
    return len(word.rstrip(".")) > 3 or word.endswith(".") or word[0] in "+0123456789"
