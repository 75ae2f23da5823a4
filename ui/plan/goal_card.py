"""The card on top of the plan: the end goal, the citizen's own words, the version and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseworker.base.text import Text, t, tc
from caseworker.plan.wording import near_day
from ui.kit import tokens
from ui.kit.bounded import told
from ui.kit.buttons import Button, IconButton
from ui.kit.chips import Chip
from ui.kit.frames import Card
from ui.kit.icons import IconMark
from ui.kit.labels import Label
from ui.kit.layout import STRETCH, box, column, row
from ui.plan.bits import keeping_focus, named
from ui.plan.state import PlanState, version_text


class GoalCard(Card):
    """Says what it all is for. Asks to write the goal, to agree on a version, to see versions, to print."""

    goal_requested = Signal()
    agree_requested = Signal()
    versions_requested = Signal()
    print_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.agree: Button | None = None
        self.start: Button | None = None
        self.print: Button | None = None
        self.edit: IconButton | None = None
        self._acts: QWidget | None = None
        self._writing = False

    def show_state(self, state: PlanState) -> None:
        """Draw the card."""
        with keeping_focus(self):
            self.clear_body()
            self.agree = self.start = self.print = self.edit = self._acts = None
            if state.view is None:
                self.add(self._empty(state))
            else:
                self.add(self._filled(state))
        self.set_writing(self._writing)

    def set_writing(self, writing: bool) -> None:
        """Leave the room and the one filled button to the form while one is open."""
        self._writing = writing
        if self._acts is not None:
            self._acts.setVisible(not writing)
        if self._acts is None and self.start is not None:
            self.start.setVisible(not writing)

    def _empty(self, state: PlanState) -> QWidget:
        first = t(
            "Begin with the end goal: the job or the education that {name} points to. Interim goals and efforts "
            "follow from it.",
            name=state.head.call_name,
        )
        words = column(Label(t("There is no plan yet"), "goal", wrap=True), gap=2)
        if state.read_only is None:
            words.addWidget(Label(first, "soft", wrap=True))
            words.addSpacing(tokens.M)
            self.start = Button(t("Write the end goal"), kind="filled", on_click=self.goal_requested.emit)
            words.addLayout(row(named(self.start, "start"), STRETCH))
        holder = QWidget()
        holder.setLayout(row(_mark(), (words, 1), gap=tokens.M))
        return holder

    def _filled(self, state: PlanState) -> QWidget:
        view = state.view
        assert view is not None
        goal = view.end_goal
        kinds = {
            "job": t("End goal, a job"),
            "education": t("End goal, an education"),
        }
        lead: Text = kinds.get(goal.kind, t("End goal")) if goal is not None else t("End goal")
        if goal is not None and goal.due_on is not None:
            lead = t("{kind}, {day:short_year}", kind=lead, day=goal.due_on)
        words = column(row((Label(lead, "note", wrap=True), 1), *self._marks(state), gap=tokens.S), gap=2)
        if goal is None:
            words.addWidget(Label(t("The end goal is missing"), "goal", wrap=True))
            own: QWidget = Label(t("Everything in the plan serves it. Write it first."), "soft", wrap=True)
        else:
            words.addWidget(Label(goal.words, "goal", wrap=True))
            own = box(told(view.own_words, "soft", quoted=True))
        is_said = state.read_only is None if goal is None else bool(view.own_words.strip())
        if not is_said:
            own.hide()
        self._acts = self._make_acts(state)
        words.addLayout(row((own, 1), self._acts, gap=tokens.M))
        holder = QWidget()
        holder.setLayout(row(_mark(), (words, 1), gap=tokens.M))
        return holder

    def _marks(self, state: PlanState) -> list[QWidget]:
        view = state.view
        assert view is not None
        marks: list[QWidget] = []
        if view.version is None and not state.versions:  # else the way to the versions says it
            marks = [Chip(tc("chip", "Draft"), icon="file-pen-line")]
        elif view.version is not None:
            agreed = t("Agreed {day}", day=near_day(view.version.made_with.on, state.today))
            marks = [Chip(agreed, "reached", icon="check")]
        if state.versions:
            button = Button(
                version_text(state), kind="option", on_click=self.versions_requested.emit,
                tip=t("See the versions and what has changed"),
            )  # fmt: skip
            button.setProperty("quiet", "true")
            marks.append(named(button, "versions"))
        return marks

    def _make_acts(self, state: PlanState) -> QWidget:
        view = state.view
        assert view is not None
        line = row(STRETCH, gap=tokens.S)
        if state.read_only is None and view.end_goal is not None:
            self.edit = IconButton("pencil", t("Change the goal"), on_click=self.goal_requested.emit)
            line.addWidget(named(self.edit, "edit"))
        self.print = Button(
            tc("button", "Print"), icon="printer", on_click=self.print_requested.emit, shortcut="Ctrl+P"
        )
        line.addWidget(named(self.print, "print"))
        if state.read_only is None:
            self._add_next_step(state, line)
        return box(line)

    def _add_next_step(self, state: PlanState, line: QHBoxLayout) -> None:
        view = state.view
        assert view is not None
        if view.end_goal is None:
            self.start = Button(t("Write the end goal"), kind="filled", on_click=self.goal_requested.emit)
            line.addWidget(named(self.start, "start"))
        elif view.status == "draft" or state.changed_lines:
            words = t("Put the plan in force") if view.status == "draft" else t("Agree on a new version")
            self.agree = Button(words, kind="filled", on_click=self.agree_requested.emit)
            line.addWidget(named(self.agree, "agree"))


def _mark() -> QVBoxLayout:
    return column(IconMark("flag", "accent", 20), STRETCH, gap=0, margins=(0, 4, 0, 0))
