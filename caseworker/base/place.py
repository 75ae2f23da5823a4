"""A place in the program: what findings, deadlines and faults carry so that "show me" can jump there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """`kind` is a page or record kind ("today", "citizens", "citizen", "plan", "activity" ...).

    `id` is the record's id or empty, `field` the field's name or empty.
    """

    kind: str
    id: str = ""
    field: str = ""
