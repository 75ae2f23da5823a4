"""Turns what the decoder says about a wrong file into a place and a sentence."""

from __future__ import annotations

import json
import re

from caseworker.base.text import Text, raw, t, tc

_PLACE = re.compile(r"^(?P<what>.*?)(?: - at (?:`key` in )?`\$?\.?(?P<place>.*?)`)?$", re.DOTALL)
_ENUM = re.compile(r"Invalid enum value '?(.*?)'?$", re.DOTALL)
_UNKNOWN = re.compile(r"Object contains unknown field `(.*?)`")
_MISSING = re.compile(r"Object missing required field `(.*?)`")
_EXPECTED = re.compile(r"Expected `(.*?)`, got `(.*?)`")
_BYTE = re.compile(r"\(byte (\d+)\)")
_LINE = re.compile(r"\(at line (\d+)")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")

ONE_UNIT = "one unit with a number of 0 or more"  # what a length says of itself (spans.Span)
TOO_LONG = "at most 100 years"
_BEYOND = frozenset({"Number out of range", "Integer value out of range"})  # the decoder's own words
_MOST_LETTERS = 60  # of a wrong word that is repeated in a sentence
_FORMS: dict[str, Text] = {
    "str": tc("form", "text"), "int": tc("form", "a whole number"), "float": tc("form", "a number"),
    "bool": tc("form", "true or false"), "array": tc("form", "a list"), "object": tc("form", "a table"),
    "date": tc("form", "a date"), "datetime": tc("form", "a date and a time"), "time": tc("form", "a time of day"),
    "null": tc("form", "nothing"),
}  # fmt: skip


def words(error: str) -> tuple[str, Text]:
    """Return (place, problem) for a decoder's message. The place is "the whole file" where none is named."""
    match = _PLACE.match(error)
    what, place = (match["what"], match["place"] or "") if match else (error, "")
    return place or "*", _problem(what)


def place_words(place: str) -> Text:
    """Return a place as `words` gives it, for a sentence."""
    return t("at the top of the file") if place == "*" else raw(place)


def unknown_field(error: str) -> str:
    """Return the name of the field that the decoder does not know, or an empty word."""
    match = _UNKNOWN.search(error)
    return match[1] if match else ""


def json_line(data: bytes, error: str) -> Text:
    """Return the line on which JSON goes wrong, by the decoder's message."""
    at = len(data)
    if match := _BYTE.search(error):
        at = int(match[1])
    try:
        data.decode()
    except UnicodeDecodeError as broken:
        at = broken.start
    return t("line {line}", line=data[:at].count(b"\n") + 1)


def twice(data: bytes) -> str | None:
    """Return the path of the first name that stands twice in one JSON object, or None."""

    def pairs(items: list[tuple[str, object]]) -> dict[str, object]:
        names = [name for name, _ in items]
        return {name: _Twice(value) if names.count(name) > 1 else value for name, value in items}

    return _path(json.loads(data, object_pairs_hook=pairs))


class _Twice:
    """Marks the value of a name that stands twice."""

    def __init__(self, value: object) -> None:
        self.value = value


def _path(value: object) -> str | None:
    """Return the path to the first marked value."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in parts:
        step = f"[{name}]" if isinstance(name, int) else str(name)
        if isinstance(part, _Twice):
            return step
        if (rest := _path(part)) is not None:
            return f"{step}{rest}" if rest.startswith("[") else f"{step}.{rest}"
    return None


def toml_line(text: str, error: str) -> int:
    """Return the number of the line on which TOML goes wrong, by the decoder's message: else the last one."""
    match = _LINE.search(error)
    return int(match[1]) if match else text.rstrip().count("\n") + 1


def is_month(words_: str) -> bool:
    """Return whether the words are a month such as 2025-03."""
    return _MONTH.fullmatch(words_) is not None


def _forms(names: str) -> Text:
    """Put the decoder's names of forms into words: "str | null" is a text or nothing."""
    parts = [_FORMS.get(name, raw(name)) for name in names.split(" | ")]
    text = parts[0]
    for part in parts[1:]:
        text = t("{one} or {two}", one=text, two=part)
    return text


def _problem(what: str) -> Text:
    if match := _ENUM.match(what):
        return t("the code {code} is not known", code=_short(match[1]))
    if match := _UNKNOWN.match(what):
        return t("the field {field} is not known", field=_short(match[1]))
    if match := _MISSING.match(what):
        return t("the field {field} is missing", field=match[1])
    if "date" in what and "Invalid" in what:
        return t("this is not a date such as 2025-03-31")
    if match := _EXPECTED.match(what):
        return t("the value has the wrong form (expected {wanted}, found {found})",
                 wanted=_forms(match[1].replace("`", "")), found=_forms(match[2]))  # fmt: skip
    if what in _BEYOND:
        return t("the number is too large or too small to be used")
    if what == ONE_UNIT:
        return t("a length has exactly one unit, and a number of 0 or more")
    if what == TOO_LONG:
        return t("a length is at most 100 years")
    return t("the value cannot be read ({problem})", problem=_short(what))


def _short(words_: str) -> str:
    return words_ if len(words_) <= _MOST_LETTERS else f"{words_[:_MOST_LETTERS]}…"
