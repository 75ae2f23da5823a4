"""The days a line of agreement may end in, by the way they are written. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from caseworker.base.dates import parse_day
from caseworker.plan import line_words as words_of
from caseworker.plan.line_words import Line

# "day" is one, "none" is written like one and cannot be, "unsure" may be another thing, "part" is another thing.
Kind = Literal["day", "none", "unsure", "part"]
Form = Literal[
    "slash", "short", "spaced", "figures", "compact", "month", "weekday", "relative", "nth", "slip", "week"
]

_ARTICLES = frozenset({"den", "d.", "d", "the"})
_WEEK = frozenset({"uge", "week"})
_NEXT_WEEK = frozenset({("næste", "uge"), ("denne", "uge")})
_WEEKS = _WEEK | {"uger", "ugen", "weeks"}
_WITHIN_WEEKS = frozenset({",", "og", "eller", "efter", "på", "senest", "inden", "-", "–"})
_RELATIVE = frozenset({
    "i", "om", "in", "idag", "imorgen", "igår", "today", "tomorrow", "yesterday",
})  # fmt: skip
_LONGEST_RELATIVE = 4  # words: "inden for 2 uger"
_YEARS_OFF = 10  # as far as a plan's dates may lie ahead
_ISO = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_GLUED = re.compile(r"(\d{1,2}\.)([^\W\d]+\.?)")  # "10.december"
_TELEPHONE = 7  # figures and more: no day without its year in four


@dataclass(frozen=True, slots=True)
class Own:
    """The day's own words begin at `start`, what is named of them at `named`. `form` is how they are written."""

    start: int
    named: int
    day: date | None
    form: Form
    kind: Kind = "day"


def is_article(line: Line, number: int) -> bool:
    """Whether a word is the article of a day."""
    return line.at(number) in _ARTICLES and line.said[number] != "D"  # "vitamin D"


def relative(line: Line, end: int, today: date) -> Own | None:
    """Read "i morgen", "om 2 uger", "+14" and "inden for 14 dage"."""
    for start in range(end - 1, max(end - _LONGEST_RELATIVE, 0) - 1, -1):
        first, rest = line.low[start], list(line.low[start + 1 : end])
        if first in _RELATIVE or first.startswith("+"):
            day = parse_day(" ".join([first, *rest]), today)
            if day is not None and words_of.weekday(line, start - 1) is not None:  # "mandag om 2 uger"
                return Own(start - 1, start - 1, None, "week", "unsure")
            if day is not None:
                return Own(start, start, day, "relative")
        elif first == "inden" and rest:  # "inden for 14 dage"
            day = parse_day(" ".join(["om", *rest[rest[0] == "for" :]]), today)
            if day is not None:
                return Own(start, start, day, "week")
    return None


def by_week(line: Line, end: int, today: date) -> Own | None:
    """Read "mandag i uge 50", "uge 50 mandag" and "uge 50"; a weekday of "hver uge" or "uge 50-51" is no day."""
    last = words_of.weekday(line, end - 1)
    if last is not None:
        at, numbers = end - 1, list[str]()
        while line.at(at - 1) in _WITHIN_WEEKS or line.at(at - 1)[:1].isdecimal():
            at -= 1
            numbers += [line.at(at)] * line.at(at)[:1].isdecimal()
        if line.at(at - 1) not in _WEEKS:
            return None
        one = line.at(at - 1) in _WEEK and len(numbers) == 1
        day = _in_week(numbers[0], last, today) if one else None
        start = at - 1 if numbers else end - 1
        start -= day is not None and line.at(start - 1) in ("i", "in")
        return Own(start, start, day, "week", "day" if day is not None else "unsure")
    number, start = line.at(end - 1).rstrip("."), end - 2
    if (line.at(start), number) in _NEXT_WEEK:
        number = str(today.isocalendar().week + (line.at(start) == "næste"))
    elif line.at(start) not in _WEEK or not number.isdecimal():
        return None
    named = line.before_comma(start - (line.at(start - 1) in ("i", "in"))) - 1
    last = words_of.weekday(line, named)
    start = named if last is not None else start
    day = _in_week(number, last, today) if last is not None else None
    return Own(start, start, day, "week", "day" if day is not None else "unsure")


def _in_week(number: str, weekday: int, today: date) -> date | None:
    """Return the weekday of a week from today on; None where it is over in this very week, or there is no such week."""
    now, bare = today.isocalendar(), number.rstrip(".")
    week = int(bare) if bare.isdecimal() and len(bare) < 3 else 0
    try:
        day = date.fromisocalendar(now.year + (week < now.week), week, weekday + 1)
    except ValueError:
        return None
    return day if day >= today else None


def by_month(line: Line, end: int, today: date) -> Own | None:
    """Read "10. december" and "den 10. dec. 2026"."""
    at = end - 1 - bool(_YEAR.fullmatch(line.at(end - 1)) or words_of.is_month(line.at(end - 2)))
    glued = _GLUED.fullmatch(line.at(at))
    start = at if glued else at - 1
    if not words_of.is_month(glued[2] if glued else line.at(at)) or not line.at(start)[:1].isdecimal():
        return None
    if not glued and (not line.at(start).rstrip(".").isdecimal() or len(line.at(start)) > 3):
        return None
    said = " ".join(line.low[start:end])
    day = parse_day(f"{glued[1]} {glued[2]}{said[glued.end() :]}" if glued else said, today)
    return _with_weekday(line, start, day, "month")


def by_figures(line: Line, end: int, today: date) -> Own | None:
    """Read "10/12", "10.12", "10 12 26" and the like. A longer run of figures is a telephone number."""
    last = line.at(end - 1)
    start = end - 1
    run = end
    while words_of.NUMBER.fullmatch(line.at(run - 1)):
        run -= 1
    if _YEAR.fullmatch(last) and words_of.FIGURES.fullmatch(line.at(end - 2)):
        start = end - 2
    match = words_of.FIGURES.fullmatch(line.at(start))
    if match is not None or _ISO.fullmatch(last):
        slash = match is not None and match[2] == "/"
        if run < start and not slash:
            return Own(run, run, None, "figures", "part")
        day = parse_day(" ".join(line.low[start:end]), today)
        if day is None and match is not None and not (int(match[1]) < 40 and int(match[3]) < 20):
            return None
        year = match is None or match[4] or start < end - 1
        return _with_weekday(line, start, day, "slash" if slash else "figures" if year else "short")
    words = " ".join(line.low[run:end])
    if run == end or not all(word.rstrip(".").isdecimal() for word in line.low[run:end]):
        return Own(run, run, None, "figures", "part") if run < end - 1 else None
    day = parse_day(words, today)
    if run == end - 1:
        far = day is None or not today <= day <= today.replace(year=today.year + _YEARS_OFF, day=1)
        return None if far or len(last) < 6 else _with_weekday(line, run, day, "compact")
    figures = sum(map(str.isdecimal, words))
    if day is None or (figures >= _TELEPHONE and not _YEAR.fullmatch(last)):
        return Own(run, run, None, "figures", "part")
    return _with_weekday(line, run, day, "spaced")


def by_number(line: Line, end: int, today: date) -> Own | None:
    """Read "den 3.": the next such day of a month to come."""
    number = line.at(end - 1).rstrip(".")
    if not (number.isdecimal() and len(number) < 3):
        return None
    if words_of.weekday(line, end - 2) is not None:  # "torsdag 9": the day or the hour
        return Own(end - 2, end - 2, None, "week", "unsure")
    if not is_article(line, end - 2):
        return None
    month = today.year * 12 + today.month - 1
    days = (_day(month + more, int(number)) for more in range(3))
    day = next((one for one in days if one is not None and one > today), None)
    own = _with_weekday(line, end - 1, day, "nth")
    start = min(own.start, end - 2)
    return Own(start, start, own.day, "nth", own.kind if day is not None else "unsure")


def _day(month: int, day: int) -> date | None:
    try:
        return date(month // 12, month % 12 + 1, day)
    except ValueError:
        return None


def _with_weekday(line: Line, start: int, day: date | None, form: Form) -> Own:
    """Take the weekday before a day along: "torsdag den 10/12". Where it is another one, the figures count."""
    at = line.before_comma(start - is_article(line, start - 1))
    weekday = words_of.weekday(line, at - 1)
    other = weekday is not None and day is not None and day.weekday() != weekday
    if weekday is None or (other and words_of.may_be_a_word(line.at(at - 1))):
        return Own(start, start, day, form)
    if other and (form == "nth" or (form == "short" and at == start)):  # "fredag 10.12" may be an hour
        return Own(at - 1, at - 1, None, form, "unsure")
    return Own(at - 1, start, day, form)
