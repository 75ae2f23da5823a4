"""Putting a sealed file into a folder: whole and checked, or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from contextlib import suppress
from pathlib import Path

from caseworker.base.errors import UserError
from caseworker.base.text import t

_ROOM = 1 << 20  # bytes left free beside the file
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)  # what a system says when there is no room


def put(folder: Path, name: str, content: bytes) -> Path:
    """Write a new file and return its path. A file of that name is never replaced: the new one is numbered.

    It is written under another name, synced, read back and compared, and only then named. Raises
    UserError when there is no room or no access, with nothing left behind.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(folder).free < len(content) + _ROOM:
            raise _full(folder)
        fresh = folder / f".{name}.part"
        try:
            _write(fresh, content)
            if hashlib.sha256(fresh.read_bytes()).digest() != hashlib.sha256(content).digest():
                raise UserError(
                    t(
                        "What was written to {folder} cannot be read back as it was. Nothing is exported. "
                        "Try another disk.",
                        folder=str(folder),
                    )
                )
            path = _free_name(folder, name)
            fresh.rename(path)
        finally:
            fresh.unlink(missing_ok=True)
        _sync_folder(folder)
        return path
    except OSError as error:
        if error.errno in FULL:
            raise _full(folder) from error
        raise UserError(
            t(
                "The folder {folder} cannot be written to. Nothing is exported. "
                "Choose another folder, or get write access.",
                folder=str(folder),
            )
        ) from error


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _free_name(folder: Path, name: str) -> Path:
    stem, dot, ending = name.partition(".")
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}{dot}{ending}"
    return path


def _sync_folder(folder: Path) -> None:
    """Make the new name last too. Not every system and network drive can; the file is there all the same."""
    if hasattr(os, "O_DIRECTORY"):
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _full(folder: Path) -> UserError:
    return UserError(
        t("There is not enough room in {folder}. Nothing is exported. Free some space.", folder=str(folder))
    )
