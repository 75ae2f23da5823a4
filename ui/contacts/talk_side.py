"""The left column of the meeting mode: what the caseworker needs in sight while talking."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caseworker.base.place import Place
from caseworker.base.text import Text, t, tc, tn
from caseworker.contacts.words import PLAN_REVIEWED
from ui.contacts.fields import choices
from ui.contacts.state import PromiseLine, TalkState
from ui.contacts.tabbing import tab_before
from ui.contacts.when_words import short_day, unbroken
from ui.kit import (
    STRETCH,
    Card,
    CheckField,
    ChoiceChips,
    FieldBlock,
    IconButton,
    IconMark,
    Label,
    LinkButton,
    box,
    column,
    focusable,
    row,
    say,
)
from ui.kit import tokens as tok
from ui.ports import Desk

WIDTH = 300


class TalkSideColumn(QWidget):
    """Cards beside the form. `changed(name)` when a field in them was changed, `ticked` when a promise was kept."""

    changed = Signal(str)
    ticked = Signal(str, object)

    def __init__(self, desk: Desk, case_id: str) -> None:
        super().__init__()
        self._desk, self._case_id = desk, case_id
        self._since = Card(label=t("Since last time"), padding=tok.M)
        self._promises = Card(label=t("Open promises"), padding=tok.M)
        self._plan = Card(label=tc("card", "Plan"), padding=tok.M)
        self._ask = Card(label=t("Ask about"), padding=tok.M)
        self.plan_chips = ChoiceChips(choices(PLAN_REVIEWED))
        self.plan_chips.changed.connect(lambda: self._told("plan_reviewed"))
        self.measured = CheckField(t("The measurement is taken"))
        self.measured.set_names("")
        self.measured.changed.connect(lambda: self._told("measured"))
        self.plan_block = FieldBlock(
            t("Was the plan talked about?"), self.plan_chips, note="", help_text="", required=False
        )
        self._goal = Label("", "strong", wrap=True)
        self._working = Label("", "soft", wrap=True)
        self._none = Label(t("There is no plan yet."), "soft", wrap=True)
        self._open_plan = LinkButton(
            t("Open plan"), on_click=lambda: desk.navigation.go(Place("plan", self._case_id))
        )
        for item in (self._none, self._goal, self._working, self.plan_block, self._open_plan, self.measured):
            self._plan.add(item)
        self.setLayout(column(self._since, self._promises, self._plan, self._ask, STRETCH, gap=tok.M))

    def draw(self, state: TalkState) -> None:
        """Show what stands beside this talk."""
        self._draw_since(state)
        self._draw_promises(state)
        self._draw_plan(state)
        tab_before(self.plan_chips.chips()[0], [*focusable(self._since), *focusable(self._promises)])
        self._ask.setVisible(bool(state.side.ask))
        self._ask.clear_body()
        self._ask.add(
            column(*(Label(question, "body", wrap=True) for question in state.side.ask), gap=tok.XS)
        )

    def values(self) -> dict[str, Any]:
        """Return the two values that stand here."""
        return {"plan_reviewed": self.plan_chips.value(), "measured": self.measured.value()}

    def fill(self, values: Mapping[str, Any]) -> None:
        """Show the values a talk opens with."""
        self.plan_chips.set_value(values["plan_reviewed"])
        self.plan_block.set_error(None)
        self.measured.set_value(values["measured"])

    def ask_about(self, state: TalkState, *, held: bool) -> None:
        """Ask whether the plan was talked about and a measurement taken: a talk that was not held answers nothing."""
        self.plan_block.setVisible(held and state.side.plan is not None)
        self.measured.setVisible(held and (state.side.measures or bool(self.measured.value())))

    def _told(self, name: str) -> None:
        if name == "plan_reviewed":
            self.plan_block.set_error(None)
        self.changed.emit(name)

    def _draw_since(self, state: TalkState) -> None:
        side, header = state.side, self._since.header
        assert header is not None, "the card was made with a label"
        self._since.clear_body()
        if side.since is None:
            header.set_title(t("Since last time"))
            self._since.add(Label(t("This is the first talk."), "soft", wrap=True))
            return
        header.set_title(t("Since last time ({day})", day=short_day(side.since, state.today)))
        self._since.add(
            column(*(_with_icon(line.icon, line.tone, line.words) for line in side.lines), gap=tok.XS)
        )
        if not side.lines:
            self._since.add(Label(t("Nothing is written down since then."), "soft", wrap=True))
        if side.more:
            more = LinkButton(
                tn("{count} more", "{count} more", side.more),
                on_click=lambda: self._desk.navigation.go(Place("overview", self._case_id)),
            )
            self._since.add(more)

    def _draw_promises(self, state: TalkState) -> None:
        self._promises.clear_body()
        self._promises.add(column(*(self._promise(promise) for promise in state.side.promises), gap=0))
        if not state.side.promises:
            self._promises.add(Label(t("There are no open promises."), "soft", wrap=True))

    def _promise(self, promise: PromiseLine) -> QWidget:
        words = Label(unbroken(say(promise.words)), "alarm" if promise.alarm else "body", wrap=True)
        tick = IconButton(
            "square",  # an open box, as on the plan: a tick would read as kept
            t("Kept: {words}", words=promise.words),
            on_click=lambda: self.ticked.emit(promise.agreement_id, promise.words),
        )
        return box(row(tick, (words, 1), gap=tok.XS))

    def _draw_plan(self, state: TalkState) -> None:
        plan = state.side.plan
        has_plan = plan is not None
        for item in (self._goal, self._working):
            item.setVisible(has_plan)
        self._none.setVisible(not has_plan)
        self._open_plan.setVisible(not has_plan)
        if plan is None:
            return
        goal: Text | str = plan.goal or t("No end goal yet")
        if plan.by is not None:
            goal = t("{goal}, by {day:short_year}", goal=goal, day=plan.by)
        self._goal.set_text(goal)
        self._working.set_text(
            t("Working on: {goals}", goals=" · ".join(plan.working_on))
            if plan.working_on
            else t("No interim goals yet")
        )


def _with_icon(icon: str, tone: str, words: Text) -> QWidget:
    mark = column(2, IconMark(icon, tone, 16), STRETCH, gap=0)
    return box(row(mark, (Label(words, "body", wrap=True), 1), gap=tok.S))
