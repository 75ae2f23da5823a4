"""The page "Deadlines" (Frister): counters that filter, one list for all citizens, and one deadline in detail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QSizePolicy, QWidget

from caseworker.base.place import Place
from caseworker.base.text import Text, t, tc, tn
from caseworker.office import Changes
from ui.deadlines.lines import BUCKETS, Bucket, Head, Item, day_words, progress_words
from ui.deadlines.presenter import DeadlinesPresenter, details
from ui.kit import (
    STRETCH,
    Button,
    Card,
    Chip,
    ChoiceChips,
    Column,
    Counter,
    EmptyState,
    FlowLayout,
    Label,
    Page,
    RecordTable,
    SearchField,
    box,
    column,
    px,
    row,
    tokens,
)
from ui.ports import Desk
from ui.why.popover import show_why

_SIDE = 240
_GROUPINGS = [
    ("weight", t("What matters most")),
    ("date", t("By day")),
    ("citizen", t("By citizen")),
]


class DeadlinesPage(Page):
    """Every deadline of every citizen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(tc("page", "Deadlines"), scroll=False)
        self._desk = desk
        self.presenter = DeadlinesPresenter(desk)
        self.presenter.on_changed = self._draw
        self._drawn: object = None
        self.counters: dict[Bucket, Counter] = {}
        counters = row(gap=10)
        for bucket, words in BUCKETS:
            counter = Counter(words, alarm=bucket == "overdue")
            counter.clicked.connect(lambda _on, chosen=bucket: self.presenter.filter(chosen))
            self.counters[bucket] = counter
            counters.addWidget(counter, 1)
        self.search = SearchField(t("Search citizen or deadline"), width=320)
        self.search.setMinimumWidth(px(240))
        self.search.searched.connect(self.presenter.search)
        self.grouping = ChoiceChips(_GROUPINGS, keep_one=True, wrap=False)
        self.grouping.set_names(t("How the list is ordered"))
        self.grouping.changed.connect(lambda: self.presenter.group(self.grouping.value()))
        self._count = Label("", "note")
        self.table = RecordTable(self._columns(), name=tc("page", "Deadlines"), key=lambda entry: entry.id)
        self.table.row_chosen.connect(self.presenter.open_entry)
        self.table.selection_changed.connect(self._row_chosen)
        self.table.verticalScrollBar().valueChanged.connect(lambda _value: self._widen_heads())
        self.table.verticalScrollBar().rangeChanged.connect(lambda _least, _most: self._widen_heads())
        self.search.left_down.connect(self.table.setFocus)
        tools = row(
            self.search, self.grouping, STRETCH, self._count, gap=tokens.M,
            margins=(tokens.M, tokens.S, tokens.M, tokens.S),
        )  # fmt: skip
        self._list = Card()
        self._list.add_row(box(tools), margins=0)
        self._list.add_wide(self.table, 1)
        self._detail = Card()
        self._detail.setFixedWidth(px(_SIDE))
        self._side = column(self._detail, STRETCH)
        self.add(counters)
        self.add(row((self._list, 1), self._side, gap=tokens.L), 1)
        self.why_button = Button(t("Why this date?"))
        # Many keys in a row choose many rows; the detail waits until one stays.
        self._settle = QTimer(self, singleShot=True, interval=0)
        self._settle.timeout.connect(self._draw_detail)

    def show_place(self, place: Place) -> None:
        """Read the list; the place may name a counter ("overdue", "soon" ...)."""
        self.presenter.open(place)

    def heard(self, changes: Changes) -> None:
        """Read anew while the page is on the screen; else it is read when it is shown again."""
        if self.isVisible():
            self.presenter.heard(changes)

    def save_draft(self) -> None:
        """Nothing is typed here."""

    def _columns(self) -> list[Column]:
        def of(value: Callable[[Item], Any]) -> Callable[[Any], Any]:
            return lambda entry: value(entry) if isinstance(entry, Item) else None

        def day(entry: Any) -> Text | None:
            if isinstance(entry, Head):
                return entry.words
            return day_words(entry, self._today())

        def kind(entry: Any) -> str:
            if isinstance(entry, Head):
                return "strong"
            return "alarm" if entry.alarm else "body"

        return [
            Column("day", tc("column", "Day"), day, 116, sort=of(lambda item: item.day), kind=kind, tip=_day_tip),
            Column("legal", t("By law"), of(_legal), 68, sort=of(lambda item: item.legal), kind="soft"),
            Column(
                "when", tc("column", "When"), of(lambda item: item.when), 116, kind=kind,
                sort=of(lambda item: item.day),
            ),
            Column("name", tc("column", "Citizen"), of(lambda item: item.line.name), 130, kind="strong"),
            Column("title", tc("column", "Deadline"), of(lambda item: item.title), 0, tip=_title_tip),
            Column("progress", tc("column", "Done"), of(progress_words), 60, kind="soft"),
            Column("marks", tc("column", "Rule"), of(_marks), 116, kind="soft", icon=_mark_icon, tip=_mark_tip),
        ]  # fmt: skip

    def _today(self) -> Any:
        return self._desk.office.clock.today()

    # ---- drawing

    def _draw(self) -> None:
        state = self.presenter.state
        if state.hidden:
            words = t("Other citizens' deadlines are hidden while the citizen sees the screen.")
            self.show_empty(EmptyState(t("Deadlines are hidden"), words, icon="eye-off"))
            return
        if state.problem is not None:
            self.show_error(state.problem, on_retry=self.presenter.reload)
            return
        if state.loading:
            self.show_loading()
            return
        if not state.total:
            self._draw_empty()
            return
        self.show_content()
        self.set_title(tc("page", "Deadlines"), _lead(state.counts))
        for bucket, counter in self.counters.items():
            counter.set_number(state.counts.get(bucket, 0))
            counter.setChecked(state.bucket == bucket)
        self.counters["passed"].setVisible(bool(state.counts.get("passed")))
        self.grouping.set_value(state.grouping)
        self._count.set_text(t("{shown} of {total}", shown=state.shown, total=state.total))
        if self._drawn is not state.entries:
            self._drawn = state.entries
            self._fill_table()
        self._settle.start()

    def _fill_table(self) -> None:
        state = self.presenter.state
        grouped = state.grouping != "weight"
        header = self.table.horizontalHeader()
        header.setSectionsClickable(not grouped)
        if grouped:
            self.table.model().sort(-1)  # groups have their own order
        self._show_names(shown=state.grouping != "citizen")
        self.table.clearSpans()
        self.table.set_records(state.entries)
        self._widen_heads()
        if state.chosen is not None and not self.table.selected():
            self.table.select_keys([state.chosen.id])

    def _widen_heads(self) -> None:
        """Let the headings in view reach over all columns; thousands of them at once would take too long."""
        entries, viewport = self.presenter.state.entries, self.table.viewport()
        first = max(self.table.rowAt(0), 0)
        last = self.table.rowAt(viewport.height() - 1)
        for number in range(first, (last if last >= 0 else len(entries) - 1) + 1):
            if isinstance(entries[number], Head) and self.table.columnSpan(number, 0) == 1:
                self.table.setSpan(number, 0, 1, self.table.model().columnCount())

    def _show_names(self, *, shown: bool) -> None:
        """Show the column of names, or not where each citizen has a heading."""
        columns = self.table.shown_columns()
        if shown != ("name" in columns):
            self.table.show_columns([*columns, "name"] if shown else [c for c in columns if c != "name"])

    def _draw_empty(self) -> None:
        words = t("Deadlines work themselves out from the citizens' groups, benefits and talks.")
        action = Button(
            t("Go to citizens"), kind="filled", on_click=lambda: self._desk.navigation.go(Place("citizens"))
        )
        self.show_empty(EmptyState(t("No deadlines yet"), words, icon="calendar-clock", action=action))

    def _row_chosen(self, chosen: list[Any]) -> None:
        self.presenter.choose(chosen[0] if chosen else None)

    def _draw_detail(self) -> None:
        self._detail.clear_body()
        item = self.presenter.state.chosen
        if item is None:
            self._detail.add(Label(t("Choose a deadline to see more about it."), "soft", wrap=True))
            return
        self._detail.add(
            Button(item.line.name, kind="name", on_click=lambda: self.presenter.open_entry(item)),
            Label(item.title, "heading", wrap=True),
        )
        marks = FlowLayout(gap=tokens.S)
        if item.alarm:
            marks.addWidget(Chip(item.when, "alarm", icon="circle-alert"))
        for mark in item.marks:
            marks.addWidget(Chip(mark, "outline"))
        if marks.count():
            self._detail.add(box(marks))
        for name, value in details(item, self._desk.office.packs):
            self._detail.add(column(Label(name, "label"), Label(value, "body", wrap=True), gap=0))
        for button in self._detail_buttons(item):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._detail.add(button)

    def _detail_buttons(self, item: Item) -> tuple[QWidget, ...]:
        self.why_button = Button(t("Why this date?"))
        self.why_button.clicked.connect(
            lambda: show_why(self._desk, self.why_button, item.line.case_id, item.line.key)
        )
        person = Button(
            t("Open citizen"), kind="filled", name=t("Open {name}", name=item.line.name),
            on_click=lambda: self.presenter.open_entry(item),
        )  # fmt: skip
        return (person, self.why_button)


def _day_tip(entry: Any) -> Text | str:
    if not isinstance(entry, Item) or entry.day is None:
        return ""
    return t("{day:weekday} {year}", day=entry.day, year=entry.day.year)


def _legal(item: Item) -> Text | None:
    return t("{day:short}", day=item.legal) if item.legal is not None else None


def _marks(item: Item) -> Text | None:
    if not item.marks:
        return None
    return item.marks[0] if len(item.marks) == 1 else t("{one}, {two}", one=item.marks[0], two=item.marks[1])


def _mark_icon(entry: Any) -> str:
    unsure = isinstance(entry, Item) and entry.line.confirmed != "C"
    return "circle-help" if unsure else ""


def _mark_tip(entry: Any) -> Text | str:
    return (_marks(entry) or "") if isinstance(entry, Item) else ""


def _title_tip(entry: Any) -> str:
    return entry.title if isinstance(entry, Item) else ""


def _lead(counts: Any) -> Text:
    late = counts.get("overdue", 0)
    if late:
        return tn(
            "One deadline is overdue for a citizen.", "{count} deadlines are overdue for citizens.", late
        )
    return t("No deadline is overdue.")
