"""The versions of a plan, and any two of them compared line by line."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from caseworker.base.clock import day_of
from caseworker.base.text import Text, raw, t, tc, tn
from caseworker.plan.view import VersionRow
from ui.kit import tokens
from ui.kit.buttons import IconButton
from ui.kit.chips import Chip
from ui.kit.field import SelectField
from ui.kit.form import FieldBlock
from ui.kit.frames import Card
from ui.kit.labels import Label
from ui.kit.layout import STRETCH, box, clear, column, hairline, row
from ui.plan.bits import Scrolled, form_columns, scrolling
from ui.plan.presenter import PlanPresenter
from ui.plan.state import PlanState

_NOW = ""  # stands for the plan as it is written now


class VersionsPanel(Card):
    """Asks to be closed, by its button or Escape. What is compared is read anew each time."""

    closed = Signal()

    def __init__(self, presenter: PlanPresenter) -> None:
        self.close_button = IconButton("x", t("Close the versions"), on_click=lambda: self.closed.emit())
        super().__init__(tc("plan", "Versions"), divided=True, actions=(self.close_button,))
        self._presenter = presenter
        self.old = SelectField()
        self.new = SelectField()
        self._differences = column(gap=tokens.S)
        self._rows = column(gap=0)
        choices = (
            (FieldBlock(tc("compare", "Compare"), self.old, note="", help_text="", required=False), 1),
            (FieldBlock(tc("compare", "with"), self.new, note="", help_text="", required=False), 1),
        )
        self._chosen = box(row(*choices, gap=tokens.M) if form_columns() > 1 else column(*choices))
        inside = column(
            self._chosen, self._differences, hairline(), self._rows, STRETCH, gap=tokens.L, margins=tokens.L
        )
        self.add_wide(scrolling(Scrolled(inside)), 1)
        self.old.changed.connect(self._compare)
        self.new.changed.connect(self._compare)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask to be closed on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def show_state(self, state: PlanState) -> None:
        """Draw the versions; what is compared stays where it still can."""
        standing = [v for v in state.versions if not v.withdrawn]
        choices: list[tuple[str, Text]] = [(v.id, t("Version {number}", number=v.number)) for v in standing]
        self.old.set_choices(choices)
        self.new.set_choices([(_NOW, t("the plan as it is now")), *choices])
        self._chosen.setVisible(bool(standing))
        # At first, and where what was compared has been taken back.
        if standing and None in (self.old.value(), self.new.value()):
            older = standing[1] if len(standing) > 1 and not state.changed_lines else standing[0]
            self.old.set_value(older.id)
            self.new.set_value(_NOW if state.changed_lines or len(standing) == 1 else standing[0].id)
        self._compare()
        clear(self._rows)
        for version in state.versions:
            self._rows.addWidget(_version(version))

    def _compare(self) -> None:
        clear(self._differences)
        if self.old.value() is None or self.new.value() is None:
            return
        changes = self._presenter.differences(self.old.value(), self.new.value())
        if not changes:
            self._differences.addWidget(Label(t("They say the same."), "soft", wrap=True))
            return
        head = tn("{count} line differs", "{count} lines differ", len(changes))
        self._differences.addWidget(Label(head, "label"))
        for change in changes:
            mark = {"added": "+", "removed": "–", "changed": "·"}[change.kind]
            words = row(
                column(Label(raw(mark), "strong"), STRETCH, gap=0), (Label(change.text, "body", wrap=True), 1)
            )
            self._differences.addLayout(words)


def _version(version: VersionRow) -> QWidget:
    head = row(Label(t("Version {number}", number=version.number), "strong"), gap=tokens.S)
    if version.in_force:
        head.addWidget(Chip(tc("version", "in force"), "reached", icon="check"))
    elif version.withdrawn:
        head.addWidget(Chip(tc("version", "taken back")))
    head.addStretch(1)
    head.addWidget(Label(version.short_hash, "note"))
    with_citizen = version.made_with
    made = t("Made with the citizen {day:short_year}", day=with_citizen.on)
    for part in (with_citizen.where, with_citizen.how):
        if part:
            made = t("{first}, {second}", first=made, second=part)
    written = t("Written by {author}, {day:short_year}", author=version.author, day=day_of(version.at))
    words = column(head, gap=1, margins=(0, tokens.S, 0, tokens.S))
    if version.reason:
        words.addWidget(Label(version.reason, "body", wrap=True))
    words.addWidget(Label(made, "note", wrap=True))
    words.addWidget(Label(written, "note", wrap=True))
    return box(words)
