"""Making registrations out of changed talks, first contacts and target groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from caseworker.base.clock import ZONE
from caseworker.base.text import render
from caseworker.contacts.words import KINDS
from caseworker.exchange.manifest import FORMAT_VERSION
from caseworker.exchange.records import RecordLine
from caseworker.exchange.registrations import (
    Agreed,
    Change,
    Person,
    Registrations,
    Summons,
    TalkHeld,
    Visitation,
    Visited,
)
from caseworker.people.model import Staff

# Record kinds that registrations are made from.
SOURCES = frozenset({"talk", "case_event", "group_period"})
_FUND = frozenset({"unemployment_fund", "fund", "a-kasse"})
# Forms in which the citizen comes to the unit, whose address then belongs in the summons (as in the letter).
AT_THE_UNIT = ("meeting", "letter")


@dataclass(frozen=True, slots=True)
class Around:
    """What is needed beside the changed records. `were_held`: talks that the receiver has as held.

    `uncalled`: talks that were never planned, only written down, so that nobody was summoned to them.
    `unit` is the unit's setting: name, and where known address, phone and email.
    """

    cprs: Mapping[str, str]
    case_nos: Mapping[str, int]
    staff: Mapping[str, Staff]
    agreements: Mapping[str, list[Agreed]]
    groups: Mapping[str, list[tuple[date, Visited]]]
    were_held: frozenset[str]
    uncalled: frozenset[str]
    unit: Mapping[str, Any]


def registrations(lines: Iterable[RecordLine], around: Around) -> Registrations:
    """Return what the lines make registrable, by the order in which their records were made."""
    held: list[TalkHeld] = []
    summonses: list[Summons] = []
    visitations: list[Visitation] = []
    for line in sorted(lines, key=lambda one: one.id):
        if line.kind == "talk":
            if line.fields["status"] == "held" or line.id in around.were_held:
                held.append(_held(line, around))
            if needs_summons(line) and line.id not in around.uncalled:
                summonses.append(_summons(line, around))
        elif line.kind == "group_period":
            visitations.append(_visited(line, around))
        elif is_first_contact(line):
            visitations.append(_first_contact(line, around))
    return Registrations(
        format_version=FORMAT_VERSION,
        talks_held=tuple(held),
        summonses=tuple(summonses),
        visitations=tuple(visitations),
    )


def is_first_contact(line: RecordLine) -> bool:
    """Return whether a line is a case's first contact, which is registered with the target group."""
    return line.kind == "case_event" and line.fields["kind"] == "first_contact"


def needs_summons(line: RecordLine) -> bool:
    """Return whether a line is a talk that, where it was planned, is registered as a summons too."""
    if line.kind != "talk":
        return False
    return line.fields["status"] != "held" or line.fields["summoned_at"] is not None


def place_of(channel: str, written: str, unit: Mapping[str, Any]) -> str:
    """Return where a talk is held. By the rule of the letter: with no place written, at the unit."""
    if written or channel not in AT_THE_UNIT:
        return written
    return str(unit.get("place", "") or unit.get("name", ""))


def _held(line: RecordLine, around: Around) -> TalkHeld:
    fields = line.fields
    day = _local(fields["at"]).date()
    gone = line.deleted or fields["status"] != "held"
    return TalkHeld(
        change="withdraw" if gone else "write",
        id=line.id,
        **_whose(fields, around),
        date=day,
        type=fields["kind"],
        form=fields["channel"],
        agreements=tuple(around.agreements.get(line.id, ())),
        fund_participated=_fund(fields) != "none",
        visitation=_changed_that_day(around.groups.get(fields["case_id"], ()), day),
        participants=_participants(fields, around),
    )


def _summons(line: RecordLine, around: Around) -> Summons:
    fields, unit = line.fields, around.unit
    start = _local(fields["at"])
    end = start + timedelta(minutes=fields["minutes"])
    who = around.staff.get(fields["staff_id"] or "")
    phone = (who.phone if who else "") or str(unit.get("phone", ""))
    options = (phone, who.email if who else "", str(unit.get("email", "")))
    allowed = fields["rebooking_allowed"]
    summoned = fields["summoned_at"]
    opened = _local(summoned).date() if summoned else _local(line.changed_at).date()
    return Summons(
        change="withdraw" if line.deleted else "write",
        id=line.id,
        **_whose(fields, around),
        status=fields["status"],
        date=start.date(),
        start=f"{start:%H:%M}",
        end=f"{end:%H:%M}",
        form=fields["channel"],
        type=fields["kind"],
        place=place_of(fields["channel"], fields["place"], unit),
        contact_options=tuple(dict.fromkeys(option for option in options if option)),
        address=str(unit.get("address", "")) if fields["channel"] in AT_THE_UNIT else "",
        phone=phone,
        title=render(KINDS[fields["kind"]], "da") if fields["kind"] in KINDS else fields["kind"],
        description=fields["purpose"],
        employee=who.name if who else "",
        rebooking_allowed=allowed,
        rebooking_from=min(opened, start.date()) if allowed else None,
        rebooking_until=start.date() if allowed else None,
        fund_status=_fund(fields),
    )


def _visited(line: RecordLine, around: Around) -> Visitation:
    fields = line.fields
    return Visitation(
        change=_change(line),
        id=line.id,
        **_whose(fields, around),
        event="visitation",
        date=fields["from_on"],
        visitation=Visited(
            group=fields["code"],
            visited_as=fields["visited_as"],
            match=fields["match"],
            category=fields["category"],
        ),
    )


def _first_contact(line: RecordLine, around: Around) -> Visitation:
    day: date = line.fields["on"]
    periods = around.groups.get(line.fields["case_id"], ())
    # The group on that day; who was given a group only later had that one as the first.
    known = [group for from_on, group in periods if from_on <= day] or [group for _on, group in periods[:1]]
    return Visitation(
        change=_change(line),
        id=line.id,
        **_whose(line.fields, around),
        event="first_contact",
        date=day,
        visitation=known[-1] if known else None,
    )


def _whose(fields: Mapping[str, Any], around: Around) -> dict[str, Any]:
    citizen = fields["citizen_id"]
    return {
        "citizen_id": citizen,
        "cpr": around.cprs.get(citizen, ""),
        "case_no": around.case_nos.get(fields["case_id"]),
    }


def _change(line: RecordLine) -> Change:
    return "withdraw" if line.deleted else "write"


def _participants(fields: Mapping[str, Any], around: Around) -> tuple[Person, ...]:
    """Return the participants as written, with the employee who held the talk first."""
    found = [
        Person(
            name=str(one.get("name", "")),
            role=str(one.get("role", "")),
            form=str(one.get("form", "")) or fields["channel"],
        )
        for one in fields["participants"]
        if isinstance(one, dict)
    ]
    who = around.staff.get(fields["staff_id"] or "")
    if who is not None and all(one.name != who.name for one in found):
        found.insert(0, Person(name=who.name, role=who.role or "caseworker", form=fields["channel"]))
    return tuple(found)


def _fund(fields: Mapping[str, Any]) -> Literal["none", "invited", "holds"]:
    if fields["by"] == "fund" or fields["kind"] == "fund_conversation":
        return "holds"
    roles = {str(one.get("role", "")).lower() for one in fields["participants"] if isinstance(one, dict)}
    return "invited" if roles & _FUND else "none"


def _changed_that_day(periods: Sequence[tuple[date, Visited]], day: date) -> Visited | None:
    """Return the group that began on the day of the talk, unless it was the case's first."""
    return next((group for from_on, group in periods[1:] if from_on == day), None)


def _local(moment: datetime) -> datetime:
    return moment.astimezone(ZONE)
