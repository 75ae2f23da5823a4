"""The calendar in a bundle: what the library would write, with stable ids and without names."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import icalendar

from caseworker.base.clock import FixedClock, at
from caseworker.contacts.model import Talk
from caseworker.deadlines.model import DeadlineRow
from caseworker.deadlines.packs import Packs
from caseworker.exchange import ics
from caseworker.exchange.export import export_to
from caseworker.exchange.queries import CalendarDeadline, CalendarTalk
from caseworker.exchange.vcalendar import Entry, write
from caseworker.office import Office
from tests.exchange.working import CPR, NAME, SECRET, change, files_of
from tests.exchange.working import export as send


def events(content: bytes) -> dict[str, icalendar.Event]:
    found = icalendar.Calendar.from_ical(content.decode())
    assert found["version"] == "2.0"
    return {str(event["uid"]): event for event in found.walk("VEVENT")}


def test_the_calendar_is_what_the_library_would_write() -> None:
    """Fold, escape and parse as the library does: it is the judge of our own writer."""
    moment, day = at(date(2026, 7, 1), 9), date(2026, 12, 24)
    autumn = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)  # the second 02:30 of that night
    words = "Æøå, bindestreg; \\ skråstreg\nny linje " + "🙂" * 40 + "x" * 200
    entries = [
        Entry("a", 0, moment, day, date(2026, 12, 25), words, description=words),
        Entry("b", 3, moment, moment, at(date(2026, 7, 1), 10), words, cancelled=True, location=words),
        Entry("c", 0, moment, autumn, autumn.replace(hour=2), ""),
        *(Entry(f"d{size}", 0, moment, moment, moment, "å" * size) for size in range(25, 45)),
    ]
    content = write(entries, "Sager, mine")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    parsed = icalendar.Calendar.from_ical(content)
    assert parsed.to_ical().decode().count("BEGIN:VEVENT") == len(entries)
    assert [str(zone["tzid"]) for zone in parsed.walk("VTIMEZONE")] == ["Europe/Copenhagen"]
    for entry, event in zip(entries, parsed.walk("VEVENT"), strict=True):
        assert (str(event["uid"]), event["sequence"], event["dtstamp"].dt) == (
            entry.uid,
            entry.sequence,
            moment,
        )
        assert (event["dtstart"].dt, event["dtend"].dt) == (entry.start, entry.end)
        assert str(event["summary"]) == entry.summary
        assert str(event.get("location", "")) == entry.location
        assert str(event.get("description", "")) == entry.description
        assert (str(event["status"]) == "CANCELLED") == entry.cancelled
    first, second = (event["dtstart"] for event in parsed.walk("VEVENT")[:2])
    assert first.params["value"] == "DATE"
    assert second.params["tzid"] == "Europe/Copenhagen"


def test_the_calendar_has_talks_and_deadlines_without_names(office: Office, tmp_path: Path) -> None:
    content = files_of(office, send(office, tmp_path).path)["data/deadlines.ics"]
    with office.read() as session:
        rows = [
            row
            for row in session.query(DeadlineRow)
            if row.status in ("missed", "due_soon", "open") and row.due_on
        ]
        talk = session.query(Talk).filter(Talk.status == "planned").one()
    found = events(content)
    assert rows
    assert set(found) == {ics.talk_uid(talk.id), *(ics.deadline_uid(row.case_id, row.key) for row in rows)}
    for row in rows:
        assert found[ics.deadline_uid(row.case_id, row.key)]["dtstart"].dt == row.due_on
    own = found[ics.talk_uid(talk.id)]
    assert (own["dtstart"].dt, own["dtend"].dt) == (
        datetime(2026, 12, 8, 12, 30, tzinfo=UTC),
        datetime(2026, 12, 8, 13, 30, tzinfo=UTC),
    )
    assert str(own["summary"]) == "Fællesmøde · sag 1001"
    words = content.decode()
    assert not [word for word in (*NAME.split(), CPR, CPR[:6], SECRET, "Vi lægger planen") if word in words]
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_names_stand_in_the_calendar_when_asked_for(office: Office, tmp_path: Path) -> None:
    done = export_to(office.store, office.packs, office.run, tmp_path, names_in_calendar=True)
    found = events(files_of(office, done.path)["data/deadlines.ics"])
    assert all(NAME in str(event["summary"]) for event in found.values())


def test_a_cancelled_talk_and_a_home_visit() -> None:
    moment = at(date(2026, 12, 1))
    cancelled = CalendarTalk("t1", "cancelled", "first", moment, 45, "meeting", "Rådhuset", 3, 7, "Ida")
    home = CalendarTalk("t2", "planned", "unknown_kind", moment, 45, "home_visit", "Skovvej 3", 1, 8, "Bo")
    for names, location in ((False, None), (True, "Skovvej 3")):
        found = events(ics.calendar([cancelled, home], [], Packs([]), moment, names=names))
        assert str(found[ics.talk_uid("t1")]["status"]) == "CANCELLED"
        assert found[ics.talk_uid("t1")]["sequence"] == 2
        assert found[ics.talk_uid("t2")].get("location") == location


def test_a_deadline_on_a_holiday_names_the_last_working_day() -> None:
    answer = {"due_on": "2026-12-26", "work_date": "2026-12-23", "pack": "none", "legal_basis": "§ 1"}
    row = CalendarDeadline("c", "k", "G20-01", answer, 9, "Ida")
    (event,) = events(ics.calendar([], [row], Packs([]), at(date(2026, 11, 24)), language="en")).values()
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2026, 12, 26), date(2026, 12, 27))
    assert str(event["summary"]) == "Deadline: G20-01 · case 9"
    assert "Last working day: Wednesday 23 December" in str(event["description"])


def test_a_moved_talk_keeps_its_uid_and_raises_its_sequence(
    office: Office, tmp_path: Path, clock: FixedClock
) -> None:
    before = events(files_of(office, send(office, tmp_path).path)["data/deadlines.ics"])
    clock.advance(hours=1)
    change(
        office, lambda work: setattr(work.first(Talk, Talk.status == "planned"), "at", at(date(2026, 12, 9)))
    )
    after = events(files_of(office, send(office, tmp_path).path)["data/deadlines.ics"])
    (uid,) = [uid for uid in before if uid.startswith("talk-")]
    assert (before[uid]["sequence"], after[uid]["sequence"]) == (0, 1)
    assert set(before) == set(after)
