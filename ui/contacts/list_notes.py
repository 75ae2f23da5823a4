"""The sentences on top of the list: talks begun or not written down, a summons that no longer fits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtWidgets import QWidget

from caseworker.base.text import Text, t
from caseworker.contacts import words
from caseworker.contacts.queries import TalkRow
from ui.contacts.drafts import moment_of
from ui.contacts.settled import opens, what_became
from ui.contacts.state import ContactsState, FormDraft, TalkDraft
from ui.contacts.when_words import full_when, when_words
from ui.kit import Banner, Button, begun_banner, box, column, row
from ui.kit import tokens as tok
from ui.kit.bounded import told

Act = Callable[[], object]
ForDraft = Callable[[FormDraft], None]
ForTalk = Callable[[TalkDraft], None]


def notes_of(
    state: ContactsState, start: Callable[[str], None], go_on: ForTalk, throw_away: ForTalk
) -> Iterator[QWidget]:
    """Give the sentences that the list begins with: talks begun, and talks not written down yet."""
    for draft in state.talk_drafts:
        yield _begun(draft, state, go_on, throw_away)
    begun = {draft.talk_id for draft in state.talk_drafts}
    for talk in state.unwritten:
        if talk.id not in begun:
            yield _unwritten(talk, state, start)


def begun_forms(
    state: ContactsState, opened: str, go_on: ForDraft, throw_away: ForDraft
) -> Iterator[QWidget]:
    """Give a sentence for each form that is begun and not saved, but for the one that is open."""
    for draft in state.forms:
        if draft.record_id != opened:
            yield _begun_form(draft, state, go_on, throw_away)


def thrown_draft(draft: FormDraft | TalkDraft | None, fetch_back: Act) -> Iterator[QWidget]:
    """Give the sentence on the draft thrown away last, with the way to take that back."""
    if draft is not None:
        said = t("The talk's draft is thrown away.")
        if isinstance(draft, FormDraft):
            said = t("“{draft}” is thrown away.", draft=words.FORMS[draft.form])
        yield Banner(said, "draft", actions=(Button(t("Fetch it back"), on_click=fetch_back),))


def old_summons(print_again: Act) -> Banner:
    """Return the sentence on a summons to a time that no longer holds."""
    again = Button(t("Print a new summons"), on_click=print_again)
    said = t("The citizen has a summons to the old time. Send a new one.")
    return Banner(said, "attention", actions=(again,), closable=True)


def _begun(draft: TalkDraft, state: ContactsState, go_on: ForTalk, throw_away: ForTalk) -> Banner:
    kept = t("the talk kept {when}", when=when_words(draft.saved_at, state.today))
    return begun_banner(_begun_words(draft, state), kept, partial(go_on, draft), partial(throw_away, draft))


def _begun_words(draft: TalkDraft, state: ContactsState) -> Text:
    """Say which talk is begun: the booked one by its time."""
    kept = when_words(draft.saved_at, state.today)
    booked = [row for row in (state.next_talk, *state.later, *state.unwritten) if row is not None]
    typed = moment_of(str(draft.values.get("at") or ""))
    at = next((row.at for row in booked if row.id == draft.talk_id), typed)
    if at is None:
        return t("A talk is begun and not saved. Kept as a draft {when}.", when=kept)
    return t(
        "The talk {at} is begun and not saved. Kept as a draft {when}.",
        at=when_words(at, state.today),
        when=kept,
    )


def _unwritten(talk: TalkRow, state: ContactsState, start: Callable[[str], None]) -> Banner:
    write = Button(
        t("Write it down"),
        on_click=lambda: start(talk.id),
        name=t("Write down the talk {when}", when=full_when(talk.at, state.today)),
    )
    said = t("The talk {when} is not written down yet.", when=when_words(talk.at, state.today))
    return Banner(said, "attention", actions=(write,))


def _begun_form(draft: FormDraft, state: ContactsState, go_on: ForDraft, throw_away: ForDraft) -> QWidget:
    what: Text = words.FORMS[draft.form]
    if draft.subject is not None:
        what = t("{what}, {about}", what=what, about=draft.subject)
    said = t("Draft: {what}, from {when}", what=what, when=when_words(draft.saved_at, state.today))
    if draft.gone and draft.form != "attempt":
        gone = t("{draft}. What it is about is no longer here. You had written:", draft=said)
        return _to_be_read(draft, gone, throw_away)
    over = what_became(state, draft.form, draft.about)
    if over is not None and not opens(draft.form):
        became = t("{draft}. {became}", draft=said, became=over)
        if draft.lost:
            became = t("{draft}. {became} You had written:", draft=said, became=over)
        return _to_be_read(draft, became, throw_away)
    return begun_banner(said, what, partial(go_on, draft), partial(throw_away, draft))


def _to_be_read(draft: FormDraft, said: Text, throw_away: ForDraft) -> QWidget:
    """Say what became of a form that cannot be gone on with, and show the words of one's own that stand in it."""
    name = t("Throw “{what}” away", what=words.FORMS[draft.form])
    throw = Button(t("Throw away"), kind="quiet", on_click=partial(throw_away, draft), name=name)
    banner = Banner(said, "draft", actions=(throw,))
    if not draft.lost:
        return banner
    written = box(told(draft.lost, "soft", quoted=True))
    return box(column(banner, row(tok.XL, (written, 1), gap=0), gap=tok.XS))
