"""What a case takes over from the citizen's case before it, and what it knows of the time after its closing (CNT-4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from msgspec.structs import replace

from caseworker.deadlines.case import ONE_DAY, is_break, running_into
from caseworker.deadlines.codes import MAY_BE_FOR
from caseworker.deadlines.facts import Benefit, Event, Exemption, Facts, Group, Offer, Trait, Work
from caseworker.deadlines.rules import Convention

# What says when a time began or ended. What was asked for, sent or promised stays where it was written down.
_OF_THE_TIME = frozenset({
    "registered", "deregistered", "re_registered", "booking_missed", "first_contact", "first_absence_day",
    "transferred", "first_payment", "visited", "known_sick", "taken_over", "case_closed",
})  # fmt: skip
# What the law lets run on in a closed case, whenever it came, and the closing itself.
RUNS_ON = frozenset({"access_requested", "decision_available", "hearing_sent", "case_closed"})
A = TypeVar("A", Benefit, Trait, Work, Group, Offer, Exemption)
B = TypeVar("B", Benefit, Trait, Work)
R = TypeVar("R", Group, Offer, Exemption)
_CONVENTION = Convention()  # whether one case follows another is the same for every pack


@dataclass(frozen=True, slots=True)
class Earlier:
    """A closed case of the citizen, with its days and facts."""

    opened_on: date
    closed_on: date
    facts: Facts


def until_closed(facts: Facts, closed_on: date) -> Facts:
    """Return the facts of a closed case as they stood on the day of its closing.

    A talk held after that day, or what was asked for then, sets nothing going: the case may be closed with a day that
    is over. What the law lets run on does. Benefits, traits and work are the citizen's: what begins after the closing
    is for the next case. So is when one that ran then ended, which is told there.
    """
    month = f"{closed_on:%Y-%m}"
    paid = (
        replace(b, hours={name: hours for name, hours in b.hours.items() if name <= month}) if b.hours else b
        for b in facts.benefits
    )
    return replace(
        facts,
        groups=_begun(facts.groups, closed_on),
        events=tuple(e for e in facts.events if e.on <= closed_on or e.type in RUNS_ON),
        contacts=tuple(c for c in facts.contacts if c.on <= closed_on),
        benefits=_running(paid, closed_on),
        traits=_running(facts.traits, closed_on),
        work=_running(facts.work, closed_on),
        offers=_begun(facts.offers, closed_on),
        exemptions=_begun(facts.exemptions, closed_on),
    )


def with_earlier(facts: Facts, opened_on: date, before: Iterable[Earlier]) -> Facts:
    """Return the facts of a case with those of the cases it goes on from. `before`: the latest first.

    A case goes on from another where no free calendar month lies between (CNT-4).
    """
    first = opened_on
    for earlier in before:
        first = min([first, *(g.from_ for g in facts.groups), *(e.on for e in facts.events)])
        if is_break(earlier.closed_on, first, _CONVENTION):
            facts = replace(facts, benefits=_not_left_open(facts.benefits, earlier.closed_on))
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


def _not_left_open(benefits: tuple[Benefit, ...], closed_on: date) -> tuple[Benefit, ...]:
    """End with a closing the benefits that nobody ended by then, also where only another one has ended them since."""
    begun = {None, *(b.from_ - ONE_DAY for b in benefits if b.from_ > closed_on)}
    return tuple(
        replace(b, to=closed_on)
        if b.from_ <= closed_on and b.to in begun and (b.to is None or b.to > closed_on)
        else b
        for b in benefits
    )


def _joined(facts: Facts, first: date, earlier: Earlier) -> Facts:
    """Return the facts of two cases as one. Nothing of the earlier one goes on by itself after its closing."""
    old, last = earlier.facts, earlier.closed_on
    ours = min((g.from_ for g in facts.groups), default=date.max)
    group_end = min(last, ours - ONE_DAY)
    return replace(
        facts,
        groups=(*_ended(old.groups, group_end), *facts.groups),
        events=(*(_bridged(e, first) for e in old.events if e.type in _OF_THE_TIME), *facts.events),
        contacts=(*(c for c in old.contacts if c.status == "held"), *facts.contacts),
        offers=(*_ended(old.offers, last), *facts.offers),
        acts=(*(a for a in old.acts if a.for_ is not None or a.type not in MAY_BE_FOR), *facts.acts),
        exemptions=(*_ended(old.exemptions, last), *facts.exemptions),
    )


def _begun(records: Iterable[A], last: date) -> tuple[A, ...]:
    return tuple(one for one in records if one.from_ is None or one.from_ <= last)


def _running(records: Iterable[B], last: date) -> tuple[B, ...]:
    """Return what had begun by a day; what had not ended before it without an end."""
    return tuple(
        replace(one, to=None) if one.to is not None and one.to >= last else one
        for one in _begun(records, last)
    )


def _ended(records: Iterable[R], last: date) -> tuple[R, ...]:
    """Return what had begun by a day, ended on it at the latest."""
    return tuple(_until(one, last) for one in _begun(records, last))


def _until(record: R, last: date) -> R:
    return record if record.to is not None and record.to <= last else replace(record, to=last)


def _bridged(event: Event, back: date) -> Event:
    return replace(event, until=max(event.on, back)) if event.type == "case_closed" else event
