"""The open program on a measured store, driven without a user."""

from __future__ import annotations

import time
from functools import cache

from PySide6.QtCore import QEventLoop, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from caseworker.base.place import Place
from caseworker.base.settings import MachineSettings
from tests.bench.stores import Bench
from ui.shell.application import make_application
from ui.shell.frame import Frame
from ui.shell.tasks import QtTasks

PAGES = ("today", "citizens", "deadlines", "exchange", "settings", "new_citizen", "import")
ROOMS = (
    ("overview", ""), ("screening", ""), ("plan", ""), ("contacts", ""), ("talk", "start"), ("journal", ""),
    ("print", "plan"),
)  # fmt: skip
_PATIENCE = 60.0


class Window:
    """The frame on an open store."""

    def __init__(self, bench: Bench) -> None:
        application()
        self.office = bench.open()
        self.tasks = QtTasks()
        self.frame = Frame(self.office, self.tasks, "da")
        self.frame.resize(1366, 768)
        self.frame.show()

    def go(self, kind: str, case_id: str = "", field: str = "") -> None:
        """Go to a page and wait until it is filled and painted."""
        self.frame.go(Place(kind, case_id, field))
        self.settle()

    def show(self, kind: str, case_id: str) -> None:
        """Go to a page that reads at once, and wait until it is painted; the view log may come later."""
        self.frame.go(Place(kind, case_id))
        QApplication.processEvents()

    def settle(self) -> None:
        """Wait until nothing is running and everything is painted."""
        until = time.monotonic() + _PATIENCE
        while not self.tasks.idle and time.monotonic() < until:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        QApplication.processEvents()
        QApplication.processEvents()

    def close(self) -> None:
        """Close the window and the store."""
        self.frame.shut()
        self.tasks.close()
        self.frame.close()
        self.frame.deleteLater()
        QApplication.processEvents()
        self.office.close()


@cache
def application() -> QApplication:
    """Return the application, dressed and speaking Danish. What the offscreen platform lacks is not said."""
    qInstallMessageHandler(lambda _kind, _context, _words: None)
    return make_application(MachineSettings(language="da", reduced_motion=True))
