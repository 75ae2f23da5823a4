"""Words of a field that are no value yet, such as half a date, as the drafts of the screening keep them."""

from __future__ import annotations

from collections.abc import Mapping

from ui.kit import FieldWidget, Form


def half_of(field: FieldWidget) -> str:
    """Return the words of a line that are no day and no number yet; "" where there are none."""
    return next(iter(field.half()), "")


def show_half(field: FieldWidget, words: str) -> None:
    """Show such words again in an empty line."""
    if words and field.is_empty():
        field.show_half([words])


def halves_of(form: Form) -> dict[str, str]:
    """Return such words by the name of their field."""
    return {name: words[0] for name, words in form.half().items()}


def show_halves(form: Form, halves: Mapping[str, str]) -> None:
    """Show such words of a form again in their fields."""
    for name, words in halves.items():
        if name in form.names():
            show_half(form.field(name), words)
