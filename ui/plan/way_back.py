"""Where the focus goes when a form closes: to the row it was about, else to what had opened it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ui.kit.a11y import focusable
from ui.plan.sheet import Sheet

# What the row of a form is called, by the form's key; the record's id follows.
_ROWS = {
    "activity": ("activity:", "undated:"),
    "interim_goal": ("goal:", "undated:"),
    "agreement": ("agreement:",),
    "plan_person": ("person:",),
    "end_goal": ("edit",),
    "plan_version": ("versions",),
}


class WayBack:
    """Remembers what had the focus when a form opened. `mark(key, id)` finds what is drawn for a record."""

    def __init__(self, page: QWidget, mark: Callable[[str, str], QWidget | None]) -> None:
        self._page, self._mark = page, mark
        self._opener: QWidget | None = None
        self._name = ""

    def remember(self, but: QWidget | None) -> None:
        """Take note of what has the focus, unless that lies in the form that is open now."""
        focused = QApplication.focusWidget()
        inside = but is not None and focused is not None and but.isAncestorOf(focused)
        if focused is not None and self._page.isAncestorOf(focused) and not inside:
            self._opener, self._name = focused, focused.objectName()

    def leave(self, side: QWidget | None, sheet: Sheet | None) -> None:
        """Give the focus back once `side` is gone, unless the user is somewhere else already."""
        focused = QApplication.focusWidget()
        if side is not None and (focused is None or side.isAncestorOf(focused)):
            QTimer.singleShot(0, self._page, lambda: self._go(sheet))

    def _go(self, sheet: Sheet | None) -> None:
        target = self._row(sheet) or self._opening() or next(focusable(self._page), None)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, sheet: Sheet | None) -> QWidget | None:
        if sheet is None:
            return None
        record = sheet.about or sheet.record_id
        key = "activity" if sheet.key.startswith("activity") else sheet.key
        for start in _ROWS.get(key, ()):
            found = self._named(f"{start}{record}" if start.endswith(":") else start)
            if found is not None:
                return found
        return self._mark(key, record)

    def _opening(self) -> QWidget | None:
        if self._name:
            return self._named(self._name)
        opener = self._opener
        return opener if opener is not None and isValid(opener) and opener.isVisible() else None

    def _named(self, name: str) -> QWidget | None:
        return next((w for w in self._page.findChildren(QWidget, name) if w.isVisible()), None)
