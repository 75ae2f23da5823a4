"""The sentences on top of the list: talks begun or not written down, a summons that no longer fits."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QWidget

from caseworker.base.text import Text, t
from caseworker.casework.happenings import clock_words
from caseworker.contacts.queries import TalkRow
from ui.contacts.state import ContactsState
from ui.contacts.when_words import full_when, when_words
from ui.kit import Banner, Button, ConfirmBar

Act = Callable[[], object]


def notes_of(
    state: ContactsState, start: Callable[[str], None], go_on: Act, throw_away: Act
) -> Iterator[QWidget]:
    """Give the sentences that the list begins with, and the question before a draft is thrown away."""
    if state.draft_saved_at is not None:
        yield from _begun(clock_words(state.draft_saved_at), go_on, throw_away)
    for talk in state.unwritten:
        if talk.id != state.draft_of:
            yield _unwritten(talk, state, start)


def old_summons(print_again: Act) -> Banner:
    """Return the sentence on a summons to a time that no longer holds."""
    again = Button(t("Print a new summons"), on_click=print_again)
    words = t("The citizen has a summons to the old time. Send a new one.")
    return Banner(words, "attention", actions=(again,), closable=True)


def _begun(clock: Text, go_on: Act, throw_away: Act) -> Iterator[QWidget]:
    ask = ConfirmBar(
        t("Throw the draft of the talk away? What is typed in it goes with it."),
        t("Throw the talk's draft away"),
        on_confirm=throw_away,
    )
    throw = Button(t("Throw away"), kind="quiet", on_click=ask.ask)
    words = t("A talk is begun and not saved. Kept as a draft at {clock}.", clock=clock)
    yield Banner(words, "draft", actions=(throw, Button(t("Go on"), on_click=go_on)))
    ask.hide()
    yield ask


def _unwritten(talk: TalkRow, state: ContactsState, start: Callable[[str], None]) -> Banner:
    write = Button(
        t("Write it down"),
        on_click=lambda: start(talk.id),
        name=t("Write down the talk {when}", when=full_when(talk.at, state.today)),
    )
    words = t("The talk {when} is not written down yet.", when=when_words(talk.at, state.today))
    return Banner(words, "attention", actions=(write,))
