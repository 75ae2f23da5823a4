"""Reads the day at the end of an agreement written on one line: "Ringer til banken, inden fredag". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from difflib import get_close_matches

from caseworker.base.dates import month_name, parse_day, weekday_name
from caseworker.base.text import Text, raw, t, tn

_HOUR = r"\d{1,2}(?:[.:]\d{2})?"
_CLOCK = re.compile(rf"\s*(?:kl\.?|at)\s*{_HOUR}(?:\s*[-–]\s*{_HOUR})?$", re.IGNORECASE)
_FIGURES = re.compile(r"[\d\s./–-]+")
_WEEKDAYS = [weekday_name(day, language).lower() for language in ("da", "en") for day in range(7)]
# "mandag den 10/12": the names that go with a day. "Monika", "sønnen", "torsdagsholdet" only begin like one.
_DANISH_SHORT = frozenset({"man", "tir", "tirs", "ons", "tor", "tors", "fre", "lør", "søn"})
_ENGLISH_SHORT = frozenset({"mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"})
# Words and names of their own: "holder fri", "henter sin søn", "møder Tor".
_ALSO_WORDS = frozenset({"man", "tor", "søn", "mon", "fri", "sat", "sun"})
_WEEKDAY_STARTS = frozenset(name[:3] for name in _WEEKDAYS)
_CLOCK_HOUR = r"(?:[01]?\d|2[0-4])(?:[.:][0-5]\d)?"
# "møder mandag 9-12": hours without "kl.", where a weekday says that they are. Short and bent ones count too.
_WEEKDAY_HOURS = re.compile(
    r"(?:^|(?P<before>\S{1,20})?\s)"  # no longer, or a text without a space would be gone over from each letter
    rf"(?P<weekday>(?:{'|'.join(sorted({name[:3] for name in _WEEKDAYS}))})[^\W\d]*)\.?,?"
    rf"(?P<hours>\s+(?P<begin>{_CLOCK_HOUR})\s*[-–]\s*(?P<end>{_CLOCK_HOUR})\.?)\s*$",
    re.IGNORECASE,
)
_EARLY = 6 * 60  # minutes: hours that begin before are rather a day of the month
_DUE_BY = frozenset({"senest", "inden", "by"})
_LEAD_IN = re.compile(r"(?:,|\s)+(?:senest|inden|på|den|d\.|by|on)$", re.IGNORECASE)
# "flytter til tirsdag", "hver fredag": the day is part of what is agreed, not when it is due.
_PART_OF_WORDS = frozenset({"til", "fra", "hver", "om", "indtil", "to", "from", "every", "until"})
# "hold 2/3", "lokale 4/12": what is counted, not a day.
_COUNTED = frozenset({
    "hold", "team", "bus", "linje", "lokale", "rum", "kapitel", "afsnit", "side", "line", "room", "chapter", "section",
    "page",
})  # fmt: skip
# "er hjemme 9-12", "lokale 4.12": hours or a number, unless a word before it says that a day comes.
_HOURS_OR_DAY = re.compile(rf"\d{{1,2}}(?:[-.]|\s+[-–]\s+)\d{{1,2}}|{_CLOCK_HOUR}-{_CLOCK_HOUR}")
# "86 12 10 30", "86 121030": the end of a telephone number, which is longer than a day.
_GROUPED = re.compile(r"\+?\d+(?: \d+)+\.?")
_ARTICLES = frozenset({"den", "d.", "d", "the"})
_LEADS_TO_DAY = frozenset({"senest", "inden", "den", "d.", "by", "on"})
# "afgørelsen af 10/12": the day belongs to what stands before it.
_TELLS_WHICH = _PART_OF_WORDS | {
    "af",
    "of",
    "siden",
    "since",
    "efter",
    "før",
    "tidligst",
    "med",
    "after",
    "before",
}
# "møder 3/12 og 10/12", "ringer omkring 10/12": without their last day the words would make no sense.
_NEEDS_DAY = frozenset({"og", "eller", "samt", "omkring", "ca", "ca.", "and", "or", "around", "-", "–"})
_LONGEST_DAY = 4  # words: "den 3. marts 2027"
_YEARS_OFF = 10  # as far as a plan's dates may lie ahead
_BEFORE_DAY = re.compile(r"^(?:senest|inden|på|by|on)\s+", re.IGNORECASE)

_DUE = re.compile(r".*(?:^|\s)(?:senest|inden|by)\s+(.+)$", re.IGNORECASE)

_MONTHS = "|".join(
    re.escape(month_name(month, language, short=short).rstrip(".").lower())
    for month in range(1, 13)
    for language in ("da", "en")
    for short in (False, True)
)
_WITH_MONTH = rf"\d{{1,2}}\.?\s+(?:{_MONTHS})\.?(?:\s+\d{{4}})?"
_NUMBERS = r"\d{1,2}[-./]\d{1,2}(?:[-./]\d{2,4})?\.?|\d{4}-\d{1,2}-\d{1,2}"
# Without a comma or "senest" before it, only what is written as a day is: not "kl. 9-15", not "20/37 timer". A
# word is looked at too: it may be a weekday with a slip in it.
_BARE = re.compile(
    rf"(?:^|\s)((?:{_WITH_MONTH})|[0-3]?\d/[01]?\d(?:[-./]\d{{2,4}})?\.?|[^\W\d]+)$", re.IGNORECASE
)
_MEANT = re.compile(
    rf"(?:,\s*|(?:^|[,\s])(?:senest|inden|på|den|d\.|by|on)\s+)((?:{_WITH_MONTH})|{_NUMBERS}|[^\W\d]+)$",
    re.IGNORECASE,
)
# Figures with something between them: not "i går", not a telephone number.
_IN_FIGURES = re.compile(r"\d[-./]|\d\s+[^\W\d]")
_OF_A_WEEKDAY = re.compile(rf"(?:{'|'.join(_WEEKDAYS)})(?:e|s|en|ens|ene|enes)")
_LIKE_A_WEEKDAY = 0.84  # "onsdagg" and "torsda", not "mandat"


def split_day(line: str, today: date) -> tuple[str, date | None]:
    """Split a line into its words and the day at its end. Only days from today on are one."""
    start = _hours_start(line, today)
    if start is not None:  # the hour is part of what is agreed
        return line, _split(line[:start].rstrip(", "), today, timed=True)[1]
    return _split(line, today)


def _split(line: str, today: date, *, timed: bool = False) -> tuple[str, date | None]:
    head, comma, tail = line.rpartition(",")
    if comma and head.strip():
        day = _day(without_lead_in(tail), today)
        if day is not None:
            return head.strip(), day
    parts = line.split()
    for count in range(min(_LONGEST_DAY, len(parts) - 1), 0, -1):
        before, words = parts[:-count], " ".join(parts[-count:])
        last = before[-1].casefold()
        if (
            _led_by(before) in _TELLS_WHICH
            or not _is_surely_a_day(words, last)
            or (_may_end_words(words, last) and not timed)
            or _GROUPED.fullmatch(f"{last} {words}")
        ):
            continue
        day = _day(words, today)
        if day is not None and _led_by(before) in _NEEDS_DAY:
            return line, day
        if day is not None:
            return _LEAD_IN.sub("", " ".join(before)).rstrip(", "), day
    return line, None


def impossible_day(line: str, today: date) -> str:
    """Return the words that a line puts where its day stands and that are none (31/2, "onsdagg"), else "".

    That is behind a comma, "senest" and the like; elsewhere such words may be part of what is agreed (`odd_day`).
    """
    return _no_day(_MEANT, line, today)


def odd_day(line: str, today: date) -> str:
    """Return what stands at the end of a line like a day and is none, else "": it may be a bus (3/14) or a team."""
    return "" if impossible_day(line, today) else _no_day(_BARE, line, today)


def bygone_day(line: str, today: date) -> str:
    """Return the words at the end of a line that would be its day if that were not over (1/11), else "".

    Not behind a comma, "senest" and the like (`passed_day`). It may be part of what is agreed: "mødet den 1/11".
    """
    parts = _without_hours(line, today).split()
    for count in range(1, min(_LONGEST_DAY, len(parts) - 1) + 1):
        words, before = " ".join(parts[-count:]), parts[:-count]
        day = _read(words, today) if _IN_FIGURES.search(words) else None
        if day is None:
            continue
        if day >= today or not _is_surely_a_day(words, before[-1].casefold()):
            return ""
        elsewhere = _led_by(before) in _TELLS_WHICH or passed_day(line, today) is not None
        return "" if elsewhere else words
    return ""


def remark_on(lines: Iterable[str], today: date) -> Text | None:
    """Return the remark on all lines that end in what looks like their day and is not read as it, or None."""
    lines = list(lines)
    odd = list(dict.fromkeys(filter(None, (odd_day(line, today) for line in lines))))
    over = list(dict.fromkeys(filter(None, (bygone_day(line, today) for line in lines))))
    unread = tn("{days} is not read as a day.", "{days} are not read as days.", len(odd), days=_listed(odd))
    passed = tn(
        "{days} has passed and does not become the date of the agreement.",
        "{days} have passed and do not become the dates of the agreements.",
        len(over),
        days=_listed(over),
    )
    if odd and over:
        return t("{first} {second}", first=unread, second=passed)
    return unread if odd else passed if over else None


def _no_day(written: re.Pattern[str], line: str, today: date) -> str:
    bare = _without_hours(line, today)
    match = written.search(bare)
    if match is None:
        return ""
    words, before = match[1], bare[: match.start(1)].split()
    if before and before[-1].casefold() in _PART_OF_WORDS:
        return ""
    return "" if _read(words, today) is not None or not _is_like_a_day(words) else words


def passed_day(line: str, today: date) -> date | None:
    """Return the day before today that a line says it is due: behind a comma, "senest", "inden" or "by"; else None.

    Elsewhere a day that is over is part of what is agreed: "sender referatet af mødet den 1/11".
    """
    bare = _without_hours(line, today)
    head, comma, tail = bare.rpartition(",")
    day = _read(without_lead_in(tail), today) if comma and head.strip() else None
    if day is None and (match := _DUE.match(bare)):
        day = _read(match[1], today)
    return day if day is not None and day < today else None


def has_passed(day: date) -> Text:
    """Return the sentence about a day that something cannot be due on any more."""
    return t("{day} has passed. Write a day to come, or leave the day out.", day=day)


def not_a_day(words: str) -> Text:
    """Return the sentence about words that are written as a day and are none."""
    return t("“{words}” is not a day. Write for example 12/3, or leave the day out.", words=words)


def without_lead_in(words: str) -> str:
    """Return the words of a day without "senest", "inden" and the like before it."""
    return _BEFORE_DAY.sub("", words.strip())


def _hours_start(line: str, today: date) -> int | None:
    """Return where the hours at the end of a line begin, or None: "kl. 9-12", or "9-12" behind a weekday.

    Behind a weekday they are its date after all where hardly anybody is at work in such hours ("2-12", "14-12"), or
    "senest" asks for a day, and that date is such a weekday.
    """
    if timed := _CLOCK.search(line):
        return timed.start()
    match = _WEEKDAY_HOURS.search(line)
    if match is None:
        return None
    begin, end = _minutes(match["begin"]), _minutes(match["end"])
    if begin < _EARLY or begin >= end or (match["before"] or "").casefold() in _DUE_BY:
        day = parse_day(match["hours"], today)
        names = (_WEEKDAYS[day.weekday()], _WEEKDAYS[day.weekday() + 7]) if day is not None else ()
        if any(match["weekday"].casefold().startswith(name[:3]) for name in names):
            return None
    return match.start("hours")


def _led_by(before: Sequence[str]) -> str:
    """Return the word that the words of a day hang on: "til" of "flytter til mandag den", in small letters."""
    words = [word.casefold() for word in before]
    while len(words) > 1 and (words[-1] in _ARTICLES or _is_weekday(words[-1])):
        words.pop()
    return words[-1]


def _minutes(hour: str) -> int:
    whole, _dot, part = hour.replace(":", ".").partition(".")
    return int(whole) * 60 + int(part or 0)


def _without_hours(line: str, today: date) -> str:
    return line.strip()[: _hours_start(line.strip(), today)].rstrip()


def _day(words: str, today: date) -> date | None:
    found = _read(words, today)
    return found if found is not None and found >= today else None


def _read(words: str, today: date) -> date | None:
    """Read a day, but none that would swallow a name or another word, and none out of a number ("20123030")."""
    found = parse_day(words, today)
    if found is None:
        return None
    first = words.split()[0]
    if first[:3].casefold() in _WEEKDAY_STARTS and not _is_weekday(first, found):
        return None
    number = words[-1].isdecimal() and not _IN_FIGURES.search(words)
    return None if number and abs(found.year - today.year) > _YEARS_OFF else found


def _is_weekday(word: str, day: date | None = None) -> bool:
    """Whether a word is a weekday's name or its usual short form; a short one has to be that of the day, if given.

    Without a dot, what is a word of its own or may be a name is none ("tor." and "ons", not "Tor" and "Ons").
    """
    bare = word.casefold().rstrip(",")
    name = bare.rstrip(".")
    if name in _WEEKDAYS:
        return True
    if name not in _DANISH_SHORT | _ENGLISH_SHORT:
        return False
    if not bare.endswith(".") and (name in _ALSO_WORDS or (name in _DANISH_SHORT and word[0].isupper())):
        return False
    return day is None or any(_WEEKDAYS[day.weekday() + week].startswith(name) for week in (0, 7))


def _may_end_words(words: str, before: str) -> bool:
    """Whether a short weekday is rather the last word of a sentence: "henter sin søn.", "har fri."."""
    name = words.casefold().rstrip(".")
    return name in _ALSO_WORDS and name != "man" and before not in _LEADS_TO_DAY


def _listed(words: Iterable[str]) -> Text:
    quoted = [t("“{words}”", words=one) for one in words]
    whole = quoted[0] if quoted else raw("")
    for one in quoted[1:]:
        whole = t("{list}, {next}", list=whole, next=one)
    return whole


def _is_surely_a_day(words: str, before: str) -> bool:
    """Whether words are a day: not hours or what is counted, nor the beginning of a weekday's name ("man")."""
    if before in _COUNTED and (" " not in words or _FIGURES.fullmatch(words)):
        return False
    if _HOURS_OR_DAY.fullmatch(words) and before not in _LEADS_TO_DAY:
        return False
    return len(words.rstrip(".")) > 3 or words.endswith(".") or words[0] in "+0123456789"


def _is_like_a_day(words: str) -> bool:
    if words[0].isdigit():
        return True
    word = words.casefold()
    return bool(get_close_matches(word, _WEEKDAYS, 1, _LIKE_A_WEEKDAY)) and not _OF_A_WEEKDAY.fullmatch(word)
