"""The field that finds things as you type."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit

from caseworker.base.text import Text, t, tc
from ui.kit import tokens
from ui.kit.field import LineField
from ui.kit.icons import IconMark, icon
from ui.kit.labels import KeyHint
from ui.kit.style import px
from ui.kit.words import say


class SearchField(LineField):
    """A search line with a magnifier, and the keys that lead to it.

    `searched(str)` comes 120 ms after the last key, at once on Enter; `chosen(str)` on Enter;
    `left_down()` on the down arrow, so that the list below can take the focus. Escape empties it.
    """

    searched = Signal(str)
    chosen = Signal(str)
    left_down = Signal()

    def __init__(
        self, placeholder: Text | str = "", *, keys: str = "", name: Text | str = "", width: int = 0
    ) -> None:
        super().__init__(placeholder=placeholder or tc("field", "Search"), width=width)
        self.edit.setProperty("kind", "search")
        self.edit.setAccessibleName(say(name or placeholder or tc("field", "Search")))
        self._lens = IconMark("search", "ink_soft", 16)
        self._lens.setParent(self.edit)
        self._keys = KeyHint(keys) if keys else None
        if self._keys is not None:
            self._keys.setParent(self.edit)
            self._keys.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._clear = QAction(icon("x", "ink_soft", 16), say(t("Empty the search")), self)
        self._clear.triggered.connect(self.clear)
        self._timer = QTimer(self, singleShot=True, interval=120)
        self._timer.timeout.connect(self._search)
        self.edit.installEventFilter(self)

    def value(self) -> str:
        """Return the words."""
        return self.edit.text()

    def set_value(self, value: Any) -> None:
        """Put words in without searching."""
        self.edit.setText("" if value is None else str(value))
        self._dress()

    def clear(self) -> None:
        """Empty the line and search for nothing."""
        self.set_value("")
        self._search()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Act on Enter, Escape and the down arrow, and keep the marks in their places."""
        if isinstance(event, QResizeEvent):
            self._place()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._search()
                self.chosen.emit(self.value())
                return True
            if event.key() == Qt.Key.Key_Escape and self.value():
                self.clear()
                return True
            if event.key() == Qt.Key.Key_Down:
                self.left_down.emit()
                return True
        return super().eventFilter(watched, event)

    def _edited(self, words: str) -> None:
        self._dress()
        self._timer.start()
        super()._edited(words)

    def _search(self) -> None:
        self._timer.stop()
        self.searched.emit(self.value())

    def _dress(self) -> None:
        filled = bool(self.value())
        if filled and self._clear not in self.edit.actions():
            self.edit.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        elif not filled and self._clear in self.edit.actions():
            self.edit.removeAction(self._clear)
        if self._keys is not None:
            self._keys.setVisible(not filled)
            self._place()

    def _place(self) -> None:
        height = self.edit.height()
        self._lens.move(px(11), (height - self._lens.height()) // 2)
        if self._keys is not None:
            size: QSize = self._keys.sizeHint()
            left = self.edit.width() - size.width() - px(tokens.S + 2)
            self.edit.setTextMargins(0, 0, size.width() if self._keys.isVisibleTo(self.edit) else 0, 0)
            self._keys.setGeometry(left, (height - size.height()) // 2, size.width(), size.height())
