"""The sheets of a print below each other, as they will come out of the printer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from caseworker.base.text import t
from ui.kit import clear, colour, column, px, say, tokens
from ui.prints.printer import to_image
from ui.prints.raster import PageImage

_SETTLE_MS = 120  # a window that is being resized is not fitted to at every step


class Sheet(QWidget):
    """One page on white paper with a hairline round it."""

    def __init__(self, page: PageImage, number: int, of: int, ratio: float) -> None:
        super().__init__()
        self._picture: QImage = to_image(page)
        self._picture.setDevicePixelRatio(ratio * page.fine)
        self.setFixedSize(self._picture.deviceIndependentSize().toSize())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(say(t("Page {page} of {pages}", page=number, pages=of)))
        self.setAccessibleDescription(page.words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the page and its edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(0, 0, self._picture)
        painter.setPen(QPen(colour("hairline"), 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))


class Sheets(QScrollArea):
    """All sheets in one column that scrolls. Signals: `page_changed(number from 1)`, `room_changed()`."""

    page_changed = Signal(int)
    room_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName(say(t("Preview of the print")))
        self._sheets: list[Sheet] = []
        self._column = column(gap=tokens.L, margins=(1, 0, tokens.S, tokens.L))
        inner = QWidget()
        inner.setProperty("ground", "none")
        inner.setLayout(self._column)
        self.setWidget(inner)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self.room_changed.emit)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.page_changed.emit(self.page()))

    def set_pages(self, pages: Sequence[PageImage]) -> None:
        """Show these pages; the place in the print stays where it was."""
        bar = self.verticalScrollBar()
        place = bar.value() / bar.maximum() if bar.maximum() else 0.0
        clear(self._column)
        self._sheets = [
            Sheet(page, number, len(pages), self.devicePixelRatioF()) for number, page in enumerate(pages, 1)
        ]
        for sheet in self._sheets:
            self._column.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(1)
        self._column.activate()
        bar.setValue(round(place * bar.maximum()))
        self.page_changed.emit(self.page())

    def count(self) -> int:
        """Return the number of sheets."""
        return len(self._sheets)

    def page(self) -> int:
        """Return the number of the page in the middle of the view, from 1; 0 without pages."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        reached = [number for number, top in enumerate(self._tops(), 1) if top <= middle]
        return reached[-1] if reached else min(1, len(self._sheets))

    def go_to(self, page: int) -> None:
        """Scroll to the top of a page; pages that are not there do nothing."""
        if 1 <= page <= len(self._sheets):
            self.verticalScrollBar().setValue(self._tops()[page - 1])

    def room(self) -> int:
        """Return how many logical pixels wide a sheet may be."""
        return max(self.viewport().width() - px(tokens.S) - 2, px(240))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell, once it has settled, that there is other room."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._settle.start()

    def _tops(self) -> list[int]:
        """Return where each sheet begins, also before the layout has placed them."""
        tops, top = [], 0
        for sheet in self._sheets:
            tops.append(top)
            top += sheet.height() + self._column.spacing()
        return tops
