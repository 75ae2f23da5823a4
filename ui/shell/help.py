"""F1: what the page is for and which keys there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseworker.base.place import Place
from caseworker.base.text import Text, t, tc
from ui.kit import Why, WhyPopover, WhyStep
from ui.shell.routes import ROOM_OF_KIND

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
_Keys = tuple[tuple[str, Text], ...]
_KEYS: _Keys = (
    ("Ctrl+K", t("find a citizen or a command")),
    ("Ctrl+T", t("start a talk with the citizen on screen")),
    ("Ctrl+S", t("save the form")),
    ("Ctrl+Z", t("undo the last act; in a field what was typed there")),
    ("Ctrl+Shift+Z", t("undo the last act, from a field too")),
    ("Alt+←", t("go back")),
    ("F9", t("citizen view: hide what only you see")),
    ("Ctrl+L", tc("key", "lock")),
    ("F1", t("this help")),
)
# Keys of one page alone.
_KEYS_OF: dict[str, _Keys] = {
    "citizens": (
        ("Ctrl+N", tc("key", "new citizen")),
        ("Ctrl+A", t("select all; one by one with Ctrl and a click")),
        ("Esc", t("clear the selection")),
    ),
    "journal": (("Ctrl+N", tc("key", "new note")),),
    "plan": (
        ("Ctrl+I", t("add an effort")),
        ("Ctrl+D", t("add an interim goal")),
        ("Ctrl+Shift+Enter", t("save and add one more")),
        ("Ctrl+P", tc("key", "print")),
    ),
    "print": (
        ("Ctrl+P", tc("key", "print")),
        ("Ctrl++", tc("key", "larger")),
        ("Ctrl+-", tc("key", "smaller")),
        ("Ctrl+0", t("the whole page")),
    ),
}


def keys_of(place: Place) -> _Keys:
    """Return the keys that do something on a page, each with what it does: the page's own first."""
    return _KEYS_OF.get(ROOM_OF_KIND.get(place.kind, place.kind), ()) + _KEYS


def show_help(frame: Frame) -> WhyPopover:
    """Show the help of the page that is open. The focus goes back to where one was."""
    place = frame.place()
    words = _PAGES.get(place.kind, t("Search at the top finds citizens and commands."))
    keys = tuple(WhyStep(what, lead=key) for key, what in keys_of(place))
    popover = WhyPopover(Why(title=t("Help for this page"), answer=words, steps=keys))
    popover.show_at(frame.search)
    popover.closed.connect(frame.focus.give_back)
    return popover
