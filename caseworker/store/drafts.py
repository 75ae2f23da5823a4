"""Drafts: what is being typed and not yet saved, in an encrypted file of their own beside the store.

A draft carries the id of the record it will become (`record_id`), so that a crash between saving the
record and clearing the draft leaves neither loss nor double.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, literal_column, select

from caseworker.base.clock import Clock
from caseworker.base.errors import StoreProblem
from caseworker.base.ids import new_id
from caseworker.store.at_hand import Rows, leave_out
from caseworker.store.drafts_file import DraftsFile
from caseworker.store.drafts_tables import DRAFT, SPENT
from caseworker.store.salvage import Row

# How long a form's words outlive its saving, so that undo can hand them back. They are about people: not for ever.
_SPENT_FOR = timedelta(days=7)
# Among a form's values: what it was saved as is undone. It holds what the form said then, so that a form which takes it
# along while somebody writes on is not taken for one on which nobody has written.
UNDONE = "undone"
_NO_WORDS = (UNDONE, "put_away")
# Two saved in the same moment stand in the order they were written in.
_NEWEST_FIRST: tuple[ColumnElement[Any], ...] = (DRAFT.c.saved_at.desc(), literal_column("rowid").desc())


@dataclass(frozen=True, slots=True)
class Draft:
    """One unfinished form: for which citizen and act, and what stands in its fields."""

    record_id: str
    kind: str
    citizen_id: str
    case_id: str
    started_at: datetime
    saved_at: datetime
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What was typed `at` a moment and could not be saved: it is in memory only. `why` is a StoreProblem's code."""

    record_id: str
    kind: str
    citizen_id: str
    case_id: str
    values: dict[str, Any]
    at: datetime
    why: str


class Drafts(DraftsFile):
    """The drafts, kept in their file. Never expires anything by itself.

    What the file would not take waits in `unsaved`, by record, so that locking does not lose it. `kept_twice` is how
    many drafts had newer words when what waited was taken over: then both are there.
    """

    def __init__(self, folder: Path, key: bytes, clock: Clock, *, in_use: bool = False) -> None:
        self.unsaved: dict[str, Waiting] = {}
        self.kept_twice = 0
        super().__init__(folder, key, clock, in_use=in_use)

    def _hold(self, rows: list[Row], why: str) -> None:
        names = ("record_id", "kind", "citizen_id", "case_id", "values")
        for row in rows:
            waiting = Waiting(**{name: row[name] for name in names}, at=row["saved_at"], why=why)
            self.unsaved.setdefault(waiting.record_id, waiting)

    def save(
        self, record_id: str, kind: str, citizen_id: str, case_id: str, values: dict[str, Any]
    ) -> datetime:
        """Keep what is typed so far. Returns the moment it was saved."""
        now = self._clock.now()
        self._keep(
            Waiting(record_id, kind, citizen_id, case_id, values, at=now, why=""), lambda _rows, one: one
        )
        return now

    def _keep(self, one: Waiting, choose: Callable[[Rows, Waiting], Waiting | None]) -> Waiting | None:
        """Write what is chosen to be written for one that waits; it goes on waiting where that fails."""
        self.unsaved[one.record_id] = one
        chosen: Waiting | None = None

        def keep(rows: Rows) -> None:
            nonlocal chosen
            if (chosen := choose(rows, one)) is None:
                return
            before = _taken_out(rows, chosen.record_id)
            draft = {
                "record_id": chosen.record_id, "kind": chosen.kind, "citizen_id": chosen.citizen_id,
                "case_id": chosen.case_id, "started_at": before[0]["started_at"] if before else chosen.at,
                "saved_at": chosen.at, "values": chosen.values,
            }  # fmt: skip
            rows[DRAFT.name].append(draft)

        try:
            self._change(keep)
        except StoreProblem as problem:
            self.unsaved[one.record_id] = replace(one, why=problem.code)
            raise
        self.unsaved.pop(one.record_id, None)
        return chosen

    def take_over(self, unsaved: Collection[Waiting]) -> None:
        """Save what waited while the store was closed; what still cannot be saved goes on waiting.

        Where another program has saved newer words meanwhile these stay, and what waited becomes a draft of its own.
        """
        for one in unsaved:
            with suppress(StoreProblem):
                kept = self._keep(one, _over_or_beside)
                self.kept_twice += kept is not None and kept.record_id != one.record_id

    def find(self, kind: str, citizen_id: str) -> Draft | None:
        """Return the newest draft of this kind for this citizen, or None."""
        return self._first((DRAFT.c.kind == kind) & (DRAFT.c.citizen_id == citizen_id))

    def get(self, record_id: str) -> Draft | None:
        """Return the draft that will become this record, or None."""
        return self._first(DRAFT.c.record_id == record_id)

    def of_citizen(self, citizen_id: str) -> list[Draft]:
        """Return the drafts about a citizen, the newest first."""
        return self._read(select(DRAFT).where(DRAFT.c.citizen_id == citizen_id))

    def _first(self, wanted: ColumnElement[bool]) -> Draft | None:
        found = self._read(select(DRAFT).where(wanted).limit(1))
        return found[0] if found else None

    def all(self) -> list[Draft]:
        """Return all drafts, the newest first."""
        return self._read(select(DRAFT))

    def subjects(self) -> set[str]:
        """Return the ids of what is being written about, also where it waits to be saved.

        What an undo has left, and nobody has written on, is not.
        """
        written = [draft for draft in self.all() if not _is_left(draft.values)]
        waiting = list(self.unsaved.values())
        ids = [(one.record_id, one.citizen_id, one.case_id) for one in written]
        ids += [(one.record_id, one.citizen_id, one.case_id) for one in waiting]
        return {one for each in ids for one in each}

    def _read(self, wanted: Select[Any]) -> list[Draft]:
        def read(connection: Connection) -> list[Draft]:
            rows = connection.execute(wanted.order_by(*_NEWEST_FIRST)).mappings()
            return [Draft(**row) for row in rows]

        return self._run(read)

    def spend(self, record_id: str, act_id: str) -> None:
        """Take away the draft that an act has made a record of, and keep it for the undo of that act."""
        self.unsaved.pop(record_id, None)

        def spend(rows: Rows) -> None:
            long_ago = self._clock.now() - _SPENT_FOR
            leave_out(rows, SPENT, lambda row: row["saved_at"] < long_ago)
            rows[SPENT.name] += [{**row, "act_id": act_id} for row in _taken_out(rows, record_id)]

        self._change(spend)

    def bring_back(self, act_id: str, made: Collection[str]) -> None:
        """Make drafts again of what an act had spent: it is undone. What is being written since stays.

        They are marked `UNDONE`: what was just taken back must not stand open by itself, one key from being done again.
        The id of a record that the act `made` is used up, so such a draft will become another record. What an earlier
        undo has left in what was made, and nobody has written on, goes with it.
        """

        def bring_back(rows: Rows) -> None:
            leave_out(rows, DRAFT, lambda row: _is_left(row["values"]) and _is_in(row, made))
            drafts = rows[DRAFT.name]
            for row in leave_out(rows, SPENT, lambda row: row["act_id"] == act_id):
                draft = {name: value for name, value in row.items() if name != "act_id"}
                draft["values"] = {**draft["values"], UNDONE: _words(draft["values"])}
                if draft["record_id"] in made:
                    draft["record_id"] = new_id()
                if all(one["record_id"] != draft["record_id"] for one in drafts):
                    drafts.append(draft)

        self._change(bring_back)

    def clear(self, record_id: str) -> None:
        """Forget a draft that the caseworker has thrown away, or that became a record without an act of its own."""
        self.unsaved.pop(record_id, None)
        self._change(lambda rows: _taken_out(rows, record_id))


def taken_up(values: dict[str, Any]) -> dict[str, Any]:
    """Return what a form holds once somebody goes on in it: without the mark of the undo that left it."""
    return {name: value for name, value in values.items() if name != UNDONE}


def _taken_out(rows: Rows, record_id: str) -> list[Row]:
    return leave_out(rows, DRAFT, lambda row: row["record_id"] == record_id)


def _words(values: dict[str, Any]) -> str:
    """Return a mark of what a form says, the same before it is saved and read from the file."""
    said = {name: value for name, value in values.items() if name not in _NO_WORDS}
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()


def _is_left(values: dict[str, Any]) -> bool:
    """Whether an undo has left this draft and nobody has written on it since."""
    return UNDONE in values and values[UNDONE] == _words(values)


def _is_in(row: Row, made: Collection[str]) -> bool:
    return any(row[name] in made for name in ("record_id", "citizen_id", "case_id"))


def _over_or_beside(rows: Rows, one: Waiting) -> Waiting | None:
    """Return how to keep what waited: as it is over older words, beside newer ones; None where these say the same.

    The id of what became a record meanwhile is used up.
    """
    used = [row for row in rows[SPENT.name] if row["record_id"] == one.record_id]
    drafts = [row for row in rows[DRAFT.name] if row["record_id"] == one.record_id]
    if any(_words(row["values"]) == _words(one.values) for row in (*used, *drafts)):
        return None
    if not used and all(row["saved_at"] <= one.at for row in drafts):
        return one
    return replace(one, record_id=new_id(), values={**one.values, "put_away": True})
