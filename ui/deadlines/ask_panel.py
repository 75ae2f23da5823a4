"""The panel "what if I book here?": a day to choose, and what a talk on it does."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QWidget

from caseworker.base.text import Text, t, tc
from caseworker.contacts.words import KINDS
from ui.deadlines.asking import AskPresenter, AskState, suggestion_words
from ui.kit import STRETCH, DateField, IconMark, Label, LinkButton, clear, column, row, tokens

_WIDTH = 288
_MARKS = {
    "meets": ("circle-check", "reached"), "late": ("circle-check", "ink_soft"), "counts": ("circle-dot", "ink_soft"),
    "overdue": ("triangle-alert", "ink"), "moot": ("minus", "ink_soft"),
}  # fmt: skip


class AskPanel(QWidget):
    """Asks about one citizen. The field stays while the answer below it is drawn anew."""

    def __init__(self, asking: AskPresenter, state: AskState) -> None:
        super().__init__()
        self._asking = asking
        title = t("What if I move it to this day?") if state.moving else t("What if I book here?")
        self.day = DateField(asking.today, earliest=asking.today(), width=_WIDTH)
        self.day.edit.setMinimumWidth(0)
        self.day.set_names(tc("field", "Day"))
        self.day.changed.connect(self._typed)
        self._answer = column(gap=tokens.S)
        head = (Label(title, "heading", wrap=True), Label(state.item.name, "strong", wrap=True))
        self.setLayout(column(*head, self.day, self._answer, gap=tokens.S))

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
        if state.remark is not None:
            self._answer.addLayout(marked("info", "ink_soft", state.remark))
        for told in state.told:
            self._answer.addLayout(marked(*_MARKS[told.effect], told.words))
        if not state.told and not state.loading:
            words = t("No deadline changes by a talk on this day.")
            self._answer.addWidget(Label(words, "soft", wrap=True))

    def _typed(self) -> None:
        if self.day.problem() is None and (day := self.day.value()) is not None:
            self._asking.choose_day(day)

    def _use_suggestion(self) -> None:
        self._asking.use_suggestion()
        if self._asking.state is not None:
            self.day.set_value(self._asking.state.day)


def marked(mark: str, tone: str, words: Text) -> QHBoxLayout:
    """Return words behind a mark."""
    beside = column(3, IconMark(mark, tone, 16), STRETCH, gap=0)
    return row(beside, (column(Label(words, "body", wrap=True), STRETCH, gap=0), 1), gap=tokens.S)
