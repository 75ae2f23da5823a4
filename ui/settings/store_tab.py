"""The passphrase, the check of the store, and what the program is made of."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

import caseworker
from caseworker.base.text import Text, raw, t, tc, tn
from ui.kit import (
    STRETCH,
    BusyButton,
    Card,
    Column,
    Form,
    IconButton,
    IconMark,
    Label,
    RecordTable,
    box,
    clear,
    column,
    px,
    row,
    side_by_side,
    tokens,
)
from ui.settings.about import PARTS, PROGRAM_LICENCE
from ui.settings.folder_label import FolderLabel
from ui.settings.passphrase import ADVICE, judged
from ui.settings.presenter import SettingsPresenter
from ui.settings.recovery_card import RecoveryCard, RecoveryPresenter
from ui.settings.secret import secret_field

_PARTS_HEIGHT = 300
_PROBLEMS_SHOWN = 6


class StoreTab(QWidget):
    """Four cards. Passphrases are cleared as soon as they have been used."""

    def __init__(self, presenter: SettingsPresenter, folder: str, recovery: RecoveryPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._errors: object = None
        self._saved = presenter.state.saved
        self._drawn: tuple[Text, ...] | None = None
        self._found = column(gap=tokens.S)
        self.check_button = BusyButton(
            t("Check the store"), icon="shield-check", on_click=self._check, busy_text=t("Checking …")
        )
        self.form = Form(gap=tokens.M)
        secret_field(self.form, "old", t("The passphrase you use now"))
        secret_field(self.form, "new", t("New passphrase"), ADVICE)
        secret_field(self.form, "again", t("The new passphrase once more"))
        self.form.field("new").changed.connect(self._judge)
        self.change_button = BusyButton(t("Change the passphrase"), kind="filled", on_click=self._change)
        self.form.submitted.connect(self._change)
        self.recovery = RecoveryCard(recovery)
        passphrase = Card(tc("card", "Passphrase"))
        note = t("Your recovery code stays the same.")
        passphrase.add(self.form, Label(note, "note", wrap=True), row(self.change_button, STRETCH))
        self.setLayout(
            column(
                side_by_side(
                    (passphrase, 1),
                    (box(column(self._make_check(folder), self.recovery, STRETCH, gap=tokens.L)), 1),
                ),
                self._make_about(), STRETCH, gap=tokens.L,
            )
        )  # fmt: skip

    def draw(self) -> None:
        """Show errors and what the check found."""
        state = self._presenter.state
        self.change_button.set_busy(state.busy == "passphrase")
        errors = state.errors.get("passphrase")
        if errors is not self._errors:
            self._errors = errors
            self.form.set_errors(errors or {})
        if state.saved != self._saved:
            self._saved = state.saved
            if state.saved[0] == "passphrase":
                self._forget()
        self.check_button.set_busy(state.busy == "check")
        if self._drawn is not state.problems:
            self._drawn = state.problems
            self._draw_problems(state.problems or ())

    def _make_check(self, folder: str) -> Card:
        card = Card(t("Your store"))
        about = t("Looks whether the file, the log and all documents are whole. Nothing is changed.")
        self.folder = FolderLabel(folder)
        copy = IconButton(
            "copy", t("Copy the path"), on_click=lambda: QGuiApplication.clipboard().setText(folder)
        )
        card.add(
            column(
                Label(tc("store", "Folder"), "label"),
                row((self.folder, 1), copy),
                gap=2,
            ),
            Label(about, "soft", wrap=True),
            self._found,
            row(self.check_button, STRETCH),
        )
        return card

    def _make_about(self) -> Card:
        self.parts = RecordTable(
            [
                Column("name", tc("column", "Part"), lambda part: part.name),
                Column("version", tc("column", "Version"), lambda part: part.version, 160, kind="soft"),
                Column("licence", tc("column", "Licence"), lambda part: part.licence, 280, kind="soft"),
            ],
            name=t("What the program is made of"),
            key=lambda part: part.name,
        )
        self.parts.set_records(PARTS)
        self.parts.setFixedHeight(px(_PARTS_HEIGHT))
        version = t(
            "Fælles plan {version}, licence {licence}",
            version=raw(caseworker.__version__),
            licence=raw(PROGRAM_LICENCE),
        )
        card = Card(t("About the program"), version, divided=True)
        card.add_wide(self.parts)
        return card

    def _judge(self) -> None:
        self.form.block("new").set_help(judged(str(self.form.field("new").value())))

    def _change(self) -> None:
        if not self.change_button.is_busy():
            self._presenter.change_passphrase(self.form.values())

    def _forget(self) -> None:
        self.form.set_values({"old": "", "new": "", "again": ""})
        self.form.set_errors({})
        self.form.mark_clean()
        self._judge()

    def _check(self) -> None:
        self._presenter.check_store()

    def _draw_problems(self, problems: tuple[Text, ...]) -> None:
        clear(self._found)
        if not problems:
            mark = IconMark("circle-check", "reached", 18)
            self._found.addLayout(row(mark, (Label(t("Everything is whole."), "reached", wrap=True), 1)))
            return
        head = tn("{count} thing is wrong.", "{count} things are wrong.", len(problems))
        advice = t("Your work is not changed. Write the lines down and get help before you go on.")
        self._found.addWidget(Label(head, "strong"))
        for problem in problems[:_PROBLEMS_SHOWN]:
            self._found.addLayout(
                row(IconMark("triangle-alert", "ink", 16), (Label(problem, "body", wrap=True), 1))
            )
        if (more := len(problems) - _PROBLEMS_SHOWN) > 0:
            self._found.addWidget(Label(tn("{count} more", "{count} more", more), "soft"))
        self._found.addWidget(Label(advice, "soft", wrap=True))
