"""What is half written on the page is kept as a draft of one kind, so that "My day" leads back here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ui.ports import Desk

KIND = "deadlines"


class Keeper:
    """Keeps the forms of the page: values with their days as ISO words."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._thrown_away: set[str] = set()  # also while the file still holds it

    def keep(self, record_id: str, citizen_id: str, case_id: str, values: Mapping[str, Any]) -> None:
        """Keep what is typed so far, on the store thread."""
        plain = {
            name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()
        }
        drafts = self._desk.office.store.drafts
        self._thrown_away.discard(record_id)
        self._desk.tasks.store(
            lambda: drafts.save(record_id, KIND, citizen_id, case_id, plain),
            lambda _moment: None,
            lambda error: self._desk.notices.problem(error.text),
        )

    def kept(self, record_id: str, *days: str) -> dict[str, Any] | None:
        """Return what was half written, the named values as days; None where nothing was."""
        draft = self._desk.office.store.drafts.get(record_id)
        if draft is None or record_id in self._thrown_away:
            return None
        given = draft.values
        return given | {name: date.fromisoformat(given[name]) for name in days if given.get(name)}

    def unfinished(self, case_id: str = "", record_id: str = "") -> tuple[str, dict[str, Any]]:
        """Return the case and the values of what was left half written last; or nothing.

        Of all, or of this case, or the draft with this id alone.
        """
        kept = self._desk.office.store.drafts.all()
        mine = (
            one
            for one in kept
            if one.kind == KIND and case_id in ("", one.case_id) and record_id in ("", one.record_id)
        )
        return next(((one.case_id, one.values) for one in mine), ("", {}))

    def forget(self, record_id: str) -> None:
        """Throw away what was half written."""
        drafts = self._desk.office.store.drafts
        self._thrown_away.add(record_id)
        self._desk.tasks.store(
            lambda: drafts.clear(record_id),
            lambda _none: None,
            lambda error: self._desk.notices.problem(error.text),
        )
