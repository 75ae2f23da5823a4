"""The list of deadlines: three columns of two lines each, with headings where it is grouped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from caseworker.base.text import Text, raw, t, tc
from caseworker.people.namesakes import bare_name
from ui.deadlines.cells import ROW, TwoLines
from ui.deadlines.lines import Entry, Head, Item, below_day, day_words
from ui.deadlines.presenter import DeadlinesState
from ui.kit import Column, RecordModel, RecordTable, px, say


class DeadlineTable(RecordTable):
    """Every deadline, by weight, by day or by citizen."""

    def __init__(self, today: Callable[[], date]) -> None:
        self._today = today
        self._entries: tuple[Entry, ...] = ()
        super().__init__(self._make_columns(), name=tc("page", "Deadlines"), key=lambda entry: entry.id)
        self.setItemDelegate(TwoLines(self))
        self.verticalHeader().setDefaultSectionSize(px(ROW))
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._widen_heads())
        self.verticalScrollBar().rangeChanged.connect(lambda _least, _most: self._widen_heads())

    def draw(self, state: DeadlinesState) -> None:
        """Show what the state lists, in its order."""
        if self._entries is not state.entries:
            self._entries = state.entries
            grouped = state.grouping != "weight"
            self.horizontalHeader().setSectionsClickable(not grouped)
            if grouped:
                self.unsort()  # groups have their own order
            self._show_names(shown=state.grouping != "citizen")
            self.clearSpans()
            self.set_records(state.entries)
            self._widen_heads()
        chosen = state.chosen
        if chosen is not None and [entry.id for entry in self.selected()] != [chosen.id]:
            self.select_keys([chosen.id])

    def is_sorted(self) -> bool:
        """Return whether it is sorted by a column, and not in an order of its own."""
        model = self.model()
        return isinstance(model, RecordModel) and model.sorted_by() is not None

    def unsort(self) -> None:
        """Go back to the order that the lines came in."""
        if self.is_sorted():
            self.model().sort(-1)
            self.horizontalHeader().viewport().update()

    def _widen_heads(self) -> None:
        """Let the headings in view reach over all columns; thousands of them at once would take too long."""
        entries, viewport = self._entries, self.viewport()
        first = max(self.rowAt(0), 0)
        last = self.rowAt(viewport.height() - 1)
        for number in range(first, (last if last >= 0 else len(entries) - 1) + 1):
            if isinstance(entries[number], Head) and self.columnSpan(number, 0) == 1:
                self.setSpan(number, 0, 1, self.model().columnCount())

    def _show_names(self, *, shown: bool) -> None:
        """Show the column of names, or not where each citizen has a heading."""
        columns = self.shown_columns()
        if shown != ("name" in columns):
            self.show_columns([*columns, "name"] if shown else [c for c in columns if c != "name"])

    def _make_columns(self) -> list[Column]:
        def of(value: Callable[[Item], Any]) -> Callable[[Any], Any]:
            return lambda entry: value(entry) if isinstance(entry, Item) else None

        def day(entry: Any) -> Any:
            if isinstance(entry, Head):
                return entry.words
            today = self._today()
            return _lines(day_words(entry, today) or raw("–"), below_day(entry))

        def kind(entry: Any) -> str:
            if isinstance(entry, Head):
                return "strong"
            return "alarm" if entry.alarm else "body"

        return [
            Column(
                "day", tc("column", "Day"), day, 228, sort=of(lambda item: item.day), kind=kind, tip=_day_tip
            ),
            Column(
                "name", tc("column", "Citizen"), of(_name), 160, sort=of(lambda item: item.name), kind="strong",
                tip=_name_tip,
            ),
            Column(
                "title", tc("column", "Deadline"), of(lambda item: _lines(raw(item.title), item.note)), 0,
                sort=of(lambda item: item.title), tip=_title_tip,
            ),
        ]  # fmt: skip


def _lines(first: Text, second: Text) -> str:
    return f"{say(first)}\n{say(second)}"


def _name(item: Item) -> str:
    """Return the name, and below it what tells its bearer from others of the same name."""
    return f"{bare_name(item.name, item.mark)}\n{item.mark}" if item.mark else item.name


def _day_tip(entry: Any) -> str:
    if not isinstance(entry, Item) or entry.day is None:
        return ""
    days = [t("{day:weekday} {year}", day=entry.day, year=entry.day.year)]
    if entry.legal is not None:
        days.append(t("By law: {day:weekday} {year}", day=entry.legal, year=entry.legal.year))
    if entry.own is not None:
        days.append(t("Own date: {day:weekday} {year}", day=entry.own, year=entry.own.year))
    return "\n".join(say(day) for day in days)


def _name_tip(entry: Any) -> str:
    return entry.name if isinstance(entry, Item) else ""


def _title_tip(entry: Any) -> str:
    return f"{entry.title}\n{say(entry.note)}" if isinstance(entry, Item) else ""
