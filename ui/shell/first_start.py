"""The first start: make one's own store, or try the demo; then the recovery code, shown once."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from caseworker.base.text import Text, t, tc
from ui.kit import tokens
from ui.kit.banner import Banner
from ui.kit.buttons import BusyButton, Button
from ui.kit.field import CheckField, TextField
from ui.kit.form import Form
from ui.kit.frames import Card
from ui.kit.icons import IconMark
from ui.kit.labels import Label
from ui.kit.layout import STRETCH, column, row
from ui.kit.style import px
from ui.settings import passphrase
from ui.settings.secret import secret_field


class FirstStartPage(QWidget):
    """Asks for name, unit and passphrase. `folder` is where the store will lie, told where nobody has named it."""

    store_requested = Signal(dict)
    demo_requested = Signal()

    def __init__(self, *, folder: str = "") -> None:
        super().__init__()
        self.setProperty("ground", "canvas")
        self.form = Form(gap=tokens.M)
        self.form.add("name", t("Your name"), TextField(), required=t("Write your name."))
        self.form.add(
            "unit", t("Your unit"), TextField(), required=t("Write the name of your unit."),
            help_text=t("As it stands on letters, for example Job og Uddannelse, Nordby Kommune."),
        )  # fmt: skip
        self.form.add("phone", t("Your phone number"), TextField(), note=t("stands on the plan"))
        self.passphrase = secret_field(
            self.form,
            "passphrase",
            tc("field", "Passphrase"),
            passphrase.ADVICE,
            required=t("Write a passphrase."),
        )
        self.again = secret_field(
            self.form, "again", t("The passphrase once more"), required=t("Write the same passphrase again.")
        )
        self.passphrase.changed.connect(self._judge)
        self.make = BusyButton(t("Make my store"), kind="filled", on_click=self._ask)
        self.demo = Button(t("Look at the demo first"), on_click=self._ask_demo)
        self._card = card = Card(padding=tokens.XL)
        card.setFixedWidth(px(520))
        head = row(
            IconMark("compass", "accent", 24), (Label(t("Welcome to Fælles plan"), "title"), 1), gap=tokens.S
        )
        lead = t(
            "Everything you write stays on this computer in an encrypted store. "
            "Only you can open it, with your passphrase."
        )
        card.add(head, Label(lead, "soft", wrap=True))
        if folder:
            card.add(Label(t("Your store will lie in {folder}", folder=folder), "note", wrap=True))
        card.add(self.form)
        card.body().addSpacing(px(tokens.S))
        card.add(row(self.make, STRETCH, self.demo))
        self.setLayout(column(STRETCH, row(STRETCH, card, STRETCH), STRETCH))
        self.form.submitted.connect(self._ask)

    def show_trouble(self, text: Text) -> None:
        """Say above everything why the demo was not made."""
        self._card.body().insertWidget(0, Banner(text, "attention"))

    def show_problem(self, text: Text, field: str = "passphrase") -> None:
        """Say why the store was not made. What was typed stays."""
        self.make.set_busy(False)
        self.form.set_errors({field: text})

    def _judge(self) -> None:
        self.form.block("passphrase").set_help(passphrase.judged(str(self.passphrase.value())))

    def _ask(self) -> None:
        if self.make.is_busy():
            return
        values = self.form.values()
        found = self.form.faults()
        if values["passphrase"]:
            found = {**passphrase.faults(values["passphrase"], values["again"]), **found}
        self.form.set_errors(found)
        if found:
            return
        self.make.set_busy(True, t("Making the store …"))
        self.store_requested.emit(values)

    def _ask_demo(self) -> None:
        if not self.make.is_busy():
            self.demo_requested.emit()


class RecoveryCodePage(QWidget):
    """Shows the recovery code once, to be printed or written down."""

    print_requested = Signal(str)
    done = Signal()

    def __init__(self, code: str) -> None:
        super().__init__()
        self.setProperty("ground", "canvas")
        card = Card(padding=tokens.XL)
        card.setFixedWidth(px(560))
        self.kept = CheckField(t("I have the code on paper, away from this computer"))
        self.go_on = Button(t("Go on"), kind="filled", on_click=self.done.emit)
        self.go_on.setEnabled(False)
        self.kept.changed.connect(lambda: self.go_on.setEnabled(bool(self.kept.value())))
        words = t(
            "If you forget your passphrase, this code is the only way back into your store. It is shown only now. "
            "Print it or write it down, and keep it in a safe place."
        )
        shown = Label(code, "title")
        shown.setAccessibleName(code)
        copy = Button(
            tc("button", "Copy"), icon="copy", on_click=lambda: QGuiApplication.clipboard().setText(code)
        )
        paper = Button(
            tc("button", "Print"), icon="printer", on_click=lambda: self.print_requested.emit(code)
        )
        card.add(
            Label(t("Your recovery code"), "title"), Label(words, "soft", wrap=True), shown,
            row(paper, copy, STRETCH), self.kept, row(self.go_on, STRETCH),
        )  # fmt: skip
        self._card = card
        self.setLayout(column(STRETCH, row(STRETCH, card, STRETCH), STRETCH))

    def show_problem(self, text: Text) -> None:
        """Say that the code could not be printed."""
        self._card.add(Banner(text, "attention"))
