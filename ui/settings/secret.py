"""A field for a passphrase. Light: the lock screen waits for it."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from caseworker.base.text import Text
from ui.kit.field import TextField
from ui.kit.form import Form


def secret_field(
    form: Form, name: str, label: Text, help_text: Text | str = "", *, required: Text | str = ""
) -> TextField:
    """Add a field whose letters are not shown, and return it. Spaces at its ends are kept."""
    field = TextField()
    field.edit.setEchoMode(QLineEdit.EchoMode.Password)
    form.add(name, label, field, help_text=help_text, required=required)
    return field
