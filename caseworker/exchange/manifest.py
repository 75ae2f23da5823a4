"""The manifest of a bundle: who sent what, and how it was checked."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

FORMAT = "faelles-plan-bundle"
# Raised when a reader of the old version could no longer understand a bundle. New fields do not raise it.
FORMAT_VERSION = 1
CAPABILITIES = ("records", "registrations", "calendar")


class Sender(Struct, frozen=True, kw_only=True):
    """Who sealed it: member of staff, machine, store, and the device key it is signed with (base64)."""

    name: str
    unit: str
    device: str
    store_id: str
    public_key: str


class Receiver(Struct, frozen=True, kw_only=True):
    """Whom it is sealed to: name and age public key."""

    name: str
    public_key: str


class KindEntry(Struct, frozen=True, kw_only=True):
    """The records of one kind: how many lines, how many of them deleted records, and the file's hash."""

    count: int
    deleted: int
    file: str
    sha256: str


class FileEntry(Struct, frozen=True, kw_only=True):
    """One file of the payload."""

    bytes: int
    sha256: str


class FaultEntry(Struct, frozen=True, kw_only=True):
    """One fault found before the export (R-121): which field of which record, in both languages."""

    code: str
    kind: str
    record_id: str
    field: str
    da: str
    en: str


class Validation(Struct, frozen=True, kw_only=True):
    """The result of the check before the export. Faults never keep a bundle from leaving (R-127)."""

    ok: bool
    faults: tuple[FaultEntry, ...]


class Manifest(Struct, frozen=True, kw_only=True):
    """What stands in manifest.json.

    `previous` is the SHA-256 of the sealed file before this one of the same store, empty for the first.
    `files` names every file of the payload, so that the signature on this manifest covers them all.
    """

    format: str
    format_version: int
    program: str
    capabilities: tuple[str, ...]
    sender: Sender
    recipient: Receiver
    sequence: int
    previous: str
    created: datetime
    citizens: int
    records: dict[str, KindEntry]
    files: dict[str, FileEntry]
    validation: Validation
