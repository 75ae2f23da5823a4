"""Sealing to the jobcentre's key and opening with it, in the age format (age-encryption.org/v1)."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pyrage

from caseworker.base.clock import ZONE
from caseworker.base.errors import UserError
from caseworker.base.text import t

DEMO_KEY_NAME = "demo-jobcentre.agekey"
DEMO_RECIPIENT = "Demo-jobcenter"
# The unit's setting that names another receiver: {"recipient": "age1...", "name": ...}.
SETTING = "jobcentre"
_INTRO = b"age-encryption.org/v1\n"
_SECRET = "AGE-SECRET-KEY-"  # noqa: S105 - the prefix, not a key
# A sealed file beyond this would not pass the limits of the bag either.
MAX_SEALED = 2 << 30


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom bundles go to. `public_key` is an age recipient, empty for a demo key that is still to be made."""

    name: str
    public_key: str
    is_demo: bool


def recipient_of(setting: Mapping[str, Any]) -> Recipient:
    """Return the receiver that the unit's setting names, or the demo jobcentre without its key."""
    key = str(setting.get("recipient", "")).strip()
    if not key:
        return Recipient(DEMO_RECIPIENT, "", is_demo=True)
    return Recipient(str(setting.get("name", "")).strip() or key[:16], key, is_demo=False)


def with_key(recipient: Recipient, folder: Path, now: datetime) -> Recipient:
    """Return the receiver with a key to seal to; the demo's is made in the folder where it is missing."""
    if not recipient.is_demo:
        return recipient
    return Recipient(recipient.name, demo_public_key(folder, now), is_demo=True)


def demo_public_key(folder: Path, now: datetime) -> str:
    """Return the public key of the demo jobcentre, whose identity lies in the data folder.

    It is made where it is missing, readable for the owner alone, as a file that every age tool reads.
    Raises UserError where it cannot be made or read.
    """
    path = folder / DEMO_KEY_NAME
    if not path.exists():
        identity = pyrage.x25519.Identity.generate()
        created = now.astimezone(ZONE).isoformat(timespec="seconds")
        words = f"# created: {created}\n# public key: {identity.to_public()}\n{identity}\n"
        try:
            _write_secret(path, words.encode())
        except OSError as error:
            raise UserError(
                t("The program may not write in {folder}. Nothing is exported.", folder=str(folder))
            ) from error
    try:
        return str(read_identities(path)[0].to_public())
    except UserError as error:
        raise UserError(
            t(
                "The demo jobcentre's key {file} cannot be used, so nothing can be exported. Put it back from a "
                "backup, or move it away to get a new one; the new one does not open what was sealed before.",
                file=str(path),
            )
        ) from error


def seal(content: bytes, public_key: str) -> bytes:
    """Return the content sealed to an age recipient. Raises UserError for a key that is none."""
    try:
        recipient = pyrage.x25519.Recipient.from_str(public_key)
    except pyrage.RecipientError as error:
        raise UserError(
            t(
                "The jobcentre's key is not a valid age key, so nothing can be exported. Correct it under settings."
            )
        ) from error
    return bytes(pyrage.encrypt(content, [recipient]))


def unseal(content: bytes, identities: list[Any]) -> bytes:
    """Return what was sealed. Raises UserError for a foreign or damaged file, or a key that does not fit."""
    if not content.startswith(_INTRO):
        raise UserError(
            t("The file is not a sealed bundle. Nothing is unpacked. Choose a file that ends in .age.")
        )
    try:
        return bytes(pyrage.decrypt(content, identities))
    except pyrage.DecryptError as error:
        if "matching keys" in str(error):
            raise UserError(
                t(
                    "The key does not open the file. It was sealed to another key, or its beginning is "
                    "damaged. Nothing is unpacked."
                )
            ) from error
        raise UserError(
            t(
                "The file is damaged: it is not as it was when it was sealed. "
                "Nothing is unpacked. Ask for it again."
            )
        ) from error


def read_identities(path: Path) -> list[Any]:
    """Return the identities in an age key file. Raises UserError when it cannot be read or holds none."""
    try:
        lines = path.read_text("utf-8").splitlines()
        found = [pyrage.x25519.Identity.from_str(line.strip()) for line in lines if line.startswith(_SECRET)]
    except OSError as error:
        raise UserError(
            t(
                "The key file {file} cannot be opened. Check the name and that you may read it.",
                file=str(path),
            )
        ) from error
    except (UnicodeDecodeError, pyrage.IdentityError) as error:
        raise _no_key(path) from error
    if not found:
        raise _no_key(path)
    return found


def read_sealed(path: Path) -> bytes:
    """Return the bytes of a sealed file. Raises UserError when it cannot be read or is far too big."""
    try:
        if path.stat().st_size > MAX_SEALED:
            raise UserError(t("The file is bigger than any bundle. Nothing is unpacked."))
        return path.read_bytes()
    except OSError as error:
        raise UserError(
            t(
                "The sealed file {file} cannot be opened. Check the name and that you may read it.",
                file=str(path),
            )
        ) from error


def _no_key(path: Path) -> UserError:
    return UserError(t("The file {file} holds no age key that can be read.", file=str(path)))


def _write_secret(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
