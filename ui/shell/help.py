"""F1: what the page is for and which keys there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseworker.base.text import Text, t, tc
from ui.kit import Why, WhyPopover, WhyStep

if TYPE_CHECKING:
    from ui.shell.frame import Frame

_PAGES: dict[str, Text] = {
    "today": t("Here is what matters today: unfinished drafts, meetings, and what must be done first."),
    "citizens": t("All your citizens. Type to search; Enter opens the citizen."),
    "deadlines": t(
        "All deadlines, as a list, a month or a week, and the shares the unit must reach. “Why?” explains each."
    ),
    "exchange": t("What is sent to the jobcentre. Nothing leaves before you have seen what it is."),
    "settings": t("Language, lock, your unit, and which rules are in force."),
    "overview": t("Everything about the citizen on one line of time."),
    "screening": t("One theme at a time, in any order. Everything is kept as you type."),
    "plan": t("One plan: the goal, the steps, and what everybody does. On the right: what is worth a look."),
    "contacts": t("Talks held and planned, deadlines, and wishes for a talk."),
    "talk": t(
        "One form for the whole talk. Saving writes journal, promises, next talk and deadlines at once."
    ),
    "journal": t("Notes and documents. A note is never changed; a correction is a new note."),
}
_KEYS: tuple[tuple[str, Text], ...] = (
    ("Ctrl+K", t("find a citizen or a command")),
    ("Ctrl+T", t("start a talk with the citizen on screen")),
    ("Ctrl+Z", t("undo the last act")),
    ("Alt+←", t("go back")),
    ("F9", t("citizen view: hide what only you see")),
    ("Ctrl+L", tc("key", "lock")),
)


def show_help(frame: Frame) -> WhyPopover:
    """Show the help of the page that is open."""
    place = frame.place()
    words = _PAGES.get(place.kind, t("Search at the top finds citizens and commands."))
    keys = tuple(WhyStep(what, lead=keys) for keys, what in _KEYS)
    popover = WhyPopover(Why(title=t("Help for this page"), answer=words, steps=keys))
    popover.show_at(frame.search)
    return popover
