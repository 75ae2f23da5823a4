"""Danish numbers and names: CPR, CVR, sorting, genitive."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date

from caseworker.base.errors import UserError
from caseworker.base.text import t


@dataclass(frozen=True, slots=True)
class Cpr:
    """A Danish person number (CPR-nummer).

    `number` is ten digits; `check_ok` is False for numbers without a valid check digit, which have
    been given out since 2007 and so are only worth a warning. `replacement`: a number in the place of one
    (erstatnings-CPR), given to who has none yet; its day is 60 higher than the day of birth.
    """

    number: str = field(repr=False)
    birth_date: date
    sex: str
    check_ok: bool
    replacement: bool = False


def parse_cpr(words: str) -> Cpr:
    """Read a CPR number with or without hyphen and spaces.

    Raises UserError when it has not ten digits or does not start with a date. Whether that date has
    been is for the caller to say, who knows what day it is.
    """
    from stdnum.dk import cpr

    digits = re.sub(r"[\s\-–.]", "", words)
    if not re.fullmatch(r"[0-9]{10}", digits):
        raise UserError(t("A CPR number has ten digits, for example 010190-1234. Check the number."))
    replacement = digits[0] in "6789"
    try:
        birth_date = cpr.get_birth_date(f"{int(digits[0]) - 6}{digits[1:]}" if replacement else digits)
    except Exception as error:  # stdnum has its own tree of errors; all of them mean the same here
        raise UserError(
            t("The first six digits of the CPR number are not a date. Check the number.")
        ) from error
    weights = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
    check = sum(w * int(d) for w, d in zip(weights, digits, strict=True)) % 11 == 0
    return Cpr(digits, birth_date, "m" if int(digits[-1]) % 2 else "f", check, replacement)


def masked_cpr(number: str) -> str:
    """Return the number as it may be shown: the birth date and four dots."""
    return f"{number[:6]}-••••" if number else ""


def full_cpr(number: str) -> str:
    """Return the number with its hyphen, for the copy button."""
    return f"{number[:6]}-{number[6:]}" if number else ""


_FOLD = str.maketrans(
    {
        "æ": "{a",
        "ä": "{a",
        "ø": "{b",
        "ö": "{b",
        "œ": "{b",
        "å": "{c",
        "ü": "y",
        "ð": "d",
        "đ": "d",
        "þ": "th",
    }
    | {"ß": "ss", "ł": "l", "ħ": "h", "ı": "i"}
)


def composed(words: str) -> str:
    """Return words with each letter as one sign: an å may come as a and a ring, as a Mac writes it."""
    return unicodedata.normalize("NFC", words)


def sort_key(words: str) -> str:
    """Return a key that sorts names the Danish way: æ, ø, å last, and aa as å."""
    folded = " ".join(composed(words.casefold()).split()).replace("aa", "å").translate(_FOLD)
    plain = unicodedata.normalize("NFD", folded)
    return "".join(c for c in plain if not unicodedata.combining(c))


def genitive(name: str) -> str:
    """Return the Danish genitive: "Karens", but "Jonas’" after s, x and z."""
    name = name.strip()
    if not name:
        return ""
    return f"{name}’" if name[-1].lower() in "sxz" else f"{name}s"


def initials(name: str) -> str:
    """Return at most two initials of a name."""
    parts = [p for p in name.split() if p[:1].isalpha()]
    return "".join(p[0] for p in (parts[:1] + parts[-1:] if len(parts) > 1 else parts)).upper()
