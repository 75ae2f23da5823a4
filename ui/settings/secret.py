"""A field for a passphrase. Light: the lock screen waits for it."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from caseworker.base.text import Text
from ui.kit.field import TextField
from ui.kit.form import Form


def secret_field(
    form: Form, name: str, label: Text, help_text: Text | str = "", *, required: Text | str = ""
) -> TextField:
    """Add a field whose letters are not shown, and return it. Spaces at its ends are kept; Enter submits the form."""
    field = TextField()
    field.edit.setEchoMode(QLineEdit.EchoMode.Password)
    form.add(name, label, field, help_text=help_text, required=required)
    submit_on_enter(form, name)
    return field


def submit_on_enter(form: Form, name: str) -> None:
    """Let Enter in a line of the form submit it. With Ctrl the form does so itself."""
    line = form.field(name).focus_target()
    assert isinstance(line, QLineEdit)
    line.returnPressed.connect(form.submitted)
