"""What every command gets: its arguments, the language, the store when asked for, and a way to answer."""

from __future__ import annotations

import argparse
import errno
import json
import os
import re
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from caseworker.base import paths
from caseworker.base.clock import Clock, FixedClock, SystemClock, at
from caseworker.base.dates import parse_day
from caseworker.base.errors import StoreProblem, UserError
from caseworker.base.text import Text, render, t

if TYPE_CHECKING:
    from caseworker.office import Office

_LONGEST_PASSPHRASE = 4096  # bytes
_STEERING = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")  # control signs but the line end
# The window's own sentence offers the recovery code, which no command takes.
_WRONG_PASSPHRASE = t(
    "The passphrase does not open the store. Nothing is changed. Check the passphrase that is given. Who has lost "
    "it sets a new one in the window."
)
# No day asked for lies outside these years; one that does is a slip of the keyboard.
_FIRST_YEAR, _LAST_YEAR = 1950, 2199


class Front(Protocol):
    """What the window offers the command line. The core does not know how it is made."""

    def window(self, data_dir: Path, language: str | None) -> int:
        """Open the window and return its exit code."""

    def tour(self, out: Path, language: str) -> dict[str, Any]:
        """Run the main job headless and return {"pdf", "bundle", "screenshots"}."""

    def selfcheck(self) -> list[str]:
        """Return what the window lacks to run: an empty list when all is well."""


class Context:
    """One run of one command."""

    def __init__(self, arguments: argparse.Namespace, language: str, front: Front | None) -> None:
        self.arguments, self.language, self.front = arguments, language, front
        self._office: Office | None = None

    def __getattr__(self, name: str) -> Any:
        """Read an argument; None where it was not given."""
        return getattr(self.arguments, name, None)

    @property
    def folder(self) -> Path:
        """The data folder. Raises UserError when it is no folder."""
        folder: Path = getattr(self.arguments, "data_dir", None) or paths.default_data_dir()
        try:
            there = next(place for place in (folder, *folder.absolute().parents) if place.exists())
        except OSError as error:
            raise UserError(
                t("The folder {folder} cannot be opened. Choose another.", folder=str(folder))
            ) from error
        if not there.is_dir():
            raise UserError(t("{folder} is a file. The store needs a folder of its own.", folder=str(there)))
        return folder

    @property
    def passphrase(self) -> str:
        """The passphrase from the file named or the environment. Raises UserError when there is neither."""
        file: Path | None = getattr(self.arguments, "passphrase_file", None)
        if file is not None:
            try:
                with file.open("rb") as opened:
                    first = opened.readline(_LONGEST_PASSPHRASE)
                line = "".join(first.decode("utf-8-sig").splitlines()[:1])  # Notepad puts a mark in front
            except (OSError, UnicodeDecodeError) as error:
                raise UserError(t("The passphrase file {file} cannot be read.", file=str(file))) from error
            if not line:
                raise UserError(
                    t("The first line of the passphrase file {file} is empty. Write the passphrase there.",
                      file=str(file))
                )  # fmt: skip
            return line
        if words := os.environ.get("CASEWORKER_PASSPHRASE"):
            return words
        raise UserError(t("Give the passphrase with --passphrase-file or in CASEWORKER_PASSPHRASE."))

    def office(self, *, whole: bool = True) -> Office:
        """Open the store, once. With `whole` a store with a damaged page is refused, and all deadlines are fresh.

        One act reads few pages: it would say that all is well where the next one finds that it is not.
        """
        if self._office is None:
            self._office = self._opened(whole)
            if (loss := self._office.store.drafts.loss()) is not None:
                self.tell(loss)
            if self._office.packs_problem is not None:
                self.tell(self._office.packs_problem)
        return self._office

    def _opened(self, whole: bool) -> Office:
        from caseworker.office import Office
        from caseworker.store.store import Store

        try:
            store = Store.open(self.folder, self.passphrase, clock := self.clock())
        except StoreProblem as problem:
            if problem.code != "wrong_key":
                raise
            raise StoreProblem(problem.code, _WRONG_PASSPHRASE) from problem
        try:
            if whole:
                store.require_whole()
            office = Office(store, clock)
            _ = office.packs  # names what is wrong with the unit's own
            if whole:
                office.catch_up()
            return office
        except BaseException:
            store.close()
            raise

    def adopt(self, office: Office) -> None:
        """Take over a store that a command has just made."""
        self._office = office

    def clock(self) -> Clock:
        """Return the machine's clock, or 9 o'clock on the day given with --on."""
        day = self.on
        return FixedClock(at(day)) if day else SystemClock()

    @property
    def on(self) -> date | None:
        """The day given with --on. Raises UserError when it is not a date."""
        words = getattr(self.arguments, "on_day", None)
        if not words:
            return None
        day = parse_day(words)
        if day is None:
            raise UserError(t("“{words}” is not a date. Write it as 2026-11-24.", words=words))
        if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            raise UserError(t("The year of {day:numeric} cannot be right. Check it.", day=day))
        return day

    def answer(self, data: Any) -> int:
        """Write the result as JSON and return 0."""
        words = json.dumps(data, ensure_ascii=False, indent=1, default=_plain)
        try:
            if sys.stdout is None:
                raise OSError(errno.EBADF, "no output")
            sys.stdout.write(f"{words}\n")
            sys.stdout.flush()
        except BrokenPipeError:
            # Whoever reads has seen enough (`| head`). What Python would still write goes nowhere.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except OSError as error:
            raise UserError(t("The result could not be written out. What was done is saved.")) from error
        return 0

    def tell(self, *lines: Text) -> None:
        """Write messages to stderr."""
        for line in lines:
            # A file's words may be in it: they must not steer the terminal.
            print(_STEERING.sub("?", render(line, self.language)), file=sys.stderr)

    def close(self) -> None:
        """Close the store if it was opened."""
        if self._office is not None:
            self._office.close()
            self._office = None


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Sequence | set | frozenset):
        return list(value)
    raise TypeError(type(value).__name__)
