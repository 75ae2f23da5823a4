"""The field for a CPR number: checked while typing, masked when left."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import QEvent, QObject

from caseworker.base.danish import Cpr, full_cpr, masked_cpr, parse_cpr
from caseworker.base.errors import UserError
from caseworker.base.text import Text, t, tc
from ui.kit.field import LineField


class CprField(LineField):
    """A CPR number. `value()` is ten digits, or what was typed where it is no number, or "".

    Outside the field only the birth date is shown. A missing check digit is a remark, not an error:
    numbers without it have been given out since 2007.
    """

    def __init__(self, *, masked: bool = True, width: int = 180) -> None:
        super().__init__(placeholder=tc("placeholder", "ddmmyy-xxxx"), width=width)
        self._masked = masked
        self._typed = ""
        self.edit.setMaxLength(24)
        self.edit.installEventFilter(self)

    def value(self) -> str:
        """Return ten digits, or the words as typed."""
        number = self.number()
        return number.number if number else self._typed.strip()

    def number(self) -> Cpr | None:
        """Return the number taken apart, or None while it is none."""
        try:
            return parse_cpr(self._typed)
        except UserError:
            return None

    def set_value(self, value: Any) -> None:
        """Show a number; None is empty."""
        self._typed = "" if value is None else str(value)
        self._show()

    def told(self, value: Any) -> str:
        """Return a number as it stands outside the field."""
        return masked_cpr(str(value)) if self._masked else str(value)

    def problem(self) -> Text | None:
        """Return why it is no CPR number."""
        if not self._typed.strip():
            return None
        try:
            parse_cpr(self._typed)
        except UserError as error:
            return error.text
        return None

    def remark(self) -> Text | None:
        """Say that the check digit is missing."""
        number = self.number()
        if number is None or number.check_ok:
            return None
        return t("The number has no check digit. That can be right: compare it with the citizen's papers.")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the whole number while the field has focus."""
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self._show(whole=event.type() == QEvent.Type.FocusIn)
        return super().eventFilter(watched, event)

    def _edited(self, words: str) -> None:
        self._typed = words
        digits = re.sub(r"\D", "", words)
        if len(digits) == 10 and words == digits:
            self.edit.setText(full_cpr(digits))
        super()._edited(words)

    def _show(self, *, whole: bool | None = None) -> None:
        open_now = self.edit.hasFocus() if whole is None else whole
        number = self.number()
        if number is None:
            words = self._typed
        else:
            words = full_cpr(number.number) if open_now or not self._masked else masked_cpr(number.number)
        if words != self.edit.text():
            self.edit.setText(words)
