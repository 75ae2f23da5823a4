"""What prints say of the unit, and whom bundles are sealed for."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from caseworker.base.text import t, tc
from ui.kit import (
    STRETCH,
    BusyButton,
    Button,
    Card,
    Form,
    Label,
    LongText,
    SectionHeader,
    TextField,
    column,
    row,
    tokens,
)
from ui.settings.presenter import SettingsPresenter

_LINES = t("One line for each point")


class UnitTab(QWidget):
    """One form for the unit. It is kept as a draft while it is typed."""

    def __init__(self, presenter: SettingsPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._errors: object = None
        self._saved = presenter.state.saved
        self.form = Form(columns=2, gap=tokens.L)
        self._add_fields()
        self.save_button = BusyButton(
            t("Save the unit"), kind="filled", on_click=self._save, shortcut="Ctrl+S"
        )
        self.discard = Button(t("Take back what is not saved"), kind="quiet", on_click=self._discard)
        self._kept = Label(t("kept as a draft"), "note")
        self._told = Label("", "strong", wrap=True)
        card = Card(t("The unit on plans and letters"))
        card.add(self._told, self.form, row(self.save_button, self.discard, STRETCH, self._kept))
        self.setLayout(column(card, STRETCH))
        self.form.drafted.connect(presenter.keep_draft)
        self.form.dirty_changed.connect(lambda _dirty: self.draw())
        self.form.submitted.connect(self._save)

    def draw(self) -> None:
        """Show what is saved, or the draft; what is being typed stays."""
        state = self._presenter.state
        if state.saved != self._saved:
            self._saved = state.saved
            if state.saved[0] == "unit":
                self.form.mark_clean()
        if self.form.is_dirty():
            self.form.standing.follow_values(state.unit_stands)
        else:
            self.form.set_values(state.unit_stands)
            self.form.stands()
            self.form.take_up(state.unit)
        told = " ".join(words for words, _tone in self.form.standing.told())
        self._told.set_text(told)
        self._told.setVisible(bool(told))
        unsaved = state.drafted or self.form.is_dirty()
        self.discard.setVisible(unsaved)
        self._kept.setVisible(unsaved)
        self.save_button.set_busy(state.busy == "unit")
        errors = state.errors.get("unit")
        if errors is not self._errors:
            self._errors = errors
            self.form.set_errors(errors or {})

    def flush(self) -> None:
        """Hand out the draft now."""
        self.form.flush_draft()

    def _add_fields(self) -> None:
        add = self.form.add
        add(
            "name", t("The unit's name"), TextField(limit=200), required=t("Write the name of your unit."),
            note=t("as it stands on letters"),
        )  # fmt: skip
        add("phone", t("Main phone number"), TextField(limit=40))
        add("place", t("Where talks are held"), TextField(limit=200), note=t("where nothing else is written"))
        add("emergency_phone", t("Phone around the clock"), TextField(limit=40), note=t("for what is urgent"))
        add("address", tc("field", "Address"), LongText(limit=400), note=t("stands on letters"))
        self.form.add_wide(SectionHeader(t("What they say"), t("in plain words to the citizen")))
        add(
            "absence", t("If the citizen cannot come"), LongText(lines=3, limit=2000), note=t("on the plan"),
            help_text=_LINES, span=2,
        )  # fmt: skip
        add(
            "consequences", t("If the citizen stays away"), LongText(lines=3, limit=2000), note=t("on letters"),
            help_text=_LINES,
        )  # fmt: skip
        add(
            "guidance", t("Rights and guidance"), LongText(lines=3, limit=2000), note=t("on letters"),
            help_text=_LINES,
        )  # fmt: skip
        self.form.add_wide(
            SectionHeader(tc("section", "Exchange"), t("without a key the demo's own is used"))
        )
        add("receiver_name", t("The receiving jobcentre"), TextField(limit=120))
        add(
            "receiver_key", t("Its public key"), TextField(limit=200), note=t("begins with age1"),
            help_text=t("Only the jobcentre can open what is sealed with it."),
        )  # fmt: skip

    def _save(self) -> None:
        if not self.save_button.is_busy() and self.form.validate():
            # What is typed counts as unsaved until the store has it; a draft on its way goes before.
            self.form.flush_draft()
            self._presenter.save_unit(self.form.values())

    def _discard(self) -> None:
        self.form.mark_clean()
        self._presenter.discard_draft()
