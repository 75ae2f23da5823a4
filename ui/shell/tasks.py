"""Running work on threads and coming back to the window's thread, whatever happened."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from caseworker.base.errors import CaseworkerError
from caseworker.base.text import Text, t
from ui.ports import CancelledError, Failed, ProgressNote

T = TypeVar("T")
_PATIENCE_S = 20  # a printer that does not answer keeps nobody from locking


class LongTask(QObject):
    """One task in the pool, as the window shows it."""

    progressed = Signal(int, int)
    ended = Signal()

    def __init__(self, title: Text, parent: QObject) -> None:
        super().__init__(parent)
        self.title = title
        self.cancelled = False

    def cancel(self) -> None:
        """Ask the task to stop at its next step."""
        self.cancelled = True

    def note(self, done: int, of: int) -> None:
        """Tell how far it is. Called on the pool's thread; raises once the user has cancelled."""
        if self.cancelled:
            raise CancelledError(t("Stopped. Nothing of it was kept."))
        self.progressed.emit(done, of)


class QtTasks(QObject):
    """The store thread and the pool."""

    long_task_started = Signal(object)
    _back = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = ThreadPoolExecutor(1, "store")
        self._pool = ThreadPoolExecutor(2, "pool")
        self._running = 0
        self._pooled: set[Future[Any]] = set()
        self._epoch = 0
        self._back.connect(self._come_back, Qt.ConnectionType.QueuedConnection)

    def store(self, work: Callable[[], T], then: Callable[[T], None], failed: Failed) -> None:
        """Run on the one store thread, in order."""
        self._start(self._store, work, then, failed)

    def pool(
        self, title: Text, work: Callable[[ProgressNote], T], then: Callable[[T], None], failed: Failed
    ) -> None:
        """Run in the pool; the window shows the title, progress and a cancel button."""
        task = LongTask(title, self)
        self.long_task_started.emit(task)

        def ended(result: T) -> None:
            task.ended.emit()
            task.deleteLater()
            then(result)

        def stopped(error: CaseworkerError) -> None:
            task.ended.emit()
            task.deleteLater()
            failed(error)

        self._start(self._pool, partial(work, task.note), ended, stopped)

    @property
    def idle(self) -> bool:
        """Whether nothing is running and nothing is on its way back."""
        return self._running == 0

    def forget(self) -> None:
        """Come back to nobody with what was started so far: those who asked are gone. The work itself is done."""
        self._epoch += 1

    def settle(self) -> None:
        """Wait until everything given to the store thread so far has run, and what runs in the pool has ended.

        A print that is on its way is filed before the store is closed. What never ends is not waited for.
        """
        self._store.submit(lambda: None).result()
        wait(set(self._pooled), timeout=_PATIENCE_S)

    def close(self) -> None:
        """Wait for what is running and let the threads go."""
        self._store.shutdown(wait=True)
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _start(
        self, executor: ThreadPoolExecutor, work: Callable[[], T], then: Callable[[T], None], failed: Failed
    ) -> None:
        self._running += 1
        future = executor.submit(work)
        if executor is self._pool:
            self._pooled.add(future)
            future.add_done_callback(self._pooled.discard)
        epoch = self._epoch
        future.add_done_callback(lambda done: self._back.emit((done, epoch, then, failed)))

    @Slot(object)
    def _come_back(self, what: tuple[Future[Any], int, Callable[[Any], None], Failed]) -> None:
        future, epoch, then, failed = what
        self._running -= 1
        if future.cancelled():
            return
        error = future.exception()
        forgotten = epoch != self._epoch and (error is None or isinstance(error, CaseworkerError))
        if forgotten:
            return
        if error is None:
            then(future.result())
        elif isinstance(error, CaseworkerError):
            failed(error)
        else:
            raise error
