"""Settings of the program on this machine, and of oneself."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caseworker.base.settings import MAX_IDLE_MINUTES
from caseworker.base.text import t, tc
from ui.kit import (
    STRETCH,
    BusyButton,
    Button,
    Card,
    CheckField,
    ChoiceChips,
    Form,
    Label,
    NumberField,
    TextField,
    column,
    language,
    row,
    side_by_side,
    tokens,
)
from ui.settings.presenter import SettingsPresenter


class ProgramTab(QWidget):
    """Language, contrast, idle time; name and phone. Signal: `language_requested()` for the other language."""

    language_requested = Signal()

    def __init__(self, presenter: SettingsPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._errors: object = None
        self._saved = presenter.state.saved
        self.language = ChoiceChips(
            [("da", tc("language", "Danish")), ("en", tc("language", "English"))], keep_one=True
        )
        self.language.set_value(language())
        self.language.changed.connect(self._ask_language)
        self.contrast = ChoiceChips(
            [("light", tc("contrast", "Light")), ("contrast", t("High contrast"))], keep_one=True
        )
        self.contrast.changed.connect(lambda: presenter.set_machine(contrast=self.contrast.value()))
        self.motion = CheckField(t("Let nothing move by itself"))
        self.motion.changed.connect(lambda: presenter.set_machine(reduced_motion=self.motion.value()))
        self.idle = NumberField(unit=tc("unit", "minutes"), least=1, most=MAX_IDLE_MINUTES, width=180)
        self.idle.edit.editingFinished.connect(self._save_idle)
        self.machine_form = Form(gap=tokens.L)
        self.machine_form.add("language", tc("field", "Language"), self.language)
        self.machine_form.add("contrast", tc("field", "Look"), self.contrast)
        self.machine_form.add("reduced_motion", tc("field", "Movement"), self.motion)
        self.machine_form.add(
            "idle_minutes", t("Lock by itself after"), self.idle,
            help_text=t("Without a key or a movement of the mouse. What you are writing is kept."),
        )  # fmt: skip
        machine = Card(t("The program on this computer"))
        machine.add(self.machine_form)
        self.me_form = Form(gap=tokens.L)
        self.me_form.add("name", t("Your name"), TextField(limit=120), required=t("Write your name."))
        self.me_form.add(
            "phone", t("Your phone number"), TextField(limit=40), note=t("stands on plans and letters")
        )
        self.save_me = BusyButton(
            t("Save name and number"), kind="filled", on_click=self._save_me, shortcut="Ctrl+S"
        )
        self.me_form.submitted.connect(self._save_me)
        self.discard = Button(t("Take back what is not saved"), kind="quiet", on_click=self._discard)
        self._kept = Label(t("kept as a draft"), "note")
        self._told = Label("", "strong", wrap=True)
        self.me_form.drafted.connect(lambda values: presenter.keep_draft(values, "me"))
        self.me_form.dirty_changed.connect(lambda _dirty: self.draw())
        me = Card(tc("card", "You"))
        me.add(
            self._told,
            self.me_form,
            Label(t("Your name stands in the journal on what you write from now on."), "note", wrap=True),
            row(self.save_me, self.discard, STRETCH, self._kept),
        )
        self.setLayout(column(side_by_side((machine, 1), (me, 1)), STRETCH))

    def draw(self) -> None:
        """Show the settings; what is being typed stays."""
        state = self._presenter.state
        if state.saved != self._saved:
            self._saved = state.saved
            if state.saved[0] == "me":
                self.me_form.mark_clean()
        machine = state.machine
        self.contrast.set_value(machine.contrast)
        self.motion.set_value(machine.reduced_motion)
        if not self.idle.edit.hasFocus():
            self.idle.set_value(machine.idle_minutes)
        if self.me_form.is_dirty():
            self.me_form.standing.follow_values(state.mine_stands)
        elif state.me is not None:
            self.me_form.set_values(state.mine_stands)
            self.me_form.stands()
            self.me_form.take_up(state.mine)
        told = " ".join(words for words, _tone in self.me_form.standing.told())
        self._told.set_text(told)
        self._told.setVisible(bool(told))
        unsaved = state.mine_drafted or self.me_form.is_dirty()
        self.discard.setVisible(unsaved)
        self._kept.setVisible(unsaved)
        self.save_me.set_busy(state.busy == "me")
        errors = state.errors.get("me")
        if errors is not self._errors:
            self._errors = errors
            self.me_form.set_errors(errors or {})

    def _ask_language(self) -> None:
        if self.language.value() != language():
            self.language_requested.emit()

    def _save_idle(self) -> None:
        problem = self.idle.problem()
        if problem is not None or self.idle.is_empty():
            words = problem or t("Write at least {least}.", least=1)
            self.machine_form.set_errors({"idle_minutes": words})
            return
        self.machine_form.set_errors({})
        if self.idle.value() != self._presenter.state.machine.idle_minutes:
            self._presenter.set_machine(idle_minutes=self.idle.value())

    def _save_me(self) -> None:
        if not self.save_me.is_busy() and self.me_form.validate():
            # What is typed counts as unsaved until the store has it; a draft on its way goes before.
            self.me_form.flush_draft()
            self._presenter.save_me(self.me_form.values())

    def flush(self) -> None:
        """Hand out the draft now."""
        self.me_form.flush_draft()

    def _discard(self) -> None:
        self.me_form.mark_clean()
        self._presenter.discard_draft("me")
