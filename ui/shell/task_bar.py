"""Shows the long task that is under way, how far it is, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from ui.kit import ProgressBar
from ui.shell.tasks import LongTask, QtTasks

_SHOWN_AFTER_MS = 300  # short work is over before anybody could read what it was


class TaskBar(ProgressBar):
    """One task at a time: the earliest stays in sight until it ends."""

    def __init__(self, tasks: QtTasks) -> None:
        super().__init__("")
        self.hide()
        self._task: LongTask | None = None
        self._soon = QTimer(self, singleShot=True, interval=_SHOWN_AFTER_MS)
        self._soon.timeout.connect(self.show)
        self.cancel_requested.connect(self._cancel)
        tasks.long_task_started.connect(self._begin)

    def _begin(self, task: LongTask) -> None:
        if self._task is not None:
            return
        self._task = task
        self.set_text(task.title)
        self.set_progress(0, 0)
        self.cancel_button.setEnabled(True)
        task.progressed.connect(self.set_progress)
        task.ended.connect(self._end)
        self._soon.start()

    def _end(self) -> None:
        self._task = None
        self._soon.stop()
        self.hide()

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
