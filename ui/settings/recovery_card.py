"""A new recovery code for who has lost the one from the first start."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication

from caseworker.base.errors import CaseworkerError, StoreProblem
from caseworker.base.text import Text, t, tc
from caseworker.store import keys
from ui.kit import STRETCH, BusyButton, Button, Card, Form, Label, clear, column, row, tokens
from ui.ports import Desk
from ui.settings.secret import secret_field


class RecoveryPresenter:
    """Makes the code on the store thread. `on_made(code)` gets it once, `on_failed(text)` why there is none."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.on_made: Callable[[str], None] = lambda _code: None
        self.on_failed: Callable[[Text], None] = lambda _text: None

    def make(self, passphrase: str) -> None:
        """Make a new code; the old one holds until the new one is written."""
        folder = self._desk.office.folder

        def failed(error: CaseworkerError) -> None:
            wrong = isinstance(error, StoreProblem) and error.code == "wrong_key"
            words = t("This is not the passphrase you use now. Nothing is changed.") if wrong else error.text
            self.on_failed(words)

        self._desk.tasks.store(
            lambda: keys.new_recovery_code(folder, passphrase), lambda code: self.on_made(code), failed
        )


class RecoveryCard(Card):
    """Asks for the passphrase and shows the new code, once. `print_requested(code)` asks for it on paper."""

    print_requested = Signal(str)

    def __init__(self, presenter: RecoveryPresenter) -> None:
        super().__init__(t("Recovery code"))
        self._presenter = presenter
        self.can_print: Callable[[], bool] = lambda: False
        presenter.on_made, presenter.on_failed = self._show, self._refuse
        self.form = Form(gap=tokens.M)
        secret_field(
            self.form, "passphrase", t("The passphrase you use now"), required=t("Write your passphrase.")
        )
        self.form.submitted.connect(self._make)
        self.button = BusyButton(t("Make a new code"), on_click=self._make)
        self._code = column(gap=tokens.S)
        about = t("Have you lost the code, or has somebody seen it? A new one makes the old one worthless.")
        self.add(Label(about, "soft", wrap=True), self.form, row(self.button, STRETCH), self._code)

    def _make(self) -> None:
        if not self.button.is_busy() and self.form.validate():
            self.button.set_busy(True)
            self._presenter.make(str(self.form.field("passphrase").value()))

    def _refuse(self, words: Text) -> None:
        self.button.set_busy(False)
        self.form.set_errors({"passphrase": words})

    def _show(self, code: str) -> None:
        self.button.set_busy(False)
        self.form.set_values({"passphrase": ""})
        self.form.set_errors({})
        self.form.mark_clean()
        clear(self._code)
        shown = Label(code, "heading", wrap=True, selectable=True)
        copy = Button(
            tc("button", "Copy"), icon="copy", on_click=lambda: QGuiApplication.clipboard().setText(code)
        )
        words = t(
            "Write it down now, away from this computer. It is not shown again, and the old one is worthless."
        )
        self._code.addWidget(shown)
        self._code.addWidget(Label(words, "note", wrap=True))
        paper = Button(
            tc("button", "Print"), icon="printer", on_click=lambda: self.print_requested.emit(code)
        )
        # Paper is the window's business: where nobody prints, no button says so.
        buttons = [paper, copy] if self.can_print() else [copy]
        self._code.addLayout(row(*buttons, STRETCH))
