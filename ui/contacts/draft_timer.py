"""Says when a draft is due: soon after the typing pauses, and at most two seconds after it began."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

_QUIET_MS, _LATEST_MS = 700, 1800


class DraftTimer(QObject):
    """`touch` on every change; `due` when it is time to keep what stands there."""

    due = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._open = False
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._latest = QTimer(self, singleShot=True, interval=_LATEST_MS)
        self._quiet.timeout.connect(self._keep)
        self._latest.timeout.connect(self._keep)

    def touch(self) -> None:
        """Take note that something was changed."""
        self._open = True
        self._quiet.start()
        if not self._latest.isActive():
            self._latest.start()

    def stop(self) -> bool:
        """Stop waiting. Returns whether something was still to be kept."""
        self._quiet.stop()
        self._latest.stop()
        was, self._open = self._open, False
        return was

    def _keep(self) -> None:
        if self.stop():
            self.due.emit()
