"""Writing files so that nothing is ever half written, and nobody else on the computer reads along."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

from caseworker.base.text import Text, t

# What every store's folder holds (store/keys.py, store/folder.py).
HEADER_NAME, STORE_NAME = "store.json", "store.db"
_MINE = 0o600


def open_private(path: str, flags: int) -> int:
    """Open a file for `open(..., opener=...)`; one that is made can be read by its owner alone."""
    return os.open(path, flags, _MINE)


def make_private(path: Path) -> None:
    """Let only the owner read a file, which is made empty where there is none. Raises OSError."""
    os.close(os.open(path, os.O_CREAT | os.O_RDONLY, _MINE))
    keep_private(path)


def keep_private(path: Path) -> None:
    """Let only the owner read a file that an older program, or a copy, left open to others."""
    with suppress(OSError):  # another owner, or a disk without rights: not worth stopping for
        if path.stat().st_mode & 0o077:
            path.chmod(_MINE)


def is_store_s(path: Path) -> bool:
    """Return whether a file would lie among a store's own files, where it may take the place of one."""
    return any(
        (folder / HEADER_NAME).exists() and (folder / STORE_NAME).exists()
        for folder in path.resolve().parents
    )


def require_place(path: Path) -> None:
    """Raise OSError where no file of a person's own may come: among a store's files, in a folder that is not there.

    A folder is never made on the way: one that is misspelt would get a citizen's papers, and nobody would know.
    """
    if is_store_s(path):
        raise PermissionError(errno.EPERM, "a store's own folder", str(path))
    if not os.path.lexists(path.parent):  # of a folder that may not be looked into, Path raises
        raise FileNotFoundError(errno.ENOENT, "no such folder", str(path.parent))
    if not os.path.isdir(path.parent):
        raise NotADirectoryError(errno.ENOTDIR, "no folder", str(path.parent))


def write_out(path: Path, content: bytes) -> None:
    """Write a file where a person wants to have it. Raises OSError as `require_place` does, and as writing may."""
    require_place(path)
    write_atomic(path, content)


def not_written(path: Path, error: Exception) -> Text:
    """Return the sentence for a file that `write_out` could not write, with what to do about it."""
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return t(
            "There is no room for the file {file}. Free some space, or choose another place.", file=str(path)
        )
    if isinstance(error, FileNotFoundError):
        return t(
            "The folder {folder} is not there. Make it first, or choose another place. Nothing is written.",
            folder=str(path.parent),
        )
    return t("The file {file} cannot be written. Choose another place.", file=str(path))


def write_atomic(path: Path, content: bytes) -> None:
    """Write a file so that a crash leaves the old one or the new one, never half of one.

    What this program writes holds people's data: others on the computer may not read it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".new")
    try:
        with open(fresh, "wb", opener=open_private) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)  # a full disk is not helped by half a file
        raise
