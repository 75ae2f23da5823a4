"""The composition root without a window: opens a store, runs acts, hands out readings, announces changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TypeVar

import caseworker.contacts.model
import caseworker.deadlines.model
import caseworker.exchange.model
import caseworker.journal.model
import caseworker.people.model
import caseworker.plan.model
import caseworker.screening.model  # noqa: F401 - all tables are made with the store
from caseworker.base.clock import Clock, SystemClock
from caseworker.base.errors import UserError
from caseworker.base.text import Text, t
from caseworker.casework.where import open_cases_of
from caseworker.deadlines import projection
from caseworker.deadlines.packs import Packs, load_packs
from caseworker.people import staff
from caseworker.people.staff import StaffRow
from caseworker.plan.catalogue import Catalogue, load_catalogue
from caseworker.screening.instrument import Instrument, load_instruments
from caseworker.store import undo as undoing
from caseworker.store import views
from caseworker.store.keys import KdfCost
from caseworker.store.keys import recover as recover_key
from caseworker.store.log import Change
from caseworker.store.reading import Reading
from caseworker.store.store import Store
from caseworker.store.undo import Undoable
from caseworker.store.work import Work

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Changes:
    """What an act changed: which kinds, ids, citizens and cases. Screens reload only if concerned."""

    changes: tuple[Change, ...]
    act_id: str = ""

    @property
    def kinds(self) -> frozenset[str]:
        """The record kinds changed."""
        return frozenset(change.kind for change in self.changes)

    @property
    def citizens(self) -> frozenset[str]:
        """The ids of the citizens concerned."""
        return frozenset(change.citizen_id for change in self.changes if change.citizen_id)

    @property
    def cases(self) -> frozenset[str]:
        """The ids of the cases concerned."""
        return frozenset(change.case_id for change in self.changes if change.case_id)


Listener = Callable[[Changes], None]


class Office:
    """An open store with everything one can do in it."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store, self.clock = store, clock
        self._listeners: list[Listener] = []
        self.packs_problem: Text | None = None
        with store.read() as session:
            self.me: StaffRow = staff.me(session)
        store.actor = self.me.name
        self._refresh_stale()

    @classmethod
    def create(
        cls,
        folder: Path,
        passphrase: str,
        name: str,
        unit: str,
        *,
        phone: str = "",
        clock: Clock | None = None,
        cost: KdfCost | None = None,
    ) -> tuple[Office, str]:
        """Make a store for a caseworker and return it open, with the recovery code to show once."""
        clock = clock or SystemClock()
        if not name.strip() or not unit.strip():
            raise UserError(t("Write your name and your unit. Nothing is made yet."))

        def first(store: Store) -> None:
            store.actor = name.strip()
            store.write(t("New store"), lambda work: _first_act(work, name, unit, phone))

        store, code = Store.create(folder, passphrase, clock, cost, first=first)
        return cls._opened(store, clock), code

    @classmethod
    def open(cls, folder: Path, passphrase: str, *, clock: Clock | None = None) -> Office:
        """Open the store in a folder with its passphrase."""
        clock = clock or SystemClock()
        return cls._opened(Store.open(folder, passphrase, clock), clock)

    @classmethod
    def recover(
        cls,
        folder: Path,
        code: str,
        new_passphrase: str,
        *,
        clock: Clock | None = None,
        cost: KdfCost | None = None,
    ) -> Office:
        """Open with the recovery code and set a new passphrase."""
        clock = clock or SystemClock()
        key = recover_key(folder, code, new_passphrase, cost)
        return cls._opened(Store.open_with_key(folder, key, clock), clock)

    @classmethod
    def _opened(cls, store: Store, clock: Clock) -> Office:
        try:
            return cls(store, clock)
        except BaseException:
            store.close()
            raise

    def close(self) -> None:
        """Close the store."""
        self._listeners.clear()
        self.store.close()

    @property
    def folder(self) -> Path:
        """The data folder."""
        return self.store.folder

    @cached_property
    def packs(self) -> Packs:
        """The rule packs: ours and the unit's own. A wrong file of the unit's is left out (`packs_problem`)."""
        good: list[Path] = []
        found = _shipped_packs()
        for file in sorted((self.folder / "rules").glob("*.toml")):
            try:
                found = load_packs(extra=[*good, file])
                good.append(file)
            except UserError as error:
                self.packs_problem = self.packs_problem or error.text
        return found

    @cached_property
    def instruments(self) -> dict[str, Instrument]:
        """The screening instruments by key: ours and the unit's own."""
        return load_instruments(self.folder / "instruments")

    @cached_property
    def catalogue(self) -> Catalogue:
        """The catalogue of activities: ours, with the unit's own changes."""
        return load_catalogue(self.folder / "catalogue")

    def run(self, name: Text, do: Callable[[Work], T], reason: str = "") -> T:
        """Run one act: one transaction, deadlines of the touched cases recomputed, log written, screens told.

        Raises what `do` raises, with nothing changed.
        """
        result, _changes = self.run_noting(name, do, reason)
        return result

    def run_noting(self, name: Text, do: Callable[[Work], T], reason: str = "") -> tuple[T, Changes]:
        """Run one act and also return what it changed."""
        return self._run(name, do, reason, None)

    def _run(self, name: Text, do: Callable[[Work], T], reason: str, undoes: str | None) -> tuple[T, Changes]:
        def act(work: Work) -> T:
            result = do(work)
            work.flush()
            # The rules are among the unit's settings; a change of them may also be one that is undone.
            all_cases = work.recompute_all or any(change.kind == "unit_setting" for change in work.changes)
            cases = None if all_cases else _touched_cases(work)
            projection.recompute(work.session, self.packs, self.clock.today(), cases)
            return result

        result, done = self.store.write(name, act, reason, undoes=undoes)
        changes = Changes(tuple(done.changes), done.act_id)
        if changes.changes:
            self._announce(changes)
        return result, changes

    def rehearse(self, do: Callable[[Work], T]) -> T:
        """Run an act as a dry run: everything is checked and nothing is kept."""
        return self.store.rehearse(do)

    @contextmanager
    def read(self) -> Iterator[Reading]:
        """Hand out a session for queries."""
        with self.store.read() as session:
            yield session

    def undoable(self) -> Undoable | None:
        """Return the act that undo would take back, with its name."""
        with self.read() as session:
            return undoing.last_undoable(session, self.me.name)

    def undo(self) -> Text | None:
        """Take the last act back. Returns its name, or None when there is nothing to undo."""
        last = self.undoable()
        if last is None:
            return None
        name = t("Undo: {act}", act=last.name)
        self._run(name, lambda work: undoing.undo(work, last.act_id), "", last.act_id)
        return last.name

    def note_view(self, citizen_ids: list[str], place: str) -> None:
        """Write down that citizens were looked at."""
        if citizen_ids:
            views.note(self.store, citizen_ids, place)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Be told of every change. Returns the function that ends it."""
        self._listeners.append(listener)

        def end() -> None:
            with suppress(ValueError):
                self._listeners.remove(listener)

        return end

    def new_day(self) -> bool:
        """Recompute the deadlines that the new day has changed by itself. Returns whether there were any."""
        return self._refresh_stale()

    def _refresh_stale(self) -> bool:
        today = self.clock.today()
        with self.read() as session:
            stale = projection.stale_cases(session, self.packs, today)
        if stale:
            with self.store.plain() as session:
                projection.recompute(session, self.packs, today, stale)
        return bool(stale)

    def _announce(self, changes: Changes) -> None:
        failed: Exception | None = None
        for listener in list(self._listeners):
            try:
                listener(changes)
            except Exception as error:  # noqa: BLE001 - the act is done: the others must hear of it all the same
                failed = failed or error
        if failed is not None:
            raise failed


def _touched_cases(work: Work) -> list[str]:
    """Return the cases whose deadlines an act may have changed: also those of a citizen's age, benefit or traits."""
    cases = list(work.touched_cases())
    citizens = {change.citizen_id for change in work.changes if change.case_id is None and change.citizen_id}
    return list(dict.fromkeys([*cases, *open_cases_of(work.session, sorted(citizens))]))


@cache
def _shipped_packs() -> Packs:
    """Read our own packs once: they are the same for every store and every unlocking."""
    return load_packs()


def _first_act(work: Work, name: str, unit: str, phone: str) -> None:
    staff.set_up(work, name, unit, phone=phone)
    work.undoable = False
