"""What may stand as a name, a phone number or another short text. Pure: words in, tidied or the reason out."""

from __future__ import annotations

import re
import unicodedata

from caseworker.base.errors import UserError
from caseworker.base.place import Place
from caseworker.base.text import Text, t
from caseworker.people.words import CASELOAD_COLUMNS
from caseworker.store.log import tidied

_LONGEST = 200  # characters
_LONGEST_PHONE = 100  # two numbers, each with whose it is
# Characters. More than any of them needs, so that a text in the wrong field is not taken for one.
_LONGEST_OF = {
    "call_name": 60, "email": 200, "address": 200, "postal_code": 20, "city": 100, "interpreter": 60,
    "referred_by": 200, "owner": 120,
}  # fmt: skip
# Signs without a shape of their own: zero-width spaces, control signs, letters that are blank.
_SHAPELESS = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff\u00ad\u115f\u1160\u2800\u3164\uffa0"
    "\u202a-\u202e\u2066-\u2069]"
)  # fmt: skip
# What may stand behind a name and its comma without being the first name: another last name, which of that name.
_ADDITION = re.compile(
    r"(?:f\.|født\b|fhv\b|tidl\b|jr\b|sr\b|junior\b|senior\b|[ivx]+\b\.?$|d\.\s*[æy])", re.IGNORECASE
)
# Behind a last name alone these are a first name, or its first letter: “Juul, F. Christian”, “Munk, V”, “Munk, Vi”.
_INITIAL = re.compile(r"F\.|D\.\s*[ÆY]\w|[IVXivx]\.?$|[IVX][ivx]+$")

NO_LETTER = t("There is no letter in the name. Write the citizen's name.")


def visible(words: str) -> str:
    """Return a name without signs that cannot be seen; "" where no other sign is left of it."""
    name = " ".join(_SHAPELESS.sub("", tidied(words)).split())
    # Joiners and marks belong inside some names, but are none by themselves.
    return name if any(unicodedata.category(sign)[0] not in "CZM" for sign in name) else ""


def has_letter(words: str) -> bool:
    """Return whether there is a letter in it: without one it is nobody's name."""
    return any(sign.isalpha() for sign in words)


def turned(name: str) -> str:
    """Return a name with the first name first: “Ågård, Bo” is Bo Ågård. Any other name stays as it is.

    So does one with an addition behind its comma, as “Lise Bak, f. Hansen”. Commas at either end are taken off.
    """
    name = without_stray_commas(name)
    last, _comma, first = (part.strip() for part in name.partition(","))
    last_first = has_letter(last) and has_letter(first) and "," not in first
    return f"{first} {last}" if last_first and not _is_addition(first, last) else name


def _is_addition(words: str, before: str) -> bool:
    """Whether words behind a comma add something to the name before it."""
    initial = len(before.split()) == 1 and _INITIAL.match(words) is not None
    return _ADDITION.match(words) is not None and not initial


def joined_name(first: str, last: str) -> str:
    """Return the name from its two parts; an addition goes to its end: “Hans, Jr.” Jensen is Hans Jensen, Jr."""
    given, _comma, more = (part.strip() for part in first.partition(","))
    if last and given and _ADDITION.match(more) is not None:
        return f"{given} {last}, {more}"
    return " ".join(part for part in (first, last) if part)


def without_stray_commas(name: str) -> str:
    """Return a name without commas at its ends; one of commas alone stays."""
    return name.strip(" ,") or name


def first_name(name: str) -> str:
    """Return the first name, by which somebody is spoken to where nothing else is written.

    Of a name with several commas that begins with one word, the last name, it is what follows: “Holm, Eva, Maja”.
    """
    parts = [part.strip() for part in turned(name).split(",")]
    last_first = len(parts) > 2 and len(parts[0].split()) == 1 and has_letter(parts[1])
    words = (parts[1] if last_first else " ".join(parts)).split()
    return next((word for word in words if has_letter(word)), name.split()[0])


def checked_name(words: str) -> str:
    """Return the name as it is kept. Raises UserError for none at all, or one too long."""
    name = visible(words)
    if not name:
        raise UserError(t("Write the citizen's name."), Place("citizen", field="name"))
    if not has_letter(name):
        raise UserError(NO_LETTER, Place("citizen", field="name"))
    if len(name) > _LONGEST:
        raise UserError(too_long(t("The name"), _LONGEST), Place("citizen", field="name"))
    return name


def checked_phone(words: str, place: Place) -> str:
    """Return a phone number as it is kept, with what is noted beside it: “12 34 56 78 (mother)”.

    Raises UserError at the place for words without any digit, and for what is too long.
    """
    phone = " ".join(words.split())
    if phone and not any(sign.isdigit() for sign in phone):
        raise UserError(
            t("A phone number has digits, for example 12 34 56 78. Leave it empty if there is none."), place
        )
    if len(phone) > _LONGEST_PHONE:
        raise UserError(too_long(t("The phone number"), _LONGEST_PHONE), place)
    return phone


def email_problem(words: str) -> Text | None:
    """Return why this can be no email address, or None: nothing could be sent there. No words are no problem."""
    whose, _at, where = words.strip().partition("@")
    if not words.strip() or (whose.strip() and where.strip()):
        return None
    return t("An email address has an @. Correct it, or leave it empty if there is none.")


def too_long(what: Text, most: int) -> Text:
    """Return the sentence for words that are longer than so many characters."""
    return t("{what} is longer than {count} characters. Make it shorter.", what=what, count=most)


def refuse_long(data: object, kind: str) -> None:
    """Raise UserError at the first field of this data that holds more than such a field needs."""
    for name, most in _LONGEST_OF.items():
        if len(getattr(data, name, "")) > most:
            what = t("“{field}”", field=CASELOAD_COLUMNS.get(name, t("Is called")))
            raise UserError(too_long(what, most), Place(kind, field=name))
