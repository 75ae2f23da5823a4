"""Telling, over whatever page stands, that the file of drafts was found damaged, whichever thread met it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caseworker.base.text import t
from caseworker.store.losses import Loss, words_of
from ui.kit import Banner, tokens
from ui.kit.layout import column
from ui.ports import Desk

_KEPT_TWICE = t(
    "The last you wrote before locking was also written elsewhere, and later. The later words stand; "
    "yours are kept as a draft beside them."
)


class LossBanner(QWidget):
    """Hidden until there is something to tell; says what may be lost, or is there twice, until it is put away."""

    _met = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown: tuple[Loss, ...] = ()
        self.setProperty("ground", "canvas")
        self.banner = Banner("", "attention", closable=True)
        self.banner.closed.connect(self._put_away)
        self.setLayout(column(self.banner, margins=(tokens.XL, tokens.M, tokens.XL, 0)))
        self._met.connect(self.draw)
        desk.office.store.drafts.on_loss = self._met.emit
        self.hide()

    def retire(self) -> None:
        """Tell nobody any more."""
        self._desk.office.store.drafts.on_loss = None

    def draw(self) -> None:
        """Say what is to be told of the file, found on opening, at locking or just now."""
        drafts = self._desk.office.store.drafts
        self._shown = drafts.losses
        words = words_of(self._shown) or (_KEPT_TWICE if drafts.kept_twice else None)
        if words is not None:
            self.banner.set_text(words)
            self.banner.show()
        self.setVisible(words is not None)

    def _put_away(self) -> None:
        """Tell no more what was shown. What is met while that is written is another loss, and is told."""
        drafts = self._desk.office.store.drafts
        if self._shown:
            drafts.loss_told(self._shown)
        else:
            drafts.kept_twice = 0
        self.draw()
