"""Ways through the window: the list on the left and the rooms of a citizen as tabs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from caseworker.base.text import Text
from ui.kit import tokens
from ui.kit.buttons import ListButton
from ui.kit.icons import paint_icon
from ui.kit.layout import column
from ui.kit.style import colour, make_font, px, restyle
from ui.kit.words import say, say_count


class Tabs(QTabBar):
    """Underlined tabs. `tabs` are pairs of key and words; `chosen(key)` when the user changes to one.

    `again(key)` when the one that is current already is clicked.
    """

    chosen = Signal(str)
    again = Signal(str)

    def __init__(self, tabs: Sequence[tuple[str, Text | str]] = (), name: Text | str = "") -> None:
        super().__init__()
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setUsesScrollButtons(True)
        self.setFont(make_font(14))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(say(name))
        self._keys: list[str] = []
        self._quiet = False
        self.currentChanged.connect(self._changed)
        self.tabBarClicked.connect(self._clicked)  # comes before the change
        self.set_tabs(tabs)

    def set_tabs(self, tabs: Sequence[tuple[str, Text | str]]) -> None:
        """Show these tabs; the current one is kept if it is still there."""
        kept = self.current()
        self._quiet = True
        while self.count():
            self.removeTab(0)
        self._keys = [key for key, _ in tabs]
        for _, words in tabs:
            self.addTab(say(words).replace("&", "&&"))
        self._quiet = False
        self.set_current(kept)

    def current(self) -> str:
        """Return the key of the current tab, or ""."""
        index = self.currentIndex()
        return self._keys[index] if 0 <= index < len(self._keys) else ""

    def set_current(self, key: str) -> None:
        """Go to a tab without emitting `chosen`; an unknown key does nothing."""
        if key in self._keys:
            self._quiet = True
            self.setCurrentIndex(self._keys.index(key))
            self._quiet = False

    def tabSizeHint(self, index: int) -> QSize:
        """Give each tab the room of its words in semibold, so that nothing moves when one is chosen."""
        words = self.tabText(index).replace("&&", "&")
        width = QFontMetrics(make_font(14, tokens.SEMIBOLD)).horizontalAdvance(words)
        return QSize(width + px(6) + px(tokens.XL), px(40))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Draw the focus."""
        super().focusInEvent(event)
        restyle(self, focused="true")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the drawn focus away."""
        super().focusOutEvent(event)
        restyle(self, focused="false")

    def _changed(self, _index: int) -> None:
        if not self._quiet:
            self.chosen.emit(self.current())

    def _clicked(self, index: int) -> None:
        if index == self.currentIndex() and index >= 0:
            self.again.emit(self.current())


@dataclass(frozen=True, slots=True)
class NavEntry:
    """One entry of the left list: stable key, words, icon, and a count or None."""

    key: str
    text: Text | str
    icon: str
    count: int | None = None


class NavItem(ListButton):
    """One line of the left list: icon, words and count."""

    def __init__(self, entry: NavEntry) -> None:
        super().__init__()
        self.key = entry.key
        self._words, self._icon, self._count = say(entry.text), entry.icon, entry.count
        self.setProperty("kind", "nav")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFixedHeight(px(tokens.ROW))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_count(entry.count)

    def set_count(self, count: int | None) -> None:
        """Show a count, or none."""
        self._count = count
        self.setAccessibleName(self._words if count is None else f"{self._words}, {say_count(count)}")
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for icon, words and count."""
        width = QFontMetrics(make_font(14, tokens.SEMIBOLD)).horizontalAdvance(self._words)
        return QSize(width + px(82), px(tokens.ROW))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, icon, words, count and focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        ground = "accent_ground" if chosen else ("hover" if self.underMouse() else "")
        area = QRectF(self.rect())
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(ground))
            painter.drawRoundedRect(area, px(6), px(6))
        ink = "accent" if chosen else "ink_soft"
        size = px(tokens.ICON)
        paint_icon(painter, self._icon, QRectF(px(10), (self.height() - size) / 2, size, size), ink)
        painter.setPen(colour(ink))
        painter.setFont(make_font(14, tokens.SEMIBOLD if chosen else tokens.REGULAR))
        words = self.rect().adjusted(px(38), 0, -px(40), 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._words)
        if self._count is not None:
            painter.setFont(make_font(12, tokens.SEMIBOLD if chosen else tokens.REGULAR))
            painter.setPen(colour("accent" if chosen else "ink_faint"))
            place = self.rect().adjusted(0, 0, -px(10), 0)
            painter.drawText(
                place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, say_count(self._count)
            )
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("focus"), 2))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), px(6), px(6))


class NavList(QWidget):
    """The list on the left: one entry is current, arrow keys move, Enter or space goes there.

    `chosen(key)` is emitted when the user goes somewhere, also to where they are.
    """

    chosen = Signal(str)

    def __init__(self, entries: Sequence[NavEntry] = (), name: Text | str = "") -> None:
        super().__init__()
        self._items: dict[str, NavItem] = {}
        layout = column(gap=2)
        for entry in entries:
            item = NavItem(entry)
            item.clicked.connect(lambda _on, key=entry.key: self.chosen.emit(key))
            layout.addWidget(item)
            self._items[entry.key] = item
        self.setLayout(layout)
        self.setAccessibleName(say(name))

    def current(self) -> str:
        """Return the key of the current entry, or ""."""
        return next((key for key, item in self._items.items() if item.isChecked()), "")

    def set_current(self, key: str) -> None:
        """Mark an entry without emitting `chosen`; an unknown key leaves none marked."""
        for item in self._items.values():
            item.setAutoExclusive(False)
            item.setChecked(item.key == key)
        for item in self._items.values():
            item.setAutoExclusive(True)

    def set_count(self, key: str, count: int | None) -> None:
        """Show a count at an entry, or none. Raises KeyError for an unknown key."""
        self._items[key].set_count(count)

    def item(self, key: str) -> NavItem:
        """Return the entry with a key. Raises KeyError for an unknown one."""
        return self._items[key]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrow keys."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        items = list(self._items.values())
        at = next((i for i, item in enumerate(items) if item.hasFocus()), None)
        if step is None or at is None:
            super().keyPressEvent(event)
            return
        items[(at + step) % len(items)].setFocus(Qt.FocusReason.TabFocusReason)
