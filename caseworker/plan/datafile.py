"""Reads the data files (catalogue, limits, theories, instruments) and says plainly what is wrong in one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from caseworker.base.errors import UserError
from caseworker.base.text import Text, raw, t, tc

T = TypeVar("T")


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of a data file in both languages. Danish is what the citizen reads."""

    da: str
    en: str

    def in_language(self, language: str) -> str:
        """Return the words in a language ("da" or "en")."""
        return self.en if language == "en" else self.da

    def text(self, language: str = "da") -> Text:
        """Return the words of one language as a text that is shown as it stands."""
        return raw(self.in_language(language))


def file_fault(path: Path, place: Text | str, reason: Text) -> UserError:
    """Make the error that names file, place and reason. An empty place means the file as a whole."""
    return UserError(
        t(
            "The file {file} cannot be used. At {place}: {reason} Nothing was changed, and the files that "
            "work stay in use.",
            file=path.name,
            place=place or t("the file as a whole"),
            reason=reason,
        )
    )


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file.

    Raises UserError naming file, place and reason when it is missing, not text, or not TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise file_fault(path, "", t("The file cannot be opened.")) from error
    except UnicodeDecodeError as error:
        raise file_fault(path, t("byte {number}", number=error.start), t("The text is not UTF-8.")) from error
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        place = t("line {number}", number=int(found[1])) if found else t("the end of the file")
        raise file_fault(path, place, t("This is not written as TOML.")) from error


def decode(path: Path, data: Mapping[str, Any], kind: type[T]) -> T:
    """Turn the content of a data file into its typed structs.

    Raises UserError naming file, place (as a path such as `section[2].title`) and reason.
    """
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        sentence, _, where = str(error).partition(" - at `$")
        raise file_fault(path, where.removesuffix("`").removeprefix("."), _reason(sentence)) from error


def _reason(sentence: str) -> Text:
    """Say what msgspec found, in words that can be translated."""
    if match := re.fullmatch(r"Object missing required field `(.+)`", sentence):
        return t("The field “{field}” is missing.", field=match[1])
    if match := re.fullmatch(r"Object contains unknown field `(.+)`", sentence):
        return t("The field “{field}” is not known here.", field=match[1])
    if match := re.fullmatch(r"Invalid enum value '?(.*?)'?", sentence):
        return t("“{value}” is not one of the values that may stand here.", value=match[1])
    if match := re.fullmatch(r"Expected `([^`]+)`, got `([^`]+)`", sentence):
        return t("Here should be {wanted}, not {found}.", wanted=_kind(match[1]), found=_kind(match[2]))
    return t("The value does not fit ({words}).", words=sentence)


def _kind(name: str) -> Text:
    known = {
        "str": tc("kind of value", "text"),
        "int": tc("kind of value", "a whole number"),
        "float": tc("kind of value", "a number"),
        "bool": tc("kind of value", "true or false"),
        "array": tc("kind of value", "a list"),
        "object": tc("kind of value", "a group of fields"),
        "date": tc("kind of value", "a date"),
    }
    return known.get(name, raw(name))
