"""Drafts: what is being typed and not yet saved, in an encrypted file of their own beside the store.

A draft carries the id of the record it will become (`record_id`), so that a crash between saving the
record and clearing the draft leaves neither loss nor double.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
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
# Among a form's values: what it was saved as is undone. It is gone once somebody writes on in the form.
UNDONE = "undone"
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


class Drafts(DraftsFile):
    """The drafts, kept in their file. Never expires anything by itself.

    What a full disk would not take waits in `unsaved`, by record, so that locking does not lose it.
    """

    def __init__(self, folder: Path, key: bytes, clock: Clock, *, in_use: bool = False) -> None:
        self.unsaved: dict[str, tuple[str, str, str, str, dict[str, Any]]] = {}
        super().__init__(folder, key, clock, in_use=in_use)

    def _hold(self, rows: list[Row]) -> None:
        names = ("record_id", "kind", "citizen_id", "case_id", "values")
        for row in rows:
            self.unsaved.setdefault(row["record_id"], tuple(row[name] for name in names))

    def save(
        self, record_id: str, kind: str, citizen_id: str, case_id: str, values: dict[str, Any]
    ) -> datetime:
        """Keep what is typed so far. Returns the moment it was saved."""
        self.unsaved[record_id] = (record_id, kind, citizen_id, case_id, values)
        now = self._clock.now()

        def keep(rows: Rows) -> None:
            before = _taken_out(rows, record_id)
            draft = {
                "record_id": record_id, "kind": kind, "citizen_id": citizen_id, "case_id": case_id,
                "started_at": before[0]["started_at"] if before else now, "saved_at": now, "values": values,
            }  # fmt: skip
            rows[DRAFT.name].append(draft)

        self._change(keep)
        self.unsaved.pop(record_id, None)
        return now

    def take_over(self, unsaved: Collection[tuple[str, str, str, str, dict[str, Any]]]) -> None:
        """Save what waited while the store was closed; what still cannot be saved goes on waiting."""
        for one in unsaved:
            with suppress(StoreProblem):
                self.save(*one)

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
        The id of a record that the act `made` is used up, so such a draft will become another record.
        """

        def bring_back(rows: Rows) -> None:
            drafts = rows[DRAFT.name] = list(rows[DRAFT.name])
            for row in leave_out(rows, SPENT, lambda row: row["act_id"] == act_id):
                draft = {name: value for name, value in row.items() if name != "act_id"}
                draft["values"] = {**draft["values"], UNDONE: True}
                if draft["record_id"] in made:
                    draft["record_id"] = new_id()
                if all(one["record_id"] != draft["record_id"] for one in drafts):
                    drafts.append(draft)

        self._change(bring_back)

    def clear(self, record_id: str) -> None:
        """Forget a draft that the caseworker has thrown away, or that became a record without an act of its own."""
        self.unsaved.pop(record_id, None)
        self._change(lambda rows: _taken_out(rows, record_id))


def _taken_out(rows: Rows, record_id: str) -> list[Row]:
    return leave_out(rows, DRAFT, lambda row: row["record_id"] == record_id)
