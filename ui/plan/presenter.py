"""Runs what the caseworker does to a citizen's plan: forms, drafts, moves, ticks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from caseworker.base.errors import CaseworkerError, UserError
from caseworker.base.ids import new_id
from caseworker.base.place import Place
from caseworker.base.text import Text, t
from caseworker.plan import service
from caseworker.plan.due_words import remark_on
from caseworker.plan.facts import Slot
from caseworker.store.work import Work
from ui.plan import saving
from ui.plan.drafting import PlanDrafts
from ui.plan.small_acts import SmallAct
from ui.plan.state import agreement_day, with_moves

Then = Callable[[str], None]
Failed = Callable[[CaseworkerError], None]
# Forms whose saving makes just one record, which takes over the draft's id.
_ONE_RECORD = frozenset({"interim_goal", "activity", "agreement", "plan_person"})


class PlanPresenter(PlanDrafts):
    """The plan of one case. Moves on the time line are shown at once and saved behind it."""

    # ---- forms

    def save(
        self, form: str, record_id: str, values: Mapping[str, Any], *, is_new: bool, about: str, then: Then,
        failed: Failed, small: SmallAct | None = None, carried: Mapping[str, Any] | None = None,
    ) -> None:  # fmt: skip
        """Save a form. Its draft is spent by the act: gone with it, and back when the act is undone.

        `small` is an act of the form that is done along with saving it, and gives both its name. `carried` is
        what was typed of the effort when the form of its pause or stop was opened: it is saved along.
        """
        act = self._act_of(form, None if is_new else record_id, about, values)
        if is_new and form in _ONE_RECORD:
            act = _under_id(act, record_id)
        if carried is not None:
            act = _after(self._act_of("activity", about, "", carried), act)
        if small is not None:
            act = _after(act, small.do)

        def saved(made: str) -> None:
            if carried is not None:
                self.clear_draft(about)  # its words stand in this form's own draft, and come back with that
            self.settle_drafts(lambda: told(made))

        def told(made: str) -> None:
            if form == "plan_version":
                text = self._version_done()
            else:
                text = saving.done_text(form, self.activity(about) if about else None, self.today())
            self.desk.notices.done(small.done if small is not None else text, undo=True)
            then(made)

        name = small.name if small is not None else saving.act_name(form, is_new=is_new)
        self.desk.act(name, act, saved, failed, spends=record_id)

    # ---- acts without a form

    def move_activity(self, activity_id: str, start: date, end: date | None) -> None:
        """Give an effort other days: dragged, moved with the arrow keys, or typed."""
        line = self.activity(activity_id)
        if line is None or (line.from_on, line.to_on) == (start, end):
            return
        by = (start - line.from_on) if line.from_on else timedelta()
        whole = line.to_on is not None and end is not None and end - line.to_on == by
        days = by.days

        def move(work: Any) -> None:
            if whole or (line.to_on is None and end is None):
                service.move_activity(work, activity_id, days)
            else:
                service.place_activity(work, activity_id, start, end)

        wish = self._moves[activity_id] = (start, end)
        self._show_moves()
        self._run_move(t("Move an effort"), move, lambda: self._end_move(self._moves, activity_id, wish))

    def move_goal(self, goal_id: str, day: date) -> None:
        """Give an interim goal another day."""
        goal = self.goal(goal_id)
        if goal is None or day == (goal.due_on or goal.follow_up_on):
            return
        self._goal_moves[goal_id] = day
        self._show_moves()
        self._run_move(
            t("Move an interim goal"),
            saving.move_goal(goal, day),
            lambda: self._end_move(self._goal_moves, goal_id, day),
        )

    def move_slot(self, activity_id: str, number: int, weekday: int, start: int) -> None:
        """Move one fixed time of an effort to another weekday and minute of the day, its length kept."""
        line = self.activity(activity_id)
        if line is None or number >= len(line.slots):
            return
        old = line.slots[number]
        length = (old.end.hour - old.start.hour) * 60 + old.end.minute - old.start.minute
        last = min(start + length, 23 * 60 + 59)
        new = Slot(weekday=weekday, start=time(start // 60, start % 60), end=time(last // 60, last % 60))
        slots = tuple(new if n == number else slot for n, slot in enumerate(line.slots))
        self.run(
            t("Move a fixed time"),
            lambda work: service.change_activity(work, activity_id, replace(line, slots=slots)),
            t("The fixed time is moved."),
        )

    def add_agreement(self, side: str, typed: str, then: Then, failed: Failed) -> None:
        """Add an agreement written on one line; a day may stand behind the last comma.

        `failed` is told where that day cannot be used; what only looks like a day is told with what is saved. The
        line's draft becomes the agreement.
        """
        try:
            words, day = agreement_day(typed, self.today())
        except UserError as error:
            failed(error)
            return
        if not words:
            return
        record_id = self.quick_id(side)
        act = _under_id(saving.quick_agreement(self.case_id, side, words, day), record_id)

        def saved(made: str) -> None:
            self.next_quick(side)
            done, remark = t("The agreement is saved."), remark_on([typed], self.today())
            told = done if remark is None else t("{first} {second}", first=done, second=remark)
            self.desk.notices.done(told, undo=True)
            then(made)

        self.desk.act(t("New agreement"), act, saved, failed, spends=record_id)

    def tick(self, agreement_id: str, *, kept: bool) -> None:
        """Tick an agreement as kept, or take the tick off again."""
        if kept:
            self.run(
                t("Agreement kept"),
                lambda work: service.tick_agreement(work, agreement_id),
                t("The agreement is kept."),
            )
        else:
            self.run(
                t("Open an agreement again"),
                lambda work: service.reopen_agreement(work, agreement_id),
                t("The agreement is open again."),
            )

    def replace_other(self, other_id: str) -> None:
        """Let the plan take the place of another authority's (R-024)."""
        view = self.view()
        if view is not None:
            self.run(
                t("Replace another plan"),
                lambda work: service.replace_other_plan(work, view.plan_id, other_id),
                t("The other plan is replaced by this one."),
            )

    def run(
        self,
        name: Text,
        do: Callable[[Any], Any],
        done: Text,
        then: Callable[[Any], None] = lambda _made: None,
        failed: Failed | None = None,
    ) -> None:
        """Run an act that needs no form, and say that it is done."""

        def told(made: Any) -> None:
            self.desk.notices.done(done, undo=True)
            then(made)

        self.desk.act(name, do, told, failed)

    def go_to(self, place: Place) -> None:
        """Go to the field that a finding names."""
        self.desk.navigation.go(place)

    def print_plan(self) -> None:
        """Go to the print of the plan."""
        self.desk.navigation.go(Place("print", self.case_id, "plan"))

    # ---- inside

    def _act_of(self, form: str, record_id: str | None, about: str, values: Mapping[str, Any]) -> saving.Act:
        view = self.view()
        if form == "end_goal":
            return saving.end_goal(self.case_id, values)
        if form == "agreement":
            return saving.agreement(self.case_id, self.agreement(record_id or ""), values)
        if form in ("activity_pause", "activity_stop"):
            return (saving.pause if form == "activity_pause" else saving.stop)(about, values)
        assert view is not None, form  # the page offers these only where there is a plan
        if form == "interim_goal":
            return saving.interim_goal(view, record_id, values, self.linkable())
        if form == "activity":
            return saving.activity(view, self.activity(record_id) if record_id else None, values)
        if form == "plan_person":
            return saving.person(view, record_id, values)
        return (saving.coordinator if form == "coordinator" else saving.version)(view, values)

    def _version_done(self) -> Text:
        view = self.view()
        if view is None or view.version is None or view.version.number == 1:
            return t("The plan is in force.")
        return t("Version {number} of the plan is agreed.", number=view.version.number)

    def _show_moves(self) -> None:
        if self.state is not None and self.state.view is not None:
            view = with_moves(self.state.view, self._moves, self._goal_moves)
            self.state = replace(self.state, view=view)
            self.on_changed()

    def _run_move(self, name: Text, do: Callable[[Any], Any], ended: Callable[[], None]) -> None:
        def failed(error: CaseworkerError) -> None:
            ended()
            self.reload()
            self.desk.notices.problem(error.text)

        self.desk.act(name, do, lambda _none: ended(), failed)

    def _end_move(self, moves: dict[str, Any], record_id: str, wish: Any) -> None:
        # A later move of the same thing may be on its way: that one stays in sight.
        if moves.get(record_id) == wish:
            del moves[record_id]


def new_record_id() -> str:
    """Return the id under which a new form's draft is kept."""
    return new_id()


def _under_id(act: saving.Act, record_id: str) -> saving.Act:
    """Return the act with its new record under the draft's id."""

    def taking(work: Work) -> str:
        work.take_id(record_id)
        return act(work)

    return taking


def _after(first: saving.Act, then: Callable[[Work], Any]) -> saving.Act:
    """Return two acts as one; it makes what the last of them makes that has an id, else the first."""

    def both(work: Work) -> str:
        made = first(work)
        work.flush()
        return then(work) or made

    return both
