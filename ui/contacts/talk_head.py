"""The line over the talk's form: what kind of talk it is, when and with whom, and when it was kept last."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from caseworker.base.text import t, tc
from caseworker.casework.happenings import clock_words
from caseworker.contacts import words
from ui.contacts.drafts import moment_of
from ui.contacts.state import TalkState
from ui.contacts.when_words import when_words
from ui.kit import Label, LinkButton


class TalkHead:
    """The words of the line; `parts` are its widgets in order. `me` is the caseworker's own call name."""

    def __init__(self, me: str, on_correct: Callable[[], None]) -> None:
        self._me = me
        self._kind = Label("", "heading")
        self._who = Label("", "soft", elide=True)
        correct = LinkButton(
            tc("link", "Correct"), name=t("Correct kind, time and participants"), on_click=on_correct
        )
        self._kept = Label("", "note")
        self._kept.hide()
        self.parts = (self._kind, self._who, correct, self._kept)

    def draw(self, state: TalkState, values: Mapping[str, Any], *, at_typed: bool) -> None:
        """Say what talk this is; its time where it is booked or `at_typed`, else now."""
        self._kind.set_text(words.KINDS.get(values["kind"], ""))
        at = moment_of(values["at"])
        known = at is not None and (state.booked or at_typed)
        when = when_words(at, state.today) if known and at is not None else tc("talk", "now")
        people = ", ".join(filter(None, [self._me, values["participants"].strip()]))
        self._who.set_text(t("{when} · {people}", when=when, people=people))

    def tell_kept(self, moment: datetime | None) -> None:
        """Say when the talk was kept as a draft, or nothing where it was not."""
        self._kept.setVisible(moment is not None)
        if moment is not None:
            self._kept.set_text(t("Kept as a draft at {clock}", clock=clock_words(moment)))
