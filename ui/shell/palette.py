"""The command palette: finds citizens and commands from one line (Ctrl+K)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from caseworker.base.text import isolated, t
from ui.kit import tokens
from ui.kit.layout import column
from ui.kit.search_field import SearchField
from ui.kit.style import px
from ui.kit.words import say
from ui.shell.palette_presenter import Entry


class Palette(QObject):
    """The list under the search line. `find` returns what fits the words; `run` does what was chosen.

    `leave` takes the focus out of the search line, back to the page.
    """

    def __init__(
        self,
        field: SearchField,
        find: Callable[[str], list[Entry]],
        run: Callable[[Entry], None],
        host: QWidget,
        leave: Callable[[], None],
    ) -> None:
        super().__init__(host)
        self._field, self._find, self._run, self._host = field, find, run, host
        self._leave = leave
        self.list = QListWidget()
        self.list.setAccessibleName(say(t("Citizens and commands found")))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._clicked)
        self.frame = QFrame(host)
        self.frame.setProperty("kind", "popover")
        self.frame.setLayout(column(self.list, margins=tokens.XS))
        self.frame.hide()
        self._entries: list[Entry] = []
        field.searched.connect(self.show_found)
        field.edit.installEventFilter(self)

    def open(self) -> None:
        """Go to the line and show what can be done."""
        self._field.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.edit.selectAll()
        self.show_found(self._field.value())

    def close(self) -> None:
        """Put the list away and empty the line."""
        self.frame.hide()
        self._field.set_value("")

    def show_found(self, words: str) -> None:
        """Fill the list for these words; the first entry is chosen."""
        self._entries = self._find(words)
        self.list.clear()
        for entry in self._entries:
            words = isolated(say(entry.words))
            item = QListWidgetItem(f"{words}    {say(entry.note)}" if entry.note else words)
            item.setSizeHint(QSize(0, px(tokens.ROW)))
            self.list.addItem(item)
        if not self._entries:
            nothing = QListWidgetItem(
                say(t("Nothing found. Try the first letters of the name, the birth date or the case number."))
            )
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            nothing.setSizeHint(QSize(0, px(2 * tokens.ROW)))
            self.list.addItem(nothing)
        self.list.setCurrentRow(0)
        place = self._field.mapTo(self._host, QPoint(0, self._field.height() + px(4)))
        rows = min(len(self._entries), 9) or 2  # what is said when nothing is found takes two lines
        self.frame.setGeometry(
            place.x(), place.y(), max(self._field.width(), px(420)), rows * px(36) + 2 * px(tokens.XS) + 2
        )
        self.frame.show()
        self.frame.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows move in the list and Enter choose while one types; put the list away on leaving."""
        if watched is not self._field.edit:
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if event.type() == QEvent.Type.MouseButtonPress:
            self.show_found(self._field.value())
        if event.type() == QEvent.Type.FocusOut and not self.frame.underMouse():
            self.frame.hide()
        return False

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._entries:
            if not self.frame.isVisible():
                self.show_found(self._field.value())
                return True
            step = 1 if key == Qt.Key.Key_Down else -1
            self.list.setCurrentRow((self.list.currentRow() + step) % len(self._entries))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # Enter may come before the 120 ms in which the search waits for the next key.
            chosen = max(self.list.currentRow(), 0)
            entries = self._find(self._field.value())
            if entries != self._entries:
                self._entries, chosen = entries, 0
            self._choose(chosen)
            return True
        if key == Qt.Key.Key_Escape:
            self.close()
            self._leave()
            return True
        return False

    def _clicked(self, item: QListWidgetItem) -> None:
        self._choose(self.list.row(item))

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._entries):
            entry = self._entries[row]
            self.close()
            self._leave()  # first: a page that is opened may put the focus where it belongs
            self._run(entry)
