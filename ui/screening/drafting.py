"""What is typed in the room and not saved: the draft, going on after a crash, throwing away and fetching back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from caseworker.base.errors import CaseworkerError
from caseworker.base.ids import new_id
from caseworker.base.text import Text
from caseworker.screening.instrument import Section
from caseworker.screening.view import ScreeningView
from caseworker.store.drafts import Draft
from caseworker.store.work import Work
from ui.ports import CasePresenter, Desk, Failed
from ui.screening.entered import Entered, stored
from ui.screening.laying import Laid, Shown, lay
from ui.screening.state import ScreeningState, TalkForm
from ui.screening.typed import Typed, from_values, remember_place, remembered_place, to_values

DRAFT = "screening"
T = TypeVar("T")


class DraftingPresenter(CasePresenter):
    """Holds the steps and forms that are typed and not yet saved, and lays them over what the store has.

    All of it is one draft, under the screening's id. An act takes the part that it saves with it as a draft of
    its own, so that undo brings that part back, whatever has been typed since.
    """

    def __init__(self, desk: Desk, case_id: str) -> None:
        super().__init__(desk, case_id)
        self.state = ScreeningState()
        self.unsaved: dict[str, Entered] = {}
        self.talks: dict[str, TalkForm] = {}
        self.conflicts: set[str] = set()
        self.shown = Shown()
        self._bases: dict[str, Entered] = {}
        self._thrown = Typed()
        self._read: Laid | None = None
        self._picked_up = ""
        self._on_their_way: set[str] = set()  # drafts that an act is about to take with it

    def _show(self) -> None:
        """Put the state together anew and tell the page."""
        if self._read is not None:
            self.state = lay(
                self.desk, self._read, self.unsaved, self.shown, talks=self.talks, thrown=bool(self._thrown)
            )
            if self.state.mode == "open":
                self.shown.section = self.state.section
                remember_place(self.view.screening_id, self.shown)
            self.on_changed()

    @property
    def view(self) -> ScreeningView:
        """The screening on screen. Only asked for while there is one."""
        assert self.state.view is not None
        return self.state.view

    # ---- typing

    def typed(self, section: str, entered: Entered) -> None:
        """Take note of what stands in a step now. What the store has already is no draft."""
        there = stored(self.view, section_named(self.view, section))
        if entered == there:
            self._forget(section)
        else:
            self._bases.setdefault(section, there)
            self.unsaved[section] = entered
        self._show()

    def talk_typed(self, form: TalkForm) -> None:
        """Take note of what stands in the form of the conversation on screen."""
        session = self.state.session
        assert session is not None
        if form == TalkForm(session.source, session.on, session.by):
            self.talks.pop(session.id, None)
        else:
            self.talks[session.id] = form
        self._show()

    def _forget(self, section: str) -> None:
        self.unsaved.pop(section, None)
        self._bases.pop(section, None)

    # ---- the draft

    def keep_draft(self) -> None:
        """Write what is not saved into the drafts file, away from the window's thread."""
        drafts, view = self.desk.office.store.drafts, self.state.view
        if view is None or view.status != "open":
            return
        typed = Typed(self.unsaved, self.talks)
        if not typed:
            self.shown.draft_from = None
            self._off_thread(lambda: drafts.clear(view.screening_id))
            return
        values = self._values(typed)
        self._off_thread(
            lambda: drafts.save(view.screening_id, DRAFT, view.citizen_id, self.case_id, values), self._kept
        )

    def _values(self, typed: Typed) -> dict[str, Any]:
        session = self.state.session
        return to_values(typed, self.state.section, session.id if session is not None else "")

    def _off_thread(self, write: Callable[[], object], then: Callable[[object], None] | None = None) -> None:
        self.desk.tasks.store(
            write, then or (lambda _none: None), lambda error: self.desk.notices.problem(error.text)
        )

    def _kept(self, moment: object) -> None:
        if isinstance(moment, datetime):
            self.shown.saved_at = moment
            self._show()

    def act_on(
        self, typed: Typed, name: Text, do: Callable[[Work], T], then: Callable[[T], None], failed: Failed
    ) -> None:
        """Run an act that saves what is typed: undo of the act makes a draft of it again."""
        if not typed:
            self.desk.act(name, do, then, failed)
            return
        drafts, view, record_id = self.desk.office.store.drafts, self.view, new_id()
        values = self._values(typed) | {"section": next(iter(typed.steps), self.state.section)}
        self._on_their_way.add(record_id)

        def done(result: T) -> None:
            self._on_their_way.discard(record_id)
            then(result)

        def refused(error: CaseworkerError) -> None:
            # It still stands in the draft of the screening.
            self._off_thread(lambda: drafts.clear(record_id))
            self._on_their_way.discard(record_id)
            failed(error)

        self._off_thread(lambda: drafts.save(record_id, DRAFT, view.citizen_id, self.case_id, values))
        self.desk.act(name, do, done, refused, spends=record_id)

    # ---- going on

    def _pick_up(self, view: ScreeningView) -> bool:
        """Go on with the draft that was left, once per screening, and with what undo has made a draft of again.

        Returns whether there was any.
        """
        first = self._picked_up != view.screening_id
        if first:
            self._picked_up = view.screening_id
            self.unsaved, self.talks, self._bases, self._thrown = {}, {}, {}, Typed()
        mine = [
            one for one in self.desk.office.store.drafts.all() if self._is_to_go_on_with(one, first=first)
        ]
        for draft in sorted(mine, key=lambda one: (one.record_id != view.screening_id, one.saved_at)):
            self._take_in(draft, view)
        place = remembered_place(view.screening_id)
        if place is not None and (first or not self.shown.section):
            place.saved_at, place.draft_from = self.shown.saved_at, self.shown.draft_from
            self.shown = place
        if first:
            self._wait_for_draft(
                view, next((one for one in mine if one.record_id == view.screening_id), None)
            )
        return bool(mine)

    def _wait_for_draft(self, view: ScreeningView, known: Draft | None) -> None:
        """Take in what a page that was left a moment ago is still having kept."""
        drafts, taken = self.desk.office.store.drafts, dict(self.unsaved)

        def read(draft: Draft | None) -> None:
            news = draft is not None and (known is None or draft.saved_at != known.saved_at)
            if draft is None or not news or self._picked_up != view.screening_id:
                return
            self.unsaved = {key: mine for key, mine in self.unsaved.items() if mine != taken.get(key)}
            self._take_in(draft, view)
            self._show()

        self.desk.tasks.store(lambda: drafts.get(view.screening_id), read, lambda _error: None)

    def _is_to_go_on_with(self, draft: Draft, *, first: bool) -> bool:
        if draft.kind != DRAFT or draft.case_id != self.case_id or draft.record_id in self._on_their_way:
            return False
        return first or draft.record_id != self._picked_up

    def _take_in(self, draft: Draft, view: ScreeningView) -> None:
        """Lay a draft under what is being typed; one that undo has brought back becomes part of the screening's."""
        found = from_values(
            draft.values,
            [section.id for section in view.instrument.section],
            [one.id for one in view.sessions],
        )
        for key, entered in found.steps.items():
            self.unsaved.setdefault(key, entered)
            self._bases.pop(key, None)
        self.talks = found.talks | self.talks
        self.shown.section = str(draft.values.get("section") or "")
        self.shown.session_id = str(draft.values.get("session") or "")
        self.shown.draft_from = self.shown.saved_at = draft.saved_at
        if draft.record_id != view.screening_id:
            drafts = self.desk.office.store.drafts
            merged = Typed(self.unsaved, self.talks)
            values = to_values(merged, self.shown.section, self.shown.session_id)

            def move() -> None:
                drafts.save(view.screening_id, DRAFT, view.citizen_id, self.case_id, values)
                drafts.clear(draft.record_id)

            self._on_their_way.add(draft.record_id)
            self._off_thread(move)

    # ---- throwing away

    def drop_draft(self) -> None:
        """Throw everything away that is typed and not saved. It can be fetched back while the room is open."""
        self._throw(Typed(self.unsaved, self.talks))
        self.unsaved, self.talks, self._bases = {}, {}, {}
        self.conflicts, self.shown.saved_at = set(), None
        self.keep_draft()
        self._show()

    def drop_talk(self) -> None:
        """Throw away what is typed in the form of the conversation on screen."""
        session = self.state.session
        if session is not None and session.id in self.talks:
            self._throw(Typed({}, {session.id: self.talks.pop(session.id)}))
            self.keep_draft()
            self._show()

    def take_theirs(self, section: str) -> None:
        """Let go of what is typed in a step and show what the store has."""
        if section in self.unsaved:
            self._throw(Typed({section: self.unsaved[section]}))
        self._forget(section)
        self.conflicts.discard(section)
        self.keep_draft()
        self._show()

    def _throw(self, typed: Typed) -> None:
        if typed:
            self._thrown = typed

    def fetch_thrown(self) -> None:
        """Take back what was thrown away last. What was typed in its place since can be fetched back in turn."""
        found, self._thrown = self._thrown, Typed()
        self._thrown.steps = {key: self.unsaved[key] for key in found.steps if key in self.unsaved}
        self._thrown.talks = {key: self.talks[key] for key in found.talks if key in self.talks}
        self.unsaved |= found.steps
        self.talks |= found.talks
        for key in found.steps:
            self._bases[key] = stored(self.view, section_named(self.view, key))
        if found.steps and self.state.section not in found.steps:
            self.shown.section = next(iter(found.steps))
        self._show()
        self.keep_draft()

    def forget_thrown(self) -> None:
        """Let go of what was thrown away."""
        self._thrown = Typed()
        self._show()


def section_named(view: ScreeningView, key: str) -> Section:
    """Return a section of a screening's instrument. Raises StopIteration for an unknown key."""
    return next(section for section in view.instrument.section if section.id == key)
