"""The Qt application, dressed and speaking the machine's language."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication

from caseworker.base.settings import MachineSettings
from ui.kit import style, words
from ui.shell.garbage import GarbageKeeper


def make_application(machine: MachineSettings) -> QApplication:
    """Return the application, dressed and speaking the language of the machine."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("Fælles plan")
    words.set_language(machine.language if machine.language in ("da", "en") else "da")
    if app.findChild(GarbageKeeper) is None:
        GarbageKeeper(app)
    style.apply(app, machine.contrast, reduced_motion=machine.reduced_motion)
    return app
