"""The file that drafts lie in: opened, and begun anew where it is damaged, so that no word is lost untold.

It keeps no write-ahead log: a log that is damaged after a crash loses what stands behind the damage, and the
database says nothing of it. A page of the file itself that is damaged is met.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import asdict
from json import JSONDecodeError
from pathlib import Path
from threading import RLock
from typing import TypeVar

from sqlalchemy import Connection

from caseworker.base.clock import Clock
from caseworker.base.errors import StoreProblem
from caseworker.base.ids import new_id
from caseworker.base.text import Text
from caseworker.store.at_hand import AtHand, Rows, leave_out
from caseworker.store.connect import SMALLEST, damaged, open_engine, prepare, problems
from caseworker.store.drafts_tables import DRAFT, METADATA, TABLES, UNTOLD
from caseworker.store.losses import Loss, words_of
from caseworker.store.new_file import ASIDE, NewFile, require_whole
from caseworker.store.salvage import (
    Found,
    Row,
    is_there,
    lying_aside,
    name_aside,
    read_what_can_be,
    what_is_left,
)

T = TypeVar("T")

DRAFTS_NAME = "drafts.db"
_TRIES = 3  # the file may be another one, and then be damaged too


class DraftsFile(ABC):
    """The open file. What stands in it is at hand as well, so that damage met later takes nothing.

    Nothing is written where anything else stands than what is at hand, whoever put it there and when: that is damage.

    A damaged file keeps nobody from the store: it is kept under another name and a new one put in its place, with what
    was at hand or can still be read. `on_loss` is told, in the thread that met it. The new one is written whole under
    a name of its own first, the word of the loss with it. Where one lies there whole, the change was cut off and
    opening goes on with it, however it ended. A store `in_use` has such a file: one that is gone or empty is told.
    """

    def __init__(self, folder: Path, key: bytes, clock: Clock, *, in_use: bool = False) -> None:
        self._path, self._key, self._clock, self._in_use = folder / DRAFTS_NAME, key, clock, in_use
        self._new = NewFile(self._path, key)
        self._engine = open_engine(self._path, key, write=True)
        self._is_open = False
        self._seen: tuple[int, ...] = ()
        self._number: tuple[int, ...] = ()
        self._at_hand: AtHand | None = None
        self.losses: tuple[Loss, ...] = ()
        self.on_loss: Callable[[], object] | None = None
        # One connection reads and writes; none may be open while the file gets another name.
        self._turn = RLock()
        self._open_or_mend()

    def _open_or_mend(self) -> None:
        try:
            self._open()
        except StoreProblem as found:
            self._engine.dispose()
            if found.code != "damaged":
                raise
            self._begin_anew()

    def _open(self) -> None:
        """Open it as the next program will. Raises StoreProblem "damaged" also where it is not what is at hand."""
        self._engine.dispose()
        self._is_open = False
        stale = None
        waiting = self._new.waiting()
        # One that others have put there while this was open is seen to by the next opening.
        if waiting is not None and (self._at_hand is None or waiting == self._at_hand.rows):
            stale = self._new.put_in_or_tell(waiting, known=self._at_hand is not None)
        if self._in_use and not is_there(self._path):
            raise damaged(self._path)
        if (
            is_there(self._path) and self._path.stat().st_size < SMALLEST
        ):  # to the database it may be a new one
            raise damaged(self._path)
        prepare(self._path, self._key, log=False)
        self._number = self._look()[:1]
        with problems(self._path), self._engine.begin() as connection:
            require_whole(connection)
            METADATA.create_all(connection)
            found = AtHand.of(connection, TABLES)
        if self._at_hand is not None and found.rows != self._at_hand.rows:
            raise damaged(self._path)
        self._take(found)
        self._is_open = self._in_use = True
        if stale is not None:
            # Told first: what cuts this off leaves it to be told again.
            if stale.file not in [one.file for one in self.losses]:
                self._change(lambda rows: rows.update({UNTOLD.name: [*rows[UNTOLD.name], asdict(stale)]}))
            self._new.put_aside(stale.file)

    def _take(self, at_hand: AtHand) -> None:
        self._at_hand = at_hand
        self.losses = tuple(Loss(**row) for row in at_hand.rows[UNTOLD.name])
        seen = self._look()
        self._seen = seen if seen[:1] == self._number else ()  # another one is opened first

    def _look(self) -> tuple[int, ...]:
        """Return what tells a file that somebody else has changed or put there, () where there is none."""
        try:
            seen = self._path.stat()
        except OSError:
            return ()
        return seen.st_ino, seen.st_mtime_ns, seen.st_size

    def _is_another(self) -> bool:
        """Whether another file lies there than the open one, in which nothing can be written any more."""
        return self._look()[:1] != self._number

    def _begin_anew(self) -> None:
        """Write a new file with what is at hand, or else can be read of the damaged one, and put it in its place."""
        self._engine.dispose()
        self._is_open = False
        if self._at_hand is None:
            found = read_what_can_be(self._path, self._key, TABLES)
        else:
            found = Found(self._at_hand.rows, whole=True)
        left = what_is_left(self._path)
        aside = name_aside(self._path, f"{ASIDE}-{self._clock.now():%Y%m%d-%H%M%S}")
        files = ["" if left is None else aside.name + left]
        if self._new.waiting() is not None:  # it came from elsewhere: what was at hand does not stand in it
            files.insert(0, stale := self._new.name_of_stale())
            self._new.put_aside(stale)
        untold = found.rows[UNTOLD.name]
        if not found.whole:  # the word of an earlier loss may be gone too; twice is better than never
            known = {*files, *(row["file"] for row in untold)}
            files = [name for name in lying_aside(self._path, ASIDE) if name not in known] + files
        losses = [{"id": new_id(), "file": file, "whole": found.whole} for file in files]
        rows = {**found.rows, UNTOLD.name: [*untold, *losses]}
        self._take(self._new.write(rows))
        self._open()

    @abstractmethod
    def _hold(self, rows: list[Row], why: str) -> None:
        """Let drafts wait in memory: there is no file to write them in."""

    def _run(self, act: Callable[[Connection], T], *, taken: Callable[[T], object] | None = None) -> T:
        """Read or write in one transaction; what meets a damaged file is done in a new one."""
        with self._turn:
            told = self.losses
            for left in reversed(range(_TRIES)):
                try:
                    done = self._once(act)
                    break
                except StoreProblem as found:
                    if not left:
                        raise
                    if found.code == "damaged":
                        self._begin_anew()
                    elif found.code != "read_only" or not self._is_another():
                        raise
            if taken is not None:
                taken(done)
            met = not set(self.losses) <= set(told)
        if met and self.on_loss is not None:
            self.on_loss()
        return done

    def _once(self, act: Callable[[Connection], T]) -> T:
        if not self._is_open or self._look() != self._seen:
            self._open()
        try:
            with problems(self._path), self._engine.begin() as connection:
                return act(connection)
        except (
            JSONDecodeError
        ) as error:  # a page that is damaged at its end is read as if nothing stood there
            raise damaged(self._path) from error

    def _change(self, act: Callable[[Rows], object]) -> None:
        """Let `act` put other lists in the place of the tables', as `AtHand.written` takes them, and write those."""

        def write(connection: Connection) -> AtHand:
            assert self._at_hand is not None
            if not self._at_hand.stands_in(connection, TABLES):
                raise damaged(self._path)
            rows = dict(self._at_hand.rows)
            act(rows)
            return self._at_hand.written(connection, TABLES, rows)

        self._run(write, taken=self._take)

    def loss(self) -> Text | None:
        """Return what is to be told of files that were damaged, or None."""
        return words_of(self.losses)

    def loss_told(self, losses: Collection[Loss]) -> None:
        """Say these no more: they have been read. What could not be written is said once more at the next opening."""
        read = [one.id for one in losses]
        with self._turn:
            with suppress(StoreProblem):
                self._change(lambda rows: leave_out(rows, UNTOLD, lambda row: row["id"] in read))
            self.losses = tuple(one for one in self.losses if one.id not in read)

    def check(self) -> None:
        """Look at the whole file once more. A damaged one is kept aside, which `loss` then tells."""
        self._run(require_whole)

    def close(self) -> None:
        """Close the file, once what is at hand is seen to stand in it. What cannot be mended is held in memory."""
        with self._turn:
            try:
                self._open_or_mend()  # of damage what has it open may notice nothing
            except StoreProblem as problem:
                if self._at_hand is not None:
                    self._hold(self._at_hand.rows[DRAFT.name], problem.code)
            self._engine.dispose()
