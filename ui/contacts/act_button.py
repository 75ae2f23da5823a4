"""A button of a card that asks for something about a record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from caseworker.base.text import Text
from ui.kit import Button

Ask = Callable[[str, str], None]


def act_button(words: Text, ask: Ask, what: str, about: str, **look: Any) -> Button:
    """Return a button that asks for something about a record, under a name by which the focus finds it again."""
    made = Button(words, on_click=lambda: ask(what, about), **look)
    made.setObjectName(f"{what}:{about}")
    return made
