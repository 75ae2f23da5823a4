"""Short ways to find things in the screening room."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from ui.kit import ChoiceChips, Label
from ui.screening.page import ScreeningPage


def field(page: ScreeningPage, question_id: str) -> QWidget:
    assert page.form is not None
    return page.form.form.field(question_id)


def told(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(Label) if label.isVisibleTo(widget))


def settle(page: ScreeningPage) -> Callable[[], None]:
    """Let what is typed be told, as after a short pause."""

    def do() -> None:
        QApplication.processEvents()
        if page.form is not None:
            page.form.tell()
        QApplication.processEvents()

    return do


def adder(chips: ChoiceChips) -> QPushButton:
    return next(b for b in chips.findChildren(QPushButton) if b.accessibleName().startswith("Add your own"))
