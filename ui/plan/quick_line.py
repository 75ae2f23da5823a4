"""One line on which an agreement is written where it will stand: kept while it is typed, added with Enter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from caseworker.base.text import Text, t
from caseworker.plan.due_words import remark_on
from ui.kit import tokens
from ui.kit.a11y import announce
from ui.kit.field import TextField
from ui.kit.icons import IconMark
from ui.kit.labels import Label
from ui.kit.layout import STRETCH, box, column, row
from ui.kit.style import restyle
from ui.kit.words import say

# As a form does it: kept when typing pauses, and at most 2 s behind while it goes on.
_QUIET_MS = 700
_LATEST_MS = 1800


class QuickLine(QWidget):
    """`drafted(words)` while it is typed, `entered(words)` on Enter. An error or a remark stands below the line."""

    drafted = Signal(str)
    entered = Signal(str)

    def __init__(self, name: Text, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self._name, self._help = name, t("Enter adds it. A day behind the last comma becomes its date.")
        self._adding = ""
        self._undrafted = False
        self.field = TextField(placeholder=t("New agreement …"))
        self.field.set_names(name, self._help)
        self.field.edit.setToolTip(say(self._help))
        self._error = Label("", "error", wrap=True)
        self._error.setObjectName("error")
        self._faulty = False
        self._mark = IconMark("circle-alert", "ink", 16)
        self._error_row = box(row(column(self._mark, STRETCH, gap=0), (self._error, 1), gap=6))
        self._error_row.hide()
        self.setLayout(column(self.field, self._error_row, gap=tokens.XS))
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._latest = QTimer(self, singleShot=True, interval=_LATEST_MS)
        for timer in (self._quiet, self._latest):
            timer.timeout.connect(self.flush)
        self.field.changed.connect(self._changed)
        self.field.edit.returnPressed.connect(self._enter)

    def restore(self, words: str) -> bool:
        """Show what was half-written, unless something is being written now. Returns whether it is shown."""
        if not self.field.is_empty() or self._undrafted:
            return False
        self.field.set_value(words)
        self.field.edit.end(False)
        self._show_error("")
        return True

    def flush(self) -> None:
        """Hand out what is typed now, if there is something new."""
        if self._undrafted and not self._adding:
            self._stop()
            self.drafted.emit(self.field.value())

    def added(self) -> None:
        """Empty the line: its agreement is saved. What was typed meanwhile stays, as the next one."""
        sent, self._adding = self._adding, ""
        if self.field.value().strip() == sent:
            self._stop()
            self.field.set_value("")
            self._show_error("")
        else:
            self.flush()

    def refuse(self, error: Text) -> None:
        """Say at the line why it was not added. What stands there stays."""
        self._adding = ""
        self.flush()
        self._show_error(error)
        announce(self, say(error))

    def error(self) -> str:
        """Return the error shown, or ""."""
        return self._below() if self._faulty else ""

    def remark(self) -> str:
        """Return what is shown of words that look like a day and are not read as one, or ""."""
        return "" if self._faulty else self._below()

    def _below(self) -> str:
        return self._error.text() if self._error_row.isVisibleTo(self) else ""

    def _changed(self) -> None:
        self._show_error("")
        self._undrafted = True
        self._quiet.start()
        if not self._latest.isActive():
            self._latest.start()

    def _enter(self) -> None:
        words = self.field.value().strip()
        if words and not self._adding:
            self.flush()  # a draft first: that is what undo gives back
            self._adding = words
            self.entered.emit(words)

    def _stop(self) -> None:
        self._quiet.stop()
        self._latest.stop()
        self._undrafted = False

    def _show_error(self, error: Text | str) -> None:
        self._faulty = bool(error)
        remark = None if error else remark_on([self.field.value()], self._today())
        self._error.set_text(error or remark or "")
        self._mark.set_icon("circle-alert" if error else "info", "ink" if error else "ink_soft")
        restyle(self._error, kind="error" if error else "note")
        self._error_row.setVisible(bool(error or remark))
        self.field.set_faulty(bool(error))
        self.field.set_names(self._name, " ".join(part for part in (say(error), say(self._help)) if part))
