"""The page of one citizen: the head that never scrolls away, and the rooms under it."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QWidget

from caseworker.base.danish import full_cpr
from caseworker.base.place import Place
from caseworker.base.text import t, tc
from caseworker.office import Changes
from caseworker.store.log import Change
from ui.kit import tokens
from ui.kit.buttons import Button, IconButton, LinkButton
from ui.kit.chips import Chip
from ui.kit.labels import Label
from ui.kit.layout import STRETCH, Refit, box, clear, column, row
from ui.kit.navigation import Tabs
from ui.kit.style import px, restyle
from ui.kit.words import say
from ui.ports import Desk
from ui.shell.citizen_presenter import CitizenHeadPresenter
from ui.shell.routes import ROOM_OF_KIND, ROOMS, PageWidget, Reopening, make_page
from ui.why.popover import show_why

# Pixels at scale 1 that long words keep in a narrow window, and the letters of the longest chip.
_NAME_LEAST, _DEADLINE_LEAST, _CONTACT_LEAST, _CHIP_MOST = 240, 150, 80, 32
_DUTY_GAP = 6
_HEAD = ""  # among the rooms, what stands above them


class CitizenPage(QWidget):
    """One citizen. Rooms are built when first opened and kept while the citizen is on screen."""

    def __init__(self, desk: Desk, case_id: str) -> None:
        super().__init__()
        self.case_id = case_id
        self._desk = desk
        self.presenter = CitizenHeadPresenter(desk, case_id)
        self.presenter.on_changed = self._draw
        self._name = Label("", "title", elide=True)
        self._age = Label("", "soft")
        self._cpr = Label("", "soft")
        self._copy = IconButton("copy", t("Copy the whole CPR number"), on_click=self._copy_cpr)
        self._chips = row(gap=tokens.S)
        self._chips_box = box(self._chips)
        self._contact_word = Label(tc("head", "Contact"), "soft")
        self._contact = Label("", "strong", elide=True)
        self._deadline = Label("", "soft", wrap=True)
        self._deadline.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._deadline_day = Label("", "strong")
        self._why = LinkButton(tc("link", "why?"), on_click=self._show_why)
        self._day = row(STRETCH, self._deadline_day, self._why, gap=_DUTY_GAP)
        self._duty = row((self._deadline, 1), self._day, gap=_DUTY_GAP)
        self._start = Button(t("Start talk"), on_click=self._start_talk, shortcut="Ctrl+T")
        self._tabs = Tabs([(route.key, route.words) for route in ROOMS], t("Rooms of the citizen"))
        self._tabs.chosen.connect(self._tab_chosen)
        self._tabs.again.connect(self._tab_pressed_again)
        self._stack = QStackedWidget()
        self._rooms: dict[str, QWidget] = {}
        # What was heard while the head or a room was not on the screen: drawn when it is shown.
        self._missed: dict[str, tuple[Change, ...]] = {}
        self._line = row(
            self._name,
            self._age,
            self._cpr,
            self._copy,
            (self._deadline_room(), 1),
            self._start,
            gap=tokens.M,
        )
        self._below = row(self._tabs, STRETCH, self._chips_box, gap=tokens.M)
        self._head = column(
            self._line, self._below, gap=tokens.S, margins=(tokens.XL, tokens.M, tokens.XL, 0)
        )
        self._top = box(self._head, ground="surface", line="below")
        Refit(self, self._top, self._fit_head)
        self.setLayout(column(self._top, (self._stack, 1), gap=0))
        self.presenter.reload()

    def show_place(self, place: Place) -> None:
        """Open the room of the place and pass the place on."""
        if (missed := self._missed.pop(_HEAD, ())) and self.presenter.is_concerned(Changes(missed)):
            self.presenter.reload()
        key = ROOM_OF_KIND.get(place.kind, place.kind)
        self._open(key if any(route.key == key for route in ROOMS) else "overview", place)

    def heard(self, changes: Changes) -> None:
        """Pass changes on to the head and the room on the screen; the others hear of them when they are shown."""
        mine = tuple(one for one in changes.changes if one.case_id in (self.case_id, None))
        shown = self.isVisibleTo(self.window())
        if shown:
            self.presenter.heard(changes)
            self._show_start()
        else:
            self._missed[_HEAD] = self._missed.get(_HEAD, ()) + mine
        for key, room in self._rooms.items():
            if shown and room is self._stack.currentWidget():
                cast(PageWidget, room).heard(changes)
            else:
                self._missed[key] = self._missed.get(key, ()) + mine

    def minimumSizeHint(self) -> QSize:
        """Return what is needed with chips and day below: in a narrower window they go there."""
        hint = super().minimumSizeHint()
        spare = (self._chips_width() if self._chips_beside() else 0) + (
            0 if self._day_below() else self._day_saves()
        )
        return QSize(hint.width() - spare, hint.height())

    def save_draft(self) -> None:
        """Keep what is being typed in any room."""
        for room in self._rooms.values():
            cast(PageWidget, room).save_draft()

    def place_now(self) -> Place | None:
        """Return the place of the room on the screen and its open form; None where the room does not say."""
        room: object = self._rooms.get(self.current_room())
        if not isinstance(room, Reopening):
            return None
        # Never the place by which one came: the form it opened may have been put away since.
        return room.place_now() or Place(self.current_room(), self.case_id)

    def current_room(self) -> str:
        """Return the key of the open room."""
        return self._tabs.current()

    def room(self, key: str) -> QWidget | None:
        """Return a room if it has been opened."""
        return self._rooms.get(key)

    def _deadline_room(self) -> QHBoxLayout:
        """Return contact and next deadline on the right; a long name of a deadline takes two lines."""
        return row((self._duty, 1), 8, self._contact_word, self._contact, gap=6)

    def _day_below(self) -> bool:
        return self._duty.direction() == QBoxLayout.Direction.TopToBottom

    def _day_saves(self) -> int:
        """Return how much narrower the line can be with the day below the words of the deadline."""
        shown = [one for one in (self._deadline_day, self._why) if not one.isHidden()]
        day = sum(one.minimumSizeHint().width() for one in shown) + px(_DUTY_GAP) * max(0, len(shown) - 1)
        least = self._deadline.minimumWidth()
        return least + px(_DUTY_GAP) + day - max(least, day) if shown else 0

    def _chips_beside(self) -> bool:
        return self._line.indexOf(self._chips_box) >= 0

    def _chips_width(self) -> int:
        return self._chips_box.sizeHint().width() + self._line.spacing()

    def _fit_head(self) -> None:
        """Put the chips beside the name where the whole line stays whole, else below on the right.

        Where the line is too long even so, contact and name are cut; the deadline goes on below, never cut, and
        where that is not enough its day stands below it.
        """
        self._head.activate()  # else the line goes by the width of the words before these
        beside, below = self._chips_beside(), self._day_below()
        need = self._line.minimumSize().width() - (self._chips_width() if beside else 0)
        need += self._day_saves() if below else 0
        room = self.width() - 2 * px(tokens.XL)
        if (short := need > room) != below:
            way = QBoxLayout.Direction
            self._duty.setDirection(way.TopToBottom if short else way.LeftToRight)
        need -= self._day_saves() if short else 0
        need += sum(_whole(one) - one.minimumWidth() for one in (self._contact, self._name, self._deadline))
        if (fits := need + self._chips_width() <= room) != beside:
            (self._line if beside else self._below).removeWidget(self._chips_box)
            if fits:
                self._line.insertWidget(self._line.indexOf(self._copy) + 1, self._chips_box)
            else:
                self._below.addWidget(self._chips_box)
        lacks = max(0, need - room)
        for label in (self._contact, self._name):
            gives = min(lacks, _whole(label) - label.minimumWidth())
            label.setMaximumWidth(_whole(label) - gives)
            lacks -= gives
        self._head.activate()

    def _tab_chosen(self, key: str) -> None:
        self._desk.navigation.go(Place(key, self.case_id))

    def _tab_pressed_again(self, key: str) -> None:
        if key == "contacts":  # a talk may lie over the list
            self._tab_chosen(key)

    def _open(self, key: str, place: Place) -> None:
        if key not in self._rooms:
            route = next(route for route in ROOMS if route.key == key)
            self._rooms[key] = make_page(route, self._desk, self.case_id)
            self._stack.addWidget(self._rooms[key])
        self._tabs.set_current(key)
        room = self._rooms[key]
        self._stack.setCurrentWidget(room)
        if missed := self._missed.pop(key, ()):
            cast(PageWidget, room).heard(Changes(missed))
        cast(PageWidget, room).show_place(place)
        self._show_start()

    def _draw(self) -> None:
        state = self.presenter.state
        if state is None:
            return
        head = state.head
        _set_name(self._name, head.name, px(_NAME_LEAST))
        self._age.set_text(state.age_words)
        self._cpr.set_text(head.cpr_masked)
        self._copy.setVisible(bool(head.cpr) and not self._desk.citizen_view)
        clear(self._chips)
        for words, icon in state.chips:
            chip = _chip(say(words), icon)
            self._chips.addWidget(chip)
            chip.show()  # now, not a moment later: what is not shown has no width
        self._cpr.setVisible(bool(head.cpr))
        _set_name(self._contact, head.contact_name, px(_CONTACT_LEAST))
        _set_name(self._deadline, say(state.deadline_words), px(_DEADLINE_LEAST))
        self._deadline_day.set_text(state.deadline_day)
        restyle(self._deadline_day, kind="alarm" if state.overdue else "strong")
        self._deadline_day.setVisible(bool(state.deadline_day))
        self._why.setVisible(state.deadline_key != "")
        self._show_start()
        self._start.setAccessibleName(say(t("Start talk with {name}", name=head.name)))
        self._fit_head()

    def _show_start(self) -> None:
        """Offer to start a talk, unless the case is closed or a talk is on the screen."""
        state, contacts = self.presenter.state, self._rooms.get("contacts")
        on_screen = contacts is not None and self._stack.currentWidget() is contacts
        talking = on_screen and contacts.in_meeting()  # type: ignore[union-attr]
        self._start.setVisible(state is not None and state.head.closed_on is None and not talking)

    def _copy_cpr(self) -> None:
        state = self.presenter.state
        if state is not None:
            QGuiApplication.clipboard().setText(full_cpr(state.head.cpr))
            self._desk.notices.done(t("The CPR number is copied."))

    def _start_talk(self) -> None:
        self._desk.navigation.go(Place("talk", self.case_id, "start"))

    def _show_why(self) -> None:
        state = self.presenter.state
        if state is not None:
            show_why(self._desk, self._why, self.case_id, state.deadline_key)


def _set_name(label: Label, name: str, least: int) -> None:
    """Show a name: whole where there is room, else cut, but no shorter than `least` pixels."""
    label.set_text(name)
    label.setMinimumWidth(min(_whole(label), least))


def _whole(label: Label) -> int:
    """Return the width in which a label stands on one line, with a pixel for what Qt rounds off."""
    if label.wordWrap():  # its hint is a guess of Qt's at some lines
        return label.fontMetrics().horizontalAdvance(label.text()) + 2
    return label.sizeHint().width() + 1


def _chip(words: str, icon: str) -> Chip:
    """Return a chip of the head; a very long one is cut, and says all of it in its tip."""
    if len(words) <= _CHIP_MOST:
        return Chip(words, icon=icon)
    return Chip(f"{words[: _CHIP_MOST - 1]}…", icon=icon, tip=words)
