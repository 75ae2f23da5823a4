"""Agreements in two columns: the citizen's and the municipality's, with ticks and a quick line each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.base.text import Text, raw, t, tc, tn
from caseworker.plan.content import AgreementLine
from caseworker.plan.wording import near_day
from ui.kit import tokens
from ui.kit.buttons import Button, LinkButton
from ui.kit.field import CheckField, TextField
from ui.kit.frames import Card
from ui.kit.labels import Label
from ui.kit.layout import STRETCH, box, clear, column, hairline, row, scroll_to
from ui.kit.style import px
from ui.kit.words import say
from ui.plan.bits import RowButton, keeping_focus, named
from ui.plan.quick_line import QuickLine
from ui.plan.state import DraftRow, PlanState


class AgreementsCard(Card):
    """Asks to add (side, words), tick (id, kept) and open an agreement. `typed` is half-written (side, words)."""

    add_requested = Signal(str, str)
    typed = Signal(str, str)
    tick_requested = Signal(str, bool)
    agreement_requested = Signal(str)

    def __init__(self, today: Callable[[], date]) -> None:
        self._today = today
        self.adder = Button(tc("button", "Agreement"), icon="plus", name=t("Add an agreement"))
        super().__init__(tc("plan", "Agreements"), actions=(self.adder,), divided=True)
        self.adder.clicked.connect(lambda _on=False: self._begin())
        self._everything = False
        self._state: PlanState | None = None
        self._heads = {"citizen": Label("", "label"), "municipality": Label(t("The municipality"), "label")}
        self._lists: dict[str, QVBoxLayout] = {}
        self.quick: dict[str, TextField] = {}
        self.lines: dict[str, QuickLine] = {}
        columns = row(gap=0)
        for side in ("citizen", "municipality"):
            if columns.count():
                columns.addWidget(hairline(vertical=True))
            columns.addWidget(self._column(side), 1)
        self._more = LinkButton("", on_click=self._switch)
        self._more_row = box(row(self._more, STRETCH, margins=(tokens.L, 2, tokens.L, 4)), line="above")
        self.add_wide(box(column((columns, 1), self._more_row, gap=0)), 1)

    def _begin(self) -> None:
        """Put the focus on the citizen's line: in a low window it lies below the edge."""
        self.quick["citizen"].setFocus()
        scroll_to(self.lines["citizen"])

    def show_state(self, state: PlanState) -> None:
        """Draw both columns. What is being typed stays."""
        self._state = state
        self._heads["citizen"].set_text(state.head.call_name)
        open_to_change = state.read_only is None
        self.adder.setVisible(open_to_change)
        with keeping_focus(self):
            for side, rows in self._lists.items():
                clear(rows)
                shown = state.agreed(side, everything=self._everything)
                if side == "municipality":
                    shown += state.agreed("company", everything=self._everything)
                if not shown:
                    rows.addWidget(Label(t("Nothing is agreed here yet."), "note", wrap=True))
                for agreement in shown:
                    rows.addWidget(self._line(agreement, state))
        for line in self.lines.values():
            line.setVisible(open_to_change)
        hidden = len(state.agreements) - sum(
            len(state.agreed(side)) for side in ("citizen", "municipality", "company")
        )
        words = tn("Show {count} earlier agreement", "Show {count} earlier agreements", hidden)
        self._more.set_text(t("Hide earlier agreements") if self._everything else words)
        self._more_row.setVisible(hidden > 0)

    def restore(self, drafts: Mapping[str, DraftRow]) -> list[str]:
        """Show what was half-written on the lines that are empty. Returns their sides."""
        return [side for side, draft in drafts.items() if self.lines[side].restore(draft.values["words"])]

    def save_draft(self) -> None:
        """Keep what is typed on the lines now."""
        for line in self.lines.values():
            line.flush()

    def _column(self, side: str) -> QWidget:
        self._lists[side] = column(gap=2)
        name = (
            t("New agreement of the citizen") if side == "citizen" else t("New agreement of the municipality")
        )
        line = self.lines[side] = QuickLine(name, self._today)
        self.quick[side] = line.field
        line.entered.connect(partial(self.add_requested.emit, side))
        line.drafted.connect(partial(self.typed.emit, side))
        inside = column(
            self._heads[side], self._lists[side], line, STRETCH, gap=tokens.S,
            margins=(tokens.L, tokens.M, tokens.L, tokens.M),
        )  # fmt: skip
        return box(inside)

    def _line(self, line: AgreementLine, state: PlanState) -> QWidget:
        tick = CheckField("")
        tick.box.setAccessibleName(say(t("Kept: {words}", words=line.words)))
        tick.set_value(line.status == "kept")
        tick.setFixedWidth(px(30))
        tick.set_read_only(state.read_only is not None or line.status in ("broken", "cancelled"))
        tick.changed.connect(lambda: self.tick_requested.emit(line.id, tick.value()))
        tick.box.setObjectName(f"tick:{line.id}")
        words = column(Label(line.words, "body" if line.status == "open" else "soft", wrap=True), gap=0)
        note = _note(line, state)
        if note is not None:
            late = line.side == "municipality" and line.overdue(state.today)
            words.addWidget(Label(note, "alarm_note" if late else "note", wrap=True))
        inside = row((words, 1), margins=(2, 5, 2, 3))
        button = RowButton(
            inside, t("Open “{what}”", what=line.words), lambda: self.agreement_requested.emit(line.id)
        )
        named(button, f"agreement:{line.id}")
        holder = QWidget()
        layout = row((tick, 0), (button, 1), gap=2)
        layout.setAlignment(tick, Qt.AlignmentFlag.AlignTop)
        holder.setLayout(layout)
        return holder

    def _switch(self) -> None:
        self._everything = not self._everything
        if self._state is not None:
            self.show_state(self._state)


def _note(line: AgreementLine, state: PlanState) -> Text | None:
    parts: list[Text] = []
    if line.status == "open" and line.due_on is not None:
        late = line.overdue(state.today)
        day = near_day(line.due_on, state.today)
        parts.append(t("overdue since {day}", day=day) if late else t("by {day}", day=day))
    elif line.status == "kept" and line.done_on is not None:
        parts.append(t("kept {day}", day=near_day(line.done_on, state.today)))
    elif line.status == "broken":
        parts.append(tc("status", "not kept"))
    elif line.status == "cancelled":
        parts.append(tc("agreement", "called off"))
    own = {"citizen": state.head.call_name, "municipality": ""}.get(line.side, "")
    if line.side == "company":
        parts.append(t("the company, {name}", name=line.owner) if line.owner else tc("side", "the company"))
    elif line.owner and line.owner not in (own, state.head.name):
        parts.append(raw(line.owner))
    if not parts:
        return None
    joined = parts[0]
    for part in parts[1:]:
        joined = t("{first} · {second}", first=joined, second=part)
    return joined
