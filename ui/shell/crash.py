"""When something is wrong with the program itself: one window, one masked report, work kept as drafts."""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit

import caseworker
from caseworker.base.log import mask
from caseworker.base.text import t, tc
from ui.kit import tokens
from ui.kit.buttons import Button
from ui.kit.labels import Label
from ui.kit.layout import STRETCH, column, row
from ui.kit.words import say

_log = logging.getLogger(__name__)


class CrashReporter(QObject):
    """Catches what nobody else did, on every thread, and shows the same fault once."""

    caught = Signal(str)

    def __init__(self, save_drafts: Callable[[], None]) -> None:
        super().__init__()
        self._save_drafts = save_drafts
        self._seen: set[str] = set()
        self.caught.connect(self._show)
        self.window: QDialog | None = None

    def install(self) -> None:
        """Take over the hooks of Python, its threads, and Qt's messages."""
        sys.excepthook = self._python
        threading.excepthook = lambda what: self._python(what.exc_type, what.exc_value, what.exc_traceback)
        qInstallMessageHandler(_qt_message)

    def uninstall(self) -> None:
        """Give the hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)

    def _python(
        self, kind: type[BaseException], _error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        text = report(kind, trace)
        _log.error("%s", text)
        if text not in self._seen:
            self._seen.add(text)
            self.caught.emit(text)

    def _show(self, text: str) -> None:
        self._save_drafts()
        self.window = CrashWindow(text)
        self.window.open()


def report(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return what the report says: where it happened, not what stood in the fields.

    The error's own words are left out, since they can hold names and text.
    """
    lines = [
        f"Fælles plan {caseworker.__version__}, Python {platform.python_version()}, {platform.system()}",
        *(
            f"{frame.filename.rsplit('/', 2)[-1]}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(trace)
        ),
        kind.__name__,
    ]
    return mask("\n".join(lines))


class CrashWindow(QDialog):
    """Says that something is wrong, that the work is kept, and offers the report to copy."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setWindowTitle(say(t("Something is wrong with the program")))
        self.setModal(True)
        words = t(
            "What you have saved is safe, and what you were typing is kept as a draft. "
            "Close the program and open it again. The report below holds no names; "
            "copy it to the people who look after the program."
        )
        shown = QPlainTextEdit(text)
        shown.setReadOnly(True)
        shown.setAccessibleName(say(tc("crash", "Report")))
        copy = Button(
            t("Copy the report"), icon="copy", on_click=lambda: QGuiApplication.clipboard().setText(text)
        )
        close = Button(tc("button", "Close"), kind="filled", on_click=self.accept)
        self.setLayout(
            column(
                Label(t("Something is wrong with the program"), "heading"), Label(words, "body", wrap=True), (shown, 1),
                row(copy, STRETCH, close), margins=tokens.XL,
            )
        )  # fmt: skip
        self.resize(620, 420)


def _qt_message(kind: QtMsgType, _context: QMessageLogContext, words: str) -> None:
    serious = kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)
    _log.log(logging.ERROR if serious else logging.INFO, "Qt: %s", mask(words))
