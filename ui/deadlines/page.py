"""The page "Deadlines" (Frister): counters that filter a list and a calendar, one line in detail, the share rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from caseworker.base.place import Place
from caseworker.base.text import Text, t, tc
from caseworker.deadlines.words import off_words
from caseworker.office import Changes
from ui.deadlines.asking import AskPresenter
from ui.deadlines.days import Span, first_of, span_words, week_days
from ui.deadlines.keeping import Keeper
from ui.deadlines.lines import BUCKETS, Bucket
from ui.deadlines.list_view import DeadlineTable
from ui.deadlines.month import MonthGrid
from ui.deadlines.presenter import DeadlinesPresenter, DeadlinesState, lead
from ui.deadlines.shares_view import SharesView
from ui.deadlines.side import SideCard
from ui.deadlines.week import WeekGrid
from ui.kit import (
    STRETCH,
    Button,
    Card,
    ChoiceChips,
    Counter,
    EmptyState,
    IconButton,
    Label,
    Page,
    SearchField,
    box,
    column,
    px,
    row,
    say,
    tokens,
)
from ui.kit.frames import clear_of_corners
from ui.ports import Desk

_GROUPINGS = [("weight", t("What matters most")), ("date", t("By day")), ("citizen", t("By citizen"))]
_VIEWS = [
    ("list", tc("view", "List")),
    ("month", tc("view", "Month")),
    ("week", tc("view", "Week")),
    ("shares", t("Share rules")),
]
# Shown only where they count something: they are the exception.
_RARE: tuple[Bucket, ...] = ("exempt", "passed", "before")


class DeadlinesPage(Page):
    """Every deadline of every citizen, in a list or by day."""

    def __init__(self, desk: Desk) -> None:
        self.views = ChoiceChips(_VIEWS, keep_one=True, wrap=False)
        self.views.set_names(t("How deadlines are shown"))
        super().__init__(tc("page", "Deadlines"), scroll=False, actions=(self.views,))
        self._desk = desk
        self.presenter = DeadlinesPresenter(desk)
        self.presenter.on_changed = self._draw
        self.asking = AskPresenter(desk)
        self.asking.on_changed = self._draw_side
        self.presenter.on_read = self.asking.follow
        self._keeper = Keeper(desk)
        self._unfinished = ""
        self._opened = False
        self.views.changed.connect(lambda: self._view_chosen(self.views.value()))
        self.counters: dict[Bucket, Counter] = {}
        self._counters = box(self._make_counters())
        self.add(self._counters)
        self.off = Label("", "note", wrap=True)
        self.add(self.off)
        self.table = DeadlineTable(lambda: self.presenter.today)
        self.month = MonthGrid(tc("view", "Month"))
        self.week = WeekGrid(tc("view", "Week"))
        self._connect_views()
        self._pane = QStackedWidget()
        self.nothing = EmptyState(
            t("No deadline fits"), t("Search for something else, or take a counter back."), icon="search"
        )
        for view in (self.table, self.month, self.week, self.nothing):
            self._pane.addWidget(view)
        self._main = Card()
        self._main.add_row(box(self._make_tools()), margins=0)
        self._main.add_wide(clear_of_corners(self._pane), 1)
        self.side = SideCard(desk, self.presenter, self.asking)
        self.shares = SharesView(desk)
        self._desks = box(row((self._main, 1), column(self.side, STRETCH), gap=tokens.L))
        self.add(self._desks, 1)
        self.add(self.shares, 1)
        for part in (self._counters, self.off, self._desks, self.shares):
            part.hide()  # until it is read: a nought would be taken for a count
        self.show_loading()
        # Many keys in a row choose many rows; the detail waits until one stays.
        self._settle = QTimer(self, singleShot=True, interval=0)
        self._settle.timeout.connect(self._draw_side)

    def show_place(self, place: Place) -> None:
        """Read the list; the place may name a counter, a view, a deadline, or what was left half written."""
        asked, _, record_id = place.field.partition(":")
        if asked == "draft":
            self._go_on(*self._keeper.unfinished(place.id, record_id))
        elif not self._opened and not place.field and not self._desk.citizen_view:
            # Such as after a lock: what was being written stands open again.
            self._go_on(*self._keeper.unfinished())
        self._opened = True
        self.presenter.open(place)
        if self.presenter.state.view == "shares":
            self.shares.presenter.reload()

    def heard(self, changes: Changes) -> None:
        """Read anew while the page is on the screen; else it is read when it is shown again."""
        if not self.isVisible():
            return
        self.presenter.heard(changes)
        if self.presenter.is_concerned(changes) and self.shares.isVisible():
            self.shares.presenter.reload()

    def save_draft(self) -> None:
        """Keep what is typed."""
        if self.side.own_form is not None:
            self.side.own_form.flush_draft()
        self.shares.save_draft()

    # ---- making

    def _make_counters(self) -> Any:
        counters = row(gap=10)
        for bucket, words in BUCKETS:
            counter = Counter(words, alarm=bucket == "overdue")
            counter.clicked.connect(lambda _on, chosen=bucket: self.presenter.filter(chosen))
            self.counters[bucket] = counter
            counters.addWidget(counter, 1)
        everything = t("What we must do, measurements and promises, and what citizens themselves must do.")
        self.counters["soon"].setToolTip(say(everything))
        return counters

    def _make_tools(self) -> Any:
        self.search = SearchField(t("Name or deadline"), name=t("Search citizen or deadline"), width=300)
        self.search.setMinimumWidth(px(200))
        self.search.searched.connect(self.presenter.search)
        self.search.left_down.connect(self._pane.setFocus)
        self.grouping = ChoiceChips(_GROUPINGS, keep_one=True, wrap=False)
        self.grouping.set_names(t("How the list is ordered"))
        self.grouping.changed.connect(lambda: self._group(self.grouping.value()))
        self._count = Label("", "note")
        self.back = IconButton("chevron-left", tc("button", "Earlier"), on_click=lambda: self._step(-1))
        self.on = IconButton("chevron-right", tc("button", "Later on"), on_click=lambda: self._step(1))
        self.today = Button(tc("button", "Today"), on_click=lambda: self._day_chosen(self.presenter.today))
        self._span = Label("", "heading", elide=True)
        self._walk = box(row(self.back, self.on, self._span, self.today, gap=tokens.S))
        return row(
            self._walk, self.search, self.grouping, STRETCH, self._count, gap=tokens.M,
            margins=(tokens.M, tokens.S, tokens.M, tokens.S),
        )  # fmt: skip

    def _connect_views(self) -> None:
        self.table.row_chosen.connect(self.presenter.open_entry)
        # By a column it is in none of the orders the chips name.
        self.table.horizontalHeader().sectionClicked.connect(lambda _column: self.grouping.set_value(None))
        self.table.selection_changed.connect(lambda chosen: self._chosen(chosen[0] if chosen else None))
        self.month.day_chosen.connect(self._day_chosen)
        self.month.day_opened.connect(self._to_day_list)
        self.month.stepped.connect(self._step)
        self.week.item_chosen.connect(self._chosen)
        self.week.item_opened.connect(self.presenter.open_entry)
        self.week.day_chosen.connect(self._day_chosen)
        self.week.stepped.connect(self._step)
        for grid in (self.month, self.week):
            grid.talk_dragged.connect(self._talk_dragged)

    # ---- acts

    def _go_on(self, case_id: str, kept: Mapping[str, Any]) -> None:
        """Open the form that was left half written for a case, once what it is about is read."""
        if kept.get("form") == "own_date":
            self._unfinished = f"{case_id}/{kept['key']}"
            self.presenter.light_up(case_id, kept["key"])
        elif kept.get("form") == "exempt":
            self.presenter.show_view("shares")
            self.shares.go_on(case_id, kept["rule"], kept["key"])

    def _view_chosen(self, view: Any) -> None:
        self.asking.close()
        self.presenter.show_view(view)
        if view == "shares":
            self.shares.presenter.reload()

    def _group(self, grouping: Any) -> None:
        self.table.unsort()
        self.presenter.group(grouping)

    def _chosen(self, entry: Any) -> None:
        if self.asking.state is not None and self.presenter.state.view == "list":
            self.asking.close()
        self.presenter.choose(entry)

    def _day_chosen(self, day: Any) -> None:
        if self.asking.state is not None:
            self.asking.choose_day(day)
        self.presenter.choose_day(day)

    def _talk_dragged(self, talk: Any, day: Any) -> None:
        """Show what becomes of the deadlines if the talk is moved to the day it is held over."""
        if day < self.presenter.today:
            return
        for grid in (self.month, self.week):
            grid.dropped_on = day
        asked = self.asking.state
        if asked is not None and asked.item.id == talk.id:
            self.asking.choose_day(day)
        else:
            self.side.ask(talk, day)

    def _step(self, step: int) -> None:
        self.presenter.step(step)

    def _to_day_list(self) -> None:
        """Put the focus on the first thing of the chosen day."""
        first = next((one for one in self.side.findChildren(Button) if one.isVisible()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    # ---- drawing

    def _draw(self) -> None:
        state = self.presenter.state
        self.views.setVisible(not state.hidden)
        if state.hidden:
            words = t("Other citizens' deadlines are hidden while the citizen sees the screen.")
            self.show_empty(EmptyState(t("Deadlines are hidden"), words, icon="eye-off"))
        elif state.problem is not None:
            self.show_error(state.problem, on_retry=self.presenter.reload)
        elif state.loading:
            self.show_loading()
        elif not state.total and not state.counts.get("before"):
            self._draw_empty()
        else:
            self._draw_content(state)

    def _draw_content(self, state: DeadlinesState) -> None:
        self.show_content()
        self.set_title(tc("page", "Deadlines"), lead(state))
        self.views.set_value(state.view)
        for bucket, counter in self.counters.items():
            counter.set_number(state.counts.get(bucket, 0))
            counter.setChecked(state.bucket == bucket)
            counter.setVisible(bucket not in _RARE or bool(counter.number()))
        shares = state.view == "shares"
        self._counters.setVisible(not shares)
        self.off.set_text(off_words(state.off) or "")
        self.off.setVisible(bool(state.off))
        self._desks.setVisible(not shares)
        self.shares.setVisible(shares)
        if not shares:
            self._draw_view(state)
            self._settle.start()

    def _draw_view(self, state: DeadlinesState) -> None:
        listed = state.view == "list"
        views: dict[str, QWidget] = {"list": self.table, "month": self.month, "week": self.week}
        self._pane.setCurrentWidget(self.nothing if listed and not state.shown else views[state.view])
        self._pane.setFocusProxy(views[state.view])
        tools = {self.grouping: listed, self._count: listed, self._walk: not listed}
        # What goes away goes first: side by side they would be wider than the window.
        for widget in sorted(tools, key=lambda one: tools[one]):
            widget.setVisible(tools[widget])
        self.grouping.set_value(None if self.table.is_sorted() else state.grouping)
        total = state.total + (state.counts.get("before", 0) if state.bucket == "before" else 0)
        self._count.set_text(t("{shown} of {total}", shown=state.shown, total=total))
        if listed:
            self.table.draw(state)
            return
        span: Span = "month" if state.view == "month" else "week"
        heading = say(span_words(state.day, span))
        self._span.set_text(heading[:1].upper() + heading[1:])
        today = self.presenter.today
        self.today.setEnabled(first_of(state.day, span) != first_of(today, span))
        if state.view == "month":
            self.month.draw(state.day, today, state.days)
        else:
            self.week.draw(week_days(state.day, state.days), today, state.days, state.chosen)

    def _draw_side(self) -> None:
        if self.asking.state is None:
            self.month.forget_drop()
            self.week.forget_drop()
        self.side.draw(self.presenter.today)
        chosen = self.presenter.state.chosen
        if self._unfinished and chosen is not None and chosen.id == self._unfinished:
            self._unfinished = ""
            self.side.write_own_date(chosen)
        elif self._unfinished and not self.presenter.has(self._unfinished):
            self._unfinished = ""
            self._desk.notices.problem(t("The deadline that the draft is about is no longer here."))

    def _draw_empty(self) -> None:
        self.set_title(tc("page", "Deadlines"), "")
        self.show_empty(_nothing_yet(self._desk, off_words(self.presenter.state.off)))


def _nothing_yet(desk: Desk, off: Text | None) -> EmptyState:
    """Return what stands where there are no deadlines: how they come about, and which areas are `off`."""
    words = t("Deadlines work themselves out from the citizens' groups, benefits and talks.")
    if off is not None:
        words = t("{first} {second}", first=words, second=off)
    go = Button(t("Go to citizens"), kind="filled", on_click=lambda: desk.navigation.go(Place("citizens")))
    return EmptyState(t("No deadlines yet"), words, icon="calendar-clock", action=go)
