"""A month to point at a day in: opened from a day field, for those who would rather see than type."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QBrush, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QWidget

from caseworker.base import workdays
from caseworker.base.text import t
from ui.kit import tokens
from ui.kit.icons import icon
from ui.kit.layout import column
from ui.kit.popup import Popup
from ui.kit.style import colour, px
from ui.kit.words import language, say

_LOCALES = {
    "da": QLocale(QLocale.Language.Danish, QLocale.Country.Denmark),
    "en": QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
}


class DayPicker(Popup):
    """The days of a month with week numbers; days off stand back.

    Arrow keys and Page Up and Page Down move, Enter or a click chooses, Escape closes.
    """

    day_chosen = Signal(object)

    def __init__(self, day: date, today: date, earliest: date | None, latest: date | None) -> None:
        super().__init__()
        self.calendar = QCalendarWidget()
        self.calendar.setLocale(_LOCALES[language()])
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        head, weekend = QTextCharFormat(), QTextCharFormat()
        head.setForeground(QBrush(colour("ink_soft")))
        weekend.setForeground(QBrush(colour("ink_faint")))  # Qt paints weekends red: nothing here is urgent
        self.calendar.setHeaderTextFormat(head)
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(weekday, weekend)
        for name, picture in (("prevmonth", "chevron-left"), ("nextmonth", "chevron-right")):
            button = self.calendar.findChild(QToolButton, f"qt_calendar_{name}")
            if button is not None:
                button.setIcon(icon(picture, "ink", 16))
        self.calendar.setAccessibleName(say(t("Choose a day")))
        if earliest is not None:
            self.calendar.setMinimumDate(_qt(earliest))
        if latest is not None:
            self.calendar.setMaximumDate(_qt(latest))
        self.calendar.currentPageChanged.connect(self._shade)
        self.calendar.setSelectedDate(_qt(day))
        strong = QTextCharFormat()
        strong.setFontWeight(700)
        self.calendar.setDateTextFormat(_qt(today), strong)
        self._shade(day.year, day.month)
        self.calendar.activated.connect(self._chosen)
        self.calendar.clicked.connect(self._chosen)
        panel = QFrame()
        panel.setProperty("kind", "popover")
        panel.setLayout(column(self.calendar, margins=tokens.S))
        self.setLayout(column(panel))

    def show_at(self, anchor: QWidget) -> None:
        """Open below a widget, or above it where there is no room below."""
        self.open_at(anchor, px(320), px(270))
        self.calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def _shade(self, year: int, month: int) -> None:
        """Let weekends and days off stand back, in the weeks that the month shows."""
        off = QTextCharFormat()
        off.setForeground(QBrush(colour("ink_faint")))
        off.setBackground(QBrush(colour("inset")))
        first = date(year, month, 1) - timedelta(days=7)
        for count in range(50):
            day = first + timedelta(days=count)
            if not workdays.is_workday(day):
                self.calendar.setDateTextFormat(_qt(day), off)

    def _chosen(self, day: QDate) -> None:
        self.day_chosen.emit(day.toPython())
        self.close()


def _qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
