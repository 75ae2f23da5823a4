"""Words in a form that are no value yet - half a day, a reason not entered - as its draft keeps them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QLineEdit

from ui.contacts.fields import MomentField, OwnChips
from ui.kit import FieldWidget, Form
from ui.kit.field import LineField


def half_of(field: FieldWidget) -> list[str]:
    """Return what stands in the lines of a field and is no value yet; nothing where there is none."""
    words = [line.text() for line in _lines(field)]
    unread = isinstance(field, OwnChips) or field.value() is None
    return words if unread and any(one.strip() for one in words) else []


def show_half(field: FieldWidget, words: Sequence[str]) -> None:
    """Show such words again as they were typed."""
    if isinstance(field, OwnChips) and words:
        field.open_entry(words[0])
        return
    field.blockSignals(True)
    for line, typed in zip(_lines(field), words, strict=False):
        line.setText(typed)
        line.textEdited.emit(typed)  # the field reads it as if it were typed now
    field.blockSignals(False)


def halves_of(form: Form) -> dict[str, list[str]]:
    """Return such words of a form by the name of their field."""
    found = {name: half_of(form.field(name)) for name in form.names()}
    return {name: words for name, words in found.items() if words}


def show_halves(form: Form, halves: Mapping[str, Sequence[str]]) -> None:
    """Show such words of a form again."""
    for name, words in halves.items():
        if name in form.names():
            show_half(form.field(name), words)


def _lines(field: FieldWidget) -> list[QLineEdit]:
    if isinstance(field, MomentField):
        return [field.day.edit, field.time.edit]
    if isinstance(field, OwnChips):
        return [field.entry]
    return [field.edit] if isinstance(field, LineField) else []
