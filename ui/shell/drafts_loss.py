"""Telling that the file of drafts was found damaged, whichever thread met it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from ui.ports import Desk


class LossKeeper(QObject):
    """Says at once, on the window's thread, what a damaged file of drafts may have cost; "My day" goes on saying it."""

    _met = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._met.connect(self._tell)
        desk.office.store.drafts.on_loss = self._met.emit

    def retire(self) -> None:
        """Tell nobody any more."""
        self._desk.office.store.drafts.on_loss = None

    def _tell(self) -> None:
        if (loss := self._desk.office.store.drafts.loss()) is not None:
            self._desk.notices.problem(loss)
