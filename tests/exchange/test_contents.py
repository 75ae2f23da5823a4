"""What stands in a bundle: schemas, registrations, the calendar."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from caseworker.base import paths
from caseworker.base.clock import at
from caseworker.base.text import render, t
from caseworker.contacts import service as contacts
from caseworker.contacts.model import Talk
from caseworker.deadlines.model import DeadlineOverride
from caseworker.exchange import kinds, queries
from caseworker.exchange import service as exchange
from caseworker.exchange.schema import main, schema_files
from caseworker.office import Office
from caseworker.people import service
from caseworker.people.model import Citizen, GroupPeriod
from caseworker.people.staff import put_setting
from caseworker.plan.model import Activity, Plan
from caseworker.screening.model import Barrier, Screening
from caseworker.store.work import Work
from tests.exchange.working import CPR, TODAY, change, files_of, records_of
from tests.exchange.working import export as send
from tests.making import make_citizen

ROOMS = Path(kinds.__file__).parents[1]


def validator(files: dict[str, bytes], name: str) -> Draft202012Validator:
    schema = json.loads(files[f"data/schema/{name}.schema.json"])
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


def fill_more(work: Work) -> None:
    """Add records with every type of column: JSON lists and objects, numbers, days that are not known."""
    citizen = work.first(Citizen, Citizen.cpr == CPR)
    case_id = work.first(GroupPeriod).case_id
    own: dict[str, Any] = {"citizen_id": citizen.id, "case_id": case_id}
    plan = work.add(Plan(**own, weekly_capacity=7.5, replaces=[{"id": "x", "name": "Gammel plan"}]))
    work.add(
        Activity(
            **own, plan_id=plan.id, track="employment", title="Praktik", goal_ids=["g"], from_on=date(2026, 12, 1),
            hours_per_week=12, slots=[{"weekday": 0, "start": "09:00", "end": "12:00"}],
        )
    )  # fmt: skip
    screening = work.add(
        Screening(
            **own,
            instrument="visitation",
            instrument_version=1,
            started_on=date(2026, 11, 1),
            answers={"a": 1},
        )
    )
    work.add(Barrier(**own, screening_id=screening.id, category="mental", severity=2))
    work.add(DeadlineOverride(**own, key="G20-01:x:1", own_date=date(2026, 12, 1), reason="Aftalt"))


def test_every_json_fits_its_published_schema(office: Office, tmp_path: Path) -> None:
    change(office, fill_more)
    files = files_of(office, send(office, tmp_path).path)
    validator(files, "manifest").validate(json.loads(files["manifest.json"]))
    validator(files, "registrations").validate(json.loads(files["data/registrations.json"]))
    record = validator(files, "record")
    names = [name for name in files if name.startswith("data/records/")]
    assert len(names) >= 12
    for name in names:
        for line in files[name].splitlines():
            record.validate(json.loads(line))


def test_the_schema_refuses_what_is_no_record(office: Office, tmp_path: Path) -> None:
    files = files_of(office, send(office, tmp_path).path)
    record = validator(files, "record")
    (note,) = records_of(files, "note")
    assert record.is_valid(note)
    assert not record.is_valid(note | {"fields": note["fields"] | {"unknown": 1}})
    assert not record.is_valid(note | {"fields": note["fields"] | {"at": 5}})
    assert not record.is_valid(note | {"kind": "talk"})
    assert not record.is_valid({name: value for name, value in note.items() if name != "base_change_id"})


def test_the_published_schemas_are_those_of_the_bundles(tmp_path: Path) -> None:
    assert main([str(tmp_path)]) == 0
    for name, content in schema_files().items():
        published = paths.resource("schema", name)
        assert published.read_bytes() == content, (
            f"{name} is old: run python -m caseworker.exchange.schema resources/schema"
        )
        assert (tmp_path / name).read_bytes() == content


def test_the_schemas_need_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "usage" in capsys.readouterr().err


def test_every_rooms_records_are_known_and_have_a_name() -> None:
    models = {
        ".".join(("caseworker", room.name, "model"))
        for room in ROOMS.iterdir()
        if (room / "model.py").is_file() or (room / "model" / "__init__.py").is_file()
    }
    imported = Path(kinds.__file__).read_text("utf-8")
    assert sorted(name for name in models if name not in imported and "exchange" not in name) == []
    for kind in kinds.exported_kinds():
        assert render(kinds.kind_name(kind), "en") != kind, f"{kind} has no name in exchange/kinds.py"
        assert render(kinds.kind_name(kind), "da") != kind
        assert render(kinds.kind_name(kind, 1), "en") != kind, f"one {kind} has no name in exchange/kinds.py"


def test_one_record_is_told_in_the_singular() -> None:
    for language, one, many in (
        ("en", "Benefit period", "Benefit periods"),
        ("da", "Ydelsesperiode", "Ydelsesperioder"),
    ):
        told = [render(kinds.kind_name("benefit_period", count), language) for count in (0, 1, 2)]
        assert told == [many, one, many]


def test_a_talk_held_has_the_fields_of_the_duty(office: Office, tmp_path: Path) -> None:
    files = files_of(office, send(office, tmp_path).path)
    (held,) = json.loads(files["data/registrations.json"])["talks_held"]
    (record,) = [one for one in records_of(files, "talk") if one["fields"]["status"] == "held"]
    assert held.pop("id") == record["id"]
    assert held.pop("citizen_id") == record["fields"]["citizen_id"]
    assert held == {
        "change": "write",
        "cpr": CPR,
        "case_no": 1001,
        "date": "2026-11-10",
        "type": "follow_up",
        "form": "meeting",
        "agreements": [{"side": "citizen", "words": "Ringer til værkstedet", "due_on": "2026-11-17"}],
        "fund_participated": True,
        "visitation": None,
        "participants": [
            {"name": "Karen Holm", "role": "coordinating_caseworker", "form": "meeting"},
            {"name": "Bo Lund", "role": "unemployment_fund", "form": "video"},
        ],
    }


def test_a_summons_has_the_fields_of_the_duty(office: Office, tmp_path: Path) -> None:
    unit = {
        "name": "Job og Uddannelse, Nordby Kommune",
        "address": "Torvet 1, 0000 Nordby",
        "email": "job@nordby.example",
    }
    change(office, lambda work: put_setting(work, "unit", unit))
    files = files_of(office, send(office, tmp_path).path)
    (summons,) = json.loads(files["data/registrations.json"])["summonses"]
    del summons["id"], summons["citizen_id"]
    assert summons == {
        "change": "write",
        "cpr": CPR,
        "case_no": 1001,
        "status": "planned",
        "date": "2026-12-08",
        "start": "13:30",
        "end": "14:30",
        "form": "meeting",
        "type": "joint",
        "place": "Rådhuset, lokale 2",
        "contact_options": ["00 00 00 01", "job@nordby.example"],
        "address": "Torvet 1, 0000 Nordby",
        "phone": "00 00 00 01",
        "title": "Fællesmøde",
        "description": "Vi lægger planen",
        "employee": "Karen Holm",
        "rebooking_allowed": True,
        "rebooking_from": "2026-11-20",
        "rebooking_until": "2026-12-08",
        "fund_status": "none",
    }


def test_first_contact_and_visitation(office: Office, tmp_path: Path) -> None:
    files = files_of(office, send(office, tmp_path).path)
    found = {one["event"]: one for one in json.loads(files["data/registrations.json"])["visitations"]}
    category = {"group": "lab-3", "visited_as": "activity_ready", "match": None, "category": None}
    assert {event: (one["date"], one["visitation"]) for event, one in found.items()} == {
        "first_contact": ("2026-10-05", category),
        "visitation": ("2026-10-05", category),
    }


def test_a_group_that_changed_on_the_day_of_the_talk_stands_with_the_talk(
    office: Office, tmp_path: Path
) -> None:
    case_id = ""

    def move(work: Work) -> None:
        nonlocal case_id
        first = work.first(GroupPeriod)
        case_id = first.case_id
        first.to_on = date(2026, 11, 9)
        work.add(
            GroupPeriod(
                citizen_id=first.citizen_id, case_id=case_id, code="lab-2", from_on=date(2026, 11, 10),
                visited_as="job_ready",
            )
        )  # fmt: skip

    change(office, move)
    files = files_of(office, send(office, tmp_path).path)
    (held,) = json.loads(files["data/registrations.json"])["talks_held"]
    assert held["visitation"] == {
        "group": "lab-2",
        "visited_as": "job_ready",
        "match": None,
        "category": None,
    }


def test_a_talk_that_turns_out_not_held_is_withdrawn(office: Office, tmp_path: Path) -> None:
    send(office, tmp_path)

    def correct(work: Work) -> None:
        talk = work.first(Talk, Talk.status == "held")
        talk.status, talk.attendance = "no_show", "absent_no_notice"

    change(office, correct)
    files = files_of(office, send(office, tmp_path).path)
    found = json.loads(files["data/registrations.json"])
    assert [one["change"] for one in found["talks_held"]] == ["withdraw"]
    assert found["summonses"] == [], "it was written down without having been planned"
    office.undo()
    found = json.loads(files_of(office, send(office, tmp_path).path)["data/registrations.json"])
    assert [one["change"] for one in found["talks_held"]] == ["write"]


def test_only_a_talk_that_was_planned_is_registered_as_a_summons(office: Office, tmp_path: Path) -> None:
    send(office, tmp_path)
    _citizen, case_id = make_citizen(office, "Bo Lind", date(1990, 5, 1))
    days = {"booked": at(TODAY, 8), "unbooked": at(date(2026, 11, 20), 10)}
    booking = contacts.BookingData(case_id=case_id, kind="follow_up", at=days["booked"])
    booked = office.run(t("Book"), lambda work: contacts.book(work, booking))
    change(office, lambda work: contacts.no_show(work, booked))
    for attendance in ("absent_no_notice", "absent_notice"):
        result = contacts.TalkResult(
            case_id=case_id,
            kind="follow_up",
            at=days["unbooked"],
            attendance=attendance,
            absence_reason="unknown",
        )
        change(office, lambda work, result=result: contacts.record(work, result))
    found = json.loads(files_of(office, send(office, tmp_path).path)["data/registrations.json"])
    assert [(one["id"], one["status"]) for one in found["summonses"]] == [(booked, "no_show")]


def test_without_a_group_the_first_contact_says_so(office: Office, tmp_path: Path) -> None:
    def act(work: Work) -> None:
        citizen = service.add_citizen(work, service.CitizenData(name="Uden Gruppe", cpr="0101901239"))
        day = date(2026, 11, 2)
        service.open_case(work, citizen.id, service.Intake(opened_on=day, first_contact_on=day))

    change(office, act)
    done = send(office, tmp_path)
    assert "no_category" in {fault.code for fault in done.faults}
    found = json.loads(files_of(office, done.path)["data/registrations.json"])
    assert None in [one["visitation"] for one in found["visitations"]]


def test_the_table_says_the_same_as_the_json(office: Office, tmp_path: Path) -> None:
    change(
        office,
        lambda work: setattr(work.first(Talk, Talk.status == "planned"), "purpose", '=1+1; "citat"\nny'),
    )
    files = files_of(office, send(office, tmp_path).path)
    content = files["data/registrations.csv"]
    assert content.startswith(b"registration,change,id,")
    rows = list(csv.DictReader(io.StringIO(content.decode(), newline="")))
    found = json.loads(files["data/registrations.json"])
    assert [row["registration"] for row in rows] == ["talk_held", "summons", "visitation", "visitation"]
    held, summons, visited, first = rows
    assert held["agreements"] == "citizen|Ringer til værkstedet|2026-11-17"
    assert held["participants"].endswith("; Bo Lund|unemployment_fund|video")
    assert held["fund_participated"] == "true"
    assert summons["description"] == '\'=1+1; "citat"\nny'
    assert found["summonses"][0]["description"] == '=1+1; "citat"\nny'
    assert (visited["visitation_group"], visited["visited_as"], visited["match"]) == (
        "lab-3",
        "activity_ready",
        "",
    )
    assert first["event"] == "first_contact"
    for row, one in zip(
        rows, [*found["talks_held"], *found["summonses"], *found["visitations"]], strict=True
    ):
        assert set(one) - {"visitation"} <= set(row)
        assert (row["id"], row["cpr"], row["date"]) == (one["id"], CPR, one["date"])


def test_a_big_caseload_is_asked_for_in_bites(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        make_citizen(office, f"Borger {number}")
    monkeypatch.setattr(queries, "_BITE", 2)
    done = send(office, tmp_path)
    files = files_of(office, done.path)
    ids = [one["id"] for one in records_of(files, "citizen")]
    assert (len(ids), ids) == (5, sorted(ids))
    assert len(json.loads(files["data/registrations.json"])["visitations"]) == 10


def test_the_same_leaves_whichever_way_it_is_read(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read whole tables and read by ids: one is quicker for a first bundle, the other for a later one."""
    change(office, fill_more)
    now, today = office.clock.now(), office.clock.today()
    for share in (0, 10**9):
        monkeypatch.setattr(queries, "_SHARE", share)
        with office.read() as session:
            found = exchange.collect(session, now, today)
            counted = exchange.survey(session, now, today)
        assert (counted.tally, counted.faults) == (found.tally, found.faults)
        if not share:
            first = found
    assert (first.files, first.registrations, first.faults) == (
        found.files,
        found.registrations,
        found.faults,
    )
    send(office, tmp_path)
    make_citizen(office, "Ida Ny")
    found_by_share = []
    for share in (0, 10**9):
        monkeypatch.setattr(queries, "_SHARE", share)
        with office.read() as session:
            found_by_share.append(exchange.collect(session, now, today).files)
    assert found_by_share[0] == found_by_share[1]
    assert [len(content.splitlines()) for content in found_by_share[0].values()] == [1, 1, 1, 1, 1]
