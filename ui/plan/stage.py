"""The two halves of the plan page: the plan on the left, and beside it the aside or what is open."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QStackedWidget, QWidget

from ui.kit import tokens
from ui.kit.layout import STRETCH, box, column, row
from ui.kit.style import px
from ui.plan.bits import Scrolled, scrolling

_ASIDE = 304
_OPEN = 484
_BELOW = 700  # a plan column narrower than this lays its last two cards below each other
_ANY = 16_777_215  # Qt's own largest size of a widget
_NARROW = 900  # in a narrower page the aside follows the plan, and what is open has the whole width


def _keep_edge(area: QScrollArea, cards: QBoxLayout) -> None:
    """Let the scroll bar take the place of the right margin, so that the cards end where they end without it."""

    def fit(_least: int, most: int) -> None:
        margins = cards.contentsMargins()
        margins.setRight(0 if most > 0 else px(tokens.M))
        cards.setContentsMargins(margins)

    area.verticalScrollBar().rangeChanged.connect(fit)


class Stage(QWidget):
    """Lays the cards out in the width there is. `opened(bool)` tells whether something is open beside the plan."""

    opened = Signal(bool)
    room_changed = Signal(int)  # the width of the plan's column in pixels

    def __init__(self, upper: Sequence[QWidget], lower: Sequence[QWidget], aside: Sequence[QWidget]) -> None:
        super().__init__()
        self._lower = row(*((card, 1) for card in lower), gap=tokens.M)
        self._plan = column(*upper, self._lower, STRETCH, gap=tokens.M, margins=(0, 0, tokens.M, tokens.XL))
        self.plan_area = scrolling(Scrolled(self._plan))
        inside = column(*aside, STRETCH, gap=tokens.M, margins=(0, 0, tokens.M, tokens.XL))
        self._aside = Scrolled(inside)
        self._aside_is_below = False
        self.aside_area = scrolling(self._aside)
        self.aside_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._side = QStackedWidget()
        self._side.addWidget(self.aside_area)
        self._has_aside = True
        self.setLayout(row((self.plan_area, 1), self._side, gap=tokens.S))
        for area, cards in ((self.plan_area, self._plan), (self.aside_area, inside)):
            _keep_edge(area, cards)

    def is_open(self) -> bool:
        """Return whether something is open beside the plan."""
        return self._side.count() > 1

    def open(self, widget: QWidget) -> None:
        """Show a form or the versions in place of the aside."""
        self._drop()
        holder = box(column(widget, margins=(0, 0, tokens.M, tokens.L)))
        self._side.addWidget(holder)
        self._side.setCurrentWidget(holder)
        self.fit()
        self.opened.emit(True)

    def close_side(self) -> None:
        """Show the aside again."""
        self._drop()
        self.fit()
        self.opened.emit(False)

    def set_aside(self, shown: bool) -> None:
        """Say whether there is anything for the aside to show."""
        self._has_aside = shown
        self.fit()

    def show_whole(self, part: QWidget) -> None:
        """Scroll a part into view."""
        for area in (self.plan_area, self.aside_area):
            if area.isAncestorOf(part):
                area.ensureWidgetVisible(part, 0, px(tokens.L))

    def look_at(self, part: QWidget) -> None:
        """Scroll a card into view and put the focus into it."""
        self.show_whole(part)
        first = part.nextInFocusChain()
        while first is not None and part.isAncestorOf(first):
            if first.focusPolicy() & Qt.FocusPolicy.TabFocus and first.isVisible():
                first.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            first = first.nextInFocusChain()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the parts out in the new width."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Give each half its width, and lay the lower cards beside or below each other."""
        narrow = self.width() < px(_NARROW)
        alone = narrow and self.is_open()
        self._put_aside(below=narrow)
        beside = self.is_open() or (self._has_aside and not narrow)
        wished = self.width() if alone else px(_OPEN if self.is_open() else _ASIDE)
        self.plan_area.setVisible(not alone)
        self._side.setVisible(beside)
        # Alone it follows the window, which could not be made smaller otherwise.
        self._side.setMinimumWidth(0 if alone else wished)
        self._side.setMaximumWidth(_ANY if alone else wished)
        room = self.width() - (wished if beside else 0) - px(tokens.M)
        self.room_changed.emit(room)
        way = QBoxLayout.Direction.TopToBottom if room < px(_BELOW) else QBoxLayout.Direction.LeftToRight
        if self._lower.direction() != way:
            self._lower.setDirection(way)

    def _put_aside(self, *, below: bool) -> None:
        """Let the aside follow the plan where there is no room beside it (a small window, large letters)."""
        if below == self._aside_is_below:
            return
        self._aside_is_below = below
        if below:
            self.aside_area.takeWidget()
            self._plan.insertWidget(self._plan.count() - 1, self._aside)
            self._aside.show()
        else:
            self._plan.removeWidget(self._aside)
            self.aside_area.setWidget(self._aside)

    def _drop(self) -> None:
        for holder in [self._side.widget(n) for n in range(1, self._side.count())]:
            if holder is not None:
                self._side.removeWidget(holder)
                holder.deleteLater()
