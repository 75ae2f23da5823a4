"""Fields for a day and a time of day that understand what people type."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit

from caseworker.base.dates import format_clock, format_day, parse_day
from caseworker.base.text import Text, t
from ui.kit.day_picker import DayPicker
from ui.kit.field import LineField
from ui.kit.icons import icon
from ui.kit.labels import Label
from ui.kit.style import px
from ui.kit.words import language, say

_BUTTON = 26  # room that the line gives to its button

_STEPS = {
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_PageUp: 7,
    Qt.Key.Key_PageDown: -7,
}


class DateField(LineField):
    """A day, typed the way it is said: "12/3", "i morgen", "+14", "om 3 uger", "fredag".

    While typing, the field says which day it understood, with weekday and week number. The arrow keys
    move a day, Page Up and Page Down a week; F4, Alt+Down or the mouse open a month. `today` is asked
    each time. `earliest` and `latest` bound the days that may be given. `example` stands in the empty field,
    where the usual ones do not fit (a birth date). `value()` is a date, or None where
    the words are empty or no day.
    """

    def __init__(
        self,
        today: Callable[[], date],
        *,
        earliest: date | None = None,
        latest: date | None = None,
        width: int = 300,
        example: Text | str = "",
    ) -> None:
        super().__init__(placeholder=example or t("12/3, tomorrow, +14"), width=width)
        self._today, self._earliest, self._latest = today, earliest, latest
        self._day: date | None = None
        self.edit.setMinimumWidth(px(200))
        self._open = QAction(
            icon("calendar", "ink_soft", 16), say(t("Choose a day in the calendar")), self.edit
        )
        self._open.triggered.connect(self.open_calendar)
        self.edit.addAction(self._open, QLineEdit.ActionPosition.TrailingPosition)
        self.picker: DayPicker | None = None
        self._hint = Label("", "note", parent=self.edit)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.edit.installEventFilter(self)

    def value(self) -> date | None:
        """Return the day, or None."""
        return self._day

    def set_value(self, value: Any) -> None:
        """Show a day; None is empty."""
        self._day = value
        self.edit.setText(format_day(value, "numeric") if value else "")
        self._tell()

    def told(self, value: Any) -> str:
        """Return a day as it is written here."""
        return format_day(date.fromisoformat(value) if isinstance(value, str) else value, "numeric")

    def is_empty(self) -> bool:
        """Return whether nothing is typed."""
        return not self.edit.text().strip()

    def set_bounds(self, earliest: date | None, latest: date | None) -> None:
        """Change the first and last day that may be given."""
        self._earliest, self._latest = earliest, latest

    def problem(self) -> Text | None:
        """Return a sentence when the words are no day or the day is out of bounds."""
        if self.is_empty():
            return None
        if self._day is None:
            return t("This is not a day. Write for example 12/3, tomorrow or +14.")
        if self._earliest is not None and self._day < self._earliest:
            return t("The day must be {day} or later.", day=self._earliest)
        if self._latest is not None and self._day > self._latest:
            return t("The day must be {day} or earlier.", day=self._latest)
        return None

    def understood(self) -> str:
        """Return the day in words, as shown in the field: weekday, day and week number."""
        return self._hint.text()

    def open_calendar(self) -> None:
        """Show a month to choose the day from."""
        if self.edit.isReadOnly():
            return
        today = self._today()
        self.picker = DayPicker(self._day or today, today, self._earliest, self._latest)
        self.picker.day_chosen.connect(self._take)
        self.picker.destroyed.connect(self._forget_picker)
        self.picker.show_at(self.edit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move by days and weeks with the arrow keys, and keep the hint in its place."""
        if isinstance(event, QResizeEvent):
            self._place_hint()
        step = 0
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and _opens_list(event):
            self.open_calendar()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _STEPS.get(Qt.Key(event.key()), 0)
        if step and not self.edit.isReadOnly():
            self.set_value((self._day or self._today() - timedelta(days=step)) + timedelta(days=step))
            self.changed.emit()
            return True
        return super().eventFilter(watched, event)

    def _edited(self, words: str) -> None:
        self._day = parse_day(words, self._today())
        self._tell()
        super()._edited(words)

    def _take(self, day: date) -> None:
        self.set_value(day)
        self.edit.setFocus()
        self.changed.emit()

    def _forget_picker(self) -> None:
        self.picker = None

    def _finished(self) -> None:
        if self._day is not None:
            self.set_value(self._day)
        # A form that is put away takes the focus along: nobody reads what it says then.
        problem = self.problem() if self.edit.isVisible() and not self.edit.isReadOnly() else None
        if problem is not None:
            self.left_wrong.emit(problem)

    def _tell(self) -> None:
        self._hint.set_text(_day_in_words(self._day) if self._day else "")
        self._place_hint()

    def _place_hint(self) -> None:
        width = self._hint.sizeHint().width() if self._hint.text() else 0
        button = px(_BUTTON)
        free = (
            self.edit.width() - self.edit.fontMetrics().horizontalAdvance(self.edit.text()) - px(30) - button
        )
        self._hint.setVisible(0 < width <= free)
        self._hint.setGeometry(self.edit.width() - width - button - px(6), 0, width, self.edit.height())
        self.edit.setTextMargins(0, 0, width + px(4) if self._hint.isVisibleTo(self.edit) else 0, 0)


def _opens_list(event: QKeyEvent) -> bool:
    """Return whether the key opens the list of a field everywhere: F4, or Alt with the down arrow."""
    down = event.key() == Qt.Key.Key_Down and bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
    return down or event.key() == Qt.Key.Key_F4


def _day_in_words(day: date) -> str:
    week = t("{day:weekday_short}, week {week}", day=day, week=day.isocalendar().week)
    return say(week)


_TIME = re.compile(r"(\d{1,2})(?:[.: ]?(\d{2}))?")


def parse_time(words: str) -> time | None:
    """Read a time of day: "9", "930", "9.30", "kl. 13:00". Return None for anything else."""
    bare = re.sub(r"^(kl\.?|at)\s*", "", words.strip().lower())
    match = _TIME.fullmatch(bare)
    if match is None or int(match[1]) > 23 or int(match[2] or 0) > 59:
        return None
    return time(int(match[1]), int(match[2] or 0))


class TimeField(LineField):
    """A time of day, typed "9", "930", "9.30" or "13:00" and shown as the language writes it.

    The arrow keys move a quarter of an hour.
    """

    def __init__(self, *, width: int = 100) -> None:
        super().__init__(placeholder=format_clock(time(9, 30), language()), width=width)
        self.edit.installEventFilter(self)

    def value(self) -> time | None:
        """Return the time, or None."""
        return parse_time(self.edit.text())

    def set_value(self, value: Any) -> None:
        """Show a time; None is empty."""
        self.edit.setText(format_clock(value, language()) if value else "")

    def is_empty(self) -> bool:
        """Return whether nothing is typed."""
        return not self.edit.text().strip()

    def problem(self) -> Text | None:
        """Return a sentence when the words are no time of day."""
        if self.is_empty() or self.value() is not None:
            return None
        return t("This is not a time. Write for example 9:30.")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move by a quarter of an hour with the arrow keys."""
        step = 0
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Up: 15, Qt.Key.Key_Down: -15}.get(Qt.Key(event.key()), 0)
        if step and not self.edit.isReadOnly():
            now = self.value() or time(9)
            minutes = max(0, min(23 * 60 + 45, now.hour * 60 + now.minute + step))
            self.set_value(time(minutes // 60, minutes % 60))
            self.changed.emit()
            return True
        return super().eventFilter(watched, event)

    def _finished(self) -> None:
        if (value := self.value()) is not None:
            self.set_value(value)
