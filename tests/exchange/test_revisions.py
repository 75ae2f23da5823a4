"""What calendar programs are told of events that come, move, go and come back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from caseworker.exchange.revisions import revise
from caseworker.exchange.vcalendar import Entry, write

NOW = datetime(2026, 11, 24, 7, tzinfo=UTC)

DAYS = st.dictionaries(st.sampled_from("abcde"), st.integers(1, 5), max_size=5)


@given(st.lists(st.tuples(st.sampled_from([0, 1, 31, 40]), DAYS), max_size=12))
def test_a_program_that_takes_the_highest_number_has_the_right_calendar(
    exports: list[tuple[int, dict[str, int]]],
) -> None:
    """Whatever comes, goes, moves and comes back, a month later too: numbers never fall, and rise with every change."""
    told: dict[str, Entry] = {}
    has: dict[str, Entry] = {}
    now = NOW
    for passed, days in exports:
        now += timedelta(days=passed, hours=1)
        wanted = [
            Entry(uid, 0, now, date(2026, 12, day), date(2026, 12, day + 1), uid) for uid, day in days.items()
        ]
        revised = revise(wanted, told, now)
        told |= {entry.uid: entry for entry in revised.changed}
        for event in icalendar.Calendar.from_ical(write(revised.entries)).walk("VEVENT"):
            uid = str(event["uid"])
            one = Entry(
                uid, event["sequence"], now, event["dtstart"].dt, event["dtend"].dt, uid,
                str(event["status"]) == "CANCELLED",
            )  # fmt: skip
            before = has.get(uid)
            if before is not None:
                same = (before.start, before.cancelled) == (one.start, one.cancelled)
                assert one.sequence == before.sequence + (0 if same else 1)
            has[uid] = one
        assert {uid: one.start.day for uid, one in has.items() if not one.cancelled} == days
