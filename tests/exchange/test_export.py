"""The export on a real store: what leaves, what stays, and what happens when the folder cannot take it."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import subprocess
import zipfile
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import bagit
import pyrage
import pytest
from sqlalchemy import Select, select

from caseworker.base.clock import FixedClock, at
from caseworker.base.errors import UserError
from caseworker.base.text import Text, render, t
from caseworker.contacts import service as contacts
from caseworker.contacts.model import Talk
from caseworker.contacts.service import BookingData
from caseworker.exchange import bundle, folder, seal
from caseworker.exchange.export import base_name, export_to, outgoing, sent
from caseworker.exchange.kinds import exported_kinds
from caseworker.exchange.queries import unsent_citizens
from caseworker.office import Office
from caseworker.people.model import Citizen
from caseworker.people.staff import put_setting
from caseworker.store.work import Work
from tests.exchange.working import CPR, NAME, SECRET, change, demo_key, files_of, records_of, unsealed
from tests.exchange.working import export as send
from tests.making import make_citizen


def test_age_bagit_and_unzip_read_the_bundle(office: Office, tmp_path: Path) -> None:
    age = shutil.which("age")
    assert age, "the Debian package age is needed: sh .ci/system.sh journeys"
    done = send(office, tmp_path / "out")
    assert done.path is not None
    opened = tmp_path / "bundle.zip"
    subprocess.run([age, "-d", "-i", demo_key(office), "-o", opened, done.path], check=True)
    assert opened.read_bytes() == unsealed(office, done.path)
    with zipfile.ZipFile(opened) as archive:
        archive.extractall(tmp_path / "bag")
        names = archive.namelist()
    assert names == sorted(names)
    (bag_folder,) = (tmp_path / "bag").iterdir()
    assert done.path.name == f"{bag_folder.name}.bag.zip.age"
    bag = bagit.Bag(str(bag_folder))
    bag.validate()
    assert bag.version_info == (1, 0)


def test_the_dry_run_says_what_leaves_and_the_bundle_holds_it(office: Office, tmp_path: Path) -> None:
    what = outgoing(office.store)
    assert (what.citizens, what.recipient.is_demo, what.last) == (1, True, None)
    assert not demo_key(office).exists()
    (one,) = what.per_citizen
    assert (one.name, one.cpr_masked, one.case_no) == (NAME, "010787-••••", 1001)
    assert one.records["talk"] == 2
    assert one.total == sum(what.records.values()) - what.records["staff"] - what.records["unit_setting"]
    done = send(office, tmp_path)
    assert (done.records, done.citizens) == (what.records, what.citizens)
    files = files_of(office, done.path)
    for kind, count in what.records.items():
        assert len(records_of(files, kind)) == count
    assert records_of(files, "note")[0]["fields"]["facts"] == SECRET


def test_the_second_export_is_empty_and_writes_nothing(office: Office, tmp_path: Path) -> None:
    first = send(office, tmp_path / "out")
    before = sorted((tmp_path / "out").iterdir())
    again = send(office, tmp_path / "out")
    assert (again.path, again.records, again.citizens) == (None, {}, 0)
    assert sorted((tmp_path / "out").iterdir()) == before == [first.path]
    assert outgoing(office.store).records == {}
    assert send(office, tmp_path / "not made").path is None
    assert not (tmp_path / "not made").exists()


def test_only_what_changed_leaves_the_next_time_with_the_state_it_stands_on(
    office: Office, tmp_path: Path
) -> None:
    first = send(office, tmp_path)
    before = {one["id"]: one for one in records_of(files_of(office, first.path), "talk")}

    def move(work: Work) -> None:
        work.first(Talk, Talk.status == "planned").place = "Biblioteket"

    change(office, move)
    change(office, lambda work: setattr(work.first(Talk, Talk.status == "planned"), "minutes", 30))
    second = send(office, tmp_path)
    assert second.records == {"talk": 1}
    (talk,) = records_of(files_of(office, second.path), "talk")
    assert talk["base_change_id"] == before[talk["id"]]["change_id"] != talk["change_id"]
    assert (talk["fields"]["place"], talk["fields"]["minutes"]) == ("Biblioteket", 30)


def test_bundles_are_numbered_and_name_the_one_before(office: Office, tmp_path: Path) -> None:
    first = send(office, tmp_path)
    make_citizen(office)
    second = send(office, tmp_path)
    manifest = bundle.check(files_of(office, second.path))
    assert (manifest.sequence, manifest.previous) == (2, hashlib.sha256(first.path.read_bytes()).hexdigest())
    assert [row.sequence for row in sent(office.store)] == [2, 1]
    assert sent(office.store)[0].file_name == second.path.name == "karen-holm-000002-2026-11-24.bag.zip.age"
    assert bundle.check(files_of(office, first.path)).sender.public_key == manifest.sender.public_key


def test_undone_work_nets_out(office: Office, tmp_path: Path) -> None:
    send(office, tmp_path)
    make_citizen(office, "Fejl Oprettet")
    office.undo()
    assert outgoing(office.store).records == {}

    def rename(work: Work) -> None:
        work.first(Citizen, Citizen.cpr == CPR).call_name = "Ida"

    change(office, rename)
    office.undo()
    done = send(office, tmp_path)
    (citizen,) = records_of(files_of(office, done.path), "citizen")
    assert citizen["fields"]["call_name"] == "Åse"


def test_a_deletion_leaves_as_one_and_comes_back(office: Office, tmp_path: Path) -> None:
    first = send(office, tmp_path)
    change(office, lambda work: work.delete(work.first(Talk, Talk.status == "planned")))
    second = send(office, tmp_path)
    (gone,) = records_of(files_of(office, second.path), "talk")
    assert gone["deleted"] is True
    was = {one["id"]: one for one in records_of(files_of(office, first.path), "talk")}
    assert gone["base_change_id"] == was[gone["id"]]["change_id"]
    office.undo()
    third = send(office, tmp_path)
    (back,) = records_of(files_of(office, third.path), "talk")
    assert (back["deleted"], back["base_change_id"]) == (False, gone["change_id"])


def test_what_came_back_without_ever_having_left_is_new(office: Office, tmp_path: Path) -> None:
    def add(work: Work) -> None:
        talk = work.first(Talk, Talk.status == "held")
        work.add(
            Talk(
                citizen_id=talk.citizen_id, case_id=talk.case_id, kind="drop_in", status="held",
                at=work.now(), purpose="Ny", outcome="Ny", attendance="met",
            )
        )  # fmt: skip

    send(office, tmp_path)
    change(office, add)
    change(office, lambda work: work.delete(work.first(Talk, Talk.kind == "drop_in")))
    assert send(office, tmp_path).path is None
    make_citizen(office)
    send(office, tmp_path)
    office.store.write(
        t("Restore"), lambda work: setattr(work.session.scalars(_all_talks()).one(), "deleted_at", None)
    )
    done = send(office, tmp_path)
    (talk,) = records_of(files_of(office, done.path), "talk")
    assert (talk["base_change_id"], talk["deleted"]) == ("", False)


def _all_talks() -> Select[tuple[Talk]]:
    return select(Talk).where(Talk.kind == "drop_in").execution_options(include_deleted=True)


def test_an_export_cannot_be_undone(office: Office, tmp_path: Path) -> None:
    make_citizen(office, "Sidste Handling")
    send(office, tmp_path)
    undoable = office.undoable()
    assert undoable is not None
    assert render(undoable.name, "en") == "New citizen"
    assert len(sent(office.store)) == 1


def test_nothing_readable_lies_on_the_disk(office: Office, tmp_path: Path) -> None:
    send(office, tmp_path / "out")
    words = [word.encode() for word in (NAME, NAME.split()[1], CPR, CPR[:6], SECRET, "græder", "Ringer til")]
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) >= 5
    for path in files:
        content = path.read_bytes()
        assert [word for word in words if word in content] == [], path.name
    assert not [path for path in files if "rensen" in path.name or CPR[:6] in path.name]


def test_the_demo_key_is_the_owners_alone_and_stays(office: Office, tmp_path: Path) -> None:
    send(office, tmp_path)
    key = demo_key(office).read_text("utf-8")
    lines = key.splitlines()
    assert lines[0] == "# created: 2026-11-24T09:00:00+01:00"
    assert lines[1].startswith("# public key: age1")
    assert lines[2].startswith("AGE-SECRET-KEY-1")
    assert stat.S_IMODE(demo_key(office).stat().st_mode) == 0o600
    make_citizen(office)
    send(office, tmp_path)
    assert demo_key(office).read_text("utf-8") == key


def test_the_units_own_jobcentre_gets_it(office: Office, tmp_path: Path) -> None:
    identity = pyrage.x25519.Identity.generate()
    own = {"recipient": str(identity.to_public()), "name": "Nordby"}
    change(office, lambda work: put_setting(work, "jobcentre", own))
    done = send(office, tmp_path)
    assert (done.recipient.name, done.recipient.is_demo) == ("Nordby", False)
    assert not demo_key(office).exists()
    key_file = tmp_path / "own.key"
    key_file.write_text(str(identity), "utf-8")
    opened = bundle.open_bundle(done.path, key_file, tmp_path / "opened")
    assert opened.manifest.recipient.name == "Nordby"


def test_a_wrong_jobcentre_key_is_said_and_nothing_leaves(office: Office, tmp_path: Path) -> None:
    change(
        office, lambda work: put_setting(work, "jobcentre", {"recipient": "age1forkert", "name": "Nordby"})
    )
    with pytest.raises(UserError, match="not a valid age key"):
        send(office, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    assert sent(office.store) == []


def test_a_folder_that_is_none_is_said_and_nothing_left(office: Office, tmp_path: Path) -> None:
    taken = tmp_path / "file"
    taken.write_text("x", "utf-8")
    for place in (taken, taken / "below"):
        with pytest.raises(UserError, match="cannot be written to"):
            send(office, place)
    assert sent(office.store) == []
    assert outgoing(office.store).records


@pytest.mark.skipif(
    os.name != "posix" or os.geteuid() == 0, reason="who may write everywhere is refused nothing"
)
def test_a_read_only_folder_is_said(office: Office, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir(mode=0o500)
    with pytest.raises(UserError, match="cannot be written to"):
        send(office, tmp_path / "out")


def test_a_disk_that_fills_up_while_writing_leaves_no_half_file(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource", reason="limits on files are a Unix thing")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, hard))
    try:
        with pytest.raises(UserError, match="not enough room"):
            folder.put(tmp_path, "a.bag.zip.age", b"x" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(tmp_path.iterdir()) == []


def test_too_little_room_is_known_before_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = shutil.disk_usage(tmp_path)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: small)
    with pytest.raises(UserError, match="not enough room"):
        folder.put(tmp_path, "a.bag.zip.age", b"x" * 1000)
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_the_same_name_is_never_replaced(tmp_path: Path) -> None:
    for content in (b"one", b"two", b"three"):
        folder.put(tmp_path, "a-1.bag.zip.age", content)
    found = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert found == {
        "a-1.bag.zip.age": b"one",
        "a-1-2.bag.zip.age": b"two",
        "a-1-3.bag.zip.age": b"three",
    }


def test_when_the_store_cannot_write_it_down_the_file_goes_again(office: Office, tmp_path: Path) -> None:
    def broken(_name: Text, _do: Any) -> NoReturn:
        raise OSError("no")

    with pytest.raises(OSError, match="no"):
        export_to(office.store, office.packs, broken, tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []
    assert send(office, tmp_path / "out").path is not None


def test_two_exports_at_once_do_not_share_a_number(office: Office, tmp_path: Path) -> None:
    def slow(name: Text, do: Any) -> Any:
        send(office, tmp_path / "other")
        return office.run(name, do)

    with pytest.raises(UserError, match="just finished"):
        export_to(office.store, office.packs, slow, tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []
    assert len(sent(office.store)) == 1


def test_a_change_during_the_export_leaves_with_the_next(office: Office, tmp_path: Path) -> None:
    def late(name: Text, do: Any) -> Any:
        make_citizen(office, "Under Vejs")
        return office.run(name, do)

    first = export_to(office.store, office.packs, late, tmp_path)
    assert first.citizens == 1
    second = send(office, tmp_path)
    assert second.records["citizen"] == 1


def test_the_screens_are_told(office: Office, tmp_path: Path) -> None:
    told = []
    office.subscribe(told.append)
    send(office, tmp_path)
    assert [changes.kinds for changes in told] == [frozenset({"sent_bundle"})]


def test_names_of_bundles() -> None:
    day = date(2026, 11, 24)
    assert base_name("Søren Ærø-Åkjær", 7, day) == "soeren-aeroe-aakjaer-000007-2026-11-24"
    assert base_name("李", 1, day) == "caseworker-000001-2026-11-24"


def test_records_of_a_bundle_do_not_leave_themselves() -> None:
    assert "sent_bundle" not in exported_kinds()
    assert {"citizen", "note", "deadline_override", "unit_setting"} <= set(exported_kinds())


def test_faults_are_found_and_keep_nothing_back(office: Office, tmp_path: Path, clock: FixedClock) -> None:
    def spoil(work: Work) -> None:
        held = work.first(Talk, Talk.status == "held")
        held.outcome = ""
        planned = work.first(Talk, Talk.status == "planned")
        planned.place = ""
        work.first(Citizen, Citizen.cpr == CPR).cpr = ""

    change(office, spoil)
    found = {(fault.code, fault.place.kind, fault.place.field) for fault in outgoing(office.store).faults}
    assert found == {
        ("no_outcome", "talk", "outcome"),
        ("no_place", "talk", "place"),
        ("no_cpr", "citizen", "cpr"),
    }
    clock.advance(days=30)
    assert "no_result" in {fault.code for fault in outgoing(office.store).faults}
    done = send(office, tmp_path)
    manifest = bundle.check(files_of(office, done.path))
    assert manifest.validation.ok is False
    assert len(manifest.validation.faults) == len(done.faults) == sent(office.store)[0].faults
    assert "Indkaldelsen mangler et sted, og enheden mangler en adresse." in {
        fault.da for fault in manifest.validation.faults
    }


def test_a_link_to_something_deleted_is_a_fault(office: Office) -> None:
    change(office, lambda work: work.delete(work.first(Talk, Talk.status == "held")))
    found = {(fault.code, fault.place.kind, fault.place.field) for fault in outgoing(office.store).faults}
    assert ("link_deleted", "agreement", "talk_id") in found


def test_a_setting_of_no_meaning_is_no_recipient() -> None:
    assert seal.recipient_of({"recipient": "  "}).is_demo
    assert seal.recipient_of({}).public_key == ""


def test_the_count_of_unsent_citizens_is_that_of_what_would_leave(office: Office, tmp_path: Path) -> None:
    def unsent() -> int:
        with office.read() as session:
            counted = unsent_citizens(session)
        assert counted == outgoing(office.store).citizens
        return counted

    assert unsent() == 1
    make_citizen(office, "Bo Lund")
    assert unsent() == 2
    office.undo()  # made and taken back: nobody else ever sees it
    assert unsent() == 1
    send(office, tmp_path / "out")
    assert unsent() == 0
    _citizen_id, case_id = make_citizen(office, "Bo Lund")
    send(office, tmp_path / "out")
    book = BookingData(case_id=case_id, kind="follow_up", at=at(date(2026, 12, 8), 10))
    office.run(t("Talk booked"), lambda work: contacts.book(work, book))
    assert unsent() == 1
    office.undo()
    assert unsent() == 0
