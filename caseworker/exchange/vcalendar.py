"""Writing iCalendar (RFC 5545): lines, escapes, folding and our one time zone. Knows no talk and no deadline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from caseworker.base.clock import ZONE

_MOST = 75  # bytes of a line, without its break (section 3.1)
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})
_HEAD = (
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Faelles plan//Exchange 1//DA", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
)  # fmt: skip
# Denmark's rules since 1996; no entry of ours is older.
_TIME_ZONE = (
    "BEGIN:VTIMEZONE", "TZID:Europe/Copenhagen",
    "BEGIN:DAYLIGHT", "DTSTART:19960331T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "TZNAME:CEST",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT",
    "BEGIN:STANDARD", "DTSTART:19961027T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "TZNAME:CET",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD",
    "END:VTIMEZONE",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One event. With days it lasts from `start` to the day before `end`; moments stand in Danish time.

    `stamp` is when this revision was made. An event of days takes up no time: the caseworker is free.
    """

    uid: str
    sequence: int
    stamp: datetime
    start: date | datetime
    end: date | datetime
    summary: str
    cancelled: bool = False
    location: str = ""
    description: str = ""


def write(entries: Iterable[Entry], title: str = "") -> bytes:
    """Return the calendar file of these events, in their order. The same events give the same bytes.

    `title` is what calendar programs call it.
    """
    lines = [*_HEAD]
    if title:
        lines.append(f"X-WR-CALNAME:{_escaped(title)}")
    lines += _TIME_ZONE
    for entry in entries:
        lines += _event(entry)
    lines += ("END:VCALENDAR", "")
    return b"\r\n".join([_folded(line.encode()) for line in lines])


def _event(entry: Entry) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.uid}"
    yield f"DTSTAMP:{_utc(entry.stamp)}"
    yield f"SEQUENCE:{entry.sequence}"
    yield f"DTSTART{_moment(entry.start)}"
    yield f"DTEND{_moment(entry.end)}"
    yield f"SUMMARY:{_escaped(entry.summary)}"
    yield "STATUS:CANCELLED" if entry.cancelled else "STATUS:CONFIRMED"
    if not isinstance(entry.start, datetime):
        yield "TRANSP:TRANSPARENT"
    if entry.location:
        yield f"LOCATION:{_escaped(entry.location)}"
    if entry.description:
        yield f"DESCRIPTION:{_escaped(entry.description)}"
    yield "END:VEVENT"


def _moment(when: date | datetime) -> str:
    if not isinstance(when, datetime):
        return f";VALUE=DATE:{when:%Y%m%d}"
    here = when.astimezone(ZONE)
    # The hour that comes twice in autumn: only UTC says which of the two.
    return f":{_utc(when)}" if here.fold else f";TZID=Europe/Copenhagen:{here:%Y%m%dT%H%M%S}"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(words: str) -> str:
    return words.translate(_ESCAPES)


def _folded(line: bytes) -> bytes:
    """Break a line that is too long, never inside a letter. Each further piece begins with a space."""
    if len(line) <= _MOST:
        return line
    pieces, start, room = [], 0, _MOST
    while len(line) - start > room:
        end = start + room
        while line[end] & 0xC0 == 0x80:  # a byte that continues a letter
            end -= 1
        pieces.append(line[start:end])
        start, room = end, _MOST - 1
    return b"\r\n ".join((*pieces, line[start:]))
