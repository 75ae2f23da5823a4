"""The steps of a screening: reading them, and saving one when it is left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from caseworker.base.errors import CaseworkerError, UserError
from caseworker.base.place import Place
from caseworker.base.text import Text, t
from caseworker.people.queries import case_head, groups_of
from caseworker.plan.queries import plan_view
from caseworker.screening import queries, service
from caseworker.screening.instrument import Question, Section
from caseworker.screening.view import ScreeningView
from caseworker.screening.wording import in_both
from caseworker.store.work import Work
from ui.ports import Desk
from ui.screening.drafting import DraftingPresenter, section_named
from ui.screening.entered import stored
from ui.screening.laying import Laid
from ui.screening.state import TalkForm
from ui.screening.typed import Typed

# The kind of a record that was refused, and the type of the question it answers.
_TYPE_OF_KIND = {
    "barrier": "barriers", "resource": "resources", "planned_goal": "goals", "earlier_effort": "efforts",
    "other_plan": "plans",
}  # fmt: skip


class StepsPresenter(DraftingPresenter):
    """Reads the screening and saves its steps: one act each when it is left.

    Where one is refused, the page goes back to it with `errors` at their fields.
    """

    concerns = frozenset(
        {
            "screening", "screening_session", "finding", "barrier", "resource", "planned_goal", "earlier_effort",
            "other_plan", "citizen", "case_file", "group_period", "interim_goal", "activity", "plan",
        }
    )  # fmt: skip

    def __init__(self, desk: Desk, case_id: str) -> None:
        super().__init__(desk, case_id)
        self.errors: dict[str, Text] = {}

    # ---- reading

    def reload(self) -> None:
        """Read the open screening, or the one to be looked at."""
        office, today = self.desk.office, self.desk.office.clock.today()
        with office.read() as session:
            head = case_head(session, self.case_id, today)
            earlier = tuple(queries.screenings_of(session, self.case_id))
            looked_at = self.shown.screening_id in {row.id for row in earlier}
            wanted = self.shown.screening_id if looked_at else queries.screening_id_of(session, self.case_id)
            view = queries.screening_view(session, wanted, today, office.instruments) if wanted else None
            last = queries.last_finished(session, head.citizen_id, but=wanted)
            plan = plan_view(session, self.case_id, today)
            groups = tuple(groups_of(session, self.case_id))
        self._read = Laid(head=head, view=view, last=last, plan=plan, earlier=earlier, groups=groups)
        taken = False
        if view is not None and view.status == "open":
            taken = self._pick_up(view)
            self._compare_with_store(view)
        self._show()
        if taken and not self.state.unsaved:
            self.keep_draft()  # the store has everything by now: the draft is none any more

    def _compare_with_store(self, view: ScreeningView) -> None:
        """Drop what the store has by now, and note where somebody else wrote what is being typed over."""
        self.conflicts = set()
        for key, entered in list(self.unsaved.items()):
            there = stored(view, section_named(view, key))
            if entered == there:
                self._forget(key)
            elif there != self._bases.setdefault(key, there):
                self.conflicts.add(key)
        saved = {one.id: TalkForm(one.source, one.on, one.by) for one in view.sessions}
        self.talks = {key: form for key, form in self.talks.items() if saved.get(key, form) != form}

    def section(self) -> Section | None:
        """Return the step on screen; None for the comparison."""
        return next((s for s in self.view.instrument.section if s.id == self.state.section), None)

    def question(self, question_id: str) -> Question | None:
        """Return a question of the screening on screen."""
        return self.view.instrument.question(question_id) if self.state.view else None

    def section_of(self, question_id: str) -> str:
        """Return the key of the step a question stands in, or an empty string."""
        sections = self.view.instrument.section if self.state.view else ()
        return next((s.id for s in sections if any(q.id == question_id for q in s.question)), "")

    # ---- steps

    def go(self, section: str, *, skipping: bool = False) -> None:
        """Go to a step. The one that is left is saved behind one's back; a refusal comes back to it."""
        left = self.state.section
        self.errors = {}
        self.shown.visited.add(left)
        if skipping:
            self.shown.skipped.add(left)
        self.shown.section = section
        self.shown.draft_from = None
        self.save(left)
        self._show()
        if self.state.unsaved:
            self.keep_draft()  # where one is now
        if left in self.state.held:
            self._say_too_long(left)

    def _say_too_long(self, section: str) -> None:
        """Say which text of a step that was left is too long to be saved."""
        mine = {question.id for question in section_named(self.view, section).question}
        lengths = (one for one in self.state.missing if one.id.startswith("too_long:"))
        what = next(one.text for one in lengths if one.place.field in mine)
        self.desk.notices.problem(
            t("{what}. It waits as a draft and is not saved yet. Shorten it before you finish.", what=what)
        )

    def neighbour(self, step: int) -> str:
        """Return the key of the step before (-1) or after (+1), or an empty string at the ends."""
        keys = [line.key for line in self.state.steps]
        at = keys.index(self.state.section) + step if self.state.section in keys else 0
        return keys[at] if 0 <= at < len(keys) else ""

    def save(self, section: str, then: Callable[[], None] = lambda: None) -> None:
        """Save what is typed in a step as one act; nothing typed is nothing done.

        What only a draft can hold stays one until it is shortened.
        """
        entered = self.unsaved.get(section)
        self._save(section, Typed({section: entered} if entered is not None else {}), then)

    def _save(self, section: str, spent: Typed, then: Callable[[], None]) -> None:
        """Save a step; `spent` is what undo makes a draft of again."""
        entered, session = self.unsaved.get(section), self.state.session
        if section in self.state.held:
            self.keep_draft()
        if entered is None or session is None or section in self.state.held:
            then()
            return
        view = self.view
        title = in_both(section_named(view, section).title)

        def act(work: Work) -> None:
            service.save_section(
                work, view.screening_id, session.id, view.instrument, entered.values, entered.records
            )

        def saved(_none: None) -> None:
            if entered.half:
                # Half a day is not saved: it stays in its field and in the draft.
                self._bases[section] = replace(entered, half={})
            elif self.unsaved.get(section) == entered:
                self._forget(section)
            elif section in self.unsaved:
                self._bases[section] = entered
            self.shown.saved_at = self.desk.office.clock.now()
            self.shown.draft_from = None
            self.keep_draft()
            self.reload()
            then()

        self.act_on(
            spent,
            t("Screening: {section}", section=title),
            act,
            saved,
            lambda error: self.refused(section, error),
        )

    def refused(self, section: str, error: CaseworkerError) -> None:
        """Go back to the step that could not be saved; what was typed in it still stands."""
        self.shown.section = section
        place = error.place if isinstance(error, UserError) else None
        field = self._field_of(place)
        self.errors = {field: error.text} if field else {}
        if not field:
            self.desk.notices.problem(error.text)
        self.keep_draft()
        self._show()

    def _field_of(self, place: Place | None) -> str:
        """Return the question a refusal is about; a record's own field stands in the question of its list."""
        if place is None:
            return ""
        if self.question(place.field) is not None:
            return place.field
        kind = _TYPE_OF_KIND.get(place.kind, "")
        section = self.section()
        return next((q.id for q in (section.question if section else ()) if q.type == kind), "")
