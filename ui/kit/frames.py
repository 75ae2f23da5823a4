"""The surfaces a page is made of: card, section header, row, empty state."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from caseworker.base.text import Text
from ui.kit import tokens
from ui.kit.icons import IconMark
from ui.kit.labels import Label
from ui.kit.layout import STRETCH, Item, Margins, box, clear, column, hairline, least_height, link_room, row
from ui.kit.style import px, restyle
from ui.kit.words import say, say_count


class SectionHeader(QWidget):
    """A heading with a quiet note beside it, a count, and actions on the right."""

    def __init__(
        self,
        title: Text | str,
        note: Text | str = "",
        *,
        actions: Sequence[QWidget] = (),
        count: int | None = None,
        kind: str = "heading",
    ) -> None:
        super().__init__()
        self._title = Label(title, kind)
        self._note = Label(note, "note", elide=True)
        self._count = QLabel()
        self._count.setProperty("kind", "count")
        self._count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setLayout(row(self._title, (self._note, 1), *actions, self._count, gap=tokens.M))
        self.setAccessibleName(say(title))
        self.set_count(count)

    def set_title(self, title: Text | str, note: Text | str = "") -> None:
        """Show another heading and note."""
        self._title.set_text(title)
        self._note.set_text(note)
        self.setAccessibleName(say(title))

    def set_count(self, count: int | None) -> None:
        """Show how many there are, or nothing for None."""
        self._count.setVisible(count is not None)
        self._count.setText("" if count is None else say_count(count))


class Card(QFrame):
    """A white surface with one hairline round it.

    With a `title` it has a heading; `divided` draws a line under it. `add` puts things inside the
    padding, `add_row` makes a full-width row above which a hairline is drawn, `add_footer` a quiet last line.
    A `label` is the small heading of a side card.
    """

    def __init__(
        self,
        title: Text | str = "",
        note: Text | str = "",
        *,
        label: Text | str = "",
        actions: Sequence[QWidget] = (),
        count: int | None = None,
        divided: bool = False,
        padding: int = tokens.L,
    ) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._padding = padding
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(1, 1, 1, 1)
        self._outer.setSpacing(0)
        self.header: SectionHeader | None = None
        self._body: QVBoxLayout | None = None
        self._has_top = self._divided = False
        self._tail: QSpacerItem | None = None
        self._end_with_room()
        if title or label:
            self._add_header(title or label, note, actions, count, small=not title, divided=divided)
            self.setAccessibleName(say(title or label))

    def body(self) -> QVBoxLayout:
        """Return the padded layout, made on first use after the last row."""
        if self._body is None:
            top = tokens.XS if self.header is not None and not self._has_top else self._padding
            side = self._padding
            self._body = column(gap=tokens.S, margins=(side, top, side, self._padding))
            self._put(self._body)
        return self._body

    def add(self, *items: QWidget | QLayout, stretch: int = 0) -> None:
        """Put widgets or layouts into the padded part, below each other."""
        body = self.body()
        for item in items:
            if isinstance(item, QWidget):
                body.addWidget(item, stretch)
            else:
                body.addLayout(item, stretch)
        if stretch:
            self._drop_tail()
            self._outer.setStretchFactor(body, stretch)

    def add_row(self, *items: Item, ground: str = "none", margins: Margins | None = None) -> QFrame:
        """Add a full-width row of items with a hairline above it, and return it."""
        frame = Row(*items, ground=ground, margins=margins)
        self._separate()
        self._put(frame)
        return frame

    def take_row(self, frame: QFrame) -> None:
        """Take a row away that `add_row` has put, with the hairline above it."""
        item = self._outer.itemAt(self._outer.indexOf(frame) - 1)
        above = item.widget() if item is not None else None
        for widget in (frame, above):
            if widget is not None and (widget is frame or widget.property("kind") == "hairline"):
                self._outer.removeWidget(widget)
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()

    def add_wide(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget in from edge to edge (a table, a time line)."""
        self._separate()
        self._put(widget, stretch)

    def add_footer(self, text: Text | str) -> Label:
        """Add a quiet last line and return it."""
        label = Label(text, "note", wrap=True)
        self._separate()
        self._put(row(label, margins=(self._padding, tokens.M, self._padding, tokens.M)))
        return label

    def clear_body(self) -> None:
        """Empty everything under the heading."""
        first = 1 if self.header is not None else 0
        while (item := self._outer.takeAt(first)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()  # or Qt, that shows what was just added a moment later, makes a window of it
                widget.setParent(None)
                widget.deleteLater()
            elif (inner := item.layout()) is not None:
                clear(inner)
        self._body, self._tail = None, None
        self._has_top = False
        if self.header is not None and self._divided:
            self._put(hairline())
            self._has_top = True
        self._end_with_room()

    def set_tone(self, tone: str) -> None:
        """Light the card up ("accent") or not ("")."""
        restyle(self, tone=tone)

    def _add_header(
        self,
        title: Text | str,
        note: Text | str,
        actions: Sequence[QWidget],
        count: int | None,
        *,
        small: bool,
        divided: bool,
    ) -> None:
        self.header = SectionHeader(
            title, note, actions=actions, count=count, kind="label" if small else "heading"
        )
        holder = QWidget()
        above, below = (6, 6) if divided else (tokens.M, tokens.XS)
        right = link_room(actions if count is None else (), self._padding)
        layout = row(self.header, margins=(self._padding, above, right, below))
        least_height(layout, 46 if divided else 0)
        holder.setLayout(layout)
        holder.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._put(holder)
        self._divided = divided
        if divided:
            self._put(hairline())
            self._has_top = True

    def _separate(self) -> None:
        self._body = None
        last = self._outer.itemAt(self._end() - 1)
        widget = last.widget() if last is not None else None
        if last is not None and (widget is None or widget.property("kind") != "hairline"):
            self._put(hairline())
        self._has_top = True

    def _put(self, item: QWidget | QLayout, stretch: int = 0) -> None:
        if isinstance(item, QWidget):
            self._outer.insertWidget(self._end(), item, stretch)
        else:
            self._outer.insertLayout(self._end(), item, stretch)
        if stretch:
            self._drop_tail()

    def _end(self) -> int:
        return self._outer.count() - (0 if self._tail is None else 1)

    def _end_with_room(self) -> None:
        """Let spare height gather below the last row instead of pulling the rows apart."""
        policy = QSizePolicy.Policy
        self._tail = QSpacerItem(0, 0, policy.Minimum, policy.Expanding)
        self._outer.addItem(self._tail)

    def _drop_tail(self) -> None:
        if self._tail is not None:
            self._outer.removeItem(self._tail)
            self._tail = None


def clear_of_corners(*parts: QWidget) -> QWidget:
    """Return what fills a card down to its lower edge, as one part that leaves the round corners whole."""
    return box(column(*[(part, 1) for part in parts], gap=0, margins=(0, 0, 0, 2)))


class Row(QFrame):
    """A full-width row inside a card. `ground="accent"` lights it up."""

    def __init__(self, *items: Item, ground: str = "none", margins: Margins | None = None) -> None:
        super().__init__()
        self.setProperty("kind", "row")
        self.setProperty("ground", ground)
        inside: Margins = (tokens.L, tokens.S, tokens.L, tokens.S) if margins is None else margins
        left, top, right, bottom = inside if isinstance(inside, tuple) else (inside,) * 4
        layout = row(*items, gap=tokens.M, margins=(left, top, link_room(items, right), bottom))
        least_height(layout, tokens.ROW)
        self.setLayout(layout)


class EmptyState(QWidget):
    """Says that there is nothing here yet and what to do first."""

    def __init__(
        self,
        title: Text | str,
        text: Text | str = "",
        *,
        icon: str = "inbox",
        action: QWidget | None = None,
    ) -> None:
        super().__init__()
        head = Label(title, "heading", wrap=True)
        words = Label(text, "soft", wrap=True)
        for label in (head, words):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setMinimumWidth(px(320))
            label.setMaximumWidth(px(520))
        mark = IconMark(icon, "ink_faint", 28)
        inner = column(gap=tokens.S)
        inner.addWidget(mark, 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (head, words):
            # Between stretches rather than aligned: what is aligned is given the height of a single line.
            inner.addLayout(row(STRETCH, (label, 100), STRETCH))
        if action is not None:
            inner.addWidget(action, 0, Qt.AlignmentFlag.AlignHCenter)
        self.setLayout(column(STRETCH, inner, STRETCH, margins=tokens.XXL))
        words.setVisible(bool(text))
        self.setAccessibleName(say(title))
        self.setAccessibleDescription(say(text))
