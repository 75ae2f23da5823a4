"""The composition root without a window: opens a store, runs acts, hands out readings, announces changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from threading import Lock
from typing import TypeVar

import caseworker.contacts.model
import caseworker.deadlines.model
import caseworker.exchange.model
import caseworker.journal.model
import caseworker.people.model
import caseworker.plan.model
import caseworker.screening.model  # noqa: F401 - all tables are made with the store
from caseworker.base.clock import Clock, SystemClock
from caseworker.base.errors import StoreProblem, UserError
from caseworker.base.text import Text, t
from caseworker.casework import draft_subjects
from caseworker.casework.where import open_cases_of
from caseworker.deadlines import local_packs, projection
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

_BITE = 100  # cases worked out in one transaction of `catch_up`: an act waits for no more than that


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
        self._catching_up, self._closing = Lock(), False
        # Called when the unit's rules may have changed. A window puts the work into the background.
        self.on_rules_changed: Callable[[], object] = self.catch_up
        self.packs_problem: Text | None = None
        self._read_me()

    def _read_me(self) -> None:
        with self.read() as session:
            self.me: StaffRow = staff.me(session)
        self.store.actor = self.me.name

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
        fill: Callable[[Office], object] = lambda _office: None,
    ) -> tuple[Office, str]:
        """Make a store for a caseworker and return it open, with the recovery code to show once.

        What `fill` writes is there from the start: when it fails there is no store.
        """
        clock = clock or SystemClock()
        if not name.strip() or not unit.strip():
            raise UserError(t("Write your name and your unit. Nothing is made yet."))

        def first(store: Store) -> None:
            store.actor = name.strip()
            store.write(t("New store"), lambda work: _first_act(work, name, unit, phone))
            fill(cls(store, clock))

        store, code = Store.create(folder, passphrase, clock, cost, first=first)
        return cls._opened(store, clock), code

    @classmethod
    def open(
        cls, folder: Path, passphrase: str, *, clock: Clock | None = None, at_once: int | None = None
    ) -> Office:
        """Open the store in a folder with its passphrase, with every deadline as it stands today.

        Where more than `at_once` cases would have to be worked out anew, that is left to `catch_up`.
        """
        clock = clock or SystemClock()
        return cls._opened(Store.open(folder, passphrase, clock), clock, at_once)

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
    def _opened(cls, store: Store, clock: Clock, at_once: int | None = None) -> Office:
        try:
            office = cls(store, clock)
            if at_once is None or len(office._stale_cases()) <= at_once:
                office.catch_up()
            return office
        except BaseException:
            store.close()
            raise

    def leave_off(self) -> None:
        """Begin no further bite of deadlines: the store is about to be closed."""
        self._closing = True

    def close(self) -> None:
        """Close the store, once a bite of deadlines that is being worked out is written."""
        self._listeners.clear()
        self.leave_off()
        with self._catching_up:
            self.store.close()

    @property
    def folder(self) -> Path:
        """The data folder."""
        return self.store.folder

    @cached_property
    def packs(self) -> Packs:
        """The rule packs: ours and the unit's own. A wrong file of the unit's is left out (`packs_problem`)."""
        today = self.clock.today()
        with self.read() as session:
            found, self.packs_problem = local_packs.of_unit(session, _shipped_packs(), self.folder, today)
        return found

    def packs_on(self, day: date) -> Packs:
        """Return the rule packs as they will stand on a day to come: what is dropped until then is gone."""
        with self.read() as session:
            return local_packs.of_unit(session, _shipped_packs(), self.folder, day)[0]

    def _forget_packs(self) -> None:
        """Read the rule packs anew when they are next asked for: one was taken in or dropped, or the day is new."""
        self.__dict__.pop("packs", None)

    @cached_property
    def instruments(self) -> dict[str, Instrument]:
        """The screening instruments by key: ours and the unit's own."""
        return load_instruments(self.folder / "instruments")

    @cached_property
    def catalogue(self) -> Catalogue:
        """The catalogue of activities: ours, with the unit's own changes."""
        return load_catalogue(self.folder / "catalogue")

    def run(self, name: Text, do: Callable[[Work], T], reason: str = "", *, spends: str = "") -> T:
        """Run one act: one transaction, deadlines of the touched cases recomputed, log written, screens told.

        The draft `spends` is what the act saves: it is gone with the act, and back when the act is undone.
        Raises what `do` raises, with nothing changed.
        """
        return self.run_noting(name, do, reason, spends=spends)[0]

    def run_noting(
        self, name: Text, do: Callable[[Work], T], reason: str = "", *, spends: str = ""
    ) -> tuple[T, Changes]:
        """Run one act and also return what it changed."""
        return self._run(name, do, reason, None, spends)

    def _run(
        self, name: Text, do: Callable[[Work], T], reason: str, undoes: str | None, spends: str = ""
    ) -> tuple[T, Changes]:
        packs = self.packs

        def act(work: Work) -> T:
            result = do(work)
            work.flush()
            projection.recompute(work.session, packs, self.clock.today(), _touched_cases(work))
            return result

        result, done = self.store.write(name, act, reason, undoes=undoes)
        changes = Changes(tuple(done.changes), done.act_id)
        _settle_drafts(self.store, done.act_id, spends, undoes, self.clock.today())
        if "staff" in changes.kinds:
            self._read_me()
        if "unit_setting" in changes.kinds:
            self._forget_packs()
        if changes.changes:
            self._announce(changes)
        # The rules are among the unit's settings; a change of them may also be one that is undone.
        if "unit_setting" in changes.kinds:
            self.on_rules_changed()
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
            return undoing.last_undoable(session, staff.own_names(session))

    def undo(self, last: Undoable | None = None) -> Text | None:
        """Take the last act back; what was typed for it is a draft again. Returns its name, or None without one.

        `last` is what `undoable` has said just now, where that is known.
        """
        if (last := last or self.undoable()) is None:
            return None
        name = t("Undo: {act}", act=last.name)
        drafted = self.store.drafts.subjects()
        self._run(name, lambda work: undoing.undo(work, last.act_id, drafted), "", last.act_id)
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

    def catch_up(self, note: Callable[[int, int], None] | None = None) -> bool:
        """Work out the deadlines that a new day or other rules have changed. Returns whether there were any.

        Bite by bite, so that acts come in between; `note` is told (done, of) and may raise to stop: what is
        worked out stays, the rest is stale until the next call. Screens hear of it as the kind "deadline".
        """
        with self._catching_up:
            self._forget_packs()
            stale = [] if self._closing else self._stale_cases()
            try:
                for start in range(0, len(stale), _BITE):
                    if note is not None:
                        note(start, len(stale))
                    if self._closing:
                        break
                    with self.store.plain() as session:
                        bite = stale[start : start + _BITE]
                        projection.recompute(session, self.packs, self.clock.today(), bite)
            finally:
                if stale:
                    self._announce(Changes((Change("deadline", "", "update", None, None),)))
        return bool(stale)

    def behind(self) -> projection.Behind:
        """Return how many cases' deadlines are not worked out by the rules and the day that hold, as after a stop."""
        with self.read() as session:
            return projection.behind(session, self.packs, self.clock.today())

    def _stale_cases(self) -> list[str]:
        with self.read() as session:
            return projection.stale_cases(session, self.packs, self.clock.today())

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
    """Return the cases whose deadlines an act may have changed.

    Also the citizen's open one: age, benefit and traits are the citizen's, and it may go on from a closed one.
    """
    cases = list(work.touched_cases())
    citizens = {change.citizen_id for change in work.changes if change.citizen_id}
    return list(dict.fromkeys([*cases, *open_cases_of(work.session, sorted(citizens))]))


def _settle_drafts(store: Store, act_id: str, spends: str, undoes: str | None, today: date) -> None:
    """Take away the draft that an act has spent, and bring back what the act that it undoes had spent.

    What is about something that an undo took away goes with it.
    """
    # The act stands: a drafts file that takes nothing now must not look like a failure of it.
    with suppress(StoreProblem):
        if spends:
            store.drafts.spend(spends, act_id)
        if undoes is not None:
            with store.read() as session:
                made = undoing.made_by(session, undoes)
            store.drafts.bring_back(undoes, made)
            with store.read() as session:
                draft_subjects.drop_gone(session, store.drafts, today)


@cache
def _shipped_packs() -> Packs:
    """Read our own packs once: they are the same for every store and every unlocking."""
    return load_packs()


def _first_act(work: Work, name: str, unit: str, phone: str) -> None:
    staff.set_up(work, name, unit, phone=phone)
    work.undoable = False
