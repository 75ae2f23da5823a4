"""The plan page on the screen: what its tests need of Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from caseworker.base.place import Place
from tests.ui.dress import wear
from tests.ui.plan.conftest import Room
from ui.kit import set_language
from ui.plan.page import PlanPage
from ui.ports import InlineTasks

Opening = Callable[..., PlanPage]


@contextmanager
def dressed_in_english(app: QApplication) -> Iterator[None]:
    """Wear the light theme and speak English, without motion."""
    set_language("en")
    wear(app)
    yield
    set_language("da")


def opening(room: Room, qtbot: QtBot) -> Opening:
    """Return what opens the page at a place, 1130 wide as it is in a window of 1366."""

    def make(place: Place | None = None, *, width: int = 1130) -> PlanPage:
        page = PlanPage(room.desk, room.case_id)
        room.office.subscribe(page.heard)
        page.resize(width, 600)
        qtbot.addWidget(page)
        page.show_place(place or Place("plan", room.case_id))
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        return page

    return make


def focus_is_in(widget: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and (focused is widget or widget.isAncestorOf(focused))


def button(part: QWidget, words: str) -> QPushButton:
    return next(b for b in part.findChildren(QPushButton) if b.text() == words)


def filled_buttons(page: PlanPage) -> list[str]:
    return [
        b.text() for b in page.findChildren(QPushButton) if b.property("kind") == "filled" and b.isVisible()
    ]


class Slowly(InlineTasks):
    """A store thread that is busy until it is let go on."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[Any] = []
        self.free = False

    def store(self, work: Any, then: Any, failed: Any) -> None:
        if self.free:
            super().store(work, then, failed)
        else:
            self.waiting.append((work, then, failed))

    def go_on(self) -> None:
        while self.waiting:
            super().store(*self.waiting.pop(0))
        self.free = True
