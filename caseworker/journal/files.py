"""The files of documents: encrypted beside the store, under the hash of what they hold.

A file is written, synced and read back before the act that refers to it commits, so that the journal never
names a file that is not there. A file whose act did not commit is encrypted, named by nothing and harmless.
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from caseworker.base.errors import StoreProblem
from caseworker.base.files import write_atomic
from caseworker.base.text import t

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FOLDER = "documents"
_MAGIC = b"FPD1"  # format 1: magic, 12 bytes nonce, AES-256-GCM of the content with its hash as context
_NONCE = 12
_CONTEXT = b"documents"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that lies safely in the folder: SHA-256 of its content in hex, and the size in bytes."""

    sha256: str
    size: int


class DocumentFiles:
    """The folder of encrypted documents of one store."""

    def __init__(self, folder: Path, key: bytes) -> None:
        """Take the store's folder and its key; the key for documents is derived from it."""
        self.folder = folder / FOLDER
        self._store_key = key

    def put(self, content: bytes) -> StoredFile:
        """Write a document and make sure it can be read back. The same content is kept once.

        Raises StoreProblem "disk_full" or "read_only", with nothing half written.
        """
        digest = hashlib.sha256(content).hexdigest()
        if not self.is_whole(digest):
            nonce = secrets.token_bytes(_NONCE)
            sealed = _MAGIC + nonce + self._cipher.encrypt(nonce, content, digest.encode())
            try:
                write_atomic(self._path(digest), sealed)
                _sync_folder(self.folder)
                _sync_folder(self.folder.parent)
            except OSError as error:
                raise self._cannot_write(error) from error
            self.get(digest)
        return StoredFile(digest, len(content))

    def get(self, sha256: str) -> bytes:
        """Return a document's content. Raises StoreProblem "missing" or "damaged"."""
        from cryptography.exceptions import InvalidTag

        try:
            sealed = self._path(sha256).read_bytes()
        except FileNotFoundError:
            raise StoreProblem(
                "missing",
                t("The file of this document is gone from {folder}. The rest of the journal is whole. "
                  "Put the file back from a backup.",
                  folder=str(self.folder)),
            ) from None  # fmt: skip
        except OSError as error:
            raise self._damaged() from error
        start = len(_MAGIC) + _NONCE
        try:
            if sealed[: len(_MAGIC)] != _MAGIC:
                raise ValueError("not a document of this format")
            content = self._cipher.decrypt(sealed[len(_MAGIC) : start], sealed[start:], sha256.encode())
        except (InvalidTag, ValueError):
            raise self._damaged() from None
        if hashlib.sha256(content).hexdigest() != sha256:
            raise self._damaged()
        return content

    def is_whole(self, sha256: str) -> bool:
        """Return whether the document is there and can be read."""
        try:
            self.get(sha256)
        except StoreProblem:
            return False
        return True

    def broken(self, hashes: Iterable[str]) -> list[str]:
        """Return those of the hashes whose file is gone or damaged."""
        return [one for one in hashes if not self.is_whole(one)]

    @cached_property
    def _cipher(self) -> AESGCM:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF

        key = HKDF(algorithm=SHA256(), length=32, salt=None, info=_CONTEXT).derive(self._store_key)
        return AESGCM(key)

    def _path(self, sha256: str) -> Path:
        return self.folder / sha256

    def _damaged(self) -> StoreProblem:
        return StoreProblem(
            "damaged",
            t("The file of this document in {folder} is damaged. The rest of the journal is whole. "
              "Put the file back from a backup.",
              folder=str(self.folder)),
        )  # fmt: skip

    def _cannot_write(self, error: OSError) -> StoreProblem:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return StoreProblem(
                "disk_full",
                t("The disk is full, so the document was not filed. All earlier work is safe. "
                  "Free some space and try again."),
            )  # fmt: skip
        return StoreProblem(
            "read_only",
            t("The program may not write in {folder}, so the document was not filed. "
              "Get write access and try again.",
              folder=str(self.folder)),
        )  # fmt: skip


def _sync_folder(folder: Path) -> None:
    """Make the name of a new file last through a power cut. Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
