"""Fitting a form into the room there is: areas that scroll only where they must, notes that grow."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from ui.kit import FieldBlock, LongText, column, hairline, px
from ui.kit import tokens as tok
from ui.kit.layout import set_margins

SCROLL_ROOM = tok.M
_LEAST_HEIGHT = 120
# Narrower than this (at scale 1) two columns are too little for their words: they stand below each other.
_NARROW = 880
_COLUMN = 400
_ANY = 16_777_215  # no limit, in Qt's count


def is_narrow(widget: QWidget) -> bool:
    """Return whether a page has too little width for two columns."""
    return widget.width() < px(_NARROW)


def form_columns() -> int:
    """Return how many columns a form has: one where letters are so large that no usual screen holds two."""
    return 2 if px(100) < 160 else 1


class RoomyText(LongText):
    """Free words in a field that grows with them, and takes whatever height it is given."""

    def __init__(self, *, lines: int, most_lines: int) -> None:
        super().__init__(lines=lines, most_lines=most_lines)
        policy = QSizePolicy.Policy
        self.edit.setSizePolicy(policy.Expanding, policy.Expanding)
        self.setSizePolicy(policy.Preferred, policy.Expanding)

    def sizeHint(self) -> QSize:
        """Ask for the least height: what there is more is shared out, and nothing below is pushed out of sight."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def _grow(self) -> None:
        """Ask for the height of what is written, as least height only."""
        super()._grow()
        self.edit.setMaximumHeight(_ANY)


class FittingArea(QScrollArea):
    """Shows a widget in full where there is room for it, and scrolls it where there is not.

    `SCROLL_ROOM` pixels are kept free on the right for the scroll bar.
    """

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self._inside = inside
        self._inner = column(inside, gap=0, margins=(0, 0, SCROLL_ROOM, 0))
        self._holder = _Holder()
        self._holder.setLayout(self._inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setWidget(self._holder)
        self._holder.installEventFilter(self)
        # A line across what is cut off says that it goes on there.
        self._edges = (hairline(), hairline())
        for edge in self._edges:
            edge.setParent(self)
            edge.hide()
        self.verticalScrollBar().rangeChanged.connect(self._range_changed)
        self.verticalScrollBar().valueChanged.connect(self._draw_edges)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_changed)

    def sizeHint(self) -> QSize:
        """Return the height that what is inside needs in the width there is."""
        wide = max(self.width() - px(SCROLL_ROOM), self._inside.minimumSizeHint().width())
        high = self._inside.heightForWidth(wide) if self._inside.hasHeightForWidth() else -1
        hint = self._inside.sizeHint()
        return QSize(hint.width() + px(SCROLL_ROOM), high if high > 0 else hint.height())

    def minimumSizeHint(self) -> QSize:
        """Return the least width of what is inside, and a height of a few lines."""
        return QSize(self._inside.minimumSizeHint().width() + px(SCROLL_ROOM), px(_LEAST_HEIGHT))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for another height when what is inside has changed its own."""
        if watched is self._holder and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need another height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
        self._draw_edges()

    def bring_into_sight(self, widget: QWidget) -> None:
        """Scroll until a part of the inside is in sight with its name and error, or alone, or where its cursor is."""
        block = widget.parentWidget()
        while block is not None and block is not self._holder and not isinstance(block, FieldBlock):
            block = block.parentWidget()
        for part in (block if isinstance(block, FieldBlock) else widget, widget):
            high = part.height() + 2 * px(tok.XS)
            if high <= self.viewport().height():
                middle = part.mapTo(self._holder, part.rect().center())
                self.ensureVisible(middle.x(), middle.y(), 0, high // 2)
                return
        self.ensureWidgetVisible(widget, 0, px(tok.XS))

    def _focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Bring what has the focus into sight. A button pressed with the mouse must not move away from under it."""
        if now is None or not self._holder.isAncestorOf(now):
            return
        pressed = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if not pressed or isinstance(now, QLineEdit | QPlainTextEdit):
            self.bring_into_sight(now)

    def _draw_edges(self) -> None:
        """Draw a line at the top and at the bottom, where something is cut off there."""
        bar, (top, bottom) = self.verticalScrollBar(), self._edges
        top.setVisible(bar.value() > bar.minimum())
        bottom.setVisible(bar.value() < bar.maximum())
        wide = self.width() - px(SCROLL_ROOM)
        top.setGeometry(0, 0, wide, 1)
        bottom.setGeometry(0, self.height() - 1, wide, 1)

    def _range_changed(self, _least: int, most: int) -> None:
        """Let the scroll bar take the room kept free for it, and keep what is being typed in sight."""
        set_margins(self._inner, (0, 0, 0 if most else SCROLL_ROOM, 0))
        self._draw_edges()
        focused = self._holder.focusWidget()
        if focused is not None and focused.hasFocus():
            self.bring_into_sight(focused)


class _Holder(QWidget):
    """As high as the words inside need in the width there is, and no higher."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "none")

    def minimumSizeHint(self) -> QSize:
        """Leave the height to the width."""
        hint = super().minimumSizeHint()
        layout = self.layout()
        return QSize(hint.width(), 0) if layout is not None and layout.hasHeightForWidth() else hint


class TallArea(QScrollArea):
    """Fills the height there is; made tall, it takes the height its inside needs and scrolls."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self._ground = _Ground(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self._ground)

    def set_tall(self, *, tall: bool) -> None:
        """Let the inside be as tall as it wants, or as tall as there is room."""
        self._ground.tall = tall
        self._ground.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """Be as narrow as one column may be: what is inside is set otherwise before it comes to that."""
        return QSize(px(_COLUMN), 0)


class _Ground(QWidget):
    """Gives its one child all its room."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setProperty("ground", "none")
        self.tall = False
        self.inside = inside
        inside.setParent(self)

    def minimumSizeHint(self) -> QSize:
        """Return the least size: with the full height of what is inside where that is asked for."""
        least, inside = self.inside.minimumSizeHint(), self.inside
        if not self.tall:
            return QSize(least.width(), 0)
        high = inside.heightForWidth(self.width()) if inside.hasHeightForWidth() else -1
        return QSize(least.width(), max(high, inside.sizeHint().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pass the room on."""
        super().resizeEvent(event)
        self.inside.setGeometry(self.rect())
