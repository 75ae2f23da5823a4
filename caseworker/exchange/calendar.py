"""The caseworker's own calendar file: talks and deadlines that a calendar program subscribes to or imports."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from caseworker.base.clock import ZONE
from caseworker.base.errors import UserError
from caseworker.base.files import not_written, require_place, write_atomic, write_out
from caseworker.base.text import render, t
from caseworker.deadlines.packs import Packs
from caseworker.exchange import ics, queries, service, vcalendar
from caseworker.exchange.revisions import KEPT, revise
from caseworker.exchange.vcalendar import Entry
from caseworker.store.store import Store

_CHOICE = "calendar.json"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The file to keep up to date, and whether citizens' names stand in it."""

    file: Path
    names: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """A calendar file that has been written: how many events it holds, and how many of them are cancelled."""

    file: Path
    events: int
    cancelled: int


def chosen(folder: Path) -> Chosen | None:
    """Return what is to be kept up to date for the store in a folder, or None."""
    try:
        words = json.loads((folder / _CHOICE).read_text("utf-8"))
        return Chosen(Path(words["file"]), words["names"] is True)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def choose(folder: Path, choice: Chosen) -> None:
    """Keep this file up to date from now on. It stands beside the store: a demo never writes a real calendar."""
    content = json.dumps({"file": str(choice.file), "names": choice.names}).encode()
    try:
        write_atomic(folder / _CHOICE, content)
    except OSError as error:
        raise _not_written(folder) from error


def stop(folder: Path) -> None:
    """Keep no file up to date any more. What was written stays as it is."""
    try:
        (folder / _CHOICE).unlink(missing_ok=True)
    except OSError as error:
        raise _not_written(folder) from error


def written_at(file: Path) -> datetime | None:
    """Return when a calendar file was last written, or None where there is none."""
    with suppress(OSError, OverflowError, ValueError):
        return datetime.fromtimestamp(file.stat().st_mtime, ZONE)
    return None


def write(store: Store, packs: Packs, staff_id: str, file: Path, *, names: bool, language: str) -> Written:
    """Write a caseworker's talks and deadlines into a file, whole or not at all, for the owner's eyes alone.

    What an earlier file told is remembered in the store, whichever file that was: a moved event keeps its UID
    with a higher SEQUENCE, one that is met, cancelled or gone is cancelled. Never a CPR number. Raises
    UserError when the file cannot be written.
    """
    try:
        require_place(file)
    except FileNotFoundError as error:
        raise UserError(not_written(file, error)) from error
    except OSError as error:
        raise _not_written(file) from error
    now = store.clock.now()
    with store.read() as session:
        talks = queries.own_talks(session, staff_id, now - KEPT)
        deadlines = queries.own_deadlines(session, staff_id)
        told = service.told(session)
    wanted = ics.entries(talks, deadlines, packs, now, names=False, language=language)
    revised = revise(wanted, told, now)
    entries = list(revised.entries)
    if names:
        named = ics.entries(talks, deadlines, packs, now, names=True, language=language)
        entries = _with_names(entries, {entry.uid: entry for entry in named})
    # First the store, then the file: a file that then fails leaves a gap in the numbers, never two of the same.
    with store.plain() as session:
        service.tell(session, revised.changed, revised.forgotten)
    try:
        write_out(file, vcalendar.write(entries, render(t("Talks and deadlines"), language)))
    except OSError as error:
        raise _not_written(file) from error
    return Written(file, len(entries), sum(entry.cancelled for entry in entries))


def _with_names(entries: list[Entry], named: dict[str, Entry]) -> list[Entry]:
    return [
        replace(named[entry.uid], sequence=entry.sequence, stamp=entry.stamp) if entry.uid in named else entry
        for entry in entries
    ]


def _not_written(path: Path) -> UserError:
    return UserError(
        t(
            "The calendar cannot be written to {file}. Choose another file, or get write access.",
            file=str(path),
        )
    )
