"""The form for one's own date beside the legal one."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal

from caseworker.base.errors import CaseworkerError, UserError
from caseworker.base.text import t, tc
from ui.deadlines.lines import Item
from ui.deadlines.own_dates import OwnDates
from ui.kit import DateField, Form, Label, TextField, tokens

_WIDTH = 288
_LONGEST = 500  # characters of a reason: it stands in the card beside the list


class OwnDateForm(Form):
    """One's own date and why; what is typed is kept as a draft."""

    ended = Signal()
    failed = Signal(object)

    def __init__(self, acts: OwnDates, item: Item) -> None:
        super().__init__(gap=tokens.M)
        self._acts, self._item = acts, item
        line = item.line
        assert line is not None
        by_law = t("The deadline stays {day}. Counters and lists go by that.", day=line.due_on)
        self.add_wide(Label(by_law, "note", wrap=True))
        day = DateField(acts.today, earliest=acts.today(), width=_WIDTH)
        day.edit.setMinimumWidth(0)
        self.add("own_date", t("Own date"), day, required=t("Give the day you work by."))
        self.add(
            "own_reason", tc("field", "Why"), TextField(limit=_LONGEST),
            required=t("Write why you work by another date."),
        )  # fmt: skip
        self._told = Label("", "strong", wrap=True)
        self._told.hide()
        self.add_wide(self._told)
        self._resumed = (kept := acts.kept(item)) is not None
        self.set_values(_stored(item))
        self.stands()
        if kept is not None:
            self.take_up(kept)
        self._tell()
        self.drafted.connect(lambda values: acts.keep(item, values))
        self.submitted.connect(self.save)

    def save(self) -> None:
        """Save, or show what is wrong."""
        if self.validate():
            self.flush_draft()  # before the act, which takes the draft with it
            values = self.values()
            self._acts.save(self._item, values["own_date"], values["own_reason"], self._saved, self._failed)

    def follow(self, item: Item) -> None:
        """Take over what was changed elsewhere in a field that nobody typed in."""
        self.standing.follow_values(_stored(item))
        self._tell()

    def _tell(self) -> None:
        words = " ".join(said for said, _tone in self.standing.told())
        self._told.set_text(words)
        self._told.setVisible(bool(words))

    def give_up(self) -> dict[str, Any]:
        """Throw away what is typed, and return it; {} where nothing is."""
        if not self.is_dirty() and not self._resumed:
            return {}
        typed = self.draft()
        self.mark_clean()
        self._acts.forget(self._item)
        return typed

    def fetch_back(self, typed: dict[str, Any]) -> None:
        """Go on with what was thrown away."""
        self._acts.keep(self._item, typed)
        self._resumed = True
        self.take_up(typed)
        self._tell()

    def _saved(self) -> None:
        self.mark_clean()
        self._resumed = False  # the draft went with the act, and comes back with its undo
        self.ended.emit()

    def _failed(self, error: CaseworkerError) -> None:
        place = error.place if isinstance(error, UserError) else None
        if place is not None and place.field in self.names():
            self.set_errors({place.field: error.text})
        else:
            self.failed.emit(error.text)


def _stored(item: Item) -> dict[str, Any]:
    own = item.line.own if item.line is not None else None
    return {"own_date": own.day if own else None, "own_reason": own.reason if own else ""}
