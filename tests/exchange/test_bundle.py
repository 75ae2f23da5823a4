"""Opening: every kind of damaged, foreign or harmful file is refused with a sentence, and nothing is written."""

from __future__ import annotations

import errno
import io
import json
import shutil
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bagit
import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseworker.base.errors import UserError
from caseworker.exchange import bag, seal, signing
from caseworker.exchange.bundle import check, open_bundle
from caseworker.office import Office
from tests.exchange.working import demo_key, files_of, reseal, unsealed, zipped
from tests.exchange.working import export as send


@pytest.fixture
def sealed(office: Office, tmp_path: Path) -> Path:
    path = send(office, tmp_path / "out").path
    assert path is not None
    return path


def refused(file: Path, key: Path, to: Path, words: str) -> None:
    with pytest.raises(UserError, match=words):
        open_bundle(file, key, to)
    assert not to.exists()


def rebuilt(files: dict[str, bytes], key: Ed25519PrivateKey | None = None) -> bytes:
    """Put files into a bag that is whole again, signed anew where a key is given."""
    payload = {name: content for name, content in files.items() if name.startswith("data/")}
    manifest = files["manifest.json"]
    signature = signing.sign(key, manifest) if key else files["signature.json"]
    return bag.pack("bag", payload, {"manifest.json": manifest, "signature.json": signature}, {})


def test_an_opened_bundle_is_a_bag_for_the_owner_alone(office: Office, sealed: Path, tmp_path: Path) -> None:
    to = tmp_path / "deep" / "opened"
    opened = open_bundle(sealed, demo_key(office), to)
    bagit.Bag(str(to)).validate()
    assert opened.records["talk"] == len((to / "data/records/talk.jsonl").read_bytes().splitlines())
    assert stat.S_IMODE((to / "data/records/talk.jsonl").stat().st_mode) == 0o600
    assert stat.S_IMODE((to / "data").stat().st_mode) == 0o700
    assert opened.signer == signing.fingerprint(opened.manifest.sender.public_key)
    assert opened.manifest.sequence == 1


def test_an_empty_folder_is_used_and_a_full_one_refused(office: Office, sealed: Path, tmp_path: Path) -> None:
    to = tmp_path / "opened"
    to.mkdir()
    open_bundle(sealed, demo_key(office), to)
    before = sorted(to.rglob("*"))
    with pytest.raises(UserError, match="not empty"):
        open_bundle(sealed, demo_key(office), to)
    with pytest.raises(UserError, match="not empty"):
        open_bundle(sealed, demo_key(office), sealed)
    with pytest.raises(UserError, match="cannot be written to"):
        open_bundle(sealed, demo_key(office), sealed / "below")
    assert sorted(to.rglob("*")) == before


@pytest.mark.parametrize("before", ["", "opened", "deep"])
def test_a_full_disk_is_named_and_everything_made_is_taken_away(
    office: Office, sealed: Path, tmp_path: Path, before: str
) -> None:
    resource = pytest.importorskip("resource", reason="limits on files are a Unix thing")
    target = tmp_path / "target"
    (target / before).mkdir(parents=True)
    to = target / before / ("" if before == "opened" else "to")
    files = files_of(office, sealed)
    longest = max(len(content) for name, content in files.items() if name < "data/schema")
    assert any(len(content) > longest for content in files.values()), "or all of it would find room"
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (longest, hard))
    try:
        with pytest.raises(UserError) as caught:
            open_bundle(sealed, demo_key(office), to)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert _said(caught.value) == f"There is not enough room in {to}. Nothing is unpacked. Free some space."
    assert sorted(target.rglob("*")) == ([target / before] if before else [])
    open_bundle(sealed, demo_key(office), to)
    bagit.Bag(str(to)).validate()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_no_room_for_a_folder_is_named_too(
    office: Office, sealed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    made = Path.mkdir

    def mkdir(path: Path, *words: Any, **options: Any) -> None:
        if path.name == "records":
            raise OSError(number, "no room")
        made(path, *words, **options)

    monkeypatch.setattr(Path, "mkdir", mkdir)  # the edge to the system: a full disk cannot be had in a test
    refused(sealed, demo_key(office), tmp_path / "deep" / "opened", "not enough room")
    assert not (tmp_path / "deep").exists()


def test_another_key_does_not_open_it(sealed: Path, tmp_path: Path, clock) -> None:  # noqa: ANN001 - a fixture
    (tmp_path / "other").mkdir()
    seal.demo_public_key(tmp_path / "other", clock.now())
    refused(sealed, tmp_path / "other" / seal.DEMO_KEY_NAME, tmp_path / "opened", "does not open the file")


def test_files_that_are_no_key(sealed: Path, tmp_path: Path) -> None:
    refused(sealed, tmp_path / "missing", tmp_path / "opened", "cannot be opened")
    refused(sealed, sealed, tmp_path / "opened", "no age key")
    note = tmp_path / "note.txt"
    note.write_text("# public key: age1abc\n", "utf-8")
    refused(sealed, note, tmp_path / "opened", "no age key")
    note.write_text("AGE-SECRET-KEY-1FORKERT\n", "utf-8")
    refused(sealed, note, tmp_path / "opened", "no age key")


def test_files_that_are_no_bundle(office: Office, sealed: Path, tmp_path: Path) -> None:
    key, to = demo_key(office), tmp_path / "opened"
    refused(tmp_path / "missing.age", key, to, "cannot be opened")
    refused(tmp_path, key, to, "cannot be opened")
    empty = tmp_path / "empty.age"
    empty.touch()
    refused(empty, key, to, "not a sealed bundle")
    plain = tmp_path / "plain.zip"
    plain.write_bytes(unsealed(office, sealed))
    refused(plain, key, to, "not a sealed bundle")
    refused(reseal(office, b"just words", tmp_path / "words.age"), key, to, "damaged")
    other = zipped([("bag/hello.txt", b"hello")])
    refused(reseal(office, other, tmp_path / "other.age"), key, to, "damaged")
    bare = bag.pack("bag", {"data/a.txt": b"a"}, {}, {})
    refused(reseal(office, bare, tmp_path / "bare.age"), key, to, "something else than a bundle")


def test_no_damaged_byte_goes_unnoticed(office: Office, sealed: Path, tmp_path: Path) -> None:
    whole, broken = sealed.read_bytes(), tmp_path / "broken.age"
    header = whole.index(b"\n---") + 50
    places = [*range(0, header, 3), *range(header, len(whole), max(1, len(whole) // 80)), len(whole) - 1]
    for place in places:
        content = bytearray(whole)
        content[place] ^= 0x01
        broken.write_bytes(content)
        with pytest.raises(UserError):
            open_bundle(broken, demo_key(office), tmp_path / "opened")
    for length in (1, 20, header, header + 30, len(whole) // 2, len(whole) - 1):
        broken.write_bytes(whole[:length])
        with pytest.raises(UserError):
            open_bundle(broken, demo_key(office), tmp_path / "opened")
    assert not (tmp_path / "opened").exists()


def test_what_was_changed_before_sealing_is_noticed(office: Office, sealed: Path, tmp_path: Path) -> None:
    key, to, files = demo_key(office), tmp_path / "opened", files_of(office, sealed)
    talk = "data/records/talk.jsonl"
    changed = {**files, talk: files[talk].replace(b"met", b"not")}
    refused(reseal(office, rebuilt(changed), tmp_path / "a.age"), key, to, "damaged")
    more = {**files, "data/records/extra.jsonl": b"{}\n"}
    refused(reseal(office, rebuilt(more), tmp_path / "b.age"), key, to, "damaged")
    manifest = files["manifest.json"].replace(b"Karen Holm", b"Karin Holm")
    refused(
        reseal(office, rebuilt({**files, "manifest.json": manifest}), tmp_path / "c.age"),
        key,
        to,
        "signature",
    )
    stranger = rebuilt(files, Ed25519PrivateKey.generate())
    refused(reseal(office, stranger, tmp_path / "d.age"), key, to, "signature")


def with_manifest(files: dict[str, bytes], change: Callable[[dict], None]) -> bytes:
    """Return the bag with a changed manifest, rightly signed by a new device."""
    key = Ed25519PrivateKey.generate()
    manifest = json.loads(files["manifest.json"])
    manifest["sender"]["public_key"] = signing.public_key(key)
    change(manifest)
    return rebuilt({**files, "manifest.json": json.dumps(manifest).encode()}, key)


def test_newer_and_foreign_formats_are_named(office: Office, sealed: Path, tmp_path: Path) -> None:
    key, to, files = demo_key(office), tmp_path / "opened", files_of(office, sealed)

    def newer(manifest: dict) -> None:
        manifest["format_version"] = 2
        del manifest["records"]

    newest = reseal(office, with_manifest(files, newer), tmp_path / "a.age")
    refused(newest, key, to, "newer version")
    foreign = with_manifest(files, lambda manifest: manifest.update(format="something"))
    refused(reseal(office, foreign, tmp_path / "b.age"), key, to, "something else")
    half = with_manifest(files, lambda manifest: manifest.pop("sender"))
    refused(reseal(office, half, tmp_path / "c.age"), key, to, "damaged")
    fewer = with_manifest(files, lambda manifest: manifest["records"]["talk"].update(count=1))
    refused(reseal(office, fewer, tmp_path / "d.age"), key, to, "damaged")
    lost = with_manifest(files, lambda manifest: manifest["records"]["talk"].update(file="data/none.jsonl"))
    refused(reseal(office, lost, tmp_path / "e.age"), key, to, "does not know")
    later = with_manifest(files, lambda manifest: manifest.update(more={"x": 1}))
    assert open_bundle(reseal(office, later, tmp_path / "f.age"), key, to).records["talk"] == 2


def test_a_newer_version_is_named_before_its_bag_is_looked_at(
    office: Office, sealed: Path, tmp_path: Path
) -> None:
    bags = {name: tmp_path / name for name in ("same", "new")}
    for folder in bags.values():
        open_bundle(sealed, demo_key(office), folder)
    manifest = bags["new"] / "manifest.json"
    manifest.write_bytes(manifest.read_bytes().replace(b'"format_version": 1', b'"format_version": 2'))
    files: dict[str, Path] = {}
    for name, folder in bags.items():
        bagit.Bag(str(folder)).save(manifests=True)  # hashed anew by a tool that is not ours
        bagit.Bag(str(folder)).validate()
        found = sorted(path for path in folder.rglob("*") if path.is_file())
        content = zipped(
            [(f"bag/{path.relative_to(folder).as_posix()}", path.read_bytes()) for path in found]
        )
        files[name] = reseal(office, content, tmp_path / f"{name}.age")
    refused(files["new"], demo_key(office), tmp_path / "opened", "newer version")
    assert open_bundle(files["same"], demo_key(office), tmp_path / "opened").records["talk"] == 2
    newer = {**files_of(office, sealed), "manifest.json": manifest.read_bytes()}
    del newer["manifest-sha256.txt"]  # whatever a later version takes in its place
    later = reseal(office, zipped([(f"bag/{name}", newer[name]) for name in newer]), tmp_path / "later.age")
    refused(later, demo_key(office), tmp_path / "to", "newer version")


@pytest.mark.parametrize(
    "line",
    [
        b"{}",
        b"[1]",
        b'{"kind":"talk"}',
        b"[" * 100_000,
        b"\xff\xfe",
        (
            b'{"kind":"spaceship","id":"1","change_id":"2","base_change_id":"","changed_at":"2026-11-24T08:00:00Z",'
            b'"changed_by":"","deleted":false,"fields":{}}'
        ),
        (
            b'{"kind":"talk","id":"1","change_id":"2","base_change_id":"","changed_at":"2026-11-24T08:00:00Z",'
            b'"changed_by":"","deleted":false,"fields":{"at":"yesterday"}}'
        ),
    ],
)
def test_records_of_the_wrong_form(office: Office, sealed: Path, line: bytes) -> None:
    files = files_of(office, sealed)
    name = "data/records/talk.jsonl"
    files[name] = line + b"\n"
    key = Ed25519PrivateKey.generate()
    manifest = json.loads(files["manifest.json"])
    manifest["sender"]["public_key"] = signing.public_key(key)
    digest = _sha256(files[name])
    manifest["files"][name] = {"bytes": len(files[name]), "sha256": digest}
    manifest["records"]["talk"].update(count=1, sha256=digest)
    files["manifest.json"] = json.dumps(manifest).encode()
    files["signature.json"] = signing.sign(key, files["manifest.json"])
    with pytest.raises(UserError, match="does not know"):
        check(files)


def _sha256(content: bytes) -> str:
    from hashlib import sha256

    return sha256(content).hexdigest()


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_manifest_breaks_the_reader(office: Office, sealed: Path, data: st.DataObject) -> None:
    files = files_of(office, sealed)
    words = bytearray(files["manifest.json"])
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(words) - 1))
        words[place] = data.draw(st.integers(0, 255))
    files["manifest.json"] = bytes(words)
    files["signature.json"] = signing.sign(Ed25519PrivateKey.generate(), bytes(words))
    if bytes(words) != files_of(office, sealed)["manifest.json"]:
        with pytest.raises(UserError):
            check(files)


def linked(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ([("../evil.txt", b"x")], "outside the folder"),
        ([("bag/../../evil.txt", b"x")], "outside the folder"),
        ([("/etc/evil.txt", b"x")], "outside the folder"),
        ([("C:/evil.txt", b"x")], "outside the folder"),
        ([("bag/con.txt", b"x")], "outside the folder"),
        ([("bag/.hidden", b"x")], "outside the folder"),
        ([("bag/", b"")], "outside the folder"),
        ([(linked("bag/bagit.txt"), b"/etc/passwd")], "a link"),
        ([("bag/a.txt", b"x"), ("bag/A.txt", b"y")], "same name"),
        ([("bag/a.txt", b"x"), ("other/b.txt", b"y")], "damaged"),
        ([("bag/zeros.txt", bytes(5 << 20))], "too much space"),
        ([], "damaged"),
    ],
)
def test_zips_made_to_do_harm(entries: list, words: str) -> None:
    with pytest.raises(UserError) as caught:
        bag.unpack(zipped(entries))
    assert words in _said(caught.value)


def _said(error: UserError) -> str:
    from caseworker.base.text import render

    return render(error.text, "en")


def test_too_many_files_and_too_big_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bag, "MAX_FILES", 3)
    with pytest.raises(UserError) as caught:
        bag.unpack(zipped([(f"bag/{n}.txt", b"x") for n in range(4)]))
    assert "too many files" in _said(caught.value)
    monkeypatch.setattr(bag, "MAX_TOTAL_BYTES", 100)
    with pytest.raises(UserError) as caught:
        bag.unpack(zipped([("bag/a.txt", b"x" * 60), ("bag/b.txt", b"y" * 60)]))
    assert "too much space" in _said(caught.value)


def test_an_entry_longer_than_it_says_is_refused() -> None:
    content = bytearray(bag.pack("bag", {"data/a.txt": b"a" * 5000}, {}, {}))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.getinfo("bag/data/a.txt").file_size == 5000
    content = bytes(content).replace((5000).to_bytes(4, "little"), (50).to_bytes(4, "little"))
    with pytest.raises(UserError):
        bag.unpack(content)


@settings(max_examples=300)
@given(data=st.data())
def test_no_zip_breaks_the_reader(data: st.DataObject) -> None:
    whole = bag.pack("bag", {"data/a.txt": b"abc" * 50, "data/b.txt": b"d"}, {"more.txt": b"e"}, {"X": "y"})
    expected = bag.unpack(whole)
    broken = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 4))):
        broken[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = bag.unpack(bytes(broken))
    except UserError:
        return
    assert found == expected  # only what a zip does not read at all, such as a time, may differ


def test_the_same_content_gives_the_same_zip() -> None:
    one = bag.pack("bag", {"data/b": b"2", "data/a": b"1"}, {"m.json": b"{}"}, {"A": "b\nc"})
    two = bag.pack("bag", {"data/a": b"1", "data/b": b"2"}, {"m.json": b"{}"}, {"A": "b\nc"})
    assert one == two
    assert b"A: b c\n" in bag.unpack(one)["bag-info.txt"]


def test_a_device_key_of_another_store_is_not_used(office: Office, sealed: Path, tmp_path: Path) -> None:
    assert sealed.exists()
    key = office.folder / signing.KEY_NAME
    other = tmp_path / "other"
    other.mkdir()
    shutil.copy(key, other)
    again = signing.device_key(
        office.folder, office.store.key, json.loads((office.folder / "store.json").read_text())["store_id"]
    )
    assert signing.public_key(again) == check(files_of(office, sealed)).sender.public_key
    with pytest.raises(UserError, match="cannot be used"):
        signing.device_key(other, bytes(32), "another")
    (other / signing.KEY_NAME).write_text("[]", "utf-8")
    with pytest.raises(UserError, match="cannot be used"):
        signing.device_key(other, bytes(32), "another")


def test_signatures() -> None:
    key = Ed25519PrivateKey.generate()
    right = signing.sign(key, b"words")
    assert signing.signer_of(b"words", right) == signing.public_key(key)
    assert signing.signer_of(b"other", right) is None
    for wrong in (b"", b"{}", b"[", b"\xff", right.replace(b"Ed25519", b"RSA"), right[:-10]):
        assert signing.signer_of(b"words", wrong) is None
    part = msgspec.json.decode(right)
    assert signing.signer_of(b"words", msgspec.json.encode(part | {"public_key": "æ"})) is None
