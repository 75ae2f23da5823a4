"""Keeps what is being typed: on the store thread while typing, at once before the page goes away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from threading import Lock
from typing import Any

from caseworker.base.clock import ZONE, at
from caseworker.base.errors import StoreProblem
from ui.ports import Desk


@dataclass(frozen=True, slots=True)
class _Kept:
    record_id: str
    citizen_id: str
    case_id: str
    values: dict[str, Any]


class DraftBox:
    """The drafts of one kind. What is written of each is always the newest, whichever thread writes."""

    def __init__(self, desk: Desk, kind: str) -> None:
        self._desk, self._kind = desk, kind
        self._lock = Lock()
        self._newest: dict[str, _Kept] = {}

    def keep(
        self,
        record_id: str,
        citizen_id: str,
        case_id: str,
        values: dict[str, Any],
        then: Callable[[datetime | None], None],
    ) -> None:
        """Keep the values in the background, then tell when."""
        self._take(_Kept(record_id, citizen_id, case_id, values))
        notices = self._desk.notices
        self._desk.tasks.store(
            lambda: self._write(record_id), then, lambda error: notices.problem(error.text)
        )

    def keep_now(self, record_id: str, citizen_id: str, case_id: str, values: dict[str, Any]) -> None:
        """Keep the values before this returns: the page is about to go, also where there is no room for them.

        What a full disk does not take waits in the drafts (`unsaved`) until it does.
        """
        self._take(_Kept(record_id, citizen_id, case_id, values))
        try:
            self._write(record_id)
        except StoreProblem as error:
            self._desk.notices.problem(error.text)

    def forget(self, record_id: str, then: Callable[[], None] = lambda: None) -> None:
        """Clear the draft: it is thrown away. `then` is called once it is gone."""
        with self._lock:
            self._newest.pop(record_id, None)
        drafts, notices = self._desk.office.store.drafts, self._desk.notices
        self._desk.tasks.store(
            lambda: drafts.clear(record_id), lambda _none: then(), lambda error: notices.problem(error.text)
        )

    def rename(self, old_id: str, new_id: str) -> None:
        """Keep what is kept under one id under another, before this returns: it will become another record."""
        if old_id == new_id:
            return
        drafts = self._desk.office.store.drafts
        with self._lock:
            kept, found = self._newest.pop(old_id, None), drafts.get(old_id)
            drafts.clear(old_id)
        if kept is None and found is not None:
            kept = _Kept(old_id, found.citizen_id, found.case_id, found.values)
        if kept is not None:
            self._take(replace(kept, record_id=new_id))
            self._write(new_id)

    def _take(self, kept: _Kept) -> None:
        with self._lock:
            self._newest[kept.record_id] = kept

    def _write(self, record_id: str) -> datetime | None:
        with self._lock:
            kept = self._newest.get(record_id)
            if kept is None:
                return None
            drafts = self._desk.office.store.drafts
            return drafts.save(kept.record_id, self._kind, kept.citizen_id, kept.case_id, kept.values)


def plain(values: dict[str, Any]) -> dict[str, Any]:
    """Return form values as JSON data."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def moment_of(words: str | None) -> datetime | None:
    """Return the moment that a field's "2026-12-02T13:00" (Danish time) stands for."""
    if not words:
        return None
    local = datetime.fromisoformat(words)
    return at(local.date(), local.hour, local.minute)


def on_day(moment: datetime | None, day: date | None) -> datetime | None:
    """Return a moment moved to a day at the same Danish time, at ten where there is none; no day changes nothing."""
    if day is None:
        return moment
    clock = moment.astimezone(ZONE).time() if moment is not None else time(10)
    return at(day, clock.hour, clock.minute)


def moment_words(moment: datetime | None) -> str | None:
    """Return a moment as a field keeps it: Danish time, to the minute."""
    return f"{moment.astimezone(ZONE):%Y-%m-%dT%H:%M}" if moment else None
