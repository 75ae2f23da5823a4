"""What is done with a screening as a whole: begin, advice, the decision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from caseworker.base.errors import CaseworkerError, UserError
from caseworker.base.place import Place
from caseworker.base.text import Text, raw, render, t
from caseworker.casework.new_dates import DateChange
from caseworker.casework.screening_act import FinishedScreening, dates_when_finished, finish_screening
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
from ui.screening.entered import facts_of, stored
from ui.screening.laying import Shown
from ui.screening.planned_groups import replaced, told_after
from ui.screening.readout import goals_words, own_words_words
from ui.screening.talks_presenter import TalksPresenter
from ui.screening.typed import Typed

INSTRUMENT = "visitation"


@dataclass(frozen=True, slots=True)
class _Found:
    """What of the screening the deadlines hear, and where the case is now."""

    visited_as: str
    qualified: str
    place: GroupChoice | None

    @property
    def is_new_category(self) -> bool:
        """Return whether the category leads to another place in the target groups."""
        if not self.visited_as or self.place is None:
            return False
        return visited_into(self.place.code, self.visited_as) != self.place


class ScreeningPresenter(TalksPresenter):
    """The screening of one citizen.

    `dates` are the deadlines that finishing will move, as far as it is answered; None outside the step in which it
    is decided, and where nothing is decided anew. `on_dates` is called when they are worked out.
    """

    def __init__(self, desk: Desk, case_id: str) -> None:
        super().__init__(desk, case_id)
        self.dates: tuple[DateChange, ...] | None = None
        self.on_dates: Callable[[], None] = lambda: None
        self._heard: _Found | None = None
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
        """Take advice on the decision or on education over. Its reason follows what is found (see `reasons`).

        It is advice of today on all that was said: it belongs to the newest conversation, whichever is on screen.
        """
        newest, session = self.view.last_session, self.state.session
        if session is None or session.id == newest.id:
            self._use(advice)
            return
        words = t("Chosen in talk {number}, the newest: {advice}", number=newest.number, advice=advice.title)
        self.choose_session(newest.id, lambda: self._use(advice, words))

    def _use(self, advice: Advice, words: Text | None = None) -> None:
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
                lambda: self.desk.notices.done(
                    words or t("Chosen: {advice}", advice=advice.title), undo=True
                ),
            )
        else:
            self.keep_draft()
            if words is not None:
                self.desk.notices.done(words)

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
        self._look_ahead(self._found())

    def _found(self) -> _Found | None:
        """Return what the deadlines hear of the step on screen, where that is the one in which it is decided."""
        state, section = self.state, self.section() if self.state.mode == "open" else None
        if section is None or self.desk.citizen_view:
            return None
        if not any(question.role == "visited_as" for question in section.question):
            return None
        facts = facts_of(self.view, state.answers, state.records)
        head = self._read.head if self._read is not None else None
        place = GroupChoice(head.group, head.visited_as) if head is not None and head.group else None
        return _Found(str(facts.value("visited_as") or ""), str(facts.value("qualified") or ""), place)

    def _look_ahead(self, found: _Found | None) -> None:
        """Work out which deadlines move when the screening is finished so; nothing is kept (R-051)."""
        if found == self._heard:
            return
        self._heard = found
        self._show_dates(found, None)
        if found is None:
            return
        office, view = self.desk.office, self.view
        facts = facts_of(view, self.state.answers, self.state.records)
        self.desk.tasks.store(
            lambda: office.rehearse(
                lambda work: dates_when_finished(work, office.packs, view.screening_id, facts)
            ),
            # Nothing is said where no other category is chosen and nothing moves.
            lambda changes: self._show_dates(
                found, tuple(changes) if changes or found.is_new_category else None
            ),
            lambda _error: self._show_dates(found, None),
        )

    def _show_dates(self, found: _Found | None, dates: tuple[DateChange, ...] | None) -> None:
        if found == self._heard:  # else something else is answered meanwhile
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
                t("What you changed about a talk is not saved. Save or close its form before you finish.")
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
