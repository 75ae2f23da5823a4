"""The sentences on top of the list: talks begun or not written down, a summons that no longer fits."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QWidget

from caseworker.base.text import Text, t
from caseworker.casework.happenings import clock_words
from caseworker.contacts import words
from caseworker.contacts.queries import TalkRow
from ui.contacts.state import ContactsState, FormDraft
from ui.contacts.when_words import full_when, when_words
from ui.kit import Banner, Button, ConfirmBar

Act = Callable[[], object]
ForDraft = Callable[[FormDraft], None]


def notes_of(
    state: ContactsState, start: Callable[[str], None], go_on: Act, throw_away: Act
) -> Iterator[QWidget]:
    """Give the sentences that the list begins with, and the question before a draft is thrown away."""
    if state.draft_saved_at is not None:
        yield from _begun(clock_words(state.draft_saved_at), go_on, throw_away)
    for talk in state.unwritten:
        if talk.id != state.draft_of:
            yield _unwritten(talk, state, start)


def begun_forms(
    state: ContactsState, opened: str, go_on: ForDraft, throw_away: ForDraft
) -> Iterator[QWidget]:
    """Give a sentence for each form that is begun and not saved, but for the one that is open."""
    for draft in state.forms:
        if draft.record_id != opened:
            yield _begun_form(draft, state, go_on, throw_away)


def thrown_form(draft: FormDraft | None, fetch_back: ForDraft) -> Iterator[QWidget]:
    """Give the sentence on the draft thrown away last, with the way to take that back."""
    if draft is not None:
        fetch = Button(t("Fetch it back"), on_click=lambda: fetch_back(draft))
        yield Banner(t("“{draft}” is thrown away.", draft=words.FORMS[draft.form]), "draft", actions=(fetch,))


def old_summons(print_again: Act) -> Banner:
    """Return the sentence on a summons to a time that no longer holds."""
    again = Button(t("Print a new summons"), on_click=print_again)
    said = t("The citizen has a summons to the old time. Send a new one.")
    return Banner(said, "attention", actions=(again,), closable=True)


def _begun(clock: Text, go_on: Act, throw_away: Act) -> Iterator[QWidget]:
    ask = ConfirmBar(
        t("Throw the draft of the talk away? What is typed in it goes with it."),
        t("Throw the talk's draft away"),
        on_confirm=throw_away,
    )
    throw = Button(t("Throw away"), kind="quiet", on_click=ask.ask)
    said = t("A talk is begun and not saved. Kept as a draft at {clock}.", clock=clock)
    yield Banner(said, "draft", actions=(throw, Button(t("Go on"), on_click=go_on)))
    ask.hide()
    yield ask


def _unwritten(talk: TalkRow, state: ContactsState, start: Callable[[str], None]) -> Banner:
    write = Button(
        t("Write it down"),
        on_click=lambda: start(talk.id),
        name=t("Write down the talk {when}", when=full_when(talk.at, state.today)),
    )
    said = t("The talk {when} is not written down yet.", when=when_words(talk.at, state.today))
    return Banner(said, "attention", actions=(write,))


def _begun_form(draft: FormDraft, state: ContactsState, go_on: ForDraft, throw_away: ForDraft) -> Banner:
    what = words.FORMS[draft.form]
    throw = Button(
        t("Throw away"),
        kind="quiet",
        on_click=lambda: throw_away(draft),
        name=t("Throw “{what}” away", what=what),
    )
    resume = Button(t("Go on"), on_click=lambda: go_on(draft), name=t("Go on with “{what}”", what=what))
    said = t("Draft: {what}, from {when}", what=what, when=when_words(draft.saved_at, state.today))
    return Banner(said, "draft", actions=(throw, resume))
