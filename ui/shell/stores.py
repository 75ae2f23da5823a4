"""Opening and making stores for the window. Imports the core only when asked, so that the lock screen is quick."""

from __future__ import annotations

import gc
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caseworker.base import paths
from caseworker.base.clock import Clock
from caseworker.base.errors import StoreProblem
from caseworker.demo import apart

if TYPE_CHECKING:
    from caseworker.office import Office
    from caseworker.store.drafts import Waiting

DEMO_CITIZENS = 200

# Cases whose deadlines are worked out before "My day" shows; more are worked out behind it, with progress.
_AT_ONCE = 500


class Stores:
    """One's own store and the demo: one of them is at hand, not there, closed or open."""

    def __init__(self, folder: Path, clock: Clock, *, usual: Path | None = None) -> None:
        self._folders, self._clock = apart.folders(folder, usual or paths.default_data_dir()), clock
        self.folder = self._folders.first
        # A folder that nobody has named is told before a store is made in it.
        self.elsewhere = self._folders.own != self._folders.first
        self.office: Office | None = None
        # What could not be saved when a store was locked. It is typed again into its drafts on opening.
        self._unsaved: dict[Path, tuple[Waiting, ...]] = {}

    @property
    def unsaved_for(self) -> str:
        """Why something typed lies in memory only, as the code of a StoreProblem; "" where nothing does."""
        return next((one.why or "unknown" for one in self._unsaved.get(self.folder, ())[-1:]), "")

    def exists(self) -> bool:
        """Whether there is a store in the folder, whole or not."""
        return apart.holds_store(self.folder)

    def is_demo(self) -> bool:
        """Whether it is the demo that is at hand."""
        return self.folder == self._folders.demo

    def has_demo(self) -> bool:
        """Whether the demo has been made."""
        return apart.is_demo(self._folders.demo) and apart.holds_store(self._folders.demo)

    def has_own(self) -> bool:
        """Whether one's own store has been made."""
        return apart.holds_store(self._folders.own)

    def tells_passphrase(self) -> bool:
        """Whether the passphrase of the demo that everybody knows opens the store at hand."""
        return self.is_demo() and apart.tells_passphrase(self.folder)

    def change(self) -> None:
        """Take the other one to hand: the demo, or one's own store. Only while none is open."""
        assert self.office is None
        self.folder = self._folders.own if self.is_demo() else self._folders.demo

    def open(self, passphrase: str) -> Office:
        """Open the store with its passphrase."""
        from caseworker.office import Office

        folder = self.folder
        try:
            office = Office.open(folder, passphrase, clock=self._clock, at_once=_AT_ONCE)
        except StoreProblem as problem:
            if problem.code == "wrong_key":
                apart.note_passphrase(folder, passphrase, opens=False)
            raise
        return self._opened(office, passphrase)

    def recover(self, code: str, passphrase: str) -> Office:
        """Open the store with the recovery code and set a new passphrase."""
        from caseworker.office import Office

        office = Office.recover(self.folder, code, passphrase, clock=self._clock)
        return self._opened(office, passphrase)

    def _opened(self, office: Office, passphrase: str) -> Office:
        try:
            apart.note_passphrase(self.folder, passphrase, opens=True)
            office.store.drafts.take_over(self._unsaved.get(self.folder, ()))
        except BaseException:
            office.close()  # else the next try finds the store in use; what waited goes on waiting
            raise
        self._unsaved.pop(self.folder, None)
        self.office = office
        return office

    def make(self, values: dict[str, Any]) -> str:
        """Make a store and return its recovery code."""
        from caseworker.office import Office

        self.office, code = Office.create(
            self.folder,
            values["passphrase"],
            values["name"],
            values["unit"],
            phone=values["phone"],
            clock=self._clock,
        )
        return code

    def make_demo(self) -> str:
        """Make the demo store with its caseload and return its recovery code. Whatever happens, it is whole or none."""
        from caseworker.demo.caseload import CASEWORKER, UNIT, fill
        from caseworker.office import Office

        folder = self.folder
        with suppress(OSError):  # if not, `create` says why
            folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # one's own store is to lie there

        def made_up(office: Office) -> None:
            fill(office, DEMO_CITIZENS, seed=1)
            apart.mark(folder)  # before the store is there: no demo ever lies about without its mark

        try:
            self.office, code = Office.create(
                folder, apart.PASSPHRASE, CASEWORKER, UNIT, clock=self._clock, fill=made_up
            )
        except BaseException:
            if not self.exists():
                (folder / apart.MARK).unlink(missing_ok=True)
                with suppress(OSError):
                    folder.rmdir()
            raise
        return code

    def close(self) -> None:
        """Close the store if it is open."""
        if self.office is not None:
            drafts = self.office.store.drafts
            self.office.close()
            self.office = None
            if unsaved := tuple(drafts.unsaved.values()):  # also what closing could not save
                self._unsaved[self.folder] = unsaved


def preload() -> None:
    """Import what opening needs, then all other pages. Run in a thread while the passphrase is typed."""
    import ui.shell.frame
    import ui.today.page  # noqa: F401
    from ui.shell.routes import MAIN, OTHERS, ROOMS

    for route in (*ROOMS, *MAIN, *OTHERS):
        import_module(route.module)
    # What is loaded now stays. The collector need not look through all of it each time a list is read.
    gc.collect()
    gc.freeze()
