"""A list of records of a screening, each a small form of its own: goals, earlier efforts, other plans."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from caseworker.base.ids import new_id
from caseworker.base.text import Text, t
from ui.kit import (
    STRETCH,
    Button,
    FieldWidget,
    Form,
    IconButton,
    LinkButton,
    box,
    column,
    row,
    say,
    tokens,
)
from ui.kit.standing import HALF

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
        self._taken_out: tuple[int, str, Any, dict[str, list[str]]] | None = None
        self.back_button = LinkButton(t("Fetch back what was taken out"), on_click=self._put_back)
        self.back_button.hide()
        ways = row(self.add_button, self.back_button, STRETCH, gap=tokens.M)
        self.setLayout(column(self._list, ways, gap=tokens.M))
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
            _let_go(holder)
        self._rows, self._kept = [], {}
        self._taken_out = None
        self.back_button.hide()
        lines: Sequence[Any] = value or ()
        for line in lines:
            self._append(line.id, line)
        if not lines:
            self._append(new_id(), None)

    def halves(self) -> dict[str, list[str]]:
        """Return words that are no value yet, by the id of their record and the name of their field."""
        return {
            f"{record_id} {name}": words
            for record_id, form, _ in self._rows
            for name, words in form.half().items()
        }

    def show_halves(self, halves: Mapping[str, list[str]]) -> None:
        """Show such words again; a record that is nothing else yet gets a form of its own."""
        for key, words in halves.items():
            record_id, _, name = key.partition(" ")
            self._form_of(record_id).set_values({HALF: {name: words}})

    def _form_of(self, record_id: str) -> Form:
        known = next((form for mine, form, _ in self._rows if mine == record_id), None)
        if known is None and len(self._rows) == 1 and not self.value() and not self.halves():
            # The form that waits is taken for it.
            known = self._rows[0][1]
            self._rows[0] = (record_id, *self._rows[0][1:])
        return known or self._append(record_id, None)

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
        self.back_button.setVisible(self._taken_out is not None and not read_only)
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
        empty = len(self._rows) == 1 and not self.value() and not self.halves()
        for _, _, holder in self._rows:
            for remove in holder.findChildren(IconButton, "remove"):
                remove.setVisible(not empty)

    def _put_back(self) -> None:
        """Show the record again that was taken out last, where it stood."""
        if self._taken_out is None:
            return
        at, record_id, line, halves = self._taken_out
        self._taken_out = None
        self.back_button.hide()
        before = [(mine, self._line(mine, form), form.half()) for mine, form, _ in self._rows]
        kept = [one for one in before if one[1] is not None or one[2]]
        kept.insert(at, (record_id, line, halves))
        self.set_value([one for _, one, _ in kept if one is not None])
        self.show_halves({f"{mine} {name}": words for mine, _, half in kept for name, words in half.items()})
        self._form_changed()

    def _remove(self, holder: QWidget) -> None:
        at, record_id, form = next(
            (at, mine, form) for at, (mine, form, its) in enumerate(self._rows) if its is holder
        )
        line, halves = self._line(record_id, form), form.half()
        if line is not None or halves:
            self._taken_out = (at, record_id, line, halves)
        self.back_button.setVisible(self._taken_out is not None)
        self._rows = [entry for entry in self._rows if entry[2] is not holder]
        self._list.removeWidget(holder)
        _let_go(holder)
        if not self._rows:
            self._append(new_id(), None)
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._form_changed()


def _let_go(holder: QWidget) -> None:
    """Delete a form. One that was put in a moment ago is about to be shown, and would be as a window."""
    holder.hide()
    holder.setParent(None)
    holder.deleteLater()
