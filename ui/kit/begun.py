"""What was begun and waits: a sentence with its ways on, or several in one row, each chosen by its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from caseworker.base.text import Text, t, tc, tn
from ui.kit import tokens
from ui.kit.banner import Banner
from ui.kit.buttons import Button, LinkButton
from ui.kit.flow import FlowLayout
from ui.kit.icons import IconMark
from ui.kit.labels import Label
from ui.kit.layout import box, least_height, row
from ui.kit.words import say

Act = Callable[[], object]
_HEIGHT = 52


def begun_banner(said: Text | str, what: Text | str, go_on: Act, throw_away: Act | None = None) -> Banner:
    """Return the sentence on one thing that waits. `what` names it where a button alone would not."""
    actions = [Button(t("Go on"), on_click=go_on, name=t("Go on with “{what}”", what=what))]
    if throw_away is not None:
        name = t("Throw “{what}” away", what=what)
        actions.insert(0, Button(t("Throw away"), kind="quiet", on_click=throw_away, name=name))
    return Banner(said, "draft", actions=actions)


class WaitingRow(QFrame):
    """So many drafts wait, each named with the way to it. Beyond `shown` the names come after "show all"."""

    def __init__(self, ways: Sequence[tuple[Text | str, Act]], shown: int | None = None) -> None:
        super().__init__()
        self.setProperty("kind", "banner")
        self.setProperty("tone", "draft")
        lead = tn("{count} draft waits:", "{count} drafts wait:", len(ways))
        self.setAccessibleName(say(lead))
        self.links = [_link(what, go_on) for what, go_on in ways]
        self._hidden = self.links[shown:] if shown is not None else []
        self._all = LinkButton(tc("drafts", "show all"), on_click=self.show_all)
        words = Label(lead, "strong")
        words.setMinimumHeight(self._all.sizeHint().height())
        holder = _wrapping(box(FlowLayout(words, *self.links, self._all, gap=tokens.S)))
        for link in self._hidden:
            link.hide()
        self._all.setVisible(bool(self._hidden))
        # Of several, each is chosen by its name.
        go_on = [Button(t("Go on"), on_click=ways[0][1])] if len(ways) == 1 else []
        mark = IconMark("file-pen-line", "ink_soft")
        line = row(mark, (holder, 1), *go_on, gap=tokens.M, margins=(tokens.L, 8, tokens.L, 8))
        least_height(line, _HEIGHT)
        self.setLayout(line)
        _wrapping(self)

    def show_all(self) -> None:
        """Name the others too, and put the focus on the first of them."""
        self._all.hide()
        for link in self._hidden:
            link.show()
        self._hidden[0].setFocus()


def _link(what: Text | str, go_on: Act) -> LinkButton:
    return LinkButton(what, name=t("Go on with “{what}”", what=what), on_click=go_on)


def _wrapping(widget: QWidget) -> QWidget:
    """Let a widget be as high as its lines need in the width there is."""
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)
    return widget
