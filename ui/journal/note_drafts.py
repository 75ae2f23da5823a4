"""The notes of a case that are begun and not saved: kept, put away by hand, found again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from caseworker.journal import queries
from caseworker.journal.queries import NoteRow
from caseworker.store.drafts import Draft
from ui.ports import Desk

KIND = "note"


@dataclass(frozen=True, slots=True)
class NoteForm:
    """The note being written. `corrects` is the note it corrects; `values` what it opens with.

    `drafted_at` is when it was last kept as a draft. `put_away`: closed by hand, so it opens only when asked for.
    """

    record_id: str
    values: dict[str, Any]
    corrects: NoteRow | None = None
    drafted_at: datetime | None = None
    put_away: bool = False


class NoteDrafts:
    """The drafts of the notes of one case. Everything goes through the store's queue, in its order."""

    def __init__(self, desk: Desk, case_id: str) -> None:
        self._desk, self._case_id = desk, case_id

    def keep(
        self,
        form: NoteForm,
        citizen_id: str,
        values: Mapping[str, Any],
        then: Callable[[datetime], None] = lambda _moment: None,
    ) -> None:
        """Keep what is typed in a form, then tell when."""
        drafts = self._desk.office.store.drafts
        kept = {
            **values, "corrects": form.corrects.id if form.corrects else "", "put_away": form.put_away,
        }  # fmt: skip
        self._do(lambda: drafts.save(form.record_id, KIND, citizen_id, self._case_id, kept), then)

    def forget(self, form: NoteForm) -> None:
        """Throw a draft away."""
        drafts = self._desk.office.store.drafts
        self._do(lambda: drafts.clear(form.record_id), lambda _none: None)

    def read(self, then: Callable[[tuple[NoteForm, ...]], None]) -> None:
        """Find the forms that were left half written, the newest first. A draft whose note was saved is forgotten."""
        self._do(lambda: tuple(self._left()), then)

    def _left(self) -> list[NoteForm]:
        office = self._desk.office
        found = []
        for draft in office.store.drafts.all():
            if draft.kind != KIND or draft.case_id != self._case_id:
                continue
            with office.read() as session:
                saved = queries.note(session, draft.record_id) is not None
                corrects = queries.note(session, str(draft.values.get("corrects") or ""))
            if saved:
                office.store.drafts.clear(draft.record_id)
            else:
                found.append(_form_of(draft, corrects))
        return found

    def _do(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        notices = self._desk.notices
        self._desk.tasks.store(work, then, lambda error: notices.problem(error.text))


def _form_of(draft: Draft, corrects: NoteRow | None) -> NoteForm:
    away = bool(draft.values.get("put_away"))
    return NoteForm(draft.record_id, dict(draft.values), corrects, draft.saved_at, away)


def arranged(
    left: Sequence[NoteForm], form: NoteForm | None, waiting: Sequence[NoteForm], asked: str | None
) -> tuple[NoteForm | None, tuple[NoteForm, ...]]:
    """Return which form stands open, and which wait.

    `form` is open already, `asked` is the draft that a place names ("" for the newest). Else it is the one that
    was open when it was left: not one put away, also where the draft does not say so yet.
    """
    away = {one.record_id for one in (*waiting, *(one for one in left if one.put_away))}
    opened = form
    if opened is None and asked is not None:
        opened = next((one for one in left if asked in ("", one.record_id)), None)
    if opened is None:
        opened = next((one for one in left if one.record_id not in away), None)
    rest = tuple(one for one in left if opened is None or one.record_id != opened.record_id)
    return (replace(opened, put_away=False) if opened is not None else None), rest
