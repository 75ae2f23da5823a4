"""Where several citizens are handed over: the form in place of the list, and what was begun and waits."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caseworker.base.text import Text, t
from ui.kit import Banner, Button, WaitingRow, begun_banner, clear, column, tokens
from ui.people.list_handover_form import HandoverForm
from ui.people.list_handover_presenter import HandoverPresenter


class HandoverPlace(QWidget):
    """The open form, or what waits. Emits `switched` when a form has come or gone."""

    switched = Signal()

    def __init__(self, presenter: HandoverPresenter) -> None:
        super().__init__()
        self.presenter = presenter
        presenter.on_changed, presenter.on_waiting = self._draw, self._draw_begun
        presenter.on_errors = self._show_errors
        self.form: HandoverForm | None = None
        self._told: list[tuple[str, Text, bool]] = []
        self._begun, self._form_place = column(gap=tokens.S), column(gap=0)
        self.setLayout(column(self._begun, (self._form_place, 1), gap=0))
        self.hide()

    def go_on(self, record_id: str = "") -> None:
        """Go on with a draft."""
        self.save_draft()  # of a form that gives way to it
        self.presenter.go_on(record_id)

    def save_draft(self) -> None:
        """Keep what is typed in the open form."""
        if self.form is not None:
            self.form.form.flush_draft()

    def _draw(self) -> None:
        wanted = self.presenter.form
        if wanted is not None and self.form is not None and wanted.record_id == self.form.record_id:
            self.form.update_state(wanted)
            return
        if self.form is not None:
            self.form.form.mark_clean()
            clear(self._form_place)
            self.form = None
        if wanted is not None:
            self.form = HandoverForm(self.presenter, wanted)
            self.form.closed.connect(self.presenter.close)
            self._form_place.addWidget(self.form)
        self._draw_begun()
        self.switched.emit()

    def _draw_begun(self) -> None:
        """Say what was begun here and waits, as after a lock; nothing while a form is open."""
        presenter = self.presenter
        calm = presenter.form is None and not presenter.desk.citizen_view
        waiting, thrown = (presenter.waiting, presenter.thrown) if calm else ((), None)
        drafts = [*waiting, *([thrown] if thrown is not None else [])]
        told = [(one.record_id, presenter.draft_words(one), one is thrown) for one in drafts]
        self.setVisible(bool(told) or self.form is not None)
        if told == self._told:  # drawn anew it would take the focus from who is on it
            return
        self._told = told
        clear(self._begun)
        ways = [(presenter.draft_words(one), partial(self.go_on, one.record_id)) for one in waiting]
        if len(ways) > 1:
            self._begun.addWidget(WaitingRow(ways))
        elif ways:
            ((what, go_on_with_it),) = ways
            said = t("You have begun something here: {what}.", what=what)
            self._begun.addWidget(begun_banner(said, what, go_on_with_it))
        if thrown is not None:
            fetch = Button(t("Fetch it back"), on_click=presenter.fetch_thrown)
            words = t("The draft “{draft}” is thrown away.", draft=presenter.draft_words(thrown))
            self._begun.addWidget(Banner(words, "draft", actions=[fetch]))

    def _show_errors(self, errors: dict[str, Text]) -> None:
        if self.form is not None:
            self.form.form.set_errors(errors)
