"""The plan as a list: efforts by track, then the interim goals, everything readable without the picture."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseworker.base.text import Text, raw, t, tc, tn
from caseworker.plan.content import ActivityLine, GoalLine
from caseworker.plan.wording import track_text
from ui.kit import tokens
from ui.kit.buttons import LinkButton
from ui.kit.chips import Chip
from ui.kit.labels import Label
from ui.kit.layout import STRETCH, clear, column, hairline, row
from ui.kit.words import language, say
from ui.plan.bits import RowButton, keeping_focus, named
from ui.plan.state import PlanState
from ui.plan.times import write_slots
from ui.plan.words import days_text, status_text


class CourseList(QWidget):
    """Asks to open an effort or an interim goal."""

    activity_requested = Signal(str)
    goal_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._lines = column(gap=0)
        self._all = False
        self._state: PlanState | None = None
        self.setLayout(self._lines)

    def show_state(self, state: PlanState) -> None:
        """Draw the list."""
        self._state = state
        with keeping_focus(self):
            clear(self._lines)
            for track, activities in state.by_track(live=True):
                self._heading(track_text(track), track)
                for activity in activities:
                    self._lines.addWidget(self._activity(activity))
            self._goals(state)
            self._over(state)
            self._lines.addStretch(1)

    def _heading(self, words: Text, tone: str) -> None:
        label = Label(words, "label")
        holder = row(Chip(words, tone) if tone else label, STRETCH, margins=(tokens.L, tokens.M, tokens.L, 2))
        if tone:
            label.deleteLater()
        self._lines.addLayout(holder)

    def _activity(self, activity: ActivityLine) -> QWidget:
        assert self._state is not None
        today = self._state.today
        facts = [days_text(activity)]
        if activity.slots:
            facts.append(raw(write_slots(activity.slots, language())))
        if activity.hours_per_week:
            facts.append(t("{hours} h/week", hours=activity.hours_per_week))
        if activity.with_whom:
            facts.append(raw(activity.with_whom))
        words = column(
            Label(activity.title, "strong", wrap=True),
            Label(
                activity.contribution or t("Says nothing yet of what it does for the goal"), "soft", wrap=True
            ),
            Label(_joined(facts), "note", wrap=True),
            gap=1,
        )
        inside = _row(words, status_text(activity, today))
        button = RowButton(
            inside,
            t("{effort}, {facts}", effort=activity.title, facts=_joined(facts)),
            lambda: self.activity_requested.emit(activity.id),
        )
        return named(button, f"activity:{activity.id}")

    def _goals(self, state: PlanState) -> None:
        view = state.view
        if view is None or not view.goals:
            return
        self._lines.addSpacing(tokens.S)
        self._lines.addWidget(hairline())
        self._heading(tc("plan", "Interim goals"), "")
        for goal in sorted(
            view.goals, key=lambda g: (not g.is_open, g.due_on or g.follow_up_on or date.max, g.position)
        ):
            self._lines.addWidget(self._goal(goal))

    def _goal(self, goal: GoalLine) -> QWidget:
        if goal.status == "reached" and goal.reached_on is not None:
            status = t("reached {day:short_year}", day=goal.reached_on)
        elif goal.status == "given_up":
            status = tc("status", "given up")
        elif goal.due_on is not None:
            status = t("by {day:short_year}", day=goal.due_on)
        elif goal.follow_up_on is not None:
            status = t("looked at together {day:short_year}", day=goal.follow_up_on)
        else:
            status = t("no date yet")
        sign = t("Seen by: {sign}", sign=goal.sign) if goal.sign else t("Says nothing yet of how it is seen")
        words = column(Label(goal.words, "strong", wrap=True), Label(sign, "soft", wrap=True), gap=1)
        inside = _row(words, status)
        name = t("{goal}, {status}", goal=goal.words, status=status)
        button = RowButton(inside, name, lambda: self.goal_requested.emit(goal.id))
        return named(button, f"goal:{goal.id}")

    def _over(self, state: PlanState) -> None:
        over = [a for _track, lines in state.by_track(live=False) for a in lines]
        if not over:
            return
        words = tn("{count} effort is over", "{count} efforts are over", len(over))
        self._lines.addWidget(hairline())
        link = LinkButton(t("Hide them") if self._all else tc("link", "Show"), on_click=self._switch)
        link.setAccessibleDescription(say(words))
        line = row(Label(words, "note"), named(link, "over"), STRETCH, margins=(tokens.L, 4, tokens.L, 4))
        self._lines.addLayout(line)
        if self._all:
            for activity in over:
                self._lines.addWidget(self._activity(activity))

    def _switch(self) -> None:
        self._all = not self._all
        if self._state is not None:
            self.show_state(self._state)


def _row(words: QVBoxLayout, status: Text) -> QHBoxLayout:
    note = column(Label(status, "note"), STRETCH, gap=0, margins=(0, 3, 0, 0))
    return row((words, 1), note, margins=(tokens.L, 6, tokens.L, 6))


def _joined(parts: list[Text]) -> Text:
    joined = parts[0]
    for part in parts[1:]:
        joined = t("{first} · {second}", first=joined, second=part)
    return joined
