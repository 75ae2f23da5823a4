"""What the municipality must register nationally, in the field sets of the duty (anchors.md 0.2).

Talks held, summonses, and first contact with visitation. Codes are those of the records.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Literal

from msgspec import Struct

Change = Literal["write", "withdraw"]

# A cell that begins so is read as a formula by spreadsheet programs.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Person(Struct, frozen=True, kw_only=True):
    """A participant: name, role, and in which form they took part."""

    name: str
    role: str
    form: str


class Agreed(Struct, frozen=True, kw_only=True):
    """An agreement made in the talk: whose it is, what, and by when."""

    side: str
    words: str
    due_on: dt.date | None


class Visited(Struct, frozen=True, kw_only=True):
    """The visitation: target group and the category within it. Empty or null where none was given."""

    group: str
    visited_as: str
    match: int | None
    category: int | None


class _Registration(Struct, frozen=True, kw_only=True):
    """What each has: its own id and whose it is.

    `write` makes the registration or replaces the one with the same id; `withdraw` takes it back.
    """

    change: Change
    id: str
    citizen_id: str
    cpr: str
    case_no: int | None


class TalkHeld(_Registration, frozen=True, kw_only=True):
    """A talk held (§ 27). `visitation` only where it changed on that day. The day is the Danish one."""

    date: dt.date
    type: str
    form: str
    agreements: tuple[Agreed, ...]
    fund_participated: bool
    visitation: Visited | None
    participants: tuple[Person, ...]


class Summons(_Registration, frozen=True, kw_only=True):
    """A summons (§ 20). Times are Danish wall-clock times, HH:MM. `status` as of the talk.

    `fund_status`: whether the unemployment fund (a-kasse) takes no part, is invited, or holds the talk.
    Without a narrower rule, rebooking is open from the day of the summons until the talk begins.
    """

    status: str
    date: dt.date
    start: str
    end: str
    form: str
    type: str
    place: str
    contact_options: tuple[str, ...]
    address: str
    phone: str
    title: str
    description: str
    employee: str
    rebooking_allowed: bool
    rebooking_from: dt.date | None
    rebooking_until: dt.date | None
    fund_status: Literal["none", "invited", "holds"]


class Visitation(_Registration, frozen=True, kw_only=True):
    """First contact or visitation (§ 28)."""

    event: Literal["first_contact", "visitation"]
    date: dt.date
    visitation: Visited | None


class Registrations(Struct, frozen=True, kw_only=True):
    """What stands in registrations.json: everything registrable that changed since the last bundle."""

    format_version: int
    talks_held: tuple[TalkHeld, ...]
    summonses: tuple[Summons, ...]
    visitations: tuple[Visitation, ...]


_COLUMNS = (
    "registration", "change", "id", "citizen_id", "cpr", "case_no", "date", "start", "end", "status", "type",
    "form", "place", "address", "phone", "contact_options", "title", "description", "employee",
    "rebooking_allowed", "rebooking_from", "rebooking_until", "fund_status", "fund_participated", "agreements",
    "participants", "event", "visitation_group", "visited_as", "match", "category",
)  # fmt: skip


def as_csv(found: Registrations) -> bytes:
    """Return the registrations as one table (RFC 4180, UTF-8, comma), a row each.

    Lists are joined by "; ", the parts of a participant or agreement by "|". A text that a spreadsheet
    would take for a formula has an apostrophe before it; the JSON file has every text as it is.
    """
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(_COLUMNS)
    for name, rows in (
        ("talk_held", found.talks_held),
        ("summons", found.summonses),
        ("visitation", found.visitations),
    ):
        empty = {**dict.fromkeys(_COLUMNS, ""), "registration": name}
        table.writerows((empty | _cells(row)).values() for row in rows)
    return out.getvalue().encode()


def _cells(row: _Registration) -> dict[str, str]:
    cells: dict[str, str] = {}
    for name in row.__struct_fields__:
        value = getattr(row, name)
        if name != "visitation":
            cells[name] = _cell(value)
        elif value is not None:
            for part in value.__struct_fields__:
                cells["visitation_group" if part == "group" else part] = _cell(getattr(value, part))
    return cells


def _cell(value: object) -> str:
    if isinstance(value, str):
        return _safe(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return _safe("; ".join(map(_joined, value)))
    return str(value)


def _joined(part: object) -> str:
    if isinstance(part, Struct):
        return "|".join(_words(getattr(part, name)) for name in part.__struct_fields__)
    return _words(part)


def _words(value: object) -> str:
    return "" if value is None else str(value)


def _safe(words: str) -> str:
    return f"'{words}" if words.startswith(_FORMULA) else words
