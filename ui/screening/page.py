"""The room "Screening" (Visitation) of a citizen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from caseworker.base.errors import UserError
from caseworker.base.place import Place
from caseworker.base.text import t
from caseworker.deadlines.words import rule_title
from caseworker.office import Changes
from ui.kit import (
    EmptyState,
    WhyPopover,
    box,
    column,
    hairline,
    px,
    row,
    tokens,
)
from ui.ports import Desk
from ui.screening.dates_card import DatesCard
from ui.screening.panes import Banners, Columns, Foot, Scroll, StepsCard, why_asked
from ui.screening.presenter import ScreeningPresenter
from ui.screening.section_form import SectionForm
from ui.screening.session_bar import SessionBar
from ui.screening.side_cards import AdviceCard, LastCard, MissingCard
from ui.screening.state import COMPARE, ScreeningState
from ui.screening.views import CompareView, FinishedSide, FinishedView, start_view

_STEP_KEYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class ScreeningPage(QWidget):
    """Steps on the left, one theme in the middle, advice and what is missing on the right."""

    def __init__(self, desk: Desk, case_id: str) -> None:
        super().__init__()
        self._desk, self.case_id = desk, case_id
        self.presenter = ScreeningPresenter(desk, case_id)
        self.presenter.on_changed = self._draw
        self.presenter.on_dates = lambda: self.dates.draw(self.presenter.dates)
        self.form: SectionForm | None = None
        self.popover: WhyPopover | None = None
        self._face = self._jump = ""
        self.steps = StepsCard(self.go_to)
        self.session = SessionBar(self.presenter, desk.office.clock.today)
        self.session.about_to_leave.connect(self._flush)
        self.session.why_wanted.connect(self._explain)
        self.foot = Foot(self.go_back, self.skip, self.go_on)
        self.advice, self.missing = AdviceCard(), MissingCard()
        self.dates = DatesCard(lambda rule, pack: rule_title(desk.office.packs, rule, desk.language, pack))
        self.last = LastCard(lambda: self._leave(COMPARE))
        self.compare: CompareView | None = None
        self.finished: FinishedView | None = None
        self.beside_finished = FinishedSide(show_advice=not desk.citizen_view)
        self.middle = Scroll()
        self._banners = Banners(self.presenter, self._flush)
        self._stack = QStackedWidget()
        self._bar = box(row((self.session, 1), margins=(tokens.XL, tokens.L, tokens.XL, 0)))
        self._foot_line = box(column(hairline(), self.foot, gap=0))
        theme = box(column(self._bar, (self.middle, 1), self._foot_line, gap=0))
        side = (self.advice, self.dates, self.missing, self.last, self.beside_finished)
        self._columns = Columns(self.steps, theme, side)
        self._stack.addWidget(self._columns)
        outer = column(self._banners, (self._stack, 1), gap=tokens.S)
        outer.setContentsMargins(px(tokens.XL), px(tokens.L), px(tokens.XL), px(10))
        self.setLayout(outer)
        self._connect()

    # ---- what the frame asks

    def show_place(self, place: Place) -> None:
        """Open the screening, and the field that the place names."""
        self._flush()
        if not self._reload() or self.presenter.state.mode != "open":
            return
        if place.field == "sessions":
            self.session.panel.show()
        section = self.presenter.section_of(place.field)
        if section:
            self.jump(place.field)

    def heard(self, changes: Changes) -> None:
        """Reload where this citizen's screening is concerned; what is being typed stays."""
        if self.presenter.is_concerned(changes):
            self._flush()
            self._reload()

    def save_draft(self) -> None:
        """Keep what is being typed."""
        self.session.flush()
        if self.form is not None:
            self.form.flush()

    # ---- steps

    def go_on(self) -> None:
        """Go to the next step, or finish on the last."""
        target = self.presenter.neighbour(1)
        if target:
            self._leave(target)
        elif self._ready_to_leave(leaving=False):
            self.presenter.finish()

    def go_back(self) -> None:
        """Go to the step before."""
        if target := self.presenter.neighbour(-1):
            self._leave(target)

    def go_to(self, key: str) -> None:
        """Go to a step, or to a part of a finished screening."""
        if self.presenter.state.mode == "finished":
            part = self.finished.sections.get(key) if self.finished is not None else None
            if part is not None:
                self.middle.bring(part)
        else:
            self._leave(key)
            self.steps.stepper.set_current(self.presenter.state.section)

    def skip(self) -> None:
        """Go on without answering; what was typed all the same is kept."""
        if target := self.presenter.neighbour(1):
            self._leave(target, skipping=True)

    def jump(self, question_id: str) -> None:
        """Go to a question, wherever it stands."""
        section = self.presenter.section_of(question_id)
        if not section:
            return
        if section != self.presenter.state.section:
            self._jump = question_id
            self._leave(section)
            self._jump = ""
        elif self.form is not None:
            self.form.focus(question_id)

    def event(self, event: QEvent) -> bool:
        """Take Alt and an arrow key as a step, before the window takes it as the way back."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            step = _STEP_KEYS.get(Qt.Key(event.key()), 0)
            target = self.presenter.neighbour(step) if step and self.presenter.state.mode == "open" else ""
            if target and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                event.accept()
                # The key itself still goes to the field; the step is taken after it.
                QTimer.singleShot(0, self, lambda: self._leave(target))
                return True
        return super().event(event)

    # ---- inside

    def _connect(self) -> None:
        self.advice.used.connect(self._use)
        self.advice.plan_wanted.connect(self.presenter.put_in_plan)
        self.advice.other_wanted.connect(lambda: self._jump_to_role("outcome"))
        self.missing.wanted.connect(self.jump)
        self.beside_finished.again_wanted.connect(self.presenter.begin)
        self.beside_finished.look_wanted.connect(self.presenter.look_at)

    def _reload(self) -> bool:
        try:
            self.presenter.reload()
        except UserError as error:
            self._show_other(EmptyState(t("This screening cannot be shown"), error.text, icon="circle-alert"))
            return False
        return True

    def _draw(self) -> None:
        state = self.presenter.state
        self._banners.draw(state)
        if state.mode == "start":
            self._face, self.form = "start", None
            self._show_other(start_view(state, self.presenter.begin))
            return
        self._stack.setCurrentWidget(self._columns)
        self.steps.draw(state)
        for widget in (self._bar, self._foot_line, self.missing):
            widget.setVisible(state.mode == "open")
        self._bar.setVisible(state.mode == "open" and state.section != COMPARE)
        self.advice.setVisible(state.mode == "open" and not self._desk.citizen_view)
        self.last.setVisible(state.mode == "open" and state.last is not None)
        self.beside_finished.setVisible(state.mode == "finished")
        if state.mode == "finished":
            self._draw_finished(state)
        else:
            self._draw_open(state)

    def _draw_finished(self, state: ScreeningState) -> None:
        assert state.view is not None
        face = f"finished {state.view.screening_id}"
        if face != self._face or self.finished is None:
            self.finished = FinishedView()
            self.finished.plan_wanted.connect(lambda: self._desk.navigation.go(Place("plan", self.case_id)))
            self._show_face(face, self.finished)
        self.finished.draw(state)
        self.beside_finished.draw(state)

    def _draw_open(self, state: ScreeningState) -> None:
        self.advice.draw(state)
        self.missing.draw(state)
        if state.last is not None:
            self.last.draw(state)
        self.session.draw(state)
        self.foot.draw(state)
        if state.section == COMPARE:
            if self._face != COMPARE or self.compare is None:
                self.compare = CompareView()
                self.compare.wanted.connect(self.jump)
                self._show_face(COMPARE, self.compare)
            self.compare.draw(state)
        else:
            self._draw_section(state)

    def _draw_section(self, state: ScreeningState) -> None:
        assert state.view is not None
        section = self.presenter.section()
        assert section is not None
        face = f"{state.view.screening_id} {section.id}"
        if face != self._face or self.form is None:
            form = SectionForm(self._desk, section, state)
            form.entered.connect(lambda: self._typed(form))
            form.drafted.connect(self.presenter.keep_draft)
            form.submitted.connect(self.go_on)
            self._show_face(face, form)
            self.form = form
            form.focus(self._jump)
        elif not self.form.is_pending():
            self.form.fill(state)
        self.form.follow(state)
        if self.presenter.errors:
            self.form.show_errors(self.presenter.errors)
            self.presenter.errors = {}

    def _show_face(self, face: str, inside: QWidget) -> None:
        """Put another inside into the middle; the one before is let go."""
        self._face, self.form = face, None
        self.middle.show_inside(
            inside, side=tokens.XL, top=tokens.S if self._bar.isVisibleTo(self) else tokens.XL
        )

    def _show_other(self, widget: QWidget) -> None:
        while self._stack.count() > 1:
            old = self._stack.widget(1)
            if old is not None:
                self._stack.removeWidget(old)
                old.deleteLater()
        self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)

    def _typed(self, form: SectionForm) -> None:
        if form is self.form and self.presenter.state.mode == "open":
            self.presenter.typed(form.key(), form.read())

    def _flush(self) -> None:
        if self.form is not None:
            self.form.tell()

    def _ready_to_leave(self, *, leaving: bool = True) -> bool:
        self._flush()
        return self.form is None or self.form.validate(leaving=leaving)

    def _leave(self, target: str, *, skipping: bool = False) -> None:
        if self._ready_to_leave():
            self.presenter.go(target, skipping=skipping)

    def _jump_to_role(self, role: str) -> None:
        state = self.presenter.state
        questions = [q for q in state.view.instrument.questions() if q.role == role] if state.view else []
        if questions:
            self.jump(questions[0].id)

    def _use(self, advice: object) -> None:
        self._flush()
        self.presenter.use(advice)  # type: ignore[arg-type]

    def _explain(self, anchor: QWidget) -> None:
        self.popover = WhyPopover(why_asked(self.presenter.state), self.window())
        self.popover.closed.connect(self._forget_popover)
        self.popover.show_at(anchor)

    def _forget_popover(self) -> None:
        self.popover = None
