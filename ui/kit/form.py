"""The form: labels above fields, errors under them, drafts as you type, nothing lost."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from caseworker.base.text import Text, t
from ui.kit import tokens
from ui.kit.a11y import announce
from ui.kit.field import FieldWidget
from ui.kit.icons import IconMark
from ui.kit.labels import Label
from ui.kit.layout import STRETCH, column, row, scroll_to
from ui.kit.standing import HALF, Standing
from ui.kit.style import px, restyle
from ui.kit.words import say

_QUIET_MS = 700
_LATEST_MS = 1800


class FieldBlock(QWidget):
    """One field with its label above and its help, remark or error below."""

    def __init__(
        self,
        label: Text | str,
        field: FieldWidget,
        *,
        note: Text | str,
        help_text: Text | str,
        required: bool,
    ) -> None:
        super().__init__()
        self.field = field
        self._label_words, self._help = say(label), say(help_text)
        self.label = Label(label, "label")
        self.label.setBuddy(field)
        self._note = Label(note or (t("must be filled in") if required else ""), "note", elide=True)
        self._below = Label(help_text, "note", wrap=True)
        self._error = Label("", "error", wrap=True)
        self._error_mark = IconMark("circle-alert", "ink", 16)
        self._error_row = QWidget()
        self._error_row.setLayout(row(column(self._error_mark, STRETCH, gap=0), (self._error, 1), gap=6))
        head = row(self.label, (self._note, 1), gap=6)
        self.setLayout(column(head, field, self._below, self._error_row, gap=tokens.XS))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.set_error(None)

    def set_label(self, label: Text | str) -> None:
        """Show another label."""
        self._label_words = say(label)
        self.label.set_text(label)
        self._describe("")

    def words(self) -> str:
        """Return the label."""
        return self._label_words

    def set_note(self, note: Text | str) -> None:
        """Show another note beside the label."""
        self._note.set_text(note)
        self._describe(self.error())

    def set_help(self, help_text: Text | str) -> None:
        """Show another help text under the field."""
        self._help = say(help_text)
        self._below.set_text(help_text)
        self._below.setVisible(bool(self._help) and not self._faulty)
        self._describe(self.error())

    def set_error(self, error: Text | str | None) -> None:
        """Show an error under the field, or none."""
        words = say(error) if error else ""
        remark = self.field.remark() if not words else None
        self._error.set_text(words or (remark or ""))
        self._error_mark.set_icon("circle-alert" if words else "info", "ink" if words else "ink_soft")
        restyle(self._error, kind="error" if words else "note")
        self._error_row.setVisible(bool(words or remark))
        self._below.setVisible(bool(self._help) and not words)
        self.field.set_faulty(bool(words))
        self._describe(words)

    def error(self) -> str:
        """Return the error shown, or ""."""
        return self._error.text() if self._error_mark.isVisibleTo(self) and self._faulty else ""

    def _describe(self, error: str) -> None:
        self._faulty = bool(error)
        parts = [error, self._note.text(), self._help]
        self.field.set_names(self._label_words, ". ".join(part for part in parts if part))


@dataclass(frozen=True, slots=True)
class _Entry:
    block: FieldBlock
    required: Text | str


class Form(QWidget):
    """A set of named fields in one or more columns.

    `add` puts a field in. Signals: `drafted(values)` at most 2 s after typing begins and again while it
    goes on, with what is no value yet (half a day) under "half", which `set_values` shows again, and with what
    stood in the record (`stands`), which `take_up` needs to lay the draft over the record as it is by then;
    `dirty_changed(bool)`, `submitted()` on Ctrl+Enter. A validation error clears nothing: it is
    shown under its field, and the first one gets the focus. What is no day is told when its field is left.
    """

    drafted = Signal(object)
    dirty_changed = Signal(bool)
    field_changed = Signal(str)
    submitted = Signal()

    def __init__(self, columns: int = 1, *, gap: int = tokens.L) -> None:
        super().__init__()
        self._entries: dict[str, _Entry] = {}
        self.standing = Standing(self)
        self._columns = columns
        self._cell = 0
        self._dirty = False
        self._undrafted = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(tokens.L + tokens.XS))
        self._grid.setVerticalSpacing(px(gap))
        for index in range(columns):
            self._grid.setColumnStretch(index, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._latest = QTimer(self, singleShot=True, interval=_LATEST_MS)
        self._quiet.timeout.connect(self.flush_draft)
        self._latest.timeout.connect(self.flush_draft)

    def add(
        self,
        name: str,
        label: Text | str,
        field: FieldWidget,
        *,
        note: Text | str = "",
        help_text: Text | str = "",
        required: Text | str = "",
        span: int = 1,
    ) -> FieldWidget:
        """Put a field in and return it.

        `required` is the sentence that says why it must be filled in; it is shown when it is missing.
        `note` stands beside the label, `help_text` under the field. `span` is the number of columns.
        """
        block = FieldBlock(label, field, note=note, help_text=help_text, required=bool(required))
        span = min(span, self._columns)
        if self._cell % self._columns + span > self._columns:
            self._cell += self._columns - self._cell % self._columns
        top = Qt.AlignmentFlag.AlignTop
        line, place = divmod(self._cell, self._columns)
        self._grid.addWidget(block, line, place, 1, span, top)
        self._end_of_row(line)
        self._cell += span
        self._entries[name] = _Entry(block, required)
        field.changed.connect(lambda: self._field_changed(name))
        field.left_wrong.connect(block.set_error)
        return field

    def add_wide(self, widget: QWidget) -> None:
        """Put any widget across all columns: a heading, a row of buttons, a banner."""
        if self._cell % self._columns:
            self._cell += self._columns - self._cell % self._columns
        line = self._cell // self._columns
        self._grid.addWidget(widget, line, 0, 1, self._columns)
        self._end_of_row(line)
        self._cell += self._columns

    def field(self, name: str) -> FieldWidget:
        """Return a field. Raises KeyError for an unknown name."""
        return self._entries[name].block.field

    def block(self, name: str) -> FieldBlock:
        """Return a field with its label and error. Raises KeyError for an unknown name."""
        return self._entries[name].block

    def names(self) -> list[str]:
        """Return the names of the fields in order."""
        return list(self._entries)

    def show_field(self, name: str, *, shown: bool = True) -> None:
        """Show or hide a field with its label. A hidden field keeps its value and is not validated."""
        self._entries[name].block.setVisible(shown)

    def values(self) -> dict[str, Any]:
        """Return what stands in all fields by name."""
        return {name: entry.block.field.value() for name, entry in self._entries.items()}

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Fill fields by name; names that are no field are passed over. Does not make the form dirty."""
        for name, value in values.items():
            if name in self._entries:
                self._entries[name].block.field.set_value(value)
                self._entries[name].block.set_error(None)
        for name, words in values.get(HALF, {}).items():
            if name in self._entries:
                self._entries[name].block.field.show_half(words)

    def stands(self, names: Collection[str] | None = None) -> None:
        """Say that what stands in the fields, all or those named, is what stands in the record."""
        self.standing.begin(names)

    def take_up(self, draft: Mapping[str, Any]) -> None:
        """Go on with a draft: what was typed is laid over what stands here, the record as it is now."""
        self.standing.take_up(draft)

    def draft(self) -> dict[str, Any]:
        """Return all values with what else a draft keeps."""
        half = self.half()
        return self.values() | ({HALF: half} if half else {}) | self.standing.kept()

    def half(self) -> dict[str, list[str]]:
        """Return what stands in the fields and is no value yet, by name."""
        found = {name: entry.block.field.half() for name, entry in self._entries.items()}
        return {name: words for name, words in found.items() if words}

    def validate(self) -> bool:
        """Show what is wrong or missing, focus the first such field, and return whether all is well.

        What only waited for Enter is taken in first.
        """
        for entry in self._entries.values():
            entry.block.field.settle()
        found = self.faults()
        self.set_errors(found)
        return not found

    def faults(self) -> dict[str, Text | str]:
        """Return what is wrong or missing by name, without showing it."""
        found: dict[str, Text | str] = {}
        for name, entry in self._entries.items():
            if entry.block.isHidden():
                continue
            problem = entry.block.field.problem()
            if problem is not None:
                found[name] = problem
            elif entry.required and entry.block.field.is_empty():
                found[name] = entry.required
        return found

    def set_errors(self, errors: Mapping[str, Text | str]) -> None:
        """Show these errors under their fields, take away all others, and focus the first."""
        for name, entry in self._entries.items():
            entry.block.set_error(errors.get(name))
        first = next((name for name in self._entries if name in errors), None)
        if first is not None:
            self.focus_field(first)
            announce(self, say(errors[first]))

    def errors(self) -> dict[str, str]:
        """Return the errors shown now by name."""
        return {name: words for name, entry in self._entries.items() if (words := entry.block.error())}

    def focus_field(self, name: str) -> None:
        """Put the focus into a field and scroll it into view. An unknown name does nothing."""
        if name in self._entries:
            block = self._entries[name].block
            block.field.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)
            scroll_to(block)

    def is_dirty(self) -> bool:
        """Return whether something has been changed since `mark_clean`."""
        return self._dirty

    def mark_clean(self) -> None:
        """Say that what stands here is saved; a draft on its way is dropped."""
        self._quiet.stop()
        self._latest.stop()
        self._undrafted = False
        self._set_dirty(dirty=False)

    def flush_draft(self) -> None:
        """Hand out a draft now if there is something new (before locking, closing, leaving)."""
        self._quiet.stop()
        self._latest.stop()
        if self._undrafted:
            self._undrafted = False
            self.drafted.emit(self.draft())

    def set_read_only(self, read_only: bool) -> None:
        """Let everything be read but not changed."""
        for entry in self._entries.values():
            entry.block.field.set_read_only(read_only)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Submit on Ctrl+Enter."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submitted.emit()
        else:
            super().keyPressEvent(event)

    def _field_changed(self, name: str) -> None:
        block = self._entries[name].block
        block.set_error(None)
        self._undrafted = True
        self._quiet.start()
        if not self._latest.isActive():
            self._latest.start()
        self._set_dirty(dirty=True)
        self.field_changed.emit(name)

    def _end_of_row(self, line: int) -> None:
        """Let the room below the last row grow, not the gaps between the fields."""
        self._grid.setRowStretch(line, 0)
        self._grid.setRowStretch(line + 1, 1)

    def _set_dirty(self, *, dirty: bool) -> None:
        if dirty != self._dirty:
            self._dirty = dirty
            self.dirty_changed.emit(dirty)
