"""Words of any length on a page that is looked over: a few lines of them, and a way to the rest."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from caseworker.base.text import Text, t, tc
from ui.kit.buttons import LinkButton
from ui.kit.labels import Label
from ui.kit.layout import STRETCH, column, row
from ui.kit.words import say

DETAIL = 240  # characters: about three lines
NAME = 120
_LINES = 4
_WHOLE = 5_000  # what is longer belongs into the journal and is read there


def bounded(words: Text | str, most: int = DETAIL) -> str:
    """Return the first lines of the words, at most so many characters; what is cut ends with an ellipsis."""
    whole = say(words).strip()
    lines = [line.strip() for line in whole[: 2 * most].splitlines() if line.strip()]
    short = "\n".join(lines[:_LINES])
    if len(short) > most:
        short = short[:most]
        at = short.rfind(" ", most // 2)
        short = short[:at] if at > 0 else short
    cut = len(lines) > _LINES or len(" ".join(short.split())) < len(" ".join(whole[: 4 * most].split()))
    return f"{short.rstrip(' .,;:')} …" if cut else short


def told(words: Text | str, kind: str = "note", *, quoted: bool = False) -> QVBoxLayout:
    """Return words that stand nowhere else: the first lines, and a link that shows the rest in their place."""
    whole = say(words).strip()
    short = bounded(whole)

    def shown(part: str) -> Text | str:
        return t("“{words}”", words=part) if quoted else part

    label = Label(shown(short), kind, wrap=True)
    lines = column(label, gap=0)
    if short == whole or not short.endswith("…"):
        return lines
    more = LinkButton(tc("link", "Show all of it"))

    def show() -> None:
        label.set_text(shown(bounded(whole, _WHOLE) if len(whole) > _WHOLE else whole))
        more.hide()

    more.clicked.connect(lambda _on=False: show())
    lines.addLayout(row(more, STRETCH))
    return lines
