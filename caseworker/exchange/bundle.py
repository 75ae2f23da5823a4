"""The bundle: put together and signed, and opened again with everything checked first."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import caseworker
from caseworker.base.errors import UserError
from caseworker.base.text import render, t
from caseworker.exchange import bag, seal, signing
from caseworker.exchange.faults import Fault
from caseworker.exchange.folder import FULL
from caseworker.exchange.manifest import (
    CAPABILITIES,
    FORMAT,
    FORMAT_VERSION,
    FaultEntry,
    FileEntry,
    KindEntry,
    Manifest,
    Receiver,
    Sender,
    Validation,
)
from caseworker.exchange.records import read_line
from caseworker.exchange.registrations import Registrations, as_csv
from caseworker.exchange.schema import schema_files
from caseworker.exchange.service import Collected

_MANIFEST, _SIGNATURE = "manifest.json", "signature.json"
_REGISTRATIONS = "data/registrations.json"
# What reading JSON of any kind can raise: wrong form, wrong letters, missing files, endless nesting.
_UNREADABLE = (msgspec.MsgspecError, ValueError, KeyError, RecursionError)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a bundle is made of. `base` is its folder's name, `previous` the hash of the one before."""

    base: str
    sender: Sender
    recipient: Receiver
    created: datetime
    today: date
    previous: str
    calendar: bytes
    collected: Collected


@dataclass(frozen=True, slots=True)
class Opened:
    """An opened bundle: records by kind, its manifest, and the fingerprint of the key that signed it.

    The signature proves that the bundle is as that device sealed it. Whether the device is the right one
    is for the receiver to know: the fingerprint stays the same from bundle to bundle.
    """

    folder: Path
    records: dict[str, int]
    manifest: Manifest
    signer: str


def build(contents: Contents, key: Ed25519PrivateKey) -> bytes:
    """Return the zip of the signed bag, not yet sealed."""
    found = contents.collected
    payload = {f"data/records/{kind}.jsonl": lines for kind, lines in found.files.items()}
    payload |= {
        _REGISTRATIONS: msgspec.json.format(msgspec.json.encode(found.registrations), indent=1) + b"\n",
        "data/registrations.csv": as_csv(found.registrations),
        "data/deadlines.ics": contents.calendar,
    }
    payload |= {f"data/schema/{name}": schema for name, schema in schema_files().items()}
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in payload.items()}
    manifest = Manifest(
        format=FORMAT,
        format_version=FORMAT_VERSION,
        program=caseworker.__version__,
        capabilities=CAPABILITIES,
        sender=contents.sender,
        recipient=contents.recipient,
        sequence=found.sequence,
        previous=contents.previous,
        created=contents.created,
        citizens=len(found.tally.citizens),
        records={kind: _entry(kind, found, hashes) for kind in sorted(found.files)},
        files={
            name: FileEntry(bytes=len(payload[name]), sha256=digest)
            for name, digest in sorted(hashes.items())
        },
        validation=Validation(ok=not found.faults, faults=tuple(map(_fault, found.faults))),
    )
    words = msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"
    info = {
        "Bag-Software-Agent": f"Faelles plan {caseworker.__version__}",
        "Bagging-Date": contents.today.isoformat(),
        "Source-Organization": contents.sender.unit,
        "External-Identifier": contents.base,
    }
    return bag.pack(contents.base, payload, {_MANIFEST: words, _SIGNATURE: signing.sign(key, words)}, info)


def open_bundle(file: Path, key_file: Path, to: Path) -> Opened:
    """Unseal a bundle, check all of it, and only then write its bag into the empty or new folder `to`.

    Raises UserError for a wrong key, a damaged, foreign or newer file, a folder that is not empty, or a full
    disk; then nothing is left behind.
    """
    _require_empty(to)
    identities = seal.read_identities(key_file)
    files = bag.unpack(seal.unseal(seal.read_sealed(file), identities), _refuse_newer)
    manifest = check(files)
    _write(files, to)
    signer = signing.fingerprint(manifest.sender.public_key)
    return Opened(to, {kind: entry.count for kind, entry in manifest.records.items()}, manifest, signer)


def check(files: dict[str, bytes]) -> Manifest:
    """Check the files of a bag that is whole: format, signature, manifest and every record.

    Raises UserError saying what is wrong.
    """
    words = files.get(_MANIFEST, b"")
    if _head(words).format != FORMAT:
        raise UserError(
            t("The file holds something else than a bundle of this program. Nothing is unpacked.")
        )
    _refuse_newer(files)
    signer = signing.signer_of(words, files.get(_SIGNATURE, b""))
    try:
        manifest = msgspec.json.decode(words, type=Manifest)
    except _UNREADABLE as error:
        raise bag.damaged() from error
    if signer is None or signer != manifest.sender.public_key:
        raise UserError(
            t("The signature does not fit the bundle: it may have been changed. Nothing is unpacked.")
        )
    _check_files(files, manifest)
    try:
        for kind, entry in manifest.records.items():
            _check_records(files, kind, entry)
        msgspec.json.decode(files[_REGISTRATIONS], type=Registrations)
    except _UNREADABLE as error:
        raise UserError(
            t(
                "The bundle holds records in a form that this program does not know. Nothing is unpacked. "
                "Update the program."
            )
        ) from error
    return manifest


def _require_empty(folder: Path) -> None:
    try:
        taken = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    except OSError as error:
        raise _no_access(folder, error) from error
    if taken:
        raise UserError(t("The folder {folder} is not empty. Choose a new folder.", folder=str(folder)))


def _no_access(folder: Path, error: OSError) -> UserError:
    if error.errno in FULL:
        return UserError(
            t(
                "There is not enough room in {folder}. Nothing is unpacked. Free some space.",
                folder=str(folder),
            )
        )
    return UserError(
        t(
            "The folder {folder} cannot be written to. Nothing is unpacked. Choose another folder.",
            folder=str(folder),
        )
    )


class _Head(msgspec.Struct):
    format: str
    format_version: int


def _head(manifest: bytes) -> _Head:
    """Return the first lines of a manifest of any version; empty ones where they cannot be read."""
    try:
        return msgspec.json.decode(manifest, type=_Head)
    except _UNREADABLE:
        return _Head("", 0)


def _refuse_newer(files: Mapping[str, bytes]) -> None:
    """Say first that a bundle is not of our time: nobody knows today how its bag will then be made."""
    head = _head(files.get(_MANIFEST, b""))
    if head.format == FORMAT and head.format_version > FORMAT_VERSION:
        raise UserError(
            t(
                "The bundle was made by a newer version of the program. Nothing is unpacked. Update the program."
            )
        )


def _check_files(files: dict[str, bytes], manifest: Manifest) -> None:
    """Compare the payload with what was signed: the bag's own checksums are not."""
    if set(manifest.files) != {name for name in files if name.startswith("data/")}:
        raise bag.damaged()
    for name, entry in manifest.files.items():
        if len(files[name]) != entry.bytes or hashlib.sha256(files[name]).hexdigest() != entry.sha256:
            raise bag.damaged()


def _check_records(files: dict[str, bytes], kind: str, entry: KindEntry) -> None:
    count = deleted = 0
    for line in files[entry.file].splitlines():
        record = read_line(line)
        if record.kind != kind:
            raise bag.damaged()
        count, deleted = count + 1, deleted + record.deleted
    if (count, deleted) != (entry.count, entry.deleted):
        raise bag.damaged()


def _write(files: dict[str, bytes], to: Path) -> None:
    """Write the bag for the owner's eyes alone; whatever was made goes again when it cannot be written to the end."""
    made: list[Path] = []
    try:
        for name, content in sorted(files.items()):
            path = to / name
            _make_folder(path.parent, made)
            made.append(path)
            path.write_bytes(content)
            path.chmod(0o600)
    except BaseException as error:
        _take_away(made)
        if isinstance(error, OSError):
            raise _no_access(to, error) from error
        raise


def _make_folder(folder: Path, made: list[Path]) -> None:
    for path in (*reversed(folder.parents), folder):
        if not path.exists():
            path.mkdir(mode=0o700)
            made.append(path)


def _take_away(made: list[Path]) -> None:
    for path in reversed(made):
        with suppress(OSError):  # what another program has put there meanwhile stays, and its folder with it
            if path.is_dir():
                path.rmdir()
            else:
                path.unlink(missing_ok=True)


def _entry(kind: str, found: Collected, hashes: dict[str, str]) -> KindEntry:
    file = f"data/records/{kind}.jsonl"
    return KindEntry(
        count=found.tally.kinds[kind], deleted=found.tally.deleted[kind], file=file, sha256=hashes[file]
    )


def _fault(fault: Fault) -> FaultEntry:
    place = fault.place
    return FaultEntry(
        code=fault.code,
        kind=place.kind,
        record_id=place.id,
        field=place.field,
        da=render(fault.text, "da"),
        en=render(fault.text, "en"),
    )
