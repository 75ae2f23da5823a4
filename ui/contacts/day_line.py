"""The line by a day that is typed: what a talk on it does, or what it is suggested for."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caseworker.base.text import Text, t, tc
from ui.contacts.day_asking import DayAsking, Question
from ui.contacts.fields import MomentField
from ui.contacts.state import Advice
from ui.kit import IconMark, Label, Why, WhyLink, px, row
from ui.ports import Desk

_MARK = 16
_MARKS = {"overdue": ("triangle-alert", "ink"), "meets": ("circle-check", "reached")}
_OTHER_MARK = ("circle-dot", "ink_soft")


class DayLine(QWidget):
    """One quiet line, of the same height whatever it says. `nothing` stands where no deadline asks for a talk.

    `why` says why the suggested day is one; who shows the line finds it a place. `remarked` when what the field
    is to say of its time has changed.
    """

    remarked = Signal()

    def __init__(self, desk: Desk, case_id: str, field: MomentField, nothing: Text | str = "") -> None:
        super().__init__()
        self._field, self._nothing = field, nothing
        self._question: Question | None = None
        self._advice: Advice | None = None
        self._asking = DayAsking(desk, case_id)
        self._asking.on_changed = self._draw
        self.destroyed.connect(self._asking.retire)
        self.why = WhyLink(self._explain, tc("link", "why?"), name=t("Why this day?"))
        kept = self.why.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.why.setSizePolicy(kept)
        self._mark = IconMark(*_OTHER_MARK, _MARK)
        self._mark.hide()
        self._words = Label("", "note", elide=True)
        self.setLayout(row(self._mark, (self._words, 1), gap=6))
        self.setMinimumHeight(max(px(_MARK), self._words.fontMetrics().height()))

    def ask(self, question: Question | None, advice: Advice | None) -> None:
        """Say what this talk does, or nothing where no day is typed."""
        self._question, self._advice = question, advice
        self._asking.ask(question)
        self._draw()

    def ask_anew(self) -> None:
        """Ask the same again: something else was changed."""
        self._asking.reload()

    def text(self) -> str:
        """Return what is said."""
        return self._words.text()

    def _draw(self) -> None:
        asked, advice = self._question, self._advice
        suggested = asked is not None and advice is not None and asked.talk.on == advice.suggestion.day
        told, words = self._asking.told(), self._nothing if advice is None else ""
        if advice is not None and suggested and self._is_alike(advice):
            told, words = None, t("Suggested day: {serves}", serves=advice.serves)
        elif told is not None:
            words = told.words
        self._words.set_text(words)
        self._mark.setVisible(told is not None)
        self._mark.set_icon(*_MARKS.get(told.effect if told is not None else "", _OTHER_MARK))
        self.why.setVisible(suggested)
        if self._field.taken != (taken := self._asking.taken()):
            self._field.taken = taken
            self.remarked.emit()

    def _is_alike(self, advice: Advice) -> bool:
        """Whether the talk is of the kind that the day is suggested for, which is a meeting."""
        talk = self._question.talk if self._question is not None else None
        return talk is not None and (talk.kind, talk.channel) == (advice.suggestion.kind, "meeting")

    def _explain(self) -> Why:
        return Why(t("Why this day?"), self._advice.suggestion.reason if self._advice is not None else "")
