"""The line over a theme: which conversation it is, a new one, and changing day and source."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from caseworker.base.errors import CaseworkerError, UserError
from caseworker.base.text import Text, t, tc
from caseworker.plan.refusals import LONGEST_NAME
from caseworker.plan.wording import near_day
from caseworker.screening.limits import session_problem
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
from ui.kit.standing import HALF, WAS
from ui.screening.letters import large_letters
from ui.screening.presenter import ScreeningPresenter
from ui.screening.state import ScreeningState, TalkForm
from ui.screening.words import SOURCES

_REST_MS = 1000  # so long after one click another one was no wish for one more conversation


class SessionDayField(DateField):
    """A day on which a conversation was held. `born` is when the citizen was."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__(today, latest=today())
        self.born = date.min

    def problem(self) -> Text | None:
        """Return why it cannot be that day."""
        day = self.value()
        return super().problem() if day is None else session_problem(day, self._today(), self.born)


class SessionBar(QWidget):
    """Says "Conversation 2 of 2 · 24 November · source: conversation"; everything else is behind its links."""

    why_wanted = Signal(object)
    about_to_leave = Signal()

    def __init__(self, presenter: ScreeningPresenter, today: Callable[[], date]) -> None:
        super().__init__()
        self._presenter = presenter
        self._today = today
        self._resting = QTimer(self, singleShot=True, interval=_REST_MS)
        self._words = Label("", "note", wrap=True)
        self.new_button = LinkButton(t("New talk"), on_click=self._new)
        self.change_button = LinkButton(tc("answer", "Change"), on_click=self._open)
        self.why_button = LinkButton(t("Why do we ask?"))
        self.why_button.clicked.connect(lambda _on=False: self.why_wanted.emit(self.why_button))
        self.sessions = ChoiceChips(keep_one=True)
        self.sessions.changed.connect(self._choose)
        self.form = Form(columns=1 if large_letters() else 2, gap=tokens.S)
        self.form.add(
            "source", t("Where does it come from?"), ChoiceChips(list(SOURCES.items()), keep_one=True), span=2
        )
        self._day = SessionDayField(today)
        self.form.add("on", tc("field", "Day"), self._day, required=t("Write the day of the talk."))
        self.form.add("by", t("Held by"), TextField(limit=LONGEST_NAME))
        self.form.field_changed.connect(lambda _name: presenter.talk_typed(self._read()))
        self.form.drafted.connect(lambda _values: presenter.keep_draft())
        buttons = row(
            Button(tc("button", "Save"), on_click=self._save),
            Button(t("Take the talk out"), on_click=self._remove),
            Button(tc("button", "Close"), kind="quiet", on_click=self._close),
            STRETCH,
            gap=tokens.S,
        )
        self._told = Label("", "strong", wrap=True)
        self._told.hide()
        self._stored: tuple[str, TalkForm | None] = ("", None)
        inside = column(self.sessions, self._told, self.form, buttons, gap=tokens.M, margins=tokens.M)
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
                "Talk {number} of {count} · {day} · source: {source}", number=session.number,
                count=len(view.sessions), day=near_day(session.on, today, short=False), source=SOURCES[session.source],
            )
        )  # fmt: skip
        self.sessions.setVisible(len(view.sessions) > 1)
        self.sessions.set_choices([(one.id, _chip_words(one, today)) for one in view.sessions])
        self.sessions.set_value(session.id)
        self._day.born = state.born
        stored = TalkForm(session.source, session.on, session.by)
        if (session.id, stored) != self._stored or self._read() != (state.talk or stored):
            self._fill(session.id, stored, state.talk)
        if state.talk is not None and self.panel.isHidden():
            self.panel.show()  # what is typed in it is not saved

    def flush(self) -> None:
        """Have what is typed in the form kept: before locking and closing."""
        self.form.flush_draft()

    def _fill(self, session_id: str, stored: TalkForm, typed: TalkForm | None) -> None:
        """Show a conversation as it stands now with what is typed laid over it."""
        self._stored = (session_id, stored)
        self.form.set_values(_values(stored))
        self.form.stands()
        if typed is not None:
            self.form.take_up(_values(typed) | {WAS: typed.was})
        else:
            self.form.mark_clean()
        told = " ".join(words for words, _tone in self.form.standing.told())
        self._told.set_text(told)
        self._told.setVisible(bool(told))
        if typed is not None and self._read() != typed:
            self._presenter.talk_typed(self._read())

    def _read(self) -> TalkForm:
        values, was = self.form.values(), self.form.standing.kept().get(WAS, {})
        return TalkForm(values["source"], values["on"], values["by"], self.form.half(), was)

    def _new(self) -> None:
        if self._resting.isActive():
            return  # the second click of two
        self._resting.start()
        self.about_to_leave.emit()
        self._presenter.add_session()

    def _open(self) -> None:
        self.panel.setVisible(self.panel.isHidden())
        if self.panel.isVisible():
            self.form.focus_field("source")

    def _close(self) -> None:
        self.panel.hide()
        self.change_button.setFocus()
        self._presenter.drop_talk()
        self.form.set_errors({})

    def _choose(self) -> None:
        self.about_to_leave.emit()
        self._presenter.choose_session(self.sessions.value())

    def _save(self) -> None:
        if self.form.validate():
            self._presenter.change_session(self._close, self._refused)

    def _remove(self) -> None:
        self._presenter.remove_session(self._close, self._refused)

    def _refused(self, error: CaseworkerError) -> None:
        if isinstance(error, UserError):
            self.form.set_errors({"on": error.text})
        else:
            self._presenter.desk.notices.problem(error.text)


def _values(form: TalkForm) -> dict[str, Any]:
    return {"source": form.source, "on": form.on, "by": form.by, HALF: form.half}


def _chip_words(session: SessionRow, today: date) -> Text:
    return t("{number} · {day}", number=session.number, day=near_day(session.on, today))
