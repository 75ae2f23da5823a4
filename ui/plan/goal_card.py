"""The card on top of the plan: the end goal, the citizen's own words, the version and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from caseworker.base.text import Text, t, tc
from ui.kit import tokens
from ui.kit.buttons import Button, IconButton
from ui.kit.chips import Chip
from ui.kit.frames import Card, EmptyState
from ui.kit.icons import IconMark
from ui.kit.labels import Label
from ui.kit.layout import STRETCH, column, row
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
        self._writing = False

    def show_state(self, state: PlanState) -> None:
        """Draw the card."""
        with keeping_focus(self):
            self.clear_body()
            self.agree = self.start = self.print = self.edit = None
            if state.view is None:
                self.add(self._empty(state))
            else:
                self.add(self._filled(state))
        self.set_writing(self._writing)

    def set_writing(self, writing: bool) -> None:
        """Leave the one filled button of the view to the form while one is open."""
        self._writing = writing
        for button in (self.agree, self.start):
            if button is not None:
                button.set_kind("outline" if writing else "filled")

    def _empty(self, state: PlanState) -> QWidget:
        self.start = Button(t("Write the end goal"), kind="filled", on_click=self.goal_requested.emit)
        named(self.start, "start")
        words = t(
            "Begin with the end goal: the job or the education that {name} points to. Interim goals and efforts "
            "follow from it.",
            name=state.head.call_name,
        )
        action = None if state.read_only else self.start
        return EmptyState(t("There is no plan yet"), words, icon="flag", action=action)

    def _filled(self, state: PlanState) -> QWidget:
        view = state.view
        assert view is not None
        goal = view.end_goal
        holder = QWidget()
        words = column(gap=2)
        kinds = {
            "job": t("End goal, a job"),
            "education": t("End goal, an education"),
        }
        lead: Text = kinds.get(goal.kind, t("End goal")) if goal is not None else t("End goal")
        if goal is not None and goal.due_on is not None:
            lead = t("{kind}, {day:short_year}", kind=lead, day=goal.due_on)
        words.addWidget(Label(lead, "note"))
        if goal is None:
            words.addWidget(Label(t("The end goal is missing"), "goal", wrap=True))
            words.addWidget(Label(t("Everything in the plan serves it. Write it first."), "soft", wrap=True))
        else:
            words.addWidget(Label(goal.words, "goal", wrap=True))
        if view.own_words.strip():
            words.addWidget(Label(t("“{words}”", words=view.own_words.strip()), "soft", wrap=True))
        mark = column(IconMark("flag", "accent", 20), STRETCH, gap=0, margins=(0, 2, 0, 0))
        top = row(mark, (words, 1), (self._marks(state), 0), gap=tokens.M)
        holder.setLayout(column(top, self._acts(state), gap=tokens.S))
        return holder

    def _marks(self, state: PlanState) -> QWidget:
        view = state.view
        assert view is not None
        chips = row(gap=tokens.S)
        if view.version is not None:
            agreed = t("Agreed {day:short}", day=view.version.made_with.on)
            chips.addWidget(Chip(agreed, "reached", icon="check"))
        else:
            chips.addWidget(Chip(tc("chip", "Draft"), icon="file-pen-line"))
        if state.versions:
            button = Button(
                version_text(state), kind="option", on_click=self.versions_requested.emit,
                tip=t("See the versions and what has changed"),
            )  # fmt: skip
            button.setProperty("quiet", "true")
            chips.addWidget(named(button, "versions"))
        holder = QWidget()
        holder.setLayout(column(chips, STRETCH, gap=0))
        return holder

    def _acts(self, state: PlanState) -> QWidget:
        view = state.view
        assert view is not None
        line = row(gap=tokens.S, margins=(32, 0, 0, 0))
        if not state.read_only:
            if view.end_goal is None:
                self.start = Button(t("Write the end goal"), kind="filled", on_click=self.goal_requested.emit)
                line.addWidget(named(self.start, "start"))
            else:
                edit = Button(
                    t("Change the goal"), kind="quiet", icon="pencil", on_click=self.goal_requested.emit
                )
                line.addWidget(named(edit, "edit"))
        line.addStretch(1)
        self.print = Button(
            tc("button", "Print"), icon="printer", on_click=self.print_requested.emit, shortcut="Ctrl+P"
        )
        line.addWidget(named(self.print, "print"))
        wanted = view.status == "draft" or state.changed_lines
        if wanted and view.end_goal is not None and not state.read_only:
            draft = view.status == "draft"
            words = t("Put the plan in force") if draft else t("Agree on a new version")
            self.agree = Button(words, kind="filled", on_click=self.agree_requested.emit)
            line.addWidget(named(self.agree, "agree"))
        holder = QWidget()
        holder.setLayout(line)
        holder.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return holder
