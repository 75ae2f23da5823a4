"""The forms of the overview as they are opened and put away, with what is typed in them and not saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from caseworker.base.ids import new_id
from caseworker.base.text import Text, t, tn
from caseworker.casework.new_dates import DateChange
from caseworker.screening.queries import screenings_of
from caseworker.store.drafts import Draft
from ui.people import drafting, fact_values
from ui.people import overview_acts as acts
from ui.people.fact_values import FACT, SUBJECT
from ui.people.overview_state import OverviewState
from ui.ports import CasePresenter, Desk

ANY_DRAFT = "draft"  # wanted by who goes on with a draft: whichever there is


def draft_name(draft: Draft) -> Text:
    """Return what a draft is for."""
    return acts.names(draft.kind, draft.values, str(draft.values.get(SUBJECT, "")))[0]


@dataclass(frozen=True, slots=True)
class FormState:
    """The form that is open: which, under which draft, with what in it, and whether it is being saved.

    `stored` is what stands in the record that it changes, None where it changes none: `values` are that with
    what was typed laid over it.
    `changed` says that the citizen was changed elsewhere while this was typed. `dates` are the deadlines that
    what is written would move, None while nothing is chosen; `ending` says what ends because this begins.
    `begun_elsewhere` says, where the case is to be closed, what then stays unfinished in it.
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
    stored: Mapping[str, Any] | None = None
    begun_elsewhere: tuple[Text, ...] = ()


class OverviewDrafts(CasePresenter):
    """The form that is open, the drafts that wait, and the one thrown away last."""

    def __init__(self, desk: Desk, case_id: str) -> None:
        super().__init__(desk, case_id)
        self.state: OverviewState | None = None
        self.form: FormState | None = None
        # The drafts that wait, the newest first; none while a form is open.
        self.waiting: tuple[Draft, ...] = ()
        # What was thrown away last: it can be fetched back while the page is there.
        self.thrown: Draft | None = None
        self._drafts: list[Draft] = []
        self._met: set[str] = set()  # drafts of this case that were here when the page was read
        self.on_form: Callable[[], None] = lambda: None
        self.on_begun: Callable[[], None] = lambda: None
        self.on_dates: Callable[[], None] = lambda: None
        self.on_errors: Callable[[dict[str, Text]], None] = lambda _errors: None

    def retire(self) -> None:
        """Tell nobody any more, nor of what is still on its way to the drafts."""
        super().retire()
        self.on_begun = lambda: None

    def _read_drafts(self) -> None:
        """Read what was begun here and waits, as it is kept now."""
        assert self.state is not None
        head = self.state.head
        self._drafts = drafting.of_case(self.desk, head.citizen_id, head.case_id, acts.FORMS)
        offered = self.form is None and not self.desk.citizen_view
        self.waiting = tuple(self._drafts) if offered else ()

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
        self._read_drafts()
        draft = fact_values.draft_of(self._drafts, kind, values, subject, any_of_it=wanted == ANY_DRAFT)
        self._show_form(kind, values, subject, wanted, draft)

    def go_on(self, record_id: str = "") -> None:
        """Open the form of the draft named, or of the newest that waits."""
        self._read_drafts()
        named = next((draft for draft in self._drafts if draft.record_id == record_id), None)
        wanted = named or next(iter(self.waiting), None)
        if wanted is not None and (self.form is None or self.form.record_id != wanted.record_id):
            self._open_draft(wanted)

    def fetch_thrown(self) -> None:
        """Go on with what was thrown away last."""
        thrown, self.thrown = self.thrown, None
        if thrown is not None and self.form is None:
            self._met.add(thrown.record_id)
            drafting.keep(
                self.desk, thrown.record_id, thrown.kind, thrown.citizen_id, thrown.case_id,
                drafting.values_of(thrown),
            )  # fmt: skip
            self._open_draft(thrown)

    def _open_draft(self, draft: Draft) -> None:
        """Open the form with the words of a draft."""
        assert self.state is not None
        usual = (
            {} if draft.kind == FACT else acts.usual(self.state, draft.kind, self.desk.office.clock.today())
        )
        self._show_form(draft.kind, usual, "", ANY_DRAFT, draft)

    def _show_form(
        self, kind: str, values: dict[str, Any], subject: str, wanted: str, draft: Draft | None
    ) -> None:
        record_id = new_id()
        typed: dict[str, Any] = {}
        if draft is not None:
            typed, record_id = drafting.values_of(draft), draft.record_id
            subject = typed.pop(SUBJECT, subject)
        stored = self._stored(kind, subject)
        values = drafting.laid_over({**(stored or {}), **values}, typed)
        self.form = FormState(
            kind,
            record_id,
            values,
            from_draft=draft is not None,
            wanted=wanted,
            subject=subject,
            stored=stored,
            begun_elsewhere=self._left_unfinished(record_id) if kind == acts.CLOSE else (),
        )
        self.on_form()
        self.preview(values)

    def _stored(self, kind: str, subject: str) -> dict[str, Any] | None:
        assert self.state is not None
        return acts.stored(self.state, kind, subject)

    def _left_unfinished(self, record_id: str) -> tuple[Text, ...]:
        """Say what is begun in the case and can no longer be finished when it is closed."""
        assert self.state is not None
        head, office = self.state.head, self.desk.office
        with office.read() as session:
            screening = any(row.finished_on is None for row in screenings_of(session, head.case_id))
        kept = office.store.drafts.of_citizen(head.citizen_id)
        waiting = [one for one in kept if one.case_id == head.case_id and one.record_id != record_id]
        found = []
        if screening:
            found.append(t("The screening is not finished. It can only be read when the case is closed."))
        if waiting:
            found.append(
                tn(
                    "One draft waits in the case. When it is closed, a note or a talk that was held can still be "
                    "written down; anything else can only be read.",
                    "{count} drafts wait in the case. When it is closed, notes and talks that were held can still be "
                    "written down; the others can only be read.",
                    len(waiting),
                )
            )
        return tuple(found)

    def close_form(self) -> None:
        """Put the form away. What is typed in it waits as a draft."""
        self.form = None
        self.on_form()
        # In the store's queue, so that a draft on its way there is found.
        self.desk.tasks.store(lambda: None, lambda _none: self._offer(), lambda _error: None)

    def throw_away(self, values: Mapping[str, Any]) -> None:
        """Put the form away, and what was typed in it: it can be fetched back until another is thrown away."""
        form, state = self.form, self.state
        if form is not None and state is not None and not form.saving:
            now, head = self.desk.office.clock.now(), state.head
            kept = drafting.as_plain(self._kept(form, values))
            self.thrown = Draft(form.record_id, form.kind, head.citizen_id, head.case_id, now, now, kept)
            drafting.forget(self.desk, form.record_id)
            self.close_form()

    def _offer(self) -> None:
        self._read_drafts()
        self.on_begun()

    @staticmethod
    def _kept(form: FormState, values: Mapping[str, Any]) -> Mapping[str, Any]:
        return {**values, SUBJECT: form.subject} if form.kind == FACT else values

    def keep_draft(self, values: Mapping[str, Any]) -> None:
        """Keep what is typed."""
        if self.form is not None and self.state is not None and not self.form.saving:
            head = self.state.head
            self._met.add(self.form.record_id)
            kept = self._kept(self.form, values)
            drafting.keep(self.desk, self.form.record_id, self.form.kind, head.citizen_id, head.case_id, kept)

    def preview(self, values: Mapping[str, Any]) -> None:
        """Work out what the form would do; nothing of it is kept."""
        raise NotImplementedError
