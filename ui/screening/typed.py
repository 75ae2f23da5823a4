"""What is typed in the room and not saved, as the values of a draft and back, and where the user was."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from ui.screening.entered import Entered, from_draft, to_draft
from ui.screening.laying import Shown
from ui.screening.state import TalkForm

_KEPT_PLACES = 50


@dataclass(slots=True)
class Typed:
    """Steps by the key of their section, and forms of conversations by the id of the conversation."""

    steps: dict[str, Entered] = field(default_factory=dict)
    talks: dict[str, TalkForm] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Return whether there is anything."""
        return bool(self.steps or self.talks)


def to_values(typed: Typed, section: str, session_id: str) -> dict[str, Any]:
    """Return the values of a draft: what is typed, and the step and conversation where it was."""
    return {
        "section": section,
        "session": session_id,
        "sections": {key: to_draft(entered) for key, entered in typed.steps.items()},
        "talks": {
            key: {
                "source": form.source,
                "on": form.on.isoformat() if form.on else "",
                "by": form.by,
                "half": dict(form.half),
                "was": dict(form.was),
            }
            for key, form in typed.talks.items()
        },
    }


def from_values(values: Mapping[str, Any], sections: Collection[str], sessions: Collection[str]) -> Typed:
    """Read back what `to_values` wrote, as far as there are such sections and conversations."""
    steps = {key: from_draft(data) for key, data in values.get("sections", {}).items() if key in sections}
    talks = {
        key: TalkForm(
            data["source"],
            date.fromisoformat(data["on"]) if data["on"] else None,
            data["by"],
            data["half"],
            data.get("was", {}),
        )
        for key, data in values.get("talks", {}).items()
        if key in sessions
    }
    return Typed(steps, talks)


# Where the user was in each screening, by its id, while the program runs: locking builds every page anew.
_places: dict[str, Shown] = {}


def remember_place(screening_id: str, shown: Shown) -> None:
    """Keep step and conversation for when the room is opened again."""
    _places.pop(screening_id, None)
    _places[screening_id] = replace(shown, screening_id="", saved_at=None, draft_from=None)
    if len(_places) > _KEPT_PLACES:
        del _places[next(iter(_places))]


def remembered_place(screening_id: str) -> Shown | None:
    """Return where the user was in a screening, or None."""
    known = _places.get(screening_id)
    return None if known is None else replace(known, visited=set(known.visited), skipped=set(known.skipped))


def forget_places() -> None:
    """Forget where the user was, as a program that is started anew has."""
    _places.clear()
