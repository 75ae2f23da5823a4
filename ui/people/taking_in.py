"""What is under way may outlive its page (an import, a print of many plans): how it ended is told on a later page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event

from caseworker.base.errors import CaseworkerError
from caseworker.base.text import Text, t, tn
from ui.ports import Desk


class Underway:
    """Something under way. `stop`: its page is gone, so its end is told elsewhere; `ended` once nothing of it runs."""

    def __init__(self, title: Text, cut_off: Text) -> None:
        self.title, self._cut_off = title, cut_off
        self.stop = False
        self.ended = Event()
        self.announced = False  # short words were said, and what names citizens waits for its page
        self._words: Text | None = None
        self._naming: tuple[Text, ...] = ()

    def end(self, words: Text, naming: tuple[Text, ...] = ()) -> None:
        """Note what came of it. `naming`: what else there is to say, with the names of citizens in it."""
        self._words, self._naming = words, naming

    def words(self) -> Text:
        """Say what came of it, naming no citizen."""
        return self._words or self._cut_off

    def names(self) -> bool:
        """Return whether there is more to say, on whom."""
        return bool(self._naming)

    def short(self) -> Text:
        """Say what came of it, and where the names stand."""
        where = t("There is more on it, with names, under Citizens.")
        return t("{first} {second}", first=self.words(), second=where) if self.names() else self.words()

    def whole(self) -> Text:
        """Say all that came of it, by name."""
        said = self.words()
        for more in self._naming:
            said = t("{first} {second}", first=said, second=more)
        return said


class TakingIn(Underway):
    """One import. `stop` asks it to end at its next step."""

    def __init__(self, file_name: str) -> None:
        cut_off = t(
            "The import of {file} was stopped before it was finished. Nothing of it was taken in. "
            "Choose the file again.",
            file=file_name,
        )
        super().__init__(t("Import of {file}", file=file_name), cut_off)
        self.file_name = file_name

    def take(self, count: int) -> None:
        """Note that it is done, and how many citizens it has taken in."""
        self.end(
            tn(
                "The import of {file} is finished: {count} citizen is taken in.",
                "The import of {file} is finished: {count} citizens are taken in.",
                count, file=self.file_name,
            )
        )  # fmt: skip


# By the folder of its store: what nobody has been told of yet.
_untold: dict[Path, list[Underway]] = {}


def begin(folder: Path, file_name: str) -> TakingIn:
    """Begin an import into the store of this folder."""
    taking = TakingIn(file_name)
    follow(folder, taking)
    return taking


def follow(folder: Path, one: Underway) -> None:
    """Remember what begins in the store of this folder, until its end is told."""
    _untold.setdefault(folder, []).append(one)


def told(folder: Path, one: Underway) -> bool:
    """Say that its end is told. Returns whether it was not before."""
    left = _untold.get(folder, [])
    if one not in left:
        return False
    left.remove(one)
    return True


def tell_left(desk: Desk, tell: Callable[[Text], object], *, by_name: bool = False) -> None:
    """Tell what came of that whose page went away before it ended: with a lock, or in the other language.

    `by_name`: here is room for whom it is about. It waits for such a place, and for the end of the citizen's view.
    """
    for one in [one for one in _untold.get(desk.office.folder, ()) if one.stop]:
        _wait(desk, one, tell, by_name=by_name)


def _wait(desk: Desk, one: Underway, tell: Callable[[Text], object], *, by_name: bool) -> None:
    def ended(_ended: bool) -> None:
        if not one.names() or (by_name and not desk.citizen_view):
            if told(desk.office.folder, one):
                tell(one.whole())
        elif one in _untold.get(desk.office.folder, ()) and not one.announced:
            one.announced = True
            tell(one.short())

    def failed(error: CaseworkerError) -> None:
        desk.notices.problem(error.text)

    if one.ended.is_set() or isinstance(one, TakingIn):
        desk.tasks.store(one.ended.wait, ended, failed)
    else:  # it may take its time: what is written meanwhile does not wait for it
        desk.tasks.pool(one.title, lambda _note: one.ended.wait(), ended, failed)
