"""A list of records of a screening, each a small form of its own: goals, earlier efforts, other plans."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from caseworker.base.ids import new_id
from caseworker.base.text import Text
from ui.kit import Button, FieldWidget, Form, IconButton, box, column, row, say, tokens

MakeForm = Callable[[], Form]
FromForm = Callable[
    [Any, dict[str, Any]], Any
]  # the line as it was and the form's values to the line as it is
ToForm = Callable[[Any], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class RowKind:
    """A kind of record: an empty line, how its form is made, filled and read, and the words around it."""

    blank: Callable[[str], Any]
    make: MakeForm
    read: FromForm
    fill: ToForm
    add_words: Text
    remove_words: Text


class RecordRows(FieldWidget):
    """Records below each other. One empty form always waits, so that the first is written without a click.

    The value is the tuple of lines; a form with nothing in it is no line.
    """

    def __init__(self, kind: RowKind) -> None:
        super().__init__()
        self._kind = kind
        self._rows: list[tuple[str, Form, QWidget]] = []
        self._name = self._description = ""
        self._kept: dict[str, Any] = {}
        self._list = column(gap=tokens.M)
        self.add_button = Button(kind.add_words, icon="plus", on_click=self._add)
        self.setLayout(column(self._list, self.add_button, gap=tokens.M))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._append(new_id(), None)

    def value(self) -> tuple[Any, ...]:
        """Return the records that say something."""
        lines = [self._line(record_id, form) for record_id, form, _ in self._rows]
        return tuple(line for line in lines if line is not None)

    def set_value(self, value: Any) -> None:
        """Show these records, and an empty form where there are none."""
        for _, _, holder in self._rows:
            self._list.removeWidget(holder)
            holder.setParent(None)
            holder.deleteLater()
        self._rows, self._kept = [], {}
        lines: Sequence[Any] = value or ()
        for line in lines:
            self._append(line.id, line)
        if not lines:
            self._append(new_id(), None)

    def forms(self) -> list[Form]:
        """Return the forms, in order."""
        return [form for _, form, _ in self._rows]

    def problem(self) -> Text | None:
        """Return the first thing that is wrong in a form that somebody wrote in."""
        for found in self._faults(untouched=False).values():
            for problem in found.values():
                return problem
        return None

    def show_problems(self, *, untouched: bool = False) -> QWidget | None:
        """Say at each field what is wrong with it, and return the first such field.

        `untouched` looks at records as well that nobody wrote in: a day may have passed since.
        """
        faults = self._faults(untouched=untouched)
        first: QWidget | None = None
        for record_id, form, _ in self._rows:
            found = faults.get(record_id, {})
            for name in form.names():
                form.block(name).set_error(found.get(name))
                if first is None and name in found:
                    first = form.field(name).focus_target()
        return first

    def _faults(self, *, untouched: bool) -> dict[str, dict[str, Text]]:
        faults: dict[str, dict[str, Text]] = {}
        for record_id, form, _ in self._rows:
            if untouched or record_id not in self._kept or form.is_dirty():
                problems = ((name, form.field(name).problem()) for name in form.names())
                found = {name: problem for name, problem in problems if problem is not None}
                if found:
                    faults[record_id] = found
        return faults

    def focus_target(self) -> QWidget:
        """Return the first empty field, so that a jump lands where something is missing."""
        for form in self.forms():
            for name in form.names():
                if form.field(name).is_empty():
                    return form.field(name).focus_target()
        form = self.forms()[0]
        return form.field(form.names()[0]).focus_target()

    def set_faulty(self, faulty: bool) -> None:
        """Nothing is drawn: each field says its own (see `show_problems`)."""

    def set_names(self, name: Text | str, description: Text | str = "") -> None:
        """Name the list by the question."""
        self._name, self._description = say(name), say(description)
        self.setAccessibleName(self._name)
        self.setAccessibleDescription(self._description)

    def set_read_only(self, read_only: bool) -> None:
        """Let the records be read only."""
        self.add_button.setVisible(not read_only)
        for form in self.forms():
            form.set_read_only(read_only)

    def _line(self, record_id: str, form: Form) -> Any:
        """Return the record of a form, or None where nothing is written. One that nobody touched is as it was."""
        blank = self._kind.blank(record_id)
        kept = self._kept.get(record_id)
        if kept is not None and not form.is_dirty():
            return kept
        line = self._kind.read(kept or blank, form.values())
        return None if line == blank else line

    def _add(self) -> None:
        form = self._append(new_id(), None)
        form.field(form.names()[0]).focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def _append(self, record_id: str, line: Any) -> Form:
        form = self._kind.make()
        if line is not None:
            form.set_values(self._kind.fill(line))
            self._kept[record_id] = line
        remove = IconButton("x", self._kind.remove_words)
        remove.setObjectName("remove")
        corner = column(remove, gap=0)
        corner.addStretch(1)
        holder = box(
            row((form, 1), corner, margins=(tokens.M, tokens.M, tokens.S, tokens.M)), ground="canvas"
        )
        remove.clicked.connect(lambda _on=False: self._remove(holder))
        form.field_changed.connect(lambda _name: self._form_changed())
        self._rows.append((record_id, form, holder))
        self._list.addWidget(holder)
        self._draw_removers()
        return form

    def _form_changed(self) -> None:
        self._draw_removers()
        self.changed.emit()

    def _draw_removers(self) -> None:
        """Offer to take a form out, unless it is the only one and empty."""
        empty = len(self._rows) == 1 and not self.value()
        for _, _, holder in self._rows:
            for remove in holder.findChildren(IconButton, "remove"):
                remove.setVisible(not empty)

    def _remove(self, holder: QWidget) -> None:
        self._rows = [entry for entry in self._rows if entry[2] is not holder]
        self._list.removeWidget(holder)
        holder.setParent(None)
        holder.deleteLater()
        if not self._rows:
            self._append(new_id(), None)
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._form_changed()
