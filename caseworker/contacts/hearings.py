"""Which absence a hearing, the clock of a sanction and its decision are about: each event names the missed talks.

No clock and no store. One letter may hear about several absences, each of which is decided on by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from caseworker.base.clock import day_of
from caseworker.people.model import CaseEvent

# Kinds of events (domain.md 4.2). Their `words` are the ids of the missed talks that they are about.
HEARING, SANCTIONABLE, DECISION = "hearing_sent", "sanctionable", "decision_available"
KINDS = frozenset({HEARING, SANCTIONABLE, DECISION})


@dataclass(frozen=True, slots=True)
class Course:
    """What is written down of one absence: the event its three months run from, and the hearing about it."""

    begun: CaseEvent | None = None
    heard: CaseEvent | None = None


def words_for(talk_ids: Iterable[str]) -> str:
    """Return what the `words` of an event are that is about these talks."""
    return " ".join(talk_ids)


def talks_of(event: CaseEvent) -> tuple[str, ...]:
    """Return the ids of the missed talks that an event is about; none where it was written without them."""
    return tuple(event.words.split())


def courses(
    missed: Mapping[str, datetime], events: Iterable[CaseEvent], let_be: Collection[str]
) -> dict[str, Course]:
    """Return what was written down of each absence of a case, by the id of its talk.

    `missed` are all talks the citizen stayed away from, by id with their time; `let_be` those that have no
    consequence. An event that names no talk, as they were once written, is about the first absence that it
    can be about and that no other event is: a hearing about one whose clock ran when it was sent, if any.
    """
    events = sorted(events, key=lambda event: (event.on, event.id))
    oldest = sorted(missed, key=lambda talk_id: (missed[talk_id], talk_id))
    begun = _named(SANCTIONABLE, missed, events)
    for event in _nameless(SANCTIONABLE, events):
        fitting = (one for one in oldest if one not in begun and one not in let_be)
        _give(begun, event, (one for one in fitting if day_of(missed[one]) == event.on))
    heard = _named(HEARING, missed, events)
    for event in _nameless(HEARING, events):
        free = [one for one in oldest if one not in heard and day_of(missed[one]) <= event.on]
        _give(heard, event, sorted(free, key=lambda one: _likely(begun.get(one), event, one in let_be)))
    return {one: Course(begun.get(one), heard.get(one)) for one in oldest}


def _named(kind: str, missed: Collection[str], events: Sequence[CaseEvent]) -> dict[str, CaseEvent]:
    found: dict[str, CaseEvent] = {}
    for event in events:
        for talk_id in talks_of(event) if event.kind == kind else ():
            if talk_id in missed:
                found.setdefault(talk_id, event)
    return found


def _nameless(kind: str, events: Sequence[CaseEvent]) -> list[CaseEvent]:
    return [event for event in events if event.kind == kind and not talks_of(event)]


def _give(found: dict[str, CaseEvent], event: CaseEvent, fitting: Iterable[str]) -> None:
    first = next(iter(fitting), None)
    if first is not None:
        found[first] = event


def _likely(begun: CaseEvent | None, hearing: CaseEvent, let_be: bool) -> int:
    """Return how far an absence is from being what a hearing without a name is about. Ids rise with time."""
    if begun is not None:
        return 0 if begun.id < hearing.id else 1
    return 2 if let_be else 3
