"""How far a longer piece of work has come, and the way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from caseworker.base.text import Text, t, tc
from ui.kit import tokens
from ui.kit.buttons import Button
from ui.kit.labels import Label
from ui.kit.layout import column, row
from ui.kit.style import motion_allowed, px
from ui.kit.words import say


class ProgressBar(QWidget):
    """A sentence, a bar and "Cancel". Without a total it only says that it goes on."""

    cancel_requested = Signal()

    def __init__(self, text: Text | str, *, can_cancel: bool = True) -> None:
        super().__init__()
        self._label = Label(text, "body", elide=True)
        self._count = Label("", "note")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(px(10))
        self.cancel_button = Button(tc("button", "Cancel"), on_click=self._cancel)
        words = column(row((self._label, 1), self._count), self._bar, gap=tokens.XS)
        self.setLayout(row((words, 1), self.cancel_button, gap=tokens.L))
        self.cancel_button.setVisible(can_cancel)
        self.set_progress(0, 0)
        self.set_text(text)

    def set_text(self, text: Text | str) -> None:
        """Say what is being done."""
        self._label.set_text(text)
        self._bar.setAccessibleName(say(text))
        self.setAccessibleName(say(text))

    def set_progress(self, done: int, total: int) -> None:
        """Show how much is done. A total of 0 means that nobody knows."""
        if total > 0:
            self._bar.setRange(0, total)
            self._bar.setValue(min(done, total))
            self._count.set_text(t("{done} of {total}", done=done, total=total))
        else:
            self._bar.setRange(0, 0 if motion_allowed() else 1)
            self._count.set_text("")

    def finish(self, text: Text | str) -> None:
        """Show that it is through and what came of it."""
        self._bar.setRange(0, 1)
        self._bar.setValue(1)
        self._count.set_text("")
        self.cancel_button.hide()
        self.set_text(text)

    def _cancel(self) -> None:
        self.cancel_button.setEnabled(False)
        self.cancel_requested.emit()
