"""What a correction of a note says: only what is different from what the note says now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caseworker.base.text import Text, t
from caseworker.journal.queries import NoteRow

PARTS = ("facts", "citizen_says", "assessment")


def standing_words(note: NoteRow) -> dict[str, str]:
    """Return what a note says now, part by part: its own words, or those of the last correction."""
    words = {name: str(getattr(note, name)) for name in PARTS}
    for correction in note.standing_corrections:
        words |= {name: said for name in PARTS if (said := str(getattr(correction, name)))}
    return words


def corrected(note: NoteRow, values: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, Text]]:
    """Return the parts that are different now, and what is wrong by its field."""
    before = standing_words(note)
    said = {name: str(values.get(name) or "").strip() for name in PARTS}
    emptied = [name for name in PARTS if before[name] and not said[name]]
    if emptied:
        words = t("Write what it should say instead. The old words stay in the journal either way.")
        return {}, {emptied[0]: words}
    changed = {name: words for name, words in said.items() if words != before[name]}
    if not changed:
        return {}, {PARTS[0]: t("Nothing is changed yet. Change what is wrong, then save.")}
    return changed, {}
