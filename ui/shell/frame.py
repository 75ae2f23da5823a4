"""The frame round every page: navigation, top line, page, status line, toasts."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from caseworker.base.errors import StoreProblem
from caseworker.base.place import Place
from caseworker.base.text import Text, t, tc
from caseworker.office import Changes, Office
from ui.exchange.calendar_presenter import CalendarKeeper
from ui.kit import Toast, tokens
from ui.kit.buttons import Button
from ui.kit.chips import Chip
from ui.kit.icons import IconMark
from ui.kit.labels import Label
from ui.kit.layout import STRETCH, box, column, row
from ui.kit.navigation import NavEntry, NavList
from ui.kit.search_field import SearchField
from ui.kit.style import px
from ui.kit.toast_place import KEPT_CLEAR
from ui.ports import Desk, Presenter
from ui.shell.citizen import CitizenPage
from ui.shell.dates import DatesKeeper
from ui.shell.dates_banner import DatesBanner
from ui.shell.demo import DemoWarning, demo_mark
from ui.shell.drafts_loss import LossBanner
from ui.shell.focus import FocusKeeper
from ui.shell.frame_presenter import FramePresenter
from ui.shell.palette import Palette
from ui.shell.palette_presenter import Entry, find
from ui.shell.routes import MAIN, PageWidget, main_route, make_page
from ui.shell.task_bar import TaskBar
from ui.shell.tasks import QtTasks

_KEPT_CITIZENS = 3
_CALENDAR_AFTER_MS = 5_000  # what the calendar file lacks of the days since is written when the page is there


class Frame(QWidget):
    """The open program. It is the pages' way through the window and the voice of the program."""

    lock_requested = Signal()
    language_requested = Signal()
    machine_changed = Signal(object)
    citizen_view_changed = Signal(bool)
    _changed = Signal(object)
    _rules_changed = Signal()

    def __init__(self, office: Office, tasks: QtTasks, language: str, *, citizen_view: bool = False) -> None:
        super().__init__()
        self.desk = Desk(office, tasks, self, self, language, citizen_view)
        self._tasks = tasks
        self._pages: dict[str, QWidget] = {}
        self._citizens: dict[str, CitizenPage] = {}
        self._trail: list[Place] = []
        self.presenter = FramePresenter(self.desk)
        self.presenter.on_changed = self._draw_status
        entries = [NavEntry(route.key, route.words, route.icon) for route in MAIN]
        self.navigation = NavList(entries, tc("navigation", "Pages"))
        self.navigation.chosen.connect(lambda key: self.go(Place(key)))
        self.search = SearchField(t("Search citizen or command"), keys="Ctrl K")
        self.search.setFixedWidth(px(420))
        self._citizen_view = Button(
            t("Citizen view"), kind="quiet", icon="eye-off", on_click=self.switch_citizen_view,
            tip=t("Hides others (F9)"),
        )  # fmt: skip
        self._unsent = Chip("")
        self._demo = demo_mark(office.folder)
        self._warning = DemoWarning(office.folder)
        self.dates = DatesKeeper(self.desk)
        self.behind = DatesBanner(self.dates)
        self.loss = LossBanner(self.desk)
        self._me = Label(office.me.name, "soft", elide=True)
        lock = Button(tc("button", "Lock"), icon="lock", on_click=self.lock_requested.emit, tip="Ctrl+L")
        self.stack = QStackedWidget()
        self.stack.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._status = Label("", "note", elide=True)
        self.undo_label = Label("", "note", elide=True)
        self.undo_label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.undo_label.setProperty(KEPT_CLEAR, True)
        self._progress = TaskBar(tasks)
        self.setLayout(self._arrange(lock))
        self.toast = Toast(self)
        self.focus = FocusKeeper(self, self.stack, self.toast)
        self.palette_list = Palette(
            self.search, lambda words: find(self.desk, words), self._run_entry, self, self.focus.give_back
        )
        self.toast.undo_requested.connect(lambda: self.undo(past=True))
        # Changes are announced on the store thread; the signal brings them to the window's.
        self._changed.connect(self._heard)
        self._unsubscribe = office.subscribe(self._changed.emit)
        self.calendar = CalendarKeeper(self.desk)
        self._rules_changed.connect(self.dates.go_on)
        office.on_rules_changed = self._rules_changed.emit
        self.loss.draw()
        self._draw_status()
        self.presenter.reload()
        self.dates.catch_up()
        self._calendar_soon = QTimer(self, singleShot=True, interval=_CALENDAR_AFTER_MS)
        self._calendar_soon.timeout.connect(self.calendar.reload)
        self._calendar_soon.start()

    # ---- navigation (the port)

    def go(self, place: Place) -> None:
        """Go to a place and remember where one came from."""
        self.palette_list.frame.hide()
        page = self._page_of(place)
        if page is None:
            self.problem(t("What you asked for is no longer there. Go back and look again."))
            return
        if not self._trail or self._trail[-1] != place:
            self._trail = [*self._trail[-49:], place]
        if (left := self.stack.currentWidget()) is not None and left is not page:
            cast(PageWidget, left).save_draft()  # what was typed last is on "My day" at once
        self.stack.setCurrentWidget(page)
        self._warning.show_on(place)
        self.navigation.set_current(place.kind if main_route(place.kind) in MAIN else "citizens")
        cast(PageWidget, page).show_place(place)

    def back(self) -> None:
        """Go to the place before this one."""
        if len(self._trail) > 1:
            self._trail.pop()
            self.go(self._trail.pop())
        else:
            self.go(Place("today"))

    def place(self) -> Place:
        """Return where one is."""
        return self._trail[-1] if self._trail else Place("today")

    # ---- notices (the port)

    def done(self, text: Text, *, undo: bool = False) -> None:
        """Say that something is done, with undo beside it where it can be taken back."""
        self.toast.show_message(text, undo="" if undo else None)

    def problem(self, text: Text) -> None:
        """Say that something could not be done."""
        self.toast.show_message(text)

    # ---- acts of the window

    def undo(self, *, past: bool = False) -> None:
        """Take the last act back, by name and with whose it was.

        Where the newest act stands for good it says so first; `past` it goes only who asks for that.
        """
        self.save_drafts()  # what is being typed about it keeps it from going
        shown = _citizen_of(self.stack.currentWidget())
        self.desk.tasks.store(
            lambda: self.presenter.take_back(past=past, shown=shown),
            lambda found: self.toast.show_message(found.words, undo=found.offer),
            lambda error: self.problem(error.text),
        )

    def switch_citizen_view(self) -> None:
        """Hide, or show again, what only the caseworker sees."""
        self.desk.citizen_view = not self.desk.citizen_view
        self.toast.hide()  # it may name somebody
        self._draw_status()
        self.citizen_view_changed.emit(self.desk.citizen_view)
        place = self.place()
        if self.desk.citizen_view:
            self._trail = self.presenter.without_others(self._trail, place)
        self._forget_pages()
        self.go(place)

    def save_drafts(self) -> None:
        """Keep what is being typed anywhere. What cannot be kept keeps nobody from locking."""
        _keep((*self._pages.values(), *self._citizens.values()))

    def shut(self) -> None:
        """Keep drafts, and stop listening to the office."""
        self.save_drafts()
        self.focus.end()
        self._unsubscribe()
        self.desk.office.on_rules_changed = self.desk.office.catch_up
        self._tasks.forget()
        self._calendar_soon.stop()
        for keeper in (self.presenter, self.dates, self.calendar, self.loss):
            keeper.retire()
        for page in (*self._pages.values(), *self._citizens.values()):
            _retire(page)

    # ---- inside

    def _arrange(self, lock: Button) -> QHBoxLayout:
        offline = Label(tc("status", "Offline"), "soft")
        offline.setProperty(KEPT_CLEAR, True)
        top = row(
            self.search, STRETCH, self._demo, IconMark("wifi-off", "ink_soft", 16), offline,
            self._unsent, self._citizen_view, lock, gap=tokens.M, margins=(tokens.XL, 8, tokens.XL, 8),
        )  # fmt: skip
        bottom = row(
            (self._status, 1), self._progress, (self.undo_label, 2), margins=(tokens.XL, 4, tokens.XL, 4)
        )
        above, below = box(top, ground="surface", line="below"), box(bottom, ground="surface", line="above")
        page = column(above, self._warning, self.loss, self.behind, (self.stack, 1), below, gap=0)
        return row(_side(self.navigation, self._me), (page, 1), gap=0)

    def _page_of(self, place: Place) -> QWidget | None:
        route = main_route(place.kind)
        if route is not None:
            if route.key not in self._pages:
                self._pages[route.key] = page = make_page(route, self.desk)
                # Only the settings ask for another language or look; the window has to be built anew for it.
                if (asks := getattr(page, "language_requested", None)) is not None:
                    asks.connect(self.language_requested.emit)
                if (told := getattr(page, "machine_changed", None)) is not None:
                    told.connect(self.machine_changed.emit)
                if (paper := getattr(page, "print_requested", None)) is not None:
                    paper.connect(lambda code: _print_code(self, code))
                self.stack.addWidget(self._pages[route.key])
            return self._pages[route.key]
        case_id = self.presenter.case_of(place)
        return None if case_id is None else self._citizen(case_id)

    def _citizen(self, case_id: str) -> CitizenPage:
        page = self._citizens.pop(case_id, None)
        if page is None:
            page = CitizenPage(self.desk, case_id)
            self.stack.addWidget(page)
            self.presenter.note_view(case_id)
        self._citizens[case_id] = page
        while len(self._citizens) > _KEPT_CITIZENS:
            old = self._citizens.pop(next(iter(self._citizens)))
            self._drop(old)
        return page

    def _forget_pages(self) -> None:
        self.save_drafts()
        for page in (*self._pages.values(), *self._citizens.values()):
            self._drop(page)
        self._pages.clear()
        self._citizens.clear()

    def _drop(self, page: QWidget) -> None:
        cast(PageWidget, page).save_draft()
        _retire(page)
        self.stack.removeWidget(page)
        page.deleteLater()

    def _heard(self, changes: Changes) -> None:
        if changes.act_id and self.toast.offers_undo():
            self.toast.hide()  # what it offers to take back is no longer the last act
        for keeper in (self.calendar, self.presenter, self.dates):
            keeper.heard(changes)
        self._leave_gone(changes)
        for page in (*self._pages.values(), *self._citizens.values()):
            cast(PageWidget, page).heard(changes)

    def _leave_gone(self, changes: Changes) -> None:
        """Put the pages of cases away that undo has taken back."""
        gone = {
            one.record_id for one in changes.changes if one.kind == "case_file" and one.operation == "delete"
        }
        for case_id in gone & self._citizens.keys():
            page = self._citizens.pop(case_id)
            if self.stack.currentWidget() is page:
                self.go(Place("citizens"))
            self._drop(page)

    def _run_entry(self, entry: Entry) -> None:
        if entry.place is not None:
            self.go(entry.place)
            return
        {
            "undo": self.undo,
            "citizen_view": self.switch_citizen_view,
            "language": self.language_requested.emit,
            "lock": self.lock_requested.emit,
        }[entry.command]()

    def _draw_status(self) -> None:
        state, hidden = self.presenter.state, self.desk.citizen_view
        self._citizen_view.set_text(t("End citizen view") if hidden else t("Citizen view"))
        self._citizen_view.set_icon("eye" if hidden else "eye-off")
        self.navigation.setVisible(not hidden)
        self._me.set_text(self.desk.office.me.name)
        self._status.set_text(state.status)
        self.undo_label.set_text("" if hidden else state.undo)  # an act may name somebody
        self.navigation.set_count("citizens", state.citizens)
        self.navigation.set_count("today", state.tasks or None)
        self._unsent.setVisible(state.unsent > 0 and not hidden)
        self._unsent.set_text(state.unsent_words)


def _citizen_of(page: QWidget | None) -> str:
    state = page.presenter.state if isinstance(page, CitizenPage) else None
    return state.head.citizen_id if state is not None else ""


def _print_code(frame: Frame, code: str) -> None:
    from ui.shell.paper import print_recovery_code

    print_recovery_code(frame, code, frame.problem)


def _side(navigation: NavList, me: Label) -> QWidget:
    brand = row(IconMark("compass", "accent", 22), (Label(t("Fælles plan"), "brand"), 1), gap=tokens.S,
                margins=(8, 0, 0, 0))  # fmt: skip
    mine = row(IconMark("circle-user-round", "ink_soft", 18), (me, 1), gap=10, margins=(10, 0, 0, 0))
    left = column(brand, 8, navigation, STRETCH, mine, gap=tokens.S, margins=(10, 16, 10, 12))
    side = box(left, ground="surface", line="right")
    side.setFixedWidth(px(188))
    return side


def _retire(page: QWidget) -> None:
    """Let no presenter of a page that is going away draw on it: its readings may still be on their way."""
    for widget in (page, *page.findChildren(QWidget)):
        for value in vars(widget).values():
            if isinstance(value, Presenter):
                value.retire()


def _keep(pages: Iterable[QWidget]) -> None:
    for page in pages:
        with suppress(StoreProblem):
            cast(PageWidget, page).save_draft()
