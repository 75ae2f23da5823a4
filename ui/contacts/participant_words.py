"""Participants as people write them: "Per Lind (rusmiddelcenter), Mette Holst (bostøtte)"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from caseworker.contacts.service import Participant

_ONE = re.compile(r"\s*([^,(]+?)\s*(?:\(([^)]*)\))?\s*(?:,|$)")


def participants_text(participants: Iterable[Participant]) -> str:
    """Return participants as one line."""
    return ", ".join(f"{one.name} ({one.role})" if one.role else one.name for one in participants)


def read_participants(line: str, known: Iterable[Participant] = ()) -> tuple[Participant, ...]:
    """Read a line of participants. How each took part is kept of those known before by name."""
    forms = {one.name: one.form for one in known}
    return tuple(
        Participant(name, (role or "").strip(), forms.get(name, ""))
        for name, role in _ONE.findall(line)
        if name.strip()
    )
