"""Keeps the demo apart from one's own store: where each lies, and whether the passphrase told still opens it.

Light: the lock screen waits for it.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from caseworker.base.files import HEADER_NAME, STORE_NAME

# The demo holds made-up people only; its passphrase is no secret and stands on its lock screen.
PASSPHRASE = "rolige heste under egen"  # noqa: S105
MARK = "demo.mark"
_MADE_UP, _CHANGED = "Made-up people only.\n", "Its passphrase has been changed.\n"


@dataclass(frozen=True, slots=True)
class Folders:
    """The folder of one's own store, that of the demo, and the one of the two that the program starts with."""

    own: Path
    demo: Path
    first: Path


def folders(named: Path, usual: Path) -> Folders:
    """Say where one's own store and the demo lie, given the folder named and the one used when none is named.

    Own: the folder named; where a demo lies there, the usual one; where one lies there too, the one beside it
    called "...-arkiv". Never below a demo, which is thrown away as a whole (`make clean`). Demo: the folder named
    where it holds one (as with `make run`, or as earlier versions made it), else "demo" in the folder of one's
    own store. A demo that was named starts; one that lies in the usual folder gives way to an own store.
    """
    named, usual = (Path(os.path.abspath(folder)) for folder in (named, usual))
    if not is_demo(named):
        return Folders(named, named / "demo", named)
    own = usual
    while is_demo(own):
        own = own.with_name(f"{own.name}-arkiv")
    return Folders(own, named, own if named == usual and holds_store(own) else named)


def holds_store(folder: Path) -> bool:
    """Whether there is a store in the folder, whole or not."""
    return any((folder / name).exists() for name in (HEADER_NAME, STORE_NAME))


def is_demo(folder: Path) -> bool:
    """Whether the folder is that of a demo."""
    return (folder / MARK).exists()


def mark(folder: Path) -> None:
    """Say that the store in the folder is a demo, with the passphrase told."""
    (folder / MARK).write_text(_MADE_UP, "utf-8")


def tells_passphrase(folder: Path) -> bool:
    """Whether it is a demo that its passphrase, as far as is known, still opens."""
    try:
        return _CHANGED not in (folder / MARK).read_text("utf-8", "replace")
    except OSError:
        return False


def note_passphrase(folder: Path, words: str, *, opens: bool) -> None:
    """Take note, of a demo, that these words open it or do not."""
    known = words == PASSPHRASE
    tells = known if opens else tells_passphrase(folder) and not known
    if is_demo(folder) and tells != tells_passphrase(folder):
        with suppress(OSError):  # it is told, or not told, as before
            (folder / MARK).write_text(_MADE_UP + ("" if tells else _CHANGED), "utf-8")
