"""Puts the suggested next talk and its reasons into words."""

from __future__ import annotations

from datetime import datetime

from caseworker.base.text import Text, raw, t
from caseworker.casework.next_talk import suggest_next_talk
from caseworker.contacts.suggest import Suggestion, joined
from caseworker.deadlines.words import rule_title
from caseworker.store.reading import Reading
from ui.contacts.state import Advice
from ui.ports import Desk


def advise(
    session: Reading, desk: Desk, case_id: str, now: datetime, *, talk_now: str = "", channel: str = "meeting",
    booked_now: datetime | None = None,
) -> Advice | None:  # fmt: skip
    """Return when to meet next and why, or None where no duty asks for it.

    `talk_now` counts as held; `booked_now` is when it was booked to be.
    """
    packs = desk.office.packs
    found = suggest_next_talk(
        session, packs, case_id, now, talk_now=talk_now, channel_now=channel, booked_now=booked_now,
        language=desk.language,
    )  # fmt: skip
    return None if found is None else Advice(found, _serves(desk, found))


def _serves(desk: Desk, suggestion: Suggestion) -> Text:
    titles = [
        rule_title(desk.office.packs, key.partition(":")[0], desk.language) for key in suggestion.serves
    ]
    # Two clocks of one rule are one thing to the reader.
    names = [t("“{words}”", words=title) for title in dict.fromkeys(titles)]
    return t("serves {duties}", duties=joined(names)) if names else raw("")
