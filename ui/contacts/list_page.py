"""The list of contacts with the one form that is open in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from caseworker.base.ids import new_id
from caseworker.base.place import Place
from caseworker.base.text import raw, t
from caseworker.office import Changes
from ui.contacts.drafts import moment_words
from ui.contacts.list_cards import DeadlinesCard, NextTalkCard, TalksCard, WaitingCard
from ui.contacts.list_notes import notes_of, old_summons
from ui.contacts.panels import AttemptPanel, BookPanel, CancelPanel, ClosePanel, MovePanel, Panel, WishPanel
from ui.contacts.presenter import ContactsPresenter
from ui.contacts.tabbing import tab_through
from ui.contacts.when_words import full_when
from ui.kit import STRETCH, Button, Label, Page, box, clear, column, px, row, tokens
from ui.ports import Desk
from ui.why.popover import show_why


class ListView(Page):
    """Next talk, what waits, all talks, deadlines. One form at a time opens at the top."""

    def __init__(self, desk: Desk, case_id: str) -> None:
        self._summary = Label("", "soft", elide=True)
        self._book = Button(t("Book a talk"), kind="filled", icon="calendar-plus", on_click=self.open_booking)
        self._wish = Button(t("The citizen asks for a talk"), on_click=self.open_wish)
        head = row(
            (self._summary, 1),
            self._wish,
            self._book,
            gap=tokens.S,
            margins=(tokens.XL, tokens.M, tokens.XL, 0),
        )
        top = box(head)
        top.setMinimumHeight(px(tokens.TARGET + tokens.M + 2))
        super().__init__(header=top)
        self._desk, self._case_id = desk, case_id
        self.presenter = ContactsPresenter(desk, case_id)
        self.presenter.on_changed = self._draw
        self.panel: Panel | None = None
        self._notes = column(gap=tokens.S)
        self._panel_place = column(gap=0)
        self.next_card = NextTalkCard(self._asked)
        self.waiting = WaitingCard(self._asked)
        self.talks = TalksCard()
        self.deadlines = DeadlinesCard(lambda anchor, key: self._explain(anchor, key))
        left = column(self.next_card, self.waiting, self.talks, STRETCH, gap=tokens.L)
        right = column(self.deadlines, STRETCH, gap=tokens.L)
        for item in (self._notes, self._panel_place):
            self.add(item)
        self.add(row((left, 58), (right, 42), gap=tokens.L))
        self.add_stretch()

    # ---- what the room asks of it

    def show_place(self, place: Place) -> None:
        """Show the list, and open the form that the place asks for."""
        self.presenter.reload()
        if self.panel is not None and self.panel.form.is_dirty():
            return
        if place.kind == "talk" and place.field.startswith("book"):
            self.open_booking()
        elif place.kind == "talk_request":
            request = self.presenter.request(place.id)
            if place.id == self._case_id:
                self.open_wish()
            elif request is not None:
                self._asked("book", request.id)
        elif place.kind == "outreach" and self.presenter.state.outreach is not None:
            self._asked("attempt", self.presenter.state.outreach.talk_id)
        elif self.panel is None:
            self._restore()

    def heard(self, changes: Changes) -> None:
        """Draw anew what has changed. An open form stays as it is."""
        self.presenter.heard(changes)

    def save_draft(self) -> None:
        """Keep what is typed in the open form."""
        if self.panel is not None and self.panel.form.is_dirty():
            self.panel.form.blockSignals(True)
            self.panel.keep()
            self.panel.form.blockSignals(False)
            self.presenter.keep_now(self.panel.record_id, self.panel.draft_values())

    # ---- forms

    def open_booking(self) -> None:
        """Open the form that books a talk."""
        self._open_booking(self.presenter.booking_values())

    def open_wish(self) -> None:
        """Open the form for a citizen who asks for a talk."""
        self._open_wish(
            {"request_id": new_id(), "requested_on": self.presenter.state.today, "by": "citizen", "wish": ""}
        )

    def close_panel(self) -> None:
        """Take the open form away."""
        self.panel = None
        clear(self._panel_place)
        self._draw_head()

    def _asked(self, what: str, about: str) -> None:
        """Do what a button of a card says."""
        forms: dict[str, Callable[[str], None]] = {
            "summon": self.presenter.acts.summon,
            "start": self.presenter.acts.start,
            "move": self._open_move,
            "cancel": self._open_cancel,
            "book": lambda wanted: self._open_booking(
                self.presenter.booking_values(self.presenter.request(wanted))
            ),
            "close": self._open_close,
            "attempt": lambda talk_id: self._open_attempt(talk_id, new_id()),
        }
        forms[what](about)

    def _open_booking(self, values: Mapping[str, Any]) -> None:
        presenter = self.presenter

        def new_purpose(kind: str, words: str) -> str:
            return words if presenter.is_own_purpose(words) else presenter.purpose_of(kind)

        panel = BookPanel(self._desk.office.clock.today, values, presenter.state.advice, new_purpose)
        acts = presenter.acts
        panel.saved.connect(lambda given: acts.book(given, self._done, panel.failed))
        panel.second.connect(lambda given: acts.book(given, self._done, panel.failed, summon=True))
        self._show(panel, "purpose" if values["at"] else "at")

    def _open_move(self, talk_id: str) -> None:
        talk = self.presenter.talk(talk_id)
        if talk is None:
            return
        values = {"at": moment_words(talk.at), "channel": talk.channel, "place": talk.place}
        title = t("Move the talk {when}", when=full_when(talk.at))
        panel = MovePanel(self._desk.office.clock.today, talk_id, title, values)

        def moved(summoned: bool) -> None:
            self._done()
            if summoned:
                self._tell_old_summons(talk_id)

        panel.saved.connect(lambda given: self.presenter.acts.move(talk_id, given, moved, panel.failed))
        self._show(panel, "at")

    def _open_cancel(self, talk_id: str) -> None:
        talk = self.presenter.talk(talk_id)
        if talk is None:
            return
        title = t("Call the talk {when} off", when=full_when(talk.at))
        panel = CancelPanel(talk_id, title, self.presenter.state.call_name)
        panel.saved.connect(
            lambda given: self.presenter.acts.cancel(talk_id, given, self._done, panel.failed)
        )
        self._show(panel, "who")

    def _open_wish(self, values: Mapping[str, Any]) -> None:
        title = t("{name} asks for a talk", name=raw(self.presenter.state.call_name))
        panel = WishPanel(self._desk.office.clock.today, values, title)
        panel.saved.connect(lambda given: self.presenter.acts.ask(given, self._done, panel.failed))
        self._show(panel, "wish")

    def _open_close(self, request_id: str) -> None:
        panel = ClosePanel(request_id)
        acts = self.presenter.acts
        panel.saved.connect(lambda given: acts.close_request(request_id, given, self._done, panel.failed))
        self._show(panel, "closed_reason")

    def _open_attempt(self, talk_id: str, outreach_id: str) -> None:
        title = t("Attempt to reach {name}", name=raw(self.presenter.state.call_name))
        panel = AttemptPanel(talk_id, outreach_id, title)
        acts = self.presenter.acts
        panel.saved.connect(lambda given: acts.add_attempt(talk_id, given, self._done, panel.failed))
        self._show(panel, "channel")

    def _show(self, panel: Panel, first: str) -> None:
        clear(self._panel_place)
        self.panel = panel
        panel.closed.connect(self._put_away)
        panel.drafted.connect(lambda values: self.presenter.typed(panel.record_id, values))
        self._panel_place.addWidget(panel)
        panel.show()  # what is not on screen cannot take the focus
        self._draw_head()
        panel.form.focus_field(first)

    def _done(self) -> None:
        if self.panel is not None:
            self.panel.done()
        self.close_panel()

    def _put_away(self) -> None:
        """Close the form; what was typed in it is thrown away."""
        if self.panel is not None:
            self.panel.done()
            self.presenter.forget(self.panel.record_id)
        self.close_panel()

    def _restore(self) -> None:
        """Open the form that was left unfinished, as it was."""
        draft = self.presenter.draft()
        if draft is None:
            return
        values, about = draft.values, draft.record_id
        match values.get("form"):
            case "book":
                self._open_booking(values)
            case "wish":
                self._open_wish(values)
            case "move":
                self._open_move(about)
            case "cancel":
                self._open_cancel(about)
            case "close":
                self._open_close(about)
            case "attempt":
                self._open_attempt(values["talk_id"], about)
        if self.panel is not None:
            self.panel.fill(values)

    # ---- drawing

    def _draw(self) -> None:
        state = self.presenter.state
        self._summary.set_text(state.lead)
        self.next_card.draw(state)
        self.waiting.draw(state)
        self.talks.draw(state)
        self.deadlines.draw(state)
        clear(self._notes)
        acts = self.presenter.acts
        for note in notes_of(state, acts.start, acts.go_on, self.presenter.throw_away):
            self._notes.addWidget(note)
        self._draw_head()

    def _order_tabs(self) -> None:
        items = [self._notes.itemAt(index) for index in range(self._notes.count())]
        notes = [widget for item in items if item is not None and (widget := item.widget()) is not None]
        panel: list[QWidget] = [self.panel] if self.panel is not None else []
        cards = (self.next_card, self.waiting, self.talks, self.deadlines)
        tab_through([self._wish, self._book, *notes, *panel, *cards])

    def _draw_head(self) -> None:
        """Offer the two forms while none is open: one filled button at a time."""
        free = self.panel is None and not self.presenter.state.closed
        self._book.setVisible(free)
        self._wish.setVisible(free)
        self._order_tabs()

    def _tell_old_summons(self, talk_id: str) -> None:
        self.show_banner(old_summons(lambda: self.presenter.acts.summon(talk_id)))

    def _explain(self, anchor: QWidget, key: str) -> None:
        show_why(self._desk, anchor, self._case_id, key)
