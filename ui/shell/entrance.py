"""The way in: first start, lock screen, recovery code, and the way between one's own store and the demo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow

from caseworker.base.errors import CaseworkerError, StoreProblem, UserError
from caseworker.base.text import Text, t
from caseworker.demo import apart
from ui.kit import EmptyState
from ui.kit.buttons import Button
from ui.ports import Failed
from ui.shell.first_start import FirstStartPage, RecoveryCodePage
from ui.shell.lock import LockPage
from ui.shell.stores import Stores
from ui.shell.tasks import QtTasks

T = TypeVar("T")

UNFORESEEN = t("Something unexpected went wrong. All that was saved is safe. Try again.")


class Entrance(QObject):
    """Puts its pages into the window. `opened` comes when the store at hand is open."""

    opened = Signal()

    def __init__(self, window: QMainWindow, stores: Stores, tasks: QtTasks) -> None:
        super().__init__(window)
        self._window, self._stores, self._tasks = window, stores, tasks

    def show(self, problem: Text | None = None) -> None:
        """Show the first start where there is no store, else the lock screen; and what went wrong before."""
        stores = self._stores
        if stores.is_demo() and not stores.exists():
            stores.change()  # of a demo that came to nothing there is nothing to unlock
        if stores.exists():
            page = LockPage(note=_lock_note(stores), other=_other_way(stores))
            page.unlock_requested.connect(self._unlock)
            page.recovery_requested.connect(self._recover)
            page.other_store_requested.connect(self._show_other)
            self._window.setCentralWidget(page)
            if problem is not None:
                page.show_problem(problem)
            return
        first = FirstStartPage(folder=str(stores.folder) if stores.elsewhere else "")
        first.store_requested.connect(self._make_store)
        first.demo_requested.connect(self._ask_demo)
        self._window.setCentralWidget(first)
        if problem is not None:
            first.show_trouble(problem)

    def _show_other(self) -> None:
        self._stores.change()
        self.show()

    def _ask_demo(self) -> None:
        if self._stores.has_demo():
            self._show_other()
            return
        self._stores.change()
        moment = t("200 made-up citizens. A moment.")
        self._window.setCentralWidget(EmptyState(t("Making the demo …"), moment, icon="clock"))
        self._run(self._stores.make_demo, self._is_open, self._not_made)

    def _unlock(self, passphrase: str) -> None:
        self._open(lambda: self._stores.open(passphrase))

    def _recover(self, code: str, passphrase: str) -> None:
        self._open(lambda: self._stores.recover(code, passphrase))

    def _open(self, opening: Callable[[], object]) -> None:
        self._run(opening, self._is_open, self._not_opened)

    def _run(self, work: Callable[[], T], then: Callable[[T], None], failed: Failed) -> None:
        """Run on the store thread. What nobody foresaw is said on the page too, before the crash window has it."""

        def tried() -> tuple[T | None, Exception | None]:
            try:
                return work(), None
            except CaseworkerError:
                raise
            except Exception as error:  # noqa: BLE001 - raised again on the window's thread
                return None, error

        def back(ended: tuple[T | None, Exception | None]) -> None:
            result, error = ended
            if error is not None:
                failed(UserError(UNFORESEEN))
                raise error
            then(cast("T", result))

        self._tasks.store(tried, back, failed)

    def _is_open(self, _store: object) -> None:
        self.opened.emit()

    def _not_opened(self, error: CaseworkerError) -> None:
        page = self._window.centralWidget()
        if isinstance(page, LockPage) and (not isinstance(error, StoreProblem) or error.code == "wrong_key"):
            page.show_problem(error.text)
        elif isinstance(error, StoreProblem):
            # A page of its own: what is safe and what to do. Nothing has been changed.
            again = Button(t("Try again"), kind="filled", on_click=self.show)
            title = t("The store cannot be opened")
            self._window.setCentralWidget(EmptyState(title, error.text, icon="database", action=again))

    def _make_store(self, values: dict[str, Any]) -> None:
        def made(code: str) -> None:
            page = RecoveryCodePage(code)
            page.done.connect(self.opened.emit)
            page.print_requested.connect(lambda shown: self._print_code(page, shown))
            self._window.setCentralWidget(page)

        self._run(lambda: self._stores.make(values), made, self._not_made)

    def _not_made(self, error: CaseworkerError) -> None:
        page = self._window.centralWidget()
        if isinstance(page, FirstStartPage):
            place = error.place if isinstance(error, UserError) else None
            page.show_problem(error.text, place.field if place else "passphrase")
        else:  # it was the demo
            self.show(error.text)

    def _print_code(self, page: RecoveryCodePage, code: str) -> None:
        from ui.shell.paper import print_recovery_code

        print_recovery_code(self._window, code, page.show_problem)


# Why what was written last waits in memory, by the code of the StoreProblem.
_WAITS = {
    "disk_full": t(
        "The disk was full, so the last you wrote is not saved yet. Make room, then unlock. "
        "It is lost if you close the program first."
    ),
    "read_only": t(
        "The program may not write in the store's folder, so the last you wrote is not saved yet. "
        "Get write access, then unlock. It is lost if you close the program first."
    ),
    "locked": t(
        "Another program was using the store, so the last you wrote is not saved yet. Close it there, then unlock. "
        "It is lost if you close the program first."
    ),
    "disk_error": t(
        "The disk could not be read or written, so the last you wrote is not saved yet. "
        "Check the disk, then unlock. It is lost if you close the program first."
    ),
}
_WAITS_UNKNOWN = t(
    "The last you wrote could not be saved yet. Unlock to try again. It is lost if you close the program first."
)


def _lock_note(stores: Stores) -> Text | str:
    if stores.unsaved_for:
        return _WAITS.get(stores.unsaved_for, _WAITS_UNKNOWN)
    if stores.tells_passphrase():
        return t("This is the demo. Its passphrase is: {words}", words=apart.PASSPHRASE)
    if stores.is_demo():
        return t("This is the demo. Its passphrase is the one you have given it yourself.")
    return ""


def _other_way(stores: Stores) -> Text | str:
    if stores.is_demo():
        return t("Open your own store") if stores.has_own() else t("Make your own store")
    return t("See the demo") if stores.has_demo() else ""
