"""Short ways to lay things beside and below each other, on the distances of the tokens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum
from math import ceil
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.kit import tokens
from ui.kit.style import colour, px


class Space(Enum):
    """Room that grows."""

    STRETCH = 1


STRETCH = Space.STRETCH
_LINK_EDGE = 3  # pixels of a link beside its words
Item = QWidget | QLayout | int | Space | tuple[QWidget | QLayout, int]
Margins = int | tuple[int, int, int, int]


def column(*items: Item, gap: int = tokens.M, margins: Margins = 0) -> QVBoxLayout:
    """Return a layout with the items below each other.

    An item is a widget, a layout, `STRETCH`, an extra distance in pixels at scale 1, or a pair of
    widget and stretch factor. `margins` is one distance or (left, top, right, bottom).
    """
    made = QVBoxLayout()
    return _fill(made, items, gap, margins)


def row(*items: Item, gap: int = tokens.S, margins: Margins = 0) -> QHBoxLayout:
    """Return a layout with the items beside each other; items as for `column`."""
    made = QHBoxLayout()
    return _fill(made, items, gap, margins)


def least_height(layout: QBoxLayout, height: int) -> None:
    """Make a row of items at least so high, margins included, and higher where wrapped words need it.

    (A minimum height set on the widget would take the place of what its words need.)
    """
    margins = layout.contentsMargins()
    layout.addStrut(px(height) - margins.top() - margins.bottom())


def box(layout: QLayout, *, ground: str = "none", line: str = "") -> QWidget:
    """Return a plain widget around a layout.

    `ground` is "none", "canvas", "surface" or "accent"; `line` draws a hairline "above", "below" or "right".
    """
    made = QWidget()
    made.setProperty("ground", ground)
    if line:
        made.setProperty("line", line)
    if ground != "none" or line:
        made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    made.setLayout(layout)
    return made


def hairline(*, vertical: bool = False) -> QFrame:
    """Return a thin separating line."""
    return _Hairline(vertical=vertical)


class _Hairline(QFrame):
    """A line of whole pixels of the screen: at 150 % one of a pixel and a half would now be one, now two."""

    def __init__(self, *, vertical: bool) -> None:
        super().__init__()
        self._vertical = vertical
        self.setProperty("kind", "hairline_v" if vertical else "hairline")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill whole pixels of the screen within the line."""
        length = self.height() if self._vertical else self.width()
        draw_hairline(QPainter(self), QPointF(0, 0), length, vertical=self._vertical)


def draw_hairline(painter: QPainter, begin: QPointF, length: float, *, vertical: bool = False) -> None:
    """Draw a thin separating line within the logical pixel that begins here, in whole pixels of the screen."""
    transform = painter.deviceTransform()
    corner = transform.map(begin)
    if vertical:
        start, thick = whole_pixels(corner.x(), transform.m11())
        line = QRectF(begin.x() + start, begin.y(), thick, length)
    else:
        start, thick = whole_pixels(corner.y(), transform.m11())
        line = QRectF(begin.x(), begin.y() + start, length, thick)
    painter.fillRect(line, colour("hairline"))


def whole_pixels(start: float, ratio: float) -> tuple[float, float]:
    """Return where in a line of one logical pixel whole pixels of the screen begin, and how thick they are.

    `start` is where the line lies, in pixels of the screen, `ratio` how many of them a logical one has.
    """
    return (ceil(start) - start) / ratio, max(1, int(ratio)) / ratio


def link_room(items: Sequence[Item], margin: int) -> int:
    """Return the right margin of a row of items so that a link at its end ends in line with what ends above it."""
    ends_in_link = bool(items) and isinstance(items[-1], QWidget) and items[-1].property("kind") == "link"
    return margin - _LINK_EDGE if ends_in_link else margin


class Flush(QHBoxLayout):
    """A row that begins with a link, or ends with one, whose words stand in line with the others of its column.

    The room for the edge that the link gets with the focus lies outside the column. Put it into a layout with
    a margin, not into a box without one, which would cut that edge.
    """

    def __init__(self, *, at_end: bool = False) -> None:
        super().__init__()
        self._at_end = at_end

    def setGeometry(self, place: QRect) -> None:
        """Begin a little earlier, or end a little later."""
        edge = px(_LINK_EDGE)
        super().setGeometry(place.adjusted(0, 0, edge, 0) if self._at_end else place.adjusted(-edge, 0, 0, 0))


def flush(*links: QWidget) -> QVBoxLayout:
    """Return links below each other, each in a `Flush` row."""
    return column(*[_fill(Flush(), (link, STRETCH), 0, 0) for link in links], gap=0)


def ending(*items: Item, gap: int = tokens.S) -> QHBoxLayout:
    """Return a row whose last item is a link that ends in line with the column, as `Flush` lets it."""
    return _fill(Flush(at_end=True), items, gap, 0)


def set_margins(layout: QLayout, margins: Margins) -> None:
    """Set the margins of a layout, given at scale 1."""
    left, top, right, bottom = margins if isinstance(margins, tuple) else (margins,) * 4
    layout.setContentsMargins(px(left), px(top), px(right), px(bottom))


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let its widgets go."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            _hide(widget)  # or Qt, that shows what was just added a moment later, makes a window of it
            widget.setParent(None)
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)


def _hide(widget: QWidget) -> None:
    """Hide a widget. Qt hands its focus on and scrolls to who has it then; the page stays where it was."""
    focused = QApplication.focusWidget()
    inside = focused is not None and (focused is widget or widget.isAncestorOf(focused))
    bars = [area.verticalScrollBar() for area in _areas_around(widget)] if inside else []
    before = [bar.value() for bar in bars]
    widget.hide()
    for bar, value in zip(bars, before, strict=True):
        bar.setValue(value)


class Refit(QObject):
    """Calls `fit` whenever `owner` gets another size, or what stands in `part` asks to be laid out anew."""

    def __init__(self, owner: QWidget, part: QWidget, fit: Callable[[], None]) -> None:
        super().__init__(owner)
        self._on = {owner: QEvent.Type.Resize, part: QEvent.Type.LayoutRequest}
        self._fit = fit
        for widget in self._on:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit anew, and let the event go on."""
        if isinstance(watched, QWidget) and self._on.get(watched) == event.type():
            self._fit()
        return False


def scroll_to(widget: QWidget) -> None:
    """Bring a widget into view in every scrolling area around it."""
    for area in _areas_around(widget):
        area.ensureWidgetVisible(widget, 0, px(tokens.L))


def _areas_around(widget: QWidget) -> Iterator[QScrollArea]:
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            yield around
        around = around.parentWidget()


_Box = TypeVar("_Box", bound=QBoxLayout)


def _fill(made: _Box, items: Iterable[Item], gap: int, margins: Margins) -> _Box:
    made.setSpacing(px(gap))
    set_margins(made, margins)
    for item in items:
        widget, stretch = item if isinstance(item, tuple) else (item, 0)
        if isinstance(widget, QWidget):
            made.addWidget(widget, stretch)
        elif isinstance(widget, QLayout):
            made.addLayout(widget, stretch)
        elif isinstance(widget, int):
            made.addSpacing(px(widget))
        else:
            made.addStretch(1)
    return made
