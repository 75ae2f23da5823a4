"""The line over a theme: which conversation it is, a new one, and changing day and source."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caseworker.base.errors import CaseworkerError, UserError
from caseworker.base.text import Text, t, tc
from caseworker.plan.wording import near_day
from caseworker.screening.view import SessionRow
from ui.kit import (
    STRETCH,
    Button,
    ChoiceChips,
    DateField,
    Form,
    Label,
    LinkButton,
    TextField,
    box,
    column,
    row,
    tokens,
)
from ui.screening.letters import large_letters
from ui.screening.presenter import ScreeningPresenter
from ui.screening.state import ScreeningState
from ui.screening.words import SOURCES


class SessionBar(QWidget):
    """Says "Conversation 2 of 2 · 24 November · source: conversation"; everything else is behind its links."""

    why_wanted = Signal(object)
    about_to_leave = Signal()

    def __init__(self, presenter: ScreeningPresenter, today: Callable[[], date]) -> None:
        super().__init__()
        self._presenter = presenter
        self._today = today
        self._shown = ""
        self._words = Label("", "note", wrap=True)
        self.new_button = LinkButton(t("New conversation"), on_click=self._new)
        self.change_button = LinkButton(tc("answer", "Change"), on_click=self._open)
        self.why_button = LinkButton(t("Why do we ask?"))
        self.why_button.clicked.connect(lambda _on=False: self.why_wanted.emit(self.why_button))
        self.sessions = ChoiceChips(keep_one=True)
        self.sessions.changed.connect(self._choose)
        self.form = Form(columns=1 if large_letters() else 2, gap=tokens.S)
        self.form.add(
            "source", t("Where does it come from?"), ChoiceChips(list(SOURCES.items()), keep_one=True), span=2
        )
        self.form.add("on", tc("field", "Day"), DateField(today))
        self.form.add("by", t("Held by"), TextField())
        buttons = row(
            Button(tc("button", "Save"), on_click=self._save),
            Button(t("Take the conversation out"), on_click=self._remove),
            Button(tc("button", "Close"), kind="quiet", on_click=self._close),
            STRETCH,
            gap=tokens.S,
        )
        inside = column(self.sessions, self.form, buttons, gap=tokens.M, margins=tokens.M)
        self.panel = box(inside, ground="canvas")
        self.panel.hide()
        line = row((self._words, 1), self.new_button, self.change_button, self.why_button, gap=tokens.S)
        self.setLayout(column(line, self.panel, gap=tokens.S))

    def draw(self, state: ScreeningState) -> None:
        """Show the conversation that is written into."""
        view, session = state.view, state.session
        if view is None or session is None:
            return
        today = self._today()
        self._words.set_text(
            t(
                "Conversation {number} of {count} · {day} · source: {source}", number=session.number,
                count=len(view.sessions), day=near_day(session.on, today, short=False), source=SOURCES[session.source],
            )
        )  # fmt: skip
        self.sessions.setVisible(len(view.sessions) > 1)
        self.sessions.set_choices([(one.id, _chip_words(one, today)) for one in view.sessions])
        self.sessions.set_value(session.id)
        if self.panel.isHidden() or session.id != self._shown:
            self._fill(session)

    def _fill(self, session: SessionRow) -> None:
        self._shown = session.id
        self.form.set_values({"source": session.source, "on": session.on, "by": session.by})
        self.form.mark_clean()

    def _new(self) -> None:
        self.about_to_leave.emit()
        self._presenter.add_session()

    def _open(self) -> None:
        self.panel.setVisible(self.panel.isHidden())
        if self.panel.isVisible():
            self.form.focus_field("source")

    def _close(self) -> None:
        self.panel.hide()
        self.change_button.setFocus()
        session = self._presenter.state.session
        if session is not None:
            self._fill(session)

    def _choose(self) -> None:
        self.about_to_leave.emit()
        self._presenter.choose_session(self.sessions.value())

    def _save(self) -> None:
        values = self.form.values()
        if self.form.validate() and values["on"] is not None:
            self._presenter.change_session(
                values["source"], values["on"], values["by"], self._close, self._refused
            )

    def _remove(self) -> None:
        self._presenter.remove_session(self._close, self._refused)

    def _refused(self, error: CaseworkerError) -> None:
        where = "on" if isinstance(error, UserError) else "source"
        self.form.set_errors({where: error.text})


def _chip_words(session: SessionRow, today: date) -> Text:
    return t("{number} · {day}", number=session.number, day=near_day(session.on, today))
