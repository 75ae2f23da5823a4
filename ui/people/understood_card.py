"""What a caseload file may hold, word by word: asked for by a link, shown below the import."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from caseworker.base.text import t
from caseworker.people.understood import Understood, understood
from ui.kit import Card, IconButton, Label, box, column, tokens
from ui.kit.layout import scroll_to


class UnderstoodCard(Card):
    """The columns and words that are understood. Hidden until it is asked for; read from its file then."""

    def __init__(self) -> None:
        self._close = IconButton("x", t("Close the list of words"), on_click=self.hide)
        super().__init__(t("Words that are understood"), actions=(self._close,), divided=True)
        self.hide()

    def open(self) -> None:
        """Show the list, with the focus on it."""
        self.clear_body()
        rows = [self._part(part) for part in understood()]
        self.show()
        self._close.setFocus()
        QTimer.singleShot(0, self, lambda: self._show_from_top(rows[0]))  # once it has its height

    def _show_from_top(self, first: QWidget) -> None:
        scroll_to(first)
        scroll_to(self._close)

    def _part(self, part: Understood) -> QWidget:
        lines = column(Label(part.title, "strong", wrap=True), gap=tokens.XS)
        for line in part.lines:
            lines.addWidget(Label(line, "note", wrap=True))
        return self.add_row((box(lines), 1), margins=(tokens.L, tokens.M, tokens.L, tokens.M))
