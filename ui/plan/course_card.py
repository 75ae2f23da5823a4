"""The course of the plan: tracks side by side on the time line, or the same as a list by track."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from caseworker.base.text import Text, t, tc
from caseworker.plan.content import ActivityLine, GoalLine
from ui.kit import tokens
from ui.kit.buttons import Button
from ui.kit.chips import ChoiceChips
from ui.kit.flow import FlowLayout
from ui.kit.frames import Card
from ui.kit.labels import Label
from ui.kit.layout import STRETCH, box, clear, column, row
from ui.kit.style import px
from ui.kit.timeline import TimelineBar, TimelineMilestone, TimelineRow
from ui.kit.timeline.legend import Legend
from ui.kit.words import say
from ui.plan.bits import keeping_focus, named
from ui.plan.course_line import CourseLine
from ui.plan.course_list import CourseList
from ui.plan.state import PlanState
from ui.plan.words import TRACK_CHOICES, bar_text, coming_pause, days_text, shortened, status_text


class CourseCard(Card):
    """Shows the efforts and interim goals. Asks to move, open and add them; changes nothing itself."""

    activity_requested = Signal(str)
    goal_requested = Signal(str)
    new_activity_requested = Signal()
    new_goal_requested = Signal()
    activity_move_requested = Signal(str, object, object)
    goal_move_requested = Signal(str, object)

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.tabs = ChoiceChips(
            [("timeline", tc("plan", "Time line")), ("list", tc("plan", "Efforts"))],
            keep_one=True, wrap=False,
        )  # fmt: skip
        self.tabs.set_names(t("How the course is shown"))
        self.tabs.set_value("timeline")
        self.tabs.changed.connect(self._tab_changed)
        self.timeline = CourseLine(today, name=t("Time line of the plan"))
        self.tools = self.timeline.tools()
        self.list = CourseList()
        self._state: PlanState | None = None
        self._bars: list[TimelineRow] = []
        self.list.hide()
        self.new_activity = Button(
            tc("button", "Effort"), icon="plus", on_click=self.new_activity_requested.emit,
            name=t("Add an effort"), shortcut="Ctrl+I",
        )  # fmt: skip
        self.new_goal = Button(
            tc("button", "Interim goal"), icon="plus", on_click=self.new_goal_requested.emit,
            name=t("Add an interim goal"), shortcut="Ctrl+D",
        )  # fmt: skip
        self.legend = Legend(tc("effort status", "begun"), tc("effort status", "planned"))
        self._undated = FlowLayout(gap=tokens.S)
        self._head = row(self.tabs, STRETCH, self.tools, margins=(tokens.M, 4, tokens.M, 4))
        undated = box(self._undated)
        policy = undated.sizePolicy()
        policy.setHeightForWidth(True)
        undated.setSizePolicy(policy)
        label = column(Label(t("Without a date"), "label"), STRETCH, margins=(0, 8, 0, 0))
        inside = row(label, (undated, 1), gap=tokens.M, margins=(tokens.L, tokens.S, tokens.L, tokens.S))
        self._undated_row = box(inside, line="above")
        buttons = row(
            self.new_activity, self.new_goal, STRETCH, self.legend, margins=(tokens.L, 8, tokens.L, 8)
        )
        self._buttons = box(buttons, line="above")
        # One part of the card, because each part that is added gets a line of its own even while it is hidden.
        parts = column(
            box(self._head, line="below"), self.timeline, self.list, self._undated_row, self._buttons, gap=0
        )
        self.add_wide(box(parts))
        self._wire()

    def show_state(self, state: PlanState) -> None:
        """Draw what there is."""
        view = state.view
        if view is None:
            return
        count = sum(1 for a in state.activities if state.live(a))
        over = len(state.activities) - count
        chip = self.tabs.chips()[1]
        words = t("Efforts ({count})", count=count)
        if over:
            words = t("Efforts ({count} + {over} over)", count=count, over=over)
        self._name_chip(chip, words)
        self._bars = _rows(state)
        self.timeline.set_content(self._bars, _milestones(state))
        self._state = state
        if self.shows_list():
            self.list.show_state(state)
        self._show_undated(state)
        for button in (self.new_activity, self.new_goal):
            button.setEnabled(state.read_only is None)
            button.setVisible(state.read_only is None)
        self._show_legend()

    def show_list(self) -> None:
        """Go to the list by track."""
        self.tabs.set_value("list")
        self._tab_changed()

    def shows_list(self) -> bool:
        """Return whether the list is shown rather than the time line."""
        return bool(self.tabs.value() == "list")

    def fit(self, room: int) -> None:
        """Lay the chips below each other where there is no room beside each other."""
        parts = self.tabs.sizeHint().width() + self.tools.sizeHint().width()
        gaps = 2 * px(tokens.M) + (self._head.count() - 1) * self._head.spacing()
        edge = self.contentsMargins().left() + self._outer.contentsMargins().left()
        needed = parts + gaps + 2 * edge
        stacked = room < needed
        self._head.setDirection(
            QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        )
        side = px(tokens.XS if stacked else tokens.M)
        self._head.setContentsMargins(side, px(4), side, px(4))
        for part in (self.tabs, self.tools):
            self._head.setAlignment(part, Qt.AlignmentFlag.AlignLeft if stacked else Qt.AlignmentFlag(0))

    def mark(self, kind: str, record_id: str) -> QWidget | None:
        """Return the bar or milestone of a record where one can be seen."""
        find = {"activity": self.timeline.bar, "interim_goal": self.timeline.milestone}.get(kind)
        try:
            found: QWidget | None = find(record_id) if find is not None else None
        except KeyError:
            return None
        return found if found is not None and found.isVisible() else None

    def _wire(self) -> None:
        self.timeline.bar_chosen.connect(self.activity_requested)
        self.timeline.milestone_chosen.connect(self.goal_requested)
        self.timeline.bar_move_requested.connect(self.activity_move_requested)
        self.timeline.milestone_move_requested.connect(self.goal_move_requested)
        self.list.activity_requested.connect(self.activity_requested)
        self.list.goal_requested.connect(self.goal_requested)

    def _tab_changed(self) -> None:
        listed = self.shows_list()
        if listed and self._state is not None:
            self.list.show_state(self._state)
        self.timeline.setVisible(not listed)
        self.list.setVisible(listed)
        self.tools.setVisible(not listed)
        self._show_legend()
        self._undated_row.setVisible(not listed and self._undated.count() > 0)

    def _show_legend(self) -> None:
        """Tell solid from dashed bars where both can be seen."""
        bars = [bar for line in self._bars for bar in line.bars]
        both = any(bar.planned for bar in bars) and any(not bar.planned for bar in bars)
        self.legend.setVisible(both and not self.shows_list())
        self._buttons.setVisible(self.new_activity.isEnabled() or self.legend.isVisibleTo(self._buttons))

    def _name_chip(self, chip: QWidget, words: Text) -> None:
        chip.setText(say(words))  # type: ignore[attr-defined]
        chip.setAccessibleName(say(words))

    def _show_undated(self, state: PlanState) -> None:
        view = state.view
        assert view is not None
        with keeping_focus(self._undated_row):
            clear(self._undated)
            efforts = [a for a in state.activities if a.from_on is None and state.live(a)]
            goals = [g for g in view.open_goals if g.due_on is None and g.follow_up_on is None]
            for activity in efforts:
                self._add_undated(activity, self.activity_requested.emit)
            for goal in goals:
                self._add_undated(goal, self.goal_requested.emit)
        self._undated_row.setVisible(self._undated.count() > 0 and not self.shows_list())

    def _add_undated(self, line: ActivityLine | GoalLine, go: Callable[[str], object]) -> None:
        words = line.title if isinstance(line, ActivityLine) else line.words
        button = Button(
            shortened(words),
            kind="option",
            on_click=lambda: go(line.id),
            name=t("Open “{what}”", what=words),
        )
        self._undated.addWidget(named(button, f"undated:{line.id}"))


def _rows(state: PlanState) -> list[TimelineRow]:
    movable = state.read_only is None
    rows = []
    for track, words in TRACK_CHOICES:
        bars = tuple(
            _bar(activity, state.today, movable=movable)
            for activity in state.activities
            if activity.track == track and activity.from_on is not None and not activity.never_began
        )
        rows.append(TimelineRow(track, words, track, bars))
    return rows


def _bar(activity: ActivityLine, today: date, *, movable: bool) -> TimelineBar:
    assert activity.from_on is not None
    status = activity.status_on(today)
    tip = t("{days} · {status}", days=days_text(activity), status=status_text(activity, today))
    if activity.contribution:
        tip = t("{first}\n{second}", first=tip, second=activity.contribution)
    end = activity.to_on
    if end is not None and end < activity.from_on:
        end = activity.from_on
    words = bar_text(activity)
    if status in ("stopped", "suspended"):
        words = t("{effort}, {status}", effort=words, status=status_text(activity, today))
    elif (pause := coming_pause(activity, today)) is not None:
        words = t("{effort}, {status}", effort=words, status=pause)
    return TimelineBar(
        id=activity.id, text=words, start=activity.from_on, end=end,
        planned=status == "planned", tip=tip, movable=movable and status not in ("ended", "stopped"),
    )  # fmt: skip


def _milestones(state: PlanState) -> list[TimelineMilestone]:
    view = state.view
    assert view is not None
    movable = state.read_only is None
    return [
        TimelineMilestone(
            id=goal.id, text=goal.words, day=day, reached=goal.status == "reached", tip=_goal_tip(goal),
            movable=movable and goal.is_open,
        )
        for goal in view.goals
        if goal.status != "given_up" and (day := goal.reached_on or goal.due_on or goal.follow_up_on) is not None
    ]  # fmt: skip


def _goal_tip(goal: GoalLine) -> Text | str:
    sign = t("Seen by: {sign}", sign=goal.sign) if goal.sign else ""
    if goal.due_on is not None or goal.follow_up_on is None:
        return sign
    looked = t("looked at together {day:short_year}", day=goal.follow_up_on)
    return t("{first}\n{second}", first=looked, second=sign) if sign else looked
