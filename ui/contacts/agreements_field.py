"""The field for what was agreed: one line typed, whose and by when understood, each changed with one click."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from caseworker.base.dates import format_day, parse_day
from caseworker.base.text import Text, raw, t, tc
from caseworker.base.workdays import next_workday
from caseworker.plan.due_words import has_passed, impossible_day, not_a_day, passed_day, remark_on
from ui.contacts.agreement_words import Owners, next_side, read_agreement
from ui.contacts.tabbing import tab_before
from ui.kit import FieldWidget, IconButton, IconMark, column, describe, hairline, language, px, row, say
from ui.kit import tokens as tok
from ui.kit.field import line_edit
from ui.kit.style import restyle

_ICONS = {"citizen": "user", "municipality": "landmark", "company": "building-2"}
_DAY_WIDTH = 196
_NO_DAY = t("This is not a day. Write for example 12/3, tomorrow or +14.")


class AgreementsField(FieldWidget):
    """Agreements as rows, and a line for the next one.

    `value()` is a list of {"side", "words", "owner", "due_on"} in the order typed; `pending()` what stands in
    the line and is not entered yet. What is no day, or one that has passed, is told, and nothing is entered or
    saved with another one.
    """

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self._owners: Owners = {}
        self._citizen = ""
        self._rows: list[_AgreementRow] = []
        self._frame = QFrame()
        self._frame.setProperty("kind", "card")
        self._list = QVBoxLayout(self._frame)
        self._list.setContentsMargins(1, 1, 1, 1)
        self._list.setSpacing(0)
        self.entry = _inline(say(t("Write an agreement, for example “Per sends times, Friday”")))
        self.entry.returnPressed.connect(self.enter)
        self.entry.textEdited.connect(lambda _words: self.changed.emit())
        self._last = QWidget()
        self._last.setLayout(
            row(IconMark("plus", "ink_faint", 16), (self.entry, 1), gap=tok.S, margins=(tok.M, 0, tok.XS, 0))
        )
        self._list.addWidget(self._last)
        self.setLayout(column(self._frame))
        self._adopt(self.entry)

    def know(self, owners: Owners, citizen: str) -> None:
        """Say whom first words stand for, and what the citizen is called."""
        self._owners, self._citizen = owners, citizen

    def enter(self) -> bool:
        """Take the typed line as an agreement. Returns whether there was one; a line with no possible day stays."""
        if (wrong := self._line_problem()) is not None:
            self.left_wrong.emit(wrong)
            return False
        found = read_agreement(self.entry.text(), self._owners, self._today)
        if found is None:
            return False
        self.entry.clear()
        self._add(found.plain())
        self.changed.emit()
        return True

    def pending(self) -> str:
        """Return what stands in the line and is not entered yet."""
        return self.entry.text()

    def set_pending(self, words: str) -> None:
        """Put words into the line; what is wrong or odd in words that are back is said at once."""
        self.entry.setText(words)
        self.left_wrong.emit(self.problem())

    def value(self) -> list[dict[str, Any]]:
        """Return the agreements."""
        return [one.agreement for one in self._rows]

    def set_value(self, value: Any) -> None:
        """Show these agreements."""
        for one in self._rows:
            self._take_out(one)
        self._rows = []
        for agreement in value or ():
            self._add(agreement)

    def rows(self) -> list[_AgreementRow]:
        """Return the rows in order."""
        return list(self._rows)

    def problem(self) -> Text | None:
        """Return a sentence when the day of an agreement, or of the line, is none."""
        return next((_NO_DAY for one in self._rows if one.unread), None) or self._line_problem()

    def remark(self) -> Text | None:
        """Say what looks like a day at the end of agreements and is not read as one: it may be none.

        An agreement with a day of its own has it elsewhere.
        """
        given = (None, next_workday(self._today).isoformat())
        lines = [one.agreement["words"] for one in self._rows if one.agreement["due_on"] in given]
        return remark_on([*lines, self.entry.text()], self._today)

    def half(self) -> list[str]:
        """Return the words of the days that are none, a row each; [] where all can be read."""
        words = [one.unread for one in self._rows]
        return words if any(words) else []

    def show_half(self, words: Sequence[str]) -> None:
        """Show such words again in their rows."""
        for one, typed in zip(self._rows, words, strict=False):
            one.show_unread(typed)
        self._say_wrong()

    def focus_target(self) -> QWidget:
        """Return the line for the next agreement, or a day that cannot be read."""
        return next((one.day for one in self._rows if one.unread), self.entry)

    def set_faulty(self, faulty: bool) -> None:
        """Draw the edges of what cannot be read."""
        for one in self._rows:
            restyle(one.day, faulty="true" if faulty and one.unread else "false")
        restyle(self.entry, faulty="true" if faulty and self._line_problem() is not None else "false")

    def set_names(self, name: Text | str, description: Text | str = "") -> None:
        """Name the line for the next agreement."""
        self.entry.setAccessibleName(say(name))
        self.entry.setAccessibleDescription(
            " ".join(filter(None, [self.entry.placeholderText(), say(description)]))
        )

    def _say_wrong(self) -> None:
        if (wrong := self.problem()) is not None:
            self.left_wrong.emit(wrong)

    def _line_problem(self) -> Text | None:
        line = self.entry.text()
        if words := impossible_day(line, self._today):
            return not_a_day(words)
        day = passed_day(line, self._today)
        return has_passed(day) if day is not None else None

    def _add(self, agreement: dict[str, Any]) -> None:
        made = _AgreementRow(agreement, self._today, self._citizen)
        made.changed.connect(self.changed)
        made.left_wrong.connect(self.left_wrong)
        made.removed.connect(lambda: self._remove(made))
        self._list.insertWidget(self._list.count() - 1, made)
        self._rows.append(made)
        tab_before(self.entry, [made.side, made.words, made.day, made.remove])

    def _remove(self, one: _AgreementRow) -> None:
        self._rows.remove(one)
        self._take_out(one)
        self.entry.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _take_out(self, one: _AgreementRow) -> None:
        self._list.removeWidget(one)
        one.hide()
        one.deleteLater()


class _AgreementRow(QWidget):
    """One agreement: whose it is (a click gives it to the next side), its words, its day.

    `unread` is what stands in the line of the day and is none; the agreement has no day then.
    """

    changed = Signal()
    removed = Signal()
    left_wrong = Signal(object)

    def __init__(self, agreement: dict[str, Any], today: date, citizen: str) -> None:
        super().__init__()
        self.agreement, self._today, self._citizen = agreement, today, citizen
        self.side = IconButton(_ICONS[agreement["side"]], t("Whose agreement"), on_click=self._next_side)
        self.words = _inline()
        self.words.setText(agreement["words"])
        self.words.setCursorPosition(0)
        self.words.textEdited.connect(self._words_typed)
        self.day = _inline(say(t("no date")))
        self.day.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.day.setFixedWidth(px(_DAY_WIDTH))
        self.unread = ""
        self._was = agreement["due_on"]  # when the line of the day got the focus with a day in it
        self.day.textEdited.connect(self._day_typing)
        self.day.editingFinished.connect(self._day_typed)
        self.day.installEventFilter(self)
        self.remove = IconButton("x", t("Take the agreement out"), on_click=self.removed.emit)
        line = row(self.side, (self.words, 1), self.day, self.remove, gap=2, margins=(tok.XS, 0, tok.XS, 0))
        self.setLayout(column(line, hairline(), gap=0))
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Mark the whole day when it gets the focus; Escape brings the old one back."""
        if watched is self.day and event.type() == QEvent.Type.FocusIn:
            # After Qt has put the cursor where the mouse was.
            self.day.selectAll()
            self._was = self._was if self.unread else self.agreement["due_on"]
        typed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if typed and watched is self.day and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
            self.unread = ""
            self._change({**self.agreement, "due_on": self._was})
            return True
        return super().eventFilter(watched, event)

    def show_unread(self, typed: str) -> None:
        """Show words in the line of the day that were no day, read as if they were typed now."""
        if typed:
            self.day.setText(typed)
            self._read_day(typed)

    def _next_side(self) -> None:
        given = next_side(self.agreement, self._today)
        self._change({**given, "due_on": None} if self.unread else given)

    def _words_typed(self, words: str) -> None:
        self.agreement = {**self.agreement, "words": words}
        self.changed.emit()

    def _day_typing(self, typed: str) -> None:
        """Know the day at once: saving with the keyboard leaves no line first."""
        self._read_day(typed)
        self.changed.emit()

    def _read_day(self, typed: str) -> None:
        found = parse_day(typed, self._today)
        self.unread = "" if found is not None else typed.strip()
        self.agreement = {**self.agreement, "due_on": found.isoformat() if found else None}

    def _day_typed(self) -> None:
        if not self.unread:
            self._show()
        elif self.day.isVisible():  # a form that is put away takes the focus along: nobody reads it then
            self.left_wrong.emit(_NO_DAY)

    def _change(self, agreement: dict[str, Any]) -> None:
        self.agreement = agreement
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        side, due_on = self.agreement["side"], self.agreement["due_on"]
        whose = {
            "citizen": raw(self._citizen),
            "municipality": t("the municipality"),
            "company": t("the company"),
        }[side]
        words = self.agreement["words"]
        self.side.set_icon(_ICONS[side], "ink")
        self.side.set_tip(t("Does it: {whose}. Click to change.", whose=self.agreement["owner"] or whose))
        self.side.setAccessibleName(say(t("“{words}”: done by {whose}", words=words, whose=whose)))
        if not self.unread:
            self.day.setText(format_day(date.fromisoformat(due_on), "weekday", language()) if due_on else "")
            self.day.setCursorPosition(0)
        describe(self.words, tc("field", "Agreement"))
        describe(self.day, t("Day of “{words}”", words=words))
        self.remove.setAccessibleName(say(t("Take “{words}” out", words=words)))


def _inline(placeholder: str = "") -> QLineEdit:
    made = line_edit(placeholder)
    made.setProperty("kind", "inline")
    return made
