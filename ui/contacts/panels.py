"""The forms that open inside the list of contacts: what they have in common, and those to cancel and to wish."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from caseworker.base.clock import day_of
from caseworker.base.errors import CaseworkerError, UserError
from caseworker.base.text import Text, t, tc
from caseworker.contacts import words
from ui.contacts.drafts import plain
from ui.contacts.fields import choices
from ui.contacts.fitting import form_columns
from ui.contacts.state import FormDraft
from ui.kit import (
    STRETCH,
    Banner,
    BusyButton,
    Button,
    Card,
    ChoiceChips,
    DateField,
    Form,
    Label,
    LinkButton,
    LongText,
    SelectField,
    TextField,
    box,
    row,
)
from ui.kit import tokens as tok

Today = Callable[[], date]
# The days of a form that are asked for without a time.
_DAYS = frozenset({"requested_on", "on", "sent_on", "answer_by"})


class Panel(Card):
    """One form in a card, with its button and a way out.

    `kind` and `about` name the form in its draft, `record_id` is the draft's own. `values()` are the form's
    with the fixed ones given at the start. Putting the form away keeps what is typed as a draft; throwing that
    away is an act of its own. Signals: `saved(values)`, `second(values)` for the second button,
    `drafted(values)`, `closed()`, `thrown()`.
    """

    saved = Signal(object)
    second = Signal(object)
    drafted = Signal(object)
    closed = Signal()
    thrown = Signal()

    def __init__(
        self,
        kind: str,
        record_id: str,
        about: str,
        title: Text,
        save: Text,
        *,
        fixed: Mapping[str, Any] | None = None,
        second: Text | None = None,
        columns: int = 2,
    ) -> None:
        super().__init__(title)
        self.kind, self.record_id, self.about = kind, record_id, about
        self._fixed = {"draft_id": record_id, **(fixed or {})}
        self.form = Form(min(columns, form_columns()), gap=tok.M)
        self.form.drafted.connect(lambda _values: self.drafted.emit(self.draft_values()))
        self.form.submitted.connect(self._save)
        self.form.dirty_changed.connect(self._dirty_changed)
        close = Button(
            tc("button", "Close"),
            kind="quiet",
            on_click=self._close,
            tip=t("Puts the form away and keeps what is typed as a draft (Esc)"),
        )
        self.second_button = BusyButton(second or "", busy_text=t("Saving …"), on_click=self._second)
        self.save_button = BusyButton(
            save, kind="filled", busy_text=t("Saving …"), on_click=self._save, shortcut="Ctrl+S"
        )
        self._problem = Banner("", "attention")
        self._problem.hide()
        self._draft_words = Label("", "note", wrap=True)
        throw = LinkButton(t("throw the draft away"), on_click=self.thrown.emit)
        self._draft_row = box(row((self._draft_words, 1), throw))
        self._draft_row.hide()
        # It comes at the first letter typed: the fields below it must not jump under the hand.
        policy = self._draft_row.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._draft_row.setSizePolicy(policy)
        self.foot = row(STRETCH, close, self.second_button, self.save_button, gap=tok.S)
        self.add(self._draft_row, self.form, self._problem, self.foot)
        # Only now: a widget that is shown before it has a parent is a window of its own for a moment.
        self.second_button.setVisible(second is not None)

    def fill(self, values: Mapping[str, Any]) -> None:
        """Show the values a form opens with, or those of its draft."""
        given = dict(values)
        for name in _DAYS & given.keys():  # words in a draft
            if isinstance(given[name], str):
                given[name] = date.fromisoformat(given[name])
        # A draft that undo brought back has an id of its own: that of its values is used up.
        others = [name for name, value in self._fixed.items() if value != self.record_id]
        self._fixed |= {name: given[name] for name in others if name in given}
        self.form.take_up(given)

    def restore(self, draft: FormDraft) -> None:
        """Show what a draft holds, and from when it is."""
        self.fill(draft.values)
        self._draft_words.set_text(t("Draft from {day:weekday_short}", day=day_of(draft.saved_at)))
        self._draft_row.show()
        self._tell()

    def follow(self, stored: Mapping[str, Any]) -> None:
        """Take over what was changed elsewhere of the record, in fields that nobody typed in."""
        self.form.standing.follow_values(stored)
        self._tell()

    def ask_day(self, *, anew: bool = False) -> None:
        """Ask what a talk on the day typed does, where there is such a day; `anew` where something else was changed."""

    def stop(self, why: Text | None) -> None:
        """Say why this cannot be saved as things stand, and keep it from being tried; None lets it be saved again."""
        if why is not None or not self.save_button.isEnabled():
            self._problem.set_text(why or "", "attention")
            self._problem.setVisible(why is not None)
        self.save_button.setEnabled(why is None)

    def _tell(self) -> None:
        self._problem.tell(self.form.standing.told())

    def values(self) -> dict[str, Any]:
        """Return everything that is saved."""
        return {**self._fixed, **self.form.values()}

    def draft_values(self) -> dict[str, Any]:
        """Return everything as JSON data, with what is needed to open the form again."""
        kept = {"half": self.form.half(), **self.form.standing.kept()}
        return {**plain(self.values()), **kept, "form": self.kind, "about": self.about}

    def keep(self) -> None:
        """Hand out a draft now if there is something new."""
        self.form.flush_draft()

    def done(self) -> None:
        """Take note that what stands here is saved."""
        self.form.mark_clean()

    def failed(self, error: CaseworkerError) -> None:
        """Say what could not be saved, at its field where there is one."""
        for button in (self.save_button, self.second_button):
            button.set_busy(False)
        self.drafted.emit(self.draft_values())  # what was typed meanwhile
        place = error.place if isinstance(error, UserError) else None
        if place is not None and place.field in self.form.names():
            self.form.set_errors({place.field: error.text})
        else:
            self._problem.set_text(error.text, "attention")
            self._problem.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Put the form away on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def focus(self) -> None:
        """Put the focus into the first field shown."""
        shown = (name for name in self.form.names() if not self.form.block(name).isHidden())
        self.form.focus_field(next(shown, ""))

    def is_saving(self) -> bool:
        """Return whether saving is under way."""
        return self.save_button.is_busy() or self.second_button.is_busy()

    def _close(self) -> None:
        if not self.is_saving():
            self.closed.emit()

    def _dirty_changed(self, dirty: bool) -> None:
        if dirty and not self._draft_row.isVisibleTo(self):
            self._draft_words.set_text(t("Kept as a draft while you write"))
            self._draft_row.show()

    def _save(self) -> None:
        self._send(self.save_button, self.saved.emit)

    def _second(self) -> None:
        self._send(self.second_button, self.second.emit)

    def _send(self, button: BusyButton, emit: Callable[[object], None]) -> None:
        if self.is_saving() or not button.isEnabled():
            return
        if self.form.validate():
            self._problem.hide()
            self.drafted.emit(self.draft_values())  # undo brings the form back from it
            button.set_busy(True)
            emit(self.values())


class CancelPanel(Panel):
    """Cancel a planned talk: who calls it off, and why."""

    def __init__(self, draft_id: str, talk_id: str, title: Text, call_name: str) -> None:
        super().__init__("cancel", draft_id, talk_id, title, t("Cancel the talk"), columns=1)
        who = [("citizen", t("{name} calls off", name=call_name)), ("us", t("We cancel"))]
        self.form.add("who", t("Who cancels"), ChoiceChips(who), required=t("Choose who cancels."))
        self._reasons = ChoiceChips(choices(words.ABSENCE_REASONS), can_add=True)
        self.form.add(
            "cancelled_reason",
            tc("field", "Reason"),
            self._reasons,
            required=t("Choose a reason, or add your own."),
        )
        by = self.form.field("who")
        by.changed.connect(lambda: self._offer(by.value()))

    def fill(self, values: Mapping[str, Any]) -> None:
        """Show the values; the reasons are those of who cancels."""
        self._offer(values.get("who"))
        super().fill(values)

    def _offer(self, who: str | None) -> None:
        """Offer the reasons of who cancels. One's own words stay, a reason of the other's does not."""
        offered = words.OUR_REASONS if who == "us" else words.ABSENCE_REASONS
        kept, known = self._reasons.value(), words.OUR_REASONS.keys() | words.ABSENCE_REASONS.keys()
        if kept in known and kept not in offered:
            self._reasons.set_value(None)
        self._reasons.set_choices(choices(offered))

    def values(self) -> dict[str, Any]:
        """Return who and why."""
        values = super().values()
        return {**values, "reason": values["cancelled_reason"]}


class WishPanel(Panel):
    """The citizen asks for something."""

    def __init__(self, today: Today, values: Mapping[str, Any], title: Text) -> None:
        fixed = {"request_id": values["request_id"]}
        super().__init__("wish", values["request_id"], "", title, t("Save the wish"), fixed=fixed)
        # Only those on sickness benefit have a right to an early follow-up.
        offered = [code for code in words.REQUESTS if code != "early_follow_up" or values["group"] == "lab-6"]
        whats = ChoiceChips(choices(words.REQUESTS, *offered), keep_one=True)
        self.form.add("what", tc("field", "What"), whats, span=2)
        day = DateField(today, latest=today())
        self.form.add(
            "requested_on", t("Asked on"), day, required=t("Write the day on which it was asked for.")
        )
        self.form.add("by", t("Who asked"), SelectField(choices(words.REQUESTED_BY)))
        self.form.add("wish", t("What about"), LongText(lines=2, most_lines=6), span=2)
        self.fill(values)


class ClosePanel(Panel):
    """A wish no longer stands."""

    def __init__(self, draft_id: str, request_id: str) -> None:
        super().__init__(
            "close", draft_id, request_id, t("The wish no longer stands"), t("Close the wish"), columns=1
        )
        self.form.add(
            "closed_reason",
            tc("field", "Reason"),
            TextField(),
            required=t("Write why it is no longer wanted."),
        )
