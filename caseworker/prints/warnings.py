"""What whoever prints should know before the paper leaves the house."""

from __future__ import annotations

from collections.abc import Sequence

from caseworker.base.text import Text, t, tn
from caseworker.prints.kit.boxes import Lacking

_MOST_LETTERS = 24
_MOST_PLACES = 4


def letters_warning(lacking: Sequence[Lacking]) -> Text | None:
    """Return a sentence that names the letters that are printed as empty squares and where, or None."""
    places: dict[str, list[str]] = {}
    for one in lacking:
        places.setdefault(one.heading, []).append(one.letters)
    if not places:
        return None
    told = [_place(heading, " ".join(letters)) for heading, letters in places.items()]
    shown, rest = told[:_MOST_PLACES], len(told) - _MOST_PLACES
    if rest > 0:
        shown.append(tn("{count} more place", "{count} more places", rest))
    listed = shown[0]
    for place in shown[1:]:
        listed = t("{list}, {next}", list=listed, next=place)
    return t(
        "The font lacks some letters. They are printed as empty squares: {places}. Write them with Latin "
        "letters, or by hand on the paper.",
        places=listed,
    )


def phone_warning(name: str) -> Text:
    """Return a sentence for a print that says nowhere which number to call. `name` is the caseworker's."""
    return t(
        "There is no phone number on the print: neither {name} nor the unit has one. Write one in the settings.",
        name=name,
    )


def _place(heading: str, letters: str) -> Text:
    if len(letters) > _MOST_LETTERS:
        letters = letters[:_MOST_LETTERS] + "…"
    if heading:
        return t("“{letters}” under “{heading}”", letters=letters, heading=heading)
    return t("“{letters}” at the top", letters=letters)
