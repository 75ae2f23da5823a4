"""Small parts that the cards of the plan share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QLayout, QScrollArea, QSizePolicy, QWidget
from shiboken6 import isValid

from caseworker.base.text import Text
from ui.kit.a11y import focusable
from ui.kit.buttons import ListButton
from ui.kit.style import colour, px
from ui.kit.words import say


class RowButton(ListButton):
    """A row or some words that open something: any layout inside, reached with Tab, pressed with Enter."""

    def __init__(self, inside: QLayout, name: Text | str, on_click: Callable[[], object] | None) -> None:
        super().__init__()
        self.setProperty("kind", "nav")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setLayout(inside)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(say(name))
        if on_click is not None:
            self.clicked.connect(lambda _on=False: on_click())

    def sizeHint(self) -> QSize:
        """Return the room that the inside wishes for."""
        return self._inside().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the least room that the inside needs."""
        return self._inside().minimumSize()

    def hasHeightForWidth(self) -> bool:
        """Say that words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the inside at a width."""
        inside = self._inside()
        return inside.heightForWidth(width) if inside.hasHeightForWidth() else inside.sizeHint().height()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground under the mouse and the focus ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("hover"))
            painter.drawRoundedRect(area, px(4), px(4))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("focus"), 2))
            painter.drawRoundedRect(area, px(4), px(4))

    def _inside(self) -> QLayout:
        inside = self.layout()
        assert inside is not None
        return inside


@contextmanager
def keeping_focus(part: QWidget) -> Iterator[None]:
    """Give the focus back to the thing of the same object name when a part is drawn anew.

    Where it is gone, what can be reached nearest to it has the focus: never the window's navigation.
    """
    focused = QApplication.focusWidget()
    inside = focused is not None and part.isAncestorOf(focused)
    name = focused.objectName() if focused is not None and inside else ""
    yield
    again: QWidget | None = next(reversed(part.findChildren(QWidget, name)), None) if name else None
    if (
        again is None
        and inside
        and (focused is None or not isValid(focused) or not part.isAncestorOf(focused))
    ):
        again = _nearest(part)
    if again is not None:
        again.setFocus(Qt.FocusReason.OtherFocusReason)


def _nearest(part: QWidget) -> QWidget | None:
    """Return what can be reached in a part, else in what is around it up to the window."""
    around: QWidget | None = part
    while around is not None and not around.isWindow():
        found = next((w for w in focusable(around) if w.isVisible()), None)
        if found is not None:
            return found
        around = around.parentWidget()
    return None


class Scrolled(QWidget):
    """What lies in a scroll area: exactly as high as its words need at the width there is."""

    def __init__(self, inside: QLayout) -> None:
        super().__init__()
        self.setProperty("ground", "none")
        self.setLayout(inside)

    def minimumSizeHint(self) -> QSize:
        """Return the least width. The least height of wrapped words is that of a narrow column: not wanted."""
        inside = self.layout()
        return QSize(inside.minimumSize().width() if inside is not None else 0, 0)


def scrolling(inside: Scrolled) -> QScrollArea:
    """Return a scroll area without a frame of its own around a widget."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    area.setWidget(inside)
    return area


def form_columns() -> int:
    """Return how many columns a form has beside each other: one where the letters are large."""
    return 1 if px(100) >= 150 else 2


def named(widget: QWidget, name: str) -> QWidget:
    """Give a widget the name by which it is found again after its card is drawn anew."""
    widget.setObjectName(name)
    return widget
