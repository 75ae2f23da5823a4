"""What waits on a citizen's overview: each form that was begun, by its name, and the one thrown away last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QFrame

from caseworker.base.text import t
from caseworker.store.drafts import Draft
from ui.kit import Banner, Button, WaitingRow, begun_banner
from ui.people.overview_drafts import draft_name


def waiting_banner(drafts: Sequence[Draft], go_on: Callable[[str], object]) -> QFrame:
    """Return the sentence on what was begun and waits; of several, each is chosen by its name."""
    ways = [(draft_name(one), partial(go_on, one.record_id)) for one in drafts]
    if len(ways) > 1:
        return WaitingRow(ways)
    ((what, go_on_with_it),) = ways
    return begun_banner(t("You have begun something here: {what}.", what=what), what, go_on_with_it)


def thrown_banner(draft: Draft, fetch_back: Callable[[], object]) -> Banner:
    """Return the sentence on what was thrown away last, with the way to take that back."""
    fetch = Button(t("Fetch it back"), on_click=fetch_back)
    return Banner(t("The draft “{draft}” is thrown away.", draft=draft_name(draft)), "draft", actions=[fetch])
