"""What is measured: a figure, its reference from the same run, their ratio and the aim."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from sqlalchemy import Engine, event

from caseworker.store.drafts_tables import TABLES

_ELSEWHERE = re.compile(rf"\b({'|'.join(table.name for table in TABLES)}|sqlite_master)\b")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `unit` is "ms" or "MB"; `most` is the aim as a ratio, or as a difference for memory.

    `limit` is an aim in the unit itself. A row without any aim is there for comparison.
    """

    name: str
    ours: float
    reference: float | None = None
    against: str = ""
    most: float | None = None
    limit: float | None = None
    unit: str = "ms"
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times the reference."""
        return self.ours / self.reference if self.reference else None

    @property
    def kept(self) -> bool | None:
        """Whether the aim is kept; None where there is none."""
        if self.most is None and self.limit is None:
            return None
        far = self.ours - (self.reference or 0) if self.unit == "MB" else self.ratio
        return (self.most is None or far is None or far <= self.most) and (
            self.limit is None or self.ours <= self.limit
        )

    def as_data(self) -> dict[str, Any]:
        """Return the row for build/bench.json."""
        return {
            "name": self.name, "unit": self.unit, "ours": round(self.ours, 3),
            "reference": None if self.reference is None else round(self.reference, 3),
            "ratio": None if self.ratio is None else round(self.ratio, 3), "against": self.against,
            "aim_ratio": self.most if self.unit != "MB" else None,
            "aim_more": self.most if self.unit == "MB" else None,
            "aim_at_most": self.limit, "kept": self.kept, "note": self.note,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rounds:
    """How often things are repeated: `few` for what takes long."""

    many: int = 15
    few: int = 5


def in_turn(ours: Callable[[], object], reference: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Run both in turn, so that a busy machine slows both alike; return the median milliseconds of each."""
    mine, other = [], []
    ours(), reference()  # once to warm up
    for _ in range(rounds):
        mine.append(once(ours))
        other.append(once(reference))
    return median(mine), median(other)


def typical(work: Callable[[], object], rounds: int) -> float:
    """Return the median milliseconds of a few rounds."""
    return median(once(work) for _ in range(rounds))


def once(work: Callable[[], object]) -> float:
    """Return the milliseconds that the work takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


@dataclass(slots=True)
class Heard:
    """The statements that went to the database, in order, with their values."""

    statements: list[tuple[str, Any]] = field(default_factory=list)
    many: list[bool] = field(default_factory=list)

    @property
    def reads(self) -> list[tuple[str, Any]]:
        """The queries, each once: what is asked twice need not be."""
        found: list[tuple[str, Any]] = []
        for statement, values in self.statements:
            if statement.lstrip().upper().startswith(("SELECT", "WITH")) and (statement, values) not in found:
                found.append((statement, values))
        return found

    @property
    def writes(self) -> list[tuple[str, Any, bool]]:
        """What was written, and whether with a list of values."""
        return [
            (statement, values, many)
            for (statement, values), many in zip(self.statements, self.many, strict=True)
            if statement.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))
        ]


@contextmanager
def listening() -> Iterator[Heard]:
    """Hear what is asked of the store, but not of its file of drafts, which the plain cursor cannot ask."""
    heard = Heard()

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, many: bool) -> None:
        if _ELSEWHERE.search(statement):
            return
        heard.statements.append((statement, values))
        heard.many.append(many)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield heard
    finally:
        event.remove(Engine, "before_cursor_execute", note)
