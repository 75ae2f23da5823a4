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

    def keep(self, record_id: str, citizen_id: str, case_id: str, values: Mapping[str, Any]) -> None:
        """Keep what is typed so far, on the store thread."""
        plain = {
            name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()
        }
        drafts = self._desk.office.store.drafts
        self._desk.tasks.store(
            lambda: drafts.save(record_id, KIND, citizen_id, case_id, plain),
            lambda _moment: None,
            lambda error: self._desk.notices.problem(error.text),
        )

    def kept(self, record_id: str, *days: str) -> dict[str, Any] | None:
        """Return what was half written, the named values as days; None where nothing was."""
        draft = self._desk.office.store.drafts.get(record_id)
        if draft is None:
            return None
        given = draft.values
        return given | {name: date.fromisoformat(given[name]) for name in days if given.get(name)}

    def unfinished(self, case_id: str) -> dict[str, Any]:
        """Return the newest half-written values of a case, or nothing."""
        kept = self._desk.office.store.drafts.all()
        return next((one.values for one in kept if (one.kind, one.case_id) == (KIND, case_id)), {})

    def forget(self, record_id: str) -> None:
        """Throw away what was half written."""
        drafts = self._desk.office.store.drafts
        self._desk.tasks.store(
            lambda: drafts.clear(record_id),
            lambda _none: None,
            lambda error: self._desk.notices.problem(error.text),
        )
