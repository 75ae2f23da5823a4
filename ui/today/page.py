"""The page "My day" (Min dag)."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from caseworker.base.dates import format_day
from caseworker.base.place import Place
from caseworker.base.text import Text, raw, t, tc, tn
from caseworker.casework.happenings import clock_words
from caseworker.contacts.queries import MeetingRow
from caseworker.contacts.words import CHANNELS, KINDS
from caseworker.office import Changes
from caseworker.people.namesakes import with_mark
from ui.kit import (
    STRETCH,
    Banner,
    Button,
    Card,
    Counter,
    EmptyState,
    Label,
    LinkButton,
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
from ui.ports import Desk
from ui.today.presenter import (
    COUNTERS,
    TodayPresenter,
    draft_words,
    next_day_words,
    summary_words,
)
from ui.today.work_list import WorkList, name_button, same_width

_DRAFTS_SHOWN = 3
_TIME_WIDTH = 48


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
        self._told = False
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
        self._meetings = Card(tc("card", "Today"), divided=True)
        self._work = WorkList(desk, self.presenter)
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
        self._draw_meetings()
        self._work.draw(state)

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
        """Say what of the unit's own files cannot be used, as long as that is so, and, once, what of the drafts."""
        office = self._desk.office
        if office.packs_problem != self._packs_problem:
            self._packs_problem = office.packs_problem
            self._drop_packs_banner()
            if office.packs_problem is not None:
                self._packs_banner = Banner(office.packs_problem, "attention", closable=True)
                self._packs_banner.closed.connect(self._drop_packs_banner)
                self.show_banner(self._packs_banner)
        if self._told:
            return
        self._told = True
        if (kept := office.store.drafts.set_aside) is not None:
            words = t(
                "The file of drafts was damaged. It is kept as {file}; new drafts are safe.", file=kept.name
            )
            self.show_banner(Banner(words, "attention", closable=True))

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

    def _draw_meetings(self) -> None:
        state = self.presenter.state
        self._meetings.clear_body()
        first = next((m.talk.id for m in state.meetings if m.talk.status == "planned"), "")
        same_width([self._add_meeting(m, is_next=m.talk.id == first) for m in state.meetings])
        if state.more_meetings:
            words = tn("{count} more", "{count} more", state.more_meetings)
            self._meetings.add_row(LinkButton(words, on_click=self.presenter.show_more_meetings))
        if not state.meetings:
            self._meetings.add_row(Label(t("No talks are planned for today."), "soft", wrap=True))
        if state.coming and state.next_day is not None:
            tomorrow = say(next_day_words(state.next_day, state.day))
            heading = Label(tomorrow[:1].upper() + tomorrow[1:], "label")
            self._meetings.add_row(heading, margins=(tokens.L, tokens.M, tokens.L, 0))
        for meeting in state.coming:
            self._add_meeting(meeting, is_next=False, can_start=False)
        if state.yesterday is not None:
            self._meetings.add_footer(summary_words(state.yesterday, state.day))

    def _add_meeting(self, meeting: MeetingRow, *, is_next: bool, can_start: bool = True) -> QWidget:
        """Add the meeting's row and return what stands last in it."""
        talk = meeting.talk
        clock = Label(clock_words(talk.at), "strong")
        clock.setFixedWidth(px(_TIME_WIDTH))
        mark = self.presenter.state.marks.get(talk.case_id, "")
        whole = with_mark(meeting.name, mark) if mark else meeting.name
        parts = [mark] if mark else []
        parts += [say(KINDS[talk.kind]), say(raw(talk.place) if talk.place else CHANNELS[talk.channel])]
        if meeting.interpreter:
            parts.append(say(t("with interpreter")))
        name = name_button(self._desk, meeting.name, talk.case_id)
        name.setAccessibleName(whole)
        note = Label(" · ".join(parts), "note", wrap=True)
        note.setContentsMargins(
            px(3), 0, 0, 0
        )  # under the letters of the name, which leaves room for its focus
        words = column(STRETCH, name, note, STRETCH, gap=0)
        buttons = self._meeting_buttons(meeting, whole, is_next=is_next)[: 2 if can_start else 1]
        self._meetings.add_row(clock, (words, 1), row(*buttons), ground="accent" if is_next else "none",
                               margins=(tokens.L, tokens.M, tokens.L, tokens.M))  # fmt: skip
        return buttons[-1]

    def _meeting_buttons(self, meeting: MeetingRow, whole: str, *, is_next: bool) -> list[QWidget]:
        if meeting.talk.status != "planned":
            return [Label(t("written down"), "note")]
        place = Place("talk", meeting.talk.id, "start")
        start = Button(
            tc("button", "Start"), kind="filled" if is_next else "outline",
            name=t("Start talk with {name}", name=whole),
            on_click=lambda: self._desk.navigation.go(place),
        )  # fmt: skip
        prepare = Button(
            tc("button", "Prepare"), name=t("Prepare talk with {name}", name=whole),
            on_click=lambda: self._desk.navigation.go(Place("overview", meeting.talk.case_id)),
        )  # fmt: skip
        return [prepare, start]
