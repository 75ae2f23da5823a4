"""The meeting mode: which talk it is, what stands beside it, keeping its draft, saving it in one act."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from caseworker.base.clock import day_of
from caseworker.base.errors import CaseworkerError
from caseworker.base.ids import new_id
from caseworker.base.place import Place
from caseworker.base.text import Text, render, t
from caseworker.casework.closed_case import closed_day
from caseworker.casework.talk import SavedTalk, save_talk
from caseworker.contacts import queries as contacts
from caseworker.contacts.queries import TalkRow
from caseworker.contacts.words import PURPOSES
from caseworker.office import Changes
from caseworker.people.queries import CaseHead, case_head
from caseworker.plan import agreements
from caseworker.plan.queries import plan_view
from caseworker.plan.view import PlanView
from caseworker.store.drafts import Draft, taken_up
from caseworker.store.reading import Reading
from ui.contacts.advice import advise
from ui.contacts.agreement_words import Owners, owners_of
from ui.contacts.drafts import DraftBox, moment_words
from ui.contacts.state import Advice, TalkState
from ui.contacts.talk_booking import followed, in_language, planned_values, purpose_of
from ui.contacts.talk_finding import DRAFT, find_talk, next_booked
from ui.contacts.talk_reading import Around, read_side
from ui.contacts.talk_saved import saved_words
from ui.contacts.talk_values import HELD, opening_values, talk_data
from ui.ports import CasePresenter, Desk

# Attendance, kind and form of the talk, and what was advised for them.
_Advised = tuple[tuple[str, str, str], Advice | None]
# The state that was read for, the state as it is now, what is advised, and the booking.
_Read = tuple[TalkState, TalkState, _Advised | None, TalkRow | None]


class TalkPresenter(CasePresenter):
    """One talk at a time. `on_opened` tells the page to fill its form, `on_changed` to draw what is beside it."""

    concerns = frozenset(
        {
            "talk", "talk_request", "outreach", "agreement", "plan", "end_goal", "interim_goal", "activity", "note",
            "case_event", "citizen", "case_file", "group_period",
        }
    )  # fmt: skip

    def __init__(self, desk: Desk, case_id: str) -> None:
        super().__init__(desk, case_id)
        self.state: TalkState | None = None
        self.on_opened: Callable[[], None] = lambda: None
        self.on_saved: Callable[[], None] = lambda: None
        self.on_kept: Callable[[datetime], None] = lambda _moment: None
        self._row: TalkRow | None = None
        self._started = desk.office.clock.now()
        self._box = DraftBox(desk, DRAFT)
        self._saving = False
        self._closed_on: date | None = None
        self._advised: _Advised | None = None

    # ---- opening

    def open(self, place: Place) -> Text | None:
        """Open the talk a place names. Returns why it cannot be opened, or None where it stands open."""
        office = self.desk.office
        with office.read() as session:
            if place.id != self.case_id and contacts.is_written_down(session, place.id):
                return t("That talk is written down already. You find it in the list.")
            talk_id, row, draft = find_talk(session, office, self.case_id, place)
            if self.state is not None and self.state.talk_id == talk_id:
                self.reload()
                return None
            self._closed_on = closed_day(session, self.case_id)
            if self._closed_on is not None and draft is None and not _was_by(row, self._closed_on):
                return t("The case is closed, so no talk is started in it. Open a new case first.")
            self._row, self._started = row, office.clock.now()
            self.state = self._opened(session, talk_id, row, draft)
        if draft is not None and draft.record_id != talk_id:
            self.keep_now(draft.values)
            self._box.forget(draft.record_id)
            if row is None:
                self.desk.notices.problem(
                    t(
                        "That talk is written down or called off since. "
                        "What you had typed stands here, for a talk of its own."
                    )
                )
        self.on_opened()
        self.on_changed()
        return None

    def close(self) -> None:
        """Let go of the talk: the next one opened is filled in anew."""
        self.state = None

    def reload(self) -> None:
        """Read what stands beside the form anew. The form keeps what is typed."""
        if self.state is not None:
            self.read_aside(self._read_around, self._take_around)

    def is_concerned(self, changes: Changes) -> bool:
        """Not while the talk itself is being saved: then it goes away."""
        return not self._saving and super().is_concerned(changes)

    # ---- typing

    def typed(self, values: dict[str, Any]) -> None:
        """Keep what stands in the form."""
        state = self.state
        if state is not None and not self._saving:
            self._box.keep(state.talk_id, state.citizen_id, self.case_id, values, self._kept)

    def keep_now(self, values: dict[str, Any]) -> None:
        """Keep what stands in the form before the page goes away."""
        state = self.state
        if state is not None and not self._saving:
            self._box.keep_now(state.talk_id, state.citizen_id, self.case_id, values)

    def advice_for(self, values: dict[str, Any]) -> Advice | None:
        """Return when to meet next, as the form stands: a talk that was held moves the deadlines on."""
        asked = self.asked_of(values)
        if self._advised is None or self._advised[0] != asked:
            with self.desk.office.read() as session:
                self._advised = asked, self._advice(session, self._row, *asked)
        return self._advised[1]

    @staticmethod
    def asked_of(values: Mapping[str, Any]) -> tuple[str, str, str]:
        """Return what of a talk bears on when to meet next: attendance, kind and form."""
        return values["attendance"], values["kind"], values["channel"]

    # ---- acts

    def save(self, values: dict[str, Any], failed: Callable[[CaseworkerError], None]) -> None:
        """Save the talk with all that follows from it, and say when the next deadline is.

        Its draft is kept up to the last word before: undo brings the form back from it.
        """
        state = self.state
        if state is None:
            return
        advice = self.advice_for(values)
        kind = advice.suggestion.kind if advice is not None else "follow_up"
        data = talk_data(
            values,
            case_id=self.case_id,
            talk_id=state.talk_id,
            row=self._row,
            started=self._started,
            next_kind=kind,
            next_purpose=render(PURPOSES[kind], self.desk.language),
        )
        name = t("Save talk with {name}", name=state.name)
        print_plan = bool(values["print_plan"]) and data.result.attendance in HELD

        def not_saved(error: CaseworkerError) -> None:
            self._saving = False
            self.reload()
            failed(error)

        self.typed(values)
        self._saving = True
        self.desk.act(
            name,
            lambda work: save_talk(work, data),
            lambda saved: self._saved(saved, print_plan),
            not_saved,
            spends=state.talk_id,
        )

    def tick(self, agreement_id: str, words: Text) -> None:
        """Mark a promise as kept."""
        self.desk.act(
            t("Promise kept: {words}", words=words),
            lambda work: agreements.tick_agreement(work, agreement_id),
            lambda _none: self.desk.notices.done(t("The promise is kept."), undo=True),
        )

    # ---- inside

    def _opened(self, session: Reading, talk_id: str, row: TalkRow | None, draft: Draft | None) -> TalkState:
        clock = self.desk.office.clock
        head = case_head(session, self.case_id, clock.today())
        plan = self._plan(session)
        met_before = contacts.last_held(session, self.case_id) is not None
        kind = row.kind if row else ("follow_up" if met_before else "first")
        purpose = purpose_of(row, kind, self.desk.language)
        values = opening_values(row, kind, row.at if row else self._started, purpose)
        advice = self._advice(session, row, "met", kind, values["channel"])
        self._advised = ("met", kind, values["channel"]), advice
        state = TalkState(
            talk_id=talk_id,
            citizen_id=head.citizen_id,
            booked=row is not None,
            summoned=row is not None and row.summoned_at is not None,
            name=head.name,
            call_name=head.call_name,
            owners=self._owners(head, row, plan),
            today=clock.today(),
            values=values,
            planned=planned_values(row, self.desk.language) if row is not None else {},
            advice=advice,
            draft_saved_at=draft.saved_at if draft else None,
            closed_on=self._closed_on,
        )
        state = self._with_side(session, state, plan)
        if state.advice is not None and state.next_booked is None:
            values["next_at"] = moment_words(state.advice.suggestion.at)
        if draft is not None:
            # What else the talk made before it was undone has used its ids up.
            said = in_language(taken_up(draft.values), self.desk.language)
            values.update(said, next_id=new_id(), outreach_id=new_id())
        return state

    def _read_around(self) -> _Read | None:
        """Read what stands beside the form, and when to meet next as the form stood when that was last asked."""
        old, advised, row = self.state, self._advised, self._row
        if old is None:
            return None
        state = old
        with self.desk.office.read() as session:
            if row is not None:
                now = contacts.talk(session, row.id)
                state = followed(state, row.id, now, self.desk.language)
                row = now if state.unbooked is None else row
            if advised is not None:
                advised = advised[0], self._advice(session, row, *advised[0])
            return old, self._with_side(session, state, self._plan(session)), advised, row

    def _take_around(self, read: _Read | None) -> None:
        old = self.state
        if old is None or read is None or old is not read[0]:
            return
        _old, self.state, self._advised, self._row = read
        self._box.rename(old.talk_id, self.state.talk_id)
        self.on_changed()

    def _plan(self, session: Reading) -> PlanView | None:
        return plan_view(session, self.case_id, self.desk.office.clock.today())

    def _with_side(self, session: Reading, state: TalkState, plan: PlanView | None) -> TalkState:
        """Return the state with what stands beside the form read anew. The suggested day stays as it is."""
        clock = self.desk.office.clock
        around = Around(
            case_id=self.case_id,
            talk_id=state.talk_id,
            call_name=state.call_name,
            now=clock.now(),
            today=clock.today(),
            citizen_view=self.desk.citizen_view,
        )
        side = read_side(session, around, plan, self.desk.office.packs.measurement_rules)
        return replace(
            state, side=side, next_booked=next_booked(session, self.case_id, state.talk_id, clock.now())
        )

    def _advice(
        self, session: Reading, row: TalkRow | None, attendance: str, kind: str, channel: str
    ) -> Advice | None:
        if self._closed_on is not None:
            return None  # nobody is met again in a closed case
        # A talk begun before its time must not count as one that is still to come.
        return advise(
            session, self.desk, self.case_id, self.desk.office.clock.now(),
            talk_now=kind if attendance in HELD else "", channel=channel or "meeting",
            booked_now=row.at if row is not None else None,
        )  # fmt: skip

    def _owners(self, head: CaseHead, row: TalkRow | None, plan: PlanView | None) -> Owners:
        others = [(one.name, one.role) for one in (row.participants if row else ())]
        others += [(one.name, one.role) for one in (plan.people if plan else ())]
        return owners_of((head.call_name, head.name), self.desk.office.me.name, others)

    def _kept(self, moment: datetime | None) -> None:
        if moment is not None:
            self.on_kept(moment)

    def _saved(self, saved: SavedTalk, print_plan: bool) -> None:
        self._saving = False
        self.close()
        self.on_saved()
        self.desk.notices.done(saved_words(self.desk, self.case_id, saved), undo=True)
        self.desk.navigation.go(
            Place("print", self.case_id, "plan") if print_plan else Place("contacts", self.case_id)
        )


def _was_by(row: TalkRow | None, day: date) -> bool:
    """Return whether a booked talk was on this day or before."""
    return row is not None and day_of(row.at) <= day
