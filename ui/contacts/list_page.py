"""The list of contacts with the one form that is open in it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QScrollArea, QWidget

from caseworker.base.place import Place
from caseworker.base.text import t
from caseworker.office import Changes
from ui.contacts.acts import Values
from ui.contacts.fitting import is_narrow
from ui.contacts.list_cards import DeadlinesCard, NextTalkCard, TalksCard
from ui.contacts.list_drafts import ListDrafts
from ui.contacts.list_forms import ListForms
from ui.contacts.list_notes import old_summons
from ui.contacts.panels import Panel
from ui.contacts.presenter import ContactsPresenter
from ui.contacts.tabbing import tab_through
from ui.contacts.waiting_cards import WaitingCards
from ui.kit import STRETCH, Button, Label, Page, box, clear, column, px, row, tokens
from ui.kit.layout import scroll_to
from ui.ports import Desk
from ui.why.popover import show_why

# Names of what can have the focus: it finds its way back when the cards are drawn anew.
_BOOK = "book"
# What a place of this room may light up, with the name of the button that is then in hand.
_LIT = {"deadline": "why", "talk": "move"}


class ListView(Page):
    """Next talk, what waits, all talks, deadlines. One form at a time opens at the top."""

    def __init__(self, desk: Desk, case_id: str) -> None:
        self._summary = Label("", "soft", elide=True)
        self._book = Button(t("Book a talk"), kind="filled", icon="calendar-plus", on_click=self.open_booking)
        self._wish = Button(t("The citizen asks for …"), on_click=self.open_wish)
        self._book.setObjectName(_BOOK)
        self._wish.setObjectName("wish")
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
        self.forms = ListForms(desk, self.presenter, self)
        self.panel: Panel | None = None
        self.drafts = ListDrafts(desk, self.presenter, self.forms, self)
        self._place: Place | None = None
        self._opener, self._hoped = _BOOK, ""
        self._begun: set[str] = set()
        self._notes = column(gap=tokens.S)
        self._panel_place = column(gap=0)
        self.next_card = NextTalkCard(self.forms.ask)
        self.waiting = WaitingCards(self.forms.ask)
        self.talks = TalksCard()
        self.deadlines = DeadlinesCard(lambda anchor, key: self._explain(anchor, key))
        left = column(self.next_card, self.waiting, self.talks, STRETCH, gap=tokens.L)
        right = column(self.deadlines, STRETCH, gap=tokens.L)
        self._columns = row((left, 58), (right, 42), gap=tokens.L)
        for item in (self._notes, self._panel_place, self._columns):
            self.add(item)
        self.add_stretch()

    # ---- what the room asks of it

    def show_place(self, place: Place) -> None:
        """Show the list, and open the form or light up the deadline that the place asks for."""
        self._place = place
        self.drafts.settle()
        self.presenter.reload()

    def _arrive(self, place: Place) -> None:
        """Do what the place asks for, now that the list is read."""
        asked, _, rest = place.field.partition(":")
        dirty = self.panel is not None and self.panel.form.is_dirty()
        if asked in _LIT and self.panel is not None and not dirty:
            self.close_panel()  # nothing is written in it, and it would stand before what is asked for
        self._light(place.field)
        if place.kind == "contacts" and asked == "draft":
            self.drafts.open(rest)
            return
        if dirty:
            return
        new = asked in ("book", "move") or (place.kind, place.id) == ("talk_request", self._case_id)
        if new and self.presenter.state.closed:
            self._desk.notices.problem(t("The case is closed. Open a new case first."))
        elif place.kind == "talk" and asked == "book":
            self.forms.booking(on=_day(rest))
        elif asked == "move":
            talk_id, _, day = rest.partition(":")
            self.forms.move(talk_id, _day(day))
        elif place.kind == "talk_request":
            request = self.presenter.request(place.id)
            if place.id == self._case_id:
                self.open_wish()
            elif request is not None:
                self.forms.ask("book", request.id)
        elif place.kind == "outreach" and self.presenter.state.outreach is not None:
            self.forms.ask("attempt", self.presenter.state.outreach.talk_id)
        elif self.panel is None:
            self.drafts.reopen()

    def heard(self, changes: Changes) -> None:
        """Draw anew what has changed. An open form stays as it is."""
        self.presenter.heard(changes)

    def save_draft(self) -> None:
        """Keep what is typed in the open form."""
        if self.panel is not None and self.panel.form.is_dirty() and not self.panel.is_saving():
            self.panel.form.blockSignals(True)
            self.panel.keep()
            self.panel.form.blockSignals(False)
            self.presenter.keep_now(self.panel.record_id, self.panel.draft_values())

    # ---- forms

    def open_booking(self) -> None:
        """Open the form that books a talk."""
        self.forms.booking()

    def open_wish(self) -> None:
        """Open the form for a citizen who asks for something."""
        self.forms.wish()

    def close_panel(self, new: str = "") -> None:
        """Take the open form away. The focus goes to what is `new`, or back to what opened the form."""
        held_focus = self.panel is not None and _holds_focus(self.panel)
        self.panel = None
        clear(self._panel_place)
        self._draw_notes()
        if held_focus:
            self._hoped = new
            self._focus(new, self._opener, _BOOK)

    def take_focus(self) -> None:
        """Take the focus when a talk is over."""
        self._focus(_BOOK)
        self._show_notes()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the columns below each other where they are too narrow beside each other."""
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        self._columns.setDirection(way.TopToBottom if is_narrow(self) else way.LeftToRight)

    def _focus(self, *names: str) -> bool:
        """Give the focus to the first of these that is there. Returns whether one is."""
        for name in filter(None, names):
            found = self.findChild(QWidget, name)
            if found is not None and self._is_shown(found):
                found.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    def _is_shown(self, widget: QWidget) -> bool:
        """Return whether a widget is on screen. What was drawn just now is shown at once: it is to have the focus."""
        around: list[QWidget] = []
        part: QWidget | None = widget
        while part is not None and part is not self:
            if part.isHidden() and part.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
                return False
            around.append(part)
            part = part.parentWidget()
        for part in reversed(around):
            part.show()
        return True

    def show_panel(self, panel: Panel, first: str) -> None:
        """Show a form with the focus in a field."""
        clear(self._panel_place)
        self._opener = _focused_in(self) or _BOOK
        self.panel = panel
        self.drafts.settle()
        panel.closed.connect(self._put_away)
        panel.thrown.connect(self._throw_away)
        panel.drafted.connect(lambda values: self._typed(panel, values))
        self._panel_place.addWidget(panel)
        panel.show()  # what is not on screen cannot take the focus
        self._draw_notes()
        _begin_in(panel, first)

    def done(self, new: str = "") -> None:
        """Take the form away whose act is done."""
        if self.panel is not None:
            self.panel.done()
        self.close_panel(new)

    def keep_panel(self) -> None:
        """Keep what is typed in the open form: another takes its place."""
        self.drafts.keep()

    def _typed(self, panel: Panel, values: Values) -> None:
        """Keep what is typed; not while it is being saved, for then its draft is gone."""
        if not panel.is_saving():
            self.presenter.typed(panel.record_id, values)

    def _put_away(self) -> None:
        """Close the form; what was typed in it waits as a draft."""
        self.drafts.keep()
        self.close_panel()
        self._show_notes()

    def _throw_away(self) -> None:
        """Close the form and throw away what was typed in it."""
        self.drafts.throw_open()
        self._show_notes()

    def _show_notes(self) -> None:
        """Scroll to what is said on top of the list, once it has its place."""
        area = self.findChild(QScrollArea)
        if area is not None:
            QTimer.singleShot(0, area, lambda: area.verticalScrollBar().setValue(0))

    # ---- drawing

    def _draw(self) -> None:
        state, had = self.presenter.state, _focused_in(self)
        self.forms.follow(self.panel)
        self._summary.set_text(state.lead)
        self.next_card.draw(state)
        self.waiting.draw(state)
        self.talks.draw(state)
        self.deadlines.draw(state)
        self._draw_notes()
        begun = {one.record_id for one in state.talk_drafts} | {one.record_id for one in state.forms}
        if self.panel is None and begun - self._begun:
            self._show_notes()  # undo has brought it back
        self._begun = begun
        if had and not self._focus(self._hoped, had, self._opener):
            self._focus(_BOOK)
        self._hoped = ""
        if self._place is not None:
            place, self._place = self._place, None
            self._arrive(place)

    def _draw_notes(self) -> None:
        """Say what is begun and not saved, but for the form that is open."""
        clear(self._notes)
        for note in self.drafts.notes():
            self._notes.addWidget(note)
        self._draw_head()

    def _light(self, field: str) -> None:
        """Light up the deadline or the planned talk that is named, with the focus on its button; else nothing."""
        what, _, key = field.partition(":")
        self.deadlines.light(key if what == "deadline" else "")
        self.next_card.light(key if what == "talk" else "")
        button = f"{_LIT[what]}:{key}" if what in _LIT else ""
        if self.panel is None and self._focus(button):
            QTimer.singleShot(0, self, lambda: _show_whole(self.findChild(QWidget, button)))

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

    def tell_old_summons(self, talk_id: str) -> None:
        """Say that the citizen holds a summons that no longer fits."""
        self.show_banner(old_summons(lambda: self.presenter.acts.summon(talk_id)))

    def _explain(self, anchor: QWidget, key: str) -> None:
        show_why(self._desk, anchor, self._case_id, key)


def _day(words: str) -> date | None:
    """Return the day that a place names, or None."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def _begin_in(panel: Panel, first: str) -> None:
    """Give a field of a form the focus, with the form's heading in sight once it has its place."""
    panel.form.focus_field(first)
    QTimer.singleShot(0, panel, lambda: _show_from_top(panel))


def _show_from_top(panel: Panel) -> None:
    """Bring a form into sight: its heading, which says what it is about, and as much below it as fits."""
    scroll_to(panel)
    if panel.header is not None:
        scroll_to(panel.header)


def _show_whole(widget: QWidget | None) -> None:
    """Scroll until a row of a card is in sight."""
    around = widget.parentWidget() if widget is not None else None
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    if isinstance(around, QScrollArea) and widget is not None:
        around.ensureWidgetVisible(widget.parentWidget() or widget)


def _holds_focus(widget: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and widget.isAncestorOf(focused)


def _focused_in(widget: QWidget) -> str:
    """Return the name of what has the focus in here, or ""."""
    focused = QApplication.focusWidget()
    return focused.objectName() if focused is not None and widget.isAncestorOf(focused) else ""
