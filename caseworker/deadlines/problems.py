"""Turns what the decoder says about a wrong file into a place and a sentence."""

from __future__ import annotations

import re

from caseworker.base.text import Text, t

_PLACE = re.compile(r"^(?P<what>.*?)(?: - at `(?P<key>key in )?\$?\.?(?P<place>.*?)`)?$", re.DOTALL)
_ENUM = re.compile(r"Invalid enum value '?(.*?)'?$", re.DOTALL)
_UNKNOWN = re.compile(r"Object contains unknown field `(.*?)`")
_MISSING = re.compile(r"Object missing required field `(.*?)`")
_EXPECTED = re.compile(r"Expected `(.*?)`, got `(.*?)`")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


def words(error: str) -> tuple[str, Text]:
    """Return (place, problem) for a decoder's message. The place is "the whole file" where none is named."""
    match = _PLACE.match(error)
    what, place = (match["what"], match["place"] or "") if match else (error, "")
    return place or "*", _problem(what)


def is_month(words_: str) -> bool:
    """Return whether the words are a month such as 2025-03."""
    return _MONTH.fullmatch(words_) is not None


def _problem(what: str) -> Text:
    if match := _ENUM.match(what):
        return t("the code {code} is not known", code=match[1])
    if match := _UNKNOWN.match(what):
        return t("the field {field} is not known", field=match[1])
    if match := _MISSING.match(what):
        return t("the field {field} is missing", field=match[1])
    if "date" in what and "Invalid" in what:
        return t("this is not a date such as 2025-03-31")
    if match := _EXPECTED.match(what):
        return t("the value has the wrong form (expected {wanted}, found {found})",
                 wanted=match[1].replace("`", ""), found=match[2])  # fmt: skip
    return t("the value cannot be read ({problem})", problem=what)
