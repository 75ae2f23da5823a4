"""The lock screen: the passphrase, and the way in with the recovery code.

It imports nothing of the store: that loads in a thread while the passphrase is typed.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from caseworker.base.text import Text, t, tc
from ui.kit import tokens
from ui.kit.buttons import BusyButton, LinkButton
from ui.kit.field import TextField
from ui.kit.form import Form
from ui.kit.frames import Card
from ui.kit.icons import IconMark
from ui.kit.labels import Label
from ui.kit.layout import STRETCH, column, hairline, row
from ui.kit.style import px
from ui.settings import passphrase
from ui.settings.secret import secret_field, submit_on_enter


class LockPage(QWidget):
    """Asks for the passphrase. The window answers with `show_problem` or goes on.

    `other` are the words of the way to the other store (the demo, or one's own), which `other_store_requested` asks.
    """

    unlock_requested = Signal(str)
    recovery_requested = Signal(str, str)
    other_store_requested = Signal()

    def __init__(self, *, note: Text | str = "", other: Text | str = "") -> None:
        super().__init__()
        self.setProperty("ground", "canvas")
        self._recovering = False
        self.form = Form(gap=tokens.M)
        self.code = self.form.add(
            "code", t("Recovery code"), TextField(),
            help_text=t("The 28 letters and digits you were given when the store was made."),
        )  # fmt: skip
        self.passphrase = secret_field(self.form, "passphrase", tc("field", "Passphrase"))
        self.again = secret_field(self.form, "again", t("The new passphrase once more"))
        self.passphrase.changed.connect(self._judge)
        self.open = BusyButton(tc("button", "Unlock"), kind="filled", on_click=self._ask)
        self._other_way = LinkButton(t("I have forgotten my passphrase"), on_click=self._switch)
        card = Card(padding=tokens.XL)
        card.setFixedWidth(px(400))
        head = row(IconMark("compass", "accent", 24), (Label(t("Fælles plan"), "brand"), 1), gap=tokens.S)
        words = (Label(note, "soft", wrap=True),) if note else ()
        card.add(head, *words, self.form)
        card.body().addSpacing(px(tokens.XS))
        card.add(row(self.open, STRETCH, self._other_way))
        self.other_store = LinkButton(other, on_click=self._ask_other)
        if other:
            card.add(hairline(), row(self.other_store, STRETCH))
        self.setLayout(column(STRETCH, row(STRETCH, card, STRETCH), STRETCH))
        self._show_fields()
        self.form.submitted.connect(self._ask)
        submit_on_enter(self.form, "code")
        self.passphrase.focus_target().setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Let one type at once. What had the focus before the lock is gone by the next turn of the loop."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self.passphrase.focus_target().setFocus)

    def show_problem(self, text: Text) -> None:
        """Say under the field why the store did not open. What was typed stays, selected."""
        self.open.set_busy(False)
        self.form.set_errors({"code" if self._recovering else "passphrase": text})
        target = self.passphrase.focus_target()
        assert isinstance(target, QLineEdit)
        target.selectAll()

    def _ask(self) -> None:
        words = str(self.passphrase.value())
        if self.open.is_busy() or not (words or self._recovering):
            return
        found = self._faults(words) if self._recovering else {}
        self.form.set_errors(found)
        if found:
            return
        self.open.set_busy(True, t("Opening …"))
        if self._recovering:
            self.recovery_requested.emit(str(self.code.value()), words)
        else:
            self.unlock_requested.emit(words)

    def _ask_other(self) -> None:
        if not self.open.is_busy():
            self.other_store_requested.emit()

    def _switch(self) -> None:
        self._recovering = not self._recovering
        self._show_fields()
        self.form.set_errors({})
        label = t("New passphrase") if self._recovering else tc("field", "Passphrase")
        self.form.block("passphrase").set_label(label)
        self._other_way.set_text(
            t("I know my passphrase") if self._recovering else t("I have forgotten my passphrase")
        )
        self._judge()
        (self.code if self._recovering else self.passphrase).focus_target().setFocus()

    def _show_fields(self) -> None:
        for name in ("code", "again"):
            self.form.show_field(name, shown=self._recovering)

    def _faults(self, words: str) -> dict[str, Text]:
        if not str(self.code.value()).strip():
            return {"code": t("Write the recovery code.")}
        return passphrase.faults(words, str(self.again.value()))

    def _judge(self) -> None:
        """Say how strong a new passphrase is; of the one that opens the store nothing is said."""
        words = str(self.passphrase.value())
        self.form.block("passphrase").set_help(passphrase.judged(words) if self._recovering else "")
