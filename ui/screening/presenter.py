"""What is done with a screening as a whole: begin, advice, the decision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from caseworker.base.errors import CaseworkerError, UserError
from caseworker.base.place import Place
from caseworker.base.text import Text, raw, render, t
from caseworker.casework.new_dates import DateChange, dates_with_group
from caseworker.casework.screening_act import FinishedScreening, finish_screening
from caseworker.people.groups import GroupChoice, visited_into
from caseworker.plan import activities
from caseworker.plan import service as plans
from caseworker.screening import service
from caseworker.screening.advice import DECIDED, Advice
from caseworker.screening.instrument import Instrument, current
from caseworker.screening.wording import in_both
from caseworker.store.work import Work
from ui.ports import Desk
from ui.screening.drafting import section_named
from ui.screening.entered import stored
from ui.screening.laying import Shown
from ui.screening.planned_groups import replaced, told_after
from ui.screening.readout import goals_words, own_words_words
from ui.screening.talks_presenter import TalksPresenter
from ui.screening.typed import Typed

INSTRUMENT = "visitation"


class ScreeningPresenter(TalksPresenter):
    """The screening of one citizen.

    `dates` are the deadlines that the category chosen on screen will move; None where none is chosen anew.
    `on_dates` is called when they are worked out.
    """

    def __init__(self, desk: Desk, case_id: str) -> None:
        super().__init__(desk, case_id)
        self.dates: tuple[DateChange, ...] | None = None
        self.on_dates: Callable[[], None] = lambda: None
        self._category: GroupChoice | None = None
        self._finishing = False
        self._putting: set[str] = set()

    # ---- beginning

    def begin(self) -> None:
        """Begin a screening, or a new one after the last."""
        office = self.desk.office
        instrument = current(office.instruments.values(), INSTRUMENT, office.clock.today())
        if instrument is None:
            self.desk.notices.problem(t("There are no questions for a screening in force today."))
            return
        chosen: Instrument = instrument

        def begun(_id: str) -> None:
            self.shown = Shown()
            self.reload()

        self.desk.act(t("Begin screening"), lambda work: service.start(work, self.case_id, chosen), begun)

    def look_at(self, screening_id: str) -> None:
        """Show an earlier screening; an empty id shows the newest again."""
        self.shown = Shown(screening_id=screening_id)
        self.reload()

    # ---- advice

    def use(self, advice: Advice) -> None:
        """Take advice on the decision or on education over. Its reason follows what is found (see `reasons`)."""
        role, _reason = DECIDED[advice.kind]
        question = self.view.instrument.with_role(role)[0]
        section = self.section_of(question.id)
        typed = self.unsaved.get(section)
        base = typed or stored(self.view, section_named(self.view, section))
        values = dict(base.values) | {question.id: advice.proposes}
        self.typed(section, replace(base, values=values))
        if self.state.section != section:
            # Undo takes the advice out again, and leaves what was typed before.
            self._save(
                section,
                Typed({section: typed} if typed is not None else {}),
                lambda: self.desk.notices.done(t("Chosen: {advice}", advice=advice.title), undo=True),
            )
        else:
            self.keep_draft()

    def put_in_plan(self, advice: Advice) -> None:
        """Add an advised activity to the citizen's plan, once, with the hours it was advised with."""
        if advice.id in self._putting:
            return
        self._putting.add(advice.id)
        catalogue, case_id = self.desk.office.catalogue, self.case_id
        hours = dict(advice.details).get("hours")
        entry = catalogue.entry(advice.proposes)
        name = in_both(entry.name) if entry is not None else advice.title

        def act(work: Work) -> str:
            data = activities.from_catalogue(catalogue, advice.proposes)
            if isinstance(hours, int | float):
                data = replace(data, hours_per_week=float(hours))
            plan_id = plans.ensure_plan(work, case_id)
            work.flush()
            return activities.add_activity(work, plan_id, data)

        def put(_id: str) -> None:
            self._putting.discard(advice.id)
            self.desk.notices.done(t("It stands in the plan now."), undo=True)

        def failed(error: CaseworkerError) -> None:
            self._putting.discard(advice.id)
            self.desk.notices.problem(error.text)

        self.desk.act(t("Add to the plan: {activity}", activity=name), act, put, failed)

    def say(self, text: Text) -> str:
        """Return a text in the window's language."""
        return render(text, self.desk.language)

    # ---- new dates

    def _show(self) -> None:
        super()._show()
        self._look_ahead(self._new_category())

    def _new_category(self) -> GroupChoice | None:
        """Return where the category chosen in the step on screen leads, if that is another place."""
        state, head = self.state, self._read.head if self._read is not None else None
        section = self.section() if state.mode == "open" else None
        if section is None or head is None or not head.group or self.desk.citizen_view:
            return None
        chosen = (state.answers.get(q.id) for q in section.question if q.role == "visited_as")
        found = str(next(chosen, "") or "")
        choice = visited_into(head.group, found) if found else None
        return choice if choice != GroupChoice(head.group, head.visited_as) else None

    def _look_ahead(self, category: GroupChoice | None) -> None:
        """Work out which deadlines the category moves when the screening is finished; nothing is kept (R-051)."""
        if category == self._category:
            return
        self._category = category
        self._show_dates(category, None)
        if category is None:
            return
        office, case_id = self.desk.office, self.case_id
        self.desk.tasks.store(
            lambda: office.rehearse(
                lambda work: dates_with_group(
                    work,
                    office.packs,
                    case_id,
                    category.code,
                    office.clock.today(),
                    visited_as=category.visited_as,
                )
            ),
            lambda changes: self._show_dates(category, tuple(changes)),
            lambda _error: self._show_dates(category, None),
        )

    def _show_dates(self, category: GroupChoice | None, dates: tuple[DateChange, ...] | None) -> None:
        if category == self._category:  # else another one is chosen meanwhile
            self.dates = dates
            self.on_dates()

    # ---- finishing

    def finish(self) -> None:
        """Save what is typed, then decide, once. What is missing sends the page to its field."""
        if self._finishing or self.state.mode != "open":
            return
        blocking = [one for one in self.state.missing if one.blocks]
        if blocking:
            self.desk.notices.problem(
                t(
                    "Before you can finish: {missing}",
                    missing=raw(", ".join(self.say(m.text) for m in blocking)),
                )
            )
            self.desk.navigation.go(Place("screening", self.case_id, blocking[0].place.field))
            return
        if self.talks:
            self.desk.notices.problem(
                t(
                    "What you changed about a conversation is not saved. Save or close its form before you finish."
                )
            )
            self.choose_session(next(iter(self.talks)))
            return
        self._finishing = True
        self._save_all(self._decide)

    def refused(self, section: str, error: CaseworkerError) -> None:
        """Go back to the step that could not be saved; nothing that was to follow is done then."""
        self._finishing = False
        super().refused(section, error)

    def _save_all(self, then: Callable[[], None]) -> None:
        waiting = next((key for key in self.unsaved if key not in self.state.held), "")
        half = self.unsaved[waiting].half if waiting else {}
        if half:
            place = Place("screening", self.view.screening_id, next(iter(half)))
            self.refused(waiting, UserError(t("What is written here cannot be read. Check it."), place))
        elif waiting:
            self.save(waiting, lambda: self._save_all(then))
        else:
            then()

    def _decide(self) -> None:
        view, office = self.view, self.desk.office
        rules = office.packs.version_label(office.clock.today())

        def act(work: Work) -> FinishedScreening:
            return finish_screening(work, view.screening_id, view.instrument, office.catalogue, rules=rules)

        groups = self._read.groups if self._read is not None else ()
        found = (view.answers.get(q.id) for q in view.instrument.with_role("visited_as"))
        gone = told_after(replaced(groups, str(next(found, "") or ""), office.clock.today()))

        def finished(done: FinishedScreening) -> None:
            self._finishing = False
            self._thrown = Typed()
            self.shown = Shown(screening_id=done.screening_id)
            self.reload()
            said = t("The screening is finished. {goals}", goals=goals_words(len(done.goal_ids)))
            for more in (own_words_words(done.own_words), gone):
                if more is not None:
                    said = t("{first} {second}", first=said, second=more)
            self.desk.notices.done(said, undo=True)

        self.desk.act(
            t("Finish screening"), act, finished, lambda error: self.refused(self.state.section, error)
        )
