"""Ny borger: one form for a new citizen and case, or for a citizen who comes back."""

from __future__ import annotations

from datetime import date
from typing import Any

from caseworker.base.place import Place
from caseworker.base.text import Text, t, tc
from caseworker.office import Changes
from caseworker.people.fact_kinds import FIRST_FACT, KINDS
from caseworker.people.words import BENEFITS, GROUP_CHOICES, group_words
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
    EmptyState,
    Form,
    Page,
    SectionHeader,
    SelectField,
    TextField,
    row,
    tokens,
)
from ui.kit.standing import HALF
from ui.people.birth import add_birth
from ui.people.group_detail import show_detail
from ui.people.intake_presenter import IntakePresenter
from ui.people.name_field import NameField
from ui.people.past import PastField
from ui.ports import Desk


def group_choices() -> list[tuple[str, Text]]:
    """Return the target groups to choose from; the value is group and visitation with a blank between."""
    return [(f"{code} {visited}".strip(), group_words(code, visited)) for code, visited in GROUP_CHOICES]


class IntakePage(Page):
    """The intake form. Everything but the name and a birth date may wait."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(t("New citizen"), t("Name and CPR number are enough to begin with."))
        self.presenter = IntakePresenter(desk)
        self.presenter.on_changed = self._draw
        self.presenter.on_begun = self._begin
        self.presenter.on_errors = self._show_errors
        self.form = Form(columns=3, gap=tokens.M)
        self._make_form()
        self.form.drafted.connect(self.presenter.keep_draft)
        self.form.field_changed.connect(self._field_changed)
        self.form.submitted.connect(self._save)
        self.save_button = BusyButton(
            t("Create case"), kind="filled", on_click=self._save, busy_text=t("Saving …"), shortcut="Ctrl+S"
        )
        card = Card()
        card.add(self.form, row(STRETCH, self.save_button, margins=(0, tokens.M, 0, 0)))
        self.add(card)
        self.add_stretch()
        self._banners_shown: list[Banner] = []
        # What was filled in by itself may be filled in anew; what somebody wrote may not.
        self._own: dict[str, object] = {}
        self._begin()
        self._hidden = desk.citizen_view
        if self._hidden:
            words = t("What is written here concerns others. End citizen view to go on.")
            title = t("The form is hidden while the citizen sees the screen")
            self.set_title(t("New citizen"))
            self.show_empty(EmptyState(title, words, icon="eye-off"))

    def show_place(self, place: Place) -> None:
        """Begin, or go on with what is being typed; `id` names a citizen who comes back, "draft:id" a draft.

        While the citizen sees the screen nothing is read: it is about somebody else.
        """
        if self._hidden:
            return
        state = self.presenter.state
        draft_id = place.field.partition(":")[2]
        same = place.id == state.citizen_id and draft_id in ("", state.record_id)
        if not self.form.is_dirty() or not same:
            self.form.flush_draft()
            self.presenter.begin(place.id, draft_id)
        self.form.focus_field("group" if place.id else "cpr")

    def heard(self, changes: Changes) -> None:
        """Show the draft that undo has brought back; a form that is being filled in stays as it is."""
        if "citizen" in changes.kinds and not self.form.is_dirty() and not self._hidden:
            self.presenter.look_for_draft()

    def save_draft(self) -> None:
        """Keep what is typed."""
        self.form.flush_draft()

    def _make_form(self) -> None:
        def today() -> date:
            return self.presenter.today

        form = self.form
        form.add_wide(SectionHeader(tc("form", "Citizen"), kind="label"))
        form.add("cpr", t("CPR number"), CprField(), note=t("fills in birth date and sex"))
        add_birth(form, today)
        form.add("sex", tc("field", "Sex"), ChoiceChips([("f", tc("sex", "Woman")), ("m", tc("sex", "Man"))]))
        form.add("name", tc("field", "Name"), NameField(), required=t("Write the citizen's name."), span=2)
        form.add("call_name", t("Is called"), TextField(), note=t("in talks and on the plan"))
        form.add_wide(SectionHeader(tc("form", "Case"), kind="label"))
        form.add("group", t("Target group"), SelectField(group_choices()))
        form.add("benefit", tc("field", "Benefit"), SelectField([*BENEFITS.items()]))
        form.add(
            "first_contact_on",
            t("First contact"),
            PastField(today, self._born),
            note=t("the deadlines count from here"),
        )
        form.add("fact_on", tc("field", "Day"), DateField(today, width=0), note=t("may be left empty"))
        form.add("detail", tc("field", "Category"), SelectField(), note=t("may be left empty"), span=2)
        form.add("referred_by", t("Referred by"), TextField(), note=t("may be left empty"))
        form.add("referred_on", t("Referred on"), DateField(today, width=0))
        form.add_wide(SectionHeader(t("Contact and care"), kind="label"))
        form.add("phone", tc("field", "Phone"), TextField())
        form.add("interpreter", t("Interpreter in"), TextField(), note=t("the language, if needed"))
        form.add("protected_address", tc("field", "Address"), CheckField(t("The address is protected")))

    def _born(self) -> date | None:
        born = self.form.field("birth_date").value()
        return born if isinstance(born, date) else None

    def _begin(self) -> None:
        state = self.presenter.state
        self._show_needed(state.values.get("group") or "")
        self.form.set_values(dict.fromkeys(self.form.names()) | dict(state.values))
        self.form.mark_clean()
        self._own = {}
        again = bool(state.citizen_id)
        self.set_title(
            t("New case for {name}", name=state.name) if again else t("New citizen"),
            t("What is known already is filled in.")
            if again
            else t("Name and CPR number are enough to begin with."),
        )

    def _draw(self) -> None:
        state = self.presenter.state
        self.save_button.set_busy(state.saving)
        for banner in self._banners_shown:
            self.remove_banner(banner)
        self._banners_shown = []
        if state.draft_from is not None:
            self._banner(
                t("This is your draft from {at}.", at=state.draft_from), "draft",
                Button(t("Start over"), on_click=self._start_over),
            )  # fmt: skip
        if state.thrown is not None and not state.saving:
            fetch = Button(t("Fetch it back"), on_click=self._fetch_thrown)
            words = t("What was not saved is thrown away.")
            thrown = Banner(words, "draft", actions=[fetch], closable=True)
            thrown.closed.connect(self.presenter.forget_thrown)
            self._banners_shown.append(self.show_banner(thrown))
        known = state.known
        if known is not None:
            actions = [Button(t("Open the citizen"), on_click=self._open_known)]
            words = t("{name} is here already with this CPR number.", name=known.name)
            if known.closed_on is not None:
                words = t(
                    "{name} has been here before. The case was closed {day}.",
                    name=known.name,
                    day=known.closed_on,
                )
                actions.append(Button(t("Open a new case"), on_click=self._new_case))
            self._banner(words, "info", *actions)

    def _banner(self, words: Text, tone: str, *actions: Button) -> None:
        self._banners_shown.append(self.show_banner(Banner(words, tone, actions=actions)))

    def _field_changed(self, name: str) -> None:
        if name == "cpr":
            found = self.presenter.cpr_typed(self.form.field("cpr").value())
            for field, value in zip(("birth_date", "sex"), found or (None, None), strict=True):
                self._propose(field, value)
        elif name == "group":
            group = self.form.field("group").value() or ""
            self._propose("benefit", self.presenter.usual_benefit(group))
            self._show_needed(group)
        self._own.pop(name, None)

    def _show_needed(self, group: str) -> None:
        """Show what the deadlines of the chosen group need from the first day: a day, and a second question."""
        what = FIRST_FACT.get(group.partition(" ")[0])
        self.form.show_field("fact_on", shown=what is not None)
        if what is not None:
            self.form.block("fact_on").set_label(KINDS[what].words)
        show_detail(self.form, group)

    def _propose(self, name: str, value: object) -> None:
        """Fill a field in, or empty it again, unless somebody wrote something else there."""
        field = self.form.field(name)
        own = name in self._own and field.value() == self._own[name]
        if value and (field.is_empty() or own):
            self.form.set_values({name: value})
            self._own[name] = value
        elif own and not value:
            self.form.set_values({name: None})
            del self._own[name]

    def _save(self) -> None:
        if self.save_button.is_busy():
            return
        values = self.form.values()
        # All that is wrong is said at once: nobody mends one thing to be told of the next.
        found = {**self.presenter.problems(values), **self.form.faults()}
        self.form.set_errors(found)
        if not found:
            self.presenter.save(values)

    def _show_errors(self, errors: dict[str, Text]) -> None:
        self.form.set_errors(errors)

    def _typed(self) -> dict[str, Any]:
        """Return what stands in the form, half a day too. From now on it is the caller's."""
        half = self.form.half()
        values = self.form.values() | ({HALF: half} if half else {})
        self.form.mark_clean()
        return values

    def _start_over(self) -> None:
        self.presenter.start_over(self._typed())
        self.form.focus_field("group" if self.presenter.state.citizen_id else "cpr")

    def _fetch_thrown(self) -> None:
        dirty = self.form.is_dirty() or self.presenter.state.draft_from is not None
        typed = self._typed()
        self.presenter.fetch_thrown(typed if dirty else {})
        self.form.focus_field("name")

    def _open_known(self) -> None:
        self.presenter.open_known(self._typed())

    def _new_case(self) -> None:
        self.presenter.begin_new_case(self._typed())
