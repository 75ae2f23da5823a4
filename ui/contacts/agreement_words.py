"""Reads an agreement typed as one line: whose it is from the first word, its day from the end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from caseworker.base.workdays import next_workday
from caseworker.plan.content import AgreementData
from caseworker.plan.due_words import split_day
from caseworker.plan.facts import Side

SIDES: tuple[Side, ...] = ("citizen", "municipality", "company")

# How people name the two other sides without a name.
_OURS = ("vi", "jeg", "kommunen", "jobcenteret", "jobcentret", "we", "i", "municipality", "jobcentre")
_COMPANY = ("virksomheden", "arbejdsgiveren", "arbejdspladsen", "company", "employer")
_COMPANY_ROLES = re.compile(r"virksomhed|arbejdsgiver|mester|company|employer", re.IGNORECASE)


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
    words, due_on = split_day(line, today)
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
