"""Words that are put into a language only where they are shown.

The core returns `Text` values: an English message with named placeholders. `render` looks the message
up in the catalogue of the language (gettext) and fills the placeholders in. The log stores a `Text`
as data (`to_data`), never a sentence.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Literal

from caseworker.base import dates, paths

Language = Literal["da", "en"]
LANGUAGES: tuple[Language, ...] = ("da", "en")
_DOMAIN = "caseworker"
_ONLY_A_VALUE = re.compile(r"\{\w+\}")
# Letters written from the right (Hebrew, Arabic, Syriac, N'Ko ...): left alone they turn a sentence around them.
_FROM_RIGHT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
_IN_ISOLATES = re.compile(f"{_ISOLATE}[^{_ISOLATE}{_END_ISOLATE}]*{_END_ISOLATE}")
_TWO_DOTS = re.compile(r"(?<=[^\W\d_]\.)\.(?=\s|$)|(?<=[.!?][«”’])\.(?=\s|$)")
_QUOTES = re.compile("[“”]")


@dataclass(frozen=True, slots=True)
class Text:
    """One message: English words, named values, and a context where one word is not enough."""

    message: str
    values: tuple[tuple[str, Any], ...] = ()
    context: str = ""
    plural: str = ""
    count: int | None = None

    def with_values(self, **values: Any) -> Text:
        """Return the same message with these values added."""
        merged = dict(self.values) | values
        return Text(self.message, tuple(merged.items()), self.context, self.plural, self.count)


def t(message: str, **values: Any) -> Text:
    """Make a text. `message` is the English sentence with `{named}` placeholders.

    Values may be words, numbers, dates or other texts. A date is written out long unless the
    placeholder asks otherwise: `{day:short}`, `{day:numeric}`, `{day:weekday}`.
    """
    return Text(message, tuple(values.items()))


def tc(context: str, message: str, **values: Any) -> Text:
    """Make a text that needs its context to be translated: required for one-word messages."""
    return Text(message, tuple(values.items()), context)


def tn(singular: str, plural: str, count: int, **values: Any) -> Text:
    """Make a text whose words follow a number, available as `{count}`."""
    return Text(singular, tuple({"count": count, **values}.items()), "", plural, count)


def raw(words: str) -> Text:
    """Wrap words that are already in the reader's language: names, the citizen's own words, pack texts."""
    return Text("{words}", (("words", words),))


def render(text: Text | str, language: str = "da") -> str:
    """Put a text into words in the language ("da" or "en"). A plain string passes unchanged."""
    if isinstance(text, str):
        return text
    catalogue = _catalogue(language)
    if text.plural and text.count is not None:
        words = catalogue.ngettext(text.message, text.plural, text.count)
    elif text.message == "{words}":
        words = text.message
    elif text.context:
        words = catalogue.pgettext(text.context, text.message)
    else:
        words = catalogue.gettext(text.message)
    if not text.values:
        return words
    shown = {name: _counted(value, name, language) or _shown(value, language) for name, value in text.values}
    if _ONLY_A_VALUE.fullmatch(words) is None:
        shown = {name: isolated(one) if isinstance(one, str) else one for name, one in shown.items()}
    filled = words.format(**shown)
    # A value may end in the dot of an abbreviation (3. sep.), which is the full stop as well; so may a quotation.
    filled = _TWO_DOTS.sub("", filled) if "}." in words or "}”." in words or "}«." in words else filled
    return _nested(filled) if language == "en" and filled.count("“") > 1 else filled


def phrase_of(words: str, phrases: Iterable[Text]) -> Text | None:
    """Return the phrase that stored words are in one of the languages, or None: then somebody wrote them."""
    wanted = words.strip()
    return next((one for one in phrases if any(render(one, known) == wanted for known in LANGUAGES)), None)


def _nested(words: str) -> str:
    """Return English words with the quotations inside of quotations in single marks; uneven ones stay as they are."""
    depth, deepest = 0, 0

    def mark(match: re.Match[str]) -> str:
        nonlocal depth, deepest
        if match[0] == "“":
            depth += 1
            deepest = max(deepest, depth)
            return "“" if depth == 1 else "‘"
        depth -= 1
        return "”" if depth == 0 else "’"

    found = _QUOTES.sub(mark, words)
    return found if depth == 0 and deepest == 2 else words


def isolated(words: str) -> str:
    """Return words written from the right between isolates, so that they keep to their place beside others."""
    if _FROM_RIGHT.search(words) and _FROM_RIGHT.search(_IN_ISOLATES.sub("", words)):
        return f"{_ISOLATE}{words}{_END_ISOLATE}"
    return words


def format_count(number: int, language: str = "da") -> str:
    """Return how many there are with its thousands apart: 12.345 in Danish, 12,345 in English."""
    words = f"{number:,}"
    return words.replace(",", ".") if language == "da" else words


def to_data(text: Text) -> dict[str, Any]:
    """Return the text as plain JSON data, for the log."""
    data: dict[str, Any] = {"message": text.message}
    if text.values:
        data["values"] = {name: _pack(value) for name, value in text.values}
    if text.context:
        data["context"] = text.context
    if text.plural:
        data |= {"plural": text.plural, "count": text.count}
    return data


def from_data(data: Mapping[str, Any]) -> Text:
    """Read back what `to_data` wrote."""
    values = tuple((name, _unpack(value)) for name, value in data.get("values", {}).items())
    return Text(data["message"], values, data.get("context", ""), data.get("plural", ""), data.get("count"))


class _Day:
    """A date that knows its language while a sentence is put together."""

    def __init__(self, day: date, language: str) -> None:
        self._day, self._language = day, language

    def __format__(self, style: str) -> str:
        return dates.format_day(self._day, style or "long", self._language)

    def __str__(self) -> str:
        return format(self)


class _Moment:
    """A moment that knows its language: whole, or with `{at:clock}` its time of day alone."""

    def __init__(self, moment: datetime, language: str) -> None:
        self._moment, self._language = moment, language

    def __format__(self, style: str) -> str:
        write = dates.format_clock if style == "clock" else dates.format_moment
        return write(self._moment, self._language)


# The names of values that say how many there are: years and the numbers of cases have others.
_COUNTS = frozenset({"count", "done", "met", "shown", "total", "used", "limit"})


_WHOLE_HOURS = 100  # from here on a part of an hour says nothing: 961.98 hours are six months of 160.33


def _counted(value: Any, name: str, language: str) -> str:
    """Return a value that says how many there are in words, "" for any other: years and numbers of cases."""
    if name == "hours" and isinstance(value, float) and value >= _WHOLE_HOURS:
        return format_count(round(value), language)
    return format_count(value, language) if name in _COUNTS and type(value) is int else ""


def _shown(value: Any, language: str) -> Any:
    if isinstance(value, Text):
        return render(value, language)
    if isinstance(value, datetime):
        return _Moment(value, language)
    if isinstance(value, date):
        return _Day(value, language)
    if isinstance(value, (float, Decimal)):
        words = f"{value:.2f}".rstrip("0").rstrip(".")
        return words.replace(".", ",") if language == "da" else words
    return value


def _pack(value: Any) -> Any:
    if isinstance(value, Text):
        return {"text": to_data(value)}
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, Decimal):
        return {"number": str(value)}
    return value


def _unpack(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if "text" in value:
        return from_data(value["text"])
    if "moment" in value:
        return datetime.fromisoformat(value["moment"])
    if "day" in value:
        return date.fromisoformat(value["day"])
    return Decimal(value["number"])


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    folder = paths.resource("locale")
    return gettext.translation(_DOMAIN, localedir=str(folder), languages=[language])
