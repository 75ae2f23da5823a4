"""What the file of drafts holds, and how two of them are weighed against each other."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Column, MetaData, String, Table

from caseworker.store.at_hand import Rows
from caseworker.store.record import UtcMoment

METADATA = MetaData()


def _columns() -> tuple[Column[Any], ...]:
    return (
        Column("record_id", String(36), primary_key=True),
        Column("kind", String, nullable=False),
        Column("citizen_id", String(36), nullable=False),
        Column("case_id", String(36), nullable=False),
        Column("started_at", UtcMoment, nullable=False),
        Column("saved_at", UtcMoment, nullable=False),
        Column("values", JSON, nullable=False),
    )


DRAFT = Table("draft", METADATA, *_columns())
SPENT = Table("spent_draft", METADATA, Column("act_id", String(36), primary_key=True), *_columns())
# What was met is told until somebody has read it, also where a command, or another opening, met it.
UNTOLD = Table(
    "untold_loss",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("file", String, nullable=False),
    Column("whole", Boolean, nullable=False),
)
TABLES = (DRAFT, SPENT, UNTOLD)


def newest(rows: Rows) -> datetime:
    """Return when something was last written of what stands there."""
    moments = [row["saved_at"] for table in (DRAFT, SPENT) for row in rows[table.name]]
    return max(moments, default=datetime.min.replace(tzinfo=UTC))


def covers(these: Rows, others: Rows) -> bool:
    """Whether every draft of the others stands in these, as it was or written on."""
    known = {row["record_id"]: row["saved_at"] for table in (DRAFT, SPENT) for row in these[table.name]}
    return all(
        row["record_id"] in known and known[row["record_id"]] >= row["saved_at"] for row in others[DRAFT.name]
    )
