"""What a case takes over from the citizen's case before it: the same time on benefit runs on in it (CNT-4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from msgspec.structs import replace

from caseworker.deadlines.case import ONE_DAY, is_break, running_into
from caseworker.deadlines.codes import MAY_BE_FOR
from caseworker.deadlines.facts import Event, Exemption, Facts, Group, Offer
from caseworker.deadlines.rules import Convention

# What says when a time began or ended. What was asked for, sent or promised stays where it was written down.
_OF_THE_TIME = frozenset({
    "registered", "deregistered", "re_registered", "first_contact", "first_absence_day", "transferred",
    "first_payment", "visited", "known_sick", "taken_over", "case_closed",
})  # fmt: skip
R = TypeVar("R", Group, Offer, Exemption)
_CONVENTION = Convention()  # whether one case follows another is the same for every pack


@dataclass(frozen=True, slots=True)
class Earlier:
    """A closed case of the citizen, with its days and facts."""

    opened_on: date
    closed_on: date
    facts: Facts


def with_earlier(facts: Facts, opened_on: date, before: Iterable[Earlier]) -> Facts:
    """Return the facts of a case with those of the cases it goes on from. `before`: the latest first.

    A case goes on from another where no free calendar month lies between (CNT-4).
    """
    first = opened_on
    for earlier in before:
        first = min([first, *(g.from_ for g in facts.groups), *(e.on for e in facts.events)])
        if not _goes_on(facts, first, earlier):
            break
        facts = _joined(facts, first, earlier)
        first = min(first, earlier.opened_on)
    return facts


def _goes_on(facts: Facts, first: date, earlier: Earlier) -> bool:
    """Return whether a time that began on a day goes on from an earlier case.

    The benefits decide; where none are recorded in the earlier case, its last day does.
    """
    ours = any(
        b.from_ <= earlier.closed_on and (b.to is None or b.to >= earlier.opened_on) for b in facts.benefits
    )
    if not ours:
        return not is_break(earlier.closed_on, first, _CONVENTION)
    return any(b.from_ <= earlier.closed_on for b in running_into(facts.benefits, first))


def _joined(facts: Facts, first: date, earlier: Earlier) -> Facts:
    """Return the facts of two cases as one. Nothing of the earlier one goes on by itself after its closing."""
    old, last = earlier.facts, earlier.closed_on
    ours = min((g.from_ for g in facts.groups), default=date.max)
    group_end = min(last, ours - ONE_DAY)
    return replace(
        facts,
        groups=(*(_until(g, group_end) for g in old.groups if g.from_ <= group_end), *facts.groups),
        events=(*(_bridged(e, first) for e in old.events if e.type in _OF_THE_TIME), *facts.events),
        contacts=(*(c for c in old.contacts if c.status == "held"), *facts.contacts),
        offers=(*(_until(o, last) for o in old.offers if o.from_ <= last), *facts.offers),
        acts=(*(a for a in old.acts if a.for_ is not None or a.type not in MAY_BE_FOR), *facts.acts),
        exemptions=(*(_until(e, last) for e in old.exemptions if e.from_ <= last), *facts.exemptions),
    )


def _until(record: R, last: date) -> R:
    return record if record.to is not None and record.to <= last else replace(record, to=last)


def _bridged(event: Event, back: date) -> Event:
    return replace(event, until=max(event.on, back)) if event.type == "case_closed" else event
