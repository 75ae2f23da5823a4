"""What the change log says has not left yet, worked out from plain values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(slots=True)
class Touched:
    """One record that changed since the last bundle: its first change since then, and its last.

    `changed_at` is ISO text, as the log has it: most are never looked at.
    """

    record_id: str
    first_operation: str
    base_change_id: str
    changed_at: str
    changed_by: str


@dataclass(frozen=True, slots=True)
class Past:
    """One earlier change of a record, by its place in the log."""

    seq: int
    change_id: str
    operation: str


def known_base(history: Sequence[Past], ends: Sequence[int]) -> str:
    """Return the change the receiver has a record at, or "" when it never left.

    `history` is the record's changes in order, `ends` how far each bundle reached. What was made and
    deleted again between two bundles was in neither, also when the deletion is taken back later.
    """
    base, alive = "", False
    changes = iter(history)
    change = next(changes, None)
    for end in ends:
        last = None
        while change is not None and change.seq <= end:
            if change.operation in ("insert", "restore", "delete"):
                alive = change.operation != "delete"
            last, change = change, next(changes, None)
        if last is not None and (alive or base):
            base = last.change_id
    return base


def is_netted_out(base_change_id: str, *, deleted: bool) -> bool:
    """Return whether a record was made and deleted (or undone) before anybody else saw it."""
    return deleted and not base_change_id


@dataclass(slots=True)
class Tally:
    """Counts what leaves: per kind, of it deleted ones, and per citizen and kind."""

    kinds: dict[str, int]
    deleted: dict[str, int]
    citizens: dict[str, dict[str, int]]

    def add(self, kind: str, citizens: Sequence[str | None], deleted: int) -> None:
        """Count the records of a kind: whom each is about, None for registers; and how many are deleted."""
        if citizens:
            self.kinds[kind], self.deleted[kind] = len(citizens), deleted
        for citizen, count in Counter(citizens).items():
            if citizen is not None:
                self.citizens.setdefault(citizen, {})[kind] = count


def never_planned(changes: Iterable[tuple[str, Mapping[str, Any] | None]]) -> frozenset[str]:
    """Return the ids of talks that the log knows only as what became of them: nobody was called in to them.

    `changes` are ids with fields (old and new). Where those were purged it is not known: the talk counts as planned.
    """
    known = list(changes)
    planned = {one for one, fields in known if fields is None or "planned" in fields.get("status", ())}
    return frozenset(one for one, _fields in known) - planned
