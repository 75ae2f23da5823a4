"""What a calendar program must be told: which events are new, moved, as they were, or cancelled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from caseworker.exchange.vcalendar import Entry

# How long a cancelled event stays in the file, so that every program comes by and hears of it; and how long
# talks that are over stay.
KEPT = timedelta(days=30)
# How long its number is remembered after that: a deadline that rested through a long leave comes back under the same
# UID, and a program that has it as cancelled believes only a higher number. Some tens of rows a citizen.
REMEMBERED = timedelta(days=2 * 365)


@dataclass(frozen=True, slots=True)
class Revised:
    """The events of the file in their order; of these the new and changed ones; and the UIDs to forget."""

    entries: tuple[Entry, ...]
    changed: tuple[Entry, ...]
    forgotten: tuple[str, ...]


def revise(wanted: Iterable[Entry], told: Mapping[str, Entry], now: datetime) -> Revised:
    """Compare what should stand in the calendar with what was told before (`told`, by UID).

    A moved event keeps its UID and gets the next SEQUENCE; one that is gone is cancelled, with the next
    SEQUENCE too (RFC 5545 section 3.8.7.4, RFC 5546 section 2.1.4).
    """
    entries, changed = [], []
    for entry in wanted:
        before = told.get(entry.uid)
        if before is None:
            after = replace(entry, sequence=0, stamp=now)
        elif (before.start, before.end, before.cancelled) != (entry.start, entry.end, entry.cancelled):
            after = replace(entry, sequence=before.sequence + 1, stamp=now)
        else:
            after = replace(entry, sequence=before.sequence, stamp=before.stamp)
        entries.append(after)
        if before is None or after.sequence != before.sequence or after.summary != before.summary:
            changed.append(after)
    kept = {entry.uid for entry in entries}
    forgotten = []
    for before in sorted((one for one in told.values() if one.uid not in kept), key=lambda one: one.uid):
        over = _over_since(before)
        if over is not None and over < now - KEPT:
            if over < now - REMEMBERED:
                forgotten.append(before.uid)
        elif before.cancelled:
            entries.append(before)
        else:
            entries.append(replace(before, sequence=before.sequence + 1, stamp=now, cancelled=True))
            changed.append(entries[-1])
    return Revised(tuple(entries), tuple(changed), tuple(forgotten))


def _over_since(entry: Entry) -> datetime | None:
    """Return since when an event is over, if it is: cancelled, or a talk that has ended."""
    if entry.cancelled:
        return entry.stamp
    return entry.end if isinstance(entry.end, datetime) else None
