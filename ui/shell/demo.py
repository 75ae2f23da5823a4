"""While the demo is open: a quiet mark, and a warning where people are taken in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from caseworker.base.place import Place
from caseworker.base.text import t, tc
from caseworker.demo import apart
from ui.kit import Banner, tokens
from ui.kit.chips import Chip
from ui.kit.layout import column

_TAKE_IN = frozenset({"new_citizen", "import"})


def demo_mark(folder: Path) -> Chip:
    """Return a chip that says that this is the demo. Hidden where it is not."""
    chip = Chip(tc("status", "Demo"), "outline", tip=t("Made-up people only."))
    chip.setVisible(apart.is_demo(folder))
    return chip


class DemoWarning(QWidget):
    """Says, where citizens come in, that this is no place for real ones. It refuses nothing."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._demo, self._folder = apart.is_demo(folder), folder
        self.setProperty("ground", "canvas")
        self.banner = Banner("", "attention")
        self.setLayout(column(self.banner, margins=(tokens.XL, tokens.M, tokens.XL, 0)))
        self.hide()

    def show_on(self, place: Place) -> None:
        """Show it where citizens are taken in, in the demo."""
        shown = self._demo and place.kind in _TAKE_IN
        self.setVisible(shown)
        if shown:
            known = apart.tells_passphrase(self._folder)
            lead = (
                t("This is the demo, and everybody knows its passphrase.")
                if known
                else t("This is the demo.")
            )
            words = t(
                "Bring in made-up citizens only. Your own store, for the real ones, "
                "is reached by locking (Ctrl+L)."
            )
            self.banner.set_text(words, lead=lead)
