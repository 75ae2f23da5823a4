"""The page "My day" (Min dag)."""

from __future__ import annotations

from functools import partial

from caseworker.base.dates import format_day
from caseworker.base.place import Place
from caseworker.base.text import Text, t
from caseworker.office import Changes
from ui.kit import (
    STRETCH,
    Banner,
    Button,
    Counter,
    EmptyState,
    Page,
    WaitingRow,
    clear,
    column,
    language,
    px,
    row,
    say,
    tokens,
)
from ui.kit.layout import Refit
from ui.ports import Desk
from ui.today.meetings import Meetings
from ui.today.presenter import (
    COUNTERS,
    TodayPresenter,
    draft_words,
)
from ui.today.work_list import WorkList

_DRAFTS_SHOWN = 3


class TodayPage(Page):
    """What matters today, on one page."""

    def __init__(self, desk: Desk) -> None:
        self._new = Button(
            t("New citizen"), icon="plus", on_click=lambda: desk.navigation.go(Place("new_citizen"))
        )
        super().__init__(actions=(self._new,))
        self._desk = desk
        self.presenter = TodayPresenter(desk)
        self.presenter.on_changed = self._draw
        self._drafts = column(gap=tokens.S)
        self._counters: dict[str, Counter] = {}
        self._packs_problem: Text | None = None
        self._packs_banner: Banner | None = None
        counters = row(gap=10)
        for key, _field, words in COUNTERS:
            counter = Counter(words, alarm=key == "overdue")
            counter.clicked.connect(lambda _on, chosen=key: self.presenter.choose(chosen))
            self._counters[key] = counter
            counters.addWidget(counter, 1)
        ours = t("What we ourselves must do. Measurements, promises and citizens who wait are counted apart.")
        self._counters["due_soon"].setToolTip(say(ours))
        self._meetings = Meetings(desk, self.presenter)
        self._work = WorkList(desk, self.presenter)
        Refit(self, self._work, self._fit)
        columns = row((column(self._meetings, STRETCH), 34), (column(self._work, STRETCH), 66), gap=tokens.L)
        for item in (self._drafts, counters, columns):
            self.add(item)
        self.add_stretch()

    def show_place(self, place: Place) -> None:
        """Show the day."""
        del place
        if not self.presenter.state.loaded:
            self.show_loading()
        self.presenter.fold()
        self.presenter.reload()

    def heard(self, changes: Changes) -> None:
        """Reload if something has changed while the page is on the screen; else it is read when it is shown."""
        if self.isVisibleTo(self.window()):
            self.presenter.heard(changes)

    def save_draft(self) -> None:
        """Nothing is typed here."""

    def _fit(self) -> None:
        """Let the talks stand in what the list beside them leaves."""
        room = self.width() - 2 * px(tokens.XL) - px(tokens.L)
        self._meetings.fit(room - self._work.minimumSizeHint().width())

    def _draw(self) -> None:
        state = self.presenter.state
        day = format_day(state.day, "weekday", language())
        self.set_title(day[:1].upper() + day[1:], "" if state.empty else state.lead)
        self._new.setVisible(not state.hidden)
        if state.hidden:
            title = t("Your day is hidden while the citizen sees the screen")
            self.show_empty(EmptyState(title, t("End citizen view to see it again."), icon="eye-off"))
            return
        if state.empty:
            self._draw_empty()
            return
        self.show_content()
        self._draw_problems()
        self._draw_drafts()
        for key, name, _words in COUNTERS:
            self._counters[key].set_number(getattr(state.counts, name))
            self._counters[key].setChecked(state.chosen == key)
        self._meetings.draw()
        self._work.draw(state)
        self._fit()

    def _draw_empty(self) -> None:
        start = Button(
            t("Import a caseload"), kind="filled", icon="upload",
            on_click=lambda: self._desk.navigation.go(Place("import")),
        )  # fmt: skip
        self.show_empty(
            EmptyState(
                t("Your citizens are not here yet"),
                t("Import the list from your case system, or add the first citizen by hand with “New citizen”."),
                icon="users", action=start,
            ),
            *self._drafts_banner(),
        )  # fmt: skip

    def _draw_problems(self) -> None:
        """Say what of the unit's own files cannot be used, as long as that is so."""
        office = self._desk.office
        if office.packs_problem != self._packs_problem:
            self._packs_problem = office.packs_problem
            self._drop_packs_banner()
            if office.packs_problem is not None:
                self._packs_banner = Banner(office.packs_problem, "attention", closable=True)
                self._packs_banner.closed.connect(self._drop_packs_banner)
                self.show_banner(self._packs_banner)

    def _drop_packs_banner(self) -> None:
        if self._packs_banner is not None:
            self.remove_banner(self._packs_banner)
            self._packs_banner = None

    def _draw_drafts(self) -> None:
        clear(self._drafts)
        for banner in self._drafts_banner():
            self._drafts.addWidget(banner)

    def _drafts_banner(self) -> list[WaitingRow]:
        state = self.presenter.state
        go = self._desk.navigation.go
        ways = [(draft_words(one, state.day), partial(go, one.place)) for one in state.drafts]
        return [WaitingRow(ways, shown=_DRAFTS_SHOWN)] if ways else []
