"""What can be done with several citizens of the list at once: the bar that stands there while they are marked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QStackedLayout, QWidget

from caseworker.base.text import t, tn
from ui.kit import STRETCH, BusyButton, Button, Label, RecordTable, announce, row, say, tokens
from ui.people.list_handover_presenter import HandoverPresenter
from ui.people.list_print_presenter import ListPrintPresenter

LEAST = 2  # one alone is opened, not worked on in a heap


class MarkedBar(QWidget):
    """How many are marked, and what can be done with them. `choose_folder` is asked where plans are to lie."""

    def __init__(self, table: RecordTable, handover: HandoverPresenter, prints: ListPrintPresenter) -> None:
        super().__init__()
        self._table, self._handover, self.prints = table, handover, prints
        prints.on_changed = lambda: self.print_plans.set_busy(prints.busy)
        self.choose_folder: Callable[[QWidget, Path | None], Path | None] = ask_folder
        self._count = Label("", "strong")
        self.hand_over = Button(t("Hand over"), icon="users", on_click=self._hand_over)
        self.print_plans = BusyButton(t("Print the plans"), icon="printer", on_click=self._print)
        self.clear_marks = Button(t("Clear the selection"), kind="quiet", on_click=self.clear, tip="Esc")
        self.setLayout(
            row(self._count, self.hand_over, self.print_plans, STRETCH, self.clear_marks, gap=tokens.M)
        )

    def draw(self) -> bool:
        """Say how many are marked; return whether these are several."""
        count = self._table.chosen_count()
        words = tn("{count} citizen selected", "{count} citizens selected", count)
        if count >= LEAST and self._count.text() != say(words):
            self._count.set_text(words)
            self.setAccessibleName(say(words))
            announce(self, say(words))
        return count >= LEAST

    def clear(self) -> None:
        """Mark nobody, and leave the focus where one goes on."""
        buttons = (self.hand_over, self.print_plans, self.clear_marks)
        focused = self._table.hasFocus() or any(one.hasFocus() for one in buttons)
        self._table.clearSelection()
        if focused and self._table.isVisible():
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _hand_over(self) -> None:
        self._handover.open(self._table.selected())

    def _print(self) -> None:
        folder = self.choose_folder(self, self.prints.folder)
        if folder is not None:
            self.prints.write(self._table.selected(), folder)


class InPlaceOf(QWidget):
    """Two widgets in one place, as high as the higher one: what is below does not jump when they change."""

    def __init__(self, usual: QWidget, other: QWidget) -> None:
        super().__init__()
        self._places = QStackedLayout(self)
        for one in (usual, other):
            policy = one.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            one.setSizePolicy(policy)
            self._places.addWidget(one)

    def show_other(self, *, shown: bool) -> None:
        """Show the other one, or the usual one again."""
        self._places.setCurrentIndex(1 if shown else 0)


def ask_folder(parent: QWidget, start: Path | None) -> Path | None:
    """Ask where the plans are to lie; None when the caseworker thinks better of it."""
    title = say(t("Choose the folder for the plans"))
    found = QFileDialog.getExistingDirectory(parent, title, str(start or ""))
    return Path(found) if found else None
