"""The drafts of the forms in the list: one for each form and what it is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from caseworker.casework.draft_subjects import offered, own_words
from caseworker.store.drafts import UNDONE, Draft
from caseworker.store.reading import Reading
from ui.contacts.drafts import DraftBox
from ui.contacts.state import FormDraft
from ui.ports import Desk

DRAFT = "contacts"
# What is considered after an absence is not for the screen that the citizen sees.
_OURS = frozenset({"attempt", "let_be", "hear", "hearing_answer", "decide"})


class FormDrafts:
    """Keeps and finds what stands in the forms of one case."""

    def __init__(self, desk: Desk, case_id: str) -> None:
        self._desk, self._case_id = desk, case_id
        self._box = DraftBox(desk, DRAFT)

    def all(self) -> tuple[FormDraft, ...]:
        """Return the drafts of this case that may be shown now, the newest first."""
        kept = self._desk.office.store.drafts.all()
        found = (_form_draft(one) for one in kept if one.kind == DRAFT and one.case_id == self._case_id)
        return tuple(one for one in found if one.form not in _OURS or not self._desk.citizen_view)

    def offered(self, session: Reading) -> tuple[FormDraft, ...]:
        """Return those of them that can be offered, each with what it is about (see `draft_subjects.offered`)."""
        office = self._desk.office
        found = offered(session, office.store.drafts, office.clock.today())
        about = {draft.record_id: subject for draft, subject in found}
        return tuple(
            replace(one, subject=told.words, gone=told.gone, lost=own_words(one.values))
            for one in self.all()
            if (told := about.get(one.record_id)) is not None
        )

    def of(self, form: str, about: str) -> FormDraft | None:
        """Return the newest draft of a form about a record, or None."""
        return next((one for one in self.all() if (one.form, one.about) == (form, about)), None)

    def keep(self, record_id: str, citizen_id: str, values: dict[str, Any]) -> None:
        """Keep what stands in the open form, in the background."""
        self._box.keep(record_id, citizen_id, self._case_id, values, lambda _moment: None)

    def keep_now(self, record_id: str, citizen_id: str, values: dict[str, Any]) -> None:
        """Keep what stands in the open form before this returns."""
        self._box.keep_now(record_id, citizen_id, self._case_id, values)

    def forget(self, record_id: str, then: Callable[[], None]) -> None:
        """Clear a draft: it has become a record, or is thrown away. `then` is called once it is gone."""
        self._box.forget(record_id, then)


def _form_draft(draft: Draft) -> FormDraft:
    values = draft.values
    form = values.get("form", "")
    about = values.get({"book": "request_id", "attempt": "talk_id"}.get(form, "about"), "")
    if "about_id" in values:
        about = values["about_id"]
    put_away = bool(values.get("put_away") or values.get(UNDONE))
    return FormDraft(draft.record_id, form, "" if form == "wish" else about, draft.saved_at, values, put_away)
