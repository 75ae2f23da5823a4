"""A scroll area that is no higher than what is in it, so that what stands below it is always in sight."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from ui.kit import column, px
from ui.kit import tokens as tok
from ui.kit.layout import set_margins

SCROLL_ROOM = tok.M
_LEAST_HEIGHT = 120


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
        self.verticalScrollBar().rangeChanged.connect(self._range_changed)

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

    def _range_changed(self, _least: int, most: int) -> None:
        """Let the scroll bar take the room kept free for it, and keep what is being typed in sight."""
        set_margins(self._inner, (0, 0, 0 if most else SCROLL_ROOM, 0))
        focused = self._holder.focusWidget()
        if focused is not None and focused.hasFocus():
            self.ensureWidgetVisible(focused)


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
