"""The forms that open over the overview: data, target group, contact person, close, and a fact."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from caseworker.base.clock import day_of
from caseworker.base.dates import format_moment
from caseworker.base.text import Text, t, tc, tn
from caseworker.casework.new_dates import DateChange
from caseworker.contacts.queries import TalkRow
from caseworker.people.service import LONGEST_REMARK
from caseworker.people.words import END_STATES, GROUP_CHOICES, group_words
from ui.kit import (
    STRETCH,
    Banner,
    BusyButton,
    Button,
    Card,
    CheckField,
    ChoiceChips,
    CprField,
    DateField,
    Form,
    Label,
    LongText,
    SelectField,
    TextField,
    clear,
    column,
    language,
    row,
    say,
    tokens,
)
from ui.kit.standing import HALF
from ui.people.address import EmailField, PostalCodeField
from ui.people.birth import add_birth
from ui.people.fact_form import fact_form, refill_months
from ui.people.fact_values import FACT, fields_of
from ui.people.group_detail import show_detail
from ui.people.handover_fields import LONGEST_REASON, handover_form
from ui.people.moved_dates import list_dates
from ui.people.name_field import NameField
from ui.people.overview_acts import CLOSE, CONTACT, EDIT, GROUP, OTHER_COLLEAGUE, can_be_told, usual_day
from ui.people.overview_drafts import FormState
from ui.people.overview_state import OverviewState
from ui.people.past import LastDayField

_TALKS_SHOWN = 12


class OverviewForm(Card):
    """One act on the citizen or the case.

    Emits `save_requested(values)`, `drafted(values)`, `closed()` (the draft waits) and `thrown_away(values)`.
    `asked_about(values)` comes when what the old and new dates depend on has changed, `take_back_requested()`
    when a fact is to be deleted.
    """

    save_requested = Signal(object)
    closed = Signal()
    thrown_away = Signal(object)
    drafted = Signal(object)
    asked_about = Signal(object)
    take_back_requested = Signal()

    def __init__(
        self,
        state: OverviewState,
        form: FormState,
        today: Callable[[], date],
        rule_name: Callable[[str, str], Text],
    ) -> None:
        title, lead, verb = _words_of(state, form)
        super().__init__(title.with_values(name=state.head.call_name), lead)
        self.kind, self.record_id = form.kind, form.record_id
        self._rule_name = rule_name
        self._state, self._today, self._fixed = state, today, bool(form.subject)
        self._typed: dict[str, Any] = dict(form.values)
        self._stored = form.stored
        # The day of a group follows what is chosen until one is typed.
        usual = usual_day(state, form.values.get("group"), today()) if self.kind == GROUP else None
        self._day_typed = form.values.get("from_on") != usual
        self._form_place = column(gap=0)
        self._to_tell: Banner | None = None
        self._put_form()
        self.save_button = BusyButton(
            verb, kind="filled", busy_text=t("Saving …"), on_click=self._save, shortcut="Ctrl+S"
        )
        self.close_button = Button(
            tc("button", "Close"),
            on_click=self.put_away,
            tip=t("Puts the form away and keeps what is typed as a draft (Esc)"),
        )
        self.throw_button = Button(t("Throw the draft away"), kind="quiet", on_click=self._throw_away)
        self._notes = column(gap=tokens.S)
        self._dates = column(gap=0)
        self.add(self._notes, self._form_place, self._dates)
        buttons = row(
            self.throw_button, STRETCH, self.close_button, self.save_button, margins=(0, tokens.M, 0, 0)
        )
        if form.subject:
            delete = Button(t("Delete the fact"), kind="quiet", icon="trash-2", on_click=self._take_back)
            buttons.insertWidget(0, delete)
        self.add(buttons)
        self._from_draft = form.from_draft
        self._offer_throwing()
        self.update_state(form, state.booked)

    def update_state(self, form: FormState, booked: Sequence[TalkRow]) -> None:
        """Show whether it is being saved, and what is to be known; what is typed stays."""
        self.save_button.set_busy(form.saving)
        clear(self._notes)
        if self._state.head.closed_on is not None and self.kind != EDIT:  # those data are not the case's
            self.form.set_read_only(True)
            self.save_button.hide()
            words = t("The case is closed. What was begun here can be read, not saved.")
            self._notes.addWidget(Banner(words, "locked"))
        known = [*form.begun_elsewhere, *([_booked_words(booked)] if self.kind == CLOSE and booked else [])]
        if known:
            self._notes.addWidget(Banner(" ".join(say(words) for words in known), "info"))
        summoned = [talk for talk in booked if talk.summoned_at is not None]
        self._to_tell = None
        if self.kind == CLOSE and summoned:
            self._to_tell = Banner(_summoned_words(summoned), "attention")
            self._notes.addWidget(self._to_tell)
            self._show_needed(self.form.values())
        self._follow(form.stored)
        told = self.form.standing.told()
        for said, tone in told:
            self._notes.addWidget(Banner(said, tone))
        if form.changed and form.stored is None:
            words = t(
                "The citizen was changed elsewhere while you wrote. Your words are kept: look before you save."
            )
            self._notes.addWidget(Banner(words, "attention"))
        elif form.from_draft and not told:
            self._notes.addWidget(
                Banner(t("You began this earlier. What you wrote stands here again."), "draft")
            )

    def show_dates(self, changes: tuple[DateChange, ...] | None, ending: Text | None = None) -> None:
        """List the deadlines that move, with old and new date, and what ends, before anything is saved."""
        clear(self._dates)
        if ending is not None:
            self._dates.addWidget(Label(ending, "body", wrap=True))
        if changes is not None:
            list_dates(self._dates, changes, self._rule_name, self._today())

    def take_focus(self) -> None:
        """Put the focus where it was in the form, or into its first field."""
        held = self.focusWidget()
        if held is not None and held.isVisibleTo(self):
            held.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.form.focus_field(self.form.names()[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Put the form away on Escape; the draft is kept."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)

    def _save(self) -> None:
        if not self.save_button.is_busy() and self.form.validate():
            self.save_requested.emit(self.form.draft())

    def put_away(self) -> None:
        """Close the form; what is typed in it waits as a draft."""
        self.form.flush_draft()
        self.closed.emit()

    def _take_back(self) -> None:
        self.form.flush_draft()  # the act spends it, so that undo can give every word back
        self.take_back_requested.emit()

    def _throw_away(self) -> None:
        values = self.form.draft()
        self.form.mark_clean()
        self.thrown_away.emit(values)

    def _offer_throwing(self) -> None:
        self.throw_button.setVisible(self._from_draft or self.form.is_dirty())

    def _put_form(self) -> None:
        """Build the fields for what is typed so far; what another kind asks for is kept for it."""
        clear(self._form_place)
        self.form = self._build()
        self._show_needed(self._typed)
        self.form.set_values(self._typed)
        if self._stored is not None:
            self.form.set_values(self._stored)
            self.form.stands(tuple(self._stored))
            self.form.take_up(self._typed)
        self.form.mark_clean()
        self.form.drafted.connect(self.drafted.emit)
        self.form.submitted.connect(self._save)
        self.form.field_changed.connect(self._field_changed)
        self._form_place.addWidget(self.form)

    def _build(self) -> Form:
        if self.kind != FACT:
            return _BUILDERS[self.kind](self._state, self._today)
        born = self._state.data.birth_date
        return fact_form(self._typed, self._today, fixed=self._fixed, born=born)

    def _follow(self, stored: Mapping[str, Any] | None) -> None:
        """Take over what was changed elsewhere in fields that nobody typed in."""
        if stored is None or stored == self._stored:
            return
        self._stored = stored
        now = self._build()
        now.set_values(stored)
        self.form.standing.follow(now)
        now.deleteLater()
        self._show_needed(self.form.values())
        self._typed |= self.form.draft()
        if self.kind == FACT and self.form.names() != list(fields_of(self._typed)):
            self._put_form()
        self.asked_about.emit(self.form.values())

    def _field_changed(self, name: str) -> None:
        self._day_typed = self._day_typed or name == "from_on"
        if self.kind == GROUP and name == "group" and not self._day_typed:
            group = self.form.field("group").value()
            self.form.set_values({"from_on": usual_day(self._state, group, self._today())})
        values = self.form.values()
        self._typed |= {HALF: {}} | self.form.draft()
        self._from_draft = True  # from the first letter on there is something to throw away
        self._offer_throwing()
        if self.kind == FACT and self.form.names() != list(fields_of(values)):
            self.drafted.emit(self.form.draft())
            self._put_form()
            self.form.show()
            self.form.focus_field(name)
        elif self.kind == FACT and name in ("day", "last_day"):
            refill_months(self.form, self._today)
        elif name in ("staff", "group", "end_state"):
            self._show_needed(values)
        if self.kind == FACT or name in ("group", "from_on", "detail"):
            self.asked_about.emit(self.form.values())

    def _show_needed(self, values: Mapping[str, Any]) -> None:
        """Show the fields that what is chosen asks for, and who is to be told."""
        if self.kind == CONTACT:
            self.form.show_field("colleague", shown=values.get("staff") == OTHER_COLLEAGUE)
        if self._to_tell is not None:
            self._to_tell.setVisible(can_be_told(values.get("end_state") or ""))
        if self.kind == GROUP:
            show_detail(self.form, values.get("group") or "")


def _edit_form(_state: OverviewState, today: Callable[[], date]) -> Form:
    form = Form(columns=3, gap=tokens.M)
    form.add("name", tc("field", "Name"), NameField(), required=t("Write the citizen's name."), span=2)
    form.add("call_name", t("Is called"), TextField(), note=t("in talks and on the plan"))
    form.add("phone", tc("field", "Phone"), TextField())
    form.add("email", tc("field", "Email"), EmailField())
    form.add("interpreter", t("Interpreter in"), TextField(), note=t("the language, if needed"))
    form.add("address", tc("field", "Address"), TextField())
    form.add("postal_code", t("Postal code"), PostalCodeField())
    form.add("city", tc("field", "City"), TextField())
    form.add("cpr", t("CPR number"), CprField())
    add_birth(form, today)
    form.add("protected_address", tc("field", "Care"), CheckField(t("The address is protected")))
    return form


def _group_form(_state: OverviewState, today: Callable[[], date]) -> Form:
    form = Form(columns=2, gap=tokens.M)
    choices = [(f"{code} {visited}".strip(), group_words(code, visited)) for code, visited in GROUP_CHOICES]
    form.add("group", t("New target group"), SelectField(choices), required=t("Choose the target group."))
    form.add("from_on", t("From the day"), DateField(today, width=0), required=t("Write from which day."))
    form.add("detail", tc("field", "Category"), SelectField(), note=t("decides the deadlines"), span=2)
    form.add(
        "reason",
        tc("field", "Reason"),
        TextField(limit=LONGEST_REASON),
        note=t("stands in the history"),
        span=2,
    )
    return form


def _contact_form(state: OverviewState, _today: Callable[[], date]) -> Form:
    return handover_form(row for row in state.staff if row.id != state.head.contact_id)


def _close_form(state: OverviewState, today: Callable[[], date]) -> Form:
    form = Form(columns=1, gap=tokens.M)
    form.add(
        "end_state", t("How did the case end"), ChoiceChips([*END_STATES.items()]),
        required=t("Choose how the case ended."),
    )  # fmt: skip
    last = day_of(state.last_talk) if state.last_talk is not None else None
    field = LastDayField(today, state.head.opened_on, last)
    form.add("closed_on", t("Last day"), field, required=t("Write the last day."))
    form.add(
        "note", tc("field", "Remark"), LongText(lines=1, limit=LONGEST_REMARK), note=t("may be left empty")
    )
    return form


_BUILDERS: dict[str, Callable[[OverviewState, Callable[[], date]], Form]] = {
    EDIT: _edit_form, GROUP: _group_form, CONTACT: _contact_form, CLOSE: _close_form,
}  # fmt: skip
_WORDS: dict[str, tuple[Text, Text, Text]] = {
    EDIT: (t("{name}: data and contact"), t("An empty field is emptied when you save."), t("Save the data")),
    GROUP: (t("{name}: another target group"), t("You see the new deadlines before you save."), t("Change the group")),
    CONTACT: (
        t("{name}: another contact person"), t("The handover is counted and dated."), t("Hand the case over"),
    ),
    FACT: (
        t("{name}: what the deadlines are counted from"),
        t("You see the new deadlines before you save."), t("Write it down"),
    ),
    CLOSE: (
        t("{name}: close the case"), t("The case moves to the closed ones. It can be undone."), t("Close the case"),
    ),
}  # fmt: skip

_FIRST_GROUP = (t("{name}: target group"), _WORDS[GROUP][1], t("Save the target group"))
_CHANGED = (
    t("{name}: what the deadlines are counted from"), t("You see the new deadlines before you save."),
    t("Save the change"),
)  # fmt: skip


def _words_of(state: OverviewState, form: FormState) -> tuple[Text, Text, Text]:
    """Return title, lead and the button's verb."""
    if form.subject:
        return _CHANGED
    return _FIRST_GROUP if form.kind == GROUP and not state.head.group else _WORDS[form.kind]


def _days(booked: Sequence[TalkRow]) -> str:
    days = ", ".join(format_moment(talk.at, language()) for talk in booked[:_TALKS_SHOWN])
    if len(booked) > _TALKS_SHOWN:
        days = f"{days}, {say(t('and {count} more', count=len(booked) - _TALKS_SHOWN))}"
    return days


def _summoned_words(summoned: Sequence[TalkRow]) -> Text:
    return tn(
        "The summons to {days} is sent already. Let the citizen know that the talk is cancelled.",
        "The summonses to {days} are sent already. Let the citizen know that the talks are cancelled.",
        len(summoned), days=_days(summoned),
    )  # fmt: skip


def _booked_words(booked: Sequence[TalkRow]) -> Text:
    days = _days(booked)
    return tn(
        "One talk is booked: {days}. It is cancelled when the case is closed.",
        "{count} talks are booked: {days}. They are cancelled when the case is closed.",
        len(booked), days=days,
    )  # fmt: skip
