"""The composition root with Qt: application, look, language, window, crash hooks."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer

from caseworker.base import settings
from caseworker.base.clock import Clock, SystemClock
from caseworker.base.settings import MachineSettings
from ui.kit import style
from ui.shell.application import make_application
from ui.shell.crash import CrashReporter
from ui.shell.stores import preload
from ui.shell.window import MainWindow

_PRELOAD_MS = 50


def open_window(folder: Path, language: str | None = None, clock: Clock | None = None) -> int:
    """Open the window on the store in a folder and run until it is closed."""
    machine = settings.load()
    if language is not None:
        machine.language = language
    app = make_application(machine)
    window = MainWindow(folder, machine, clock or SystemClock())
    crash = CrashReporter(window.save_drafts)
    crash.install()
    window.show()
    # The store's packages take a moment to load: that happens while the passphrase is typed, once the window
    # is painted.
    QTimer.singleShot(_PRELOAD_MS, threading.Thread(target=preload, daemon=True).start)
    try:
        return app.exec()
    finally:
        crash.uninstall()


class QtFront:
    """The window as the command line sees it."""

    def window(self, data_dir: Path, language: str | None) -> int:
        """Open the window."""
        return open_window(data_dir, language)

    def tour(self, out: Path, language: str) -> dict[str, Any]:
        """Run the main job without a display."""
        from ui.tour import run_tour

        return run_tour(out, language)

    def selfcheck(self) -> list[str]:
        """Name what the window lacks: fonts that do not load, pictures that cannot be drawn."""
        make_application(MachineSettings())
        missing = [] if style.font("body").family() else ["font"]
        from ui.kit.icons import icon

        if icon("compass", "ink", 16).isNull():
            missing.append("icons")
        return missing
