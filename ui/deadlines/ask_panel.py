"""The panel "what if I book here?": a day to choose, and what a talk on it does."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from caseworker.base.text import Text, t, tc
from caseworker.contacts.service import FURTHEST
from caseworker.contacts.words import KINDS
from ui.deadlines.asking import AskPresenter, AskState, suggestion_words
from ui.kit import STRETCH, DateField, IconMark, Label, LinkButton, box, clear, column, row, tokens

_WIDTH = 288
_MARKS = {
    "meets": ("circle-check", "reached"), "late": ("circle-check", "ink_soft"), "counts": ("circle-dot", "ink_soft"),
    "overdue": ("triangle-alert", "ink"), "moot": ("minus", "ink_soft"),
}  # fmt: skip


class AskPanel(QWidget):
    """Asks about one citizen. The field stays while the answer below it is drawn anew.

    `sound` says whether a day stands in the field that a talk can be booked on; else nothing is answered.
    """

    sound = Signal(bool)

    def __init__(self, asking: AskPresenter, state: AskState) -> None:
        super().__init__()
        self._asking = asking
        title = t("What if I move it to this day?") if state.moving else t("What if I book here?")
        today = asking.today()
        self.day = DateField(asking.today, earliest=today, latest=today + FURTHEST, width=_WIDTH)
        self.day.edit.setMinimumWidth(0)
        self.day.set_names(tc("field", "Day"))
        self.day.changed.connect(self._typed)
        self.day.edit.editingFinished.connect(self._tell_wrong)
        self._wrong = Label("", "alarm_note", wrap=True)
        self._wrong.hide()
        self._answer = column(gap=tokens.S)
        self._answer_box = box(self._answer)
        head = (Label(title, "heading", wrap=True), Label(state.item.name, "strong", wrap=True))
        self.setLayout(column(*head, self.day, self._wrong, self._answer_box, gap=tokens.S))

    def draw(self, state: AskState, today: date) -> None:
        """Show the day, unless somebody is typing it, and what a talk on it does."""
        if self.day.value() != state.day and not self.day.edit.hasFocus():
            self.day.set_value(state.day)
        clear(self._answer)
        if state.kind:
            self._answer.addWidget(Label(KINDS[state.kind], "note"))
        best = state.suggestion
        if best is not None and best.day != state.day:
            self._answer.addWidget(Label(suggestion_words(best, today), "note", wrap=True))
            self._answer.addWidget(LinkButton(t("Use the suggested day"), on_click=self._use_suggestion))
        elif best is not None:
            self._answer.addWidget(Label(best.reason, "note", wrap=True))
        elif state.without is not None:
            self._answer.addWidget(Label(state.without, "note", wrap=True))
        if state.remark is not None:
            self._answer.addLayout(marked("info", "ink_soft", state.remark))
        for told in state.told:
            self._answer.addLayout(marked(*_MARKS[told.effect], told.words))
        if not state.told and not state.loading:
            words = t("No deadline changes by a talk on this day.")
            self._answer.addWidget(Label(words, "soft", wrap=True))

    def _typed(self) -> None:
        day = self.day.value() if self.day.problem() is None else None
        self._answer_box.setVisible(day is not None)
        self.sound.emit(day is not None)
        if day is not None:
            self._wrong.hide()
            self._asking.choose_day(day)

    def _tell_wrong(self) -> None:
        """Say what is wrong with the day once it is written."""
        empty = t("Write the day.") if self.day.is_empty() else None
        problem = self.day.problem() or empty
        self._wrong.set_text(problem or "")
        self._wrong.setVisible(problem is not None)

    def _use_suggestion(self) -> None:
        self._asking.use_suggestion()
        if self._asking.state is not None:
            self.day.set_value(self._asking.state.day)


def marked(mark: str, tone: str, words: Text) -> QHBoxLayout:
    """Return words behind a mark."""
    beside = column(3, IconMark(mark, tone, 16), STRETCH, gap=0)
    return row(beside, (column(Label(words, "body", wrap=True), STRETCH, gap=0), 1), gap=tokens.S)
