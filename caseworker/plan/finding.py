"""What a plan check says: how serious, in which words, from which source, and where to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from caseworker.base.place import Place
from caseworker.base.text import Text

Severity = Literal["error", "warning", "hint"]
_RANK: dict[Severity, int] = {"error": 0, "warning": 1, "hint": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing worth looking at in a plan.

    `id` names the check ("activity.no_goal"). An "error" keeps the plan from being activated
    (R-023, R-026, R-027, R-102 and no other: R-127); warnings and hints never stop anything.
    `source` is the requirement or rule, `place` the field that "show me" opens.
    """

    id: str
    severity: Severity
    text: Text
    detail: Text
    source: str
    place: Place


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings with the serious ones first, always in the same order."""
    return sorted(findings, key=lambda f: (_RANK[f.severity], f.id, f.place.id, f.place.field, repr(f.text)))
