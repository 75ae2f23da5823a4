"""Sentences that stand on the page instead of windows in the way: banner and confirm bar."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from caseworker.base.text import Text, t
from ui.kit import tokens
from ui.kit.a11y import announce
from ui.kit.buttons import Button, IconButton
from ui.kit.icons import IconMark
from ui.kit.labels import Label
from ui.kit.layout import least_height, row
from ui.kit.style import restyle
from ui.kit.words import say

_HEIGHT = 52
_ICONS = {
    "plain": ("info", "ink_soft"),
    "info": ("info", "accent"),
    "done": ("circle-check", "reached"),
    "attention": ("triangle-alert", "ink"),
    "overdue": ("circle-alert", "alarm"),
    "draft": ("file-pen-line", "ink_soft"),
    "offline": ("wifi-off", "ink_soft"),
    "locked": ("lock", "ink_soft"),
}


class Banner(QFrame):
    """A sentence across the page that says what is the case and what can be done.

    `tone`: "plain", "info", "done", "attention" (something needs a look or could not be done), "overdue"
    (only for what is overdue for the citizen), "draft", "offline", "locked". `lead` is set in bold before
    the words. `closable` lets the reader put it away.
    """

    closed = Signal()

    def __init__(
        self,
        text: Text | str,
        tone: str = "plain",
        *,
        lead: Text | str = "",
        actions: Sequence[QWidget] = (),
        icon: str = "",
        closable: bool = False,
    ) -> None:
        super().__init__()
        self.setProperty("kind", "banner")
        self.setProperty("tone", tone)
        self._text = Label(wrap=True)
        self._text.set_text(text, lead=lead)
        self._mark = IconMark(icon or _ICONS[tone][0], _ICONS[tone][1])
        self._close = IconButton("x", t("Put away"), on_click=self._put_away)
        line = row(
            self._mark,
            (self._text, 1),
            *actions,
            self._close,
            gap=tokens.M,
            margins=(tokens.L, 8, tokens.L, 8),
        )
        least_height(line, _HEIGHT)
        self.setLayout(line)
        self._close.setVisible(closable)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._name()

    def set_text(self, text: Text | str, tone: str = "", *, lead: Text | str = "") -> None:
        """Say something else, and read it out to a screen reader."""
        self._text.set_text(text, lead=lead)
        if tone:
            restyle(self, tone=tone)
            self._mark.set_icon(*_ICONS[tone])
        self._name()
        announce(self, self.accessibleName())

    def tell(self, told: Sequence[tuple[str, str]]) -> None:
        """Show these sentences, each given with its tone, in the tone of the first; where there are none, nothing."""
        if told:
            self.set_text(" ".join(words for words, _tone in told), told[0][1])
            self.show()

    def text(self) -> str:
        """Return the sentence, its lead included."""
        return self._text.text()

    def _name(self) -> None:
        self.setAccessibleName(self.text())

    def _put_away(self) -> None:
        self.hide()
        self.closed.emit()


class ConfirmBar(QFrame):
    """Asks before the few acts that cannot be undone, on the page and naming what happens.

    Emits `confirmed` or `cancelled` (also on Escape) and hides.
    """

    confirmed = Signal()
    cancelled = Signal()

    def __init__(
        self,
        question: Text | str,
        confirm: Text | str,
        cancel: Text | str = "",
        *,
        on_confirm: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self.setProperty("kind", "banner")
        self.setProperty("tone", "attention")
        self.confirm_button = Button(confirm, on_click=lambda: self._answer(yes=True))
        self.cancel_button = Button(cancel or t("Keep as it is"), on_click=lambda: self._answer(yes=False))
        words = Label(question, "strong", wrap=True)
        line = row(
            IconMark("circle-help", "ink"), (words, 1), self.cancel_button, self.confirm_button,
            gap=tokens.M, margins=(tokens.L, 8, tokens.L, 8),
        )  # fmt: skip
        least_height(line, _HEIGHT)
        self.setLayout(line)
        self.setAccessibleName(say(question))
        if on_confirm is not None:
            self.confirmed.connect(on_confirm)

    def ask(self) -> None:
        """Show the question and put the focus on the harmless answer."""
        self.show()
        self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.accessibleName())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Cancel on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self._answer(yes=False)
        else:
            super().keyPressEvent(event)

    def _answer(self, *, yes: bool) -> None:
        self.hide()
        (self.confirmed if yes else self.cancelled).emit()
