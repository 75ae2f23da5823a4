"""The form a note or a correction is written in: what happened, what the citizen says, what we make of it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from caseworker.base.clock import day_of
from caseworker.base.text import t, tc
from ui.journal.note_drafts import NoteForm
from ui.journal.presenter import JournalState
from ui.kit import (
    STRETCH,
    BusyButton,
    Button,
    Card,
    ChoiceChips,
    Form,
    Label,
    LongText,
    TextField,
    px,
    row,
    tokens,
)

_READERS = t("The citizen can ask to see the journal")


class NoteFormCard(Card):
    """The card with the form. Closing it keeps what is typed as a draft; throwing that away is an act of its own.

    Signals: `drafted(values)`, `saved(values)`, `closed(values)` and `thrown(values)`, with {} for nothing.
    """

    drafted = Signal(object)
    saved = Signal(object)
    closed = Signal(object)
    thrown = Signal(object)

    def __init__(self, form: NoteForm, call_name: str) -> None:
        corrects = form.corrects
        title = t("New note") if corrects is None else t("Correct “{title}”", title=corrects.title)
        note = "" if corrects is None else t("the old note stays as it was signed")
        super().__init__(title, note)
        self.record_id = form.record_id
        self._errors: object = None
        self.form = Form(columns=1 if px(100) >= 150 else 2, gap=tokens.M)
        if corrects is None:
            self.form.add(
                "title", t("What it is about"), TextField(limit=200), required=t("Give the note a title.")
            )
            kinds = [("note", tc("note kind", "Note")), ("phone", t("Phone call"))]
            self.form.add("kind", tc("field", "Kind"), ChoiceChips(kinds, keep_one=True))
        says = t("{name} says", name=call_name)
        self.form.add("facts", t("What happened"), LongText(readers=_READERS), note=t("facts only"))
        self.form.add("citizen_says", says, LongText(), note=t("in the citizen's own words"))
        self.form.add("assessment", t("Our assessment"), LongText(), span=2)
        self.form.set_values(form.values)
        self.save_button = BusyButton(
            t("Save the note") if corrects is None else t("Save the correction"),
            kind="filled", on_click=self._save, shortcut="Ctrl+S",
        )  # fmt: skip
        self._discard = Button(t("Throw away"), kind="quiet", on_click=self._throw)
        self.close_button = Button(
            tc("button", "Close"),
            kind="quiet",
            on_click=self._close,
            tip=t("Puts the form away and keeps what is typed as a draft (Esc)"),
        )
        self._kept = Label("", "note")
        self.add(self.form, row(self.save_button, self._discard, STRETCH, self._kept, self.close_button))
        self.form.drafted.connect(self.drafted.emit)
        self.form.submitted.connect(self._save)

    def show_state(self, state: JournalState) -> None:
        """Show when the draft was kept, whether it is being saved, and what is wrong."""
        self.save_button.set_busy(state.saving)
        if state.form is not None and state.form.drafted_at is not None:
            at = state.form.drafted_at
            self._kept.set_text(t("Kept as a draft {day:short} at {at:clock}", day=day_of(at), at=at))
        if state.errors is not self._errors:
            self._errors = state.errors
            self.form.set_errors({self._shown(name): words for name, words in state.errors.items()})

    def focus_first(self) -> None:
        """Put the focus where the writing begins."""
        self.form.focus_field(self.form.names()[0])

    def flush(self) -> None:
        """Hand out the draft now."""
        self.form.flush_draft()

    def _shown(self, name: str) -> str:
        return name if name in self.form.names() else "facts"

    def _save(self) -> None:
        if not self.save_button.is_busy() and self.form.validate():
            self.form.flush_draft()  # before the note, so that no draft comes after it
            self.saved.emit(self.form.values())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Put the form away on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def _close(self) -> None:
        if not self.save_button.is_busy():
            self.closed.emit(self._written())

    def _throw(self) -> None:
        self.thrown.emit(self._written())

    def _written(self) -> dict[str, Any]:
        """Return what is written, {} where nothing is. From now on it is the caller's."""
        written = self.form.is_dirty() or bool(self._kept.text())
        values = self.form.draft() if written else {}
        self.form.mark_clean()
        return values
