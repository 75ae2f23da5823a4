"""The forms of the overview, each with its draft, its errors and the dates it moves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from caseworker.base.errors import CaseworkerError, UserError
from caseworker.base.ids import new_id
from caseworker.base.place import Place
from caseworker.base.text import Text, t
from caseworker.casework.new_dates import DateChange, moved_dates
from caseworker.casework.timeline import Entry
from caseworker.office import Changes
from caseworker.people import facts
from caseworker.people.fact_kinds import KINDS
from caseworker.store.drafts import Draft
from ui.people import drafting, fact_values
from ui.people import overview_acts as acts
from ui.people.fact_values import FACT, SUBJECT
from ui.people.overview_acts import GROUP
from ui.people.overview_state import PAGE, OverviewState, read_state
from ui.ports import CasePresenter, Desk

ANY_DRAFT = "draft"  # wanted by who goes on with a draft: whichever there is


@dataclass(frozen=True, slots=True)
class FormState:
    """The form that is open: which, under which draft, with what in it, and whether it is being saved.

    `changed` says that the citizen was changed elsewhere while this was typed. `dates` are the deadlines that
    what is written would move, None while nothing is chosen; `ending` says what ends because this begins.
    `wanted` is what the form of a fact was opened for, `subject` the id of the fact it changes.
    """

    kind: str
    record_id: str
    values: Mapping[str, Any]
    from_draft: bool = False
    saving: bool = False
    changed: bool = False
    dates: tuple[DateChange, ...] | None = None
    ending: Text | None = None
    wanted: str = ""
    subject: str = ""


class OverviewPresenter(CasePresenter):
    """Reads the page, and runs the acts. `on_errors` gets errors by field of the open form."""

    concerns = frozenset(
        {"deadline", "citizen", "case_file", "group_period", "benefit_period", "primary_contact", "talk",
         "talk_request", "outreach", "note", "document", "plan", "plan_version", "end_goal", "interim_goal",
         "agreement", "screening", "case_event", "case_act", "exemption", "status_change", "life_event",
         "activity", "staff", "trait", "work_period"}
    )  # fmt: skip

    def __init__(self, desk: Desk, case_id: str) -> None:
        super().__init__(desk, case_id)
        self.state: OverviewState | None = None
        self.form: FormState | None = None
        self.waiting: Draft | None = None  # the newest draft that no form is open for
        self._met: set[str] = set()  # drafts of this case that were here when the page was read
        self.on_form: Callable[[], None] = lambda: None
        self.on_dates: Callable[[], None] = lambda: None
        self.on_errors: Callable[[dict[str, Text]], None] = lambda _errors: None

    def reload(self) -> None:
        """Read the page anew."""
        office = self.desk.office
        with office.read() as session:
            self.state = read_state(
                session, office.packs, self.case_id, office.clock.now(), office.clock.today(), self.state,
                citizen_view=self.desk.citizen_view,
            )  # fmt: skip
        drafts = self._drafts()
        self._met = {draft.record_id for draft in drafts}
        self.waiting = drafts[0] if drafts and self.form is None and not self.desk.citizen_view else None
        self.on_changed()

    def heard(self, changes: Changes) -> None:
        """Reload; and note under an open form that what it shows has changed."""
        if not self.is_concerned(changes):
            return
        met = self._met
        self.reload()
        brought_back = next((draft for draft in self._drafts() if draft.record_id not in met), None)
        if self.form is None:
            if brought_back is not None and not self.desk.citizen_view:
                self._open_draft(brought_back)
        elif not self.form.saving:
            elsewhere = bool({"citizen", "case_file"} & changes.kinds)
            self.form = replace(self.form, changed=self.form.changed or elsewhere)
            self.on_form()

    def choose(self, chosen: str) -> None:
        """Show one kind of entries in the time line."""
        if self.state is not None:
            self.state = replace(self.state, chosen=chosen or "all", shown=PAGE)
            self.on_changed()

    def show_all_facts(self) -> None:
        """Show every fact that deadlines are counted from."""
        if self.state is not None:
            self.state = replace(self.state, all_facts=True)
            self.on_changed()

    def show_more(self) -> None:
        """Show older entries."""
        if self.state is not None:
            self.state = replace(self.state, shown=self.state.shown + 2 * PAGE)
            self.on_changed()

    def go_to(self, entry: Entry) -> None:
        """Go where an entry of the time line lies."""
        self.desk.navigation.go(entry.place)

    def go(self, kind: str) -> None:
        """Go to another room of this citizen."""
        self.desk.navigation.go(Place(kind, self.case_id))

    def see_rules(self) -> None:
        """Go to the rules that deadlines are worked out from."""
        self.desk.navigation.go(Place("settings", field="rules"))

    def open_again(self) -> None:
        """Begin a new case for this citizen."""
        if self.state is not None:
            self.desk.navigation.go(Place("new_citizen", self.state.head.citizen_id))

    # ---- the forms

    def open_form(self, kind: str, wanted: str = "") -> None:
        """Open a form, with its draft where there is one. `wanted` names the fact that a form is for."""
        if self.state is None or (
            self.form is not None and (self.form.kind, self.form.wanted) == (kind, wanted)
        ):
            return
        if kind == FACT:
            values, subject = fact_values.begin(self.state, wanted)
        else:
            values, subject = acts.usual(self.state, kind, self.desk.office.clock.today()), ""
        draft = fact_values.draft_of(self._drafts(), kind, values, subject, any_of_it=wanted == ANY_DRAFT)
        self._show_form(kind, values, subject, wanted, draft)

    def go_on(self, record_id: str = "") -> None:
        """Open the form whose draft waits, or that of the draft named."""
        named = next((draft for draft in self._drafts() if draft.record_id == record_id), None)
        wanted = named or self.waiting
        if wanted is not None and (self.form is None or self.form.record_id != wanted.record_id):
            self._open_draft(wanted)

    def waiting_name(self) -> Text:
        """Return what the waiting draft is for."""
        draft = self.waiting
        assert draft is not None
        return acts.names(draft.kind, draft.values, str(draft.values.get(SUBJECT, "")))[0]

    def _open_draft(self, draft: Draft) -> None:
        """Open the form whose words undo has brought back."""
        assert self.state is not None
        usual = (
            {} if draft.kind == FACT else acts.usual(self.state, draft.kind, self.desk.office.clock.today())
        )
        self._show_form(draft.kind, usual, "", ANY_DRAFT, draft)

    def _show_form(
        self, kind: str, values: dict[str, Any], subject: str, wanted: str, draft: Draft | None
    ) -> None:
        record_id = new_id()
        if draft is not None:
            values, record_id = values | drafting.values_of(draft), draft.record_id
            subject = values.pop(SUBJECT, subject)
        self.form = FormState(
            kind, record_id, values, from_draft=draft is not None, wanted=wanted, subject=subject
        )
        self.on_form()
        self.preview(values)

    def _drafts(self) -> list[Draft]:
        return drafting.of_case(
            self.desk, self.state.head.case_id if self.state else self.case_id, acts.FORMS
        )

    def close_form(self) -> None:
        """Put the form away. What is typed in it waits as a draft."""
        self.form = None
        self.on_form()

    def throw_away(self) -> None:
        """Put the form away, and what was typed in it."""
        if self.form is not None:
            drafting.forget(self.desk, self.form.record_id)
            self.close_form()

    def keep_draft(self, values: Mapping[str, Any]) -> None:
        """Keep what is typed."""
        if self.form is not None and self.state is not None and not self.form.saving:
            head = self.state.head
            self._met.add(self.form.record_id)
            kept = {**values, SUBJECT: self.form.subject} if self.form.kind == FACT else values
            drafting.keep(self.desk, self.form.record_id, self.form.kind, head.citizen_id, head.case_id, kept)

    def preview(self, values: Mapping[str, Any]) -> None:
        """Work out which deadlines the form would move; nothing of it is kept (R-051)."""
        form, state = self.form, self.state
        if form is None or state is None or form.kind not in (GROUP, FACT):
            return
        ending = None
        if form.kind == FACT:
            data = fact_values.data_of(values, state.facts, form.subject)
            ready = bool(data.what) and data.day is not None
            ending = fact_values.ending_words(data, state.facts, form.subject)
        else:
            choice, from_on = acts.choice_of(values), values.get("from_on")
            ready = bool(choice.code) and from_on is not None and not acts.is_present(state, choice, from_on)
        if not ready:
            self._show_dates(None, ending)
            return
        office, case_id = self.desk.office, state.head.case_id
        self.desk.tasks.store(
            lambda: office.rehearse(
                lambda work: moved_dates(
                    work,
                    office.packs,
                    case_id,
                    lambda work: acts.run(work, state, form.kind, values, form.subject, ""),
                )
            ),
            lambda changes: self._show_dates(tuple(changes), ending),
            lambda _error: self._show_dates(None, None),
        )

    def save(self, values: Mapping[str, Any]) -> None:
        """Run the act of the open form."""
        if self.form is None or self.state is None:
            return
        state, form = self.state, self.form
        if form.kind == GROUP and acts.is_present(state, acts.choice_of(values), values["from_on"]):
            self.on_errors({"group": t("The case is in this group already. Choose another one.")})
            return
        name, done = acts.names(form.kind, values, form.subject, len(state.booked))
        self.keep_draft(values)  # the act spends it, so that undo can give every word back
        self.form = replace(form, saving=True, values=dict(values))
        self.on_form()
        self.desk.act(
            name,
            lambda work: acts.run(
                work, state, form.kind, values, form.subject, form.record_id, self.desk.language
            ),
            lambda _none: self._saved(done),
            self._failed,
            spends=form.record_id,
        )

    def take_back(self) -> None:
        """Delete the fact that the open form is about."""
        if self.form is None or self.state is None or not self.form.subject or self.form.saving:
            return
        case_id, subject = self.state.head.case_id, self.form.subject
        what = next((one.data.what for one in self.state.facts if one.id == subject), "")
        words = KINDS[what].words if what else ""
        record_id = self.form.record_id
        self.form = replace(self.form, saving=True)  # what is typed from now on is no draft any more
        self.on_form()
        self.desk.act(
            t("Deleted fact: {what}", what=words),
            lambda work: facts.take_back_fact(work, case_id, subject),
            lambda _none: self._saved(t("It is deleted, and the deadlines follow.")),
            self._failed,
            spends=record_id,
        )

    def _saved(self, done: Text) -> None:
        if self.form is not None:
            self._met.discard(self.form.record_id)
        self.form = None
        self.on_form()
        self.desk.notices.done(done, undo=True)

    def _failed(self, error: CaseworkerError) -> None:
        if self.form is not None:
            self.form = replace(self.form, saving=False)
            self.on_form()
        place = error.place if isinstance(error, UserError) else None
        if place is not None and place.field:
            self.on_errors({place.field: error.text})
        else:
            self.desk.notices.problem(error.text)

    def _show_dates(self, dates: tuple[DateChange, ...] | None, ending: Text | None = None) -> None:
        if self.form is not None and (self.form.dates, self.form.ending) != (dates, ending):
            self.form = replace(self.form, dates=dates, ending=ending)
            self.on_dates()
