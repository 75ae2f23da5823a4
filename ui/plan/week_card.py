"""The citizen's week across all tracks, with clashes and the load in one line."""

from __future__ import annotations

from PySide6.QtCore import Signal

from caseworker.base.text import t, tc
from caseworker.plan.wording import near_day
from ui.kit import tokens
from ui.kit.buttons import Button, IconButton
from ui.kit.frames import Card
from ui.kit.labels import Label
from ui.kit.layout import STRETCH, box, row
from ui.kit.week import WeekGrid, WeekSlot
from ui.plan.state import PlanState


class WeekCard(Card):
    """Asks to open an effort, to move one of its fixed times, and to go to other weeks."""

    activity_requested = Signal(str)
    slot_move_requested = Signal(str, int, int, int)
    week_requested = Signal(int)

    def __init__(self) -> None:
        super().__init__(tc("plan", "The week"), " ", divided=True)
        self.grid = WeekGrid(name=t("Fixed times of the week"))
        self._hint = Label(t("No fixed times in this week."), "note", wrap=True)
        self._week = Label("", "note")
        earlier = IconButton(
            "chevron-left", t("The week before"), on_click=lambda: self.week_requested.emit(-1)
        )
        later = IconButton("chevron-right", t("The week after"), on_click=lambda: self.week_requested.emit(1))
        self._now = Button(t("This week"), kind="quiet", on_click=lambda: self.week_requested.emit(0))
        line = row(earlier, later, self._week, self._hint, STRETCH, self._now, gap=4,
                   margins=(tokens.S, 2, tokens.M, 2))  # fmt: skip
        self.add_wide(self.grid)
        self.add_wide(box(line))
        self.grid.slot_chosen.connect(lambda key: self.activity_requested.emit(_parts(key)[0]))
        self.grid.slot_move_requested.connect(
            lambda key, day, start: self.slot_move_requested.emit(*_parts(key), day, start)
        )

    def show_state(self, state: PlanState) -> None:
        """Draw the week."""
        movable = state.read_only is None
        self.grid.set_slots(
            [
                WeekSlot(
                    id=f"{found.activity_id}|{found.number}", text=found.block.title,
                    weekday=found.block.weekday,
                    start=found.block.start.hour * 60 + found.block.start.minute,
                    end=found.block.end.hour * 60 + found.block.end.minute, tone=found.block.track,
                    clash=found.block.clash, movable=movable,
                )
                for found in state.week.blocks
            ]
        )  # fmt: skip
        assert self.header is not None
        self.header.set_title(tc("plan", "The week"), state.week.load)
        week = t(
            "week {week} · {day}",
            week=state.week.monday.isocalendar().week,
            day=near_day(state.week.monday, state.today),
        )
        self._week.set_text(week)
        self._hint.setVisible(not state.week.blocks)
        this = state.today.toordinal() - state.today.weekday()
        self._now.setVisible(state.week.monday.toordinal() != this)


def _parts(key: str) -> tuple[str, int]:
    activity_id, _bar, number = key.rpartition("|")
    return activity_id, int(number)
