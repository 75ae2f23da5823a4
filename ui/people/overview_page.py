"""Overblik: the whole person on one page, and the acts that begin there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from caseworker.base.place import Place
from caseworker.base.text import Text, t
from caseworker.casework.missing_facts import HOURS
from caseworker.deadlines.queries import DeadlineLine
from caseworker.deadlines.words import rule_title
from caseworker.office import Changes
from ui.kit import STRETCH, Page, Tabs, box, clear, column, row, say, spoken_name, tokens
from ui.people import fact_cards
from ui.people import overview_cards as cards
from ui.people.begun import thrown_banner, waiting_banner
from ui.people.fact_values import FACT, MONTHS
from ui.people.overview_acts import CLOSE, CONTACT, EDIT, FORMS, GROUP
from ui.people.overview_drafts import ANY_DRAFT
from ui.people.overview_forms import OverviewForm
from ui.people.overview_presenter import OverviewPresenter
from ui.people.tabbing import tab_through, widgets_of
from ui.ports import Desk
from ui.why.popover import show_why


class OverviewPage(Page):
    """The overview of one citizen."""

    def __init__(self, desk: Desk, case_id: str) -> None:
        super().__init__(header=QWidget())
        self._desk = desk
        self.presenter = OverviewPresenter(desk, case_id)
        self.presenter.on_changed = self._draw
        self.presenter.on_form = self._draw_form
        self.presenter.on_begun = self._draw_begun
        self.presenter.on_dates = self._draw_dates
        self.presenter.on_errors = self._show_errors
        self.form: OverviewForm | None = None
        self._opener = ""
        self._begun = column(gap=tokens.S)
        self._form_place = column(gap=0)
        self._news = column(gap=tokens.M)
        self.timeline = cards.TimelineCard(
            self.presenter.choose, self.presenter.go_to, self.presenter.show_more
        )
        self._side = column(gap=0)
        main = box(column(self._news, self.timeline, STRETCH, gap=tokens.M))
        side = box(column(self._side, STRETCH, gap=0))
        self.add(self._begun)
        self.add(self._form_place)
        self.add(row((main, 1), side, gap=tokens.L))
        self.add_stretch()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def show_place(self, place: Place) -> None:
        """Show the page; a place of one of the forms opens that form."""
        self.presenter.reload()
        kind, wanted = place.kind, ANY_DRAFT
        if kind not in FORMS:
            name, _, wanted = place.field.partition(":")
            kind = name
        if place.field.startswith("draft:"):
            self.save_draft()  # of a form that gives way to it
            self._go_on(place.field.removeprefix("draft:"))
        elif kind in FORMS:
            self._open(kind, wanted)
        else:
            self._take_focus()

    def _take_focus(self) -> None:
        """Let one go on in the open form, or read on from the top of the page.

        Else the focus lands on the first button of the head.
        """
        focused = QApplication.focusWidget()
        if isinstance(focused, Tabs) or (focused is not None and self.isAncestorOf(focused)):
            return
        if self.form is not None:
            self.form.take_focus()
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Put the open form away on Escape, wherever on the page the focus is."""
        if event.key() == Qt.Key.Key_Escape and self.form is not None:
            self.form.put_away()
        else:
            super().keyPressEvent(event)

    def heard(self, changes: Changes) -> None:
        """Redraw the cards; an open form keeps what is typed."""
        had_form = self.form is not None
        self.presenter.heard(changes)
        if self.form is not None and not had_form:  # undo has brought its words back
            self.form.form.focus_field(self.form.form.names()[0])

    def place_now(self) -> Place | None:
        """Return the place that opens the form standing open with words in it, for after a lock; None without one."""
        form = self.presenter.form
        if form is None or self.form is None or self._desk.citizen_view:
            return None
        has_words = form.from_draft or self.form.form.is_dirty()
        return Place("overview", self.presenter.case_id, f"draft:{form.record_id}") if has_words else None

    def save_draft(self) -> None:
        """Keep what is typed in an open form."""
        if self.form is not None:
            self.form.form.flush_draft()

    def _draw(self) -> None:
        state, presenter = self.presenter.state, self.presenter
        if state is None:
            return
        self.setAccessibleName(say(t("Overview of {name}", name=state.head.name)))
        focused = self._focused()
        self._fill_begun()
        clear(self._news)
        news, goal = cards.news_card(state, presenter.go_to), cards.goal_card(state, presenter.go)
        for card in (news, goal):
            self._news.addWidget(card)
        self.timeline.draw(state)
        clear(self._side)
        side = cards.side(
            cards.deadlines_card(state, self._deadline_name, self._show_why, presenter.see_rules),
            fact_cards.facts_card(state, self._open, presenter.show_all_facts),
            cards.contact_card(state, lambda: self._open(EDIT)),
            cards.group_card(state, lambda: self._open(GROUP)),
            cards.case_card(
                state, lambda: self._open(CONTACT), lambda: self._open(CLOSE), presenter.open_again
            ),
        )
        self._side.addWidget(side)
        for drawn in (news, goal, side):
            drawn.show()  # now, not a moment later: what is not shown cannot take the focus
        self._order_tabs()
        self._focus(focused)

    def _order_tabs(self) -> None:
        """Let Tab go the way one reads: what waits, the open form, what is new, the time line, the side."""
        above = [*widgets_of(self._begun), *widgets_of(self._form_place), *widgets_of(self._news)]
        tab_through(self, [*above, self.timeline, *widgets_of(self._side)])

    def _draw_begun(self) -> None:
        self._fill_begun()
        self._order_tabs()

    def _fill_begun(self) -> None:
        """Say what was begun here and waits, as after a lock, and what was thrown away last."""
        presenter = self.presenter
        clear(self._begun)
        if presenter.form is not None or self._desk.citizen_view:
            return
        if presenter.waiting:
            self._begun.addWidget(waiting_banner(presenter.waiting, self._go_on))
        if presenter.thrown is not None:
            self._begun.addWidget(thrown_banner(presenter.thrown, self._fetch_thrown))

    def _go_on(self, record_id: str = "") -> None:
        self.presenter.go_on(record_id)
        if self.form is not None:
            self.form.form.focus_field(self.form.form.names()[0])

    def _fetch_thrown(self) -> None:
        self.presenter.fetch_thrown()
        if self.form is not None:
            self.form.form.focus_field(self.form.form.names()[0])

    def _focused(self) -> str:
        """Return how the button with the focus is found again, where the cards it is on are drawn anew."""
        held = self.focusWidget()
        if not isinstance(held, QPushButton) or not held.hasFocus():
            return ""
        in_form = self.form is not None and self.form.isAncestorOf(held)
        return "" if in_form else held.objectName() or spoken_name(held)

    def _focus(self, wanted: str) -> None:
        """Give the focus to the button that opens a form, or that says so."""
        for button in self.findChildren(QPushButton) if wanted else []:
            if wanted in (button.objectName(), spoken_name(button)) and button.isVisibleTo(self):
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _open(self, kind: str, wanted: str = "") -> None:
        if self.form is not None:
            self.form.form.flush_draft()
        self.presenter.open_form(kind, wanted)
        if self.form is not None:
            form, names = self.form.form, self.form.form.names()
            if kind == FACT:  # what is chosen already is not asked for again
                empty = [name for name in names if form.field(name).is_empty()]
                hours = [name for name in empty if name in MONTHS and wanted.startswith(HOURS)]
                names = hours or empty or names
            form.focus_field(names[0])
            self._opener = fact_cards.opener(wanted) if kind == FACT else kind

    def _draw_form(self) -> None:
        state, wanted = self.presenter.state, self.presenter.form
        if self.form is not None and (wanted is None or wanted.record_id != self.form.record_id):
            self.form.form.mark_clean()
            clear(self._form_place)
            self.form = None
            if wanted is None:
                self._focus(self._opener)
        if wanted is None or state is None:
            return
        self._draw_begun()
        if self.form is not None:
            self.form.update_state(wanted, state.booked)
            return
        self.form = OverviewForm(state, wanted, self._desk.office.clock.today, self._rule_name)
        self.form.save_requested.connect(self.presenter.save)
        self.form.closed.connect(self.presenter.close_form)
        self.form.thrown_away.connect(self.presenter.throw_away)
        self.form.drafted.connect(self.presenter.keep_draft)
        self.form.asked_about.connect(self.presenter.preview)
        self.form.take_back_requested.connect(self.presenter.take_back)
        self._form_place.addWidget(self.form)
        self._order_tabs()

    def _draw_dates(self) -> None:
        if self.form is not None and self.presenter.form is not None:
            self.form.show_dates(self.presenter.form.dates, self.presenter.form.ending)

    def _show_errors(self, errors: dict[str, Text]) -> None:
        if self.form is not None:
            self.form.form.set_errors(errors)

    def _deadline_name(self, line: DeadlineLine) -> Text:
        return self._rule_name(line.rule, line.pack)

    def _rule_name(self, rule: str, pack: str) -> Text:
        return rule_title(self._desk.office.packs, rule, self._desk.language, pack)

    def _show_why(self, anchor: QWidget, key: str) -> None:
        show_why(self._desk, anchor, self.presenter.case_id, key)
