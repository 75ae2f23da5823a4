"""Opening and making stores for the window. Imports the core only when asked, so that the lock screen is quick."""

from __future__ import annotations

import gc
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caseworker.base.clock import Clock

if TYPE_CHECKING:
    from caseworker.office import Office

# The demo holds made-up people only; its passphrase is no secret and stands on its lock screen.
DEMO_PASSPHRASE = "rolige heste under egen"  # noqa: S105
DEMO_MARK = "demo.mark"
DEMO_CITIZENS = 200

# Cases whose deadlines are worked out before "My day" shows; more are worked out behind it, with progress.
_AT_ONCE = 500


class Stores:
    """The store of one folder: not there, closed or open."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.folder, self._clock = folder, clock
        self.office: Office | None = None
        # What a full disk did not take when the store was locked. It is typed again into the drafts on opening.
        self._unsaved: tuple[Any, ...] = ()

    @property
    def has_unsaved(self) -> bool:
        """Whether something typed lies in memory only."""
        return bool(self._unsaved)

    def exists(self) -> bool:
        """Whether there is a store in the folder, whole or not."""
        return any((self.folder / name).exists() for name in ("store.json", "store.db"))

    def is_demo(self) -> bool:
        """Whether the store is the demo."""
        return (self.folder / DEMO_MARK).exists()

    def open(self, passphrase: str) -> Office:
        """Open the store with its passphrase."""
        from caseworker.office import Office

        return self._opened(Office.open(self.folder, passphrase, clock=self._clock, at_once=_AT_ONCE))

    def recover(self, code: str, passphrase: str) -> Office:
        """Open the store with the recovery code and set a new passphrase."""
        from caseworker.office import Office

        return self._opened(Office.recover(self.folder, code, passphrase, clock=self._clock))

    def _opened(self, office: Office) -> Office:
        office.store.drafts.take_over(self._unsaved)
        self._unsaved, self.office = (), office
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
        from caseworker.base.text import render, t
        from caseworker.demo.caseload import CASEWORKER, UNIT, fill
        from caseworker.office import Office

        def made_up(office: Office) -> None:
            fill(office, DEMO_CITIZENS, seed=1)

        self.office, code = Office.create(
            self.folder, DEMO_PASSPHRASE, CASEWORKER, UNIT, clock=self._clock, fill=made_up
        )
        (self.folder / DEMO_MARK).write_text(render(t("Made-up people only."), "en"), "utf-8")
        return code

    def close(self) -> None:
        """Close the store if it is open."""
        if self.office is not None:
            self._unsaved = tuple(self.office.store.drafts.unsaved.values())
            self.office.close()
            self.office = None


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
