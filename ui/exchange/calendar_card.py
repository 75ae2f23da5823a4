"""The card "Calendar": a file that the caseworker's calendar program subscribes to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from caseworker.base.text import t, tc
from ui.exchange.calendar_presenter import CalendarPresenter, updated_words
from ui.kit import STRETCH, Banner, Button, Card, CheckField, Label, box, column, row, say
from ui.ports import Desk

_SUGGESTED = "frister.ics"


class CalendarCard(Card):
    """Chooses the file, says when it was written, stops. `choose_file` asks the system; a test answers itself."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(tc("card", "Calendar"), divided=True)
        self._desk = desk
        self.presenter = CalendarPresenter(desk)
        self.presenter.on_changed = self._draw
        self.choose_file: Callable[[QWidget, Path | None], Path | None] = ask_file
        self._about = Label(
            t("Your talks and deadlines in a file that your calendar program can subscribe to."),
            "soft",
            wrap=True,
        )
        self._file = Label("", "body", wrap=True)
        self._updated = Label("", "note", wrap=True)
        self._kept = box(column(Label(tc("exchange", "File"), "label"), self._file, self._updated, gap=2))
        self.names = CheckField(t("Show citizens' names"))
        self.names.changed.connect(lambda: self.presenter.show_names(self.names.value()))
        self.file_button = Button(t("Choose file"), icon="calendar", on_click=self._choose)
        self.stop_button = Button(tc("calendar", "Stop"), kind="quiet", on_click=self.presenter.stop)
        self._problem = Banner("", "attention")
        self.add(
            self._about, self._kept, self._problem, self.names, row(self.file_button, self.stop_button, STRETCH),
            Label(
                t("The file is not locked. CPR numbers never stand in it, and without names only case numbers do."),
                "note", wrap=True,
            ),
        )  # fmt: skip
        self._draw()

    def _draw(self) -> None:
        state = self.presenter.state
        self._about.setVisible(state.file is None)
        self._kept.setVisible(state.file is not None)
        if state.file is not None:
            self._file.set_text(str(state.file))
            self._updated.set_text(updated_words(state.updated, self._desk.office.clock.now()))
        self.names.set_value(state.names)
        self.file_button.set_text(t("Another file") if state.file else t("Choose file"))
        self.file_button.setEnabled(not state.busy)
        self.stop_button.setVisible(state.file is not None)
        self._problem.setVisible(state.problem is not None)
        if state.problem is not None:
            self._problem.set_text(state.problem)

    def _choose(self) -> None:
        file = self.choose_file(self, self.presenter.state.file)
        if file is not None:
            self.presenter.choose_file(file)


def ask_file(parent: QWidget, start: Path | None) -> Path | None:
    """Ask for a file to write; None when the caseworker thinks better of it."""
    suggested = str(start or Path.home() / _SUGGESTED)
    found, _kind = QFileDialog.getSaveFileName(parent, say(t("Choose file")), suggested, "iCalendar (*.ics)")
    return Path(found) if found else None
