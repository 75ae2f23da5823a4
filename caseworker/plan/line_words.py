"""The words of a line of agreement, and what single ones say: weekdays, hours, what is numbered. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from caseworker.base.dates import month_name, parse_day, weekday_name

# "d.10/12" are two words; a comma between figures is part of a number ("86,12").
_WORD = re.compile(r"(?<![^\s,])d\.(?=\d)|(?:[^\s,]|(?<=\d),(?=\d))+|,", re.IGNORECASE)
_MARKS = "()[]{}\"'»«“”!?;:"
WEEKDAYS = {weekday_name(day, language).lower(): day for language in ("da", "en") for day in range(7)}
# "mandag den 10/12": the names that go with a day. "Monika", "sønnen", "torsdagsholdet" only begin like one.
_DANISH_SHORT = {"man": 0, "tir": 1, "tirs": 1, "ons": 2, "tor": 3, "tors": 3, "fre": 4, "lør": 5, "søn": 6}
_ENGLISH_SHORT = {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
# Words and names of their own: "holder fri", "henter sin søn", "møder Tor".
_ALSO_WORDS = frozenset({"man", "tor", "søn", "mon", "fri", "sat", "sun"})
_BENT = ("e", "s", "en", "ens", "ene", "enes")
_LIKE_A_WEEKDAY = 0.84  # "onsdagg" and "torsda", not "mandat"
_MONTHS = [month_name(month, language).lower() for language in ("da", "en") for month in range(1, 13)]
FIGURES = re.compile(r"(\d{1,2})([-./])(\d{1,2})([-./]\d{2,4})?\.?")
NUMBER = re.compile(r"\+?\d[\d.,/–-]*")
_HOUR = r"\d{1,2}(?:[.:]\d{2})?"
_CLOCK = re.compile(rf"(?:kl(?:okken|\.)? ?|at ){_HOUR}(?: ?(?:[-–]|til|to|og|and) ?{_HOUR})?\.?")
_LONGEST_CLOCK = 4  # words: "kl. 9 - 12"
_BEFORE_CLOCK = frozenset(
    {"inden", "senest", "ca.", "ca", "omkring", "før", "efter", "fra", "mellem", "from", ",", "-", "–"}
)
_TIMES_OF_DAY = frozenset(
    {"morgen", "formiddag", "middag", "eftermiddag", "aften", "nat", "morning", "afternoon"}
)
_BETWEEN_HOURS = frozenset({"-", "–"})
_CLOCK_HOUR = r"(?:[01]?\d|2[0-4])(?:[.:][0-5]\d)?"
_HOURS = re.compile(rf"({_CLOCK_HOUR}) ?[-–] ?({_CLOCK_HOUR})\.?")
_ONE_HOUR = re.compile(r"(?:[01]?\d|2[0-3])[.:][0-5]\d")  # "torsdag 9.30"
_EARLY = 6 * 60  # minutes: hours that begin before are rather a day of the month
# "hold 2/3", "lokale 4/12", "tlf. 12 12 26": what bears a number. Longer ones end in it too ("mødelokale").
_NUMBERED = frozenset({
    "hold", "team", "bus", "linje", "lokale", "rum", "kapitel", "afsnit", "side", "hal", "lejlighed", "uge", "sal",
    "stue", "opgang", "nr", "nummer", "kap", "version", "pulje", "modul", "trin", "gruppe", "etage", "dør", "hus",
    "blok", "plads", "række", "bord", "skab", "værelse", "afdeling", "klasse", "niveau", "fase", "runde", "etape",
    "lektion", "bilag", "punkt", "opgave", "øvelse", "sag", "mappe", "del", "spor", "port", "bygning",
    "semester", "kvarter", "tlf", "telefon", "telefonnummer", "mobil", "line", "room", "chapter", "section", "page",
    "hall", "flat", "week", "floor", "part", "step", "phone", "no",
})  # fmt: skip
_ENDINGS = tuple(word for word in _NUMBERED if len(word) > 3)
_ABBREVIATED = 4  # letters: "afd.", "kap.", "st."
_OWN = frozenset({
    "en", "et", "den", "det", "min", "mit", "din", "dit", "sin", "sit", "hans", "hendes", "vores", "deres", "a", "the",
    "his", "her", "their", "our", "my",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A line cut into words and commas: `said` as written, `low` in small letters without marks around."""

    text: str
    said: tuple[str, ...]
    low: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    def part(self, begin: int, end: int) -> str:
        """Return the words from one to before another as written, without marks around."""
        return self.text[self.spans[begin][0] : self.spans[end - 1][1]].strip(_MARKS)

    def at(self, number: int) -> str:
        """Return a word in small letters, "" before the first one."""
        return self.low[number] if number >= 0 else ""

    def before_comma(self, end: int) -> int:
        """Return `end`, or where the commas in front of it begin."""
        while self.at(end - 1) == ",":
            end -= 1
        return end


def cut(text: str) -> Line:
    """Cut a line into its words."""
    found = [(match[0], match.span()) for match in _WORD.finditer(text)]
    said = tuple(word for word, _span in found)
    low = tuple(unicodedata.normalize("NFC", word).casefold().strip(_MARKS) for word in said)
    return Line(text, said, low, tuple(span for _word, span in found))


def weekday(line: Line, number: int) -> int | None:
    """Return which weekday a word is by its name or usual short form (0 = Monday), or None.

    Without a dot, what is a word of its own or may be a name is none ("tor." and "ons", not "Tor" and "Ons").
    """
    word = line.at(number)
    name = word.rstrip(".")
    if name in WEEKDAYS:
        return WEEKDAYS[name]
    if not word.endswith(".") and (
        name in _ALSO_WORDS or (name in _DANISH_SHORT and line.said[number][0].isupper())
    ):
        return None
    return _DANISH_SHORT.get(name, _ENGLISH_SHORT.get(name))


def may_be_a_word(word: str) -> bool:
    """Whether a weekday's short form with a dot may be the last word of a sentence: "henter sin søn."."""
    name = word.rstrip(".")
    return name in _ALSO_WORDS and name != "man"


def is_english_weekday(word: str) -> bool:
    """Whether a word is the English name of a weekday, or a short form of it."""
    name = word.rstrip(".")
    return name in _ENGLISH_SHORT or name.endswith("day")


def is_like_a_weekday(word: str) -> bool:
    """Whether a word is a weekday with a slip in it."""
    if not 4 < len(word) < 14 or any(word == f"{name}{end}" for name in WEEKDAYS for end in _BENT):
        return False
    return bool(get_close_matches(word, list(WEEKDAYS), 1, _LIKE_A_WEEKDAY))


def is_month(word: str) -> bool:
    """Whether a word is a month, or begins like one as people shorten it."""
    name = word.rstrip(".")
    return len(name) > 2 and any(month.startswith(name) for month in _MONTHS)


def is_hours(words: str) -> bool:
    """Whether figures are rather hours of work than a day: 9-12, not 2-12."""
    match = _HOURS.fullmatch(words)
    return match is not None and _EARLY <= _minutes(match[1]) < _minutes(match[2])


def without_hours(line: Line, today: date) -> int:
    """Return how many words stand before the hours at the end of a line: "kl. 9-12", or "9-12" behind a weekday.

    Behind a weekday they are its date after all where hardly anybody is at work in such hours ("2-12", "14-12"), or
    "senest" asks for a day, and that date is such a weekday.
    """
    end = len(line.low)
    for count in range(1, min(_LONGEST_CLOCK, end) + 1):
        if _CLOCK.fullmatch(" ".join(line.low[end - count :])):
            end -= count
            while line.at(end - 1) in _BEFORE_CLOCK:
                end -= 1
            return end
    named = weekday(line, end - 2) is not None or line.low[max(end - 3, 0) : end - 1] in (
        ("i", "morgen"),
        ("i", "dag"),
    )
    if line.at(end - 1).rstrip(".") in _TIMES_OF_DAY and named:
        return end - 1
    if named and _ONE_HOUR.fullmatch(line.at(end - 1)) and parse_day(line.at(end - 1), today) is None:
        return end - 1
    begin = end - (3 if line.at(end - 2) in _BETWEEN_HOURS else 1)
    words = " ".join(line.low[max(begin, 0) : end])
    match = _HOURS.fullmatch(words)
    named_at = line.before_comma(begin) - 1
    asked = weekday(line, named_at)
    if match is None or asked is None:
        return end
    if not is_hours(words) or line.at(named_at - 1) in ("senest", "inden", "by"):
        day = parse_day(words, today)
        if day is not None and day.weekday() == asked:
            return end
    return begin


def is_numbered(line: Line, number: int) -> bool:
    """Whether figures behind a word may be its number and no day: "hal 3/12", "§ 3/12", "afd. 3/12"."""
    word = line.at(number)
    name = word.rstrip(".")
    if not any(letter.isalnum() for letter in name):
        return True
    if word != name and (len(name) <= _ABBREVIATED or "." in name):
        return not line.at(number - 1).isdecimal()  # "500 kr."
    if line.at(number - 1) in _OWN:
        return False
    if name in _NUMBERED:
        return True
    return name.endswith(_ENDINGS) and not any(name.startswith(day) for day in WEEKDAYS)


def _minutes(hour: str) -> int:
    whole, _dot, part = hour.replace(":", ".").partition(".")
    return int(whole) * 60 + int(part or 0)
