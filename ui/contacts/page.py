"""The room of contacts: the list, and the meeting mode in its place while a talk is going on."""

from __future__ import annotations

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from caseworker.base.place import Place
from caseworker.office import Changes
from ui.contacts.list_page import ListView
from ui.contacts.talk_page import TalkView
from ui.kit import column
from ui.ports import Desk

# Fields of a place of kind "talk" that open the meeting mode.
_MEETING = ("start", "draft")


class ContactsPage(QWidget):
    """Talks, wishes, outreach and deadlines of one citizen."""

    def __init__(self, desk: Desk, case_id: str) -> None:
        super().__init__()
        self._desk, self._case_id = desk, case_id
        self.list = ListView(desk, case_id)
        self.talk: TalkView | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self.setLayout(column(self._stack, gap=0))

    def show_place(self, place: Place) -> None:
        """Show the list or open a talk; "draft" or "draft:id" goes on with one that was left unfinished."""
        if place.kind == "talk" and place.field.partition(":")[0] in _MEETING:
            refused = self._talk_view().open(place)
            if refused is None:
                self._stack.setCurrentWidget(self._talk_view())
                return
            self._desk.notices.problem(refused)
        self._show_list(place)

    def heard(self, changes: Changes) -> None:
        """Pass changes on to what is on screen; the list reads anew whenever it is shown."""
        if self.talk is not None and self.in_meeting():
            self.talk.heard(changes)
        else:
            self.list.heard(changes)

    def save_draft(self) -> None:
        """Keep what is being typed."""
        self.list.save_draft()
        if self.talk is not None:
            self.talk.save_draft()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was typed just now: where one goes to may list it."""
        if self.list.panel is not None:
            self.list.panel.keep()
        if self.talk is not None:
            self.talk.save_draft()
        super().hideEvent(event)

    def in_meeting(self) -> bool:
        """Return whether a talk is on screen."""
        return self.talk is not None and self._stack.currentWidget() is self.talk

    def _show_list(self, place: Place) -> None:
        was_meeting = self.in_meeting()
        if self.talk is not None:
            self.talk.leave()
        self._stack.setCurrentWidget(self.list)
        if was_meeting:
            self.list.take_focus()
        self.list.show_place(place)

    def _talk_view(self) -> TalkView:
        if self.talk is None:
            self.talk = TalkView(self._desk, self._case_id)
            self._stack.addWidget(self.talk)
        return self.talk
