"""How the columns of a caseload file were read the last time, by its header. Pure: titles and numbers alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caseworker.people.caseload_words import tidy
from caseworker.people.rejected import without_reason
from caseworker.people.words import CASELOAD_COLUMNS

SETTING = "caseload_columns"  # the unit's setting in which they stand
_HEADERS_KEPT = 20  # the newest of those that were mapped by hand


def remembered(kept: Mapping[str, Any], header: list[str]) -> dict[str, int] | None:
    """Return how the columns of this very header were read the last time, None where they were not mapped by hand.

    `kept` is the setting that `remember` made.
    """
    found = kept.get(_key_of(header))
    if found is None:
        return None
    return {
        name: number for name, number in found.items() if name in CASELOAD_COLUMNS and number < len(header)
    }


def remember(kept: Mapping[str, Any], header: list[str], mapping: Mapping[str, int]) -> dict[str, Any]:
    """Return the setting with how the columns of this header are read: titles and numbers, nothing of a citizen."""
    others = [(key, value) for key, value in kept.items() if key != _key_of(header)]
    return dict(others[-_HEADERS_KEPT + 1 :]) | {_key_of(header): dict(mapping)}


def _key_of(header: list[str]) -> str:
    return " | ".join(tidy(title) for title in without_reason(header, header))
