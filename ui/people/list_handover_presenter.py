"""The handover of several citizens at once: whom it concerns, the draft of its form, and the one act."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from caseworker.base.errors import CaseworkerError, UserError
from caseworker.base.ids import new_id
from caseworker.base.text import Text, t, tn
from caseworker.casework.draft_subjects import offered
from caseworker.people import service, staff
from caseworker.people.staff import StaffRow
from caseworker.store.drafts import Draft
from caseworker.store.work import Work
from ui.people import drafting
from ui.people.list_presenter import Line
from ui.people.overview_acts import OTHER_COLLEAGUE
from ui.ports import Desk, Presenter

# "My day" goes to the page of a draft's kind: this one lies on the list of citizens.
KIND = "citizens"
CASES = "cases"  # in a draft: whom it was begun for


@dataclass(frozen=True, slots=True)
class HandoverState:
    """The form that is open: under which draft, for whom, with what in it, and whether it is being saved."""

    record_id: str
    lines: tuple[Line, ...]
    staff: tuple[StaffRow, ...]
    values: Mapping[str, Any]
    from_draft: bool = False
    saving: bool = False


@dataclass(frozen=True, slots=True)
class Concerned:
    """Who would be handed over, and who not because the case is closed or `whose` it is already."""

    included: tuple[Line, ...]
    closed: tuple[Line, ...]
    theirs: tuple[Line, ...]
    whose: str


class HandoverPresenter(Presenter):
    """Opens the form, keeps its draft and runs the act. `everybody` hands out the lines of the list.

    `on_waiting` tells that another draft waits or was thrown away, `on_saved` that the act is done.
    """

    def __init__(self, desk: Desk, everybody: Callable[[], Sequence[Line]]) -> None:
        super().__init__(desk)
        self._everybody = everybody
        self.form: HandoverState | None = None
        self.waiting: tuple[Draft, ...] = ()
        self.thrown: Draft | None = None
        self.on_waiting: Callable[[], None] = lambda: None
        self.on_saved: Callable[[], None] = lambda: None
        self.on_errors: Callable[[dict[str, Text]], None] = lambda _errors: None

    def retire(self) -> None:
        """Tell nobody any more, nor of what is still on its way."""
        super().retire()
        self.on_waiting = self.on_saved = lambda: None
        self.on_errors = lambda _errors: None

    def reload(self) -> None:
        """Look which drafts wait; an open form follows what has become of its citizens."""
        if self.desk.citizen_view:
            return
        # In the store's queue: a draft on its way there is found, and the list is read by then.
        self.desk.tasks.store(self._read_waiting, self._take_waiting, self._problem)

    def open(self, lines: Sequence[Line]) -> None:
        """Open the form for these citizens, with what was begun for the very same ones."""
        cases = {line.case_id for line in lines}
        begun = next((one for one in self.waiting if set(one.values.get(CASES, ())) == cases), None)
        if begun is not None:
            self._open_draft(begun)
        else:
            self._open(new_id(), lines, {})

    def go_on(self, record_id: str = "") -> None:
        """Open the form with the draft named, or with the newest."""

        def found(drafts: tuple[Draft, ...]) -> None:
            self._take_waiting(drafts)
            draft = next((one for one in drafts if one.record_id == record_id), None) or next(
                iter(drafts), None
            )
            if draft is not None and (self.form is None or self.form.record_id != draft.record_id):
                self._open_draft(draft)

        self.desk.tasks.store(self._read_waiting, found, self._problem)

    def fetch_thrown(self) -> None:
        """Go on with what was thrown away last."""
        thrown, self.thrown = self.thrown, None
        if thrown is not None and self.form is None:
            self._keep(thrown.record_id, thrown.values)
            self._open_draft(thrown)

    def close(self) -> None:
        """Put the form away. What is typed in it waits as a draft."""
        self.form = None
        self.on_changed()
        self.reload()

    def throw_away(self, values: Mapping[str, Any]) -> None:
        """Put the form away, and what was typed in it: it can be fetched back until another is thrown away."""
        if self.form is not None and not self.form.saving:
            now = self.desk.office.clock.now()
            kept = drafting.as_plain(self._whole(values))
            self.thrown = Draft(self.form.record_id, KIND, "", "", now, now, kept)
            drafting.forget(self.desk, self.form.record_id)
            self._drop(self.form.record_id)
            self.close()

    def keep_draft(self, values: Mapping[str, Any]) -> None:
        """Keep what is typed, and for whom."""
        if self.form is not None and not self.form.saving:
            self._keep(self.form.record_id, self._whole(values))

    def draft_words(self, draft: Draft) -> Text:
        """Return what a draft is for, by the first it was begun for: two may be for as many."""
        cases = draft.values.get(CASES, ())
        names = [line.name for line in self._lines(cases)[:1]]
        what = handover_words(len(cases))
        return t("{what} ({name} …)", what=what, name=names[0]) if names else what

    def concerned(self, values: Mapping[str, Any]) -> Concerned:
        """Return whom the act would hand over with these values, and whom not."""
        lines = self.form.lines if self.form is not None else ()
        whose = self._whose(values)
        closed = tuple(line for line in lines if line.closed_on is not None)
        theirs = tuple(line for line in lines if line.closed_on is None and line.contact == whose)
        left_out = {line.case_id for line in (*closed, *theirs)}
        return Concerned(tuple(one for one in lines if one.case_id not in left_out), closed, theirs, whose)

    def save(self, values: Mapping[str, Any]) -> None:
        """Hand all over who can be, as one act."""
        form, cases = self.form, [line.case_id for line in self.concerned(values).included]
        if form is None or form.saving or not cases:
            return
        self.keep_draft(values)  # the act spends it, so that undo can give every word back
        self.form = replace(form, saving=True, values=dict(values))
        self.on_changed()

        def act(work: Work) -> None:
            chosen = values["staff"]
            if chosen == OTHER_COLLEAGUE:
                chosen = staff.find_or_add(work, values["colleague"]).id
                work.flush()
            reason = (values.get("reason") or "").strip()
            for case_id in cases:
                service.change_primary_contact(work, case_id, chosen, reason, values["handover_note"])

        def saved(_none: None) -> None:
            self._drop(form.record_id)
            self.form = None
            self.on_changed()
            self.reload()
            self.on_saved()
            done = tn("{count} case is handed over.", "{count} cases are handed over.", len(cases))
            self.desk.notices.done(done, undo=True)

        self.desk.act(handover_words(len(cases)), act, saved, self._failed, spends=form.record_id)

    # ---- inside

    def _open_draft(self, draft: Draft) -> None:
        values = drafting.values_of(draft)
        self._open(draft.record_id, self._lines(values.pop(CASES, ())), values, from_draft=True)

    def _open(
        self, record_id: str, lines: Sequence[Line], values: Mapping[str, Any], *, from_draft: bool = False
    ) -> None:
        with self.desk.office.read() as session:
            people = tuple(staff.all_staff(session))
        self.form = HandoverState(record_id, tuple(lines), people, values, from_draft)
        self.on_changed()

    def _lines(self, cases: Sequence[str]) -> tuple[Line, ...]:
        wanted = set(cases)
        return tuple(line for line in self._everybody() if line.case_id in wanted)

    def _whose(self, values: Mapping[str, Any]) -> str:
        chosen = values.get("staff")
        if chosen == OTHER_COLLEAGUE:
            return (values.get("colleague") or "").strip()
        people = self.form.staff if self.form is not None else ()
        return next((one.name for one in people if one.id == chosen), "")

    def _whole(self, values: Mapping[str, Any]) -> dict[str, Any]:
        lines = self.form.lines if self.form is not None else ()
        return {**values, CASES: [line.case_id for line in lines]}

    def _keep(self, record_id: str, values: Mapping[str, Any]) -> None:
        drafting.keep(self.desk, record_id, KIND, "", "", values)

    def _read_waiting(self) -> tuple[Draft, ...]:
        """Read what waits; nothing for citizens who are gone, as after an import that was undone."""
        office = self.desk.office
        with office.read() as session:
            found = offered(session, office.store.drafts, office.clock.today())
        return tuple(draft for draft, _subject in found if draft.kind == KIND)

    def _drop(self, record_id: str) -> None:
        """Offer a draft no more that is gone, also before the drafts are read anew."""
        self.waiting = tuple(draft for draft in self.waiting if draft.record_id != record_id)

    def _take_waiting(self, drafts: tuple[Draft, ...]) -> None:
        self.waiting = drafts
        if self.form is not None:
            lines = self._lines([line.case_id for line in self.form.lines])
            if self.form.lines and not lines:
                self.form = None
                self.desk.notices.problem(t("The citizens of the handover are no longer here."))
                self.on_changed()
            elif lines != self.form.lines:
                self.form = replace(self.form, lines=lines)
                self.on_changed()
        self.on_waiting()

    def _failed(self, error: CaseworkerError) -> None:
        if self.form is not None:
            self.form = replace(self.form, saving=False)
            self.on_changed()
        place = error.place if isinstance(error, UserError) else None
        if place is not None and place.field:
            self.on_errors({place.field: error.text})
        else:
            self._problem(error)

    def _problem(self, error: CaseworkerError) -> None:
        self.desk.notices.problem(error.text)


def handover_words(count: int) -> Text:
    """Return what the act is called."""
    return tn("Handover of {count} citizen", "Handover of {count} citizens", count)
