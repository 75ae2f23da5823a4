"""The real frame with the room of contacts in it, and short ways to what is on screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from caseworker.base.place import Place
from caseworker.base.text import Language
from tests.ui.contacts.case import Case
from tests.ui.dress import wear
from tests.ui.interactions import Interactions
from ui.contacts.list_page import ListView
from ui.contacts.page import ContactsPage
from ui.contacts.panels import Panel
from ui.contacts.talk_page import TalkView
from ui.kit import set_language
from ui.kit.navigation import Tabs
from ui.shell.citizen import CitizenPage
from ui.shell.frame import Frame
from ui.shell.routes import ROOMS
from ui.shell.tasks import QtTasks


class Window:
    """An open frame at 1366x768. `user` counts what is done in it."""

    def __init__(self, case: Case, qtbot: QtBot) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        set_language("en")
        wear(app)
        self.case, self.qtbot = case, qtbot
        self.tasks = QtTasks()
        self.frame = self._open()
        self.user = Interactions(qtbot, self.settle)

    def _open(self, language: Language = "en") -> Frame:
        set_language(language)
        frame = Frame(self.case.office, self.tasks, language)
        frame.resize(1366, 768)
        with self.qtbot.waitExposed(frame):
            frame.show()
        return frame

    def settle(self) -> None:
        """Wait until everything set going has come back."""
        self.qtbot.waitUntil(lambda: self.tasks.idle)
        QApplication.processEvents()

    def go(self, kind: str, id_: str = "", field: str = "") -> ContactsPage:
        """Go to a place of the case and return the room."""
        self.frame.go(Place(kind, id_ or self.case.case_id, field))
        self.settle()
        return self.room

    def reopen(self, language: Language = "en") -> None:
        """Build the window anew on the same store, as after locking or in the other language."""
        self._leave()
        self.frame = self._open(language)

    def close(self) -> None:
        """Close the window and wait for its threads."""
        self._leave()
        self.tasks.close()
        set_language("da")

    def _leave(self) -> None:
        self.frame.shut()
        self.frame.close()
        self.frame.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    @property
    def citizen(self) -> CitizenPage:
        """The citizen's page."""
        page = self.frame.stack.currentWidget()
        assert isinstance(page, CitizenPage)
        return page

    @property
    def room(self) -> ContactsPage:
        """The room of contacts."""
        room = self.citizen.room("contacts")
        assert isinstance(room, ContactsPage)
        return room

    @property
    def list(self) -> ListView:
        """The list."""
        return self.room.list

    @property
    def talk(self) -> TalkView:
        """The meeting mode."""
        assert self.room.in_meeting()
        assert self.room.talk is not None
        return self.room.talk

    @property
    def panel(self) -> Panel:
        """The form open in the list."""
        assert self.list.panel is not None
        return self.list.panel

    def button(self, words: str, within: QWidget | None = None) -> QAbstractButton:
        """Return the visible button with these words."""
        found = [
            button
            for button in (within or self.frame).findChildren(QPushButton)
            if button.isVisible() and button.text().replace("&&", "&") == words
        ]
        assert found, f"no button says {words!r}"
        return found[0]

    def open_room(self, key: str) -> None:
        """Click the tab of a room: one interaction."""
        tabs = self.citizen.findChild(Tabs)
        assert tabs is not None
        index = [route.key for route in ROOMS].index(key)
        place: QPoint = tabs.tabRect(index).center()
        self.qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=place)
        self.user.log.append(f"click: {key}")
        self.settle()

    def write(self, edit: QLineEdit, words: str) -> None:
        """Type into a line."""
        self.user.write(edit, words)

    def wait(self, until: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(until, timeout=3000)
