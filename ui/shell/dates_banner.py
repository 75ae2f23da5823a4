"""Stands over every page while deadlines are not worked out by the rules that hold, and goes on with it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from caseworker.base.text import t, tn
from ui.kit import Banner, tokens
from ui.kit.buttons import Button
from ui.kit.layout import column
from ui.shell.dates import DatesKeeper


class DatesBanner(QWidget):
    """Hidden until a run was stopped; gone when every case is worked out."""

    def __init__(self, keeper: DatesKeeper) -> None:
        super().__init__()
        self._keeper = keeper
        self.setProperty("ground", "canvas")
        self.go_on = Button(t("Work out the rest"), on_click=keeper.go_on)
        self.banner = Banner("", "attention", actions=(self.go_on,))
        self.setLayout(column(self.banner, margins=(tokens.XL, tokens.M, tokens.XL, 0)))
        self.hide()
        keeper.on_changed = self.draw

    def draw(self) -> None:
        """Say how many cases are left."""
        state = self._keeper.state
        self.go_on.setEnabled(not self._keeper.running)
        if state.left:
            lead = tn(
                "{count} of {total} cases is not worked out by the rules that hold today.",
                "{count} of {total} cases are not worked out by the rules that hold today.",
                state.left, total=state.of,
            )  # fmt: skip
            words = t("Dates and numbers you see may be of the old ones.")
            self.banner.set_text(words, lead=lead)
        self.setVisible(bool(state.left))
