"""What was begun in the forms of the list and not saved: kept, told on top of the list, opened again, thrown away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from PySide6.QtWidgets import QWidget

from caseworker.base.text import t
from ui.contacts.list_forms import ListForms
from ui.contacts.list_notes import begun_forms, notes_of, thrown_draft
from ui.contacts.panels import Panel
from ui.contacts.presenter import ContactsPresenter
from ui.contacts.settled import what_became
from ui.contacts.state import FormDraft, TalkDraft
from ui.ports import Desk


class Opener(Protocol):
    """The list, as far as drafts need it."""

    panel: Panel | None

    def close_panel(self, new: str = "") -> None:
        """Take the open form away."""


class ListDrafts:
    """The drafts of talks and of the list's forms. The one thrown away last can be fetched back.

    That holds until another form is opened.
    """

    def __init__(self, desk: Desk, presenter: ContactsPresenter, forms: ListForms, host: Opener) -> None:
        self._desk, self._presenter, self._forms, self._host = desk, presenter, forms, host
        self._thrown: FormDraft | TalkDraft | None = None

    def notes(self) -> Iterator[QWidget]:
        """Give a sentence for each draft but that of the open form, for the one thrown away last, and what is to do."""
        panel, state, acts = self._host.panel, self._presenter.state, self._presenter.acts
        opened = panel.record_id if panel is not None else ""
        yield from notes_of(state, acts.start, acts.go_on, self._throw_talk)
        yield from begun_forms(state, opened, self._go_on, self._throw)
        yield from thrown_draft(self._thrown, self._fetch_back)

    def settle(self) -> None:
        """Let go of the draft thrown away last."""
        self._thrown = None

    def keep(self) -> None:
        """Keep what is typed in the open form: it is put away until it is asked for."""
        panel = self._host.panel
        if panel is None or panel.is_saving():
            return
        kept = self._presenter.draft(panel.kind, panel.about)
        reopens = kept is not None and kept.record_id == panel.record_id and not kept.put_away
        if panel.form.is_dirty() or reopens:
            panel.done()
            self._presenter.keep_now(panel.record_id, {**panel.draft_values(), "put_away": True})
            self._presenter.reload()

    def throw_open(self) -> None:
        """Close the open form and throw away what was typed in it."""
        panel = self._host.panel
        if panel is not None and not panel.is_saving():
            now, values = self._desk.office.clock.now(), {**panel.draft_values(), "put_away": True}
            self._throw(FormDraft(panel.record_id, panel.kind, panel.about, now, values, put_away=True))

    def open(self, record_id: str) -> None:
        """Open the form that was left unfinished: the one named, or the newest."""
        drafts = self._presenter.drafts()
        found = next((one for one in drafts if record_id in ("", one.record_id)), None)
        if found is not None:
            self._go_on(found)

    def reopen(self) -> None:
        """Open the form that was open when the page was left, not one that was put away."""
        found = next((one for one in self._presenter.drafts() if not one.put_away), None)
        if found is not None and not self._forms.is_over(found):
            self._forms.go_on(found)

    def _go_on(self, draft: FormDraft) -> None:
        panel = self._host.panel
        if panel is not None and panel.record_id == draft.record_id:
            panel.focus()
        elif not self._forms.go_on(draft):
            became = what_became(self._presenter.state, draft.form, draft.about)
            self._desk.notices.problem(became or t("What the draft was about is no longer here."))

    def _throw(self, draft: FormDraft) -> None:
        self._thrown = draft
        self._presenter.forget(draft.record_id)
        panel = self._host.panel
        if panel is not None and panel.record_id == draft.record_id:
            panel.done()
            self._host.close_panel()

    def _throw_talk(self, draft: TalkDraft) -> None:
        self._thrown = draft
        self._presenter.throw_away(draft)

    def _fetch_back(self) -> None:
        draft, self._thrown = self._thrown, None
        if isinstance(draft, TalkDraft):
            self._presenter.fetch_back(draft)
            self._presenter.acts.go_on(draft)
        elif draft is not None:
            self._presenter.keep_now(draft.record_id, draft.values)
            self._go_on(draft)
