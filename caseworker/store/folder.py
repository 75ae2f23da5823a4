"""The folder that a store lies in: on this computer, writable, and used by one process at a time."""

from __future__ import annotations

import errno
import getpass
import json
import os
import re
import sys
from pathlib import Path

from filelock import FileLock, Timeout

from caseworker.base.errors import StoreProblem
from caseworker.base.files import make_private
from caseworker.base.text import t

LOCK_NAME = "store.lock"
OWNER_NAME = "store.owner"
_NETWORK_SYSTEMS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "afs", "ncpfs", "9p", "davfs"}
# How the system writes a space and the like in the list of what is mounted.
_OCTAL = re.compile(r"\\([0-7]{3})")


def cannot_write(folder: Path, error: OSError) -> StoreProblem:
    """Return the problem of a folder that refuses a file: the disk is full, or writing is not allowed."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StoreProblem(
            "disk_full",
            t("The disk of {folder} is full. Nothing is changed. Free some space and try again.",
              folder=str(folder)),
        )  # fmt: skip
    return StoreProblem(
        "read_only",
        t(
            "The program may not write in {folder}. Choose another folder, or get write access.",
            folder=str(folder if os.path.isdir(folder) else folder.parent),
        ),
    )


def take_lock(folder: Path) -> FileLock:
    """Take the folder for this process. Lets go by itself when the process ends, however it ends."""
    # Taken on one thread and let go on another.
    lock = FileLock(folder / LOCK_NAME, timeout=0, mode=0o600, thread_local=False)
    owner = folder / OWNER_NAME
    try:
        lock.acquire()
    except Timeout:
        if not (folder / LOCK_NAME).exists():
            raise cannot_write(folder, PermissionError()) from None  # some systems say so only in this way
        try:
            who = json.loads(owner.read_text("utf-8"))["user"]
        except (OSError, ValueError, KeyError, TypeError):
            who = "?"
        raise StoreProblem(
            "locked",
            t(
                "The store is already open in another window ({who}). Nothing is lost. "
                "Use that window, or close it.",
                who=who,
            ),
        ) from None
    except OSError as error:
        raise cannot_write(folder, error) from error
    try:
        make_private(owner)
        owner.write_text(json.dumps({"user": _user()}), "utf-8")
    except OSError as error:
        lock.release()
        raise cannot_write(folder, error) from error
    return lock


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "?"


def refuse_network_path(folder: Path) -> None:
    """Raise StoreProblem for a folder on a network drive, where write-ahead logging is not safe."""
    if _on_network(folder):
        raise StoreProblem(
            "network_path",
            t(
                "The folder {folder} lies on a network drive, where a store can be damaged. "
                "Choose a folder on this computer.",
                folder=str(folder),
            ),
        )


def _on_network(folder: Path) -> bool:
    place = os.path.realpath(folder)  # a link on this disk may lead to another machine
    if str(folder).startswith(("\\\\", "//")) or place.startswith("\\\\"):
        return True
    if sys.platform == "win32":
        import ctypes

        remote = 4  # DRIVE_REMOTE of GetDriveTypeW
        return bool(ctypes.windll.kernel32.GetDriveTypeW(folder.absolute().anchor) == remote)
    try:
        mounts = Path("/proc/self/mounts").read_text("utf-8", "replace")
    except OSError:
        return False
    best, system = "", ""
    for line in mounts.splitlines():
        parts = line.split(" ")
        point = _OCTAL.sub(lambda sign: chr(int(sign[1], 8)), parts[1])
        inside = place == point or place.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, system = point, parts[2]
    return system in _NETWORK_SYSTEMS
