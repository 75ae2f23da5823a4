"""The caseworker's calendar file: what moves, what falls away, and what never stands in it."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest

from caseworker.base.clock import FixedClock, at
from caseworker.base.errors import UserError
from caseworker.base.text import t
from caseworker.casework.talk import TalkData, save_talk
from caseworker.contacts.model import Talk
from caseworker.contacts.service import TalkResult
from caseworker.deadlines.model import DeadlineRow
from caseworker.exchange import calendar, ics, queries, service
from caseworker.exchange.calendar import Chosen
from caseworker.exchange.model import CalendarEntry
from caseworker.office import Office
from caseworker.people import facts
from caseworker.people.fact_checks import FactData
from caseworker.people.model import CaseFile, Citizen, Staff
from tests.exchange.working import CPR, NAME, SECRET, change
from tests.making import make_citizen

Events = dict[str, icalendar.Event]
Export = Callable[..., Events]
NOW = datetime(2026, 11, 24, 7, tzinfo=UTC)


@pytest.fixture
def export(office: Office, tmp_path: Path) -> Export:
    """Write the calendar, each time to another file, and read it with the library."""
    count = iter(range(1000))

    def once(*, names: bool = False) -> Events:
        file = tmp_path / f"{next(count)}.ics"
        done = calendar.write(office.store, office.packs, office.me.id, file, names=names, language="da")
        events = read(file)
        assert (done.file, done.events) == (file, len(events))
        assert done.cancelled == sum(event["status"] == "CANCELLED" for event in events.values())
        return events

    return once


def read(file: Path) -> Events:
    found = icalendar.Calendar.from_ical(file.read_bytes())
    events = list(found.walk("VEVENT"))
    assert len({str(event["uid"]) for event in events}) == len(events)
    return {str(event["uid"]): event for event in events}


def planned(office: Office) -> str:
    with office.read() as session:
        return str(session.query(Talk.id).filter(Talk.status == "planned").scalar())


def running(office: Office) -> dict[str, DeadlineRow]:
    with office.read() as session:
        rows = session.query(DeadlineRow).filter(
            DeadlineRow.status.in_(("missed", "due_soon", "open")), DeadlineRow.due_on.is_not(None)
        )
        return {ics.deadline_uid(row.case_id, row.key): row for row in rows}


def test_deadlines_last_a_day_and_talks_their_time(export: Export, office: Office) -> None:
    events = export()
    talk = events.pop(ics.talk_uid(planned(office)))
    assert talk["dtstart"].params["tzid"] == "Europe/Copenhagen"
    assert (talk["dtstart"].dt, talk["dtend"].dt) == (
        at(date(2026, 12, 8), 13, 30), at(date(2026, 12, 8), 14, 30),
    )  # fmt: skip
    assert str(talk["location"]) == "Rådhuset, lokale 2"
    held = [uid for uid in events if uid.startswith("talk-")]
    assert [events.pop(uid)["status"] for uid in held] == ["CONFIRMED"]  # it took place two weeks ago
    due = running(office)
    assert set(events) == set(due)
    for uid, event in events.items():
        assert (event["dtstart"].dt, event["dtend"].dt) == (
            due[uid].due_on,
            due[uid].due_on + timedelta(days=1),
        )
        assert event["transp"] == "TRANSPARENT"
        assert event["sequence"] == 0


def test_what_fell_due_before_the_case_came_here_is_left_out(
    export: Export, office: Office, clock: FixedClock
) -> None:
    clock.advance(days=400)
    office.catch_up()
    before = export()
    missed = {uid for uid, row in running(office).items() if row.status == "missed"}
    assert missed
    assert missed <= set(before)

    def came_today(work: Any) -> None:
        for case in work.session.query(CaseFile):
            case.known_from = work.today()

    change(office, came_today)
    after = export()
    with office.read() as session:
        bundled = queries.calendar_deadlines(session)
    assert not missed & {ics.deadline_uid(one.case_id, one.key) for one in bundled}
    assert {str(after[uid]["status"]) for uid in missed} == {"CANCELLED"}, (
        "a calendar that has them strikes them out"
    )


def test_a_moved_talk_keeps_its_uid_and_gets_the_next_number(
    export: Export, office: Office, clock: FixedClock
) -> None:
    uid = ics.talk_uid(planned(office))
    before = export()
    clock.advance(hours=2)
    assert export()[uid]["sequence"] == 0
    change(office, lambda work: setattr(work.get(Talk, planned(office)), "at", at(date(2026, 12, 9), 10)))
    after = export()
    assert (before[uid]["sequence"], after[uid]["sequence"]) == (0, 1)
    assert after[uid]["dtstart"].dt == at(date(2026, 12, 9), 10)
    assert before[uid]["dtstamp"].dt < after[uid]["dtstamp"].dt
    assert export()[uid]["sequence"] == 1


def test_a_met_deadline_is_cancelled_and_comes_back_when_that_is_undone(
    export: Export, office: Office
) -> None:
    _citizen, case_id = make_citizen(office, "Bo Lund", since=date(2026, 11, 20))
    before, due = export(), running(office)

    def hold(work: Any) -> None:
        result = TalkResult(
            case_id=case_id, talk_id="", kind="first", at=work.now() - timedelta(minutes=60), attendance="met",
            channel="meeting", purpose="Opfølgning", outcome="Aftalt",
        )  # fmt: skip
        save_talk(work, TalkData(result=result))

    office.run(t("Talk held"), hold)
    met = set(due) - set(running(office))
    assert met
    after = export()
    for uid in met:
        assert (before[uid]["status"], after[uid]["status"]) == ("CONFIRMED", "CANCELLED")
        assert after[uid]["sequence"] == 1
        assert after[uid]["dtstart"].dt == before[uid]["dtstart"].dt
    assert all(export()[uid]["sequence"] == 1 for uid in met)
    office.undo()
    again = export()
    for uid in met:
        assert (again[uid]["status"], again[uid]["sequence"]) == ("CONFIRMED", 2)


def test_a_deadline_that_moves_keeps_its_uid(export: Export, office: Office) -> None:
    uid, row = next(iter(running(office).items()))
    before = export()[uid]
    with office.store.plain() as session:
        stored = session.get(DeadlineRow, (row.case_id, row.key))
        stored.answer = stored.answer | {"due_on": "2027-01-04"}
    after = export()[uid]
    assert (after["sequence"], after["dtstart"].dt) == (before["sequence"] + 1, date(2027, 1, 4))


def test_cancelled_talks_are_cancelled_for_a_month(export: Export, office: Office, clock: FixedClock) -> None:
    uid = ics.talk_uid(planned(office))
    export()
    cancelled = planned(office)
    change(office, lambda work: setattr(work.get(Talk, cancelled), "status", "cancelled"))
    assert (export()[uid]["status"], export()[uid]["sequence"]) == ("CANCELLED", 1)
    clock.advance(days=29)
    assert uid in export()
    clock.advance(days=2)
    assert uid not in export()
    change(office, lambda work: setattr(work.get(Talk, cancelled), "status", "planned"))
    change(office, lambda work: setattr(work.get(Talk, cancelled), "at", work.now() + timedelta(days=7)))
    assert (export()[uid]["status"], export()[uid]["sequence"]) == ("CONFIRMED", 2)


def test_numbers_are_forgotten_in_the_end(export: Export, office: Office, clock: FixedClock) -> None:
    uid = ics.talk_uid(planned(office))
    export()
    change(office, lambda work: setattr(work.get(Talk, planned(office)), "status", "cancelled"))
    export()
    clock.advance(days=729)
    export()
    with office.read() as session:
        assert session.get(CalendarEntry, uid) is not None
    clock.advance(days=2)
    export()
    with office.read() as session:
        assert session.get(CalendarEntry, uid) is None


def test_a_deadline_that_rests_until_before_its_date_stays(
    export: Export, office: Office, clock: FixedClock
) -> None:
    """The first offer of lab-2 within six months falls due a month after the leave: 15 February 2027 (G26-09)."""
    _citizen, case_id = make_citizen(
        office, "Bo Lund", group="lab-2", visited_as="job_ready", since=date(2026, 7, 6)
    )
    leave = FactData(what="maternity", day=date(2026, 12, 1), last_day=date(2027, 1, 15))
    change(office, lambda work: facts.write_fact(work, case_id, leave))
    [(uid, row)] = [
        (uid, row) for uid, row in running(office).items() if row.rule == "G26-09" and row.case_id == case_id
    ]
    assert row.due_on == date(2027, 2, 15)
    before = export()[uid]
    for _week in range(12):
        clock.advance(days=7)
        office.catch_up()
        event = export()[uid]
        assert (event["status"], event["sequence"], event["dtstart"].dt) == (
            "CONFIRMED",
            before["sequence"],
            row.due_on,
        )


def test_a_deadline_that_falls_away_for_long_comes_back_with_a_higher_number(
    export: Export, office: Office, clock: FixedClock
) -> None:
    uid, row = next(iter(running(office).items()))
    export()

    def state(status: str) -> None:
        with office.store.plain() as session:
            stored = session.get(DeadlineRow, (row.case_id, row.key))
            stored.status, stored.answer = status, stored.answer | {"status": status}

    state("moot")
    numbers = []
    for _week in range(8):
        clock.advance(days=7)
        numbers += [event["sequence"] for event in [export().get(uid)] if event is not None]
    assert set(numbers) == {1}
    assert uid not in export()
    state("open")
    assert (export()[uid]["status"], export()[uid]["sequence"]) == ("CONFIRMED", 2)


def test_only_ones_own_cases_and_talks(export: Export, office: Office) -> None:
    _citizen, case_id = make_citizen(office, "Bo Lund")
    own = set(export())

    def hand_over(work: Any) -> None:
        other = work.add(Staff(name="Lone Krag"))
        work.flush()
        case = work.get(CaseFile, case_id)
        case.owner_id = case.primary_contact_id = other.id
        work.first(Talk, Talk.status == "planned").staff_id = other.id

    talk = ics.talk_uid(planned(office))
    change(office, hand_over)
    after = export()
    mine = {uid for uid, event in after.items() if event["status"] == "CONFIRMED"}
    assert talk in own - mine
    assert {str(after[uid]["summary"]).rpartition(" ")[2] for uid in mine} == {"1001"}


def test_no_names_and_never_a_number(export: Export, office: Office, tmp_path: Path) -> None:
    plain = export()
    named = export(names=True)
    assert all(str(event["summary"]).endswith("sag 1001") for event in plain.values())
    assert all(f"{NAME} (sag 1001)" in str(event["summary"]) for event in named.values())
    assert {uid: event["sequence"] for uid, event in plain.items()} == {
        uid: event["sequence"] for uid, event in named.items()
    }
    contents = [file.read_text("utf-8").replace("\r\n ", "") for file in sorted(tmp_path.glob("*.ics"))]
    for words in (*NAME.split(), CPR, CPR[:6], SECRET):
        assert words not in contents[0]
    for words in (CPR, CPR[:6], SECRET):
        assert words not in contents[1]
    change(office, lambda work: setattr(work.get(Talk, planned(office)), "status", "cancelled"))
    gone = [event for event in export(names=True).values() if event["status"] == "CANCELLED"]
    assert [NAME in str(event["summary"]) for event in gone] == [False]


NUMBERS = [
    *(f"{CPR[:6]}{between}{CPR[6:]}" for between in (
        "", "-", " ", " - ", "\u2011", ".", "/", ",", ":", "_", "  -  ", "\u00ad-", "\u200b",
    )),
    " ".join(CPR[at : at + 2] for at in range(0, 10, 2)),
    f"{CPR[:2]}.{CPR[2:4]}.19{CPR[4:6]}-{CPR[6:]}",
    f"{int(CPR[:2])}.{int(CPR[2:4])}.{CPR[4:6]}-{CPR[6:]}",
    f"{CPR[:6]}-{CPR[6]} {CPR[7:]}",
]  # fmt: skip


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_typed_into_the_place_is_left_out(export: Export, office: Office, number: str) -> None:
    def write_place(work: Any) -> None:
        work.get(Talk, planned(office)).place = f"Lokale 2 ({number}), ring 00 00 00 01"

    change(office, write_place)
    for names in (False, True):
        place = str(export(names=names)[ics.talk_uid(planned(office))]["location"])
        assert place == "Lokale 2 (••••), ring 00 00 00 01"


def test_a_number_in_a_name_is_left_out(export: Export, office: Office) -> None:
    with office.read() as session:
        citizen_id = session.query(Talk).filter(Talk.status == "planned").one().citizen_id
    change(
        office,
        lambda work: setattr(work.get(Citizen, citizen_id), "name", f"Bente {CPR[:6]}-{CPR[6:]} Friis"),
    )
    summary = str(export(names=True)[ics.talk_uid(planned(office))]["summary"])
    assert "Bente •••• Friis" in summary


def test_the_file_is_ones_own_and_whole(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "ny mappe æ" / "frister.ics"
    file.parent.mkdir()
    calendar.write(office.store, office.packs, office.me.id, file, names=False, language="da")
    assert stat.S_IMODE(os.stat(file).st_mode) == 0o600
    assert [one.name for one in file.parent.iterdir()] == ["frister.ics"]
    first = file.read_bytes()
    calendar.write(office.store, office.packs, office.me.id, file, names=False, language="da")
    assert file.read_bytes() == first
    (tmp_path / "fil").write_text("x")
    with pytest.raises(UserError, match="cannot be written"):
        calendar.write(
            office.store, office.packs, office.me.id, tmp_path / "fil" / "x.ics", names=False, language="da"
        )


def test_a_store_from_before_there_were_calendars_gets_the_table(export: Export, office: Office) -> None:
    with office.store.plain() as session:
        CalendarEntry.__table__.drop(session.connection())
    assert export()
    with office.read() as session:
        assert service.told(session)


def test_the_choice_is_kept_beside_the_store(office: Office, tmp_path: Path) -> None:
    assert calendar.chosen(office.folder) is None
    calendar.stop(office.folder)
    choice = Chosen(tmp_path / "æ.ics", names=True)
    calendar.choose(office.folder, choice)
    assert calendar.chosen(office.folder) == choice
    for words in ("", "[]", "{}", '{"file": 3, "names": true}'):
        (office.folder / "calendar.json").write_text(words)
        assert calendar.chosen(office.folder) is None
    calendar.stop(office.folder)
    assert not (office.folder / "calendar.json").exists()
    assert calendar.written_at(tmp_path / "no.ics") is None
