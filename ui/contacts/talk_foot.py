"""The last line of the talk's form: the next talk with its reason, printing, and the one button."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from caseworker.base.text import Text, t
from ui.contacts.day_asking import Question, contact, question_of
from ui.contacts.day_line import DayLine
from ui.contacts.drafts import moment_words
from ui.contacts.fields import MomentField
from ui.contacts.state import Advice, TalkState
from ui.contacts.talk_values import HELD
from ui.contacts.when_words import full_when
from ui.kit import STRETCH, BusyButton, CheckField, IconMark, Label, box, column, row
from ui.kit import tokens as tok
from ui.kit.style import restyle
from ui.ports import Desk

_SAVE = {
    "absent_notice": t("Save the cancellation"),
    "absent_no_notice": t("Save the absence"),
}


class TalkFoot(QWidget):
    """Next talk, print and save. `changed(name)` when one of its fields was changed by hand."""

    changed = Signal(str)

    def __init__(self, desk: Desk, case_id: str) -> None:
        super().__init__()
        self._today, self._wrong = desk.office.clock.today, False
        self._advice: Advice | None = None
        self.next_at = MomentField(self._today)
        self.next_at.set_names(t("Next talk"))
        self._booked = Label("", "body")
        self._day = DayLine(desk, case_id, self.next_at, t("No deadline asks for one yet"))
        self._error = Label("", "error", wrap=True)
        self._error_mark = IconMark("info", "ink_soft", 16)
        self._error_row = box(row(column(self._error_mark, STRETCH, gap=0), (self._error, 1), gap=6))
        self._error_row.hide()
        self.print_plan = CheckField(t("Print the plan"))
        self.print_plan.set_names("")
        self.save = BusyButton(t("Save the talk"), kind="filled", busy_text=t("Saving …"), shortcut="Ctrl+S")
        head = row(Label(t("Next talk"), "label"), (self._day, 1), gap=6)
        field = row(self.next_at, self._booked, self._day.why, STRETCH, gap=tok.S)
        acts = column(STRETCH, row(self.print_plan, self.save, gap=tok.M), gap=0)
        self._line = row((field, 1), acts, gap=tok.M)
        self.setLayout(column(head, self._line, self._error_row, gap=tok.XS))
        self._day.remarked.connect(self._remark)
        self.next_at.changed.connect(lambda: self._told("next_at"))
        self.print_plan.changed.connect(lambda: self._told("print_plan"))

    def values(self) -> dict[str, Any]:
        """Return the two values that stand here."""
        return {
            "next_at": self.next_at.value(),
            "next_half": self.next_at.half(),
            "print_plan": self.print_plan.value(),
        }

    def fill(self, values: Mapping[str, Any]) -> None:
        """Show the values a talk opens with."""
        self.next_at.set_value(values["next_at"])
        self.next_at.show_half(values["next_half"])
        # Nobody types in words that are back: what is wrong is said at once.
        self.set_error(self.next_at.problem() if self.next_at.half() else None)
        self.print_plan.set_value(values["print_plan"])
        self.save.set_busy(False)

    def set_narrow(self, *, narrow: bool) -> None:
        """Set the button below the next talk, or beside it."""
        way = QBoxLayout.Direction
        self._line.setDirection(way.TopToBottom if narrow else way.LeftToRight)

    def draw(self, state: TalkState, values: Mapping[str, Any]) -> None:
        """Say what the button saves and what the next talk does, and offer to print where there is a plan."""
        held = values["attendance"] in HELD
        if not self.save.is_busy():
            self.save.set_text(_SAVE.get(values["attendance"], t("Save the talk")))
        self.print_plan.setVisible(held and state.side.plan is not None)
        self._day.ask(self._question(state, values), self._advice)

    def draw_next(self, state: TalkState, advice: Advice | None) -> None:
        """Show what is agreed already, or the field of a day. A day that was typed stays in sight."""
        booked, self._advice = state.next_booked, advice
        self._booked.setVisible(booked is not None)
        asked, was_asked = booked is None or not self.next_at.is_empty(), not self.next_at.isHidden()
        self.next_at.setVisible(asked)
        if asked != was_asked:
            self.set_error(None)
        self._day.setVisible(asked)
        if booked is not None:
            self._booked.set_text(t("Agreed: {when}", when=full_when(booked.at, state.today)))

    def ask_anew(self) -> None:
        """Ask again what the next talk does: something else was changed."""
        self._day.ask_anew()

    def suggest(self, advice: Advice | None) -> None:
        """Put the suggested day in, or none."""
        self.next_at.set_value(moment_words(advice.suggestion.at) if advice is not None else None)
        self.set_error(None)

    def check(self) -> bool:
        """Say what is wrong with the next talk. Returns whether all is well."""
        wrong = None if self.next_at.isHidden() else self.next_at.problem()
        self.set_error(wrong)
        return wrong is None

    def set_error(self, error: Text | None) -> None:
        """Show what is wrong with the next talk, or else what is unusual about it, if anything."""
        self._wrong = error is not None
        remark = None if self._wrong or self.next_at.isHidden() else self.next_at.remark()
        self._error.set_text(error or remark or "")
        restyle(self._error, kind="error" if error is not None else "note")
        self._error_mark.set_icon(*(("circle-alert", "ink") if self._wrong else ("info", "ink_soft")))
        self._error_row.setVisible(bool(error or remark))
        self.next_at.set_faulty(error is not None)
        self.next_at.set_names(t("Next talk"), error or remark or "")

    def error(self) -> str:
        """Return the error or the remark shown, or ""."""
        return self._error.text()

    def said(self) -> str:
        """Return what is said of the day of the next talk, or ""."""
        return "" if self._day.isHidden() else self._day.text()

    def focus_next(self) -> None:
        """Put the focus into the day of the next talk."""
        self.next_at.focus_target().setFocus()

    def _told(self, name: str) -> None:
        if name == "next_at":
            self.set_error(None)
        self.changed.emit(name)

    def _question(self, state: TalkState, values: Mapping[str, Any]) -> Question | None:
        """Return what is asked about the next talk, as it would be booked after the one that is going on."""
        if self.next_at.isHidden():
            return None
        kind = self._advice.suggestion.kind if self._advice is not None else "follow_up"
        asked = question_of(
            self.next_at.day.value(), self.next_at.time.value(), self._today(), kind=kind,
            channel=values["channel"], minutes=values["minutes"], instead_of=state.talk_id,
        )  # fmt: skip
        if asked is None or values["attendance"] not in HELD:
            return asked
        held = contact(values["kind"], self._today(), "held", values["channel"], values["by"])
        return replace(asked, held_now=held, measured_now=bool(values["measured"]))

    def _remark(self) -> None:
        if not self._wrong:
            self.set_error(None)
