"""Reads an agreement typed as one line: whose it is from the first word, its day from the end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from caseworker.base.dates import parse_day
from caseworker.base.workdays import next_workday
from caseworker.plan.content import AgreementData
from caseworker.plan.facts import Side

SIDES: tuple[Side, ...] = ("citizen", "municipality", "company")

# How people name the two other sides without a name.
_OURS = ("vi", "jeg", "kommunen", "jobcenteret", "jobcentret", "we", "i", "municipality", "jobcentre")
_COMPANY = ("virksomheden", "arbejdsgiveren", "arbejdspladsen", "company", "employer")
_COMPANY_ROLES = re.compile(r"virksomhed|arbejdsgiver|mester|company|employer", re.IGNORECASE)

_CLOCK = re.compile(r"\s*(?:kl\.?|at)\s*\d{1,2}(?:[.:]\d{2})?$", re.IGNORECASE)
_LEAD_IN = re.compile(r"(?:,|\s)+(?:senest|inden|på|den|d\.|by|on)$", re.IGNORECASE)
# "flytter til tirsdag", "hver fredag": the day is part of what is agreed, not when it is due.
_PART_OF_WORDS = frozenset({"til", "fra", "hver", "om", "indtil", "to", "from", "every", "until"})
_LONGEST_DAY = 4  # words: "den 3. marts 2027"


@dataclass(frozen=True, slots=True)
class Owner:
    """Who a first word stands for: the side, and the name that is written as owner (empty: the side's own)."""

    side: Side
    name: str = ""


Owners = Mapping[str, Owner]


@dataclass(frozen=True, slots=True)
class TypedAgreement:
    """A typed line as it was understood."""

    side: Side
    words: str
    owner: str
    due_on: date | None

    def plain(self) -> dict[str, Any]:
        """Return it as JSON data, as the form and its draft keep it."""
        due = self.due_on.isoformat() if self.due_on else None
        return {"side": self.side, "words": self.words, "owner": self.owner, "due_on": due}


def owners_of(citizen: Iterable[str], me: str, others: Iterable[tuple[str, str]] = ()) -> dict[str, Owner]:
    """Return who each first word stands for.

    `citizen` are the names the citizen goes by, `me` the caseworker's, `others` (name, role) of those around.
    Where two share a first name the citizen comes first, then the caseworker.
    """
    found: dict[str, Owner] = {}
    for name, role in others:
        side: Side = "company" if _COMPANY_ROLES.search(role) else "municipality"
        found[_first(name)] = Owner(side, name.strip())
    found |= {word: Owner("municipality") for word in (*_OURS, _first(me))}
    found |= {word: Owner("company") for word in _COMPANY}
    found |= {_first(name): Owner("citizen") for name in citizen}
    found.pop("", None)
    return found


def read_agreement(line: str, owners: Owners, today: date) -> TypedAgreement | None:
    """Read a typed line, or return None for an empty one.

    A first word that nobody goes by leaves the agreement with the citizen. Ours without a day is due on the
    next working day (R-037).
    """
    line = " ".join(line.split())
    if not line:
        return None
    owner = owners.get(_first(line), Owner("citizen"))
    words, due_on = _split_day(line, today)
    if due_on is None and owner.side == "municipality":
        due_on = next_workday(today)
    return TypedAgreement(owner.side, words, owner.name, due_on)


def next_side(agreement: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Return the agreement given to the next side, with that side's own owner and default day."""
    side = SIDES[(SIDES.index(agreement["side"]) + 1) % len(SIDES)]
    due_on = agreement["due_on"]
    if due_on is None and side == "municipality":
        due_on = next_workday(today).isoformat()
    return {**agreement, "side": side, "owner": "", "due_on": due_on}


def agreement_data(values: Iterable[Mapping[str, Any]]) -> tuple[AgreementData, ...]:
    """Return what is saved of the agreements in a form."""
    return tuple(
        AgreementData(
            side=one["side"], words=one["words"], owner=one["owner"],
            due_on=date.fromisoformat(one["due_on"]) if one["due_on"] else None,
        )
        for one in values
    )  # fmt: skip


def _first(words: str) -> str:
    parts = words.split()
    return parts[0].strip(",:;.").casefold() if parts else ""


def _split_day(line: str, today: date) -> tuple[str, date | None]:
    """Split a line into its words and the day at its end. Only days from today on are one."""
    head, comma, tail = line.rpartition(",")
    if comma and head.strip():
        timed = _CLOCK.search(tail)
        bare = tail[: timed.start()] if timed else tail
        day = _day(_without_lead_in(f" {bare.strip()}")[1], today)
        if day is not None:
            return (line if timed else head.strip()), day
    parts = line.split()
    for count in range(min(_LONGEST_DAY, len(parts) - 1), 0, -1):
        before, words = parts[:-count], " ".join(parts[-count:])
        if before[-1].casefold() in _PART_OF_WORDS or (count == 1 and not _is_surely_a_day(words)):
            continue
        day = _day(words, today)
        if day is not None:
            return _LEAD_IN.sub("", " ".join(before)).rstrip(", "), day
    return line, None


def _without_lead_in(words: str) -> tuple[str, str]:
    match = re.match(r"\s*(senest|inden|på|by|on)?\s*(.*)", words, re.IGNORECASE)
    assert match is not None, "both parts may be empty"
    return match[1] or "", match[2]


def _day(words: str, today: date) -> date | None:
    found = parse_day(words, today)
    return found if found is not None and found >= today else None


def _is_surely_a_day(word: str) -> bool:
    """Whether one word alone is a day and not by chance the beginning of a weekday's name ("man", "tor")."""
    return len(word.rstrip(".")) > 3 or word.endswith(".") or word[0] in "+0123456789"
