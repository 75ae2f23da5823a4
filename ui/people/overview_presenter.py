"""The forms of the overview, each with its draft, its errors and the dates it moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from caseworker.base.errors import CaseworkerError, UserError
from caseworker.base.place import Place
from caseworker.base.text import Text, t
from caseworker.casework.new_dates import DateChange, moved_dates
from caseworker.casework.timeline import Entry
from caseworker.office import Changes
from caseworker.people import facts
from caseworker.people.fact_kinds import KINDS
from ui.people import fact_values, group_change
from ui.people import overview_acts as acts
from ui.people.fact_values import FACT
from ui.people.overview_acts import GROUP
from ui.people.overview_drafts import OverviewDrafts
from ui.people.overview_state import PAGE, read_state


class OverviewPresenter(OverviewDrafts):
    """Reads the page, and runs the acts. `on_errors` gets errors by field of the open form.

    `on_begun` tells that what waits, or what was thrown away, is another.
    """

    concerns = frozenset(
        {"deadline", "citizen", "case_file", "group_period", "benefit_period", "primary_contact", "talk",
         "talk_request", "outreach", "note", "document", "plan", "plan_version", "end_goal", "interim_goal",
         "agreement", "screening", "case_event", "case_act", "exemption", "status_change", "life_event",
         "activity", "staff", "trait", "work_period"}
    )  # fmt: skip

    def reload(self) -> None:
        """Read the page anew."""
        office = self.desk.office
        with office.read() as session:
            self.state = read_state(
                session, office.packs, self.case_id, office.clock.now(), office.clock.today(), self.state,
                citizen_view=self.desk.citizen_view,
            )  # fmt: skip
        self._read_drafts()
        self._met = {draft.record_id for draft in self._drafts}
        self.on_changed()

    def heard(self, changes: Changes) -> None:
        """Reload; and note under an open form that what it shows has changed."""
        if not self.is_concerned(changes):
            return
        met = self._met
        self.reload()
        brought_back = next((draft for draft in self._drafts if draft.record_id not in met), None)
        if self.form is None:
            if brought_back is not None and not self.desk.citizen_view:
                self._open_draft(brought_back)
        elif not self.form.saving:
            elsewhere = bool({"citizen", "case_file"} & changes.kinds)
            stored = self._stored(self.form.kind, self.form.subject)
            self.form = replace(self.form, changed=self.form.changed or elsewhere, stored=stored)
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

    def preview(self, values: Mapping[str, Any]) -> None:
        """Work out which deadlines the form would move; nothing of it is kept (R-051)."""
        form, state = self.form, self.state
        if form is None or state is None or form.kind not in (GROUP, FACT):
            return
        ending = None
        from_on: date | None = values.get("from_on")
        if form.kind == FACT:
            data = fact_values.data_of(values, state.facts, form.subject)
            from_on = data.day
            ready = bool(data.what) and data.day is not None
            ending = fact_values.ending_words(data, state.facts, form.subject)
        else:
            choice = acts.choice_of(values)
            ready = bool(choice.code) and from_on is not None and not acts.is_present(state, choice, from_on)
            if ready:
                ending = group_change.told_before(state.groups, choice, values["from_on"], state.today)
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
                    from_on,
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
            self.on_errors({"group": t("The case is in this group on that day already. Choose another one.")})
            return
        name, done = acts.names(form.kind, values, form.subject, state)
        self.keep_draft(values)  # the act spends it, so that undo can give every word back
        self.form = replace(form, saving=True, values=dict(values))
        self.on_form()
        self.desk.act(
            name,
            lambda work: acts.run(work, state, form.kind, values, form.subject, form.record_id),
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
        self._offer()
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
