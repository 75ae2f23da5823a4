"""Which code the words of a caseload file stand for, and what is said of words that stand for none. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from caseworker.base.errors import UserError
from caseworker.base.text import Text, t
from caseworker.people.names import first_name, has_letter, joined_name, turned, without_stray_commas
from caseworker.people.words import CASELOAD_COLUMNS, GROUP_CHOICES, USUAL_BENEFIT

BENEFIT_EXAMPLES = ("kontanthjælp", "sygedagpenge")
# Words that fill a column without saying anything, where others write a language or a number.
NONE_WORDS = frozenset({"", "?", "nej", "n", "no", "ingen", "none", "0", "false", "falsk"})
_SHOWN = 40  # characters of what was written


class GroupForms(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """How a target group is written otherwise than by a word of its own.

    `numbers` are shown, `pattern` recognises them in tidy words; `either` are words for two groups, each with
    the two words to write instead.
    """

    numbers: tuple[str, ...]
    pattern: str
    examples: tuple[str, str, str]
    either: dict[str, tuple[str, str]]


def tidy(words: str) -> str:
    """Return words as they are compared: without case, dots, hyphens and the like."""
    return " ".join(re.sub(r"[\s._\-–:/()]+", " ", words.casefold()).split())


def code_of(words: str, known: Mapping[str, Sequence[str]]) -> str:
    """Return the code that these words stand for, "" for none."""
    plain = tidy(words)
    return next((code for code, names in known.items() if plain in (code, *names)), "") if plain else ""


def group_of(words: str, visited_as: str, known: Mapping[str, Sequence[str]], forms: GroupForms) -> str:
    """Return the target group, "" for none; of two by the same word the one that the visitation fits.

    Raises UserError for words that stand for no group, or for two.
    """
    if not words:
        return ""
    number = re.fullmatch(forms.pattern, plain := tidy(words))
    code = f"lab-{int(number[1])}" if number else code_of(words, known)
    if code in known:
        return code
    if (pair := forms.either.get(plain)) is None:
        raise unknown_group(words, forms.examples)
    codes = [code_of(one, known) for one in pair]
    fitting = [code for code in codes if visited_as and (code, visited_as) in GROUP_CHOICES]
    if len(fitting) != 1:
        raise UserError(
            t("“{words}” can be “{one}” or “{other}”. Write which.",
              words=words[:_SHOWN], one=pair[0], other=pair[1])
        )  # fmt: skip
    return fitting[0]


def benefit_of(words: str, group: str, known: Mapping[str, Sequence[str]]) -> str:
    """Return the benefit, "" for none; of two by the same words the usual one in the target group.

    Raises UserError for words that stand for no benefit.
    """
    usual = USUAL_BENEFIT.get(group, "")
    code = code_of(words, {usual: known.get(usual, ())}) or code_of(words, known)
    if words and not code:
        raise unknown_benefit(words)
    return code


def is_protected(words: str, yes: Sequence[str]) -> bool:
    """Return whether the address is protected. Raises UserError where that is neither said nor denied."""
    if (plain := tidy(words)) in yes:
        return True
    if plain not in NONE_WORDS:
        raise UserError(
            t("“{words}” in “{column}” is neither yes nor no. Write “ja” or “nej”.",
              words=words[:_SHOWN], column=CASELOAD_COLUMNS["protected_address"])
        )  # fmt: skip
    return False


def unknown_group(words: str, examples: tuple[str, str, str]) -> UserError:
    """Return the error for words that stand for no target group."""
    one, two, three = examples
    return UserError(
        t("“{words}” is no target group that the program knows. Write for example “{one}”, “{two}” or “{three}”.",
          words=words[:_SHOWN], one=one, two=two, three=three)
    )  # fmt: skip


def unknown_benefit(words: str) -> UserError:
    """Return the error for words that stand for no benefit."""
    one, two = BENEFIT_EXAMPLES
    return UserError(
        t("“{words}” is no benefit that the program knows. Write for example “{one}” or “{two}”.",
          words=words[:_SHOWN], one=one, two=two)
    )  # fmt: skip


def name_of(values: Mapping[str, str]) -> tuple[str, str, str]:
    """Return the name as the file has it, as it is read, and the first name where its column alone can tell it."""
    if name := whole_name(values):
        return name, turned(name), ""
    first, last = values.get("first_name", ""), values.get("last_name", "")
    parts = [without_stray_commas(part) for part in (first, last)]
    # Each part has its column: a comma among them turns nothing round.
    read = joined_name(*parts)
    call_name = first_name(parts[0]) if "," in read and has_letter(parts[0]) else ""
    return f"{first} {last}".strip(), read, call_name


def whole_name(values: Mapping[str, str]) -> str:
    """Return the name that stands in one column: its own, or the only one of the two that is filled; else ""."""
    parts = [part for part in (values.get("first_name", ""), values.get("last_name", "")) if part]
    return values.get("name", "") or (parts[0] if len(parts) == 1 else "")


def name_remark(values: Mapping[str, str], words: str, name: str) -> Text | None:
    """Return how a name with commas is read: with the last name first, or as it stands. None without a comma.

    Of a name whose parts have a column each, nothing is to be said while it stays as it is.
    """
    if "," not in words or (words == name and not whole_name(values)):
        return None
    if name != words:
        return t("The name “{words}” is read as “{name}”.", words=words, name=name)
    return t(
        "The name “{words}” is kept as it stands, with its commas. Correct it if the first name does not come first.",
        words=words,
    )


def visitation_remark(words: str, code: str) -> Text | None:
    """Return what is to be said of words that stand for no visitation: they are passed over, the row is taken."""
    if code or tidy(words) in NONE_WORDS:
        return None
    return t("“{words}” is no visitation that the program knows. It is left out.", words=words[:_SHOWN])


def is_unknown_word(reason: Text) -> bool:
    """Whether this was said of a word that a list of what is understood would have helped with."""
    return reason.message in _UNKNOWN


_UNKNOWN = {
    unknown_group("", ("", "", "")).text.message,
    unknown_benefit("").text.message,
    t("“{words}” is no visitation that the program knows. It is left out.").message,
    t("“{words}” can be “{one}” or “{other}”. Write which.").message,
    t("“{words}” in “{column}” is neither yes nor no. Write “ja” or “nej”.").message,
}
