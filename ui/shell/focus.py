"""Keeps the keyboard where the user is."""

from __future__ import annotations

from typing import cast

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget


class FocusKeeper(QObject):
    """Keeps the focus in the page when what held it goes away: Qt hands it to the navigation or the search.

    A page that knows better (the button that opened a form) says so at once and is left alone. When what floats
    over the page goes away, the focus goes back to where it was in the page.
    """

    def __init__(self, frame: QWidget, page: QWidget, floating: QWidget) -> None:
        super().__init__(frame)
        self._frame, self._page, self._floating = frame, page, floating
        self._last: QWidget | None = None
        self._app = cast(QApplication, QApplication.instance())
        self._app.focusChanged.connect(self._moved)

    def end(self) -> None:
        """Watch no more: the frame is going away."""
        self._app.focusChanged.disconnect(self._moved)

    def give_back(self) -> None:
        """Put the focus where it was last in the page, or on the page if that is gone."""
        last = self._last if self._last is not None and shiboken6.isValid(self._last) else None
        (last if last is not None and last.isVisible() and last.isEnabled() else self._page).setFocus()

    def _moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is not None and (old is self._page or self._page.isAncestorOf(old)):
            self._last = old
        mine = old is not None and (self._page.isAncestorOf(old) or self._floating.isAncestorOf(old))
        if old is None or new is None or not mine or not self._is_outside(new):
            return
        if not (old.isVisible() and old.isEnabled()):
            QTimer.singleShot(0, self, self._take_back)

    def _take_back(self) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and self._is_outside(focused):
            self.give_back()

    def _is_outside(self, widget: QWidget) -> bool:
        return (
            self._frame.isAncestorOf(widget)
            and widget is not self._page
            and not self._page.isAncestorOf(widget)
        )
