"""The acts on citizen and case that begin on the overview, each with its form, its draft and its errors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from caseworker.base.errors import CaseworkerError, UserError
from caseworker.base.ids import new_id
from caseworker.base.place import Place
from caseworker.base.text import Text, t
from caseworker.casework.new_dates import DateChange, dates_with_group
from caseworker.casework.timeline import Entry
from caseworker.office import Changes
from caseworker.people import service, staff
from caseworker.store.work import Work
from ui.people import drafting
from ui.people.overview_state import PAGE, OverviewState, read_state
from ui.ports import CasePresenter, Desk

EDIT, GROUP, CONTACT, CLOSE = "edit_citizen", "change_group", "change_contact", "close_case"
FORMS = (EDIT, GROUP, CONTACT, CLOSE)
OTHER_COLLEAGUE = "other"


@dataclass(frozen=True, slots=True)
class FormState:
    """The form that is open: which, under which draft, with what in it, and whether it is being saved.

    `changed` says that the citizen was changed elsewhere while this was typed. `dates` are the deadlines that
    the chosen group would move; None while nothing is chosen.
    """

    kind: str
    record_id: str
    values: Mapping[str, Any]
    from_draft: bool = False
    saving: bool = False
    changed: bool = False
    dates: tuple[DateChange, ...] | None = None


class OverviewPresenter(CasePresenter):
    """Reads the page, and runs the four acts. `on_errors` gets errors by field of the open form."""

    concerns = frozenset(
        {"deadline", "citizen", "case_file", "group_period", "benefit_period", "primary_contact", "talk",
         "talk_request", "outreach", "note", "document", "plan", "plan_version", "end_goal", "interim_goal",
         "agreement", "screening", "case_event", "case_act", "exemption", "status_change", "life_event",
         "activity", "staff"}
    )  # fmt: skip

    def __init__(self, desk: Desk, case_id: str) -> None:
        super().__init__(desk, case_id)
        self.state: OverviewState | None = None
        self.form: FormState | None = None
        self.on_form: Callable[[], None] = lambda: None
        self.on_dates: Callable[[], None] = lambda: None
        self.on_errors: Callable[[dict[str, Text]], None] = lambda _errors: None

    def reload(self) -> None:
        """Read the page anew."""
        office = self.desk.office
        with office.read() as session:
            self.state = read_state(
                session, self.case_id, office.clock.now(), office.clock.today(), self.state,
                citizen_view=self.desk.citizen_view,
            )  # fmt: skip
        self.on_changed()

    def heard(self, changes: Changes) -> None:
        """Reload; and note under an open form that what it shows has changed."""
        if not self.is_concerned(changes):
            return
        self.reload()
        if self.form is not None and not self.form.saving and {"citizen", "case_file"} & changes.kinds:
            self.form = replace(self.form, changed=True)
            self.on_form()

    def choose(self, chosen: str) -> None:
        """Show one kind of entries in the time line."""
        if self.state is not None:
            self.state = replace(self.state, chosen=chosen or "all", shown=PAGE)
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

    def open_again(self) -> None:
        """Begin a new case for this citizen."""
        if self.state is not None:
            self.desk.navigation.go(Place("new_citizen", self.state.head.citizen_id))

    # ---- the forms

    def open_form(self, kind: str) -> None:
        """Open a form, with its draft where there is one."""
        if self.state is None or (self.form is not None and self.form.kind == kind):
            return
        drafts = self.desk.office.store.drafts.all()
        draft = next((d for d in drafts if d.kind == kind and d.case_id == self.state.head.case_id), None)
        values, record_id = self._usual(kind), new_id()
        if draft is not None:
            values, record_id = values | drafting.values_of(draft), draft.record_id
        self.form = FormState(kind, record_id, values, from_draft=draft is not None)
        self.on_form()
        if kind == GROUP:
            self.preview(values)

    def close_form(self) -> None:
        """Put the form away, and what was typed in it."""
        if self.form is not None:
            drafting.forget(self.desk, self.form.record_id)
            self.form = None
            self.on_form()

    def keep_draft(self, values: Mapping[str, Any]) -> None:
        """Keep what is typed."""
        if self.form is not None and self.state is not None:
            head = self.state.head
            drafting.keep(
                self.desk, self.form.record_id, self.form.kind, head.citizen_id, head.case_id, values
            )

    def preview(self, values: Mapping[str, Any]) -> None:
        """Work out which deadlines the chosen group would move; nothing of it is kept (R-051)."""
        group, from_on = _group_of(values), values.get("from_on")
        if (
            self.form is None
            or self.state is None
            or not group[0]
            or from_on is None
            or self._is_present(group, from_on)
        ):
            self._show_dates(None)
            return
        office, case_id = self.desk.office, self.state.head.case_id
        self.desk.tasks.store(
            lambda: office.rehearse(
                lambda work: dates_with_group(
                    work, office.packs, case_id, group[0], from_on, visited_as=group[1]
                )
            ),
            lambda changes: self._show_dates(tuple(changes)),
            lambda _error: self._show_dates(None),
        )

    def save(self, values: Mapping[str, Any]) -> None:
        """Run the act of the open form."""
        if self.form is None or self.state is None:
            return
        kind = self.form.kind
        if kind == GROUP and self._is_present(_group_of(values), values["from_on"]):
            self.on_errors({"group": t("The case is in this group already. Choose another one.")})
            return
        name, done = _ACTS[kind]
        self.form = replace(self.form, saving=True, values=dict(values))
        self.on_form()
        self.desk.act(
            name, lambda work: self._run(work, kind, values), lambda _none: self._saved(done), self._failed
        )

    def _run(self, work: Work, kind: str, values: Mapping[str, Any]) -> None:
        assert self.state is not None
        head = self.state.head
        if kind == EDIT:
            service.edit_citizen(work, head.citizen_id, replace(self.state.data, **_tidy(values)))
        elif kind == GROUP:
            code, visited_as = _group_of(values)
            reason = (values.get("reason") or "").strip()
            service.change_group(
                work, head.case_id, code, values["from_on"], visited_as=visited_as, reason=reason
            )
        elif kind == CONTACT:
            chosen = values["staff"]
            if chosen == OTHER_COLLEAGUE:
                chosen = staff.find_or_add(work, values["colleague"]).id
                work.flush()
            service.change_primary_contact(
                work, head.case_id, chosen, (values.get("reason") or "").strip(), values["handover_note"]
            )
        else:
            note = (values.get("note") or "").strip()
            service.close_case(work, head.case_id, values["end_state"], values["closed_on"], note)

    def _saved(self, done: Text) -> None:
        if self.form is not None:
            drafting.forget(self.desk, self.form.record_id)
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

    def _usual(self, kind: str) -> dict[str, Any]:
        """Return what stands in a form when it is opened."""
        assert self.state is not None
        state, today = self.state, self.desk.office.clock.today()
        if kind == EDIT:
            return {name: getattr(state.data, name) for name in EDITED}
        if kind == GROUP:
            return {"group": f"{state.head.group} {state.head.visited_as}".strip() or None, "from_on": today}
        if kind == CONTACT:
            return {}
        return {"closed_on": today}

    def _is_present(self, group: tuple[str, str], from_on: date) -> bool:
        """Whether the case is in this group on that day and stays in it."""
        assert self.state is not None
        now = self.state.groups[0] if self.state.groups else None
        return now is not None and (now.code, now.visited_as) == group and now.from_on <= from_on

    def _show_dates(self, dates: tuple[DateChange, ...] | None) -> None:
        if self.form is not None and self.form.dates != dates:
            self.form = replace(self.form, dates=dates)
            self.on_dates()


EDITED = (
    "name", "call_name", "cpr", "birth_date", "phone", "email", "address", "postal_code", "city", "interpreter",
    "protected_address",
)  # fmt: skip
_ACTS: dict[str, tuple[Text, Text]] = {
    EDIT: (t("Change of the citizen's data"), t("The data is saved.")),
    GROUP: (t("Change of target group"), t("The target group is changed, and the deadlines with it.")),
    CONTACT: (t("Handover to a colleague"), t("The case is handed over.")),
    CLOSE: (t("Close the case"), t("The case is closed.")),
}


def _group_of(values: Mapping[str, Any]) -> tuple[str, str]:
    code, _, visited_as = (values.get("group") or "").partition(" ")
    return code, visited_as


def _tidy(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.strip() if isinstance(value := values.get(name), str) else value for name in EDITED}
