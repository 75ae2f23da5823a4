"""An import under way: it may outlive its page, and what came of it is told on a page that is opened later."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event

from caseworker.base.text import Text, t, tn
from ui.ports import Desk


class TakingIn:
    """One import. `stop` asks it to end at its next step; `ended` is set once nothing of it runs any more."""

    def __init__(self, file_name: str) -> None:
        self.file_name = file_name
        self.stop = False
        self.ended = Event()
        self._words: Text | None = None

    def take(self, count: int) -> None:
        """Note that it is done, and how many citizens it has taken in."""
        self._words = tn(
            "The import of {file} is finished: {count} citizen is taken in.",
            "The import of {file} is finished: {count} citizens are taken in.",
            count, file=self.file_name,
        )  # fmt: skip

    def words(self) -> Text:
        """Say what came of it."""
        return self._words or t(
            "The import of {file} was stopped before it was finished. Nothing of it was taken in. "
            "Choose the file again.",
            file=self.file_name,
        )


# By the folder of its store: what nobody has been told of yet.
_untold: dict[Path, TakingIn] = {}


def begin(folder: Path, file_name: str) -> TakingIn:
    """Begin an import into the store of this folder."""
    _untold[folder] = taking = TakingIn(file_name)
    return taking


def told(folder: Path) -> None:
    """Say that its end was told."""
    _untold.pop(folder, None)


def tell_left(desk: Desk, tell: Callable[[Text], object]) -> None:
    """Tell what came of an import whose page went away before it ended: with a lock, or in the other language."""
    folder = desk.office.folder
    taking = _untold.get(folder)
    if taking is None or not taking.stop:
        return

    def ended(_ended: bool) -> None:
        if _untold.pop(folder, None) is not None:
            tell(taking.words())

    desk.tasks.store(taking.ended.wait, ended, lambda error: desk.notices.problem(error.text))
