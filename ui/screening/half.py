"""Words of a field that are no value yet, such as half a date: kept in the draft and shown again as they were."""

from __future__ import annotations

from collections.abc import Mapping

from ui.kit import FieldWidget, Form
from ui.kit.field import LineField


def half_of(field: FieldWidget) -> str:
    """Return the words of a line that are no day and no number yet; "" where there are none."""
    unread = isinstance(field, LineField) and field.value() is None and not field.is_empty()
    return field.edit.text() if unread and isinstance(field, LineField) else ""


def show_half(field: FieldWidget, words: str) -> None:
    """Show such words again in an empty line."""
    if words and isinstance(field, LineField) and field.is_empty():
        field.edit.setText(words)


def halves_of(form: Form) -> dict[str, str]:
    """Return such words by the name of their field."""
    found = ((name, half_of(form.field(name))) for name in form.names())
    return {name: words for name, words in found if words}


def show_halves(form: Form, halves: Mapping[str, str]) -> None:
    """Show such words again in their fields."""
    for name, words in halves.items():
        if name in form.names():
            show_half(form.field(name), words)
